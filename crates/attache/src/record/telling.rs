//! One event as one article tells it, owning its words.
//!
//! In: an article and its events. Out: [`Telling`]s that outlive both: “Norway expelled two diplomats.” of the article `a1`
//! is a telling with the contract's line of that event. Known limit: what the contract's line leaves out is kept only
//! where the standing needs it (level, publisher).

use super::source::Print;
use crate::article::Article;
use crate::event::Event;
use crate::export::{Line, lines};

/// One event as one article tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    /// The contract's line.
    pub line: Line<'static>,
    /// Which level the act sets, where the words tell: `legation`, `embassy` …
    pub level: Option<String>,
    /// Who published the article, where known.
    pub publisher: Option<String>,
    /// What the article's text looks like, to tell near-copies of one wire story.
    pub print: Print,
}

/// The tellings of an article, in the order of its text.
pub fn tellings(article: &Article, events: &[Event]) -> Vec<Telling> {
    let print = Print::of(&article.text);
    let telling = |(line, event): (Line<'_>, &Event)| Telling {
        line: owned(&line),
        level: event.level.clone(),
        publisher: article.publisher.clone(),
        print,
    };
    lines(article, events).into_iter().zip(events).map(telling).collect()
}

/// The same line with words of its own.
fn owned(line: &Line<'_>) -> Line<'static> {
    let json = serde_json::to_value(line).expect("a line is always JSON");
    serde_json::from_value(json).expect("the JSON of a line is a line")
}

#[cfg(test)]
mod tests {
    use super::tellings;
    use crate::article::Article;
    use crate::export::lines;
    use crate::parse::Workspace;
    use crate::reader::Reader;

    #[test]
    fn a_telling_says_what_the_line_says() {
        let reader = Reader::embedded().unwrap();
        let article = Article::new("a", "Norway expelled two Russian diplomats.");
        let reading = reader.read(&article, &mut Workspace::default());
        let told = tellings(&article, &reading.events);
        let json = |x| serde_json::to_string(x).unwrap();
        let theirs: Vec<String> = told.iter().map(|t| json(&t.line)).collect();
        let ours: Vec<String> =
            lines(&article, &reading.events).iter().map(json).collect();
        assert_eq!(theirs.len(), 1);
        assert_eq!(theirs, ours);
    }
}

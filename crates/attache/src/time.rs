//! Time expressions: each to an interval of days and a TIMEX3 value.
//!
//! In: an article and its sentences. Out: for every sentence its [`Expression`]s. In an article of 2025-07-04, “They met
//! on the 3rd of July” has the DATE 2025-07-03 and “since 2021” the DATE 2021. Values follow `TimeML` as MEANTIME's
//! annotators used it: “two years ago” has the value P2Y, while `first` and `last` name the year meant. Known limit: the
//! clock is never asked; without a day of publication, much stays open (`XXXX`).

mod calendar;
mod meaning;
mod recognise;
mod resolve;
mod words;

pub use words::Times;

use crate::article::Article;
use crate::sentence::{Kind, Sentence};
use crate::span::Span;
use compact_str::CompactString;
use jiff::civil::Date;
use meaning::Match;
use recognise::Word;
use resolve::Resolver;

/// What TIMEX3 calls the kind of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Timex {
    /// A day, week, month, year, or a vague “now”.
    Date,
    /// A part of a day.
    Time,
    /// A stretch.
    Duration,
    /// What happens again and again.
    Set,
}

impl Timex {
    /// The TIMEX3 name: `DATE`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// What an expression can be to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// When: “on Monday”, “in 1979”, “two years ago”.
    Point,
    /// How long: “for nine years”, “over the past week”.
    Duration,
    /// How often: “every year”.
    Frequency,
    /// Vaguely when: “now”, “recently”, “soon”.
    Vague,
}

/// One time expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// Where it stands, without its preposition.
    pub span: Span,
    /// Its TIMEX3 type.
    pub timex: Timex,
    /// Its TIMEX3 value: `2025-07-03`, `2025-W27`, `P9Y`, `PRESENT_REF`.
    pub value: CompactString,
    /// The first day meant, where known.
    pub first: Option<Date>,
    /// The last day meant, where known.
    pub last: Option<Date>,
    /// Whether a part of the date (its year, mostly) was taken from elsewhere in the text and not from the day of
    /// publication.
    pub is_inferred: bool,
    /// Whether it dates the report itself: in a dateline or a date on its own line.
    pub is_reference: bool,
    /// What it can be to an event.
    pub role: Role,
    /// The word in front that says how it bears on the event: “since”, “until”, “by”, “for”.
    pub preposition: Option<CompactString>,
}

/// The days and the value of what was a length of time, `P8M`, before a day: a day of it, its month or its year, as the unit has it.
pub fn so_long_before(day: Date, length: &str) -> Option<(Date, Date, CompactString)> {
    let length = calendar::Length::parse(length)?;
    let then = calendar::Interval::shifted(day, length.unit, -length.count)?;
    Some((then.first, then.last, then.value))
}

/// The sentences that are searched for a date of the report itself, from the top.
const TOP: usize = 5;

/// Finds the time expressions of every sentence: one list each, in order of the text, without overlaps.
pub fn find(
    times: &Times,
    article: &Article,
    sentences: &[Sentence],
) -> Vec<Vec<Expression>> {
    let read: Vec<Read> = sentences
        .iter()
        .enumerate()
        .map(|(at, sentence)| read(times, article, at, sentence))
        .collect();
    let mut resolver = Resolver::new(times, article.published, &read);
    read.iter().map(|read| resolver.sentence(read)).collect()
}

/// A sentence with what was recognised in it; the dateline's words come first.
#[derive(Debug)]
struct Read {
    words: Vec<Word>,
    matches: Vec<Match>,
    /// So many words belong to the date of the report itself.
    n_reference: usize,
}

fn read(times: &Times, article: &Article, at: usize, sentence: &Sentence) -> Read {
    let text = article.text.as_str();
    let mut words = Vec::with_capacity(sentence.tokens.len() + 8);
    if let Some(dateline) = sentence.dateline {
        push_dateline(text, dateline, &mut words);
    }
    let n_dateline = words.len();
    for token in &sentence.tokens {
        push_token(text, *token, &mut words);
    }
    let mut matches = recognise::find(times, &words[..n_dateline]);
    let body = recognise::find(times, &words[n_dateline..]);
    matches.extend(body.into_iter().map(|found| Match {
        start: found.start + n_dateline,
        end: found.end + n_dateline,
        ..found
    }));
    let is_date_alone = at < TOP
        && sentence.kind == Kind::Boilerplate
        && matches
            .first()
            .is_some_and(|found| found.start == 0 && found.end + 1 >= words.len());
    let n_reference = if is_date_alone { words.len() } else { n_dateline };
    Read { words, matches, n_reference }
}

/// Cuts “mid-August” in three, so that its month is a word.
fn push_token(text: &str, token: Span, words: &mut Vec<Word>) {
    let form = token.of(text);
    let prefix = form.get(..4).filter(|start| start.eq_ignore_ascii_case("mid-"));
    if prefix.is_some() && form.len() > 4 {
        let start = token.start as usize;
        for (from, to) in [(0, 3), (3, 4), (4, form.len())] {
            words.push(word(text, Span::new(start + from, start + to)));
        }
    } else {
        words.push(word(text, token));
    }
}

/// A dateline has no tokens; its words are its runs of letters and figures.
fn push_dateline(text: &str, dateline: Span, words: &mut Vec<Word>) {
    let base = dateline.start as usize;
    let line = dateline.of(text);
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let run = line[at..]
            .find(|c: char| !(c.is_alphanumeric() || c == '/'))
            .unwrap_or(line.len() - at);
        let end = at + run.max(c.len_utf8());
        if !c.is_whitespace() {
            words.push(word(text, Span::new(base + at, base + end)));
        }
        at = end;
    }
}

fn word(text: &str, span: Span) -> Word {
    let form = span.of(text);
    let mut lower = CompactString::from(if form.len() > 1 {
        form.trim_end_matches('.')
    } else {
        form
    });
    if lower.is_ascii() {
        lower.make_ascii_lowercase();
    } else {
        lower = lower.to_lowercase();
    }
    Word { span, lower, is_capital: form.starts_with(char::is_uppercase) }
}

#[cfg(test)]
mod tests;

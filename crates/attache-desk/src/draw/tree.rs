//! The tree of a sentence as arcs over its words.
//!
//! In: “Norway expelled two Russian diplomats.” with its tree. Out: the words in a row, an arc from each word to the one that it depends
//! on with the name of the relation, and the words of actor, trigger and recipient in their colours. Known limit: as wide
//! as the sentence is long; the page scrolls it.

use attache::explain::Node;
use attache::export::Line;
use maud::{Markup, html};

/// Height of a level of arcs.
const LEVEL: usize = 19;
/// Average width of a letter.
const LETTER: usize = 8;
/// Room under the words for tags.
const FOOT: usize = 40;

/// An arc from word to word, and how many lie under it.
struct Arc {
    from: usize,
    to: usize,
    level: usize,
}

/// The tree of the sentence of `line`, or of any sentence.
pub(crate) fn tree(words: &[Node], line: Option<&Line<'_>>) -> Markup {
    let mut at = Vec::with_capacity(words.len());
    let mut width = 12;
    for word in words {
        let room = LETTER * word.form.chars().count().max(word.tag.len()) + 18;
        at.push(width + room / 2);
        width += room;
    }
    let arcs = arcs(words);
    let top = arcs.iter().map(|arc| arc.level).max().unwrap_or(0) + 1;
    let ground = top * LEVEL + 14;
    let height = ground + FOOT;
    let root = words.iter().position(|word| word.head == 0);
    html! {
        svg.tree viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) role="img" aria-label=(spoken(words)) {
            @for arc in &arcs {
                (drawn(arc, &at, ground))
                text.label x=(usize::midpoint(at[arc.from], at[arc.to])) y=(ground - arc.level * LEVEL - 3) { (words[arc.to].relation) }
            }
            @if let Some(root) = root {
                path.arc d=(format!("M{0},{1}V{2}", at[root], 4, ground - 5)) {}
                text.label x=(at[root] + 18) y="12" { "root" }
            }
            @for (word, x) in words.iter().zip(&at) {
                text class=(part(word, line)) x=(x) y=(ground + 12) { (word.form) }
                text.tag x=(x) y=(ground + 28) { (word.tag) }
            }
        }
    }
}

/// What a word is to the event.
fn part(word: &Node, line: Option<&Line<'_>>) -> &'static str {
    let Some(line) = line else { return "word" };
    let is_in = |start: u32, end: u32| start <= word.start && word.end <= end;
    let is_side = |side: &[attache::export::Who<'_>]| {
        side.iter().any(|who| who.start.zip(who.end).is_some_and(|(s, e)| is_in(s, e)))
    };
    if is_in(line.trigger.start, line.trigger.end) {
        "word is-trigger"
    } else if is_side(&line.actor) {
        "word is-actor"
    } else if is_side(&line.recipient) {
        "word is-recipient"
    } else {
        "word"
    }
}

/// Arcs, each above all that it spans.
fn arcs(words: &[Node]) -> Vec<Arc> {
    let heads = words.iter().enumerate().filter(|(_, word)| word.head > 0);
    let mut arcs: Vec<Arc> =
        heads.map(|(to, word)| Arc { from: word.head - 1, to, level: 0 }).collect();
    arcs.sort_by_key(|arc| arc.from.abs_diff(arc.to));
    // The highest arc over each gap between two words so far.
    let mut over = vec![0; words.len()];
    for arc in &mut arcs {
        let gaps = arc.from.min(arc.to)..arc.from.max(arc.to);
        arc.level = over[gaps.clone()].iter().max().copied().unwrap_or(0) + 1;
        over[gaps].fill(arc.level);
    }
    arcs
}

fn drawn(arc: &Arc, at: &[usize], ground: usize) -> Markup {
    let is_right = arc.to > arc.from;
    // Arcs leave a word on the side to which they go, and arrive in its middle.
    let start = if is_right { at[arc.from] + 5 } else { at[arc.from] - 5 };
    let end = at[arc.to];
    let top = ground - arc.level * LEVEL;
    let low = ground - 4;
    // The corners lie within the arc, whichever way it goes.
    let (leaves, arrives) =
        if is_right { (start + 6, end - 6) } else { (start - 6, end + 6) };
    let line = format!(
        "M{start},{low}V{}Q{start},{top} {},{top}H{}Q{end},{top} {end},{}V{low}",
        top + 6,
        leaves,
        arrives,
        top + 6
    );
    html! {
        path.arc d=(line) {}
        path.tip d=(format!("M{},{}L{end},{}L{},{}Z", end - 3, low - 5, low + 1, end + 3, low - 5)) {}
    }
}

/// The tree in words, for those who hear the page.
fn spoken(words: &[Node]) -> String {
    let of = |word: &Node| match word.head {
        0 => format!("{} is the root", word.form),
        head => {
            let head = words.get(head - 1).map_or("", |word| &word.form);
            format!("{} is {} of {head}", word.form, word.relation)
        }
    };
    let words: Vec<String> = words.iter().map(of).collect();
    format!("Tree of the sentence: {}.", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_arcs_lie_above_shorter_ones() {
        let node = |(i, head): (usize, usize)| Node {
            number: i + 1,
            form: "<b>".to_owned(),
            lemma: String::new(),
            tag: "NN".to_owned(),
            head,
            relation: "dep".to_owned(),
            start: 0,
            end: 0,
        };
        let words: Vec<Node> =
            [2, 0, 5, 5, 2].into_iter().enumerate().map(node).collect();
        let levels: Vec<(usize, usize)> =
            arcs(&words).iter().map(|arc| (arc.to, arc.level)).collect();
        assert_eq!(levels, [(0, 1), (3, 1), (2, 2), (4, 3)]);
        let drawn = tree(&words, None).into_string();
        assert!(drawn.contains("&lt;b&gt;") && !drawn.contains("<b>"), "{drawn}");
        assert!(tree(&[], None).into_string().contains("svg"));
    }
}

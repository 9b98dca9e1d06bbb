//! Tellings for people: who did what to whom on one line, the sentence under it with marks, nothing wider than a page.
//!
//! In: a line of the contract. Out: `2025-07-03  Russia → Taliban (AFG government)  SUPPORT recognize  054  [BBC]` and below it
//! `[Russia] has *recognized* {the Taliban regime}`. Known limit: pages are 100 characters wide whatever the terminal.

use crate::marked::{Mark, Pen};
use anstyle::Style;
use attache::data::Data;
use attache::event::Status;
use attache::export::{Line, Who};
pub(crate) use attache::naming::{Named, name};
use attache::record::Gist;
use attache::span::Span;

/// The widest line.
const WIDTH: usize = 100;

/// Both sides: `Russia → Taliban (AFG government)`.
pub(crate) fn sides<'a>(
    data: &Data,
    actor: impl Iterator<Item = Named<'a>>,
    recipient: impl Iterator<Item = Named<'a>>,
) -> String {
    let actor: Vec<String> = actor.map(|n| name(data, n)).collect();
    let recipient: Vec<String> = recipient.map(|n| name(data, n)).collect();
    let actor = if actor.is_empty() { "?".to_owned() } else { actor.join(", ") };
    if recipient.is_empty() {
        return actor;
    }
    format!("{actor} → {}", recipient.join(", "))
}

/// One telling on one line.
pub(crate) fn line(data: &Data, line: &Line<'_>) -> String {
    let when = line.date.as_ref().map_or("undated", |d| d.value.as_ref());
    let what = line.act.as_deref().or(line.mode.as_deref());
    let what = what.map(|w| format!(" {w}")).unwrap_or_default();
    let both = sides(
        data,
        line.actor.iter().map(Named::from),
        line.recipient.iter().map(Named::from),
    );
    let mut shown = format!("{when:<10}  {both}  {}{what}  {}", line.event, line.cameo);
    let place = line.place.as_ref().map(|p| format!("in {}", p.name));
    let claim = line.claim.as_ref().map(|c| format!("said to be the {c}"));
    let status = (line.status != Status::Actual).then(|| line.status.name().to_owned());
    let background = line.historical.then(|| "background".to_owned());
    for part in [status, background, claim, place].into_iter().flatten() {
        shown.push_str("  ");
        shown.push_str(&part);
    }
    if !line.said_by.is_empty() {
        let names: Vec<&str> = line.said_by.iter().map(|s| s.name.as_ref()).collect();
        shown += &["  [", &names.join(" > "), "]"].concat();
    }
    shown
}

/// What the tellings of a happening agree on, on one line.
pub(crate) fn gist(data: &Data, gist: &Gist) -> String {
    let what = gist.act.as_deref().or(gist.mode.as_deref());
    let what = what.map(|w| format!(" {w}")).unwrap_or_default();
    let both = sides(
        data,
        gist.actor.iter().map(Named::from),
        gist.recipient.iter().map(Named::from),
    );
    let days = days(gist);
    let mut shown = format!("{days:<10}  {both}  {}{what}  {}", gist.event, gist.cameo);
    let status = (gist.status != Status::Actual).then(|| gist.status.name().to_owned());
    let places: Vec<&str> = gist.places.iter().map(|p| p.name.as_ref()).collect();
    let place = (!places.is_empty()).then(|| format!("in {}", places.join(", ")));
    let open = (!gist.is_dated).then(|| "day of the report".to_owned());
    for part in [status, place, open].into_iter().flatten() {
        shown.push_str("  ");
        shown.push_str(&part);
    }
    shown
}

/// A day, a month, a year, or from when to when.
fn days(gist: &Gist) -> String {
    match (gist.earliest, gist.latest) {
        (None, None) => "undated".to_owned(),
        (Some(first), None) => format!("{first}/"),
        (None, Some(last)) => format!("/{last}"),
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last))
            if first == first.first_of_year() && last == first.last_of_year() =>
        {
            first.year().to_string()
        }
        (Some(first), Some(last))
            if first == first.first_of_month() && last == first.last_of_month() =>
        {
            format!("{}-{:02}", first.year(), first.month())
        }
        (Some(first), Some(last)) => format!("{first}/{last}"),
    }
}

/// The sentence of a telling with its marks, folded under an indent.
pub(crate) fn sentence(pen: Pen, line: &Line<'_>) -> String {
    let starts: Vec<usize> = line.text.char_indices().map(|(at, _)| at).collect();
    let byte = |at: u32| {
        let at = at.checked_sub(line.start)? as usize;
        starts.get(at).copied().or((at == starts.len()).then_some(line.text.len()))
    };
    let span = |start: u32, end: u32| Some(Span::new(byte(start)?, byte(end)?));
    let marks = marks(line);
    let marks: Vec<(Span, Mark)> =
        marks.filter_map(|(start, end, mark)| Some((span(start, end)?, mark))).collect();
    let whole = Span::new(0, line.text.len());
    folded(&pen.marked(&line.text, whole, &marks), 4)
}

/// Where the marks of a telling stand in its article, in code points.
pub(crate) fn marks(line: &Line<'_>) -> impl Iterator<Item = (u32, u32, Mark)> {
    let side = |all: &[Who<'_>], mark: Mark| -> Vec<(u32, u32, Mark)> {
        all.iter().filter_map(|w| Some((w.start?, w.end?, mark))).collect()
    };
    let trigger = (line.trigger.start, line.trigger.end, Mark::Trigger);
    let actors = side(&line.actor, Mark::Actor);
    let recipients = side(&line.recipient, Mark::Recipient);
    std::iter::once(trigger).chain(actors).chain(recipients)
}

/// Words on lines of at most a page's width, each after `indent` blanks; marks of colour take no room.
pub(crate) fn folded(words: &str, indent: usize) -> String {
    let blanks = " ".repeat(indent);
    let mut out = String::new();
    let mut room = 0;
    for word in words.split_whitespace() {
        let width = width(word);
        if out.is_empty() || width + 1 > room {
            if !out.is_empty() {
                out.push('\n');
            }
            out += &blanks;
            room = WIDTH.saturating_sub(indent + width);
        } else {
            out.push(' ');
            room -= width + 1;
        }
        out += word;
    }
    out
}

/// The letters of a word without the signs that colour it.
fn width(word: &str) -> usize {
    let mut is_sign = false;
    let letters = word.chars().filter(|c| match (is_sign, c) {
        (false, '\u{1b}') => {
            is_sign = true;
            false
        }
        (true, 'm') => {
            is_sign = false;
            false
        }
        (is_sign, _) => !is_sign,
    });
    letters.count()
}

/// Where a telling stands: day, publisher, article.
pub(crate) fn place(line: &Line<'_>, publisher: Option<&str>) -> String {
    let day = line.published.as_deref().unwrap_or("undated");
    let publisher = publisher.unwrap_or("no publisher");
    format!("{day}  {publisher}  article {}", line.article)
}

/// “1 source”, “2 sources”.
pub(crate) fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// Small print.
pub(crate) fn dim(pen: Pen, text: &str) -> String {
    pen.styled(Style::new().dimmed(), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sentences_are_folded_and_colour_takes_no_room() {
        let words = "word ".repeat(30);
        let shown = folded(&words, 4);
        assert_eq!(shown.lines().map(str::len).collect::<Vec<_>>(), [98, 58]);
        let coloured = "\u{1b}[1mword\u{1b}[0m ".repeat(30);
        assert_eq!(folded(&coloured, 4).lines().count(), 2);
        assert_eq!(folded("", 4), "");
        let long = "w".repeat(120);
        assert_eq!(folded(&format!("a {long} b"), 4).lines().count(), 3);
    }
}

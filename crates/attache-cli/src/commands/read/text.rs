//! Events for people: one a line, the sentence under it.
//!
//! In: an article's events. Out: `2025-07-03  Russia → Taliban (AFG government)  SUPPORT recognize  054  [BBC]` and below it
//! `[Russia] has *recognized* {the Taliban regime}`. Known limit: amounts and objects are told only in JSON and CSV.

use crate::marked::{Mark, Pen};
use crate::told::{self, Named};
use anstyle::Style;
use attache::article::Article;
use attache::event::{Event, Participant, Status};
use attache::reader::{Reader, Step};
use attache::sentence::Kind;
use attache::span::Span;

/// The span of the headline, where the step is one.
pub(crate) fn headline(step: &Step<'_, '_>) -> Option<Span> {
    (step.sentence.kind == Kind::Headline).then_some(step.sentence.span)
}

/// The whole of an article's answer.
pub(crate) fn article(
    reader: &Reader,
    pen: Pen,
    article: &Article,
    headline: Option<Span>,
    events: &[Event],
) -> String {
    let bold = Style::new().bold();
    let title = article.title.as_deref().or(headline.map(|h| h.of(&article.text)));
    let title: String =
        title.unwrap_or(&article.id).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = pen.styled(bold, &title) + "\n";
    if events.is_empty() {
        out.push_str("  no event\n");
    }
    for event in events {
        let (line, sentence) = (line(reader, event), sentence(pen, article, event));
        out += &[&line, "\n    ", &sentence, "\n"].concat();
    }
    out.push('\n');
    out
}

/// One event on one line.
pub(crate) fn line(reader: &Reader, event: &Event) -> String {
    let date = event.date.as_ref().map_or("undated", |d| d.value.as_str());
    let what = event.act.as_deref().or(event.mode.as_deref());
    let what = what.map(|w| format!(" {w}")).unwrap_or_default();
    let mut line = format!(
        "{date:<10}  {}  {}{what}  {}",
        sides(reader, event),
        event.event,
        event.cameo
    );
    let place = event.place.as_ref().map(|p| format!("in {}", p.name));
    let claim = event.claim.as_ref().map(|c| format!("said to be the {c}"));
    let status = (event.status != Status::Actual).then(|| event.status.name().to_owned());
    let background = event.historical.then(|| "background".to_owned());
    for part in [status, background, claim, place].into_iter().flatten() {
        line.push_str("  ");
        line.push_str(&part);
    }
    if !event.said_by.is_empty() {
        let names: Vec<&str> = event.said_by.iter().map(|s| s.name.as_str()).collect();
        line += &["  [", &names.join(" > "), "]"].concat();
    }
    line
}

fn sides(reader: &Reader, event: &Event) -> String {
    let names = |side: &[Participant]| -> String {
        let names: Vec<String> = side.iter().map(|p| name(reader, p)).collect();
        if names.is_empty() { "?".to_owned() } else { names.join(", ") }
    };
    if event.recipient.is_empty() {
        return names(&event.actor);
    }
    format!("{} → {}", names(&event.actor), names(&event.recipient))
}

fn name(reader: &Reader, participant: &Participant) -> String {
    let country = participant.country.map(|c| c.to_string());
    let sector = participant.sector.map(|s| s.to_string());
    let named = Named {
        name: &participant.name,
        person: participant.person.as_deref(),
        country: country.as_deref(),
        sector: sector.as_deref(),
    };
    told::name(&reader.data, named)
}

fn sentence(pen: Pen, article: &Article, event: &Event) -> String {
    let spans = |side: &[Participant], mark: Mark| -> Vec<(Span, Mark)> {
        side.iter().filter_map(|p| p.span).map(|span| (span, mark)).collect()
    };
    let mut marks = vec![(event.trigger, Mark::Trigger)];
    marks.extend(spans(&event.actor, Mark::Actor));
    marks.extend(spans(&event.recipient, Mark::Recipient));
    pen.marked(&article.text, event.span, &marks)
}

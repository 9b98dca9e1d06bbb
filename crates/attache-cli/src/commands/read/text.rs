//! Events for people: one a line, the sentence under it.
//!
//! In: an article's events. Out: `2025-07-03  Russia → Taliban (AFG government)  SUPPORT recognize  054  [BBC]` and below it
//! `[Russia] has *recognized* {the Taliban regime}`. Known limit: amounts and objects are told only in JSON and CSV.

use crate::marked::{Mark, Pen};
use anstyle::Style;
use attache::article::Article;
use attache::data::code::Sector;
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

/// “Russia” for a state's government, “Taliban (AFG government)” where the name does not say it.
fn name(reader: &Reader, participant: &Participant) -> String {
    let state = participant.country.and_then(|c| reader.data.gazetteer.state(c));
    let is_state = state.is_some_and(|s| s.name == participant.name.as_str());
    let country = participant.country.filter(|_| !is_state).map(|c| c.to_string());
    let sector = participant.sector.filter(|s| !is_state || *s != Sector::GOV);
    let sector =
        sector.filter(|_| participant.country.is_some()).map(|s| sector_name(reader, s));
    let rest: Vec<String> = country.into_iter().chain(sector).collect();
    let rest =
        if rest.is_empty() { String::new() } else { format!(" ({})", rest.join(" ")) };
    match &participant.person {
        Some(person) if *person != participant.name => {
            format!("{person}, {}{rest}", participant.name)
        }
        _ => format!("{}{rest}", participant.name),
    }
}

/// The first words of what a sector means.
fn sector_name(reader: &Reader, sector: Sector) -> String {
    let row = reader.data.ontology.sector.iter().find(|s| s.code == sector.as_str());
    let meaning = row.and_then(|row| row.meaning.split([':', ',']).next());
    meaning.map_or_else(|| sector.to_string(), str::to_lowercase)
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

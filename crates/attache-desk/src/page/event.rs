//! An event in words, on whichever page: who, whom, what, when, according to whom.
//!
//! In: a line of the contract. Out: “Russia → Taliban (AFG government)  Grant diplomatic recognition”, its codes, and all that is known of
//! it as a list. Whether it happened is told by a word and a sign, not by colour alone. Known limit: English.

use super::marked::{Text, marks};
use super::{address, query};
use attache::data::Data;
use attache::event::{DateSource, Status};
use attache::export::{Line, Who};
use attache::naming::{Named, name};
use maud::{Markup, html};

/// What names and codes need: the data, and whether there are pages to link to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ink<'d> {
    pub(crate) data: &'d Data,
    pub(crate) has_record: bool,
}

impl<'d> Ink<'d> {
    /// A participant, linked to its page.
    pub(crate) fn who(self, named: Named<'_>, code: &str) -> Markup {
        let shown = name(self.data, named);
        // A state's page tells of all who act for it; a body's or a group's of itself.
        let is_group = named.sector.is_some_and(|s| ["REB", "OPP"].contains(&s));
        let key = match (named.country, named.person) {
            (Some(_), _) if is_group => named.name,
            (Some(country), _) => country,
            (None, Some(person)) => person,
            (None, None) if named.sector == Some(code) => named.name,
            (None, None) => code,
        };
        html! {
            @if self.has_record { a.who href=(address("/actor/", key)) { (shown) } }
            @else { span.who { (shown) } }
        }
    }

    /// All of a side.
    pub(crate) fn side(self, side: &[Who<'_>]) -> Markup {
        html! {
            @if side.is_empty() { span.who.is-open { "not told" } }
            @for (n, who) in side.iter().enumerate() {
                @if n > 0 { ", " }
                (self.who(Named::from(who), &who.code))
            }
        }
    }

    /// Both sides.
    pub(crate) fn sides(self, line: &Line<'_>) -> Markup {
        html! {
            span.sides {
                (self.side(&line.actor))
                @if !line.recipient.is_empty() {
                    span.arrow aria-label="to" { " → " }
                    (self.side(&line.recipient))
                }
            }
        }
    }

    /// Both sides without links, for what is itself to be clicked.
    pub(crate) fn sides_plain(self, line: &Line<'_>) -> Markup {
        Self { has_record: false, ..self }.sides(line)
    }

    /// What was done, in CAMEO's words.
    pub(crate) fn what(self, cameo: &str) -> &'d str {
        self.data.ontology.cameo(cameo).map_or("", |row| row.label.as_str())
    }

    /// What the event of this code means.
    fn meaning(self, line: &Line<'_>) -> Option<&'d str> {
        let rows = self.data.ontology.event.iter();
        rows.clone().find(|row| row.code == line.event).map(|row| row.meaning.as_str())
    }

    /// All that is known of it.
    pub(crate) fn facts(self, line: &Line<'_>) -> Markup {
        html! {
            dl.facts {
                (fact("Who", &self.side(&line.actor)))
                @if !line.recipient.is_empty() { (fact("Whom", &self.side(&line.recipient))) }
                (fact("What", &html! {
                    (self.what(&line.cameo)) " "
                    span.codes { (line.event) @if let Some(mode) = &line.mode { " " (mode) } " · CAMEO " (line.cameo) }
                }))
                (fact("Status", &status(line.status, line.historical)))
                @if let Some(act) = &line.act { (fact("Act", &html! { (act) })) }
                (fact("When", &when(line)))
                @if let Some(place) = &line.place { (fact("Where", &html! { (place.name) @if let Some(country) = &place.country { " (" (country) ")" } })) }
                @if !line.said_by.is_empty() { (fact("Said by", &html! { (said_by(line)) })) }
                @if let Some(object) = &line.object { (fact("About", &html! { (object) })) }
                @for amount in &line.amounts { (fact("Number", &html! { (amount.what) " " (amount.value) span.codes { " “" (amount.text) "”" } })) }
                @if let Some(claim) = &line.claim { (fact("Claim", &html! { "said to be the " (claim) })) }
                (fact("Rule", &html! { code { (line.rule) } span.codes { " sure to " (format!("{:.2}", line.confidence)) } }))
                @if let Some(meaning) = self.meaning(line) { (fact("Means", &html! { (meaning) })) }
            }
        }
    }

    /// One telling in a list: day, sides, what, sentence, where it stands.
    pub(crate) fn telling(self, line: &Line<'_>, publisher: Option<&str>) -> Markup {
        html! {
            article.telling {
                p.head {
                    (day(line)) " " (self.sides(line)) " "
                    a.what href=(address("/event/", &line.id)) { (self.what(&line.cameo)) }
                    " " (chips(line))
                }
                (sentence(line))
                p.meta {
                    @if let Some(published) = &line.published { time datetime=(published) { (published) } " · " }
                    @if let Some(publisher) = publisher { (publisher) " · " }
                    a href=(address("/article/", &line.article)) { "article" }
                    @if !line.said_by.is_empty() { " · according to " (said_by(line)) }
                }
            }
        }
    }
}

fn fact(name: &str, value: &Markup) -> Markup {
    html! { div { dt { (name) } dd { (value) } } }
}

/// The sentence of an event with its marks.
pub(crate) fn sentence(line: &Line<'_>) -> Markup {
    let mut marks = marks(line, "");
    for mark in &mut marks {
        mark.start = mark.start.saturating_sub(line.start);
        mark.end = mark.end.saturating_sub(line.start);
    }
    let end = line.end.saturating_sub(line.start);
    html! { blockquote dir="auto" { (Text::new(&line.text).marked(0, end, &marks)) } }
}

/// The day, or that there is none.
pub(crate) fn day(line: &Line<'_>) -> Markup {
    html! {
        @match &line.date {
            Some(date) => time.day { (date.value) },
            None => span.day { "undated" },
        }
    }
}

fn when(line: &Line<'_>) -> Markup {
    let Some(date) = &line.date else { return html! { "no day is known" } };
    let from = match date.from {
        DateSource::Sentence => "the sentence says",
        DateSource::Article => "from another sentence",
        DateSource::Published => "the day of the report",
    };
    html! {
        (date.value)
        span.codes { " " (from) @if let Some(text) = &date.text { " “" (text) "”" } }
    }
}

/// Speakers, outermost first.
fn said_by(line: &Line<'_>) -> String {
    let names: Vec<&str> = line.said_by.iter().map(|said| said.name.as_ref()).collect();
    names.join(", citing ")
}

/// A sign and words for whether it happened.
pub(crate) fn status(status: Status, is_history: bool) -> Markup {
    let (sign, words) = match status {
        Status::Actual => ("●", "happened"),
        Status::Future => ("◔", "promised or planned"),
        Status::Hypothetical => ("?", "only possible"),
        Status::Negated => ("✕", "did not happen"),
    };
    html! {
        span.status.(status.name()) { span aria-hidden="true" { (sign) } " " (words) }
        @if is_history { span.codes { " background" } }
    }
}

/// Codes in short.
pub(crate) fn chips(line: &Line<'_>) -> Markup {
    html! {
        span.chips {
            span.chip.(quad(line)) { (line.event) }
            @if let Some(act) = &line.act { span.chip { (act) } }
            @if line.status != Status::Actual { (status(line.status, false)) }
            @if line.historical { span.chip.faint { "background" } }
        }
    }
}

fn quad(line: &Line<'_>) -> &'static str {
    use attache::event::Quad;
    match line.quad {
        Quad::VerbalCooperation | Quad::MaterialCooperation => "cooperation",
        Quad::VerbalConflict | Quad::MaterialConflict => "conflict",
    }
}

/// The address of the events between two.
pub(crate) fn pair_address(one: &str, other: &str) -> String {
    query("/pair", &[("a", Some(one)), ("b", Some(other))])
}

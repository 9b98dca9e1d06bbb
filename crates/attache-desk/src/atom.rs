//! Happenings as an Atom feed, so that any feed reader gives alerts.
//!
//! In: happenings, the newest first. Out: an entry for each, with an id that stays: “Russia → Taliban: Recognise a state”. Known limit: an
//! entry is as new as the report that told of it last among those that are named.

use crate::page::address;
use crate::page::event::Ink;
use crate::view::happening::Happened;
use attache::naming::{Named, name};
use attache::record::Party;
use maud::{Markup, PreEscaped, html};

/// A feed: what it is called, where it is, where the server is.
#[derive(Debug)]
pub(crate) struct Feed<'f> {
    pub(crate) title: &'f str,
    pub(crate) here: &'f str,
    pub(crate) server: &'f str,
}

impl Feed<'_> {
    /// The feed of these happenings.
    pub(crate) fn of(&self, ink: Ink<'_>, happenings: &[Happened]) -> Markup {
        let newest = happenings.iter().filter_map(updated).max();
        html! {
            (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"))
            feed xmlns="http://www.w3.org/2005/Atom" {
                title { (clean(self.title)) }
                id { (self.server) (self.here) }
                link rel="self" href={ (self.server) (self.here) } {}
                updated { (newest.unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned())) }
                author { name { "attache" } }
                @for happening in happenings { (self.entry(ink, happening)) }
            }
        }
    }

    fn entry(&self, ink: Ink<'_>, h: &Happened) -> Markup {
        let side = |side: &[Party]| -> String {
            let names: Vec<String> =
                side.iter().map(|party| name(ink.data, Named::from(party))).collect();
            names.join(", ")
        };
        let (actor, recipient) = (side(&h.actor), side(&h.recipient));
        let arrow = if recipient.is_empty() { "" } else { " → " };
        let title = format!("{actor}{arrow}{recipient}: {}", ink.what(&h.cameo));
        html! {
            entry {
                title { (clean(&title)) }
                id { "urn:attache:happening:" (h.id) }
                link rel="alternate" href={ (self.server) (address("/happening/", &h.id)) } {}
                updated { (updated(h).unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned())) }
                summary { (h.days()) " · " (h.event) " · " (h.status.name()) " · " (clean(&h.text)) }
            }
        }
    }
}

fn updated(h: &Happened) -> Option<String> {
    let reports = h.reports.iter().filter_map(|report| report.published.clone()).max();
    let day = reports.or_else(|| h.first.map(|day| day.to_string()))?;
    Some(format!("{day}T00:00:00Z"))
}

/// XML has no control characters, not even escaped.
fn clean(text: &str) -> String {
    let is_sound = |c: &char| !c.is_control() && *c < '\u{fffe}' || *c > '\u{ffff}';
    text.chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(is_sound)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(clean("a\u{0}b\n<\u{ffff}😀"), "ab <😀");
    }
}

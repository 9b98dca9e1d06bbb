//! A map of the world shaded by answer.
//!
//! In: states with a level each, and the one that is asked about. Out: outlines in three shades; those that answer are links with their names:
//! “Russia: recognised”. Known limit: states that are gone have no outline and stand in the table alone.

use crate::page::address;
use attache::data::Data;
use attache::data::code::Country;
use maud::{Markup, html};

/// Outlines, made by `scripts/world-outlines`.
const WORLD: &str = include_str!("../../assets/world.tsv");

/// A state that is shaded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shaded<'s> {
    /// Its code.
    pub(crate) code: &'s str,
    /// Whether it is the full level.
    pub(crate) is_full: bool,
    /// What it says.
    pub(crate) level: &'s str,
    /// The id of the interval.
    pub(crate) id: &'s str,
}

/// The map.
pub(crate) fn map(data: &Data, own: &str, shaded: &[Shaded<'_>]) -> Markup {
    let name = |code: &str| {
        let state = Country::new(code).and_then(|code| data.gazetteer.state(code));
        state.map_or_else(|| code.to_owned(), |state| state.name.to_string())
    };
    let rows = WORLD.lines().filter(|line| !line.starts_with('#')).skip(1);
    let rows = rows.filter_map(|line| line.split_once('\t'));
    html! {
        svg.map.wide viewBox="0 0 960 425" role="group" aria-label="Map of the world" {
            @for (code, outline) in rows {
                @match shaded.iter().find(|s| s.code == code) {
                    Some(s) => {
                        @let said = format!("{}: {}", name(code), s.level);
                        a href=(address("/interval/", s.id)) aria-label=(said) {
                            path class=(if s.is_full { "holds" } else { "weak" }) d=(outline) { title { (said) } }
                        }
                    },
                    None => path class=[(code == own).then_some("self")] d=(outline) { title { (name(code)) } },
                }
            }
        }
    }
}

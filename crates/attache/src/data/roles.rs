//! Words for what people and bodies are: ministers, armies, rebels, refugees.
//!
//! In: `roles.tsv`. Out: for the lemmas “foreign minister” a person of sector GOV. Longest match first. Known limit: a word
//! has one reading here; “party” is never a festivity.

use super::code::{Country, Sector};
use super::phrase::Phrase;
use super::source::Source;
use super::table::Table;
use crate::error::Fault;
use rustc_hash::FxHashMap;

/// What kind of thing has the role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bearer {
    /// One person: minister.
    Person,
    /// People: troops, protesters.
    Group,
    /// A body: ministry, court.
    Body,
    /// A thing that acts for its owner: warplane.
    Thing,
}

/// One role.
#[derive(Debug, Clone)]
pub struct Role {
    /// The word or phrase, singular, lower case.
    pub word: String,
    /// The usual sector.
    pub sector: Sector,
    /// The less usual one.
    pub other: Option<Sector>,
    /// Who or what has it.
    pub bearer: Bearer,
    /// Whether who has it acts only as somebody's: a waiter is nobody, a French waiter is a French civilian.
    pub is_private: bool,
    /// The state of all who have it: the pope is the Vatican's.
    pub country: Option<Country>,
    /// Line in `roles.tsv`.
    pub line: usize,
}

/// All roles.
#[derive(Debug, Default)]
pub struct Roles {
    /// The rows.
    pub roles: Vec<Role>,
    index: FxHashMap<u64, u32>,
}

const PREFIX_ONLY: u32 = u32::MAX;

impl Roles {
    /// Reads `roles.tsv`.
    pub fn read(source: &Source, faults: &mut Vec<Fault>) -> Self {
        let table = Table::read(source, &["word", "sector", "kind", "note"], faults);
        let mut roles = Self::default();
        for row in &table.rows {
            let mut sectors = table.list(row, "sector").map(Sector::new);
            let (sector, other) = (sectors.next().flatten(), sectors.next().flatten());
            let bearer = match table.cell(row, "kind") {
                "person" | "private" => Some(Bearer::Person),
                "group" => Some(Bearer::Group),
                "body" => Some(Bearer::Body),
                "thing" => Some(Bearer::Thing),
                _ => None,
            };
            let (Some(sector), Some(bearer)) = (sector, bearer) else {
                let reason = "unknown sector or kind; a PLOVER sector and person, private, group, body or thing are wanted";
                faults.push(table.fault(row.line, reason.to_owned()));
                continue;
            };
            let word = table.cell(row, "word").to_owned();
            let index = roles.roles.len() as u32;
            let mut whole = Phrase::EMPTY;
            for prefix in Phrase::prefixes(&word) {
                roles.index.entry(prefix.0).or_insert(PREFIX_ONLY);
                whole = prefix;
            }
            roles.index.insert(whole.0, index);
            let country = Country::new(table.cell(row, "note"));
            let is_private = table.cell(row, "kind") == "private";
            let line = row.line;
            roles.roles.push(Role {
                word,
                sector,
                other,
                bearer,
                is_private,
                country,
                line,
            });
        }
        roles
    }

    /// Whether some role begins with this phrase or is it.
    pub(crate) fn begins(&self, phrase: Phrase) -> bool {
        self.index.contains_key(&phrase.0)
    }

    /// The role that this phrase is.
    pub(crate) fn find(&self, phrase: Phrase) -> Option<u32> {
        self.index.get(&phrase.0).copied().filter(|i| *i != PREFIX_ONLY)
    }
}

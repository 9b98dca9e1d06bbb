//! Everyone and every place that the program knows by name, with the days on which each row holds.
//!
//! In: `actors/*.tsv`. Out: for the tokens “the Soviet Union’s Mikhail Gorbachev” two matches, a state and a person with
//! his offices. Matching is longest first, blind to accents and hyphens, but not to capitals: “us” is not the US. Known
//! limit: a name that several rows share is left to [`crate::actor`] to decide by kind, day and company.

use super::code::{Country, Sector};
use super::phrase::Phrase;
use super::source::Source;
use super::table::{Row, Table, Term, cut};
use crate::error::Fault;
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A state or territory, by one of its names.
    State,
    /// A state's adjective: “Russian”.
    Adjective,
    /// A state's people: “Russians”.
    People,
    /// A state's capital.
    Capital,
    /// A building or place that stands for a state's executive: “the Kremlin”.
    Seat,
    /// An organisation.
    Body,
    /// A named institution of one state.
    Institution,
    /// An armed group or party.
    Group,
    /// A person in an office.
    Person,
    /// Any other city.
    City,
}

/// One row of the actor tables.
#[derive(Debug, Clone)]
pub struct Entity {
    /// The table that it comes from.
    pub kind: Kind,
    /// Its usual name.
    pub name: CompactString,
    /// The state that it is, belongs to or lies in.
    pub country: Option<Country>,
    /// The body's own code, or that of the body that a person heads.
    pub body: Option<CompactString>,
    /// Its sector.
    pub sector: Sector,
    /// A person's office, a state's kind, a city's first-level division, a group's short name.
    pub note: CompactString,
    /// When the row holds.
    pub term: Term,
    /// Which file and line it comes from.
    pub line: u32,
    /// Index into [`Gazetteer::paths`].
    pub path: u16,
}

/// How a name must be capitalised to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Any,
    Initial,
    Capitals,
}

/// One name of one entity.
#[derive(Debug, Clone, Copy)]
pub struct Name {
    /// Index into [`Gazetteer::entities`].
    pub entity: u32,
    /// What this name says of it: a state's row has names of several kinds.
    pub kind: Kind,
    /// When the name was in use.
    pub term: Term,
    case: Case,
    next: u32,
}

const NONE: u32 = u32::MAX;

/// All rows and an index of their names.
#[derive(Debug, Default)]
pub struct Gazetteer {
    /// The rows of all tables.
    pub entities: Vec<Entity>,
    /// The files that rows come from.
    pub paths: Vec<String>,
    names: Vec<Name>,
    index: FxHashMap<u64, u32>,
    states: FxHashMap<Country, u32>,
    heirs: FxHashMap<Country, Country>,
    bodies: FxHashMap<CompactString, u32>,
    /// Made when a surname is first asked for, since most short reports ask for none.
    surnames: OnceLock<Surnames>,
}

/// The person added last of each surname, and for each person the one of the same surname before.
#[derive(Debug, Default)]
struct Surnames {
    last: FxHashMap<u64, u32>,
    bearers: Vec<(u32, u32)>,
}

impl Surnames {
    fn of(entities: &[Entity]) -> Self {
        let mut all = Self::default();
        for (number, entity) in entities.iter().enumerate() {
            if entity.kind == Kind::Person {
                all.add(&entity.name, number as u32);
            }
        }
        all
    }

    /// Indexes a person by the last word of the name and by the last two: “Boni Yayi”.
    fn add(&mut self, name: &str, entity: u32) {
        let mut ends = name.rmatch_indices(' ').map(|(at, _)| &name[at + 1..]);
        for end in [ends.next(), ends.next()].into_iter().flatten() {
            let number = self.bearers.len() as u32;
            let before = self.last.insert(Phrase::of(end).0, number).unwrap_or(NONE);
            self.bearers.push((entity, before));
        }
    }
}

/// The columns of each table; the header decides what a file holds.
pub(crate) const STATES: &[&str] = &[
    "code",
    "name",
    "kind",
    "from",
    "to",
    "parent",
    "adjectives",
    "people",
    "capitals",
    "seats",
    "aliases",
    "cow",
    "source",
];
pub(crate) const CITIES: &[&str] = &[
    "name",
    "country",
    "admin",
    "latitude",
    "longitude",
    "population",
    "geonames",
    "aliases",
];
const BODIES: &[&str] =
    &["code", "name", "sector", "country", "from", "to", "aliases", "source"];
const INSTITUTIONS: &[&str] =
    &["name", "country", "sector", "from", "to", "aliases", "source"];
const PEOPLE: &[&str] =
    &["name", "country", "sector", "office", "from", "to", "aliases", "source"];

impl Gazetteer {
    /// Adds the rows of one file, whatever table its header says it is.
    pub fn add(&mut self, source: &Source, faults: &mut Vec<Fault>) {
        if self.index.is_empty() {
            self.index.reserve(NAMES);
            self.names.reserve(NAMES);
        }
        let path = self.paths.len() as u16;
        self.paths.push(source.path.clone());
        let header = source.text.lines().find(|l| !l.starts_with('#')).unwrap_or("");
        let header: Vec<&str> = header.split('\t').collect();
        let columns = [STATES, CITIES, BODIES, INSTITUTIONS, PEOPLE]
            .into_iter()
            .find(|columns| header == *columns);
        let Some(columns) = columns else {
            let reason = format!(
                "columns “{}” are of no actor table; copy the header of the table that you add to",
                header.join(" ")
            );
            faults.push(Fault { path: source.path.clone(), line: 1, reason });
            return;
        };
        let table = Table::read(source, columns, faults);
        let mut adder = Adder { gazetteer: self, table: &table, path, faults };
        for row in &table.rows {
            match columns[0] {
                "code" if columns[2] == "kind" => adder.state(row),
                "code" => adder.body(row),
                _ if columns == CITIES => adder.city(row),
                _ if columns == PEOPLE => adder.person(row),
                _ => adder.group(row),
            }
        }
    }

    /// The rows that have this name, whatever it says of them and when.
    pub fn called(&self, name: &str) -> impl Iterator<Item = &Entity> {
        let names = self.names(Phrase::of(name)).into_iter().flatten();
        names.map(|name| self.entity(name))
    }

    /// The names that this phrase is, most recently added first; `None` where no name even begins so.
    pub(crate) fn names(&self, phrase: Phrase) -> Option<Names<'_>> {
        let first = *self.index.get(&phrase.0)?;
        Some(Names { gazetteer: self, next: first })
    }

    /// The persons whose name ends so: for “Valls” Manuel Valls, in each of his offices.
    pub(crate) fn bearers(&self, surname: Phrase) -> impl Iterator<Item = u32> {
        let surnames = self.surnames.get_or_init(|| Surnames::of(&self.entities));
        let mut next = surnames.last.get(&surname.0).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let (entity, before) = *surnames.bearers.get(next as usize)?;
            next = before;
            Some(entity)
        })
    }

    /// The row behind a name.
    pub fn entity(&self, name: &Name) -> &Entity {
        &self.entities[name.entity as usize]
    }

    /// The row of a state.
    pub fn state(&self, country: Country) -> Option<&Entity> {
        self.states.get(&country).map(|i| &self.entities[*i as usize])
    }

    /// Whether one of the two states is the other, or its owner or main successor: Bavaria and Germany.
    pub fn are_kin(&self, a: Country, b: Country) -> bool {
        let heir = |c: Country| self.heirs.get(&c).copied();
        a == b || heir(a) == Some(b) || heir(b) == Some(a)
    }

    /// The row of an organisation.
    pub fn body(&self, code: &str) -> Option<&Entity> {
        self.bodies.get(code).map(|i| &self.entities[*i as usize])
    }

    fn add_name(&mut self, text: &str, kind: Kind, entity: u32, term: Term) {
        let case = match text.chars().next() {
            Some(c) if c.is_lowercase() => Case::Any,
            _ if text.len() <= 6 && text.bytes().all(|b| !b.is_ascii_lowercase()) => {
                Case::Capitals
            }
            _ => Case::Initial,
        };
        let mut whole = Phrase::EMPTY;
        for prefix in Phrase::prefixes(text) {
            if whole != Phrase::EMPTY {
                self.index.entry(whole.0).or_insert(NONE);
            }
            whole = prefix;
        }
        if whole != Phrase::EMPTY {
            let next =
                self.index.insert(whole.0, self.names.len() as u32).unwrap_or(NONE);
            self.names.push(Name { entity, kind, term, case, next });
        }
    }
}

/// The names that one phrase is.
#[derive(Debug)]
pub struct Names<'g> {
    gazetteer: &'g Gazetteer,
    next: u32,
}

impl<'g> Iterator for Names<'g> {
    type Item = &'g Name;

    fn next(&mut self) -> Option<&'g Name> {
        let name = self.gazetteer.names.get(self.next as usize)?;
        self.next = name.next;
        Some(name)
    }
}

impl Name {
    /// Whether `text` is capitalised as this name must be.
    pub(crate) fn fits(&self, text: &str) -> bool {
        match self.case {
            Case::Any => true,
            Case::Initial => {
                text.chars().find(|c| c.is_alphabetic()).is_none_or(char::is_uppercase)
            }
            Case::Capitals => text.chars().all(|c| !c.is_lowercase()),
        }
    }
}

/// Room for about so many names at once, so that the index does not grow step by step.
const NAMES: usize = 1 << 16;

/// Turns rows into entities and names.
struct Adder<'a, 't> {
    gazetteer: &'a mut Gazetteer,
    table: &'a Table<'t>,
    path: u16,
    faults: &'a mut Vec<Fault>,
}

impl<'t> Adder<'_, 't> {
    fn push(&mut self, row: &Row<'t>, kind: Kind) -> u32 {
        let table = self.table;
        let country = table.cell(row, "country");
        let is_body = country.len() > 3;
        let body = if kind == Kind::Body {
            Some(table.cell(row, "code"))
        } else {
            is_body.then_some(country)
        };
        let sector = match kind {
            Kind::State => Some(Sector::GOV),
            Kind::City => Some(Sector::UNK),
            Kind::Adjective
            | Kind::People
            | Kind::Capital
            | Kind::Seat
            | Kind::Body
            | Kind::Institution
            | Kind::Group
            | Kind::Person => Sector::new(table.cell(row, "sector")),
        };
        let sector = sector.unwrap_or_else(|| {
            let reason = format!(
                "“{}” is no sector; three capitals such as GOV are wanted",
                table.cell(row, "sector")
            );
            self.faults.push(table.fault(row.line, reason));
            Sector::UNK
        });
        let country = if kind == Kind::State { table.cell(row, "code") } else { country };
        let note = match kind {
            Kind::Person => table.cell(row, "office"),
            Kind::State => table.cell(row, "kind"),
            Kind::City => table.cell(row, "admin"),
            Kind::Group => self.short_name(row),
            Kind::Adjective
            | Kind::People
            | Kind::Capital
            | Kind::Seat
            | Kind::Body
            | Kind::Institution => "",
        };
        let term = table.term(row, self.faults);
        let entity = Entity {
            kind,
            name: table.cell(row, "name").into(),
            country: if is_body { None } else { self.country(row, country) },
            body: body.map(CompactString::from),
            sector,
            note: note.into(),
            term,
            line: row.line as u32,
            path: self.path,
        };
        self.gazetteer.entities.push(entity);
        self.gazetteer.entities.len() as u32 - 1
    }

    /// The first name in capitals: “FARC”.
    fn short_name(&self, row: &Row<'t>) -> &'t str {
        let is_short = |name: &&str| {
            (2..=6).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase())
        };
        self.table.list(row, "aliases").find(is_short).unwrap_or_default()
    }

    fn country(&mut self, row: &Row<'t>, code: &str) -> Option<Country> {
        let country = Country::new(code);
        if country.is_none() && !code.is_empty() {
            let reason = format!("“{code}” is no country; an ISO alpha-3 code is wanted");
            self.faults.push(self.table.fault(row.line, reason));
        }
        country
    }

    /// Adds the names of a list cell; “Bonn@1949/1990” is a name for a time.
    fn names(&mut self, row: &Row<'t>, column: &str, kind: Kind, entity: u32) {
        for item in self.table.list(row, column) {
            let (text, term) = match cut(item, b'@') {
                (text, None) => (text, Term::ALWAYS),
                (text, Some(term)) => match Term::read(term) {
                    Ok(term) => (text, term),
                    Err(reason) => {
                        self.faults.push(self.table.fault(row.line, reason));
                        continue;
                    }
                },
            };
            self.gazetteer.add_name(text, kind, entity, term);
        }
    }

    fn state(&mut self, row: &Row<'t>) {
        let entity = self.push(row, Kind::State);
        if let Some(country) = self.gazetteer.entities[entity as usize].country
            && self.gazetteer.states.insert(country, entity).is_some()
        {
            let reason =
                format!("the code {country} is there twice; each state has its own");
            self.faults.push(self.table.fault(row.line, reason));
        }
        let parent = self.country(row, self.table.cell(row, "parent"));
        if let (Some(country), Some(parent)) =
            (self.gazetteer.entities[entity as usize].country, parent)
        {
            self.gazetteer.heirs.insert(country, parent);
        }
        for (column, kind) in [
            ("name", Kind::State),
            ("aliases", Kind::State),
            ("adjectives", Kind::Adjective),
            ("people", Kind::People),
            ("capitals", Kind::Capital),
            ("seats", Kind::Seat),
        ] {
            self.names(row, column, kind, entity);
        }
    }

    fn body(&mut self, row: &Row<'t>) {
        let entity = self.push(row, Kind::Body);
        let code = self.table.cell(row, "code");
        if self.gazetteer.bodies.insert(code.into(), entity).is_some() {
            let reason = format!("the code {code} is there twice; each body has its own");
            self.faults.push(self.table.fault(row.line, reason));
        }
        self.names(row, "name", Kind::Body, entity);
        self.names(row, "aliases", Kind::Body, entity);
    }

    fn city(&mut self, row: &Row<'t>) {
        let entity = self.push(row, Kind::City);
        self.names(row, "name", Kind::City, entity);
        self.names(row, "aliases", Kind::City, entity);
    }

    fn person(&mut self, row: &Row<'t>) {
        let entity = self.push(row, Kind::Person);
        self.names(row, "name", Kind::Person, entity);
        self.names(row, "aliases", Kind::Person, entity);
    }

    fn group(&mut self, row: &Row<'t>) {
        let is_group = self.table.cell(row, "sector");
        let is_group = matches!(is_group, "REB" | "PRM" | "PTY" | "OPP" | "CRM" | "IMG")
            || self.gazetteer.paths[self.path as usize].contains("groups");
        let kind = if is_group { Kind::Group } else { Kind::Institution };
        let entity = self.push(row, kind);
        self.names(row, "name", kind, entity);
        self.names(row, "aliases", kind, entity);
    }
}

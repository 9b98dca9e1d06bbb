//! Who a phrase means, on the day of the article.
//!
//! In: the mentions of a sentence and what the article said before. Out: for each noun phrase the actors that it stands for.
//! “Afghan Foreign Minister Amir Khan Muttaqi” is Afghanistan's government, and a sentence later “Muttaqi”, “the
//! minister” and “he” are too. Known limit: a name that neither a table nor the article explains stays nobody.

mod apposition;
mod back;
mod called;
mod discourse;
mod focus;
mod incumbent;
mod land;
mod name;
mod owner;
mod phrase;
mod setting;
mod speech;
mod whose;

pub use discourse::{Discourse, Spoken};
pub use focus::{Dyad, Focus, scene, titled_name};
pub use speech::{closing_source, is_in_quotes, is_report, nearby_speaker};

use crate::data::Data;
use crate::data::code::{Country, Sector};
use crate::data::gazetteer::{Entity, Kind};
use crate::mention::{Found, Mentions};
use crate::parse::Deprel;
use crate::span::Span;
use compact_str::CompactString;
use jiff::civil::Date;

/// What sort of actor it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// A state, by name, people, capital or government.
    State,
    /// An organisation.
    Body,
    /// An armed group or party.
    Group,
    /// A person.
    Person,
    /// People or a body known by a role alone: protesters, the army.
    People,
    /// A thing that acts for its owner.
    Thing,
    /// A city or region: an actor only where something is done to it.
    Place,
}

/// Whom a phrase means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The sort.
    pub sort: Sort,
    /// The state behind it.
    pub country: Option<Country>,
    /// The code of the organisation that it is or heads.
    pub body: Option<CompactString>,
    /// Its sector on the day.
    pub sector: Sector,
    /// Its usual name.
    pub name: CompactString,
    /// The person, where one is named.
    pub person: Option<CompactString>,
    /// The row of the gazetteer that decided.
    pub entity: Option<u32>,
    /// The role that decided, an index into `roles.tsv`.
    pub role: Option<u32>,
}

/// One participant of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Country and sector, or the body's code.
    pub code: String,
    /// The state behind it.
    pub country: Option<Country>,
    /// PLOVER sector.
    pub sector: Option<Sector>,
    /// The usual name of state, body, group or people.
    pub name: String,
    /// The person, where one is named.
    pub person: Option<String>,
    /// The words; `None` where only implied.
    pub span: Option<Span>,
}

impl Actor {
    /// The actor that a gazetteer row is on `day`.
    pub fn of_entity(data: &Data, index: u32, day: Option<Date>) -> Self {
        let entity = &data.gazetteer.entities[index as usize];
        let sort = match entity.kind {
            Kind::State
            | Kind::Adjective
            | Kind::People
            | Kind::Capital
            | Kind::Seat
            | Kind::Institution => Sort::State,
            Kind::Body => Sort::Body,
            Kind::Group => Sort::Group,
            Kind::Person => Sort::Person,
            Kind::City => Sort::Place,
        };
        let mut actor = Self {
            sort,
            country: entity.country,
            body: entity.body.clone(),
            sector: entity.sector,
            name: entity.name.clone(),
            person: None,
            entity: Some(index),
            role: None,
        };
        if sort == Sort::Person {
            actor.person = Some(entity.name.clone());
            let is_past = day.is_some_and(|day| day > entity.term.to);
            if is_past && entity.sector != Sector::OPP {
                actor.sector = Sector::ELI;
            }
            actor.name = body_name(data, entity).unwrap_or_else(|| entity.name.clone());
        }
        actor
    }

    /// The government of a state.
    pub fn of_state(data: &Data, country: Country) -> Option<Self> {
        let state = data.gazetteer.state(country)?;
        Some(Self {
            sort: Sort::State,
            country: Some(country),
            body: None,
            sector: Sector::GOV,
            name: state.name.clone(),
            person: None,
            entity: None,
            role: None,
        })
    }

    /// Whether both are the same participant: same state and sector side, or same name.
    pub fn is_same(&self, other: &Self) -> bool {
        if self.body.is_some() || other.body.is_some() {
            return self.body == other.body;
        }
        match (self.sort, other.sort) {
            (Sort::Group, _) | (_, Sort::Group) => self.name == other.name,
            _ if self.country.is_some() && self.country == other.country => {
                self.sector == other.sector
            }
            _ => self.name == other.name,
        }
    }

    /// Whether it speaks for a state.
    pub fn is_official(&self) -> bool {
        self.sector.is_official() && self.country.is_some()
    }

    /// PLOVER's code: country and sector, or the body's.
    pub fn code(&self) -> String {
        match (&self.body, self.country) {
            (Some(body), _) => body.to_string(),
            (None, Some(country)) => format!("{country}{}", self.sector),
            (None, None) => self.sector.to_string(),
        }
    }

    /// The participant that the phrase `span` makes of it.
    pub fn participant(&self, span: Option<Span>) -> Participant {
        Participant {
            code: self.code(),
            country: self.country,
            sector: Some(self.sector),
            name: self.name.to_string(),
            person: self.person.as_ref().map(ToString::to_string),
            span,
        }
    }
}

/// The name of the state or body that a person stands for.
fn body_name(data: &Data, entity: &Entity) -> Option<CompactString> {
    let body = entity.body.as_ref().and_then(|code| data.gazetteer.body(code));
    let state = || entity.country.and_then(|c| data.gazetteer.state(c));
    body.or_else(state).map(|e| e.name.clone())
}

/// Whom each word of a sentence means, where it heads a phrase.
#[derive(Debug, Default)]
pub struct Actors {
    /// The actors of this sentence.
    pub actors: Vec<Actor>,
    /// The day on which they were read.
    pub day: Option<Date>,
    /// For each word, indexes into `actors`; more than one for “the two countries”.
    by_word: Vec<Vec<u32>>,
}

impl Actors {
    /// Whom the phrase headed by word `i` means.
    pub fn at(&self, i: usize) -> impl Iterator<Item = &Actor> {
        self.by_word.get(i).into_iter().flatten().map(|a| &self.actors[*a as usize])
    }

    /// Whether the phrase headed by word `i` means anyone.
    pub fn has(&self, i: usize) -> bool {
        self.by_word.get(i).is_some_and(|list| !list.is_empty())
    }

    /// Whether the sentence names the state, or its subject stands for it: “Secretary of State Henry Stimson instructed …”.
    pub fn speak_of(&self, mentions: &Mentions<'_>, country: Country) -> bool {
        let words = mentions.parse.words();
        let named = |i: usize| {
            let found = mentions.name_at(i)?;
            name::actor(mentions, found, self.day, None)?.country
        };
        let is_subject = |i: usize| {
            let head = words[i].head.map(|h| h as usize);
            matches!(words[i].deprel, Deprel::Nsubj | Deprel::NsubjPass)
                && head.is_some_and(|h| words[h].head.is_none())
        };
        let stands_for = |i: usize| {
            let (first, last) = mentions.phrase(i);
            self.at(i).any(|a| a.country == Some(country))
                && !(first..=last).filter_map(named).any(|c| c != country)
        };
        (0..words.len())
            .any(|i| named(i) == Some(country) || is_subject(i) && stands_for(i))
    }

    fn set(&mut self, i: usize, actors: Vec<Actor>) {
        let first = self.actors.len() as u32;
        self.actors.extend(actors);
        self.by_word[i] = (first..self.actors.len() as u32).collect();
    }
}

/// Finds whom each phrase of a sentence means and lets the article remember it.
pub fn resolve(mentions: &Mentions<'_>, discourse: &mut Discourse) -> Actors {
    let n = mentions.parse.len();
    let day = discourse.day;
    let mut resolver = phrase::Resolver {
        mentions,
        discourse,
        actors: Actors { actors: Vec::new(), day, by_word: vec![Vec::new(); n] },
        is_done: vec![false; n],
    };
    if let Some(speaker) = speech::speaker(mentions) {
        // “‘We will not leave,’ Erdogan said”: the speaker is known before the “we” is read.
        resolver.visit(speaker, 0);
        resolver.let_speak(speaker);
    }
    for i in 0..n {
        resolver.visit(i, 0);
    }
    let phrase::Resolver { actors, .. } = resolver;
    actors
}

/// The actor that a name is by itself on `day`.
pub fn of_name(
    mentions: &Mentions<'_>,
    found: &Found,
    day: Option<Date>,
) -> Option<Actor> {
    name::actor(mentions, found, day, None)
}

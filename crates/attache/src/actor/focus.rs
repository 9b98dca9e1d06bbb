//! Which states an article is about: the one named most often, the headline counting double, and the pair whose dealings it
//! tells.
//!
//! In: the mentions of every sentence, title and publisher. Out: for a report on Mali's army that names France once, Mali; for
//! “Laos”, published by the U.S. Department of State, the pair United States and Laos, whose relations “were established in
//! 1950”. Known limit: a tie goes to the state named first.

use super::name;
use crate::article::Article;
use crate::data::Data;
use crate::data::code::{Country, Sector};
use crate::data::gazetteer::{Entity, Kind};
use crate::data::phrase::Phrase;
use crate::mention::{Found, Mentions};
use crate::parse::Deprel;
use compact_str::CompactString;

/// The two states whose dealings an official organ of one of them tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dyad {
    /// The state whose organ publishes the article: “the Legation” is its own.
    pub home: Country,
    /// The state that the article is about.
    pub other: Country,
}

/// So many states does a round-up name at least.
const MANY: usize = 8;
/// The state named most often has less than this part of all names in a round-up: a quarter.
const SHARE: u32 = 4;

/// Counts how often each state is named.
#[derive(Debug, Default)]
pub struct Focus {
    counts: Vec<(Country, u32)>,
}

/// A state that acts counts more than one that is only mentioned, and that more than “Russian” before a noun.
fn own_weight(mentions: &Mentions<'_>, found: &Found, kind: Kind) -> u32 {
    let words = mentions.parse.words();
    let is_subject = (found.first..=found.last)
        .any(|i| matches!(words[i as usize].deprel, Deprel::Nsubj | Deprel::NsubjPass));
    match (is_subject, matches!(kind, Kind::Adjective | Kind::People)) {
        (true, _) => 3,
        (false, true) => 1,
        (false, false) => 2,
    }
}

impl Focus {
    /// Counts the states that a sentence names; a headline counts more.
    pub fn count(&mut self, mentions: &Mentions<'_>, weight: u32) {
        for found in &mentions.names {
            let Some((entity, kind)) = name::best(mentions, found, None, None) else {
                continue;
            };
            let weight = weight * own_weight(mentions, found, kind);
            let entity = &mentions.data.gazetteer.entities[entity as usize];
            let Some(country) = entity.country else { continue };
            if name::is_office(mentions, found, kind) || mentions.is_sided(found) {
                continue;
            }
            match self.counts.iter_mut().find(|(c, _)| *c == country) {
                Some((_, count)) => *count += weight,
                None => self.counts.push((country, weight)),
            }
        }
    }

    /// All states that the article names, the most named first, but for those known only by an office that others have too.
    pub fn countries(&self) -> Vec<Country> {
        let mut counts = self.counts.clone();
        counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        counts.iter().map(|(country, _)| *country).collect()
    }

    /// The state named most often.
    pub fn country(&self) -> Option<Country> {
        self.most_named(|_| true)
    }

    /// The state named most often after that one.
    pub fn second(&self) -> Option<Country> {
        let first = self.country();
        self.most_named(|c| Some(c) != first)
    }

    fn most_named(&self, accept: impl Fn(Country) -> bool) -> Option<Country> {
        let among = || self.counts.iter().filter(|(c, _)| accept(*c));
        let most = among().map(|(_, n)| *n).max()?;
        among().find(|(_, n)| *n == most).map(|(c, _)| *c)
    }

    /// The two states that the article is about, where the second is named at least half as often as the first.
    pub fn main(&self) -> Option<[Country; 2]> {
        let (first, second) = (self.country()?, self.second()?);
        let count = |country| self.counts.iter().find(|(c, _)| *c == country);
        let (_, most) = count(first)?;
        let (_, next) = count(second)?;
        (next * 2 >= *most && !self.is_scattered()).then_some([first, second])
    }

    /// Whether many states are named and none of them much more than the others.
    pub fn is_scattered(&self) -> bool {
        let all: u32 = self.counts.iter().map(|(_, n)| *n).sum();
        let most = self.counts.iter().map(|(_, n)| *n).max().unwrap_or_default();
        self.counts.len() >= MANY && most * SHARE < all
    }

    /// The pair that an official account is about; none where no state's own organ publishes it.
    pub fn dyad(&self, data: &Data, article: &Article) -> Option<Dyad> {
        let is_organ =
            |e: &Entity, kind: Kind| kind == Kind::Institution && e.sector == Sector::GOV;
        let home = *named(data, article.publisher.as_deref()?, is_organ).first()?;
        let is_other = |e: &Entity, kind: Kind| {
            kind == Kind::State && e.country.is_some_and(|c| c != home)
        };
        let title = upright(title(article));
        let titled = named(data, &title, is_other).into_iter().next();
        let other = titled.or_else(|| self.most_named(|c| c != home))?;
        Some(Dyad { home, other })
    }
}

/// The state that a dateline reports from: “DHAKA, Feb 4 (Reuters) -”.
pub fn scene(data: &Data, dateline: &str) -> Option<Country> {
    let is_place =
        |_: &Entity, kind: Kind| matches!(kind, Kind::State | Kind::Capital | Kind::City);
    named(data, dateline, is_place).into_iter().next()
}

/// What the title of an account calls a state that is gone: “Austrian Empire”, though the tables say Austria-Hungary.
pub fn titled_name(
    data: &Data,
    article: &Article,
    country: Country,
) -> Option<CompactString> {
    let title = upright(title(article));
    let name = title.split(['(', '*']).next()?.trim();
    let mut names =
        data.gazetteer.names(Phrase::of(name))?.map(|n| data.gazetteer.entity(n));
    let is_gone = names.any(|e| e.country == Some(country) && e.note == "former");
    is_gone.then(|| name.into())
}

/// The title, or the first line where none was given apart.
fn title(article: &Article) -> &str {
    let first = article.text.lines().next().unwrap_or_default();
    article.title.as_deref().unwrap_or(first)
}

/// “Relations, by Country: Korea, South” as it is said: South Korea.
fn upright(title: &str) -> String {
    let title = title.rsplit_once(": ").map_or(title, |(_, name)| name);
    match title.split_once(", ") {
        Some((name, before)) if !before.contains(',') => format!("{before} {name}"),
        _ => title.to_owned(),
    }
}

/// The states behind the longest names in `text` that are of the wanted kind, in the order of the text.
fn named(
    data: &Data,
    text: &str,
    accept: impl Fn(&Entity, Kind) -> bool,
) -> Vec<Country> {
    let gazetteer = &data.gazetteer;
    let mut found = Vec::new();
    let starts = text.char_indices().filter(|(at, c)| {
        c.is_alphanumeric() && !text[..*at].ends_with(char::is_alphanumeric)
    });
    for (start, _) in starts {
        let mut longest = None;
        for phrase in Phrase::prefixes(&text[start..]) {
            let Some(names) = gazetteer.names(phrase) else { break };
            let fitting = names
                .map(|n| (gazetteer.entity(n), n.kind))
                .filter(|(e, kind)| accept(e, *kind))
                // “Bavaria” is the kingdom before it is a part of Germany.
                .max_by_key(|(e, _)| (Phrase::of(&e.name) == phrase, e.note == "former"));
            longest = fitting.and_then(|(e, _)| e.country).or(longest);
        }
        found.extend(longest);
    }
    found
}

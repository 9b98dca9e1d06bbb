//! One box for everything: actors, pairs, types of events, words.
//!
//! In: “russia taliban”. Out: the page of the pair, both actors, tellings with these words, and articles that have them where no event was
//! found. Known limit: of a pair the first way to cut the words in two that names someone on both sides.

use super::actor::PAGE;
use super::asked::{numbered, part};
use crate::problem::Problem;
use attache::article::Article;
use attache::data::Data;
use attache::error::Error;
use attache::event::EventType;
use attache::export::Line;
use attache::record::{Filter, Found, Party, Record, whom};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Suggestions at once.
const SUGGESTED: usize = 8;
/// Parties looked at for them; many are one actor.
const MOST_PARTIES: u32 = 32;
/// Articles at once.
const MOST_ARTICLES: u32 = 10;
/// The longest question, in letters.
const LONGEST: usize = 200;

/// A search.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchQuery {
    /// Names, two names, the type of an event, or words; “…” keeps words together.
    #[serde(default)]
    #[param(max_length = 200)]
    pub(crate) q: String,
    /// Which page of tellings, from 1 on.
    #[serde(default, deserialize_with = "numbered")]
    #[param(value_type = Option<i64>)]
    pub(crate) page: Option<u32>,
}

impl SearchQuery {
    /// Refuses what is longer than anyone searches for.
    pub(crate) fn sound(&self) -> Result<(), Problem> {
        if self.q.chars().count() > LONGEST || self.q.contains('\0') {
            let why = format!("at most {LONGEST} letters are searched for");
            return Err(Problem::unclear(why));
        }
        Ok(())
    }
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SearchView {
    /// What was searched for.
    pub(crate) q: String,
    /// Two who are named, and how many happenings they have together.
    pub(crate) pair: Option<PairFound>,
    /// Actors.
    pub(crate) actors: Vec<ActorFound>,
    /// Types of events, acts and relations that are called so.
    pub(crate) codes: Vec<CodeFound>,
    /// Tellings, the newest first.
    pub(crate) tellings: Vec<TellingFound>,
    /// How many tellings there are.
    pub(crate) n_tellings: usize,
    /// The page of them.
    pub(crate) page: u32,
    /// Articles whose text has the words, whether an event was found there or not; the first ten.
    pub(crate) articles: Vec<ArticleFound>,
}

/// An article that has the words.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ArticleFound {
    /// Its id.
    pub(crate) id: String,
    /// Its day.
    pub(crate) published: Option<Date>,
    /// Who published it.
    pub(crate) publisher: Option<String>,
    /// What it says around the first of the words.
    pub(crate) extract: String,
}

impl ArticleFound {
    fn of(article: Article, word: &str) -> Self {
        let extract = extract(&article.text, word);
        let Article { id, published, publisher, .. } = article;
        Self { id, published, publisher, extract }
    }
}

/// What stands around a word: some ten words before it and twice as many from it on.
fn extract(text: &str, word: &str) -> String {
    let word = word.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|w| w.to_lowercase().contains(&word)).unwrap_or(0);
    let (from, to) = (at.saturating_sub(10), words.len().min(at + 20));
    let (before, after) =
        (if from > 0 { "… " } else { "" }, if to < words.len() { " …" } else { "" });
    format!("{before}{}{after}", words[from..to].join(" "))
}

/// Two who are named.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PairFound {
    /// The one, as it is to be asked for.
    pub(crate) a: String,
    /// The other.
    pub(crate) b: String,
    /// Tellings in which both take part.
    pub(crate) tellings: usize,
}

/// An actor that is called so.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ActorFound {
    /// As it is to be asked for: a code or a name.
    pub(crate) who: String,
    /// The name.
    pub(crate) name: String,
    /// PLOVER's code.
    pub(crate) code: String,
    /// Events in which it takes part; a thousand: that many or more.
    pub(crate) events: usize,
}

/// A code that is called so.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CodeFound {
    /// event, act or relation.
    pub(crate) kind: &'static str,
    /// The code.
    pub(crate) code: String,
    /// What it means.
    pub(crate) meaning: String,
}

/// A telling.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TellingFound {
    /// The event.
    #[serde(flatten)]
    pub(crate) event: Line<'static>,
    /// Its happening.
    pub(crate) happening: String,
    /// Who published the article.
    pub(crate) publisher: Option<String>,
    /// Where it was found.
    pub(crate) url: Option<String>,
}

impl From<Found> for TellingFound {
    fn from(found: Found) -> Self {
        Self {
            event: found.telling.line,
            happening: found.happening,
            publisher: found.telling.publisher,
            url: found.url,
        }
    }
}

/// The view.
pub(crate) fn search(
    data: &Data,
    record: &Record,
    query: &SearchQuery,
) -> Result<Result<SearchView, Problem>, Error> {
    if let Err(problem) = query.sound() {
        return Ok(Err(problem));
    }
    let q = query.q.trim();
    let filter = filter(data, q);
    let found = record.newest_tellings(&filter, part(query.page, PAGE))?;
    let word = q.split_whitespace().next().unwrap_or_default();
    let words = filter.text.as_deref().unwrap_or_default();
    let articles = record.articles_that_say(words, MOST_ARTICLES)?;
    Ok(Ok(SearchView {
        articles: articles.into_iter().map(|a| ArticleFound::of(a, word)).collect(),
        q: q.to_owned(),
        pair: pair(data, record, q)?,
        actors: actors(record, q)?,
        codes: codes(data, q),
        tellings: found.part.into_iter().map(TellingFound::from).collect(),
        n_tellings: found.n_all,
        page: query.page.unwrap_or(1).max(1),
    }))
}

/// A type or act of events where the words are one, else the words; all events where there is no word.
fn filter(data: &Data, q: &str) -> Filter {
    let event = EventType::from_name(&q.to_uppercase());
    let act = data.ontology.act.iter().find(|act| act.code.eq_ignore_ascii_case(q));
    let acts: Vec<String> = act.into_iter().map(|act| act.code.clone()).collect();
    let is_code = event.is_some() || !acts.is_empty();
    let text = (!q.is_empty() && !is_code).then(|| q.to_owned());
    Filter { event, acts, text, ..Filter::default() }
}

/// Two names, wherever the words can be cut so.
fn pair(data: &Data, record: &Record, q: &str) -> Result<Option<PairFound>, Error> {
    let plain = q.replace([',', '/', '–', '—', '→', '+', '&'], " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    for cut in 1..words.len() {
        let (a, b) = (words[..cut].join(" "), words[cut..].join(" "));
        let b = ["and ", "with "].iter().find_map(|w| b.strip_prefix(w)).unwrap_or(&b);
        let named = |who: &str| known(record, who);
        let (Some(a), Some(b)) = (named(&a)?, named(b)?) else { continue };
        let with = vec![whom(data, &a.who), whom(data, &b.who)];
        let filter = Filter { with, ..Filter::default() };
        let none = attache::record::Part { skip: 0, most: 0 };
        let tellings = record.newest_tellings(&filter, none)?.n_all;
        if a.who != b.who {
            return Ok(Some(PairFound { a: a.who, b: b.who, tellings }));
        }
    }
    Ok(None)
}

/// Who is called exactly so.
fn known(record: &Record, who: &str) -> Result<Option<ActorFound>, Error> {
    let found = actors(record, who)?;
    let is_it = |actor: &ActorFound| {
        let is = |text: &str| text.eq_ignore_ascii_case(who);
        is(&actor.name) || is(&actor.who) || is(&actor.code)
    };
    Ok(found.into_iter().find(is_it))
}

/// Actors of which a name begins so.
pub(crate) fn actors(record: &Record, beginning: &str) -> Result<Vec<ActorFound>, Error> {
    let beginning = beginning.strip_prefix("the ").unwrap_or(beginning);
    let mut found: Vec<ActorFound> = Vec::new();
    for (party, events) in record.parties_called(beginning, MOST_PARTIES)? {
        let actor = actor(party, events);
        match found.iter_mut().find(|known| known.who == actor.who) {
            Some(known) => known.events = (known.events + events).min(1000),
            None => found.push(actor),
        }
    }
    found.truncate(SUGGESTED);
    Ok(found)
}

/// How a party is to be asked for: a state by its code, a person and a group by name.
fn actor(party: Party, events: usize) -> ActorFound {
    let is_official = party.is_official();
    let (who, name) = match (party.person, party.country) {
        (Some(person), _) => (person.clone(), format!("{person}, {}", party.name)),
        (None, Some(country)) if is_official => (country, party.name),
        (None, None) if party.sector.as_deref() != Some(&party.code) => {
            (party.code.clone(), party.name)
        }
        (None, _) => (party.name.clone(), party.name),
    };
    ActorFound { who, name, code: party.code, events }
}

/// Types, acts and relations that the words name.
fn codes(data: &Data, q: &str) -> Vec<CodeFound> {
    let words = q.to_lowercase();
    let is_it = |code: &str| !words.is_empty() && code.to_lowercase().starts_with(&words);
    let events = data.ontology.event.iter().map(|e| ("event", e.code.name(), &e.meaning));
    let acts = data.ontology.act.iter().map(|a| ("act", a.code.as_str(), &a.meaning));
    let relations = data.relations.relation.iter();
    let relations =
        relations.map(|r| ("relation", r.name.get_ref().as_str(), &r.meaning));
    let all = events.chain(acts).chain(relations).filter(|(_, code, _)| is_it(code));
    let code = |(kind, code, meaning): (_, &str, &String)| CodeFound {
        kind,
        code: code.to_owned(),
        meaning: meaning.clone(),
    };
    all.map(code).take(SUGGESTED).collect()
}

#[cfg(test)]
mod tests {
    use super::extract;

    #[test]
    fn an_extract_stands_around_the_word() {
        let text = "a ".repeat(30) + "Norway's fjords are deep.";
        let found = extract(&text, "norway");
        assert_eq!(found, "… a a a a a a a a a a Norway's fjords are deep.");
        assert_eq!(extract("Chad left.", "peru"), "Chad left.");
    }
}

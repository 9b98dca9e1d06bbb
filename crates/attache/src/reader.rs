//! The whole way from an article to its events, on one screen.
//!
//! In: an [`Article`]. Out: a [`Reading`]. “Norway expelled two Russian diplomats on Monday.” gives one event. Reading is a pure
//! function of data and article: same input, same bytes; and it cannot fail: what is seen but not coded becomes a
//! [`Note`]. Known limit: English.

use crate::actor::{self, Actors, Discourse, Focus};
use crate::article::Article;
use crate::data::Data;
use crate::data::phrase::Phrase;
use crate::error::Error;
use crate::event::code::{self, Coded, Context};
use crate::event::evidence::Model;
use crate::event::{self, Event, Miss, Sections};
use crate::mention::{self, Mentions};
use crate::parse::{Parse, Parser, Workspace};
use crate::record::Stamp;
use crate::sentence::{self, Kind, Sentence, TextData};
use crate::span::Span;
use crate::time::{self, Expression, Times};
use std::sync::LazyLock;

/// Everything that reading needs, loaded once.
#[derive(Debug)]
pub struct Reader {
    /// Ontology, rules, actors, roles.
    pub data: Data,
    /// Abbreviations and boilerplate cues.
    pub text: TextData,
    /// Words of time.
    pub times: Times,
    /// Tagger, lemmatiser and parser.
    pub parser: Parser,
    /// What words tell where rules are silent; loaded when the first such words come.
    pub evidence: LazyLock<Model>,
}

/// A sentence points back to so many events at most, so that time stays linear in the length of an article.
const REMEMBERED: usize = 400;

/// Something seen but not coded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub span: Span,
    /// Why it was left out.
    pub reason: String,
}

/// What an article says.
#[derive(Debug, Default)]
pub struct Reading {
    /// The events, in the order of the text.
    pub events: Vec<Event>,
    /// What is stated to be so, in the order of the text: “has an embassy in Oslo”. No event of the news.
    pub states: Vec<Event>,
    /// What was left out, and why.
    pub notes: Vec<Note>,
}

impl Reading {
    /// The events that the next sentence may point back to.
    fn remembered(&self) -> &[Event] {
        &self.events[self.events.len().saturating_sub(REMEMBERED)..]
    }

    fn all(&mut self) -> impl Iterator<Item = &mut Event> {
        self.events.iter_mut().chain(&mut self.states)
    }

    fn take(&mut self, coded: Coded) {
        self.events.extend(coded.events);
        self.states.extend(coded.states);
    }
}

/// A sentence with all that was found in it, for explanations.
#[derive(Debug)]
pub struct Step<'s, 'a> {
    /// The sentence.
    pub sentence: &'s Sentence,
    /// Its mentions, with the parse.
    pub mentions: &'s Mentions<'a>,
    /// Whom its phrases mean.
    pub actors: &'s Actors,
    /// Its time expressions.
    pub times: &'s [Expression],
    /// Its events.
    pub events: &'s [Event],
    /// What it states to be so.
    pub states: &'s [Event],
    /// Rules that nearly fitted.
    pub misses: &'s [Miss],
}

impl Reader {
    /// Loads the data and model that are compiled in.
    ///
    /// # Errors
    /// All faults of the data, or of the model.
    pub fn embedded() -> Result<Self, Error> {
        Self::with_data(Data::embedded()?)
    }

    /// Reads with this data and the compiled-in model.
    ///
    /// # Errors
    /// Faults of the model.
    pub fn with_data(data: Data) -> Result<Self, Error> {
        Ok(Self {
            data,
            text: TextData::embedded(),
            times: Times::embedded(),
            parser: Parser::embedded(),
            evidence: LazyLock::new(Model::embedded),
        })
    }

    /// What this reader codes with: program, data and model.
    pub fn stamp(&self) -> Stamp {
        Stamp {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            data: self.data.version.clone(),
            model: Parser::version(),
        }
    }

    /// Reads an article.
    pub fn read(&self, article: &Article, workspace: &mut Workspace) -> Reading {
        self.walk(article, workspace, |_| {})
    }

    /// Reads an article and shows every coded sentence to `see` on the way.
    pub fn walk(
        &self,
        article: &Article,
        workspace: &mut Workspace,
        mut see: impl FnMut(&Step<'_, '_>),
    ) -> Reading {
        let mut reading = Reading::default();
        let sentences = sentence::split(&self.text, article);
        let times = time::find(&self.times, article, &sentences);
        let parses = self.parse(article, &sentences, workspace);
        let find = |parse| mention::find(&self.data, &article.text, parse);
        let mentions: Vec<Mentions<'_>> = parses.iter().map(find).collect();
        let mut discourse = self.discourse(article, &sentences, &mentions);
        let is_account = discourse.dyad.is_some();
        let mut sections = is_account.then(|| Sections::of(&sentences, &mentions));
        // An account of two centuries is about no day.
        let published = article.published.filter(|_| !is_account);
        let news_day = event::news_day(published, times.iter().map(Vec::as_slice));
        let is_sport = event::is_sport(&mentions);
        let quoted = sentence::quoted(&article.text, &sentences);
        for (index, sentence) in sentences.iter().enumerate() {
            if sentence.kind == Kind::Boilerplate {
                reading.notes.push(left_out(sentence.span));
                continue;
            }
            let (mentions, following) = (&mentions[index], &mentions[index + 1..]);
            let actors = actor::resolve(mentions, &mut discourse);
            let narrated = || event::narrated(&sentences, &times, index);
            if let Some((sections, dyad)) = sections.as_mut().zip(discourse.dyad) {
                sections.note(index, actors.speak_of(mentions, dyad.home));
            }
            let context = Context {
                index,
                sentence,
                mentions,
                following,
                narrated: is_account.then(narrated).flatten(),
                heading: sections.as_ref().and_then(|s| s.heading(index)),
                is_account,
                actors: &actors,
                times: &times[index],
                published: article.published,
                news_day,
                earlier: reading.remembered(),
                is_quoted: quoted[index],
                evidence: &self.evidence,
                is_sport,
            };
            let coded = code::code(&context, &mut discourse);
            discourse.end_sentence();
            see(&Step {
                sentence,
                mentions,
                actors: &actors,
                times: &times[index],
                events: &coded.events,
                states: &coded.states,
                misses: &coded.misses,
            });
            reading.take(coded);
        }
        event::name_once(&self.data, &mentions, reading.all());
        match sections {
            Some(sections) => sections.date(&self.data, &times, &mut reading.events),
            None => event::date_once(&mut reading.events),
        }
        reading
    }

    /// What is known before the first sentence is read: which states the article is about.
    fn discourse(
        &self,
        article: &Article,
        sentences: &[Sentence],
        mentions: &[Mentions<'_>],
    ) -> Discourse {
        let focus = focus(sentences, mentions);
        let dateline = sentences.iter().find_map(|s| s.dateline);
        let dateline = dateline.map(|d| d.of(&article.text));
        let mut discourse = Discourse::new(article.published, focus.country())
            .about(focus.dyad(&self.data, article));
        discourse.second = focus.second();
        discourse.is_roundup = focus.is_scattered();
        discourse.main = focus.main();
        discourse.scene = dateline.and_then(|d| actor::scene(&self.data, d));
        discourse.countries = focus.countries();
        let named = |d: actor::Dyad| actor::titled_name(&self.data, article, d.other);
        discourse.titled = discourse.dyad.and_then(named);
        discourse
    }

    fn parse(
        &self,
        article: &Article,
        sentences: &[Sentence],
        workspace: &mut Workspace,
    ) -> Vec<Parse> {
        let is_name = |word: &str| {
            let names = self.data.gazetteer.names(Phrase::of(word));
            names.is_some_and(|names| names.into_iter().next().is_some())
        };
        let tree = |s: &Sentence| {
            let part = (article.text.as_str(), s.tokens.as_slice());
            match s.kind {
                Kind::Boilerplate => Parse::new(Vec::new()),
                Kind::Headline => self.parser.parse_headline(workspace, part, &is_name),
                Kind::Body => self.parser.parse_labelled(workspace, part, &is_name),
            }
        };
        let mut tree = tree;
        sentences.iter().map(&mut tree).collect()
    }
}

fn left_out(span: Span) -> Note {
    let reason = "not part of the article: byline, link, caption or advertisement";
    Note { span, reason: reason.to_owned() }
}

/// The states that the article names, the one named most often first in weight, the headline counting double.
fn focus(sentences: &[Sentence], mentions: &[Mentions<'_>]) -> Focus {
    let mut focus = Focus::default();
    for (sentence, mentions) in sentences.iter().zip(mentions) {
        focus.count(mentions, if sentence.kind == Kind::Headline { 2 } else { 1 });
    }
    focus
}

//! Headings of an official account, and what they say of the text under them.
//!
//! In: sentences, times, events. Out: under “Elevation of Legation to Embassy Status, 1953.” the words “She presented her
//! credentials on October 9, 1953” date the heading's act too: it is of that day, not of some day in 1953. Known limit: a
//! heading is known by its capitals.

use super::level::MISSION;
use super::{DateSource, Event, When};
use crate::data::Data;
use crate::data::relations::Does;
use crate::mention::Mentions;
use crate::parse::Upos;
use crate::sentence::Sentence;
use crate::time::{Expression, Role};
use jiff::Unit;
use jiff::civil::Date;

/// A heading has no more words than this.
const LONGEST: usize = 40;
/// A date wider than this many days tells no more than the year.
const YEAR: i32 = 300;

/// “Establishment of the Legation in Kabul, 1942.”: all words that mean something are capitalised.
fn is_capitalised(mentions: &Mentions<'_>) -> bool {
    let words = mentions.parse.words();
    let is_small = |i: usize| {
        let means = matches!(
            words[i].upos,
            Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Aux
        );
        means && mentions.form(i).starts_with(char::is_lowercase)
    };
    (1..=LONGEST).contains(&words.len()) && !(0..words.len()).any(is_small)
}

/// The parts of an official account, each under its heading.
#[derive(Debug)]
pub struct Sections {
    /// For each sentence the heading that it stands under; a heading stands under itself.
    heads: Vec<Option<usize>>,
    /// Whether each sentence speaks of the state that gives the account.
    is_of_home: Vec<bool>,
}

impl Sections {
    /// Finds the headings among the sentences.
    pub fn of(sentences: &[Sentence], mentions: &[Mentions<'_>]) -> Self {
        let mut last = None;
        let mut under = |at: usize| {
            let paragraph = |i: usize| sentences.get(i).map(|s| s.paragraph);
            let is_alone = (at == 0 || paragraph(at - 1) != paragraph(at))
                && paragraph(at + 1) != paragraph(at);
            if is_alone && is_capitalised(&mentions[at]) {
                last = Some(at);
            }
            last
        };
        let heads = (0..sentences.len()).map(&mut under).collect();
        Self { heads, is_of_home: vec![false; sentences.len()] }
    }

    /// The heading that a sentence stands under.
    pub fn heading(&self, sentence: usize) -> Option<usize> {
        self.heads[sentence]
    }

    /// Notes whether a sentence speaks of the state that gives the account.
    pub fn note(&mut self, sentence: usize, is_of_home: bool) {
        self.is_of_home[sentence] = is_of_home;
    }

    /// Dates acts of headings that know only the year by what stands under them.
    pub fn date(&self, data: &Data, times: &[Vec<Expression>], events: &mut [Event]) {
        for at in 0..events.len() {
            let event = &events[at];
            let head = event.sentence;
            if self.heads[head] != Some(head) {
                continue;
            }
            let Some(year) = event.date.as_ref().and_then(wide) else { continue };
            let day = self
                .told(data, events, at, year)
                .or_else(|| self.day(times, head, year).and_then(day_of));
            if let Some(day) = day {
                events[at].date = Some(day);
            }
        }
    }

    /// The day of the like act under the heading: of the same act, else of the last that changed the same relation so.
    fn told(
        &self,
        data: &Data,
        events: &[Event],
        at: usize,
        year: (Date, Date),
    ) -> Option<When> {
        let heading = &events[at];
        let (relation, is_end) = turn(data, heading)?;
        // “Relations Reestablished, 1948.” over “… presented his credentials”: missions date relations.
        let is_turn = |e: &Event| {
            turn(data, e).is_some_and(|(other, ends)| {
                ends == is_end && (other == relation || other == MISSION)
            })
        };
        let is_like = |e: &&Event| {
            self.heads[e.sentence] == Some(heading.sentence)
                && e.sentence != heading.sentence
                && e.status == heading.status
                && is_turn(e)
                && e.actor.first().map(|p| p.country)
                    == heading.actor.first().map(|p| p.country)
        };
        let key = |(n, e): &(usize, &Event)| {
            let first = e.date.as_ref().and_then(|d| d.start);
            let is_in_year = first.is_some_and(|day| year.0 <= day && day <= year.1);
            let is_same = e.act == heading.act;
            let is_near = turn(data, e).is_some_and(|(other, _)| other == relation);
            (is_in_year, is_same, is_near, if is_same { usize::MAX - n } else { *n })
        };
        let dated = events.iter().filter(is_like).filter(|e| {
            e.date.as_ref().is_some_and(|d| d.start.is_some() && d.start == d.end)
        });
        let (_, like) = dated.enumerate().max_by_key(key)?;
        like.date.clone().map(|when| When { from: DateSource::Article, ..when })
    }

    /// The first day of the heading's year that is told under it of the state that gives the account, else of anyone.
    fn day<'t>(
        &self,
        times: &'t [Vec<Expression>],
        head: usize,
        year: (Date, Date),
    ) -> Option<&'t Expression> {
        let under = (head + 1..self.heads.len())
            .take_while(|i| self.heads[*i] == Some(head))
            .flat_map(|i| times[i].iter().map(move |e| (i, e)));
        let is_in_year = |e: &Expression| {
            e.role == Role::Point
                && !e.is_reference
                && e.first == e.last
                && e.first.is_some_and(|day| year.0 <= day && day <= year.1)
        };
        let days: Vec<(usize, &Expression)> =
            under.filter(|(_, e)| is_in_year(e)).collect();
        let own = days.iter().find(|(i, _)| self.is_of_home[*i]);
        own.or(days.first()).map(|(_, e)| *e)
    }
}

fn day_of(expression: &Expression) -> Option<When> {
    Some(When {
        start: Some(expression.first?),
        end: expression.last,
        value: expression.value.to_string(),
        span: Some(expression.span),
        from: DateSource::Article,
    })
}

/// The first and last day of a date that knows only the year.
fn wide(when: &When) -> Option<(Date, Date)> {
    let (start, end) = (when.start?, when.end?);
    let days = start.until((Unit::Day, end)).map_or(0, |span| span.get_days());
    (days >= YEAR).then_some((start, end))
}

/// Which relation the act changes, a mission where it is of a mission's level, and whether it ends or lowers it.
fn turn<'d>(data: &'d Data, event: &Event) -> Option<(&'d str, bool)> {
    let act = event.act.as_deref()?;
    let is_of_mission = data.levels.told(act).is_some();
    let effects = data.relations.effects(act).filter(|(e, _)| !e.inferred);
    let (effect, _) =
        effects.max_by_key(|(e, _)| is_of_mission && !e.of_level.is_empty())?;
    Some((&effect.relation, matches!(effect.does, Does::End | Does::Lower)))
}

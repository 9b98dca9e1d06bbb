//! All that acts say of what a question is about, parted by relation and pair, to be laid out for any day.
//!
//! In: the acts of a record, one after the other. Out: [`Interval`]s as they were known on a day: of “Russia recognised the
//! Taliban.” and “Norway closed its embassy in Kabul.” two tracks of one claim each. Two days of knowledge cost one reading.
//! Known limit: all claims are held in memory, some two hundred bytes each.

use super::claim::{Claim, Maker};
use super::stretch::Stretch;
use super::touched::{Touched, Track};
use super::{Interval, Question, passing, track};
use crate::cores;
use crate::data::Data;
use crate::data::relations::Sides;
use crate::error::Error;
use crate::record::{Act, Party, Record};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::thread;

/// So many acts are handed over at once.
const ACTS: usize = 256;
/// So many lines in time are worth a thread.
const WORTH_A_THREAD: usize = 64;

/// Claims by relation and pair.
#[derive(Debug)]
pub struct Tracks<'d> {
    data: &'d Data,
    question: Question,
    maker: Maker<'d>,
    by_pair: FxHashMap<Track, Vec<Claim<'d>>>,
}

impl<'d> Tracks<'d> {
    /// No claims yet of what `question` is about.
    pub fn new(data: &'d Data, question: &Question) -> Self {
        let maker = Maker::new(data, &question.with_forebears(data));
        Self { data, question: question.clone(), maker, by_pair: FxHashMap::default() }
    }

    /// All claims that a record has for an answer to `question`; they are made while more acts are read.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn of(
        data: &'d Data,
        record: &Record,
        question: &Question,
    ) -> Result<Self, Error> {
        Self::between(data, record, question, |_, _, _| true)
    }

    /// Only those of them on which something can begin, end or become known after `from` and by `to`, complete from their
    /// first claim on; of a large record it takes a fraction of the time of all.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn changing(
        data: &'d Data,
        record: &Record,
        question: &Question,
        (from, to): (Date, Date),
    ) -> Result<Self, Error> {
        let mut touched = Touched::by(data, record, question, (from, to))?;
        let mut tracks =
            Self::between(data, record, question, |act, actor, recipient| {
                touched.is_between(act, actor, recipient)
            })?;
        tracks.by_pair.retain(|track, claims| touched.has(track, claims));
        Ok(tracks)
    }

    /// The claims of acts whose name and sides are wanted.
    fn between(
        data: &'d Data,
        record: &Record,
        question: &Question,
        is_wanted: impl FnMut(&str, &[Arc<Party>], &[Arc<Party>]) -> bool,
    ) -> Result<Self, Error> {
        let (to_make, acts) = sync_channel::<Vec<Act>>(2);
        let mut waiting = Vec::new();
        thread::scope(|scope| {
            let made = scope.spawn(move || {
                let mut tracks = Self::new(data, question);
                acts.into_iter().flatten().for_each(|act| tracks.add(&act));
                tracks
            });
            record.each_act_between(&question.acts(data), is_wanted, |act| {
                waiting.push(act);
                let is_enough = waiting.len() == ACTS;
                if is_enough && to_make.send(std::mem::take(&mut waiting)).is_err() {
                    return ControlFlow::Break(());
                }
                ControlFlow::Continue(())
            })?;
            // Where nobody takes the last ones, the thread has failed, as joining it tells.
            let _ = to_make.send(waiting);
            drop(to_make);
            Ok(made.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault)))
        })
    }

    /// Takes in what an act says.
    pub fn add(&mut self, act: &Act) {
        for claim in self.maker.claims(act) {
            self.by_pair.entry(claim.track()).or_default().push(claim);
        }
    }

    /// What held on a day, or ever, by what was known on a day, or ever.
    pub fn standing(&self, on: Option<Date>, known: Option<Date>) -> Vec<Interval> {
        let mut pairs: Vec<_> = self.by_pair.iter().collect();
        pairs.sort_unstable_by_key(|(key, _)| *key);
        let laid = cores::each(&pairs, WORTH_A_THREAD, |((relation, _, _), claims)| {
            self.laid(*relation, claims, known)
        });
        let mut laid: Vec<Interval> = laid.into_iter().flatten().collect();
        passing::pass_on(self.data, &mut laid);
        laid.retain(|i| self.question.is_about(i, self.data));
        laid.retain(|i| on.is_none_or(|day| track::holds_on(i, day)));
        laid
    }

    /// The line in time of one relation between two.
    fn laid(
        &self,
        relation: usize,
        claims: &[Claim<'d>],
        known: Option<Date>,
    ) -> Vec<Interval> {
        let relation = &self.data.relations.relation[relation];
        let is_known = |claim: &&Claim<'_>| match (known, claim.published) {
            (Some(known), Some(published)) => published <= known,
            _ => true,
        };
        let claims: Vec<&Claim<'_>> = claims.iter().filter(is_known).collect();
        let mut laid: Vec<Interval> = named(relation.named, claims)
            .into_iter()
            .flat_map(|claims| track::lay(relation, claims))
            .map(|interval| outlived(self.data, interval))
            .collect();
        laid.sort_by(|a, b| (&a.from, &a.to, &a.name).cmp(&(&b.from, &b.to, &b.name)));
        if relation.sides == Sides::Both {
            for interval in &mut laid {
                self.maker.turn(interval);
            }
        }
        laid
    }
}

/// What held with a state that is gone ended with it, where nothing ended it before.
pub(super) fn outlived(data: &Data, mut interval: Interval) -> Interval {
    let lasts = [interval.by.last_day(data), interval.of.last_day(data)];
    let Some(last) = lasts.into_iter().flatten().min() else { return interval };
    let began = interval.from.as_deref().and_then(Stretch::read);
    if interval.to.is_none() && began.is_none_or(|from| from.first <= last) {
        interval.to = Some(last.to_string());
        interval.inferred.push("to".to_owned());
    }
    interval
}

/// Parts the claims of a relation in which each name is apart; what has no name goes with the only one that has.
fn named<'c, 'd>(is_named: bool, claims: Vec<&'c Claim<'d>>) -> Vec<Vec<&'c Claim<'d>>> {
    if !is_named {
        return vec![claims];
    }
    let words = |name: &str| -> Vec<String> {
        name.split_whitespace().map(str::to_lowercase).collect()
    };
    let mut names: Vec<Vec<String>> =
        claims.iter().filter_map(|c| c.name.as_deref()).map(words).collect();
    // The fullest names first: “economic agreement” is found in “economic cooperation agreement”.
    names.sort_by(|a, b| (b.len(), a).cmp(&(a.len(), b)));
    names.dedup();
    let mut full: Vec<Vec<String>> = Vec::new();
    for name in names {
        if !full.iter().any(|f| name.iter().all(|word| f.contains(word))) {
            full.push(name);
        }
    }
    let mut parts: Vec<Vec<&Claim<'_>>> = vec![Vec::new(); full.len() + 1];
    for claim in claims {
        let of_name = claim.name.as_deref().map(words).and_then(|name| {
            full.iter().position(|f| name.iter().all(|word| f.contains(word)))
        });
        let only = (full.len() == 1).then_some(0);
        parts[of_name.or(only).unwrap_or(full.len())].push(claim);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

//! The lines in time on which something can change in some days, found without laying out all there are.
//!
//! In: 1 to 7 July 2025. Out: the recognition of Afghanistan by Russia, of which an act of these days tells, and with it all acts
//! between the two since 1919, but none between Norway and Chad. What begins or ends does so on a day that some act
//! names. Known limit: more is taken than will turn out to have changed.

use super::Question;
use super::claim::{Claim, Maker};
use crate::data::Data;
use crate::error::Error;
use crate::record::{Acts, Party, Record, Side};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::ControlFlow;
use std::sync::Arc;

/// A line in time: a relation, and what tells both sides apart from others.
pub(super) type Track = (usize, Arc<str>, Arc<str>);

/// Where a participant lies in memory; a record gives each once.
type Place = usize;

/// Lines in time that something happened to.
pub(super) struct Touched<'d> {
    data: &'d Data,
    maker: Maker<'d>,
    days: (Date, Date),
    tracks: FxHashSet<Track>,
    /// Both sides of these, in order.
    pairs: FxHashSet<(Arc<str>, Arc<str>)>,
    /// Each side.
    ones: FxHashSet<Arc<str>>,
    /// Whom everyone stands for, in any relation.
    known: FxHashMap<Place, (Arc<Party>, Arc<[Arc<str>]>)>,
    /// What was found of two before.
    asked: FxHashMap<(Place, Place), bool>,
}

impl<'d> Touched<'d> {
    /// The lines that are asked for and that an act of these days is on.
    pub(super) fn by(
        data: &'d Data,
        record: &Record,
        question: &Question,
        (from, to): (Date, Date),
    ) -> Result<Self, Error> {
        // What ends holds until the day before, and what begins where something ended does so on its last day.
        let (first, last) =
            (from.yesterday().unwrap_or(from), to.tomorrow().unwrap_or(to));
        let mut touched = Self {
            data,
            maker: Maker::new(data, question),
            days: (first, last),
            tracks: FxHashSet::default(),
            pairs: FxHashSet::default(),
            ones: FxHashSet::default(),
            known: FxHashMap::default(),
            asked: FxHashMap::default(),
        };
        let acts = Acts { turning: Some((first, last)), ..question.acts(data) };
        record.each_act(&acts, |act| {
            for claim in touched.maker.claims(&act) {
                touched.add(claim.track());
            }
            ControlFlow::Continue(())
        })?;
        Ok(touched)
    }

    fn add(&mut self, track: Track) {
        let (_, by, of) = &track;
        self.pairs.insert(in_order(by, of));
        self.ones.extend([by.clone(), of.clone()]);
        self.tracks.insert(track);
    }

    /// Whether a line is one of them.
    pub(super) fn has(&self, track: &Track, claims: &[Claim<'_>]) -> bool {
        let side = claims.first().map(|claim| [&claim.by.party, &claim.of.party]);
        self.tracks.contains(track)
            || side
                .into_iter()
                .flatten()
                .any(|party| self.is_gone(party.last_day(self.data)))
    }

    /// Whether an act between these sides can be on one of them.
    pub(super) fn is_between(&mut self, actor: &[Side], recipient: &[Side]) -> bool {
        let all: Vec<&Side> = actor.iter().chain(recipient).collect();
        let is_pair = all.iter().enumerate().any(|(n, one)| {
            all[n + 1..].iter().any(|other| self.is_pair(&one.party, &other.party))
        });
        // A ban on those at home, or a treaty that is left, has one side only.
        is_pair || recipient.is_empty() && actor.iter().any(|one| self.is_one(&one.party))
    }

    fn is_pair(&mut self, one: &Arc<Party>, other: &Arc<Party>) -> bool {
        let places = (Arc::as_ptr(one).addr(), Arc::as_ptr(other).addr());
        if let Some(known) = self.asked.get(&places) {
            return *known;
        }
        let (ones, others) = (self.keys(one), self.keys(other));
        let mut pairs = ones.iter().flat_map(|a| others.iter().map(|b| in_order(a, b)));
        let is_pair = pairs.any(|pair| self.pairs.contains(&pair));
        let is_pair = is_pair || self.ends_then(one) || self.ends_then(other);
        self.asked.insert(places, is_pair);
        is_pair
    }

    fn is_one(&mut self, one: &Arc<Party>) -> bool {
        let keys = self.keys(one);
        keys.iter().any(|key| self.ones.contains(key)) || self.ends_then(one)
    }

    fn keys(&mut self, who: &Arc<Party>) -> Arc<[Arc<str>]> {
        let place = Arc::as_ptr(who).addr();
        if let Some((_, keys)) = self.known.get(&place) {
            return keys.clone();
        }
        let relations = 0..self.data.relations.relation.len();
        let known = relations.filter_map(|relation| self.maker.party(who, relation));
        let mut keys: Vec<Arc<str>> = known.map(|known| known.key.clone()).collect();
        keys.sort();
        keys.dedup();
        let keys: Arc<[Arc<str>]> = keys.into();
        self.known.insert(place, (who.clone(), keys.clone()));
        keys
    }

    /// Whether it is a state that came to its end in these days, and with it all that held.
    fn ends_then(&mut self, who: &Arc<Party>) -> bool {
        let relations = 0..self.data.relations.relation.len();
        let mut known = relations.filter_map(|relation| self.maker.party(who, relation));
        let data = self.data;
        let last = known.find_map(|known| known.party.last_day(data));
        self.is_gone(last)
    }

    fn is_gone(&self, last: Option<Date>) -> bool {
        last.is_some_and(|day| self.days.0 <= day && day <= self.days.1)
    }
}

fn in_order(a: &Arc<str>, b: &Arc<str>) -> (Arc<str>, Arc<str>) {
    if a <= b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) }
}

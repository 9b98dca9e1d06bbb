//! The lines in time on which something can change in some days, found without laying out all there are.
//!
//! In: 1 to 7 July 2025. Out: the recognition of Afghanistan by Russia, of which an act of these days tells, and with it all acts
//! between the two since 1919, but none between Norway and Chad. What begins or ends does so on a day that some act
//! names. Known limit: more is taken than will turn out to have changed.

use super::Question;
use super::claim::{Claim, Maker};
use super::party::Known;
use crate::data::Data;
use crate::error::Error;
use crate::record::{Acts, Party, Record};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::{BitOr, ControlFlow};
use std::sync::Arc;

/// A line in time: a relation, and what tells both sides apart from others.
pub(super) type Track = (usize, Arc<str>, Arc<str>);

/// Where a participant lies in memory; a record gives each once.
type Place = usize;

/// A bit for each relation; there are some ten.
type Relations = u64;

/// What tells a participant apart from others, in any relation.
type Keys = Arc<[Arc<str>]>;

const ANY: Relations = Relations::MAX;

/// Lines in time that something happened to.
pub(super) struct Touched<'d> {
    data: &'d Data,
    maker: Maker<'d>,
    days: (Date, Date),
    tracks: FxHashSet<Track>,
    /// Of both sides of these, in order.
    pairs: FxHashMap<(Arc<str>, Arc<str>), Relations>,
    /// Of each side.
    ones: FxHashMap<Arc<str>, Relations>,
    /// Which an act has to do with.
    acts: FxHashMap<String, Relations>,
    /// Whom everyone stands for, in any relation.
    known: FxHashMap<Place, (Arc<Party>, Keys)>,
    /// What was found of two before.
    asked: FxHashMap<(Place, Place), Relations>,
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
            maker: Maker::new(data, &question.with_forebears(data)),
            days: (first, last),
            tracks: FxHashSet::default(),
            pairs: FxHashMap::default(),
            ones: FxHashMap::default(),
            acts: FxHashMap::default(),
            known: FxHashMap::default(),
            asked: FxHashMap::default(),
        };
        let acts = Acts { turning: Some((first, last)), ..question.acts(data) };
        record.each_act(&acts, |act| {
            for claim in touched.maker.claims(&act) {
                touched.add(&claim.track());
            }
            ControlFlow::Continue(())
        })?;
        Ok(touched)
    }

    /// What a state that is gone left is on the line of the one that goes on with it.
    fn canonical(&self, (relation, by, of): &Track) -> Track {
        let heir = |key: &Arc<str>| Arc::from(self.data.relations.heir(key));
        (*relation, heir(by), heir(of))
    }

    fn add(&mut self, track: &Track) {
        let track = self.canonical(track);
        let (relation, by, of) = &track;
        let relation = bit(*relation);
        *self.pairs.entry(in_order(by, of)).or_default() |= relation;
        for one in [by, of] {
            *self.ones.entry(one.clone()).or_default() |= relation;
        }
        self.tracks.insert(track);
    }

    /// Whether a line is one of them.
    pub(super) fn has(&self, track: &Track, claims: &[Claim<'_>]) -> bool {
        let side = claims.first().map(|claim| [&claim.by.party, &claim.of.party]);
        self.tracks.contains(&self.canonical(track))
            || side.into_iter().flatten().any(|party| self.is_turning(party))
    }

    /// Whether an act of this name between these sides can be on one of them.
    pub(super) fn is_between(
        &mut self,
        act: &str,
        actor: &[Arc<Party>],
        recipient: &[Arc<Party>],
    ) -> bool {
        let relations = self.of_act(act);
        let mut all = actor.iter().chain(recipient);
        let is_pair = std::iter::from_fn(|| all.next().map(|one| (one, all.clone())))
            .any(|(one, mut others)| {
                others.any(|other| self.of_pair(one, other) & relations != 0)
            });
        // A ban on those at home, or a treaty that is left, has one side only.
        let is_one = |one: &Arc<Party>| self.of_one(one) & relations != 0;
        is_pair || recipient.is_empty() && actor.iter().any(is_one)
    }

    fn of_act(&mut self, act: &str) -> Relations {
        if let Some(known) = self.acts.get(act) {
            return *known;
        }
        let effects = self.data.relations.effects(act);
        let relations = effects.fold(0, |all, (_, relation)| all | bit(relation));
        self.acts.insert(act.to_owned(), relations);
        relations
    }

    fn of_pair(&mut self, one: &Arc<Party>, other: &Arc<Party>) -> Relations {
        let places = (Arc::as_ptr(one).addr(), Arc::as_ptr(other).addr());
        if let Some(known) = self.asked.get(&places) {
            return *known;
        }
        let (ones, others) = (self.keys(one), self.keys(other));
        let pairs = ones.iter().flat_map(|a| others.iter().map(|b| in_order(a, b)));
        let mut relations =
            pairs.filter_map(|pair| self.pairs.get(&pair).copied()).fold(0, BitOr::bitor);
        if self.ends_then(one) || self.ends_then(other) {
            relations = ANY;
        }
        self.asked.insert(places, relations);
        relations
    }

    fn of_one(&mut self, one: &Arc<Party>) -> Relations {
        let keys = self.keys(one);
        let relations = keys
            .iter()
            .filter_map(|key| self.ones.get(key).copied())
            .fold(0, BitOr::bitor);
        if self.ends_then(one) { ANY } else { relations }
    }

    fn keys(&mut self, who: &Arc<Party>) -> Keys {
        let place = Arc::as_ptr(who).addr();
        if let Some((_, keys)) = self.known.get(&place) {
            return keys.clone();
        }
        let relations = 0..self.data.relations.relation.len();
        let known = relations.filter_map(|relation| self.maker.party(who, relation));
        let key = |known: Arc<Known>| Arc::from(self.data.relations.heir(&known.key));
        let mut keys: Vec<Arc<str>> = known.map(key).collect();
        keys.sort();
        keys.dedup();
        let keys: Keys = keys.into();
        self.known.insert(place, (who.clone(), keys.clone()));
        keys
    }

    /// Whether it is a state that came to its end in these days, and with it all that held.
    fn ends_then(&mut self, who: &Arc<Party>) -> bool {
        let relations = 0..self.data.relations.relation.len();
        let known = relations.filter_map(|relation| self.maker.party(who, relation));
        let known: Vec<Arc<Known>> = known.collect();
        known.iter().any(|known| self.is_turning(&known.party))
    }

    /// Whether it, or what it goes on with, came to its end in these days.
    fn is_turning(&self, party: &super::Party) -> bool {
        let mut lasts = party.last_days(self.data);
        lasts.any(|day| self.days.0 <= day && day <= self.days.1)
    }
}

fn bit(relation: usize) -> Relations {
    1 << (relation % 64)
}

fn in_order(a: &Arc<str>, b: &Arc<str>) -> (Arc<str>, Arc<str>) {
    if a <= b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) }
}

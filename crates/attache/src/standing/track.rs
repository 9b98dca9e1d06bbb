//! The line in time of one relation between two: what held from when to when.
//!
//! In: the claims on it, in any order. Out: its [`Interval`]s. “Removed from the list in April 2025” alone gives one that
//! began before anything read and ended in 2025-04. Known limit: two changes within a month, of which one is told without
//! its day, are taken for one.

use super::Interval;
use super::claim::{Claim, When};
use super::stretch::{Stretch, days_between};
use crate::data::relations::{Does, Post, Relation};
use jiff::civil::Date;
use rustc_hash::FxHashSet;

/// Days within which a report without a date tells of the same change as one with a date.
const REPORTED_WITHIN: i32 = 31;
/// Days by which reports of one change differ.
const SAME_WITHIN: i32 = 3;
/// Days within which what is said outright stands in for what would only be inferred.
const SAID_WITHIN: i32 = 92;

/// Lays the claims of one relation between two on a line.
pub(super) fn lay(relation: &Relation, mut claims: Vec<&Claim<'_>>) -> Vec<Interval> {
    claims.sort_by(|a, b| order(a).cmp(&order(b)));
    let mut track =
        Track { relation, done: Vec::new(), open: None, absent: None, broken: None };
    let told = Told::of(&claims);
    let (dated, undated): (Vec<_>, Vec<_>) =
        claims.iter().copied().partition(|c| c.when.is_some() && !told.better(c));
    for (at, claim) in dated.iter().enumerate() {
        let is_same_turn = |c: &&&Claim<'_>| !c.is_inferred && is_end(c) == is_end(claim);
        let next = dated[at + 1..].iter().find(is_same_turn);
        track.put(claim, next.copied());
    }
    if let Some(open) = track.open.take() {
        track.done.push(open);
    }
    for claim in undated {
        track.put_undated(claim);
    }
    track.done.into_iter().map(|span| span.interval(relation)).collect()
}

/// A year in which something changed says less than the day of such a change in that year.
const MONTH: i32 = 27;
/// A date wider than this tells no more than the year.
const YEAR: i32 = 300;

fn is_end(claim: &Claim<'_>) -> bool {
    matches!(claim.does, Does::End | Does::Lower)
}

/// The days of changes that are told by the day.
struct Told {
    /// Each with whether something ends then, in order.
    days: Vec<(Date, bool)>,
    /// What is told so, by which report, but for what is said to be once more.
    acts: FxHashSet<(Does, Option<usize>, i64, Option<Date>)>,
}

impl Told {
    fn of(claims: &[&Claim<'_>]) -> Self {
        let is_day = |c: &&&Claim<'_>| {
            c.when.is_some_and(|when| {
                when.is_said && when.stretch.first == when.stretch.last
            })
        };
        let by_day = claims.iter().filter(is_day);
        let day = |c: &&Claim<'_>| c.when.map(|when| (when.stretch.first, is_end(c)));
        Self {
            days: by_day.clone().filter_map(day).collect(),
            acts: by_day.filter(|c| !c.is_new).map(|c| Self::act(c)).collect(),
        }
    }

    fn act(claim: &Claim<'_>) -> (Does, Option<usize>, i64, Option<Date>) {
        (claim.does, claim.level, claim.source, claim.published)
    }

    /// Whether the day of what `claim` tells only the month or year of is told; a report that knows the day of such a change
    /// anywhere only sums up where it names a year: “Some years after 1968 it accredited its ambassador …”.
    fn better(&self, claim: &Claim<'_>) -> bool {
        let Some(When { stretch: wide, .. }) = claim.when else { return false };
        let start = self.days.partition_point(|(day, _)| *day < wide.first);
        let mut within =
            self.days[start..].iter().take_while(|(day, _)| *day <= wide.last);
        wide.width() >= MONTH && within.any(|(_, is_of_end)| *is_of_end == is_end(claim))
            || wide.width() >= YEAR
                && !is_end(claim)
                && self.acts.contains(&Self::act(claim))
    }
}

/// Which comes first of what is told of one day: what was done then, what a report of that day says to be so (“it recognises
/// Kosovo”), and last what it says to have been done at a time that it does not tell.
fn turn_of_day(claim: &Claim<'_>) -> u8 {
    let is_said = claim.when.is_some_and(|when| when.is_said);
    match claim.does {
        Does::Begin | Does::Raise | Does::Lower if !is_said => 2,
        Does::Holds => 1,
        Does::Absent | Does::End | Does::Begin | Does::Raise | Does::Lower => 0,
    }
}

fn order<'c>(claim: &'c Claim<'_>) -> impl Ord + use<'c> {
    let stretch = claim.when.map(|w| (w.stretch.first, w.stretch.last));
    (
        stretch,
        turn_of_day(claim),
        claim.does,
        claim.is_inferred,
        claim.level,
        claim.published,
        &claim.event,
    )
}

/// A stretch in which one level held.
#[derive(Debug, Clone)]
struct Held<'c> {
    /// Any claim on it, for the two sides.
    claim: &'c Claim<'c>,
    name: Option<&'c str>,
    level: usize,
    /// Whether the level was told, and not only taken for the usual one.
    is_told: bool,
    /// Whether more than an ambassador shows it.
    is_house: bool,
    from: Option<Edge>,
    to: Option<Edge>,
    from_event: Vec<&'c Claim<'c>>,
    to_event: Vec<&'c Claim<'c>>,
    shown: Vec<&'c Claim<'c>>,
    against: Vec<&'c Claim<'c>>,
}

/// A beginning or an end.
#[derive(Debug, Clone, Copy)]
struct Edge {
    stretch: Stretch,
    is_said: bool,
    is_inferred: bool,
}

impl Edge {
    fn of(claim: &Claim<'_>) -> Option<Self> {
        let when = claim.when?;
        let is_inferred = claim.is_inferred;
        Some(Self { stretch: when.stretch, is_said: when.is_said, is_inferred })
    }

    /// Whether both can be the same day, told differently.
    fn is_near(self, other: Self) -> bool {
        let within =
            if self.is_said && other.is_said { SAME_WITHIN } else { REPORTED_WITHIN };
        self.stretch.gap(other.stretch) <= within
    }

    /// The one that knows better.
    fn better(self, other: Self) -> Self {
        let key = |e: Self| (e.is_inferred, !e.is_said, e.stretch.width(), e.stretch);
        if key(other) < key(self) { other } else { self }
    }
}

struct Track<'r, 'c> {
    relation: &'r Relation,
    done: Vec<Held<'c>>,
    open: Option<Held<'c>>,
    /// The last day on which it is known not to have held.
    absent: Option<Stretch>,
    /// When relations between the two were broken last.
    broken: Option<Stretch>,
}

impl<'c> Track<'_, 'c> {
    fn put(&mut self, claim: &'c Claim<'c>, next: Option<&Claim<'_>>) {
        let Some(edge) = Edge::of(claim) else { return };
        if claim.is_inferred {
            self.infer(claim, edge, next);
            return;
        }
        match claim.does {
            Does::Begin => self.begin(claim, edge),
            Does::Raise => self.raise(claim, edge),
            Does::Lower => self.lower(claim, edge),
            Does::End => self.end(claim, edge),
            Does::Holds => self.hold(claim, edge),
            Does::Absent => self.absent(claim, edge),
        }
    }

    /// A claim that follows from another act: it speaks only where nothing else is said.
    fn infer(&mut self, claim: &'c Claim<'c>, edge: Edge, next: Option<&Claim<'_>>) {
        let day = edge.stretch.first;
        // “Relations were interrupted in 1936. The legation closed on March 31, 1937”: the day that is told counts.
        let is_vague = edge.stretch.width() >= MONTH;
        let within = claim.effect.within.filter(|_| !is_vague).unwrap_or(SAID_WITHIN);
        let is_said_soon = next
            .and_then(|n| n.when)
            .is_some_and(|when| days_between(day, when.stretch.first) <= within);
        if claim.does == Does::End {
            self.broken = Some(edge.stretch);
        }
        match (claim.does, &mut self.open) {
            (Does::End, Some(open))
                if !is_said_soon
                    && (claim.effect.at_level.is_empty()
                        || claim
                            .effect
                            .at_level
                            .contains(&self.relation.levels[open.level])) =>
            {
                self.close(claim, edge);
            }
            (Does::Begin, _) if claim.effect.again.is_some() && !is_said_soon => {
                self.open_again(claim, edge);
            }
            (Does::Begin | Does::Holds, None)
                if claim.effect.again.is_none() && !is_said_soon =>
            {
                self.open(claim, Some(edge).filter(|_| claim.does == Does::Begin));
            }
            _ => {}
        }
    }

    /// Brings back what ended when relations between the two were broken; what stood in its place meanwhile, as an interests
    /// section, gives way to it.
    fn open_again(&mut self, claim: &'c Claim<'c>, edge: Edge) {
        let is_lost = |held: &&Held<'_>| {
            let ends = held.to.map(|to| to.stretch);
            ends.zip(self.broken).is_some_and(|(to, broken)| {
                to.gap(broken) <= SAID_WITHIN
                    && claim
                        .effect
                        .again
                        .is_some_and(|within| to.gap(edge.stretch) <= within)
            })
        };
        let Some(lost) = self.done.iter().rev().find(is_lost) else { return };
        let (level, is_house) = (lost.level, lost.is_house);
        match &self.open {
            Some(open) if open.level >= level => return,
            Some(_) => self.close(claim, edge),
            None => {}
        }
        self.open(claim, Some(edge));
        if let Some(open) = &mut self.open {
            open.level = level;
            open.is_house = is_house;
        }
    }

    fn begin(&mut self, claim: &'c Claim<'c>, edge: Edge) {
        // The day on which a house is closed is no day on which its head arrives: he left it then.
        if claim.effect.told
            && let Some(last) = self.done.last_mut().filter(|_| self.open.is_none())
            && claim.level == Some(last.level)
            && last.to.is_some_and(|to| to.stretch == edge.stretch.before())
            && last.to_event.iter().any(|c| c.is_source_of(claim))
        {
            last.shown.push(claim);
            return;
        }
        let Some(open) = &mut self.open else {
            self.was_lower(claim, edge);
            let misdated =
                if claim.is_new { self.take_misdated(edge) } else { Vec::new() };
            self.open(claim, Some(edge));
            if let Some(open) = &mut self.open {
                open.against.extend(misdated);
            }
            return;
        };
        let is_beside = |level: usize| {
            level < open.level
                && self.relation.beside.contains(&self.relation.levels[level])
        };
        if claim.level.is_some_and(is_beside) {
            open.shown.push(claim);
            return;
        }
        // A member that was suspended is readmitted: whole again, where no words tell at which level.
        let was_lowered = open.from_event.iter().any(|c| c.does == Does::Lower);
        let is_whole = was_lowered && claim.level.is_none() && !claim.is_inferred;
        let is_same = claim.level.is_none_or(|level| level == open.level) && !is_whole;
        let is_start = open.from.is_some_and(|from| from.is_near(edge));
        if !is_same && (!is_start || open.is_told) {
            self.change(claim, edge);
            return;
        }
        open.level = claim.level.unwrap_or(open.level);
        open.is_told |= claim.level.is_some();
        open.is_house |= claim.post == Post::House;
        open.name = open.name.or(claim.name.as_deref());
        match open.from {
            Some(from) if is_start => {
                open.from = Some(from.better(edge));
                open.from_event.push(claim);
            }
            Some(from) if from.is_inferred => {
                // What was only inferred gives way to what is said, but it held already then.
                open.from_event.push(claim);
            }
            // “Restored” says that it had been broken: an end is missing, or one of the two is wrong.
            _ if claim.is_new => open.against.push(claim),
            _ => open.shown.push(claim),
        }
    }

    /// “Raised its legation to an embassy”: a legation it was before, where nothing else is known of that time.
    fn was_lower(&mut self, claim: &'c Claim<'c>, edge: Edge) {
        let Some(level) = claim.was.filter(|_| self.done.is_empty()) else { return };
        self.open(claim, None);
        if let Some(open) = &mut self.open {
            open.level = level;
            open.shown.clear();
        }
        self.close(claim, edge);
    }

    /// What is reopened today cannot have been closed today: such an end is of another day, which is not told.
    fn take_misdated(&mut self, edge: Edge) -> Vec<&'c Claim<'c>> {
        let is_misdated = |held: &mut Held<'_>| {
            held.from.is_none() && held.to.is_some_and(|to| to.is_near(edge))
        };
        self.done.pop_if(is_misdated).map(|held| held.to_event).unwrap_or_default()
    }

    fn raise(&mut self, claim: &'c Claim<'c>, edge: Edge) {
        match &mut self.open {
            None => self.open(claim, None),
            Some(open) if claim.level.is_none_or(|level| level == open.level) => {
                open.shown.push(claim);
            }
            Some(_) => self.change(claim, edge),
        }
    }

    fn lower(&mut self, claim: &'c Claim<'c>, edge: Edge) {
        if self.open.is_none() {
            let full = self.full();
            let retold =
                self.done.last().is_some_and(|d| d.to.is_some_and(|to| to.is_near(edge)));
            if claim.level != Some(full) && !retold {
                self.open(claim, None);
                if let Some(open) = &mut self.open {
                    open.level = full;
                    open.shown.clear();
                }
            }
        }
        match &mut self.open {
            Some(open) if claim.level == Some(open.level) => match open.from {
                Some(from) if from.is_near(edge) => {
                    open.from = Some(from.better(edge));
                    open.from_event.push(claim);
                }
                _ => open.shown.push(claim),
            },
            Some(_) => self.change(claim, edge),
            None => {}
        }
    }

    fn end(&mut self, claim: &'c Claim<'c>, edge: Edge) {
        match &mut self.open {
            Some(open) if claim.post == Post::Head && open.is_house => {
                open.shown.push(claim);
            }
            Some(open) if open.is_told && claim.level.is_some_and(|l| l < open.level) => {
                let mut lower = Held::new(claim, None, self.relation);
                lower.to = Some(edge);
                lower.to_event.push(claim);
                self.done.push(lower);
            }
            Some(_) => self.close(claim, edge),
            None => self.ended_before(claim, edge),
        }
    }

    /// An end where nothing was known to hold.
    fn ended_before(&mut self, claim: &'c Claim<'c>, edge: Edge) {
        if let Some(last) = self.done.last_mut()
            && let Some(to) = last.to
        {
            // The house of a mission that ended with the relations is closed some days later; and who tells of two ends and
            // of no beginning between them tells of one more house, or of the same end again.
            let is_left =
                to.is_inferred || last.to_event.iter().any(|c| c.is_source_of(claim));
            if to.is_near(edge) || !edge.is_said || is_left {
                let told = Edge { stretch: edge.stretch.before(), ..edge };
                // Where one had several houses of a kind, the last that was closed ended it.
                last.to = Some(match to.is_near(edge) || !edge.is_said {
                    _ if to.is_inferred => to,
                    true => to.better(told),
                    false if claim.level == Some(last.level) => told,
                    false => to,
                });
                last.to_event.push(claim);
                return;
            }
        }
        self.open(claim, None);
        if let Some(open) = &mut self.open {
            open.shown.clear();
        }
        self.close(claim, edge);
    }

    fn hold(&mut self, claim: &'c Claim<'c>, edge: Edge) {
        match &mut self.open {
            None => self.open(claim, None),
            Some(open) if claim.level.is_none_or(|level| level == open.level) => {
                open.is_house |= claim.post == Post::House;
                open.shown.push(claim);
            }
            Some(open) if claim.level.is_some_and(|level| level < open.level) => {
                open.shown.push(claim);
            }
            Some(_) => self.change(claim, edge),
        }
    }

    fn absent(&mut self, claim: &'c Claim<'c>, edge: Edge) {
        // “Has no embassy there”, long after a report stated that there was one: it was given up in between. What is told to have
        // been opened is contradicted instead.
        let is_state = claim.effect.does == Does::Holds;
        match &mut self.open {
            Some(open)
                if is_state
                    && open.from_event.is_empty()
                    && open.is_long_before(edge) =>
            {
                self.close(claim, Edge { is_inferred: true, ..edge });
                self.absent = Some(edge.stretch);
            }
            Some(open) => open.against.push(claim),
            None => self.absent = Some(edge.stretch),
        }
    }

    /// Background without a date: retells what is known, or else held by the day of publication.
    fn put_undated(&mut self, claim: &'c Claim<'c>) {
        let is_by_then = |held: &&mut Held<'_>| {
            let first = held.from.map(|from| from.stretch.first);
            first.zip(claim.published).is_none_or(|(first, told)| first <= told)
        };
        let known = self.done.iter_mut().rfind(is_by_then);
        match (claim.does, known) {
            (Does::Absent, _) => {}
            (Does::End, Some(known)) if known.to.is_some() => known.to_event.push(claim),
            (Does::End, Some(known)) => known.against.push(claim),
            (Does::Begin | Does::Raise | Does::Holds | Does::Lower, Some(known)) => {
                known.shown.push(claim);
            }
            (Does::End, None) => {
                let mut held = Held::new(claim, None, self.relation);
                held.to_event.push(claim);
                held.to = claim.published.map(|day| Edge {
                    stretch: Stretch::day(day),
                    is_said: false,
                    is_inferred: true,
                });
                if held.to.is_some() {
                    self.done.push(held);
                }
            }
            (_, None) => {
                let mut held = Held::new(claim, None, self.relation);
                held.shown.push(claim);
                self.done.push(held);
            }
        }
    }

    /// Begins a stretch; without a day it held before, as far back as nothing says otherwise.
    fn open(&mut self, claim: &'c Claim<'c>, from: Option<Edge>) {
        let ended = self.done.last().and_then(|held| held.to).map(|to| to.stretch);
        let barrier = ended.max(self.absent);
        let since =
            barrier.map(|stretch| Edge { stretch, is_said: false, is_inferred: true });
        let mut held = Held::new(claim, from.or(since), self.relation);
        if from.is_some() { &mut held.from_event } else { &mut held.shown }.push(claim);
        self.open = Some(held);
    }

    fn close(&mut self, claim: &'c Claim<'c>, edge: Edge) {
        let Some(mut open) = self.open.take() else { return };
        open.to = Some(Edge { stretch: edge.stretch.before(), ..edge });
        open.to_event.push(claim);
        self.done.push(open);
    }

    /// A change of level.
    fn change(&mut self, claim: &'c Claim<'c>, edge: Edge) {
        if let Some(open) = &mut self.open
            && open.from.is_some_and(|from| from.stretch.first >= edge.stretch.first)
        {
            // Two levels of one day: what was just begun cannot have ended, so the later claim only says more of it.
            open.level = claim.level.unwrap_or(open.level);
            open.from_event.push(claim);
            return;
        }
        let is_house = self.open.as_ref().is_some_and(|open| open.is_house);
        self.close(claim, edge);
        let mut held = Held::new(claim, Some(edge), self.relation);
        held.from_event.push(claim);
        held.is_house |= is_house;
        self.open = Some(held);
    }

    fn full(&self) -> usize {
        self.relation.rank(&self.relation.full).unwrap_or_default()
    }
}

impl<'c> Held<'c> {
    /// Whether the last day that it is known to have held on is well before `edge`.
    fn is_long_before(&self, edge: Edge) -> bool {
        let shown = self.from_event.iter().chain(&self.shown).filter_map(|c| c.when);
        let last = shown.map(|when| when.stretch.last).max();
        last.is_some_and(|last| days_between(last, edge.stretch.first) > REPORTED_WITHIN)
    }

    fn new(claim: &'c Claim<'c>, from: Option<Edge>, relation: &Relation) -> Self {
        let full = relation.rank(&relation.full).unwrap_or_default();
        Self {
            claim,
            name: claim.name.as_deref(),
            level: claim.level.unwrap_or(full),
            is_told: claim.level.is_some(),
            is_house: claim.post == Post::House,
            from,
            to: None,
            from_event: Vec::new(),
            to_event: Vec::new(),
            shown: Vec::new(),
            against: Vec::new(),
        }
    }

    fn interval(self, relation: &Relation) -> Interval {
        let events = |claims: &[&Claim<'_>]| {
            let mut seen = FxHashSet::default();
            let new = claims.iter().filter(|claim| seen.insert(&*claim.event));
            new.map(|claim| claim.event.to_string()).collect::<Vec<_>>()
        };
        let all = self.from_event.iter().chain(&self.to_event).chain(&self.shown);
        let sources: FxHashSet<i64> = all.map(|claim| claim.source).collect();
        let mut inferred = Vec::new();
        for (edge, which) in [(self.from, "from"), (self.to, "to")] {
            if edge.is_some_and(|edge| edge.is_inferred) {
                inferred.push(which.to_owned());
            }
        }
        let all = || self.from_event.iter().chain(&self.to_event).chain(&self.shown);
        let kind = all().find_map(|claim| claim.kind.as_deref());
        for (side, which) in ["by", "of"].into_iter().enumerate() {
            if !all().any(|claim| claim.named[side]) {
                inferred.push(which.to_owned());
            }
        }
        Interval {
            relation: relation.name.get_ref().clone(),
            by: self.claim.by.party.clone(),
            of: self.claim.of.party.clone(),
            level: relation.levels[self.level].clone(),
            name: self.name.or(kind).map(str::to_owned),
            from: self.from.map(|edge| edge.stretch.as_first()),
            to: self.to.map(|edge| edge.stretch.as_last()),
            from_event: events(&self.from_event),
            to_event: events(&self.to_event),
            held_through: events(&self.shown),
            contradicted_by: events(&self.against),
            sources: sources.len(),
            inferred,
        }
    }
}

/// Whether `interval` can have held on `day`.
pub(super) fn holds_on(interval: &Interval, day: Date) -> bool {
    let first = interval.from.as_deref().and_then(Stretch::read).map(|s| s.first);
    let last = interval.to.as_deref().and_then(Stretch::read).map(|s| s.last);
    first.is_none_or(|first| first <= day) && last.is_none_or(|last| day <= last)
}

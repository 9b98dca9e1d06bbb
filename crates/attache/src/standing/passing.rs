//! What a state that is gone leaves to the one that goes on with it.
//!
//! In: intervals. Out: more of them, by the rows `continues` of `relations.toml`: “Chile recognized the Soviet Union in 1944” makes
//! Chile recognise Russia since 1991-12-26, which is inferred. Known limit: of an interval that is told of the new state already,
//! without since when, only the beginning is added.

use super::Interval;
use super::party::Party;
use super::stretch::Stretch;
use crate::data::Data;
use crate::data::relations::Continues;

/// Adds what passes on.
pub(super) fn pass_on(data: &Data, intervals: &mut Vec<Interval>) {
    for row in &data.relations.continues {
        let left = intervals.iter().enumerate();
        let left = left.filter_map(|(at, old)| Some((at, inherited(data, row, old)?)));
        let left: Vec<(usize, Interval)> = left.collect();
        for (at, new) in left.into_iter().rev() {
            if let Some(new) = join(intervals, new) {
                intervals.insert(at + 1, new);
            }
        }
    }
}

/// What the new state holds of what the old one held until its end.
fn inherited(data: &Data, row: &Continues, old: &Interval) -> Option<Interval> {
    let is_old = |party: &Party| party.code == *row.state.get_ref();
    let party = [&old.by, &old.of].into_iter().find(|party| is_old(party))?;
    let last = party.last_day(data)?;
    let is_left = old.to_event.is_empty() && old.to.as_ref() == Some(&last.to_string());
    if !is_left || !row.relations.contains(&old.relation) {
        return None;
    }
    let heir = |party: &Party| {
        if is_old(party) { Party::state(data, &row.by) } else { Some(party.clone()) }
    };
    let proofs =
        if old.from_event.is_empty() { &old.held_through } else { &old.from_event };
    let is_side = |which: &&String| *which == "by" || *which == "of";
    let silent = old.inferred.iter().filter(is_side).cloned();
    let new = Interval {
        by: heir(&old.by)?,
        of: heir(&old.of)?,
        from: Some(last.tomorrow().ok()?.to_string()),
        to: None,
        from_event: proofs.clone(),
        held_through: Vec::new(),
        contradicted_by: Vec::new(),
        inferred: vec!["from".to_owned()].into_iter().chain(silent).collect(),
        ..old.clone()
    };
    (new.by != new.of).then(|| super::tracks::outlived(data, new))
}

/// Puts it before what is told of the new state; what stands by itself comes back.
fn join(intervals: &mut [Interval], mut new: Interval) -> Option<Interval> {
    let day =
        |day: &Option<String>| day.as_deref().and_then(Stretch::read).map(|s| s.first);
    let start = day(&new.from);
    let is_same = |i: &&mut Interval| {
        i.relation == new.relation
            && i.name == new.name
            && ((&i.by, &i.of) == (&new.by, &new.of)
                || (&i.by, &i.of) == (&new.of, &new.by))
            && i.to
                .as_deref()
                .and_then(Stretch::read)
                .is_none_or(|to| Some(to.last) >= start)
    };
    let own = intervals.iter_mut().filter(is_same).min_by_key(|i| day(&i.from));
    match own {
        Some(own) if own.from.is_some() && day(&own.from) <= start => None,
        // Nobody says when it began, or the same is told as of a later day: it is what went on.
        Some(own) if own.from.is_none() || own.level == new.level => {
            own.held_through.append(&mut own.from_event);
            own.from = new.from;
            own.from_event = new.from_event;
            own.inferred.retain(|which| which != "from");
            own.inferred.insert(0, "from".to_owned());
            None
        }
        Some(own) => {
            let before = own.from.as_deref().and_then(Stretch::read).map(Stretch::before);
            new.to = before.map(Stretch::as_last);
            new.to_event.clone_from(&own.from_event);
            Some(new)
        }
        None => Some(new),
    }
}

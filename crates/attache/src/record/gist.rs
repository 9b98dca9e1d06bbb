//! What tellings of one happening agree on, and whether another telling can be of the same.
//!
//! In: a telling. Out: its [`Gist`]: “Moscow's recognition of Kabul on 3 July 2025” is SUPPORT, `recognize`, actual, Russia's
//! government to Afghanistan's, on that day. Known limit: two like events between the same sides on the same day, of
//! which neither place nor object nor code tells them apart, are taken for one.

use super::party::{self, Party};
use super::telling::Telling;
use crate::event::{DateSource, EventType, Status};
use crate::export::Where;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

/// A report without a date of its own may tell of an event of so many days before its publication.
const NEWS_DAYS: i32 = 3;
/// Keys that one happening is filed under at most; a summit of thirty states has hundreds of pairs.
const MOST_KEYS: usize = 32;
/// Days that share a shelf. What came together lies together, so that a record fed in the order of days is written at few
/// places, however large it is.
const SHELF_DAYS: i32 = 92;
/// Days that may be open of what stands on the shelf of its days.
const NARROW: i32 = 31;
/// Shelves looked at for a telling that leaves years open.
const MOST_SHELVES: i32 = 12;
/// The shelf of all that leaves more days open.
pub(super) const WIDE: i32 = i32::MIN;
/// Letters of a word that tells objects apart.
const WORD: usize = 4;

/// What tellings agree on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gist {
    /// PLOVER event.
    pub event: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// CAMEO code.
    pub cameo: String,
    /// What it does to the standing.
    pub act: Option<String>,
    /// Which level the act sets, where one is told.
    pub level: Option<String>,
    /// Whether it happened.
    pub status: Status,
    /// Who did it: everyone whom any telling names.
    pub actor: Vec<Party>,
    /// To whom.
    pub recipient: Vec<Party>,
    /// First day that it can have been; `None`: open.
    pub earliest: Option<Date>,
    /// Last day that it can have been.
    pub latest: Option<Date>,
    /// Whether a telling states the days; else they are the first report's day.
    pub is_dated: bool,
    /// What it is about, in each telling's words.
    pub objects: Vec<String>,
    /// Where it was, in each telling's words.
    pub places: Vec<Where<'static>>,
}

impl Gist {
    /// The gist of one telling.
    pub fn of(telling: &Telling) -> Self {
        let line = &telling.line;
        let (earliest, latest, is_dated) = days(telling);
        let parties = |side: &[crate::export::Who<'_>]| {
            let mut parties = Vec::new();
            party::add_all(&mut parties, side.iter().map(Party::of));
            parties
        };
        Self {
            event: line.event,
            mode: line.mode.as_deref().map(str::to_owned),
            cameo: line.cameo.to_string(),
            act: line.act.as_deref().map(str::to_owned),
            level: telling.level.clone(),
            status: line.status,
            actor: parties(&line.actor),
            recipient: parties(&line.recipient),
            earliest,
            latest,
            is_dated,
            objects: line.object.iter().map(ToString::to_string).collect(),
            places: line.place.iter().cloned().collect(),
        }
    }

    /// Whether both can be of the same happening.
    pub fn fits(&self, other: &Self) -> bool {
        let is_same_sort = self.event == other.event
            && self.act == other.act
            && self.status == other.status
            && agree(self.level.as_ref(), other.level.as_ref());
        is_same_sort
            && self.has_day_of(other)
            && self.has_sides_of(other)
            && self.has_object_of(other)
            && (self.act.is_some() || self.is_same_deed(other))
    }

    /// Takes in what another telling of the same happening says.
    pub fn join(&mut self, other: &Self) {
        self.join_sides(other);
        self.level = self.level.take().or_else(|| other.level.clone());
        self.mode = self.mode.take().or_else(|| other.mode.clone());
        if self.cameo.ends_with('0') && !other.cameo.ends_with('0') {
            self.cameo.clone_from(&other.cameo);
        }
        self.join_days(other);
        for object in &other.objects {
            if !self.objects.contains(object) {
                self.objects.push(object.clone());
            }
        }
        for place in &other.places {
            if !self.places.iter().any(|p| p.name == place.name) {
                self.places.push(place.clone());
            }
        }
    }

    /// “Russia visited Afghanistan” and “Russia and Afghanistan met” do not put anyone on both sides.
    fn join_sides(&mut self, other: &Self) {
        let without = |side: &[Party], taken: &[Party], is_mixed: bool| -> Vec<Party> {
            let is_free = |p: &&Party| !(is_mixed && taken.iter().any(|t| t.is_same(p)));
            side.iter().filter(is_free).cloned().collect()
        };
        let actors = without(&other.actor, &self.recipient, other.recipient.is_empty());
        let recipients =
            without(&other.recipient, &self.actor, self.recipient.is_empty());
        party::add_all(&mut self.actor, actors);
        party::add_all(&mut self.recipient, recipients);
    }

    fn join_days(&mut self, other: &Self) {
        match (self.is_dated, other.is_dated) {
            (true, true) => {
                self.earliest = self.earliest.max(other.earliest);
                let latest = [self.latest, other.latest].into_iter().flatten().min();
                self.latest = latest;
            }
            (false, true) => {
                self.earliest = other.earliest;
                self.latest = other.latest;
                self.is_dated = true;
            }
            (true, false) => {}
            (false, false) => {
                self.earliest = self.earliest.min(other.earliest);
                self.latest = self.latest.min(other.latest);
            }
        }
    }

    /// First and last day on which it can have been, counted from 1970, reporting delay included.
    pub fn window(&self) -> (i32, i32) {
        let first = self.earliest.map_or(i32::MIN, number);
        let slack = if self.is_dated { 0 } else { NEWS_DAYS };
        (first.saturating_sub(slack), self.last_day())
    }

    /// The last possible day, counted from 1970.
    pub fn last_day(&self) -> i32 {
        // One less than the greatest number, so that the day after it is a number too.
        self.latest.map_or(i32::MAX - 1, number)
    }

    fn has_day_of(&self, other: &Self) -> bool {
        let (a, b) = (self.window(), other.window());
        a.0 <= b.1 && b.0 <= a.1
    }

    fn has_sides_of(&self, other: &Self) -> bool {
        if self.recipient.is_empty() != other.recipient.is_empty() {
            let (ours, theirs) = (self.sides(), other.sides());
            if ours.len() > 1 && theirs.len() > 1 {
                return party::is_contained(&ours, &theirs);
            }
        }
        let is_whole = |a: &[Party], b: &[Party]| !a.is_empty() && !b.is_empty();
        let may_lack = self.act.is_some();
        let has_side = |a: &[Party], b: &[Party]| {
            if is_whole(a, b) {
                party::is_contained(a, b)
            } else {
                may_lack || (a.is_empty() && b.is_empty())
            }
        };
        let has_common = is_whole(&self.actor, &other.actor)
            || is_whole(&self.recipient, &other.recipient);
        has_common
            && has_side(&self.actor, &other.actor)
            && has_side(&self.recipient, &other.recipient)
    }

    fn sides(&self) -> Vec<Party> {
        self.actor.iter().chain(&self.recipient).cloned().collect()
    }

    /// Objects differ only where both are told and have no word in common.
    fn has_object_of(&self, other: &Self) -> bool {
        let words = |objects: &[String]| -> Vec<String> {
            let words =
                objects.iter().flat_map(|o| o.split(|c: char| !c.is_alphanumeric()));
            words.filter(|w| w.chars().count() >= WORD).map(str::to_lowercase).collect()
        };
        let (ours, theirs) = (words(&self.objects), words(&other.objects));
        ours.is_empty() || theirs.is_empty() || ours.iter().any(|w| theirs.contains(w))
    }

    /// Without an act that names it, mode, code, persons and place tell deeds of one type apart.
    fn is_same_deed(&self, other: &Self) -> bool {
        agree(self.mode.as_ref(), other.mode.as_ref())
            && is_same_code(&self.cameo, &other.cameo)
            && self.has_place_of(other)
            && party::have_same_people(&self.actor, &other.actor)
            && party::have_same_people(&self.recipient, &other.recipient)
    }

    /// “In Ukraine” is no other place than “in Odesa”; “in Kharkiv” is.
    fn has_place_of(&self, other: &Self) -> bool {
        let parties = || self.actor.iter().chain(&self.recipient);
        let is_state = |place: &Where<'_>| {
            parties().any(|p| p.country == place.country && p.name == place.name)
        };
        let is_same = |a: &Where<'_>, b: &Where<'_>| {
            a.name == b.name || (a.country == b.country && (is_state(a) || is_state(b)))
        };
        let (ours, theirs) = (&self.places, &other.places);
        ours.is_empty()
            || theirs.is_empty()
            || ours.iter().any(|a| theirs.iter().any(|b| is_same(a, b)))
    }

    /// The shelf and the keys that its happening is filed under.
    pub fn filed_under(&self) -> Vec<(i32, u64)> {
        let mut keys = self.pairs();
        if self.act.is_some() && !self.recipient.is_empty() && !self.actor.is_empty() {
            keys.extend(self.lone("some", &self.actor));
            keys.extend(self.lone("of", &self.recipient));
        }
        let (first, last) = self.window();
        let is_wide = i64::from(last) - i64::from(first) > i64::from(NARROW);
        let quarter = if is_wide { WIDE } else { last.div_euclid(SHELF_DAYS) };
        shortened(keys).into_iter().map(|key| (quarter, key)).collect()
    }

    /// The shelves and keys under which happenings may lie that it fits; `newest` is the last shelf that is not bare.
    pub fn looked_up_under(&self, newest: impl FnOnce() -> i32) -> Vec<(i32, u64)> {
        let mut keys = self.pairs();
        if self.act.is_some() {
            match (self.actor.is_empty(), self.recipient.is_empty()) {
                (false, false) => {
                    keys.extend(self.lone("actor", &self.actor));
                    keys.extend(self.lone("recipient", &self.recipient));
                }
                (false, true) => keys.extend(self.lone("some", &self.actor)),
                (true, false) => keys.extend(self.lone("of", &self.recipient)),
                (true, true) => {}
            }
        }
        let keys = shortened(keys);
        let shelves: Vec<i32> = self.shelves(newest).collect();
        let on = |shelf: i32| keys.iter().map(move |key| (shelf, *key));
        std::iter::once(WIDE).chain(shelves).flat_map(on).collect()
    }

    /// The shelves of its days.
    fn shelves(&self, newest: impl FnOnce() -> i32) -> impl Iterator<Item = i32> {
        let (first, last) = self.window();
        let end = match self.latest {
            Some(_) => (last + NARROW).div_euclid(SHELF_DAYS),
            None => newest(),
        };
        let start = first.div_euclid(SHELF_DAYS);
        start.max(end.saturating_sub(MOST_SHELVES - 1))..=end
    }

    /// A key for every two sides; for a side that stands alone, one of its own.
    fn pairs(&self) -> Vec<u64> {
        let sides = self.sides();
        let mut keys = Vec::new();
        for (i, a) in sides.iter().enumerate() {
            for b in &sides[i + 1..] {
                let (a, b) = (a.token(), b.token());
                keys.push(self.key(&["pair", (&*a).min(&*b), (&*a).max(&*b)]));
            }
        }
        if self.recipient.is_empty() {
            keys.extend(self.lone("actor", &self.actor));
        } else if self.actor.is_empty() {
            keys.extend(self.lone("recipient", &self.recipient));
        }
        keys
    }

    fn lone(&self, side: &str, parties: &[Party]) -> Vec<u64> {
        parties.iter().map(|p| self.key(&[side, &p.token()])).collect()
    }

    fn key(&self, parts: &[&str]) -> u64 {
        let mut hash = Xxh3::new();
        let sort =
            [self.event.name(), self.act.as_deref().unwrap_or(""), self.status.name()];
        for part in sort.iter().chain(parts) {
            hash.update(part.as_bytes());
            hash.update(&[0]);
        }
        hash.digest()
    }
}

fn shortened(mut keys: Vec<u64>) -> Vec<u64> {
    keys.sort_unstable();
    keys.dedup();
    keys.truncate(MOST_KEYS);
    keys
}

/// Whether neither says otherwise.
fn agree<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// CAMEO codes of the same first three digits; a third digit of 0 leaves it open.
fn is_same_code(a: &str, b: &str) -> bool {
    let start = |code: &str, n: usize| code.chars().take(n).collect::<String>();
    let is_open = |code: &str| start(code, 3).ends_with('0') || code.len() < 3;
    start(a, 3) == start(b, 3)
        || (start(a, 2) == start(b, 2) && (is_open(a) || is_open(b)))
}

/// The days that a telling leaves open, and whether it states them.
fn days(telling: &Telling) -> (Option<Date>, Option<Date>, bool) {
    let day = |text: &Option<String>| text.as_deref().and_then(|d| d.parse().ok());
    let published: Option<Date> = day(&telling.line.published);
    match &telling.line.date {
        Some(date) if date.from == DateSource::Published => {
            (day(&date.start), day(&date.end), false)
        }
        Some(date) => (day(&date.start), day(&date.end), true),
        None => (None, published, true),
    }
}

/// The day of a number, counted from 1970.
pub(super) fn day(number: i32) -> Option<Date> {
    jiff::civil::date(1970, 1, 1).checked_add(i64::from(number).days()).ok()
}

/// A day as a number, counted from 1970.
pub(super) fn number(day: Date) -> i32 {
    let hours = day.duration_since(jiff::civil::date(1970, 1, 1)).as_hours();
    i32::try_from(hours / 24).expect("jiff's days fit a small number")
}

//! Happenings: what several reports tell of the same event, as one.
//!
//! In: tellings, as they come. Out: [`Happening`]s, each with all its tellings. “Russia recognised the Taliban government on
//! Thursday” and, in another paper, “Moscow's recognition of Kabul on 3 July 2025” are one happening. Joined are tellings
//! of the same type, act and status whose participants are the same or contained, whose dates can be the same day and whose
//! objects do not differ ([`Gist::fits`]). Known limit: tellings are joined as they come; two happenings that a later
//! telling would bridge stay two. What leaves years open joins happenings of the last three of them.

use super::gist::{Gist, WIDE};
use super::source;
use super::telling::Telling;
use std::collections::BTreeSet;

/// Filed happenings looked at under one key, in each direction of time; keeps the cost of a telling flat.
pub(super) const MOST_CANDIDATES: u32 = 32;

/// One event of the world, with everything that was told of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Happening {
    /// Stable: `h` and the id of the first telling that was ever filed under it.
    pub id: String,
    /// What its tellings agree on: type, act, participants, days.
    pub gist: Gist,
    /// Every telling, in the order in which they came.
    pub tellings: Vec<Telling>,
    /// Independent sources: one publisher and near-copies count once.
    pub n_sources: usize,
}

impl Happening {
    /// The happening that these tellings make together.
    pub fn of(id: String, tellings: Vec<Telling>) -> Option<Self> {
        let mut gists = tellings.iter().map(Gist::of);
        let mut gist = gists.next()?;
        gists.for_each(|other| gist.join(&other));
        let n_sources = source::count(&tellings);
        Some(Self { id, gist, tellings, n_sources })
    }
}

/// The id of a happening that this telling founds.
pub(super) fn id_of_first(telling: &Telling) -> String {
    format!("h{}", telling.line.id)
}

/// Groups tellings into happenings, in the order of each one's first telling.
pub fn group(tellings: Vec<Telling>) -> Vec<Happening> {
    let mut shelf = Shelf::default();
    let mut groups: Vec<Vec<Telling>> = Vec::new();
    for telling in tellings {
        let index = shelf.file(Gist::of(&telling));
        if index == groups.len() {
            groups.push(Vec::new());
        }
        groups[index].push(telling);
    }
    let happening =
        |group: Vec<Telling>| Happening::of(id_of_first(group.first()?), group);
    groups.into_iter().filter_map(happening).collect()
}

/// The gists of all happenings so far, found by key and day.
#[derive(Debug, Default)]
struct Shelf {
    gists: Vec<Gist>,
    /// Shelf, key, last possible day, happening.
    filed: BTreeSet<(i32, u64, i32, usize)>,
}

impl Shelf {
    /// The happening that the telling joins or founds.
    fn file(&mut self, gist: Gist) -> usize {
        if let Some(index) = best(&gist, self.candidates(&gist)) {
            self.take_down(index);
            self.gists[index].join(&gist);
            self.put_up(index);
            return index;
        }
        self.gists.push(gist);
        self.put_up(self.gists.len() - 1);
        self.gists.len() - 1
    }

    fn put_up(&mut self, index: usize) {
        let gist = &self.gists[index];
        for (shelf, key) in gist.filed_under() {
            self.filed.insert((shelf, key, gist.last_day(), index));
        }
    }

    fn take_down(&mut self, index: usize) {
        let gist = &self.gists[index];
        for (shelf, key) in gist.filed_under() {
            self.filed.remove(&(shelf, key, gist.last_day(), index));
        }
    }

    fn candidates(&self, gist: &Gist) -> Vec<(usize, &Gist)> {
        let (first, last) = gist.window();
        let most = MOST_CANDIDATES as usize;
        let mut found = Vec::new();
        let newest = || self.filed.last().map_or(WIDE, |(shelf, ..)| *shelf);
        for (shelf, key) in gist.looked_up_under(newest) {
            let from_to = (shelf, key, first, 0)..=(shelf, key, last, usize::MAX);
            let within = self.filed.range(from_to).rev();
            let later = (shelf, key, last + 1, 0)..=(shelf, key, i32::MAX, usize::MAX);
            let beyond = self.filed.range(later);
            let nearest = within.take(most).chain(beyond.take(most));
            found.extend(nearest.map(|(.., index)| (*index, &self.gists[*index])));
        }
        found
    }
}

/// The candidate that the telling joins: it fits, leaves the fewest days open, and is the oldest of such.
pub(super) fn best<'g, I: Ord + Copy>(
    gist: &Gist,
    candidates: impl IntoIterator<Item = (I, &'g Gist)>,
) -> Option<I> {
    let fitting = candidates.into_iter().filter(|(_, other)| other.fits(gist));
    let days = |other: &Gist| {
        let (first, last) = other.window();
        i64::from(last) - i64::from(first)
    };
    fitting.min_by_key(|(index, other)| (days(other), *index)).map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::{Happening, group};
    use crate::article::{Article, day};
    use crate::parse::Workspace;
    use crate::reader::Reader;
    use crate::record::{Telling, tellings};
    use std::sync::OnceLock;

    /// What articles of these days and texts tell; the publisher is the article's own.
    fn told(articles: &[(&str, &str)]) -> Vec<Telling> {
        static READER: OnceLock<Reader> = OnceLock::new();
        let reader = READER.get_or_init(|| Reader::embedded().unwrap());
        let mut all = Vec::new();
        for (i, (published, text)) in articles.iter().enumerate() {
            let mut article = Article::new(format!("a{i}"), *text);
            article.published = Some(day(published).unwrap());
            article.publisher = Some(format!("paper {i}"));
            let reading = reader.read(&article, &mut Workspace::default());
            all.extend(tellings(&article, &reading.events));
        }
        all
    }

    /// The articles that each happening of this act rests on.
    fn check(act: &str, articles: &[(&str, &str)], wanted: &[&str]) -> Vec<Happening> {
        let mut happenings = group(told(articles));
        happenings.retain(|h| h.gist.act.as_deref() == Some(act));
        let shown = |h: &Happening| {
            let articles: Vec<&str> =
                h.tellings.iter().map(|t| &*t.line.article).collect();
            articles.join(" ")
        };
        assert_eq!(happenings.iter().map(shown).collect::<Vec<_>>(), wanted);
        happenings
    }

    #[test]
    fn a_capital_and_a_state_are_the_same_and_the_stated_day_counts() {
        let articles = [
            ("2025-07-04", "Russia recognized the Taliban government."),
            ("2025-07-05", "Moscow recognized the Taliban on July 3, 2025."),
        ];
        let found = check("recognize", &articles, &["a0 a1"]);
        assert_eq!(found[0].gist.earliest, Some(day("2025-07-03").unwrap()));
        assert_eq!((found[0].gist.is_dated, found[0].n_sources), (true, 2));
    }

    #[test]
    fn other_days_other_parties_and_denials_stay_apart() {
        let articles = [
            ("2024-05-01", "Norway recognized Kosovo on May 1, 2024."),
            ("2024-05-08", "Norway recognized Kosovo on May 8, 2024."),
            ("2024-05-01", "Sweden recognized Kosovo on May 1, 2024."),
            ("2024-05-01", "Norway did not recognize Kosovo."),
        ];
        check("recognize", &articles, &["a0", "a1", "a2", "a3"]);
    }

    #[test]
    fn a_copy_of_a_wire_story_is_no_second_source() {
        let story = "Norway expelled two Russian diplomats on Monday. It said that they had gathered secrets in \
            three ports of the north for a number of years.";
        let copy = format!("{story} (Wire)");
        let articles = [("2024-05-07", story), ("2024-05-08", copy.as_str())];
        let found = check("expel-diplomat", &articles, &["a0 a1"]);
        assert_eq!((found[0].tellings.len(), found[0].n_sources), (2, 1));
    }

    #[test]
    fn ids_do_not_depend_on_later_tellings() {
        let all = told(&[
            ("2025-07-04", "Russia recognized the Taliban government."),
            ("2025-07-05", "Moscow recognized the Taliban on July 3, 2025."),
        ]);
        let first = group(all[..1].to_vec());
        assert_eq!(first[0].id, group(all)[0].id);
    }
}

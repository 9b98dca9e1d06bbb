//! Invented articles, as many as wanted, each with other actors, verbs, days and publishers.
//!
//! In: a number. Out: the article of that number, always the same: “Chad expelled 4 diplomats of Norway on 3 May 2019. …”. A
//! third of them tell again what one shortly before told. Known limit: nobody writes so.

use crate::random::Random;
use anyhow::{Context, Result};
use attache::article::Article;
use attache::data::Data;
use attache::data::gazetteer::Kind;
use attache::event::Event;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Publishers there are.
const PUBLISHERS: usize = 400;
/// Days over which stories are spread.
const DAYS: usize = 7000;
/// Days that a story is late or early among its neighbours: archives are read in the order of their days, more or less.
const UNORDER: usize = 30;

/// What articles are made of.
#[derive(Debug)]
pub(crate) struct Invented {
    states: Vec<String>,
    sentences: Vec<&'static str>,
    first: Date,
}

impl Invented {
    /// Names of states from the data, sentences from a file of the lab's.
    pub(crate) fn new(data: &Data) -> Result<Self> {
        let entities = data.gazetteer.entities.iter();
        let states = entities.filter(|e| e.kind == Kind::State && e.name.is_ascii());
        let names: BTreeSet<String> = states.map(|e| e.name.to_string()).collect();
        let lines = include_str!("../data/invented.txt").lines();
        Ok(Self {
            states: names.into_iter().collect(),
            sentences: lines.filter(|line| !line.starts_with('#')).collect(),
            first: "2005-01-01".parse().context("the first day is no day")?,
        })
    }

    /// The article of this number, its story within a month of 2005.
    pub(crate) fn article(&self, number: u64) -> Article {
        let mut random = Random::new(number);
        let is_again = random.below(3) == 0;
        let back = 1 + random.below(200) as u64;
        let told = if is_again { number.saturating_sub(back) } else { number };
        let mut story = Random::new(told ^ 0x5707);
        let day = self.day(story.below(UNORDER));
        let sentences = [self.sentence(&mut story, day), self.sentence(&mut story, day)];
        let opening = format!("Report {number} of the press.");
        let text = match random.below(2) {
            0 => format!("{} {} {opening}", sentences[0], sentences[1]),
            _ => format!("{opening} {} {}", sentences[1], sentences[0]),
        };
        let mut article = Article::new(format!("invented-{number}"), text);
        let later = i64::try_from(random.below(3)).unwrap_or(0).days();
        article.published = day.checked_add(later).ok();
        article.publisher = Some(format!("Paper {}", random.below(PUBLISHERS)));
        article
    }

    /// An article of the pool as the article of this number of so many: on a later day, with words of its own at the end.
    pub(crate) fn moved(
        pool: &[(Article, Vec<Event>)],
        (number, all): (u64, u64),
    ) -> (Article, Vec<Event>) {
        let mut random = Random::new(number);
        let (mut article, mut events) = pool[random.below(pool.len())].clone();
        let days = (number * DAYS as u64 / all).cast_signed().days();
        let later = |day: Option<Date>| day.and_then(|d| d.checked_add(days).ok());
        for date in events.iter_mut().filter_map(|e| e.date.as_mut()) {
            (date.start, date.end) = (later(date.start), later(date.end));
            date.value = date.start.map(|d| d.to_string()).unwrap_or_default();
        }
        article.id = format!("invented-{number}");
        article.published = later(article.published);
        article.publisher = Some(format!("Paper {}", random.below(PUBLISHERS)));
        // Without these all of one article's copies would be near-copies of each other.
        for _ in 0..40 {
            article.text.push_str(" word");
            article.text.push_str(&random.below(100_000).to_string());
        }
        (article, events)
    }

    fn day(&self, n: usize) -> Date {
        let days = i64::try_from(n).unwrap_or(0).days();
        self.first.checked_add(days).unwrap_or(self.first)
    }

    fn sentence(&self, story: &mut Random, day: Date) -> String {
        let sentence = self.sentences[story.below(self.sentences.len())];
        let a = story.below(self.states.len());
        let r = (a + 1 + story.below(self.states.len() - 1)) % self.states.len();
        sentence
            .replace("{A}", &self.states[a])
            .replace("{R}", &self.states[r])
            .replace("{N}", &(2 + story.below(90)).to_string())
            .replace("{D}", &day.strftime("%-d %B %Y").to_string())
    }
}

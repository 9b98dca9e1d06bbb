//! How long the standing takes over many tellings: one pair, one actor, the world on a day.
//!
//! In: acts between many states, made from a few sentences. Out: times for each question. `cargo bench --bench
//! standing` prints them. Known limit: reading from a record is not counted.

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use attache::article::Article;
use attache::parse::Workspace;
use attache::reader::Reader;
use attache::record::{Act, Acts, Filing, Party, Record};
use attache::standing::{Asked, Question, standing};
use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};

/// Acts among a million events of news: about one in five changes what holds.
const N_ACTS: usize = 200_000;

static RECORD: LazyLock<(Reader, Vec<Act>)> = LazyLock::new(|| {
    let reader = Reader::embedded().unwrap();
    let acts = many(&reader);
    (reader, acts)
});

fn main() {
    divan::main();
}

/// One act of each sort.
fn few(reader: &Reader) -> Vec<Act> {
    let text = "Norway severed relations with Iran. Norway restored relations with Iran. Norway imposed sanctions on \
        Iran. Norway closed its embassy in Iran. Norway recognised Iran. Norway and Iran signed a trade agreement.";
    let article = Article::new("a", text);
    let events = reader.read(&article, &mut Workspace::default()).events;
    let mut record = Record::in_memory().unwrap();
    let mut adding = record.add(&reader.stamp()).unwrap();
    adding.article(&Filing::of(article, &events)).unwrap();
    adding.finish().unwrap();
    let mut acts = Vec::new();
    let take = |act| {
        acts.push(act);
        ControlFlow::Continue(())
    };
    record.each_act(&Acts::default(), take).unwrap();
    acts
}

/// Acts between all pairs of a hundred states, on many days.
fn many(reader: &Reader) -> Vec<Act> {
    let acts = few(reader);
    let entities = reader.data.gazetteer.entities.iter();
    let states = entities.filter(|e| e.kind == attache::data::gazetteer::Kind::State);
    let party = |state: &attache::data::gazetteer::Entity| Party {
        code: format!("{}GOV", state.country.unwrap()),
        country: state.country.map(|c| c.to_string()),
        sector: Some("GOV".to_owned()),
        name: state.name.to_string(),
        person: None,
    };
    let parties: Vec<Arc<Party>> = states.take(100).map(|s| Arc::new(party(s))).collect();
    let mut all = Vec::with_capacity(N_ACTS);
    for n in 0..N_ACTS {
        let mut act = acts[n % acts.len()].clone();
        act.id = format!("{n:020}").into();
        act.source = i64::try_from(n).unwrap();
        let (year, month, day) = (1950 + n % 70, 1 + n % 12, 1 + n % 28);
        act.published = format!("{year}-{month:02}-{day:02}").parse().ok();
        act.days = None;
        for (side, at) in [(&mut act.actor, n / 97), (&mut act.recipient, n / 3)] {
            for one in side {
                one.party = parties[at % parties.len()].clone();
            }
        }
        all.push(act);
    }
    all
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn the_world_on_a_day(bencher: divan::Bencher<'_, '_>) {
    let (reader, acts) = &*RECORD;
    let on = "1999-05-05".parse().ok();
    let question = Question { on, ..Question::default() };
    bencher.bench(|| standing(&reader.data, acts, &question).len());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn one_actor(bencher: divan::Bencher<'_, '_>) {
    let (reader, acts) = &*RECORD;
    let by = Some(Asked::read(&reader.data, "AUS"));
    let question = Question { by, ..Question::default() };
    bencher.bench(|| standing(&reader.data, acts, &question).len());
}

//! How long the standing takes over many tellings: one pair, one actor, the world on a day.
//!
//! In: tellings of acts between many states, made from a few sentences. Out: times for each question. `cargo bench --bench
//! standing` prints them. Known limit: reading from a record is not counted.

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use attache::article::Article;
use attache::parse::Workspace;
use attache::reader::Reader;
use attache::record::{Telling, tellings};
use attache::standing::{Asked, Question, standing};
use std::sync::LazyLock;

/// Acts among a million events of news: about one in five changes what holds.
const N_ACTS: usize = 200_000;

static RECORD: LazyLock<(Reader, Vec<Telling>)> = LazyLock::new(|| {
    let reader = Reader::embedded().unwrap();
    let told = record(&reader);
    (reader, told)
});

fn main() {
    divan::main();
}

/// Tellings of acts between all pairs of a hundred states, on many days.
fn record(reader: &Reader) -> Vec<Telling> {
    let text = "Norway severed relations with Iran. Norway restored relations with Iran. Norway imposed sanctions on \
        Iran. Norway closed its embassy in Iran. Norway recognised Iran. Norway and Iran signed a trade agreement.";
    let article = Article::new("a", text);
    let events = reader.read(&article, &mut Workspace::default()).events;
    let acts = tellings(&article, &events);
    let entities = reader.data.gazetteer.entities.iter();
    let states: Vec<_> = entities
        .filter(|e| e.kind == attache::data::gazetteer::Kind::State)
        .take(100)
        .collect();
    let mut all = Vec::with_capacity(N_ACTS);
    for n in 0..N_ACTS {
        let mut telling = acts[n % acts.len()].clone();
        let line = &mut telling.line;
        line.id = format!("{n:020}");
        let day = format!("{:04}-{:02}-{:02}", 1950 + n % 70, 1 + n % 12, 1 + n % 28);
        line.published = Some(day);
        line.date = None;
        for (side, at) in [(&mut line.actor, n / 97), (&mut line.recipient, n / 3)] {
            let state = states[at % states.len()];
            for who in side {
                who.country = state.country.map(|c| c.to_string());
                who.name = state.name.to_string().into();
            }
        }
        all.push(telling);
    }
    all
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn the_world_on_a_day(bencher: divan::Bencher<'_, '_>) {
    let (reader, told) = &*RECORD;
    let on = "1999-05-05".parse().ok();
    let question = Question { on, ..Question::default() };
    bencher.bench(|| standing(&reader.data, told, &question).len());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn one_actor(bencher: divan::Bencher<'_, '_>) {
    let (reader, told) = &*RECORD;
    let by = Some(Asked::read(&reader.data, "AUS"));
    let question = Question { by, ..Question::default() };
    bencher.bench(|| standing(&reader.data, told, &question).len());
}

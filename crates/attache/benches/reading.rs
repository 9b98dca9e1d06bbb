//! Sentences a second, whole and by stage, on texts of our own.
//!
//! In: the reports of `examples/`. Out: a table, sentences a second of each stage. Known limit: short reports; long ones take
//! more for names that point far back.

use attache::article::Article;
use attache::mention;
use attache::parse::{Parse, Workspace};
use attache::reader::Reader;
use attache::sentence::{self, Sentence};
use attache::time;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use std::sync::LazyLock;

static READER: LazyLock<Reader> =
    LazyLock::new(|| Reader::embedded().expect("the project's own data are sound"));

static ARTICLES: LazyLock<Vec<Article>> = LazyLock::new(|| {
    [
        include_str!("../../../examples/kabul.txt"),
        include_str!("../../../examples/expulsion.txt"),
        include_str!("../../../examples/ceasefire.txt"),
        include_str!("../../../examples/protests.txt"),
    ]
    .map(|text| Article::new("bench", text))
    .to_vec()
});

fn main() {
    divan::main();
}

fn split() -> Vec<Vec<Sentence>> {
    ARTICLES.iter().map(|article| sentence::split(&READER.text, article)).collect()
}

fn parses(sentences: &[Vec<Sentence>]) -> Vec<(&'static Article, Parse)> {
    let mut workspace = Workspace::default();
    let mut parses = Vec::new();
    for (article, sentences) in ARTICLES.iter().zip(sentences) {
        for sentence in sentences {
            let parse =
                READER.parser.parse(&mut workspace, &article.text, &sentence.tokens);
            parses.push((article, parse));
        }
    }
    parses
}

fn count(sentences: &[Vec<Sentence>]) -> ItemsCount {
    ItemsCount::new(sentences.iter().map(Vec::len).sum::<usize>())
}

#[divan::bench]
fn whole(bencher: Bencher<'_, '_>) {
    let mut workspace = Workspace::default();
    bencher.counter(count(&split())).bench_local(|| {
        for article in ARTICLES.iter() {
            black_box(READER.read(article, &mut workspace));
        }
    });
}

#[divan::bench]
fn sentences(bencher: Bencher<'_, '_>) {
    bencher.counter(count(&split())).bench_local(split);
}

#[divan::bench]
fn trees(bencher: Bencher<'_, '_>) {
    let sentences = split();
    bencher.counter(count(&sentences)).bench_local(|| parses(&sentences));
}

#[divan::bench]
fn mentions(bencher: Bencher<'_, '_>) {
    let sentences = split();
    let parses = parses(&sentences);
    bencher.counter(count(&sentences)).bench_local(|| {
        for (article, parse) in &parses {
            black_box(mention::find(&READER.data, &article.text, parse));
        }
    });
}

#[divan::bench]
fn times(bencher: Bencher<'_, '_>) {
    let sentences = split();
    bencher.counter(count(&sentences)).bench_local(|| {
        for (article, sentences) in ARTICLES.iter().zip(&sentences) {
            black_box(time::find(&READER.times, article, sentences));
        }
    });
}

/// Start-up: all data files and the model.
#[divan::bench]
fn load() -> Reader {
    Reader::embedded().expect("the project's own data are sound")
}

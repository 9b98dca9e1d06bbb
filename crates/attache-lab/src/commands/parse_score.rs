//! `attache-lab parse-score`: tags and trees against treebanks.

use crate::corpus::{self, Sentence};
use anyhow::{Context, Result};
use attache::parse::{Parse, Parser, Workspace};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What to score.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A model other than the embedded one
    #[arg(long)]
    model: Option<PathBuf>,
    /// Treebanks (.conllu or .conllu.xz)
    #[arg(required = true)]
    treebanks: Vec<PathBuf>,
}

/// Scores each treebank.
pub(crate) fn run(args: &Args) -> Result<()> {
    for path in &args.treebanks {
        score_file(args.model.as_deref(), path)?;
    }
    Ok(())
}

/// Prints the scores of one treebank.
pub(crate) fn score_file(model: Option<&Path>, path: &Path) -> Result<()> {
    let parser = match model {
        Some(path) => Parser::load(std::fs::read(path)?.leak())
            .with_context(|| format!("in {}", path.display()))?,
        None => Parser::embedded(),
    };
    let sentences = corpus::read(path)?;
    let mut ws = Workspace::default();
    let start = clock();
    let parses: Vec<_> =
        sentences.iter().map(|s| parser.parse(&mut ws, &s.text, &s.tokens)).collect();
    let seconds = (clock() - start).as_secs_f64();
    let mut tally = Tally::default();
    for (sentence, parse) in sentences.iter().zip(&parses) {
        tally.add(sentence, parse);
    }
    let share = |n: usize| 100.0 * n as f64 / tally.words as f64;
    println!(
        "{:<28} UPOS {:.2} XPOS {:.2} lemma {:.2} UAS {:.2} LAS {:.2} (main type {:.2})  {:.0} tokens/s",
        path.file_name().unwrap_or_default().display(),
        share(tally.upos),
        100.0 * tally.xpos as f64 / tally.with_xpos as f64,
        share(tally.lemma),
        share(tally.uas),
        share(tally.las),
        share(tally.main),
        tally.words as f64 / seconds
    );
    Ok(())
}

/// Time that this thread has spent on a core, where the system tells it; other programs do not count.
fn clock() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|t| t.split(' ').next().and_then(|n| n.parse().ok()));
    nanos.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

#[derive(Debug, Default)]
struct Tally {
    words: usize,
    with_xpos: usize,
    upos: usize,
    xpos: usize,
    lemma: usize,
    uas: usize,
    las: usize,
    main: usize,
}

impl Tally {
    fn add(&mut self, sentence: &Sentence, parse: &Parse) {
        let main = |name: &'static str| name.split(':').next();
        for (gold, word) in sentence.words.iter().zip(parse.words()) {
            let right_head = gold.head == word.head;
            let right_label = gold.is_known_deprel && gold.deprel == word.deprel;
            self.words += 1;
            self.with_xpos += usize::from(gold.xpos.is_some());
            self.upos += usize::from(gold.upos == word.upos);
            self.xpos += usize::from(gold.xpos == Some(word.xpos));
            self.lemma += usize::from(gold.lemma == word.lemma);
            self.uas += usize::from(right_head);
            self.las += usize::from(right_head && right_label);
            let same_main = main(gold.deprel.name()) == main(word.deprel.name());
            self.main += usize::from(right_head && same_main);
        }
    }
}

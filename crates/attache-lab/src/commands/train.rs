//! `attache-lab train`: treebanks in, model and card out.

use crate::card::{self, Card};
use crate::{corpus, lemmas, neural};
use anyhow::{Context, Result};
use attache::parse::model;
use std::path::PathBuf;

/// What to train on and where to put it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Where the model goes
    #[arg(long)]
    out: PathBuf,
    /// Where the model's card goes
    #[arg(long)]
    card: Option<PathBuf>,
    #[command(flatten)]
    settings: neural::Settings,
    /// Treebanks to watch while training
    #[arg(long)]
    dev: Vec<PathBuf>,
    /// Treebanks to score on for the card
    #[arg(long)]
    test: Vec<PathBuf>,
    /// Treebanks (.conllu or .conllu.xz)
    #[arg(required = true)]
    treebanks: Vec<PathBuf>,
}

/// Trains and writes.
pub(crate) fn run(args: &Args) -> Result<()> {
    let sentences = corpus::read_all(&args.treebanks)?;
    let dev = args.dev.iter().map(|d| corpus::read(d)).collect::<Result<Vec<_>>>()?;
    let (keys, edits) = lemmas::learn(&sentences);
    let mut sections = neural::train(&sentences, &args.settings, &dev).sections();
    sections.extend([("LEMK", keys), ("LEME", edits)]);
    std::fs::write(&args.out, model::write(&sections))
        .with_context(|| format!("cannot write {}", args.out.display()))?;
    let tests: Vec<_> = args.dev.iter().chain(&args.test).cloned().collect();
    let about = Card { model: &args.out, treebanks: &args.treebanks, tests: &tests };
    args.card.as_ref().map_or(Ok(()), |path| card::write(&about, path))
}

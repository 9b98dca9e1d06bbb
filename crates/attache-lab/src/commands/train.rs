//! `attache-lab train`: treebanks in, model and card out.

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
    #[command(flatten)]
    settings: neural::Settings,
    /// Treebanks to score on while training
    #[arg(long)]
    dev: Vec<PathBuf>,
    /// Treebanks (.conllu or .conllu.xz)
    #[arg(required = true)]
    treebanks: Vec<PathBuf>,
}

/// Trains and writes.
pub(crate) fn run(args: &Args) -> Result<()> {
    let sentences = corpus::read_all(&args.treebanks)?;
    let dev = args.dev.iter().map(|d| corpus::read(d)).collect::<Result<Vec<_>>>()?;
    let trained = neural::train(&sentences, &args.settings, &dev);
    let (keys, edits) = lemmas::learn(&sentences);
    let mut sections = trained.sections();
    sections.extend([("LEMK", keys), ("LEME", edits)]);
    std::fs::write(&args.out, model::write(&sections))
        .with_context(|| format!("cannot write {}", args.out.display()))?;
    for dev in &args.dev {
        super::parse_score::score_file(Some(&args.out), dev)?;
    }
    Ok(())
}

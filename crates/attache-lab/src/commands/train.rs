//! `attache-lab train`: treebanks in, model and card out.

use crate::{corpus, train};
use anyhow::{Context, Result};
use std::path::PathBuf;

/// What to train on and where to put it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Where the model goes
    #[arg(long)]
    out: PathBuf,
    /// Passes over the treebanks
    #[arg(long, default_value_t = 10)]
    epochs: u32,
    /// Seed of all that is random
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Treebanks to score on after training
    #[arg(long)]
    dev: Vec<PathBuf>,
    /// Treebanks (.conllu or .conllu.xz)
    #[arg(required = true)]
    treebanks: Vec<PathBuf>,
}

/// Trains and writes.
pub(crate) fn run(args: &Args) -> Result<()> {
    let sentences = corpus::read_all(&args.treebanks)?;
    let model = train::train(&sentences, args.epochs, args.seed);
    std::fs::write(&args.out, model)
        .with_context(|| format!("cannot write {}", args.out.display()))?;
    for dev in &args.dev {
        super::parse_score::score_file(Some(&args.out), dev)?;
    }
    Ok(())
}

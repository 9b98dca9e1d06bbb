//! `attache-lab parse-score`: tags, lemmas and trees against treebanks.
//!
//! On gold tokens each word is right or wrong; with `--raw` the text is cut by `attache::sentence::split`, words are
//! aligned by the characters they cover, and scores are F1, as in the evaluation of the 2018 shared task on parsing.
//! LAS counts relation subtypes (`nsubj:pass` is not `nsubj`) as the treebank has them. Known limit: with `--raw`, lemmas and tags count
//! over all gold words.

use crate::corpus;
use crate::syntax_score::{Tally, on_gold_tokens, on_raw_text};
use anyhow::{Context, Result};
use attache::parse::Parser;
use std::path::{Path, PathBuf};

/// What to score.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A model other than the embedded one
    #[arg(long)]
    model: Option<PathBuf>,
    /// Cut the raw text ourselves rather than take the treebank's tokens
    #[arg(long)]
    raw: bool,
    /// Treebanks (.conllu or .conllu.xz)
    #[arg(required = true)]
    treebanks: Vec<PathBuf>,
}

/// Scores each treebank.
pub(crate) fn run(args: &Args) -> Result<()> {
    let parser = load(args.model.as_deref())?;
    println!(
        "LAS counts relation subtypes; LAS main does not; tokens/s are those of tagging and parsing on one core"
    );
    for path in &args.treebanks {
        score_file(&parser, path, args.raw)?;
    }
    Ok(())
}

/// The model in a file, or the embedded one.
pub(crate) fn load(model: Option<&Path>) -> Result<Parser> {
    let Some(path) = model else { return Ok(Parser::embedded()) };
    let bytes =
        std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Parser::load(bytes.leak()).with_context(|| format!("in {}", path.display()))
}

/// Prints the scores of one treebank.
pub(crate) fn score_file(parser: &Parser, path: &Path, is_raw: bool) -> Result<Tally> {
    let sentences = corpus::read(path)?;
    let tally = if is_raw {
        on_raw_text(parser, &sentences)
    } else {
        on_gold_tokens(parser, &sentences)
    };
    let name = path.file_name().unwrap_or_default().display();
    println!("{name:<22} {tally}");
    Ok(tally)
}

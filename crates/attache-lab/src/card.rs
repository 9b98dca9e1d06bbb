//! The model's card: what a model was made of, how, and how good it is.
//!
//! The card is written anew with every model, but for what stands below the heading [`KEPT`], which people write.

use crate::commands::parse_score;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// From this heading on the card is kept.
const KEPT: &str = "## What each attempt gave";

const CORPORA: &str = "\
## Corpora and licences

- UD English EWT, train part (UniversalDependencies/UD_English-EWT, commit 15d613d): annotations CC BY-SA 4.0,
  Stanford University; cite Silveira et al., *A Gold Standard Dependency Corpus for English*, LREC 2014.
- UD English GUM, train part (UniversalDependencies/UD_English-GUM, commit afb41ee), only documents whose texts are
  CC BY, CC BY-SA or in the public domain: annotations CC BY 4.0; cite Zeldes, *The GUM Corpus*, LRE 2017.

The model is offered under CC BY-SA 4.0. Settings were chosen on the dev parts; the test parts and UD English PUD
(CC BY-SA 3.0) were only tested on.
";

/// What a card tells.
pub(crate) struct Card<'c> {
    /// Where the model lies.
    pub model: &'c Path,
    /// What it was trained on.
    pub treebanks: &'c [PathBuf],
    /// What it is scored on.
    pub tests: &'c [PathBuf],
}

/// Scores the model and writes its card.
pub(crate) fn write(card: &Card<'_>, path: &Path) -> Result<()> {
    let bytes = std::fs::read(card.model)?;
    let mut text = String::from("# english.bin: the syntax model of attache\n\n");
    text.push_str(
        "Tags (UPOS, XPOS), lemmas and dependency trees of English, Universal Dependencies v2.\n\n",
    );
    text.push_str(CORPORA);
    let trained = card.treebanks.iter().map(|p| name(p)).collect::<Vec<_>>().join(", ");
    let command: Vec<String> =
        std::env::args().skip(1).map(|a| name(Path::new(&a))).collect();
    let mut digest = String::new();
    for byte in Sha256::digest(&bytes) {
        write!(digest, "{byte:02x}")?;
    }
    write!(
        text,
        "\n## How it was made\n\nTrained on {trained}:\n\n    attache-lab {}\n\n",
        command.join(" ")
    )?;
    writeln!(text, "{} bytes, sha256 `{digest}`\n", bytes.len())?;
    text.push_str(
        "## Scores\n\nGold tokens, own tags; LAS counts relation subtypes.\n\n```\n",
    );
    let parser = parse_score::load(Some(card.model))?;
    for test in card.tests {
        let tally = parse_score::score_file(&parser, test, false)?;
        writeln!(text, "{:<22} {tally}", name(test))?;
    }
    text.push_str("```\n\n");
    let old = std::fs::read_to_string(path).unwrap_or_default();
    text.push_str(old.find(KEPT).map_or(KEPT, |at| &old[at..]));
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

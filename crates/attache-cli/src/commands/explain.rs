//! `attache explain`: how a text was read, or what a code means.
//!
//! In: `report.txt`, or `054`, `SUPPORT`, `nsubj`, `recognize`, the id of a rule. Out: for each sentence words, actors, times,
//! events and what was nearly an event; or a line for each meaning. Known limit: an argument that names a file is
//! always a file.

mod code;
mod sentence;

use crate::Outcome;
use crate::input::{self, InputArgs, Known};
use crate::load::DataArgs;
use crate::output::Output;
use crate::tell::Faults;
use anyhow::Result;
use attache::article::Article;
use attache::parse::Workspace;
use attache::reader::Reader;
use std::path::{Path, PathBuf};

/// Show how a report was read, word by word, or what a code means
///
/// A code is a PLOVER event or mode, a CAMEO code, a sector, an act, a tag or relation of Universal Dependencies, a
/// country, the id of a verb rule, or a word that rules know.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Reports (.txt, .jsonl, -) or codes such as 054, SUPPORT, nsubj, recognize
    #[arg(required = true, value_name = "FILE|CODE")]
    what: Vec<PathBuf>,
    #[command(flatten)]
    known: Known,
    /// How to print
    #[arg(long, short, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    data: DataArgs,
}

/// What explanations are printed as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Small tables for people
    #[default]
    Text,
    /// One JSON object a sentence or meaning
    Jsonl,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let reader = args.data.reader()?;
    let (files, codes): (Vec<_>, Vec<_>) =
        args.what.iter().cloned().partition(|w| is_file(w));
    let mut out = Output::open(None)?;
    let mut n = 0;
    for code in &codes {
        n += explain_code(&reader, args.format, &code.to_string_lossy(), &mut out)?;
    }
    let mut faults = Faults::default();
    let mut workspace = Workspace::default();
    for entry in input::articles(&InputArgs { files, known: args.known.clone() }) {
        match entry.what {
            Ok(article) => {
                n += 1;
                out.write(
                    explained(&reader, args.format, &article, &mut workspace).as_bytes(),
                )?;
            }
            Err(fault) => faults.tell(&fault),
        }
    }
    out.end()?;
    Ok(match (faults.end("article"), n) {
        (true, _) => Outcome::Faults,
        (false, 0) => Outcome::NoAnswer,
        (false, _) => Outcome::Answer,
    })
}

/// Codes have neither dots nor slashes, so that a misspelt file name is not taken for one.
fn is_file(what: &Path) -> bool {
    what == Path::new("-")
        || what.extension().is_some()
        || what.components().count() > 1
        || what.exists()
}

fn explain_code(
    reader: &Reader,
    format: Format,
    word: &str,
    out: &mut Output,
) -> Result<usize> {
    let meanings = code::meanings(reader, word);
    if meanings.is_empty() {
        crate::tell::note(format_args!(
            "“{word}” is no file, no code and no word that a rule knows"
        ));
    }
    for meaning in &meanings {
        let line = match format {
            Format::Text => meaning.to_string(),
            Format::Jsonl => serde_json::to_string(meaning)?,
        };
        out.write((line + "\n").as_bytes())?;
    }
    Ok(meanings.len())
}

fn explained(
    reader: &Reader,
    format: Format,
    article: &Article,
    workspace: &mut Workspace,
) -> String {
    let mut shown = String::new();
    let reading = reader.walk(article, workspace, |step| {
        let view = sentence::View { reader, article, step };
        match format {
            Format::Text => view.text(&mut shown),
            Format::Jsonl => shown.push_str(&(view.json().to_string() + "\n")),
        }
    });
    for note in &reading.notes {
        let words = note.span.of(&article.text);
        match format {
            Format::Text => {
                shown += &["not coded: “", words, "” (", &note.reason, ")\n"].concat();
            }
            Format::Jsonl => {
                let note = serde_json::json!({"article": article.id, "note": note.reason, "text": words});
                shown.push_str(&(note.to_string() + "\n"));
            }
        }
    }
    shown
}

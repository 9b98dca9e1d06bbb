//! `attache-lab score`: every measure by one command, written to `SCORES.md`.
//!
//! In: the folder with gold, treebanks and scorers. Out: a page with a section for each measure, each with the command
//! that makes it, e.g. the F1 of `dev` in both halves; what people wrote at its end stays. Known limit: peak memory is read
//! from `/proc`, so it is measured on Linux only; speeds are those of the machine at that hour.

mod desk;
mod errors;
mod measured;
mod speed;

use anyhow::{Context, Result, bail};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What to measure.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder that holds tools/, gold/ and treebanks/
    #[arg(long, value_name = "DIR")]
    shared: PathBuf,
    /// Only the articles whose id hashes to this half: look at errors in 0, believe 1
    #[arg(long, value_parser = clap::value_parser!(u8).range(0..=1))]
    half: Option<u8>,
    /// Print what was missed in the dev articles of half 0 (or --half), grouped by cause, and measure nothing
    #[arg(long)]
    errors: bool,
    /// Leave out the million articles, and let the record have a tenth of them
    #[arg(long)]
    quick: bool,
    /// Only measure the record and the desk anew; all other sections stay
    #[arg(long)]
    desk: bool,
    /// Where the page goes
    #[arg(long, value_name = "FILE", default_value = "SCORES.md")]
    out: PathBuf,
}

/// The treebanks that nothing was trained on.
const TREEBANKS: [&str; 3] =
    ["ewt-test.conllu.xz", "gum-test.conllu.xz", "pud-test.conllu.xz"];

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let scorer = args.shared.join("tools/score_all.py");
    if !scorer.is_file() {
        bail!(
            "{} is missing; --shared must name the folder that holds tools/, gold/ and treebanks/",
            scorer.display()
        );
    }
    if args.errors {
        return errors::print(&args.shared, args.half.unwrap_or(0));
    }
    let bins = std::env::current_exe().context("cannot tell where the programs are")?;
    let bins = bins.parent().context("a program lies in a folder")?.to_owned();
    let old = std::fs::read_to_string(&args.out).unwrap_or_default();
    let text = if args.desk { made_before_record(&old) } else { TOP }.to_owned();
    let mut page = Page { bins, shared: args.shared.clone(), text };
    if !args.desk {
        for half in [0, 1].into_iter().filter(|h| args.half.is_none_or(|half| half == *h))
        {
            page.gold(half)?;
        }
        page.treebanks()?;
        speed::add(&mut page, args.quick)?;
    }
    desk::add(&mut page, args.quick)?;
    let own_words = &old[before(&old, WORDS).len()..];
    let text = [page.text.as_str(), own_words].concat();
    std::fs::write(&args.out, text)
        .with_context(|| format!("cannot write {}", args.out.display()))
}

/// Where the section of the record begins.
const RECORD: &str = "\n## Record\n";
/// Where that begins which no command made.
const WORDS: &str = "\n## What these figures are, and are not\n";

/// What commands made before the record was measured.
fn made_before_record(text: &str) -> &str {
    before(before(text, WORDS), RECORD)
}

/// What stands before a section; all where it is not there.
fn before<'t>(text: &'t str, section: &str) -> &'t str {
    text.find(section).map_or(text, |at| &text[..at])
}

const TOP: &str = "# Scores\n\nMade by `attache-lab score --shared ../shared`; `SHARED` is that folder and `BIN` the \
    folder of the built programs.\nErrors were read in half 0; whole articles of both halves were read once, before any rule was written, to learn the codebook, so half 1 is nearer to the truth but not unseen.\n";

/// `SCORES.md` as it grows.
#[derive(Debug)]
struct Page {
    bins: PathBuf,
    shared: PathBuf,
    text: String,
}

impl Page {
    fn gold(&mut self, half: u8) -> Result<()> {
        let mut command = Command::new("python3");
        command.arg(self.shared.join("tools/score_all.py"));
        command.arg(&self.bins).args(["--half", &half.to_string()]);
        let shown = format!("python3 SHARED/tools/score_all.py BIN --half {half}");
        self.section(&format!("Gold, half {half}"), &shown, &output(&mut command)?);
        Ok(())
    }

    fn treebanks(&mut self) -> Result<()> {
        let folder = self.shared.join("treebanks");
        let mut command = Command::new(self.bins.join("attache-lab"));
        command.arg("parse-score").args(TREEBANKS.map(|name| folder.join(name)));
        let shown = format!(
            "attache-lab parse-score SHARED/treebanks/{{{}}}",
            TREEBANKS.join(",")
        );
        self.section("Syntax", &shown, &output(&mut command)?);
        Ok(())
    }

    /// One measure: its command and what came of it.
    fn section(&mut self, title: &str, command: &str, result: &str) {
        let result = result.trim_end();
        let text = format!("\n## {title}\n`{command}`\n```\n{result}\n```\n");
        tell(&text);
        self.text.push_str(&text);
    }

    /// One figure of several.
    fn row(&mut self, what: &str, figure: &str, command: &str) {
        let row = format!("| {what} | {figure} | `{command}` |\n");
        tell(&row);
        self.text.write_str(&row).expect("memory takes any text");
    }
}

#[expect(clippy::print_stdout, reason = "the figures are the answer")]
fn tell(text: &str) {
    print!("{text}");
}

/// What a command printed; a measure that failed says so there itself.
fn output(command: &mut Command) -> Result<String> {
    let name = Path::new(command.get_program()).display().to_string();
    let output = command.output().with_context(|| format!("cannot run {name}"))?;
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    if text.trim().is_empty() {
        text =
            format!("not measured: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::{RECORD, WORDS, before, made_before_record};

    #[test]
    fn what_people_wrote_at_the_end_stays() {
        let text =
            format!("# Scores\n\n## Gold\n1\n{WORDS}- Half 1 is to be believed.\n");
        let words = &text[before(&text, WORDS).len()..];
        assert!(words.starts_with(WORDS) && words.ends_with("believed.\n"));
        assert_eq!(before("# Scores\n", WORDS), "# Scores\n");
        let again = format!("# Scores\n{RECORD}1 ms\n{WORDS}");
        assert_eq!(made_before_record(&text), &text[..text.len() - words.len()]);
        assert_eq!(made_before_record(&again), "# Scores\n");
    }
}

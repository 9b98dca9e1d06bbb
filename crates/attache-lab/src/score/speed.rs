//! Speed, start-up and memory of the built program.
//!
//! In: the gold texts, repeated; short articles made from templates; texts that no one writes. Out: “one core, text to
//! events: 3,100 sentences a second”. Rates are by the time that the processor spent on the program, so that other
//! work on the machine counts little; the time by the clock stands beside it. Known limit: figures of one run.

use super::measured::{Measured, measure};
use super::{Page, output};
use anyhow::{Context, Result};
use attache::article;
use attache::sentence::{self, TextData};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;

/// How often the gold texts are repeated.
const TIMES: usize = 20;
/// The gold whose texts are read.
const GOLD: [&str; 3] = ["gold/seed.json", "gold/dev.json", "gold/spans-train.jsonl"];
/// Short reports, one a line; `#` stands for a number.
const TEMPLATES: &str = include_str!("short_articles.txt");

/// Adds the table of speeds to the page.
pub(super) fn add(page: &mut Page, quick: bool) -> Result<()> {
    let folder = tempfile::tempdir().context("cannot make a folder for the texts")?;
    page.text.push_str(
        "\n## Speed and memory\n\n| what | figure | command |\n|---|---|---|\n",
    );
    sentences(page, folder.path())?;
    start_up(page, folder.path())?;
    let few = memory(page, folder.path(), 10_000)?;
    if !quick {
        let many = memory(page, folder.path(), 1_000_000)?;
        let percent = 100 * many / few.max(1);
        page.row(
            "memory for a million, of that for ten thousand",
            &format!("{percent} %"),
            "–",
        );
    }
    odd_texts(page, folder.path())
}

fn sentences(page: &mut Page, folder: &Path) -> Result<()> {
    let mut command = Command::new("python3");
    command.arg(page.shared.join("tools/gold_articles.py"));
    command.args(GOLD.map(|name| page.shared.join(name)));
    let articles = output(&mut command)?;
    let text = TextData::embedded();
    let count =
        |line: &str| article::from_json(line).map(|a| sentence::split(&text, &a).len());
    let counts: Result<Vec<usize>, String> = articles.lines().map(count).collect();
    let n: usize = counts.map_err(anyhow::Error::msg)?.into_iter().sum();
    let path = folder.join("gold.jsonl");
    fs::write(&path, articles.repeat(TIMES)).context("cannot write the texts")?;
    let run = read(page, &path, "1")?;
    let n_read =
        u32::try_from(n * TIMES).context("more sentences than can be counted")?;
    let figure = format!(
        "{:.0} sentences/s ({:.0} by the clock)",
        f64::from(n_read) / run.processor.as_secs_f64(),
        f64::from(n_read) / run.clock.as_secs_f64()
    );
    let shown = "attache read --jobs 1 --format jsonl gold.jsonl";
    page.row(&format!("one core, text to events, {n_read} sentences"), &figure, shown);
    Ok(())
}

fn start_up(page: &mut Page, folder: &Path) -> Result<()> {
    let path = folder.join("short.txt");
    fs::write(&path, "Norway expelled two Russian diplomats on Monday.\n")?;
    let read = path.display().to_string();
    for (what, args) in
        [("start", vec!["--version"]), ("a short article", vec!["read", &read])]
    {
        let run = || measure(Command::new(page.bins.join("attache")).args(&args));
        let runs: Vec<Measured> = (0..20).map(|_| run()).collect::<Result<_>>()?;
        let clock = runs.iter().map(|run| run.clock).min().unwrap_or_default();
        let shown = format!("attache {}", args.join(" ").replace(&read, "short.txt"));
        let figure = format!("{} ms, the best of 20", clock.as_millis());
        page.row(what, &figure, &shown);
    }
    Ok(())
}

/// Reads `n` short articles; gives the most memory held, in KiB.
fn memory(page: &mut Page, folder: &Path, n: usize) -> Result<u64> {
    let path = folder.join("short.jsonl");
    let mut file = BufWriter::new(File::create(&path)?);
    for (i, template) in TEMPLATES.lines().cycle().take(n).enumerate() {
        let text = template.replace('#', &i.to_string());
        writeln!(file, r#"{{"id":"a{i}","text":"{text}","published":"2025-01-07"}}"#)?;
    }
    file.flush()?;
    let run = read(page, &path, "2")?;
    let figure =
        format!("{} MiB at most, {:.0} s", run.memory >> 10, run.clock.as_secs_f64());
    page.row(
        &format!("{n} short articles, two threads"),
        &figure,
        "attache read --jobs 2 --format jsonl short.jsonl",
    );
    Ok(run.memory)
}

/// Texts that no one writes, whole and half as long: time and memory must not grow faster than they do.
fn odd_texts(page: &mut Page, folder: &Path) -> Result<()> {
    let texts = [
        ("a million open brackets", "(", 1_000_000),
        (
            "one sentence of 5 MB",
            "Norway expelled the diplomats of Russia and ",
            5_000_000,
        ),
        ("one word of 15 MB", "a", 15_000_000),
        (
            "5 MB of quotation marks and abbreviations",
            "\" ' (a) [b] Mr. U.S. ",
            5_000_000,
        ),
    ];
    for (what, unit, size) in texts {
        let path = folder.join("odd.txt");
        let mut figures = Vec::new();
        for size in [size / 2, size] {
            fs::write(&path, unit.repeat(size / unit.len()))?;
            let run = read(page, &path, "1")?;
            let seconds = run.processor.as_secs_f64();
            figures.push(format!("{seconds:.1} s, {} MiB", run.memory >> 10));
        }
        let figure = format!("{}; half of it {}", figures[1], figures[0]);
        page.row(what, &figure, "attache read --jobs 1 --format jsonl odd.txt");
    }
    let path = folder.join("long.jsonl");
    let mut file = BufWriter::new(File::create(&path)?);
    write!(file, r#"{{"id":"long","text":""#)?;
    let mebibyte = "a".repeat(1 << 20);
    for _ in 0..200 {
        file.write_all(mebibyte.as_bytes())?;
    }
    writeln!(
        file,
        "\"}}\n{{\"id\":\"a\",\"text\":\"Norway expelled two diplomats of Russia.\"}}"
    )?;
    file.flush()?;
    drop(file);
    let run = read(page, &path, "1")?;
    let figure = format!(
        "{:.1} s, {} MiB, status {}",
        run.processor.as_secs_f64(),
        run.memory >> 10,
        run.status
    );
    page.row("a line of 200 MiB before an article", &figure, "attache read long.jsonl");
    Ok(())
}

/// Runs `attache read` on a file.
fn read(page: &Page, path: &Path, jobs: &str) -> Result<Measured> {
    let mut command = Command::new(page.bins.join("attache"));
    command.args(["read", "--jobs", jobs, "--format", "jsonl"]).arg(path);
    measure(&mut command)
}

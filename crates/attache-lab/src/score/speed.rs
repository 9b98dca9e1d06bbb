//! Speed, start-up and memory of the built program.
//!
//! In: the gold texts, repeated; invented short articles. Out: “one core, text to events: 3,100 sentences a second”. Known
//! limit: other work on the machine slows it all.

use super::{Page, output};
use anyhow::{Context, Result, ensure};
use attache::article;
use attache::sentence::{self, TextData};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often the gold texts are repeated.
const TIMES: usize = 20;
/// The gold whose texts are read.
const GOLD: [&str; 3] = ["gold/seed.json", "gold/dev.json", "gold/spans-train.jsonl"];

/// Adds the table of speeds to the page.
pub(super) fn add(page: &mut Page, quick: bool) -> Result<()> {
    let folder = tempfile::tempdir().context("cannot make a folder for the texts")?;
    page.text.push_str(
        "\n## Speed and memory\n\n| what | figure | command |\n|---|---|---|\n",
    );
    sentences(page, folder.path())?;
    start_up(page, folder.path())?;
    memory(page, folder.path(), 10_000)?;
    if !quick {
        memory(page, folder.path(), 1_000_000)?;
    }
    Ok(())
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
    let seconds = read(page, &path, "1")?.0.as_secs_f64();
    let n_read =
        u32::try_from(n * TIMES).context("more sentences than can be counted")?;
    let rate = f64::from(n_read) / seconds;
    let shown = "attache read --jobs 1 --format jsonl gold.jsonl";
    let what = format!("one core, text to events, {} sentences", n * TIMES);
    page.row(&what, &format!("{rate:.0} sentences/s"), shown);
    Ok(())
}

fn start_up(page: &mut Page, folder: &Path) -> Result<()> {
    let path = folder.join("short.txt");
    fs::write(&path, "Norway expelled two Russian diplomats on Monday.\n")?;
    let read = path.display().to_string();
    for (what, args) in
        [("start", vec!["--version"]), ("a short article", vec!["read", &read])]
    {
        let run = || -> Result<Duration> {
            let start = Instant::now();
            output(Command::new(page.bins.join("attache")).args(&args))?;
            Ok(start.elapsed())
        };
        let times: Result<Vec<Duration>> = (0..10).map(|_| run()).collect();
        let best = times?.into_iter().min().unwrap_or_default();
        let shown = format!("attache {}", args.join(" ").replace(&read, "short.txt"));
        page.row(what, &format!("{} ms", best.as_millis()), &shown);
    }
    Ok(())
}

fn memory(page: &mut Page, folder: &Path, n: usize) -> Result<()> {
    let path = folder.join("short.jsonl");
    let mut file = BufWriter::new(File::create(&path)?);
    for i in 0..n {
        let text = format!(
            "Norway expelled {i} Russian diplomats on Monday. Turkey condemned it."
        );
        writeln!(file, r#"{{"id":"a{i}","text":"{text}","published":"2025-01-07"}}"#)?;
    }
    file.flush()?;
    let (time, peak) = read(page, &path, "2")?;
    let figure = format!("{} MiB at most, {:.0} s", peak >> 10, time.as_secs_f64());
    page.row(
        &format!("{n} short articles, two threads"),
        &figure,
        "attache read --jobs 2 --format jsonl short.jsonl",
    );
    Ok(())
}

/// How long reading a file took, and the most memory it held, in KiB.
fn read(page: &Page, path: &Path, jobs: &str) -> Result<(Duration, u64)> {
    let mut command = Command::new(page.bins.join("attache"));
    command.args(["read", "--jobs", jobs, "--format", "jsonl"]).arg(path);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let mut child =
        command.spawn().context("cannot run attache; build it beside attache-lab")?;
    let mut peak = 0;
    loop {
        if let Some(status) = child.try_wait()? {
            ensure!(status.success(), "attache read failed on {}", path.display());
            return Ok((start.elapsed(), peak));
        }
        peak = peak.max(high_water(child.id()));
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// The most memory that a process has held so far, in KiB; 0 where the system does not tell.
fn high_water(process: u32) -> u64 {
    let status =
        fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

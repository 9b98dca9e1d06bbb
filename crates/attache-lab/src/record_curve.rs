//! What an article costs as the record grows, and what questions cost in the end.
//!
//! In: how many invented articles to add. Out: a table: articles so far, cost of reading and of writing one in time of the
//! processor, articles a second, size of the file, memory. “Chad expelled 4 diplomats of Norway on 3 May 2019.” is such an
//! article. Known limit: reads `/proc`, so Linux only.

use crate::invented::Invented;
use anyhow::{Context, Result};
use attache::data::Data;
use attache::parse::Workspace;
use attache::reader::Reader;
use attache::record::{Acts, Filing, Filter, Record, Side, Whom};
use attache::standing::{Asked, Question, Tracks, changed};
use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

/// Articles in one transaction, as `attache add` does it.
const BATCH: usize = 512;

/// Adds invented articles to a record and measures.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How many articles the record shall have in the end
    #[arg(long, default_value_t = 1_000_000)]
    articles: u64,
    /// A line of the table for so many articles
    #[arg(long, default_value_t = 50_000)]
    every: u64,
    /// The file of the record; must not be there yet unless it is only asked
    #[arg(long)]
    db: PathBuf,
    /// Read so many articles; later ones are the same on other days and with other words at the end, so that a curve to a
    /// million takes minutes, not hours: what reading costs does not depend on the record
    #[arg(long, default_value_t = 20_000)]
    pool: u64,
    /// Only ask the record that is there
    #[arg(long)]
    ask: bool,
    /// Threads that read
    #[arg(long, default_value_t = 2)]
    jobs: u64,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let reader = Reader::embedded()?;
    if args.ask {
        return questions(args, &reader.data);
    }
    let invented = Invented::new(&reader.data)?;
    println!(
        "| articles | read, µs of CPU | write, µs of CPU | articles/s | file, MB | memory, MB |"
    );
    println!("|---|---|---|---|---|---|");
    thread::scope(|scope| {
        let mut readers = Vec::new();
        for job in 0..args.jobs {
            let (to_write, filings) = sync_channel(256);
            readers.push(filings);
            let (reader, invented) = (&reader, &invented);
            let worker = thread::Builder::new().stack_size(16 << 20);
            worker.spawn_scoped(scope, move || {
                let mut workspace = Workspace::default();
                let mut pool = Vec::new();
                for number in (job..args.articles).step_by(args.jobs as usize) {
                    let (article, events) = if number < args.pool {
                        let article = invented.article(number);
                        let events = reader.read(&article, &mut workspace).events;
                        pool.push((article.clone(), events.clone()));
                        (article, events)
                    } else {
                        Invented::moved(&pool, (number, args.articles))
                    };
                    if to_write.send(Filing::of(article, &events)).is_err() {
                        return;
                    }
                }
            })?;
        }
        write(args, &reader, &readers)
    })?;
    questions(args, &reader.data)
}

/// What was used up to now.
#[derive(Clone, Copy)]
struct Used {
    wall: Instant,
    writer: Duration,
    all: Duration,
}

fn used() -> Result<Used> {
    let first = |path: &str| -> Result<u64> {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
        let number = text.split_whitespace().next().unwrap_or_default();
        number.parse().with_context(|| format!("{path} has no number"))
    };
    let writer = Duration::from_nanos(first("/proc/thread-self/schedstat")?);
    let mut all = Duration::ZERO;
    for task in fs::read_dir("/proc/self/task").context("cannot read /proc/self/task")? {
        let path = task.context("cannot read /proc/self/task")?.path().join("schedstat");
        all += Duration::from_nanos(first(&path.to_string_lossy()).unwrap_or(0));
    }
    Ok(Used { wall: Instant::now(), writer, all })
}

fn write(args: &Args, reader: &Reader, readers: &[Receiver<Filing>]) -> Result<()> {
    let mut record = Record::to_add(&args.db)?;
    let stamp = reader.stamp();
    let mut before = used()?;
    let mut n = 0;
    while n < args.articles {
        let end =
            args.articles.min(n + BATCH as u64).min((n / args.every + 1) * args.every);
        let batch: Result<Vec<Filing>, _> =
            (n..end).map(|i| readers[(i % args.jobs) as usize].recv()).collect();
        let mut adding = record.add(&stamp)?;
        for filing in batch.context("a reading thread has failed")? {
            adding.article(&filing)?;
        }
        adding.finish()?;
        n = end;
        if n.is_multiple_of(args.every) || n == args.articles {
            let now = used()?;
            row(args, n, &before, &now)?;
            before = now;
        }
    }
    let size = record.size()?;
    println!("\n{} events in {} happenings", size.n_events, size.n_happenings);
    Ok(())
}

fn row(args: &Args, n: u64, before: &Used, now: &Used) -> Result<()> {
    let articles = args.every as f64;
    let each = |time: Duration| time.as_secs_f64() * 1e6 / articles;
    let writing = now.writer.saturating_sub(before.writer);
    let reading = now.all.saturating_sub(before.all).saturating_sub(writing);
    let rate = articles / (now.wall - before.wall).as_secs_f64();
    let mb = fs::metadata(&args.db).context("cannot see the record")?.len() / 1_000_000;
    let memory = memory()?;
    let (read, write) = (each(reading), each(writing));
    println!("| {n} | {read:.0} | {write:.0} | {rate:.0} | {mb} | {memory} |");
    Ok(())
}

/// The most memory held so far, in MB.
fn memory() -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status").context("cannot read /proc")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|l| l.split_whitespace().next()).unwrap_or("0");
    Ok(number.parse::<u64>().context("/proc has no number")? / 1000)
}

/// What questions cost, each the best of three.
fn questions(args: &Args, data: &Data) -> Result<()> {
    let record = Record::to_read(&args.db)?;
    let [a, b] = &pair(&record)?;
    let who = |name: &str| Some(Asked::read(data, name));
    let on = Some(jiff::civil::date(2010, 5, 5));
    let standing = |by: Option<Asked>, of: Option<Asked>, relation: Option<&str>| {
        let relation = relation.map(str::to_owned);
        let question = Question { relation, by, of, on, known: None };
        Ok(Tracks::of(data, &record, &question)?.standing(on, None).len())
    };
    let changes = || {
        let (from, to) = (jiff::civil::date(2010, 5, 1), jiff::civil::date(2010, 5, 31));
        let tracks = Tracks::changing(data, &record, &Question::default(), (from, to))?;
        Ok(changed(&tracks.standing(None, None), from, to).len())
    };
    let with = |names: &[&str]| names.iter().map(|n| Whom::new(n)).collect();
    let events = |filter: Filter, most: usize| {
        let mut n = 0;
        record.each_telling(&filter, |_| stop_at(&mut n, most))?;
        Ok(n)
    };
    let happenings = |filter: Filter, most: usize| {
        let mut n = 0;
        record.each_happening(&filter, |_| stop_at(&mut n, most))?;
        Ok(n)
    };
    let of = |names: &[&str]| Filter { with: with(names), ..Filter::default() };
    let words = || Filter { text: Some("expelled diplomats Chad".into()), ..of(&[]) };
    println!("\n| question | answers | ms |\n|---|---|---|");
    ask("standing of a pair", || standing(who(a), who(b), None))?;
    ask("standing of one actor", || standing(who(a), None, None))?;
    ask("standing of the world", || standing(None, None, None))?;
    ask("one relation of the world", || standing(None, None, Some("recognition")))?;
    ask("changes of a month in the world", changes)?;
    ask("events of a pair", || events(of(&[a, b]), usize::MAX))?;
    ask("events of one actor", || events(of(&[a]), usize::MAX))?;
    ask("timeline of a pair", || happenings(of(&[a, b]), usize::MAX))?;
    ask("timeline of one actor, first fifty", || happenings(of(&[a]), 50))?;
    ask("words", || events(words(), usize::MAX))
}

/// Two between whom something happened.
fn pair(record: &Record) -> Result<[String; 2]> {
    let mut pair = None;
    record.each_act(&Acts::default(), |act| {
        let state = |side: &[Side]| side.iter().find_map(|s| s.party.country.clone());
        pair = state(&act.actor).zip(state(&act.recipient));
        if pair.is_none() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    pair.map(Into::into).context("the record has no act between two states")
}

fn stop_at(n: &mut usize, most: usize) -> ControlFlow<()> {
    *n += 1;
    if *n < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
}

/// Asks three times and tells the number of answers and the shortest time.
fn ask(what: &str, answers: impl Fn() -> Result<usize>) -> Result<()> {
    let (mut n, mut best) = (0, Duration::MAX);
    for _ in 0..3 {
        let start = Instant::now();
        n = answers()?;
        best = best.min(start.elapsed());
    }
    println!("| {what} | {n} | {:.1} |", best.as_secs_f64() * 1e3);
    Ok(())
}

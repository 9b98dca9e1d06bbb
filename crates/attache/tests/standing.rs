//! What reports prove to hold: the news blocks of `specs/standing/*.md` must give the intervals under them, in any order.
//!
//! In: a heading, blocks of news (with day and publisher behind the word), and a block of intervals such as
//! `recognition Ghana > South Sudan: recognised 2011-07-09 -`; a `~` marks a day that is inferred. `ATTACHE_BLESS=1` writes what
//! is found into the files. Known limit: events are counted, not shown.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use attache::article::Article;
use attache::parse::Workspace;
use attache::reader::Reader;
use attache::record::{Act, Acts, Filing, Record};
use attache::standing::{Interval, Question, Tracks, changed, learned, standing};
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use std::fmt::Write;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Reports and the intervals that they prove.
#[derive(Debug, Default)]
struct Case {
    heading: String,
    /// Day and publisher, and the text.
    news: Vec<(String, String)>,
    wanted: String,
    /// The lines of the file that the wanted intervals stand in.
    lines: std::ops::Range<usize>,
}

fn paths() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/standing");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn reports_prove_what_the_specs_say() {
    let reader = Reader::embedded().unwrap();
    let is_blessed = std::env::var_os("ATTACHE_BLESS").is_some();
    let mut wrong = String::new();
    for path in paths() {
        let text = fs::read_to_string(&path).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for case in cases(&text).iter().rev() {
            let found = shown(&intervals(&reader, &told(&reader, case)));
            if found != case.wanted {
                let (heading, wanted) = (&case.heading, &case.wanted);
                writeln!(wrong, "{heading}\n wanted\n{wanted}\n found\n{found}").unwrap();
                lines.splice(case.lines.clone(), found.lines().map(str::to_owned));
            }
        }
        if is_blessed {
            fs::write(&path, lines.join("\n") + "\n").unwrap();
        }
    }
    assert!(is_blessed || wrong.is_empty(), "\n{wrong}");
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut case = Case::default();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if let Some(title) = line.strip_prefix('#') {
            case = Case { heading: title.trim().to_owned(), ..Case::default() };
        } else if let Some(known) = line.strip_prefix("```news") {
            case.news.push((known.trim().to_owned(), block(&mut lines)));
        } else if line.starts_with("```standing") {
            case.wanted = block(&mut lines);
            case.lines = at + 1..at + 1 + case.wanted.lines().count();
            cases.push(std::mem::take(&mut case));
        }
    }
    cases
}

fn block<'t>(lines: &mut impl Iterator<Item = (usize, &'t str)>) -> String {
    let lines = lines.map(|(_, line)| line).take_while(|line| *line != "```");
    lines.fold(String::new(), |all, line| all + line + "\n")
}

fn told(reader: &Reader, case: &Case) -> Vec<Act> {
    let mut all = Vec::new();
    let take = |act| {
        all.push(act);
        ControlFlow::Continue(())
    };
    let record = record(reader, std::slice::from_ref(case));
    record.each_act(&Acts::default(), take).unwrap();
    all
}

fn record(reader: &Reader, cases: &[Case]) -> Record {
    let mut record = Record::in_memory().unwrap();
    let mut adding = record.add(&reader.stamp()).unwrap();
    let news = |case: &Case| {
        let news = case.news.clone().into_iter().enumerate();
        let heading = case.heading.clone();
        news.map(move |(number, news)| (format!("{heading}-{number}"), news))
    };
    for (id, (head, text)) in cases.iter().flat_map(news) {
        let (day, publisher) = head.split_once(' ').unwrap_or((&head, ""));
        let publisher = Some(publisher.to_owned()).filter(|p| !p.is_empty());
        let on = day.parse().ok();
        let article = Article::new(id, text.as_str());
        let article = Article { published: on, publisher, ..article };
        let reading = reader.read(&article, &mut Workspace::default());
        let filing = Filing::of(article, &reading.events).with_states(&reading.states);
        adding.article(&filing).unwrap();
    }
    adding.finish().unwrap();
    record
}

#[test]
fn what_changed_in_some_days_is_found_without_all_the_rest() {
    let reader = Reader::embedded().unwrap();
    let data = &reader.data;
    let texts = paths().into_iter().map(|path| fs::read_to_string(path).unwrap());
    let mut cases: Vec<Case> = texts.flat_map(|text| cases(&text)).collect();
    // It ends when the state does, though no act is told of that day.
    let news =
        ("1950-05-04".into(), "Chile recognized the Soviet Union on 3 May.".into());
    cases.push(Case { news: vec![news], ..Case::default() });
    let record = record(&reader, &cases);
    let all = Tracks::of(data, &record, &Question::default()).unwrap();
    let ever = all.standing(None, None);
    let mut n = [0; 2];
    for (days, step) in [(1, 300), (31, 31), (800, 700)] {
        let mut from = date(1850, 1, 2);
        while from < date(2026, 1, 1) {
            let to = from + days.days();
            let some = Question::default();
            let some = Tracks::changing(data, &record, &some, (from, to)).unwrap();
            let found = changed(&some.standing(None, None), from, to);
            assert_eq!(found, changed(&ever, from, to), "{from} {to}");
            n[0] += found.len();
            if days > 31 {
                let known = |tracks: &Tracks<'_>, day| tracks.standing(None, Some(day));
                let found = learned(&known(&some, from), &known(&some, to));
                let wanted = learned(&known(&all, from), &known(&all, to));
                assert_eq!(found, wanted, "{from} {to}");
                n[1] += found.len();
            }
            from += step.days();
        }
    }
    assert!(n[0] > 100 && n[1] > 50, "{n:?}");
}

fn intervals(reader: &Reader, told: &[Act]) -> Vec<Interval> {
    standing(&reader.data, told, &Question::default())
}

fn shown(intervals: &[Interval]) -> String {
    let mut lines = String::new();
    for i in intervals {
        let day = |day: &Option<String>, which: &str| {
            let mark = if i.inferred.iter().any(|x| x == which) { "~" } else { "" };
            format!("{mark}{}", day.as_deref().unwrap_or("-"))
        };
        let (from, to) = (day(&i.from, "from"), day(&i.to, "to"));
        let named = i.name.as_ref().map(|n| format!(" ({n})")).unwrap_or_default();
        write!(
            lines,
            "{} {} > {}: {}{named} {from} {to}",
            i.relation, i.by.name, i.of.name, i.level
        )
        .unwrap();
        if i.sources > 1 {
            write!(lines, "; {} sources", i.sources).unwrap();
        }
        if !i.contradicted_by.is_empty() {
            write!(lines, "; contradicted").unwrap();
        }
        lines.push('\n');
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_the_reports_does_not_matter(seed in any::<u64>()) {
        thread_local! {
            static TOLD: (Reader, Vec<Act>) = {
                let reader = Reader::embedded().unwrap();
                let texts = paths().into_iter().map(|p| fs::read_to_string(p).unwrap());
                let cases: Vec<Case> = texts.flat_map(|text| cases(&text)).collect();
                let told = cases.iter().flat_map(|case| told(&reader, case)).collect();
                (reader, told)
            };
        }
        TOLD.with(|(reader, told)| {
            let mut mixed = told.clone();
            mixed.sort_by_key(|t| xxhash(seed, &t.id));
            prop_assert_eq!(intervals(reader, told), intervals(reader, &mixed));
            Ok(())
        })?;
    }
}

/// A hash that puts ids in another order for every seed.
fn xxhash(seed: u64, id: &str) -> u64 {
    id.bytes().fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3).rotate_left(7)
    })
}

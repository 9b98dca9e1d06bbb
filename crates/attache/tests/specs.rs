//! What texts mean: the news blocks of `specs/*.md` must give the events under them.
//!
//! In: a heading, a sentence of prose, a block of news (with a day of publication behind the word, if it matters, and `by` its
//! publisher) and a block of events such as `Norway -> Russia SANCTION 161 expel-diplomat actual`. A block of `events dates` shows
//! days too, one of `events levels` days and levels, one of `events speakers` who vouches for it. `ATTACHE_BLESS=1` writes what is found into the files. Known limit: amounts and places
//! are not shown.

use attache::article::Article;
use attache::event::{Event, Participant};
use attache::parse::Workspace;
use attache::reader::Reader;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// One news block and the events under it.
struct Case<'t> {
    heading: &'t str,
    published: &'t str,
    news: String,
    shows: &'t str,
    wanted: String,
    /// The lines of the file that the wanted events stand in.
    lines: std::ops::Range<usize>,
}

#[test]
fn texts_mean_what_the_specs_say() {
    let reader = Reader::embedded().expect("the project's own data are sound");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    // The folders hold what other tests read.
    paths.retain(|path| path.is_file());
    paths.sort();
    let mut wrong = String::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        // From the last to the first, so that the line numbers of those before stay true.
        for case in cases(&text).iter().rev() {
            let found = found(&reader, case);
            if found != case.wanted {
                let name = path.file_name().unwrap().display();
                writeln!(
                    wrong,
                    "{name}: {}\n wanted\n{}\n found\n{found}",
                    case.heading, case.wanted
                )
                .unwrap();
                lines.splice(case.lines.clone(), found.lines().map(str::to_owned));
            }
        }
        if std::env::var_os("ATTACHE_BLESS").is_some() {
            fs::write(&path, lines.join("\n") + "\n").unwrap();
        }
    }
    let is_blessed = std::env::var_os("ATTACHE_BLESS").is_some();
    assert!(is_blessed || wrong.is_empty(), "\n{wrong}");
}

fn cases(text: &str) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    let mut heading = "";
    let mut news = ("", String::new());
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if let Some(title) = line.strip_prefix('#') {
            heading = title.trim_start_matches('#').trim();
        } else if let Some(published) = line.strip_prefix("```news") {
            news = (published.trim(), block(&mut lines));
        } else if let Some(shows) = line.strip_prefix("```events") {
            let wanted = block(&mut lines);
            let lines = at + 1..at + 1 + wanted.lines().count();
            let (published, news) = news.clone();
            cases.push(Case {
                heading,
                published,
                news,
                shows: shows.trim(),
                wanted,
                lines,
            });
        }
    }
    cases
}

/// The lines up to the end of a block.
fn block<'t>(lines: &mut impl Iterator<Item = (usize, &'t str)>) -> String {
    lines
        .map(|(_, line)| line)
        .take_while(|line| *line != "```")
        .fold(String::new(), |all, line| all + line + "\n")
}

fn found(reader: &Reader, case: &Case<'_>) -> String {
    let (day, name) = case.published.split_once(" by ").unzip();
    let article = Article {
        published: day.unwrap_or(case.published).parse().ok(),
        publisher: name.map(str::to_owned),
        ..Article::new("spec", case.news.as_str())
    };
    let reading = reader.read(&article, &mut Workspace::default());
    reading.events.iter().map(|event| shown(event, case.shows) + "\n").collect()
}

fn shown(event: &Event, shows: &str) -> String {
    let act = event.act.as_deref().unwrap_or("-");
    let mut line = format!(
        "{} -> {} {} {} {act} {}",
        names(&event.actor),
        names(&event.recipient),
        event.event,
        event.cameo,
        event.status.name()
    );
    if shows == "levels" {
        line += &[" ", event.level.as_deref().unwrap_or("-")].concat();
    }
    if matches!(shows, "dates" | "levels") {
        line += " ";
        line += event.date.as_ref().map_or("-", |d| d.value.as_str());
    }
    if shows == "speakers" {
        let speakers: Vec<&str> = event.said_by.iter().map(|s| s.name.as_str()).collect();
        line += &[" [", &speakers.join(" > "), "]"].concat();
    }
    line
}

fn names(side: &[Participant]) -> String {
    if side.is_empty() {
        return "-".to_owned();
    }
    side.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", ")
}

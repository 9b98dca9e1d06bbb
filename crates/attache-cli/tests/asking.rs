//! Questions to a record as a user meets them: exit status, standard output and standard error together.
//!
//! In: four short reports of invented papers. Out: what `events`, `timeline`, `evidence` and `article` say of them. Where a new test goes:
//! below the one of its command. Ids are made of words and codes, so that a changed code changes the id: run and compare.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "shown/scratch.rs"]
mod scratch;

use scratch::{folder, run, shown};
use std::path::Path;
use tempfile::TempDir;

const REPORTS: &str = r#"{"id":"oslo","title":"A new state","text":"Norway recognized Kosovo on Monday.\nThe embassy said nothing.","published":"2025-07-04","publisher":"Gazette","url":"https://gazette.test/1"}
{"id":"copy","text":"On June 30 Norway officially recognized Kosovo.","published":"2025-07-05","publisher":"Herald"}
{"id":"denial","text":"Norway did not recognize Kosovo on June 30, 2025.","published":"2025-07-06","publisher":"Courier"}
{"id":"lima","text":"Chile severed relations with Peru on May 3, 2024. Bolivia condemned Chile.","published":"2024-05-04"}
"#;

/// A folder with the reports, and a record of them.
fn record() -> TempDir {
    let folder = folder(&[("in.jsonl", REPORTS)]);
    let (status, _, err) = run(folder.path(), &["add", "in.jsonl"]);
    assert_eq!(status, 0, "{err}");
    folder
}

/// The ids of events or happenings in what a command prints as JSON.
fn ids(folder: &Path, args: &[&str]) -> Vec<String> {
    let (status, out, err) = run(folder, args);
    assert_eq!(status, 0, "{err}");
    let id = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        row["id"].as_str().unwrap().to_owned()
    };
    out.lines().map(id).collect()
}

/// The articles of the events that a question finds.
fn articles(folder: &Path, question: &[&str]) -> String {
    let args = [&["events", "-f", "jsonl"], question].concat();
    let (_, out, err) = run(folder, &args);
    let article = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        row["article"].as_str().unwrap().to_owned()
    };
    let articles: Vec<String> = out.lines().map(article).collect();
    format!("{}{}", articles.join(" "), err.trim_end())
}

#[test]
fn events_shows_who_did_what_and_where_it_stands() {
    let folder = record();
    let [event] =
        ids(folder.path(), &["events", "-f", "jsonl", "--act", "sever-relations"])
            .try_into()
            .unwrap();
    let (_, out, _) =
        run(folder.path(), &["events", "-f", "jsonl", "--act", "sever-relations"]);
    let row: serde_json::Value = serde_json::from_str(&out).unwrap();
    let happening = row["happening"].as_str().unwrap();
    assert_eq!(
        shown(folder.path(), &["events", "--act", "sever-relations"]),
        format!(
            "status 0
-- out
2024-05-03  Chile → Peru  SANCTION sever-relations  161
    [Chile] *severed* relations with {{Peru}} on May 3, 2024.
    2024-05-04  no publisher  article lima  event {event}  of {happening}
-- err
"
        )
    );
}

#[test]
fn events_are_found_by_every_filter() {
    let folder = record();
    let check = |question: &[&str], wanted: &str| {
        assert_eq!(articles(folder.path(), question), wanted, "{question:?}");
    };
    let nothing = "nothing found";
    check(&["--actor", "Norway"], "oslo copy denial");
    check(&["--actor", "Oslo"], "oslo copy denial");
    check(&["--actor", "NORGOV", "--status", "negated"], "denial");
    check(&["--actor", "Kosovo"], nothing);
    check(&["--recipient", "Pristina", "--status", "actual"], "oslo copy");
    check(&["--between", "Kosovo", "NOR", "--until", "2025-07-01"], "oslo copy denial");
    check(&["--between", "Norway", "Peru"], nothing);
    check(&["--event", "accuse"], "lima");
    check(&["--act", "recognize", "--event", "SUPPORT"], "oslo copy denial");
    check(&["--since", "2025-01-01", "--until", "2025-01-31"], nothing);
    check(&["--since", "2025-07-01"], nothing);
    check(&["--text", "recognizing officially"], "copy");
    check(&["--text", "“Kosovo on Monday”"], "oslo");
    check(&["--text", "unicorns"], nothing);
    check(&["--said-by", "Norway"], nothing);
}

#[test]
fn questions_that_cannot_be_asked_are_told() {
    let folder = record();
    for (args, wanted) in [
        (&["--event", "party"][..], "“party” is no event; one of AGREE, CONSULT"),
        (&["--act", "dance"], "“dance” is no act; one of"),
        (&["--status", "maybe"], "“maybe” is no status; one of actual, future"),
        (&["--since", "2025-02-30"], "2025-02-30"),
        (&["--db", "nowhere.db"], "nowhere.db: is not there"),
        (&["nowhere.txt"], "nowhere.txt: cannot be read"),
    ] {
        let (status, out, err) = run(folder.path(), &[&["events"], args].concat());
        assert_eq!((status, out.as_str()), (2, ""), "{args:?}");
        assert!(err.contains(wanted), "{wanted} is not in\n{err}");
    }
    assert_eq!(
        shown(folder.path(), &["events", "--actor", "Chad"]),
        "status 1\n-- out\n-- err\nnothing found\n"
    );
}

#[test]
fn reports_can_be_asked_without_a_record() {
    let folder = folder(&[("in.jsonl", REPORTS)]);
    let there = run(record().path(), &["events", "-f", "csv"]);
    assert_eq!(run(folder.path(), &["events", "-f", "csv", "in.jsonl"]), there);
    let args = ["timeline", "Peru", "-f", "csv", "--from", "in.jsonl"];
    let there = run(record().path(), &["timeline", "Peru", "-f", "csv"]);
    assert_eq!(run(folder.path(), &args), there);
    assert!(!folder.path().join("attache.db").exists());
}

#[test]
fn timeline_tells_each_happening_once_with_its_sources() {
    let folder = record();
    let happenings = ids(folder.path(), &["timeline", "Kosovo", "NOR", "-f", "jsonl"]);
    let [told, denied] = happenings.try_into().unwrap();
    assert_eq!(
        shown(folder.path(), &["timeline", "Kosovo", "NOR"]),
        format!(
            "status 0
-- out
2025-06-30  Norway → Kosovo  SUPPORT recognize  054  2 sources
    [Norway] *recognized* {{Kosovo}} on Monday.
    2025-07-04  Gazette  article oslo
    2025-07-05  Herald  article copy
    happening {told}
2025-06-30  Norway → Kosovo  SUPPORT recognize  054  negated  1 source
    [Norway] did not *recognize* {{Kosovo}} on June 30, 2025.
    2025-07-06  Courier  article denial
    happening {denied}
-- err
"
        )
    );
    let (_, out, _) = run(folder.path(), &["timeline", "Kosovo", "-f", "csv"]);
    let rows: Vec<&str> = out.lines().collect();
    assert!(rows[0].starts_with("id,first,last,dated,event,mode,act,"), "{out}");
    assert!(rows[1].contains(",2,2,oslo; copy,Gazette; Herald,"), "{out}");
    let known = ["timeline", "Kosovo", "--known", "2025-07-04", "-f", "csv"];
    let (_, out, _) = run(folder.path(), &known);
    assert!(out.contains(",1,1,oslo,Gazette,") && out.lines().count() == 2, "{out}");
}

#[test]
fn evidence_of_an_event_names_every_report_and_what_contradicts_it() {
    let folder = record();
    let args = ["events", "-f", "jsonl", "--text", "officially"];
    let [event] = ids(folder.path(), &args).try_into().unwrap();
    let (status, out, err) = run(folder.path(), &["evidence", &event]);
    assert_eq!((status, err.as_str()), (0, ""));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], "2025-06-30  Norway → Kosovo  SUPPORT recognize  054");
    assert!(lines[1].ends_with(": 2 tellings, 2 independent sources"), "{out}");
    let at = |wanted: &str| lines.iter().position(|l| l.contains(wanted)).unwrap();
    let order = [
        at("told by:"),
        at("[Norway] officially *recognized* {Kosovo}"),
        at("2025-07-05  Herald  article copy"),
        at("told too by:"),
        at("2025-07-04  Gazette  article oslo  https://gazette.test/1"),
        at("contradicted by:"),
        at("did not *recognize*"),
    ];
    assert!(order.is_sorted(), "{out}");
    assert!(out.contains(&format!("    event {event}  rule recog")), "{out}");
    let (_, out, _) = run(folder.path(), &["evidence", &event, "-f", "csv"]);
    let why: Vec<&str> =
        out.lines().skip(1).map(|l| l.split(',').nth(1).unwrap()).collect();
    assert_eq!(why, ["told by", "told too by", "contradicted by"]);
}

#[test]
fn evidence_shows_different_numbers() {
    let told = |id, n| {
        let text = format!("Russia killed {n} soldiers of Ukraine on May 5, 2024.");
        format!("{{\"id\":\"{id}\",\"text\":\"{text}\",\"publisher\":\"{id}\"}}\n")
    };
    let folder = folder(&[("in.jsonl", &(told("k1", 12) + &told("k2", 15)))]);
    let from = ["--from", "in.jsonl"];
    let args = [&["timeline", "Ukraine", "-f", "jsonl"][..], &from].concat();
    let [happening] = ids(folder.path(), &args).try_into().unwrap();
    let (_, out, _) =
        run(folder.path(), &[&["evidence", &happening][..], &from].concat());
    assert!(out.contains(": 12 (k1), 15 (k2)\n"), "{out}");
    let (_, out, _) = run(folder.path(), &[&["timeline", "Ukraine"][..], &from].concat());
    assert!(out.contains("told differently: "), "{out}");
    assert!(out.contains(": 12 (k1), 15 (k2)\n"), "{out}");
}

#[test]
fn evidence_as_known_on_a_day_leaves_out_what_came_later() {
    let folder = record();
    let interval = "recognition/NOR/XKX/2025-06-30";
    let known = |day| run(folder.path(), &["evidence", interval, "--known", day]);
    let (status, out, _) = known("2025-07-04");
    assert_eq!(status, 0);
    assert!(out.contains("article oslo") && !out.contains("article copy"), "{out}");
    assert_eq!(known("2025-07-03").0, 1);
}

#[test]
fn what_is_stated_to_be_so_is_evidence_and_no_event() {
    let report = "{\"id\":\"s\",\"published\":\"2020-05-01\",\"text\":\"Brazil maintains an embassy in Guinea.\"}\n";
    let folder = folder(&[("in.jsonl", report)]);
    let of =
        |args: &[&str]| run(folder.path(), &[args, &["--from", "in.jsonl"]].concat());
    assert_eq!(run(folder.path(), &["events", "in.jsonl"]).0, 1);
    assert_eq!(of(&["timeline", "Brazil"]).0, 1);
    let (status, out, _) = of(&["evidence", "mission/BRA/GIN"]);
    assert_eq!(status, 0);
    assert!(out.contains("held through:") && out.contains("*maintains*"), "{out}");
}

#[test]
fn evidence_of_a_happening_and_of_an_interval() {
    let folder = record();
    let happenings = ids(folder.path(), &["timeline", "Peru", "Chile", "-f", "jsonl"]);
    let (status, out, _) =
        run(folder.path(), &["evidence", &happenings[0], "-f", "jsonl"]);
    assert_eq!((status, out.lines().count()), (0, 1), "{out}");
    assert!(out.contains(r#""why":"told by""#), "{out}");
    let interval = "recognition/NOR/XKX/2025-06-30";
    let (status, out, _) = run(folder.path(), &["evidence", interval]);
    assert_eq!(status, 0);
    let wanted =
        "recognition  Norway → Kosovo  recognised  from 2025-06-30 to still  2 sources
begun by:
  2025-06-30  Norway → Kosovo  SUPPORT recognize  054
    [Norway] *recognized* {Kosovo} on Monday.
    2025-07-04  Gazette  article oslo  https://gazette.test/1
";
    assert!(out.starts_with(wanted), "{out}");
    let by_names = "recognition/Oslo/Kosovo";
    assert_eq!(run(folder.path(), &["evidence", by_names]).1, out);
    let against = out.split_once("contradicted by:").unwrap().1;
    assert!(against.contains("did not *recognize*"), "{out}");
    for id in ["recognition/NOR/XKX/2024-05-04", "hnone", "none", "a/b/c/d"] {
        assert_eq!(run(folder.path(), &["evidence", id]).0, 1, "{id}");
    }
}

#[test]
fn article_marks_events_and_keeps_versions() {
    let folder = record();
    let args = ["events", "-f", "jsonl", "--text", "Monday"];
    let [event] = ids(folder.path(), &args).try_into().unwrap();
    assert_eq!(
        shown(folder.path(), &["article", "oslo"]),
        format!(
            "status 0
-- out
A new state
article oslo  2025-07-04  Gazette  https://gazette.test/1  counts as publisher Gazette

[Norway] *recognized* {{Kosovo}} on Monday.
The embassy said nothing.

2025-06-30  Norway → Kosovo  SUPPORT recognize  054
    event {event}
-- err
"
        )
    );
    let corrected = REPORTS.lines().next().unwrap().replace("Kosovo", "Palestine");
    std::fs::write(folder.path().join("new.jsonl"), corrected).unwrap();
    assert_eq!(run(folder.path(), &["add", "new.jsonl"]).0, 0);
    let (_, out, _) = run(folder.path(), &["article", "oslo"]);
    assert!(out.contains("{Palestine}"), "{out}");
    assert!(out.contains("version 1  2025-07-04  1 event"), "{out}");
    assert!(out.contains("version 2  2025-07-04  1 event"), "{out}");
    let (_, out, _) = run(folder.path(), &["article", "oslo", "--version", "1"]);
    assert!(out.contains("{Kosovo}"), "{out}");
    let (_, out, _) = run(folder.path(), &["article", "oslo", "-f", "jsonl"]);
    assert!(out.starts_with(r#"{"id":"oslo","title":"A new state","#), "{out}");
    assert!(out.contains(r#""version":2,"versions":[{"number":1,"#), "{out}");
    assert_eq!(
        run(folder.path(), &["article", "oslo", "-f", "csv"]).1.lines().count(),
        2
    );
    assert_eq!(run(folder.path(), &["article", "oslo", "--version", "3"]).0, 1);
    assert_eq!(run(folder.path(), &["article", "nothing"]).0, 1);
    // What was corrected is no event of the record any more.
    assert_eq!(run(folder.path(), &["evidence", &event]).0, 1);
}

#[test]
fn a_record_is_exported_like_its_reports() {
    let folder = record();
    for format in ["jsonl", "csv", "gdelt", "icews", "polecat", "phoenix"] {
        let of_record = run(folder.path(), &["export", "-f", format]);
        let of_reports = run(folder.path(), &["export", "-f", format, "in.jsonl"]);
        assert_eq!(of_record, of_reports);
        assert_eq!(of_record.0, 0);
    }
    let (_, out, _) =
        run(folder.path(), &["export", "-f", "icews", "--actor", "Bolivia"]);
    assert_eq!(out.lines().count(), 2, "{out}");
}

#[test]
fn help_keeps_filters_apart_from_the_rest() {
    for command in ["events", "export", "timeline", "evidence", "article"] {
        let (status, out, _) = run(Path::new("."), &[command, "-h"]);
        assert_eq!(status, 0);
        let (first, rest) = out.split_once("Data:").unwrap();
        let options = first.split("Which events:").next().unwrap();
        assert!(options.contains("--format"), "{out}");
        assert!(rest.contains("--verbs"), "{out}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_closed_pipe_is_no_error() {
    use std::process::{Command, Stdio};
    let folder = record();
    for args in [&["events"][..], &["timeline", "Norway"], &["article", "oslo"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
        command.current_dir(folder.path()).args(args);
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
    }
}

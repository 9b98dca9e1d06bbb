//! The record as a user meets it: what `add` and `rebuild` say of good and bad files.
//!
//! In: a scratch folder and a command. Out: exit status, standard output, standard error. Known limit: kills and full disks
//! are tried by `scripts/`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "shown/scratch.rs"]
mod scratch;

use scratch::run;
use std::fs;
use std::process::Command;

const REPORTS: &str = r#"{"id":"a","text":"Norway expelled two Russian diplomats.","published":"2025-07-04"}
{"id":"b","text":"Chad recognized Kosovo on 3 July 2025.","published":"2025-07-05"}
{"id":"c"}
"#;

#[test]
fn add_tells_what_became_of_each() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("r.jsonl"), REPORTS).unwrap();
    let (status, out, err) = run(here, &["add", "--list", "r.jsonl"]);
    assert_eq!((status, out.as_str()), (2, "added\ta\nadded\tb\n"));
    assert!(err.contains("r.jsonl:3:") && err.contains("1 refused"), "{err}");
    fs::write(here.join("r.jsonl"), REPORTS.replace("two", "three")).unwrap();
    let (_, out, err) = run(here, &["add", "--list", "r.jsonl"]);
    assert_eq!(out, "replaced\ta\nunchanged\tb\n");
    assert!(err.contains("0 added, 1 unchanged, 1 replaced, 1 refused"), "{err}");
    assert!(here.join("attache.db").is_file());
    // The log is taken in when the record is closed.
    assert!(!here.join("attache.db-wal").exists());
}

#[test]
fn rebuild_shows_what_changed_and_a_dry_run_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("r.jsonl"), REPORTS).unwrap();
    run(here, &["add", "r.jsonl"]);
    let rule = "[[rule]]\nid = \"serenade\"\nevent = \"SUPPORT\"\ncameo = \"051\"\n\
        verbs = [\"A serenade R\"]\nyes = [\"Chad serenaded Kosovo. => Chad > Kosovo\"]\n";
    fs::write(here.join("mine.toml"), rule).unwrap();
    let later = r#"{"id":"d","text":"Chad serenaded Kosovo.","published":"2025-07-06"}"#;
    fs::write(here.join("d.jsonl"), later).unwrap();
    run(here, &["add", "d.jsonl"]);
    let (status, out, err) = run(here, &["rebuild", "--dry-run", "--verbs", "mine.toml"]);
    assert_eq!(status, 0, "{err}");
    assert!(out.starts_with("+ d\t") && out.contains("Chad → Kosovo"), "{out}");
    let again = run(here, &["rebuild", "--verbs", "mine.toml"]);
    assert_eq!((status, out, err), again);
    let (_, out, err) = run(here, &["rebuild", "--verbs", "mine.toml"]);
    assert_eq!(out, "");
    assert!(err.contains("3 events stay, 0 go, 0 come"), "{err}");
}

#[test]
fn what_is_no_record_is_refused_in_plain_words() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("r.jsonl"), REPORTS).unwrap();
    fs::write(here.join("letter.db"), "Dear sir, this is no record.".repeat(99)).unwrap();
    for (args, wanted) in [
        (
            ["add", "r.jsonl", "--db", "letter.db"].as_slice(),
            "letter.db: is no record of attache",
        ),
        (&["add", "r.jsonl", "--db", "."], ".: is a folder; a file is wanted"),
        (&["add", "r.jsonl", "--db", "no/such.db"], "no/such.db: is not there"),
        (
            &["rebuild", "--db", "none.db"],
            "none.db: is not there; `attache add` makes a record",
        ),
    ] {
        let (status, out, err) = run(here, args);
        assert_eq!((status, out.as_str()), (2, ""), "{args:?}");
        assert!(err.contains(wanted), "{args:?}: {err}");
    }
    let letter = fs::read_to_string(here.join("letter.db")).unwrap();
    assert!(letter.starts_with("Dear sir"));
}

#[test]
fn two_that_add_at_once_take_turns() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let start = |name: &str| {
        let report = |i: u32| {
            format!(
                "{{\"id\":\"{name}{i}\",\"text\":\"Norway expelled {i} diplomats of {name}.\"}}\n"
            )
        };
        fs::write(here.join(name), (0..300).map(report).collect::<String>()).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
        command.current_dir(here).args(["add", name]).spawn().unwrap()
    };
    let (mut first, mut second) = (start("chad.jsonl"), start("iran.jsonl"));
    assert!(first.wait().unwrap().success() && second.wait().unwrap().success());
    let (_, out, _) = run(here, &["add", "--list", "chad.jsonl", "iran.jsonl"]);
    assert_eq!(out.lines().filter(|l| l.starts_with("unchanged")).count(), 600);
}

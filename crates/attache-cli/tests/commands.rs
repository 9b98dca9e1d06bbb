//! The commands as a user meets them: exit status, standard output, standard error.
//!
//! In: a scratch folder and a command. Out: all three at once. Where a new test goes: below the one of its command; what a
//! text means belongs in the library's `specs/`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const NORWAY: &str = "Norway expelled two Russian diplomats on Monday.";
const SCHOOL: &str = "The choir sang in the village hall.";

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn attache(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
    command.current_dir(folder).args(args);
    command
}

/// Exit status, standard output, standard error.
fn shown(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    shown(&attache(folder, args).output().unwrap())
}

fn with_input(args: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut command = attache(Path::new("."), args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    shown(&child.wait_with_output().unwrap())
}

#[test]
fn read_shows_events_to_people() {
    let folder = folder(&[("norway.txt", NORWAY.as_bytes())]);
    let args = ["read", "norway.txt", "--published", "2025-07-04", "--publisher", "BBC"];
    let (status, out, err) = run(folder.path(), &args);
    assert_eq!((status, err.as_str()), (0, ""));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], "norway");
    assert!(lines[1].contains("Norway → Russia  SANCTION"), "{out}");
    assert!(lines[2].contains("[Norway] *expelled*"), "{out}");
}

#[test]
fn read_without_an_event_ends_with_one() {
    let folder = folder(&[("choir.txt", SCHOOL.as_bytes())]);
    assert_eq!(
        run(folder.path(), &["read", "choir.txt"]),
        (1, "choir\n  no event\n\n".into(), String::new())
    );
    assert_eq!(
        run(folder.path(), &["read", "-f", "jsonl", "choir.txt"]),
        (1, String::new(), String::new())
    );
}

#[test]
fn read_takes_standard_input_of_both_kinds() {
    let (status, out, _) = with_input(&["read", "-f", "jsonl", "-"], NORWAY.as_bytes());
    assert_eq!(status, 0);
    assert!(out.contains(r#""article":"stdin""#), "{out}");
    let line = format!("\n {{\"id\":\"n1\",\"text\":\"{NORWAY}\"}}");
    let (status, out, _) = with_input(&["read", "-f", "jsonl", "-"], line.as_bytes());
    assert_eq!(status, 0);
    assert!(out.contains(r#""article":"n1""#), "{out}");
}

#[test]
fn read_tells_bad_input_and_reads_the_rest() {
    let mut lines =
        format!("{{\"id\":\"a\",\"text\":\"{NORWAY}\"}}\n{{broken\n{{\"id\":\"b\"}}\n")
            .into_bytes();
    lines.extend(
        b"\xff\n\0\n{\"id\":\"c\",\"text\":\"x\",\"published\":\"2025-02-30\"}\n",
    );
    lines.extend(format!("{{\"id\":\"d\",\"text\":\"{NORWAY}\"}}").bytes());
    let folder =
        folder(&[("in.jsonl", &lines), ("empty.txt", b""), ("latin.txt", b"Caf\xe9")]);
    let args =
        ["read", "-f", "jsonl", "in.jsonl", "empty.txt", "latin.txt", "nowhere.txt"];
    let (status, out, err) = run(folder.path(), &args);
    assert_eq!(status, 2);
    assert_eq!(out.lines().count(), 2, "{out}");
    for wanted in [
        "error: in.jsonl:2: key must be a string at column 2",
        "error: in.jsonl:3: lacks “text”",
        "error: in.jsonl:4: is not UTF-8 at byte",
        "error: in.jsonl:5: has a NUL at byte",
        "error: in.jsonl:6: “published”: “2025-02-30” is no day; YYYY-MM-DD is wanted",
        "error: empty.txt: is empty",
        "error: latin.txt: is not UTF-8 at byte 3",
        "error: nowhere.txt: cannot be read",
        "8 articles left out, all others read",
    ] {
        assert!(err.contains(wanted), "{wanted} is not in\n{err}");
    }
}

#[test]
fn read_passes_over_what_is_no_text_or_too_long() {
    let mut lines = vec![b'a'; 17 << 20];
    lines.extend(format!("\n{{\"id\":\"d\",\"text\":\"{NORWAY}\"}}\n").bytes());
    let folder = folder(&[
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("nothing.jsonl", b""),
        ("long.jsonl", &lines),
        ("long.txt", &b"a ".repeat(9 << 20)),
    ]);
    fs::create_dir(folder.path().join("folder.txt")).unwrap();
    let files = ["picture.txt", "nothing.jsonl", "folder.txt", "long.txt", "long.jsonl"];
    let (status, out, err) =
        run(folder.path(), &[["read", "-f", "jsonl"].as_slice(), &files].concat());
    assert_eq!(status, 2);
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(out.contains(r#""article":"d""#) && out.ends_with("}\n"), "{out}");
    for wanted in [
        "error: picture.txt: has a NUL at byte 8",
        "error: nothing.jsonl: is empty",
        "error: folder.txt: cannot be read",
        "error: long.txt: the text has 17 MiB; an article may have at most 16 MiB",
        "error: long.jsonl:1: the line has 18 MiB; an article may have at most 16 MiB",
        "5 articles left out, all others read",
    ] {
        assert!(err.contains(wanted), "{wanted} is not in\n{err}");
    }
}

#[test]
fn texts_that_no_one_writes_are_read_to_their_end() {
    for (unit, size) in [
        ("(", 1_000_000),
        ("a", 2_000_000),
        ("\" ' (a) [b] Mr. U.S. ", 60_000),
        ("Norway expelled diplomats of Russia and ", 60_000),
    ] {
        let text = unit.repeat(size / unit.len());
        let (status, _, err) = with_input(&["read", "-f", "jsonl", "-"], text.as_bytes());
        assert!(matches!(status, 0 | 1), "{unit}: {status}");
        assert_eq!(err, "", "{unit}");
    }
}

#[test]
fn read_answers_the_same_for_any_number_of_jobs() {
    let line = |i| {
        format!(
            "{{\"id\":\"a{i}\",\"text\":\"{NORWAY} Turkey met {i} envoys of Iran.\"}}\n"
        )
    };
    let lines: String = (0..300).map(line).collect();
    let folder = folder(&[("in.jsonl", lines.as_bytes())]);
    for format in ["jsonl", "csv", "text"] {
        let answer =
            |jobs| run(folder.path(), &["read", "-j", jobs, "-f", format, "in.jsonl"]);
        let one = answer("1");
        assert_eq!(one.0, 0);
        assert_eq!(one, answer("1"));
        assert_eq!(one, answer("3"));
    }
}

#[test]
fn read_writes_a_whole_file_or_none() {
    let folder = folder(&[("norway.txt", NORWAY.as_bytes())]);
    let (status, out, _) =
        run(folder.path(), &["read", "-f", "csv", "-o", "out.csv", "norway.txt"]);
    assert_eq!((status, out.as_str()), (0, ""));
    let written = fs::read_to_string(folder.path().join("out.csv")).unwrap();
    assert!(written.starts_with("id,article,published,"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    let (status, _, err) =
        run(folder.path(), &["read", "-o", "no/such/out.csv", "norway.txt"]);
    assert_eq!(status, 2);
    assert!(err.contains("cannot write no/such/out.csv"), "{err}");
}

/// A file may not outgrow the limit, as if the disk were full; what stands in it ends with a whole line.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_cuts_no_line() {
    let line = format!("{{\"id\":\"a\",\"text\":\"{NORWAY}\"}}\n");
    let folder = folder(&[("in.jsonl", line.repeat(2_000).as_bytes())]);
    let limited =
        "trap '' XFSZ; ulimit -f 200; exec \"$0\" read -f jsonl in.jsonl > out.jsonl";
    let output = Command::new("sh")
        .args(["-c", limited, env!("CARGO_BIN_EXE_attache")])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let (status, _, err) = shown(&output);
    let written = fs::read_to_string(folder.path().join("out.jsonl")).unwrap();
    let n = written.lines().count();
    assert_eq!(status, 2);
    assert!(err.contains(&format!("after {n} whole lines: File too large")), "{err}");
    assert!(n > 50 && written.ends_with("}\n"), "{n} lines");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_a_closed_pipe_is_none() {
    let folder = folder(&[("norway.txt", NORWAY.as_bytes())]);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output =
        attache(folder.path(), &["read", "norway.txt"]).stdout(full).output().unwrap();
    let (status, _, err) = shown(&output);
    assert_eq!(status, 2);
    assert!(err.contains("standard output after 0 whole lines: No space left"), "{err}");
    assert_eq!(run(folder.path(), &["read", "-o", "/dev/full", "norway.txt"]).0, 2);
    let lines = format!("{{\"id\":\"a\",\"text\":\"{NORWAY}\"}}\n").repeat(2_000);
    fs::write(folder.path().join("in.jsonl"), lines).unwrap();
    let mut command = attache(folder.path(), &["read", "-f", "jsonl", "in.jsonl"]);
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(
        shown(&child.wait_with_output().unwrap()),
        (0, String::new(), String::new())
    );
}

#[test]
fn read_adds_the_user_s_data() {
    let rule = "[[rule]]\nid = \"paint\"\nevent = \"SUPPORT\"\ncameo = \"051\"\nverbs = [\"A paint R\"]\n\
        yes = [\"Chile painted Peru.\"]\n";
    let folder = folder(&[
        ("own.toml", rule.as_bytes()),
        ("song.txt", b"Chile painted Peru on Monday."),
    ]);
    assert_eq!(run(folder.path(), &["read", "song.txt"]).0, 1);
    let (status, out, _) =
        run(folder.path(), &["read", "-f", "jsonl", "--verbs", "own.toml", "song.txt"]);
    assert_eq!(status, 0);
    assert!(out.contains(r#""rule":"paint""#), "{out}");
    fs::write(folder.path().join("bad.toml"), "[[rule]]\nid = 5\n").unwrap();
    let (status, out, err) = run(folder.path(), &["check", "--verbs", "bad.toml"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("bad.toml:"), "{err}");
}

#[test]
fn relate_answers_every_line_in_order() {
    let lines = format!(
        "{{\"id\":\"r1\",\"text\":\"{NORWAY}\",\"actor\":[[0,6]],\"recipient\":[[20,27]],\"gold_event\":\"x\"}}\n\
         {{\"id\":\"r2\",\"text\":\"é\",\"actor\":[[0,2]],\"recipient\":[]}}\n\
         {{\"id\":\"r3\",\"text\":\"é Mali\",\"actor\":[[2,6]],\"recipient\":[]}}\n"
    );
    let (status, out, err) = with_input(&["relate", "-"], lines.as_bytes());
    assert_eq!(status, 2);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 2, "{out}");
    assert!(lines[0].starts_with(r#"{"id":"r1","event":"#), "{out}");
    assert!(lines[1].starts_with(r#"{"id":"r3","event":""#), "{out}");
    assert!(
        err.contains("standard input:2: “actor” has [0,2]; start < end <= 1 is wanted"),
        "{err}"
    );
}

#[test]
fn explain_tells_words_and_codes() {
    let folder = folder(&[("norway.txt", NORWAY.as_bytes())]);
    let (status, out, _) = run(folder.path(), &["explain", "norway.txt"]);
    assert_eq!(status, 0);
    for wanted in
        ["expelled", "expel", "VBD", "root", "NORGOV", "actors/states.tsv:", "by rule"]
    {
        assert!(out.contains(wanted), "{wanted} is not in\n{out}");
    }
    let (status, out, _) = run(folder.path(), &["explain", "-f", "jsonl", "norway.txt"]);
    assert_eq!(status, 0);
    assert!(out.lines().all(|l| l.starts_with('{') && l.ends_with('}')), "{out}");
    for (code, wanted) in [
        ("054", "CAMEO code 054"),
        ("SUPPORT", "PLOVER event SUPPORT"),
        ("nsubj", "relation nsubj"),
        ("VBD", "tag VBD"),
        ("recognize", "rule "),
        ("NOR", "Norway"),
    ] {
        let (status, out, _) = run(folder.path(), &["explain", code]);
        assert_eq!(status, 0, "{code}");
        assert!(out.contains(wanted), "{code}: {out}");
    }
    assert_eq!(run(folder.path(), &["explain", "xyzzy"]).0, 1);
}

#[test]
fn help_and_version_are_there() {
    let here = Path::new(".");
    let (status, out, _) = run(here, &["--version"]);
    assert_eq!((status, out), (0, format!("attache {}\n", env!("CARGO_PKG_VERSION"))));
    for command in ["read", "explain", "relate", "check"] {
        let (status, out, _) = run(here, &[command, "--help"]);
        assert_eq!(status, 0);
        assert!(out.contains("Usage: attache"), "{out}");
    }
    assert_eq!(run(here, &["read"]).0, 2);
    assert_eq!(run(here, &["read", "--published", "2025-02-30", "x.txt"]).0, 2);
}

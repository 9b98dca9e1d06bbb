//! The files that others read: columns, order, conventions, and what is left out.
//!
//! In: three short reports. Out: every cell of a row that matters. Where a new test goes: below the one of its format.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "shown/scratch.rs"]
mod scratch;

use scratch::{folder, run};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const REPORTS: &str = r#"{"id":"oslo","text":"Norway expelled two Russian diplomats on Monday.","published":"2025-07-04","publisher":"Gazette","url":"https://gazette.test/1"}
{"id":"copy","text":"On June 30 Norway expelled two Russian diplomats.","published":"2025-07-05","publisher":"Herald; Post","url":"https://herald.test/9"}
{"id":"bern","text":"Chile did not close its embassy in Bern. France imposed sanctions on Belarus.","published":"2025-07-06"}
{"id":"ankara","text":"The foreign ministers of Turkey and Iran met in Ankara on Tuesday.","published":"2025-07-04"}
"#;

fn reports() -> TempDir {
    folder(&[("in.jsonl", REPORTS)])
}

/// The rows of a file, each with its cells.
fn rows(folder: &Path, format: &str) -> (Vec<Vec<String>>, String) {
    let (status, out, err) = run(folder, &["export", "-f", format, "in.jsonl"]);
    assert_eq!(status, 0, "{err}");
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
    (out.lines().map(cells).collect(), err)
}

fn check(row: &[String], wanted: &[(usize, &str)]) {
    for (at, cell) in wanted {
        assert_eq!(row[*at], *cell, "cell {at} of {row:?}");
    }
}

#[test]
fn gdelt_has_sixty_one_columns_and_one_row_for_all_tellings() {
    let folder = reports();
    let (rows, err) = rows(folder.path(), "gdelt");
    assert!(rows.iter().all(|row| row.len() == 61), "{rows:?}");
    assert_eq!(err, "1 event left out: negated, future or hypothetical\n");
    let days: Vec<&str> = rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(days, ["20250630", "20250701", "20250701", "20250706"]);
    check(
        &rows[0],
        &[
            (2, "202506"),
            (3, "2025"),
            (4, "2025.5753"),
            (5, "NORGOV"),
            (6, "NORWAY"),
            (7, "NOR"),
            (12, "GOV"),
            (15, "RUSGOV"),
            (25, "1"),
            (26, "161"),
            (27, "161"),
            (28, "16"),
            (29, "4"),
            (30, "-4.0"),
            (31, "2"),
            (32, "2"),
            (33, "2"),
            (35, "0"),
            (51, "0"),
            (59, "20250704000000"),
            (60, "https://gazette.test/1"),
        ],
    );
    let place = [
        (51, "4"),
        (52, "Ankara, Turkey"),
        (53, "TU"),
        (54, "TU68"),
        (58, ""),
        (60, "ankara"),
    ];
    check(&rows[1], &place);
    check(&rows[2], &place);
    assert_eq!((&rows[1][7], &rows[1][17]), (&rows[2][17], &rows[2][7]));
    check(&rows[3], &[(26, "163"), (30, "-8.0")]);
    let ids: Vec<u64> = rows.iter().map(|row| row[0].parse().unwrap()).collect();
    assert!(ids.iter().all(|id| *id < 1 << 53));
}

#[test]
fn icews_has_twenty_columns_and_a_header() {
    let folder = reports();
    let (rows, _) = rows(folder.path(), "icews");
    assert!(rows.iter().all(|row| row.len() == 20), "{rows:?}");
    check(&rows[0], &[(0, "Event ID"), (6, "CAMEO Code"), (19, "Longitude")]);
    let mut ids: Vec<&String> = rows.iter().map(|row| &row[0]).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), rows.len());
    check(
        &rows[1],
        &[
            (1, "2025-06-30"),
            (2, "Government (Norway)"),
            (3, "Government"),
            (4, "Norway"),
            (6, "161"),
            (7, "-4.0"),
            (8, "Government (Russian Federation)"),
            (12, "1"),
            (13, "Gazette"),
        ],
    );
    check(&rows[2], &[(1, "2025-06-30"), (13, "Herald; Post")]);
    check(&rows[3], &[(1, "2025-07-01"), (14, "Ankara"), (17, "Turkey")]);
}

#[test]
fn polecat_has_forty_columns_and_says_none() {
    let folder = reports();
    let (rows, _) = rows(folder.path(), "polecat");
    assert!(rows.iter().all(|row| row.len() == 40), "{rows:?}");
    assert!(rows.iter().flatten().all(|cell| !cell.is_empty()), "{rows:?}");
    check(&rows[0], &[(0, "Event ID"), (9, "Actor COW"), (39, "Version")]);
    check(
        &rows[1],
        &[
            (1, "2025-06-30"),
            (2, "SANCTION"),
            (3, "expel"),
            (5, "4"),
            (7, "Norway"),
            (8, "NOR"),
            (9, "385"),
            (10, "GOV"),
            (13, "Norway"),
            (14, "None"),
            (16, "RUS"),
            (23, "None"),
            (33, "Gazette"),
            (34, "2025-07-04"),
        ],
    );
    check(&rows[3], &[(23, "Ankara"), (27, "TUR"), (30, "323786"), (32, "PPL")]);
}

#[test]
fn phoenix_has_twenty_six_columns_and_the_older_numbers() {
    let folder = reports();
    let (rows, _) = rows(folder.path(), "phoenix");
    assert!(rows.iter().all(|row| row.len() == 26), "{rows:?}");
    let id = format!("1_v{}", env!("CARGO_PKG_VERSION"));
    check(
        &rows[0],
        &[
            (0, &id),
            (1, "20250630"),
            (3, "6"),
            (5, "NORGOV"),
            (6, "NOR"),
            (7, "GOV"),
            (13, "161"),
            (14, "16"),
            (15, "3"),
            (23, "copy_1;oslo_1"),
            (24, "https://gazette.test/1;https://herald.test/9"),
            (25, "Gazette;Herald, Post"),
        ],
    );
    check(&rows[1], &[(20, "Ankara"), (22, "TUR")]);
    // Sanctions: 163 today, 166 in the older numbering.
    check(&rows[3], &[(13, "166"), (16, "-8.0")]);
}

#[test]
fn json_and_csv_are_what_read_prints() {
    let folder = reports();
    for format in ["jsonl", "csv"] {
        // In the order of days, not of the input.
        let lines = |name| {
            let (status, out, _) = run(folder.path(), &[name, "-f", format, "in.jsonl"]);
            assert_eq!(status, 0);
            let mut lines: Vec<String> = out.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        assert_eq!(lines("export"), lines("read"));
    }
}

#[test]
fn a_file_appears_whole_and_nothing_to_export_is_no_answer() {
    let folder = reports();
    let args = ["export", "-f", "parquet", "-o", "out.parquet", "in.jsonl"];
    assert_eq!(run(folder.path(), &args), (0, String::new(), String::new()));
    let bytes = fs::read(folder.path().join("out.parquet")).unwrap();
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    fs::write(folder.path().join("choir.txt"), "The choir sang.").unwrap();
    let (status, out, _) = run(folder.path(), &["export", "-f", "gdelt", "choir.txt"]);
    assert_eq!((status, out.as_str()), (1, ""));
    assert_eq!(run(folder.path(), &["export", "-f", "gdelt", "nowhere.txt"]).0, 2);
    assert_eq!(run(folder.path(), &["export", "choir.txt"]).0, 2);
}

#[test]
fn help_says_what_each_file_cannot_hold() {
    let (status, out, _) = run(Path::new("."), &["export", "--help"]);
    assert_eq!(status, 0);
    for wanted in ["61 columns", "20 columns", "40 columns", "26 columns", "cannot hold"]
    {
        assert!(out.contains(wanted), "{wanted} is not in\n{out}");
    }
}

//! The house rules that a program can check: sizes, module docs, sorted tables, names, layers.
//!
//! In: the sources. Out: every breach at once, with its file. Known limit: layers are told from `crate::` paths in the source.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// Lines of a file before its tests.
const MOST_LINES: usize = 600;

/// Lower modules never name higher ones.
const LAYERS: &[&str] = &[
    "span", "article", "sentence", "parse", "mention", "actor", "time", "event",
    "record", "standing",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every file under `folder` that ends so, in order.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<(String, String)> {
    let crates = root().join("crates");
    let folders =
        ["attache", "attache-arithmetic", "attache-cli", "attache-desk", "attache-lab"]
            .map(|name| crates.join(name).join("src"));
    let paths = folders.iter().flat_map(|folder| files(folder, ".rs"));
    let named = |path: PathBuf| {
        let name = path.strip_prefix(&crates).unwrap().display().to_string();
        (name, fs::read_to_string(path).unwrap())
    };
    paths.map(named).collect()
}

fn product(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or_default()
}

fn fail_on(breaches: &[String]) {
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut breaches = Vec::new();
    for (name, text) in sources() {
        let n = product(&text).lines().count();
        if n > MOST_LINES {
            breaches.push(format!(
                "{name}: {n} lines before its tests; at most {MOST_LINES}"
            ));
        }
        if !text.trim_start().starts_with("//!") {
            breaches.push(format!("{name}: begins without //!"));
        }
    }
    fail_on(&breaches);
}

#[test]
fn names_are_words_of_the_trade() {
    let banned = [
        "util",
        "utils",
        "helper",
        "helpers",
        "common",
        "misc",
        "manager",
        "processor",
        "handler",
        "mod",
    ];
    let stem =
        |name: &str| Path::new(name).file_stem().unwrap().to_string_lossy().into_owned();
    let is_banned = |name: &&String| banned.contains(&stem(name).as_str());
    let names: Vec<String> = sources().into_iter().map(|(name, _)| name).collect();
    let breaches: Vec<String> = names
        .iter()
        .filter(is_banned)
        .map(|n| format!("{n}: the name says nothing"))
        .collect();
    fail_on(&breaches);
}

#[test]
fn every_module_is_in_the_architecture() {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let mut breaches = Vec::new();
    for (name, _) in sources() {
        let parts: Vec<&str> = name.split('/').collect();
        // Modules of a folder are told of with the folder's own.
        let ["attache", "src", file] = parts.as_slice() else { continue };
        let module = file.trim_end_matches(".rs");
        if !page.contains(&format!("`{module}`")) {
            breaches.push(format!("ARCHITECTURE.md: no word on `{module}`"));
        }
    }
    fail_on(&breaches);
}

#[test]
fn lower_modules_never_name_higher_ones() {
    let mut breaches = Vec::new();
    for (name, text) in sources() {
        let Some(rest) = name.strip_prefix("attache/src/") else { continue };
        let module = rest.split(['/', '.']).next().unwrap();
        let Some(layer) = LAYERS.iter().position(|l| *l == module) else { continue };
        for higher in &LAYERS[layer + 1..] {
            let names = |line: &&str| {
                let code = line.split("//").next().unwrap_or_default();
                let path = format!("crate::{higher}");
                code.match_indices(&path).any(|(at, _)| {
                    !code[at + path.len()..]
                        .starts_with(|c: char| c.is_alphanumeric() || c == '_')
                })
            };
            for line in product(&text).lines().filter(names) {
                breaches
                    .push(format!("{name}: {module} names {higher}: {}", line.trim()));
            }
        }
    }
    fail_on(&breaches);
}

#[test]
fn tables_are_sorted_and_unique() {
    let mut breaches = Vec::new();
    for path in files(&root().join("crates/attache/data/actors"), ".tsv") {
        let text = fs::read_to_string(&path).unwrap();
        let rows =
            text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')).skip(1);
        let rows: Vec<(usize, &str)> = rows.collect();
        for pair in rows.windows(2) {
            if pair[0].1 >= pair[1].1 {
                breaches.push(format!(
                    "{}:{}: twice or out of order",
                    path.display(),
                    pair[1].0 + 1
                ));
            }
        }
    }
    fail_on(&breaches);
}

#[test]
fn rule_files_are_all_compiled_in() {
    let source =
        fs::read_to_string(root().join("crates/attache/src/data/source.rs")).unwrap();
    let data = root().join("crates/attache/data");
    let tables = files(&data.join("actors"), ".tsv")
        .into_iter()
        .chain(files(&data.join("verbs"), ".toml"));
    let name = |path: PathBuf| path.strip_prefix(&data).unwrap().display().to_string();
    let is_left_out = |name: &String| !source.contains(&format!("\"{name}\""));
    let breaches: Vec<String> = tables
        .map(name)
        .filter(is_left_out)
        .map(|n| format!("{n}: not in data/source.rs"))
        .collect();
    fail_on(&breaches);
}

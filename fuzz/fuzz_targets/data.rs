//! Any bytes as a user's data files: sound, or faults with their place; never a panic.
#![no_main]

use attache::data::Data;
use attache::data::source::Source;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

/// Only what rules need to be read: the tables of actors would take all the time.
static OWN: LazyLock<Vec<Source>> = LazyLock::new(|| {
    Source::embedded().into_iter().filter(|s| !s.path.contains('/')).collect()
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let file = |path: &str| Source { path: path.to_owned(), text: text.to_owned().into() };
    let _ = Data::load(&OWN, &[file("fuzz.tsv")], &[file("fuzz.toml")]);
});

//! Any bytes as a text file: it is refused with a reason, or read without a panic.
#![no_main]

use attache::article::from_text;
use attache::export::write_jsonl;
use attache::parse::Workspace;
use attache::reader::Reader;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static READER: LazyLock<Reader> =
    LazyLock::new(|| Reader::embedded().expect("the project's own data are sound"));

fuzz_target!(|bytes: &[u8]| {
    if let Ok(article) = from_text("fuzz", bytes.to_vec()) {
        let reading = READER.read(&article, &mut Workspace::default());
        write_jsonl(&article, &reading.events, Vec::new()).expect("memory takes any text");
    }
});

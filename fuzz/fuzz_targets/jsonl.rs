//! Any bytes as a file of JSON lines: every line is an article or a reason.
#![no_main]

use attache::article::{Lines, from_json};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut last = 0;
    for line in Lines::new(bytes) {
        let line = line.expect("memory can be read");
        assert!(line.end > last && line.end <= bytes.len() as u64);
        last = line.end;
        let _ = line.text.and_then(|text| from_json(&text));
    }
});

//! The lines of a file, one after the other, in flat memory whatever the file holds.
//!
//! In: any bytes, such as `{"id":"a1",…}⏎⏎{"id":"a2",…}`. Out: the lines 1 and 3, each as text or with the reason why it
//! is none; blank lines are passed over. Known limit: lines end with a line feed.

use super::{MAX_BYTES, too_long};
use std::io::{self, BufRead, Read};

/// One line that is not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number, counted from 1.
    pub number: usize,
    /// The bytes of the file up to its end.
    pub end: u64,
    /// What stands in it, or why that is no text.
    pub text: Result<String, String>,
}

/// Goes through the lines of a file.
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    number: usize,
    end: u64,
    is_broken: bool,
}

impl<R: BufRead> Lines<R> {
    /// The lines of what `reader` reads.
    pub fn new(reader: R) -> Self {
        Self { reader, number: 0, end: 0, is_broken: false }
    }

    /// The next line, blank or not.
    fn line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let limit = MAX_BYTES as u64 + 1;
        let mut n =
            self.reader.by_ref().take(limit).read_until(b'\n', &mut bytes)? as u64;
        if n == 0 {
            return Ok(None);
        }
        let start = self.end;
        let is_too_long = n == limit && bytes.last() != Some(&b'\n');
        if is_too_long {
            n += self.reader.skip_until(b'\n')? as u64;
        }
        self.number += 1;
        self.end += n;
        let text =
            if is_too_long { Err(too_long("the line", n)) } else { utf8(bytes, start) };
        Ok(Some(Line { number: self.number, end: self.end, text }))
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        let is_blank =
            |line: &Line| line.text.as_ref().is_ok_and(|t| t.trim().is_empty());
        while !self.is_broken {
            match self.line() {
                Ok(Some(line)) if is_blank(&line) => {}
                Ok(line) => return line.map(Ok),
                Err(error) => {
                    self.is_broken = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

/// The text that bytes are; `start` is where they begin in their file.
pub(super) fn utf8(bytes: Vec<u8>, start: u64) -> Result<String, String> {
    if let Some(at) = bytes.iter().position(|b| *b == 0) {
        let at = start + at as u64;
        return Err(format!("has a NUL at byte {at}; plain text in UTF-8 is wanted"));
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let at = start + error.utf8_error().valid_up_to() as u64;
        format!("is not UTF-8 at byte {at}; plain text in UTF-8 is wanted")
    })?;
    if start == 0 && text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(bytes: &[u8]) -> Vec<(usize, u64, Result<String, String>)> {
        let line = |line: io::Result<Line>| {
            let line = line.unwrap();
            (line.number, line.end, line.text)
        };
        Lines::new(bytes).map(line).collect()
    }

    #[test]
    fn blank_lines_are_passed_over_but_counted() {
        let ok = |number, end, text: &str| (number, end, Ok(text.to_owned()));
        assert_eq!(shown(b"\na\n \r\nb"), [ok(2, 3, "a\n"), ok(4, 7, "b")]);
        assert!(shown(b"").is_empty());
    }

    #[test]
    fn bytes_that_are_no_text_are_told_by_their_place_in_the_file() {
        let lines = shown(b"a\nb\xff\nc\0\nd");
        assert!(lines[1].2.as_ref().unwrap_err().contains("not UTF-8 at byte 3"));
        assert!(lines[2].2.as_ref().unwrap_err().contains("NUL at byte 6"));
        assert_eq!(lines[3].2.as_deref(), Ok("d"));
    }

    #[test]
    fn a_line_without_end_is_not_kept() {
        let long = io::repeat(b'a').take(200 << 20).chain(&b"\nb\n"[..]);
        let lines: Vec<Line> =
            Lines::new(io::BufReader::new(long)).map(Result::unwrap).collect();
        assert!(lines[0].text.as_ref().unwrap_err().contains("201 MiB"));
        assert_eq!(lines[1].text.as_deref(), Ok("b\n"));
        assert_eq!((lines.len(), lines[1].number), (2, 2));
    }
}

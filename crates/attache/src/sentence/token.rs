//! Tokens: the words, clitics, figures and signs of a stretch of text, in Universal Dependencies' way of cutting.
//!
//! In: a range of the text. Out: spans in order that cover everything but space. “Mr. Haq’s state-run TV cannot
//! pay $390.” gives Mr. | Haq | ’s | state | - | run | TV | can | not | pay | $ | 390 | . — Known limit: words
//! written without their apostrophe (“dont”) stay whole.

use super::text_data::TextData;
use crate::span::Span;
use compact_str::CompactString;

/// Cuts `text[range]` into tokens and appends them.
pub(super) fn cut(data: &TextData, text: &str, range: Span, tokens: &mut Vec<Span>) {
    let mut at = range.start as usize;
    let end = range.end as usize;
    while at < end {
        let chunk_end = at + chunk_len(&text[at..end]);
        if chunk_end == at {
            at += text[at..end].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let next = text[chunk_end..end].trim_start_matches(is_space);
        let chunk = Chunk {
            data,
            text: &text[at..chunk_end],
            base: at,
            next: next.chars().next(),
            is_address: text[at..chunk_end].contains('@'),
        };
        chunk.cut(tokens);
        at = chunk_end;
    }
}

/// Whether a character stands between tokens and belongs to none.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}')
}

fn chunk_len(text: &str) -> usize {
    text.find(is_space).unwrap_or(text.len())
}

/// A stretch without space.
struct Chunk<'t> {
    data: &'t TextData,
    text: &'t str,
    base: usize,
    /// The first character after the space behind the chunk.
    next: Option<char>,
    is_address: bool,
}

impl Chunk<'_> {
    fn cut(&self, tokens: &mut Vec<Span>) {
        let mut at = 0;
        while at < self.text.len() {
            let end = if self.char(at).is_some_and(is_word_char) {
                let end = self.word_end(at);
                self.cut_word(at, end, tokens);
                end
            } else {
                let end = self.sign_end(at);
                self.push(at, end, tokens);
                end
            };
            at = end;
        }
    }

    fn push(&self, start: usize, end: usize, tokens: &mut Vec<Span>) {
        if start < end {
            tokens.push(Span::new(self.base + start, self.base + end));
        }
    }

    fn char(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// Where the sign (or run of equal signs, clitic, handle) that starts at `at` ends.
    fn sign_end(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        let Some(first) = rest.chars().next() else { return at };
        let width = first.len_utf8();
        let after = rest[width..].chars().next();
        match first {
            '\'' | '’' | '`' | '‘' => at + self.apostrophe_len(rest, width),
            '.' | '-' | '*' | '=' | '_' | '~' | '<' | '>' | '^' | '|' | '+' | '/' => {
                at + run_len(rest, |c| c == first)
            }
            '!' | '?' => at + run_len(rest, |c| matches!(c, '!' | '?')),
            '#' | '@' if after.is_some_and(char::is_alphabetic) => {
                at + width + run_len(&rest[width..], |c| is_word_char(c) || c == '_')
            }
            _ => at + width + run_len(&rest[width..], is_mark),
        }
    }

    /// “’s” and “'ll” after a word, doubled ones as quotes, else the one sign.
    fn apostrophe_len(&self, rest: &str, width: usize) -> usize {
        if rest.starts_with("''") || rest.starts_with("``") {
            return 2;
        }
        let letters = run_len(&rest[width..], is_word_char);
        let word = &rest[width..width + letters];
        let is_clitic = letters > 0
            && letters <= 2
            && self
                .data
                .clitics
                .contains(CompactString::from(word).to_ascii_lowercase().as_str());
        if is_clitic { width + letters } else { width }
    }

    /// Where the word that starts at `at` ends, with the full stop of an abbreviation.
    fn word_end(&self, at: usize) -> usize {
        if let Some(len) = address_len(&self.text[at..]) {
            return at + len;
        }
        let is_number = number_with_hyphens(&self.text[at..]);
        if is_number > 0 {
            return at + is_number;
        }
        let currency = currency_len(&self.text[at..]);
        if currency > 0 {
            return at + currency;
        }
        let mut end = at;
        let mut previous = ' ';
        let mut chars = self.text[at..].char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let next = chars.peek().map(|(_, c)| *c);
            if !(is_word_char(c) || self.joins(at, at + offset, previous, next)) {
                break;
            }
            previous = c;
            end = at + offset + c.len_utf8();
        }
        if self.text[end..].starts_with('.') && self.is_abbreviation(at, end) {
            end + 1
        } else {
            end
        }
    }

    /// Whether the sign at `here` stays inside the word that began at `start`.
    fn joins(
        &self,
        start: usize,
        here: usize,
        previous: char,
        next: Option<char>,
    ) -> bool {
        let Some(next) = next.filter(|next| is_word_char(*next)) else { return false };
        let is_figure = previous.is_ascii_digit() && next.is_ascii_digit();
        match self.char(here).unwrap_or(' ') {
            '_' | '&' | '@' => true,
            '.' => !self.ends_inside(here, previous, next),
            ',' | ':' | '/' => is_figure,
            '\'' | '’' | '`' | 'ʼ' | '‘' => is_word_char(previous),
            '-' | '‐' | '‑' => self.is_address || self.is_prefix(start, here),
            _ => false,
        }
    }

    /// “… ended.The …”: a space is missing.
    fn ends_inside(&self, here: usize, previous: char, next: char) -> bool {
        let after = self.text[here + 1..].chars().nth(1);
        previous.is_lowercase()
            && next.is_uppercase()
            && after.is_some_and(char::is_lowercase)
    }

    fn is_prefix(&self, start: usize, end: usize) -> bool {
        end - start <= 8
            && self.data.hyphen_prefixes.contains(lower(&self.text[start..end]).as_str())
    }

    fn is_abbreviation(&self, start: usize, end: usize) -> bool {
        let word = &self.text[start..end];
        let is_last = end + 1 == self.text.len();
        let digit_follows = is_last && self.next.is_some_and(|c| c.is_ascii_digit());
        if word.len() > 24 {
            return false;
        }
        self.data.titles.contains(word) && (!is_last || self.next.is_some())
            || self.data.plain.contains(word)
            || digit_follows && self.data.numbered.contains(word)
            || is_dotted(word)
            || self.is_initial(word, is_last)
    }

    /// “George W. Bush”, but not the end of “Plan B.”
    fn is_initial(&self, word: &str, is_last: bool) -> bool {
        let mut chars = word.chars();
        let is_one_capital =
            chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
        is_one_capital && is_last && self.next.is_some_and(char::is_uppercase)
    }

    /// Cuts off clitics and units, and cuts fused words in two.
    fn cut_word(&self, start: usize, end: usize, tokens: &mut Vec<Span>) {
        match self.inner_cut(&self.text[start..end]) {
            Some(at) => {
                self.cut_word(start, start + at, tokens);
                self.push(start + at, end, tokens);
            }
            None => self.push(start, end, tokens),
        }
    }

    fn inner_cut(&self, word: &str) -> Option<usize> {
        if word.len() > 64 {
            return None;
        }
        let at = if word.contains(['\'', '’', '`', '‘']) {
            self.clitic_cut(word)
        } else if word.starts_with(|c: char| c.is_ascii_digit()) {
            self.unit_cut(word)
        } else if word.len() <= 8 {
            self.data.fused.get(lower(word).as_str()).copied()
        } else {
            None
        };
        at.filter(|at| 0 < *at && *at < word.len())
    }

    fn clitic_cut(&self, word: &str) -> Option<usize> {
        let quote = word.rfind(['\'', '’', '`', '‘'])?;
        let width = word[quote..].chars().next().map_or(1, char::len_utf8);
        let after = lower(&word[quote + width..]);
        if after == "t" && word[..quote].ends_with(['n', 'N']) {
            return Some(quote - 1);
        }
        self.data.clitics.contains(after.as_str()).then_some(quote)
    }

    fn unit_cut(&self, word: &str) -> Option<usize> {
        let at = word.rfind(|c: char| c.is_ascii_digit())? + 1;
        let unit = lower(word[at..].trim_end_matches('.'));
        let is_clock = matches!(unit.as_str(), "a.m" | "p.m");
        (is_clock || self.data.units.contains(unit.as_str())).then_some(at)
    }
}

fn lower(word: &str) -> CompactString {
    if word.is_ascii() {
        let mut word = CompactString::from(word);
        word.make_ascii_lowercase();
        word
    } else {
        CompactString::from(word.to_lowercase())
    }
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// Accents and joiners that belong to the character before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}')
}

fn run_len(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// Two or more short runs of letters with full stops between: “U.S”, “a.m”, “Ph.D”.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            (1..=2).contains(&part.chars().count())
                && part.chars().all(char::is_alphabetic)
        })
}

/// The length of a web address at the start of `text`.
fn address_len(text: &str) -> Option<usize> {
    let starts = ["http://", "https://", "ftp://", "www.", "HTTP://", "HTTPS://", "WWW."];
    if !starts.iter().any(|start| text.starts_with(start)) {
        return None;
    }
    let end =
        run_len(text, |c| !matches!(c, '<' | '>' | '"' | '”' | '“' | '’' | '«' | '»'));
    let len = text[..end]
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ')', ']'])
        .len();
    (len > 0).then_some(len)
}

/// “US$” before a figure; 0 where there is none.
fn currency_len(text: &str) -> usize {
    let letters = text.bytes().take(4).take_while(u8::is_ascii_uppercase).count();
    let is_currency = (1..=3).contains(&letters)
        && text[letters..].starts_with('$')
        && text[letters + 1..].starts_with(|c: char| c.is_ascii_digit());
    if is_currency { letters + 1 } else { 0 }
}

/// The length of a telephone number or a date in figures (“713-853-3989”, “2025-07-03”); 0 where there is none.
fn number_with_hyphens(text: &str) -> usize {
    let len = run_len(text, |c| c.is_ascii_digit() || c == '-').min(24);
    let figures = text[..len].trim_end_matches('-');
    let n_hyphens = figures.bytes().filter(|byte| *byte == b'-').count();
    let is_extension =
        matches!(figures.split_once('-'), Some((a, b)) if a.len() == 3 && b.len() == 4);
    let is_number =
        (n_hyphens >= 2 && !figures.contains("--")) || (n_hyphens == 1 && is_extension);
    let stops = !text[figures.len()..].starts_with(is_word_char);
    if is_number && stops { figures.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut tokens = Vec::new();
        cut(&TextData::embedded(), text, Span::new(0, text.len()), &mut tokens);
        let forms: Vec<_> = tokens.iter().map(|token| token.of(text)).collect();
        assert_eq!(forms.join(" | "), expected);
    }

    #[test]
    fn words_are_cut_as_in_the_treebanks() {
        for (text, expected) in [
            ("Mr. Haq didn’t come.", "Mr. | Haq | did | n’t | come | ."),
            (
                "They'd've paid $390 (20%).",
                "They | 'd | 've | paid | $ | 390 | ( | 20 | % | ) | .",
            ),
            ("the states' and Iran's aid", "the | states | ' | and | Iran | 's | aid"),
            (
                "He cannot come at 5pm or 6 p.m.",
                "He | can | not | come | at | 5 | pm | or | 6 | p.m.",
            ),
            (
                "state-run, non-state al-Nusra",
                "state | - | run | , | non-state | al | - | Nusra",
            ),
            (
                "the chargé d'affaires of Sana'a",
                "the | chargé | d'affaires | of | Sana'a",
            ),
            (
                "“Why?!” U.S. envoys asked...",
                "“ | Why | ?! | ” | U.S. | envoys | asked | ...",
            ),
            ("Aug. 26, 2019 at 10:30", "Aug. | 26 | , | 2019 | at | 10:30"),
            ("on 7/8/07 or 2025-07-03", "on | 7/8/07 | or | 2025-07-03"),
            ("No. 3 and No.", "No. | 3 | and | No | ."),
            ("see https://a.org/b-c?d=1.", "see | https://a.org/b-c?d=1 | ."),
            ("mail a-b@c.org now", "mail | a-b@c.org | now"),
            ("it ended.The war", "it | ended | . | The | war"),
            ("US$6 billion, £2bn", "US$ | 6 | billion | , | £ | 2 | bn"),
            ("``So what'' he's", "`` | So | what | '' | he | 's"),
            ("and/or 1,000.5 AT&T's", "and | / | or | 1,000.5 | AT&T | 's"),
            ("George W. Bush chose Plan B.", "George | W. | Bush | chose | Plan | B | ."),
            ("peace—at last–now…", "peace | — | at | last | – | now | …"),
        ] {
            check(text, expected);
        }
    }
}

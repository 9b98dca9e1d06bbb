//! Paragraphs: which lines belong together, and which of them are the article.
//!
//! In: the whole text. Out: paragraphs with their kind. The lines “Kabul said that” and “Moscow would help.” are one
//! paragraph, because “that” ends no sentence; “Read also: Snow in Bishkek” is boilerplate. Known limit: a caption
//! without any cue reads as body.

use super::Kind;
use super::text_data::TextData;
use super::token::is_space;
use crate::span::Span;

/// Lines longer than this are not wrapped by hand.
const WIDEST_WRAP: usize = 100;
/// A headline is at most this long.
const LONGEST_HEADLINE: usize = 220;
/// So many lines below the headline may name the writer.
const BYLINE_DEPTH: usize = 3;

/// Lines that are read as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

/// Finds the paragraphs of `text`.
pub(super) fn paragraphs(
    data: &TextData,
    text: &str,
    title: Option<&str>,
) -> Vec<Paragraph> {
    let lines = Lines { data, text, all: lines(text) };
    let width = lines.wrap_width();
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut is_list = false;
    for at in 0..lines.all.len() {
        let kind = lines.kind(at, title, width, is_list);
        is_list = kind == Kind::Boilerplate && (is_list || lines.of(at).ends_with(':'));
        let span = lines.all[at].span;
        match paragraphs.last_mut() {
            Some(last)
                if last.kind == kind
                    && kind == Kind::Body
                    && lines.goes_on(at - 1, width) =>
            {
                last.span = last.span.join(span);
            }
            _ => paragraphs.push(Paragraph { span, kind }),
        }
    }
    paragraphs
}

#[derive(Clone, Copy)]
struct Line {
    span: Span,
    n_chars: usize,
    /// Whether an empty line stands above it.
    is_apart: bool,
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut is_apart = false;
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let trimmed = line.trim_matches(is_space);
        if trimmed.is_empty() {
            is_apart |= line.starts_with(['\n', ' ', '\t']);
        } else {
            let skipped = line.len() - line.trim_start_matches(is_space).len();
            let span = Span::new(start + skipped, start + skipped + trimmed.len());
            lines.push(Line { span, n_chars: trimmed.chars().count(), is_apart });
            is_apart = false;
        }
        start += line.len();
    }
    lines
}

struct Lines<'t> {
    data: &'t TextData,
    text: &'t str,
    all: Vec<Line>,
}

impl<'t> Lines<'t> {
    fn of(&self, at: usize) -> &'t str {
        self.all[at].span.of(self.text)
    }

    /// The column at which the whole text was wrapped by hand, where it was.
    fn wrap_width(&self) -> Option<usize> {
        let widest = self.all.iter().map(|line| line.n_chars).max()?;
        (self.all.len() > 2 && (40..=WIDEST_WRAP).contains(&widest)).then_some(widest)
    }

    fn kind(
        &self,
        at: usize,
        title: Option<&str>,
        width: Option<usize>,
        is_list: bool,
    ) -> Kind {
        let line = self.of(at);
        let is_title = title.is_some_and(|title| title.trim() == line);
        if is_title && at < 2 {
            Kind::Headline
        } else if is_boilerplate(self.data, line) || (is_list && !ends_sentence(line)) {
            Kind::Boilerplate
        } else if at == 0 && self.is_headline(width) {
            Kind::Headline
        } else if self.is_date_alone(line) || self.is_byline(at) {
            Kind::Boilerplate
        } else {
            Kind::Body
        }
    }

    /// The first line stands apart: it does not end like a sentence, and the second does not go on from it.
    fn is_headline(&self, width: Option<usize>) -> bool {
        let line = self.of(0);
        self.all.len() > 1
            && line.len() <= LONGEST_HEADLINE
            && !line.ends_with(['.', ',', ';', ':'])
            && !self.goes_on(0, width)
    }

    /// Whether the line after `at` continues it.
    fn goes_on(&self, at: usize, width: Option<usize>) -> bool {
        let (line, Some(next)) = (self.of(at), self.all.get(at + 1)) else {
            return false;
        };
        let next_text = next.span.of(self.text);
        if next.is_apart || ends_sentence(line) {
            return false;
        }
        let last_word = line.rsplit(is_space).next().unwrap_or_default();
        let starts_small = next_text.starts_with(char::is_lowercase);
        let last_word = last_word.to_lowercase();
        // “Vows to fight on”: a headline of a text that nobody wrapped may end so.
        let is_particle = at == 0
            && width.is_none()
            && self.data.particles.contains(last_word.as_str());
        let is_unfinished = last_word.ends_with([',', ';'])
            || self.data.unfinished.contains(last_word.as_str()) && !is_particle;
        starts_small || is_unfinished || self.is_wrapped(at, width)
    }

    /// Whether the first word of the next line did not fit into this one.
    fn is_wrapped(&self, at: usize, width: Option<usize>) -> bool {
        let next = self.of(at + 1);
        let word = next.split(is_space).next().unwrap_or_default().chars().count();
        width.is_some_and(|width| self.all[at].n_chars + 1 + word > width)
    }

    fn is_date_alone(&self, line: &str) -> bool {
        let mut words =
            line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let has_month = line.len() <= 40
            && words
                .clone()
                .any(|word| self.data.months.contains(word.to_lowercase().as_str()));
        has_month
            && words.all(|word| {
                word.starts_with(|c: char| c.is_ascii_digit())
                    || self.data.months.contains(word.to_lowercase().as_str())
                    || word.ends_with("day")
            })
    }

    /// A short line below the headline that names who wrote the article.
    fn is_byline(&self, at: usize) -> bool {
        let line = self.of(at);
        let n_words = line.split_whitespace().count();
        if at > BYLINE_DEPTH
            || at + 1 >= self.all.len()
            || n_words > 14
            || ends_sentence(line)
        {
            return false;
        }
        let small = line.to_lowercase();
        let boilerplate = &self.data.boilerplate;
        boilerplate.byline_starts.iter().any(|start| small.starts_with(start.as_str()))
            || (at > 0 && self.is_all_names(line))
    }

    fn is_all_names(&self, line: &str) -> bool {
        let words = || {
            line.split(|c: char| !(c.is_alphanumeric() || "-'’".contains(c)))
                .filter(|w| !w.is_empty())
        };
        let is_cue =
            |word: &str| self.data.byline_words.contains(word.to_lowercase().as_str());
        let is_name = |word: &str| {
            word.starts_with(char::is_uppercase) || self.data.byline_links.contains(word)
        };
        let n_words = words().count();
        (2..=12).contains(&n_words)
            && line.starts_with(char::is_uppercase)
            && (words().all(is_name) && !line.contains(" - ")
                || (n_words <= 8 && words().any(is_cue)))
    }
}

/// Whether a line or a sentence is known by its words not to be the article.
pub(super) fn is_boilerplate(data: &TextData, line: &str) -> bool {
    if !line.contains(char::is_alphanumeric) || is_initials(line) || is_link(line) {
        return true;
    }
    let head =
        line.char_indices().nth(60).map_or(line, |(end, _)| &line[..end]).to_lowercase();
    let cues = &data.boilerplate;
    let starts = |list: &[String]| list.iter().any(|cue| head.starts_with(cue.as_str()));
    starts(&cues.starts)
        || (starts(&cues.starts_unfinished) && !ends_sentence(line))
        || (line.len() <= 400 && {
            let line = line.to_lowercase();
            cues.holds.iter().any(|cue| line.contains(cue.as_str()))
        })
}

/// “str/bou/srm”, “mm/rt (AFP, dpa)”: the desk's initials.
fn is_initials(line: &str) -> bool {
    let names = line.split(" (").next().unwrap_or_default();
    line.len() <= 60
        && names.contains('/')
        && names.split('/').all(|name| {
            (2..=4).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphabetic())
        })
        && (names.len() == line.len() || line.ends_with(')'))
}

fn is_link(line: &str) -> bool {
    (line.starts_with("http://")
        || line.starts_with("https://")
        || line.starts_with("www."))
        && !line.contains(is_space)
}

fn ends_sentence(line: &str) -> bool {
    let core = line.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']);
    core.ends_with(['.', '!', '?', '…', '。', '।', '؟'])
}

//! From a form and its tags to its dictionary form.
//!
//! “recognised” with VBD: the longest known ending says “strip one letter”, which gives “recognise”. Rules come from
//! the treebanks: the whole form first, then ever shorter endings, then the tag alone. Names keep their capitals.
//! Known limit: an irregular form that the treebanks never show follows its ending.

use super::hash;
use super::label::{Upos, Xpos};
use super::lexicon::Lexicon;
use super::model::{LoadError, Sections};
use compact_str::CompactString;

/// Lemma rules of a model.
#[derive(Debug, Clone)]
pub(crate) struct Lemmas {
    rules: Lexicon,
    /// (lower the letters first, letters to strip, what to append), by rule number.
    edits: Vec<(bool, usize, &'static str)>,
}

/// The longest ending that is looked up, in characters.
pub const LONGEST_ENDING: usize = 5;

impl Lemmas {
    pub(crate) fn read(sections: &Sections) -> Result<Self, LoadError> {
        let wrong = || LoadError::Section("LEME");
        let text: &'static str =
            std::str::from_utf8(sections.bytes("LEME")?).map_err(|_| wrong())?;
        let edits =
            text.lines().map(edit).collect::<Option<Vec<_>>>().ok_or_else(wrong)?;
        let rules = Lexicon::read(sections.bytes("LEMK")?, "LEMK")?;
        Ok(Self { rules, edits })
    }

    /// The lemma of a form.
    pub(crate) fn find(
        &self,
        form: &str,
        tags: (Upos, Xpos),
        lower: &mut String,
    ) -> CompactString {
        lower.clear();
        lower.extend(form.chars().flat_map(char::to_lowercase));
        if tags.1 == Xpos::Nns && form.len() > "men".len() && form.ends_with("men") {
            return apply(form, "en".len(), "an"); // fishermen: more of them than any treebank shows
        }
        let rule = keys(form, lower, tags).find_map(|key| self.rules.find(key));
        match rule.and_then(|rule| self.edits.get(rule as usize)) {
            Some((lowers, strip, append)) => {
                apply(if *lowers { lower } else { form }, *strip, append)
            }
            None => CompactString::from(form),
        }
    }
}

fn edit(line: &'static str) -> Option<(bool, usize, &'static str)> {
    let mut fields = line.splitn(3, '\t');
    let lowers = fields.next()? == "l";
    let strip = fields.next()?.parse().ok()?;
    Some((lowers, strip, fields.next()?))
}

/// What is looked up for a form, most particular first.
pub fn keys(
    form: &str,
    lower: &str,
    tags: (Upos, Xpos),
) -> impl Iterator<Item = u32> + use<> {
    let tag = 64 * tags.0 as u32 + tags.1 as u32;
    let caps =
        2 * u32::from(form.starts_with(char::is_uppercase)) + u32::from(form != lower);
    let exact = hash::text(1 << 16 | tag, form.as_bytes());
    let whole = hash::text(2 << 16 | tag, lower.as_bytes());
    let start = hash::mix(tag, caps);
    let mut endings = [0u32; LONGEST_ENDING];
    let mut n = 0;
    for (at, _) in lower.char_indices().rev().take(LONGEST_ENDING) {
        endings[n] = hash::text(start, &lower.as_bytes()[at..]);
        n += 1;
    }
    [exact, whole]
        .into_iter()
        .chain((0..n).rev().map(move |i| endings[i]))
        .chain([hash::finish(start)])
}

/// Strips characters from the end and appends others; stripping more than there are leaves nothing.
pub fn apply(form: &str, strip: usize, append: &str) -> CompactString {
    let mut keep = form.len();
    for (at, _) in form.char_indices().rev().take(strip) {
        keep = at;
    }
    let mut lemma = CompactString::from(&form[..keep]);
    lemma.push_str(append);
    lemma
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_strip_and_append() {
        assert_eq!(apply("recognised", 1, ""), "recognise");
        assert_eq!(apply("ministries", 3, "y"), "ministry");
        assert_eq!(apply("was", 3, "be"), "be");
        assert_eq!(apply("né", 9, "x"), "x");
    }

    #[test]
    fn the_whole_form_is_looked_up_before_its_endings() {
        let tags = (Upos::Verb, Xpos::Vbd);
        let long: Vec<_> = keys("recognised", "recognised", tags).collect();
        let other: Vec<_> = keys("organised", "organised", tags).collect();
        assert_eq!(long.len(), 2 + LONGEST_ENDING + 1);
        assert_ne!(long[..2], other[..2]);
        assert_eq!(long[2..], other[2..], "both end in -nised");
    }
}

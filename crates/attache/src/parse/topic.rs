//! What stands before a colon and only says of whom or when: “May 2018: Turkey expels …”, “Russia: The foreign ministry …”.
//!
//! In: the tokens of a sentence. Out: where its parts begin, so that each is parsed by itself: without that, the label would be the
//! root and “Turkey expels” a noun beside it. In headlines a semicolon parts too: “Russia vetoes text; US talks of strikes”.
//! Known limit: a label of ordinary words (“In brief: …”) is none outside headlines.

use super::label::Deprel;
use super::{Parse, Word};

/// How many tokens a label has at most.
const LABEL: usize = 8;
/// How many tokens must follow it.
const REST: usize = 3;

/// How many tokens the label takes, its colon included; 0 where there is none. In a headline any words serve.
pub(super) fn label_len(forms: &[&str], is_headline: bool) -> usize {
    let Some(colon) = forms.iter().take(LABEL).position(|f| *f == ":") else { return 0 };
    let is_named = |f: &&str| {
        let is_joint =
            |f: &str| f.chars().all(|c| c.is_ascii_lowercase() || !c.is_alphanumeric());
        f.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || is_joint(f) && f.len() <= 3
    };
    let opens =
        |f: &&str| f.starts_with(|c: char| c.is_uppercase() || "\"“‘'".contains(c));
    let is_label = colon > 0
        && forms[0].starts_with(char::is_alphanumeric)
        && (is_headline || forms[..colon].iter().all(is_named));
    let goes_on = forms.len() > colon + REST && forms.get(colon + 1).is_some_and(opens);
    if is_label && goes_on { colon + 1 } else { 0 }
}

/// One tree of two: the label hangs from the root of what follows it.
pub(super) fn join(label: &Parse, rest: &Parse) -> Parse {
    let n = label.len() as u32;
    let root = rest.words().iter().position(|w| w.head.is_none()).unwrap_or(0) as u32;
    let mut words: Vec<Word> = label.words().to_vec();
    for word in words.iter_mut().filter(|w| w.head.is_none()) {
        (word.head, word.deprel) = (Some(root + n), Deprel::Parataxis);
    }
    let shifted =
        rest.words().iter().map(|w| Word { head: w.head.map(|h| h + n), ..w.clone() });
    words.extend(shifted);
    Parse::new(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, is_headline: bool, wanted: usize) {
        let forms: Vec<&str> = sentence.split(' ').collect();
        assert_eq!(label_len(&forms, is_headline), wanted, "{sentence}");
    }

    #[test]
    fn labels_end_at_their_colon() {
        check("May 2018 : Turkey expels the envoy .", false, 3);
        check("Burkina Faso and Mali : The two juntas warned Paris .", false, 5);
        check("Ukraine war : Russia shells Kharkiv again", true, 3);
    }

    #[test]
    fn other_colons_open_no_sentence() {
        check("He said : We will not go .", false, 0);
        check("Three states : Chad , Mali and Niger .", false, 0);
        check("Mali : no deal with Paris yet", true, 0);
    }
}

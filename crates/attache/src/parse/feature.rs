//! What the network sees of a form: hashes of the form itself, of its beginnings and endings and of its shape.
//!
//! “Kabul” gives the form kabul, the beginnings k ka kab kabu, the endings l ul bul abul, the shape Xx. Known limit:
//! forms are looked at letter by letter up to their length, endings and beginnings up to four.

use super::hash::{finish, mix, text};

/// Features of a form, at most.
pub const MOST: usize = 14;

/// The hashes of one form.
#[derive(Debug, Clone, Copy)]
pub struct Features {
    /// The hashes; the form itself comes first.
    pub keys: [u32; MOST],
    /// How many there are.
    pub len: usize,
}

/// The features of a form; `lower` is scratch.
pub fn of(form: &str, is_first: bool, lower: &mut String) -> Features {
    lower.clear();
    lower.extend(form.chars().flat_map(char::to_lowercase));
    let bytes = lower.as_bytes();
    let mut features = Features { keys: [0; MOST], len: 0 };
    let mut add = |key: u32| {
        features.keys[features.len] = key;
        features.len += 1;
    };
    add(text(1, bytes));
    let shape = shape(form);
    add(shape);
    add(finish(mix(shape, 17 + u32::from(is_first))));
    for (at, _) in lower.char_indices().rev().take(5) {
        add(text(2, &bytes[at..]));
    }
    for (at, char) in lower.char_indices().take(4) {
        add(text(3, &bytes[..at + char.len_utf8()]));
    }
    features
}

/// “Kabul” is Xx, “U.S.” X.X., “2022” d: runs of a kind count once.
fn shape(form: &str) -> u32 {
    let mut hash = 7;
    let mut last = 0;
    for char in form.chars().take(12) {
        let kind = match char {
            _ if char.is_uppercase() => 1,
            _ if char.is_lowercase() => 2,
            _ if char.is_numeric() => 3,
            _ if char.is_alphabetic() => 4,
            _ => 5 + u32::from(char),
        };
        if kind != last {
            hash = mix(hash, kind);
        }
        last = kind;
    }
    finish(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(form: &str) -> Vec<u32> {
        let features = of(form, false, &mut String::new());
        features.keys[..features.len].to_vec()
    }

    #[test]
    fn a_form_has_itself_its_shape_its_endings_and_beginnings() {
        assert_eq!(keys("Kabul").len(), 3 + 5 + 4);
        assert_eq!(keys("é").len(), 3 + 1 + 1);
        assert_eq!(keys("").len(), 3);
    }

    #[test]
    fn capitals_show_in_the_shape_alone() {
        let (upper, lower) = (keys("Kabul"), keys("kabul"));
        assert_eq!(upper[0], lower[0]);
        assert_ne!(upper[1..3], lower[1..3]);
        assert_eq!(upper[3..], lower[3..]);
    }

    #[test]
    fn the_same_ending_is_the_same_feature() {
        assert_eq!(keys("talking")[5], keys("walking")[5]);
    }
}

//! Tags words from left to right, universal and Penn tag as one class.
//!
//! In “Russia recognised Kabul” the suffix -sed after a name speaks for VERB/VBD. Known limit: a tag once given is not
//! taken back.

use super::hash::{finish, mix, text};

/// What the tagger and the parser see of a form: hashes of it and of its parts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Atoms {
    /// The lower-case form.
    pub form: u32,
    /// Its last one to four characters.
    pub suffix: [u32; 4],
    /// Its first one to three characters.
    pub prefix: [u32; 3],
    /// Capitals, digits, marks.
    pub shape: u32,
}

impl Atoms {
    /// Looks at a form; `lower` is scratch.
    pub fn of(form: &str, lower: &mut String) -> Self {
        lower.clear();
        lower.extend(form.chars().flat_map(char::to_lowercase));
        let bytes = lower.as_bytes();
        let mut atoms = Self { form: text(1, bytes), shape: shape(form), ..Self::default() };
        for (n, (at, _)) in lower.char_indices().rev().take(4).enumerate() {
            atoms.suffix[n] = text(2, &bytes[at..]);
        }
        for (n, (at, char)) in lower.char_indices().take(3).enumerate() {
            atoms.prefix[n] = text(3, &bytes[..at + char.len_utf8()]);
        }
        atoms
    }
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

/// Number of features of a tag.
pub const FEATURES: usize = 31;

/// The features of word `i` given the classes of the words before it.
pub fn features(atoms: &[Atoms], classes: &[u8], i: usize) -> [u32; FEATURES] {
    let at = |offset: isize| {
        i.checked_add_signed(offset).and_then(|i| atoms.get(i)).copied().unwrap_or_default()
    };
    let class = |back: usize| i.checked_sub(back).map_or(255, |i| u32::from(classes[i]));
    let [p2, p1, me, n1, n2] = [at(-2), at(-1), at(0), at(1), at(2)];
    let (t1, t2) = (class(1), class(2));
    let mut out = [0; FEATURES];
    let mut n = 0;
    let mut add = |a: u32, b: u32| {
        out[n] = finish(mix(mix(mix(n as u32 + 77, a), b), 5));
        n += 1;
    };
    add(0, 0);
    add(me.form, 0);
    add(p1.form, 0);
    add(p2.form, 0);
    add(n1.form, 0);
    add(n2.form, 0);
    for suffix in me.suffix {
        add(suffix, 0);
    }
    for prefix in me.prefix {
        add(prefix, 0);
    }
    add(me.shape, 0);
    add(t1, 0);
    add(t1, t2);
    add(t1, me.form);
    add(t1, me.suffix[2]);
    add(t1, n1.form);
    add(n1.suffix[2], 0);
    add(n1.suffix[1], me.suffix[1]);
    add(p1.suffix[2], 0);
    add(n1.shape, me.shape);
    add(p1.shape, me.shape);
    add(me.form, n1.form);
    add(me.form, p1.form);
    add(me.shape, u32::from(i == 0));
    add(me.suffix[2], me.shape);
    add(n2.suffix[2], n1.suffix[2]);
    add(t2, me.form);
    out
}

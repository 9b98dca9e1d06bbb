//! Phrases as numbers: what a name looks like once case, accents, hyphens and blanks are gone.
//!
//! “Côte d’Ivoire”, “COTE D'IVOIRE” and the tokens `Cote | d' | Ivoire` all give the hash of `cotedivoire`. Known limit:
//! two phrases could share a 64-bit hash; with 10⁵ names the chance is about 10⁻⁹.

/// A hash that grows letter by letter (FNV-1a over the folded letters and digits).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Phrase(pub(crate) u64);

impl Phrase {
    /// Nothing yet.
    pub(crate) const EMPTY: Self = Self(0xcbf2_9ce4_8422_2325);

    /// The phrase with the letters and digits of `text` added.
    #[must_use]
    pub(crate) fn with(mut self, text: &str) -> Self {
        for c in text.chars() {
            if c.is_ascii_alphanumeric() {
                self.push(c.to_ascii_lowercase() as u8);
            } else if !c.is_ascii() {
                self.fold(c);
            }
        }
        self
    }

    fn fold(&mut self, c: char) {
        for folded in deunicode::deunicode_char(c).unwrap_or("").bytes() {
            if folded.is_ascii_alphanumeric() {
                self.push(folded.to_ascii_lowercase());
            }
        }
    }

    fn push(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }

    /// The hash of a whole phrase.
    pub(crate) fn of(text: &str) -> Self {
        Self::EMPTY.with(text)
    }

    /// The phrases at each word end of `text`, the whole last.
    pub(crate) fn prefixes(text: &str) -> impl Iterator<Item = Self> {
        let mut so_far = Self::EMPTY;
        let mut rest = text.chars();
        std::iter::from_fn(move || {
            let mut is_word = false;
            for c in rest.by_ref() {
                if c.is_ascii_alphanumeric() {
                    so_far.push(c.to_ascii_lowercase() as u8);
                    is_word = true;
                } else if !c.is_ascii() && c.is_alphanumeric() {
                    so_far.fold(c);
                    is_word = true;
                } else if is_word {
                    return Some(so_far);
                }
            }
            is_word.then_some(so_far)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_matter() {
        let ivory = Phrase::of("Côte d’Ivoire");
        assert_eq!(ivory, Phrase::of("COTE D'IVOIRE"));
        assert_eq!(ivory, Phrase::EMPTY.with("Cote").with("d'").with("Ivoire"));
        assert_eq!(Phrase::of("U.S."), Phrase::of("US"));
        assert_eq!(
            Phrase::prefixes("Guinea-Bissau").last(),
            Some(Phrase::of("Guinea Bissau"))
        );
    }
}

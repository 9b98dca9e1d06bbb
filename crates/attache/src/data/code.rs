//! Short codes that are passed around by value: countries and PLOVER sectors.
//!
//! `RUS` is a [`Country`], `GOV` a [`Sector`]; a participant's code is the two together, `RUSGOV`. Known limit: which
//! codes exist is decided by `actors/states.tsv` and `ontology.toml`, not here.

use std::fmt;

macro_rules! code {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; 3]);

        impl $name {
            /// The code of these three capitals.
            pub fn new(text: &str) -> Option<Self> {
                let bytes: [u8; 3] = text.as_bytes().try_into().ok()?;
                bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
            }

            /// The three capitals.
            pub fn as_str(&self) -> &str {
                std::str::from_utf8(&self.0).expect("codes are made of ASCII capitals")
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

code! {
    /// An ISO 3166 alpha-3 code, or one of `actors/states.tsv` for a state that has none.
    Country
}
code! {
    /// A PLOVER sector.
    Sector
}

impl Sector {
    /// Government and executive.
    pub const GOV: Self = Self(*b"GOV");
    /// Police.
    pub const COP: Self = Self(*b"COP");
    /// The military of a state.
    pub const MIL: Self = Self(*b"MIL");
    /// Civilians.
    pub const CVL: Self = Self(*b"CVL");
    /// Former officials.
    pub const ELI: Self = Self(*b"ELI");
    /// Unidentified.
    pub const UNK: Self = Self(*b"UNK");
    /// Intergovernmental organisations.
    pub const IGO: Self = Self(*b"IGO");
    /// Journalists and the media.
    pub const JRN: Self = Self(*b"JRN");
    /// Political opposition.
    pub const OPP: Self = Self(*b"OPP");

    /// Whether it is an arm of a state.
    pub fn is_official(self) -> bool {
        matches!(&self.0, b"GOV" | b"MIL" | b"LEG" | b"JUD" | b"COP" | b"SPY")
    }
}

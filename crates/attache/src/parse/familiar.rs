//! Rare words of political news in the place of which the network sees common ones of the same grammar.
//!
//! In: a token. Out: what the network is shown: for “condemned”, which no sentence of the treebanks has, “attacked”, so that
//! “Paris condemned the raid” gets the tree of “Paris attacked the raid”. Tags, heads and labels are what the network makes of
//! it; text and lemma stay the word's own. Known limit: a word has one stand-in, whatever it means.

use rustc_hash::FxHashMap;

/// The table: a form and its stand-in on each line.
static TABLE: &str = include_str!("../../data/models/familiar.tsv");

/// Stand-ins by form.
#[derive(Debug, Clone, Default)]
pub(super) struct Familiar {
    forms: FxHashMap<String, String>,
}

impl Familiar {
    /// The table that comes with the library; capitalised forms have capitalised stand-ins.
    pub(super) fn embedded() -> Self {
        let rows = TABLE.lines().filter(|l| !l.starts_with('#'));
        let mut forms = FxHashMap::default();
        for (form, shown) in rows.filter_map(|l| l.split_once('\t')) {
            forms.insert(capitalised(form), capitalised(shown));
            forms.insert(form.to_owned(), shown.to_owned());
        }
        Self { forms }
    }

    /// What the network is shown for a token; names within a sentence stay themselves.
    pub(super) fn shown<'t>(&'t self, form: &'t str, is_first: bool) -> &'t str {
        let is_name = !is_first && form.starts_with(char::is_uppercase);
        self.forms.get(form).filter(|_| !is_name).map_or(form, String::as_str)
    }
}

fn capitalised(form: &str) -> String {
    let mut letters = form.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_verbs_have_stand_ins_and_names_have_none() {
        let familiar = Familiar::embedded();
        assert_eq!(familiar.shown("froze", false), "stopped");
        assert_eq!(familiar.shown("Froze", true), "Stopped");
        assert_eq!(familiar.shown("Froze", false), "Froze");
        assert_eq!(familiar.shown("Kabul", true), "Kabul");
    }

    #[test]
    fn the_table_is_sorted_and_maps_forms_to_others() {
        let rows: Vec<_> = TABLE
            .lines()
            .filter(|l| !l.starts_with('#'))
            .map(|l| l.split_once('\t').expect("two columns"))
            .collect();
        assert!(rows.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(rows.iter().all(|(form, shown)| form != shown));
    }
}

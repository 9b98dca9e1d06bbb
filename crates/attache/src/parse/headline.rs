//! What the network is shown of a headline, so that it reads like a sentence.
//!
//! In: the tokens of a headline. Out: for “Ukraine, Russia to swap prisoners” the forms of “Ukraine and Russia will swap
//! prisoners”; for “Bolivia cuts ties” a verb that cannot be a noun in place of “cuts”. Text and lemmas stay the headline's
//! own. A headline that writes every word with a capital (“Envoy Presents Credentials”) is shown with small letters, but for
//! names. Known limit: in such a headline a name that no table knows is shown small too.

use rustc_hash::FxHashSet;

/// Third persons that are verbs after a name.
static TABLE: &str = include_str!("../../data/models/headline.txt");

/// How many words the subject of a headline has at most.
const SUBJECT: usize = 7;

/// Words of so many letters are small in any headline: “to”, “with”.
const SMALL: usize = 4;
/// So many longer words tell whether a headline writes all with a capital.
const TITLE: usize = 3;

/// The verbs of headlines.
#[derive(Debug, Clone, Default)]
pub(super) struct Headlines {
    verbs: FxHashSet<&'static str>,
    /// Plurals that do not end in “s”: “police”.
    plurals: FxHashSet<&'static str>,
    /// What third persons are shown as.
    third: &'static str,
    /// What plain forms are shown as.
    plain: &'static str,
    /// A past form that cannot be a participle.
    pub(super) past: &'static str,
}

impl Headlines {
    /// The table that comes with the library.
    pub(super) fn embedded() -> Self {
        let lines = || TABLE.lines().filter(|l| !l.starts_with('#'));
        let shown = |name: &str| {
            let mut rows = lines().filter_map(|l| l.split_once('\t'));
            rows.find(|(n, _)| *n == name).map_or("", |(_, form)| form)
        };
        Self {
            verbs: lines().filter(|l| !l.contains('\t')).collect(),
            plurals: lines().filter_map(|l| l.strip_prefix("plural\t")).collect(),
            third: shown("third"),
            plain: shown("plain"),
            past: shown("past"),
        }
    }

    /// What the network is shown for the tokens of a headline; `is_known` tells whether its first word is a name.
    pub(super) fn shown<'t>(&self, forms: &[&'t str], is_known: bool) -> Vec<&'t str> {
        let mut shown = forms.to_vec();
        let is_name =
            |i: usize| (i > 0 || is_known) && forms[i].starts_with(char::is_uppercase);
        let n_commas = forms.iter().filter(|f| **f == ",").count();
        let end = forms.len().saturating_sub(1).min(SUBJECT);
        for i in 1..end {
            if forms[i] == "," && n_commas == 1 && is_name(i - 1) && is_name(i + 1) {
                shown[i] = "and";
            } else if is_name(i - 1) && forms[i] == "to" && !is_name(i + 1) {
                shown[i] = "will";
                break;
            } else if is_name(i - 1) && self.verbs.contains(forms[i]) {
                shown[i] = self.third;
                break;
            }
        }
        // “Syria backs rebels, Ankara to cut ties”: two sentences.
        for i in 3..forms.len().saturating_sub(1) {
            let is_second = forms[i] == "to" && is_name(i - 1) && forms[i - 2] == ",";
            if is_second && shown[i] == "to" && !is_name(i + 1) {
                (shown[i - 2], shown[i]) = ("and", "will");
            }
        }
        shown
    }

    /// The words of a headline that writes all of them with a capital, as a sentence writes them; `None` for any other headline.
    pub(super) fn lowered(
        forms: &[&str],
        is_name: &dyn Fn(&str) -> bool,
    ) -> Option<Vec<String>> {
        let is_long = |f: &&&str| f.chars().count() > SMALL;
        let is_capital = |f: &str| f.starts_with(char::is_uppercase);
        let is_title = forms.iter().filter(is_long).all(|f| is_capital(f))
            && forms.iter().filter(is_long).count() >= TITLE;
        let is_ordinary = |f: &str| is_capital(f) && !is_caps(f) && !is_name(f);
        let n_ordinary = forms.iter().skip(1).filter(|f| is_ordinary(f)).count();
        (is_title && n_ordinary >= 2).then(|| {
            let shown = forms.iter().enumerate().map(|(i, form)| {
                let is_small = i > 0 && is_ordinary(form);
                if is_small { form.to_lowercase() } else { (*form).to_owned() }
            });
            shown.collect()
        })
    }

    /// Whether the word is a third person of the table, or its plain form.
    pub(super) fn is_verb(&self, form: &str) -> bool {
        let form = form.to_lowercase();
        let is_third = |form: &str| self.verbs.contains(form);
        is_third(&form) || is_third(&format!("{form}s")) || is_third(&format!("{form}es"))
    }

    /// A second try where no verb was found: the first third person whatever stands before it (“Thai court jails leader”), else
    /// the first plain form behind a plural or a name (“Rebels seize town”).
    pub(super) fn second<'t>(&self, shown: &[&'t str]) -> Option<Vec<&'t str>> {
        let forms = shown;
        let inner = 1..forms.len().saturating_sub(1);
        let third = |i: &usize| self.verbs.contains(forms[*i]);
        let plain = |i: &usize| {
            let before = forms[i - 1];
            let follows = before.ends_with('s')
                || before.starts_with(char::is_uppercase)
                || self.plurals.contains(before);
            // “Kosovo police arrest three”: of two such words the second is the verb.
            follows && self.is_plain(forms[*i]) && !self.is_plain(forms[*i + 1])
        };
        let mut shown = forms.to_vec();
        if let Some(at) = inner.clone().find(third) {
            shown[at] = self.third;
        } else {
            shown[inner.clone().find(plain)?] = self.plain;
        }
        Some(shown)
    }

    /// Whether the word is the plain form of a verb of the table: “free”.
    pub(super) fn is_plain(&self, form: &str) -> bool {
        ["s", "es"].iter().any(|s| self.verbs.contains(&*format!("{form}{s}")))
    }
}

/// “NATO”, “U.N.”.
fn is_caps(form: &str) -> bool {
    form.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_of_titles_are_no_names() {
        let is_name = |f: &str| matches!(f, "Haiti" | "Vatican");
        let shown = |headline: &str| {
            let forms: Vec<_> = headline.split(' ').collect();
            Headlines::lowered(&forms, &is_name).map(|s| s.join(" "))
        };
        assert_eq!(
            shown("Vatican Envoy Presents Credentials To Haiti"),
            Some("Vatican envoy presents credentials to Haiti".to_owned())
        );
        assert_eq!(shown("Vatican envoy presents credentials to Haiti"), None);
    }

    fn check(headline: &str, wanted: &str) {
        let forms: Vec<_> = headline.split(' ').collect();
        let is_known = !matches!(forms[0], "Air" | "Aid");
        assert_eq!(Headlines::embedded().shown(&forms, is_known).join(" "), wanted);
    }

    #[test]
    fn headlines_read_like_sentences() {
        check("Bolivia cuts ties with Israel", "Bolivia supports ties with Israel");
        check("Kenya to pull troops", "Kenya will pull troops");
        check("Ukraine , Russia swap prisoners", "Ukraine and Russia swap prisoners");
        check("Air strikes kill ten", "Air strikes kill ten");
        check("Aid to Rwanda halted", "Aid to Rwanda halted");
        check(
            "Syria arms rebels , Ankara to cut ties",
            "Syria supports rebels and Ankara will cut ties",
        );
    }

    #[test]
    fn a_second_try_takes_any_verb() {
        let second = |headline: &str| {
            let forms: Vec<_> = headline.split(' ').collect();
            Headlines::embedded().second(&forms).map(|s| s.join(" "))
        };
        assert_eq!(
            second("Thai court abolishes law"),
            Some("Thai court supports law".to_owned())
        );
        assert_eq!(
            second("Rebels abandon town"),
            Some("Rebels supported town".to_owned())
        );
        assert_eq!(
            second("Peruvian police abduct monk"),
            Some("Peruvian police supported monk".to_owned())
        );
        assert_eq!(second("Floods in Chad"), None);
    }
}

//! Forms of words of the news: “condemn” as “condemned”, “rebel” as “rebels”.
//!
//! In: a lemma and a Penn tag. Out: the form that the treebanks have most, else the regular one. Known limit: only short verbs double
//! their last consonant.

use crate::corpus::Sentence;
use crate::random::Random;
use attache::data::Data;
use attache::data::pattern::{Filler, Place, TriggerKind};
use attache::parse::{Upos, Xpos};
use std::collections::{BTreeMap, BTreeSet};

/// Forms of the treebanks, verbs and nouns of the rules and roles.
#[derive(Debug)]
pub(super) struct Forms {
    known: BTreeMap<(String, u8), String>,
    /// Verbs that have an object, and verbs that need none.
    verbs: [Vec<String>; 2],
    /// Words that are nouns too: their plain and third forms stay nouns.
    nouns: BTreeSet<String>,
    people: Vec<String>,
    things: Vec<String>,
}

impl Forms {
    /// Counts the treebanks' forms; takes the rules' verbs.
    pub(super) fn of(sentences: &[Sentence], data: &Data) -> Self {
        let mut counts: BTreeMap<(String, u8), BTreeMap<String, u32>> = BTreeMap::new();
        for word in sentences.iter().flat_map(|s| &s.words) {
            let Some(xpos) = word.xpos.filter(|x| is_verbal(*x)) else { continue };
            let forms = counts.entry((word.lemma.clone(), xpos as u8)).or_default();
            *forms.entry(word.form.to_lowercase()).or_default() += 1;
        }
        let most = |forms: BTreeMap<String, u32>| {
            forms.into_iter().max_by_key(|(_, n)| *n).map_or_else(String::new, |(f, _)| f)
        };
        let known = counts.into_iter().map(|(key, forms)| (key, most(forms))).collect();
        let (people, things) = (people(data), things(data));
        let all = sentences.iter().flat_map(|s| &s.words);
        let noun = all.filter(|w| w.upos == Upos::Noun).map(|w| w.lemma.to_lowercase());
        let nouns = noun.chain(people.iter().chain(&things).cloned()).collect();
        Self { known, verbs: verbs(data), nouns, people, things }
    }

    /// A verb's form.
    pub(super) fn form(&self, lemma: &str, xpos: Xpos) -> String {
        if matches!(xpos, Xpos::Vb | Xpos::Vbp) {
            return lemma.to_owned();
        }
        let known = self.known.get(&(lemma.to_owned(), xpos as u8));
        known.cloned().unwrap_or_else(|| regular(lemma, xpos))
    }

    /// The same form of one of the rules' verbs.
    pub(super) fn other(
        &self,
        xpos: Xpos,
        is_object: bool,
        random: &mut Random,
    ) -> Option<String> {
        let verbs = &self.verbs[usize::from(!is_object)];
        let verb = verbs.get(random.below(verbs.len()))?;
        let may_be_noun = matches!(xpos, Xpos::Vb | Xpos::Vbp | Xpos::Vbz);
        (is_verbal(xpos) && !(may_be_noun && self.nouns.contains(verb)))
            .then(|| self.form(verb, xpos))
    }

    /// A noun of the same number for people who act, or for what is acted on.
    pub(super) fn noun(
        &self,
        xpos: Xpos,
        is_subject: bool,
        random: &mut Random,
    ) -> Option<String> {
        let nouns = if is_subject { &self.people } else { &self.things };
        let noun = nouns.get(random.below(nouns.len()))?;
        if xpos == Xpos::Nns {
            return Some(third(noun));
        }
        (xpos == Xpos::Nn).then(|| noun.clone())
    }
}

fn is_verbal(xpos: Xpos) -> bool {
    matches!(xpos, Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz)
}

/// The rules' verbs with and without an object, those with particles left out.
fn verbs(data: &Data) -> [Vec<String>; 2] {
    let mut sets = [BTreeSet::new(), BTreeSet::new()];
    for pattern in data.rules.patterns.iter().filter(|p| p.kind == TriggerKind::Verb) {
        let has_object =
            pattern.arguments.iter().any(|a| a.place == Place::Object && !a.is_optional);
        for phrase in pattern.triggers.iter().filter(|p| p.with.is_empty()) {
            let verb = data.lexicon.word(phrase.head).to_owned();
            if is_word(&verb) {
                sets[usize::from(!has_object)].insert(verb);
            }
        }
    }
    sets.map(|set| set.into_iter().collect())
}

fn is_word(word: &str) -> bool {
    word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase())
}

/// Roles of one word: “rebel”.
fn people(data: &Data) -> Vec<String> {
    let roles = data.roles.roles.iter().map(|role| role.word.clone());
    let set: BTreeSet<String> =
        roles.filter(|w| is_word(w) && !w.ends_with('s')).collect();
    set.into_iter().collect()
}

/// Nouns that the rules ask for: “ultimatum”.
fn things(data: &Data) -> Vec<String> {
    let mut set = BTreeSet::new();
    for pattern in &data.rules.patterns {
        if pattern.kind == TriggerKind::Noun {
            set.extend(pattern.triggers.iter().map(|p| p.head));
        }
        for argument in pattern.arguments.iter().filter(|a| a.place == Place::Object) {
            if let Filler::Words(phrases, _) = &argument.filler {
                set.extend(phrases.iter().map(|p| p.head));
            }
        }
    }
    let words = set.into_iter().map(|symbol| data.lexicon.word(symbol).to_owned());
    let set: BTreeSet<String> =
        words.filter(|w| is_word(w) && !w.ends_with('s')).collect();
    set.into_iter().collect()
}

/// The form of a word with “s”: “condemns”, “convoys”, “ladies”.
fn third(word: &str) -> String {
    if let Some(stem) = consonant_y(word) {
        format!("{stem}ies")
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

/// What stands before a final “y” behind a consonant.
fn consonant_y(word: &str) -> Option<&str> {
    word.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel))
}

fn is_vowel(letter: char) -> bool {
    "aeiou".contains(letter)
}

fn regular(lemma: &str, xpos: Xpos) -> String {
    let is_past = matches!(xpos, Xpos::Vbd | Xpos::Vbn);
    if xpos == Xpos::Vbz {
        return third(lemma);
    }
    if !is_past && xpos != Xpos::Vbg {
        return lemma.to_owned();
    }
    let end = if is_past { "ed" } else { "ing" };
    if let Some(stem) = consonant_y(lemma).filter(|_| is_past) {
        return format!("{stem}ied");
    }
    let drops_e = lemma.ends_with('e') && (is_past || !lemma.ends_with("ee"));
    let stem = if drops_e { &lemma[..lemma.len() - 1] } else { lemma };
    let doubled = if doubles(lemma) { &lemma[lemma.len() - 1..] } else { "" };
    format!("{stem}{doubled}{end}")
}

/// Whether a short verb doubles its last consonant: “ban”, “stop”.
fn doubles(lemma: &str) -> bool {
    let letters: Vec<char> = lemma.chars().rev().collect();
    let [last, vowel, before, ..] = *letters.as_slice() else { return false };
    letters.len() < 5
        && !is_vowel(last)
        && !"wxy".contains(last)
        && is_vowel(vowel)
        && !is_vowel(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms_are_spelt_as_english_spells_them() {
        let forms = |verb: &str| {
            [Xpos::Vbz, Xpos::Vbd, Xpos::Vbg].map(|xpos| regular(verb, xpos)).join(" ")
        };
        assert_eq!(forms("condemn"), "condemns condemned condemning");
        assert_eq!(forms("ban"), "bans banned banning");
        assert_eq!(forms("rally"), "rallies rallied rallying");
        assert_eq!(forms("seize"), "seizes seized seizing");
        assert_eq!(forms("clash"), "clashes clashed clashing");
    }
}

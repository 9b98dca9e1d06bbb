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
        match xpos {
            Xpos::Nn => Some(noun.clone()),
            Xpos::Nns => Some(regular(noun, Xpos::Vbz)),
            _ => None,
        }
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

fn regular(lemma: &str, xpos: Xpos) -> String {
    let is_vowel = |c: char| "aeiou".contains(c);
    let letters: Vec<char> = lemma.chars().collect();
    let n = letters.len();
    let ends = |end: &str| lemma.ends_with(end);
    let is_y = n > 1 && ends("y") && !is_vowel(letters[n - 2]);
    let doubles = n > 2
        && n < 5
        && !is_vowel(letters[n - 1])
        && !"wxy".contains(letters[n - 1])
        && is_vowel(letters[n - 2])
        && !is_vowel(letters[n - 3]);
    let stem = &lemma[..lemma.len() - usize::from(is_y || ends("e"))];
    match xpos {
        Xpos::Vbz if is_y => format!("{stem}ies"),
        Xpos::Vbz if ["s", "x", "z", "ch", "sh"].iter().any(|e| ends(e)) => {
            format!("{lemma}es")
        }
        Xpos::Vbz => format!("{lemma}s"),
        Xpos::Vbg if ends("e") && !ends("ee") => format!("{stem}ing"),
        Xpos::Vbg if doubles => format!("{lemma}{}ing", letters[n - 1]),
        Xpos::Vbg => format!("{lemma}ing"),
        Xpos::Vbd | Xpos::Vbn if is_y => format!("{stem}ied"),
        Xpos::Vbd | Xpos::Vbn if ends("e") => format!("{lemma}d"),
        Xpos::Vbd | Xpos::Vbn if doubles => format!("{lemma}{}ed", letters[n - 1]),
        Xpos::Vbd | Xpos::Vbn => format!("{lemma}ed"),
        _ => lemma.to_owned(),
    }
}

//! Names, roles and noun phrases of a parsed sentence.
//!
//! In: a parse. Out: in “Afghan Foreign Minister Amir Khan Muttaqi met Russia’s envoy” the names Afghan and Russia, the roles
//! “foreign minister” and “envoy”, and for each noun the words of its phrase. Known limit: names that no table knows are found
//! only as noun phrases.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the label sets are closed; a label that is not named here changes nothing"
)]

use crate::data::Data;
use crate::data::gazetteer::{Kind, Name};
use crate::data::lexicon::Symbol;
use crate::data::phrase::Phrase;
use crate::parse::{Deprel, Parse, Upos};
use crate::span::Span;

/// A name that the gazetteer knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// First word.
    pub first: u32,
    /// Last word.
    pub last: u32,
    /// Its phrase, by which the gazetteer lists what it can be.
    phrase: Phrase,
}

/// A role that `roles.tsv` knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundRole {
    /// First word.
    pub first: u32,
    /// Last word.
    pub last: u32,
    /// Index into `roles.tsv`.
    pub role: u32,
}

/// A parsed sentence with what was found in it.
#[derive(Debug)]
pub struct Mentions<'a> {
    /// What the program knows.
    pub data: &'a Data,
    /// The article's text.
    pub text: &'a str,
    /// The tree.
    pub parse: &'a Parse,
    /// The lemma of each word, as rules know it.
    pub symbols: Vec<Symbol>,
    /// The form of each word, as rules know it.
    pub forms: Vec<Symbol>,
    /// Names, in order.
    pub names: Vec<Found>,
    /// Roles, in order.
    pub roles: Vec<FoundRole>,
    name_at: Vec<u32>,
    role_at: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Found {
    /// What the name can be, where its capitals fit.
    pub fn readings<'a>(
        &self,
        mentions: &Mentions<'a>,
    ) -> impl Iterator<Item = &'a Name> + use<'a> {
        let (first, last) = (self.first as usize, self.last as usize);
        let is_name = mentions.is_tagged_name(first, last);
        let span = mentions.span(first, last);
        let text = span.of(mentions.text);
        mentions
            .data
            .gazetteer
            .names(self.phrase)
            .into_iter()
            .flatten()
            .filter(move |n| n.fits(text))
            .filter(move |n| is_name || n.kind != Kind::City)
    }
}

/// Finds names, roles and phrases.
pub fn find<'a>(data: &'a Data, text: &'a str, parse: &'a Parse) -> Mentions<'a> {
    let symbol = |i: usize| {
        let word = &parse.words()[i];
        if matches!(word.xpos.name(), "VBD" | "VBN")
            && let Some(verb) = data.grammar.irregular.get(word.span.of(text))
        {
            return *verb; // “wound up the exercise” wounds nobody
        }
        let known = data.lexicon.symbol(&word.lemma);
        let has_object = || {
            let is_object = |c: &u32| parse.words()[*c as usize].deprel == Deprel::Obj;
            parse.children(i).iter().any(is_object)
        };
        let is_verb = word.xpos.name().starts_with("VB")
            || is_taken_for_noun(parse, i)
            || word.upos == Upos::Noun && has_object();
        // “Shot down”: a form that the lemmatiser left as it was, as if it were a base form.
        let irregular =
            || data.grammar.irregular.get(word.lemma.to_lowercase().as_str()).copied();
        // “Wounded” is of “wound”, which winds nothing.
        let is_left = is_verb && word.lemma.eq_ignore_ascii_case(word.span.of(text));
        if let Some(verb) = Some(()).filter(|()| is_left).and_then(|()| irregular()) {
            return verb;
        }
        if known == Symbol::UNKNOWN && is_verb {
            return base_form(data, word.span.of(text));
        }
        known
    };
    let form = |i: usize| data.lexicon.symbol(parse.words()[i].span.of(text));
    let mut mentions = Mentions {
        data,
        text,
        parse,
        symbols: (0..parse.len()).map(symbol).collect(),
        forms: (0..parse.len()).map(form).collect(),
        names: Vec::new(),
        roles: Vec::new(),
        name_at: vec![NONE; parse.len()],
        role_at: vec![NONE; parse.len()],
    };
    mentions.find_names();
    mentions.find_roles();
    mentions
}

/// The verb that rules know, of which `form` may be an inflection, where the lemmatiser found none: “blamed”, “freed”.
fn base_form(data: &Data, form: &str) -> Symbol {
    let form = form.to_lowercase();
    if let Some(verb) = data.grammar.irregular.get(&form) {
        return *verb;
    }
    for (ending, base) in &data.grammar.endings {
        let Some(stem) = form.strip_suffix(ending.as_str()).filter(|s| s.len() > 1)
        else {
            continue;
        };
        let mut bases = vec![format!("{stem}{base}")];
        let mut letters = stem.chars().rev();
        if let (Some(last), Some(before)) = (letters.next(), letters.next())
            && last == before
        {
            bases.push(stem[..stem.len() - last.len_utf8()].to_owned());
        }
        let known =
            bases.iter().map(|b| data.lexicon.symbol(b)).find(|s| *s != Symbol::UNKNOWN);
        if let Some(symbol) = known {
            return symbol;
        }
    }
    Symbol::UNKNOWN
}

/// “Tripoli hopes to work with Chad”: tagged as a plural, but it has a subject and no copula.
pub(crate) fn is_taken_for_noun(parse: &Parse, i: usize) -> bool {
    let words = parse.words();
    let has = |d: Deprel| {
        parse
            .children(i)
            .iter()
            .any(|c| words[*c as usize].deprel == d && (*c as usize) < i)
    };
    words[i].xpos.name() == "NNS"
        && has(Deprel::Nsubj)
        && !has(Deprel::Cop)
        && !has(Deprel::Det)
        && !has(Deprel::Case)
}

impl<'a> Mentions<'a> {
    /// The span from word `first` to word `last`.
    pub fn span(&self, first: usize, last: usize) -> Span {
        let words = self.parse.words();
        words[first].span.join(words[last].span)
    }

    /// The text of word `i`.
    pub fn form(&self, i: usize) -> &'a str {
        self.parse.words()[i].span.of(self.text)
    }

    /// The name that covers word `i`.
    pub fn name_at(&self, i: usize) -> Option<&Found> {
        self.names.get(self.name_at[i] as usize)
    }

    /// The role that covers word `i`.
    pub fn role_at(&self, i: usize) -> Option<&FoundRole> {
        self.roles.get(self.role_at[i] as usize)
    }

    /// Whether “-backed” or the like follows the name: “Turkish-backed rebels” are not Turkey's.
    pub(crate) fn is_sided(&self, found: &Found) -> bool {
        let after = found.last as usize + 1;
        let n = self.parse.len();
        let at = if after < n && self.form(after) == "-" { after + 1 } else { after };
        at < n && self.data.grammar.words.sided.has(self.forms[at])
    }

    fn find_names(&mut self) {
        let mut i = 0;
        while i < self.parse.len() {
            let found = self.longest_name(i);
            if let Some(found) = found.filter(|f| !self.is_of_person(f)) {
                for at in found.first..=found.last {
                    self.name_at[at as usize] = self.names.len() as u32;
                }
                self.names.push(found);
                i = found.last as usize;
            }
            i += 1;
        }
    }

    /// “Isabel de Saint Malo”, “Jordan Bardella”: a place that is part of a person's name.
    fn is_of_person(&self, found: &Found) -> bool {
        let words = self.parse.words();
        let (first, last) = (found.first as usize, found.last as usize);
        let is_plain = |i: usize| {
            words[i].upos == Upos::Propn
                && self.form(i).starts_with(char::is_uppercase)
                && self.data.roles.find(Phrase::of(self.form(i))).is_none()
        };
        // The name goes on from a word before it, or with one behind it.
        let is_end = (first..=last).any(|i| {
            let head = words[i].head.map(|h| h as usize);
            words[i].deprel == Deprel::Flat
                && head.is_some_and(|h| h < first && is_plain(h))
        });
        // “Ambassador to Australia Marshall Green”: the place is his post's.
        let is_post = first > 1
            && words[first - 1].upos == Upos::Adp
            && self.data.roles.find(Phrase::of(self.form(first - 2))).is_some();
        let is_start = first == last
            && !is_post
            && self.parse.children(first).iter().any(|c| {
                let c = *c as usize;
                words[c].deprel == Deprel::Flat && c == last + 1 && is_plain(c)
            });
        let is_place =
            |n: &Name| matches!(n.kind, Kind::City | Kind::Capital | Kind::State);
        (is_end || is_start) && found.readings(self).all(is_place)
    }

    /// The longest name that begins at word `first` with the right capitals.
    fn longest_name(&self, first: usize) -> Option<Found> {
        if !self.may_begin_name(first) {
            return None;
        }
        let mut phrase = Phrase::EMPTY;
        let mut best = None;
        for last in first..self.parse.len().min(first + 12) {
            let next = phrase.with(self.form(last));
            if next == phrase
                && last > first
                && !matches!(self.form(last), "-" | "–" | "." | "'" | "’")
            {
                break;
            }
            // “Iraq is” are no Iraqis.
            if last > first
                && self.parse.words()[last].upos == Upos::Aux
                && self.form(last).chars().all(char::is_lowercase)
            {
                break;
            }
            // The full stop behind a name is none of it, but may stand within one: “St. Petersburg”.
            let has_grown = next != phrase;
            phrase = next;
            let Some(names) = self.data.gazetteer.names(phrase) else { break };
            // “Peru’s” is no town of Perus: the sign of the owner ends no name.
            if !has_grown
                || (last > first && self.parse.words()[last].xpos.name() == "POS")
            {
                continue;
            }
            let text = self.span(first, last).of(self.text);
            let is_name = self.is_tagged_name(first, last);
            if names
                .into_iter()
                .any(|n| n.fits(text) && (is_name || n.kind != Kind::City))
            {
                best = Some(Found { first: first as u32, last: last as u32, phrase });
            }
        }
        best
    }

    /// Whether the tagger takes the words for a name: “most other countries” are no town in Bohemia.
    fn is_tagged_name(&self, first: usize, last: usize) -> bool {
        first < last || self.parse.words()[first].xpos.name().starts_with("NNP")
    }

    /// A name begins with a capital or digit, and a lone function word is none.
    fn may_begin_name(&self, i: usize) -> bool {
        let form = self.form(i);
        // “Latin American leaders” are not those of the United States.
        let quarters = &self.data.grammar.words.quarters;
        let is_of_quarter = |b: usize| {
            quarters.has(self.forms[b]) && self.form(b).starts_with(char::is_uppercase)
        };
        if i.checked_sub(1).is_some_and(is_of_quarter) {
            return false;
        }
        let Some(letter) = form.chars().next() else { return false };
        if letter.is_lowercase() {
            // “al-Shabaab”, “de Gaulle”: lower-case beginnings are kept where a name goes on with a capital.
            return form.len() <= 4
                && self.parse.words().get(i + 1).is_some_and(|w| {
                    let next = w.span.of(self.text);
                    next.starts_with('-') || next.starts_with(char::is_uppercase)
                });
        }
        // The two tags need not agree: “Turkish troops” with a verb that is an adjective, nor tag and tree: “Downing Street”.
        let word = &self.parse.words()[i];
        if matches!(word.xpos.name(), "NNP" | "NNPS" | "JJ")
            || matches!(word.deprel, Deprel::Amod | Deprel::Compound)
        {
            return letter.is_alphanumeric();
        }
        match self.parse.words()[i].upos {
            Upos::Aux
            | Upos::Cconj
            | Upos::Part
            | Upos::Pron
            | Upos::Punct
            | Upos::Sconj
            | Upos::Verb => form.len() > 1 && form.chars().all(|c| !c.is_lowercase()),
            Upos::Adj
            | Upos::Adp
            | Upos::Adv
            | Upos::Det
            | Upos::Intj
            | Upos::Noun
            | Upos::Num
            | Upos::Propn
            | Upos::Sym
            | Upos::X => letter.is_alphanumeric(),
        }
    }

    fn find_roles(&mut self) {
        let mut i = 0;
        while i < self.parse.len() {
            if let Some(found) = self.longest_role(i) {
                for at in found.first..=found.last {
                    self.role_at[at as usize] = self.roles.len() as u32;
                }
                self.roles.push(found);
                i = found.last as usize;
            }
            i += 1;
        }
    }

    fn longest_role(&self, first: usize) -> Option<FoundRole> {
        let words = self.parse.words();
        let is_nominal = |upos| {
            matches!(upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::X)
        };
        if !is_nominal(words[first].upos) && words[first].upos != Upos::Verb {
            return None;
        }
        let mut phrase = Phrase::EMPTY;
        let mut best = None;
        for (last, word) in words.iter().enumerate().skip(first).take(6) {
            // “Human rights groups”: the last word counts by its lemma, the words before it as they stand.
            let (inner, whole) = (phrase.with(self.form(last)), phrase.with(&word.lemma));
            if inner == phrase && !matches!(self.form(last), "-" | "'" | "’") {
                break;
            }
            let roles = &self.data.roles;
            let role = roles.find(whole).or_else(|| roles.find(inner));
            if let Some(role) = role.filter(|_| is_nominal(word.upos)) {
                best = Some(FoundRole { first: first as u32, last: last as u32, role });
            }
            phrase = match (roles.begins(inner), roles.begins(whole)) {
                (true, _) => inner,
                (false, true) => whole,
                (false, false) => break,
            };
        }
        best
    }

    /// Whether word `i` heads a phrase that can name someone or something.
    pub fn is_phrase_head(&self, i: usize) -> bool {
        let word = &self.parse.words()[i];
        let is_inner = matches!(
            word.deprel,
            Deprel::Compound
                | Deprel::Flat
                | Deprel::Fixed
                | Deprel::Goeswith
                | Deprel::Det
                | Deprel::Amod
                | Deprel::NmodDesc
                | Deprel::Punct
        );
        match word.upos {
            Upos::Noun | Upos::Propn | Upos::X => !is_inner,
            Upos::Pron => word.deprel != Deprel::Expl || self.is_lost_it(i),
            Upos::Num | Upos::Det | Upos::Sym => {
                !is_inner && !matches!(word.deprel, Deprel::Nummod | Deprel::Appos)
            }
            Upos::Adj => {
                !is_inner
                    && word.deprel != Deprel::Amod
                    && (self.name_at(i).is_some() || self.role_at(i).is_some())
            }
            Upos::Verb => self.name_at(i).is_some() && !is_inner,
            Upos::Adp
            | Upos::Adv
            | Upos::Aux
            | Upos::Cconj
            | Upos::Intj
            | Upos::Part
            | Upos::Punct
            | Upos::Sconj => false,
        }
    }

    /// “It was the first to sign”: parsed as if it meant nothing.
    pub fn is_lost_it(&self, i: usize) -> bool {
        let words = self.parse.words();
        let grammar = &self.data.grammar.words;
        let head = words[i].head.filter(|_| words[i].deprel == Deprel::Expl);
        head.map(|h| h as usize).is_some_and(|h| {
            let (first, last) = self.phrase(h);
            (first..=last).any(|w| {
                grammar.first.has(self.symbols[w]) || grammar.only.has(self.symbols[w])
            })
        })
    }

    /// First and last word of the phrase of `head`: its determiners, adjectives, compounds and name parts, without
    /// clauses, prepositional phrases and appositions.
    pub fn phrase(&self, head: usize) -> (usize, usize) {
        let words = self.parse.words();
        let (mut first, mut last) = (head, head);
        for &child in self.parse.children(head) {
            let child = child as usize;
            let word = &self.parse.words()[child];
            match word.deprel {
                Deprel::Det
                | Deprel::DetPredet
                | Deprel::Amod
                | Deprel::Compound
                | Deprel::Nummod
                | Deprel::NmodPoss
                | Deprel::NmodDesc
                | Deprel::NmodUnmarked
                    if child < head =>
                {
                    first = first.min(self.subtree(child).0);
                }
                Deprel::Flat | Deprel::Fixed | Deprel::Goeswith => {
                    first = first.min(child);
                    last = last.max(self.subtree(child).1);
                }
                Deprel::Compound | Deprel::NmodDesc | Deprel::Nummod
                    if child > head && child <= last + 2 =>
                {
                    last = last.max(self.subtree(child).1);
                }
                _ => {}
            }
        }
        let mut first = self.extended(head, first);
        // A preposition that the parser hung inside is no part of the phrase, nor is the day in “on Monday soldiers fired”.
        let is_day = |i: usize| {
            words[i].deprel == Deprel::Compound
                && words[i].head == Some(head as u32)
                && words[i].upos == Upos::Propn
                && words[head].upos == Upos::Noun
                && self.data.grammar.words.when.has(self.symbols[i])
        };
        while first < head
            && (is_day(first)
                || matches!(
                    words[first].upos,
                    Upos::Adp | Upos::Cconj | Upos::Punct | Upos::Sconj
                ))
        {
            first += 1;
        }
        let counts = &self.data.grammar.words;
        if first > 0
            && counts.bound.has(self.forms[first])
            && counts.approximate.has(self.forms[first - 1])
        {
            first -= 1; // “at least 40 people”
        }
        (first, last)
    }

    /// Names right before a common noun belong to it, wherever the parser hung them: “Fijian and Australian soldiers”.
    fn extended(&self, head: usize, mut first: usize) -> usize {
        let words = self.parse.words();
        if words[head].upos != Upos::Noun {
            return first;
        }
        let name_before = |at: usize| {
            let found = at.checked_sub(1).and_then(|b| self.name_at(b))?;
            matches!(words[found.last as usize].upos, Upos::Adj | Upos::Propn)
                .then_some(found.first as usize)
        };
        if let Some(name) = name_before(first) {
            first = name;
        }
        let is_and = |i: usize| words[i].upos == Upos::Cconj;
        if first > 1 && is_and(first - 1) && self.name_at(first).is_some() {
            first = name_before(first - 1).unwrap_or(first);
        }
        first
    }

    /// First and last word of everything under `i`, at most 40 steps deep.
    pub fn subtree(&self, i: usize) -> (usize, usize) {
        let (mut first, mut last) = (i, i);
        let mut level = 0;
        while level < 40 {
            level += 1;
            let next_first =
                self.parse.children(first).first().map_or(first, |c| *c as usize);
            let next_last =
                self.parse.children(last).last().map_or(last, |c| *c as usize);
            if next_first >= first && next_last <= last {
                break;
            }
            first = first.min(next_first);
            last = last.max(next_last);
        }
        (first, last)
    }
}

//! Lists of names: what is coordinated with a phrase, also where the parser left it apart.
//!
//! In: the head of a phrase. Out: in “China, the Emirates, Uzbekistan, and Pakistan have sent …” all four. Known limit: a
//! list that the parser broke must have three names or open a headline.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the label sets are closed; a label that is not named here changes nothing"
)]

use super::frame::Framer;
use crate::mention::Found;
use crate::parse::{Deprel, Upos};

impl<'m, 'a> Framer<'m, 'a> {
    /// A phrase and all that is coordinated with it.
    pub(super) fn conjuncts(self, i: usize) -> impl Iterator<Item = usize> + use<'m, 'a> {
        let mut all = vec![i];
        let mut at = 0;
        while at < all.len() {
            let more = self.children(all[at]).filter(|c| {
                self.word(*c).deprel == Deprel::Conj && !self.is_lost_subject(*c)
            });
            all.extend(more);
            at += 1;
        }
        if self.mentions.name_at(i).is_some() {
            self.listed(i, &mut all);
        }
        let others =
            [self.fellow_subject(i), self.fellow_adjective(i), self.companion(i)];
        for other in others.into_iter().flatten() {
            if !all.contains(&other) {
                all.push(other);
            }
        }
        self.told_apart(i, &mut all);
        all.into_iter()
    }

    /// “Two media outlets, Awlo Media and the Addis Standard”: as many names as were counted say who they are.
    fn told_apart(self, i: usize, all: &mut Vec<usize>) {
        let number = self.child(i, Deprel::Nummod).filter(|n| *n < i);
        let numbers = &self.mentions.data.grammar.numbers;
        let form = |n: usize| self.mentions.form(n).to_lowercase();
        let Some(count) = number.and_then(|n| numbers.get(form(n).as_str()).copied())
        else {
            return;
        };
        let is_common = self.word(i).upos == Upos::Noun;
        let are_names =
            all[1..].iter().all(|c| self.word(*c).upos == Upos::Propn && *c > i);
        let n_names = all.len() as u32 - 1;
        if !is_common
            || !are_names
            || n_names < 2
            || (f64::from(n_names) - count).abs() > 0.5
        {
            return;
        }
        let are_known = all[1..].iter().all(|c| self.mentions.name_at(*c).is_some());
        if are_known {
            all.remove(0);
        } else {
            all.truncate(1);
        }
    }

    /// “Germany and Sweden cut aid” where the parser gave the verb two subjects.
    fn fellow_subject(self, i: usize) -> Option<usize> {
        let is_subject = |w: usize| self.word(w).deprel == Deprel::Nsubj;
        let verb = self.head(i).filter(|_| is_subject(i))?;
        let (first, _) = self.mentions.phrase(i);
        self.children(verb).find(|c| {
            let (_, last) = self.mentions.phrase(*c);
            *c < i && is_subject(*c) && self.link(last, first).is_some()
        })
    }

    /// “Three Jordanian and two Egyptian diplomats”: the second adjective of one noun.
    fn fellow_adjective(self, i: usize) -> Option<usize> {
        let is_named = |w: usize| self.mentions.name_at(w).is_some();
        if self.word(i).deprel != Deprel::Amod || !is_named(i) {
            return None;
        }
        let noun = self.head(i)?;
        self.children(noun).find(|c| {
            let is_other = *c > i && self.word(*c).deprel == Deprel::Amod;
            is_other && is_named(*c) && self.link(i, *c) == Some(true)
        })
    }

    /// “Peru, along with Chile, …”, “Peru as well as Chile”, “Peru, like Chile, …”: who does or suffers the same.
    fn companion(self, i: usize) -> Option<usize> {
        let mentions = self.mentions;
        let n = mentions.parse.len();
        let words = &mentions.data.grammar.words;
        let (_, last) = mentions.phrase(i);
        let mut at = last + 1;
        let is_apart = at < n && mentions.form(at) == ",";
        at += usize::from(is_apart);
        if at + 1 >= n {
            return None;
        }
        let is_like = is_apart
            && words.resembling.has(mentions.forms[at])
            && self.word(i).deprel == Deprel::Nsubj;
        let is_fixed = |w: usize| self.word(w).deprel == Deprel::Fixed;
        // “As well as” is one conjunction, of which the parser may not know what it joins.
        let is_and = self.word(at).deprel == Deprel::Cc && is_fixed(at + 1);
        if !is_like && !is_and && !words.alongside.has(mentions.forms[at]) {
            return None;
        }
        at += 1;
        while at < n && (is_fixed(at) || words.with.has(mentions.forms[at])) {
            at += 1;
        }
        let head = (at < n).then(|| self.phrase_head(at))?;
        (head >= at && mentions.is_phrase_head(head)).then_some(head)
    }

    /// Names of one list that the parser left apart: “China, the Emirates, Uzbekistan, and Pakistan have sent …”.
    fn listed(self, i: usize, all: &mut Vec<usize>) {
        let names = &self.mentions.names;
        let Some(at) =
            names.iter().position(|n| n.first as usize <= i && i <= n.last as usize)
        else {
            return;
        };
        let joins = |a: usize, b: usize| {
            self.link(names[a].last as usize, names[b].first as usize)
        };
        let (mut from, mut to) = (at, at);
        let mut has_and = false;
        // “…, as did Cuba, Hungary and East Germany, and Moscow was”: a list ends with its “and”.
        let begins_clause = |a: usize, b: usize| {
            let first = names[b].first as usize;
            joins(a, b) == Some(true)
                && (names[a].last as usize..first).any(|i| self.mentions.form(i) == ",")
        };
        while to + 1 < names.len() && joins(to, to + 1).is_some() {
            if has_and && begins_clause(to, to + 1) {
                break;
            }
            has_and |= joins(to, to + 1) == Some(true);
            to += 1;
        }
        let went_right = has_and;
        while from > 0 && joins(from - 1, from).is_some() {
            let is_and = joins(from - 1, from) == Some(true);
            if is_and && has_and && !went_right && begins_clause(at - 1, at) {
                (from, has_and) = (at, false);
                break;
            }
            has_and |= is_and;
            from -= 1;
        }
        // “Sudan, Bahrain follow”: a headline's list begins the sentence and has no “and”.
        let after =
            self.phrase_head(names[to].last as usize).max(names[to].last as usize) + 1;
        let is_verb = |i: usize| matches!(self.word(i).upos, Upos::Verb | Upos::Aux);
        let is_headline = names[from].first == 0
            && to > from
            && after < self.mentions.parse.len()
            && is_verb(after);
        if !is_headline && (!has_and || to - from < 2) {
            return;
        }
        for name in names[from..=to].iter().filter(|n| !self.is_backer(n)) {
            let head = self.phrase_head(name.last as usize);
            let head = if name.first as usize <= head && head <= name.last as usize {
                head
            } else {
                name.last as usize
            };
            if !all.contains(&head) {
                all.push(head);
            }
        }
    }

    /// “Abkhazia and South Ossetia, the Moscow-backed lands”: no part of the list.
    fn is_backer(self, name: &Found) -> bool {
        let after = name.last as usize + 1;
        let sided = &self.mentions.data.grammar.words.sided;
        let n = self.mentions.parse.len();
        after + 1 < n
            && self.mentions.form(after) == "-"
            && sided.has(self.mentions.forms[after + 1])
    }

    /// Whether only commas and “and” stand between two words: `Some(true)` where there is an “and”.
    fn link(self, last: usize, first: usize) -> Option<bool> {
        let mut has_and = false;
        let mut n_between = 0;
        for i in last + 1..first {
            match self.word(i).upos {
                _ if self.word(i).deprel == Deprel::Cc => has_and = true, // “as well as”
                _ if self.word(i).deprel == Deprel::Fixed => continue,
                Upos::Cconj => has_and = true,
                Upos::Det | Upos::Num => continue,
                Upos::Punct if self.mentions.form(i) == "," => {}
                _ => return None,
            }
            n_between += 1;
        }
        (n_between > 0).then_some(has_and)
    }
}

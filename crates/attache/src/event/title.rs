//! What an agreement that is signed, suspended or left is called.
//!
//! In: “suspended its participation in the accord on grain exports that it concluded in 2017”. Out: the words “the accord on grain
//! exports”, not “its participation”, and nothing of when or with whom. Known limit: a name that follows its noun without a
//! preposition (“the pact, called Blue Shield”) is not taken in.

use super::Event;
use super::code::Coder;
use super::compose::Draft;
use crate::data::Data;
use crate::data::relations::NameNouns;
use crate::mention::Mentions;
use crate::parse::{Deprel, Upos, Word};
use crate::span::Span;
use rustc_hash::FxHashMap;

/// What is to be done is part of a title up to so many words.
const LONGEST: usize = 8;
/// “Its participation in the Black Sea grain deal”: how many words behind the object the agreement may be named.
const REACH: usize = 6;

/// Gives agreements that are only pointed to (“the deal”, “it”) the title that the article has for them: the last one before
/// with the same noun, else the next behind, else the only one there is.
pub fn name_once<'e>(
    data: &Data,
    mentions: &[Mentions<'_>],
    events: impl Iterator<Item = &'e mut Event>,
) {
    let events: Vec<&mut Event> = events.collect();
    let Some(nouns) = data.relations.noun.iter().find(|row| !row.about.is_empty()) else {
        return;
    };
    let is_of = |e: &Event| {
        let act = e.act.as_deref();
        let mut rows = data.ontology.act.iter();
        rows.any(|row| {
            Some(row.code.as_str()) == act && row.relation == *nouns.relation.get_ref()
        })
    };
    if !events.iter().any(|e| is_of(e)) {
        return;
    }
    let titles = titles(data, mentions, nouns);
    let only = titles.first().filter(|first| titles.iter().all(|t| t.name == first.name));
    let mut by_noun: FxHashMap<&str, Vec<&Title>> = FxHashMap::default();
    for title in &titles {
        by_noun.entry(&title.noun).or_default().push(title);
    }
    let in_sentence = |sentence: usize| {
        let from = titles.partition_point(|t| t.sentence < sentence);
        titles[from..].iter().take_while(move |t| t.sentence == sentence)
    };
    for event in events.into_iter().filter(|e| is_of(e)) {
        let mut here = in_sentence(event.sentence);
        let noun = match event.object {
            Some(object) if here.any(|t| t.span.overlaps(object)) => continue,
            Some(object) => {
                let Some(word) = last_word(&mentions[event.sentence], object) else {
                    continue;
                };
                let is_noun = is_among(&word.lemma, nouns);
                if !is_noun && word.upos != Upos::Pron {
                    continue;
                }
                Some(word.lemma.to_string()).filter(|_| is_noun)
            }
            None => None,
        };
        let same = noun.and_then(|noun| by_noun.get(noun.as_str()));
        let told = same.map(|same| {
            let behind = same.partition_point(|t| t.sentence <= event.sentence);
            same[behind.saturating_sub(1)]
        });
        if let Some(title) = told.or(only) {
            event.object = Some(title.span);
        }
    }
}

/// A title of an agreement somewhere in the article.
struct Title {
    sentence: usize,
    span: Span,
    noun: String,
    name: String,
}

/// “The Visiting Forces Agreement”, “a fishery pact”: with a word before the noun that is no mere adjective of time or number.
fn titles(data: &Data, mentions: &[Mentions<'_>], nouns: &NameNouns) -> Vec<Title> {
    let mut titles = Vec::new();
    for (sentence, mentions) in mentions.iter().enumerate() {
        let words = mentions.parse.words();
        for head in (0..words.len()).filter(|i| is_among(&words[*i].lemma, nouns)) {
            let (first, last) = mentions.phrase(head);
            let names = |i: &usize| {
                let form = mentions.form(*i).to_lowercase();
                matches!(words[*i].upos, Upos::Noun | Upos::Propn | Upos::Adj)
                    && !data.relations.determiner.contains(&form)
                    && !nouns.words.contains(&form)
            };
            if last != head || !(first..head).any(|i| names(&i)) {
                continue;
            }
            let name = (first..=head).filter(|i| names(i) || *i == head);
            let name: Vec<String> =
                name.map(|i| words[i].lemma.as_str().to_lowercase()).collect();
            let span = mentions.span(first, last);
            let noun = words[head].lemma.to_string();
            titles.push(Title { sentence, span, noun, name: name.join(" ") });
        }
    }
    titles
}

fn is_among(lemma: &str, nouns: &NameNouns) -> bool {
    nouns.words.iter().any(|noun| noun == lemma)
}

fn last_word<'m>(mentions: &'m Mentions<'_>, object: Span) -> Option<&'m Word> {
    let words = mentions.parse.words();
    let within = |i: &usize| mentions.span(*i, *i).overlaps(object);
    (0..words.len()).rfind(within).map(|i| &words[i])
}

impl Coder<'_, '_, '_> {
    /// The words of what the act is about; for agreements the whole title.
    pub(super) fn object(&self, draft: &Draft) -> Option<Span> {
        let object = draft.found.object?;
        let nouns = draft.act.as_deref().and_then(|act| self.nouns(act));
        Some(nouns.map_or_else(|| self.phrase_span(object), |n| self.titled(object, n)))
    }

    /// The nouns that agreements are called by, where the act is one of an agreement.
    fn nouns(&self, act: &str) -> Option<&NameNouns> {
        let relation = self.relation(act)?;
        let mut rows = self.mentions().data.relations.noun.iter();
        rows.find(|row| row.relation.get_ref() == relation && !row.about.is_empty())
    }

    fn titled(&self, object: usize, nouns: &NameNouns) -> Span {
        let words = self.mentions().parse.words();
        let is_noun = |i: usize| nouns.words.iter().any(|n| words[i].lemma == *n);
        // “Its participation in the accord”
        let behind = object + 1..words.len().min(object + 1 + REACH);
        let inner = || behind.clone().find(|i| is_noun(*i));
        let head = if is_noun(object) { object } else { inner().unwrap_or(object) };
        let (first, mut last) = self.mentions().phrase(head);
        let mut tail = head;
        // “On the return of refugees”: as long as one phrase follows on the other.
        while let Some(next) = self.told_of(tail).find(|c| self.is_about(*c, last, nouns))
        {
            last = self.mentions().phrase(next).1;
            tail = next;
            // “On trade, tourism and visas”
            let others = self.matcher.framer.children(next);
            let others = others.filter(|c| words[*c].deprel == Deprel::Conj);
            last = others.map(|c| self.mentions().phrase(c).1).fold(last, usize::max);
        }
        if tail == head {
            last = self.purpose(head, last).unwrap_or(last);
        }
        self.mentions().span(first, last)
    }

    /// The last word of what it is to do, right behind word `last`: “an agreement to share the river”.
    fn purpose(&self, head: usize, last: usize) -> Option<usize> {
        let words = self.mentions().parse.words();
        let mut clauses = self.matcher.framer.children(head);
        let clause = clauses.find(|c| words[*c].deprel == Deprel::Acl && *c > last)?;
        let (first, end) = self.mentions().subtree(clause);
        let is_infinitive = first == last + 1 && words[first].xpos.name() == "TO";
        (is_infinitive && end - first < LONGEST).then_some(end)
    }

    /// Phrases that may tell what `head` is about; the parser hangs some of them from its verb.
    fn told_of(&self, head: usize) -> impl Iterator<Item = usize> {
        let framer = self.matcher.framer;
        let words = self.mentions().parse.words();
        let verb = framer.head(head).filter(|v| words[*v].upos == Upos::Verb);
        let own = framer.children(head).filter(|c| words[*c].deprel == Deprel::Nmod);
        let lent = verb.into_iter().flat_map(move |v| framer.children(v));
        own.chain(lent.filter(|c| words[*c].deprel == Deprel::Obl))
    }

    /// Whether the phrase of `word` follows right behind word `last` by a preposition that tells what it is about, and is no year.
    fn is_about(&self, word: usize, last: usize, nouns: &NameNouns) -> bool {
        let words = self.mentions().parse.words();
        let form = |i: usize| self.mentions().form(i).to_lowercase();
        let is_time = |e: &crate::time::Expression| e.span.overlaps(words[word].span);
        words[word].upos != Upos::Num
            && !self.context.times.iter().any(is_time)
            && last + 1 < word
            && self.mentions().phrase(word).0 <= last + 2
            && nouns.about.contains(&form(last + 1))
    }
}

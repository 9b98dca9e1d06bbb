//! What an article has said so far: who was introduced by which name, who was spoken of last, whom it is mainly about.
//!
//! In: actors in the order of the text. Out: after “Georgia, which broke off relations with Russia, condemned the move. It
//! …” the word “it” means Georgia: the last subject. Known limit: gender is not used.

use super::called::Called;
use super::{Actor, Dyad, Sort};
use crate::data::code::{Country, Sector};
use crate::data::phrase::Phrase;
use crate::span::Span;
use compact_str::CompactString;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// Actors spoken of at one place of the text.
#[derive(Debug, Clone)]
pub(super) struct Salient {
    /// One, or several for a coordination.
    pub(super) actors: Vec<Actor>,
    /// Word in its sentence.
    pub(super) word: usize,
    /// Sentence, counted from 0.
    pub(super) sentence: usize,
    /// Whether it was a subject.
    pub(super) is_subject: bool,
    /// Whether its phrase is plural.
    pub(super) is_plural: bool,
}

/// The memory of one article.
#[derive(Debug, Default)]
pub struct Discourse {
    /// The day on which names and offices are read.
    pub day: Option<Date>,
    /// The state that the article is mainly about.
    pub focus: Option<Country>,
    /// The state from which it reports.
    pub scene: Option<Country>,
    /// The state that it names most often after that.
    pub second: Option<Country>,
    /// The states that it names.
    pub countries: Vec<Country>,
    /// The two states that it is about, where it names no other nearly as often.
    pub main: Option<[Country; 2]>,
    /// Whether the article tells of many states in turn, and mainly of none.
    pub is_roundup: bool,
    /// The two states whose dealings an official account tells.
    pub dyad: Option<Dyad>,
    /// What the account's title calls the other state, where it is gone.
    pub titled: Option<CompactString>,
    known: FxHashMap<Phrase, Actor>,
    /// By which common words it called whom.
    pub(super) called: Vec<Called>,
    /// Two of whom one did something to the other, and in which sentence.
    linked: Option<(usize, [Actor; 2])>,
    /// Who was reproached last, and in which sentence.
    blamed: Option<(usize, Actor)>,
    pub(super) salient: Vec<Salient>,
    sentence: usize,
    speaker: Option<Spoken>,
    /// Two who had to do with each other, and in which sentence.
    sides: Option<(usize, [Actor; 2])>,
}

/// Who spoke last, and in which words the text names him.
#[derive(Debug, Clone)]
pub struct Spoken {
    /// The speaker.
    pub actor: Actor,
    /// The words.
    pub span: Span,
}

/// How many sentences back a pronoun may reach.
const REACH: usize = 3;
/// How many places are remembered; older ones are beyond any pronoun's reach.
const MEMORY: usize = 400;

impl Discourse {
    /// The memory of an article that has said nothing yet.
    pub fn new(day: Option<Date>, focus: Option<Country>) -> Self {
        Self { day, focus, ..Self::default() }
    }

    /// The same memory for an article that is about these two states.
    #[must_use]
    pub fn about(self, dyad: Option<Dyad>) -> Self {
        Self { dyad, ..self }
    }

    /// Remembers a name that the article gave to an actor.
    pub(super) fn introduce(&mut self, name: &str, actor: &Actor) {
        self.known.insert(Phrase::of(name), actor.clone());
    }

    /// Whom the article introduced by this name.
    pub(super) fn known(&self, phrase: Phrase) -> Option<&Actor> {
        self.known.get(&phrase)
    }

    /// Remembers that actors were spoken of.
    pub(super) fn speak_of(
        &mut self,
        actors: &[Actor],
        word: usize,
        is_subject: bool,
        is_plural: bool,
    ) {
        let actors = actors.to_vec();
        self.salient.push(Salient {
            actors,
            word,
            sentence: self.sentence,
            is_subject,
            is_plural,
        });
    }

    /// Adds a conjunct to the coordination that `first` heads.
    pub(super) fn coordinate(&mut self, first: usize, actors: &[Actor]) {
        let sentence = self.sentence;
        if let Some(salient) = self
            .salient
            .iter_mut()
            .rev()
            .find(|s| s.sentence == sentence && s.word == first)
        {
            for actor in actors {
                if !salient.actors.iter().any(|a| a.is_same(actor)) {
                    salient.actors.push(actor.clone());
                }
            }
            salient.is_plural = true;
            // The conjunct is now part of the whole: “it” cannot mean it alone.
            if self
                .salient
                .last()
                .is_some_and(|last| last.sentence == sentence && last.word != first)
            {
                self.salient.pop();
            }
        }
    }

    /// Goes on to the next sentence, once this one is coded.
    pub fn end_sentence(&mut self) {
        self.sentence += 1;
        if self.salient.len() > MEMORY {
            self.salient.drain(..MEMORY / 2);
        }
    }

    /// Whether it was spoken of in this sentence.
    pub(super) fn is_here(&self, salient: &Salient) -> bool {
        salient.sentence == self.sentence
    }

    /// Who spoke last.
    pub fn speaker(&self) -> Option<&Spoken> {
        self.speaker.as_ref()
    }

    /// Remembers who spoke.
    pub fn set_speaker(&mut self, actor: &Actor, span: Span) {
        self.speaker = Some(Spoken { actor: actor.clone(), span });
    }

    /// The best antecedent before word `word` of this sentence: a subject of this sentence, the subject of the one before,
    /// then whoever was spoken of last; `word` itself is skipped by position.
    pub(super) fn antecedent(
        &self,
        word: usize,
        accept: impl Fn(&Salient) -> bool,
    ) -> Option<&Salient> {
        let near = |s: &&Salient| self.sentence - s.sentence <= REACH && accept(s);
        let here = |s: &&Salient| s.sentence == self.sentence && s.word < word;
        let recent = || self.salient.iter().rev().filter(near);
        // Speakers are known before what they say is read: the order is that of the words.
        recent()
            .filter(here)
            .filter(|s| s.is_subject)
            .max_by_key(|s| s.word)
            .or_else(|| recent().filter(here).max_by_key(|s| s.word))
            .or_else(|| self.before(&accept))
    }

    /// The state whose official or government was the last subject of the sentence before.
    pub(super) fn last_official(&self, is_definite: bool) -> Option<Country> {
        let near =
            self.salient.iter().rev().take_while(|s| self.sentence - s.sentence <= 1);
        // In the same sentence “the president” is of another state than the bare name before: “France flew out the widow of
        // the president”; but “India arrested two former ministers”.
        let speaks = |s: &&Salient| {
            let a = &s.actors[0];
            let is_earlier = s.sentence < self.sentence;
            !is_definite || is_earlier || a.role.is_some() || a.sort == Sort::Person
        };
        let mut subjects = near
            .filter(|s| s.is_subject && s.actors.len() == 1)
            .filter(speaks)
            .map(|s| &s.actors[0]);
        subjects
            .find(|a| a.is_official() && a.sort != Sort::People)
            .and_then(|a| a.country)
    }

    /// “Marcos told troops that the country …”: the article's own state, where one of its people or officials is the subject.
    pub(super) fn own_state(&self, word: usize) -> Option<Country> {
        let here = self.salient.iter().rev().take_while(|s| s.sentence == self.sentence);
        let mut subjects = here.filter(|s| s.word < word && s.is_subject);
        let is_person = |a: &Actor| a.sort == Sort::Person || a.role.is_some();
        subjects
            .any(|s| s.actors.iter().any(|a| is_person(a) && a.country == self.focus))
            .then_some(self.focus)?
    }

    /// Remembers two who had to do with each other: who “the two sides” are from now on.
    pub fn set_sides(&mut self, sides: [Actor; 2]) {
        self.sides = Some((self.sentence, sides));
    }

    /// Remembers two of whom one did something to the other.
    pub fn set_linked(&mut self, pair: [Actor; 2]) {
        self.linked = Some((self.sentence, pair));
    }

    /// Two of whom the sentence before told that one did something to the other.
    fn just_linked(&self, is_power: impl Fn(&Actor) -> bool) -> Option<[Actor; 2]> {
        let (told, pair) = self.linked.as_ref()?;
        (told + 1 == self.sentence && pair.iter().all(is_power)).then(|| pair.clone())
    }

    /// The same where two others had dealings before that, of whom the article is not: the pair that was told of last.
    fn linked_since(&self, is_power: impl Fn(&Actor) -> bool) -> Option<[Actor; 2]> {
        let (told, pair) = self.linked.as_ref()?;
        let (dealt, aside) = self.sides.as_ref()?;
        let is_main = |pair: &[Actor; 2]| pair.iter().any(|a| a.country == self.focus);
        let is_last =
            dealt < told && told + 2 >= self.sentence && is_main(pair) && !is_main(aside);
        (is_last && pair.iter().all(is_power)).then(|| pair.clone())
    }

    /// Remembers who was reproached or restricted others: whose people are told of next.
    pub fn set_blamed(&mut self, actor: Actor) {
        self.blamed = Some((self.sentence, actor));
    }

    /// Who was reproached last, within reach: “Rights groups condemned the junta. Women have been barred …”.
    pub fn blamed(&self) -> Option<&Actor> {
        let (told, actor) = self.blamed.as_ref()?;
        (self.sentence - told <= REACH).then_some(actor)
    }

    /// Two who had to do with each other, where no pair was named as a subject since.
    fn dealing(&self, is_power: impl Fn(&Actor) -> bool) -> Option<[Actor; 2]> {
        let (told, sides) = self.sides.as_ref()?;
        let is_pair =
            |s: &&Salient| s.sentence > *told && s.is_subject && s.actors.len() == 2;
        let is_near = self.sentence - told <= 2 * REACH;
        (is_near
            && sides.iter().all(is_power)
            && !self.salient.iter().rev().any(|s| is_pair(&s)))
        .then(|| sides.clone())
    }

    /// The best antecedent in earlier sentences.
    fn before(&self, accept: &impl Fn(&Salient) -> bool) -> Option<&Salient> {
        (1..=REACH).find_map(|back| {
            let sentence = self.sentence.checked_sub(back)?;
            let there = || {
                self.salient.iter().filter(move |s| s.sentence == sentence && accept(s))
            };
            there().find(|s| s.is_subject).or_else(|| there().last())
        })
    }

    /// Who is silently meant beside `others` before word `word`: the state, body or group spoken of last in the sentence,
    /// else the article's main state, else whoever was spoken of last.
    pub fn last_other(&self, others: &[&Actor], word: usize) -> Option<&Actor> {
        self.last_other_where(others, word, |_| true)
    }

    /// The same among those that fit.
    pub(super) fn last_other_where(
        &self,
        others: &[&Actor],
        word: usize,
        fits: impl Fn(&Actor) -> bool,
    ) -> Option<&Actor> {
        let is_other = |a: &&Actor| {
            let is_power = matches!(a.sort, Sort::State | Sort::Group)
                || a.sort == Sort::Body && a.sector == Sector::IGO;
            is_power
                && fits(a)
                && !others.iter().any(|o| {
                    // A rebel group and its state are two.
                    let is_rebel = o.sort == Sort::Group || a.sort == Sort::Group;
                    o.is_same(a)
                        || o.country.is_some() && o.country == a.country && !is_rebel
                })
        };
        let near = || {
            self.salient.iter().rev().take_while(|s| self.sentence - s.sentence <= REACH)
        };
        let here = near().filter(|s| s.sentence == self.sentence && s.word < word);
        let earlier = || {
            near()
                .filter(|s| s.sentence < self.sentence)
                .flat_map(|s| s.actors.iter().rev())
                .filter(is_other)
        };
        let found = here.flat_map(|s| s.actors.iter().rev()).find(is_other);
        let focus = || {
            let all = self.salient.iter().rev().flat_map(|s| s.actors.iter());
            all.filter(is_other).find(|a| {
                a.country.is_some() && a.country == self.focus && a.sort == Sort::State
            })
        };
        found.or_else(focus).or_else(|| earlier().next()).or_else(|| {
            near()
                .filter(|s| s.sentence == self.sentence)
                .flat_map(|s| s.actors.iter())
                .find(is_other)
        })
    }

    /// Whether the police were told of later than soldiers: whose “officers” are spoken of.
    pub(super) fn is_of_police(&self) -> bool {
        let all = self.salient.iter().rev().flat_map(|s| s.actors.iter());
        let mut armed = all.filter(|a| matches!(a.sector, Sector::COP | Sector::MIL));
        armed.next().is_some_and(|a| a.sector == Sector::COP)
    }

    /// The last list of three or more.
    pub(super) fn last_list(&self) -> Option<Vec<Actor>> {
        self.salient.iter().rev().find(|s| s.actors.len() > 2).map(|s| s.actors.clone())
    }

    /// The last two that were named in one breath, at most `reach` sentences ago.
    fn named_together(
        &self,
        reach: usize,
        is_power: impl Fn(&Actor) -> bool,
    ) -> Option<[Actor; 2]> {
        let mut near =
            self.salient.iter().rev().take_while(|s| self.sentence - s.sentence <= reach);
        near.find_map(|s| match s.actors.as_slice() {
            [a, b] if !a.is_same(b) && is_power(a) && is_power(b) => {
                Some([a.clone(), b.clone()])
            }
            _ => None,
        })
    }

    /// The last two lands that were named in one breath.
    pub(super) fn lands(&self, beside: &[Actor]) -> Option<[Actor; 2]> {
        let is_land =
            |a: &Actor| a.sort == Sort::State && !beside.iter().any(|b| b.is_same(a));
        self.named_together(usize::MAX, is_land)
    }

    /// The two states that the article is mainly about, once it has spoken of both.
    fn main_pair(&self, is_power: impl Fn(&Actor) -> bool) -> Option<[Actor; 2]> {
        let last = |country: Country| {
            let all = self.salient.iter().rev().flat_map(|s| s.actors.iter());
            let mut states = all
                .filter(|a| a.sort == Sort::State && is_power(a))
                .filter(|a| a.country == Some(country));
            // A parliament is not the state.
            let first = states.clone().find(|a| a.sector == Sector::GOV);
            first.or_else(|| states.next()).cloned()
        };
        Some([last(self.focus?)?, last(self.second?)?])
    }

    /// The two states that the article is mainly about, where neither is `beside` them.
    pub(super) fn main_states(&self, beside: &[Actor]) -> Option<[Actor; 2]> {
        let is_beside = |a: &Actor| beside.iter().any(|b| b.country == a.country);
        self.main_pair(|_| true).filter(|pair| !pair.iter().any(is_beside))
    }

    /// Two powers that had to do with each other, else the two states that the article is mainly about.
    pub(super) fn opposed(&self, beside: &[Actor]) -> Option<[Actor; 2]> {
        let is_power = |a: &Actor| {
            let is_beside = beside.iter().any(|b| b.is_same(a));
            !is_beside && matches!(a.sort, Sort::State | Sort::Group)
        };
        self.linked_since(is_power)
            .or_else(|| self.dealing(is_power))
            .or_else(|| self.just_linked(is_power))
            .or_else(|| self.main_pair(is_power))
    }

    /// The last two different states or groups that are not `beside` them, earlier first; only states where `of_states`.
    pub fn last_pair(&self, beside: &[Actor], of_states: bool) -> Option<[Actor; 2]> {
        let is_power = |actor: &Actor| {
            let is_person = actor.sort == Sort::Person;
            let is_state = actor.sort == Sort::State
                || is_person && (!of_states || actor.is_official());
            let is_one = is_state
                || !of_states
                    && (actor.sort == Sort::Group
                        || actor.sort == Sort::Body && actor.sector == Sector::IGO);
            let is_beside = |b: &Actor| {
                b.is_same(actor)
                    || of_states && b.country.is_some() && b.country == actor.country
            };
            is_one && !beside.iter().any(is_beside)
        };
        // Two that the article named in one breath are the pair, whoever was named since.
        let fresh = || self.named_together(1, is_power);
        let main = || self.main_pair(is_power).filter(|_| of_states);
        let named_together = self
            .linked_since(is_power)
            .or_else(|| self.dealing(is_power))
            .or_else(fresh)
            .or_else(main)
            .or_else(|| self.just_linked(is_power))
            .or_else(|| self.named_together(REACH, is_power));
        if named_together.is_some() {
            return named_together;
        }
        let mut later: Option<&Actor> = None;
        for salient in self.salient.iter().rev() {
            for actor in salient.actors.iter().rev() {
                if !is_power(actor) {
                    continue;
                }
                match later {
                    None => later = Some(actor),
                    Some(last)
                        if last.is_same(actor)
                            || last.country == actor.country
                                && (last.sort == Sort::Group)
                                    == (actor.sort == Sort::Group) => {}
                    Some(last) => return Some([actor.clone(), last.clone()]),
                }
            }
        }
        None
    }
}

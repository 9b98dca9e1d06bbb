//! Closed-class words: prepositions, negation, modals, pronouns, descriptions that point back.
//!
//! In: `grammar.toml`. Out: sets of symbols: “n't” is in `negation`, “kingdom” in `descriptions.state`. Known limit: a
//! word is in a set whatever its sense.

use super::code::Country;
use super::lexicon::{Lexicon, Symbol};
use super::source::Source;
use crate::error::Fault;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A set of words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordSet(Vec<Symbol>);

impl WordSet {
    /// Whether the word is in the set.
    pub fn has(&self, word: Symbol) -> bool {
        word != Symbol::UNKNOWN && self.0.binary_search(&word).is_ok()
    }
}

macro_rules! sets {
    ($(#[$doc:meta])* $name:ident from $file:ident { $($(#[$field_doc:meta])* $field:ident,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default)]
        pub struct $name { $($(#[$field_doc])* pub $field: WordSet,)+ }

        #[derive(Debug, Default, Deserialize)]
        struct $file { $($field: Vec<String>,)+ }

        impl $name {
            fn intern(file: &$file, lexicon: &mut Lexicon) -> Self {
                $(let $field = intern(&file.$field, lexicon);)+
                Self { $($field,)+ }
            }
        }
    };
}

sets! {
    /// Pronouns by what they point to.
    Pronouns from PronounsFile {
        /// It.
        thing,
        /// He, she.
        person,
        /// They.
        many,
        /// I, we.
        speaker,
        /// Who, which, that.
        relative,
        /// One, country: stands for the subject that it is said of.
        stand_in,
    }
}

sets! {
    /// Nouns that, with “the”, point back to an actor of a kind.
    Descriptions from DescriptionsFile {
        /// The country, the kingdom.
        state,
        /// The bloc.
        body,
        /// Both sides: two who are against each other.
        opposed,
        /// The court: a body whose own name has the word.
        by_name,
        /// The group.
        group,
        /// The minister.
        person,
        /// The two regions: lands that were named together.
        lands,
        /// Of lands, those that are one by the word alone: the enclave.
        enclaves,
        /// Breakaway, separatist.
        secession,
        /// The junta, the regime: who rules.
        rulers,
        /// Military, interim: before “government”, of rulers by force or for a while.
        ruling,
        /// The troops, the army: whose they are was told.
        forces,
        /// The rebels, the militia: who fights the rulers.
        rebels,
        /// The two sides.
        both,
        /// Country, capital: of those, what only states have or are.
        of_states,
        /// The president: a title that tells an office.
        title,
        /// Two, both.
        pair,
        /// All, these: before a number.
        all,
    }
}

sets! {
    /// Words by what they do in a clause.
    Words from WordsFile {
        /// With, on, against.
        prepositions,
        /// Prepositions of a noun's owner or doer.
        owner,
        /// After, during: prepositions that only set the scene.
        scene,
        /// After, since: behind a length of time, what was so long before.
        later_than,
        /// Under: whose rule it is.
        beneath,
        /// Declaration, decree: what states and forbids in someone's name.
        document,
        /// Must, should.
        deontic,
        /// Must: what the ruled are made to do.
        must,
        /// May, can: with “not”, what they are forbidden.
        may,
        /// Not, never.
        negation,
        /// None, neither: of those just named.
        none_of,
        /// Until, only: behind a “not” that denies nothing.
        asserting,
        /// Will, shall.
        future,
        /// May, could.
        hypothetical,
        /// If, unless.
        condition,
        /// Until, once.
        awaited,
        /// Former, ousted.
        former,
        /// Backed, led: after a hyphen.
        sided,
        /// Other, Western: not the article's own.
        outside,
        /// Western, Arab: “Western governments” are of no one state.
        regions,
        /// Ambassador, envoy: of another state than the place where they work.
        posted,
        /// Head, represent: tell for whom somebody stands.
        stands_for,
        /// Series, round: “a series of talks”.
        partitive,
        /// Over: before the reason why.
        over,
        /// Position, base: what a force has and is hit in its place.
        installation,
        /// On, during, after: before a visit or talks of who does what the clause says.
        on_the_way,
        /// Neighbour, rival: somebody else than their owner.
        others,
        /// Neighbour, host: others that are states.
        neighbours,
        /// Verdict, ruling: what a court did.
        of_court,
        /// Arrest, removal: done to whom it is said to be of.
        suffered,
        /// Of these, what one's own rulers do.
        by_rulers,
        /// Officer, employee: who is of the sector of the body that has them.
        of_body,
        /// Including, like: before those of a class that are named.
        including,
        /// Over, around: before a number.
        approximate,
        /// Least, most: after “at”.
        bound,
        /// A, another, several: before a counted noun.
        indefinite,
        /// Monday, week: says when.
        when,
        /// Move, decision: what someone was just told to have done.
        deed,
        /// On, about: what talks are about.
        topic,
        /// Match, striker: words of sport.
        sport,
        /// First.
        first,
        /// Only, sole.
        only,
        /// On, upon: before whom something is asked of.
        upon,
        /// Have, need: “Russia has to withdraw”, asked by whoever says so.
        obliging,
        /// Onus, burden: what lies on somebody who is asked to act.
        burden,
        /// As: before what something is called.
        role,
        /// Alone: behind the only one.
        alone,
        /// Except, save: before who is excepted.
        excepting,
        /// But: so too, before the verb.
        but,
        /// The, this: what is known already.
        definite,
        /// The, this, such: what was just told.
        pointing,
        /// A, the, its: left out of a name.
        determiners,
        /// In, at: where something happens.
        place,
        /// In, from: where something happens or comes from.
        whereabouts,
        /// In.
        inside,
        /// Send, dispatch: forces go where they were not.
        sending,
        /// Along, together, alongside: before who does the same.
        alongside,
        /// With: behind “along”.
        with,
        /// Like: before who does the same, between commas.
        resembling,
        /// Near, outside: beside a place.
        close,
        /// Join: somebody else does the same.
        joining,
        /// Each, one: before “other”.
        each,
        /// Other, another: “each other”.
        other,
        /// Also, too: what the one before did to the same.
        likewise,
        /// With, alongside: before who acts beside the subject.
        beside,
        /// Vote.
        votes,
        /// Latin, Central: before the name of a continent.
        quarters,
        /// Who, whom: said of persons.
        personal,
        /// The.
        article,
        /// When, while: open a clause of its own.
        meanwhile,
        /// Those, anyone: people, whoever they are.
        anyone,
        /// Hurricane, river: before a name that is nobody's.
        nature,
        /// Return, turn: “in return” is nobody.
        hollow,
        /// Jr., Sr.: behind a name.
        generational,
        /// Would.
        conditional,
        /// According: before a source.
        according,
        /// By: before a doer.
        doer,
        /// Of: before an owner or what is acted on.
        belonging,
        /// Of, by, from: before what a noun belongs to or comes from.
        genitive,
        /// To: before a receiver.
        receiver,
        /// Share, own, lack: say how things are, not what anyone does.
        stative,
        /// Against, to, on: before whom something is aimed at.
        aim,
        /// Of, for: before what someone is blamed for.
        reproach,
        /// Since: since when something is so.
        since,
        /// Until, till: until when something was so.
        until,
        /// Have: makes the perfect tense.
        perfect,
    }
}

sets! {
    /// Words that stand for an act told before.
    Ellipsis from EllipsisFile {
        /// Do: “did so”.
        acts,
        /// So, the same.
        same,
        /// So, as: before an auxiliary.
        cue,
        /// Follow: “followed suit”.
        follows,
        /// Suit, example.
        example,
        /// Take: “took similar steps”.
        takes,
        /// Similar, same.
        alike,
        /// Has, did: “nor has Spain”.
        auxiliaries,
    }
}

#[derive(Debug, Default, Deserialize)]
struct GrammarFile {
    #[serde(flatten)]
    words: WordsFile,
    pronouns: PronounsFile,
    descriptions: DescriptionsFile,
    ellipsis: EllipsisFile,
    described: BTreeMap<String, Vec<String>>,
    irregular: BTreeMap<String, String>,
    endings: Vec<(String, String)>,
    numbers: BTreeMap<String, f64>,
}

/// All sets of `grammar.toml`.
#[derive(Debug, Clone, Default)]
pub struct Grammar {
    /// Words by what they do in a clause.
    pub words: Words,
    /// Pronouns.
    pub pronouns: Pronouns,
    /// Descriptions that point back.
    pub descriptions: Descriptions,
    /// Words that stand for an act told before.
    pub ellipsis: Ellipsis,
    /// Which states a describing word can mean: “kingdom”, “Nordic”.
    pub described: FxHashMap<Symbol, Vec<Country>>,
    /// From a past form to its verb.
    pub irregular: FxHashMap<String, Symbol>,
    /// Endings of inflected verbs and what the verb has in their place, in the order in which they are tried.
    pub endings: Vec<(String, String)>,
    /// Number words; hundred and all above it multiply.
    pub numbers: FxHashMap<String, f64>,
}

impl Grammar {
    /// Reads the file; a file that does not fit is one fault.
    pub fn read(source: &Source, lexicon: &mut Lexicon, faults: &mut Vec<Fault>) -> Self {
        let file: GrammarFile = match toml::from_str(&source.text) {
            Ok(file) => file,
            Err(error) => {
                faults.push(super::toml_fault(source, &error));
                return Self::default();
            }
        };
        Self {
            words: Words::intern(&file.words, lexicon),
            pronouns: Pronouns::intern(&file.pronouns, lexicon),
            descriptions: Descriptions::intern(&file.descriptions, lexicon),
            described: described(source, file.described, lexicon, faults),
            ellipsis: Ellipsis::intern(&file.ellipsis, lexicon),
            irregular: file
                .irregular
                .into_iter()
                .map(|(form, verb)| (form, lexicon.intern(&verb)))
                .collect(),
            endings: file.endings,
            numbers: file.numbers.into_iter().collect(),
        }
    }
}

/// The states that each describing word can mean.
fn described(
    source: &Source,
    rows: BTreeMap<String, Vec<String>>,
    lexicon: &mut Lexicon,
    faults: &mut Vec<Fault>,
) -> FxHashMap<Symbol, Vec<Country>> {
    let mut all = FxHashMap::default();
    for (word, codes) in rows {
        let countries = codes.iter().filter_map(|code| {
            let country = Country::new(code);
            if country.is_none() {
                let reason = format!(
                    "“{code}” is no country code; three capitals are wanted, as in “NOR”"
                );
                faults.push(Fault {
                    path: source.path.clone(),
                    line: line_of(&source.text, code),
                    reason,
                });
            }
            country
        });
        all.insert(lexicon.intern(&word), countries.collect());
    }
    all
}

/// The first line that has the word in quotation marks.
fn line_of(text: &str, word: &str) -> usize {
    let quoted = format!("\"{word}\"");
    text.lines().position(|l| l.contains(&quoted)).map_or(1, |at| at + 1)
}

fn intern(words: &[String], lexicon: &mut Lexicon) -> WordSet {
    let mut symbols: Vec<Symbol> = words.iter().map(|w| lexicon.intern(w)).collect();
    symbols.sort_unstable();
    symbols.dedup();
    WordSet(symbols)
}

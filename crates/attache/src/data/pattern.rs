//! The patterns of rules, compiled from their one-line form.
//!
//! In: `A break_off <relations> with R`. Out: a trigger “break” with the particle “off”, the subject slot A, an object whose
//! head is a word of the class, and a “with” phrase that fills R. Known limit: one level of nesting, `<word> of R`.

use super::grammar::Grammar;
use super::lexicon::{Lexicon, Symbol};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What a pattern binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slot {
    /// The actor.
    Actor,
    /// The recipient.
    Recipient,
    /// Both sides of a reciprocal act.
    Both,
    /// The object that the act is about.
    Object,
    /// An inner act.
    Inner,
    /// Nothing, or anything.
    Free,
}

/// What may fill a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Any political actor or people.
    Actor,
    /// A state, government or capital.
    State,
    /// An organisation.
    Body,
    /// Persons and groups of people.
    People,
    /// A place or state.
    Place,
    /// Any phrase.
    Any,
}

/// One way to say a thing: a head word and words that must stand around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The head's lemma.
    pub head: Symbol,
    /// Lemmas among its dependents.
    pub with: Vec<Symbol>,
}

/// Ways to say one thing, sorted by their heads, so that a long class costs no more to try than a short one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrases {
    /// The heads again, close together, so that looking one up touches little memory.
    heads: Vec<Symbol>,
    phrases: Vec<Phrase>,
}

impl Phrases {
    fn new(mut all: Vec<Phrase>) -> Self {
        all.sort_by_key(|phrase| phrase.head);
        Self { heads: all.iter().map(|phrase| phrase.head).collect(), phrases: all }
    }

    /// Those with this head, in the order in which they were written.
    pub fn headed(&self, head: Symbol) -> &[Phrase] {
        let from = self.heads.partition_point(|known| *known < head);
        let n = self.heads[from..].iter().take_while(|known| **known == head).count();
        &self.phrases[from..from + n]
    }

    /// All of them, by head.
    pub fn iter(&self) -> impl Iterator<Item = &Phrase> {
        self.phrases.iter()
    }
}

/// What stands in an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filler {
    /// A slot.
    Slot(Slot, Limit),
    /// One of these words, perhaps with arguments of its own.
    Words(Arc<Phrases>, Vec<Argument>),
}

/// Where an argument stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The subject of the active voice.
    Subject,
    /// The direct object.
    Object,
    /// The object that receives: “give *them* aid”.
    IndirectObject,
    /// After one of these prepositions.
    Preposition(Vec<Symbol>),
    /// Possessor, nationality, “of”, “by” or “from” of a noun.
    Genitive,
    /// The clause, infinitive or noun that is the inner act.
    Complement,
    /// The inner act after one of these prepositions: “called for DO”.
    After(Vec<Symbol>),
    /// The inner act as an infinitive or a noun: “urged to withdraw”.
    Infinitive,
}

/// One argument of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Where it stands.
    pub place: Place,
    /// What stands there.
    pub filler: Filler,
    /// Whether it may be missing.
    pub is_optional: bool,
    /// Whether even a subject must be named: “A!”; a passive without “by” does not fit then.
    pub is_named: bool,
}

/// What kind of word triggers a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TriggerKind {
    /// A verb.
    Verb,
    /// A noun that names an event.
    Noun,
    /// A predicate adjective or noun after “be”.
    Predicate,
}

/// A compiled pattern.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Index of its rule.
    pub rule: u32,
    /// What kind of word triggers it.
    pub kind: TriggerKind,
    /// The words that trigger it, with particles or modifiers.
    pub triggers: Phrases,
    /// Its arguments, the subject first.
    pub arguments: Vec<Argument>,
    /// How much it asks for; the more, the better a match.
    pub weight: u32,
}

impl Pattern {
    /// Whether it is no more than “A attack R” for this verb.
    pub fn is_plain(&self, verb: Symbol) -> bool {
        let is_recipient = |a: &Argument| {
            a.place == Place::Object
                && matches!(a.filler, Filler::Slot(Slot::Recipient, _))
        };
        self.arguments.len() == 2
            && self.arguments.last().is_some_and(is_recipient)
            && self.triggers.headed(verb).iter().any(|phrase| phrase.with.is_empty())
    }
}

/// Compiles patterns with the classes of all files.
#[derive(Debug)]
pub(crate) struct Compiler<'a> {
    pub(crate) lexicon: &'a mut Lexicon,
    pub(crate) grammar: &'a Grammar,
    pub(crate) classes: &'a FxHashMap<String, Vec<String>>,
    /// What was compiled before: classes are long, and many patterns name the same ones.
    pub(crate) known: FxHashMap<String, Arc<Phrases>>,
}

type Parts<'p> = std::iter::Peekable<std::vec::IntoIter<&'p str>>;

impl Compiler<'_> {
    /// Compiles a verb pattern.
    pub(crate) fn verb(&mut self, text: &str, rule: u32) -> Result<Pattern, String> {
        let (subject, rest) = self.subject(text)?;
        let mut parts: Parts<'_> =
            rest.split_whitespace().collect::<Vec<_>>().into_iter().peekable();
        let verb = parts.next().ok_or("no verb; “A verb R” is wanted")?;
        let kind = if verb.starts_with("be_") {
            TriggerKind::Predicate
        } else {
            TriggerKind::Verb
        };
        let triggers = match kind {
            TriggerKind::Predicate => {
                let bare: Vec<&str> =
                    verb.split('|').map(|v| v.trim_start_matches("be_")).collect();
                self.words(&bare.join("|"))?
            }
            TriggerKind::Verb | TriggerKind::Noun => self.verbs(verb),
        };
        let triggers = Phrases::new(triggers);
        let mut arguments = vec![subject];
        self.arguments(parts, &mut arguments)?;
        Self::check(&arguments)?;
        Ok(finish(rule, kind, triggers, arguments))
    }

    /// Compiles a noun pattern.
    pub(crate) fn noun(&mut self, text: &str, rule: u32) -> Result<Pattern, String> {
        let mut parts: Parts<'_> =
            text.split_whitespace().collect::<Vec<_>>().into_iter().peekable();
        let mut arguments = Vec::new();
        let mut noun = parts.next().ok_or("no noun")?;
        if matches!(noun, "A" | "R" | "B") {
            arguments.push(argument(Place::Genitive, self.filler(noun)?));
            noun = parts.next().ok_or("no noun after the slot")?;
        }
        let triggers = Phrases::new(self.words(noun)?);
        self.arguments(parts, &mut arguments)?;
        Ok(finish(rule, TriggerKind::Noun, triggers, arguments))
    }

    /// Parts the subject from the rest; a lexical subject stands in parentheses.
    fn subject<'p>(&mut self, text: &'p str) -> Result<(Argument, &'p str), String> {
        if let Some(inner) = text.strip_prefix('(') {
            let (inner, rest) = inner.split_once(')').ok_or("a “(” without its “)”")?;
            let mut arguments = Vec::new();
            let parts: Vec<&str> = inner.split_whitespace().collect();
            self.arguments(parts.into_iter().peekable(), &mut arguments)?;
            let mut arguments = arguments.into_iter();
            let mut subject = arguments.next().ok_or("an empty “()”")?;
            subject.place = Place::Subject;
            if let Filler::Words(_, nested) = &mut subject.filler {
                nested.extend(arguments);
            }
            return Ok((subject, rest));
        }
        let (subject, rest) =
            text.split_once(' ').ok_or("a subject and a verb are wanted")?;
        let (subject, is_named) = named(subject);
        let filler = self.filler(subject)?;
        if matches!(filler, Filler::Words(..)) {
            return Err(format!(
                "“{subject}” is no slot; a lexical subject stands in parentheses"
            ));
        }
        Ok((Argument { is_named, ..argument(Place::Subject, filler) }, rest))
    }

    fn arguments(
        &mut self,
        mut parts: Parts<'_>,
        into: &mut Vec<Argument>,
    ) -> Result<(), String> {
        while let Some(part) = parts.next() {
            let is_preposition = part
                .split('|')
                .all(|p| self.grammar.words.prepositions.has(self.lexicon.symbol(p)));
            if part == "to" && parts.peek().is_some_and(|p| p.starts_with("DO")) {
                let (word, is_optional) = optional(parts.next().unwrap_or_default());
                let filler = self.filler(word)?;
                let place = Place::Infinitive;
                into.push(Argument { is_optional, ..argument(place, filler) });
                continue;
            }
            // “Is under EU sanctions”: whose the predicate noun is.
            if part == "'s" {
                let (word, is_optional) = optional(parts.next().unwrap_or_default());
                let filler = self.filler(word)?;
                into.push(Argument { is_optional, ..argument(Place::Genitive, filler) });
                continue;
            }
            if !is_preposition {
                let (word, is_optional) = optional(part);
                let filler = self.filler(word)?;
                let place = Self::bare_place(&filler, into);
                into.push(Argument { is_optional, ..argument(place, filler) });
                continue;
            }
            let (word, is_optional) =
                optional(parts.next().ok_or(format!("nothing after “{part}”"))?);
            let filler = self.filler(word)?;
            let cases = part.split('|').map(|p| self.lexicon.intern(p)).collect();
            let place = match filler {
                Filler::Slot(Slot::Inner, _) => Place::After(cases),
                Filler::Slot(..) | Filler::Words(..) => Place::Preposition(cases),
            };
            let nested = Argument { is_optional, ..argument(place, filler) };
            match into.last_mut() {
                Some(Argument { filler: Filler::Words(_, arguments), place, .. })
                    if part == "of" && *place != Place::Subject =>
                {
                    arguments.push(Argument { place: Place::Genitive, ..nested });
                }
                _ => into.push(nested),
            }
        }
        Ok(())
    }

    /// The place of an argument without preposition; a second object makes the first indirect.
    fn bare_place(filler: &Filler, before: &mut [Argument]) -> Place {
        if matches!(filler, Filler::Slot(Slot::Inner, _)) {
            return Place::Complement;
        }
        if let Some(object) = before.iter_mut().find(|a| a.place == Place::Object) {
            object.place = Place::IndirectObject;
        }
        Place::Object
    }

    fn filler(&mut self, text: &str) -> Result<Filler, String> {
        let (slot, limit) = text.split_once(':').unwrap_or((text, ""));
        let slot = match slot {
            "A" => Slot::Actor,
            "R" => Slot::Recipient,
            "B" => Slot::Both,
            "X" => Slot::Object,
            "DO" | "DOING" => Slot::Inner,
            "_" => Slot::Free,
            _ => return Ok(Filler::Words(self.shared(text)?, Vec::new())),
        };
        let limit = match limit {
            "state" => Limit::State,
            "org" => Limit::Body,
            "people" => Limit::People,
            "place" => Limit::Place,
            "any" => Limit::Any,
            "" if matches!(slot, Slot::Object | Slot::Free | Slot::Inner) => Limit::Any,
            "" => Limit::Actor,
            other => {
                return Err(format!(
                    "“:{other}” is no limit; :state, :org, :people, :place or :any is wanted"
                ));
            }
        };
        Ok(Filler::Slot(slot, limit))
    }

    fn shared(&mut self, text: &str) -> Result<Arc<Phrases>, String> {
        if let Some(known) = self.known.get(text) {
            return Ok(Arc::clone(known));
        }
        let phrases = Arc::new(Phrases::new(self.words(text)?));
        self.known.insert(text.to_owned(), Arc::clone(&phrases));
        Ok(phrases)
    }

    /// Reads `a|b_c|<class>`; of a phrase the last word is the head.
    fn words(&mut self, text: &str) -> Result<Vec<Phrase>, String> {
        let mut phrases = Vec::new();
        for word in text.split('|').filter(|w| !w.is_empty()) {
            let Some(class) = word.strip_prefix('<').and_then(|w| w.strip_suffix('>'))
            else {
                if word.contains(['<', '>', '(', ')'])
                    || word.chars().any(char::is_uppercase)
                {
                    return Err(format!("“{word}” is no lemma, slot or class"));
                }
                phrases.push(self.phrase(&word.replace('_', " ")));
                continue;
            };
            let members = self
                .classes
                .get(class)
                .ok_or(format!("no class “{class}” is defined"))?
                .clone();
            phrases.extend(members.iter().map(|m| self.phrase(m)));
        }
        Ok(phrases)
    }

    fn phrase(&mut self, text: &str) -> Phrase {
        let mut words: Vec<Symbol> = text
            .split([' ', '-'])
            .filter(|w| !w.is_empty())
            .map(|w| self.lexicon.intern(w))
            .collect();
        let head = words.pop().unwrap_or(Symbol::UNKNOWN);
        Phrase { head, with: words }
    }

    /// Verbs with particles: of `break_off` the first word is the head.
    fn verbs(&mut self, text: &str) -> Vec<Phrase> {
        let one = |verb: &str, lexicon: &mut Lexicon| {
            let mut words = verb.split('_').map(|w| lexicon.intern(w));
            Phrase {
                head: words.next().unwrap_or(Symbol::UNKNOWN),
                with: words.collect(),
            }
        };
        text.split('|').filter(|v| !v.is_empty()).map(|v| one(v, self.lexicon)).collect()
    }

    fn check(arguments: &[Argument]) -> Result<(), String> {
        let objects = arguments.iter().filter(|a| a.place == Place::Object).count();
        let indirect =
            arguments.iter().filter(|a| a.place == Place::IndirectObject).count();
        if objects > 1 || indirect > 1 {
            return Err("more than two objects; put a preposition before one".to_owned());
        }
        Ok(())
    }
}

fn argument(place: Place, filler: Filler) -> Argument {
    Argument { place, filler, is_optional: false, is_named: false }
}

fn named(subject: &str) -> (&str, bool) {
    subject.strip_suffix('!').map_or((subject, false), |word| (word, true))
}

fn optional(part: &str) -> (&str, bool) {
    part.strip_suffix('?').map_or((part, false), |word| (word, true))
}

fn finish(
    rule: u32,
    kind: TriggerKind,
    triggers: Phrases,
    arguments: Vec<Argument>,
) -> Pattern {
    let weigh = |a: &Argument| match &a.filler {
        Filler::Words(_, nested) => 3 + 2 * nested.len() as u32,
        Filler::Slot(
            Slot::Actor | Slot::Recipient | Slot::Both,
            Limit::Actor | Limit::Any,
        ) => 1,
        Filler::Slot(Slot::Object | Slot::Free, _) => 0,
        Filler::Slot(..) => 2,
    };
    let weight = arguments.iter().filter(|a| !a.is_optional).map(weigh).sum::<u32>();
    Pattern { rule, kind, triggers, arguments, weight }
}

//! What acts do to what holds between two: which relation they begin, lower, raise or end.
//!
//! In: `relations.toml`, which explains itself. Out: `close-embassy` ends `mission`; “did not close its embassy” proves
//! that it held. Known limit: levels of one relation are a ladder; there are no branches.

use super::ontology::Ontology;
use super::source::Source;
use crate::error::Fault;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

/// Whether one holds it towards the other, or both hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sides {
    /// One towards the other.
    One,
    /// Between two.
    Both,
}

/// What an act does to a relation; `relations.toml` says what each means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the data file says it")]
pub enum Does {
    Absent,
    Holds,
    End,
    Begin,
    Raise,
    Lower,
}

/// Who holds the relation after the act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Holder {
    /// The actor towards the recipient.
    Actor,
    /// The recipient towards the actor.
    Recipient,
    /// Each side towards every other.
    Each,
}

/// Whether words and acts are about a mission as a house or about its head alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Post {
    /// The whole of it.
    #[default]
    House,
    /// Its head.
    Head,
}

/// A relation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// Its name.
    pub name: Spanned<String>,
    /// What it means.
    pub meaning: String,
    /// One-sided or mutual.
    pub sides: Sides,
    /// Its levels, lowest first.
    pub levels: Vec<String>,
    /// The level where none is told.
    pub full: String,
    /// The sectors that can stand in it, `state` for those that are their state; empty for any.
    #[serde(default)]
    pub between: Vec<String>,
    /// Levels that can stand beside a higher one, so that their beginning changes nothing then.
    #[serde(default)]
    pub beside: Vec<String>,
    /// Whether each name (of an agreement, a ban) is apart from others.
    #[serde(default)]
    pub named: bool,
    /// Whether it is always held towards an organisation, whoever acts.
    #[serde(default)]
    pub of_body: bool,
    /// Whether a group that governs is known by its own name and not as its state.
    #[serde(default)]
    pub by_name: bool,
}

/// What one act does to one relation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of an effect")]
pub struct Effect {
    /// The act.
    pub act: Spanned<String>,
    /// The relation.
    pub relation: String,
    /// What it does.
    pub does: Does,
    /// Who holds it then.
    pub by: Holder,
    /// The level that it sets.
    pub level: Option<String>,
    /// What an act proves that is said not to have happened.
    pub not_done: Option<Does>,
    /// `absent`: it did not hold just before.
    pub before: Option<Does>,
    /// Whether the act is about the head of a mission alone; what its words tell where this is open.
    pub post: Option<Post>,
    /// Whether the words tell at which level it held before: “raised its legation to an embassy”.
    #[serde(default)]
    pub raises: bool,
    /// What it does where its words are about the head of a mission.
    pub of_head: Option<Does>,
    /// Only where the act's own relation is set to one of these levels.
    #[serde(default)]
    pub of_level: Vec<String>,
    /// Not where the act's own relation is set to one of these levels.
    #[serde(default)]
    pub not_of_level: Vec<String>,
    /// It brings back what ended with the relations between the two no more than so many days before, at the level that it had.
    pub again: Option<i32>,
    /// Only where this relation stands at one of these levels.
    #[serde(default)]
    pub at_level: Vec<String>,
    /// Only where the act's words name it.
    #[serde(default)]
    pub if_named: bool,
    /// Whether it follows without being said.
    #[serde(default)]
    pub inferred: bool,
    /// Only where the words tell the level.
    #[serde(default)]
    pub told: bool,
    /// Only where one of these rules of reading found the act.
    #[serde(default)]
    pub of_rule: Vec<String>,
    /// Not where one of these rules of reading found the act.
    #[serde(default)]
    pub not_of_rule: Vec<String>,
    /// Days within which what is said outright stands in for what is inferred.
    pub within: Option<i32>,
}

/// Words that tell a level.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelWords {
    /// The relation.
    pub relation: Spanned<String>,
    /// The level that they tell.
    pub level: String,
    /// Whether they are about the head of a mission.
    #[serde(default)]
    pub post: Post,
    /// The words, in lower case.
    pub words: Vec<String>,
}

/// Nouns that end the name of an agreement or a ban.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameNouns {
    /// The relation.
    pub relation: Spanned<String>,
    /// The nouns, in lower case.
    pub words: Vec<String>,
    /// Words behind such a noun that lead on to what it is about: “on”.
    #[serde(default)]
    pub about: Vec<String>,
    /// Those that are names by themselves, by which one is told apart from another: “curfew”.
    #[serde(default)]
    pub apart: Vec<String>,
}

/// A state that goes on with what another held, which is gone.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Continues {
    /// Code of the state that is gone.
    pub state: Spanned<String>,
    /// Code of the one that goes on with it.
    pub by: String,
    /// The relations that pass on.
    pub relations: Vec<String>,
    /// Where it is said so.
    pub source: String,
}

/// The whole of `relations.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each list holds the rows of its name")]
pub struct Relations {
    pub state: Vec<String>,
    pub determiner: Vec<String>,
    pub still: Vec<String>,
    pub relation: Vec<Relation>,
    pub effect: Vec<Effect>,
    #[serde(default)]
    pub word: Vec<LevelWords>,
    #[serde(default)]
    pub noun: Vec<NameNouns>,
    #[serde(default)]
    pub continues: Vec<Continues>,
    #[serde(skip)]
    by_act: FxHashMap<String, Vec<(usize, usize)>>,
    /// Rows of `word` and places in them, by the first of the words.
    #[serde(skip)]
    by_first: FxHashMap<String, Vec<(usize, usize)>>,
}

impl Relations {
    /// Reads the file and checks it against the ontology's acts.
    pub fn read(source: &Source, ontology: &Ontology, faults: &mut Vec<Fault>) -> Self {
        let mut relations = match toml::from_str::<Self>(&source.text) {
            Ok(relations) => relations,
            Err(error) => {
                faults.push(super::toml_fault(source, &error));
                return Self::default();
            }
        };
        let before = faults.len();
        let mut found = relations.faults(ontology);
        found.sort_by_key(|(offset, _)| *offset);
        let mut lines = super::Lines::new(&source.text);
        faults.extend(found.into_iter().map(|(offset, reason)| Fault {
            path: source.path.clone(),
            line: lines.at(offset),
            reason,
        }));
        if faults.len() > before {
            return Self::default();
        }
        for (i, effect) in relations.effect.iter().enumerate() {
            if let Some(of) = relations.index(&effect.relation) {
                let act = effect.act.get_ref().clone();
                relations.by_act.entry(act).or_default().push((i, of));
            }
        }
        relations.by_first = relations.first_words();
        relations
    }

    /// Each level's words by the first of them, which may be in the plural where it is the only one.
    fn first_words(&self) -> FxHashMap<String, Vec<(usize, usize)>> {
        let mut by_first: FxHashMap<String, Vec<(usize, usize)>> = FxHashMap::default();
        for (row, level) in self.word.iter().enumerate() {
            for (at, words) in level.words.iter().enumerate() {
                let first = first_word(words);
                by_first.entry(first.to_owned()).or_default().push((row, at));
                if first == words {
                    by_first.entry(format!("{first}s")).or_default().push((row, at));
                }
            }
        }
        by_first
    }

    /// The level words that `text` begins with, as rows of `word` and places in them; the last of the words may be in the plural.
    pub fn level_words_at(&self, text: &str) -> impl Iterator<Item = (usize, usize)> {
        let is_end = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        let begins = move |words: &str| {
            text.strip_prefix(words).is_some_and(|rest| {
                is_end(rest) || rest.strip_prefix('s').is_some_and(is_end)
            })
        };
        let found = self.by_first.get(first_word(text)).into_iter().flatten().copied();
        found.filter(move |(row, at)| begins(&self.word[*row].words[*at]))
    }

    /// Where the relation of this name stands.
    pub fn index(&self, name: &str) -> Option<usize> {
        self.relation.iter().position(|r| r.name.get_ref() == name)
    }

    /// The effects of an act, each with the index of its relation.
    pub fn effects(&self, act: &str) -> impl Iterator<Item = (&Effect, usize)> {
        let of_act = self.by_act.get(act).into_iter().flatten();
        of_act.map(|(effect, relation)| (&self.effect[*effect], *relation))
    }

    /// The code of the state that goes on with what one of `code` held; itself where nobody does.
    pub fn heir<'c>(&'c self, code: &'c str) -> &'c str {
        let row = self.continues.iter().find(|row| row.state.get_ref() == code);
        row.map_or(code, |row| row.by.as_str())
    }

    /// All acts that do something to a relation.
    pub fn acts_of(&self, relation: &str) -> Vec<String> {
        let effects = self.effect.iter().filter(|effect| effect.relation == relation);
        let mut acts: Vec<String> = effects.map(|e| e.act.get_ref().clone()).collect();
        acts.sort_unstable();
        acts.dedup();
        acts
    }

    /// Everything that does not fit, with its place in the file.
    fn faults(&self, ontology: &Ontology) -> Vec<(usize, String)> {
        let mut faults = Vec::new();
        for relation in &self.relation {
            let at = relation.name.span().start;
            let name = relation.name.get_ref();
            let is_twice =
                self.relation.iter().filter(|r| r.name.get_ref() == name).count() > 1;
            if is_twice {
                faults.push((at, format!("relation {name} is there twice")));
            }
            self.level(name, &relation.full, at, &mut faults);
            for sector in relation.between.iter().filter(|s| *s != "state") {
                if ontology.sector.iter().all(|s| s.code != *sector) {
                    let reason = format!("“{sector}” is no sector; see ontology.toml");
                    faults.push((at, reason));
                }
            }
        }
        for effect in &self.effect {
            self.effect_faults(effect, ontology, &mut faults);
        }
        for row in &self.word {
            let at = row.relation.span().start;
            self.level(row.relation.get_ref(), &row.level, at, &mut faults);
        }
        for row in &self.continues {
            for name in &row.relations {
                self.known(name, row.state.span().start, &mut faults);
            }
            if row.source.is_empty() {
                faults.push((row.state.span().start, "no source says so".to_owned()));
            }
        }
        for row in &self.noun {
            self.known(row.relation.get_ref(), row.relation.span().start, &mut faults);
        }
        for row in &ontology.act {
            let is_there = |e: &Effect| {
                *e.act.get_ref() == row.code && e.relation == row.relation && !e.inferred
            };
            if !self.effect.iter().any(is_there) {
                let (act, relation) = (&row.code, &row.relation);
                let reason = format!(
                    "act {act} has no effect on {relation}; ontology.toml says it has"
                );
                faults.push((0, reason));
            }
        }
        faults
    }

    fn effect_faults(
        &self,
        effect: &Effect,
        ontology: &Ontology,
        faults: &mut Vec<(usize, String)>,
    ) {
        let act = effect.act.get_ref();
        let at = effect.act.span().start;
        if ontology.act.iter().all(|row| row.code != *act) {
            faults.push((at, format!("“{act}” is no act; see ontology.toml")));
        }
        for level in effect.level.iter().chain(&effect.at_level) {
            self.level(&effect.relation, level, at, faults);
        }
        let is_mutual = self
            .index(&effect.relation)
            .is_some_and(|i| self.relation[i].sides == Sides::Both);
        if is_mutual && effect.by != Holder::Each {
            let reason = format!(
                "{act} is said of one side, but {} holds between both; by = \"each\" is wanted",
                effect.relation
            );
            faults.push((at, reason));
        }
        if matches!(effect.does, Does::Lower | Does::Raise) && effect.level.is_none() {
            let reason = format!("{act} lowers or raises, but to no level");
            faults.push((at, reason));
        }
        if !matches!(effect.before, None | Some(Does::Absent)) {
            faults.push((at, "before can only be \"absent\"".to_owned()));
        }
    }

    fn level(
        &self,
        relation: &str,
        level: &str,
        at: usize,
        faults: &mut Vec<(usize, String)>,
    ) {
        if let Some(i) = self.known(relation, at, faults)
            && self.relation[i].rank(level).is_none()
        {
            let levels = self.relation[i].levels.join(", ");
            let reason = format!("“{level}” is no level of {relation}; one of {levels}");
            faults.push((at, reason));
        }
    }

    fn known(
        &self,
        relation: &str,
        at: usize,
        faults: &mut Vec<(usize, String)>,
    ) -> Option<usize> {
        let index = self.index(relation);
        if index.is_none() {
            faults.push((at, format!("“{relation}” is no relation of this file")));
        }
        index
    }
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

impl Relation {
    /// How high a level is on the ladder.
    pub fn rank(&self, level: &str) -> Option<usize> {
        self.levels.iter().position(|l| l == level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;

    #[test]
    fn faults_name_their_lines() {
        let data = Data::embedded().unwrap();
        let file = Source::embedded().into_iter().find(|s| s.path == "relations.toml");
        let file = file.unwrap();
        let check = |old: &str, new: &str, expected: &str| {
            let text = file.text.replacen(old, new, 1);
            let line = text[..text.find(new).unwrap()].lines().count();
            let source = Source { path: "r.toml".to_owned(), text: text.into() };
            let mut faults = Vec::new();
            Relations::read(&source, &data.ontology, &mut faults);
            let found = faults.iter().find(|fault| fault.reason.contains(expected));
            let fault = found.unwrap_or_else(|| panic!("{expected}: not in {faults:?}"));
            assert!(fault.line.abs_diff(line) <= 3, "{fault} instead of {line}");
        };
        check(
            "level = \"eased\"",
            "level = \"loose\"",
            "“loose” is no level of sanctions",
        );
        check("act = \"occupy\"", "act = \"ocupy\"", "“ocupy” is no act");
        check("does = \"lower\"", "does = \"sink\"", "unknown variant");
        check("full = \"listed\"", "full = \"lost\"", "“lost” is no level");
    }
}

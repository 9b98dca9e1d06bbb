//! The rules that say which words mean which event, and the index that finds them by a word.
//!
//! In: `verbs/*.toml`. Out: for the lemma “recognize” the patterns that it can trigger, each with its rule. Known limit: a
//! pattern is found by its trigger's head word alone; the rest is checked against the parse.

use super::grammar::Grammar;
use super::lexicon::{Lexicon, Symbol};
use super::ontology::Ontology;
use super::pattern::{Compiler, Pattern, TriggerKind};
use super::source::Source;
use crate::error::Fault;
use crate::event::EventType;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// What a governing word does to its inner act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Operator {
    /// Demands it.
    Request,
    /// Promises or offers it.
    Agree,
    /// Refuses it.
    Reject,
    /// Threatens it.
    Threaten,
    /// Reproaches someone with it.
    Accuse,
    /// Says that it did not happen.
    Deny,
    /// Did not do it: “fail to”.
    Negate,
    /// May do it: “consider”, “try to”.
    Hypothetical,
    /// Will do it: “plan to”.
    Future,
    /// Began or resumed it.
    Begin,
    /// Ended or suspended it.
    Stop,
    /// Did it: light verbs, “manage to”.
    Plain,
    /// Says that it happened.
    Report,
}

/// One rule.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself")]
pub struct Rule {
    /// Its name.
    pub id: String,
    /// PLOVER's event; `None` for operators that only pass on.
    pub event: Option<EventType>,
    /// PLOVER's mode.
    pub mode: Option<String>,
    /// CAMEO code.
    pub cameo: String,
    /// What it does to the standing record.
    pub act: Option<String>,
    /// PLOVER's contexts.
    pub context: Vec<String>,
    /// Whether all sides are actors.
    pub is_reciprocal: bool,
    /// What it does to an inner act.
    pub operator: Option<Operator>,
    /// Whether whoever says it does it: “The raid was illegal, Cairo said”.
    pub is_stance: bool,
    /// Whether it holds only where it is denied: “will not tolerate”.
    pub is_denied: bool,
    /// Whether its words say that it was not done: “kept its embassy open”.
    pub is_undone: bool,
    /// Whether it holds only where the article told of its act before: “Ukraine sent home thirteen”.
    pub is_again: bool,
    /// Whether it holds only of what is to come: “will retaliate”, “there would be consequences”.
    pub is_coming: bool,
    /// Whether it is done to one's own rulers where nobody else is named: a coup.
    pub is_against_rulers: bool,
    /// Whether it is for official accounts of two states alone: “The post was closed.”
    pub is_of_account: bool,
    /// Whether it tells what is and not what was done: “has an embassy in Oslo”.
    pub is_state: bool,
    /// Whether it counts in the present tense of running text alone: “recognises Kosovo”, which a headline says of what was just done.
    pub is_present: bool,
    /// Words beside the trigger that forbid a match.
    pub except: Vec<Vec<Symbol>>,
    /// Sentences that it must match.
    pub yes: Vec<String>,
    /// Sentences that it must not match.
    pub no: Vec<String>,
    /// The file that it comes from.
    pub path: String,
    /// The line of its `id`, counted from 1.
    pub line: usize,
}

/// One rule as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of a rule")]
struct RuleRow {
    id: toml::Spanned<String>,
    event: Option<EventType>,
    mode: Option<String>,
    #[serde(default)]
    cameo: String,
    act: Option<String>,
    #[serde(default)]
    context: Vec<String>,
    #[serde(default)]
    reciprocal: bool,
    operator: Option<Operator>,
    #[serde(default)]
    stance: bool,
    #[serde(default)]
    denied: bool,
    #[serde(default)]
    undone: bool,
    #[serde(default)]
    coming: bool,
    #[serde(default)]
    again: bool,
    #[serde(default)]
    rulers: bool,
    #[serde(default)]
    deontic: bool,
    #[serde(default)]
    ban: bool,
    #[serde(default)]
    account: bool,
    #[serde(default)]
    present: bool,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
    #[serde(default)]
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    #[serde(default)]
    classes: std::collections::BTreeMap<String, Vec<String>>,
    #[serde(default)]
    rule: Vec<RuleRow>,
}

/// All rules and patterns.
#[derive(Debug, Default)]
pub struct Rules {
    /// The rules, in the order of the files.
    pub rules: Vec<Rule>,
    /// Their patterns.
    pub patterns: Vec<Pattern>,
    /// The rule of what others must do: “Mali should hold elections, the envoy said”.
    pub deontic: Option<u32>,
    /// The rule of what the ruled may not do: “Women may not travel alone”.
    pub ban: Option<u32>,
    by_trigger: FxHashMap<(TriggerKind, Symbol), Vec<u32>>,
}

impl Rules {
    /// Reads and compiles all rule files.
    pub fn read(
        sources: &[&Source],
        (ontology, grammar): (&Ontology, &Grammar),
        lexicon: &mut Lexicon,
        faults: &mut Vec<Fault>,
    ) -> Self {
        let mut files = Vec::new();
        let mut classes = FxHashMap::default();
        for source in sources {
            match toml::from_str::<RuleFile>(&source.text) {
                Ok(mut file) => {
                    for (name, words) in std::mem::take(&mut file.classes) {
                        classes.entry(name).or_insert_with(Vec::new).extend(words);
                    }
                    files.push((*source, file));
                }
                Err(error) => faults.push(super::toml_fault(source, &error)),
            }
        }
        let mut rules = Self::default();
        let mut compiler =
            Compiler { lexicon, grammar, classes: &classes, known: FxHashMap::default() };
        for (source, file) in files {
            let mut lines = super::Lines::new(&source.text);
            for row in file.rule {
                let line = lines.at(row.id.span().start);
                rules.add(row, (source, line), (ontology, &mut compiler), faults);
            }
        }
        rules.check_ids(faults);
        rules
    }

    fn add(
        &mut self,
        row: RuleRow,
        (source, line): (&Source, usize),
        (ontology, compiler): (&Ontology, &mut Compiler<'_>),
        faults: &mut Vec<Fault>,
    ) {
        let index = self.rules.len() as u32;
        let mut fault = |reason: String| {
            faults.push(Fault { path: source.path.clone(), line, reason });
        };
        for reason in row.faults(ontology) {
            fault(reason);
        }
        let verbs = row.verbs.iter().map(|text| (text, compiler.verb(text, index)));
        let mut patterns: Vec<_> = verbs.collect();
        patterns.extend(row.nouns.iter().map(|text| (text, compiler.noun(text, index))));
        for (text, pattern) in patterns {
            match pattern {
                Ok(pattern) => self.push(pattern),
                Err(reason) => fault(format!(
                    "pattern “{text}” of rule {}: {reason}",
                    row.id.get_ref()
                )),
            }
        }
        let mut symbols = |text: &String| {
            text.split_whitespace().map(|w| compiler.lexicon.intern(w)).collect()
        };
        if row.deontic {
            self.deontic = Some(index);
        }
        let is_state =
            ontology.act.iter().any(|a| a.state && Some(&a.code) == row.act.as_ref());
        if row.ban {
            self.ban = Some(index);
        }
        self.rules.push(Rule {
            is_state,
            is_present: row.present,
            except: row.except.iter().map(&mut symbols).collect(),
            id: row.id.into_inner(),
            event: row.event,
            mode: row.mode,
            cameo: row.cameo,
            act: row.act,
            context: row.context,
            is_reciprocal: row.reciprocal,
            operator: row.operator,
            is_stance: row.stance,
            is_denied: row.denied,
            is_undone: row.undone,
            is_coming: row.coming,
            is_again: row.again,
            is_against_rulers: row.rulers,
            is_of_account: row.account,
            yes: row.yes,
            no: row.no,
            path: source.path.clone(),
            line,
        });
    }

    fn push(&mut self, pattern: Pattern) {
        let index = self.patterns.len() as u32;
        for trigger in pattern.triggers.iter() {
            let patterns =
                self.by_trigger.entry((pattern.kind, trigger.head)).or_default();
            if patterns.last() != Some(&index) {
                patterns.push(index);
            }
        }
        self.patterns.push(pattern);
    }

    fn check_ids(&self, faults: &mut Vec<Fault>) {
        let mut seen = FxHashMap::default();
        for rule in &self.rules {
            if let Some(first) = seen.insert(&rule.id, rule) {
                let reason = format!(
                    "rule {} is already in {}:{}; each id is its own",
                    rule.id, first.path, first.line
                );
                faults.push(Fault { path: rule.path.clone(), line: rule.line, reason });
            }
        }
    }

    /// The patterns that a word can trigger.
    pub fn triggered(&self, kind: TriggerKind, head: Symbol) -> &[u32] {
        self.by_trigger.get(&(kind, head)).map_or(&[], Vec::as_slice)
    }
}

impl RuleRow {
    /// What is wrong with the row's codes.
    fn faults(&self, ontology: &Ontology) -> Vec<String> {
        let mut reasons = Vec::new();
        let id = self.id.get_ref();
        match (self.event, self.operator) {
            (None, None) => {
                reasons.push(format!("rule {id} has neither event nor operator"));
            }
            (Some(event), _) => {
                if let Some(mode) =
                    self.mode.as_deref().filter(|m| !ontology.has_mode(event, m))
                {
                    reasons.push(format!(
                        "“{mode}” is no mode of {event}; see ontology.toml"
                    ));
                }
            }
            (None, Some(_)) => {}
        }
        if !self.cameo.is_empty() && ontology.cameo(&self.cameo).is_none() {
            reasons.push(format!("“{}” is no CAMEO code; see ontology.toml", self.cameo));
        }
        if let Some(act) =
            self.act.as_deref().filter(|a| ontology.act.iter().all(|row| row.code != *a))
        {
            reasons.push(format!("“{act}” is no act; see ontology.toml"));
        }
        for context in self
            .context
            .iter()
            .filter(|c| ontology.context.iter().all(|row| row.code != **c))
        {
            reasons.push(format!("“{context}” is no context; see ontology.toml"));
        }
        if self.verbs.is_empty() && self.nouns.is_empty() {
            reasons.push(format!("rule {id} has no pattern; verbs or nouns are wanted"));
        }
        reasons
    }
}

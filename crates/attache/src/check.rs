//! Whether the rules do what their own sentences say.
//!
//! In: a reader. Out: a fault for every `yes` sentence in which its rule does not fire or finds other participants, and
//! for every `no` sentence in which it fires. “Bahrain cut all ties with Iran. => Bahrain > Iran” must make
//! `sever-relations` fire with Bahrain as actor and Iran as recipient. Known limit: names are compared loosely, and participants
//! that the sentence does not list are not counted against the rule.

use crate::article::Article;
use crate::data::rules::Rule;
use crate::error::Fault;
use crate::event::{Event, Participant};
use crate::parse::Workspace;
use crate::reader::Reader;
use std::num::NonZeroUsize;
use std::thread;

/// Runs the sentences of all rules with `jobs` threads; the faults come in the order of the rules.
pub fn rules(reader: &Reader, jobs: NonZeroUsize) -> Vec<Fault> {
    let rules = &reader.data.rules.rules;
    let share = rules.len().div_ceil(jobs.get()).max(1);
    thread::scope(|scope| {
        let check = |rules: &[Rule]| -> Vec<Fault> {
            let mut workspace = Workspace::default();
            rules.iter().flat_map(|rule| faults(reader, rule, &mut workspace)).collect()
        };
        let threads: Vec<_> =
            rules.chunks(share).map(|rules| scope.spawn(move || check(rules))).collect();
        let joined = threads.into_iter().map(thread::ScopedJoinHandle::join);
        joined.flat_map(|faults| faults.expect("reading does not panic")).collect()
    })
}

fn faults(reader: &Reader, rule: &Rule, workspace: &mut Workspace) -> Vec<Fault> {
    let mut reasons = Vec::new();
    if rule.yes.is_empty() {
        reasons.push("has no “yes” sentence; at least one is wanted".to_owned());
    }
    for line in &rule.yes {
        reasons.extend(Trial::run(reader, rule, line, workspace).fault());
    }
    for line in &rule.no {
        if !Trial::run(reader, rule, line, workspace).fired.is_empty() {
            reasons.push(format!("fires in “{line}”; it must not"));
        }
    }
    let fault = |reason| Fault {
        path: rule.path.clone(),
        line: rule.line,
        reason: format!("rule {} {reason}", rule.id),
    };
    reasons.into_iter().map(fault).collect()
}

/// One sentence, read.
struct Trial<'l> {
    sentence: &'l str,
    /// What stands after “=>”.
    wanted: Option<&'l str>,
    /// The events that the rule had a part in.
    fired: Vec<Event>,
    /// The rules of the other events.
    others: Vec<String>,
    /// Why the rule did not fit where it nearly did.
    miss: Option<&'static str>,
}

impl<'l> Trial<'l> {
    fn run(
        reader: &Reader,
        rule: &Rule,
        line: &'l str,
        workspace: &mut Workspace,
    ) -> Self {
        let (sentence, wanted) = match line.split_once(" => ") {
            Some((sentence, wanted)) => (sentence, Some(wanted)),
            None => (line, None),
        };
        let mut miss = None;
        let (account, sentence) = match sentence.split_once(": ") {
            Some((account, sentence)) if rule.is_of_account => (account, sentence),
            _ => ("", sentence),
        };
        let mut article = Article::new("check", sentence);
        // “U.S. Department of State on Bulgaria: …”
        if let Some((publisher, title)) = account.split_once(" on ") {
            article.publisher = Some(publisher.to_owned());
            article.title = Some(title.to_owned());
        }
        let reading = reader.walk(&article, workspace, |step| {
            let is_ours = |r: u32| reader.data.rules.rules[r as usize].id == rule.id;
            let of_rule = step.misses.iter().find(|m| is_ours(m.rule));
            miss = miss.or(of_rule.map(|m| m.reason));
        });
        let is_ours = |event: &Event| event.rule.split('+').any(|id| id == rule.id);
        let (fired, others): (Vec<_>, Vec<_>) =
            reading.events.into_iter().chain(reading.states).partition(is_ours);
        let others = others.into_iter().map(|e| e.rule).collect();
        Self { sentence, wanted, fired, others, miss }
    }

    fn fault(&self) -> Option<String> {
        let sentence = self.sentence;
        if self.fired.is_empty() {
            let why = match (self.miss, self.others.as_slice()) {
                (Some(miss), []) => format!("it must, but {miss}"),
                (None, []) => "it must, but its trigger was not seen".to_owned(),
                (_, others) => format!("it must, but {} did", others.join(", ")),
            };
            return Some(format!("does not fire in “{sentence}”; {why}"));
        }
        let wanted = self.wanted?;
        let (actor, recipient) = wanted.split_once('>').unwrap_or((wanted, ""));
        let fits = |event: &Event| {
            let sides = [event.actor.as_slice(), event.recipient.as_slice()].concat();
            // The second side of a meeting or signing is an actor too.
            let second =
                if event.recipient.is_empty() { &sides } else { &event.recipient };
            has_all(actor, &event.actor, sentence) && has_all(recipient, second, sentence)
        };
        if self.fired.iter().any(fits) {
            return None;
        }
        let found: Vec<String> = self.fired.iter().map(shown).collect();
        Some(format!(
            "finds {} in “{sentence}”; {} is wanted",
            found.join(" and "),
            wanted.trim()
        ))
    }
}

fn has_all(wanted: &str, side: &[Participant], sentence: &str) -> bool {
    let wanted = wanted.split(';').map(str::trim).filter(|name| !name.is_empty());
    wanted.into_iter().all(|name| side.iter().any(|p| is_named(p, name, sentence)))
}

/// Whether one of the participant's names holds the other name or is held by it.
fn is_named(participant: &Participant, name: &str, sentence: &str) -> bool {
    let name = name.to_lowercase();
    let words = participant.span.map(|span| span.of(sentence));
    let names = [Some(participant.name.as_str()), participant.person.as_deref(), words];
    names
        .into_iter()
        .flatten()
        .map(str::to_lowercase)
        .any(|own| !own.is_empty() && (own.contains(&name) || name.contains(&own)))
}

fn shown(event: &Event) -> String {
    let names = |side: &[Participant]| {
        let names: Vec<&str> = side.iter().map(|p| p.name.as_str()).collect();
        if names.is_empty() { "nobody".to_owned() } else { names.join("; ") }
    };
    format!("{} > {}", names(&event.actor), names(&event.recipient))
}

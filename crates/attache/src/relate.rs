//! The event between two given spans: always an answer.
//!
//! In: a sentence and the spans of actor and recipient. Out: for “[Norway] expelled two [Russian] diplomats” SANCTION. What the
//! rules found weighs in as evidence beside words and paths; a small log-linear model, trained by `attache-lab
//! train-relate` and kept as a readable table, decides, and the strongest reasons can be shown. Known limit: it
//! answers also where nothing links the two.

mod model;

pub use model::{Model, Reason};

use crate::article::Article;
use crate::event::{Event, EventType, Participant, Status};
use crate::mention::Mentions;
use crate::parse::{Deprel, Upos, Workspace};
use crate::reader::Reader;
use crate::span::Span;

/// Which of PLOVER's tables names events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Codebook {
    /// PLOVER 2.0's manual.
    #[default]
    Plover2,
    /// The CAMEO-to-PLOVER table of 2021.
    Plover2021,
}

/// The event between two spans.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// PLOVER event.
    pub event: EventType,
    /// PLOVER mode, where a rule links the two.
    pub mode: Option<String>,
    /// CAMEO code, where a rule links the two.
    pub cameo: String,
    /// Whether it happened.
    pub status: Status,
    /// The rule, or `evidence` where the model alone decided.
    pub rule: String,
    /// 0 to 1.
    pub confidence: f32,
}

/// A sentence with the evidence for what links two spans.
#[derive(Debug, Default)]
pub struct Evidence {
    /// The events that rules found, nearest to the spans first, each with how it fits them.
    pub events: Vec<(Fit, Event)>,
    /// Features of the model.
    pub features: Vec<String>,
}

/// How an event's participants fit the two spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Both sides.
    Both,
    /// Both, the other way round.
    Turned,
    /// The actor only.
    Actor,
    /// The recipient only.
    Recipient,
    /// Neither.
    Neither,
}

/// Names an event in a codebook: the CAMEO code decides where the tables differ.
pub fn in_codebook(
    reader: &Reader,
    codebook: Codebook,
    event: EventType,
    cameo: &str,
) -> EventType {
    match codebook {
        Codebook::Plover2 => event,
        Codebook::Plover2021 => {
            let row = reader.data.ontology.cameo(cameo);
            match row {
                Some(row) if row.event != row.event_2021 => {
                    row.event_2021.unwrap_or(event)
                }
                _ => event,
            }
        }
    }
}

/// Gathers the evidence for what links `actor` and `recipient` in `article`.
pub fn evidence(
    reader: &Reader,
    article: &Article,
    (actor, recipient): (&[Span], &[Span]),
    codebook: Codebook,
    workspace: &mut Workspace,
) -> Evidence {
    let mut evidence = Evidence::default();
    reader.walk(article, workspace, |step| {
        for event in step.events {
            evidence.events.push((fit(event, actor, recipient), event.clone()));
        }
        sentence_features(step.mentions, actor, recipient, &mut evidence.features);
    });
    evidence.events.sort_by_key(|(fit, event)| (*fit, event.trigger.start));
    let mut features = Vec::new();
    for (fit, event) in &evidence.events {
        let name = in_codebook(reader, codebook, event.event, &event.cameo).name();
        features.push(format!("rule {fit:?} {name}"));
        if *fit != Fit::Neither {
            features.push(format!("rule near {name} {}", event.status.name()));
            features.push(format!("cameo {}", event.cameo));
        }
    }
    if let Some((fit, event)) = evidence.events.first() {
        let name = in_codebook(reader, codebook, event.event, &event.cameo).name();
        features.push(format!("best {fit:?} {name}"));
    } else {
        features.push("no rule".to_owned());
    }
    evidence.features.extend(features);
    evidence.features.sort();
    evidence.features.dedup();
    evidence
}

/// The event between two spans.
pub fn relate(
    reader: &Reader,
    model: &Model,
    article: &Article,
    spans: (&[Span], &[Span]),
    (codebook, workspace): (Codebook, &mut Workspace),
) -> Relation {
    let evidence = evidence(reader, article, spans, codebook, workspace);
    let (event, confidence) = model.decide(&evidence.features);
    let named = |e: &Event| in_codebook(reader, codebook, e.event, &e.cameo);
    let linked =
        evidence.events.iter().find(|(fit, e)| *fit != Fit::Neither && named(e) == event);
    match linked {
        Some((_, found)) => Relation {
            event,
            mode: found.mode.clone(),
            cameo: found.cameo.clone(),
            status: found.status,
            rule: found.rule.clone(),
            confidence,
        },
        None => Relation {
            event,
            mode: None,
            cameo: root_code(reader, codebook, event),
            status: Status::Actual,
            rule: "evidence".to_owned(),
            confidence,
        },
    }
}

/// The most general CAMEO code of an event.
fn root_code(reader: &Reader, codebook: Codebook, event: EventType) -> String {
    let fits = |c: &&crate::data::ontology::CameoRow| {
        c.code.len() == 3
            && (if codebook == Codebook::Plover2021 { c.event_2021 } else { c.event })
                == Some(event)
    };
    reader
        .data
        .ontology
        .cameo
        .iter()
        .find(fits)
        .map(|c| c.code.clone())
        .unwrap_or_default()
}

fn fit(event: &Event, actor: &[Span], recipient: &[Span]) -> Fit {
    let touches = |side: &[Participant], spans: &[Span]| {
        side.iter().filter_map(|p| p.span).any(|p| spans.iter().any(|s| s.overlaps(p)))
    };
    let both_in_actor = touches(&event.actor, actor) && touches(&event.actor, recipient);
    match (touches(&event.actor, actor), touches(&event.recipient, recipient)) {
        (true, true) => Fit::Both,
        _ if both_in_actor => Fit::Both,
        _ if touches(&event.actor, recipient) && touches(&event.recipient, actor) => {
            Fit::Turned
        }
        (true, false) => Fit::Actor,
        (false, true) => Fit::Recipient,
        (false, false) => Fit::Neither,
    }
}

/// Words, verbs on the path between the two, their modals.
fn sentence_features(
    mentions: &Mentions<'_>,
    actor: &[Span],
    recipient: &[Span],
    features: &mut Vec<String>,
) {
    let words = mentions.parse.words();
    let inside =
        |i: usize, spans: &[Span]| spans.iter().any(|s| s.overlaps(words[i].span));
    let side = |spans: &[Span]| {
        (0..words.len()).find(|i| {
            inside(*i, spans) && words[*i].head.is_none_or(|h| !inside(h as usize, spans))
        })
    };
    let (a, r) = (side(actor), side(recipient));
    let lemma = |i: usize| words[i].lemma.to_lowercase();
    let is_content = |i: usize| is_content(words[i].upos);
    for i in 0..words.len() {
        if inside(i, actor) || inside(i, recipient) || !is_content(i) {
            continue;
        }
        features.push(format!("word {}", lemma(i)));
        let next = i + 1;
        if next < words.len() && !inside(next, actor) && !inside(next, recipient) {
            features.push(format!("pair {} {}", lemma(i), lemma(next)));
        }
        if let (Some(a), Some(r)) = (a, r)
            && a.min(r) < i
            && i < a.max(r)
        {
            features.push(format!("between {}", lemma(i)));
        }
        if let Some(head) = words[i].head.filter(|_| {
            matches!(
                words[i].upos,
                Upos::Noun | Upos::Verb | Upos::Adp | Upos::Aux | Upos::Part
            )
        }) {
            features.push(format!(
                "arc {} {} {}",
                lemma(head as usize),
                words[i].deprel.name(),
                lemma(i)
            ));
        }
    }
    for (name, spans, head) in [("actor", actor, a), ("recipient", recipient, r)] {
        let Some(head) = head else { continue };
        for i in (0..words.len()).filter(|i| {
            inside(*i, spans)
                && matches!(words[*i].upos, Upos::Noun | Upos::Adj | Upos::Verb)
        }) {
            features.push(format!("{name} {}", lemma(i)));
        }
        path(mentions, name, head, features);
    }
}

/// Whether a word of this part of speech says something.
fn is_content(upos: Upos) -> bool {
    matches!(
        upos,
        Upos::Verb
            | Upos::Noun
            | Upos::Adj
            | Upos::Adv
            | Upos::Aux
            | Upos::Adp
            | Upos::Part
    )
}

/// The governors of a side, up to three, with the relation that leads to them.
fn path(mentions: &Mentions<'_>, name: &str, head: usize, features: &mut Vec<String>) {
    let words = mentions.parse.words();
    let mut at = head;
    for step in 0..3 {
        let Some(up) = words[at].head.map(|h| h as usize) else { return };
        let lemma = words[up].lemma.to_lowercase();
        features.push(format!("{name}^{step} {} {lemma}", words[at].deprel.name()));
        features.push(format!("{name}^ {lemma}"));
        if words[up].upos == Upos::Verb {
            let mut modals =
                mentions.parse.children(up).iter().map(|c| &words[*c as usize]);
            if let Some(modal) = modals.find(|w| w.deprel == Deprel::Aux) {
                features.push(format!("{name} modal {} {lemma}", modal.lemma));
            }
        }
        at = up;
    }
}

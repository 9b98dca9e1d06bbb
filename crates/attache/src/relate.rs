//! The event between two given spans: always an answer.
//!
//! In: a sentence and the spans of actor and recipient. Out: for “[Norway] expelled two [Russian] diplomats” SANCTION. What the
//! rules found weighs in as evidence beside words and paths; a small log-linear model, trained by `attache-lab
//! train-relate` and kept as a readable table, decides, and the strongest reasons can be shown. Known limit: it
//! answers also where nothing links the two.

use crate::article::Article;
use crate::event::evidence;
use crate::event::{Event, EventType, Participant, Status};
use crate::parse::Workspace;
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
    /// The rule, or `evidence: …` with the strongest reasons where the model alone decided.
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
        // What the model itself found says nothing new.
        for event in step.events.iter().filter(|e| !e.is_by_evidence()) {
            evidence.events.push((fit(event, actor, recipient), event.clone()));
        }
        let sides = (actor, recipient);
        let features = &mut evidence.features;
        let vocabulary = &reader.evidence.vocabulary;
        evidence::features(vocabulary, step.mentions, step.actors, sides, features);
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
        features.push(evidence::NO_RULE.to_owned());
    }
    evidence.features.extend(features);
    evidence.features.sort();
    evidence.features.dedup();
    evidence
}

/// The event between two spans.
pub fn relate(
    reader: &Reader,
    article: &Article,
    spans: (&[Span], &[Span]),
    (codebook, workspace): (Codebook, &mut Workspace),
) -> Relation {
    let model = &reader.evidence;
    let evidence = evidence(reader, article, spans, codebook, workspace);
    let (event, confidence) = model.decide(&evidence.features);
    let named = |e: &Event| in_codebook(reader, codebook, e.event, &e.cameo);
    let is_it = |e: &Event| named(e) == event || is_yield(named(e)) && is_yield(event);
    let linked = evidence.events.iter().find(|(fit, e)| *fit != Fit::Neither && is_it(e));
    if let Some((_, found)) = linked {
        return Relation {
            event: named(found),
            mode: found.mode.clone(),
            cameo: found.cameo.clone(),
            status: found.status,
            rule: found.rule.clone(),
            confidence,
        };
    }
    let has = |f: &str| evidence.features.iter().any(|g| g == f);
    let is_conceded = is_yield(event) && has("sense CONCEDE") && !has("sense RETREAT");
    let named = if is_conceded { EventType::Concede } else { event };
    Relation {
        event: named,
        mode: None,
        cameo: root_code(reader, codebook, named),
        status: Status::Actual,
        rule: model.loudest(&evidence.features, event),
        confidence,
    }
}

/// The model knows one class for both: published gold does not part them.
fn is_yield(event: EventType) -> bool {
    matches!(event, EventType::Concede | EventType::Retreat)
}

/// The most general CAMEO code of an event.
fn root_code(reader: &Reader, codebook: Codebook, event: EventType) -> String {
    let ontology = &reader.data.ontology;
    let code = ontology.root_code(|row| match codebook {
        Codebook::Plover2 => row.event == Some(event),
        Codebook::Plover2021 => row.event_2021 == Some(event),
    });
    code.to_owned()
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

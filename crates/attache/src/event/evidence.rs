//! What words tell of the event between two sides, where rules want every slot filled: a vocabulary and a small log-linear model.
//!
//! In: a tree and the spans of actor and recipient. Out: for “[Norway] expelled two [Russian] diplomats” SANCTION with its
//! probability and the reasons that spoke loudest. The model is trained by `attache-lab train-relate` and kept as a readable
//! table. Known limit: it answers also where nothing links the two; whoever asks must know that something may.

mod feature;
mod model;
mod scene;
mod sense;
mod vocabulary;

pub(super) use model::MARK;
pub use model::{Model, Reason};
pub use vocabulary::Vocabulary;

use super::EventType;
use crate::actor::Actors;
use crate::mention::Mentions;
use crate::span::Span;
use scene::Scene;

/// The feature of a sentence of which no rule tells anything.
pub(crate) const NO_RULE: &str = "no rule";

/// Adds what the model looks at in a sentence with these sides: the spans of actor and recipient.
pub(crate) fn features(
    vocabulary: &Vocabulary,
    mentions: &Mentions<'_>,
    actors: &Actors,
    sides: (&[Span], &[Span]),
    out: &mut Vec<String>,
) {
    let of = (mentions.parse, mentions.text);
    feature::features(&Scene::new(vocabulary, of, actors, sides), out);
}

/// What the model decides of a predicate that no rule knows, where the words of the predicate can mean it.
pub(super) fn decide(
    model: &Model,
    (mentions, actors): (&Mentions<'_>, &Actors),
    sides: (&[Span], &[Span]),
    predicate: usize,
) -> Option<Decision> {
    let of = (mentions.parse, mentions.text);
    let scene = Scene::new(&model.vocabulary, of, actors, sides);
    let sense = sense::sense(&scene, predicate);
    if sense.is_empty() {
        return None;
    }
    let mut features = vec![NO_RULE.to_owned()];
    feature::features(&scene, &mut features);
    features.sort();
    features.dedup();
    let (event, probability) = model.decide(&features);
    // Training knows one class for both.
    let is_conceded = event == EventType::Retreat && sense.contains(&EventType::Concede);
    let meant = if is_conceded { EventType::Concede } else { event };
    let reasons = || model.loudest(&features, event);
    sense.contains(&meant).then(|| Decision {
        event: meant,
        probability,
        rule: reasons(),
    })
}

/// What the model decided.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Decision {
    pub(super) event: EventType,
    /// 0 to 1.
    pub(super) probability: f32,
    /// `evidence: …` with the strongest reasons.
    pub(super) rule: String,
}

//! Stands that are taken by what one says of one's own acts to come: “will never recognise Kosovo”, “if they attack, we will strike”.
//!
//! In: a draft whose act is to come. Out: what its doer says that he will not do is a REJECT, and the harm that he says he will do
//! if something happens a THREATEN: “If the missiles are deployed, Moscow will cut off gas, its minister said.” Known limit: a
//! condition must stand in the same sentence.

use super::clause::{self, Assertion};
use super::compose::{Composer, Draft};
use super::side::Side;
use crate::event::{EventType, Quad, Status};
use crate::parse::Deprel;

impl Composer<'_, '_, '_> {
    /// Makes a refusal or a threat of an act that its doer says is not to come, or to come on a condition.
    pub(super) fn stand(&self, draft: &mut Draft, said: Assertion) {
        let ontology = &self.matcher.framer.mentions.data.ontology;
        let quad = ontology.quad(draft.event);
        let is_helpful =
            matches!(quad, Quad::VerbalCooperation | Quad::MaterialCooperation);
        let is_to_come = said.is_future || said.is_conditional;
        let table = if is_helpful && said.is_negated && is_to_come {
            "reject"
        } else if quad == Quad::MaterialConflict
            && draft.status != Status::Negated
            && is_to_come
            && self.is_on_condition(draft.found.predicate)
        {
            "threaten"
        } else {
            return;
        };
        if !self.is_of_speaker(draft) {
            return;
        }
        let Some(row) = ontology.compose(table, &draft.cameo) else { return };
        let event = ontology.cameo(&row.cameo).and_then(|c| c.event);
        draft.event = event.unwrap_or(if is_helpful {
            EventType::Reject
        } else {
            EventType::Threaten
        });
        draft.cameo.clone_from(&row.cameo);
        draft.mode.clone_from(&row.mode);
        draft.act = None;
        draft.is_reciprocal = false;
        draft.status = Status::Actual;
    }

    /// Whether a condition hangs from the predicate or its clause: “if”, “unless”, “should missiles appear”.
    fn is_on_condition(&self, predicate: usize) -> bool {
        let framer = self.matcher.framer;
        // “If they attack, we will strike, he said”: the condition may hang from the verb of saying.
        let head = framer.head(predicate).filter(|_| {
            matches!(framer.word(predicate).deprel, Deprel::Conj | Deprel::Ccomp)
        });
        let clauses = [Some(predicate), head];
        let mut beside = clauses.into_iter().flatten().flat_map(|c| framer.children(c));
        beside.any(|c| framer.word(c).deprel == Deprel::Advcl && framer.is_condition(c))
    }

    /// Whether whoever vouches for the act is its doer, or nobody else is named.
    fn is_of_speaker(&self, draft: &Draft) -> bool {
        let sayings = clause::sayings(self.matcher, draft.found.predicate);
        let Some(saying) = sayings.first() else { return true };
        let Some(actor) = draft.found.actor else { return false };
        let speakers = self.matcher.sides(saying.speaker);
        let is_own = |d: &Side| {
            speakers.iter().any(|s| {
                let (own, doer) = (&s.actor, &d.actor);
                own.is_same(doer) || own.country.is_some() && own.country == doer.country
            })
        };
        self.matcher.sides(actor).iter().any(is_own)
    }
}

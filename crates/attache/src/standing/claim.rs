//! What one act says of one relation between two.
//!
//! In: “Moscow removed the Taliban from its list in April 2025.” Out: a [`Claim`]: the terrorist designation of the Taliban
//! by Russia ended in 2025-04. Known limit: an act whose doer or recipient is not known says nothing.

use super::Question;
use super::party::{Asked, Known, Party};
use super::stretch::Stretch;
use super::touched::Track;
use super::words;
use crate::data::Data;
use crate::data::relations::{Does, Effect, Holder, Post, Relation, Sides};
use crate::event::Status;
use crate::record::{self, Act, Side};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// When it happened, as well as the act knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    pub(super) stretch: Stretch,
    /// Whether the text gives the day; otherwise it is the day of publication, and it can have been before.
    pub(super) is_said: bool,
}

/// What one act says of one relation.
#[derive(Debug, Clone)]
pub(super) struct Claim<'d> {
    /// Index of the relation.
    pub(super) relation: usize,
    pub(super) by: Arc<Known>,
    pub(super) of: Arc<Known>,
    /// Name of the agreement or ban, or what the mission is called.
    pub(super) name: Option<String>,
    /// What it is alone: “memorandum”, “ban”.
    pub(super) kind: Option<String>,
    pub(super) does: Does,
    /// Rank of the level, where it is told.
    pub(super) level: Option<usize>,
    /// Rank of the level at which it held before, where the words tell that it was raised from there.
    pub(super) was: Option<usize>,
    pub(super) post: Post,
    pub(super) is_new: bool,
    pub(super) is_inferred: bool,
    /// Whether the words name who holds it, and towards whom.
    pub(super) named: [bool; 2],
    /// What the act does to the relation.
    pub(super) effect: &'d Effect,
    /// `None` for background without a date: it was so by the day of publication.
    pub(super) when: Option<When>,
    pub(super) published: Option<Date>,
    /// The id of the event that it rests on.
    pub(super) event: Arc<str>,
    /// What its report counts as among the sources.
    pub(super) source: i64,
}

impl Claim<'_> {
    /// Whether both are told by one report.
    pub(super) fn is_source_of(&self, other: &Self) -> bool {
        (self.source, self.published) == (other.source, other.published)
    }

    /// The line in time that it is on.
    pub(super) fn track(&self) -> Track {
        (self.relation, self.by.key.clone(), self.of.key.clone())
    }
}

/// Where a participant lies in memory; it is kept there, so that nobody else comes to lie there.
type Place = usize;
type Stands = (Arc<record::Party>, Option<Arc<Known>>);

/// Makes claims of acts.
#[derive(Debug)]
pub(super) struct Maker<'d> {
    data: &'d Data,
    relation: Option<usize>,
    by: Option<Asked>,
    of: Option<Asked>,
    /// For each relation, whom a participant stands for in it.
    known: Vec<FxHashMap<Place, Stands>>,
}

impl<'d> Maker<'d> {
    pub(super) fn new(data: &'d Data, question: &Question) -> Self {
        let relation = question.relation.as_deref();
        Self {
            data,
            relation: relation.and_then(|name| data.relations.index(name)),
            by: question.by.clone(),
            of: question.of.clone(),
            known: vec![FxHashMap::default(); data.relations.relation.len()],
        }
    }

    /// All that an act says of what is asked.
    pub(super) fn claims(&mut self, act: &Act) -> Vec<Claim<'d>> {
        let data = self.data;
        let mut claims = Vec::new();
        for (effect, relation) in data.relations.effects(&act.act) {
            let does = match act.status {
                Status::Actual => Some(effect.does),
                Status::Negated => effect.not_done,
                Status::Future | Status::Hypothetical => None,
            };
            let has_rule = |rules: &[String]| {
                act.rule.split('+').any(|rule| rules.iter().any(|r| r == rule))
            };
            let is_of_rule = effect.of_rule.is_empty() || has_rule(&effect.of_rule);
            let is_meant = is_of_rule && !has_rule(&effect.not_of_rule);
            let is_wanted = is_meant && self.relation.is_none_or(|w| w == relation);
            if let Some(does) = does.filter(|_| is_wanted) {
                let said = Said { data, act, effect, relation, does };
                claims.extend(said.claims(self));
            }
        }
        claims.retain(|claim| self.asks(claim));
        claims
    }

    fn asks(&self, claim: &Claim<'_>) -> bool {
        let relation = &self.data.relations.relation[claim.relation];
        let Claim { by, of, .. } = claim;
        (by.is_by && of.is_of) || relation.sides == Sides::Both && of.is_by && by.is_of
    }

    /// Puts the one asked for first in what holds between both.
    pub(super) fn turn(&self, interval: &mut super::Interval) {
        let is_turned = !is_meant(self.by.as_ref(), &interval.by)
            || !is_meant(self.of.as_ref(), &interval.of);
        if is_turned {
            std::mem::swap(&mut interval.by, &mut interval.of);
            for which in &mut interval.inferred {
                let other = match which.as_str() {
                    "by" => "of",
                    "of" => "by",
                    _ => continue,
                };
                other.clone_into(which);
            }
        }
    }

    fn parties(&mut self, side: &[Side], relation: usize) -> Vec<Arc<Known>> {
        side.iter().filter_map(|side| self.party(&side.party, relation)).collect()
    }

    /// Whom a participant stands for in a relation.
    pub(super) fn party(
        &mut self,
        who: &Arc<record::Party>,
        relation: usize,
    ) -> Option<Arc<Known>> {
        let place = Arc::as_ptr(who).addr();
        if let Some((_, known)) = self.known[relation].get(&place) {
            return known.clone();
        }
        let party = Party::of(self.data, who, &self.data.relations.relation[relation]);
        let known = party.map(|party| self.known(party));
        self.known[relation].insert(place, (who.clone(), known.clone()));
        known
    }

    fn known(&self, party: Party) -> Arc<Known> {
        Arc::new(Known {
            key: party.key(self.data).into(),
            is_by: is_meant(self.by.as_ref(), &party),
            is_of: is_meant(self.of.as_ref(), &party),
            party,
        })
    }
}

fn is_meant(asked: Option<&Asked>, party: &Party) -> bool {
    asked.is_none_or(|asked| asked.means(party))
}

/// One effect of an act.
struct Said<'d, 'a> {
    data: &'d Data,
    act: &'a Act,
    effect: &'d Effect,
    relation: usize,
    does: Does,
}

impl<'d> Said<'d, '_> {
    fn relation(&self) -> &'d Relation {
        &self.data.relations.relation[self.relation]
    }

    fn claims(&self, maker: &mut Maker<'d>) -> Vec<Claim<'d>> {
        let act = self.act;
        let relation = self.relation();
        let acts = words::of_act(act);
        let effect = self.effect;
        if !effect.of_level.is_empty() && !self.is_of_level(&acts, &effect.of_level)
            || self.is_of_level(&acts, &effect.not_of_level)
        {
            return Vec::new();
        }
        let name = relation.name.get_ref();
        let told = words::level(&self.data.relations, name, &acts);
        // “Lowered its relations to a legation”: the words' level is the mission's, the effect's that of the relations.
        let set = act.level.as_deref().and_then(|level| relation.rank(level));
        let told_level = || told.and_then(|t| relation.rank(t.level));
        let of_effect = || self.effect.level.as_deref().and_then(|l| relation.rank(l));
        let was = told_level().filter(|was| self.effect.raises && Some(*was) < set);
        let level = set.or_else(of_effect).or_else(told_level);
        if self.effect.told && level.is_none() {
            return Vec::new();
        }
        let is_head = told.is_some_and(|t| t.post == Post::Head);
        let post = match self.effect.post {
            Some(Post::House) => Post::House,
            _ if is_head => Post::Head,
            post => post.unwrap_or_default(),
        };
        let does = self.effect.of_head.filter(|_| is_head).unwrap_or(self.does);
        let words::Called { name: called, kind } = if relation.named {
            words::called(&self.data.relations, name, act)
        } else {
            let name = told.and_then(|t| t.name).map(str::to_owned);
            words::Called { name, kind: None }
        };
        if self.effect.if_named && called.is_none() {
            return Vec::new();
        }
        let goes_on = does == Does::Begin && effect.of_rule.is_empty() && self.goes_on();
        let does = if goes_on { Does::Holds } else { does };
        let silent = self.silent(maker);
        let claim = |(by, of): Pair| Claim {
            relation: self.relation,
            named: [&by, &of].map(|who| !silent.contains(who)),
            by,
            of,
            name: called.clone(),
            kind: kind.clone(),
            does,
            level,
            was,
            post,
            is_new: self.effect.before == Some(Does::Absent),
            is_inferred: self.effect.inferred,
            effect: self.effect,
            when: when(act),
            published: act.published,
            event: act.id.clone(),
            source: act.source,
        };
        self.pairs(called.as_deref(), maker).into_iter().map(claim).collect()
    }

    /// Those whom no words of the act name.
    fn silent(&self, maker: &mut Maker<'d>) -> Vec<Arc<Known>> {
        let sides = || self.act.actor.iter().chain(&self.act.recipient);
        let mut known = |is_told: bool| -> Vec<Arc<Known>> {
            let sides = sides().filter(|side| side.text.is_some() == is_told);
            sides.filter_map(|side| maker.party(&side.party, self.relation)).collect()
        };
        let told = known(true);
        let mut silent = known(false);
        silent.retain(|who| !told.contains(who));
        silent
    }

    /// Whether the act goes on with what was there: “extended its sanctions”.
    fn goes_on(&self) -> bool {
        let trigger = self.act.trigger.split(' ').next();
        let still = &self.data.relations.still;
        trigger.is_some_and(|word| still.contains(&word.to_lowercase()))
    }

    /// Whether the act itself is of one of these levels.
    fn is_of_level(&self, acts: &str, levels: &[String]) -> bool {
        let relations = &self.data.relations;
        let act = self.effect.act.get_ref();
        let Some(main) = relations.effects(act).find(|(e, _)| !e.inferred) else {
            return false;
        };
        let main = &relations.relation[main.1];
        let told = words::level(relations, main.name.get_ref(), acts).map(|t| t.level);
        let level = self.act.level.as_deref().or(told).unwrap_or(&main.full);
        levels.iter().any(|l| l == level)
    }

    /// Who holds it towards whom.
    fn pairs(&self, called: Option<&str>, maker: &mut Maker<'d>) -> Vec<Pair> {
        let act = self.act;
        let actors = maker.parties(&act.actor, self.relation);
        let recipients = maker.parties(&act.recipient, self.relation);
        // “Pulled out of the Open Skies treaty”: what is held is held towards the treaty.
        let is_alone = actors.len() == 1 && act.recipient.is_empty();
        if self.effect.by == Holder::Each
            && is_alone
            && let Some(name) = called
        {
            let treaty = Party { code: String::new(), name: name.to_owned() };
            return vec![(actors[0].clone(), maker.known(treaty))];
        }
        if act.recipient.is_empty()
            && self.relation().named
            && self.effect.by == Holder::Actor
        {
            // A ban on nobody in particular is on those at home, each on its own.
            return actors.iter().map(|by| (by.clone(), by.clone())).collect();
        }
        let mut pairs = Vec::new();
        match self.effect.by {
            Holder::Actor => cross(&actors, &recipients, &mut pairs),
            Holder::Recipient => cross(&recipients, &actors, &mut pairs),
            Holder::Each => {
                if recipients.is_empty() {
                    cross(&actors, &actors, &mut pairs);
                } else {
                    cross(&actors, &recipients, &mut pairs);
                    cross(&recipients, &actors, &mut pairs);
                }
                pairs.retain(|(by, of)| by != of);
            }
        }
        if self.relation().of_body {
            let is_body = |k: &Known| self.data.gazetteer.body(&k.party.code).is_some();
            for (by, of) in &mut pairs {
                if is_body(by) && !is_body(of) {
                    std::mem::swap(by, of);
                }
            }
        }
        if self.relation().sides == Sides::Both {
            pairs.retain(|(by, of)| by < of);
        } else if !self.relation().named {
            pairs.retain(|(by, of)| by != of);
        }
        pairs.sort();
        pairs.dedup();
        pairs
    }
}

type Pair = (Arc<Known>, Arc<Known>);

fn cross(by: &[Arc<Known>], of: &[Arc<Known>], pairs: &mut Vec<Pair>) {
    for by in by {
        pairs.extend(of.iter().map(|of| (by.clone(), of.clone())));
    }
}

/// When it happened; `None` where it is background without a date.
fn when(act: &Act) -> Option<When> {
    let is_said = act.is_dated;
    if let Some((first, last)) = act.days.filter(|_| is_said || !act.historical) {
        return Some(When { stretch: Stretch { first, last }, is_said });
    }
    let published = act.published.filter(|_| !act.historical)?;
    Some(When { stretch: Stretch::day(published), is_said: false })
}

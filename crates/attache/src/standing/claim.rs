//! What one telling says of one relation between two.
//!
//! In: “Moscow removed the Taliban from its list in April 2025.” Out: a [`Claim`]: the terrorist designation of the Taliban
//! by Russia ended in 2025-04. Known limit: an act whose doer or recipient is not known says nothing.

use super::party::Party;
use super::stretch::Stretch;
use super::words;
use crate::data::Data;
use crate::data::relations::{Does, Effect, Holder, Post, Relation, Sides};
use crate::event::{DateSource, Status};
use crate::export::{Line, Who};
use crate::record::Telling;
use jiff::civil::Date;
use std::rc::Rc;

/// When it happened, as well as the telling knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    pub(super) stretch: Stretch,
    /// Whether the text gives the day; otherwise it is the day of publication, and it can have been before.
    pub(super) is_said: bool,
}

/// What one telling says of one relation.
#[derive(Debug, Clone)]
pub(super) struct Claim<'t> {
    /// Index of the relation.
    pub(super) relation: usize,
    pub(super) by: Rc<Party>,
    pub(super) of: Rc<Party>,
    /// Name of the agreement or ban, or what the mission is called.
    pub(super) name: Option<String>,
    pub(super) does: Does,
    /// Rank of the level, where it is told.
    pub(super) level: Option<usize>,
    pub(super) post: Post,
    pub(super) is_new: bool,
    pub(super) is_inferred: bool,
    /// Days within which what is said stands in for what is inferred.
    pub(super) within: Option<i32>,
    /// Ranks at which an inferred claim bites; empty for any.
    pub(super) at_level: Vec<usize>,
    /// `None` for background without a date: it was so by the day of publication.
    pub(super) when: Option<When>,
    pub(super) published: Option<Date>,
    /// Where it is told.
    pub(super) telling: &'t Telling,
}

impl Claim<'_> {
    /// The id of the event that it rests on.
    pub(super) fn event(&self) -> &str {
        &self.telling.line.id
    }
}

/// All that a telling says, of one relation or of any.
pub(super) fn claims<'t>(
    data: &Data,
    telling: &'t Telling,
    wanted: Option<usize>,
) -> Vec<Claim<'t>> {
    let line = &telling.line;
    let Some(act) = line.act.as_deref() else { return Vec::new() };
    let mut claims = Vec::new();
    for (effect, relation) in data.relations.effects(act) {
        let does = match line.status {
            Status::Actual => Some(effect.does),
            Status::Negated => effect.not_done,
            Status::Future | Status::Hypothetical => None,
        };
        let has_rule = |rules: &[String]| {
            line.rule.split('+').any(|rule| rules.iter().any(|r| r == rule))
        };
        let is_of_rule = effect.of_rule.is_empty() || has_rule(&effect.of_rule);
        let is_meant = is_of_rule && !has_rule(&effect.not_of_rule);
        let is_wanted = is_meant && wanted.is_none_or(|w| w == relation);
        if let Some(does) = does.filter(|_| is_wanted) {
            let maker = Maker { data, telling, effect, relation, does };
            claims.extend(maker.claims());
        }
    }
    claims
}

struct Maker<'d, 't> {
    data: &'d Data,
    telling: &'t Telling,
    effect: &'d Effect,
    relation: usize,
    does: Does,
}

impl<'t> Maker<'_, 't> {
    fn relation(&self) -> &Relation {
        &self.data.relations.relation[self.relation]
    }

    fn claims(&self) -> Vec<Claim<'t>> {
        let line = &self.telling.line;
        let relation = self.relation();
        let acts = words::of_act(line);
        if !self.effect.of_level.is_empty() && !self.is_of_level(&acts) {
            return Vec::new();
        }
        let name = relation.name.get_ref();
        let told = words::level(&self.data.relations, name, &acts);
        let set = self.telling.level.as_deref().or(self.effect.level.as_deref());
        let level = set.or(told.map(|t| t.level)).and_then(|level| relation.rank(level));
        if self.effect.told && level.is_none() {
            return Vec::new();
        }
        let is_head = told.is_some_and(|t| t.post == Post::Head);
        let post = if is_head { Post::Head } else { self.effect.post };
        let does = self.effect.of_head.filter(|_| is_head).unwrap_or(self.does);
        let called = if relation.named {
            words::name(&self.data.relations, name, line)
        } else {
            told.and_then(|t| t.name).map(str::to_owned)
        };
        if self.effect.if_named && called.is_none() {
            return Vec::new();
        }
        let does = if does == Does::Begin && self.goes_on() { Does::Holds } else { does };
        let published = line.published.as_deref().and_then(|day| day.parse().ok());
        let claim = |(by, of): (Rc<Party>, Rc<Party>)| Claim {
            relation: self.relation,
            by,
            of,
            name: called.clone(),
            does,
            level,
            post,
            is_new: self.effect.before == Some(Does::Absent),
            is_inferred: self.effect.inferred,
            within: self.effect.within,
            at_level: self
                .effect
                .at_level
                .iter()
                .filter_map(|l| relation.rank(l))
                .collect(),
            when: when(line, published),
            published,
            telling: self.telling,
        };
        self.pairs(called.as_deref()).into_iter().map(claim).collect()
    }

    /// Whether the act goes on with what was there: “extended its sanctions”.
    fn goes_on(&self) -> bool {
        let trigger = self.telling.line.trigger.text.split(' ').next();
        let still = &self.data.relations.still;
        trigger.is_some_and(|word| still.contains(&word.to_lowercase()))
    }

    /// Whether the act itself is of one of the levels that the effect asks for.
    fn is_of_level(&self, acts: &str) -> bool {
        let relations = &self.data.relations;
        let act = self.effect.act.get_ref();
        let Some(main) = relations.effects(act).find(|(e, _)| !e.inferred) else {
            return false;
        };
        let main = &relations.relation[main.1];
        let told = words::level(relations, main.name.get_ref(), acts).map(|t| t.level);
        let level = self.telling.level.as_deref().or(told).unwrap_or(&main.full);
        self.effect.of_level.iter().any(|l| l == level)
    }

    /// Who holds it towards whom.
    fn pairs(&self, called: Option<&str>) -> Vec<(Rc<Party>, Rc<Party>)> {
        let line = &self.telling.line;
        let actors = self.parties(&line.actor);
        let mut recipients = self.parties(&line.recipient);
        // “Pulled out of the Open Skies treaty”: what is held is held towards the treaty.
        let is_alone = actors.len() == 1 && line.recipient.is_empty();
        if self.effect.by == Holder::Each
            && is_alone
            && let Some(name) = called
        {
            let treaty = Party { code: String::new(), name: name.to_owned() };
            return vec![(actors[0].clone(), Rc::new(treaty))];
        }
        if line.recipient.is_empty()
            && self.relation().named
            && self.effect.by == Holder::Actor
        {
            // A ban on nobody in particular is on those at home.
            recipients.clone_from(&actors);
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
            let is_body = |p: &Party| self.data.gazetteer.body(&p.code).is_some();
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

    fn parties(&self, side: &[Who<'_>]) -> Vec<Rc<Party>> {
        let party =
            |who: &Who<'_>| Party::of(self.data, who, self.relation()).map(Rc::new);
        side.iter().filter_map(party).collect()
    }
}

fn cross(by: &[Rc<Party>], of: &[Rc<Party>], pairs: &mut Vec<(Rc<Party>, Rc<Party>)>) {
    for by in by {
        pairs.extend(of.iter().map(|of| (by.clone(), of.clone())));
    }
}

/// When it happened; `None` where it is background without a date.
fn when(line: &Line<'_>, published: Option<Date>) -> Option<When> {
    let day = |text: &Option<String>| text.as_deref().and_then(|day| day.parse().ok());
    if let Some(date) = &line.date {
        let is_said = date.from != DateSource::Published;
        if let (Some(first), Some(last)) = (day(&date.start), day(&date.end))
            && (is_said || !line.historical)
        {
            return Some(When { stretch: Stretch { first, last }, is_said });
        }
    }
    let published = published.filter(|_| !line.historical)?;
    Some(When { stretch: Stretch::day(published), is_said: false })
}

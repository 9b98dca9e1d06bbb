//! Whose doing a deed was that is praised or reproached: “applauded the raid”, “attacked the pact”, “denounced it”.
//!
//! In: the word for the deed and the events told before. Out: after “Israel bombed a base” the sentence “Britain applauded the raid”
//! speaks of Israel; of a pact all who signed it are meant; those whom “the attack on Oslo” names as hit are not reproached. Known
//! limit: the last deed that fits is taken, or the one of the headline.

use super::code::Coder;
use super::compose::Draft;
use super::matching::{Match, Matcher};
use super::side::Side;
use super::silent::is_same;
use super::{Event, Participant, Quad, Status};
use crate::actor::Actor;
use crate::data::code::Sector;
use crate::data::pattern::TriggerKind;
use crate::parse::{Deprel, Upos};

/// How many sentences back a deed may lie that is spoken of now.
const NEAR: usize = 4;

impl Coder<'_, '_, '_> {
    /// “…, which the minister called a courageous decision”: what is called a deed is what was just told, and its doer meant.
    pub(super) fn called_deed(&self, draft: &Draft, actors: &[Side]) -> Vec<Participant> {
        let mentions = self.mentions();
        let deed = &mentions.data.grammar.words.deed;
        let own: Vec<&Actor> = actors.iter().map(|s| &s.actor).collect();
        if let Some((_, object)) = self.matcher.framer.deed_clause(draft.found.predicate)
        {
            return self.doers(object, &own);
        }
        let object = draft.found.object.filter(|o| deed.has(mentions.symbols[*o]));
        let Some(object) = object else { return Vec::new() };
        let relative = &mentions.data.grammar.pronouns.relative;
        let predicate = draft.found.predicate;
        let mut children = self.matcher.framer.children(predicate);
        let is_relative =
            children.any(|c| c < predicate && relative.has(mentions.symbols[c]));
        if is_relative { self.doers(object, &own) } else { Vec::new() }
    }

    /// “Washington held drills, which Beijing denounced”: what is denounced belongs to whoever the main clause tells of.
    pub(super) fn doer_of_thing(
        &self,
        draft: &Draft,
        own: &[&Actor],
    ) -> Option<Participant> {
        let framer = self.matcher.framer;
        let words = self.mentions().parse.words();
        let mut at = draft.found.predicate;
        if words[at].deprel != Deprel::AclRelcl {
            return None;
        }
        for _ in 0..NEAR {
            at = framer.head(at)?;
            if words[at].upos != Upos::Verb {
                continue;
            }
            let doers = framer.subject(at).map(|s| self.matcher.sides(s))?;
            let is_own = |s: &Side| own.iter().any(|o| o.is_same(&s.actor));
            return doers.iter().find(|s| !is_own(s)).map(|s| s.actor.participant(None));
        }
        None
    }

    /// Who did what the phrase points back to: “the takeover” an act of that kind, “the move” or “it” the last act told.
    pub(super) fn doers(&self, word: usize, own: &[&Actor]) -> Vec<Participant> {
        let symbol = self.mentions().symbols[word];
        let is_deed =
            self.mentions().data.grammar.words.deed.has(symbol) || self.is_it(word);
        let is_other = |p: &&Participant| {
            !own.iter().any(|o| is_same(o, p) || is_of_same_state(o, p))
        };
        let has_other = |e: &&Event| e.actor.iter().any(|p| is_other(&p));
        let victims = self.victims(word);
        let hits = |e: &Event| {
            victims.is_empty()
                || e.recipient.iter().any(|p| victims.iter().any(|v| is_named(v, p)))
        };
        let fits = |e: &&Event| (is_deed || self.is_kind(word, e)) && hits(e);
        // “Denied using gas. Britain applauded the raid”: what was not done is applauded by nobody.
        let is_actual = |e: &&Event| is_deed || e.status == Status::Actual;
        let told =
            || self.events_before().filter(fits).filter(is_actual).filter(has_other);
        let is_near = |e: &&Event| self.context.index - e.sentence <= NEAR;
        // News of powers: of this sentence the last, else what the article began with.
        let mut all_news = told().filter(|e| is_deed && self.is_news_of_powers(e));
        let last = all_news.next();
        let is_here = last.is_some_and(|e| e.sentence == self.context.index);
        let news = if is_here { last } else { all_news.last().or(last) };
        let just = || told().find(|e| is_done(e) && self.is_just_told(e));
        let lead = || told().find(|e| !is_deed && is_lead(e));
        let done = || told().find(|e| is_done(e) && is_near(e));
        // “The verdict”: whatever the police did since.
        let of_court = &self.mentions().data.grammar.words.of_court;
        let is_judge = |e: &&Event| {
            let judges = |p: &Participant| p.sector.is_some_and(|s| s.as_str() == "JUD");
            of_court.has(symbol) && e.actor.iter().any(judges)
        };
        let judged = || told().find(is_judge);
        let meant = judged().or(news).or_else(just).or_else(lead).or_else(done);
        let Some(meant) = meant.or_else(|| told().next()) else { return Vec::new() };
        // “The withdrawals” are those of all who withdrew.
        let is_many =
            !is_deed && self.mentions().parse.words()[word].xpos.name() == "NNS";
        let is_like = |e: &&Event| {
            is_many && e.event == meant.event && e.sentence + NEAR >= meant.sentence
        };
        let others = told().filter(|e| *e != meant).filter(is_like);
        let all = std::iter::once(meant).chain(others).flat_map(|e| &e.actor);
        let mut doers: Vec<Participant> = Vec::new();
        for doer in all.filter(is_other) {
            if !doers.iter().any(|d| d.code == doer.code && d.name == doer.name) {
                doers.push(Participant { span: None, ..doer.clone() });
            }
        }
        doers
    }

    /// Whether the noun names acts of the event's kind: “the takeover”, “the raid”.
    fn is_kind(&self, noun: usize, event: &Event) -> bool {
        let rules = &self.mentions().data.rules;
        let nouns = rules.triggered(TriggerKind::Noun, self.mentions().symbols[noun]);
        nouns.iter().any(|p| {
            let rule = &rules.rules[rules.patterns[*p as usize].rule as usize];
            rule.event == Some(event.event)
                && (rule.act.is_none() || rule.act == event.act)
        })
    }

    /// “The decision”, “the move”: what changes relations is news before what else was told since.
    pub(super) fn is_news_of_powers(&self, event: &Event) -> bool {
        let relation = event.act.as_deref().and_then(|a| self.relation(a));
        let between = &self.mentions().data.ontology.between_powers;
        relation.is_some_and(|r| between.iter().any(|b| b == r))
            && !event.historical
            && event.status == Status::Actual
    }

    /// Those whom the words of a deed name as hit: “the attack on Oslo”.
    pub(super) fn victims(&self, word: usize) -> Vec<Side> {
        let hit = self.matcher.conflict(word).and_then(|deed| deed.recipient);
        hit.map(|h| self.matcher.sides(h)).unwrap_or_default()
    }

    /// Told in this sentence or in the one before as news.
    fn is_just_told(&self, event: &Event) -> bool {
        event.sentence + 1 >= self.context.index && !event.historical
    }

    /// “Its recognition” is the doer's own, and points to nobody else.
    pub(super) fn is_own_deed(&self, word: usize, own: &[&Actor]) -> bool {
        let is_own = |actor: &Actor| own.iter().any(|o| o.is_same(actor));
        let mut children = self.matcher.framer.children(word);
        children.any(|c| c < word && self.context.actors.at(c).any(is_own))
    }

    /// “It”, “this”, “that” as what is praised or condemned.
    fn is_it(&self, word: usize) -> bool {
        let mentions = self.mentions();
        let is_pronoun = mentions.parse.words()[word].upos == Upos::Pron;
        is_pronoun
            && (!self.context.actors.has(word)
                || self.is_judged_it(word)
                || self.is_news_it(word))
    }
}

/// Whether both speak for one state.
fn is_of_same_state(actor: &Actor, participant: &Participant) -> bool {
    actor.country.is_some()
        && actor.country == participant.country
        && actor.is_official()
        && participant.sector.is_some_and(Sector::is_official)
}

/// Told as news by the headline or the first sentence.
fn is_lead(event: &Event) -> bool {
    event.sentence <= 1 && !event.historical && event.status == Status::Actual
}

/// “Condemned what it called aggression”: rather a deed than what someone said of it.
fn is_done(event: &Event) -> bool {
    event.act.is_some()
        || matches!(event.quad, Quad::MaterialConflict | Quad::MaterialCooperation)
}

/// Whether the side is that participant, or another of its state.
fn is_named(side: &Side, participant: &Participant) -> bool {
    side.actor.name == participant.name
        || side.actor.country.is_some() && side.actor.country == participant.country
}

impl Matcher<'_, '_> {
    /// The act of conflict that a noun names, with its sides.
    pub(super) fn conflict(&self, noun: usize) -> Option<Match> {
        let mentions = self.mentions();
        if mentions.parse.words()[noun].upos != Upos::Noun || self.actors.has(noun) {
            return None;
        }
        let data = mentions.data;
        let patterns = data.rules.triggered(TriggerKind::Noun, mentions.symbols[noun]);
        let is_conflict = |p: &&u32| {
            let rule = data.rules.patterns[**p as usize].rule;
            let event = data.rules.rules[rule as usize].event;
            event.is_some_and(|e| data.ontology.quad(e) == Quad::MaterialConflict)
        };
        let mut patterns = patterns.iter().filter(is_conflict).peekable();
        patterns.peek()?;
        let frame = self.framer.of_noun(noun);
        let fits = patterns
            .filter_map(|p| self.fit(&data.rules.patterns[*p as usize], &frame).ok());
        // “The coup in Chad”: where it was done does not tell whom it hit.
        let place = &data.grammar.words.place;
        let is_place = |w: usize| {
            self.framer.children(w).any(|c| {
                let is_case = mentions.parse.words()[c].deprel == Deprel::Case;
                is_case && place.has(mentions.forms[c])
            })
        };
        let deed = fits.max_by_key(|found| found.weight)?;
        let recipient = deed.recipient.filter(|r| !is_place(*r));
        Some(Match { recipient, ..deed })
    }
}

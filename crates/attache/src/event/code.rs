//! From one sentence to its events.
//!
//! In: mentions, actors, times. Out: events in the order of their triggers. “The European Union and Canada imposed sanctions on
//! Belarus on Monday, Borrell said.” gives one event with two actors, a day, a speaker. Known limit: what earlier sentences
//! leave implied is filled in only for a government that acts on its own people.

use super::account::DOUBT;
use super::clause;
use super::compose::{Composer, Draft};
use super::detail;
use super::ellipsis::{self, Ellipsis};
use super::evidence::Model;
use super::frame::Framer;
use super::level;
use super::matching::{Matcher, Miss};
use super::office;
use super::plain;
use super::remembered;
use super::side::Side;
use super::state;
use super::told;
use super::topic;
use super::twice::is_told_again;
use super::unruled;
use super::{DateSource, Event, EventType, Participant, Quad, Speaker, Status};
use crate::actor::{Actor, Actors, Discourse, is_in_quotes};
use crate::data::code::Sector;
use crate::data::gazetteer::Kind;
use crate::data::roles::Bearer;
use crate::mention::Mentions;
use crate::parse::{Deprel, Upos};
use crate::sentence::Sentence;
use crate::span::Span;
use crate::time::Expression;
use std::sync::LazyLock;

/// What is known when a sentence is coded.
#[derive(Debug)]
pub struct Context<'c, 'a> {
    /// The sentence's number in the article.
    pub index: usize,
    /// The sentence.
    pub sentence: &'c Sentence,
    /// Its mentions.
    pub mentions: &'c Mentions<'a>,
    /// Those of the sentences after it.
    pub following: &'c [Mentions<'a>],
    /// The day that an official account told last in this paragraph.
    pub narrated: Option<&'c Expression>,
    /// The heading of an official account that it stands under; itself for a heading.
    pub heading: Option<usize>,
    /// Whether the article is an official account of the dealings of two states.
    pub is_account: bool,
    /// Whom its phrases mean.
    pub actors: &'c Actors,
    /// Its time expressions.
    pub times: &'c [Expression],
    /// The day of publication, where known.
    pub published: Option<jiff::civil::Date>,
    /// The day that the article is about, where it says so.
    pub news_day: Option<&'c Expression>,
    /// The events of the sentences before.
    pub earlier: &'c [Event],
    /// What weighs acts that no rule tells.
    pub evidence: &'c LazyLock<Model>,
    /// Whether the article reports sport.
    pub is_sport: bool,
    /// Whether the sentence goes on with a quotation that an earlier one began.
    pub is_quoted: bool,
}

/// The events of a sentence, and the rules that nearly fitted.
#[derive(Debug, Default)]
pub struct Coded {
    /// The events.
    pub events: Vec<Event>,
    /// What is stated to be so.
    pub states: Vec<Event>,
    /// Near misses.
    pub misses: Vec<Miss>,
}

/// Codes one sentence.
pub fn code(context: &Context<'_, '_>, discourse: &mut Discourse) -> Coded {
    let mut matcher = Matcher {
        framer: Framer { mentions: context.mentions },
        actors: context.actors,
        is_account: context.is_account,
        is_of_states: false,
        told: context.earlier.iter().filter_map(|e| e.act.as_deref()).collect(),
        misses: Vec::new(),
    };
    let mut found = matcher.all();
    if context.is_account {
        let is_heading = context.heading == Some(context.index);
        found.extend(plain::find(&matcher, &found, is_heading));
    }
    let composer = Composer { matcher: &matcher, matches: found };
    let mut events: Vec<Event> = Vec::new();
    let unruled = unruled::drafts(context.evidence, &matcher, &composer.matches);
    for draft in composer.drafts().into_iter().chain(unruled) {
        let coder = Coder { context, matcher: &matcher, here: &events, discourse };
        let Some(event) = coder.event(&draft) else { continue };
        // “Was commissioned Minister and presented his credentials”: chosen, and then received.
        let is_step = |e: &Event| {
            context.is_account && event.level.is_some() && e.rule != event.rule
        };
        let is_again = |e: &Event| is_told_again(e, &event) && !is_step(e);
        let told = (draft.found.actor, &event);
        let counts = topic::counts(context.mentions, told, context.is_sport);
        if counts && !events.iter().any(is_again) {
            events.push(event);
        }
    }
    for ellipsis in ellipsis::find(&matcher) {
        let trigger = ellipsis::trigger(context.mentions, ellipsis);
        let meant =
            ellipsis::antecedent(&events, context.earlier, (trigger, context.index));
        let status = composer.status(ellipsis);
        let coder = Coder { context, matcher: &matcher, here: &events, discourse };
        if let Some(event) =
            meant.zip(status).and_then(|(e, status)| coder.again(e, ellipsis, status))
        {
            events.push(event);
        }
    }
    events.sort_by_key(|e| e.trigger.start);
    if let Some(pair) =
        events.iter().rev().find_map(|e| remembered::dealing(context.actors, e))
    {
        discourse.set_sides(pair);
    }
    let linked = events.iter().rev().find_map(|e| remembered::linked(context.actors, e));
    if let Some(pair) = linked {
        discourse.set_linked(pair);
    }
    if let Some(actor) =
        events.iter().rev().find_map(|e| remembered::blamed(context.actors, e))
    {
        discourse.set_blamed(actor);
    }
    let (states, near) = state::find(context, discourse, &composer.matches);
    let misses = matcher.misses.into_iter().chain(near).collect();
    Coded { events, states, misses }
}

pub(super) struct Coder<'x, 'c, 'a> {
    pub(super) context: &'x Context<'c, 'a>,
    pub(super) matcher: &'x Matcher<'x, 'a>,
    /// The events of this sentence so far.
    pub(super) here: &'x [Event],
    pub(super) discourse: &'x mut Discourse,
}

impl Coder<'_, '_, '_> {
    pub(super) fn mentions(&self) -> &Mentions<'_> {
        self.context.mentions
    }

    pub(super) fn event(&self, draft: &Draft) -> Option<Event> {
        let data = self.mentions().data;
        // “Women may not travel alone” says so by its auxiliary, not by a pattern.
        let is_ban = data.rules.ban == Some(draft.found.rule) && draft.found.weight == 0;
        let is_ruled = || {
            self.discourse.blamed().is_some()
                || self.ruler_there(draft.found.predicate).is_some()
        };
        if self.is_of_others(draft) || is_ban && !is_ruled() {
            return None;
        }
        let (actor, recipient, sureness) = self.participants(draft)?;
        let trigger = self.trigger(draft);
        let level = self.level(draft, &actor, &recipient);
        if level.is_none() && self.is_untold_house(draft) {
            return None;
        }
        let mut when = detail::date(self.context, draft.found.predicate, draft.status);
        if self.is_with_third(&actor, &recipient) {
            // What an account tells of a third state did not happen when the two did something last.
            when = when.filter(|w| w.from == DateSource::Sentence);
        }
        let historical = detail::is_historical(self.context, when.as_ref());
        let [actor, recipient] = office::then(data, when.as_ref(), [actor, recipient]);
        Some(Event {
            sentence: self.context.index,
            span: self.context.sentence.span,
            trigger,
            actor,
            recipient,
            event: draft.event,
            mode: draft.mode.clone(),
            context: draft.context.clone(),
            cameo: draft.cameo.clone(),
            quad: data.ontology.quad(draft.event),
            score: data.ontology.score(draft.event, draft.mode.as_deref()),
            act: draft.act.clone(),
            level,
            status: draft.status,
            is_state: false,
            historical,
            claim: detail::claim(self.matcher, &draft.found),
            date: when,
            place: detail::place(self.context, self.matcher, draft.found.predicate),
            said_by: self.said_by(draft),
            amounts: detail::amounts(self.matcher, draft),
            object: self.object(draft),
            confidence: sureness,
            rule: draft.rules.join("+"),
        })
    }

    /// The act that `meant` tells, done by someone else or once more: “France followed suit”.
    fn again(&self, meant: &Event, ellipsis: Ellipsis, status: Status) -> Option<Event> {
        let sides = self.matcher.sides(ellipsis.actor);
        let actor: Vec<Participant> = sides.iter().map(|s| self.participant(s)).collect();
        if actor.is_empty() {
            return None;
        }
        let is_actor =
            |p: &Participant| actor.iter().any(|a| a.code == p.code && a.name == p.name);
        let silent = |p: &Participant| Participant { span: None, ..p.clone() };
        let recipient = meant.recipient.iter().filter(|p| !is_actor(p)).map(silent);
        let when = detail::date(self.context, ellipsis.verb, status);
        let historical = detail::is_historical(self.context, when.as_ref());
        Some(Event {
            sentence: self.context.index,
            span: self.context.sentence.span,
            trigger: ellipsis::trigger(self.mentions(), ellipsis),
            recipient: recipient.collect(),
            actor,
            status,
            historical,
            claim: None,
            date: when,
            place: None,
            said_by: self.vouchers(ellipsis.verb),
            amounts: Vec::new(),
            confidence: meant.confidence - 0.2,
            rule: format!("ellipsis+{}", meant.rule),
            ..meant.clone()
        })
    }

    /// Whether it is a state that it is done to, where only a town of it is named.
    fn meets_states(&self, draft: &Draft) -> bool {
        let is_talk = draft.event == EventType::Consult;
        is_talk || self.is_between_states(draft) || moves_forces(draft)
    }

    /// Actors, recipients, and how sure they are.
    fn participants(
        &self,
        draft: &Draft,
    ) -> Option<(Vec<Participant>, Vec<Participant>, f32)> {
        let found = &draft.found;
        let mut certainty = 0.95_f32;
        let (mut actors, mut recipients, force) = self.told_sides(draft);
        if let Some((both, doubt)) = self.both(draft, &actors, &recipients) {
            return Some((both, Vec::new(), certainty - doubt));
        }
        if recipients.is_empty() && found.recipient.is_none() && !draft.is_reciprocal {
            recipients = self.nearby(draft, &actors);
        }
        if let Some((actor, recipient)) = self.account(draft, &actors, &recipients) {
            return Some((actor, recipient, certainty - DOUBT));
        }
        let deprel = self.mentions().parse.words()[found.predicate].deprel;
        let is_main = deprel != Deprel::AclRelcl;
        let unknown = found.actor.filter(|_| found.is_nameless);
        let nameless = unknown.or(force.filter(|_| is_main));
        let nameless = nameless.filter(|_| actors.is_empty());
        if actors.is_empty() && found.subject.is_some() && nameless.is_none() {
            return None; // “the storm killed three”: the doer is no actor
        }
        if draft.is_reciprocal {
            actors.append(&mut recipients);
            told::merge(&mut actors);
            let is_both =
                matches!(draft.event, EventType::Assault | EventType::Cooperate);
            if is_both && actors.len() < 2 {
                return None; // “who fought in the coalition”: with or against whom is not said
            }
        }
        let mut actor: Vec<Participant> =
            actors.iter().map(|s| self.participant(s)).collect();
        if self.meets_states(draft) {
            for side in &mut recipients {
                self.raise_to_state(&mut side.actor);
            }
        }
        actor.extend(nameless.map(|f| self.plain(f)));
        let mut recipient: Vec<Participant> =
            recipients.iter().map(|s| self.listed(draft, s)).collect();
        if recipient.is_empty() && !draft.is_reciprocal {
            recipient.extend(self.unknown_recipient(draft));
        }
        self.name_victims(draft, &actors, &mut recipient);
        if recipients.is_empty() {
            let silent = self.silent(draft, &actors, recipient.first());
            if !silent.is_empty() {
                recipient = silent.into_iter().map(|s| self.heard(draft, s)).collect();
                certainty -= 0.2;
            }
        }
        self.point_recipient(draft, (&actors, &recipients), &mut recipient);
        if self.is_alone(draft, &actor, &recipient) {
            return None;
        }
        if actor.is_empty() {
            certainty -=
                self.name_doer(draft, &recipients, (&mut actor, &mut recipient))?;
        }
        Some((actor, recipient, certainty - self.doubt(draft)))
    }

    /// Whose deed is spoken of, and one's own people where nobody else is restricted.
    fn point_recipient(
        &self,
        draft: &Draft,
        (actors, told): (&[Side], &[Side]),
        recipient: &mut Vec<Participant>,
    ) {
        if let Some(meant) = self.told_object(draft, told, actors) {
            *recipient = meant;
            return;
        }
        let doers = self.called_deed(draft, actors);
        if !doers.is_empty() {
            *recipient = doers;
        } else if recipient.is_empty() {
            let there = self.own_people(draft, actors);
            let there = there.or_else(|| self.across_border(draft, actors));
            recipient.extend(there.or_else(|| self.sent_where(draft, actors)));
            if recipient.is_empty() && !draft.is_reciprocal {
                recipient.extend(self.mediated(draft, actors));
            }
        }
    }

    /// “Held a summit”, “exchanged views”: talks and accords of which only one side is told.
    fn is_alone(
        &self,
        draft: &Draft,
        actor: &[Participant],
        recipient: &[Participant],
    ) -> bool {
        let is_talk = draft.event == EventType::Consult
            && draft.mode.as_deref() != Some("third-party")
            && actor.len() < 2;
        // The sense of a verb without an object is no agreement either.
        let is_ruled = self.mentions().data.rules.rules.get(draft.found.rule as usize);
        let is_accord = draft.event == EventType::Agree && is_ruled.is_none();
        recipient.is_empty() && (is_talk || is_accord)
    }

    /// Names the doer where the words name none; how much that takes from the certainty.
    fn name_doer(
        &self,
        draft: &Draft,
        recipients: &[Side],
        (actor, recipient): (&mut Vec<Participant>, &mut Vec<Participant>),
    ) -> Option<f32> {
        let is_move =
            draft.event == EventType::Mobilize && draft.found.recipient.is_none();
        if is_move && !recipient.is_empty() {
            // “Thousands of troops have been deployed”: they are whoever sends them.
            actor.append(recipient);
            return Some(0.0);
        }
        actor.push(self.implied(draft, recipients)?);
        Some(0.25)
    }

    /// The level that the act sets, where its words tell.
    fn level(
        &self,
        draft: &Draft,
        actor: &[Participant],
        recipient: &[Participant],
    ) -> Option<String> {
        let sides: Vec<_> =
            actor.iter().chain(recipient).filter_map(|p| p.country).collect();
        let act = draft.act.as_deref()?;
        level::of_act(self.context, self.matcher, (act, &draft.found), &sides)
    }

    /// How much pronouns and possibility take from the certainty.
    pub(super) fn doubt(&self, draft: &Draft) -> f32 {
        let words = self.mentions().parse.words();
        let is_pronoun =
            |w: Option<usize>| w.is_some_and(|w| words[w].upos == Upos::Pron);
        let pronouns = [draft.found.actor, draft.found.recipient].map(is_pronoun);
        let n_pronouns = pronouns.iter().filter(|is| **is).count() as u8;
        let possible = if draft.status == Status::Hypothetical { 0.05 } else { 0.0 };
        0.1 * f32::from(n_pronouns) + possible
    }

    pub(super) fn participant(&self, side: &Side) -> Participant {
        side.actor.participant(Some(self.phrase_span(side.word)))
    }

    /// The participant; what is on a list by its own name, as a state's guards are, keeps it.
    fn listed(&self, draft: &Draft, side: &Side) -> Participant {
        let participant = self.participant(side);
        let data = self.mentions().data;
        let relation = draft.act.as_deref().and_then(|act| self.relation(act));
        let at = relation.and_then(|relation| data.relations.index(relation));
        let is_by_name = at.is_some_and(|at| data.relations.relation[at].by_name);
        let entity = side.actor.entity.filter(|_| is_by_name);
        let entity = entity.map(|e| &data.gazetteer.entities[e as usize]);
        let own = entity
            .filter(|e| e.kind == Kind::Institution && !matches!(e.sector, Sector::GOV));
        match own {
            Some(own) => Participant { name: own.name.to_string(), ..participant },
            None => participant,
        }
    }

    /// A participant that is no known actor: its words are its name.
    pub(super) fn plain(&self, word: usize) -> Participant {
        let span = self.phrase_span(word);
        Participant {
            code: Sector::UNK.to_string(),
            country: None,
            sector: None,
            name: span.of(self.mentions().text).to_owned(),
            person: None,
            span: Some(span),
        }
    }

    pub(super) fn phrase_span(&self, word: usize) -> Span {
        let (first, last) = self.mentions().phrase(word);
        let first =
            if self.mentions().name_at(word).is_some_and(|f| f.last as usize == word)
                && !self.matcher.actors.has(word)
            {
                self.mentions().name_at(word).map_or(first, |f| f.first as usize)
            } else {
                first
            };
        // “The Organization of African Unity” is one name, though the parser hangs a phrase within it.
        let named = self.mentions().name_at(word).map_or(last, |f| f.last as usize);
        self.mentions().span(first, last.max(first).max(named))
    }

    /// The predicate with its particle.
    fn trigger(&self, draft: &Draft) -> Span {
        let predicate = draft.found.predicate;
        let particle = self.matcher.framer.child(predicate, Deprel::CompoundPrt);
        let last = particle
            .filter(|p| *p > predicate && *p <= predicate + 2)
            .unwrap_or(predicate);
        self.mentions().span(predicate, last)
    }

    /// Who vouches for it, outermost first: who says so, whose quotation it stands in, or the person whose own words it is.
    fn said_by(&self, draft: &Draft) -> Vec<Speaker> {
        let vouchers = self.vouchers(draft.found.predicate);
        if !vouchers.is_empty() {
            return vouchers;
        }
        let is_verbal = matches!(
            self.mentions().data.ontology.quad(draft.event),
            Quad::VerbalConflict | Quad::VerbalCooperation
        );
        let is_person = |word: &usize| {
            self.context.actors.at(*word).next().is_some_and(|a| {
                a.person.is_some()
                    || a.role.is_some_and(|r| {
                        self.mentions().data.roles.roles[r as usize].bearer
                            == Bearer::Person
                    })
            })
        };
        let own = draft.found.actor.filter(|a| {
            is_verbal
                && draft.act.is_none()
                && draft.event != EventType::Consult
                && is_person(a)
        });
        own.map(|word| self.speaker(word)).into_iter().collect()
    }

    /// Who says so, or whose quotation the word stands in.
    fn vouchers(&self, predicate: usize) -> Vec<Speaker> {
        let sayings = clause::sayings(self.matcher, predicate);
        if !sayings.is_empty() {
            return sayings.iter().rev().map(|s| self.speaker(s.speaker)).collect();
        }
        if let Some(source) = crate::actor::closing_source(self.mentions()) {
            return vec![self.speaker(source)];
        }
        if !self.context.is_quoted && !is_in_quotes(self.mentions(), predicate) {
            return Vec::new();
        }
        let speaker = self.discourse.speaker();
        speaker.map(|s| self.named(&s.actor, s.span)).into_iter().collect()
    }

    /// The speaker whom the phrase of `word` names.
    fn speaker(&self, word: usize) -> Speaker {
        let span = self.phrase_span(word).join(self.name_behind(word));
        let named = self.matcher.named(word);
        match self.context.actors.at(word).next().or(named.as_ref()) {
            Some(actor) => self.named(actor, span),
            None => Speaker {
                name: span.of(self.mentions().text).to_owned(),
                span: Some(span),
            },
        }
    }

    /// “State news agency Andina reported”: a name right behind the phrase belongs to it, whatever the parser made of it.
    fn name_behind(&self, word: usize) -> Span {
        let words = self.mentions().parse.words();
        let (_, last) = self.mentions().phrase(word);
        let is_role = words[word].upos == Upos::Noun;
        let behind = (last + 1..words.len())
            .take_while(|i| is_role && words[*i].upos == Upos::Propn)
            .last();
        words[behind.unwrap_or(last)].span
    }

    fn named(&self, actor: &Actor, span: Span) -> Speaker {
        let text = || span.of(self.mentions().text).to_owned();
        let name = actor.person.as_ref().map_or_else(text, ToString::to_string);
        Speaker { name, span: Some(span) }
    }
}

/// Whether the act moves forces, which are then nobody that it is done to: “sent in troops and police”.
pub(super) fn moves_forces(draft: &Draft) -> bool {
    draft.event == EventType::Mobilize
        || draft.event == EventType::Retreat && draft.mode.as_deref() == Some("withdraw")
}

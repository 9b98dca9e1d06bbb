//! What a sentence states to be so, and not to have been done.
//!
//! In: a sentence and the operators found in it. Out: “Chile has had an embassy in Jordan since 1992” states that Chile has a
//! mission there, and so that it was opened in 1992; “Japan has no embassy in Eritrea” that it has none. The rules are those
//! whose act is a `state` in `ontology.toml`; they never make an event of the news. Known limit: “had an embassy” without a
//! day says nothing of today, and so nothing at all.

use super::code::{Coder, Context};
use super::compose::{Composer, Draft};
use super::frame::Framer;
use super::matching::{Match, Matcher, Miss};
use super::twice::is_told_again;
use super::{DateSource, Event, Status, When};
use crate::actor::Discourse;
use crate::data::ontology::ActRow;
use crate::data::rules::Rule;
use crate::parse::Deprel;
use crate::sentence::Kind;
use crate::time::Expression;
use rustc_hash::FxHashSet;

/// What is stated to be so, and the rules that nearly fitted; `acts` are the matches of all else, for what governs a statement.
pub(super) fn find(
    context: &Context<'_, '_>,
    discourse: &mut Discourse,
    acts: &[Match],
) -> (Vec<Event>, Vec<Miss>) {
    let mut matcher = Matcher {
        framer: Framer { mentions: context.mentions },
        actors: context.actors,
        is_account: context.is_account,
        is_of_states: true,
        told: FxHashSet::default(),
        misses: Vec::new(),
    };
    let words = context.mentions.parse.words();
    let mut found = matcher.all();
    // “The legation was raised” is no “there was a legation”.
    found.retain(|m| {
        let deprel = words[m.predicate].deprel;
        !matches!(deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
    });
    if found.is_empty() {
        return (Vec::new(), matcher.misses);
    }
    let rules = &context.mentions.data.rules.rules;
    let governors = acts.iter().filter(|m| {
        rules
            .get(m.rule as usize)
            .is_some_and(|r| r.event.is_none() || r.operator.is_some())
    });
    let all = found.into_iter().chain(governors.cloned()).collect();
    let composer = Composer { matcher: &matcher, matches: all };
    let mut states: Vec<Event> = Vec::new();
    for draft in composer.drafts() {
        let rule = rules.get(draft.found.rule as usize).filter(|rule| rule.is_state);
        let Some(rule) = rule.filter(|rule| is_told_so(context, rule, &draft)) else {
            continue;
        };
        let coder = Coder { context, matcher: &matcher, here: &states, discourse };
        let state =
            coder.event(&draft).and_then(|event| stated(context, rule, event, &draft));
        if let Some(state) =
            state.filter(|new| !states.iter().any(|s| is_told_again(s, new)))
        {
            states.push(state);
        }
    }
    states.sort_by_key(|state| state.trigger.start);
    (states, matcher.misses)
}

/// Whether it is told in a way that says that it is so: “recognises”, and not a headline's “recognises”, which was just done.
fn is_told_so(context: &Context<'_, '_>, rule: &Rule, draft: &Draft) -> bool {
    let is_plain = matches!(draft.status, Status::Actual | Status::Negated);
    let is_present = || tense(context, draft.found.predicate) == Some(Tense::Present);
    is_plain && (!rule.is_present || context.sentence.kind == Kind::Body && is_present())
}

/// The statement, if its time tells when it was so: on a day, since a day, until a day, or now.
fn stated(
    context: &Context<'_, '_>,
    rule: &Rule,
    event: Event,
    draft: &Draft,
) -> Option<Event> {
    let data = context.mentions.data;
    let row = data.ontology.act.iter().find(|a| Some(&a.code) == rule.act.as_ref())?;
    let mut event = event;
    if has_none(context, draft) {
        event.status = Status::Negated;
    }
    let told = event.date.as_ref().filter(|when| when.from == DateSource::Sentence);
    let span = told.and_then(|when| when.span);
    let time = context.times.iter().find(|e| Some(e.span) == span);
    let turn = time.and_then(|time| turn(context, row, time));
    if turn.is_some() && event.status == Status::Negated {
        return None; // “has had no embassy since 1991”: what ended then is not told
    }
    if rule.is_present && told.is_some() && turn.is_none() {
        return None; // “On 4 May Peru recognises Kosovo”: a chronicle's present
    }
    let is_past = tense(context, draft.found.predicate) == Some(Tense::Past);
    // “Although it achieved independence in 1979, it remains a member”: what is so now is of no other day.
    let told = told.filter(|_| turn.is_some() || is_past);
    let is_over = is_past && !goes_on(context, draft);
    if told.is_none() && (is_over || context.is_account) {
        return None;
    }
    let level = event.level.clone().or_else(|| own_level(context, row));
    let act = turn.cloned().or(event.act);
    let historical = event.historical && told.is_some();
    let when = told.cloned().or_else(|| context.published.map(published));
    Some(Event { is_state: true, act, level, date: when, historical, ..event })
}

/// “Has represented American interests since 1995”: the level that the statement itself is of.
fn own_level(context: &Context<'_, '_>, row: &ActRow) -> Option<String> {
    let relations = &context.mentions.data.relations;
    let mut effects = relations.effects(&row.code).filter(|(effect, _)| !effect.inferred);
    effects.next().and_then(|(effect, _)| effect.level.clone())
}

/// “Kept its embassy open”: what was kept is there still.
fn goes_on(context: &Context<'_, '_>, draft: &Draft) -> bool {
    let form = context.mentions.form(draft.found.predicate).to_lowercase();
    context.mentions.data.relations.still.contains(&form)
}

/// “Has no embassy in Oslo”: nothing of what is had.
fn has_none(context: &Context<'_, '_>, draft: &Draft) -> bool {
    let framer = Framer { mentions: context.mentions };
    let words = context.mentions.parse.words();
    let negation = &context.mentions.data.grammar.words.negation;
    let denies = |c: usize| {
        words[c].deprel == Deprel::Det && negation.has(context.mentions.symbols[c])
    };
    let object =
        draft.found.object.or_else(|| framer.child(draft.found.predicate, Deprel::Obj));
    // “Is no longer a member”
    let is_denied = |c: usize| negation.has(context.mentions.symbols[c]);
    let no_longer =
        |c: usize| words[c].deprel == Deprel::Advmod && framer.children(c).any(is_denied);
    object.is_some_and(|o| framer.children(o).any(denies))
        || framer.children(draft.found.predicate).any(no_longer)
}

/// The act that the state began with where it is told since when, or ended with where it is told until when.
fn turn<'r>(
    context: &Context<'_, '_>,
    row: &'r ActRow,
    time: &Expression,
) -> Option<&'r String> {
    let mentions = context.mentions;
    let words = &mentions.data.grammar.words;
    let preposition = time.preposition.as_deref()?;
    let symbol = mentions.data.lexicon.symbol(preposition);
    if words.since.has(symbol) {
        return row.since.as_ref();
    }
    row.until.as_ref().filter(|_| words.until.has(symbol))
}

fn published(day: jiff::civil::Date) -> When {
    When {
        start: Some(day),
        end: Some(day),
        value: day.to_string(),
        span: None,
        from: DateSource::Published,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tense {
    Past,
    Present,
    /// “Has recognised”: done once, and so now.
    Perfect,
}

fn is_perfect(framer: Framer<'_, '_>, auxiliary: usize) -> bool {
    let word = framer.word(auxiliary);
    let perfect = &framer.mentions.data.grammar.words.perfect;
    word.deprel == Deprel::Aux && perfect.has(framer.mentions.symbols[auxiliary])
}

/// The tense of the clause; `None` where no finite verb tells it.
fn tense(context: &Context<'_, '_>, predicate: usize) -> Option<Tense> {
    let framer = Framer { mentions: context.mentions };
    let words = context.mentions.parse.words();
    let is_helper = |c: &usize| {
        matches!(words[*c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
    };
    // The first of “has been stationed” tells.
    let mut verbs: Vec<usize> = framer.children(predicate).filter(is_helper).collect();
    verbs.push(predicate);
    verbs.into_iter().find_map(|i| match words[i].xpos.name() {
        "VBD" => Some(Tense::Past),
        "VBZ" | "VBP" if i != predicate && is_perfect(framer, i) => Some(Tense::Perfect),
        "VBZ" | "VBP" => Some(Tense::Present),
        _ => None,
    })
}

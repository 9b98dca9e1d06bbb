//! When something was that another thing came so long after: “a year after Chile left the pact”.
//!
//! In: a predicate in a clause behind a length of time, and the day of what the clause hangs on. Out: in a report of 4 March
//! 2020 “They met on Tuesday, two years after Chile left the pact” Chile left it in 2018. Known limit: counts from the day
//! of the clause above, in the units that the words tell; “before” counts nothing.

use super::code::Context;
use super::detail;
use super::{DateSource, Status, When};
use crate::parse::{Deprel, Upos};
use crate::time::{self, Expression, Role, Timex};

/// The time of `predicate`, where the words tell how long before the clause above it was.
pub(super) fn told(context: &Context<'_, '_>, predicate: usize) -> Option<When> {
    let words = context.mentions.parse.words();
    let (clause, length) = clause(context, predicate)?;
    let above = words[clause].head? as usize;
    // The clause may hang from a noun within the one that it belongs to.
    let above = (0..words.len())
        .try_fold(above, |at, _| match (words[at].upos, words[at].head) {
            (Upos::Verb, _) | (_, None) => Err(at),
            (_, Some(head)) => Ok(head as usize),
        })
        .unwrap_or_else(|at| at);
    let then = detail::date(context, above, Status::Actual)?;
    let (first, last, value) = time::so_long_before(then.start?, &length.value)?;
    Some(When {
        start: Some(first),
        end: Some(last),
        value: value.to_string(),
        span: Some(length.span),
        from: DateSource::Sentence,
    })
}

/// The clause with its length of time that `predicate` is in, or in what is joined to it.
fn clause<'c>(
    context: &Context<'c, '_>,
    predicate: usize,
) -> Option<(usize, &'c Expression)> {
    let words = context.mentions.parse.words();
    let later = &context.mentions.data.grammar.words.later_than;
    let mut at = predicate;
    for _ in 0..words.len() {
        let children = context.mentions.parse.children(at).iter();
        let is_later = |c: &usize| {
            words[*c].deprel == Deprel::Mark && later.has(context.mentions.forms[*c])
        };
        if let Some(mark) = children.map(|c| *c as usize).find(is_later) {
            let before = words[mark.checked_sub(1)?].span;
            let is_length = |e: &&Expression| {
                e.timex == Timex::Duration && e.first.is_none() && e.span.contains(before)
            };
            let (first, last) = context.mentions.subtree(at);
            let own = words[mark.max(first)].span.join(words[last].span);
            let is_dated = |e: &Expression| e.role == Role::Point && own.contains(e.span);
            let is_alone = !context.times.iter().any(is_dated);
            return context
                .times
                .iter()
                .find(is_length)
                .filter(|_| is_alone)
                .map(|e| (at, e));
        }
        let joined = matches!(words[at].deprel, Deprel::Conj | Deprel::Xcomp);
        at = words[at].head.filter(|_| joined)? as usize;
    }
    None
}

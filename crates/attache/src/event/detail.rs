//! When and where it happened, how many, and what is claimed of it.
//!
//! In: a predicate and its sentence. Out: for “Kyiv was the first to sign a pact in Oslo in May 2020, killing 3” a date, a
//! place, a claim, an amount. Known limit: the nearest expression in the same clause is taken.

use super::code::Context;
use super::compose::Draft;
use super::lapse;
use super::matching::{Match, Matcher};
use super::{Amount, DateSource, Place, Status, When};
use crate::actor::Sort;
use crate::parse::{Deprel, Upos};
use crate::sentence::Sentence;
use crate::time::{Expression, Role};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// How many days before publication an event is background.
const BACKGROUND_DAYS: i32 = 365;
/// How many days before publication the day of the news can be.
const NEWS_DAYS: i32 = 3;
/// How many sentences may tell it.
const NEWS_SENTENCES: usize = 4;

/// The day of the event at word `predicate`.
pub(super) fn date(
    context: &Context<'_, '_>,
    predicate: usize,
    status: Status,
) -> Option<When> {
    let is_done = status == Status::Actual;
    let published = context.published;
    // “This week” of what is done ends with the day that tells it.
    let until = |day: Date| published.filter(|p| is_done && *p < day).unwrap_or(day);
    let usable = |e: &&Expression| {
        e.first.is_some()
            && e.role == Role::Point
            && !e.is_reference
            && !dates_another(context, predicate, e)
            && !(is_done && is_ahead(context, e))
            // “Announced that ‘the United States today is renewing relations’”: an account's days are not its own.
            && !(context.is_account && e.first == published)
    };
    let nearest = context.times.iter().filter(usable).min_by_key(|e| {
        // “The Minister since November 1943 presented his credentials on …”: an account tells its acts by the day.
        let is_wide = context.is_account && e.first != e.last;
        (is_wide, distance(context, predicate, e))
    });
    let when = |e: &Expression, from| When {
        start: e.first,
        end: e.last.map(until),
        value: e.value.to_string(),
        span: Some(e.span),
        from,
    };
    if let Some(when) = lapse::told(context, predicate) {
        return Some(when);
    }
    if let Some(e) = nearest {
        return Some(when(e, DateSource::Sentence));
    }
    if let Some(e) = context.news_day {
        return Some(when(e, DateSource::Article));
    }
    if let Some(e) = context.narrated {
        return Some(when(e, DateSource::Article));
    }
    let published = context.published.filter(|_| !context.is_account)?;
    Some(When {
        start: Some(published),
        end: Some(published),
        value: published.to_string(),
        span: None,
        from: DateSource::Published,
    })
}

/// Whether the expression dates something else than the predicate.
fn dates_another(context: &Context<'_, '_>, predicate: usize, e: &Expression) -> bool {
    is_of_scene(context, predicate, e) || is_of_other(context, predicate, e)
}

/// “Pledged money for next year”: what is done is not done on a day to come.
fn is_ahead(context: &Context<'_, '_>, expression: &Expression) -> bool {
    let published = context.published;
    expression.first.zip(published).is_some_and(|(first, published)| first > published)
}

/// The day that the article is about, where an early sentence tells it: “met on Monday” for what else was done then.
pub fn news_day<'t>(
    published: Option<Date>,
    sentences: impl Iterator<Item = &'t [Expression]>,
) -> Option<&'t Expression> {
    let published = published?;
    let is_recent = |e: &&Expression| {
        let days =
            e.first.and_then(|day| published.since(day).ok()).map(|s| s.get_days());
        e.role == Role::Point
            && !e.is_reference
            && e.first == e.last
            && days.is_some_and(|days| (0..=NEWS_DAYS).contains(&days))
    };
    sentences.take(NEWS_SENTENCES).flatten().find(is_recent)
}

/// The day that an account told last in the paragraph of sentence `index`: what follows without a day happened then.
pub fn narrated<'t>(
    sentences: &[Sentence],
    times: &'t [Vec<Expression>],
    index: usize,
) -> Option<&'t Expression> {
    let paragraph = sentences[index].paragraph;
    let is_day = |e: &&Expression| {
        e.role == Role::Point && !e.is_reference && e.first.is_some() && e.first == e.last
    };
    let before = sentences[..index].iter().zip(times).rev();
    before
        .take_while(|(sentence, _)| sentence.paragraph == paragraph)
        .flat_map(|(_, times)| times.iter().rev())
        .find(is_day)
}

/// Whether the expression dates something else that only sets the scene: “recognised …, after last month's war”.
fn is_of_scene(
    context: &Context<'_, '_>,
    predicate: usize,
    expression: &Expression,
) -> bool {
    let words = context.mentions.parse.words();
    let is_under = |mut i: usize| {
        while let Some(head) = words[i].head {
            i = head as usize;
            if i == predicate {
                return true;
            }
        }
        false
    };
    let inside = |i: &usize| expression.span.contains(words[*i].span);
    let Some(mut at) = (0..words.len()).find(inside) else { return false };
    if !is_under(at) && !context.is_account {
        return false;
    }
    let scene = &context.mentions.data.grammar.words.scene;
    while at != predicate {
        let marks_scene = |c: &u32| {
            let child = *c as usize;
            matches!(words[child].deprel, Deprel::Case | Deprel::Mark)
                && scene.has(context.mentions.symbols[child])
        };
        if !inside(&at) && context.mentions.parse.children(at).iter().any(marks_scene) {
            return true;
        }
        let Some(head) = words[at].head else { return false };
        at = head as usize;
    }
    false
}

/// Whether the expression belongs to something else: “Turkey, which had relations since 1949, threatened …”, “the 2015 accord”.
fn is_of_other(
    context: &Context<'_, '_>,
    predicate: usize,
    expression: &Expression,
) -> bool {
    let words = context.mentions.parse.words();
    let inside = |i: &usize| expression.span.contains(words[*i].span);
    let Some(first) = (0..words.len()).find(inside) else { return false };
    let is_name = words[first].deprel == Deprel::Nummod
        && words[first].head.is_some_and(|h| !inside(&(h as usize)));
    let mut at = first;
    let mut clause = None;
    for _ in 0..words.len() {
        // “Scrapped its accord with France, signed in 2014”: the accord is of 2014.
        let is_participle = words[at].deprel == Deprel::Acl
            && words[at].upos == Upos::Verb
            && !context.is_account;
        if words[at].deprel == Deprel::AclRelcl || is_participle {
            clause = Some(at);
        }
        let Some(head) = words[at].head else { break };
        at = head as usize;
    }
    let is_under = |top: usize| {
        let mut at = predicate;
        for _ in 0..words.len() {
            if at == top {
                return true;
            }
            let Some(head) = words[at].head else { return false };
            at = head as usize;
        }
        false
    };
    is_name && words[first].head != Some(predicate as u32)
        || clause.is_some_and(|clause| !is_under(clause))
}

/// How far an expression is from a predicate in the tree: one of its own phrases, of its clause, of another clause.
fn distance(
    context: &Context<'_, '_>,
    predicate: usize,
    expression: &Expression,
) -> (usize, usize) {
    let words = context.mentions.parse.words();
    let inside = |i: &usize| expression.span.contains(words[*i].span);
    let Some(mut at) = (0..words.len()).find(inside) else { return (usize::MAX, 0) };
    let start = at;
    let mut path = Vec::new();
    for _ in 0..words.len() {
        path.push(at);
        match words[at].head {
            Some(head) => at = head as usize,
            None => break,
        }
    }
    let mut at = predicate;
    let mut up = 0;
    loop {
        if let Some(down) = path.iter().position(|p| *p == at) {
            return (2 * up + down, start.abs_diff(predicate));
        }
        match words[at].head {
            Some(head) => at = head as usize,
            None => return (usize::MAX - 1, start.abs_diff(predicate)),
        }
        up += 1;
    }
}

/// Whether the event is background: long before the day of publication.
pub(super) fn is_historical(context: &Context<'_, '_>, date: Option<&When>) -> bool {
    if context.is_account && date.is_none() {
        return true;
    }
    let (Some(published), Some(end)) = (context.published, date.and_then(|d| d.end))
    else {
        return false;
    };
    published.since(end).is_ok_and(|span| span.get_days() > BACKGROUND_DAYS)
}

/// Where: a place in a phrase of the predicate.
pub(super) fn place(
    context: &Context<'_, '_>,
    matcher: &Matcher<'_, '_>,
    predicate: usize,
) -> Option<Place> {
    let mentions = context.mentions;
    let words = mentions.parse.words();
    let is_locative = |i: usize| {
        matcher.framer.children(i).any(|c| {
            words[c].deprel == Deprel::Case
                && mentions.data.grammar.words.place.has(mentions.forms[c])
        })
    };
    let obliques = matcher
        .framer
        .children(predicate)
        .filter(|c| matches!(words[*c].deprel, Deprel::Obl | Deprel::Nmod));
    let inner = matcher
        .framer
        .child(predicate, Deprel::Obj)
        .into_iter()
        .flat_map(|o| matcher.framer.children(o));
    obliques.chain(inner).filter(|i| is_locative(*i)).find_map(|i| {
        let actor = context
            .actors
            .at(i)
            .find(|a| matches!(a.sort, Sort::Place | Sort::State) && a.role.is_none())?;
        let name = mentions
            .name_at(i)
            .map(|f| mentions.span(f.first as usize, f.last as usize).of(mentions.text));
        Some(Place {
            name: name.unwrap_or(&actor.name).to_owned(),
            country: actor.country,
        })
    })
}

/// “The first country to …”, “the only one to …”.
pub(super) fn claim(matcher: &Matcher<'_, '_>, found: &Match) -> Option<String> {
    let mentions = matcher.framer.mentions;
    let words = mentions.parse.words();
    let subject = matcher.framer.subject(found.predicate);
    if subject.is_some_and(|s| matcher.framer.is_alone(s)) {
        return Some("only".to_owned());
    }
    let nobody = matcher.framer.child(found.predicate, Deprel::Nsubj);
    if nobody.is_some_and(|s| matcher.framer.exception(found.predicate, s).is_some()) {
        return Some("only".to_owned());
    }
    let head = words[found.predicate].head.map(|h| h as usize)?;
    if !matches!(
        words[found.predicate].deprel,
        Deprel::Acl | Deprel::AclRelcl | Deprel::Advcl | Deprel::Xcomp | Deprel::Ccomp
    ) {
        return None;
    }
    let (first, last) = mentions.phrase(head);
    let grammar = &mentions.data.grammar.words;
    (first..=last).find_map(|i| {
        if grammar.first.has(mentions.symbols[i]) {
            Some("first".to_owned())
        } else {
            grammar.only.has(mentions.symbols[i]).then(|| "only".to_owned())
        }
    })
}

/// Numbers of people, soldiers, money in the predicate's object and subject.
pub(super) fn amounts(matcher: &Matcher<'_, '_>, draft: &Draft) -> Vec<Amount> {
    let mentions = matcher.framer.mentions;
    let words = mentions.parse.words();
    let heads = [draft.found.object, draft.found.recipient];
    let mut all: Vec<Amount> = Vec::new();
    for head in heads.into_iter().flatten() {
        for number in
            matcher.framer.children(head).filter(|c| words[*c].deprel == Deprel::Nummod)
        {
            let (first, last) = mentions.phrase(head);
            let text = mentions.span(first, last);
            let number_text = mentions.span(
                matcher.framer.children(number).next().unwrap_or(number).min(number),
                number,
            );
            let numbers = &mentions.data.grammar.numbers;
            let Some(value) = value(number_text.of(mentions.text), numbers) else {
                continue;
            };
            let of = mentions.form(head).to_owned();
            let what = words[draft.found.predicate].lemma.to_string();
            if !all.iter().any(|a| a.span == text) {
                all.push(Amount { what, value, of, span: text });
            }
        }
    }
    all
}

/// The number that “15,000”, “2.5 million” or “three” is.
fn value(text: &str, numbers: &FxHashMap<String, f64>) -> Option<f64> {
    let mut total: Option<f64> = None;
    for word in text.split_whitespace() {
        let plain: String = word.chars().filter(|c| *c != ',').collect();
        match (plain.parse::<f64>().ok(), numbers.get(&word.to_lowercase())) {
            (Some(number), _) => total = Some(number),
            (None, Some(factor)) if *factor >= 100.0 => {
                total = Some(total.unwrap_or(1.0) * factor);
            }
            (None, Some(number)) => total = Some(total.unwrap_or(0.0) + number),
            (None, None) => {}
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn numbers_in_figures_and_words() {
        let words = [("three", 3.0), ("million", 1e6), ("forty", 40.0)];
        let numbers = words.map(|(word, n)| (word.to_owned(), n)).into_iter().collect();
        let value = |text| value(text, &numbers);
        assert_eq!(value("15,000"), Some(15000.0));
        assert_eq!(value("Forty three million"), Some(43e6));
        assert_eq!(value("2.5 million"), Some(2.5e6));
        assert_eq!(value("three"), Some(3.0));
        assert_eq!(value("several"), None);
    }
}

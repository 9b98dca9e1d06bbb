//! Events to be judged, how far reviewers agree, how often the program is right, and gold made of the answers.
//!
//! In: the answers so far. Out: the next event of a reviewer, by the same lot for everyone; Krippendorff's alpha; for each type of event the share
//! that is right with its 95 % interval; articles in the format of the project's gold. “Norway expelled two Russian
//! diplomats.” that two found right is gold. Known limit: agreement is about right or wrong, not about what is wrong.

use crate::desk::Desk;
use crate::problem::Problem;
use crate::reviews::{ByEvent, Field, Review, Verdict};
use attache::error::Error;
use attache::event::EventType;
use attache::export::{Line, Who};
use attache::record::Record;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Events passed over in search of one that is not judged yet.
const MOST_STEPS: usize = 200_000;

/// The next event of a reviewer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NextReview {
    /// Who reviews.
    pub(crate) reviewer: String,
    /// The event; null where all are judged.
    pub(crate) event: Option<Line<'static>>,
    /// Who published its article.
    pub(crate) publisher: Option<String>,
    /// How many this reviewer has answered.
    pub(crate) answered: usize,
}

/// What the answers say.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReviewScores {
    /// Answers that count.
    pub(crate) answers: usize,
    /// Events that have one.
    pub(crate) events: usize,
    /// Events that two or more have judged right or wrong.
    pub(crate) by_two: usize,
    /// Krippendorff's alpha on right or wrong; null where it is not defined.
    pub(crate) alpha: Option<f64>,
    /// Answers of each reviewer.
    pub(crate) reviewers: Vec<Reviewer>,
    /// How often events of each type are right.
    pub(crate) types: Vec<TypeScore>,
    /// What is wrong how often.
    pub(crate) wrong: Vec<WrongField>,
}

/// A reviewer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reviewer {
    /// The name.
    pub(crate) name: String,
    /// Answers.
    pub(crate) answers: usize,
}

/// How often events of a type are right.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TypeScore {
    /// The type; null for all.
    pub(crate) event: Option<EventType>,
    /// Events that most found right.
    pub(crate) right: u32,
    /// Events that were judged; those judged as often right as wrong are left out.
    pub(crate) judged: u32,
    /// The share.
    pub(crate) precision: f64,
    /// The lower end of its interval (Wilson, 95 %).
    pub(crate) low: f64,
    /// The upper end.
    pub(crate) high: f64,
}

/// What is wrong how often.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WrongField {
    /// The field.
    pub(crate) field: Field,
    /// Answers that name it.
    pub(crate) answers: usize,
}

/// The next event that the reviewer has not answered.
pub(crate) fn next(
    record: &Record,
    answers: &ByEvent,
    reviewer: &str,
) -> Result<NextReview, Error> {
    let is_answered =
        |id: &str| answers.get(id).is_some_and(|event| event.contains_key(reviewer));
    let answered = answers.values().filter(|event| event.contains_key(reviewer)).count();
    let mut next = NextReview {
        reviewer: reviewer.to_owned(),
        event: None,
        publisher: None,
        answered,
    };
    let mut id = String::new();
    for _ in 0..MOST_STEPS {
        let Some(found) = record.telling_after(&id)? else { break };
        if !is_answered(&found.telling.line.id) {
            next.event = Some(found.telling.line);
            next.publisher = found.telling.publisher;
            break;
        }
        id = found.telling.line.id;
    }
    Ok(next)
}

/// Keeps an answer on an event that there is.
pub(crate) fn answer(desk: &Desk, review: &Review) -> Result<(), Problem> {
    let found = desk.records.ask(|record| record.telling(&review.event))?;
    if found.is_none() {
        return Err(Problem::absent(format!("there is no event “{}”", review.event)));
    }
    desk.reviews.add(review)
}

/// What the answers say.
pub(crate) fn scores(record: &Record, answers: &ByEvent) -> Result<ReviewScores, Error> {
    let mut types: BTreeMap<EventType, (u32, u32)> = BTreeMap::new();
    for (id, event) in answers {
        let Some(is_right) = most(event) else { continue };
        let Some(found) = record.telling(id)? else { continue };
        let (right, judged) = types.entry(found.telling.line.event).or_default();
        *right += u32::from(is_right);
        *judged += 1;
    }
    let (right, judged) = types.values().fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    let all = (judged > 0).then(|| precision(None, right, judged));
    let by_type = types.into_iter().map(|(event, (r, n))| precision(Some(event), r, n));
    let all_answers = || answers.values().flat_map(BTreeMap::values);
    let mut reviewers: BTreeMap<&str, usize> = BTreeMap::new();
    for review in all_answers() {
        *reviewers.entry(&review.reviewer).or_default() += 1;
    }
    let wrong = |(field, _, _): &(Field, &str, &str)| WrongField {
        field: *field,
        answers: all_answers().filter(|review| review.wrong.contains(field)).count(),
    };
    let reviewer =
        |(name, answers): (&str, usize)| Reviewer { name: name.to_owned(), answers };
    Ok(ReviewScores {
        answers: all_answers().count(),
        events: answers.len(),
        by_two: answers.values().filter(|event| votes(event).count() > 1).count(),
        alpha: alpha(answers),
        reviewers: reviewers.into_iter().map(reviewer).collect(),
        types: all.into_iter().chain(by_type).collect(),
        wrong: Field::ALL.iter().map(wrong).collect(),
    })
}

/// Right or wrong of each who did not skip.
fn votes(event: &BTreeMap<String, Review>) -> impl Iterator<Item = bool> {
    let judged = event.values().filter(|review| review.verdict != Verdict::Skip);
    judged.map(|review| review.verdict == Verdict::Right)
}

/// What most say; `None` where as many say the other.
fn most(event: &BTreeMap<String, Review>) -> Option<bool> {
    let n_right = votes(event).filter(|is_right| *is_right).count();
    let n_wrong = votes(event).count() - n_right;
    (n_right != n_wrong).then_some(n_right > n_wrong)
}

/// Krippendorff's alpha for two values, whoever judged which events.
fn alpha(answers: &ByEvent) -> Option<f64> {
    let (mut disagreed, mut n, mut n_right) = (0.0, 0.0, 0.0);
    for event in answers.values() {
        let m: f64 = votes(event).map(|_| 1.0).sum();
        if m < 2.0 {
            continue;
        }
        let right: f64 = votes(event).map(|is_right| f64::from(u8::from(is_right))).sum();
        disagreed += 2.0 * right * (m - right) / (m - 1.0);
        n += m;
        n_right += right;
    }
    let expected = 2.0 * n_right * (n - n_right) / (n - 1.0);
    (n > 1.0 && expected > 0.0).then(|| 1.0 - disagreed / expected)
}

/// A share with Wilson's interval.
fn precision(event: Option<EventType>, right: u32, judged: u32) -> TypeScore {
    const Z: f64 = 1.959_964;
    let (n, p) = (f64::from(judged), f64::from(right) / f64::from(judged));
    let (middle, scale) = (p + Z * Z / (2.0 * n), 1.0 + Z * Z / n);
    let width = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let (low, high) = ((middle - width) / scale, (middle + width) / scale);
    TypeScore {
        event,
        right,
        judged,
        precision: p,
        low: low.max(0.0),
        high: high.min(1.0),
    }
}

/// The answers as gold: events of which most say that type and sides are right, without what they say is wrong.
pub(crate) fn gold(record: &Record, answers: &ByEvent) -> Result<Value, Error> {
    let mut articles: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (id, event) in answers {
        let Some(found) = record.telling(id)? else { continue };
        let line = found.telling.line;
        let Some(entry) = entry(&line, event) else { continue };
        articles.entry(line.article.into_owned()).or_default().push(entry);
    }
    let mut all = Vec::new();
    for (id, events) in articles {
        let Some(kept) = record.article(&id)? else { continue };
        let Some(version) = kept.versions.last() else { continue };
        let article = &version.article;
        let headline =
            article.title.as_ref().map(|title| format!("{title}\n")).unwrap_or_default();
        all.push(json!({
            "article": id,
            "text": format!("{headline}{}", article.text),
            "published": article.published,
            "publisher": article.publisher,
            "events": events,
        }));
    }
    Ok(Value::Array(all))
}

fn entry(line: &Line<'_>, event: &BTreeMap<String, Review>) -> Option<Value> {
    let n = votes(event).count();
    let is_wrong = |field: Field| {
        let answers = event.values().filter(|review| review.wrong.contains(&field));
        2 * answers.count() >= n
    };
    let is_out = [Field::Actor, Field::Recipient, Field::Event].into_iter().any(is_wrong);
    if n == 0 || is_out {
        return None;
    }
    let side =
        |side: &[Who<'_>]| -> Vec<Value> { side.iter().map(participant).collect() };
    let mut entry = json!({
        "id": line.id,
        "quote": line.text,
        "actor": side(&line.actor),
        "recipient": side(&line.recipient),
        "event": [line.event],
        "cameo": line.cameo,
        "need": "core",
    });
    let mut add = |key: &str, value: Value| entry[key] = value;
    if let Some(mode) = &line.mode {
        add("mode", json!(mode));
    }
    if let Some(act) = &line.act {
        add("act", json!(act));
    }
    if !is_wrong(Field::Status) {
        add("status", json!(line.status));
    }
    if let Some(date) = line.date.as_ref().filter(|_| !is_wrong(Field::Date))
        && let (Some(start), Some(end)) = (&date.start, &date.end)
    {
        add("date", json!([start, end]));
    }
    if line.historical {
        add("historical", json!(true));
    }
    if !line.said_by.is_empty() {
        let names: Vec<&str> =
            line.said_by.iter().map(|said| said.name.as_ref()).collect();
        add("said_by", json!(names));
    }
    Some(entry)
}

/// A state by its code, all else by name.
fn participant(who: &Who<'_>) -> Value {
    let sector: Vec<&String> = who.sector.iter().collect();
    match &who.country {
        Some(country) => json!({"country": [country], "sector": sector}),
        None => json!({"text": who.name, "sector": sector}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers as rows of letters, one row for each event: `r` right, `w` wrong, `s` skipped, `.` none.
    fn answers(rows: &[&str]) -> ByEvent {
        let mut all = ByEvent::new();
        for (n, row) in rows.iter().enumerate() {
            for (who, letter) in
                row.chars().enumerate().filter(|(_, letter)| *letter != '.')
            {
                let (verdict, wrong) = match letter {
                    'r' => (Verdict::Right, vec![]),
                    'w' => (Verdict::Wrong, vec![Field::Date]),
                    _ => (Verdict::Skip, vec![]),
                };
                let (event, reviewer) = (format!("e{n}"), format!("reviewer {who}"));
                let review = Review {
                    event: event.clone(),
                    reviewer: reviewer.clone(),
                    verdict,
                    wrong,
                };
                all.entry(event).or_default().insert(reviewer, review);
            }
        }
        all
    }

    fn check(rows: &[&str], wanted: Option<f64>) {
        let found = alpha(&answers(rows));
        match (found, wanted) {
            (Some(found), Some(wanted)) => {
                assert!((found - wanted).abs() < 1e-3, "{found}");
            }
            (found, wanted) => assert_eq!(found, wanted),
        }
    }

    #[test]
    fn alpha_is_that_of_the_textbook() {
        // Krippendorff's own example of two observers and ten binary units: .095.
        let rows = ["wr", "rr", "wr", "ww", "ww", "wr", "ww", "ww", "rw", "ww"];
        check(&rows, Some(0.095));
        check(&["rr", "ww", "rr"], Some(1.0));
        check(&["rr", "rr"], None);
        check(&["r.", ".w", "rs"], None);
    }

    #[test]
    fn shares_have_wilsons_interval() {
        let p = precision(None, 8, 10);
        assert!((p.low - 0.490).abs() < 1e-3 && (p.high - 0.943).abs() < 1e-3, "{p:?}");
        let all = precision(None, 5, 5);
        assert!(
            (all.low - 0.566).abs() < 1e-3 && (all.high - 1.0).abs() < 1e-9,
            "{all:?}"
        );
    }
}

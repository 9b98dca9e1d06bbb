//! The same act told twice in one article, dated once.
//!
//! In: all events of an article. Out: under the headline “Biden orders sanctions on Belarus” the act has the day that a later
//! sentence tells: “Biden signed the order on Thursday.” Known limit: sides and type must be the same.

use super::{DateSource, Event, Participant};

/// Gives events that their own sentence does not date the day of the same act where another sentence does.
pub fn date_once(events: &mut [Event]) {
    for at in 0..events.len() {
        let is_open =
            |e: &Event| e.date.as_ref().is_none_or(|d| d.from != DateSource::Sentence);
        if !is_open(&events[at]) {
            continue;
        }
        let told = events.iter().find(|e| !is_open(e) && is_same(e, &events[at]));
        if let Some(date) = told.and_then(|e| e.date.clone()) {
            let historical = told.is_some_and(|e| e.historical);
            events[at].date = Some(super::When { from: DateSource::Article, ..date });
            events[at].historical = historical;
        }
    }
}

fn is_same(a: &Event, b: &Event) -> bool {
    let shares = |x: &[Participant], y: &[Participant]| {
        x.is_empty() && y.is_empty()
            || x.iter().any(|p| y.iter().any(|q| p.code == q.code && p.name == q.name))
    };
    a.sentence != b.sentence
        && a.event == b.event
        && a.act == b.act
        && a.status == b.status
        && shares(&a.actor, &b.actor)
        && shares(&a.recipient, &b.recipient)
}

/// Whether the second event tells again what the first told in the same sentence.
pub(super) fn is_told_again(a: &Event, b: &Event) -> bool {
    let same = |x: &[Participant], y: &[Participant]| {
        x.len() == y.len()
            && x.iter().zip(y).all(|(p, q)| p.code == q.code && p.name == q.name)
    };
    a.event == b.event
        && a.cameo == b.cameo
        && a.act == b.act
        && a.status == b.status
        && a.date == b.date
        && same(&a.actor, &b.actor)
        && same(&a.recipient, &b.recipient)
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::parse::Workspace;
    use crate::reader::Reader;

    #[test]
    fn a_headline_has_the_day_of_its_story() {
        let reader = Reader::embedded().unwrap();
        let text = "Latvia expels Belarusian diplomats\n\nLatvia expelled two Belarusian diplomats on 3 May 2022.";
        let article = Article::new("a", text);
        let reading = reader.read(&article, &mut Workspace::default());
        let days: Vec<String> = reading
            .events
            .iter()
            .map(|e| e.date.as_ref().unwrap().value.clone())
            .collect();
        assert_eq!(days, ["2022-05-03", "2022-05-03"]);
    }
}

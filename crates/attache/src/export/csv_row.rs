//! The contract's events as CSV: one event a row, lists joined with “; ”.
//!
//! In: an event. Out: a row under [`HEADER`]. Known limit: offsets are those of sentence and trigger only.

use super::json::{Line, Who, lines};
use crate::article::Article;
use crate::event::Event;
use std::io::Write;

/// The columns.
pub const HEADER: &[&str] = &[
    "id",
    "article",
    "published",
    "sentence",
    "start",
    "end",
    "text",
    "trigger",
    "trigger_start",
    "trigger_end",
    "actor_code",
    "actor_country",
    "actor_sector",
    "actor_name",
    "actor_text",
    "recipient_code",
    "recipient_country",
    "recipient_sector",
    "recipient_name",
    "recipient_text",
    "event",
    "mode",
    "context",
    "cameo",
    "quad",
    "score",
    "act",
    "status",
    "historical",
    "claim",
    "date_start",
    "date_end",
    "date_value",
    "date_text",
    "date_from",
    "place",
    "place_country",
    "said_by",
    "amounts",
    "object",
    "confidence",
    "rule",
];

/// Writes an article's events as rows, without the header.
///
/// # Errors
/// Those of the writer.
pub fn write_csv(
    article: &Article,
    events: &[Event],
    to: impl Write,
) -> Result<(), csv::Error> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(to);
    for line in lines(article, events) {
        writer.write_record(cells(&line))?;
    }
    writer.flush()?;
    Ok(())
}

/// The cells of one event.
pub fn cells(line: &Line<'_>) -> Vec<String> {
    let plain = |v: Option<&str>| v.unwrap_or_default().to_owned();
    let date = line.date.as_ref();
    let place = line.place.as_ref();
    let quad = serde_json::to_value(line.quad).ok();
    let mut row = vec![
        line.id.clone(),
        line.article.to_string(),
        line.published.clone().unwrap_or_default(),
        line.sentence.to_string(),
        line.start.to_string(),
        line.end.to_string(),
        line.text.to_string(),
        line.trigger.text.to_string(),
        line.trigger.start.to_string(),
        line.trigger.end.to_string(),
    ];
    row.extend(who(&line.actor));
    row.extend(who(&line.recipient));
    row.extend([
        line.event.name().to_owned(),
        plain(line.mode.as_deref()),
        line.context.join("; "),
        line.cameo.to_string(),
        quad.as_ref().and_then(|q| q.as_str()).unwrap_or_default().to_owned(),
        line.score.to_string(),
        plain(line.act.as_deref()),
        line.status.name().to_owned(),
        line.historical.to_string(),
        plain(line.claim.as_deref()),
        date.and_then(|d| d.start.clone()).unwrap_or_default(),
        date.and_then(|d| d.end.clone()).unwrap_or_default(),
        date.map(|d| d.value.to_string()).unwrap_or_default(),
        plain(date.and_then(|d| d.text.as_deref())),
        date.map(|d| format!("{:?}", d.from).to_lowercase()).unwrap_or_default(),
        place.map(|p| p.name.to_string()).unwrap_or_default(),
        place.and_then(|p| p.country.clone()).unwrap_or_default(),
        line.said_by.iter().map(|s| s.name.as_ref()).collect::<Vec<_>>().join("; "),
        line.amounts
            .iter()
            .map(|a| format!("{} {} {}", a.value, a.of, a.what))
            .collect::<Vec<_>>()
            .join("; "),
        plain(line.object.as_deref()),
        line.confidence.to_string(),
        line.rule.to_string(),
    ]);
    row
}

/// Code, country, sector, name and text of participants, each joined.
fn who(all: &[Who<'_>]) -> [String; 5] {
    let join = |part: &dyn Fn(&Who<'_>) -> String| {
        all.iter().map(part).collect::<Vec<_>>().join("; ")
    };
    [
        join(&|w| w.code.to_string()),
        join(&|w| w.country.clone().unwrap_or_default()),
        join(&|w| w.sector.clone().unwrap_or_default()),
        join(&|w| w.name.to_string()),
        join(&|w| w.text.as_deref().unwrap_or_default().to_owned()),
    ]
}

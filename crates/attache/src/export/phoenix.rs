//! Phoenix of the Open Event Data Alliance: 26 columns, no header, one row for each day, source, target and code.
//!
//! In: “Norway expelled two Russian diplomats.” Out: `1_v0.1.0  20250704  2025  7  4  NORGOV  NOR  GOV    RUSGOV  RUS  GOV    161  16
//! 3  -4.0 …`. Known limit: no issues, no names of first-level divisions.

use super::json::Who;
use super::party::{Party, Site, cameo, decimal};
use super::system::{Books, Dyad, Tellings};

/// The columns.
pub(super) const COLUMNS: &[&str] = &[
    "EventID",
    "Date",
    "Year",
    "Month",
    "Day",
    "SourceActorFull",
    "SourceActorEntity",
    "SourceActorRole",
    "SourceActorAttribute",
    "TargetActorFull",
    "TargetActorEntity",
    "TargetActorRole",
    "TargetActorAttribute",
    "EventCode",
    "EventRootCode",
    "PentaClass",
    "GoldsteinScore",
    "Issues",
    "Lat",
    "Lon",
    "LocationName",
    "StateName",
    "CountryCode",
    "SentenceID",
    "URLs",
    "NewsSources",
];

/// The row of one telling; [`complete`] fills in what all tellings together make known.
pub(super) fn row(books: Books<'_>, dyad: &Dyad<'_>) -> Vec<String> {
    let (line, day) = (dyad.told.line, dyad.day);
    let (today, none) = (cameo(line), String::new);
    let value = books.data.ontology.cameo(&line.cameo).and_then(|c| c.gdelt);
    let (code, value) = match books.codes.phoenix(&today) {
        Some((code, value)) => (code.to_owned(), value.parse().ok()),
        None => (today, value),
    };
    let mut row = vec![
        none(),
        day.compact(),
        day.year.to_string(),
        day.month.to_string(),
        day.day.to_string(),
    ];
    row.extend(participant(books, dyad.pair.0));
    row.extend(participant(books, dyad.pair.1));
    row.extend([
        code.clone(),
        code[..2].to_owned(),
        penta(&code).to_string(),
        value.map(decimal).unwrap_or_default(),
        none(),
    ]);
    row.extend(match Site::of(books, line) {
        None => std::array::from_fn(|_| none()),
        Some(site) => {
            let name = if site.city.is_empty() { site.country } else { site.city };
            [site.spot.latitude, site.spot.longitude, name, none(), site.iso]
        }
    });
    // Sentences, addresses, publishers.
    row.extend([none(), none(), none()]);
    row
}

/// What makes two rows of one day one row: source, target, code.
pub(super) fn key(row: &[String]) -> [String; 5] {
    [row[1].clone(), row[5].clone(), row[9].clone(), row[13].clone(), String::new()]
}

/// The `n`th row's id, and what it rests on.
pub(super) fn complete(row: &mut [String], n: u64, tellings: &Tellings) {
    let joined = |all: &std::collections::BTreeSet<String>| {
        all.iter().map(|part| part.replace(';', ",")).collect::<Vec<_>>().join(";")
    };
    row[0] = format!("{n}_v{}", env!("CARGO_PKG_VERSION"));
    row[23] = joined(&tellings.sentences);
    row[24] = joined(&tellings.places);
    row[25] = joined(&tellings.publishers);
}

/// Neutral, cooperation and conflict in word and deed; 16 counts as conflict in word.
fn penta(code: &str) -> u8 {
    match &code[..2] {
        "01" | "02" => 0,
        "03" | "04" | "05" => 1,
        "06" | "07" | "08" => 2,
        "09" | "10" | "11" | "12" | "13" | "16" => 3,
        _ => 4,
    }
}

/// All letters, the entity, its role, and what is left.
fn participant(books: Books<'_>, who: Option<&Who<'_>>) -> [String; 4] {
    let code = Party::of(books, who).code;
    let three = |i: usize| code.get(i * 3..i * 3 + 3).unwrap_or_default().to_owned();
    let (entity, role) = (three(0), three(1));
    let rest = code.get(6..).unwrap_or_default().to_owned();
    [code, entity, role, rest]
}

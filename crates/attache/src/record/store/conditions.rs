//! What is asked of a table, as SQL with its values.
//!
//! In: “Russia”, acts, days. Out: conditions on `event` or `act`: all that Russia did to the Taliban since July 2025 is one of them for each
//! part. Known limit: columns are those that the two tables share.

use super::whom::Whom;
use crate::record::gist::number;
use jiff::civil::Date;
use rusqlite::types::Value;

/// On whichever side, but not as who says it.
pub(super) const BOTH_SIDES: &str = "0, 1";
/// The days of an act on which something turns.
pub(super) const DAYS: [&str; 3] = ["first", "last", "published"];

/// What is asked of a table: SQL, with the values of its question marks.
pub(super) struct Conditions {
    key: &'static str,
    pub(super) has_act: bool,
    sql: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    /// None yet, of a table whose column `key` is the key of an event.
    pub(super) fn none(key: &'static str) -> Self {
        let sql = vec!["TRUE".to_owned()];
        Self { key, has_act: false, sql, values: Vec::new() }
    }

    /// All of them as SQL.
    pub(super) fn sql(&self) -> String {
        self.sql.join(" AND ")
    }

    /// The values of the question marks.
    pub(super) fn into_values(self) -> Vec<Value> {
        self.values
    }

    /// Acts in which all of these take part.
    pub(super) fn acts_with(&mut self, with: &[Whom]) {
        self.has_act = true;
        self.parts(&with.iter().map(|whom| (whom, BOTH_SIDES)).collect::<Vec<_>>());
    }

    /// A column is one of these; without any it may be anything.
    pub(super) fn one_of(&mut self, column: &str, texts: &[String]) {
        if !texts.is_empty() {
            let sql = format!("{column} IN ({})", marks(texts.len()));
            self.add(&sql, texts.iter().cloned().map(Value::from));
        }
    }

    /// Published by this day, or nobody knows when.
    pub(super) fn known(&mut self, known: Option<Date>) {
        self.add_if("(published IS NULL OR published <= ?)", known.map(number));
    }

    /// The first day, the last day or the day of publication of an act lies between two days.
    pub(super) fn turning(&mut self, (from, to): (Date, Date)) {
        let between = DAYS.map(|day| format!("{day} BETWEEN ? AND ?")).join(" OR ");
        self.between(&format!("({between})"), (from, to));
    }

    /// The same by the index of each, for few days: the rows of others are not looked at.
    pub(super) fn turning_in_few(&mut self, (from, to): (Date, Date)) {
        let found = DAYS
            .map(|day| format!("SELECT event FROM act WHERE {day} BETWEEN ? AND ?"))
            .join(" UNION ");
        self.between(&format!("{} IN ({found})", self.key), (from, to));
    }

    fn between(&mut self, sql: &str, (from, to): (Date, Date)) {
        let days = [from, to].map(number).map(Value::from);
        self.add(sql, days.into_iter().cycle().take(2 * DAYS.len()));
    }

    pub(super) fn add_if(&mut self, sql: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.add(sql, [value.into()]);
        }
    }

    pub(super) fn add(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push(sql.to_owned());
        self.values.extend(values);
    }

    /// All parties at once: the index of parts alone finds the events that two have in common, which may be few of many.
    pub(super) fn parts(&mut self, parts: &[(&Whom, &str)]) {
        let has_act = if self.has_act { "1" } else { "0, 1" };
        let one = |(whom, sides): &(&Whom, &str)| {
            let marks = marks(whom.folded.len());
            format!(
                "SELECT event FROM part WHERE has_act IN ({has_act}) AND side IN ({sides})
                 AND party IN (SELECT party FROM name WHERE folded IN ({marks}))"
            )
        };
        if !parts.is_empty() {
            let all: Vec<String> = parts.iter().map(one).collect();
            let names = parts.iter().flat_map(|(whom, _)| &whom.folded);
            let sql = format!("{} IN ({})", self.key, all.join(" INTERSECT "));
            self.add(&sql, names.cloned().map(Value::from));
        }
    }
}

/// So many question marks.
fn marks(n: usize) -> String {
    vec!["?"; n].join(", ")
}

/// Words as the full-text search takes them, none with a meaning of its own; what stands in quotation marks stays together.
pub(super) fn search(text: &str) -> String {
    let quoted = |words: &str| format!("\"{}\"", words.replace('"', ""));
    let parts = text.split(['"', '“', '”']).enumerate();
    let phrases = parts.flat_map(|(i, part)| {
        let words: Vec<String> = match i % 2 {
            0 => part.split_whitespace().map(quoted).collect(),
            _ => vec![quoted(part)],
        };
        words
    });
    let phrases: Vec<String> = phrases.filter(|p| p.len() > 2).collect();
    // An empty phrase is found nowhere; no phrase at all would be an error.
    if phrases.is_empty() { quoted("") } else { phrases.join(" ") }
}

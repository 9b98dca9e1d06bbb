//! What the commands about the standing share: the question, the record that is asked, and how an interval is shown.
//!
//! In: `--relation recognition --of Kabul report.txt`. Out: what the record has to say of it, and “recognition  Russia →
//! Afghanistan  recognised  since 2025-07-03” with the sentences that prove it. Known limit: of many sentences that prove
//! the same the first few are shown; `attache evidence` has all.

use crate::Outcome;
use crate::load::DataArgs;
use crate::output;
use crate::printed::{Format, Printed, csv_line, json_line};
use crate::wanted::FileArgs;
use anyhow::{Result, bail};
use attache::data::Data;
use attache::record::Record;
use attache::standing::{Asked, Interval, IntervalId, Question, Tracks};
use jiff::civil::Date;
use serde::Serialize;

/// Which part of the standing is asked for, of which record, and how the answer is printed.
#[derive(Debug, clap::Args)]
pub(crate) struct AskedArgs {
    #[command(flatten)]
    from: FileArgs,
    #[command(flatten)]
    question: QuestionArgs,
    /// How to print it
    #[arg(long, short, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    data: DataArgs,
}

/// Which part of the standing is asked for.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Question")]
struct QuestionArgs {
    /// Only this relation: recognition, relations, mission, agreement …
    #[arg(long, value_name = "RELATION")]
    relation: Option<String>,
    /// Only what is held by this state, organisation, group or person: a name or a code
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    /// Only what is held towards this one
    #[arg(long, value_name = "WHO")]
    of: Option<String>,
}

impl QuestionArgs {
    /// The question, for any day.
    fn question(&self, data: &Data) -> Result<Question> {
        if let Some(relation) = &self.relation
            && data.relations.index(relation).is_none()
        {
            let all = data.relations.relation.iter();
            let names: Vec<&str> = all.map(|r| r.name.get_ref().as_str()).collect();
            bail!("“{relation}” is no relation; one of {}", names.join(", "));
        }
        let asked = |who: &Option<String>| who.as_ref().map(|who| Asked::read(data, who));
        let (by, of) = (asked(&self.by), asked(&self.of));
        Ok(Question { relation: self.relation.clone(), by, of, ..Question::default() })
    }
}

/// One answer to a question about the standing.
pub(crate) trait Answer {
    /// The columns of a table of such answers.
    fn columns() -> Vec<&'static str>;
    /// Its row of that table.
    fn cells(&self, data: &Data) -> Vec<String>;
    /// Itself as an object.
    fn object(&self, data: &Data) -> impl Serialize;
    /// Itself for people.
    fn text(&self, proof: &Proof<'_>) -> Result<String>;
}

impl AskedArgs {
    /// Asks, and prints what `answers` makes of all that the record has to say, or of what can change between two days.
    pub(crate) fn ask<A: Answer>(
        &self,
        known: Option<Date>,
        between: Option<(Date, Date)>,
        answers: impl FnOnce(&Tracks<'_>) -> Vec<A>,
    ) -> Result<Outcome> {
        let reader = self.data.reader()?;
        let data = &reader.data;
        let question = Question { known, ..self.question.question(data)? };
        let (record, is_faulty) = self.from.open(&reader)?;
        let tracks = match between {
            Some(days) => Tracks::changing(data, &record, &question, days)?,
            None => Tracks::of(data, &record, &question)?,
        };
        let mut printed = Printed::open(None, self.format, || csv_line(A::columns()))?;
        let proof = Proof { data, record: &record };
        for answer in answers(&tracks) {
            let lines = match self.format {
                Format::Text => answer.text(&proof).map(String::into_bytes),
                Format::Jsonl => json_line(&answer.object(data)),
                Format::Csv => csv_line(answer.cells(data)),
            };
            if printed.take(lines).is_break() {
                break;
            }
        }
        printed.end(is_faulty)
    }
}

/// An interval as JSON.
#[derive(Debug, Serialize)]
pub(crate) struct Row<'i> {
    #[serde(flatten)]
    interval: &'i Interval,
    id: String,
}

impl<'i> Row<'i> {
    pub(crate) fn new(data: &Data, interval: &'i Interval) -> Self {
        Self { interval, id: IntervalId::of(data, interval).to_string() }
    }
}

/// The columns of a table of intervals.
pub(crate) const COLUMNS: &[&str] = &[
    "relation",
    "by_code",
    "by_name",
    "of_code",
    "of_name",
    "level",
    "name",
    "from",
    "to",
    "from_event",
    "to_event",
    "held_through",
    "contradicted_by",
    "sources",
    "inferred",
    "id",
];

/// The row of an interval.
pub(crate) fn cells(data: &Data, interval: &Interval) -> Vec<String> {
    let plain = |x: &Option<String>| x.clone().unwrap_or_default();
    let joined = |ids: &[String]| ids.join("; ");
    vec![
        interval.relation.clone(),
        interval.by.code.clone(),
        interval.by.name.clone(),
        interval.of.code.clone(),
        interval.of.name.clone(),
        interval.level.clone(),
        plain(&interval.name),
        plain(&interval.from),
        plain(&interval.to),
        joined(&interval.from_event),
        joined(&interval.to_event),
        joined(&interval.held_through),
        joined(&interval.contradicted_by),
        interval.sources.to_string(),
        joined(&interval.inferred),
        IntervalId::of(data, interval).to_string(),
    ]
}

/// What holds between whom, at which level, since when: on one line.
pub(crate) fn head(interval: &Interval) -> String {
    let Interval { relation, by, of, .. } = interval;
    let (level, time) = (interval.named_level(), interval.time());
    format!("{relation}  {} → {}  {level}  {time}", by.name, of.name)
}

/// So many sentences are shown of each sort.
const SHOWN: usize = 5;

/// Where the sentences are found that prove an interval.
pub(crate) struct Proof<'r> {
    data: &'r Data,
    record: &'r Record,
}

impl Proof<'_> {
    /// The sentences that an interval rests on, one a line, and what it is called.
    pub(crate) fn of(&self, interval: &Interval) -> Result<String> {
        let mut lines = String::new();
        for (why, events) in interval.proofs() {
            for id in events.iter().take(SHOWN) {
                lines += &self.sentence(why, id)?;
            }
            if events.len() > SHOWN {
                let n = (events.len() - SHOWN).to_string();
                lines += &["    ", why, " … and ", &n, " more\n"].concat();
            }
        }
        let id = IntervalId::of(self.data, interval);
        let pen = crate::marked::Pen { has_colour: output::wants_colour() };
        Ok(lines + &crate::told::dim(pen, &format!("    {id}")) + "\n")
    }

    fn sentence(&self, why: &str, id: &str) -> Result<String> {
        let Some(found) = self.record.telling(id)? else { return Ok(String::new()) };
        let line = &found.telling.line;
        let words: Vec<&str> = line.text.split_whitespace().collect();
        let of = found.telling.publisher.as_deref().unwrap_or(&line.article);
        let day = line.published.as_deref();
        let day = day.map(|day| format!(", {day}")).unwrap_or_default();
        Ok(["    ", why, " [", of, &day, "]: ", &words.join(" "), "\n"].concat())
    }
}

//! `attache-lab train-relate`: the weights of the evidence model from marked sentences.
//!
//! In: lines of `{"id","text","actor","recipient","gold_event"}`. Out: `models/relate.tsv` and, measured by
//! cross-validation, how well such weights answer on sentences that they have not seen. The same
//! input gives the same bytes. Known limit: `YIELD` is learnt as RETREAT.

use crate::max_entropy::{self, Shape};
use anyhow::{Context, Result, bail};
use attache::article::Article;
use attache::event::EventType;
use attache::event::evidence::Model;
use attache::parse::Workspace;
use attache::reader::Reader;
use attache::relate::{Codebook, evidence};
use attache::span::Span;
use rustc_hash::FxHashMap;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What to train from and where to put it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Marked sentences, one JSON object a line
    gold: PathBuf,
    /// The table of weights to write
    #[arg(long)]
    out: PathBuf,
    /// Parts of the cross-validation
    #[arg(long, default_value_t = 5)]
    folds: usize,
    /// Write the cross-validated answers here, as `attache relate` would
    #[arg(long)]
    answers: Option<PathBuf>,
}

/// One sentence, ready to learn from.
#[derive(Debug)]
struct Example {
    id: String,
    features: Vec<String>,
    event: EventType,
}

/// Strength of the penalty on weights.
const PENALTY: f64 = 5.0;
/// A feature seen less often teaches nothing general.
const SEEN: usize = 3;
/// Weights nearer to nought are left out of the table.
const LEAST: f64 = 0.01;

/// Trains, measures and writes.
pub(crate) fn run(args: &Args) -> Result<()> {
    let examples = read(&args.gold)?;
    if examples.len() < args.folds {
        bail!("{}: {} sentences are too few", args.gold.display(), examples.len());
    }
    let mut answers = String::new();
    for fold in 0..args.folds {
        let inside = |i: usize| i % args.folds == fold;
        let seen: Vec<&Example> = examples
            .iter()
            .enumerate()
            .filter(|(i, _)| !inside(*i))
            .map(|(_, e)| e)
            .collect();
        let model = to_model(&train(&seen));
        for example in
            examples.iter().enumerate().filter(|(i, _)| inside(*i)).map(|(_, e)| e)
        {
            let (event, _) = model.decide(&example.features);
            writeln!(
                answers,
                "{}",
                serde_json::json!({"id": example.id, "event": event})
            )?;
        }
    }
    if let Some(path) = &args.answers {
        std::fs::write(path, answers).with_context(|| path.display().to_string())?;
    }
    let all: Vec<&Example> = examples.iter().collect();
    std::fs::write(&args.out, table(&train(&all)))
        .with_context(|| args.out.display().to_string())
}

fn read(path: &Path) -> Result<Vec<Example>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let reader = Reader::embedded()?;
    let mut workspace = Workspace::default();
    let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
    lines
        .map(|(n, line)| {
            example(line, &reader, &mut workspace)
                .with_context(|| format!("{}:{}", path.display(), n + 1))
        })
        .collect()
}

fn example(line: &str, reader: &Reader, workspace: &mut Workspace) -> Result<Example> {
    let row: Value = serde_json::from_str(line)?;
    let text = row["text"].as_str().context("no “text”")?.to_owned();
    let (actor, recipient) =
        (spans(&row["actor"], &text)?, spans(&row["recipient"], &text)?);
    let event = match row["gold_event"].as_str().context("no “gold_event”")? {
        "YIELD" => EventType::Retreat,
        name => EventType::from_name(name)
            .with_context(|| format!("“{name}” is no PLOVER event"))?,
    };
    let id = row["id"].as_str().context("no “id”")?.to_owned();
    let article = Article {
        id: id.clone(),
        title: None,
        text,
        published: None,
        publisher: None,
        url: None,
        language: None,
    };
    let found =
        evidence(reader, &article, (&actor, &recipient), Codebook::Plover2021, workspace);
    Ok(Example { id, features: found.features, event })
}

/// Spans in code points to spans in bytes.
fn spans(value: &Value, text: &str) -> Result<Vec<Span>> {
    let offsets: Vec<usize> =
        text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let pairs: Vec<[usize; 2]> = serde_json::from_value(value.clone())?;
    let span = |[start, end]: [usize; 2]| match (offsets.get(start), offsets.get(end)) {
        (Some(s), Some(e)) if s <= e => Ok(Span::new(*s, *e)),
        _ => bail!("the span {start}..{end} is not in the text"),
    };
    pairs.into_iter().map(span).collect()
}

/// Weights by feature, one for each event.
type Weights = BTreeMap<String, Vec<f64>>;

fn train(examples: &[&Example]) -> Weights {
    let n_classes = EventType::ALL.len();
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for feature in examples.iter().flat_map(|e| &e.features) {
        *counts.entry(feature).or_default() += 1;
    }
    let mut names: Vec<&str> = vec!["bias"];
    names.extend(counts.iter().filter(|(_, n)| **n >= SEEN).map(|(f, _)| *f));
    names[1..].sort_unstable();
    let index: FxHashMap<&str, usize> =
        names.iter().enumerate().map(|(i, f)| (*f, i)).collect();
    let known = |e: &&Example| max_entropy::Example {
        features: e
            .features
            .iter()
            .filter_map(|f| index.get(f.as_str()).copied())
            .chain([0])
            .collect(),
        class: e.event as usize,
    };
    let known: Vec<max_entropy::Example> = examples.iter().map(known).collect();
    let shape = Shape { n_features: names.len(), n_classes, penalty: PENALTY };
    let weights = max_entropy::fit(&known, shape);
    let rows = weights.chunks(n_classes).map(<[f64]>::to_vec);
    names.iter().map(|name| (*name).to_owned()).zip(rows).collect()
}

fn to_model(weights: &Weights) -> Model {
    let mut model = Model::default();
    for (feature, of_event) in weights {
        for (event, weight) in
            EventType::ALL.iter().zip(of_event).filter(|(_, w)| w.abs() >= LEAST)
        {
            model.add(feature, *event, *weight as f32);
        }
    }
    model
}

fn table(weights: &Weights) -> String {
    let mut rows: Vec<String> = Vec::new();
    for (feature, of_event) in weights {
        for (event, weight) in
            EventType::ALL.iter().zip(of_event).filter(|(_, w)| w.abs() >= LEAST)
        {
            rows.push(format!("{feature}\t{event}\t{weight:.2}"));
        }
    }
    rows.sort();
    let head = "# What words, fields of evidence.toml, complements, sides and rules tell of the event between two actors: log-linear weights.\n\
        # Made by `attache-lab train-relate` from PLV (snowood1/Zero-Shot-PLOVER, Hu et al., ACL 2024, training part); relate.md says more.\n\
        feature\tevent\tweight\n";
    format!("{head}{}\n", rows.join("\n"))
}

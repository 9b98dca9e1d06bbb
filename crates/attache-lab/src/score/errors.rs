//! What was missed in the dev articles, grouped by cause, for whoever mends it next.
//!
//! In: the gold events of one half. Out: under “rule nearly fitted” a line such as `d07e03 AGREE: promise-to-do at “offered”:
//! an argument is missing`. Known limit: a cause is the first that shows, found with looser rules than the scorer's.

use anyhow::{Context, Result};
use attache::article::Article;
use attache::event::Event;
use attache::parse::Workspace;
use attache::reader::Reader;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Prints the misses of one half.
pub(super) fn print(shared: &Path, half: u8) -> Result<()> {
    let path = shared.join("gold/dev.json");
    let text = std::fs::read_to_string(&path);
    let text = text.with_context(|| format!("cannot read {}", path.display()))?;
    let gold: Vec<Value> = serde_json::from_str(&text)?;
    let reader = Reader::embedded()?;
    let mut causes: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    let mut workspace = Workspace::default();
    for row in gold.iter().filter(|row| half_of(word(row, "article")) == half) {
        let article = Article {
            title: row["title"].as_str().map(str::to_owned),
            published: row["published"].as_str().and_then(|d| d.parse().ok()),
            ..Article::new(word(row, "article"), word(row, "text"))
        };
        let sentences = coded(&reader, &article, &mut workspace);
        for event in row["events"].as_array().into_iter().flatten() {
            if word(event, "need") == "optional" {
                continue;
            }
            if let Some((cause, detail)) = cause(event, &sentences) {
                let line = format!(
                    "{} {} {detail}: {}",
                    word(event, "id"),
                    event["event"],
                    word(event, "quote")
                );
                causes.entry(cause).or_default().push(line);
            }
        }
    }
    for (cause, lines) in &causes {
        super::tell(&format!("## {cause} ({})\n{}\n\n", lines.len(), lines.join("\n")));
    }
    Ok(())
}

/// The half that an id falls into: the last bit of its SHA-1, as in `score_all.py`.
fn half_of(id: &str) -> u8 {
    sha1_smol::Sha1::from(id).digest().bytes()[19] & 1
}

fn word<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// A sentence as it was read.
struct Coded {
    text: String,
    events: Vec<Event>,
    /// The countries and names that were seen.
    actors: Vec<String>,
    /// Rules that nearly fitted: their event, and how.
    misses: Vec<(String, String)>,
}

fn coded(reader: &Reader, article: &Article, workspace: &mut Workspace) -> Vec<Coded> {
    let mut sentences = Vec::new();
    reader.walk(article, workspace, |step| {
        let rules = &reader.data.rules.rules;
        let actor = |a: &attache::actor::Actor| format!("{} {}", a.code(), a.name);
        let miss = |m: &attache::event::Miss| {
            let rule = &rules[m.rule as usize];
            let event = rule.event.map(|e| e.name().to_owned())?;
            Some((
                event,
                format!(
                    "{} at “{}”: {}",
                    rule.id,
                    step.mentions.form(m.predicate),
                    m.reason
                ),
            ))
        };
        sentences.push(Coded {
            text: plain(step.sentence.span.of(&article.text)),
            events: step.events.to_vec(),
            actors: step.actors.actors.iter().map(actor).collect(),
            misses: step.misses.iter().filter_map(miss).collect(),
        });
    });
    sentences
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'").to_lowercase()
}

/// Why the gold event is not among the coded ones, or what is wrong with the one that is.
fn cause(gold: &Value, sentences: &[Coded]) -> Option<(&'static str, String)> {
    let quote = plain(word(gold, "quote"));
    let Some(sentence) = sentences.iter().find(|s| s.text.contains(&quote)) else {
        return Some(("sentence not coded or cut apart", String::new()));
    };
    let accepted: Vec<&str> = gold["event"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let of_type: Vec<&Event> =
        sentence.events.iter().filter(|e| accepted.contains(&e.event.name())).collect();
    let both = |e: &&&Event| has_side(gold, "actor", e) && has_side(gold, "recipient", e);
    if let Some(found) = of_type.iter().find(both) {
        return wrong(gold, found);
    }
    for side in ["actor", "recipient"] {
        let unseen = |p: &&Value| !sentence.actors.iter().any(|a| is_named(p, a));
        if let Some(missing) = gold[side].as_array().into_iter().flatten().find(unseen) {
            return Some(("mention or actor not resolved", format!("{side} {missing}")));
        }
    }
    if !of_type.is_empty() {
        let rules: Vec<&str> = of_type.iter().map(|e| e.rule.as_str()).collect();
        return Some(("right event, other participants", rules.join(", ")));
    }
    if let Some((_, how)) =
        sentence.misses.iter().find(|(e, _)| accepted.contains(&e.as_str()))
    {
        return Some(("rule nearly fitted", how.clone()));
    }
    let others: Vec<String> =
        sentence.events.iter().map(|e| format!("{} by {}", e.event, e.rule)).collect();
    if others.is_empty() {
        Some(("no rule", String::new()))
    } else {
        Some(("other event only", others.join(", ")))
    }
}

/// What is wrong with an event that was found.
fn wrong(gold: &Value, found: &Event) -> Option<(&'static str, String)> {
    let status = found.status.name();
    let differs = |key: &str, own: &str, is_ok: bool| {
        (gold.get(key).is_some() && !is_ok).then(|| format!("{} got {own}", gold[key]))
    };
    let cameo = word(gold, "cameo");
    let root = &cameo[..cameo.len().min(3)];
    let act = found.act.as_deref().unwrap_or("none");
    let checks = [
        (
            "wrong status",
            differs(
                "status",
                status,
                word(gold, "status").split('|').any(|s| s == status),
            ),
        ),
        ("wrong cameo", differs("cameo", &found.cameo, found.cameo.starts_with(root))),
        ("wrong act", differs("act", act, gold["act"].as_str() == found.act.as_deref())),
    ];
    checks.into_iter().find_map(|(cause, detail)| {
        detail.map(|d| (cause, format!("{d} by {}", found.rule)))
    })
}

fn has_side(gold: &Value, side: &str, event: &Event) -> bool {
    let own = if side == "actor" || event.recipient.is_empty() {
        &event.actor
    } else {
        &event.recipient
    };
    let names = own.iter().map(|p| format!("{} {}", p.code, p.name));
    let names: Vec<String> = names.collect();
    let wanted = gold[side].as_array().into_iter().flatten();
    wanted.into_iter().all(|p| names.iter().any(|n| is_named(p, n)))
}

/// Whether a gold participant's country or one of its names stands in `CODE name`.
fn is_named(gold: &Value, actor: &str) -> bool {
    let (code, name) = actor.split_once(' ').unwrap_or((actor, ""));
    let strings = |key: &str| -> Vec<&str> {
        match &gold[key] {
            Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
            Value::String(one) => vec![one.as_str()],
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => {
                Vec::new()
            }
        }
    };
    let name = name.to_lowercase();
    strings("country").iter().any(|c| code.starts_with(c))
        || strings("text").iter().chain(&strings("name")).any(|n| {
            let n = n.to_lowercase();
            n.contains(&name) || name.contains(&n)
        })
}

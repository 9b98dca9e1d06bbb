//! An article of the record: its text, events, versions, and where each event is told too.
//!
//! In: an id. Out: the article as it was coded when it was kept, with links from each event to its happening; “Norway expelled two Russian
//! diplomats.” of another paper is another telling of it. Where the data have changed since, how a sentence was read is
//! that of today and said to be so. Known limit: none.

use crate::problem::Problem;
use crate::view::read::ReadArticle;
use attache::error::Error;
use attache::parse::Workspace;
use attache::reader::Reader;
use attache::record::{Record, Version};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// An article of the record.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KeptArticle {
    /// Text, events, and how it was read.
    #[serde(flatten)]
    pub(crate) read: ReadArticle,
    /// What it counts as: its publisher, or the first of its near-copies.
    pub(crate) source: String,
    /// The version that is shown.
    pub(crate) version: u32,
    /// All versions, oldest first; the last one counts.
    pub(crate) versions: Vec<VersionInShort>,
    /// For each event, in their order, what it belongs to; null for those of a replaced version.
    pub(crate) happenings: Vec<Option<Belongs>>,
    /// Whether the events were coded with the data that this server reads with.
    pub(crate) is_coded_now: bool,
}

/// What an event belongs to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Belongs {
    /// The id of the happening.
    pub(crate) id: String,
    /// How many tellings it has.
    pub(crate) tellings: usize,
    /// How many independent sources.
    pub(crate) sources: usize,
}

/// A version in short.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VersionInShort {
    /// 1, 2, …
    pub(crate) number: u32,
    /// The day of publication.
    pub(crate) published: Option<Date>,
    /// How many events it has.
    pub(crate) events: usize,
}

/// The article of this id, its last version if none is asked for.
pub(crate) fn kept(
    reader: &Reader,
    record: &Record,
    id: &str,
    number: Option<u32>,
) -> Result<Result<KeptArticle, Problem>, Error> {
    let Some(kept) = record.article(id)? else {
        return Ok(Err(Problem::absent(format!("there is no article “{id}”"))));
    };
    let wanted = |v: &&Version| number.is_none_or(|n| n == v.number);
    let Some(version) = kept.versions.iter().rev().find(wanted) else {
        let n = kept.versions.len();
        return Ok(Err(Problem::absent(format!("article “{id}” has versions 1 to {n}"))));
    };
    let mut read = ReadArticle::of(reader, &version.article, &mut Workspace::default());
    read.events = version.tellings.iter().map(|telling| telling.line.clone()).collect();
    let mut happenings = Vec::new();
    for line in &read.events {
        happenings.push(belongs(record, &line.id)?);
    }
    let short = |v: &Version| VersionInShort {
        number: v.number,
        published: v.article.published,
        events: v.tellings.len(),
    };
    Ok(Ok(KeptArticle {
        read,
        source: version.source.clone(),
        version: version.number,
        versions: kept.versions.iter().map(short).collect(),
        happenings,
        is_coded_now: version.stamp == reader.stamp(),
    }))
}

fn belongs(record: &Record, event: &str) -> Result<Option<Belongs>, Error> {
    let Some(found) = record.telling(event)? else { return Ok(None) };
    let happening = record.happening(&found.happening)?;
    Ok(happening.map(|h| Belongs {
        id: h.id,
        tellings: h.tellings.len(),
        sources: h.n_sources,
    }))
}

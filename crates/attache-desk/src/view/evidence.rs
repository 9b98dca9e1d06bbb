//! What an event, a happening or an interval rests on, and what speaks against it.
//!
//! In: an id, as every list has it. Out: the sentences, each with the reason why it counts: “Russia did so on 3 July.” began the recognition.
//! Known limit: of very many pieces the first two hundred.

use super::happening::Happened;
use super::standing::id as interval_id;
use crate::problem::Problem;
use attache::data::Data;
use attache::error::Error;
use attache::evidence::{Piece, What, rests};
use attache::export::Line;
use attache::record::Record;
use attache::standing::Interval;
use serde::Serialize;
use utoipa::ToSchema;

/// Pieces shown.
const MOST: usize = 200;

/// What something rests on.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EvidenceView {
    /// The id that was asked for.
    pub(crate) id: String,
    /// The happening, where it is one or an event of one.
    pub(crate) happening: Option<Happened>,
    /// The interval, where it is one.
    pub(crate) interval: Option<Interval>,
    /// The interval's id.
    pub(crate) interval_id: Option<String>,
    /// What the tellings give different numbers for.
    pub(crate) differences: Vec<String>,
    /// The pieces, by why they count.
    pub(crate) pieces: Vec<Reason>,
    /// Pieces that are left out.
    pub(crate) more: usize,
}

/// A telling and why it counts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reason {
    /// told by, told too by, begun by, held through, ended by, contradicted by.
    pub(crate) why: &'static str,
    /// The event.
    pub(crate) event: Line<'static>,
    /// Its happening.
    pub(crate) happening: String,
    /// Who published the article.
    pub(crate) publisher: Option<String>,
    /// Where it was found.
    pub(crate) url: Option<String>,
    /// What it was coded with: program, data, model.
    pub(crate) coded_with: [String; 3],
}

impl From<Piece> for Reason {
    fn from(piece: Piece) -> Self {
        let Piece { why, found } = piece;
        Self {
            why: why.name(),
            event: found.telling.line,
            happening: found.happening,
            publisher: found.telling.publisher,
            url: found.url,
            coded_with: [found.stamp.program, found.stamp.data, found.stamp.model],
        }
    }
}

/// All that is called so.
pub(crate) fn evidence(
    data: &Data,
    record: &Record,
    id: &str,
) -> Result<Result<Vec<EvidenceView>, Problem>, Error> {
    let found = rests(record, data, id)?;
    if found.is_empty() {
        return Ok(Err(Problem::absent(format!("the record has nothing called “{id}”"))));
    }
    let view = |rests: attache::evidence::Rests| {
        let more = rests.pieces.len().saturating_sub(MOST);
        let pieces = rests.pieces.into_iter().take(MOST).map(Reason::from).collect();
        let (happening, interval) = match rests.what {
            What::Happening(happening) => (Some(Happened::from(happening)), None),
            What::Interval(interval) => (None, Some(interval)),
        };
        EvidenceView {
            id: id.to_owned(),
            happening,
            interval_id: interval.as_ref().map(|i| interval_id(data, i)),
            interval,
            differences: rests.differences,
            pieces,
            more,
        }
    };
    Ok(Ok(found.into_iter().map(view).collect()))
}

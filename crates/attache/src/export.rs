//! Events as others read them: the lines of the contract, and the files of other systems.
//!
//! In: an article and its events. Out: JSON Lines or CSV; offsets are Unicode code points, keys in the contract's order,
//! floats rounded to two decimals, so the same reading gives the same bytes. “Norway expelled two Russian diplomats.” is
//! also a row of GDELT, ICEWS, POLECAT or Phoenix. Known limit: CSV flattens lists with “; ”.

pub mod codes;
mod csv_row;
mod dyad;
mod gdelt;
mod icews;
mod json;
mod party;
mod phoenix;
mod polecat;
mod system;

pub use csv_row::{HEADER, cells, write_csv};
pub use dyad::{Day as EventDay, LeftOut, Report, Told};
pub use json::{Count, Day, Line, Said, Where, Who, Words, lines, write_jsonl};
pub use system::{Exporter, Summary, System};

use crate::article::Article;
use crate::event::Event;
use xxhash_rust::xxh3::Xxh3;

/// The stable id of an event: 20 hexadecimal digits of a hash over article, place in the text, type and participants.
pub fn id(article: &Article, event: &Event) -> String {
    let mut hash = Xxh3::new();
    let mut add = |part: &str| {
        hash.update(part.as_bytes());
        hash.update(&[0]);
    };
    add(&article.id);
    add(&event.trigger.start.to_string());
    add(event.event.name());
    add(&event.cameo);
    add(event.status.name());
    for participant in event.actor.iter().chain(&event.recipient) {
        add(&participant.code);
        add(&participant.name);
    }
    format!("{:032x}", hash.digest128())[..20].to_owned()
}

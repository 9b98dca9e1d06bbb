//! What many reports tell, kept together: each telling of an event with the report that it stands in.
//!
//! In: articles and their events. Out: [`Telling`]s: “Russia recognised the Taliban” as the BBC told it on 4 July 2025.
//! Known limit: a telling keeps the words of its own article only.

mod telling;

pub use telling::{Telling, tellings};

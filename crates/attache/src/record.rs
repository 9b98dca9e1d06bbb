//! What many reports tell, kept together: each telling of an event with the report that it stands in.
//!
//! In: articles and their events. Out: [`Telling`]s, and the [`Happening`]s that they make together: “Russia recognised the
//! Taliban” as the BBC and a wire story told it in July 2025. Known limit: a telling keeps the words of its own article
//! only.

mod act;
mod gist;
mod happening;
mod meant;
mod party;
mod source;
mod store;
mod telling;

pub use act::{Act, Side};
pub use gist::Gist;
pub use happening::{Happening, group};
pub use meant::whom;
pub use party::Party;
pub use source::{Print, count as n_sources};
pub use store::{
    Acts, Added, Adding, Change, CurrentArticles, Days, Filing, Filter, Found, Kept,
    Page, Part, Rebuilding, Record, Size, Stamp, Version, Whom,
};
pub use telling::{Telling, tellings};

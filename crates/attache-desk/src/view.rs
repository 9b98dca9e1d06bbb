//! What is shown, apart from how: each view is made from the record once and is both a page and its JSON.
//!
//! In: a question. Out: e.g. [`read::Read`], the events of “Norway expelled two Russian diplomats.” with how it was read. Known limit:
//! views hold all that they show; lists are cut to a page where they can be long.

pub(crate) mod actor;
pub(crate) mod article;
pub(crate) mod asked;
pub(crate) mod changes;
pub(crate) mod events;
pub(crate) mod evidence;
pub(crate) mod feed;
pub(crate) mod happening;
pub(crate) mod pair;
pub(crate) mod read;
pub(crate) mod relation;
pub(crate) mod review;
pub(crate) mod search;
pub(crate) mod standing;

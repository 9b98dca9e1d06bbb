//! What is shown, apart from how: each view is made from the record once and is both a page and its JSON.
//!
//! In: a question. Out: e.g. [`read::Read`], the events of “Norway expelled two Russian diplomats.” with how it was read. Known limit:
//! views hold all that they show; lists are cut to a page where they can be long.

pub(crate) mod article;
pub(crate) mod read;

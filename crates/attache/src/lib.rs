//! attache reads a news report and answers who did what to whom, when, where and according to whom.
//!
//! The way of the data is one line: article → sentences → parses → mentions → actors → events. Each stage returns a
//! new type that knows more than the last.

pub mod article;
pub mod error;
pub mod parse;
pub mod sentence;
pub mod span;
pub mod time;

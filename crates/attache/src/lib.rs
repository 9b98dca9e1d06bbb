//! attache reads a news report and answers who did what to whom, when, where and according to whom.
//!
//! The way of the data is one line: article → sentences → parses → mentions → actors → events. Each stage returns a
//! new type that knows more than the last.

pub mod actor;
pub mod article;
pub mod check;
mod cores;
pub mod data;
pub mod error;
pub mod event;
pub mod evidence;
pub mod explain;
pub mod export;
pub mod mention;
pub mod naming;
pub mod parse;
pub mod reader;
pub mod record;
pub mod relate;
pub mod sentence;
pub mod span;
pub mod standing;
pub mod time;

//! The commands, one file each.
//!
//! Each has an `Args`, which says what can be typed, and a `run`. `attache check` is `check::run`. Known limit: commands
//! share only what stands beside this file.

pub(crate) mod add;
pub(crate) mod article;
pub(crate) mod check;
pub(crate) mod diff;
pub(crate) mod events;
pub(crate) mod evidence;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod read;
pub(crate) mod rebuild;
pub(crate) mod relate;
pub(crate) mod serve;
pub(crate) mod standing;
pub(crate) mod timeline;

//! The commands, one file each.

pub(crate) mod parse_score;
pub(crate) mod train;

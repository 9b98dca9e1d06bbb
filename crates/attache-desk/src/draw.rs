//! Pictures, as SVG within the pages.
//!
//! In: a view. Out: markup that styles of ours colour in light and dark: the tree of “Norway expelled two Russian diplomats.”, swim lanes,
//! a curve, a map. Known limit: no style within the picture, so that it needs no exception from the pages' strict policy.

pub(crate) mod tree;

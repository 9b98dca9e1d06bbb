//! Trains the network that tags and parses: embeddings, layers of simple recurrent units, scores of arcs and labels.
//!
//! Forward and backward passes are written out by hand. Every sum has a fixed order, so that the same seed gives the
//! same bytes on every machine. Known limit: one core.

mod arcs;
mod example;
mod forward;
mod gradient;
mod network;
mod optimiser;
mod product;
mod recurrent;
mod schedule;
mod state;
mod teacher;
mod trained;
mod vocabulary;

pub(crate) use schedule::{Settings, train};

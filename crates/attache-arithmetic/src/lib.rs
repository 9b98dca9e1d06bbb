//! The arithmetic of the network that parses: plain loops, which the compiler turns into the widest vector
//! instructions that the machine has.
//!
//! “Russia recognised Kabul” is three rows of numbers: [`sum`] makes them from the words' features, [`fixed`] multiplies
//! them with weights, [`recurrent`] mixes them with their neighbours; [`float`] is what training multiplies with. It is a
//! crate of its own because of how it must be built, which `Cargo.toml` says. Known limit: nothing here knows of words.

pub mod fixed;
pub mod float;
pub mod recurrent;
pub mod sum;

//! The desk: pages and an API over a reader and a record, served by the program itself.
//!
//! In: a reader, the path of a record and an address. Out: a server whose first page reads “Russia recognised the Taliban government.” at
//! once and shows why it was read so. A page and its JSON are made from the same view. Known limit: HTTP/1.1 without
//! encryption; who serves others puts a server that speaks TLS before it.

mod api;
mod asset;
mod atom;
mod desk;
mod draw;
mod guard;
mod origin;
mod page;
mod problem;
mod reading;
mod records;
mod reviews;
mod route;
mod serve;
mod view;

pub use origin::Origin;
pub use serve::{Served, Settings, serve};

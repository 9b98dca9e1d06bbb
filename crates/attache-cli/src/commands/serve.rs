//! `attache serve`: pages to read an article on and to look at a record with, and an API.
//!
//! In: an address, loopback if none is given. Out: a server until Ctrl-C; its first page shows an example read, “Moscow is first to
//! recognize the Taliban government”. Known limit: no encryption; `--origin` is for a server before it
//! that has it.

use crate::Outcome;
use crate::load::{DataArgs, DbArgs};
use crate::tell;
use anyhow::{Context, Result};
use attache_desk::{Origin, Served, Settings, serve};
use std::mem::ManuallyDrop;
use std::net::SocketAddr;

/// Serve pages to read articles on and to look at a record with, and an API
///
/// The record need not be there yet: the first page reads articles without one, and the first that is kept makes it. Only
/// this machine is served unless --listen names another address. There, and behind the server that --origin names, the token
/// that is printed once is wanted, with --public for writing alone.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    db: DbArgs,
    /// Where to listen; port 0 takes any that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Let everyone who reaches the address read
    #[arg(long)]
    public: bool,
    /// Under which address others reach it, where a server that speaks TLS stands before it
    #[arg(long, value_name = "https://desk.example")]
    origin: Option<Origin>,
    #[command(flatten)]
    data: DataArgs,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let reader = ManuallyDrop::into_inner(args.data.reader()?);
    let settings = Settings {
        listen: args.listen,
        is_public: args.public,
        origin: args.origin.clone(),
        db: args.db.db.clone(),
    };
    let tell = |served: &Served| {
        tell::note(format_args!("serving http://{}/ until Ctrl-C", served.address));
        if let Some(token) = &served.token {
            tell::note(format_args!("the token, told this once: {token}"));
        }
    };
    let listen = args.listen;
    serve(reader, &settings, tell).with_context(|| format!("cannot serve {listen}"))?;
    Ok(Outcome::Answer)
}

//! What `SQLite` says, said for people.
//!
//! In: an error of `SQLite`. Out: `attache.db: cannot be written, the disk is full; …`. Known limit: what no one can do anything
//! about is told in `SQLite`'s words.

use crate::error::Error;
use rusqlite::ErrorCode;
use std::path::Path;

/// The error of a record at `path`.
pub(super) fn of(path: &Path, error: &rusqlite::Error) -> Error {
    let reason = match error.sqlite_error_code() {
        _ if path.is_dir() => "is a folder; a file is wanted".to_owned(),
        Some(ErrorCode::NotADatabase) => {
            "is no record of attache; choose another file with --db".to_owned()
        }
        Some(ErrorCode::DiskFull) => {
            "cannot grow, the disk is full; everything that was told as added is safe, free some space and add the rest again"
                .to_owned()
        }
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            "may not be written; give write permission or choose another file with --db"
                .to_owned()
        }
        Some(ErrorCode::CannotOpen) => unopened(path),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "is being written by another program for an hour; try again when that one is done"
                .to_owned()
        }
        Some(ErrorCode::DatabaseCorrupt) => {
            "is damaged; restore a copy, or add the articles to a new record".to_owned()
        }
        Some(ErrorCode::SystemIoFailure) => format!(
            "cannot be read or written: {error}; everything that was told as added is safe"
        ),
        _ => error.to_string(),
    };
    Error::Record { path: path.display().to_string(), reason }
}

fn unopened(path: &Path) -> String {
    if path.exists() {
        "cannot be opened; give read permission, and write permission for its folder"
            .to_owned()
    } else {
        "is not there; `attache add` makes a record".to_owned()
    }
}

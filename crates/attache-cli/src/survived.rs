//! Articles read so that a fault of the program in one of them does not lose the others.
//!
//! In: “Norway expelled two Russian diplomats.” Out: what is made of it, or a fault that names the article, for the person to see
//! while the rest is read. Known limit: a program that runs out of memory or stack is gone all the same.

use attache::article::Article;
use attache::error::Fault;
use attache::parse::Workspace;
use attache::reader::Reader;
use attache::record::Filing;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What `work` makes of the article of this id.
pub(crate) fn survived<R>(
    id: &str,
    workspace: &mut Workspace,
    work: impl FnOnce(&mut Workspace) -> R,
) -> Result<R, Fault> {
    catch_unwind(AssertUnwindSafe(|| work(workspace))).map_err(|_| {
        // What it left behind may be half done.
        *workspace = Workspace::default();
        failed(id, "the program failed on this article".to_owned())
    })
}

/// A fault of the article of this id.
pub(crate) fn failed(id: &str, reason: String) -> Fault {
    Fault { path: format!("article {id}"), line: 0, reason }
}

/// An article with its events, ready for a record.
pub(crate) fn filing(
    reader: &Reader,
    workspace: &mut Workspace,
    article: Article,
) -> Result<Filing, Fault> {
    let id = article.id.clone();
    survived(&id, workspace, |workspace| {
        let reading = reader.read(&article, workspace);
        Filing::of(article, &reading.events).with_states(&reading.states)
    })
}

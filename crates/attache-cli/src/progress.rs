//! How far reading has come, for a person who waits: articles, rate, time left, on standard error.
//!
//! In: “so many bytes are read”. Out: `1234 articles  56/s  ████░░ 40%  2m left`. Shown only where standard error is a
//! terminal and events do not run over the same one. Known limit: without sizes (standard input) no time left.

use crate::input;
use indicatif::{ProgressBar, ProgressStyle};
use std::cell::Cell;
use std::io::{IsTerminal, stderr, stdout};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A bar, or nothing.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    n_articles: Cell<u64>,
    start: Instant,
}

impl Progress {
    /// A bar over the bytes of `files`.
    pub(crate) fn new(files: &[PathBuf], is_to_file: bool) -> Self {
        Self::of_size(input::size(files), is_to_file)
    }

    /// A bar over so many articles.
    pub(crate) fn over(n_articles: u64) -> Self {
        Self::of_size(Some(n_articles), false)
    }

    fn of_size(size: Option<u64>, is_to_file: bool) -> Self {
        let is_shown = stderr().is_terminal() && (is_to_file || !stdout().is_terminal());
        let bar = match size {
            _ if !is_shown => ProgressBar::hidden(),
            Some(size) => ProgressBar::new(size)
                .with_style(style("{msg}  {wide_bar} {percent}%  {eta} left")),
            None => ProgressBar::new_spinner().with_style(style("{spinner} {msg}")),
        };
        if is_shown {
            bar.enable_steady_tick(Duration::from_millis(250));
        }
        Self { bar, n_articles: Cell::new(0), start: Instant::now() }
    }

    /// One article more is read; the input is read up to byte `end`.
    pub(crate) fn at(&self, end: u64) {
        let n = self.n_articles.get() + 1;
        self.n_articles.set(n);
        if self.bar.is_hidden() {
            return;
        }
        let milliseconds = self.start.elapsed().as_millis().max(1);
        let rate = u128::from(n) * 1000 / milliseconds;
        self.bar.set_message(format!("{n} articles  {rate}/s"));
        self.bar.set_position(end);
    }

    /// Says something without breaking the bar.
    pub(crate) fn aside(&self, say: impl FnOnce()) {
        self.bar.suspend(say);
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the templates are ours and sound")
}

//! The pages: one file each, and the frame that all share.
//!
//! In: a view. Out: HTML in which every text is escaped, `<b>Norway</b>` of an article too. Each page works without scripts; scripts only
//! spare loading it again. Known limit: English.

pub(crate) mod actor;
pub(crate) mod article;
pub(crate) mod changes;
pub(crate) mod enter;
pub(crate) mod event;
pub(crate) mod evidence;
pub(crate) mod happening;
pub(crate) mod interval;
pub(crate) mod marked;
pub(crate) mod pair;
pub(crate) mod problem;
pub(crate) mod read;
pub(crate) mod relation;
pub(crate) mod review;
pub(crate) mod search;
pub(crate) mod try_api;
pub(crate) mod visit;

use maud::{DOCTYPE, Markup, html};
use std::fmt::Write;

/// What the frame of a page must know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    /// Whether there is a record to ask.
    pub(crate) has_record: bool,
    /// Whether the visitor may write.
    pub(crate) may_write: bool,
}

/// The parts of the desk: address, name, whether it needs a record.
const PARTS: &[(&str, &str, bool)] = &[
    ("/", "Read", false),
    ("/search", "Search", true),
    ("/relation", "Relations", true),
    ("/changes", "Changes", true),
    ("/review", "Review", true),
    ("/try", "API", false),
];

/// A page: its part of the desk, its title, more for its head, its content.
pub(crate) struct Page<'p> {
    /// The address of the part that it belongs to.
    pub(crate) part: &'p str,
    /// What stands in the window's title.
    pub(crate) title: &'p str,
    /// A script of its own.
    pub(crate) script: Option<&'p str>,
    /// A feed of what it shows.
    pub(crate) feed: Option<&'p str>,
}

impl Page<'_> {
    /// The whole page.
    pub(crate) fn around(&self, frame: Frame, content: &Markup) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " · attache" }
                    link rel="stylesheet" href="/asset/desk.css";
                    link rel="icon" href="/asset/icon.svg" type="image/svg+xml";
                    @if let Some(feed) = self.feed {
                        link rel="alternate" type="application/atom+xml" href=(feed);
                    }
                    script src="/asset/desk.js" type="module" {}
                    @if let Some(script) = self.script {
                        script src=(format!("/asset/{script}")) type="module" {}
                    }
                }
                body {
                    a.skip href="#main" { "Skip to content" }
                    header.masthead {
                        a.brand href="/" { "attache" }
                        nav aria-label="Parts of the desk" {
                            @for (address, name, needs_record) in PARTS {
                                @if frame.has_record || !needs_record {
                                    a href=(address) aria-current=[(self.part == *address).then_some("page")] { (name) }
                                }
                            }
                        }
                        @if frame.has_record && self.part != "/search" {
                            form.find role="search" action="/search" {
                                input type="search" name="q" aria-label="Search the record" placeholder="Search" autocomplete="off";
                            }
                        }
                    }
                    main id="main" tabindex="-1" { (content) }
                    footer {
                        p { "Read offline by attache. Every answer names the sentences that it rests on." }
                        @if !frame.may_write { p { a href="/enter" { "Enter the token to write" } } }
                    }
                }
            }
        }
    }
}

/// An address with one part of any text: `/actor/` and “the Côte”.
pub(crate) fn address(before: &str, part: &str) -> String {
    let mut address = before.to_owned();
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            address.push(byte as char);
        } else {
            write!(address, "%{byte:02X}").expect("memory takes any text");
        }
    }
    address
}

/// An address with a query of those that have a value.
pub(crate) fn query(before: &str, pairs: &[(&str, Option<&str>)]) -> String {
    let mut all = before.to_owned();
    let mut sign = if before.contains('?') { '&' } else { '?' };
    for (name, value) in pairs {
        if let Some(value) = value {
            all = address(&format!("{all}{sign}{name}="), value);
            sign = '&';
        }
    }
    all
}

/// “1 event”, “2 events”.
pub(crate) fn count(n: usize, what: &str) -> String {
    let mut digits = n.to_string();
    let mut at = digits.len();
    while at > 3 {
        at -= 3;
        digits.insert(at, '\u{202f}');
    }
    if n == 1 { format!("1 {what}") } else { format!("{digits} {what}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_take_any_text() {
        assert_eq!(address("/actor/", "A/B ?é"), "/actor/A%2FB%20%3F%C3%A9");
        let pairs = [("a", Some("1&2")), ("b", None), ("c", Some("x"))];
        assert_eq!(query("/p", &pairs), "/p?a=1%262&c=x");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(count(1, "event"), "1 event");
        assert_eq!(count(1_234_567, "event"), "1\u{202f}234\u{202f}567 events");
    }
}

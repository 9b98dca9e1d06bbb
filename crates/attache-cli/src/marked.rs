//! A sentence with marks around what matters in it, readable with colour and without.
//!
//! In: “Russia recognized the Taliban regime” and the spans of actor, trigger, recipient. Out: `[Russia] *recognized* {the
//! Taliban regime}`. Known limit: of two spans that cross, the later one is left unmarked.

use anstyle::{AnsiColor, Style};
use attache::span::Span;
use std::fmt::Write;

/// What a span is to the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Who did it.
    Actor,
    /// The word that the event rests on.
    Trigger,
    /// To whom.
    Recipient,
}

impl Mark {
    fn signs(self) -> (char, char) {
        match self {
            Self::Actor => ('[', ']'),
            Self::Trigger => ('*', '*'),
            Self::Recipient => ('{', '}'),
        }
    }

    fn style(self) -> Style {
        match self {
            Self::Actor => AnsiColor::Green.on_default(),
            Self::Trigger => Style::new().bold(),
            Self::Recipient => AnsiColor::Cyan.on_default(),
        }
    }
}

/// Writes in colour, or not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pen {
    /// Whether the reader's terminal shows colour.
    pub(crate) has_colour: bool,
}

impl Pen {
    /// `text` in a style.
    pub(crate) fn styled(self, style: Style, text: &str) -> String {
        if self.has_colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// The words of `whole` on one line, with marks around spans.
    pub(crate) fn marked(
        self,
        text: &str,
        whole: Span,
        marks: &[(Span, Mark)],
    ) -> String {
        let is_inside =
            |(span, _): &&(Span, Mark)| whole.contains(*span) && !span.is_empty();
        let mut marks: Vec<_> = marks.iter().filter(is_inside).collect();
        // Of spans that begin together, the longer one is the outer one.
        marks.sort_by_key(|(span, _)| (span.start, u32::MAX - span.end));
        let mut line = Line {
            pen: self,
            text,
            out: String::new(),
            at: whole.start,
            open: Vec::new(),
        };
        for &&(span, mark) in &marks {
            line.open(span, mark);
        }
        line.close(whole.end);
        words(text, line.at, whole.end, &mut line.out);
        line.out
    }
}

/// A line as it is written.
struct Line<'t> {
    pen: Pen,
    text: &'t str,
    out: String,
    /// The text is written up to here.
    at: u32,
    /// Spans that have begun and not ended.
    open: Vec<(Span, Mark)>,
}

impl Line<'_> {
    /// Begins a span, unless it crosses one that is open.
    fn open(&mut self, span: Span, mark: Mark) {
        self.close(span.start);
        if self
            .open
            .last()
            .is_some_and(|(outer, _)| !outer.contains(span) || *outer == span)
        {
            return;
        }
        words(self.text, self.at, span.start, &mut self.out);
        self.at = span.start;
        self.out += &self.pen.styled(mark.style(), &mark.signs().0.to_string());
        self.open.push((span, mark));
    }

    /// Ends the spans that end before `until`.
    fn close(&mut self, until: u32) {
        while let Some((span, mark)) = self.open.pop_if(|(span, _)| span.end <= until) {
            let mut inner = String::new();
            words(self.text, self.at, span.end, &mut inner);
            inner.push(mark.signs().1);
            self.out += &self.pen.styled(mark.style(), &inner);
            self.at = span.end;
        }
    }
}

/// The text from `start` to `end`, with line ends and control characters as blanks.
fn words(text: &str, start: u32, end: u32, out: &mut String) {
    for c in (Span { start, end }).of(text).chars() {
        let _ = out.write_char(if c.is_control() { ' ' } else { c });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_marked_in_place() {
        let text = "Oman's talks\nwith Iran's king.";
        let span = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let marks = [
            (span("Iran's king"), Mark::Recipient),
            (span("talks"), Mark::Trigger),
            (span("Oman's talks"), Mark::Actor),
            (span("king."), Mark::Trigger),
        ];
        let shown =
            Pen { has_colour: false }.marked(text, Span::new(0, text.len()), &marks);
        assert_eq!(shown, "[Oman's *talks*] with {Iran's king}.");
    }
}

//! Sentences and their tokens, in Universal Dependencies' way of cutting English.
//!
//! In: an article. Out: its sentences in order, each with its kind. “Mr. Haq didn’t come. He’s ill.” gives two
//! sentences; the first has the tokens Mr. | Haq | did | n’t | come | . — Lines wrapped by hand are joined; bylines,
//! datelines, captions and links to other stories are told apart. Known limit: English only.

mod boundary;
mod dateline;
mod line;
pub(crate) mod text_data;
mod token;

pub use text_data::TextData;

use crate::article::Article;
use crate::span::Span;
use line::Paragraph;

/// What part a line plays in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The headline: the first line, where it stands apart and does not end like a sentence.
    Headline,
    /// Running text.
    Body,
    /// A byline, dateline alone, caption, link to another story, advertisement, signature: not coded.
    Boilerplate,
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token to its last; the dateline lies before it.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Its paragraph, counted from 0: a line, or lines that one sentence or a hand-made wrap holds together.
    pub paragraph: u32,
    /// The place and source in front (“KHARTOUM (AFP) - ”), which is not part of the sentence's syntax.
    pub dateline: Option<Span>,
    /// Its tokens, in order and at least one; a token's form is exactly the text that it covers.
    pub tokens: Vec<Span>,
}

/// Cuts an article's text into sentences and tokens. Every character that is not space lies in a token or a dateline.
pub fn split(data: &TextData, article: &Article) -> Vec<Sentence> {
    let text = article.text.as_str();
    let mut sentences = Vec::new();
    let paragraphs = line::paragraphs(data, text, article.title.as_deref());
    for (number, paragraph) in paragraphs.into_iter().enumerate() {
        split_paragraph(data, text, paragraph, number as u32, &mut sentences);
    }
    sentences
}

/// For each sentence whether it begins inside a quotation that an earlier sentence of its paragraph opened.
pub fn quoted(text: &str, sentences: &[Sentence]) -> Vec<bool> {
    let mut is_open = false;
    let mut paragraph = u32::MAX;
    let mut begins_inside = |sentence: &Sentence| {
        is_open &= sentence.paragraph == paragraph;
        paragraph = sentence.paragraph;
        let began = is_open;
        for mark in sentence.span.of(text).chars() {
            match mark {
                '"' => is_open = !is_open,
                '“' => is_open = true,
                '”' => is_open = false,
                _ => {}
            }
        }
        began
    };
    sentences.iter().map(&mut begins_inside).collect()
}

fn split_paragraph(
    data: &TextData,
    text: &str,
    paragraph: Paragraph,
    number: u32,
    sentences: &mut Vec<Sentence>,
) {
    let Paragraph { span, kind } = paragraph;
    let skipped =
        if kind == Kind::Body { dateline::len(data, span.of(text)) as u32 } else { 0 };
    let body = Span { start: span.start + skipped, end: span.end };
    let mut tokens = Vec::with_capacity(body.len() / 5);
    token::cut(data, text, body, &mut tokens);
    let mut dateline = (skipped > 0 && !tokens.is_empty())
        .then(|| Span { start: span.start, end: span.start + skipped });
    for range in boundary::find(data, text, &tokens) {
        let tokens = tokens[range].to_vec();
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { continue };
        let span = first.join(*last);
        let is_cue = kind == Kind::Body && line::is_boilerplate(data, span.of(text));
        let kind = if is_cue { Kind::Boilerplate } else { kind };
        sentences.push(Sentence {
            span,
            kind,
            paragraph: number,
            dateline: dateline.take(),
            tokens,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn article(text: &str) -> Article {
        Article {
            id: String::new(),
            title: None,
            text: text.to_owned(),
            published: None,
            publisher: None,
            url: None,
            language: None,
        }
    }

    /// One letter for the kind, then the sentence's text; datelines in brackets.
    fn shown(text: &str) -> Vec<String> {
        let sentences = split(&TextData::embedded(), &article(text));
        let letter = |kind| match kind {
            Kind::Headline => "H",
            Kind::Body => "B",
            Kind::Boilerplate => "X",
        };
        let line = |s: &Sentence| {
            let dateline =
                s.dateline.map(|d| format!("[{}]", d.of(text))).unwrap_or_default();
            format!("{} {dateline}{}", letter(s.kind), s.span.of(text).replace('\n', " "))
        };
        sentences.iter().map(line).collect()
    }

    #[test]
    fn parts_of_an_article_are_told_apart() {
        let text = "Lusaka, Harare sign river pact\nBy Ola Banda\nLUSAKA (AFP) - Zambia signed. Zimbabwe too.\n\
            It said that\nMalawi would join,\nand soon.\nRead also: Snow in Osh\nstr/bou/srm\n(Reporting by Ann Lee)";
        assert_eq!(
            shown(text),
            [
                "H Lusaka, Harare sign river pact",
                "X By Ola Banda",
                "B [LUSAKA (AFP) - ]Zambia signed.",
                "B Zimbabwe too.",
                "B It said that Malawi would join, and soon.",
                "X Read also: Snow in Osh",
                "X str/bou/srm",
                "X (Reporting by Ann Lee)",
            ]
        );
    }

    #[test]
    fn bylines_and_lone_dates_are_boilerplate() {
        for line in [
            "Ann Lee",
            "Staff Reporter",
            "Die Sela | Pristina",
            "Pat Low, diplomatic editor",
            "BBC News, Accra",
            "March 01, 2008",
            "By a staff correspondent in Lima",
        ] {
            let text = format!("Mali leaves bloc\n{line}\nMali left the bloc on Sunday.");
            assert_eq!(shown(&text)[1], format!("X {line}"));
        }
    }

    #[test]
    fn text_without_headline_is_body() {
        assert_eq!(shown("Mali left the bloc"), ["B Mali left the bloc"]);
        assert_eq!(
            shown("Mali left.\nNiger stayed."),
            ["B Mali left.", "B Niger stayed."]
        );
        let wrapped = "The government of Mali announced on Sunday that it would leave West\n\
            African institutions before the end of the year, because talks with\n\
            France had failed.";
        assert_eq!(shown(wrapped).len(), 1);
    }

    #[test]
    fn long_input_takes_linear_time() {
        for text in [
            "(".repeat(1_000_000),
            "word ".repeat(1_000_000),
            "a-".repeat(500_000),
            "x".repeat(2_000_000),
        ] {
            assert!(!shown(&text).is_empty());
        }
    }

    fn check_cover(text: &str) -> Result<(), TestCaseError> {
        let sentences = split(&TextData::embedded(), &article(text));
        let mut covered = Vec::new();
        for sentence in &sentences {
            prop_assert!(!sentence.tokens.is_empty());
            covered.extend(sentence.dateline);
            covered.extend(&sentence.tokens);
        }
        let mut at = 0;
        for span in covered {
            prop_assert!(at <= span.start && span.start < span.end);
            prop_assert!(
                text[at as usize..span.start as usize].chars().all(token::is_space)
            );
            prop_assert!(text.is_char_boundary(span.end as usize));
            at = span.end;
        }
        prop_assert!(text[at as usize..].chars().all(token::is_space));
        prop_assert_eq!(sentences, split(&TextData::embedded(), &article(text)));
        Ok(())
    }

    proptest! {
        #[test]
        fn tokens_cover_any_text(text in "\\PC*") {
            check_cover(&text)?;
        }

        #[test]
        fn tokens_cover_newslike_text(
            words in proptest::collection::vec(
                prop_oneof![
                    "[A-Za-z]{1,9}", "[A-Z]{2,9}", "[0-9]{1,4}", "[.,;:!?'’“”\"()/—–_-]{1,2}",
                    Just("\n".to_owned()), Just("(AFP) - ".to_owned()), Just("Sept. 4".to_owned()),
                    Just("http://".to_owned()), Just("don’t".to_owned()),
                ],
                0..60,
            ),
            glue in prop_oneof![Just(""), Just(" ")],
        ) {
            check_cover(&words.join(glue))?;
        }
    }
}

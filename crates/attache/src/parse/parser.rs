//! The trained model at work: from tokens to a tree.
//!
//! In: the text and the tokens of a sentence. Out: a [`Parse`]. “Russia recognised Kabul” is tagged, parsed and
//! lemmatised in one pass. Known limit: a sentence of more than [`WINDOW`] tokens is parsed in pieces, whose roots
//! hang from the first one's.

use super::familiar::Familiar;
use super::headline::Headlines;
use super::label::{Deprel, Upos, Xpos};
use super::lemma::Lemmas;
use super::model::{LoadError, Sections};
use super::network::{Network, Pass};
use super::{Parse, Word, garden, opening, regroup, topic, verbless};
use crate::span::Span;

/// The embedded model.
static ENGLISH: &[u8] = include_bytes!("../../data/models/english.bin");

/// Tokens that are parsed together; longer sentences come in pieces, so that time stays linear.
const WINDOW: usize = 200;

/// A loaded model.
#[derive(Debug, Clone)]
pub struct Parser {
    network: Network,
    lemmas: Lemmas,
    familiar: Familiar,
    headlines: Headlines,
}

/// Buffers that one parse leaves to the next; one for each thread. What is in them never shows in a result.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    lower: String,
    pass: Pass,
}

impl Parser {
    /// A hash of the embedded model, to tell with which model something was read.
    pub fn version() -> String {
        format!("{:016x}", xxhash_rust::xxh3::xxh3_64(ENGLISH))
    }

    /// The model that comes with the library.
    pub fn embedded() -> Self {
        Self::load(ENGLISH).expect("the embedded model is one that the lab has written")
    }

    /// Takes a model: tables are read where they lie, matrices are copied.
    pub fn load(bytes: &'static [u8]) -> Result<Self, LoadError> {
        let sections = Sections::read(bytes)?;
        Ok(Self {
            network: Network::read(&sections)?,
            lemmas: Lemmas::read(&sections)?,
            familiar: Familiar::embedded(),
            headlines: Headlines::embedded(),
        })
    }

    /// Tags, lemmatises and parses one sentence, whose tokens are spans of `text`.
    pub fn parse(&self, workspace: &mut Workspace, text: &str, tokens: &[Span]) -> Parse {
        let forms: Vec<&str> = tokens.iter().map(|t| t.of(text)).collect();
        self.parse_as(workspace, text, (tokens, &forms))
    }

    /// The same for a sentence that may open with a label, after which it is read like a headline: “March 2022: Herzog visits
    /// Ankara.”; `is_name` tells whether a word begins a name.
    pub fn parse_labelled(
        &self,
        workspace: &mut Workspace,
        (text, tokens): (&str, &[Span]),
        is_name: &dyn Fn(&str) -> bool,
    ) -> Parse {
        let Some((before, rest)) = labelled(text, tokens, false) else {
            let plain = self.parse(workspace, text, tokens);
            if let Some(parted) = self.part_opening(workspace, (text, tokens), &plain) {
                return parted;
            }
            // A line that neither ends as a sentence nor has a verb: a headline within or without its article.
            let is_open = !has_verb(&plain) && !verbless::ends(text, plain.words());
            return if is_open {
                self.parse_title(workspace, (text, tokens), is_name)
            } else {
                plain
            };
        };
        let plain = self.parse(workspace, text, rest);
        let tree = if has_verb(&plain) {
            plain
        } else {
            self.parse_title(workspace, (text, rest), is_name)
        };
        topic::join(&self.parse(workspace, text, before), &tree)
    }

    /// The sentence with the day that opens it parsed apart, where the network took both for one phrase.
    fn part_opening(
        &self,
        workspace: &mut Workspace,
        (text, tokens): (&str, &[Span]),
        plain: &Parse,
    ) -> Option<Parse> {
        let n = opening::len(text, tokens, plain);
        let (day, rest) = tokens.split_at(n);
        let rest = (n > 0).then(|| self.parse(workspace, text, rest))?;
        opening::join(&self.parse(workspace, text, day), &rest)
    }

    /// The same for a headline, which is read as the sentence that it stands for; `is_name` tells whether a word begins a name.
    pub fn parse_headline(
        &self,
        workspace: &mut Workspace,
        (text, tokens): (&str, &[Span]),
        is_name: &dyn Fn(&str) -> bool,
    ) -> Parse {
        let Some((before, rest)) = labelled(text, tokens, true) else {
            return self.parse_title(workspace, (text, tokens), is_name);
        };
        let tree = self.parse_title(workspace, (text, rest), is_name);
        topic::join(&self.parse_title(workspace, (text, before), is_name), &tree)
    }

    fn parse_title(
        &self,
        workspace: &mut Workspace,
        (text, tokens): (&str, &[Span]),
        is_name: &dyn Fn(&str) -> bool,
    ) -> Parse {
        let forms: Vec<&str> = tokens.iter().map(|t| t.of(text)).collect();
        let lowered = Headlines::lowered(&forms, is_name);
        let forms: Vec<&str> = match &lowered {
            Some(lowered) => lowered.iter().map(String::as_str).collect(),
            None => forms,
        };
        let is_known = forms.first().is_some_and(|first| is_name(first));
        let shown = self.headlines.shown(&forms, is_known);
        let first = self.parse_as(workspace, text, (tokens, &shown));
        if has_verb(&first) {
            return self.as_present(first, &forms);
        }
        let second = self.headlines.second(&shown);
        let second = second.map(|shown| self.parse_as(workspace, text, (tokens, &shown)));
        self.as_present(second.filter(has_verb).unwrap_or(first), &forms)
    }

    /// Headlines tell in the present: “Taliban free two hostages”, of which the network was shown a past form.
    fn as_present(&self, tree: Parse, forms: &[&str]) -> Parse {
        let is_past = |word: &Word| matches!(word.xpos, Xpos::Vbd | Xpos::Vbn);
        let fits =
            |(word, form): (&Word, &&str)| is_past(word) && self.headlines.is_plain(form);
        if !tree.words().iter().zip(forms).any(fits) {
            return tree;
        }
        let mut words = tree.words().to_vec();
        for (word, form) in words.iter_mut().zip(forms) {
            if fits((word, form)) {
                (word.xpos, word.lemma) = (Xpos::Vbp, (*form).into());
            }
        }
        Parse::new(words)
    }

    /// Parses tokens of which the network sees the forms `shown`; where it finds no verb in a sentence, words that may be
    /// the verb are shown as a plain one.
    fn parse_as(
        &self,
        workspace: &mut Workspace,
        text: &str,
        (tokens, shown): (&[Span], &[&str]),
    ) -> Parse {
        let first = self.parse_once(workspace, text, (tokens, shown));
        let may_be_verb = |form: &str| self.headlines.is_verb(form);
        for verb in verbless::tries(text, first.words(), may_be_verb) {
            let mut shown = shown.to_vec();
            shown[verb] = self.headlines.past;
            let again = self.parse_once(workspace, text, (tokens, &shown));
            if has_verb(&again) {
                return again;
            }
        }
        first
    }

    /// Parses tokens of which the network sees the forms `shown`.
    fn parse_once(
        &self,
        workspace: &mut Workspace,
        text: &str,
        (tokens, shown): (&[Span], &[&str]),
    ) -> Parse {
        let mut words = Vec::with_capacity(tokens.len());
        let mut rest = tokens;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(piece_len(text, rest));
            let at = tokens.len() - rest.len();
            rest = after;
            let shown = shown[at..at + piece.len()].iter().enumerate();
            let shown = shown.map(|(i, form)| self.familiar.shown(form, i == 0));
            self.network.run(shown, &mut workspace.pass);
            let start = words.len();
            for (i, span) in piece.iter().enumerate() {
                words.push(self.word(workspace, (text, *span), (i, start)));
            }
        }
        own_by_clitic(&mut words);
        garden::mend_participle(text, &mut words);
        let mended = garden::mend(text, &mut words);
        let may_be_verb = |form: &str| self.headlines.is_verb(form);
        let regrouped = regroup::mend(text, &mut words, may_be_verb);
        for verb in mended.into_iter().chain(regrouped) {
            let word = &mut words[verb];
            let tags = (word.upos, word.xpos);
            word.lemma = self.lemmas.find(word.span.of(text), tags, &mut workspace.lower);
        }
        Parse::new(words)
    }

    /// Word `i` of a piece that begins at word `start`.
    fn word(
        &self,
        workspace: &mut Workspace,
        (text, span): (&str, Span),
        (i, start): (usize, usize),
    ) -> Word {
        let pass = &workspace.pass;
        let upos = Upos::ALL[usize::from(pass.upos[i])];
        let xpos = Xpos::ALL[usize::from(pass.xpos[i])];
        let head = Some(pass.heads[i]).filter(|h| (*h as usize) < pass.heads.len());
        let deprel = Deprel::ALL[usize::from(pass.labels[i])];
        let lemma = self.lemmas.find(span.of(text), (upos, xpos), &mut workspace.lower);
        Word { span, lemma, upos, xpos, head: head.map(|h| h + start as u32), deprel }
    }
}

/// The tokens of a label and those behind it, where there is one.
fn labelled<'t>(
    text: &str,
    tokens: &'t [Span],
    is_headline: bool,
) -> Option<(&'t [Span], &'t [Span])> {
    let forms: Vec<&str> = tokens.iter().map(|t| t.of(text)).collect();
    let n = topic::label_len(&forms, is_headline);
    (n > 0).then(|| tokens.split_at(n))
}

/// “Latvia's parliament”: a name before the clitic owns what follows it, whatever the parser made of it.
fn own_by_clitic(words: &mut [Word]) {
    for i in 1..words.len() {
        let is_owned = words[i].xpos == Xpos::Pos && words[i].head == Some(i as u32 - 1);
        if is_owned && words[i - 1].deprel == Deprel::Case {
            words[i - 1].deprel = Deprel::NmodPoss;
        }
    }
}

/// Whether the tree has a verb with tense that has a subject.
fn has_verb(parse: &Parse) -> bool {
    parse.words().iter().enumerate().any(|(i, word)| {
        let is_finite = matches!(word.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
            || parse
                .children(i)
                .iter()
                .any(|c| parse.words()[*c as usize].xpos == Xpos::Md);
        let is_subject = |c: &u32| {
            matches!(parse.words()[*c as usize].deprel, Deprel::Nsubj | Deprel::NsubjPass)
        };
        is_finite && parse.children(i).iter().any(is_subject)
    })
}

/// How many tokens to parse together: all, or up to the last mark in the second half of the window.
fn piece_len(text: &str, tokens: &[Span]) -> usize {
    if tokens.len() <= WINDOW {
        return tokens.len();
    }
    let is_mark =
        |token: &Span| matches!(token.of(text), "." | ";" | "!" | "?" | "," | ":");
    let mark = tokens[WINDOW / 2..WINDOW].iter().rposition(is_mark);
    mark.map_or(WINDOW, |at| WINDOW / 2 + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(forms: &[&str]) -> Parse {
        let text = forms.join(" ");
        let mut at = 0;
        let spans = forms.iter().map(|form| {
            let span = Span::new(at, at + form.len());
            at += form.len() + 1;
            span
        });
        let spans: Vec<_> = spans.collect();
        Parser::embedded().parse(&mut Workspace::default(), &text, &spans)
    }

    fn check_tree(parse: &Parse) {
        let roots = parse.words().iter().filter(|w| w.head.is_none()).count();
        assert_eq!(roots, usize::from(!parse.is_empty()));
        let mut depth = vec![0u32; parse.len()];
        let mut open: Vec<u32> = Vec::new();
        open.extend(
            parse.words().iter().position(|w| w.head.is_none()).map(|i| i as u32),
        );
        while let Some(at) = open.pop() {
            depth[at as usize] += 1;
            open.extend(parse.children(at as usize));
        }
        assert!(
            depth.iter().all(|n| *n == 1),
            "every word is reached once from the root"
        );
    }

    #[test]
    fn a_plain_clause_has_subject_verb_and_object() {
        let parse = parse(&["Russia", "recognised", "Kabul", "."]);
        let words = parse.words();
        let verb = words.iter().map(|w| (w.upos, w.head, w.deprel));
        assert_eq!(
            verb.collect::<Vec<_>>(),
            [
                (Upos::Propn, Some(1), Deprel::Nsubj),
                (Upos::Verb, None, Deprel::Root),
                (Upos::Propn, Some(1), Deprel::Obj),
                (Upos::Punct, Some(1), Deprel::Punct),
            ]
        );
        let lemmas: Vec<_> = words.iter().map(|w| w.lemma.as_str()).collect();
        assert_eq!(lemmas, ["Russia", "recognise", "Kabul", "."]);
    }

    #[test]
    fn a_clause_is_not_taken_for_a_noun_phrase() {
        for forms in [
            ["Kiribati", "severed", "relations", "with", "Taiwan", "."],
            ["Iran", "severed", "ties", "with", "Morocco", "."],
            ["Kenya", "downgraded", "ties", "with", "Somalia", "."],
        ] {
            let parse = parse(&forms);
            let words = parse.words();
            let verb = (words[1].xpos, words[1].head, words[1].deprel);
            assert_eq!(verb, (Xpos::Vbd, None, Deprel::Root));
            assert_eq!((words[0].head, words[0].deprel), (Some(1), Deprel::Nsubj));
            assert_eq!((words[2].head, words[2].deprel), (Some(1), Deprel::Obj));
            check_tree(&parse);
        }
    }

    #[test]
    fn no_token_gives_no_word() {
        assert!(parse(&[]).is_empty());
    }

    #[test]
    fn a_sentence_of_many_thousand_words_is_a_tree() {
        let forms: Vec<_> = ["the", "talks", "failed", ",", "(", "and"].repeat(20_000);
        check_tree(&parse(&forms));
    }

    #[test]
    fn what_was_parsed_before_does_not_show() {
        let parser = Parser::embedded();
        let text = "Kabul Kabul thanked Moscow for recognising Kabul antidisestablishmentarianismists";
        let mut spans = Vec::new();
        for word in text.split(' ') {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            spans.push(Span::new(at, at + word.len()));
        }
        let mut used = Workspace::default();
        for start in 0..spans.len() {
            let tokens = &spans[start..];
            let fresh = parser.parse(&mut Workspace::default(), text, tokens);
            assert_eq!(parser.parse(&mut used, text, tokens), fresh);
            assert_eq!(parser.parse(&mut used, text, tokens), fresh);
        }
    }

    #[test]
    fn long_sentences_are_cut_at_marks() {
        let text = "a ".repeat(150) + ", " + &"a ".repeat(100);
        let spans: Vec<_> = (0..251).map(|i| Span::new(2 * i, 2 * i + 1)).collect();
        assert_eq!(piece_len(&text, &spans), 151);
        assert_eq!(piece_len(&text, &spans[151..]), 100);
    }

    proptest! {
        #[test]
        fn any_tokens_give_a_tree(forms in prop::collection::vec(".{0,8}", 0..60)) {
            let forms: Vec<_> = forms.iter().map(String::as_str).collect();
            let parse = parse(&forms);
            prop_assert_eq!(parse.len(), forms.len());
            check_tree(&parse);
        }
    }
}

//! The trained model at work: from tokens to a tree.
//!
//! In: the text and the tokens of a sentence. Out: a [`Parse`]. “Russia recognised Kabul” is tagged, lemmatised and
//! given its tree in one pass. Known limit: greedy, so an early mistake stays.

use super::arcs::{self, MOVES, Move, State};
use super::label::{Deprel, Upos, Xpos};
use super::lemma::Lemmas;
use super::model::{LoadError, Sections};
use super::rows::Rows;
use super::tagger::{self, Atoms};
use super::{Parse, Word};
use crate::span::Span;

/// The embedded model.
static ENGLISH: &[u8] = include_bytes!("../../data/models/english.bin");

/// A loaded model.
#[derive(Debug, Clone)]
pub struct Parser {
    classes: Vec<(Upos, Xpos)>,
    labels: Vec<Deprel>,
    tags: Rows,
    moves: Rows,
    arcs: Rows,
    lemmas: Lemmas,
}

/// Buffers that one parse leaves to the next; one for each thread.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    lower: String,
    atoms: Vec<Atoms>,
    classes: Vec<u8>,
    state: State,
    scores: Vec<i16>,
}

impl Parser {
    /// The model that comes with the library.
    pub fn embedded() -> Self {
        Self::load(ENGLISH).expect("the embedded model is one that the lab has written")
    }

    /// Takes a model where it lies.
    pub fn load(bytes: &'static [u8]) -> Result<Self, LoadError> {
        let sections = Sections::read(bytes)?;
        let classes = sections.words("CLAS")?.into_iter().map(|n| {
            let upos = Upos::ALL.get((n / 64) as usize)?;
            Some((*upos, *Xpos::ALL.get((n % 64) as usize)?))
        });
        let labels = sections.words("LABL")?;
        let labels = labels.into_iter().map(|n| Deprel::ALL.get(n as usize).copied());
        let classes: Vec<_> =
            classes.collect::<Option<_>>().ok_or(LoadError::Section("CLAS"))?;
        let labels: Vec<_> =
            labels.collect::<Option<_>>().ok_or(LoadError::Section("LABL"))?;
        Ok(Self {
            tags: Rows::read(sections.bytes("TAGS")?, classes.len(), "TAGS")?,
            moves: Rows::read(sections.bytes("MOVE")?, MOVES.len(), "MOVE")?,
            arcs: Rows::read(sections.bytes("ARCS")?, labels.len(), "ARCS")?,
            lemmas: Lemmas::read(&sections)?,
            classes,
            labels,
        })
    }

    /// Tags, lemmatises and parses one sentence; spans count from the start of `text`.
    pub fn parse(&self, workspace: &mut Workspace, text: &str, tokens: &[Span]) -> Parse {
        let ws = workspace;
        ws.atoms.clear();
        ws.atoms.extend(tokens.iter().map(|t| Atoms::of(t.of(text), &mut ws.lower)));
        self.tag(ws);
        ws.state.start(&ws.atoms, &ws.classes);
        self.link(&mut ws.state, &mut ws.scores);
        let words = tokens.iter().enumerate().map(|(i, span)| {
            let node = ws.state.nodes[i];
            let (upos, xpos) = self.classes[ws.classes[i] as usize];
            let head = Some(node.head).filter(|h| (*h as usize) < tokens.len());
            let deprel = self.labels.get(node.label as usize);
            let deprel = match (head, deprel) {
                (None, _) => Deprel::Root,
                (Some(_), Some(deprel)) => *deprel,
                (Some(_), None) => Deprel::Dep,
            };
            let lemma = self.lemmas.find(span.of(text), (upos, xpos), &mut ws.lower);
            Word { span: *span, lemma, upos, xpos, head, deprel }
        });
        Parse::new(words.collect())
    }

    fn tag(&self, ws: &mut Workspace) {
        ws.classes.clear();
        ws.scores.resize(self.classes.len(), 0);
        for i in 0..ws.atoms.len() {
            let features = tagger::features(&ws.atoms, &ws.classes, i);
            self.tags.sum(&features, &mut ws.scores);
            ws.classes.push(best(&ws.scores) as u8);
        }
    }

    fn link(&self, state: &mut State, scores: &mut Vec<i16>) {
        scores.resize(self.labels.len(), 0);
        while !state.is_done() {
            let legal = state.legal();
            let mut marks = [0i16; 4];
            let features = arcs::move_features(state);
            self.moves.sum(&features.all[..features.n], &mut marks);
            for (mark, legal) in marks.iter_mut().zip(legal) {
                *mark = if legal { *mark } else { i16::MIN };
            }
            let step = MOVES[best(&marks)];
            let top = state.stack.last().copied().unwrap_or(arcs::NONE);
            let arc = match step {
                Move::Left => Some((state.next, top)),
                Move::Right => Some((top, state.next)),
                Move::Shift | Move::Reduce => None,
            };
            let label = arc.map_or(0, |(head, child)| {
                let features = arcs::label_features(state, head, child);
                self.arcs.sum(&features.all[..features.n], scores);
                best(scores) as u8
            });
            state.make(step, label);
        }
    }
}

/// The first of the highest scores.
fn best(scores: &[i16]) -> usize {
    let mut best = 0;
    for (i, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = i;
        }
    }
    best
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
        open.extend(parse.words().iter().position(|w| w.head.is_none()).map(|i| i as u32));
        while let Some(at) = open.pop() {
            depth[at as usize] += 1;
            open.extend(parse.children(at as usize));
        }
        assert!(depth.iter().all(|n| *n == 1), "every word is reached once from the root");
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
    fn no_token_gives_no_word() {
        assert!(parse(&[]).is_empty());
    }

    #[test]
    fn a_sentence_of_many_thousand_words_is_a_tree() {
        let forms: Vec<_> = ["the", "talks", "failed", ",", "(", "and"].repeat(20_000);
        check_tree(&parse(&forms));
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

//! Parts of one sentence put into another: “who had left for Rome”, “After the talks,”, “, he said”.
//!
//! In: the words of a sentence. Out: the same with a modifier behind its subject, an opening before it or a speaker at its end.
//! Known limit: only one part to a sentence, and only parts whose words stand together.

use super::{capital, within};
use crate::corpus::Gold;
use crate::random::Random;
use attache::parse::{Deprel, Upos, Xpos};

/// How many words a part has at most.
const LONGEST: usize = 16;
/// Sentences of more words stay as they are.
const HOST: usize = 40;

/// Words that stand together; heads count from the first, the part's own head has none.
type Part = Vec<Gold>;

/// Parts by the place that they can take.
#[derive(Debug, Default)]
pub(super) struct Bank {
    behind_noun: Vec<Part>,
    opening: Vec<Part>,
    speaker: Vec<Part>,
}

impl Bank {
    /// Collects the parts of all sentences.
    pub(super) fn of(sentences: &[crate::corpus::Sentence]) -> Self {
        let mut bank = Self::default();
        for sentence in sentences {
            let words = &sentence.words;
            for i in 0..words.len() {
                bank.collect(words, i);
            }
        }
        bank
    }

    fn collect(&mut self, words: &[Gold], i: usize) {
        use Deprel::{Acl, AclRelcl, Advcl, Appos, Nmod, Obl, Parataxis};
        let Some(head) = words[i].head.map(|h| h as usize) else { return };
        let Some((from, to)) = extent(words, i) else { return };
        let is_noun = matches!(words[head].upos, Upos::Noun | Upos::Propn);
        let is_root = words[head].head.is_none();
        if to - from > LONGEST || words[from..to].iter().any(|w| is_odd(&w.form)) {
            return;
        }
        // Noun modifiers are so many that one in five is enough.
        let label = words[i].deprel;
        let is_tail = matches!(label, AclRelcl | Acl | Appos)
            || label == Nmod && i.is_multiple_of(5);
        let is_frame = matches!(label, Obl | Advcl) && is_root;
        let is_closed = |at: usize| words.get(at).is_some_and(|w| w.form == ",");
        let list = if is_tail && is_noun && from > head && to - from > 2 {
            &mut self.behind_noun
        } else if is_frame && from == 0 && to > 1 && (is_closed(to) || is_closed(to - 1))
        {
            &mut self.opening
        } else if label == Parataxis && is_speaker(words, i) && is_root {
            &mut self.speaker
        } else {
            return;
        };
        list.push(part(words, i, (from, to)));
    }

    /// A sentence with a part of another; none where no part fits.
    pub(super) fn graft(&self, words: &[Gold], random: &mut Random) -> Option<Vec<Gold>> {
        let root = words.iter().position(|w| w.head.is_none())?;
        let subject = words.iter().position(|w| {
            w.head == Some(root as u32)
                && matches!(w.deprel, Deprel::Nsubj | Deprel::NsubjPass)
        })?;
        let (from, to) = extent(words, subject)?;
        if words.len() > HOST || words[root].upos != Upos::Verb || to > root {
            return None;
        }
        let is_bare = matches!(words[subject].upos, Upos::Noun | Upos::Propn)
            && !words.iter().any(|w| {
                let is_tail = matches!(
                    w.deprel,
                    Deprel::AclRelcl | Deprel::Acl | Deprel::Appos | Deprel::Conj
                );
                w.head == Some(subject as u32) && is_tail
            });
        let ends = words.last().is_some_and(|w| w.form == ".");
        let chance = random.unit();
        if is_bare && chance < 0.8 {
            let part = closed(pick(&self.behind_noun, random)?);
            Some(insert(words, part, (to, subject)))
        } else if from == 0 && chance < 0.3 {
            Some(opened(words, pick(&self.opening, random)?, root))
        } else if ends && from == 0 && chance > 0.9 {
            Some(insert(
                words,
                pick(&self.speaker, random)?.clone(),
                (words.len() - 1, root),
            ))
        } else {
            None
        }
    }
}

/// A random part.
fn pick<'p>(parts: &'p [Part], random: &mut Random) -> Option<&'p Part> {
    (!parts.is_empty()).then(|| &parts[random.below(parts.len())])
}

/// From and to of the words below word `i`, itself included; none where others stand between them.
pub(super) fn extent(words: &[Gold], i: usize) -> Option<(usize, usize)> {
    let is_below = |mut j: usize| loop {
        if j == i {
            return true;
        }
        match words[j].head {
            Some(head) => j = head as usize,
            None => return false,
        }
    };
    let below: Vec<usize> = (0..words.len()).filter(|j| is_below(*j)).collect();
    let (from, last) = (*below.first()?, *below.last()?);
    (last + 1 - from == below.len()).then_some((from, last + 1))
}

fn is_odd(form: &str) -> bool {
    let is_plain = |c: char| {
        c.is_alphanumeric() || matches!(c, ',' | '.' | '-' | '\'' | '’' | '$' | '%')
    };
    !form.chars().all(is_plain)
}

/// “, he said”: a verb of saying behind its subject, with nothing behind it.
fn is_speaker(words: &[Gold], i: usize) -> bool {
    let says = matches!(words[i].xpos, Some(Xpos::Vbd | Xpos::Vbz));
    let has_subject =
        words[..i].iter().any(|w| w.head == Some(i as u32) && w.deprel == Deprel::Nsubj);
    says && has_subject
        && words[..=i].iter().any(|w| w.form == "," && w.head == Some(i as u32))
}

fn part(words: &[Gold], i: usize, (from, to): (usize, usize)) -> Part {
    let mut part = words[from..to].to_vec();
    for (j, word) in part.iter_mut().enumerate() {
        word.head = word.head.map(|h| h - from as u32 * u32::from(from + j != i));
    }
    part[i - from].head = None;
    part
}

fn comma(head: Option<u32>) -> Gold {
    Gold {
        form: ",".to_owned(),
        lemma: ",".to_owned(),
        upos: Upos::Punct,
        xpos: Xpos::from_name(","),
        head,
        deprel: Deprel::Punct,
        is_known_deprel: true,
    }
}

fn head_of(part: &Part) -> usize {
    part.iter().position(|w| w.head.is_none()).unwrap_or(0)
}

/// A part that opens with a comma closes with one.
fn closed(part: &Part) -> Part {
    let mut part = part.clone();
    if part[0].form == "," && part.last().is_some_and(|w| w.form != ",") {
        let head = head_of(&part) as u32;
        part.push(comma(Some(head)));
    }
    part
}

/// The sentence with an opening and its comma before it.
fn opened(words: &[Gold], part: &Part, root: usize) -> Vec<Gold> {
    let mut host = words.to_vec();
    host[0].form = within(&host[0]);
    let mut part = part.clone();
    part[0].form = capital(&part[0].form);
    let n = part.len();
    let mut out = insert(&host, part, (0, root));
    if out[n - 1].form != "," {
        out = insert(&out, vec![comma(None)], (n, root + n));
    }
    out
}

/// The part put before word `at`, hanging from word `head`.
pub(super) fn insert(
    words: &[Gold],
    part: Part,
    (at, head): (usize, usize),
) -> Vec<Gold> {
    let n = part.len();
    let moved = |i: u32| if (i as usize) < at { i } else { i + n as u32 };
    let mut out = words.to_vec();
    for word in &mut out {
        word.head = word.head.map(moved);
    }
    let top = moved(head as u32);
    let part = part.into_iter().map(|mut w| {
        w.head = Some(w.head.map_or(top, |h| h + at as u32));
        w
    });
    out.splice(at..at, part);
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::{forms, sentence};
    use super::*;

    #[test]
    fn a_part_moves_with_its_heads() {
        let host = sentence("Paris/2/nsubj/PROPN waits/0/root/VERB ./2/punct/PUNCT");
        let donor = sentence("men/0/root/NOUN who/3/nsubj/PRON left/1/acl:relcl/VERB");
        let part = part(&donor.words, 2, (1, 3));
        let longer = insert(&host.words, part, (1, 0));
        assert_eq!(forms(&longer), "Paris who left waits .");
        let heads: Vec<_> = longer.iter().map(|w| w.head).collect();
        assert_eq!(heads, [Some(3), Some(2), Some(0), None, Some(3)]);
    }

    #[test]
    fn words_below_a_word_stand_together_or_are_no_part() {
        let words =
            sentence("old/2/amod/ADJ men/0/root/NOUN of/4/case/ADP Rome/2/nmod/PROPN")
                .words;
        assert_eq!(extent(&words, 3), Some((2, 4)));
        let apart = sentence("a/3/det/DET b/0/root/VERB c/2/obj/NOUN").words;
        assert_eq!(extent(&apart, 2), None);
    }
}

//! Treebanks: CoNLL-U files, plain or xz.
//!
//! In: a path. Out: its sentences, each with its text, the place of every word in it and the gold annotation. The two
//! words of “don’t” share out its letters by their forms (“do”, “n’t”). Known limit: features and enhanced graphs are
//! not read.

use anyhow::{Context, Result, bail};
use attache::parse::{Deprel, Upos, Xpos};
use attache::span::Span;
use std::io::BufReader;
use std::path::Path;

/// A word as annotated.
#[derive(Debug, Clone)]
pub(crate) struct Gold {
    /// The word as it stands.
    pub form: String,
    /// Its dictionary form.
    pub lemma: String,
    /// Universal tag.
    pub upos: Upos,
    /// Penn tag; `None` where the treebank's is unknown.
    pub xpos: Option<Xpos>,
    /// Index of the head; `None` for the root.
    pub head: Option<u32>,
    /// The relation.
    pub deprel: Deprel,
    /// Whether the relation's name in the treebank is one of ours as it stands.
    pub is_known_deprel: bool,
}

/// An annotated sentence.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    /// Its text, made from the forms.
    pub text: String,
    /// Where each word stands in the text.
    pub tokens: Vec<Span>,
    /// The annotation.
    pub words: Vec<Gold>,
    /// Whether a new document begins here.
    pub starts_document: bool,
    /// Whether a new paragraph begins here.
    pub starts_paragraph: bool,
}

/// Reads treebanks one after the other.
pub(crate) fn read_all(paths: &[impl AsRef<Path>]) -> Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    for path in paths {
        let path = path.as_ref();
        let found = read(path).with_context(|| format!("in {}", path.display()))?;
        sentences.extend(found);
    }
    Ok(sentences)
}

/// Reads one treebank.
pub(crate) fn read(path: &Path) -> Result<Vec<Sentence>> {
    let text = if path.extension().is_some_and(|e| e == "xz") {
        let mut bytes = Vec::new();
        lzma_rs::xz_decompress(
            &mut BufReader::new(std::fs::File::open(path)?),
            &mut bytes,
        )?;
        String::from_utf8(bytes)?
    } else {
        std::fs::read_to_string(path)?
    };
    text.split("\n\n").filter(|block| !block.trim().is_empty()).map(sentence).collect()
}

fn sentence(block: &str) -> Result<Sentence> {
    let mut out = Sentence {
        text: String::new(),
        tokens: Vec::new(),
        words: Vec::new(),
        starts_document: block.lines().any(|l| l.starts_with("# newdoc")),
        starts_paragraph: block.lines().any(|l| l.starts_with("# newpar")),
    };
    // Id of the last word of the multiword token at hand, and whether a space follows the token.
    let mut within = (0, false);
    for line in block.lines().filter(|l| !l.starts_with('#')) {
        let fields: Vec<_> = line.split('\t').collect();
        let [id, form, .., misc] = fields.as_slice() else {
            bail!("a line with one field: {line}")
        };
        let is_spaced = !misc.contains("SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            within = (last.parse()?, is_spaced);
            continue;
        }
        if id.contains('.') {
            continue;
        }
        let id: u32 = id.parse()?;
        out.tokens.push(Span::new(out.text.len(), out.text.len() + form.len()));
        out.text.push_str(form);
        if (id > within.0 && is_spaced) || (id == within.0 && within.1) {
            out.text.push(' ');
        }
        out.words.push(word(&fields).with_context(|| format!("in line: {line}"))?);
    }
    Ok(out)
}

fn word(fields: &[&str]) -> Result<Gold> {
    let &[_, form, lemma, upos, xpos, _, head, deprel, ..] = fields else {
        bail!("fewer than eight fields");
    };
    let head: u32 = head.parse()?;
    Ok(Gold {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        upos: Upos::from_name(upos).with_context(|| format!("unknown tag {upos}"))?,
        xpos: Xpos::from_name(xpos),
        head: head.checked_sub(1),
        deprel: Deprel::from_treebank(deprel),
        is_known_deprel: Deprel::from_name(deprel).is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOCK: &str = "\
# newdoc id = a
1\tHe\the\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tdidn’t\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_
3\tn’t\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tcome\tcome\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_";

    #[test]
    fn the_words_of_a_multiword_token_share_its_letters() {
        let sentence = sentence(BLOCK).unwrap();
        assert_eq!(sentence.text.trim_end(), "He didn’t come.");
        let forms: Vec<_> =
            sentence.tokens.iter().map(|t| t.of(&sentence.text)).collect();
        assert_eq!(forms, ["He", "did", "n’t", "come", "."]);
        assert_eq!(sentence.words[3].head, None);
        assert_eq!(sentence.words[0].head, Some(3));
        assert!(sentence.starts_document && !sentence.starts_paragraph);
    }

    #[test]
    fn a_broken_line_is_named() {
        let error = sentence("1\tHe\the\tNOTAG\tPRP\t_\t0\troot\t_\t_").unwrap_err();
        assert!(format!("{error:#}").contains("NOTAG"), "{error:#}");
    }
}

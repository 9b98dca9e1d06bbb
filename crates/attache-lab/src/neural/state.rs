//! How a network in training does on a development file.

use super::arcs;
use super::example::Example;
use super::forward::{Dropout, Pass};
use super::network::{LABELS, Network, TAGS};
use super::vocabulary::Vocabulary;
use crate::random::Random;
use attache::parse::distance::bucket;
use attache::parse::{Upos, tree};

/// `[UPOS XPOS UAS LAS]` on a file.
pub(crate) fn state(
    network: &Network,
    vocabulary: &Vocabulary,
    dev: &[Example],
) -> String {
    let mut random = Random::new(0);
    let mut right = [0usize; 4];
    let mut words = 0;
    for example in dev {
        let pass =
            network.forward(&[example], &vocabulary.counts, Dropout::NONE, &mut random);
        let n = example.heads.len();
        words += n;
        let (heads, labels) = decode(network, &pass, n);
        for i in 0..n {
            let (upos, xpos) =
                pass.tags[i * TAGS..(i + 1) * TAGS].split_at(Upos::ALL.len());
            let good = heads[i] == example.heads[i];
            right[0] += usize::from(best(upos) == example.upos[i] as usize);
            right[1] += usize::from(best(xpos) == example.xpos[i] as usize);
            right[2] += usize::from(good);
            right[3] += usize::from(good && labels[i] == example.labels[i]);
        }
    }
    let [a, b, c, d] = right.map(|r| 100.0 * r as f32 / words as f32);
    format!("[{a:.2} {b:.2} {c:.2} {d:.2}]")
}

fn decode(network: &Network, pass: &Pass, n: usize) -> (Vec<u32>, Vec<u8>) {
    let scores = arcs::scores(&network.arcs(pass), &network.root.w, (0, n));
    let mut heads = Vec::new();
    tree::best(n, &scores, &mut tree::Scratch::default(), &mut heads);
    let links: Vec<_> = (0..n)
        .map(|i| (i, heads[i] as usize))
        .filter(|(_, h)| *h < n)
        .map(|(i, h)| (i, h, bucket(i, h, n)))
        .collect();
    let scores = network.label_scores(&network.label_hidden(pass, &links));
    let mut labels = vec![0; n];
    for ((i, _, _), row) in links.iter().zip(scores.chunks_exact(LABELS)) {
        labels[*i] = 1 + best(&row[1..]) as u8;
    }
    (heads, labels)
}

fn best(row: &[f32]) -> usize {
    row.iter().enumerate().fold(0, |best, (i, x)| if *x > row[best] { i } else { best })
}

//! Teachers: trained networks whose beliefs another one learns from.

use super::arcs;
use super::example::{Beliefs, Example};
use super::forward::Dropout;
use super::network::{LABELS, Network, TAGS};
use crate::random::Random;
use attache::parse::Upos;
use attache::parse::distance::bucket;

impl Network {
    /// Adds this network's beliefs about an example to those of others.
    pub(crate) fn teach(&self, example: &Example, counts: &[u32], beliefs: &mut Beliefs) {
        let pass = self.forward(&[example], counts, Dropout::NONE, &mut Random::new(0));
        let n = example.heads.len();
        let mut heads = arcs::scores(&self.arcs(&pass), &self.root.w, (0, n));
        heads.chunks_exact_mut(n + 1).for_each(arcs::softmax);
        let golds = example.heads.iter().enumerate().map(|(i, h)| (i, *h as usize));
        let links: Vec<_> =
            golds.filter(|(_, h)| *h < n).map(|(i, h)| (i, h, bucket(i, h, n))).collect();
        let mut labels = self.label_scores(&self.label_hidden(&pass, &links));
        labels.chunks_exact_mut(LABELS).for_each(arcs::softmax);
        let mut tags = pass.tags;
        for row in tags.chunks_exact_mut(TAGS) {
            let (upos, xpos) = row.split_at_mut(Upos::ALL.len());
            arcs::softmax(upos);
            arcs::softmax(xpos);
        }
        for (to, from) in [
            (&mut beliefs.heads, heads),
            (&mut beliefs.labels, labels),
            (&mut beliefs.tags, tags),
        ] {
            to.resize(from.len(), 0.0);
            to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        }
    }
}

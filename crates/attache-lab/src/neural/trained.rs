//! The trained network as sections of the model's file.

use super::network::Network;
use super::vocabulary::Vocabulary;
use attache::parse::lexicon;

/// The trained network and its features.
pub(crate) struct Trained {
    pub vocabulary: Vocabulary,
    pub network: Network,
}

impl Trained {
    /// The sections of the model's file.
    pub(crate) fn sections(mut self) -> Vec<(&'static str, Vec<u8>)> {
        let shape = self.network.shape;
        let sizes = [shape.d, shape.layers, shape.arc, shape.label, shape.tags_after];
        let (cells, scales) = pack_rows(&self.network.embeddings.w, shape.d);
        vec![
            ("SHAP", sizes.iter().flat_map(|n| (*n as u32).to_le_bytes()).collect()),
            ("ROWK", lexicon::freeze(&self.vocabulary.entries())),
            ("EMBD", cells),
            ("EMBS", floats(&scales)),
            ("DENS", floats(&self.network.in_file_order())),
        ]
    }
}

fn floats(all: &[f32]) -> Vec<u8> {
    all.iter().flat_map(|x| x.to_le_bytes()).collect()
}

/// Rows as bytes, each with its own scale.
fn pack_rows(weights: &[f32], d: usize) -> (Vec<u8>, Vec<f32>) {
    let mut cells = Vec::with_capacity(weights.len());
    let mut scales = Vec::new();
    for row in weights.chunks_exact(d) {
        let top = row.iter().fold(0f32, |top, w| top.max(w.abs())).max(1e-6);
        scales.push(top / 127.0);
        cells.extend(
            row.iter().map(|w| ((w * 127.0 / top).round() as i8).cast_unsigned()),
        );
    }
    (cells, scales)
}

//! The trained network at run time: from forms to scores of tags, arcs and labels.
//!
//! “Russia recognised Kabul” becomes three rows of numbers, which the recurrent layers mix with their neighbours; from
//! the top rows come 17 + 50 scores of tags, and for each word a score of every other word as its head. Known limit:
//! sentences longer than the parser's window are scored piece by piece.

use super::distance::{BUCKETS, bucket};
use super::label::{Deprel, Upos, Xpos};
use super::lexicon::Lexicon;
use super::model::{LoadError, Sections};
use super::recurrent::Layer;
use super::{feature, tree};
use attache_arithmetic::fixed::{Matrix, Rows, WIDEST};
use attache_arithmetic::sum::add_scaled;

/// Columns of the scores of tags: universal tags, then Penn tags.
const TAGS: usize = Upos::ALL.len() + Xpos::ALL.len();
const LABELS: usize = Deprel::ALL.len();
/// More layers than any model has.
const MOST_LAYERS: u32 = 64;

/// The weights.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    width: usize,
    arc: usize,
    label: usize,
    tags_after: usize,
    rows: Lexicon,
    embeddings: &'static [u8],
    scales: Vec<f32>,
    layers: Vec<Layer>,
    project: Linear,
    bilinear: Linear,
    root: Vec<f32>,
    distance: Linear,
    label_distance: Vec<f32>,
    labels: Linear,
    tags: Linear,
}

/// A matrix and what is added to its product.
#[derive(Debug, Clone)]
struct Linear {
    weights: Matrix,
    bias: Vec<f32>,
}

impl Linear {
    /// `out` becomes the `n` rows times the weights plus the bias.
    fn apply(&self, rows: &Rows, n: usize, out: &mut Vec<f32>) {
        out.clear();
        for _ in 0..n {
            out.extend_from_slice(&self.bias);
        }
        self.weights.multiply_add(rows, out);
    }
}

/// Buffers of one sentence; what the last pass found lies in `upos`, `xpos`, `heads` and `labels`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pass {
    pub(crate) upos: Vec<u8>,
    pub(crate) xpos: Vec<u8>,
    /// Heads; the number of words stands for the root.
    pub(crate) heads: Vec<u32>,
    pub(crate) labels: Vec<u8>,
    lower: String,
    x: Vec<f32>,
    /// What is multiplied next, in fixed point.
    rows: Rows,
    z: Vec<f32>,
    state: Vec<f32>,
    tags: Vec<f32>,
    parts: Vec<f32>,
    arc_words: Vec<f32>,
    arc_heads: Matrix,
    arc_head: Vec<f32>,
    query: Vec<f32>,
    distance: Vec<f32>,
    scores: Vec<f32>,
    hidden: Vec<f32>,
    label_scores: Vec<f32>,
    tree: tree::Scratch,
    cache: Cache,
}

/// Takes the dense weights one after the other.
struct Cursor<'f>(&'f [f32]);

impl<'f> Cursor<'f> {
    fn take(&mut self, n: usize) -> Result<&'f [f32], LoadError> {
        let (found, rest) =
            self.0.split_at_checked(n).ok_or(LoadError::Section("DENS"))?;
        self.0 = rest;
        Ok(found)
    }

    fn linear(&mut self, inner: usize, columns: usize) -> Result<Linear, LoadError> {
        let weights = self.matrix(inner, columns)?;
        Ok(Linear { weights, bias: self.take(columns)?.to_vec() })
    }

    fn matrix(&mut self, inner: usize, columns: usize) -> Result<Matrix, LoadError> {
        let mut matrix = Matrix::default();
        matrix.pack(self.take(inner * columns)?, inner, columns);
        Ok(matrix)
    }
}

impl Network {
    pub(crate) fn read(sections: &Sections) -> Result<Self, LoadError> {
        let shape = sections.words("SHAP")?;
        let &[d, layers, arc, label, tags_after] = shape.as_slice() else {
            return Err(LoadError::Section("SHAP"));
        };
        if [d, arc, label].iter().any(|n| *n as usize > WIDEST)
            || !(1..=MOST_LAYERS).contains(&layers)
            || tags_after == 0
            || d == 0
            || d % 2 != 0
            || arc == 0
            || label == 0
        {
            return Err(LoadError::Section("SHAP"));
        }
        let [d, arc, label] = [d, arc, label].map(|n| n as usize);
        let dense = sections.floats("DENS")?;
        let mut cursor = Cursor(&dense);
        let layer = |cursor: &mut Cursor<'_>| {
            let weights = cursor.matrix(d, 3 * d)?;
            Ok(Layer { weights, gates: cursor.take(4 * d)?.to_vec() })
        };
        let embeddings = sections.bytes("EMBD")?;
        let scales = sections.floats("EMBS")?;
        if scales.is_empty() || scales.len() * d != embeddings.len() {
            return Err(LoadError::Section("EMBD"));
        }
        Ok(Self {
            width: d,
            arc,
            label,
            tags_after: tags_after as usize,
            rows: Lexicon::read(sections.bytes("ROWK")?, "ROWK")?,
            embeddings,
            scales,
            layers: (0..layers).map(|_| layer(&mut cursor)).collect::<Result<_, _>>()?,
            project: cursor.linear(d, 2 * arc + 2 * label)?,
            bilinear: cursor.linear(arc, arc)?,
            root: cursor.take(arc)?.to_vec(),
            distance: cursor.linear(arc, BUCKETS)?,
            label_distance: cursor.take(BUCKETS * label)?.to_vec(),
            labels: cursor.linear(label, LABELS)?,
            tags: cursor.linear(d, TAGS)?,
        })
    }

    /// Finds tags, heads and labels of the words with these forms.
    pub(crate) fn run<'t>(
        &self,
        forms: impl ExactSizeIterator<Item = &'t str>,
        pass: &mut Pass,
    ) {
        let n = forms.len();
        self.look_up(forms, pass);
        for (i, layer) in self.layers.iter().enumerate() {
            if i > 0 {
                layer.multiply(&pass.rows, n, &mut pass.z);
            }
            layer.run(&pass.z, &mut pass.x, &mut pass.state);
            pass.rows.set(&pass.x, self.width);
            if i + 1 == self.tags_after.min(self.layers.len()) {
                self.tags.apply(&pass.rows, n, &mut pass.tags);
            }
        }
        pass.upos.clear();
        pass.xpos.clear();
        for row in pass.tags.chunks_exact(TAGS) {
            let (upos, xpos) = row.split_at(Upos::ALL.len());
            pass.upos.push(best(upos) as u8);
            pass.xpos.push(best(xpos) as u8);
        }
        self.link(pass);
        self.label(pass);
    }

    /// Scores every pair of words and takes the best tree.
    fn link(&self, pass: &mut Pass) {
        let (a, n) = (self.arc, pass.upos.len());
        self.project.apply(&pass.rows, n, &mut pass.parts);
        pass.arc_words.clear();
        pass.arc_heads.reset(a, n + 1);
        for (j, row) in pass.parts.chunks_exact(self.project.bias.len()).enumerate() {
            pass.arc_words.extend(row[..a].iter().map(|x| x.max(0.0)));
            pass.arc_head.clear();
            pass.arc_head.extend(row[a..2 * a].iter().map(|x| x.max(0.0)));
            pass.arc_heads.set_column(j, &pass.arc_head);
        }
        pass.arc_heads.set_column(n, &self.root);
        pass.rows.set(&pass.arc_words, a);
        self.bilinear.apply(&pass.rows, n, &mut pass.query);
        self.distance.apply(&pass.rows, n, &mut pass.distance);
        pass.scores.clear();
        for (i, row) in pass.distance.chunks_exact(BUCKETS).enumerate() {
            pass.scores.extend((0..=n).map(|j| row[bucket(i, j, n)]));
        }
        pass.rows.set(&pass.query, a);
        pass.arc_heads.multiply_add(&pass.rows, &mut pass.scores);
        tree::best(n, &pass.scores, &mut pass.tree, &mut pass.heads);
    }

    /// Names the arcs of the tree.
    fn label(&self, pass: &mut Pass) {
        let (l, n) = (self.label, pass.heads.len());
        let columns = self.project.bias.len();
        let part = |i: usize, offset: usize| {
            let start = i * columns + 2 * self.arc + offset;
            &pass.parts[start..start + l]
        };
        pass.hidden.clear();
        for (i, head) in pass.heads.iter().enumerate() {
            let head = *head as usize;
            let step = bucket(i, head, n) * l;
            let far = &self.label_distance[step..step + l];
            let up = if head == n { &self.label_distance[..l] } else { part(head, l) };
            let sums = part(i, 0).iter().zip(up).zip(far);
            pass.hidden.extend(sums.map(|((x, y), z)| (x + y + z).max(0.0)));
        }
        pass.rows.set(&pass.hidden, l);
        self.labels.apply(&pass.rows, n, &mut pass.label_scores);
        pass.labels.clear();
        for (row, head) in pass.label_scores.chunks_exact(LABELS).zip(&pass.heads) {
            let label = 1 + best(&row[1..]);
            pass.labels.push(if *head as usize == n { 0 } else { label as u8 });
        }
    }

    /// Fills the rows of the input and of their product with the first layer.
    fn look_up<'t>(
        &self,
        forms: impl ExactSizeIterator<Item = &'t str>,
        pass: &mut Pass,
    ) {
        let (d, n) = (self.width, forms.len());
        pass.x.clear();
        pass.x.resize(n * d, 0.0);
        pass.z.clear();
        pass.z.resize(n * 3 * d, 0.0);
        pass.cache.start(d);
        for (i, form) in forms.enumerate() {
            let key = Key::of(form, i == 0);
            let slot = key.slot();
            let x = &mut pass.x[i * d..(i + 1) * d];
            if pass.cache.keys[slot] == key && key.is_whole() {
                let kept = &pass.cache.values[slot * 4 * d..(slot + 1) * 4 * d];
                x.copy_from_slice(&kept[..d]);
                pass.z[i * 3 * d..(i + 1) * 3 * d].copy_from_slice(&kept[d..]);
                continue;
            }
            let features = feature::of(form, i == 0, &mut pass.lower);
            self.embed(&features.keys[..features.len], x);
            pass.cache.missed.push((i, key));
        }
        self.multiply_missed(pass);
    }

    /// Multiplies what the cache did not hold with the first layer's weights, and keeps it.
    fn multiply_missed(&self, pass: &mut Pass) {
        let d = self.width;
        let Some(layer) = self.layers.first() else { return };
        let cache = &mut pass.cache;
        cache.x.clear();
        for (i, _) in &cache.missed {
            cache.x.extend_from_slice(&pass.x[i * d..(i + 1) * d]);
        }
        pass.rows.set(&cache.x, d);
        layer.multiply(&pass.rows, cache.missed.len(), &mut cache.z);
        for ((i, key), z) in cache.missed.iter().zip(cache.z.chunks_exact(3 * d)) {
            pass.z[i * 3 * d..(i + 1) * 3 * d].copy_from_slice(z);
            let slot = key.slot();
            cache.keys[slot] = *key;
            let value = &mut cache.values[slot * 4 * d..(slot + 1) * 4 * d];
            value[..d].copy_from_slice(&pass.x[i * d..(i + 1) * d]);
            value[d..].copy_from_slice(z);
        }
    }

    /// Adds up the embeddings of features; the first one is the form, and row 0 stands for unknown forms.
    fn embed(&self, keys: &[u32], x: &mut [f32]) {
        let d = self.width;
        let rows = keys.iter().enumerate().filter_map(|(k, key)| {
            let row = self.rows.find(*key);
            if k == 0 { row.or(Some(0)) } else { row }
        });
        for row in rows.map(usize::from) {
            let Some(scale) = self.scales.get(row) else { continue };
            let cells = &self.embeddings[row * d..(row + 1) * d];
            add_scaled(x, cells, *scale);
        }
    }
}

/// The first of the highest scores.
fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (i, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = i;
        }
    }
    best
}

/// First-layer products of forms seen before. A product depends on the form alone, so that the cache never shows.
#[derive(Debug, Clone, Default)]
struct Cache {
    keys: Vec<Key>,
    values: Vec<f32>,
    missed: Vec<(usize, Key)>,
    x: Vec<f32>,
    z: Vec<f32>,
}

const SLOTS: usize = 2048;
const LONGEST: usize = 30;

/// A form of at most thirty bytes, its length, and whether it begins the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Key([u8; LONGEST + 2]);

impl Key {
    fn of(form: &str, is_first: bool) -> Self {
        let mut bytes = [0; LONGEST + 2];
        let kept = form.len().min(LONGEST);
        bytes[..kept].copy_from_slice(&form.as_bytes()[..kept]);
        bytes[LONGEST] = (form.len().min(LONGEST + 1) + 1) as u8;
        bytes[LONGEST + 1] = u8::from(is_first);
        Self(bytes)
    }

    /// Whether the whole form is in the key.
    fn is_whole(self) -> bool {
        usize::from(self.0[LONGEST]) <= LONGEST + 1
    }

    fn slot(self) -> usize {
        let mut hash = 0u64;
        for chunk in self.0.chunks_exact(8) {
            let word = chunk.iter().fold(0u64, |word, byte| word << 8 | u64::from(*byte));
            hash = (hash.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
        (hash >> 40) as usize % SLOTS
    }
}

impl Cache {
    fn start(&mut self, d: usize) {
        self.missed.clear();
        if self.values.len() != SLOTS * 4 * d {
            self.keys = vec![Key::default(); SLOTS];
            self.values = vec![0.0; SLOTS * 4 * d];
        }
    }
}

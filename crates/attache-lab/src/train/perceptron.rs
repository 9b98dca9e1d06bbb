//! An averaged perceptron over hashed features, whole numbers only.

use attache::parse::rows::row;

/// Weights in training: `width` classes for each of `2^bits` rows.
pub(crate) struct Table {
    weights: Vec<i32>,
    totals: Vec<i64>,
    width: usize,
    shift: u32,
    clock: i64,
}

impl Table {
    pub(crate) fn new(bits: u32, width: usize) -> Self {
        let cells = width << bits;
        Self { weights: vec![0; cells], totals: vec![0; cells], width, shift: 32 - bits, clock: 0 }
    }

    pub(crate) fn scores(&self, features: &[u32], scores: &mut Vec<i32>) {
        scores.clear();
        scores.resize(self.width, 0);
        for feature in features {
            let start = row(*feature, self.shift) * self.width;
            for (score, weight) in scores.iter_mut().zip(&self.weights[start..start + self.width]) {
                *score += weight;
            }
        }
    }

    pub(crate) fn best(&self, features: &[u32]) -> usize {
        let mut scores = Vec::new();
        self.scores(features, &mut scores);
        let mut best = 0;
        for (i, score) in scores.iter().enumerate() {
            if *score > scores[best] {
                best = i;
            }
        }
        best
    }

    pub(crate) fn update(&mut self, features: &[u32], gold: usize, guess: usize) {
        self.clock += 1;
        if gold == guess {
            return;
        }
        for feature in features {
            let start = row(*feature, self.shift) * self.width;
            self.weights[start + gold] += 1;
            self.totals[start + gold] += self.clock;
            self.weights[start + guess] -= 1;
            self.totals[start + guess] -= self.clock;
        }
    }

    /// Turns the weights into their averages, times 256.
    pub(crate) fn average(&mut self) {
        for (weight, total) in self.weights.iter_mut().zip(&self.totals) {
            *weight = (i64::from(*weight) * 256 - total * 256 / (self.clock + 1)) as i32;
        }
    }

    /// The averages as bytes: scaled so that all but one in ten thousand of those that are not zero fit.
    pub(crate) fn pack(&self) -> Vec<u8> {
        let mut sizes: Vec<_> = self.weights.iter().map(|w| w.unsigned_abs()).filter(|w| *w > 0).collect();
        sizes.sort_unstable();
        let top = sizes.get(sizes.len() - 1 - sizes.len() / 10_000).copied().unwrap_or(127).max(127);
        let scale = 127.0 / f64::from(top);
        self.weights.iter().map(|w| (f64::from(*w) * scale).round().clamp(-127.0, 127.0) as i8 as u8).collect()
    }
}

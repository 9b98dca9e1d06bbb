//! Parameters and Adam.

use crate::random::Random;

/// A block of parameters with its gradient and moments.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// The values.
    pub w: Vec<f32>,
    /// The gradient.
    pub g: Vec<f32>,
    m: Vec<f32>,
    v: Vec<f32>,
}

/// One step's settings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    /// Learning rate, bias correction included.
    pub rate: f32,
    /// What the gradient is multiplied with.
    pub scale: f32,
}

const BETA1: f32 = 0.9;
const BETA2: f32 = 0.98;

impl Block {
    /// Values drawn evenly from `-range..range`.
    pub(crate) fn random(len: usize, range: f32, random: &mut Random) -> Self {
        let mut block = Self::filled(len, 0.0);
        for w in &mut block.w {
            *w = (2.0 * random.unit() - 1.0) * range;
        }
        block
    }

    /// The same value everywhere.
    pub(crate) fn filled(len: usize, value: f32) -> Self {
        Self {
            w: vec![value; len],
            g: vec![0.0; len],
            m: vec![0.0; len],
            v: vec![0.0; len],
        }
    }

    /// Moves the values of a range against the gradient, and forgets the gradient.
    pub(crate) fn step(&mut self, range: std::ops::Range<usize>, step: Step) {
        let w = &mut self.w[range.clone()];
        let g = &mut self.g[range.clone()];
        let m = &mut self.m[range.clone()];
        let v = &mut self.v[range];
        for (((w, g), m), v) in w.iter_mut().zip(g).zip(m).zip(v) {
            let slope = *g * step.scale;
            *m = BETA1 * *m + (1.0 - BETA1) * slope;
            *v = BETA2 * *v + (1.0 - BETA2) * slope * slope;
            *w -= step.rate * *m / (v.sqrt() + 1e-8);
            *g = 0.0;
        }
    }

    /// The squared length of the gradient.
    pub(crate) fn square(&self) -> f32 {
        let mut lanes = [0f32; 16];
        for chunk in self.g.chunks(16) {
            for (lane, g) in lanes.iter_mut().zip(chunk) {
                *lane += g * g;
            }
        }
        lanes.iter().sum()
    }
}

/// The learning rate at step `t` (from 1) with Adam's correction for the young moments.
pub(crate) fn corrected(rate: f32, t: i32) -> f32 {
    rate * (1.0 - BETA2.powi(t)).sqrt() / (1.0 - BETA1.powi(t))
}

//! Multinomial logistic regression with a quadratic penalty, to its optimum.
//!
//! In: examples as lists of feature numbers, each with its class. Out: a weight for each feature and class. Of
//! “Norway expelled two diplomats” the features `word expel` and `sense SANCTION` raise SANCTION. Limited-memory BFGS with a
//! halving line search: the same input gives the same bytes. Known limit: all is held in memory.

/// One example.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    /// Its features, each counting once.
    pub(crate) features: Vec<usize>,
    /// Its class.
    pub(crate) class: usize,
}

/// How big the problem is and how it is held down.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) n_features: usize,
    pub(crate) n_classes: usize,
    /// Strength of the penalty.
    pub(crate) penalty: f64,
}

const STEPS: usize = 120;
const MEMORY: usize = 8;
/// Relative gain of a step below which nothing more is to be had.
const ENOUGH: f64 = 1e-6;

/// The weights, `[feature][class]`; feature 0 is the bias and is not held down.
pub(crate) fn fit(examples: &[Example], shape: Shape) -> Vec<f64> {
    let mut weights = vec![0.0; shape.n_features * shape.n_classes];
    let (mut loss, mut slope) = loss_and_slope(examples, shape, &weights);
    let mut past: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    for _ in 0..STEPS {
        let direction = direction(&slope, &past);
        let Some((next, next_loss, next_slope)) =
            search(examples, shape, (&weights, loss, &slope), &direction)
        else {
            break;
        };
        let moved = difference(&next, &weights);
        let turned = difference(&next_slope, &slope);
        if dot(&moved, &turned) > 1e-10 {
            past.push((moved, turned));
        }
        if past.len() > MEMORY {
            past.remove(0);
        }
        let gain = (loss - next_loss) / loss.abs().max(1.0);
        (weights, loss, slope) = (next, next_loss, next_slope);
        if gain < ENOUGH {
            break;
        }
    }
    weights
}

fn loss_and_slope(
    examples: &[Example],
    shape: Shape,
    weights: &[f64],
) -> (f64, Vec<f64>) {
    // How frequent a class is, is known well enough to go unpunished.
    let held = &weights[shape.n_classes..];
    let mut loss = 0.5 * shape.penalty * dot(held, held);
    let mut slope = vec![0.0; shape.n_classes];
    slope.extend(held.iter().map(|w| shape.penalty * w));
    let mut chances = vec![0.0; shape.n_classes];
    for example in examples {
        loss -= learn(example, weights, &mut chances);
        for feature in &example.features {
            let at = feature * shape.n_classes;
            for (class, chance) in chances.iter().enumerate() {
                let hit = f64::from(u8::from(class == example.class));
                slope[at + class] += chance - hit;
            }
        }
    }
    (loss, slope)
}

/// Fills in the chance of each class; returns the logarithm of the right one's.
fn learn(example: &Example, weights: &[f64], chances: &mut [f64]) -> f64 {
    chances.fill(0.0);
    let n = chances.len();
    for feature in &example.features {
        for (chance, weight) in chances.iter_mut().zip(&weights[feature * n..]) {
            *chance += weight;
        }
    }
    let most = chances.iter().copied().fold(f64::MIN, f64::max);
    let total: f64 = chances.iter().map(|c| (c - most).exp()).sum();
    let right = chances[example.class] - most - total.ln();
    for chance in chances.iter_mut() {
        *chance = (*chance - most).exp() / total;
    }
    right
}

/// Downhill, bent by what the last steps showed of the curvature.
fn direction(slope: &[f64], past: &[(Vec<f64>, Vec<f64>)]) -> Vec<f64> {
    let mut direction: Vec<f64> = slope.iter().map(|s| -s).collect();
    let mut shares = Vec::new();
    for (moved, turned) in past.iter().rev() {
        let share = dot(moved, &direction) / dot(moved, turned);
        add(&mut direction, turned, -share);
        shares.push(share);
    }
    if let Some((moved, turned)) = past.last() {
        let scale = dot(moved, turned) / dot(turned, turned);
        for d in &mut direction {
            *d *= scale;
        }
    }
    for ((moved, turned), share) in past.iter().zip(shares.iter().rev()) {
        let back = dot(turned, &direction) / dot(moved, turned);
        add(&mut direction, moved, share - back);
    }
    direction
}

/// Goes as far along the direction as the loss keeps falling enough.
fn search(
    examples: &[Example],
    shape: Shape,
    (weights, loss, slope): (&[f64], f64, &[f64]),
    direction: &[f64],
) -> Option<(Vec<f64>, f64, Vec<f64>)> {
    let fall = dot(slope, direction);
    // The first step has no curvature to go by.
    let mut length = 1.0_f64.min(10.0 / dot(direction, direction).sqrt().max(1e-12));
    for _ in 0..30 {
        let mut next = weights.to_vec();
        add(&mut next, direction, length);
        let (next_loss, next_slope) = loss_and_slope(examples, shape, &next);
        if next_loss <= loss + 1e-4 * length * fall {
            return Some((next, next_loss, next_slope));
        }
        length /= 2.0;
    }
    None
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn add(to: &mut [f64], what: &[f64], times: f64) {
    for (x, y) in to.iter_mut().zip(what) {
        *x += times * y;
    }
}

fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(x, y)| x - y).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telling_feature_outweighs_a_common_one() {
        let example =
            |features: &[usize], class| Example { features: features.to_vec(), class };
        let examples = [
            example(&[0, 1], 0),
            example(&[0, 1], 0),
            example(&[0, 2], 1),
            example(&[0, 2], 1),
        ];
        let shape = Shape { n_features: 3, n_classes: 2, penalty: 0.1 };
        let weights = fit(&examples, shape);
        assert!(weights[2] > 0.5 && weights[5] > 0.5, "{weights:?}");
        assert!(weights[0].abs() < 0.01, "{weights:?}");
    }
}

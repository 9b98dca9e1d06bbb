//! The best tree over scored arcs (Chu-Liu and Edmonds), with exactly one root.
//!
//! “Russia recognised Kabul”: each word takes its best head; where heads run in a circle, the circle is broken where
//! that costs least. Known limit: a word's head lies within a window of the sentence, so that time stays linear.

/// Scratch of the search.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    mark: Vec<u32>,
}

/// Heads of `n` words from scores `[word][head]`, `n + 1` heads a word, the last one the root.
pub fn best(n: usize, scores: &[f32], scratch: &mut Scratch, heads: &mut Vec<u32>) {
    heads.clear();
    heads.extend((0..n).map(|i| argmax(&scores[i * (n + 1)..(i + 1) * (n + 1)], i)));
    if !is_tree(heads, &mut scratch.mark) {
        *heads = one_root(n, scores);
    }
}

fn argmax(row: &[f32], but: usize) -> u32 {
    let mut best = usize::MAX;
    for (j, score) in row.iter().enumerate() {
        if j != but && (best == usize::MAX || *score > row[best]) {
            best = j;
        }
    }
    best as u32
}

fn is_tree(heads: &[u32], mark: &mut Vec<u32>) -> bool {
    let n = heads.len();
    if heads.iter().filter(|h| **h as usize == n).count() != 1 {
        return false;
    }
    mark.clear();
    mark.resize(n + 1, 0);
    mark[n] = u32::MAX;
    for start in 0..n {
        let name = start as u32 + 1;
        let mut at = start;
        while mark[at] == 0 {
            mark[at] = name;
            at = heads[at] as usize;
        }
        if mark[at] == name {
            return false;
        }
        let mut at = start;
        while mark[at] == name {
            mark[at] = u32::MAX;
            at = heads[at] as usize;
        }
    }
    true
}

/// The best tree with one root: the root is charged so much that a second one never pays.
fn one_root(n: usize, scores: &[f32]) -> Vec<u32> {
    let width = n + 1;
    let mut graph = Graph {
        width,
        scores: vec![f32::NEG_INFINITY; width * width],
        arcs: (0..width * width)
            .map(|k| ((k / width) as u32, (k % width) as u32))
            .collect(),
        is_alive: vec![true; width],
        members: (0..width as u32).map(|i| vec![i]).collect(),
    };
    for i in 0..n {
        let row = &mut graph.scores[i * width..(i + 1) * width];
        row.copy_from_slice(&scores[i * width..(i + 1) * width]);
        row[i] = f32::NEG_INFINITY;
        row[n] -= CHARGE;
    }
    graph.search()
}

/// More than any two scores differ by.
const CHARGE: f32 = 1000.0;

/// A graph whose circles are contracted into one of their nodes; the last node is the root.
struct Graph {
    width: usize,
    /// Score of `[child][head]`.
    scores: Vec<f32>,
    /// The words that an arc between (contracted) nodes really joins: child, head.
    arcs: Vec<(u32, u32)>,
    is_alive: Vec<bool>,
    /// The words within each node.
    members: Vec<Vec<u32>>,
}

/// A contracted circle: of each of its nodes, the arc it had in the circle and the words within.
type Circle = Vec<((u32, u32), Vec<u32>)>;

impl Graph {
    fn search(&mut self) -> Vec<u32> {
        let root = self.width - 1;
        let mut circles: Vec<Circle> = Vec::new();
        let mut heads = self.best_heads();
        while let Some(circle) = self.find_circle(&heads) {
            circles.push(self.contract(&circle, &heads));
            heads = self.best_heads();
        }
        let mut out = vec![u32::MAX; root];
        for i in (0..root).filter(|i| self.is_alive[*i]) {
            let (child, head) = self.arcs[i * self.width + heads[i]];
            out[child as usize] = head;
        }
        // Of every circle exactly one word has got its head from outside by now; its circle arc is the one dropped.
        for circle in circles.iter().rev() {
            for ((child, head), words) in circle {
                if words.iter().all(|w| out[*w as usize] == u32::MAX) {
                    out[*child as usize] = *head;
                }
            }
        }
        out
    }

    fn best_heads(&self) -> Vec<usize> {
        let best = |i: usize| {
            let row = &self.scores[i * self.width..(i + 1) * self.width];
            let mut best = self.width - 1;
            for j in (0..self.width).filter(|j| self.is_alive[*j] && *j != i) {
                if row[j] > row[best] {
                    best = j;
                }
            }
            best
        };
        (0..self.width)
            .map(|i| if self.is_alive[i] { best(i) } else { usize::MAX })
            .collect()
    }

    fn find_circle(&self, heads: &[usize]) -> Option<Vec<usize>> {
        let root = self.width - 1;
        let mut mark = vec![0usize; self.width];
        for start in (0..root).filter(|i| self.is_alive[*i]) {
            let mut at = start;
            while at != root && mark[at] == 0 {
                mark[at] = start + 1;
                at = heads[at];
            }
            if at != root && mark[at] == start + 1 {
                let mut circle = vec![at];
                let mut next = heads[at];
                while next != at {
                    circle.push(next);
                    next = heads[next];
                }
                return Some(circle);
            }
        }
        None
    }

    fn contract(&mut self, circle: &[usize], heads: &[usize]) -> Circle {
        let (width, name) = (self.width, circle[0]);
        let own: Vec<f32> =
            circle.iter().map(|i| self.scores[i * width + heads[*i]]).collect();
        let words =
            |i: &usize| (self.arcs[i * width + heads[*i]], self.members[*i].clone());
        let opened: Circle = circle.iter().map(words).collect();
        for j in (0..width).filter(|j| self.is_alive[*j] && !circle.contains(j)) {
            let mut enter = (f32::NEG_INFINITY, (0, 0));
            let mut leave = (f32::NEG_INFINITY, (0, 0));
            for (node, own) in circle.iter().zip(&own) {
                let (inward, outward) = (node * width + j, j * width + node);
                if self.scores[inward] - own > enter.0 {
                    enter = (self.scores[inward] - own, self.arcs[inward]);
                }
                if self.scores[outward] > leave.0 {
                    leave = (self.scores[outward], self.arcs[outward]);
                }
            }
            (self.scores[name * width + j], self.arcs[name * width + j]) = enter;
            (self.scores[j * width + name], self.arcs[j * width + name]) = leave;
        }
        for node in &circle[1..] {
            self.is_alive[*node] = false;
            let words = std::mem::take(&mut self.members[*node]);
            self.members[name].extend(words);
        }
        opened
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best score over all trees with one root, by trying them all.
    fn brute(n: usize, scores: &[f32]) -> f32 {
        let mut best = f32::NEG_INFINITY;
        let mut heads = vec![0u32; n];
        for code in 0..(n + 1).pow(n as u32) {
            let mut rest = code;
            for head in &mut heads {
                *head = (rest % (n + 1)) as u32;
                rest /= n + 1;
            }
            if is_tree(&heads, &mut Vec::new()) {
                best = best.max(total(&heads, scores));
            }
        }
        best
    }

    fn total(heads: &[u32], scores: &[f32]) -> f32 {
        let n = heads.len();
        heads.iter().enumerate().map(|(i, h)| scores[i * (n + 1) + *h as usize]).sum()
    }

    #[test]
    fn the_tree_found_is_the_best_of_all() {
        let mut seed = 1u32;
        for round in 0..400 {
            let n = 1 + round % 5;
            let scores: Vec<f32> = (0..n * (n + 1))
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    f32::from((seed >> 20) as u16) / 256.0
                })
                .collect();
            let mut heads = Vec::new();
            best(n, &scores, &mut Scratch::default(), &mut heads);
            assert!(is_tree(&heads, &mut Vec::new()), "{heads:?}");
            assert!((total(&heads, &scores) - brute(n, &scores)).abs() < 0.01);
        }
    }
}

//! Trains the parser's moves with a dynamic oracle, and its labels.

use super::Example;
use super::perceptron::Table;
use super::random::Random;
use attache::parse::arcs::{self, MOVES, Move, NONE, State};

/// The tables of moves and of labels.
pub(crate) fn train(examples: &[Example], n_labels: usize, epochs: u32, seed: u64) -> (Table, Table) {
    let mut moves = Table::new(20, MOVES.len());
    let mut labels = Table::new(16, n_labels);
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = State::default();
    for epoch in 0..epochs {
        random.shuffle(&mut order);
        let mut right = (0, 0);
        for i in &order {
            let hits = train_one(&examples[*i], (&mut moves, &mut labels), &mut state, (epoch > 0).then_some(&mut random));
            right = (right.0 + hits.0, right.1 + hits.1);
        }
        eprintln!("epoch {epoch}: {:.2} of the moves were free of cost", 100.0 * f64::from(right.0) / f64::from(right.1));
    }
    moves.average();
    labels.average();
    (moves, labels)
}

fn train_one(example: &Example, (moves, labels): (&mut Table, &mut Table), state: &mut State, mut random: Option<&mut Random>) -> (u32, u32) {
    let children = children(&example.heads);
    let mut scores = Vec::new();
    let mut right = (0, 0);
    state.start(&example.atoms, &example.classes);
    while !state.is_done() {
        let legal = state.legal();
        let costs = costs(state, &example.heads, &children);
        let features = arcs::move_features(state);
        let features = &features.all[..features.n];
        moves.scores(features, &mut scores);
        let pick = |allowed: &dyn Fn(usize) -> bool| {
            (0..4).filter(|m| legal[*m] && allowed(*m)).max_by_key(|m| (scores[*m], 4 - *m))
        };
        let guess = pick(&|_| true).unwrap_or(0);
        let least = (0..4).filter(|m| legal[*m]).map(|m| costs[m]).min().unwrap_or(0);
        let gold = pick(&|m| costs[m] == least).unwrap_or(0);
        let is_right = costs[guess] == least;
        moves.update(features, if is_right { guess } else { gold }, guess);
        right = (right.0 + u32::from(is_right), right.1 + 1);
        let explores = random.as_mut().is_some_and(|r| r.unit() < 0.9);
        let step = MOVES[if is_right || explores { guess } else { gold }];
        let top = state.stack.last().copied().unwrap_or(NONE);
        let arc = match step {
            Move::Left => Some((state.next, top)),
            Move::Right => Some((top, state.next)),
            Move::Shift | Move::Reduce => None,
        };
        let label = arc.map_or(0, |(head, child)| {
            let features = arcs::label_features(state, head, child);
            let features = &features.all[..features.n];
            let guess = labels.best(features);
            if example.heads[child as usize] == head {
                labels.update(features, example.labels[child as usize] as usize, guess);
            }
            guess as u8
        });
        state.make(step, label);
    }
    right
}

fn children(heads: &[u32]) -> Vec<Vec<u32>> {
    let mut children = vec![Vec::new(); heads.len() + 1];
    for (i, head) in heads.iter().enumerate() {
        children[*head as usize].push(i as u32);
    }
    children
}

/// How many gold arcs each move puts out of reach.
fn costs(state: &State, heads: &[u32], children: &[Vec<u32>]) -> [u32; 4] {
    let next = state.next;
    let Some(&top) = state.stack.last() else { return [0; 4] };
    let is_free = |i: u32| state.nodes[i as usize].head == NONE;
    let next_head = heads.get(next as usize).copied().unwrap_or(NONE);
    let on_stack = |i: u32| state.stack.contains(&i);
    let lost_children =
        children[next as usize].iter().filter(|c| **c < next && is_free(**c) && on_stack(**c)).count() as u32;
    let later = |i: u32| children[i as usize].iter().filter(|c| **c >= next).count() as u32;
    let shift = u32::from(next_head < next && on_stack(next_head)) + lost_children;
    let head_later = next_head != NONE && next_head > next;
    let right = u32::from(next_head != top && (head_later || (next_head < next && on_stack(next_head)))) + lost_children;
    let top_head = heads[top as usize];
    let left = u32::from(top_head != next && top_head > next) + later(top);
    [shift, right, left, later(top)]
}

//! The arc-eager transition system: a stack, a next word, four moves.
//!
//! “Russia recognised Kabul”: shift Russia, left arc recognised→Russia, shift recognised, right arc recognised→Kabul,
//! reduce, and the root, which stands behind the last word, takes recognised. Known limit: no crossing arcs.

use super::hash::{finish, mix};
use super::tagger::Atoms;

/// A move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Puts the next word on the stack.
    Shift,
    /// The next word hangs from the top, and goes on the stack.
    Right,
    /// The top hangs from the next word, and leaves the stack.
    Left,
    /// The top, which has its head, leaves the stack.
    Reduce,
}

/// Every move in the order of its number.
pub const MOVES: [Move; 4] = [Move::Shift, Move::Right, Move::Left, Move::Reduce];

/// No word.
pub const NONE: u32 = u32::MAX;

/// A word in the half-built tree.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// Its head, or [`NONE`].
    pub head: u32,
    /// Its label's number.
    pub label: u8,
    /// The joint tag's number.
    pub class: u8,
    /// The lower-case form's hash.
    pub form: u32,
    left: [u32; 2],
    right: [u32; 2],
    n_left: u8,
    n_right: u8,
}

/// The state of a parse; word `n` is the root.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// The words, then the root.
    pub nodes: Vec<Node>,
    /// The stack.
    pub stack: Vec<u32>,
    /// The next word.
    pub next: u32,
}

const ABSENT: Node = Node {
    head: NONE,
    label: 254,
    class: 254,
    form: 0,
    left: [NONE; 2],
    right: [NONE; 2],
    n_left: 0,
    n_right: 0,
};

impl State {
    /// Starts on a sentence.
    pub fn start(&mut self, atoms: &[Atoms], classes: &[u8]) {
        self.nodes.clear();
        self.stack.clear();
        self.next = 0;
        for (atoms, class) in atoms.iter().zip(classes) {
            self.nodes.push(Node { form: atoms.form, class: *class, label: 253, ..ABSENT });
        }
        self.nodes.push(Node { form: 1, class: 253, label: 253, ..ABSENT });
    }

    fn root(&self) -> u32 {
        self.nodes.len() as u32 - 1
    }

    /// Whether every word is off the stack and only the root is left.
    pub fn is_done(&self) -> bool {
        self.stack.is_empty() && self.next == self.root()
    }

    /// Which moves may be made, by number.
    pub fn legal(&self) -> [bool; 4] {
        let more = self.next < self.root();
        match self.stack.last() {
            None => [more, false, false, false],
            Some(top) => {
                let has_head = self.nodes[*top as usize].head != NONE;
                [more, more, !has_head, has_head]
            }
        }
    }

    /// Makes a move; an arc takes the label.
    pub fn make(&mut self, step: Move, label: u8) {
        match step {
            Move::Shift => self.push(),
            Move::Reduce => {
                self.stack.pop();
            }
            Move::Left => {
                if let Some(top) = self.stack.pop() {
                    self.link(self.next, top, label);
                }
            }
            Move::Right => {
                if let Some(top) = self.stack.last() {
                    self.link(*top, self.next, label);
                }
                self.push();
            }
        }
    }

    fn push(&mut self) {
        self.stack.push(self.next);
        self.next += 1;
    }

    fn link(&mut self, head: u32, child: u32, label: u8) {
        let node = &mut self.nodes[child as usize];
        node.head = head;
        node.label = label;
        let node = &mut self.nodes[head as usize];
        if child < head {
            node.left = [child, node.left[0]];
            node.n_left = node.n_left.saturating_add(1);
        } else {
            node.right = [child, node.right[0]];
            node.n_right = node.n_right.saturating_add(1);
        }
    }

    fn node(&self, i: u32) -> Node {
        self.nodes.get(i as usize).copied().unwrap_or(ABSENT)
    }
}

/// The features of a state: `n` of the array count.
#[derive(Debug, Clone, Copy)]
pub struct Features {
    /// The hashes.
    pub all: [u32; 128],
    /// How many there are.
    pub n: usize,
}

impl Features {
    fn add(&mut self, a: u32, b: u32, c: u32, d: u32) {
        let hash = mix(mix(mix(mix(self.n as u32 + 1001, a), b), c), d);
        self.all[self.n] = finish(hash);
        self.n += 1;
    }
}

/// What speaks for a move.
pub fn move_features(state: &State) -> Features {
    let mut f = Features { all: [0; 128], n: 0 };
    let top = state.stack.last().copied().unwrap_or(NONE);
    let s = state.node(top);
    let s1 = state.stack.len().checked_sub(2).map_or(ABSENT, |i| state.node(state.stack[i]));
    let [b, b1, b2, b3] = [0, 1, 2, 3].map(|i| state.node(state.next + i));
    let distance = state.next.wrapping_sub(top).min(10);
    let has_head = u32::from(s.head != NONE);
    let (sc, bc) = (u32::from(s.class), u32::from(b.class));
    let cls = |n: Node| u32::from(n.class);
    for node in [s, b, b1, b2] {
        f.add(node.form, cls(node), 0, 0);
        f.add(node.form, 0, 0, 0);
        f.add(cls(node), 0, 0, 0);
    }
    f.add(cls(b3), bc, 0, 0);
    f.add(cls(s1), s1.form, 0, 0);
    f.add(s.form, sc, b.form, bc);
    f.add(s.form, sc, bc, 0);
    f.add(sc, b.form, bc, 0);
    f.add(s.form, b.form, 0, 0);
    f.add(s.form, bc, 0, 0);
    f.add(sc, b.form, 0, 0);
    f.add(sc, bc, 0, 0);
    f.add(sc, bc, distance, has_head);
    f.add(sc, bc, cls(b1), 0);
    f.add(sc, bc, cls(b1), cls(b2));
    f.add(bc, cls(b1), cls(b2), 0);
    f.add(bc, cls(b1), 0, 0);
    f.add(s.form, b.form, cls(b1), 0);
    f.add(b.form, b1.form, 0, 0);
    f.add(sc, bc, b1.form, 0);
    f.add(sc, b.form, cls(b1), 0);
    f.add(s.form, bc, cls(b1), 0);
    f.add(cls(s1), sc, bc, 0);
    f.add(cls(s1), sc, bc, cls(b1));
    f.add(s1.form, sc, bc, 0);
    f.add(s1.form, b.form, 0, 0);
    f.add(has_head, u32::from(s.label), sc, bc);
    family_features(state, (s, b), distance, &mut f);
    f
}

fn family_features(state: &State, (s, b): (Node, Node), distance: u32, f: &mut Features) {
    let (sc, bc) = (u32::from(s.class), u32::from(b.class));
    let cls = |n: Node| u32::from(n.class);
    let lab = |n: Node| u32::from(n.label);
    let head = state.node(s.head);
    let head2 = state.node(head.head);
    let [sl, sl2] = s.left.map(|i| state.node(i));
    let [sr, sr2] = s.right.map(|i| state.node(i));
    let [bl, bl2] = b.left.map(|i| state.node(i));
    let (nl, nr) = (u32::from(s.n_left), u32::from(s.n_right));
    f.add(s.form, distance, 0, 0);
    f.add(sc, distance, 0, 0);
    f.add(b.form, distance, 0, 0);
    f.add(bc, distance, 0, 0);
    f.add(s.form, nr, 1, 0);
    f.add(sc, nr, bc, 0);
    f.add(s.form, nl, 0, 0);
    f.add(sc, nl, 0, 0);
    f.add(b.form, u32::from(b.n_left), 0, 0);
    f.add(bc, u32::from(b.n_left), 0, 0);
    for node in [head, sl, sr, bl, head2, sl2, sr2, bl2] {
        f.add(node.form, cls(node), lab(node), 0);
        f.add(cls(node), sc, bc, 0);
        f.add(lab(node), sc, bc, 0);
    }
    f.add(sc, cls(sl), cls(sl2), bc);
    f.add(sc, cls(sr), cls(sr2), bc);
    f.add(bc, cls(bl), cls(bl2), sc);
    f.add(sc, cls(head), cls(head2), bc);
    f.add(sc, cls(head), lab(s), bc);
    f.add(sr.form, sc, bc, lab(sr));
    f.add(head.form, s.form, b.form, 0);
    f.add(head.form, b.form, cls(head), bc);
    f.add(bl.form, s.form, 0, 0);
    f.add(bl.form, sc, bc, lab(bl));
    f.add(bl.form, s.form, b.form, 0);
    f.add(s.form, lab(sl), lab(sr), bc);
    f.add(b.form, lab(bl), lab(bl2), sc);
    f.add(head.form, bl.form, s.form, 0);
}

/// What speaks for a label of the arc from `head` to `child`.
pub fn label_features(state: &State, head: u32, child: u32) -> Features {
    let mut f = Features { all: [0; 128], n: 0 };
    let (h, c) = (state.node(head), state.node(child));
    let side = u32::from(child < head);
    let distance = child.abs_diff(head).min(6) * 2 + side;
    let (hc, cc) = (u32::from(h.class), u32::from(c.class));
    let cls = |n: Node| u32::from(n.class);
    let near = |i: u32, by: i32| state.node(i.wrapping_add_signed(by));
    let [cl, cl2] = c.left.map(|i| state.node(i));
    let cr = state.node(c.right[0]);
    let [hl, hl2] = h.left.map(|i| state.node(i));
    let [hr, hr2] = h.right.map(|i| state.node(i));
    f.add(side, 0, 0, 0);
    f.add(side, hc, cc, 0);
    f.add(side, h.form, c.form, 0);
    f.add(side, h.form, cc, 0);
    f.add(side, hc, c.form, 0);
    f.add(c.form, cc, 0, 0);
    f.add(h.form, hc, side, 0);
    f.add(distance, hc, cc, 0);
    for node in [cl, cl2, cr, hl, hl2, hr, hr2] {
        f.add(side, node.form, cc, hc);
        f.add(side, u32::from(node.label), cc, hc);
        f.add(side, u32::from(node.label), c.form, 0);
    }
    f.add(side, cl.form, h.form, cc);
    f.add(side, cl.form, c.form, 0);
    for node in [near(child, -1), near(child, 1), near(head, 1), near(head, -1)] {
        f.add(side, cls(node), cc, hc);
        f.add(side, node.form, cc, 0);
    }
    f.add(side, u32::from(hl.label), u32::from(hr.label), cc);
    f.add(side, u32::from(hl.label), h.form, cc);
    f.add(side, u32::from(h.label), hc, cc);
    f.add(side, u32::from(h.n_left), u32::from(h.n_right), cc);
    f
}

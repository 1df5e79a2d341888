//! A radix trie over symbols, flat in memory: the keys of the phrase matcher.

use crate::alphabet::Symbol;

/// A node: the symbols on the edge into it, its children, and the keys that end at it.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    label: u32,
    label_len: u16,
    children: u16,
    first_child: u32,
    first_key: u32,
    keys: u32,
}

/// The keys, and below each node the ids of those that end there.
#[derive(Debug, Default)]
pub(crate) struct Trie {
    nodes: Vec<Node>,
    /// First symbol of each node's label; children of one node are adjacent and sorted.
    heads: Vec<Symbol>,
    pool: Vec<Symbol>,
    ids: Vec<u32>,
    /// Child of the root by symbol, plus one.
    root: Vec<u32>,
}

impl Trie {
    /// The trie of `keys`; the id of a key is its index. Empty keys are left out.
    pub fn new(keys: &[Vec<Symbol>]) -> Trie {
        // Sorted by the first eight symbols at once, and only where these agree by the rest.
        let mut heads: Vec<(u64, u32)> = (0u32..)
            .zip(keys)
            .filter(|(_, key)| !key.is_empty())
            .map(|(id, key)| (head(key), id))
            .collect();
        heads.sort_unstable_by(|(one, a), (other, b)| {
            let rest = || keys[*a as usize].cmp(&keys[*b as usize]).then(a.cmp(b));
            one.cmp(other).then_with(rest)
        });
        let order: Vec<u32> = heads.into_iter().map(|(_, id)| id).collect();
        let mut trie = Trie {
            nodes: vec![Node::default()],
            heads: vec![0],
            root: vec![0; 256],
            ..Trie::default()
        };
        let key = |at: usize| keys[order[at] as usize].as_slice();
        let mut queue = std::collections::VecDeque::from([(0usize, 0usize, order.len(), 0usize)]);
        while let Some((node, from, to, depth)) = queue.pop_front() {
            if from == to {
                continue;
            }
            // Sorted, so what first and last share, all share.
            let shared = common(key(from), key(to - 1), depth);
            trie.nodes[node].label = trie.pool.len() as u32;
            trie.nodes[node].label_len = (shared - depth) as u16;
            trie.pool.extend_from_slice(&key(from)[depth..shared]);
            let ends = (from..to).take_while(|at| key(*at).len() == shared).count();
            trie.nodes[node].first_key = trie.ids.len() as u32;
            trie.nodes[node].keys = ends as u32;
            trie.ids.extend_from_slice(&order[from..from + ends]);
            let mut at = from + ends;
            trie.nodes[node].first_child = trie.nodes.len() as u32;
            while at < to {
                let head = key(at)[shared];
                let same = (at..to).take_while(|k| key(*k)[shared] == head).count();
                queue.push_back((trie.nodes.len(), at, at + same, shared));
                trie.nodes.push(Node::default());
                trie.heads.push(head);
                trie.nodes[node].children += 1;
                at += same;
            }
        }
        let top = trie.nodes[0];
        if top.label_len == 0 {
            for child in top.first_child..top.first_child + u32::from(top.children) {
                let head = trie.heads[child as usize];
                trie.root[usize::from(head)] = child + 1;
            }
        } else {
            // All keys share a beginning: hang it below an empty root.
            let below = trie.nodes.len() as u32;
            trie.nodes.push(top);
            trie.heads.push(trie.pool[top.label as usize]);
            trie.nodes[0] = Node {
                first_child: below,
                children: 1,
                ..Node::default()
            };
            trie.root[usize::from(trie.heads[below as usize])] = below + 1;
        }
        trie
    }

    /// The child of the root for a symbol.
    #[inline]
    pub fn top(&self, symbol: Symbol) -> Option<u32> {
        self.root[usize::from(symbol)].checked_sub(1)
    }

    /// The child of a node whose label begins with a symbol.
    #[inline]
    pub fn child(&self, node: u32, symbol: Symbol) -> Option<u32> {
        let node = self.nodes[node as usize];
        let first = node.first_child as usize;
        let heads = &self.heads[first..first + usize::from(node.children)];
        let at = heads.iter().position(|head| *head >= symbol)?;
        (heads[at] == symbol).then_some((first + at) as u32)
    }

    /// The symbols on the edge into a node.
    #[inline]
    pub fn label(&self, node: u32) -> &[Symbol] {
        let node = self.nodes[node as usize];
        &self.pool[node.label as usize..node.label as usize + usize::from(node.label_len)]
    }

    /// The ids of the keys that end at a node.
    #[inline]
    pub fn keys(&self, node: u32) -> &[u32] {
        let node = self.nodes[node as usize];
        &self.ids[node.first_key as usize..(node.first_key + node.keys) as usize]
    }
}

/// The first eight symbols as a number that sorts as they do.
fn head(key: &[Symbol]) -> u64 {
    let mut head = [0; 8];
    let len = key.len().min(8);
    head[..len].copy_from_slice(&key[..len]);
    u64::from_be_bytes(head)
}

/// The length of what two keys share, at least `from`.
fn common(a: &[Symbol], b: &[Symbol], from: usize) -> usize {
    from + a[from..]
        .iter()
        .zip(&b[from..])
        .take_while(|(x, y)| x == y)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(trie: &Trie, key: &[u8]) -> Vec<u32> {
        let Some(mut node) = key.first().and_then(|s| trie.top(*s)) else {
            return Vec::new();
        };
        let mut at = 0;
        loop {
            let label = trie.label(node);
            if !key[at..].starts_with(label) {
                return Vec::new();
            }
            at += label.len();
            if at == key.len() {
                return trie.keys(node).to_vec();
            }
            match trie.child(node, key[at]) {
                Some(child) => node = child,
                None => return Vec::new(),
            }
        }
    }

    #[test]
    fn every_key_is_found_and_nothing_else() {
        let keys: Vec<Vec<u8>> = ["ab", "abc", "abd", "b", "ab", "xyz"]
            .iter()
            .map(|k| k.as_bytes().to_vec())
            .collect();
        let trie = Trie::new(&keys);
        assert_eq!(find(&trie, b"ab"), [0, 4]);
        assert_eq!(find(&trie, b"abd"), [2]);
        assert_eq!(find(&trie, b"xyz"), [5]);
        assert_eq!(find(&trie, b"a"), []);
        assert_eq!(find(&trie, b"abe"), []);
        assert_eq!(find(&Trie::new(&keys[5..]), b"xyz"), [0]);
        assert_eq!(find(&Trie::new(&[]), b"x"), []);
    }
}

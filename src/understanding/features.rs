//! Owns how a text is taken apart for learning: what it holds and how much each of that says. Pure; must not know what is learned.

use crate::vocabulary::norwegian::Norwegian;
use std::collections::HashMap;

/// What fewer texts hold than so many says nothing about others, and would take most of the room.
const SEEN: f32 = 6.0;

/// The slots that a text holds, each with how much.
pub type Features = Vec<(u32, f32)>;

/// FNV-1a over the parts, so that it is the same at every start.
pub fn fingerprint<'a>(kind: u8, parts: impl IntoIterator<Item = &'a str>) -> u64 {
    let bytes = parts.into_iter().flat_map(|part| part.bytes().chain([0]));
    let start = 0xcbf2_9ce4_8422_2325 ^ u64::from(kind);
    bytes.fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn hash(kind: u8, parts: &[&str]) -> u32 {
    let hash = fingerprint(kind, parts.iter().copied());
    u32::try_from(((hash >> 32) ^ hash) & u64::from(u32::MAX)).unwrap_or(0)
}

/// Pieces of words, words alone and beside each other, and stems that bokmål and nynorsk share: three groups that weigh the same.
pub fn groups(norwegian: &Norwegian, text: &str, mut stem: impl FnMut(&str) -> String) -> [Vec<u32>; 3] {
    let tokens = norwegian.tokens(text);
    let words: Vec<&str> = tokens.iter().map(|t| t.text.as_str()).collect();
    let mut pieces = Vec::new();
    for word in &words {
        let padded: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
        let mut piece = String::new();
        for size in 2..=5 {
            for window in padded.windows(size) {
                piece.clear();
                piece.extend(window);
                pieces.push(hash(1, &[&piece]));
            }
        }
    }
    let mut runs = Vec::new();
    for size in 1..=3 {
        runs.extend(words.windows(size).map(|window| hash(2, window)));
    }
    let stems: Vec<String> = words.iter().map(|w| stem(w)).collect();
    let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
    let mut roots = Vec::new();
    for size in 1..=2 {
        roots.extend(stems.windows(size).map(|window| hash(3, window)));
    }
    // Two telling words of one sentence, whatever stands between them.
    for (at, first) in stems.iter().enumerate() {
        for second in stems.iter().skip(at + 2).take(3) {
            roots.push(hash(4, &[first, second]));
        }
    }
    [pieces, runs, roots]
}

/// What is known of the hashes, by slot, with how often each occurs, dampened.
pub fn counted(mut hashes: Vec<u32>, keys: &[u32]) -> Features {
    hashes.sort_unstable();
    let mut found: Features = Vec::with_capacity(hashes.len());
    for same in hashes.chunk_by(|a, b| a == b) {
        let slot = same.first().and_then(|hash| keys.binary_search(hash).ok()).and_then(|slot| u32::try_from(slot).ok());
        found.extend(slot.map(|slot| (slot, 1.0 + (same.len() as f32).ln())));
    }
    found
}

/// What many texts hold, end to end, so that the memory of it goes back whole.
#[derive(Default)]
pub struct Examples {
    features: Vec<(u32, f32)>,
    /// Where each group of each text ends.
    group_ends: Vec<usize>,
    /// Where each text ends, and its class.
    pub ends: Vec<(usize, usize)>,
}

impl Examples {
    pub fn push(&mut self, groups: &[Features], class: usize) {
        for group in groups {
            self.features.extend(group);
            self.group_ends.push(self.features.len());
        }
        self.ends.push((self.features.len(), class));
    }

    /// Gives each group the same weight, and what is rare in it more.
    pub fn weigh(&mut self, rarity: &[f32]) {
        let mut from = 0;
        for end in &self.group_ends {
            let group = self.features.get_mut(from..*end).unwrap_or_default();
            for (slot, value) in group.iter_mut() {
                *value *= rarity.get(*slot as usize).copied().unwrap_or(1.0);
            }
            let length = group.iter().map(|(_, value)| value * value).sum::<f32>().sqrt().max(1e-6);
            group.iter_mut().for_each(|(_, value)| *value /= length);
            from = *end;
        }
    }

    pub fn get(&self, at: usize) -> (&[(u32, f32)], usize) {
        let from = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |(end, _)| *end);
        let (end, class) = self.ends.get(at).copied().unwrap_or((from, 0));
        (self.features.get(from..end).unwrap_or_default(), class)
    }
}

/// The hashes that enough texts hold, in order, and how many do.
pub fn often(texts: impl Iterator<Item = [Vec<u32>; 3]>) -> (Vec<u32>, Vec<f32>) {
    let mut seen: HashMap<u32, f32> = HashMap::new();
    for groups in texts {
        let mut once: Vec<u32> = groups.iter().flatten().copied().collect();
        once.sort_unstable();
        once.dedup();
        once.into_iter().for_each(|hash| *seen.entry(hash).or_default() += 1.0);
    }
    let mut seen: Vec<(u32, f32)> = seen.into_iter().filter(|(_, texts)| *texts >= SEEN).collect();
    seen.sort_unstable_by_key(|(hash, _)| *hash);
    seen.into_iter().unzip()
}

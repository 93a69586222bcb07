//! Owns the learning of classes of texts from examples: texts with their class in, a judge out. Pure; must not know what the classes mean.

use crate::vocabulary::norwegian::Norwegian;
use std::collections::HashMap;

/// How often every utterance is looked at.
const ROUNDS: usize = 8;
/// How far a look moves a weight at first.
const STEP: f32 = 0.6;
/// How strongly weights are drawn back to nothing.
const DECAY: f32 = 2e-6;

/// What was learned.
#[derive(Clone, Debug, PartialEq)]
pub struct Hearing {
    classes: usize,
    /// For each slot its weight for every class.
    weights: Vec<f32>,
    bias: Vec<f32>,
    /// For each slot how telling it is; as many as there are slots, a power of two.
    rarity: Vec<f32>,
}

/// The slots that a text holds, each with how much.
type Features = Vec<(u32, f32)>;

/// FNV-1a over the parts, so that slots are the same at every start.
fn slot(kind: u8, parts: &[&str]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ u64::from(kind);
    for part in parts {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    u32::try_from(((hash >> 32) ^ hash) & u64::from(u32::MAX)).unwrap_or(0)
}

/// Pieces of words, words alone and beside each other, and stems that bokmål and nynorsk share: three groups that weigh the same.
fn groups(norwegian: &Norwegian, text: &str, mut stem: impl FnMut(&str) -> String) -> [Vec<u32>; 3] {
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
                pieces.push(slot(1, &[&piece]));
            }
        }
    }
    let mut runs = Vec::new();
    for size in 1..=3 {
        runs.extend(words.windows(size).map(|window| slot(2, window)));
    }
    let stems: Vec<String> = words.iter().map(|w| stem(w)).collect();
    let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
    let mut roots = Vec::new();
    for size in 1..=2 {
        roots.extend(stems.windows(size).map(|window| slot(3, window)));
    }
    // Two telling words of one sentence, whatever stands between them.
    for (at, first) in stems.iter().enumerate() {
        for second in stems.iter().skip(at + 2).take(3) {
            roots.push(slot(4, &[first, second]));
        }
    }
    [pieces, runs, roots]
}

/// Slots with how often each occurs, dampened.
fn counted(hashes: Vec<u32>, slots: usize) -> Features {
    let mask = u32::try_from(slots - 1).unwrap_or(u32::MAX);
    let mut slots: Vec<u32> = hashes.into_iter().map(|hash| hash & mask).collect();
    slots.sort_unstable();
    let mut found: Features = Vec::with_capacity(slots.len());
    for slot in slots {
        match found.last_mut() {
            Some((last, count)) if *last == slot => *count += 1.0,
            _ => found.push((slot, 1.0)),
        }
    }
    for (_, count) in &mut found {
        *count = 1.0 + count.ln();
    }
    found
}

/// What many texts hold, end to end, so that the memory of it goes back whole.
#[derive(Default)]
struct Examples {
    features: Vec<(u32, f32)>,
    /// Where each group of each text ends.
    group_ends: Vec<usize>,
    /// Where each text ends, and its class.
    ends: Vec<(usize, usize)>,
}

impl Examples {
    fn push(&mut self, groups: &[Features], class: usize) {
        for group in groups {
            self.features.extend(group);
            self.group_ends.push(self.features.len());
        }
        self.ends.push((self.features.len(), class));
    }

    /// Gives each group the same weight, and what is rare in it more.
    fn weigh(&mut self, rarity: &[f32]) {
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

    fn get(&self, at: usize) -> (&[(u32, f32)], usize) {
        let from = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |(end, _)| *end);
        let (end, class) = self.ends.get(at).copied().unwrap_or((from, 0));
        (self.features.get(from..end).unwrap_or_default(), class)
    }
}

impl Hearing {
    /// Learns from texts and their classes, numbered from 0. The same texts make the same judge. What a text holds is hashed into
    /// `2^bits` slots.
    pub fn learn(norwegian: &Norwegian, said: &[(&str, usize)], classes: usize, bits: u32) -> Hearing {
        let slots = 1_usize << bits;
        let mut stems: HashMap<String, String> = HashMap::new();
        let mut stem = |word: &str| stems.entry(word.to_owned()).or_insert_with(|| norwegian.word(word).stem).clone();
        let mut seen = vec![0.0_f32; slots];
        let mut read = Examples::default();
        for (text, class) in said {
            let groups = groups(norwegian, text, &mut stem).map(|group| counted(group, slots));
            for (slot, _) in groups.iter().flatten() {
                seen.get_mut(*slot as usize).into_iter().for_each(|count| *count += 1.0);
            }
            read.push(&groups, *class);
        }
        let all = said.len() as f32;
        let rarity: Vec<f32> = seen.iter().map(|n| ((1.0 + all) / (1.0 + n)).ln() + 1.0).collect();
        read.weigh(&rarity);
        let mut it = Hearing { classes, weights: vec![0.0; slots * classes], bias: vec![0.0; classes], rarity };
        let mut moved = vec![1e-3_f32; slots * classes];
        let mut order: Vec<usize> = (0..said.len()).collect();
        let mut chance = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..ROUNDS {
            shuffle(&mut order, &mut chance);
            for at in &order {
                let (features, class) = read.get(*at);
                it.look(features, class, &mut moved);
            }
        }
        it
    }

    /// One look at one utterance (AdaGrad on the logistic loss).
    fn look(&mut self, features: &[(u32, f32)], class: usize, moved: &mut [f32]) {
        let mut wrong = self.judge_features(features);
        if let Some(right) = wrong.get_mut(class) {
            *right -= 1.0;
        }
        for (slot, value) in features {
            let first = *slot as usize * self.classes;
            let range = first..first + self.classes;
            let (Some(weights), Some(moved)) = (self.weights.get_mut(range.clone()), moved.get_mut(range)) else { continue };
            for ((weight, moved), wrong) in weights.iter_mut().zip(moved).zip(&wrong) {
                let slope = wrong * value + DECAY * *weight;
                *moved += slope * slope;
                *weight -= STEP * slope / moved.sqrt();
            }
        }
        for (bias, wrong) in self.bias.iter_mut().zip(wrong) {
            *bias -= 0.01 * wrong;
        }
    }

    fn judge_features(&self, features: &[(u32, f32)]) -> Vec<f32> {
        let mut sums = self.bias.clone();
        for (slot, value) in features {
            let first = *slot as usize * self.classes;
            let weights = self.weights.get(first..first + self.classes).unwrap_or_default();
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight * value);
        }
        let most = sums.iter().copied().fold(f32::MIN, f32::max);
        sums.iter_mut().for_each(|sum| *sum = (*sum - most).exp());
        let all: f32 = sums.iter().sum();
        sums.iter_mut().for_each(|sum| *sum /= all);
        sums
    }

    /// How probable each class is; together 1.
    pub fn judge(&self, norwegian: &Norwegian, text: &str) -> Vec<f32> {
        let groups = groups(norwegian, text, |word| norwegian.word(word).stem).map(|g| counted(g, self.rarity.len()));
        let mut one = Examples::default();
        one.push(&groups, 0);
        one.weigh(&self.rarity);
        self.judge_features(one.get(0).0)
    }

    /// What was learned as numbers, to be kept.
    pub fn numbers(&self) -> impl Iterator<Item = f32> + '_ {
        self.bias.iter().chain(&self.rarity).chain(&self.weights).copied()
    }

    /// The judge that `numbers` were kept of; `None` where there are too few of them.
    pub fn from_numbers(numbers: &mut impl Iterator<Item = f32>, classes: usize, bits: u32) -> Option<Hearing> {
        let slots = 1_usize << bits;
        let mut take = |count: usize| -> Option<Vec<f32>> {
            let taken: Vec<f32> = numbers.by_ref().take(count).collect();
            (taken.len() == count && taken.iter().all(|n| n.is_finite())).then_some(taken)
        };
        Some(Hearing { classes, bias: take(classes)?, rarity: take(slots)?, weights: take(slots * classes)? })
    }
}

/// A fixed shuffle (xorshift).
fn shuffle(order: &mut [usize], chance: &mut u64) {
    for at in (1..order.len()).rev() {
        *chance ^= *chance << 13;
        *chance ^= *chance >> 7;
        *chance ^= *chance << 17;
        order.swap(at, usize::try_from(*chance % (at as u64 + 1)).unwrap_or(0));
    }
}

//! Owns the learning of classes of texts from examples: texts with their class in, a judge out. Pure; must not know what the classes mean.

use crate::vocabulary::norwegian::Norwegian;
use std::collections::HashMap;

/// How often every utterance is looked at.
const ROUNDS: usize = 3;
/// How far a look moves a weight at first.
const STEP: f32 = 0.05;
/// So many things that words have in common are learned, each a blend of what the texts hold.
const HIDDEN: usize = 16;
/// One in so many of them is left out of each look, so that none is leaned on alone.
const LEFT_OUT: usize = 4;
/// What fewer texts hold than so many says nothing about others, and would take most of the room.
const SEEN: f32 = 6.0;
/// So many judges learn the same with other chances; what they agree on is surer than what one of them says.
const JUDGES: u64 = 2;

/// What was learned.
#[derive(Clone, Debug, PartialEq)]
pub struct Hearing {
    classes: usize,
    /// The hashes of what is known, in order; the place of one is its slot.
    keys: Vec<u32>,
    /// For each slot how telling it is.
    rarity: Vec<f32>,
    judges: Vec<Judge>,
}

/// A network of one hidden layer, beside which every slot also speaks for the classes directly.
#[derive(Clone, Debug, PartialEq)]
struct Judge {
    /// For each slot its weight for every hidden one, then for every class.
    weights: Vec<f32>,
    hidden_bias: Vec<f32>,
    /// For each class its weight for every hidden one.
    out: Vec<f32>,
    bias: Vec<f32>,
}

/// The slots that a text holds, each with how much.
type Features = Vec<(u32, f32)>;

/// FNV-1a over the parts, so that hashes are the same at every start.
fn hash(kind: u8, parts: &[&str]) -> u32 {
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
fn counted(mut hashes: Vec<u32>, keys: &[u32]) -> Features {
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

/// What a text comes to, layer by layer.
struct Judged {
    hidden: Vec<f32>,
    classes: Vec<f32>,
}

/// How far weights have moved, squared and summed (AdaGrad): of a slot the mean of its hidden ones and of its direct ones, of all else
/// each by itself.
struct Moved {
    slots: Vec<[f32; 2]>,
    hidden_bias: Vec<f32>,
    out: Vec<f32>,
    bias: Vec<f32>,
}

fn mean_square(slopes: &[f32]) -> f32 {
    slopes.iter().map(|slope| slope * slope).sum::<f32>() / slopes.len().max(1) as f32
}

fn step(weight: &mut f32, moved: &mut f32, slope: f32) {
    *moved += slope * slope;
    *weight -= STEP * slope / moved.sqrt();
}

impl Hearing {
    /// Learns from texts and their classes, numbered from 0. The same texts make the same judges.
    pub fn learn(norwegian: &Norwegian, said: &[(&str, usize)], classes: usize) -> Hearing {
        let mut stems: HashMap<String, String> = HashMap::new();
        let mut stem = |word: &str| stems.entry(word.to_owned()).or_insert_with(|| norwegian.word(word).stem).clone();
        // Each text is taken apart twice: what would be kept in between is many small pieces, the memory of which never goes back.
        let (keys, seen) = often(said.iter().map(|(text, _)| groups(norwegian, text, &mut stem)));
        let mut read = Examples::default();
        for (text, class) in said {
            read.push(&groups(norwegian, text, &mut stem).map(|group| counted(group, &keys)), *class);
        }
        let all = said.len() as f32;
        let rarity: Vec<f32> = seen.iter().map(|n| ((1.0 + all) / (1.0 + n)).ln() + 1.0).collect();
        read.weigh(&rarity);
        let (read, slots) = (&read, keys.len());
        let judges = std::thread::scope(|all| {
            let learning: Vec<_> = (0..JUDGES).map(|n| all.spawn(move || Judge::learn(read, slots, classes, n))).collect();
            learning.into_iter().map(|one| one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        });
        Hearing { classes, keys, rarity, judges }
    }

    /// How probable each class is; together 1.
    pub fn judge(&self, norwegian: &Norwegian, text: &str) -> Vec<f32> {
        let groups = groups(norwegian, text, |word| norwegian.word(word).stem).map(|group| counted(group, &self.keys));
        let mut one = Examples::default();
        one.push(&groups, 0);
        one.weigh(&self.rarity);
        let mut probable = vec![0.0; self.classes];
        for judge in &self.judges {
            let told = judge.judge(one.get(0).0, None).classes;
            probable.iter_mut().zip(told).for_each(|(sum, told)| *sum += told / self.judges.len() as f32);
        }
        probable
    }

    /// What was learned, to be kept: how many keys, the keys, then all numbers; four bytes each, the smallest first.
    pub fn keep(&self) -> Vec<u8> {
        let count = u32::try_from(self.keys.len()).unwrap_or(0);
        let keys = std::iter::once(&count).chain(&self.keys).flat_map(|key| key.to_le_bytes());
        let judges = self.judges.iter().flat_map(|judge| [&judge.weights, &judge.hidden_bias, &judge.out, &judge.bias]);
        let numbers = std::iter::once(&self.rarity).chain(judges).flatten();
        keys.chain(numbers.flat_map(|number| number.to_le_bytes())).collect()
    }

    /// The judges that were kept, and the bytes that follow them; `None` where they cannot be read.
    pub fn kept(bytes: &[u8], classes: usize) -> Option<(Hearing, &[u8])> {
        let (fours, _) = bytes.as_chunks::<4>();
        let (count, mut rest) = fours.split_first()?;
        let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
        let mut cut = |count: usize| -> Option<&[[u8; 4]]> {
            let (taken, after) = rest.split_at_checked(count)?;
            rest = after;
            Some(taken)
        };
        let keys: Vec<u32> = cut(count)?.iter().map(|four| u32::from_le_bytes(*four)).collect();
        let mut take = |count: usize| -> Option<Vec<f32>> {
            let taken: Vec<f32> = cut(count)?.iter().map(|four| f32::from_le_bytes(*four)).collect();
            taken.iter().all(|number| number.is_finite()).then_some(taken)
        };
        let rarity = take(count)?;
        let mut judges = Vec::new();
        for _ in 0..JUDGES {
            judges.push(Judge {
                weights: take(count.checked_mul(HIDDEN + classes)?)?,
                hidden_bias: take(HIDDEN)?,
                out: take(classes * HIDDEN)?,
                bias: take(classes)?,
            });
        }
        Some((Hearing { classes, keys, rarity, judges }, rest.as_flattened()))
    }
}

impl Judge {
    fn learn(read: &Examples, slots: usize, classes: usize, number: u64) -> Judge {
        let mut chance = Chance::fixed(number);
        let mut it = Judge {
            weights: vec![0.0; slots * (HIDDEN + classes)],
            hidden_bias: vec![0.0; HIDDEN],
            out: (0..classes * HIDDEN).map(|_| chance.about_nothing(0.3)).collect(),
            bias: vec![0.0; classes],
        };
        for slot in it.weights.chunks_exact_mut(HIDDEN + classes) {
            slot.iter_mut().take(HIDDEN).for_each(|weight| *weight = chance.about_nothing(0.02));
        }
        let mut moved = Moved {
            slots: vec![[1e-3; 2]; slots],
            hidden_bias: vec![1e-3; HIDDEN],
            out: vec![1e-3; it.out.len()],
            bias: vec![1e-3; classes],
        };
        let mut order: Vec<usize> = (0..read.ends.len()).collect();
        for _ in 0..ROUNDS {
            chance.shuffle(&mut order);
            for at in &order {
                let (features, class) = read.get(*at);
                it.look(features, class, &mut moved, &mut chance);
            }
        }
        it
    }

    /// One look at one utterance (AdaGrad on the logistic loss).
    fn look(&mut self, features: &[(u32, f32)], class: usize, moved: &mut Moved, chance: &mut Chance) {
        let mut judged = self.judge(features, Some(chance));
        let wrong = &mut judged.classes;
        if let Some(right) = wrong.get_mut(class) {
            *right -= 1.0;
        }
        // What each hidden one had to do with it; none where it was silent.
        let mut blame = vec![0.0; HIDDEN];
        for ((weights, moved), wrong) in
            self.out.chunks_exact_mut(HIDDEN).zip(moved.out.chunks_exact_mut(HIDDEN)).zip(wrong.iter())
        {
            for (((weight, moved), hidden), blame) in weights.iter_mut().zip(moved).zip(&judged.hidden).zip(&mut blame) {
                if *hidden > 0.0 {
                    *blame += wrong * *weight;
                    step(weight, moved, wrong * hidden);
                }
            }
        }
        let means = [mean_square(&blame), mean_square(wrong)];
        let width = HIDDEN + self.bias.len();
        for (slot, value) in features {
            let range = *slot as usize * width..(*slot as usize + 1) * width;
            let (Some(weights), Some(moved)) = (self.weights.get_mut(range), moved.slots.get_mut(*slot as usize)) else {
                continue;
            };
            let (hidden, direct) = weights.split_at_mut(HIDDEN.min(width));
            for (((weights, slopes), moved), mean) in [(hidden, &blame), (direct, &*wrong)].into_iter().zip(moved).zip(means) {
                *moved += mean * value * value;
                let far = STEP * value / moved.sqrt();
                weights.iter_mut().zip(slopes).for_each(|(weight, slope)| *weight -= far * slope);
            }
        }
        self.hidden_bias.iter_mut().zip(&mut moved.hidden_bias).zip(&blame).for_each(|((w, m), slope)| step(w, m, *slope));
        self.bias.iter_mut().zip(&mut moved.bias).zip(wrong.iter()).for_each(|((w, m), slope)| step(w, m, *slope));
    }

    /// What a text comes to; while learning some of the hidden are left out.
    fn judge(&self, features: &[(u32, f32)], learning: Option<&mut Chance>) -> Judged {
        let mut sums: Vec<f32> = self.hidden_bias.iter().chain(&self.bias).copied().collect();
        let width = HIDDEN + self.bias.len();
        for (slot, value) in features {
            let weights = self.weights.get(*slot as usize * width..(*slot as usize + 1) * width).unwrap_or_default();
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight * value);
        }
        let mut classes = sums.split_off(HIDDEN.min(sums.len()));
        let mut hidden = sums;
        hidden.iter_mut().for_each(|sum| *sum = sum.max(0.0));
        if let Some(chance) = learning {
            let louder = LEFT_OUT as f32 / (LEFT_OUT as f32 - 1.0);
            hidden.iter_mut().for_each(|sum| *sum *= if chance.draw(LEFT_OUT) == 0 { 0.0 } else { louder });
        }
        for (sum, weights) in classes.iter_mut().zip(self.out.chunks_exact(HIDDEN)) {
            *sum += weights.iter().zip(&hidden).map(|(weight, hidden)| weight * hidden).sum::<f32>();
        }
        let most = classes.iter().copied().fold(f32::MIN, f32::max);
        classes.iter_mut().for_each(|sum| *sum = (*sum - most).exp());
        let all: f32 = classes.iter().sum();
        classes.iter_mut().for_each(|sum| *sum /= all);
        Judged { hidden, classes }
    }
}

/// The hashes that enough texts hold, in order, and how many do.
fn often(texts: impl Iterator<Item = [Vec<u32>; 3]>) -> (Vec<u32>, Vec<f32>) {
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

/// Chance that falls the same way every time (xorshift): the same texts make the same judge.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn fixed(number: u64) -> Chance {
        Chance(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(2 * number + 1))
    }

    /// A number below `of`; 0 where there is none.
    pub(super) fn draw(&mut self, of: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % of.max(1) as u64).unwrap_or(0)
    }

    fn about_nothing(&mut self, most: f32) -> f32 {
        (self.draw(20_001) as f32 / 10_000.0 - 1.0) * most
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            order.swap(at, self.draw(at + 1));
        }
    }
}

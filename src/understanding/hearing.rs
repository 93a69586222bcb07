//! Owns the learning of classes of texts from examples: texts with their class in, a judge out. Pure; must not know what the classes mean.

use super::features::{Examples, counted, groups, often};
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
/// So many judges learn the same with other chances; what they agree on is surer than what one of them says.
const JUDGES: u64 = 2;

/// What was learned.
#[derive(Clone, Debug, PartialEq)]
pub struct Hearing {
    /// The hashes of what is known, in order; the place of one is its slot.
    keys: Vec<u32>,
    /// For each slot how telling it is.
    rarity: Vec<f32>,
    judges: Vec<Judge>,
}

/// A network of one hidden layer, beside which every slot also speaks for the classes directly.
#[derive(Clone, Debug, PartialEq)]
struct Judge {
    /// For each slot a row: its weight for every hidden one, then for every class; the upper halves of their bits, which tell enough.
    weights: Vec<u16>,
    top: Top,
}

/// What a judge makes of what the slots say together.
#[derive(Clone, Debug, PartialEq)]
struct Top {
    hidden_bias: Vec<f32>,
    /// For each class its weight for every hidden one.
    out: Vec<f32>,
    bias: Vec<f32>,
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
            let learning: Vec<_> = (0..JUDGES).map(|n| all.spawn(move || Learner::learn(read, slots, classes, n))).collect();
            learning.into_iter().map(|one| one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        });
        Hearing { keys, rarity, judges }
    }

    /// How probable each class is; together 1.
    pub fn judge(&self, norwegian: &Norwegian, text: &str) -> Vec<f32> {
        let groups = groups(norwegian, text, |word| norwegian.word(word).stem).map(|group| counted(group, &self.keys));
        let mut one = Examples::default();
        one.push(&groups, 0);
        one.weigh(&self.rarity);
        let told = self.judges.iter().map(|judge| judge.judge(one.get(0).0));
        let sums = told.reduce(|sums, told| sums.iter().zip(&told).map(|(sum, told)| sum + told).collect()).unwrap_or_default();
        sums.iter().map(|sum| sum / self.judges.len() as f32).collect()
    }

    /// What was learned, to be kept: how many keys, the keys, how telling each is, then the judges; the smallest byte first.
    pub fn keep(&self) -> Vec<u8> {
        let mut kept = Vec::new();
        let count = u32::try_from(self.keys.len()).unwrap_or(0);
        kept.extend(std::iter::once(&count).chain(&self.keys).flat_map(|key| key.to_le_bytes()));
        kept.extend(self.rarity.iter().flat_map(|number| number.to_le_bytes()));
        for judge in &self.judges {
            kept.extend(judge.weights.iter().flat_map(|half| half.to_le_bytes()));
            let top = [&judge.top.hidden_bias, &judge.top.out, &judge.top.bias];
            kept.extend(top.into_iter().flatten().flat_map(|number| number.to_le_bytes()));
        }
        kept
    }

    /// The judges that were kept, and the bytes that follow them; `None` where they cannot be read.
    pub fn kept(bytes: &[u8], classes: usize) -> Option<(Hearing, &[u8])> {
        let mut rest = bytes;
        let count = usize::try_from(u32::from_le_bytes(*cut(&mut rest, 1)?.first()?)).ok()?;
        let keys = cut(&mut rest, count)?.iter().map(|four| u32::from_le_bytes(*four)).collect();
        let rarity = numbers(&mut rest, count)?;
        let mut judges = Vec::new();
        for _ in 0..JUDGES {
            let weights = cut(&mut rest, count.checked_mul(HIDDEN + classes)?)?;
            let weights: Vec<u16> = weights.iter().map(|two| u16::from_le_bytes(*two)).collect();
            if !weights.iter().all(|half| whole(*half).is_finite()) {
                return None;
            }
            let hidden_bias = numbers(&mut rest, HIDDEN)?;
            let top = Top { hidden_bias, out: numbers(&mut rest, classes * HIDDEN)?, bias: numbers(&mut rest, classes)? };
            judges.push(Judge { weights, top });
        }
        Some((Hearing { keys, rarity, judges }, rest))
    }
}

/// So many numbers of so many bytes from the front.
pub(super) fn cut<'a, const BYTES: usize>(rest: &mut &'a [u8], count: usize) -> Option<&'a [[u8; BYTES]]> {
    let (taken, after) = rest.split_at_checked(count.checked_mul(BYTES)?)?;
    *rest = after;
    Some(taken.as_chunks().0)
}

fn numbers(rest: &mut &[u8], count: usize) -> Option<Vec<f32>> {
    let taken: Vec<f32> = cut(rest, count)?.iter().map(|four| f32::from_le_bytes(*four)).collect();
    taken.iter().all(|number| number.is_finite()).then_some(taken)
}

/// The upper half of a number's bits, rounded (bfloat16): some three digits.
fn half(number: f32) -> u16 {
    u16::try_from((number.to_bits().saturating_add(0x8000)) >> 16).unwrap_or(0)
}

fn whole(half: u16) -> f32 {
    f32::from_bits(u32::from(half) << 16)
}

/// Where the row of a slot lies among the weights.
fn row(slot: u32, width: usize) -> std::ops::Range<usize> {
    let from = slot as usize * width;
    from..from + width
}

/// A judge while it learns.
struct Learner {
    weights: Vec<f32>,
    top: Top,
}

impl Learner {
    fn learn(read: &Examples, slots: usize, classes: usize, number: u64) -> Judge {
        let mut chance = Chance::fixed(number);
        let out = (0..classes * HIDDEN).map(|_| chance.about_nothing(0.3)).collect();
        let mut it = Learner {
            weights: vec![0.0; slots * (HIDDEN + classes)],
            top: Top { hidden_bias: vec![0.0; HIDDEN], out, bias: vec![0.0; classes] },
        };
        for slot in it.weights.chunks_exact_mut(HIDDEN + classes) {
            slot.iter_mut().take(HIDDEN).for_each(|weight| *weight = chance.about_nothing(0.02));
        }
        let mut moved = Moved {
            slots: vec![[1e-3; 2]; slots],
            hidden_bias: vec![1e-3; HIDDEN],
            out: vec![1e-3; it.top.out.len()],
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
        Judge { weights: it.weights.into_iter().map(half).collect(), top: it.top }
    }

    /// One look at one utterance (AdaGrad on the logistic loss).
    fn look(&mut self, features: &[(u32, f32)], class: usize, moved: &mut Moved, chance: &mut Chance) {
        let width = self.top.width();
        let rows = features.iter().map(|(slot, value)| (self.weights.get(row(*slot, width)).unwrap_or_default(), *value));
        let mut judged = self.top.judge(rows.map(|(row, value)| (row.iter().copied(), value)), Some(chance));
        let wrong = &mut judged.classes;
        if let Some(right) = wrong.get_mut(class) {
            *right -= 1.0;
        }
        // What each hidden one had to do with it; none where it was silent.
        let mut blame = vec![0.0; HIDDEN];
        let top = &mut self.top;
        for ((weights, moved), wrong) in
            top.out.chunks_exact_mut(HIDDEN).zip(moved.out.chunks_exact_mut(HIDDEN)).zip(wrong.iter())
        {
            for (((weight, moved), hidden), blame) in weights.iter_mut().zip(moved).zip(&judged.hidden).zip(&mut blame) {
                if *hidden > 0.0 {
                    *blame += wrong * *weight;
                    step(weight, moved, wrong * hidden);
                }
            }
        }
        let means = [mean_square(&blame), mean_square(wrong)];
        for (slot, value) in features {
            let (Some(weights), Some(moved)) = (self.weights.get_mut(row(*slot, width)), moved.slots.get_mut(*slot as usize))
            else {
                continue;
            };
            let (hidden, direct) = weights.split_at_mut(HIDDEN.min(width));
            for (((weights, slopes), moved), mean) in [(hidden, &blame), (direct, &*wrong)].into_iter().zip(moved).zip(means) {
                *moved += mean * value * value;
                let far = STEP * value / moved.sqrt();
                weights.iter_mut().zip(slopes).for_each(|(weight, slope)| *weight -= far * slope);
            }
        }
        top.hidden_bias.iter_mut().zip(&mut moved.hidden_bias).zip(&blame).for_each(|((w, m), slope)| step(w, m, *slope));
        top.bias.iter_mut().zip(&mut moved.bias).zip(wrong.iter()).for_each(|((w, m), slope)| step(w, m, *slope));
    }
}

impl Judge {
    fn judge(&self, features: &[(u32, f32)]) -> Vec<f32> {
        let width = self.top.width();
        let rows = features.iter().map(|(slot, value)| (self.weights.get(row(*slot, width)).unwrap_or_default(), *value));
        self.top.judge(rows.map(|(row, value)| (row.iter().map(|half| whole(*half)), value)), None).classes
    }
}

impl Top {
    /// How long a slot's row is.
    fn width(&self) -> usize {
        HIDDEN + self.bias.len()
    }

    /// What a text comes to, from the rows of its slots, each with how much; while learning some of the hidden are left out.
    fn judge(&self, rows: impl Iterator<Item = (impl Iterator<Item = f32>, f32)>, learning: Option<&mut Chance>) -> Judged {
        let mut sums: Vec<f32> = self.hidden_bias.iter().chain(&self.bias).copied().collect();
        for (row, value) in rows {
            sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight * value);
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

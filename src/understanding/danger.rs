//! Owns how grave a text is: what people say, learned from `data/vocabulary/danger`. Pure; must not know lines, places or requests.

use super::features::fingerprint;
use super::hearing::{Chance, Hearing, cut};
use crate::domain::danger::{Danger, DangerTopic, Level};
use crate::vocabulary::Vocabulary;
use crate::vocabulary::danger::Utterance;
use crate::vocabulary::norwegian::Norwegian;
use crate::vocabulary::terms::Phrase;
use std::collections::{HashMap, HashSet};

/// Danger of either level is told from this probability on.
const DANGER: f32 = 0.45;
/// It is an emergency from this probability on: rather once too often.
const EMERGENCY: f32 = 0.2;
/// In so few words each says so much that more is asked of them.
const SHORT: usize = 3;
const SHORT_EMERGENCY: f32 = 0.4;
const SHORT_DANGER: f32 = 0.6;
/// In a long story each stretch is judged by itself too; alone it must be surer.
const STRETCH: f32 = 0.8;
/// So many words make a story long, and so many make a stretch of it.
const LONG: usize = 22;
const WINDOW: usize = 14;

/// Something harmless that is learned beside another utterance has at most so many words.
const BESIDE: usize = 8;

const LEVELS: usize = 3;

/// Hears danger.
#[derive(Debug)]
pub struct Ear {
    levels: Hearing,
    topics: Hearing,
    /// What was said just so before, by its fingerprint.
    said: HashMap<u64, Option<Danger>>,
}

fn number(danger: Option<Danger>) -> usize {
    danger.map_or(0, |d| if d.level == Level::Emergency { 2 } else { 1 })
}

/// What tells texts apart of which the words are not the same.
fn mark<'a>(words: impl Iterator<Item = &'a str>) -> u64 {
    fingerprint(0, words)
}

impl Ear {
    /// The number of the way in which is learned: what another way has kept cannot be read.
    pub const METHOD: u8 = 3;

    /// Learns from the utterances of the vocabulary.
    pub fn learn(vocabulary: &Vocabulary) -> Ear {
        let norwegian = &vocabulary.norwegian;
        let utterances = &vocabulary.dangers.utterances;
        let harmless = harmless(vocabulary);
        let begun = begun(utterances, &harmless);
        let mixed = mixed(utterances, &harmless);
        let alone = utterances.iter().map(|u| (u.text.as_str(), number(u.danger)));
        let mixed = mixed.iter().map(|(text, level)| (text.as_str(), *level));
        let none = harmless.iter().copied().chain(begun.iter().map(String::as_str)).map(|text| (text, 0));
        let said: Vec<(&str, usize)> = alone.chain(mixed).chain(none).collect();
        let grave: Vec<(&str, usize)> =
            utterances.iter().filter_map(|u| u.danger.map(|d| (u.text.as_str(), d.topic as usize))).collect();
        let levels = Hearing::learn(norwegian, &said, LEVELS);
        let topics = Hearing::learn(norwegian, &grave, DangerTopic::ALL.len());
        let said = utterances.iter().map(|u| {
            let words = norwegian.tokens(&u.text);
            (mark(words.iter().map(|word| word.text.as_str())), u.danger)
        });
        Ear { levels, topics, said: said.collect() }
    }

    /// What was learned, to be kept for the next start: both judges, then what was said just so, each with its number.
    pub fn keep(&self) -> Vec<u8> {
        let mut said: Vec<_> = self.said.iter().collect();
        said.sort_unstable_by_key(|(fingerprint, _)| **fingerprint);
        let said = said.into_iter().flat_map(|(fingerprint, danger)| {
            let topic = danger.map_or(0, |d| d.topic as u8);
            fingerprint.to_le_bytes().into_iter().chain([number(*danger) as u8, topic])
        });
        self.levels.keep().into_iter().chain(self.topics.keep()).chain(said).collect()
    }

    /// Takes what `keep` gave; `None` where it cannot be read.
    pub fn kept(bytes: &[u8]) -> Option<Ear> {
        let (levels, rest) = Hearing::kept(bytes, LEVELS)?;
        let (topics, mut rest) = Hearing::kept(rest, DangerTopic::ALL.len())?;
        let count = rest.len() / 10;
        let said = cut::<10>(&mut rest, count)?.iter().map(|[fingerprint @ .., level, topic]| {
            let topic = DangerTopic::ALL.get(usize::from(*topic)).copied()?;
            let danger = match level {
                0 => None,
                1 => Some(Level::Support),
                2 => Some(Level::Emergency),
                _ => return None,
            };
            Some((u64::from_le_bytes(*fingerprint), danger.map(|level| Danger { level, topic })))
        });
        let said = said.collect::<Option<_>>()?;
        rest.is_empty().then_some(Ear { levels, topics, said })
    }

    /// The danger in a text, if any.
    pub fn hear(&self, norwegian: &Norwegian, text: &str) -> Option<Danger> {
        let words: Vec<String> = norwegian.tokens(text).into_iter().map(|t| t.text).collect();
        if words.is_empty() {
            return None;
        }
        if let Some(known) = self.said.get(&mark(words.iter().map(String::as_str))) {
            return *known;
        }
        let (emergency, danger) = if words.len() <= SHORT { (SHORT_EMERGENCY, SHORT_DANGER) } else { (EMERGENCY, DANGER) };
        let mut worst = self.level(norwegian, text, emergency, danger).map(|level| (level, text.to_owned()));
        if words.len() > LONG {
            let mut from = 0;
            while from < words.len() && worst.as_ref().is_none_or(|(level, _)| *level == Level::Support) {
                let stretch = words.iter().skip(from).take(WINDOW).cloned().collect::<Vec<_>>().join(" ");
                match self.level(norwegian, &stretch, STRETCH, STRETCH) {
                    Some(Level::Emergency) => worst = Some((Level::Emergency, stretch)),
                    Some(Level::Support) if worst.is_none() => worst = Some((Level::Support, stretch)),
                    _ => {}
                }
                from += WINDOW / 2;
            }
        }
        let (level, said) = worst?;
        let told = self.topics.judge(norwegian, &said);
        let best = told.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(at, _)| at);
        Some(Danger { level, topic: DangerTopic::ALL.get(best).copied().unwrap_or(DangerTopic::Suicide) })
    }

    fn level(&self, norwegian: &Norwegian, text: &str, emergency: f32, danger: f32) -> Option<Level> {
        let told = self.levels.judge(norwegian, text);
        let (support, worst) = (told.get(1).copied().unwrap_or(0.0), told.get(2).copied().unwrap_or(0.0));
        (support + worst > danger).then_some(if worst > emergency { Level::Emergency } else { Level::Support })
    }
}

/// What people say about harmless topics and about no others: what is looked for every day must not sound like danger.
fn harmless(vocabulary: &Vocabulary) -> Vec<&str> {
    let topics = &vocabulary.dangers.harmless;
    let (harmless, others): (Vec<&Phrase>, Vec<&Phrase>) =
        vocabulary.terms.topic_phrases.iter().partition(|phrase| topics.contains(&phrase.slug));
    let others: HashSet<&str> = others.iter().map(|phrase| phrase.text.as_str()).collect();
    let mut found: Vec<&str> = harmless.iter().map(|phrase| phrase.text.as_str()).collect();
    // A single word says too little to be learned from.
    found.retain(|text| text.contains(' ') && !others.contains(text));
    found.sort_unstable();
    found.dedup();
    found
}

/// How what is harmless begins, some of it with half a word: while somebody types, nothing may be shouted that the next word takes back.
fn begun(utterances: &[Utterance], harmless: &[&str]) -> Vec<String> {
    let grave: HashSet<&str> = utterances.iter().filter(|u| u.danger.is_some()).map(|u| u.text.as_str()).collect();
    let none = utterances.iter().filter(|u| u.danger.is_none()).map(|u| u.text.as_str()).chain(harmless.iter().copied());
    let mut chance = Chance::fixed(1);
    let begun = none.filter_map(|text| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let taken = 1 + chance.draw(words.len().checked_sub(1).filter(|n| *n > 0)?);
        let whole = words.iter().take(taken).copied().collect::<Vec<_>>().join(" ");
        // Every other one ends in the middle of a word.
        let last = words.get(taken - 1).map_or(0, |word| word.chars().count());
        let cut = if chance.draw(2) == 0 { chance.draw(last) } else { 0 };
        Some(whole.chars().take(whole.chars().count() - cut).collect::<String>())
    });
    begun.filter(|text| !grave.contains(text.as_str())).collect()
}

/// Each utterance once more with something harmless before or after it: whoever answers a telephone types what was said first and
/// goes on in the same line, and what is grave stays so beside what is not.
fn mixed(utterances: &[Utterance], harmless: &[&str]) -> Vec<(String, usize)> {
    let none = utterances.iter().filter(|u| u.danger.is_none()).map(|u| u.text.as_str());
    let harmless: Vec<&str> =
        none.chain(harmless.iter().copied()).filter(|text| text.split_whitespace().count() <= BESIDE).collect();
    let mut chance = Chance::fixed(0);
    let mut mixed = Vec::with_capacity(utterances.len());
    for utterance in utterances.iter().filter(|u| u.text.split_whitespace().count() <= LONG) {
        let Some(other) = harmless.get(chance.draw(harmless.len())) else { break };
        // One or a few words of it, as somebody has typed so far, or all of it.
        let words = other.split_whitespace().count();
        let taken = if chance.draw(2) == 0 { words } else { 1 + chance.draw(3.min(words)) };
        let beside = other.split_whitespace().take(taken).collect::<Vec<_>>().join(" ");
        let text =
            if chance.draw(3) == 0 { format!("{} {beside}", utterance.text) } else { format!("{beside} {}", utterance.text) };
        mixed.push((text, number(utterance.danger)));
    }
    mixed
}

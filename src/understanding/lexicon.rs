//! Owns which words are known, and what an unknown one was meant to be. Must not know topics.

use super::age;
use super::reading::Reading;
use crate::domain::finding::Correction;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::norwegian::Norwegian;
use crate::vocabulary::stem::fold;
use std::collections::{BTreeMap, HashMap, HashSet};
use strsim::osa_distance;

/// The words of the vocabulary.
pub struct Lexicon {
    /// Known words with how often phrases hold them, in order, for prefixes.
    words: BTreeMap<String, u32>,
    /// Known stems.
    stems: HashSet<String>,
    /// Spellings without Norwegian letters and the known word they stand for.
    folded: HashMap<String, String>,
    /// Words by length, for misspellings.
    by_length: Vec<Vec<(u32, String)>>,
}

/// Letters of Northern Sámi that no Norwegian word has: a word of another language is not misspelt.
const SAMI: [char; 7] = ['á', 'č', 'đ', 'ŋ', 'š', 'ŧ', 'ž'];

/// Which letters a word has, one bit each: two words with few letters in common cannot be one misspelling apart.
fn letters(word: &str) -> u32 {
    word.chars().fold(0, |mask, c| mask | 1 << (u32::from(c) % 31))
}

/// How many typing errors a word of so many letters may have.
pub fn tolerance(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

impl Lexicon {
    /// Collects the words.
    pub fn new(vocabulary: &Vocabulary, topic_words: &HashMap<String, u32>) -> Lexicon {
        let mut words: BTreeMap<String, u32> = topic_words.iter().map(|(w, n)| (w.clone(), *n)).collect();
        let terms = &vocabulary.terms;
        let others = [&terms.audience_phrases, &terms.kind_phrases, &terms.format_phrases];
        let times = vocabulary.times.phrases.iter().map(|phrase| &phrase.text);
        for phrase in others.into_iter().flatten().map(|phrase| &phrase.text).chain(times) {
            for token in vocabulary.norwegian.tokens(phrase) {
                *words.entry(token.text).or_default() += 1;
            }
        }
        let stems = words.keys().map(|w| vocabulary.norwegian.word(w).stem).collect();
        let mut folded: HashMap<String, String> = HashMap::new();
        for (word, count) in &words {
            let plain = fold(word);
            if folded.get(&plain).is_none_or(|other| words.get(other).copied().unwrap_or(0) < *count) {
                folded.insert(plain, word.clone());
            }
        }
        let longest = words.keys().map(|w| w.chars().count()).max().unwrap_or(0);
        let mut by_length: Vec<Vec<(u32, String)>> = vec![Vec::new(); longest + 1];
        for word in words.keys() {
            if let Some(slot) = by_length.get_mut(word.chars().count()) {
                slot.push((letters(word), word.clone()));
            }
        }
        Lexicon { words, stems, folded, by_length }
    }

    /// Whether a word, or another form of it, is known.
    pub fn knows(&self, norwegian: &Norwegian, word: &str, stem: &str) -> bool {
        self.words.contains_key(word) || self.stems.contains(stem) || norwegian.is_listed(word)
    }

    /// The known words that begin so, most used first.
    pub fn beginning(&self, prefix: &str, most: usize) -> Vec<&str> {
        let mut found: Vec<(&str, u32)> = self
            .words
            .range(prefix.to_owned()..)
            .take_while(|(w, _)| w.starts_with(prefix))
            .map(|(w, n)| (w.as_str(), *n))
            .collect();
        found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.len().cmp(&b.0.len())));
        found.into_iter().take(most).map(|(w, _)| w).collect()
    }

    /// The known word that an unknown one was meant to be.
    pub fn nearest(&self, word: &str) -> Option<&str> {
        if let Some(plain) = self.folded.get(&fold(word)) {
            return Some(plain);
        }
        let length = word.chars().count();
        let most = tolerance(length);
        let mask = letters(word);
        let first = word.chars().next();
        let mut best: Option<(usize, bool, std::cmp::Reverse<u32>, &str)> = None;
        for candidate_length in length.saturating_sub(most)..=length + most {
            for (candidate_mask, candidate) in self.by_length.get(candidate_length).into_iter().flatten() {
                if (mask ^ candidate_mask).count_ones() as usize > 2 * most {
                    continue;
                }
                // A first letter is seldom wrong: it costs as much as a second error.
                let other_start = candidate.chars().next() != first;
                let distance = osa_distance(word, candidate);
                if distance == 0 || distance > most || (other_start && (distance > 1 || length < 6)) {
                    continue;
                }
                let uses = self.words.get(candidate).copied().unwrap_or(0);
                let found = (distance, other_start, std::cmp::Reverse(uses), candidate.as_str());
                if best.is_none_or(|b| found < b) {
                    best = Some(found);
                }
            }
        }
        best.map(|b| b.3)
    }

    /// Reads misspelt words as the known ones that were meant, and tells which.
    pub fn correct(&self, norwegian: &Norwegian, reading: &mut Reading, open: bool) -> Vec<Correction> {
        let last = reading.tokens.len().saturating_sub(1);
        let mut corrections = Vec::new();
        for at in 0..reading.tokens.len() {
            let Some(word) = reading.words.get(at) else {
                continue;
            };
            let typed = word.exact.clone();
            let skip = reading.taken.get(at).copied().unwrap_or(true)
                || typed.chars().count() < 4
                || typed.chars().any(|c| c.is_ascii_digit())
                || age::number(&typed).is_some()
                || word.parts.len() > 1
                || typed.contains(SAMI)
                || self.knows(norwegian, &typed, &word.stem);
            if skip {
                if let Some(word) = reading.words.get_mut(at) {
                    word.known = true;
                }
                continue;
            }
            // A growing word that known words begin with is not misspelt yet.
            if open && at == last && !self.beginning(&typed, 1).is_empty() {
                continue;
            }
            let meant = self.nearest(&typed).map(str::to_owned).or_else(|| norwegian.mended(&typed));
            if let Some(meant) = meant {
                let mut read = norwegian.word(&meant);
                read.known = false;
                read.exact = typed.clone();
                if let Some(slot) = reading.words.get_mut(at) {
                    *slot = read;
                }
                corrections.push(Correction { from: typed, to: meant.to_owned() });
            }
        }
        corrections
    }
}

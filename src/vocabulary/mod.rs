//! Owns data/vocabulary, data/language and data/places, read and checked, immutable from then on. Must not know offers, stores or requests.

pub mod danger;
pub mod norwegian;
pub mod people;
pub mod places;
pub mod stem;
mod tables;
pub mod terms;
pub mod times;

use crate::domain::{Fault, rules};
use danger::Dangers;
use norwegian::Norwegian;
use people::People;
use places::Places;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use terms::Terms;
use times::Times;

/// Everything that the service knows of words and places.
#[derive(Debug)]
pub struct Vocabulary {
    pub terms: Terms,
    pub people: People,
    pub times: Times,
    pub dangers: Dangers,
    pub norwegian: Norwegian,
    pub places: Places,
    /// Changes whenever a file does that decides how texts are indexed.
    pub fingerprint: String,
    /// Changes whenever a file does that decides how danger is heard.
    pub danger_fingerprint: String,
}

impl Vocabulary {
    /// Reads the data folder; every fault in every file is told at once.
    pub fn read(data: &Path) -> Result<Vocabulary, Vec<Fault>> {
        let mut faults = Vec::new();
        let terms = Terms::read(&data.join("vocabulary"), &mut faults);
        let vocabulary = Vocabulary {
            people: People::read(&data.join("vocabulary"), &terms.topics, &mut faults),
            dangers: Dangers::read(&data.join("vocabulary/danger"), &terms.topics, &mut faults),
            times: Times::read(&data.join("vocabulary"), &mut faults),
            terms,
            norwegian: Norwegian::read(&data.join("language"), &mut faults),
            places: Places::read(&data.join("places"), &mut faults),
            fingerprint: fingerprint(data),
            danger_fingerprint: danger_fingerprint(data),
        };
        if faults.is_empty() { Ok(vocabulary) } else { Err(faults) }
    }
}

const LANGUAGE: [&str; 7] = ["pairs.tsv", "irregular.tsv", "keep.txt", "parts.txt", "whole.txt", "small.txt", "unsought.txt"];

fn hash_of(files: impl Iterator<Item = PathBuf>) -> String {
    let mut hash = Sha256::new();
    for file in files {
        hash.update(std::fs::read(file).unwrap_or_default());
        hash.update([0]);
    }
    hash.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}

fn language(data: &Path) -> impl Iterator<Item = PathBuf> {
    LANGUAGE.map(|file| data.join("language").join(file)).into_iter()
}

/// Topics decide what an offer is indexed under; the language files decide its words.
fn fingerprint(data: &Path) -> String {
    let terms = ["topics.tsv", "methods.tsv"].map(|file| data.join("vocabulary").join(file));
    hash_of(terms.into_iter().chain(language(data)))
}

fn danger_fingerprint(data: &Path) -> String {
    let said = std::fs::read_dir(data.join("vocabulary/danger/said")).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = said.map(|entry| entry.path()).collect();
    let words = std::fs::read_dir(data.join("vocabulary/words/topics")).into_iter().flatten().flatten();
    files.extend(words.map(|entry| entry.path()));
    files.push(data.join("vocabulary/danger/harmless.txt"));
    files.sort();
    hash_of(files.into_iter().chain(language(data)))
}

impl rules::Terms for Vocabulary {
    fn has_topic(&self, slug: &str) -> bool {
        self.terms.topic(slug).is_some()
    }

    fn has_audience(&self, slug: &str) -> bool {
        self.terms.audiences.iter().any(|a| a.slug == slug)
    }

    fn has_municipality(&self, number: &str) -> bool {
        self.places.municipality(number).is_some()
    }

    fn has_county(&self, number: &str) -> bool {
        self.places.counties.iter().any(|c| c.number == number)
    }

    fn nearest_topic(&self, slug: &str) -> Option<String> {
        nearest(slug, self.terms.topics.iter().map(|t| t.slug.as_str())).map(str::to_owned)
    }
}

/// The known word that was probably meant.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|k| (strsim::damerau_levenshtein(word, k), k))
        .min()
        .filter(|(distance, k)| *distance <= (k.len() / 3).max(1))
        .map(|(_, k)| k)
}

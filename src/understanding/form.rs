//! Owns how help is wanted: in what form and in what language. Must not know topics.

use super::reading::Reading;
use crate::domain::finding::Span;
use crate::domain::slug::Format;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::norwegian::Norwegian;
use std::collections::HashMap;

/// Before a language's name these say that help is wanted in it.
const SPEAKS: &[&str] = &[
    "på", "snakker", "snakkar", "snakke", "prater", "pratar", "bare", "berre", "in", "speak", "speaks", "speaking", "tolk",
    "til", "paa", "pa",
];

/// Phrases that name a form, and names of languages.
pub struct Forms {
    formats: HashMap<String, Format>,
    longest: usize,
    languages: HashMap<String, String>,
}

/// A phrase as stems, small words and all: "på nett" is another thing than "nett".
pub fn key(norwegian: &Norwegian, text: &str) -> String {
    norwegian.tokens(text).iter().map(|t| norwegian.word(&t.text).stem).collect::<Vec<_>>().join(" ")
}

/// Every run of words, longest first; a run that the caller takes is not cut up again.
pub fn windows(reading: &Reading, longest: usize, mut takes: impl FnMut(usize, usize, &str) -> bool) {
    let mut used = vec![false; reading.words.len()];
    for length in (1..=longest.min(reading.words.len())).rev() {
        for from in 0..=reading.words.len() - length {
            let to = from + length;
            if used.get(from..to).is_none_or(|slots| slots.contains(&true)) {
                continue;
            }
            let key = (from..to).map(|at| reading.stem(at)).collect::<Vec<_>>().join(" ");
            if takes(from, to, &key) {
                used.iter_mut().take(to).skip(from).for_each(|slot| *slot = true);
            }
        }
    }
}

impl Forms {
    /// Reads them from the vocabulary.
    pub fn new(vocabulary: &Vocabulary) -> Forms {
        let mut formats = HashMap::new();
        let mut longest = 1;
        for phrase in vocabulary.terms.format_phrases.iter().filter(|p| !p.hint) {
            let key = key(&vocabulary.norwegian, &phrase.text);
            longest = longest.max(key.split(' ').count());
            if let Some(format) = Format::parse(&phrase.slug) {
                formats.insert(key, format);
            }
        }
        let languages =
            vocabulary.people.languages.iter().flat_map(|l| l.words.iter().map(move |w| (w.clone(), l.tag.clone()))).collect();
        Forms { formats, longest, languages }
    }

    /// The forms that the text asks for.
    pub fn formats(&self, reading: &Reading, spans: &mut Vec<Span>) -> Vec<Format> {
        let mut found: Vec<Format> = Vec::new();
        windows(reading, self.longest, |from, to, key| {
            let Some(format) = self.formats.get(key) else {
                return false;
            };
            if !found.contains(format) {
                found.push(*format);
            }
            spans.extend(reading.span(from, to, "format"));
            true
        });
        found
    }

    /// The language that help is wanted in.
    pub fn language(&self, reading: &Reading, spans: &mut Vec<Span>) -> Option<String> {
        (0..reading.tokens.len()).find_map(|at| {
            let tag = self.languages.get(reading.text(at))?;
            let near = (1..=2).any(|back| at.checked_sub(back).is_some_and(|b| SPEAKS.contains(&reading.text(b))));
            let interpreter = reading.text(at + 1) == "tolk";
            if !near && !interpreter {
                return None;
            }
            // Norwegian is what all the help is in, and what many want to learn.
            if tag == "nb" {
                return None;
            }
            spans.extend(reading.span(at, at + 1, "language"));
            Some(tag.clone())
        })
    }
}

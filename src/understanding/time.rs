//! Owns when help is wanted, and when a time in the text only tells when the trouble comes. Must not know topics or opening hours.

use super::form;
use super::reading::Reading;
use crate::domain::finding::Span;
use crate::domain::slug::{DayPart, Weekday};
use crate::vocabulary::Vocabulary;
use crate::vocabulary::times::Meaning;
use std::collections::{HashMap, HashSet};

/// Who does something in a sentence: with one of these and no wish, "om kvelden" tells of a habit.
const SOMEBODY: &[&str] =
    &["jeg", "eg", "æ", "je", "i", "han", "hun", "ho", "hu", "hen", "vi", "me", "dei", "de", "sønnen", "dattera"];

/// Phrases for times, by their words.
pub struct Times {
    phrases: HashMap<String, (Meaning, bool)>,
    longest: usize,
    wishes: HashSet<String>,
}

/// When help is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub part: Option<DayPart>,
    pub day: Option<Weekday>,
    pub now: bool,
}

impl Times {
    /// Reads them from the vocabulary.
    pub fn new(vocabulary: &Vocabulary) -> Times {
        let mut phrases = HashMap::new();
        let mut longest = 1;
        for phrase in &vocabulary.times.phrases {
            let key = form::key(&vocabulary.norwegian, &phrase.text);
            longest = longest.max(key.split(' ').count());
            phrases.insert(key, (phrase.means, phrase.habit));
        }
        Times { phrases, longest, wishes: vocabulary.times.wishes.clone() }
    }

    /// When the text wants help; the words that say so are taken, for they say nothing about the topic.
    pub fn find(&self, reading: &mut Reading, spans: &mut Vec<Span>) -> Wanted {
        let all = 0..reading.tokens.len();
        let wishes = all.clone().any(|at| self.wishes.contains(reading.text(at)));
        let somebody = all.clone().any(|at| SOMEBODY.contains(&reading.text(at)));
        let mut wanted = Wanted::default();
        let mut taken = Vec::new();
        form::windows(reading, self.longest, |from, to, key| {
            let Some((means, habit)) = self.phrases.get(key) else { return false };
            if *habit && somebody && !wishes {
                return true;
            }
            match means {
                Meaning::Part(part) => wanted.part = wanted.part.or(Some(*part)),
                Meaning::Day(day) => wanted.day = wanted.day.or(Some(*day)),
                Meaning::Now => wanted.now = true,
            }
            taken.push((from, to));
            true
        });
        for (from, to) in taken {
            spans.extend(reading.span(from, to, "time_of_day"));
            reading.drop_words(from, to);
        }
        if wanted.part.is_none() && matches!(wanted.day, Some(Weekday::Saturday | Weekday::Sunday)) {
            wanted.part = Some(DayPart::Weekend);
        }
        wanted
    }
}

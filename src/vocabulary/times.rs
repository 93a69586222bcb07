//! Owns the phrases for when help is wanted. Must not know how a text is understood.

use super::tables::{Table, lines};
use crate::domain::Fault;
use crate::domain::slug::{DayPart, Weekday};
use std::collections::HashSet;
use std::path::Path;

/// What a phrase says of the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    Part(DayPart),
    Day(Weekday),
    /// At once.
    Now,
}

/// A phrase for a time.
#[derive(Clone, Debug)]
pub struct TimePhrase {
    pub text: String,
    pub means: Meaning,
    /// It may just as well tell when the trouble comes: a wish only where the text wishes for something.
    pub habit: bool,
}

/// times.tsv and wishes.txt.
#[derive(Debug, Default)]
pub struct Times {
    pub phrases: Vec<TimePhrase>,
    pub wishes: HashSet<String>,
}

impl Times {
    /// Reads the two files of `data/vocabulary`.
    pub fn read(folder: &Path, faults: &mut Vec<Fault>) -> Times {
        let mut it = Times::default();
        for row in Table::read(&folder.join("times.tsv"), &["phrase", "means", "habit"], faults).rows() {
            let word = row.get("means");
            let means = DayPart::parse(word)
                .map(Meaning::Part)
                .or_else(|| Weekday::parse(word).map(Meaning::Day))
                .or_else(|| (word == "now").then_some(Meaning::Now));
            let Some(means) = means else {
                faults.push(row.fault(format!(
                    "means is {}, {} or now, not {word}",
                    DayPart::WORDS.join(", "),
                    Weekday::WORDS.join(", ")
                )));
                continue;
            };
            let text = row.need("phrase", faults).to_lowercase();
            it.phrases.push(TimePhrase { text, means, habit: row.get("habit") == "yes" });
        }
        it.wishes = lines(&folder.join("wishes.txt"), faults).into_iter().map(|(_, l)| l.trim().to_lowercase()).collect();
        it
    }
}

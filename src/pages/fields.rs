//! Owns the field for a municipality and what is told at it, on every form that has one. Must not know what the form asks.

use super::shell::Place;
use super::visitor::Choice;
use super::words::{Said, Words};

/// The field as it was sent, with what is told where no one place is meant.
#[derive(Clone, Debug, Default)]
pub struct PlaceField {
    pub written: String,
    /// Why it cannot be used, or which of several is asked for; empty where one place is meant, or none.
    pub told: Said,
    /// The places of the name where it stands for several, as buttons.
    pub choices: Vec<Choice>,
}

impl PlaceField {
    /// Of what was written and the places that it may mean. `choose` is the name and value of a place's button; the words are
    /// the visitor's.
    pub fn of(written: &str, meant: &[&Place], choose: impl Fn(&Place) -> (&'static str, String), words: Words) -> PlaceField {
        let button = |place: &&Place| {
            let (name, value) = choose(place);
            Choice { name, value, label: Said::made(place.name.clone(), words.lang), chosen: false }
        };
        match meant {
            _ if written.trim().is_empty() => PlaceField::default(),
            [place] => PlaceField { written: place.name.clone(), ..PlaceField::default() },
            [] => {
                let digits = written.trim().bytes().all(|letter| letter.is_ascii_digit());
                let key = if digits { "municipality.digits" } else { "municipality.wrong" };
                PlaceField { written: written.to_owned(), told: Said::spoken(words, key), choices: Vec::new() }
            }
            several => PlaceField {
                written: written.to_owned(),
                told: Said::made(words.with("municipality.several", "name", written.trim()), words.lang),
                choices: several.iter().map(button).collect(),
            },
        }
    }

    /// Whether it cannot be used: a name of several can, once one of them is chosen.
    pub fn wrong(&self) -> bool {
        !self.told.is_empty() && self.choices.is_empty()
    }
}

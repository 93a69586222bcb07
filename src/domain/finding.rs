//! Owns what a person's words were taken to mean. Must not know how that was found out.

use super::danger::Danger;
use super::slug::{DayPart, Format, Weekday};
use serde::Serialize;

/// What the words mean, with where each finding stands in them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Understanding {
    /// The words as they were given.
    pub text: String,
    /// What it is about, surest first; confidence from 0 to 1.
    pub topics: Vec<TopicFinding>,
    /// Whole years of the person it is about.
    pub age: Option<u8>,
    /// Who it is for, as audience slugs.
    pub audiences: Vec<String>,
    /// Set where the one who asks speaks of somebody close.
    pub relative: bool,
    /// It is about the child of the one who asks, or about a child who is afraid of a parent.
    pub about_child: bool,
    /// Somebody is violent to the one who asks: what is for those who use violence is not for them.
    pub feared: bool,
    pub place: Option<PlaceFinding>,
    /// The part of the day in which help is wanted.
    pub time_of_day: Option<DayPart>,
    /// The day of the week on which it is wanted.
    pub weekday: Option<Weekday>,
    /// It is wanted at once.
    pub hurry: bool,
    /// What the words may mean for life and health.
    pub danger: Option<Danger>,
    pub formats: Vec<Format>,
    /// BCP 47 tag of a language that help is wanted in.
    pub language: Option<String>,
    pub corrections: Vec<Correction>,
    pub spans: Vec<Span>,
    /// The words that are looked for in the offers' own texts.
    pub words: Vec<Word>,
    /// An ICPC-2 code that stood in the text.
    pub icpc2: Option<String>,
}

impl Understanding {
    /// An age for somebody who is old without having said how old: nobody who helps the old leaves it out.
    pub fn old(&self) -> Option<u8> {
        self.audiences.iter().any(|audience| audience == "elderly").then_some(75)
    }
}

/// A topic, how sure it is, and whether only a broader or a neighbouring one was said.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicFinding {
    pub slug: String,
    pub confidence: f32,
}

/// A place in the words: one municipality, or several that share the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceFinding {
    /// What was said, as the place writes it.
    pub name: String,
    /// Today's municipality numbers; empty for a county.
    pub municipalities: Vec<String>,
    /// Two-digit county numbers.
    pub counties: Vec<String>,
}

/// A misspelt word and what it was read as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Correction {
    pub from: String,
    pub to: String,
}

/// Where a finding stands, in Unicode scalar values, the end not included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    pub from: usize,
    pub to: usize,
    #[serde(rename = "as")]
    pub what: &'static str,
}

/// One word of the text, in the forms that the index holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Lower case, as typed.
    pub exact: String,
    /// The stem that bokmål and nynorsk share.
    pub stem: String,
    /// The stem without Norwegian letters.
    pub fold: String,
    /// The stems of a compound's parts; empty for a simple word.
    pub parts: Vec<String>,
    /// Carries meaning of its own.
    pub content: bool,
    /// It says something about an offer in whose text it stands.
    pub sought: bool,
    /// The service knows the word, so that it is not looked for misspelt.
    pub known: bool,
}

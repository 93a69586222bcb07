//! Owns the visitor's page: the form, the chips, the answer, the guide. Must not know how an answer is found.

use super::card::Card;
use super::danger::Danger;
use super::fields::PlaceField;
use super::shell::{Place, Shell};
use super::words::{Said, Words};
use askama::Template;

/// A checkbox, a radio button or a button with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub name: &'static str,
    pub value: String,
    pub label: Said,
    pub chosen: bool,
}

/// Choices that belong together.
#[derive(Clone, Debug)]
pub struct Group {
    pub legend: &'static str,
    /// `checkbox` or `radio`.
    pub kind: &'static str,
    pub choices: Vec<Choice>,
}

/// What was understood or chosen, to be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// The value of `drop` that takes it back.
    pub drop: String,
    pub label: Said,
}

/// The form as it was sent.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Where it is sent: the municipality's page, with the language.
    pub action: String,
    pub q: String,
    pub place: PlaceField,
    /// Why the words cannot be used; empty where they can.
    pub q_wrong: Said,
    pub age: String,
    pub age_wrong: Said,
    pub groups: Vec<Group>,
    /// Any of the filters is set, so that they are shown.
    pub filtered: bool,
}

/// A question that narrows, with its answers.
#[derive(Clone, Debug)]
pub struct Ask {
    pub question: Said,
    pub options: Vec<Choice>,
}

/// What else there is.
#[derive(Clone, Debug)]
pub struct Otherwise {
    pub heading: &'static str,
    pub cards: Vec<Card>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub danger: Option<Danger>,
    pub chips: Vec<Chip>,
    /// How many there are, in a sentence for the eye and for the ear.
    pub told: String,
    /// We know of none in the municipality itself, or do not know which one it is about.
    pub honest: Said,
    /// What is chosen leaves out those of whom nobody has said it; empty where nothing of that kind is chosen.
    pub known: Said,
    pub cards: Vec<Card>,
    /// The page that shows more, where there is more.
    pub more: Option<usize>,
    pub ask: Option<Ask>,
    pub otherwise: Vec<Otherwise>,
    /// What the form carries on without showing it.
    pub hidden: Vec<(&'static str, String)>,
    /// There is a search whose address can be copied.
    pub shared: bool,
    /// A name in the words that several places bear, and these.
    pub several: Option<(String, Vec<Place>)>,
}

impl Answer {
    /// Some of the texts are Norwegian on a page that is not.
    pub fn stands_in(&self) -> bool {
        self.cards.iter().chain(self.otherwise.iter().flat_map(|group| &group.cards)).any(Card::stands_in)
    }
}

/// What the script gets: an answer, or what people often look for, and what of the page follows it.
#[derive(Template)]
#[template(path = "answer_part.html")]
pub struct Part {
    pub page: Shell,
    pub words: Words,
    pub form: Form,
    pub answer: Option<Answer>,
    pub often: Vec<Choice>,
    /// The visible fields and the page's head as they stand now, as JSON for the script.
    pub fields: String,
}

/// The whole page.
#[derive(Template)]
#[template(path = "visitor.html")]
pub struct Visitor {
    pub page: Shell,
    pub words: Words,
    pub form: Form,
    pub answer: Option<Answer>,
    pub often: Vec<Choice>,
    /// The visible fields and the page's head as they stand now, as JSON for the script.
    pub fields: String,
}

/// Topics that people often look for, in the order in which they are offered where there is something on them.
pub const OFTEN: [&str; 20] = [
    "mental_health",
    "depression",
    "anxiety",
    "sleep",
    "loneliness",
    "grief",
    "substance_use",
    "next_of_kin",
    "parenting",
    "family",
    "relationship",
    "child_mental_health",
    "economy",
    "work",
    "stress",
    "healthy_living",
    "physical_activity",
    "memory",
    "violence",
    "new_in_norway",
];

/// At most so many of them.
pub const OFTEN_SHOWN: usize = 12;

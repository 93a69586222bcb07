//! Owns the way from a person's words to findings: topics, age, audience, place, form, language. Pure; must not know the index, the store or HTTP.

mod age;
mod danger;
mod features;
mod form;
mod hearing;
mod lexicon;
mod people;
mod place;
mod reading;
mod time;
mod topics;

use crate::domain::danger::DangerTopic;
use crate::domain::finding::{Correction, Span, TopicFinding, Understanding};
use crate::domain::slug::Whom;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::people::Kin;
pub use danger::Ear;
use form::Forms;
use lexicon::Lexicon;
use people::People;
use reading::Reading;
use std::sync::Arc;
use time::Times;
use topics::Topics;

/// Tables made from the vocabulary, once; reading a text changes nothing in them.
pub struct Understander {
    vocabulary: Arc<Vocabulary>,
    lexicon: Lexicon,
    topics: Topics,
    people: People,
    forms: Forms,
    times: Times,
    ear: Arc<Ear>,
}

impl Understander {
    /// Makes the tables.
    pub fn new(vocabulary: Arc<Vocabulary>, ear: Arc<Ear>) -> Understander {
        Understander::without(vocabulary, ear, |_| false)
    }

    /// The same with some topic phrases left out, to see what the others can do.
    pub fn without(vocabulary: Arc<Vocabulary>, ear: Arc<Ear>, left_out: impl Fn(usize) -> bool) -> Understander {
        let topics = Topics::new(&vocabulary, left_out);
        let lexicon = Lexicon::new(&vocabulary, topics.words());
        let people = People::new(&vocabulary);
        let forms = Forms::new(&vocabulary);
        let times = Times::new(&vocabulary);
        Understander { vocabulary, lexicon, topics, people, forms, times, ear }
    }

    /// What the words mean. `open` says that the last word may still be growing, `whom` who it is about where that was said otherwise.
    pub fn understand(&self, text: &str, open: bool, whom: Option<Whom>) -> Understanding {
        let norwegian = &self.vocabulary.norwegian;
        let mut reading = Reading::new(norwegian, text);
        let mut spans: Vec<Span> = Vec::new();
        let place = place::find(&self.vocabulary, &self.lexicon, &mut reading, &mut spans);
        let wanted = self.times.find(&mut reading, &mut spans);
        let mut person = self.people.find(&mut reading, &mut spans);
        person.told(whom);
        let corrections: Vec<Correction> = self.lexicon.correct(norwegian, &mut reading, open);
        let formats = self.forms.formats(&reading, &mut spans);
        let language = self.forms.language(&reading, &mut spans);
        let mut audiences = self.people.audiences(&reading, &mut spans);
        for audience in std::mem::take(&mut person.audiences) {
            if !audiences.contains(&audience) {
                audiences.push(audience);
            }
        }
        let icpc2 = reading.icpc2();
        let mut topics = match &icpc2 {
            Some(code) => {
                let named = self.vocabulary.terms.icpc2(code);
                named.into_iter().map(|slug| TopicFinding { slug, confidence: 1.0 }).collect()
            }
            None => self.topics.find(&reading, open.then_some(&self.lexicon), &mut spans),
        };
        let danger = self.ear.hear(norwegian, text);
        let violent = danger.is_some_and(|d| matches!(d.topic, DangerTopic::Violence | DangerTopic::SexualAbuse));
        let feared = violent && self.people.is_afraid(&reading, &person);
        let drinks = |topic: &TopicFinding| self.vocabulary.terms.with_broader(&topic.slug).iter().any(|t| t == "substance_use");
        let by_parent = feared && person.child == Some(Kin::Parent);
        // Whom one is afraid of one does not look after, unless they drink as well.
        if feared && !topics.iter().any(drinks) {
            (person.relative, person.child) = (false, None);
            spans.retain(|span| span.what != "relative");
        }
        let relative = person.relative && self.people.turn_to_relatives(&self.vocabulary, person.child, person.age, &mut topics);
        if relative && !audiences.iter().any(|a| a == "next_of_kin") {
            audiences.push("next_of_kin".to_owned());
        }
        spans.sort_by_key(|s| (s.from, s.to));
        Understanding {
            text: text.to_owned(),
            topics,
            age: person.age,
            audiences,
            relative,
            about_child: person.child == Some(Kin::Child) || by_parent,
            feared,
            place,
            time_of_day: wanted.part,
            weekday: wanted.day,
            hurry: wanted.now,
            danger,
            formats,
            language,
            corrections,
            spans,
            words: reading.into_words(),
            icpc2,
        }
    }

    /// The danger in a text, if any.
    pub fn danger(&self, text: &str) -> Option<crate::domain::danger::Danger> {
        self.ear.hear(&self.vocabulary.norwegian, text)
    }

    /// Topics whose labels or words begin like the last words typed, best first; for suggestions.
    pub fn complete(&self, text: &str, most: usize) -> Vec<String> {
        self.topics.complete(&Reading::new(&self.vocabulary.norwegian, text), &self.lexicon, most)
    }
}

//! Owns the reading of what the public says by choosing: a municipality, topics, words of a list. Must not know what is counted.

use super::State;
use super::asking::one_municipality;
use super::problem::{Code, Problem};
use crate::domain::Fault;
use serde_json::{Map, Value};

/// So many topics at most at a time.
const TOPICS: usize = 5;

/// The members of a body, and what is wrong with them so far. There is no room for words.
pub struct Said {
    pub members: Map<String, Value>,
    pub faults: Vec<Fault>,
}

impl Said {
    /// Reads a body that may hold these members and nothing else.
    pub fn read(body: &[u8], known: &[&str]) -> Result<Said, Problem> {
        let wrong = |detail: String| Problem::new(Code::BadJson, detail);
        let value: Value = serde_json::from_slice(body).map_err(|e| wrong(format!("The body is not JSON: {e}.")))?;
        let Value::Object(members) = value else {
            return Err(wrong(format!("Want an object with {}.", known.join(", "))));
        };
        let strange = members.keys().filter(|name| !known.contains(&name.as_str()));
        let faults = strange.map(|name| {
            let shown: String = name.chars().take(60).collect();
            Fault::at(format!("/{shown}"), format!("there is no such member: only {}, never words", known.join(", ")))
        });
        let faults = faults.collect();
        Ok(Said { members, faults })
    }

    /// The number of the one municipality that is named.
    pub fn municipality(&mut self, state: &State) -> Option<String> {
        let given = self.members.get("municipality").and_then(Value::as_str);
        let found = given.and_then(|given| one_municipality(&state.vocabulary, given)).map(|m| m.number.clone());
        if found.is_none() {
            self.faults.push(Fault::at("/municipality", "want the number or the name of one municipality"));
        }
        found
    }

    /// A member that holds one of some words.
    pub fn word<T>(&mut self, name: &str, parse: impl Fn(&str) -> Option<T>, words: &[&str]) -> Option<T> {
        let found = self.members.get(name).and_then(Value::as_str).and_then(parse);
        if found.is_none() {
            self.faults.push(Fault::at(format!("/{name}"), format!("want one of {}", words.join(", "))));
        }
        found
    }

    /// The topics, each once; one `None` where there are none.
    pub fn topics(&mut self, state: &State) -> Vec<Option<String>> {
        let mut topics: Vec<Option<String>> = Vec::new();
        match self.members.get("topics") {
            None => {}
            Some(Value::Array(given)) if given.len() <= TOPICS => {
                for (at, topic) in given.iter().enumerate() {
                    match topic.as_str().filter(|slug| state.vocabulary.terms.topic(slug).is_some()) {
                        Some(slug) if topics.iter().any(|t| t.as_deref() == Some(slug)) => {}
                        Some(slug) => topics.push(Some(slug.to_owned())),
                        None => self.faults.push(Fault::at(format!("/topics/{at}"), "there is no such topic; see /v1/topics")),
                    }
                }
            }
            Some(_) => self.faults.push(Fault::at("/topics", format!("want a list of at most {TOPICS} topics"))),
        }
        if topics.is_empty() {
            topics.push(None);
        }
        topics
    }
}

//! Owns who a text is about: age, audience, and whether somebody close has the trouble. Must not know places or the index.

use super::age::{CHILDREN, POSSESSIVES, age_at, number, of_a_grown_ups_child, several};
use super::reading::Reading;
use crate::domain::finding::{Span, TopicFinding};
use crate::domain::slug::Whom;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::people::Kin;
use std::collections::HashMap;

/// How many children somebody is the mother or the father of, beside the numbers.
const SEVERAL: &[&str] =
    &["to", "two", "three", "four", "five", "one", "en", "ein", "ett", "tvillinger", "tvillingar", "barn", "små", "twins"];
/// After somebody close they say that he or she is dead, before them that one has lost them: the grief is one's own.
const DEAD: &[&str] =
    &["døde", "død", "døydde", "daud", "daua", "dau", "avdød", "gravlagt", "begravd", "begravet", "died", "dead"];
/// The same in two words.
const GONE: &[[&str; 2]] = &[
    ["gikk", "bort"],
    ["gjekk", "bort"],
    ["gått", "bort"],
    ["sovnet", "inn"],
    ["sovna", "inn"],
    ["falt", "fra"],
    ["fall", "frå"],
    ["passed", "away"],
];
const LOST: &[&str] = &["mistet", "mista", "mistat", "miste", "lost", "avdøde"];

/// Who says of himself or herself what somebody close might do: "kona vet ikke at jeg drikker".
const FIRST: &[&str] = &["jeg", "eg", "æ", "je", "i"];
const HABITS: &[&str] = &[
    "drikker",
    "drikk",
    "drakk",
    "drikke",
    "spiller",
    "spelar",
    "spilte",
    "spelte",
    "spille",
    "spele",
    "gambler",
    "gamblar",
    "ruser",
    "rusar",
    "ruse",
    "røyker",
    "røykjer",
    "røyke",
    "snuser",
    "slår",
    "slo",
    "overspiser",
    "spyr",
    "slutte",
    "slutta",
    "drink",
    "drinking",
    "gamble",
    "gambling",
    "smoke",
    "smoking",
    "quit",
    "stop",
];
/// Whom it is done to.
const STRUCK: &[&str] = &["meg", "mæ", "mig", "oss", "me", "us"];
/// So many words after it the subject is still the one who speaks…
const CLAUSE: usize = 4;
/// …unless one of these has begun another clause.
const OTHERS: &[&str] = &[
    "at", "som", "han", "hun", "ho", "ham", "honom", "henne", "hen", "de", "dei", "dem", "that", "who", "he", "she", "him", "her",
];

/// Who a text is about.
#[derive(Debug, Default)]
pub struct Person {
    pub age: Option<u8>,
    pub audiences: Vec<String>,
    /// Somebody close is spoken of.
    pub relative: bool,
    /// Who that is.
    pub child: Option<Kin>,
}

impl Person {
    /// Who it is about was said otherwise: that holds, whatever the words look like.
    pub fn told(&mut self, whom: Option<Whom>) {
        let (relative, kin) = match whom {
            None => return,
            Some(Whom::Own | Whom::Patient) => (false, None),
            Some(Whom::Child) => (true, Some(Kin::Child)),
            Some(Whom::Other) => (true, self.child.or(Some(Kin::Sibling))),
        };
        self.relative = relative;
        self.child = kin;
    }
}

/// Phrases that name an audience, and words for somebody close.
pub struct People {
    audiences: HashMap<String, Vec<String>>,
    longest: usize,
    kin: HashMap<String, Kin>,
}

impl People {
    /// Reads them from the vocabulary.
    pub fn new(vocabulary: &Vocabulary) -> People {
        let mut audiences: HashMap<String, Vec<String>> = HashMap::new();
        let mut longest = 1;
        for phrase in vocabulary.terms.audience_phrases.iter().filter(|p| !p.hint) {
            let key = super::form::key(&vocabulary.norwegian, &phrase.text);
            longest = longest.max(key.split(' ').count());
            audiences.entry(key).or_default().push(phrase.slug.clone());
        }
        People { audiences, longest, kin: vocabulary.people.kin.clone() }
    }

    /// Age and relation; their words are taken, for they say nothing about the topic.
    pub fn find(&self, reading: &mut Reading, spans: &mut Vec<Span>) -> Person {
        let mut person = Person::default();
        let mut relation: Option<usize> = None;
        for at in 0..reading.tokens.len() {
            if let Some(kin) = self.kin.get(reading.text(at)).copied() {
                let owned = POSSESSIVES.contains(&reading.text(at + 1)) || POSSESSIVES.contains(&reading.before(at));
                // "mora", "pappa", "kona" are somebody's own without saying so; "jenta" may be anyone.
                let own = matches!(kin, Kin::Parent | Kin::Partner | Kin::Sibling);
                let dead = (1..=3).any(|after| died(reading, at + after))
                    || (1..=2).any(|before| at >= before && LOST.contains(&reading.text(at - before)));
                if (owned || own) && !dead && relation.is_none() && !(kin == Kin::Parent && speaks_of_itself(reading, at)) {
                    relation = Some(at);
                    person.relative = true;
                    person.child = Some(kin);
                    spans.extend(reading.span(
                        at,
                        at + 1 + usize::from(owned && POSSESSIVES.contains(&reading.text(at + 1))),
                        "relative",
                    ));
                }
            }
            if person.age.is_none()
                && let Some((age, from, to)) = age_at(reading, at, |word| self.kin.contains_key(word))
            {
                let several = several(reading, at, to);
                let others = several.is_some() || of_a_grown_ups_child(reading, from);
                // The ages of several children, or of a child in a story about a grown-up, are not the age of who needs help.
                if !others {
                    person.age = Some(age);
                    spans.extend(reading.span(from, to, "age"));
                }
                reading.take(from - usize::from(others && CHILDREN.contains(&reading.before(from))), several.unwrap_or(to));
            }
        }
        let holds = |is: &dyn Fn(&str) -> bool| reading.tokens.iter().any(|token| is(&token.text));
        let lost = holds(&|word| LOST.contains(&word)) || (0..reading.tokens.len()).any(|at| died(reading, at));
        if lost && person.age.is_some_and(|age| age < 18) && holds(&|word| self.is_child(word)) {
            // The age that a child had is nobody's who asks.
            person.age = None;
            spans.retain(|span| span.what != "age");
        }
        if relation.is_some() && self.tells_of_itself(reading) {
            (person.relative, person.child) = (false, None);
            spans.retain(|span| span.what != "relative");
        }
        person
    }

    /// Whether violence that is told of comes from somebody else and strikes the one who speaks.
    pub fn is_afraid(&self, reading: &Reading, person: &Person) -> bool {
        let close = person.relative && person.child != Some(Kin::Child);
        (close || reading.tokens.iter().any(|token| STRUCK.contains(&token.text.as_str()))) && !self.tells_of_itself(reading)
    }

    /// Who drinks, plays or wants to stop is the one who speaks, and not whoever else is named.
    fn tells_of_itself(&self, reading: &Reading) -> bool {
        (0..reading.tokens.len()).filter(|at| FIRST.contains(&reading.text(*at))).any(|at| {
            let clause = (at + 1..=at + CLAUSE).map(|next| reading.text(next));
            let mut own =
                clause.take_while(|word| !OTHERS.contains(word) && !FIRST.contains(word) && !self.kin.contains_key(*word));
            own.any(|word| HABITS.contains(&word))
        })
    }

    fn is_child(&self, word: &str) -> bool {
        CHILDREN.contains(&word) || self.kin.get(word) == Some(&Kin::Child)
    }

    /// The audiences that the text names.
    pub fn audiences(&self, reading: &Reading, spans: &mut Vec<Span>) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        super::form::windows(reading, self.longest, |from, to, key| {
            // "barn 8 og 11" in a story about a grown-up is no wish for children.
            let free = |at: usize| !CHILDREN.contains(&reading.text(at)) || !reading.taken.get(at).copied().unwrap_or(false);
            let Some(slugs) = self.audiences.get(key).filter(|_| (from..to).all(free)) else {
                return false;
            };
            // A phrase that names three audiences names none.
            if slugs.len() > 2 {
                return false;
            }
            for slug in slugs {
                if !found.contains(slug) {
                    found.push(slug.clone());
                }
            }
            spans.extend(reading.span(from, to, "audience"));
            true
        });
        found
    }

    /// Where the trouble is somebody else's, what those close to them look for comes first. True where it turned.
    pub fn turn_to_relatives(
        &self,
        vocabulary: &Vocabulary,
        kin: Option<Kin>,
        age: Option<u8>,
        topics: &mut Vec<TopicFinding>,
    ) -> bool {
        let Some(kin) = kin else { return false };
        // A grown child is somebody close like any other.
        let as_child = kin == Kin::Child && age.is_none_or(|a| a < 18);
        let kin = if kin == Kin::Child && !as_child { Kin::Sibling } else { kin };
        let mut added: Vec<TopicFinding> = Vec::new();
        for topic in topics.iter_mut() {
            let chain = vocabulary.terms.with_broader(&topic.slug);
            let shown = chain.iter().find_map(|slug| vocabulary.people.relatives.get(&(slug.clone(), kin)));
            if let Some(shown) = shown.filter(|s| !chain.contains(s)) {
                added.push(TopicFinding { slug: shown.clone(), confidence: topic.confidence * if as_child { 0.7 } else { 1.0 } });
                if !as_child {
                    topic.confidence *= 0.75;
                }
            }
        }
        let turned = !added.is_empty() && !as_child;
        for finding in added {
            match topics.iter_mut().find(|t| t.slug == finding.slug) {
                Some(there) => there.confidence = there.confidence.max(finding.confidence),
                None => topics.push(finding),
            }
        }
        topics.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        turned
    }
}

/// Whether a word, with the one after it, says that somebody is dead.
fn died(reading: &Reading, at: usize) -> bool {
    DEAD.contains(&reading.text(at)) || GONE.contains(&[reading.text(at), reading.text(at + 1)])
}

/// "nybakt mor", "mor til tre": who says so is one.
fn speaks_of_itself(reading: &Reading, at: usize) -> bool {
    let before = ["nybakt", "nybakte", "fersk", "ung", "ny", "enslig", "einsleg", "aleine", "alene", "new", "young", "single"];
    let of = ["til", "med", "av", "of", "with", "to"].contains(&reading.text(at + 1));
    let whom = reading.text(at + 2);
    before.contains(&reading.before(at)) || (of && (number(whom).is_some() || SEVERAL.contains(&whom)))
}

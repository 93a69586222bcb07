//! Owns who a text is about: age, audience, and whether somebody close has the trouble. Must not know places or the index.

use super::reading::Reading;
use crate::domain::finding::{Span, TopicFinding};
use crate::domain::slug::Whom;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::people::Kin;
use std::collections::HashMap;

/// Numbers in words, as people write ages.
const NUMBERS: &[(&str, u8)] = &[
    ("tre", 3),
    ("fire", 4),
    ("fem", 5),
    ("seks", 6),
    ("sju", 7),
    ("syv", 7),
    ("åtte", 8),
    ("ni", 9),
    ("ti", 10),
    ("elleve", 11),
    ("tolv", 12),
    ("tretten", 13),
    ("fjorten", 14),
    ("femten", 15),
    ("seksten", 16),
    ("sytten", 17),
    ("atten", 18),
    ("nitten", 19),
    ("tjue", 20),
    ("tredve", 30),
    ("tretti", 30),
    ("førti", 40),
    ("femti", 50),
    ("seksti", 60),
    ("sytti", 70),
    ("åtti", 80),
    ("nitti", 90),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
];
/// What follows a number that is an age.
const YEARS: &[&str] = &["år", "åring", "åringen", "åringar", "åringer", "årig", "års", "year", "years", "yo", "årsalderen"];
/// What makes "ten years" a stretch of time and not an age.
const STRETCH_BEFORE: &[&str] =
    &["i", "siste", "over", "etter", "første", "hver", "kvar", "for", "past", "last", "about", "nesten"];
const STRETCH_AFTER: &[&str] = &["siden", "sidan", "ago", "sammen", "saman", "gift", "igjen", "att", "fengsel", "skole", "skule"];
/// Words for a person that a number may follow: "gutt 15", "jente på 14", "barn 8 og 11".
const PERSONS: &[&str] = &[
    "gutt",
    "gut",
    "gutten",
    "guten",
    "jente",
    "jenta",
    "jenten",
    "mann",
    "mannen",
    "kvinne",
    "kvinna",
    "kvinnen",
    "dame",
    "dama",
    "kar",
    "barn",
    "barnet",
    "unge",
    "ungen",
    "enkemann",
    "enkjemann",
    "enke",
    "enkje",
    "pensjonist",
    "student",
    "elev",
    "vaksen",
    "voksen",
    "person",
    "ungdom",
    "tenåring",
    "son",
    "sønn",
    "datter",
    "dotter",
    "boy",
    "girl",
    "man",
    "woman",
    "aged",
    "alder",
    "pasient",
    "innringer",
    "innringar",
    "far",
    "mor",
    "gravid",
    "pregnant",
];
/// Children, and grown-ups whose children they may be.
const CHILDREN: &[&str] = &["barn", "barnet", "barna", "unge", "ungen", "ungar", "unger", "kid", "kids", "child", "children"];
const GROWN_UP: &[&str] = &[
    "mann",
    "mannen",
    "kone",
    "kona",
    "kåne",
    "kåna",
    "samboer",
    "samboeren",
    "sambuar",
    "sambuaren",
    "kjæreste",
    "kjæresten",
    "eks",
    "eksen",
    "eksmann",
    "ekskone",
    "kvinne",
    "kvinna",
    "kvinnen",
    "dame",
    "dama",
    "mor",
    "far",
    "mamma",
    "pappa",
    "aleinemor",
    "alenemor",
    "husband",
    "wife",
    "partner",
    "boyfriend",
    "girlfriend",
    "mother",
    "father",
];
/// How many children somebody is the mother or the father of, beside the numbers.
const SEVERAL: &[&str] =
    &["to", "two", "three", "four", "five", "one", "en", "ein", "ett", "tvillinger", "tvillingar", "barn", "små", "twins"];
/// Who "is 17" without a word for years.
const PRONOUNS: &[&str] = &["jeg", "eg", "æ", "je", "han", "hun", "ho", "hu", "hen", "i'm", "im"];
/// What makes a number after "is" something else than an age.
const UNITS: &[&str] = &[
    "kilo", "kg", "timer", "timar", "dager", "dagar", "ganger", "gonger", "uker", "veker", "måneder", "månader", "mnd",
    "minutter", "prosent", "kroner", "kr", "cm", "meter", "stykker", "barn", "i", "weeks", "months", "days", "hours", "times",
];
const POSSESSIVES: &[&str] = &[
    "min", "mi", "mitt", "mine", "vår", "vårt", "våre", "hennes", "hans", "hennar", "my", "our", "her", "his", "mæ", "mån",
    "mett",
];

/// After somebody close they say that he or she is dead, before them that one has lost them: the grief is one's own.
const DEAD: &[&str] =
    &["døde", "død", "døydde", "daud", "daua", "dau", "avdød", "gravlagt", "begravd", "begravet", "died", "dead"];
const LOST: &[&str] = &["mistet", "mista", "mistat", "miste", "lost", "avdøde"];

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
                let dead = (1..=3).any(|after| DEAD.contains(&reading.text(at + after)))
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
                && let Some((age, from, to)) = age_at(reading, at)
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
        let lost = holds(&|word| LOST.contains(&word) || DEAD.contains(&word));
        if lost && person.age.is_some_and(|age| age < 18) && holds(&|word| self.is_child(word)) {
            // The age that a child had is nobody's who asks.
            person.age = None;
            spans.retain(|span| span.what != "age");
        }
        person
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

/// "nybakt mor", "mor til tre": who says so is one.
fn speaks_of_itself(reading: &Reading, at: usize) -> bool {
    let before = ["nybakt", "nybakte", "fersk", "ung", "ny", "enslig", "einsleg", "aleine", "alene", "new", "young", "single"];
    let of = ["til", "med", "av", "of", "with", "to"].contains(&reading.text(at + 1));
    let whom = reading.text(at + 2);
    before.contains(&reading.before(at)) || (of && (number(whom).is_some() || SEVERAL.contains(&whom)))
}

/// Where a list of ages ends that begins at a place: "8 og 11", "4, 7 og 9 år".
fn several(reading: &Reading, at: usize, to: usize) -> Option<usize> {
    let next = |at: usize| if ["og", "and", "&"].contains(&reading.text(at)) { at + 1 } else { at };
    let mut end = at + 1;
    while number(reading.text(next(end))).is_some() {
        end = next(end) + 1;
    }
    let years = usize::from(YEARS.contains(&reading.text(end)));
    (end > at + 1).then_some((end + years).max(to))
}

/// "mann drikker, barn 8": what was said before is about a grown-up, and the child's age comes on top.
fn of_a_grown_ups_child(reading: &Reading, number: usize) -> bool {
    let child = number.checked_sub(1).filter(|before| CHILDREN.contains(&reading.text(*before)));
    child.is_some_and(|child| (0..child).any(|at| GROWN_UP.contains(&reading.text(at))))
}

/// A number up to 110, in digits or as people write ages.
pub fn number(word: &str) -> Option<u8> {
    word.parse::<u8>().ok().filter(|n| *n <= 110).or_else(|| NUMBERS.iter().find(|(w, _)| *w == word).map(|(_, n)| *n))
}

/// An age whose number stands at a place: the years, and the words that it takes up.
fn age_at(reading: &Reading, at: usize) -> Option<(u8, usize, usize)> {
    let word = reading.text(at);
    if let Some(years) = word.strip_suffix("åring").or_else(|| word.strip_suffix("åringen")).and_then(number) {
        return Some((years, at, at + 1));
    }
    // "15år", "15yo" without a blank.
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() && YEARS.contains(&word.get(digits.len()..).unwrap_or("-")) {
        return Some((digits.parse().ok().filter(|n| *n <= 110)?, at, at + 1));
    }
    let years = number(word)?;
    let written_out = !word.chars().all(|c| c.is_ascii_digit());
    let (before, after) = (reading.before(at), reading.text(at + 1));
    if YEARS.contains(&after) {
        let stretch = STRETCH_BEFORE.contains(&before) || STRETCH_AFTER.contains(&reading.text(at + 2));
        return (!stretch).then_some((years, at, at + 2));
    }
    if ["måneder", "månader", "mnd", "uker", "veker", "months", "weeks"].contains(&after) {
        let old = ["gammel", "gammal", "gamle", "old"].contains(&reading.text(at + 2));
        return old.then_some((0, at, at + 2));
    }
    if written_out {
        return None;
    }
    let person = |word: &str| PERSONS.contains(&word);
    let owned = |at: usize| at.checked_sub(1).is_some_and(|b| POSSESSIVES.contains(&reading.text(b)));
    let on = ["på", "er", "paa", "pa", "is", "of"].contains(&before);
    let back = if on { at.checked_sub(1)? } else { at };
    let somebody = on && PRONOUNS.contains(&reading.before(back)) && !UNITS.contains(&after);
    if person(reading.before(back)) || owned(back) || somebody {
        return Some((years, at, at + 1));
    }
    None
}

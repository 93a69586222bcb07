//! Owns which place a text names, and when a word that looks like a place is just a word. Must not know topics or persons.

use super::lexicon::{Lexicon, tolerance};
use super::reading::Reading;
use crate::domain::finding::{PlaceFinding, Span};
use crate::vocabulary::Vocabulary;
use crate::vocabulary::places::Named;
use strsim::osa_distance;

/// What stands before a place.
const BEFORE: &[&str] = &[
    "i", "på", "fra", "frå", "til", "ved", "nær", "oppi", "oppe", "borti", "bort", "nedi", "nede", "uti", "ute", "inni", "inne",
    "rundt", "omkring", "utenfor", "utanfor", "bor", "bur", "in", "from", "near", "at", "to", "heime", "hjemme", "herifrå", "pa",
    "fra",
];
/// Who lives somewhere says where, and nothing about housing.
const LIVES: &[&str] = &["bor", "bur", "budd", "bodd", "flyttet", "flytta", "live", "lives", "living"];
/// What makes the word before it a place.
const AFTER: &[&str] = &["kommune", "by", "bydel", "tettsted", "sentrum", "municipality"];

struct Candidate {
    from: usize,
    to: usize,
    place: PlaceFinding,
    /// How sure it is that this is meant as a place.
    sure: u8,
}

/// The place that the text names, if any; its words are taken.
pub fn find(vocabulary: &Vocabulary, lexicon: &Lexicon, reading: &mut Reading, spans: &mut Vec<Span>) -> Option<PlaceFinding> {
    let count = reading.tokens.len();
    let mut best: Option<Candidate> = None;
    for length in (1..=vocabulary.places.longest.min(count)).rev() {
        for from in 0..=count - length {
            let to = from + length;
            let Some(found) = candidate(vocabulary, lexicon, reading, from, to) else {
                continue;
            };
            let inside = best.as_ref().is_some_and(|b| b.from <= found.from && found.to <= b.to);
            if !inside && best.as_ref().is_none_or(|b| found.sure > b.sure) {
                best = Some(found);
            }
        }
    }
    let best = best.or_else(|| misspelt(vocabulary, lexicon, reading))?;
    spans.extend(reading.span(best.from, best.to, "place"));
    reading.take(best.from, best.to);
    if let Some(verb) = best.from.checked_sub(2).filter(|at| LIVES.contains(&reading.text(*at))) {
        reading.drop_words(verb, verb + 1);
    }
    if AFTER.contains(&reading.text(best.to)) {
        reading.take(best.to, best.to + 1);
    }
    Some(best.place)
}

/// The words as a name, and how sure it is that they are one.
fn candidate(vocabulary: &Vocabulary, lexicon: &Lexicon, reading: &Reading, from: usize, to: usize) -> Option<Candidate> {
    let name = (from..to).map(|at| reading.text(at)).collect::<Vec<_>>().join(" ");
    let (named, name) = look_up(vocabulary, &name)?;
    let capital = reading.tokens.get(from).is_some_and(|t| t.capital);
    let marked = AFTER.contains(&reading.text(to));
    let after_preposition = BEFORE.contains(&reading.before(from));
    let alone = to - from + usize::from(marked) == reading.tokens.len();
    let common = vocabulary.places.is_common(&name);
    let is_word =
        to - from == 1 && reading.words.get(from).is_some_and(|w| lexicon.knows(&vocabulary.norwegian, &w.exact, &w.stem));
    let sure = if marked || (alone && (capital || !is_word || to - from > 1)) {
        4
    } else if after_preposition && capital {
        if common && from == 0 { return None } else { 4 }
    } else if common {
        return None;
    } else if after_preposition && (!is_word || named.municipality) {
        3
    } else if capital && from > 0 && !is_word {
        2
    } else if to - from > 1 || (name.chars().count() >= 5 && !is_word) {
        1
    } else {
        return None;
    };
    let mut place = place(named);
    if reading.text(to) == "kommune" && !named.as_municipality.is_empty() {
        place.municipalities.clone_from(&named.as_municipality);
    }
    Some(Candidate { from, to, place, sure })
}

/// A name as it stands, or without the s of "Trondheims".
fn look_up<'a>(vocabulary: &'a Vocabulary, name: &str) -> Option<(&'a Named, String)> {
    if let Some(named) = vocabulary.places.named(name) {
        return Some((named, name.to_owned()));
    }
    let shorter = name.strip_suffix('s').filter(|s| s.chars().count() >= 5)?;
    vocabulary.places.named(shorter).map(|named| (named, shorter.to_owned()))
}

fn place(named: &Named) -> PlaceFinding {
    PlaceFinding {
        name: named.name.clone(),
        municipalities: named.municipalities.clone(),
        counties: named.county.iter().cloned().collect(),
    }
}

/// A misspelt place after a preposition: "i ålesunn".
fn misspelt(vocabulary: &Vocabulary, lexicon: &Lexicon, reading: &Reading) -> Option<Candidate> {
    for at in 0..reading.tokens.len() {
        let word = reading.words.get(at)?;
        let length = word.exact.chars().count();
        let capital = reading.tokens.get(at).is_some_and(|t| t.capital);
        let marked = AFTER.contains(&reading.text(at + 1));
        // Without a capital a short word is more likely an ordinary one in another form.
        let named = capital || marked;
        let unknown = length >= if named { 5 } else { 7 }
            && !vocabulary.places.is_common(&word.exact)
            && !lexicon.knows(&vocabulary.norwegian, &word.exact, &word.stem);
        let asked = BEFORE.contains(&reading.before(at)) || marked;
        if !unknown || !asked || !word.parts.is_empty() {
            continue;
        }
        let most = tolerance(length).min(if length >= 9 && named { 2 } else { 1 });
        let nearest = vocabulary
            .places
            .all()
            .filter(|(name, named)| {
                named.municipality
                    && !vocabulary.places.is_common(name)
                    && name.chars().count().abs_diff(length) <= most
                    && name.chars().next() == word.exact.chars().next()
            })
            .map(|(name, named)| (osa_distance(name, &word.exact), name, named))
            .filter(|(distance, ..)| *distance <= most)
            .min_by_key(|(distance, name, _)| (*distance, name.to_owned()));
        if let Some((_, _, named)) = nearest {
            return Some(Candidate { from: at, to: at + 1, place: place(named), sure: 1 });
        }
    }
    None
}

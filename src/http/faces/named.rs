//! Owns which municipality a written name, number or postal code means on the pages: one, several, or none. Must not know what is
//! asked there.

use crate::http::State;
use crate::pages::shell::Place;

/// More places of one name than can be chosen from at a glance are no choice.
const CHOICE: usize = 8;
/// What people write after the name.
const MUNICIPALITY: [&str; 4] = ["kommune", "kommuna", "municipality", "suohkan"];

/// The places of today that may be meant where somebody writes where they live: a postal code too, as far as the register is there.
/// Today's numbers come first; which is meant of a number of before and a postal code is asked.
pub fn meant<'a>(state: &'a State, written: &str) -> Vec<&'a Place> {
    let mut places = borne(state, written);
    if places.iter().any(|place| place.number == written.trim()) {
        return places;
    }
    let posted = state.postal_codes.municipality(written.trim()).and_then(|number| state.faces.by_number(&number));
    places.extend(posted.filter(|place| !places.contains(place)));
    places
}

/// The places of today that bear, or bore, a name or a number; a name may have its county with it. None for what is no place, for a
/// county, and for a name that is everywhere.
pub fn borne<'a>(state: &'a State, written: &str) -> Vec<&'a Place> {
    let written = bare(written);
    let name = plain(written);
    let same = |place: &&Place| place.number == written || plain(&place.name) == name;
    // A name that stands for several is never told without its county, so what is told is always one.
    if let Some(place) = state.faces.municipalities.iter().find(same) {
        return vec![place];
    }
    let Some(named) = state.vocabulary.places.named(written) else { return Vec::new() };
    // Who writes the name of a municipality does not mean a village elsewhere.
    let numbers = if named.as_municipality.is_empty() { &named.municipalities } else { &named.as_municipality };
    let places: Vec<&Place> = numbers.iter().filter_map(|number| state.faces.by_number(number)).collect();
    if places.len() > CHOICE { Vec::new() } else { places }
}

/// A name without the word for what it is the name of.
fn bare(written: &str) -> &str {
    let written = written.trim();
    match written.rsplit_once(char::is_whitespace) {
        Some((name, last)) if MUNICIPALITY.contains(&last.to_lowercase().as_str()) => name.trim_end(),
        _ => written,
    }
}

/// The one place that is meant; `None` where there is none, or several.
pub fn one<'a>(state: &'a State, written: &str) -> Option<&'a Place> {
    only(&meant(state, written))
}

/// The same of places that a name may mean.
pub fn only<'a>(meant: &[&'a Place]) -> Option<&'a Place> {
    match meant {
        [place] => Some(place),
        _ => None,
    }
}

/// A name as it is compared: its words in lower case, however they are parted.
fn plain(name: &str) -> String {
    let words = name.to_lowercase();
    words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

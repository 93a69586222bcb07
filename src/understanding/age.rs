//! Owns how old somebody is said to be. Must not know who that is to the one who asks.

use super::reading::Reading;

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
/// What follows the years and tells no more.
const OLD: &[&str] = &["gammel", "gammal", "gamal", "gammelt", "gamle", "old"];
/// School classes, the tenth being the last; in the first one children are six.
const CLASSES: &[&str] = &["klasse", "klassen", "trinn", "trinnet"];
const ORDINALS: &[(&str, u8)] = &[
    ("tredje", 3),
    ("fjerde", 4),
    ("femte", 5),
    ("sjette", 6),
    ("sjuende", 7),
    ("syvende", 7),
    ("sjuande", 7),
    ("åttende", 8),
    ("åttande", 8),
    ("niende", 9),
    ("niande", 9),
    ("tiende", 10),
    ("tiande", 10),
];
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
pub(super) const CHILDREN: &[&str] =
    &["barn", "barnet", "barna", "unge", "ungen", "ungar", "unger", "kid", "kids", "child", "children"];
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
/// Who "is 17" without a word for years.
const PRONOUNS: &[&str] = &["jeg", "eg", "æ", "je", "han", "hun", "ho", "hu", "hen", "i'm", "im"];
/// A bare number is no age of a smaller child: there are too many other things of which there are three.
const CHILD: u8 = 5;
/// What makes a number after "is" something else than an age.
const UNITS: &[&str] = &[
    "kilo", "kg", "timer", "timar", "dager", "dagar", "ganger", "gonger", "uker", "veker", "måneder", "månader", "mnd",
    "minutter", "prosent", "kroner", "kr", "cm", "meter", "stykker", "barn", "i", "weeks", "months", "days", "hours", "times",
];
pub(super) const POSSESSIVES: &[&str] = &[
    "min", "mi", "mitt", "mine", "vår", "vårt", "våre", "hennes", "hans", "hennar", "my", "our", "her", "his", "mæ", "mån",
    "mett",
];

/// Where a list of ages ends that begins at a place: "8 og 11", "4, 7 og 9 år".
pub(super) fn several(reading: &Reading, at: usize, to: usize) -> Option<usize> {
    let next = |at: usize| if ["og", "and", "&"].contains(&reading.text(at)) { at + 1 } else { at };
    let mut end = at + 1;
    while number(reading.text(next(end))).is_some() {
        end = next(end) + 1;
    }
    let years = usize::from(YEARS.contains(&reading.text(end)));
    (end > at + 1).then_some((end + years).max(to))
}

/// "mann drikker, barn 8": what was said before is about a grown-up, and the child's age comes on top.
pub(super) fn of_a_grown_ups_child(reading: &Reading, number: usize) -> bool {
    let child = number.checked_sub(1).filter(|before| CHILDREN.contains(&reading.text(*before)));
    child.is_some_and(|child| (0..child).any(|at| GROWN_UP.contains(&reading.text(at))))
}

/// A number up to 110, in digits or as people write ages.
pub fn number(word: &str) -> Option<u8> {
    word.parse::<u8>().ok().filter(|n| *n <= 110).or_else(|| NUMBERS.iter().find(|(w, _)| *w == word).map(|(_, n)| *n))
}

/// An age whose number stands at a place: the years, and the words that it takes up. `kin` knows the words for somebody close.
pub(super) fn age_at(reading: &Reading, at: usize, kin: impl Fn(&str) -> bool) -> Option<(u8, usize, usize)> {
    let word = reading.text(at);
    if let Some(years) = word.strip_suffix("åring").or_else(|| word.strip_suffix("åringen")).and_then(number) {
        return Some((years, at, at + 1));
    }
    // "15år", "15yo" without a blank.
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() && YEARS.contains(&word.get(digits.len()..).unwrap_or("-")) {
        return Some((digits.parse().ok().filter(|n| *n <= 110)?, at, at + 1));
    }
    if CLASSES.contains(&reading.text(at + 1)) {
        let class = number(word).or_else(|| ORDINALS.iter().find(|(w, _)| *w == word).map(|(_, n)| *n));
        return class.filter(|class| (1..=10).contains(class)).map(|class| (class + 5, at, at + 2));
    }
    let years = number(word)?;
    let written_out = !word.chars().all(|c| c.is_ascii_digit());
    let (before, after) = (reading.before(at), reading.text(at + 1));
    if YEARS.contains(&after) {
        let stretch = STRETCH_BEFORE.contains(&before) || STRETCH_AFTER.contains(&reading.text(at + 2));
        let old = usize::from(OLD.contains(&reading.text(at + 2)));
        return (!stretch).then_some((years, at, at + 2 + old));
    }
    if ["måneder", "månader", "mnd", "uker", "veker", "months", "weeks"].contains(&after) {
        let old = OLD.contains(&reading.text(at + 2));
        return old.then_some((0, at, at + 2));
    }
    if written_out {
        return None;
    }
    let person = |word: &str| PERSONS.contains(&word) || kin(word);
    let owned = |at: usize| at.checked_sub(1).is_some_and(|b| POSSESSIVES.contains(&reading.text(b)));
    let on = ["på", "er", "e", "paa", "pa", "is", "am", "of", "blir", "fyller"].contains(&before);
    let back = if on { at.checked_sub(1)? } else { at };
    let counted = UNITS.contains(&after);
    // "er 15 og": who it is goes without saying.
    let nobody = back == 0 && ["er", "e", "am"].contains(&before);
    let somebody = PRONOUNS.contains(&reading.before(back)) && (on || years >= CHILD);
    // "kastet meg ut, 18", "sønnen, 22, bor hjemme".
    let apart = !on && years >= CHILD && reading.is_set_off(at);
    let told = person(reading.before(back)) && (!counted || after == "i");
    (told || owned(back) || ((somebody || nobody || apart) && !counted)).then_some((years, at, at + 1))
}

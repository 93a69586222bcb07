//! Owns what the public registers say of places. Must not know where it was fetched.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many lines of one kind a summary tells; what is above it is counted.
const MOST: usize = 20;

/// Everything that is kept of the public registers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Registers {
    /// Today's municipalities, in the order of their numbers.
    pub municipalities: Vec<RegisteredMunicipality>,
    /// Every change of a municipality's number since 2006.
    pub changes: Vec<NumberChange>,
    /// Every postal code, in order.
    pub postal_codes: Vec<PostalCode>,
}

/// A municipality of today.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegisteredMunicipality {
    /// Four digits.
    pub number: String,
    /// The Norwegian name.
    pub name: String,
    /// Every official name with its language, the foremost first.
    pub names: Vec<RegisteredName>,
    /// The county's number, two digits.
    pub county: String,
    /// A point inside it, in degrees (ETRS89, which is WGS 84 within a metre).
    pub lat: Option<f64>,
    pub lon: Option<f64>,
}

/// One official name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredName {
    /// ISO 639: `nb`, `se`, `sma`, `smj` or `fkv`; `und` for a language that this version does not know.
    pub language: String,
    pub name: String,
}

/// A change of a municipality's number, as SSB's classification 131 tells it. A split is several; where a municipality gives land
/// away or changes its name only, one of them goes from the number to itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NumberChange {
    pub from: String,
    pub to: String,
    /// The first day on which it holds, `YYYY-MM-DD`.
    pub on: Option<String>,
}

/// A postal code and the municipality that it lies in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PostalCode {
    /// Four digits.
    pub code: String,
    /// As Posten writes it: capital letters.
    pub city: String,
    /// Four digits.
    pub municipality: String,
}

/// What differs, in short lines for a terminal: counts first, then what came, went or was changed, at most twenty of each kind.
pub fn difference(before: Option<&Registers>, after: &Registers) -> Vec<String> {
    let (municipalities, changes, codes) = (after.municipalities.len(), after.changes.len(), after.postal_codes.len());
    let mut lines = vec![format!("{municipalities} municipalities, {changes} number changes, {codes} postal codes")];
    let Some(before) = before else {
        lines.push("nothing was stored before".to_owned());
        return lines;
    };
    tell_municipalities(before, after, &mut lines);
    let changes = compare(&before.changes, &after.changes, told_change);
    tell("new number change", &changes.came, |c| told_change(c), &mut lines);
    tell("number change gone", &changes.went, |c| told_change(c), &mut lines);
    let codes = compare(&before.postal_codes, &after.postal_codes, |c| c.code.clone());
    tell("new postal code", &codes.came, |c| told_code(c), &mut lines);
    tell("postal code gone", &codes.went, |c| told_code(c), &mut lines);
    let moved: Vec<_> = codes.stayed.into_iter().filter(|(was, is)| was != is).collect();
    tell("postal code changed", &moved, |(was, is)| format!("{}, was {}", told_code(is), told_code(was)), &mut lines);
    if lines.len() == 1 {
        lines.push("nothing has changed".to_owned());
    }
    lines
}

fn tell_municipalities(before: &Registers, after: &Registers, lines: &mut Vec<String>) {
    let found = compare(&before.municipalities, &after.municipalities, |m| m.number.clone());
    tell("new municipality", &found.came, |m| format!("{} {}", m.number, m.name), lines);
    tell("municipality gone", &found.went, |m| format!("{} {}", m.number, m.name), lines);
    let (renamed, same): (Vec<_>, Vec<_>) = found.stayed.into_iter().partition(|(was, is)| was.name != is.name);
    tell("municipality renamed", &renamed, |(was, is)| format!("{} {}, was {}", is.number, is.name, was.name), lines);
    let amended: Vec<_> = same.into_iter().filter(|(was, is)| was != is).collect();
    tell("municipality changed", &amended, |(was, is)| told_amendment(was, is), lines);
}

fn told_amendment(was: &RegisteredMunicipality, is: &RegisteredMunicipality) -> String {
    let differs = [("county", was.county != is.county), ("names", was.names != is.names), ("point", point(was) != point(is))];
    let what: Vec<&str> = differs.iter().filter(|(_, differs)| *differs).map(|(what, _)| *what).collect();
    format!("{} {}: {}", is.number, is.name, what.join(", "))
}

fn point(municipality: &RegisteredMunicipality) -> (Option<f64>, Option<f64>) {
    (municipality.lat, municipality.lon)
}

fn told_change(change: &NumberChange) -> String {
    let on = change.on.as_ref().map_or(String::new(), |on| format!(" on {on}"));
    format!("{} to {}{on}", change.from, change.to)
}

fn told_code(code: &PostalCode) -> String {
    format!("{} {} in {}", code.code, code.city, code.municipality)
}

/// Two lists side by side, by a key that tells their entries apart.
struct Compared<'a, T> {
    came: Vec<&'a T>,
    went: Vec<&'a T>,
    /// Before and after.
    stayed: Vec<(&'a T, &'a T)>,
}

fn compare<'a, T>(before: &'a [T], after: &'a [T], key: impl Fn(&T) -> String) -> Compared<'a, T> {
    let old: BTreeMap<String, &'a T> = before.iter().map(|it| (key(it), it)).collect();
    let new: BTreeMap<String, &'a T> = after.iter().map(|it| (key(it), it)).collect();
    Compared {
        came: new.iter().filter(|(key, _)| !old.contains_key(*key)).map(|(_, it)| *it).collect(),
        went: old.iter().filter(|(key, _)| !new.contains_key(*key)).map(|(_, it)| *it).collect(),
        stayed: new.iter().filter_map(|(key, is)| old.get(key).map(|was| (*was, *is))).collect(),
    }
}

fn tell<T>(what: &str, found: &[T], told: impl Fn(&T) -> String, lines: &mut Vec<String>) {
    lines.extend(found.iter().take(MOST).map(|it| format!("{what}: {}", told(it))));
    if found.len() > MOST {
        lines.push(format!("{what}: {} more", found.len() - MOST));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn municipality(number: &str, name: &str) -> RegisteredMunicipality {
        let names = vec![RegisteredName { language: "nb".to_owned(), name: name.to_owned() }];
        RegisteredMunicipality {
            number: number.to_owned(),
            name: name.to_owned(),
            names,
            county: "50".to_owned(),
            lat: Some(63.4),
            lon: Some(10.4),
        }
    }

    fn code(code: &str, municipality: &str) -> PostalCode {
        PostalCode { code: code.to_owned(), city: "PRØVEBY".to_owned(), municipality: municipality.to_owned() }
    }

    fn registers() -> Registers {
        Registers {
            municipalities: vec![municipality("5001", "Prøveby"), municipality("5006", "Testvik")],
            changes: vec![NumberChange { from: "1601".to_owned(), to: "5001".to_owned(), on: Some("2018-01-01".to_owned()) }],
            postal_codes: vec![code("7010", "5001"), code("7011", "5001")],
        }
    }

    #[test]
    fn the_first_time_only_counts() {
        let told = difference(None, &registers());
        assert_eq!(told, ["2 municipalities, 1 number changes, 2 postal codes", "nothing was stored before"]);
    }

    #[test]
    fn the_same_again_says_so() {
        let told = difference(Some(&registers()), &registers());
        assert_eq!(told, ["2 municipalities, 1 number changes, 2 postal codes", "nothing has changed"]);
    }

    #[test]
    fn what_came_went_and_was_changed() {
        let mut after = registers();
        after.municipalities = vec![municipality("5001", "Nyeby"), municipality("5007", "Fjordvik")];
        after.changes.push(NumberChange { from: "5006".to_owned(), to: "5007".to_owned(), on: None });
        after.postal_codes = vec![code("7011", "5007"), code("7012", "5001")];
        assert_eq!(
            difference(Some(&registers()), &after),
            [
                "2 municipalities, 2 number changes, 2 postal codes",
                "new municipality: 5007 Fjordvik",
                "municipality gone: 5006 Testvik",
                "municipality renamed: 5001 Nyeby, was Prøveby",
                "new number change: 5006 to 5007",
                "new postal code: 7012 PRØVEBY in 5001",
                "postal code gone: 7010 PRØVEBY in 5001",
                "postal code changed: 7011 PRØVEBY in 5007, was 7011 PRØVEBY in 5001",
            ]
        );
    }

    #[test]
    fn another_county_name_or_point_is_told_without_a_new_name() {
        let mut after = registers();
        after.municipalities[0].county = "46".to_owned();
        after.municipalities[0].names.push(RegisteredName { language: "sma".to_owned(), name: "Pryövebye".to_owned() });
        after.municipalities[1].lat = None;
        let told = difference(Some(&registers()), &after);
        assert_eq!(told[1..], ["municipality changed: 5001 Prøveby: county, names", "municipality changed: 5006 Testvik: point"]);
    }

    #[test]
    fn at_most_twenty_of_a_kind() {
        let mut after = registers();
        after.postal_codes.extend((0..25).map(|n| code(&format!("80{n:02}"), "5001")));
        let told = difference(Some(&registers()), &after);
        assert_eq!(told.iter().filter(|l| l.starts_with("new postal code: 80")).count(), 20);
        assert_eq!(told.last().map(String::as_str), Some("new postal code: 5 more"));
    }
}

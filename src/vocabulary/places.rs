//! Owns the places of Norway: municipalities of today, those that are gone, villages and districts. Must not know what a text says about them.

use super::stem::fold;
use super::tables::{Table, lines};
use crate::domain::Fault;
use crate::domain::query::Point;
use crate::domain::register::Registers;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

/// A municipality of today.
#[derive(Clone, Debug)]
pub struct Municipality {
    /// Four digits.
    pub number: String,
    pub name: String,
    /// Other names with their language tag; empty tag for old and short ones.
    pub others: Vec<(String, String)>,
    /// Two digits.
    pub county: String,
    pub lat: f64,
    pub lon: f64,
    /// `nb`, `nn` or `neutral`.
    pub written: String,
}

impl Municipality {
    /// The point that stands for it.
    pub fn point(&self) -> Point {
        Point { lat: self.lat, lon: self.lon }
    }
}

/// A county of today.
#[derive(Clone, Debug)]
pub struct County {
    pub number: String,
    pub name: String,
    pub others: Vec<String>,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name as it is written.
    pub name: String,
    /// Today's municipality numbers, in order; empty for a county.
    pub municipalities: Vec<String>,
    /// Those of them that bear, or became, a municipality of that name.
    pub as_municipality: Vec<String>,
    /// The county, where the name is a county's.
    pub county: Option<String>,
    /// The name of a municipality of today or of one that is gone, not of a village in it.
    pub municipality: bool,
}

/// Everything in `data/places`.
#[derive(Debug, Default)]
pub struct Places {
    pub municipalities: Vec<Municipality>,
    pub counties: Vec<County>,
    position: HashMap<String, usize>,
    names: HashMap<String, Named>,
    folded: HashMap<String, Vec<String>>,
    common: HashSet<String>,
    /// The most words that a name has.
    pub longest: usize,
}

impl Places {
    /// Reads `data/places`.
    pub fn read(folder: &Path, faults: &mut Vec<Fault>) -> Places {
        let mut it = Places::default();
        for row in Table::read(&folder.join("counties.tsv"), &["number", "name"], faults).rows() {
            let (number, name) = (row.need("number", faults).to_owned(), row.need("name", faults).to_owned());
            let others = row.list("other").into_iter().map(|o| untag(&o).1).collect();
            it.counties.push(County { number, name, others });
        }
        it.read_municipalities(folder, faults);
        for row in Table::read(&folder.join("former.tsv"), &["name", "until", "successors"], faults).rows() {
            let (name, successors) = (row.need("name", faults), row.list("successors"));
            row.need("until", faults);
            if successors.is_empty() {
                faults.push(row.fault(format!("{name} has no successor")));
            }
            it.known(&successors, |reason| faults.push(row.fault(reason)));
            it.add(name, &successors, true);
        }
        for row in Table::read(&folder.join("settlements.tsv"), &["name", "municipalities"], faults).rows() {
            let (name, municipalities) = (row.need("name", faults), row.list("municipalities"));
            if municipalities.is_empty() {
                faults.push(row.fault(format!("{name} lies in no municipality")));
            }
            it.known(&municipalities, |reason| faults.push(row.fault(reason)));
            it.add(name, &municipalities, false);
        }
        for county in it.counties.clone() {
            for name in std::iter::once(&county.name).chain(&county.others) {
                let named = Named {
                    name: name.clone(),
                    municipalities: Vec::new(),
                    as_municipality: Vec::new(),
                    county: Some(county.number.clone()),
                    municipality: true,
                };
                // A municipality of the same name (Oslo) is the nearer meaning.
                it.names.entry(key(name)).or_insert(named);
            }
        }
        it.common = lines(&folder.join("common.txt"), faults).into_iter().map(|(_, l)| l.trim().to_lowercase()).collect();
        let mut folded: HashMap<String, BTreeSet<String>> = HashMap::new();
        for key in it.names.keys() {
            folded.entry(fold(key)).or_default().insert(key.clone());
        }
        it.folded = folded.into_iter().map(|(fold, keys)| (fold, keys.into_iter().collect())).collect();
        it.longest = it.names.keys().map(|k| k.split(' ').count()).max().unwrap_or(1);
        it
    }

    fn read_municipalities(&mut self, folder: &Path, faults: &mut Vec<Fault>) {
        let columns = ["number", "name", "other", "county", "lat", "lon", "written"];
        let table = Table::read(&folder.join("municipalities.tsv"), &columns, faults);
        for row in table.rows() {
            let number = row.need("number", faults).to_owned();
            if number.len() != 4 || !number.chars().all(|c| c.is_ascii_digit()) {
                faults.push(row.fault(format!("{number} is no municipality number (four digits)")));
            }
            if self.position.contains_key(&number) {
                faults.push(row.fault(format!("{number} stands twice")));
            }
            let mut degrees = |column: &str, range: std::ops::RangeInclusive<f64>| match row.get(column).parse::<f64>() {
                Ok(value) if range.contains(&value) => value,
                _ => {
                    faults.push(row.fault(format!("{column} is no place in Norway: {}", row.get(column))));
                    0.0
                }
            };
            let (lat, lon) = (degrees("lat", 57.0..=81.0), degrees("lon", 4.0..=32.0));
            let municipality = Municipality {
                name: row.need("name", faults).to_owned(),
                others: row.list("other").iter().map(|o| untag(o)).collect(),
                county: row.need("county", faults).to_owned(),
                written: row.need("written", faults).to_owned(),
                number: number.clone(),
                lat,
                lon,
            };
            if !self.counties.iter().any(|c| c.number == municipality.county) {
                faults.push(row.fault(format!("there is no county {}", municipality.county)));
            }
            if !["nb", "nn", "neutral"].contains(&municipality.written.as_str()) {
                faults.push(row.fault(format!("written is nb, nn or neutral, not {}", municipality.written)));
            }
            self.position.insert(number, self.municipalities.len());
            self.municipalities.push(municipality);
        }
        for municipality in self.municipalities.clone() {
            let numbers = [municipality.number];
            self.add(&municipality.name, &numbers, true);
            for (_, other) in &municipality.others {
                self.add(other, &numbers, true);
            }
        }
    }

    /// Adds what the public registers say: further names of municipalities, and the numbers that became those of today.
    pub fn add_registers(&mut self, registers: &Registers) {
        for municipality in &registers.municipalities {
            let numbers = [municipality.number.clone()];
            if self.position.contains_key(&municipality.number) {
                self.add(&municipality.name, &numbers, true);
                municipality.names.iter().for_each(|other| self.add(&other.name, &numbers, true));
            }
        }
        // A number of before leads on, change by change, to those of today.
        for change in &registers.changes {
            if self.position.contains_key(&change.from) {
                continue;
            }
            let mut reached = vec![change.from.clone()];
            let mut at = 0;
            while let Some(number) = reached.get(at).cloned() {
                let further = registers.changes.iter().filter(|c| c.from == number).map(|c| c.to.clone());
                for next in further.collect::<Vec<_>>() {
                    if !reached.contains(&next) {
                        reached.push(next);
                    }
                }
                at += 1;
            }
            let today: Vec<String> = reached.into_iter().filter(|n| self.position.contains_key(n)).collect();
            if !today.is_empty() {
                self.add(&change.from, &today, true);
            }
        }
    }

    fn known(&self, numbers: &[String], mut tell: impl FnMut(String)) {
        for number in numbers.iter().filter(|n| !self.position.contains_key(*n)) {
            tell(format!("there is no municipality {number} today"));
        }
    }

    fn add(&mut self, name: &str, municipalities: &[String], municipality: bool) {
        let key = key(name);
        let named = self.names.entry(key).or_insert_with(|| Named {
            name: name.to_owned(),
            municipalities: Vec::new(),
            as_municipality: Vec::new(),
            county: None,
            municipality,
        });
        named.municipality |= municipality;
        for number in municipalities {
            if !named.municipalities.contains(number) {
                named.municipalities.push(number.clone());
            }
            if municipality && !named.as_municipality.contains(number) {
                named.as_municipality.push(number.clone());
            }
        }
        named.municipalities.sort();
    }

    /// A municipality of today by its number.
    pub fn municipality(&self, number: &str) -> Option<&Municipality> {
        self.position.get(number).and_then(|at| self.municipalities.get(*at))
    }

    /// A county of today by its two digits or a name.
    pub fn county(&self, given: &str) -> Option<&County> {
        let wanted = fold(&key(given));
        self.counties
            .iter()
            .find(|c| c.number == given.trim() || std::iter::once(&c.name).chain(&c.others).any(|n| fold(&key(n)) == wanted))
    }

    /// What a name stands for: as written, else without Norwegian letters.
    pub fn named(&self, name: &str) -> Option<&Named> {
        let key = key(name);
        self.names.get(&key).or_else(|| match self.folded.get(&fold(&key)).map(Vec::as_slice) {
            Some([only]) => self.names.get(only),
            _ => None,
        })
    }

    /// Today's municipalities nearest to others, by the points that stand for them: the six nearest and all within 50 km.
    pub fn neighbours(&self, numbers: &[String]) -> Vec<String> {
        const NEAREST: usize = 6;
        const KM: f64 = 50.0;
        let mut found: Vec<String> = Vec::new();
        for home in numbers.iter().filter_map(|n| self.municipality(n)) {
            let others = self.municipalities.iter().filter(|m| !numbers.contains(&m.number));
            let mut others: Vec<(f64, &str)> = others.map(|m| (home.point().km_to(m.point()), m.number.as_str())).collect();
            others.sort_by(|a, b| a.0.total_cmp(&b.0));
            let near = others.iter().enumerate().filter(|(at, (km, _))| *at < NEAREST || *km <= KM).map(|(_, (_, n))| *n);
            for number in near {
                if !found.iter().any(|f| f == number) {
                    found.push(number.to_owned());
                }
            }
        }
        found
    }

    /// Whether the name is an ordinary word too.
    pub fn is_common(&self, name: &str) -> bool {
        self.common.contains(&key(name))
    }

    /// Every name with what it stands for.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Named)> {
        self.names.iter().map(|(key, named)| (key.as_str(), named))
    }
}

/// `se:Kárášjohka` → (`se`, `Kárášjohka`).
fn untag(entry: &str) -> (String, String) {
    match entry.split_once(':') {
        Some((tag, name)) if (2..=3).contains(&tag.len()) => (tag.to_owned(), name.trim().to_owned()),
        _ => (String::new(), entry.to_owned()),
    }
}

/// Lower case, one blank between words; everything that is no letter or digit parts words.
fn key(name: &str) -> String {
    let spaced: String = name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

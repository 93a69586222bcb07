//! Owns the visitor's form as it is sent: empty fields left out, guide answers put in, chips taken back, faults told beside their field.
//! Must not know how a search is done.

use super::named;
use crate::http::State;
use crate::http::asking::{LONGEST, SEARCH};
use crate::http::params::{Param, Params, Type, pairs};
use crate::http::problem::Problem;
use std::sync::LazyLock;

type Pairs = Vec<(String, String)>;

/// The fields of the form that searching knows too.
const FIELDS: [&str; 20] = [
    "q",
    "final",
    "municipality",
    "nearby",
    "reach",
    "topic",
    "kind",
    "audience",
    "format",
    "age",
    "icpc2",
    "referral",
    "drop_in",
    "anonymous",
    "free",
    "open_at",
    "time_of_day",
    "for",
    "ignore",
    "lang",
];
/// Fields whose value may hold several with commas between, as one checkbox does.
const LISTS: [&str; 6] = ["format", "kind", "topic", "audience", "reach", "time_of_day"];
/// What is no search yet: a place to look in, a language, a page.
const NOT_ASKING: [&str; 5] = ["municipality", "lang", "page", "final", "asked"];
/// The most pages, one after another, that are shown on one.
pub const PAGES: usize = 10;

static KNOWN: LazyLock<Vec<Param>> = LazyLock::new(|| {
    let asked = Param { name: "asked", of: Type::Text, many: false, about: "", example: "" };
    let page = Param { name: "page", of: Type::Whole(1, 10), many: false, about: "", example: "" };
    SEARCH.iter().filter(|param| FIELDS.contains(&param.name)).copied().chain([asked, page]).collect()
});

/// A form that was read.
pub struct Sent {
    given: Pairs,
    pub wrong: Vec<Wrong>,
}

/// A field that cannot be used.
pub struct Wrong {
    pub field: &'static str,
    /// The key of what is said of it.
    pub why: &'static str,
    /// As it was sent, so that it can be mended.
    pub value: String,
}

impl Sent {
    /// Reads a body, or a query. `place` is the municipality of the address, for where the form names none.
    pub fn read(text: &str, place: Option<&str>, state: &State) -> Result<Sent, Problem> {
        let mut given = spread(pairs(text)?);
        let names_place = given.iter().any(|(name, _)| name == "municipality");
        given.retain(|(_, value)| !value.trim().is_empty());
        // The button of a language comes before the field that holds the one that is left.
        let mut spoken = false;
        given.retain(|(name, _)| name != "lang" || !std::mem::replace(&mut spoken, true));
        if let (Some(number), false) = (place, names_place) {
            given.push(("municipality".to_owned(), number.to_owned()));
        }
        for answer in take(&mut given, "answer") {
            put(&mut given, spread(pairs(&answer)?));
        }
        for dropped in take(&mut given, "drop") {
            drop_one(&mut given, &dropped);
        }
        let mut wrong = Vec::new();
        let mut refuse = |given: &mut Pairs, field: &'static str, why: &'static str, bad: &dyn Fn(&str) -> bool| {
            if let Some((_, value)) = given.iter().find(|(name, value)| name == field && bad(value)).cloned() {
                given.retain(|(name, _)| name != field);
                wrong.push(Wrong { field, why, value });
            }
        };
        refuse(&mut given, "q", "q.long", &|text| text.chars().count() > LONGEST);
        refuse(&mut given, "age", "age.wrong", &|text| text.trim().parse::<u8>().map_or(true, |age| age > 120));
        // A name of several is refused too: which of them is meant is asked, not guessed.
        refuse(&mut given, "municipality", "municipality.wrong", &|name| named::one(state, name).is_none());
        for (name, value) in &mut given {
            match name.as_str() {
                "age" => *value = value.trim().parse::<u8>().map(|age| age.to_string()).unwrap_or_default(),
                "municipality" => *value = named::one(state, value).map(|place| place.number.clone()).unwrap_or_default(),
                _ => {}
            }
        }
        Ok(Sent { given, wrong })
    }

    /// The parameters of a search that shows so many pages at once.
    pub fn params(&self) -> Result<Params, Problem> {
        Params::of_pairs(self.given.clone(), &KNOWN)
    }

    /// Every value of a field.
    pub fn all(&self, field: &str) -> Vec<&str> {
        self.given.iter().filter(|(name, _)| name == field).map(|(_, value)| value.as_str()).collect()
    }

    /// The first value of a field; empty where it was not sent.
    pub fn one(&self, field: &str) -> &str {
        self.all(field).first().copied().unwrap_or_default()
    }

    /// What a field shows: its value, also where that cannot be used.
    pub fn typed(&self, field: &str) -> &str {
        self.wrong.iter().find(|wrong| wrong.field == field).map_or_else(|| self.one(field), |wrong| wrong.value.as_str())
    }

    /// Whether all parts of a checkbox's value were chosen.
    pub fn has(&self, field: &str, value: &str) -> bool {
        let given = self.all(field);
        value.split(',').all(|part| given.contains(&part))
    }

    /// Whether anything is asked, beside where.
    pub fn asks(&self) -> bool {
        self.given.iter().any(|(name, _)| !NOT_ASKING.contains(&name.as_str()))
    }

    /// Whether a place was named that cannot be used, so that nobody knows where to look.
    pub fn unplaced(&self) -> bool {
        self.wrong.iter().any(|wrong| wrong.field == "municipality")
    }

    /// The page, from 1.
    pub fn page(&self) -> usize {
        self.one("page").parse::<usize>().unwrap_or(1).clamp(1, PAGES)
    }
}

/// Values with commas become several.
fn spread(given: Pairs) -> Pairs {
    let mut found: Pairs = Vec::with_capacity(given.len());
    for (name, value) in given {
        let parts: Vec<&str> = if LISTS.contains(&name.as_str()) { value.split(',').collect() } else { vec![value.as_str()] };
        for part in parts {
            let pair = (name.clone(), part.to_owned());
            if !found.contains(&pair) {
                found.push(pair);
            }
        }
    }
    found
}

fn take(given: &mut Pairs, field: &str) -> Vec<String> {
    let taken = given.iter().filter(|(name, _)| name == field).map(|(_, value)| value.clone()).collect();
    given.retain(|(name, _)| name != field);
    taken
}

/// The parameters of a guide's answer take the place of those of the same name; questions that were put add up.
fn put(given: &mut Pairs, answer: Pairs) {
    for (name, _) in answer.iter().filter(|(name, _)| name != "asked") {
        given.retain(|(other, _)| other != name);
    }
    for (name, value) in answer {
        match given.iter_mut().find(|(other, _)| *other == name && name == "asked") {
            Some((_, asked)) => add_to_list(asked, &value),
            None => given.push((name, value)),
        }
    }
    // What is narrowed further is looked at from the top.
    given.retain(|(name, _)| name != "page");
}

fn add_to_list(list: &mut String, more: &str) {
    for one in more.split(',').filter(|one| !one.is_empty()) {
        if !list.split(',').any(|there| there == one) {
            if !list.is_empty() {
                list.push(',');
            }
            list.push_str(one);
        }
    }
}

/// `ignore.age` takes back what was understood, `age` what was chosen.
fn drop_one(given: &mut Pairs, dropped: &str) {
    let Some(finding) = dropped.strip_prefix("ignore.") else {
        given.retain(|(name, _)| name != dropped);
        return;
    };
    match given.iter_mut().find(|(name, _)| name == "ignore") {
        Some((_, list)) => add_to_list(list, finding),
        None => given.push(("ignore".to_owned(), finding.to_owned())),
    }
}

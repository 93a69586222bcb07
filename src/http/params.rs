//! Owns the reading of parameters: which there are, of what type, and what is said when one is wrong. Must not know what they are used for.

use super::problem::{Code, Problem};
use crate::domain::query::Point;
use crate::vocabulary::nearest;
use actix_web::HttpRequest;
use jiff::{Timestamp, civil};
use serde_json::Value;

/// The type of a parameter's value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Type {
    /// Any text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number from the first to the second.
    Whole(u32, u32),
    /// One of these words.
    Word(&'static [&'static str]),
    /// A slug of a vocabulary; which there are is checked by who uses it.
    Slug,
    /// Words of the list with commas between.
    Words(&'static [&'static str]),
    /// Words of the list with commas between; `topic:SLUG` and `audience:SLUG` stand for one of several.
    Findings(&'static [&'static str]),
    /// RFC 3339 with an offset, or `now`.
    Moment,
    /// A calendar date, `YYYY-MM-DD`.
    Date,
    /// Degrees, `LAT,LON`.
    Point,
    /// A number above 0 and up to this one.
    Upto(u32),
    /// Four digits.
    PostalCode,
}

/// A parameter: read by `Params`, told by the documentation.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    pub name: &'static str,
    pub of: Type,
    pub many: bool,
    pub about: &'static str,
    pub example: &'static str,
}

/// The language of labels and texts.
pub const LANG: Param = Param {
    name: "lang",
    of: Type::Word(&["nb", "nn", "se", "en"]),
    many: false,
    about: "The language of labels and texts.",
    example: "nb",
};

/// The moment for which an answer is told.
pub const AT: Param = Param {
    name: "at",
    of: Type::Moment,
    many: false,
    about: "The moment for which `open`, `next_session` and actions are told; default now.",
    example: "2026-11-23T10:00:00+01:00",
};

/// Parameters as given, each known by name.
#[derive(Debug)]
pub struct Params {
    given: Vec<(String, String)>,
}

impl Params {
    /// Reads the query of an address. What is not known is refused by name.
    pub fn of_query(request: &HttpRequest, known: &[Param]) -> Result<Params, Problem> {
        Params::of_pairs(pairs(request.query_string())?, known)
    }

    /// Takes names and values that were read already.
    pub fn of_pairs(given: Vec<(String, String)>, known: &[Param]) -> Result<Params, Problem> {
        Params::checked(given, known)
    }

    /// Reads the same parameters from a JSON object; repeated ones are arrays.
    pub fn of_json(body: &[u8], known: &[Param]) -> Result<Params, Problem> {
        let wrong = |detail: String| Problem::new(Code::BadJson, detail);
        let value: Value = serde_json::from_slice(body).map_err(|e| wrong(format!("The body is not JSON: {e}.")))?;
        let Value::Object(members) = value else {
            return Err(wrong("Want an object whose members are the parameters of the GET.".to_owned()));
        };
        let mut given = Vec::new();
        for (name, value) in members {
            let Some(param) = known.iter().find(|p| p.name == name) else {
                return Err(unknown(&name, known));
            };
            let values = match value {
                Value::Array(values) if param.many => values,
                one => vec![one],
            };
            for value in values {
                given.push((name.clone(), param.of_value(&value)?));
            }
        }
        Params::checked(given, known)
    }

    fn checked(given: Vec<(String, String)>, known: &[Param]) -> Result<Params, Problem> {
        let mut seen: Vec<&str> = Vec::new();
        for (name, value) in &given {
            let Some(param) = known.iter().find(|p| p.name == name) else {
                return Err(unknown(name, known));
            };
            if !param.many && seen.contains(&param.name) {
                return Err(Problem::new(Code::BadValue, format!("{name} is given twice.")));
            }
            seen.push(param.name);
            param.check(value)?;
        }
        Ok(Params { given })
    }

    /// The value of a parameter that is given once; empty counts as not given.
    pub fn one(&self, name: &str) -> Option<&str> {
        self.given.iter().find(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.as_str())
    }

    /// Every value of a parameter.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.given.iter().filter(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.as_str()).collect()
    }

    /// Whether it is `true`.
    pub fn flag(&self, name: &str) -> bool {
        self.one(name) == Some("true")
    }

    /// A number; its range was checked.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.one(name).and_then(|v| v.parse().ok())
    }

    /// A moment; `now` is the one given.
    pub fn moment(&self, name: &str, now: Timestamp) -> Option<Timestamp> {
        self.one(name).and_then(|text| if text == "now" { Some(now) } else { moment(text) })
    }

    /// The moment for which an answer is told: `at`, else now.
    pub fn at(&self, now: Timestamp) -> Timestamp {
        self.moment(AT.name, now).unwrap_or(now)
    }

    /// A calendar date.
    pub fn date(&self, name: &str) -> Option<civil::Date> {
        self.one(name).and_then(|text| text.parse().ok())
    }

    /// A point on the earth.
    pub fn point(&self, name: &str) -> Option<Point> {
        self.one(name).and_then(point)
    }

    /// A number that need not be whole.
    pub fn decimal(&self, name: &str) -> Option<f64> {
        self.one(name).and_then(|text| text.parse().ok())
    }

    /// The entries of a comma list.
    pub fn list(&self, name: &str) -> Vec<String> {
        self.all(name).iter().flat_map(|v| v.split(',')).map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned).collect()
    }
}

/// The names and values of a query, or of a form's body, in their order.
pub fn pairs(text: &str) -> Result<Vec<(String, String)>, Problem> {
    let parts = text.split('&').filter(|part| !part.is_empty()).map(|part| part.split_once('=').unwrap_or((part, "")));
    parts.map(|(name, value)| Ok((decode(name)?, decode(value)?))).collect()
}

/// A parameter that there is none of, with the one that was probably meant.
fn unknown(name: &str, known: &[Param]) -> Problem {
    let hint = match (nearest(name, known.iter().map(|p| p.name)), known) {
        (Some(meant), _) => format!("Did you mean {meant}?"),
        (None, []) => "This address takes none.".to_owned(),
        (None, known) => format!("There are: {}.", known.iter().map(|p| p.name).collect::<Vec<_>>().join(", ")),
    };
    let shown: String = name.chars().take(60).collect();
    Problem::new(Code::UnknownParameter, format!("There is no parameter {shown}. {hint}"))
}

impl Param {
    /// A JSON value as the text that an address would hold; its type must be the parameter's.
    fn of_value(&self, value: &Value) -> Result<String, Problem> {
        let wrong = |want: &str| Problem::new(Code::BadValue, format!("{} takes {want}.", self.name));
        match (self.of, value) {
            (Type::Flag, Value::Bool(flag)) => Ok(flag.to_string()),
            (Type::Flag, _) => Err(wrong("true or false")),
            (Type::Whole(..), Value::Number(number)) => Ok(number.to_string()),
            (Type::Whole(..), _) => Err(wrong("a whole number")),
            (Type::Upto(_), Value::Number(number)) => Ok(number.to_string()),
            (Type::Upto(_), _) => Err(wrong("a number")),
            (_, Value::String(text)) => Ok(text.clone()),
            _ => Err(wrong("a text")),
        }
    }

    fn check(&self, value: &str) -> Result<(), Problem> {
        let name = self.name;
        let wrong = |want: String| Err(Problem::new(Code::BadValue, format!("{name} {want}.")));
        match self.of {
            Type::Text => Ok(()),
            _ if value.is_empty() => wrong("is empty; leave it out instead".to_owned()),
            Type::Slug => Ok(()),
            Type::Flag if value == "true" || value == "false" => Ok(()),
            Type::Flag => wrong("is true or false".to_owned()),
            Type::Whole(least, most) => match value.parse::<u32>() {
                Ok(number) if (least..=most).contains(&number) && value.chars().all(|c| c.is_ascii_digit()) => Ok(()),
                _ => wrong(format!("is a whole number from {least} to {most}")),
            },
            Type::Word(words) if words.contains(&value) => Ok(()),
            Type::Word(words) => wrong(format!("is one of {}", words.join(", "))),
            Type::Words(words) => match value.split(',').find(|v| !words.contains(v)) {
                None => Ok(()),
                Some(_) => wrong(format!("is a comma list of {}", words.join(", "))),
            },
            Type::Findings(words) => match value.split(',').find(|v| !words.contains(v) && !one_finding(v)) {
                None => Ok(()),
                Some(_) => wrong(format!("is a comma list of {}, topic:SLUG, audience:SLUG", words.join(", "))),
            },
            Type::Moment if value == "now" || moment(value).is_some() => Ok(()),
            Type::Moment => {
                wrong("is now or RFC 3339 with an offset, such as 2026-11-23T10:00:00+01:00, from 1970 to 2199".to_owned())
            }
            Type::Date if value.len() == 10 && value.parse::<civil::Date>().is_ok_and(|d| (1970..2200).contains(&d.year())) => {
                Ok(())
            }
            Type::Date => wrong("is a date, YYYY-MM-DD, from 1970 to 2199".to_owned()),
            Type::Point if point(value).is_some() => Ok(()),
            Type::Point => wrong("is latitude and longitude in degrees, such as 63.43,10.39".to_owned()),
            Type::Upto(most) => match value.parse::<f64>() {
                Ok(number) if number > 0.0 && number <= f64::from(most) && value.len() <= 12 => Ok(()),
                _ => wrong(format!("is a number above 0, at most {most}")),
            },
            Type::PostalCode if value.len() == 4 && value.bytes().all(|b| b.is_ascii_digit()) => Ok(()),
            Type::PostalCode => wrong("is four digits".to_owned()),
        }
    }
}

/// One topic or audience of several.
fn one_finding(text: &str) -> bool {
    let slug = text.strip_prefix("topic:").or_else(|| text.strip_prefix("audience:"));
    slug.is_some_and(|slug| !slug.is_empty() && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'))
}

/// A moment that can be asked about: the years that calendars and holidays are known for.
fn moment(text: &str) -> Option<Timestamp> {
    // A plus sign that nobody encoded arrives as a blank.
    let moment = text.replace(' ', "+").parse::<Timestamp>().ok()?;
    let year = moment.to_zoned(jiff::tz::TimeZone::UTC).year();
    (1970..2200).contains(&year).then_some(moment)
}

fn point(text: &str) -> Option<Point> {
    let (lat, lon) = text.split_once(',')?;
    let (lat, lon) = (lat.trim().parse::<f64>().ok()?, lon.trim().parse::<f64>().ok()?);
    ((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon)).then_some(Point { lat, lon })
}

/// Percent and plus undone; what is not UTF-8 then is refused.
fn decode(text: &str) -> Result<String, Problem> {
    let bad = || Problem::new(Code::BadQuery, "The query is not UTF-8 with percent signs for what is special.");
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
                let (Some(high), Some(low)) = (digit(rest.next()), digit(rest.next())) else {
                    return Err(bad());
                };
                bytes.push(high * 16 + low);
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).map_err(|_| bad())
}

//! Owns the reading of parameters: which there are, of what type, and what is said when one is wrong. Must not know what they are used for.

use super::problem::{Code, Problem};
use crate::vocabulary::nearest;
use actix_web::HttpRequest;
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

/// Parameters as given, each known by name.
#[derive(Debug)]
pub struct Params {
    given: Vec<(String, String)>,
}

impl Params {
    /// Reads the query of an address. What is not known is refused by name.
    pub fn of_query(request: &HttpRequest, known: &[Param]) -> Result<Params, Problem> {
        let mut given = Vec::new();
        for pair in request.query_string().split('&').filter(|p| !p.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            given.push((decode(name)?, decode(value)?));
        }
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
            let values = match value {
                Value::Null => Vec::new(),
                Value::Array(values) => values,
                one => vec![one],
            };
            let about = known.iter().find(|p| p.name == name);
            if about.is_some_and(|p| !p.many && values.len() > 1) {
                return Err(Problem::new(Code::BadValue, format!("{name} takes one value, not several.")));
            }
            for value in values {
                let text = match value {
                    Value::String(text) => text,
                    Value::Bool(flag) => flag.to_string(),
                    Value::Number(number) => number.to_string(),
                    _ => {
                        return Err(Problem::new(Code::BadValue, format!("{name} takes a text, a number or true and false.")));
                    }
                };
                given.push((name.clone(), text));
            }
        }
        Params::checked(given, known)
    }

    fn checked(given: Vec<(String, String)>, known: &[Param]) -> Result<Params, Problem> {
        let mut seen: Vec<&str> = Vec::new();
        for (name, value) in &given {
            let Some(param) = known.iter().find(|p| p.name == name) else {
                let meant = nearest(name, known.iter().map(|p| p.name));
                let hint = meant.map_or_else(
                    || match known {
                        [] => " This address takes none.".to_owned(),
                        _ => format!(" There are: {}.", known.iter().map(|p| p.name).collect::<Vec<_>>().join(", ")),
                    },
                    |m| format!(" Did you mean {m}?"),
                );
                let shown: String = name.chars().take(60).collect();
                return Err(Problem::new(Code::UnknownParameter, format!("There is no parameter {shown}.{hint}")));
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

    /// The entries of a comma list.
    pub fn list(&self, name: &str) -> Vec<String> {
        self.all(name).iter().flat_map(|v| v.split(',')).map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned).collect()
    }
}

impl Param {
    fn check(&self, value: &str) -> Result<(), Problem> {
        let name = self.name;
        let wrong = |want: String| Err(Problem::new(Code::BadValue, format!("{name} {want}.")));
        if value.is_empty() {
            return Ok(());
        }
        match self.of {
            Type::Text | Type::Slug => Ok(()),
            Type::Flag if value == "true" || value == "false" => Ok(()),
            Type::Flag => wrong("is true or false".to_owned()),
            Type::Whole(least, most) => match value.parse::<u32>() {
                Ok(number) if (least..=most).contains(&number) && value.chars().all(|c| c.is_ascii_digit()) => Ok(()),
                _ => wrong(format!("is a whole number from {least} to {most}")),
            },
            Type::Word(words) if words.contains(&value) => Ok(()),
            Type::Word(words) => wrong(format!("is one of {}", words.join(", "))),
            Type::Words(words) => match value.split(',').map(str::trim).find(|v| !v.is_empty() && !words.contains(v)) {
                None => Ok(()),
                Some(_) => wrong(format!("is a comma list of {}", words.join(", "))),
            },
        }
    }
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

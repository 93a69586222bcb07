//! Owns how danger is told: emergency numbers apart from support lines, above everything. Must not know how danger was heard.

use super::card::lower;
use super::words::{COMMON, Said};
use crate::domain::Lang;
use crate::navigation::handover::spoken_number;
use crate::navigation::words::week;

/// A line to call, as the data names it.
#[derive(Clone, Debug)]
pub struct Line {
    pub name: Said,
    /// In groups; empty where only a page is known.
    pub shown: String,
    pub href: String,
    /// When somebody answers, as far as it is known.
    pub hours: Said,
    /// `open`, `closed` or `unknown`.
    pub state: &'static str,
}

/// What is told of a line.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    pub name: &'a str,
    pub number: Option<&'a str>,
    pub url: Option<&'a str>,
    /// Opening hours as written.
    pub hours: Option<&'a str>,
    /// What the channel is called, such as the days on which it answers.
    pub channel: Option<&'a str>,
    pub open: Option<bool>,
}

impl Line {
    /// A line with its number, page and hours.
    pub fn new(told: Told<'_>, lang: Lang) -> Line {
        let Told { name, number, url, hours, channel, open } = told;
        let words = COMMON.speak(lang);
        let (state, now) = match open {
            Some(true) => ("open", "line.open"),
            Some(false) => ("closed", "line.closed"),
            None => ("unknown", ""),
        };
        let told: Vec<String> = [
            Some(now).filter(|key| !key.is_empty()).map(|key| words.say(key).to_owned()),
            hours.and_then(|hours| week(hours, lang, false)),
            channel.map(|name| if now.is_empty() && hours.is_none() { name.to_owned() } else { lower(name) }),
        ]
        .into_iter()
        .flatten()
        .collect();
        let page = url.filter(|url| url.starts_with("http")).unwrap_or_default().to_owned();
        // The number that a name begins or ends with is not said twice.
        let alone = number.and_then(|n| name.strip_prefix(n).or_else(|| name.strip_suffix(n)));
        let alone = alone.map(|rest| rest.trim_matches([' ', '–', '-']));
        Line {
            name: Said::made(alone.filter(|rest| !rest.is_empty()).unwrap_or(name), lang),
            shown: number.map(spoken_number).unwrap_or_default(),
            href: number.map_or(page, |number| format!("tel:{number}")),
            hours: Said::made(told.join(", "), lang),
            state,
        }
    }
}

/// What stands above everything.
#[derive(Clone, Debug)]
pub struct Danger {
    /// Life or health may be in danger now.
    pub now: bool,
    pub emergency: Vec<Line>,
    pub support: Vec<Line>,
}

impl Danger {
    /// The lines in the order in which they are told, with whether they are the emergency numbers.
    pub fn groups(&self) -> Vec<(bool, &[Line])> {
        let mut groups = vec![(true, self.emergency.as_slice()), (false, self.support.as_slice())];
        if !self.now {
            groups.reverse();
        }
        groups.retain(|(_, lines)| !lines.is_empty());
        groups
    }
}

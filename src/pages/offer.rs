//! Owns the page of one offer: everything that is known of it, in the order in which it is of use. Must not know where it was read.

use super::card::{Beside, Card, Door, Given, Link, Voice, door, is_written, reach_by};
use super::shell::Shell;
use super::words::{Said, Words, voice};
use crate::domain::meetings::{self, Meetings};
use crate::domain::offer::{Location, Offer, Rhythm};
use crate::domain::report::Wrong;
use crate::domain::slug::{Availability, Line};
use crate::domain::{Lang, Texts};
use crate::navigation::words::{clock, letter_hours, moment};
use askama::Template;

/// At most so many meetings are written out.
const MEETINGS: usize = 12;

/// A channel with its own hours.
#[derive(Clone, Debug)]
pub struct Way {
    pub channel: String,
    pub name: Said,
    pub link: Option<Link>,
    pub keypress: String,
    pub hours: Said,
    /// The door says the same.
    pub hours_said: bool,
    pub door: Door,
}

/// A place with its own hours.
#[derive(Clone, Debug)]
pub struct Site {
    /// Empty where it is withheld.
    pub name: String,
    pub street: String,
    pub town: String,
    pub withheld: bool,
    pub wheelchair: String,
    pub hours: Said,
    /// The door says the same.
    pub hours_said: bool,
    pub door: Door,
}

/// A meeting that is still to come.
#[derive(Clone, Debug)]
pub struct Meeting {
    pub when: Said,
    pub note: String,
}

/// Neighbours of one kind.
#[derive(Clone, Debug)]
pub struct Neighbours {
    pub what: String,
    pub offers: Vec<Beside>,
}

/// The page of an offer.
#[derive(Template)]
#[template(path = "offer.html")]
pub struct OfferPage {
    pub page: Shell,
    pub words: Words,
    pub card: Card,
    pub description: Said,
    pub ways: Vec<Way>,
    pub url: Option<Link>,
    pub sites: Vec<Site>,
    pub meetings: Vec<Meeting>,
    pub rhythm: Vec<Said>,
    pub facts: Vec<Said>,
    pub topics: Vec<Said>,
    pub neighbours: Vec<Neighbours>,
    /// `""` where nothing meets at times that are known.
    pub calendar: String,
    pub report: String,
    pub wrongs: Vec<(&'static str, String)>,
    /// It may stand on a sheet to take along.
    pub sheet: bool,
    pub json_ld: String,
}

impl OfferPage {
    /// Tells an offer.
    pub fn of(page: Shell, given: &Given<'_>, voice: &Voice<'_>, json_ld: String) -> OfferPage {
        let (offer, lang, words) = (given.offer, voice.lang, voice.words());
        let card = Card::of(given, voice);
        let meetings = upcoming(offer, voice);
        let path = format!("/tilbud/{}", card.code);
        let topic = |slug: &String| voice.vocabulary.terms.topic(slug).map(|term| Said::term(term, lang));
        OfferPage {
            description: Said::of(&offer.description, lang),
            ways: ways(given, &card.door, voice),
            url: offer.url.as_deref().filter(|url| !is_contact(offer, url)).and_then(|url| page_link(url, &words)),
            sites: offer.locations.iter().enumerate().map(|(at, place)| site((at, place), given, &card.door, voice)).collect(),
            rhythm: offer.rhythm.as_ref().map(|r| rhythm(r, lang, &words)).unwrap_or_default(),
            facts: facts(offer, voice),
            topics: offer.topics.iter().filter_map(topic).collect(),
            neighbours: neighbours(&card),
            calendar: if meetings.is_empty() { String::new() } else { format!("{path}/calendar.ics{}", voice.query) },
            report: format!("{path}/feil{}", voice.query),
            wrongs: Wrong::WORDS.iter().map(|what| (*what, words.say(&format!("wrong.{what}")).to_owned())).collect(),
            // An emergency number is for now, not for a sheet.
            sheet: offer.line != Some(Line::Emergency),
            meetings,
            words,
            card,
            page,
            json_ld,
        }
    }
}

fn is_contact(offer: &Offer, url: &str) -> bool {
    offer.contacts.iter().any(|contact| contact.value.as_deref() == Some(url))
}

fn page_link(url: &str, words: &Words) -> Option<Link> {
    url.starts_with("http").then(|| Link {
        verb: words.say("do.web").to_owned(),
        shown: super::card::bare(url),
        href: url.to_owned(),
        number: false,
        outside: true,
    })
}

fn ways(given: &Given<'_>, above: &Door, voice: &Voice<'_>) -> Vec<Way> {
    let (words, lang) = (voice.words(), voice.lang);
    let told = |(at, contact): (usize, &crate::domain::offer::Contact)| {
        let hours = hours(contact.opening_hours.as_deref(), lang);
        let door = match is_written(contact) {
            true => Door::default(),
            false => door(&given.open.contacts.get(at).cloned().unwrap_or_default(), voice),
        };
        let door = once(door, above, &hours);
        Way {
            channel: words.say(&format!("channel.{}", contact.channel.as_str())).to_owned(),
            name: Said::of(&contact.name, lang),
            link: reach_by(contact, &words),
            keypress: contact.keypress.as_ref().map(|key| words.with("keypress", "key", key)).unwrap_or_default(),
            hours_said: door.says(&hours),
            hours,
            door,
        }
    };
    given.offer.contacts.iter().enumerate().map(told).collect()
}

/// What the page says above already is not said again where there are hours to say.
fn once(door: Door, above: &Door, hours: &Said) -> Door {
    if door == *above && !hours.is_empty() { Door::default() } else { door }
}

fn hours(hours: Option<&str>, lang: Lang) -> Said {
    letter_hours(hours, lang).map(|told| Said::made(told, lang)).unwrap_or_default()
}

fn site((at, place): (usize, &Location), given: &Given<'_>, above: &Door, voice: &Voice<'_>) -> Site {
    let words = voice.words();
    let shown = |text: &Option<String>| text.clone().filter(|_| !place.withheld).unwrap_or_default();
    let town = [shown(&place.postal_code), shown(&place.city)];
    let hours = if place.withheld { Said::default() } else { hours(place.opening_hours.as_deref(), voice.lang) };
    let door = once(door(&given.open.locations.get(at).cloned().unwrap_or_default(), voice), above, &hours);
    let wheelchair = place.wheelchair.as_deref().filter(|w| !place.withheld && ["yes", "limited", "no"].contains(w));
    Site {
        name: shown(&place.name),
        street: shown(&place.street),
        town: town.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" "),
        withheld: place.withheld,
        wheelchair: wheelchair.map(|w| words.say(&format!("wheelchair.{w}")).to_owned()).unwrap_or_default(),
        hours_said: door.says(&hours),
        hours,
        door,
    }
}

fn upcoming(offer: &Offer, voice: &Voice<'_>) -> Vec<Meeting> {
    let (words, lang, at) = (voice.words(), voice.lang, voice.at);
    let mut found: Vec<(jiff::Timestamp, String)> = Vec::new();
    for session in &offer.sessions {
        let Ok(meetings) = Meetings::read(session) else { continue };
        let note = match session.availability {
            Some(Availability::Few) => "room.few",
            Some(Availability::Full) => "room.full",
            Some(Availability::Cancelled) => "room.cancelled",
            Some(Availability::Open) => "room.open",
            None => "",
        };
        let note = if note.is_empty() { String::new() } else { words.say(note).to_owned() };
        let starts = meetings.between(at, meetings::horizon(at)).into_iter();
        let open = starts.filter(|start| !meetings::shut_on(*start, &offer.closures));
        found.extend(open.take(MEETINGS).map(|start| (start, note.clone())));
    }
    found.sort();
    found.truncate(MEETINGS);
    found.into_iter().map(|(start, note)| Meeting { when: Said::made(moment(start, at, lang, false), lang), note }).collect()
}

/// The rhythm in clauses, as far as it is known; never a date.
fn rhythm(rhythm: &Rhythm, lang: Lang, words: &Words) -> Vec<Said> {
    let mut told: Vec<String> = Vec::new();
    told.extend(rhythm.times.map(|n| words.with("rhythm.times", "n", n)));
    told.extend(rhythm.minutes.map(|n| match (n / 60, n % 60) {
        (0, _) => words.with("rhythm.minutes", "n", n),
        (1, 0) => words.say("rhythm.hour").to_owned(),
        (_, 0 | 30) => {
            words.with("rhythm.hours", "n", clock(n, lang).replace(".30", ",5").replace(":30", ".5").replace(":00", ""))
        }
        _ => words.with("rhythm.minutes", "n", n),
    }));
    told.extend(rhythm.every.map(|every| words.say(&format!("rhythm.every.{}", every.as_str())).to_owned()));
    told.extend(rhythm.runs_per_year.map(|n| words.with("rhythm.runs", "n", n)));
    let days: Vec<&str> = rhythm.weekdays.iter().map(|day| words.table_say("day", day.as_str())).collect();
    told.extend((!days.is_empty()).then(|| days.join(", ")));
    let parts: Vec<&str> = rhythm.time_of_day.iter().map(|part| words.table_say("part", part.as_str())).collect();
    told.extend((!parts.is_empty()).then(|| parts.join(", ")));
    let mut told: Vec<Said> = told.into_iter().map(|text| Said::made(text, lang)).collect();
    if rhythm.note != Texts::default() {
        told.push(Said::of(&rhythm.note, lang));
    }
    told
}

/// What else is promised or known, a line each.
fn facts(offer: &Offer, given: &Voice<'_>) -> Vec<Said> {
    let (words, lang, access) = (given.words(), given.lang, &offer.access);
    let mut told: Vec<String> = Vec::new();
    let mut say = |key: &str, holds: bool| told.extend(holds.then(|| words.say(key).to_owned()));
    say("fact.anonymous", access.anonymous == Some(true));
    say("fact.interpreter", offer.interpreter == Some(true));
    say("fact.outsiders", offer.coverage.outsiders);
    told.extend(access.waiting_days.map(|n| match n {
        0 => words.say("fact.waiting.none").to_owned(),
        n => words.count("fact.waiting", n.into()),
    }));
    told.extend(access.answer_days.map(|n| words.count("fact.answer", n.into())));
    let formats = &given.vocabulary.terms.formats;
    let shown: Vec<&str> = offer
        .formats
        .iter()
        .filter_map(|f| formats.iter().find(|t| t.slug == f.as_str()))
        .map(|t| t.label(voice(lang)))
        .collect();
    told.extend((!shown.is_empty()).then(|| words.with("fact.formats", "formats", shown.join(", "))));
    let languages = &given.vocabulary.people.languages;
    let name = |tag: &String| {
        languages.iter().find(|l| l.tag == *tag).map_or_else(
            || tag.clone(),
            |l| match voice(lang) {
                Lang::Nn => l.nn.clone(),
                Lang::En => l.en.clone(),
                _ => l.nb.clone(),
            },
        )
    };
    let spoken: Vec<String> = offer.languages.iter().map(name).collect();
    told.extend((!spoken.is_empty()).then(|| words.with("fact.languages", "languages", spoken.join(", "))));
    told.into_iter().map(|text| Said::made(text, lang)).collect()
}

/// Neighbours by what they are, in the order in which they came.
fn neighbours(card: &Card) -> Vec<Neighbours> {
    let mut found: Vec<Neighbours> = Vec::new();
    for beside in &card.beside {
        match found.iter_mut().find(|n| n.what == beside.what) {
            Some(group) => group.offers.push(beside.clone()),
            None => found.push(Neighbours { what: beside.what.clone(), offers: vec![beside.clone()] }),
        }
    }
    found
}

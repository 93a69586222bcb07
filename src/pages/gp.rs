//! Owns the GP's page, the patient's sheet and the list that somebody was sent. Must not know how offers were found.

use super::card::{Card, Given, Voice, reach_by};
use super::danger::Danger;
use super::shell::Shell;
use super::words::{Said, Words};
use crate::domain::slug::{Channel, Referral};
use crate::navigation::handover::{Item, letter};
use crate::navigation::words::letter_hours;
use askama::Template;

/// An offer with what a doctor hands over.
#[derive(Clone, Debug)]
pub struct Entry {
    pub card: Card,
    pub hours: Said,
    /// The paragraph for the record.
    pub letter: String,
}

impl Entry {
    /// Tells an offer.
    pub fn of(given: &Given<'_>, voice: &Voice<'_>) -> Entry {
        let offer = given.offer;
        let item =
            Item { offer, organization: given.organization, open: given.open, stale: offer.is_stale(voice.at), door: None };
        Entry {
            card: Card::of(given, voice),
            hours: hours(given, voice),
            letter: letter(std::slice::from_ref(&item), voice.lang),
        }
    }
}

/// The week's hours of the way that one is sent to: a number's, else a place's.
fn hours(given: &Given<'_>, voice: &Voice<'_>) -> Said {
    let contacts = &given.offer.contacts;
    let phone = contacts.iter().filter(|c| matches!(c.channel, Channel::Phone | Channel::Sms | Channel::Chat));
    let told = phone.filter_map(|c| c.opening_hours.as_deref()).next();
    let place = given.offer.locations.iter().filter(|l| !l.withheld).find_map(|l| l.opening_hours.as_deref());
    letter_hours(told.or(place), voice.lang).map(|told| Said::made(told, voice.lang)).unwrap_or_default()
}

/// Whether one can come without being sent: `Some(false)` where a referral is needed, `None` where nobody has said.
pub fn free(referral: Option<Referral>) -> Option<bool> {
    referral.map(|referral| referral != Referral::Required)
}

/// Offers with the same answer to whether a referral is needed.
#[derive(Clone, Debug)]
pub struct Section {
    pub heading: &'static str,
    pub entries: Vec<Entry>,
}

/// What the GP asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub icpc2: String,
    pub q: String,
    pub municipality: String,
    pub icpc2_wrong: String,
    pub municipality_wrong: String,
}

/// What was found; `None` where nothing was asked.
#[derive(Clone, Debug)]
pub struct Found {
    pub danger: Option<Danger>,
    pub told: String,
    /// What the code stands for.
    pub about: Said,
    pub sections: Vec<Section>,
}

/// `<div id="svar">` of the GP's page.
#[derive(Template)]
#[template(path = "gp_answer.html")]
pub struct GpPart {
    pub page: Shell,
    pub words: Words,
    pub found: Option<Found>,
}

/// The GP's page.
#[derive(Template)]
#[template(path = "gp.html")]
pub struct Gp {
    pub page: Shell,
    pub words: Words,
    pub asked: Asked,
    pub found: Option<Found>,
}

/// An offer on the patient's sheet.
#[derive(Clone, Debug)]
pub struct Leaf {
    pub card: Card,
    pub hours: Said,
    pub place: Vec<String>,
    pub number: Option<super::card::Link>,
    pub qr_alt: String,
}

impl Leaf {
    /// Tells an offer.
    pub fn of(given: &Given<'_>, words: &Words, voice: &Voice<'_>) -> Leaf {
        let card = Card::of(given, voice);
        let offer_words = voice.words();
        let numbers = given.offer.contacts.iter().filter(|c| matches!(c.channel, Channel::Phone | Channel::Sms));
        let number = numbers.filter_map(|c| reach_by(c, &offer_words)).next();
        let open = given.offer.locations.iter().find(|l| !l.withheld);
        let parts = open.map(|l| [l.name.clone(), l.street.clone(), l.city.clone()]).into_iter().flatten().flatten();
        Leaf {
            hours: hours(given, voice),
            place: parts.collect(),
            number: number.or_else(|| card.link.clone().filter(|link| link.number)),
            qr_alt: words.with("ark.qr.alt", "name", &card.name.text),
            card,
        }
    }
}

/// The patient's sheet.
#[derive(Template)]
#[template(path = "sheet.html")]
pub struct Sheet {
    pub page: Shell,
    pub words: Words,
    pub date: Said,
    pub leaves: Vec<Leaf>,
}

/// A list that somebody was sent.
#[derive(Template)]
#[template(path = "shortlist.html")]
pub struct Shortlist {
    pub page: Shell,
    pub words: Words,
    pub until: String,
    /// An offer was withdrawn since.
    pub gone: bool,
    pub cards: Vec<Card>,
    pub qr: String,
}

//! Owns the GP's page, the patient's sheet and the list that somebody was sent. Must not know how offers were found.

use super::card::{Card, Given, Voice, reach_by, week_hours};
use super::danger::Danger;
use super::fields::PlaceField;
use super::shell::Shell;
use super::words::{Said, Words};
use crate::domain::slug::{Channel, Line, Referral};
use crate::domain::{Lang, Offer};
use crate::navigation::handover::{Item, letter};
use askama::Template;

/// An offer with what a doctor hands over.
#[derive(Clone, Debug)]
pub struct Entry {
    pub card: Card,
    /// The paragraph for the record.
    pub letter: String,
    /// The language of the paragraph.
    pub tongue: &'static str,
}

impl Entry {
    /// Tells an offer.
    pub fn of(given: &Given<'_>, voice: &Voice<'_>) -> Entry {
        let offer = given.offer;
        let item =
            Item { offer, organization: given.organization, open: given.open, stale: offer.is_stale(voice.at), door: given.door };
        // A record is kept in Norwegian, whatever the page speaks.
        let tongue = if voice.lang == Lang::Nn { Lang::Nn } else { Lang::Nb };
        Entry { card: Card::of(given, voice), letter: letter(std::slice::from_ref(&item), tongue), tongue: tongue.tag() }
    }
}

/// Whether one can come without being sent: `Some(false)` where a referral is needed, `None` where nobody has said.
pub fn free(offer: &Offer) -> Option<bool> {
    match offer.access.referral {
        Some(referral) => Some(referral != Referral::Required),
        // A help line takes calls and a page is open to everybody: that is what they are.
        None => (offer.line == Some(Line::Support) || !offer.kind.is_visited()).then_some(true),
    }
}

/// Emergency numbers are kept apart: they stand above everything when danger is heard, and are no offer to choose.
pub fn for_emergencies(offer: &Offer) -> bool {
    offer.line == Some(Line::Emergency)
}

/// Offers with the same answer to whether a referral is needed, or what else there is.
#[derive(Clone, Debug)]
pub struct Section {
    pub id: String,
    pub heading: Said,
    pub entries: Vec<Entry>,
}

/// What the GP asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub icpc2: String,
    pub q: String,
    pub place: PlaceField,
    /// Why the code or the words cannot be used; empty where they can.
    pub icpc2_wrong: Said,
    pub q_wrong: Said,
}

/// What was found; `None` where nothing was asked.
#[derive(Clone, Debug)]
pub struct Found {
    pub danger: Option<Danger>,
    pub told: String,
    /// What the code stands for.
    pub about: Said,
    /// We know of none in the municipality itself, or do not know which one it is about.
    pub honest: Said,
    pub sections: Vec<Section>,
}

impl Found {
    /// Some of the texts are Norwegian on a page that is not.
    pub fn stands_in(&self) -> bool {
        self.sections.iter().flat_map(|section| &section.entries).any(|entry| entry.card.stands_in())
    }
}

/// What the script gets: what stands inside `<div id="svar">`, and what of the page follows it.
#[derive(Template)]
#[template(path = "gp_part.html")]
pub struct GpPart {
    pub page: Shell,
    pub words: Words,
    pub asked: Asked,
    pub found: Option<Found>,
    /// The visible fields and the page's head as they stand now, as JSON for the script.
    pub fields: String,
}

/// The GP's page.
#[derive(Template)]
#[template(path = "gp.html")]
pub struct Gp {
    pub page: Shell,
    pub words: Words,
    pub asked: Asked,
    pub found: Option<Found>,
    /// The visible fields and the page's head as they stand now, as JSON for the script.
    pub fields: String,
}

/// An offer on the patient's sheet.
#[derive(Clone, Debug)]
pub struct Leaf {
    pub card: Card,
    /// The hours of the number, which stands largest.
    pub hours: Said,
    /// Who answers outside of them.
    pub fallback: Said,
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
        let mut fallbacks = given.offer.contacts.iter().map(|c| Said::of(&c.fallback, voice.lang));
        let open = given.offer.locations.iter().find(|l| !l.withheld);
        let parts = open.map(|l| [l.name.clone(), l.street.clone(), l.city.clone()]).into_iter().flatten().flatten();
        Leaf {
            hours: week_hours(given.offer, false, voice.lang),
            fallback: fallbacks.find(|text| !text.is_empty()).unwrap_or_default(),
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
    /// Which of the chosen ones have no room on it, in a sentence; empty where all have.
    pub left_out: Said,
    /// Where a choice can be made.
    pub back: String,
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

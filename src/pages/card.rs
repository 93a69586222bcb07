//! Owns how one offer is told in a list: who it is for, what to do, whether it is open, what it asks. Must not know how it was found.

use super::codes::code;
use super::shell::told_apart;
use super::words::{OFFER, Said, Words, voice as said_in};
use crate::domain::offer::Contact;
use crate::domain::slug::{Channel, Reach, Status};
use crate::domain::when::{Moment, Open, OpenNow};
use crate::domain::{Lang, Offer, Texts};
use crate::navigation::action::{Action, Do, FrontDoor};
use crate::navigation::handover::{ages, spoken_number};
use crate::navigation::words::{date_in_words, letter_hours, moment, opening};
use crate::vocabulary::Vocabulary;
use jiff::Timestamp;

/// An offer with what holds of it at a moment.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    pub offer: &'a Offer,
    pub organization: &'a str,
    pub open: &'a OpenNow,
    pub next_session: Option<Moment>,
    pub action: &'a Action,
    /// Whom to ask, where nobody knows how it is reached.
    pub door: Option<&'a FrontDoor>,
    pub asks: &'a [String],
    pub reach: Option<Reach>,
    pub why: &'a [String],
    /// By which role and how it was checked.
    pub checked: (Option<&'a str>, Option<&'a str>),
    pub related: &'a [(&'a str, &'a str, &'a str)],
}

/// What a page needs to say anything at all.
#[derive(Clone, Copy)]
pub struct Voice<'a> {
    pub vocabulary: &'a Vocabulary,
    pub lang: Lang,
    pub at: Timestamp,
    /// `?lang=nn`, or empty.
    pub query: &'a str,
    /// It is asked for one place, and said so.
    pub placed: bool,
}

impl Voice<'_> {
    /// The words for offers.
    pub fn words(&self) -> Words {
        OFFER.speak(self.lang)
    }

    /// Where an offer's page is.
    pub fn href(&self, id: &str) -> String {
        format!("/tilbud/{}{}", code(id), self.query)
    }
}

/// A way to reach it, as a link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// What one does: "Ring", "Send SMS til".
    pub verb: String,
    /// What is shown: the number in groups, the address without its scheme.
    pub shown: String,
    pub href: String,
    /// A number to call or write to, which is shown large.
    pub number: bool,
    /// Leads out of this service.
    pub outside: bool,
}

/// Open, closed or not known, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Door {
    /// `open`, `closed` or `unknown`; empty where there is nothing to be open.
    pub state: &'static str,
    pub text: Said,
    pub fallback: String,
}

impl Door {
    /// Whether it says these hours already ("open around the clock").
    pub fn says(&self, hours: &Said) -> bool {
        !hours.is_empty() && self.text.text.to_lowercase().contains(&hours.text.to_lowercase())
    }
}

/// A neighbour of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    pub what: String,
    pub name: String,
    pub href: String,
}

/// One offer in a list.
#[derive(Clone, Debug)]
pub struct Card {
    pub id: String,
    pub code: String,
    pub href: String,
    pub name: Said,
    pub organization: String,
    pub kind: Said,
    pub who: Said,
    /// What to do, as a link or as a sentence.
    pub link: Option<Link>,
    pub sentence: Said,
    pub keypress: String,
    /// Where there is a number beside the first way in.
    pub also: Option<Link>,
    pub door: Door,
    /// The week's hours of the way that one is sent to.
    pub hours: Said,
    /// The door says the same, so that on a screen they are said once; paper, which outlives the moment, has them alone.
    pub hours_said: bool,
    pub next_session: Said,
    pub asks: Vec<Said>,
    /// Who may come and on what conditions, in the words of who runs it.
    pub note: Said,
    pub summary: Said,
    pub reach: String,
    pub fresh: String,
    pub stale: bool,
    /// Planned, paused or ended; empty where it is there.
    pub status: String,
    pub why: Vec<Said>,
    pub beside: Vec<Beside>,
    /// One must be sent by a doctor.
    pub referred: bool,
}

impl Card {
    /// Tells an offer.
    pub fn of(given: &Given<'_>, voice: &Voice<'_>) -> Card {
        let (offer, lang, words) = (given.offer, voice.lang, voice.words());
        let (link, sentence) = act(given.action, lang);
        let turn_up = given.action.what == Do::TurnUp;
        let door = if written(offer) { Door::default() } else { door(way_in(given, turn_up), voice) };
        let hours = week_hours(offer, turn_up, lang);
        let first = link.as_ref().map(|l| l.href.clone());
        let also = offer.contacts.iter().filter(|c| c.channel == Channel::Phone).find_map(|c| reach_by(c, &words));
        let made = |text: &String| Said::made(text.clone(), lang);
        Card {
            id: offer.id.clone(),
            code: code(&offer.id),
            href: voice.href(&offer.id),
            name: Said::of(&offer.name, lang),
            organization: given.organization.to_owned(),
            kind: kind(offer, voice),
            who: who(offer, voice),
            also: also.filter(|l| Some(&l.href) != first.as_ref()),
            keypress: given.action.keypress.as_ref().map(|key| words.with("keypress", "key", key)).unwrap_or_default(),
            link,
            sentence,
            hours_said: door.says(&hours),
            door,
            hours,
            next_session: given.next_session.map(|m| made(&moment(m.0, voice.at, lang, false))).unwrap_or_default(),
            asks: given.asks.iter().map(made).collect(),
            note: Said::of(&offer.access.note, lang),
            summary: Said::of(&offer.summary, lang),
            reach: reach(offer, given.reach, voice),
            fresh: fresh(offer, given.checked, voice),
            stale: offer.is_stale(voice.at),
            status: match offer.status {
                Status::Active => String::new(),
                status => words.say(&format!("status.{}", status.as_str())).to_owned(),
            },
            why: given.why.iter().map(made).collect(),
            beside: given
                .related
                .iter()
                .map(|(what, id, name)| Beside {
                    what: words.say(&format!("relation.{what}")).to_owned(),
                    name: (*name).to_owned(),
                    href: voice.href(id),
                })
                .collect(),
            referred: offer.access.referral == Some(crate::domain::slug::Referral::Required),
        }
    }

    /// What who runs it wrote is Norwegian on a page that is not.
    pub fn stands_in(&self) -> bool {
        self.note.stands_in() || self.summary.stands_in()
    }
}

/// What it is, by the vocabulary's label.
pub fn kind(offer: &Offer, voice: &Voice<'_>) -> Said {
    let kinds = &voice.vocabulary.terms.kinds;
    kinds.iter().find(|t| t.slug == offer.kind.as_str()).map(|term| Said::term(term, voice.lang)).unwrap_or_default()
}

/// Who may come, as far as anybody has said.
pub fn who(offer: &Offer, voice: &Voice<'_>) -> Said {
    let lang = voice.lang;
    let terms = &voice.vocabulary.terms.audiences;
    let label = |slug: &String| terms.iter().find(|t| t.slug == *slug).map(|term| lower(term.everyday(said_in(lang)).1));
    let mut told: Vec<String> = offer.audiences.iter().filter_map(label).collect();
    let years = offer.age.and_then(|age| ages(age, lang));
    if told.is_empty() {
        return Said::made(years.map(|years| capital(&years)).unwrap_or_default(), lang);
    }
    told.extend(years);
    Said::made(voice.words().with("for", "who", told.join(", ")), lang)
}

/// A label inside a sentence; names in capitals stay (ADHD).
pub fn lower(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => label.to_owned(),
    }
}

/// The first thing to do, as a link; a sentence where there is none, or where the link alone does not say it.
fn act(action: &Action, lang: Lang) -> (Option<Link>, Said) {
    let words = OFFER.speak(lang);
    let sentence = || Said::made(action.text.clone(), lang);
    let Some(value) = &action.value else { return (None, sentence()) };
    let link = |channel: Channel| link(channel, value, &words);
    match action.what {
        Do::Call => (link(Channel::Phone), Said::default()),
        Do::Sms => (link(Channel::Sms), Said::default()),
        Do::Email => (link(Channel::Email), Said::default()),
        Do::Chat => (link(Channel::Chat), Said::default()),
        Do::Register => (link(Channel::Form), Said::default()),
        Do::OpenPage => (link(Channel::Web), Said::default()),
        Do::AskFrontDoor => (link(Channel::Phone), sentence()),
        // Whether it is open stands beside it, and would be wrong on paper.
        Do::TurnUp => (None, Said::made(words.with("do.turn_up", "place", value), lang)),
    }
}

/// How it stands with the place that one is sent to, else with the best way in.
fn way_in<'a>(given: &Given<'a>, turn_up: bool) -> &'a Open {
    let places = given.offer.locations.iter().zip(&given.open.locations);
    let place = places.filter(|(l, _)| !l.withheld && (l.street.is_some() || l.name.is_some())).map(|(_, open)| open).next();
    place.filter(|open| turn_up && open.now.is_some()).unwrap_or(&given.open.best)
}

/// The week's hours of a number, else of a place; of a place first where one just comes.
pub fn week_hours(offer: &Offer, place_first: bool, lang: Lang) -> Said {
    let spoken = offer.contacts.iter().filter(|c| matches!(c.channel, Channel::Phone | Channel::Sms | Channel::Chat));
    let number = spoken.filter_map(|c| c.opening_hours.as_deref()).next();
    let place = offer.locations.iter().filter(|l| !l.withheld).find_map(|l| l.opening_hours.as_deref());
    let told = if place_first { place.or(number) } else { number.or(place) };
    letter_hours(told, lang).map(|told| Said::made(told, lang)).unwrap_or_default()
}

/// A contact as a link; `None` where its value is not known.
pub fn reach_by(contact: &Contact, words: &Words) -> Option<Link> {
    link(contact.channel, contact.value.as_deref()?, words)
}

fn link(channel: Channel, value: &str, words: &Words) -> Option<Link> {
    let verb = words.say(&format!("do.{}", channel.as_str())).to_owned();
    let (href, shown, number) = match channel {
        Channel::Phone => (format!("tel:{value}"), spoken_number(value), true),
        Channel::Sms => (format!("sms:{value}"), spoken_number(value), true),
        Channel::Email => (format!("mailto:{value}"), value.to_owned(), false),
        Channel::Chat | Channel::Web | Channel::Form => (value.to_owned(), bare(value), false),
    };
    let outside = href.starts_with("http");
    // What is no address of a page is no link: a document may hold anything.
    let safe = number || outside || channel == Channel::Email;
    safe.then_some(Link { verb, shown, href, number, outside })
}

/// An address as it is read: its host, and the page where there is one.
pub fn bare(url: &str) -> String {
    let bare = url.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    let shown = bare.split(['?', '#']).next().unwrap_or(bare).trim_end_matches('/');
    if shown.chars().count() > 40 { shown.split('/').next().unwrap_or(shown).to_owned() } else { shown.to_owned() }
}

/// Whether a way in is only written, so that nobody asks when it is open.
pub fn is_written(contact: &Contact) -> bool {
    matches!(contact.channel, Channel::Web | Channel::Form | Channel::Email) && contact.opening_hours.is_none()
}

/// Whether every way in is, and there is no place to come to.
fn written(offer: &Offer) -> bool {
    let pages = !offer.contacts.is_empty() || offer.url.is_some();
    pages && offer.locations.is_empty() && offer.contacts.iter().all(is_written)
}

/// Whether somebody is there, until or from when, and who answers meanwhile.
pub fn door(open: &Open, voice: &Voice<'_>) -> Door {
    let state = match open.now {
        Some(true) => "open",
        Some(false) => "closed",
        None => "unknown",
    };
    let text = match opening(open, voice.at, voice.lang) {
        Some(text) => Said::made(capital(&text), voice.lang),
        None => Said::made(voice.words().say("hours.unknown"), voice.lang),
    };
    Door { state, text, fallback: open.fallback.clone().unwrap_or_default() }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// How it comes to cover the place, where it is not the place's own.
fn reach(offer: &Offer, reach: Option<Reach>, voice: &Voice<'_>) -> String {
    let words = voice.words();
    let names = || {
        let places = &voice.vocabulary.places;
        let named = offer.coverage.municipalities.iter().filter_map(|n| places.municipality(n));
        named.map(|m| told_apart(m, places)).collect::<Vec<_>>().join(", ")
    };
    let counties = || {
        let named = offer.coverage.counties.iter().filter_map(|n| voice.vocabulary.places.county(n));
        named.map(|c| c.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    match reach {
        // Where the place is known, what is there needs no saying.
        None => String::new(),
        Some(Reach::Local) if voice.placed => String::new(),
        Some(Reach::Local) => words.with("reach.local", "places", names()),
        Some(Reach::Shared) => words.with("reach.shared", "places", names()),
        Some(Reach::County) => words.with("reach.county", "places", counties()),
        Some(Reach::National) => words.say("reach.national").to_owned(),
        Some(Reach::Nearby) => words.with("reach.nearby", "places", names()),
    }
}

/// When somebody checked it and who, or how old what is said is.
fn fresh(offer: &Offer, (by, method): (Option<&str>, Option<&str>), voice: &Voice<'_>) -> String {
    let (words, lang) = (voice.words(), voice.lang);
    if let Some(verified) = &offer.verified {
        let mut told = words.with("fresh.checked", "date", date_in_words(&verified.on, lang));
        if let Some(by) = by.filter(|by| !by.is_empty()) {
            told.push_str(&words.with("fresh.by", "who", by));
        }
        if let Some(method) = method {
            told.push_str(words.say(&format!("fresh.method.{method}")));
        }
        return told;
    }
    match offer.source.as_ref().and_then(|s| s.as_of.as_deref()) {
        Some(date) => words.with("fresh.source", "date", date_in_words(date, lang)),
        None => words.say("fresh.unknown").to_owned(),
    }
}

/// A name in several languages, as a document holds it.
pub fn name_of(document: &serde_json::Value, lang: Lang) -> String {
    let texts = document.get("name").and_then(|n| serde_json::from_value::<Texts>(n.clone()).ok());
    texts.map(|t| t.best(lang).to_owned()).unwrap_or_default()
}

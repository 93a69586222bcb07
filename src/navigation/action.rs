//! Owns what to do with an offer now: the way in, what it asks of the person, and when. Must not know how the offer was found.

use super::handover::spoken_number;
use super::words::{Words, moment, say};
use crate::domain::offer::Contact;
use crate::domain::slug::{CallsBack, Channel, Kind, Referral, Registration, words};
use crate::domain::when::{Moment, Open, OpenNow};
use crate::domain::{Lang, Offer};
use jiff::Timestamp;
use serde::Serialize;

words! {
    /// What the person does.
    Do {
        Call = "call", Sms = "sms", Chat = "chat", Email = "email", OpenPage = "open_page", TurnUp = "turn_up",
        Register = "register", AskFrontDoor = "ask_front_door",
    }
}

/// What to do, where, and when.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Action {
    #[serde(rename = "do")]
    pub what: Do,
    pub channel: Option<Channel>,
    /// The number or address; `None` where there is none or none is known.
    pub value: Option<String>,
    /// What to press in the voice menu.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keypress: Option<String>,
    /// When it can be done next, where it cannot be done now.
    pub at: Option<Moment>,
    pub text: String,
}

/// Where to ask when nobody knows how an offer is reached: a municipality's way in, by its number or else its page.
#[derive(Clone, Debug, Default)]
pub struct FrontDoor {
    pub name: String,
    pub number: Option<String>,
    pub page: Option<String>,
}

/// What an offer asks of the person, in the order in which it comes.
pub fn asks(offer: &Offer, lang: Lang) -> Vec<String> {
    let access = &offer.access;
    let mut told: Vec<Words> = Vec::new();
    match access.referral {
        Some(Referral::Required) => told.push(["henvisning fra lege", "tilvising frå lege", "a referral from a doctor"]),
        Some(Referral::None) => told.push(["ingen henvisning", "inga tilvising", "no referral"]),
        Some(Referral::Optional) | None => {}
    }
    match access.registration {
        _ if access.drop_in == Some(true) => told.push(["bare møt opp", "berre møt opp", "just turn up"]),
        Some(Registration::Required) => told.push(["påmelding", "påmelding", "signing up"]),
        Some(Registration::Contact) => told.push(["ta kontakt først", "ta kontakt først", "getting in touch first"]),
        Some(Registration::None) => told.push(["ingen påmelding", "inga påmelding", "no signing up"]),
        None => {}
    }
    if access.first_talk == Some(true) {
        told.push(["en kort samtale først", "ein kort samtale først", "a short talk first"]);
    }
    if access.calls_back.contains(&CallsBack::Form) {
        told.push(["du blir ringt opp", "du blir ringt opp", "they call you"]);
    }
    if access.companion == Some(true) {
        told.push(["du kan ta med noen", "du kan ta med nokon", "you may bring someone"]);
    }
    if access.accompanied == Some(true) {
        told.push(["noen kan bli med deg", "nokon kan bli med deg", "someone can come with you"]);
    }
    let mut asks: Vec<String> = told.into_iter().map(|words| say(lang, words).to_owned()).collect();
    match access.price_nok {
        Some(0.0) => asks.push(say(lang, ["gratis", "gratis", "free of charge"]).to_owned()),
        Some(price) => asks.push(format!("{price} kr")),
        None => {}
    }
    asks
}

/// A channel that could be used, with its hours.
struct Way<'a> {
    contact: &'a Contact,
    value: &'a str,
    open: Option<&'a Open>,
}

/// What to do now: a way that is open before one that opens later, speaking before writing.
pub fn action(offer: &Offer, open: &OpenNow, now: Timestamp, front_door: Option<&FrontDoor>, lang: Lang) -> Action {
    let ways: Vec<Way<'_>> = offer
        .contacts
        .iter()
        .enumerate()
        .filter_map(|(at, contact)| Some(Way { contact, value: contact.value.as_deref()?, open: open.contacts.get(at) }))
        .collect();
    let of = |channel: Channel| {
        let closed = |way: &&Way<'_>| way.open.is_some_and(|o| o.now == Some(false));
        ways.iter().filter(|w| w.contact.channel == channel).min_by_key(closed)
    };
    if let Some(action) = turn_up(offer, open, now, lang) {
        return action;
    }
    if offer.access.registration == Some(Registration::Required)
        && let Some(way) = of(Channel::Form)
    {
        return write(Do::Register, way, ["Meld på her", "Meld på her", "Sign up here"], lang);
    }
    let spoken = [Channel::Phone, Channel::Sms, Channel::Chat];
    let open_now = spoken.iter().filter_map(|c| of(*c)).find(|way| way.open.is_some_and(|o| o.now == Some(true)));
    if let Some(way) = open_now.or_else(|| spoken.iter().find_map(|c| of(*c))) {
        return speak(way, now, lang);
    }
    if let Some(way) = of(Channel::Form).or_else(|| of(Channel::Web)) {
        return write(Do::OpenPage, way, ["Åpne nettsiden", "Opne nettsida", "Open the page"], lang);
    }
    if let Some(way) = of(Channel::Email) {
        return write(Do::Email, way, ["Send e-post til", "Send e-post til", "Send an e-mail to"], lang);
    }
    if let Some(url) = &offer.url {
        let text = format!("{} {url}", say(lang, ["Åpne nettsiden", "Opne nettsida", "Open the page"]));
        return Action {
            what: Do::OpenPage,
            channel: Some(Channel::Web),
            value: Some(url.clone()),
            keypress: None,
            at: None,
            text,
        };
    }
    ask_front_door(offer, front_door, lang)
}

/// Where one can just come, and it is known where.
fn turn_up(offer: &Offer, open: &OpenNow, now: Timestamp, lang: Lang) -> Option<Action> {
    let free = offer.access.drop_in == Some(true) || (offer.kind == Kind::MeetingPlace && !offer.locations.is_empty());
    let (at, place) =
        offer.locations.iter().enumerate().find(|(_, l)| !l.withheld && (l.street.is_some() || l.name.is_some()))?;
    if !free {
        return None;
    }
    let where_to =
        [place.name.as_deref(), place.street.as_deref(), place.city.as_deref()].into_iter().flatten().collect::<Vec<_>>();
    let spell = open.locations.get(at);
    let next = spell.filter(|o| o.now == Some(false)).and_then(|o| o.next);
    let mut text = format!("{} {}", say(lang, ["Møt opp:", "Møt opp:", "Turn up:"]), where_to.join(", "));
    text.push_str(&when(spell, now, lang));
    Some(Action { what: Do::TurnUp, channel: None, value: Some(where_to.join(", ")), keypress: None, at: next, text })
}

/// ", åpent nå til klokka 15.30", ", åpner i morgen klokka 8"; nothing where nobody knows.
fn when(open: Option<&Open>, now: Timestamp, lang: Lang) -> String {
    match open.map(|o| (o.now, o.until, o.next)) {
        Some((Some(true), Some(until), _)) => {
            format!(", {} {}", say(lang, ["åpent nå til", "ope no til", "open now until"]), moment(until.0, now, lang, true))
        }
        Some((Some(true), None, _)) => format!(", {}", say(lang, ["åpent nå", "ope no", "open now"])),
        Some((Some(false), _, Some(next))) => {
            format!(", {} {}", say(lang, ["åpner", "opnar", "opens"]), moment(next.0, now, lang, false))
        }
        Some((Some(false), _, None)) => format!(", {}", say(lang, ["stengt nå", "stengt no", "closed now"])),
        _ => String::new(),
    }
}

fn speak(way: &Way<'_>, now: Timestamp, lang: Lang) -> Action {
    let (what, verb): (Do, Words) = match way.contact.channel {
        Channel::Sms => (Do::Sms, ["Send SMS til", "Send SMS til", "Text"]),
        Channel::Chat => (Do::Chat, ["Chat på", "Chat på", "Chat at"]),
        _ => (Do::Call, ["Ring", "Ring", "Call"]),
    };
    let shown = if what == Do::Chat { way.value.to_owned() } else { spoken_number(way.value) };
    let mut text = format!("{} {shown}", say(lang, verb));
    if let Some(key) = &way.contact.keypress {
        text.push_str(&format!(" ({} {key})", say(lang, ["tast", "tast", "press"])));
    }
    text.push_str(&when(way.open, now, lang));
    let fallback = way.open.and_then(|o| o.fallback.as_deref()).filter(|f| !f.is_empty());
    if let Some(fallback) = fallback {
        text.push_str(&format!(". {}", fallback.trim_end_matches('.')));
    }
    Action {
        what,
        channel: Some(way.contact.channel),
        value: Some(way.value.to_owned()),
        keypress: way.contact.keypress.clone(),
        at: way.open.filter(|o| o.now == Some(false)).and_then(|o| o.next),
        text,
    }
}

fn write(what: Do, way: &Way<'_>, verb: Words, lang: Lang) -> Action {
    Action {
        what,
        channel: Some(way.contact.channel),
        value: Some(way.value.to_owned()),
        keypress: None,
        at: None,
        text: format!("{} {}", say(lang, verb), way.value),
    }
}

fn ask_front_door(offer: &Offer, door: Option<&FrontDoor>, lang: Lang) -> Action {
    let name = offer.name.best(lang);
    let (value, text) = match door {
        Some(FrontDoor { name: way_in, number: Some(number), .. }) => {
            let ask = say(lang, ["og spør etter", "og spør etter", "and ask for"]);
            let ring = say(lang, ["Ring", "Ring", "Call"]);
            (Some(number.clone()), format!("{ring} {way_in}, {}, {ask} «{name}»", spoken_number(number)))
        }
        Some(FrontDoor { name: way_in, page: Some(page), .. }) => {
            let ask = say(lang, ["Spør", "Spør", "Ask"]);
            let about = say(lang, ["om", "om", "about"]);
            (None, format!("{ask} {way_in} {about} «{name}»: {page}"))
        }
        Some(FrontDoor { name: way_in, .. }) => {
            let ring = say(
                lang,
                [
                    "Ring kommunens sentralbord, be om",
                    "Ring sentralbordet i kommunen, be om",
                    "Call the municipality's switchboard, ask for",
                ],
            );
            let ask = say(lang, ["og spør etter", "og spør etter", "and then for"]);
            (None, format!("{ring} {way_in} {ask} «{name}». {}", say(lang, NOBODY_KNOWS)))
        }
        // Who could be called about something that is written?
        None if !offer.contacts.is_empty() && !offer.contacts.iter().any(|contact| is_spoken(contact.channel)) => {
            let text = match lang {
                Lang::Nn => format!("Leit etter «{name}» på nettsidene til kommunen. Adressa kjenner vi ikkje."),
                Lang::En => format!("Look for «{name}» on the municipality's website. We do not know the address."),
                Lang::Nb | Lang::Se => format!("Let etter «{name}» på kommunens nettsider. Adressen kjenner vi ikke."),
            };
            (None, text)
        }
        None => {
            let ask = say(
                lang,
                [
                    "Ring kommunens sentralbord og spør etter",
                    "Ring sentralbordet i kommunen og spør etter",
                    "Call the municipality's switchboard and ask for",
                ],
            );
            (None, format!("{ask} «{name}». {}", say(lang, NOBODY_KNOWS)))
        }
    };
    Action { what: Do::AskFrontDoor, channel: value.as_ref().map(|_| Channel::Phone), value, keypress: None, at: None, text }
}

fn is_spoken(channel: Channel) -> bool {
    matches!(channel, Channel::Phone | Channel::Sms)
}

const NOBODY_KNOWS: Words = ["Nummeret kjenner vi ikke.", "Nummeret kjenner vi ikkje.", "We do not know the number."];

/// When somebody can begin with it: now, at a moment, or `None` where nobody knows.
pub fn begins(offer: &Offer, open: &OpenNow, next_session: Option<Moment>, now: Timestamp) -> Option<Moment> {
    if open.best.now == Some(true) || offer.kind == Kind::WebSelfHelp {
        return Some(Moment(now));
    }
    [open.best.next, next_session].into_iter().flatten().min()
}

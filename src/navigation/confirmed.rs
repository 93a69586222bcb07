//! Owns how it is said how old the facts of an offer are and that nobody has confirmed them. Must not know channels' hours.

use super::words::{ASK, Words, date_in_words, say, sentence};
use crate::domain::slug::Channel;
use crate::domain::{Lang, Offer};

const OLD: Words = [
    "ingen har bekreftet opplysningene på to år eller mer",
    "ingen har stadfesta opplysningane på to år eller meir",
    "nobody has confirmed the details for two years or more",
];
const NEVER: Words =
    ["ingen har bekreftet opplysningene ennå", "ingen har stadfesta opplysningane enno", "nobody has confirmed the details yet"];
const VISIT: Words = ["før du møter opp", "før du møter opp", "before you turn up"];

/// How old the facts are, as far as anybody has said.
pub fn as_of(offer: &Offer, lang: Lang) -> String {
    let source = offer.source.as_ref().and_then(|source| source.as_of.as_deref());
    let (what, date) = match &offer.verified {
        Some(verified) => (["Bekreftet", "Stadfesta", "Confirmed"], Some(verified.on.as_str())),
        None => (["Opplysningene er fra", "Opplysningane er frå", "The details are from"], source),
    };
    let unknown = || say(lang, ["ukjent tid", "ukjend tid", "an unknown time"]).to_owned();
    format!("{} {}.", say(lang, what), date.map_or_else(unknown, |date| date_in_words(date, lang)))
}

/// That nobody has confirmed them lately, with whom to ask first where one goes there.
pub fn not_confirmed(offer: &Offer, lang: Lang) -> String {
    let told = say(lang, if offer.verified.is_none() { NEVER } else { OLD });
    if !offer.kind.is_visited() {
        return sentence(told);
    }
    let number = offer.contacts.iter().any(|contact| contact.channel == Channel::Phone && contact.value.is_some());
    let first = if number { "ring" } else { say(lang, ASK) };
    sentence(&format!("{told}: {first} {}", say(lang, VISIT)))
}

/// The same of several offers at once.
pub fn none_confirmed(offers: &[&Offer], lang: Lang) -> String {
    let told = say(lang, if offers.iter().all(|offer| offer.verified.is_none()) { NEVER } else { OLD });
    if !offers.iter().any(|offer| offer.kind.is_visited()) {
        return sentence(told);
    }
    sentence(&format!("{told}: {} {}", say(lang, ["sjekk", "sjekk", "check"]), say(lang, VISIT)))
}

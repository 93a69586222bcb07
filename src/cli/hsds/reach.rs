//! Owns the ways to reach a service as the specification tells them: numbers, named contacts, addresses on the web. Must not know places.

use super::{Words, joined, say, text, uuid};
use crate::domain::offer::Contact;
use crate::domain::slug::Channel;
use crate::domain::{Lang, Offer};
use serde_json::{Value, json};

const PRESS: Words = ["Tast", "Tast", "Press"];

/// The word for a channel.
pub fn channel(channel: Channel, lang: Lang) -> &'static str {
    let words = match channel {
        Channel::Phone => ["telefon", "telefon", "telephone"],
        Channel::Sms => ["SMS", "SMS", "text message"],
        Channel::Chat => ["chat", "chat", "chat"],
        Channel::Email => ["e-post", "e-post", "e-mail"],
        Channel::Web => ["nettside", "nettside", "website"],
        Channel::Form => ["skjema", "skjema", "form"],
    };
    say(lang, words)
}

/// The first known number or address of a channel.
pub fn value_of(offer: &Offer, channel: Channel) -> Option<&str> {
    offer.contacts.iter().filter(|contact| contact.channel == channel).find_map(|contact| contact.value.as_deref())
}

/// An address beside the service's own: a chat, a form, a page.
pub fn address_on_the_web(of: &str, contact: &Contact, offer: &Offer, lang: Lang) -> Option<Value> {
    let url = contact.value.as_deref().filter(|url| offer.url.as_deref() != Some(*url))?;
    let label = text(&contact.name, lang).unwrap_or_else(|| channel(contact.channel, lang).to_owned());
    matches!(contact.channel, Channel::Web | Channel::Chat | Channel::Form)
        .then(|| json!({"id": uuid("url", of), "label": label, "url": url}))
}

/// A number; what to press, the hours and who answers outside of them stand in its description.
pub fn phone(of: &str, contact: &Contact, lang: Lang) -> Option<Value> {
    let kind = match contact.channel {
        Channel::Phone => "voice",
        Channel::Sms => "text",
        _ => return None,
    };
    let keypress = contact.keypress.as_deref().map(|key| format!("{} {key}", say(lang, PRESS)));
    let said = [text(&contact.name, lang), keypress, contact.opening_hours.clone(), text(&contact.fallback, lang)];
    let number = contact.value.as_deref()?;
    Some(json!({"id": uuid("phone", of), "number": number, "type": kind, "description": joined(said, ". ")}))
}

/// A number that has a name, or an e-mail address.
pub fn person(of: &str, contact: &Contact, lang: Lang) -> Option<Value> {
    let name = text(&contact.name, lang);
    let email = contact.value.as_deref().filter(|_| contact.channel == Channel::Email);
    let phones: Vec<Value> = phone(of, contact, lang).into_iter().filter(|_| name.is_some()).collect();
    (email.is_some() || !phones.is_empty())
        .then(|| json!({"id": uuid("contact", of), "name": name, "email": email, "phones": phones}))
}

//! Owns an offer as schema.org tells it to machines (JSON-LD). Must not know pages; never tells a withheld place.

use super::card::Voice;
use crate::domain::Offer;
use crate::domain::hours::Hours;
use crate::domain::offer::{Contact, Location};
use crate::domain::slug::{Channel, Scope, Weekday};
use serde_json::{Map, Value, json};

/// An ordinary week: no public holiday in it.
const ORDINARY: (i32, u32, u32) = (2026, 11, 2);

/// The document of an offer, at its address. `provider` is the name and the type of who runs it.
pub fn offer(offer: &Offer, provider: (&str, &str), address: &str, voice: &Voice<'_>) -> Value {
    let (name, kind) = provider;
    let public = ["municipal", "county", "state", "intermunicipal"].contains(&kind);
    let organization = if public { "GovernmentOrganization" } else { "Organization" };
    let mut told = Map::new();
    let mut say = |member: &str, value: Value| {
        let empty = value.as_array().is_some_and(Vec::is_empty) || value.as_str() == Some("") || value.is_null();
        if !empty {
            told.insert(member.to_owned(), value);
        }
    };
    say("@context", json!("https://schema.org"));
    say("@type", json!(if public { "GovernmentService" } else { "Service" }));
    say("@id", json!(address));
    say("url", json!(address));
    say("name", json!(offer.name.best(voice.lang)));
    say("description", json!(offer.summary.best(voice.lang)));
    say("serviceType", json!(super::card::kind(offer, voice).text));
    say("provider", json!({"@type": organization, "name": name}));
    say("areaServed", json!(area(offer, voice)));
    say("availableChannel", json!(channels(offer, voice)));
    say("hoursAvailable", json!(offer.contacts.iter().find_map(|c| hours(c.opening_hours.as_deref())).unwrap_or_default()));
    say("audience", audience(offer, voice));
    if offer.access.price_nok == Some(0.0) {
        say("isAccessibleForFree", json!(true));
    }
    say("sameAs", json!(offer.url));
    Value::Object(told)
}

fn area(offer: &Offer, voice: &Voice<'_>) -> Vec<Value> {
    let places = &voice.vocabulary.places;
    let area = |name: &str| json!({"@type": "AdministrativeArea", "name": name});
    match offer.coverage.scope {
        Scope::National => vec![json!({"@type": "Country", "name": "Norge"})],
        Scope::County => offer.coverage.counties.iter().filter_map(|n| places.county(n)).map(|c| area(&c.name)).collect(),
        Scope::Local => {
            offer.coverage.municipalities.iter().filter_map(|n| places.municipality(n)).map(|m| area(&m.name)).collect()
        }
    }
}

fn channels(offer: &Offer, voice: &Voice<'_>) -> Vec<Value> {
    let contacts = offer.contacts.iter().filter_map(|contact| channel(contact, voice));
    contacts.chain(offer.locations.iter().filter_map(place)).collect()
}

fn channel(contact: &Contact, voice: &Voice<'_>) -> Option<Value> {
    let value = contact.value.as_deref()?;
    let name = contact.name.best(voice.lang);
    let mut told = match contact.channel {
        Channel::Phone => json!({"@type": "ServiceChannel", "servicePhone": {"@type": "ContactPoint", "telephone": value}}),
        Channel::Sms => json!({"@type": "ServiceChannel", "serviceSmsNumber": {"@type": "ContactPoint", "telephone": value}}),
        Channel::Email => json!({"@type": "ServiceChannel", "serviceUrl": format!("mailto:{value}")}),
        Channel::Chat | Channel::Web | Channel::Form => json!({"@type": "ServiceChannel", "serviceUrl": value}),
    };
    if let (Some(members), false) = (told.as_object_mut(), name.is_empty()) {
        members.insert("name".to_owned(), json!(name));
    }
    Some(told)
}

fn place(location: &Location) -> Option<Value> {
    if location.withheld || (location.street.is_none() && location.name.is_none()) {
        return None;
    }
    let mut address = Map::from_iter([("@type".to_owned(), json!("PostalAddress")), ("addressCountry".to_owned(), json!("NO"))]);
    let members =
        [("streetAddress", &location.street), ("postalCode", &location.postal_code), ("addressLocality", &location.city)];
    for (member, value) in members {
        if let Some(value) = value {
            address.insert(member.to_owned(), json!(value));
        }
    }
    let mut place = Map::from_iter([("@type".to_owned(), json!("Place")), ("address".to_owned(), Value::Object(address))]);
    if let Some(name) = &location.name {
        place.insert("name".to_owned(), json!(name));
    }
    let times = hours(location.opening_hours.as_deref()).unwrap_or_default();
    if !times.is_empty() {
        place.insert("openingHoursSpecification".to_owned(), json!(times));
    }
    Some(json!({"@type": "ServiceChannel", "serviceLocation": place}))
}

/// The hours of an ordinary week; `None` where they are not known.
fn hours(hours: Option<&str>) -> Option<Vec<Value>> {
    let (year, month, day) = ORDINARY;
    let week = Hours::known(hours?)?.week(chrono::NaiveDate::from_ymd_opt(year, month, day)?);
    let time =
        |minutes: u32| if minutes >= 24 * 60 { "23:59".to_owned() } else { format!("{:02}:{:02}", minutes / 60, minutes % 60) };
    let told = |(day, from, to): (Weekday, u32, u32)| json!({"@type": "OpeningHoursSpecification", "dayOfWeek": format!("https://schema.org/{day:?}"), "opens": time(from), "closes": time(to)});
    Some(week.into_iter().map(told).collect())
}

fn audience(offer: &Offer, voice: &Voice<'_>) -> Value {
    let who = super::card::who(offer, voice).text;
    if who.is_empty() {
        return Value::Null;
    }
    let mut told = Map::from_iter([("@type".to_owned(), json!("PeopleAudience")), ("audienceType".to_owned(), json!(who))]);
    if let Some(age) = offer.age {
        for (member, years) in [("suggestedMinAge", age.min), ("suggestedMaxAge", age.max)] {
            if let Some(years) = years {
                told.insert(member.to_owned(), json!(years));
            }
        }
    }
    Value::Object(told)
}

//! Owns what makes a document right: its schema, and what no schema can say. Must not know other documents or any store.

use super::hours::Hours;
use super::meetings::Meetings;
use super::organization::organization_number_holds;
use super::slug::{Channel, Scope};
use super::{Fault, Offer, Organization};
use jiff::civil::Date;
use serde_json::Value;
use std::sync::LazyLock;

/// The offer's schema, as the contract publishes it.
pub const OFFER_SCHEMA: &str = include_str!("schema/offer.schema.json");
/// The organization's schema.
pub const ORGANIZATION_SCHEMA: &str = include_str!("schema/organization.schema.json");

/// What a document's words are checked against. `Vocabulary` answers this; the domain only asks.
pub trait Terms {
    /// Whether there is such a topic.
    fn has_topic(&self, slug: &str) -> bool;
    /// Whether there is such an audience.
    fn has_audience(&self, slug: &str) -> bool;
    /// Whether there is such a municipality today.
    fn has_municipality(&self, number: &str) -> bool;
    /// Whether there is such a county today.
    fn has_county(&self, number: &str) -> bool;
    /// The topic that was probably meant.
    fn nearest_topic(&self, slug: &str) -> Option<String>;
}

struct Schemas {
    offer: jsonschema::Validator,
    organization: jsonschema::Validator,
}

/// The compiled schemas. They are part of the program, so a fault in them shows in the first test that runs.
static SCHEMAS: LazyLock<Option<Schemas>> = LazyLock::new(|| {
    let offer: Value = serde_json::from_str(OFFER_SCHEMA).ok()?;
    let organization: Value = serde_json::from_str(ORGANIZATION_SCHEMA).ok()?;
    // The organization's schema points into the offer's: one document with both sets of definitions resolves it.
    let mut own = organization.to_string().replace("offer.schema.json#/$defs/", "#/$defs/");
    let defs = format!("{{\"$defs\":{},", offer.get("$defs")?);
    own.replace_range(0..1, &defs);
    let organization: Value = serde_json::from_str(&own).ok()?;
    Some(Schemas { offer: jsonschema::validator_for(&offer).ok()?, organization: jsonschema::validator_for(&organization).ok()? })
});

fn fits(document: &Value, pick: fn(&Schemas) -> &jsonschema::Validator) -> Result<(), Vec<Fault>> {
    let Some(schemas) = SCHEMAS.as_ref() else {
        return Err(vec![Fault::at("", "the service's own schema cannot be read")]);
    };
    let faults: Vec<Fault> = pick(schemas)
        .iter_errors(document)
        .map(|e| {
            let mut reason = e.to_string();
            if reason.len() > 300 {
                reason = reason.chars().take(300).chain(['…']).collect();
            }
            Fault::at(e.instance_path().to_string(), reason)
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Whether a document fits the offer's schema; every fault, with the member.
pub fn fits_offer_schema(document: &Value) -> Result<(), Vec<Fault>> {
    fits(document, |s| &s.offer)
}

/// Whether a document fits the organization's schema.
pub fn fits_organization_schema(document: &Value) -> Result<(), Vec<Fault>> {
    fits(document, |s| &s.organization)
}

/// What no schema can say of an offer: words that exist, hours that can be read, ends that come after beginnings.
pub fn check_offer(offer: &Offer, terms: &dyn Terms) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (at, topic) in offer.topics.iter().enumerate() {
        if !terms.has_topic(topic) {
            let hint = terms.nearest_topic(topic).map_or(String::new(), |t| format!("; did you mean {t}?"));
            faults.push(Fault::at(format!("/topics/{at}"), format!("there is no topic {topic}{hint}")));
        }
    }
    for (at, audience) in offer.audiences.iter().enumerate() {
        if !terms.has_audience(audience) {
            faults.push(Fault::at(format!("/audiences/{at}"), format!("there is no audience {audience}")));
        }
    }
    if let Some(age) = offer.age
        && let (Some(min), Some(max)) = (age.min, age.max)
        && min > max
    {
        faults.push(Fault::at("/age", format!("min {min} is above max {max}")));
    }
    check_coverage(offer, terms, &mut faults);
    check_channels(offer, &mut faults);
    check_times(offer, &mut faults);
    for (at, relation) in offer.relations.iter().enumerate() {
        if relation.offer == offer.id {
            faults.push(Fault::at(format!("/relations/{at}/offer"), "an offer has no relation to itself"));
        }
    }
    faults
}

fn check_coverage(offer: &Offer, terms: &dyn Terms, faults: &mut Vec<Fault>) {
    let coverage = &offer.coverage;
    match coverage.scope {
        Scope::Local if coverage.municipalities.is_empty() => {
            faults.push(Fault::at("/coverage/municipalities", "local coverage names no municipality"));
        }
        Scope::County if coverage.counties.is_empty() => {
            faults.push(Fault::at("/coverage/counties", "county coverage names no county"));
        }
        _ => {}
    }
    for (at, number) in coverage.municipalities.iter().enumerate() {
        if !terms.has_municipality(number) {
            faults.push(Fault::at(format!("/coverage/municipalities/{at}"), format!("there is no municipality {number} today")));
        }
    }
    for (at, number) in coverage.counties.iter().enumerate() {
        if !terms.has_county(number) {
            faults.push(Fault::at(format!("/coverage/counties/{at}"), format!("there is no county {number} today")));
        }
    }
    for (at, location) in offer.locations.iter().enumerate() {
        if let Some(number) = &location.municipality
            && !terms.has_municipality(number)
        {
            faults.push(Fault::at(format!("/locations/{at}/municipality"), format!("there is no municipality {number} today")));
        }
    }
}

fn check_channels(offer: &Offer, faults: &mut Vec<Fault>) {
    for (at, contact) in offer.contacts.iter().enumerate() {
        if let Some(value) = &contact.value
            && let Some(reason) = wrong_value(contact.channel, value)
        {
            faults.push(Fault::at(format!("/contacts/{at}/value"), reason));
        }
        if let Some(hours) = &contact.opening_hours {
            check_hours(format!("/contacts/{at}/opening_hours"), hours, faults);
        }
    }
    for (at, location) in offer.locations.iter().enumerate() {
        if let Some(hours) = &location.opening_hours {
            check_hours(format!("/locations/{at}/opening_hours"), hours, faults);
        }
    }
}

/// Why a channel's value cannot be right, if it cannot.
fn wrong_value(channel: Channel, value: &str) -> Option<&'static str> {
    let digits = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit());
    match channel {
        Channel::Phone | Channel::Sms => {
            let right = match value.strip_prefix('+') {
                Some(rest) => digits(rest) && (7..=15).contains(&rest.len()),
                None => digits(value) && (3..=6).contains(&value.len()),
            };
            (!right).then_some("want a number in E.164 form (+47…) or a Norwegian short number, digits only")
        }
        Channel::Email => {
            let right = value.split_once('@').is_some_and(|(who, host)| {
                !who.is_empty() && host.contains('.') && !host.starts_with('.') && !value.contains(char::is_whitespace)
            });
            (!right).then_some("want an e-mail address")
        }
        _ => (!value.starts_with("https://")).then_some("want an address that begins with https://"),
    }
}

fn check_hours(member: String, hours: &str, faults: &mut Vec<Fault>) {
    if let Err(reason) = Hours::parse(hours) {
        faults.push(Fault::at(member, format!("not OpenStreetMap opening_hours: {reason}")));
    }
}

fn check_times(offer: &Offer, faults: &mut Vec<Fault>) {
    for (at, session) in offer.sessions.iter().enumerate() {
        for (member, moment) in std::iter::once(("start".to_owned(), &session.start))
            .chain(session.dates.iter().enumerate().map(|(n, d)| (format!("dates/{n}"), d)))
        {
            if moment.parse::<jiff::Timestamp>().is_err() {
                faults.push(Fault::at(
                    format!("/sessions/{at}/{member}"),
                    "want a local time with its offset (RFC 3339), such as 2027-01-12T18:00:00+01:00",
                ));
            }
        }
        if let Err(reason) = Meetings::read(session) {
            faults.push(Fault::at(format!("/sessions/{at}/recurrence"), format!("not an RFC 5545 rule: {reason}")));
        }
        if let Some(day) = &session.registration_deadline {
            date(format!("/sessions/{at}/registration_deadline"), day, faults);
        }
    }
    for (at, closure) in offer.closures.iter().enumerate() {
        let from = date(format!("/closures/{at}/from"), &closure.from, faults);
        let to = date(format!("/closures/{at}/to"), &closure.to, faults);
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            faults.push(Fault::at(format!("/closures/{at}/to"), "comes before from"));
        }
    }
    if let Some(verified) = &offer.verified {
        date("/verified/on".to_owned(), &verified.on, faults);
    }
}

fn date(member: String, day: &str, faults: &mut Vec<Fault>) -> Option<Date> {
    let read = day.parse::<Date>().ok().filter(|_| day.len() == 10);
    if read.is_none() {
        faults.push(Fault::at(member, "want a date, YYYY-MM-DD"));
    }
    read
}

/// What no schema can say of an organization.
pub fn check_organization(organization: &Organization, terms: &dyn Terms) -> Vec<Fault> {
    let mut faults = Vec::new();
    if let Some(number) = &organization.organization_number
        && !organization_number_holds(number)
    {
        faults.push(Fault::at("/organization_number", "the check digit is wrong (modulus 11)"));
    }
    if let Some(number) = &organization.municipality
        && !terms.has_municipality(number)
    {
        faults.push(Fault::at("/municipality", format!("there is no municipality {number} today")));
    }
    if organization.parent.as_deref() == Some(organization.id.as_str()) {
        faults.push(Fault::at("/parent", "an organization is not its own parent"));
    }
    faults
}

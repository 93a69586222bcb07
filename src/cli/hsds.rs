//! Owns the catalogue as Open Referral's Human Services Data Specification 3.1 tells it. Must not know where documents come from.

mod places;
mod reach;
mod times;

use crate::domain::slug::{Channel, Status};
use crate::domain::{Lang, Offer, Organization, Texts};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The same words in bokmål, nynorsk and English.
type Words = [&'static str; 3];
const INTERPRETER: Words = ["Tolk kan brukes", "Tolk kan brukast", "An interpreter can be used"];

/// An offer as one fully nested `service`. `topics` gives a topic's label by its slug. What is not known is left out.
///
/// Of a withheld location nothing is told but that it is withheld. Source: <https://github.com/openreferral/specification>,
/// `schema/service.json` and what it refers to, version 3.1.
pub fn service(
    offer: &Offer,
    document: &Value,
    organization: Option<&Organization>,
    topics: &dyn Fn(&str) -> Option<String>,
    lang: Lang,
) -> Value {
    // The ids of what stands in a list are made of its number there.
    let contacts = || offer.contacts.iter().enumerate().map(|(at, contact)| (format!("{}/{at}", offer.id), contact));
    without_gaps(json!({
        "id": uuid("service", &offer.id),
        "organization_id": uuid("organization", &offer.organization),
        "name": offer.name.best(lang),
        "description": joined([text(&offer.summary, lang), text(&offer.description, lang)], "\n\n"),
        "url": offer.url,
        "additional_urls": contacts()
            .filter_map(|(of, contact)| reach::address_on_the_web(&of, contact, offer, lang))
            .collect::<Vec<_>>(),
        "email": reach::value_of(offer, Channel::Email),
        "status": status(offer.status),
        "interpretation_services": (offer.interpreter == Some(true)).then(|| say(lang, INTERPRETER)),
        "application_process": text(&offer.access.note, lang),
        "minimum_age": offer.age.and_then(|age| age.min),
        "maximum_age": offer.age.and_then(|age| age.max),
        // No `last_modified`: to have been checked is not to have been changed.
        "assured_date": offer.verified.as_ref().map(|verified| &verified.on),
        "alert": times::alert(&offer.closures, lang),
        "phones": contacts().filter_map(|(of, contact)| reach::phone(&of, contact, lang)).collect::<Vec<_>>(),
        "schedules": contacts()
            .flat_map(|(of, c)| times::schedules(c.opening_hours.as_deref(), &of, Some(reach::channel(c.channel, lang)), lang))
            .collect::<Vec<_>>(),
        "service_areas": places::areas(offer, lang),
        "service_at_locations": places::places(offer, document, lang),
        "languages": offer.languages.iter().map(|tag| language(offer, tag)).collect::<Vec<_>>(),
        "organization": organization.map(|organization| runner(organization, lang)),
        "cost_options": offer.access.price_nok.map(|price| {
            [json!({"id": uuid("cost_option", &offer.id), "currency": "NOK", "amount": price})]
        }),
        "contacts": contacts().filter_map(|(of, contact)| reach::person(&of, contact, lang)).collect::<Vec<_>>(),
        "attributes": attributes(offer, topics),
    }))
}

/// All services as the one page of an answer to `GET /services?full=true`: the specification has no form of its own for a file.
pub fn catalogue(services: Vec<Value>) -> Value {
    json!({
        "total_items": services.len(),
        "total_pages": 1,
        "page_number": 1,
        "size": services.len(),
        "first_page": true,
        "last_page": true,
        "empty": services.is_empty(),
        "contents": services,
    })
}

/// A name-based UUID of version 8 (RFC 9562): the same thing has the same one in every export.
fn uuid(kind: &str, name: &str) -> String {
    let digest = Sha256::digest(format!("veiviser/{kind}/{name}").as_bytes());
    let byte = |(at, byte): (usize, u8)| {
        let dash = if matches!(at, 4 | 6 | 8 | 10) { "-" } else { "" };
        let byte = match at {
            6 => (byte & 0x0f) | 0x80,
            8 => (byte & 0x3f) | 0x80,
            _ => byte,
        };
        format!("{dash}{byte:02x}")
    };
    digest.iter().copied().take(16).enumerate().map(byte).collect()
}

/// Northern Sámi falls back to bokmål until a speaker has written it.
fn say(lang: Lang, [nb, nn, en]: Words) -> &'static str {
    match lang {
        Lang::Nn => nn,
        Lang::En => en,
        Lang::Nb | Lang::Se => nb,
    }
}

fn text(texts: &Texts, lang: Lang) -> Option<String> {
    texts.pick(lang).map(|(_, text)| text.to_owned())
}

/// What there is of the parts; `None` where there is nothing.
fn joined(parts: impl IntoIterator<Item = Option<String>>, between: &str) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(between))
}

/// The same without empty members: the specification wants them left out, not `null`.
fn without_gaps(value: Value) -> Value {
    let is_gap = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    match value {
        Value::Object(members) => {
            let members = members.into_iter().map(|(name, member)| (name, without_gaps(member)));
            Value::Object(members.filter(|(_, member)| !is_gap(member)).collect())
        }
        Value::Array(entries) => Value::Array(entries.into_iter().map(without_gaps).collect()),
        other => other,
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Active => "active",
        Status::Planned => "inactive",
        Status::Paused => "temporarily closed",
        Status::Ended => "defunct",
    }
}

fn language(offer: &Offer, tag: &str) -> Value {
    json!({"id": uuid("language", &format!("{}/{tag}", offer.id)), "code": tag})
}

/// Who runs it. Where no description is kept, the kind of body is one.
fn runner(organization: &Organization, lang: Lang) -> Value {
    let name = organization.name.best(lang);
    let kind = match organization.kind.as_str() {
        "municipal" => ["Kommunal virksomhet", "Kommunal verksemd", "Municipal body"],
        "intermunicipal" => ["Interkommunal virksomhet", "Interkommunal verksemd", "Intermunicipal body"],
        "county" => ["Fylkeskommunal virksomhet", "Fylkeskommunal verksemd", "County body"],
        "state" => ["Statlig virksomhet", "Statleg verksemd", "State body"],
        "hospital" => ["Helseforetak eller sykehus", "Helseføretak eller sjukehus", "Hospital or hospital trust"],
        "voluntary" => ["Frivillig organisasjon", "Frivillig organisasjon", "Voluntary organization"],
        _ => ["Privat virksomhet", "Privat verksemd", "Private body"],
    };
    let number = organization.organization_number.as_deref().map(|number| {
        let id = uuid("organization_identifier", &organization.id);
        let of = "Organisasjonsnummer";
        [json!({"id": id, "identifier_scheme": "NO-BRC", "identifier_type": of, "identifier": number})]
    });
    json!({
        "id": uuid("organization", &organization.id),
        "name": name,
        "description": say(lang, kind),
        "parent_organization_id": organization.parent.as_deref().map(|parent| uuid("organization", parent)),
        "organization_identifiers": number,
        "attributes": [attribute("organization", &organization.id, "identifier", &organization.id, Value::Null)],
    })
}

/// Our own id, where the facts come from, what it is, for whom, and its topics as terms.
fn attributes(offer: &Offer, topics: &dyn Fn(&str) -> Option<String>) -> Vec<Value> {
    let plain = |what: &str, value: &str| attribute("service", &offer.id, what, value, Value::Null);
    let mut told = vec![plain("identifier", &offer.id), plain("kind", offer.kind.as_str())];
    if let Some(source) = &offer.source {
        let as_of = source.as_of.as_deref().map(|day| format!(" ({day})")).unwrap_or_default();
        told.push(plain("source", &format!("{}{as_of}", source.name)));
    }
    told.extend(offer.audiences.iter().map(|audience| plain("audience", audience)));
    told.extend(offer.topics.iter().map(|slug| {
        let name = topics(slug).unwrap_or_else(|| slug.clone());
        let id = uuid("taxonomy_term", slug);
        let term = json!({"id": id, "code": slug, "name": name, "description": name, "taxonomy": "Veiviser"});
        attribute("service", &offer.id, "topic", slug, term)
    }));
    told
}

fn attribute(entity: &str, of: &str, what: &str, value: &str, term: Value) -> Value {
    let id = uuid("attribute", &format!("{entity}/{of}/{what}/{value}"));
    json!({"id": id, "link_type": what, "link_entity": entity, "value": value, "taxonomy_term": term})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(document: &Value) -> Value {
        let offer: Offer = serde_json::from_value(document.clone()).unwrap();
        let runner = json!({"id": "byen", "name": {"nb": "Byen"}, "type": "municipal", "organization_number": "974760673"});
        let runner: Organization = serde_json::from_value(runner).unwrap();
        service(&offer, document, Some(&runner), &|slug| (slug == "anger").then(|| "sinne".to_owned()), Lang::Nb)
    }

    fn with(members: Value) -> Value {
        let mut document = json!({
            "id": "byen-sinnemestring", "name": {"nb": "Sinnemestring"}, "organization": "byen", "kind": "course",
            "topics": ["anger", "unheard"], "coverage": {"scope": "local", "municipalities": ["5001"]}, "status": "active",
        });
        document.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        document
    }

    /// Every object but the page around them has an id in the form of a UUID; nothing is null.
    fn holds(value: &Value, named: bool) {
        match value {
            Value::Null => panic!("null"),
            Value::Array(entries) => entries.iter().for_each(|entry| holds(entry, true)),
            Value::Object(members) => {
                assert!(!named || is_uuid(&members["id"]), "{value}");
                members.values().for_each(|member| holds(member, true));
            }
            _ => {}
        }
    }

    fn is_uuid(id: &Value) -> bool {
        let id = id.as_str().unwrap_or_default();
        let plain: String = id.chars().filter(|c| c.is_ascii_digit() || ('a'..='f').contains(c)).collect();
        let dashes: Vec<usize> = id.match_indices('-').map(|(at, _)| at).collect();
        plain.len() == 32 && dashes == [8, 13, 18, 23] && &id[14..15] == "8" && "89ab".contains(&id[19..20])
    }

    #[test]
    fn a_full_offer_maps() {
        let told = told(&with(json!({
            "summary": {"nb": "Kurs."}, "description": {"nb": "Seks kvelder."}, "url": "https://byen.no/kurs", "age": {"min": 18},
            "access": {"price_nok": 0}, "languages": ["nb"], "formats": ["in_person", "chat"], "verified": {"on": "2026-01-05"},
            "contacts": [
                {"channel": "phone", "value": "+4772540000", "name": {"nb": "Vakta"}, "keypress": "2", "opening_hours": "24/7"},
                {"channel": "chat", "value": "https://byen.no/chat"}, {"channel": "email", "value": "kurs@byen.no"},
                {"channel": "sms"}],
            "locations": [{"name": "Huset", "street": "Torget 1", "postal_code": "7010", "city": "Trondheim",
                "municipality": "5001", "lat": 63.43, "lon": 10.39, "wheelchair": "yes", "directions": {"nb": "Bak kirka."}}],
        })));
        holds(&told, true);
        assert_eq!(told["description"], "Kurs.\n\nSeks kvelder.");
        assert_eq!((&told["status"], &told["email"]), (&json!("active"), &json!("kurs@byen.no")));
        assert_eq!((&told["minimum_age"], told.get("maximum_age")), (&json!(18), None));
        assert_eq!((&told["assured_date"], told.get("last_modified")), (&json!("2026-01-05"), None));
        assert_eq!(told["phones"].as_array().unwrap().len(), 1, "a number that nobody knows is no phone");
        assert_eq!(
            (&told["phones"][0]["type"], &told["phones"][0]["description"]),
            (&json!("voice"), &json!("Vakta. Tast 2. 24/7"))
        );
        assert_eq!(told["contacts"][0]["phones"][0]["id"], told["phones"][0]["id"]);
        assert_eq!(told["additional_urls"][0]["url"], "https://byen.no/chat");
        assert_eq!(told["cost_options"][0]["amount"].as_f64(), Some(0.0));
        assert_eq!((&told["languages"][0]["code"], &told["service_areas"][0]["extent"]), (&json!("nb"), &json!("5001")));
        let (house, web) = (&told["service_at_locations"][0]["location"], &told["service_at_locations"][1]["location"]);
        assert_eq!((&house["location_type"], &house["latitude"]), (&json!("physical"), &json!(63.43)));
        assert_eq!((&house["transportation"], &house["addresses"][0]["state_province"]), (&json!("Bak kirka."), &json!("NO-50")));
        assert_eq!(house["accessibility"][0]["description"], "Tilgjengelig med rullestol");
        assert_eq!((&web["location_type"], &web["url"]), (&json!("virtual"), &json!("https://byen.no/chat")));
        assert_eq!(told["organization"]["id"], told["organization_id"]);
        assert_eq!(told["organization"]["description"], "Kommunal virksomhet");
        let attributes = told["attributes"].as_array().unwrap();
        assert_eq!(attributes[0]["value"], "byen-sinnemestring");
        let names: Vec<&Value> = attributes.iter().filter_map(|a| a.get("taxonomy_term")).map(|term| &term["name"]).collect();
        assert_eq!(names, ["sinne", "unheard"]);
    }

    #[test]
    fn of_a_withheld_place_nothing_is_told() {
        let secret = json!({"withheld": true, "name": "Hemmelig", "street": "Hemmelig 1", "postal_code": "7777", "city": "Hemmelig",
            "municipality": "5001", "lat": 63.4321, "lon": 10.4321, "wheelchair": "yes", "opening_hours": "Mo 07:07-08:08",
            "directions": {"nb": "Hemmelig"}});
        let shown = told(&with(json!({"locations": [secret], "coverage": {"scope": "national"}})));
        let place = shown["service_at_locations"][0].as_object().unwrap();
        assert_eq!(place.keys().collect::<Vec<_>>(), ["id", "description"]);
        let bare = told(&with(json!({"locations": [{"withheld": true}], "coverage": {"scope": "national"}})));
        assert_eq!(shown, bare, "not even an id depends on it");
    }

    #[test]
    fn the_same_thing_has_the_same_uuid() {
        let slugs = ["byen-sinnemestring", "byen-kvardagskraft", "a"];
        for slug in slugs {
            assert!(is_uuid(&json!(uuid("service", slug))));
            assert_eq!(uuid("service", slug), uuid("service", slug));
            assert_ne!(uuid("service", slug), uuid("organization", slug));
        }
        assert_ne!(uuid("service", slugs[0]), uuid("service", slugs[1]));
        assert_eq!(uuid("service", "byen-sinnemestring"), "96799363-4ed9-87e7-a6b3-7690332f8f22", "ids that others keep");
    }

    #[test]
    fn what_is_required_is_there_when_little_is_known() {
        let told = told(&with(json!({"locations": [{"city": "Trondheim"}]})));
        let location = &told["service_at_locations"][0]["location"];
        assert_eq!((&location["description"], location.get("addresses")), (&json!("Trondheim"), None), "no half address");
        let whole = catalogue(vec![told]);
        holds(&whole, false);
        assert_eq!((whole["empty"] == false, catalogue(Vec::new())["empty"] == true), (true, true));
    }
}

//! Owns how findings, hits, facets and danger are told. Must not know how they were found.

use super::{State, render};
use crate::domain::finding::Understanding;
use crate::domain::query::{Found, Hit};
use crate::domain::when::OpenNow;
use crate::domain::{Lang, Offer, when};
use crate::finding::Told;
use crate::navigation::action;
use crate::vocabulary::Vocabulary;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// What the words were taken to mean, so that a person can see it and take it back.
pub fn understood(u: &Understanding, candidates: &[(String, String)], vocabulary: &Vocabulary) -> Value {
    let named = |number: &String| {
        let name = vocabulary.places.municipality(number).map_or(number.as_str(), |m| m.name.as_str());
        json!({"municipality": number, "name": name})
    };
    let place = match &u.place {
        Some(place) if !place.counties.is_empty() => json!({"county": place.counties.first(), "name": place.name}),
        Some(place) if place.municipalities.len() == 1 => {
            place.municipalities.first().map_or(Value::Null, |number| json!({"municipality": number, "name": place.name}))
        }
        Some(place) => {
            json!({"candidates": place.municipalities.iter().map(named).collect::<Vec<_>>()})
        }
        None if !candidates.is_empty() => {
            json!({"candidates": candidates.iter().map(|(number, name)| json!({"municipality": number, "name": name})).collect::<Vec<_>>()})
        }
        None => Value::Null,
    };
    json!({
        "text": u.text,
        "topics": u.topics.iter().map(|t| &t.slug).collect::<Vec<_>>(),
        "age": u.age,
        "audiences": u.audiences,
        "place": place,
        "time_of_day": u.time_of_day.map(|part| part.as_str()),
        "weekday": u.weekday.map(|day| day.as_str()),
        "hurry": u.hurry,
        "language": u.language,
        "formats": u.formats.iter().map(|f| f.as_str()).collect::<Vec<_>>(),
        "icpc2": u.icpc2,
        "corrections": u.corrections,
        "spans": u.spans,
    })
}

/// An offer as it is told, its organization by name, with what holds at a moment.
pub struct Shown {
    pub document: Value,
    pub open: Option<OpenNow>,
    pub next_session: Value,
    pub freshness: Value,
}

/// Tells an offer in one language at a moment.
pub fn offer(hit: &Hit, read: Option<&Offer>, at: Timestamp, lang: Lang) -> Shown {
    let mut document = render::localized(&hit.offer, lang);
    if let Some(members) = document.as_object_mut() {
        let id = members.get("organization").cloned().unwrap_or_default();
        let owner = render::localized(&hit.organization, lang);
        members.insert("organization".to_owned(), json!({"id": id, "name": owner.get("name").cloned().unwrap_or_default()}));
    }
    Shown {
        document,
        open: read.map(|o| when::open(o, at, lang)),
        next_session: json!(read.and_then(|o| when::next_session(o, at))),
        freshness: json!(read.map(|o| super::freshness(o, at))),
    }
}

/// A hit as it is told.
pub fn hit(told: &Told, at: Timestamp, lang: Lang) -> Value {
    let shown = offer(&told.hit, told.offer.as_ref(), at, lang);
    let mut highlights = Map::new();
    for (member, marked) in [("name", &told.name_marked), ("summary", &told.summary_marked)] {
        if let Some(marked) = marked {
            highlights.insert(member.to_owned(), json!([marked]));
        }
    }
    let with_open = told.offer.as_ref().zip(shown.open.as_ref());
    let action = with_open.map(|(offer, open)| action::action(offer, open, at, told.door.as_ref(), lang));
    let mut out = json!({
        "offer": shown.document,
        "reach": told.reach.as_str(),
        "open": shown.open,
        "next_session": shown.next_session,
        "freshness": shown.freshness,
        "why": told.why,
        "asks": told.offer.as_ref().map(|offer| action::asks(offer, lang)),
        "action": action,
        "highlights": highlights,
        "score": (told.hit.score * 1000.0).round() / 1000.0,
    });
    if let (Some(km), Some(members)) = (told.hit.km, out.as_object_mut()) {
        members.insert("distance_km".to_owned(), json!((km * 10.0).round() / 10.0));
    }
    out
}

/// The facets that were asked for, with labels.
pub fn facets(found: &Found, state: &State, lang: Lang) -> Value {
    let vocabulary = &state.vocabulary;
    let label = |facet: &str, value: &str| -> String {
        let of =
            |terms: &[crate::vocabulary::terms::Term]| terms.iter().find(|t| t.slug == value).map(|t| t.label(lang).to_owned());
        match facet {
            "topic" => of(&vocabulary.terms.topics),
            "kind" => of(&vocabulary.terms.kinds),
            "audience" => of(&vocabulary.terms.audiences),
            "format" => of(&vocabulary.terms.formats),
            "municipality" => vocabulary.places.municipality(value).map(|m| m.name.clone()),
            "language" => vocabulary.people.languages.iter().find(|l| l.tag == value).map(|l| match lang {
                Lang::Nn => l.nn.clone(),
                Lang::En => l.en.clone(),
                Lang::Nb | Lang::Se => l.nb.clone(),
            }),
            _ => None,
        }
        .unwrap_or_else(|| value.to_owned())
    };
    let mut all = Map::new();
    for (facet, values) in &found.facets {
        let counted: Vec<Value> =
            values.iter().map(|(value, count)| json!({"value": value, "label": label(facet, value), "count": count})).collect();
        all.insert(facet.clone(), Value::Array(counted));
    }
    Value::Object(all)
}

//! Owns `/v1/offers/{id}/place`: where an offer is given, what else is there, and the week of that place. Must not know how offers are found.

use super::params::{AT, LANG, Param, Params};
use super::problem::{Code, Problem};
use super::{State, render, told};
use crate::domain::meetings::date_of;
use crate::domain::week::{Entry, week};
use crate::domain::{Lang, Offer};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

/// The parameters of a place.
pub const PLACE: &[Param] = &[AT, LANG];

/// `GET /v1/offers/{id}/place`
pub async fn offer_place(request: HttpRequest, state: web::Data<State>, id: web::Path<String>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, PLACE)?;
    let lang = render::lang(&request, &params);
    let at = params.at((state.clock)());
    let missing = || Problem::new(Code::NotFound, "No such offer can be found.");
    let (offer, here) = state.finder.at_place(id.into_inner()).await?.ok_or_else(missing)?;
    let (offers, shown): (Vec<Offer>, Vec<Value>) =
        here.iter().filter_map(|hit| Some((hit.read()?, told::offer(hit, None, at, lang).document))).unzip();
    let named = |at: usize| shown.get(at).map(name);
    let told_entry = |entry: &Entry| {
        let mut told = json!({"offer": offers.get(entry.offer).map(|o| &o.id), "name": named(entry.offer)});
        if let (Some(members), Value::Object(rest)) = (told.as_object_mut(), json!(entry)) {
            members.extend(rest);
        }
        told
    };
    let sites: Vec<String> = offer.locations.iter().filter_map(|l| l.site()).collect();
    let week = week(&offers, &sites, date_of(at));
    let days: Vec<Value> = week
        .days
        .iter()
        .map(|(date, weekday, entries)| {
            json!({"date": date.to_string(), "weekday": weekday, "items": entries.iter().map(told_entry).collect::<Vec<_>>()})
        })
        .collect();
    let unknown = week.day_unknown.iter().map(|at| json!({"offer": offers.get(*at).map(|o| &o.id), "name": named(*at)}));
    let body = json!({
        "places": places(&here, &offer.id, lang),
        "week": days,
        "day_unknown": unknown.collect::<Vec<_>>(),
        "offers": shown.iter().map(|document| json!({"id": document.get("id"), "name": name(document), "summary": document.get("summary")})).collect::<Vec<_>>(),
    });
    Ok(render::cached(&request, &body, Some(lang)))
}

fn name(document: &Value) -> Value {
    document.get("name").cloned().unwrap_or_default()
}

/// The places of the offer itself; a withheld one only says so.
fn places(here: &[crate::domain::query::Hit], id: &str, lang: Lang) -> Value {
    let own = here.iter().find(|hit| hit.id == id);
    own.and_then(|hit| render::localized(&hit.offer, lang).get("locations").cloned()).unwrap_or_else(|| json!([]))
}

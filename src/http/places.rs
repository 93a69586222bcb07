//! Owns `/v1/places`. Must not know how a text is understood.

use super::params::{Param, Params, Type};
use super::problem::{Code, Problem};
use super::{State, render};
use crate::vocabulary::places::Municipality;
use crate::vocabulary::stem::fold;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

/// The parameters of the list.
pub const LIST: &[Param] = &[Param {
    name: "q",
    of: Type::Text,
    many: false,
    about: "A name, the beginning of one, or a number; empty: all municipalities.",
    example: "Oppegård",
}];

fn told(municipality: &Municipality, state: &State) -> Value {
    let county = state.vocabulary.places.counties.iter().find(|c| c.number == municipality.county);
    let names: Vec<Value> = std::iter::once(json!({"name": municipality.name}))
        .chain(
            municipality
                .others
                .iter()
                .map(|(tag, name)| if tag.is_empty() { json!({"name": name}) } else { json!({"name": name, "language": tag}) }),
        )
        .collect();
    json!({
        "number": municipality.number,
        "name": municipality.name,
        "names": names,
        "county": {"number": municipality.county, "name": county.map(|c| &c.name)},
        "lat": municipality.lat,
        "lon": municipality.lon,
        "written": municipality.written,
    })
}

/// `GET /v1/places`
pub async fn list_places(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, LIST)?;
    let typed = params.one("q").unwrap_or_default().trim();
    if typed.chars().count() > super::asking::LONGEST {
        return Err(Problem::new(Code::QueryTooLong, "q holds at most 500 characters."));
    }
    let places = &state.vocabulary.places;
    let plain = fold(&typed.to_lowercase());
    let exact: Vec<String> = super::asking::numbers_of(&state.vocabulary, typed).unwrap_or_default();
    let mut items: Vec<Value> = exact.iter().filter_map(|n| places.municipality(n)).map(|m| told(m, &state)).collect();
    let begins = |name: &str| fold(&name.to_lowercase()).starts_with(&plain);
    let rest = places
        .municipalities
        .iter()
        .filter(|m| !exact.contains(&m.number))
        .filter(|m| m.number.starts_with(typed) || begins(&m.name) || m.others.iter().any(|(_, name)| begins(name)));
    items.extend(rest.map(|m| told(m, &state)));
    Ok(render::cached(&request, &json!({"total": items.len(), "items": items}), None))
}

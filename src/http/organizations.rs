//! Owns `/v1/organizations`. Must not know how a change is kept.

use super::params::{LANG, Param, Params, Type};
use super::problem::Problem;
use super::{State, offers, render};
use crate::domain::change::Target;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

/// The parameters of the list.
pub const LIST: &[Param] = &[
    Param { name: "after", of: Type::Text, many: false, about: "The id after which the page begins.", example: "oslo-kommune" },
    Param { name: "per_page", of: Type::Whole(1, 100), many: false, about: "At most 100; default 50.", example: "50" },
    LANG,
];

/// `GET /v1/organizations`
pub async fn list_organizations(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, LIST)?;
    let lang = render::lang(&request, &params);
    let most = params.number("per_page").unwrap_or(50);
    let mut page = state.catalogue.page(Target::Organization, params.one("after").unwrap_or_default(), most + 1).await?;
    let more = page.len() > most as usize;
    page.truncate(most as usize);
    let next = page.last().filter(|_| more).map(|s| s.id.clone());
    let total = state.catalogue.store.count(Target::Organization).await.map_err(|e| Problem::internal(&e))?;
    let items: Vec<Value> = page.iter().filter_map(|s| s.document.as_ref()).map(|d| render::localized(d, lang)).collect();
    Ok(render::cached(&request, &json!({"total": total, "items": items, "next": next}), Some(lang)))
}

/// `GET /v1/organizations/{id}`
pub async fn get_organization(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    let stored = state.catalogue.get(Target::Organization, &id).await?;
    let body = json!({"organization": stored.document}).to_string();
    Ok(render::cached_as(&request, body, "application/json", &format!("\"{}.0\"", stored.revision), None))
}

/// `PUT /v1/organizations/{id}`
pub async fn put_organization(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    offers::put(&request, &state, Target::Organization, &id, &body).await
}

//! Owns `/v1/offers/{id}` and what hangs under it. Must not know how a change is kept.

use super::params::{AT, LANG, Param, Params};
use super::problem::{Code, Problem};
use super::{State, render};
use crate::domain::change::{Stored, Target};
use crate::domain::{Offer, when, withheld};
use crate::store::Expected;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

/// The parameter of one offer.
pub const ONE: &[Param] = &[AT, LANG];

/// `GET /v1/offers/{id}`: the whole document as stored, all languages, with what holds at a moment.
pub async fn get_offer(request: HttpRequest, state: web::Data<State>, id: web::Path<String>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, ONE)?;
    let lang = render::lang(&request, &params);
    let at = params.at((state.clock)());
    let known = render::who(&request, &state).await?.is_some();
    let stored = state.catalogue.get(Target::Offer, &id).await?;
    let document = stored.document.unwrap_or_default();
    let shown = if known { document } else { withheld::redacted(&document) };
    let offer = serde_json::from_value::<Offer>(shown.clone()).map_err(|e| Problem::internal(&e))?;
    let body = json!({
        "offer": shown,
        "open": when::open(&offer, at, lang),
        "next_session": when::next_session(&offer, at),
        "freshness": super::freshness(&offer, at),
    })
    .to_string();
    if !known {
        state.catalogue.used(&id);
    }
    // The tag begins with the revision, which If-Match compares; the rest changes whenever the body does.
    let tag = format!("\"{}.{}\"", stored.revision, render::digest(&body));
    let mut response = render::cached_as(&request, body, "application/json", &tag, Some(lang));
    response.headers_mut().insert(header::VARY, header::HeaderValue::from_static("authorization, accept-language"));
    Ok(response)
}

/// `PUT /v1/offers/{id}`
pub async fn put_offer(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    put(&request, &state, Target::Offer, &id, &body).await
}

/// Puts a document of either kind.
pub async fn put(request: &HttpRequest, state: &State, target: Target, id: &str, body: &[u8]) -> Result<HttpResponse, Problem> {
    Params::of_query(request, &[])?;
    let by = render::must_be_known(request, state).await?;
    super::wants_json(request)?;
    let expected = precondition(request)?.ok_or_else(|| {
        Problem::new(Code::PreconditionRequired, "Send If-Match with the ETag that you read, or If-None-Match: * to make it.")
    })?;
    let document: Value =
        serde_json::from_slice(body).map_err(|e| Problem::new(Code::BadJson, format!("The body is not JSON: {e}.")))?;
    let (stored, new) = state.catalogue.put(target, id, document, expected, &by).await?;
    let mut response = if new { HttpResponse::Created() } else { HttpResponse::Ok() };
    if new {
        response.insert_header((header::LOCATION, request.path().to_owned()));
    }
    let name = target.as_str();
    Ok(response.insert_header((header::ETAG, tag(&stored))).json(json!({name: stored.document, "revision": stored.revision})))
}

fn tag(stored: &Stored) -> String {
    format!("\"{}.0\"", stored.revision)
}

/// What the request says of the revision that it expects.
fn precondition(request: &HttpRequest) -> Result<Option<Expected>, Problem> {
    let text = |name: header::HeaderName| -> Result<Option<String>, Problem> {
        match request.headers().get(&name) {
            None => Ok(None),
            Some(value) => value
                .to_str()
                .map(|v| Some(v.trim().to_owned()))
                .map_err(|_| Problem::new(Code::BadValue, format!("{name} cannot be read."))),
        }
    };
    if let Some(tag) = text(header::IF_MATCH)? {
        let revision = tag.trim_start_matches("W/").trim_matches('"').split('.').next().and_then(|r| r.parse::<i64>().ok());
        // A tag that is none of ours fits no revision.
        return Ok(Some(Expected::At(revision.unwrap_or(-1))));
    }
    match text(header::IF_NONE_MATCH)?.as_deref() {
        Some("*") => Ok(Some(Expected::Absent)),
        Some(_) => Err(Problem::new(Code::BadValue, "If-None-Match takes * here: make it only if it is not there.")),
        None => Ok(None),
    }
}

/// `DELETE /v1/offers/{id}`: withdraws it; its history stays.
pub async fn withdraw_offer(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    let by = render::must_be_known(&request, &state).await?;
    state.catalogue.get(Target::Offer, &id).await?;
    match precondition(&request)? {
        Some(Expected::At(revision)) => {
            state.catalogue.withdraw(&id, revision, &by).await?;
            Ok(HttpResponse::NoContent().finish())
        }
        _ => Err(Problem::new(Code::PreconditionRequired, "Send If-Match with the ETag that you read.")),
    }
}

/// `POST /v1/offers/{id}/verification`: it is all still right, today.
pub async fn verify_offer(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    let by = render::must_be_known(&request, &state).await?;
    let method = method(&body)?;
    let zone = jiff::tz::TimeZone::get("Europe/Oslo").unwrap_or(jiff::tz::TimeZone::UTC);
    let today = (state.clock)().to_zoned(zone).date().to_string();
    let stored = state.catalogue.verify(&id, &today, &by, method.as_deref()).await?;
    let document = stored.document.clone().unwrap_or_default();
    Ok(HttpResponse::Ok()
        .insert_header((header::ETAG, tag(&stored)))
        .json(json!({"offer": document, "revision": stored.revision})))
}

/// How it was checked, if the body says so.
fn method(body: &[u8]) -> Result<Option<String>, Problem> {
    const METHODS: [&str; 5] = ["owner", "phone", "web", "visit", "document"];
    if body.is_empty() {
        return Ok(None);
    }
    let value: Value =
        serde_json::from_slice(body).map_err(|e| Problem::new(Code::BadJson, format!("The body is not JSON: {e}.")))?;
    let wrong = || {
        Problem::new(Code::BadJson, "Want {\"method\": \"owner\" | \"phone\" | \"web\" | \"visit\" | \"document\"}, or no body.")
    };
    let members = value.as_object().ok_or_else(wrong)?;
    if members.keys().any(|k| k != "method") {
        return Err(wrong());
    }
    match members.get("method") {
        None => Ok(None),
        Some(Value::String(word)) if METHODS.contains(&word.as_str()) => Ok(Some(word.clone())),
        Some(_) => Err(wrong()),
    }
}

/// `GET /v1/offers/{id}/history`
pub async fn offer_history(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    let known = render::who(&request, &state).await?.is_some();
    let revisions = state.catalogue.history(&id).await?;
    let items: Vec<Value> = revisions
        .iter()
        .map(|r| {
            let document = r.change.document.as_ref().map(|d| if known { d.clone() } else { withheld::redacted(d) });
            json!({
                "revision": r.change.revision,
                "seq": r.change.seq,
                "at": r.change.at,
                "change": r.change.kind,
                "by": r.by,
                "members": r.members,
                "offer": document,
            })
        })
        .collect();
    Ok(render::cached(&request, &json!({"total": items.len(), "items": items}), None))
}

//! Owns `/v1/offers/{id}/reports`: somebody says that something is wrong, the keeper reads how often. Must not know who said it.

use super::params::Params;
use super::problem::Problem;
use super::said::Said;
use super::{State, render};
use crate::domain::report::Wrong;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

/// `POST /v1/offers/{id}/reports`
pub async fn report_offer(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    super::wants_json(&request)?;
    state.limits.check(&request)?;
    state.catalogue.reported(&id, read(&body)?).await?;
    Ok(HttpResponse::Created().insert_header(("cache-control", "no-store")).json(json!({"counted": true})))
}

/// One word of a list; there is no room for others.
fn read(body: &[u8]) -> Result<Wrong, Problem> {
    let mut said = Said::read(body, &["what"])?;
    let what = said.word("what", Wrong::parse, Wrong::WORDS);
    what.filter(|_| said.faults.is_empty()).ok_or_else(|| Problem::faulty(said.faults))
}

/// `GET /v1/offers/{id}/reports`
pub async fn offer_reports(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    render::must_be_known(&request, &state).await?;
    let reports = state.catalogue.reports(&id).await?;
    let items: Vec<Value> = reports.iter().map(|r| json!({"what": r.wrong.as_str(), "on": r.on, "count": r.count})).collect();
    let total: i64 = reports.iter().map(|r| r.count).sum();
    let mut response = HttpResponse::Ok();
    Ok(response.insert_header(("cache-control", "no-store")).json(json!({"total": total, "items": items})))
}

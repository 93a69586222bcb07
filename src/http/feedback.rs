//! Owns `/v1/feedback`: whether somebody found what they needed. Must not know words or persons.

use super::State;
use super::params::Params;
use super::problem::Problem;
use super::said::Said;
use crate::domain::need::{Feedback, Outcome};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

/// `POST /v1/feedback`
pub async fn tell_feedback(request: HttpRequest, state: web::Data<State>, body: web::Bytes) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    super::wants_json(&request)?;
    state.limits.check(&request)?;
    let mut said = Said::read(&body, &["municipality", "topics", "found"])?;
    let municipality = said.municipality(&state);
    let outcome = said.word("found", Outcome::parse, Outcome::WORDS);
    let topics = said.topics(&state);
    let (Some(municipality), Some(outcome), true) = (municipality, outcome, said.faults.is_empty()) else {
        return Err(Problem::faulty(said.faults));
    };
    for topic in topics {
        state.catalogue.told(Feedback { month: String::new(), municipality: municipality.clone(), topic, outcome, count: 1 });
    }
    Ok(HttpResponse::Accepted().insert_header(("cache-control", "no-store")).json(json!({"counted": true})))
}

//! Owns `/v1/topics`, `/v1/audiences` and `/v1/kinds`. Must not know how words are understood.

use super::problem::Problem;
use super::{State, render};
use crate::domain::Lang;
use crate::vocabulary::terms::Term;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

fn told(term: &Term, lang: Lang) -> Value {
    json!({"slug": term.slug, "label": term.label(lang), "labels": term.labels()})
}

fn list(request: &HttpRequest, items: &[Value], lang: Lang) -> HttpResponse {
    render::cached(request, &json!({"total": items.len(), "items": items}), Some(lang))
}

/// `GET /v1/topics`
pub async fn list_topics(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let lang = super::lang_only(&request)?;
    let items: Vec<Value> = state
        .vocabulary
        .terms
        .topics
        .iter()
        .map(|topic| {
            let mut item = told(topic, lang);
            if let Some(members) = item.as_object_mut() {
                members.insert("broader".to_owned(), json!(topic.broader));
                members.insert("gentle".to_owned(), json!(topic.gentle(lang)));
                members.insert("urgent".to_owned(), json!(topic.urgent));
                members.insert("icpc2".to_owned(), json!(topic.icpc2));
                members.insert("los".to_owned(), json!(topic.los));
            }
            item
        })
        .collect();
    Ok(list(&request, &items, lang))
}

/// `GET /v1/audiences`
pub async fn list_audiences(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let lang = super::lang_only(&request)?;
    let items: Vec<Value> = state
        .vocabulary
        .terms
        .audiences
        .iter()
        .map(|audience| {
            let mut item = told(audience, lang);
            if let Some(members) = item.as_object_mut() {
                members.insert("gentle".to_owned(), json!(audience.gentle(lang)));
            }
            item
        })
        .collect();
    Ok(list(&request, &items, lang))
}

/// `GET /v1/kinds`
pub async fn list_kinds(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let lang = super::lang_only(&request)?;
    let items: Vec<Value> = state.vocabulary.terms.kinds.iter().map(|kind| told(kind, lang)).collect();
    Ok(list(&request, &items, lang))
}

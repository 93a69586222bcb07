//! Owns `/v1/offers`, `/v1/search` and `/v1/suggest`. Must not know how a search is done.

use super::asking::{SEARCH, SUGGEST, read};
use super::navigate::otherwise;
use super::params::Params;
use super::problem::Problem;
use super::{State, render, told};
use crate::domain::Lang;
use crate::domain::need::{AgeBand, Need, Origin, Reason};
use crate::domain::slug::Reach;
use crate::finding::{Answer, Told};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

/// `GET /v1/offers`
pub async fn search_offers(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, SEARCH)?;
    let lang = render::lang(&request, &params);
    answer(&request, &state, &params, lang).await
}

/// `POST /v1/search`
pub async fn post_search(request: HttpRequest, state: web::Data<State>, body: web::Bytes) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    super::wants_json(&request)?;
    let params = Params::of_json(&body, SEARCH)?;
    let lang = render::lang(&request, &params);
    answer(&request, &state, &params, lang).await
}

async fn answer(request: &HttpRequest, state: &State, params: &Params, lang: Lang) -> Result<HttpResponse, Problem> {
    let read = read(params, state, lang)?;
    let typed = !read.query.text.trim().is_empty();
    let (page, per_page) = (read.query.page, read.query.per_page);
    let began = std::time::Instant::now();
    let at = read.query.at;
    let answer = state.finder.search(read.query).await?;
    metrics::histogram!("veiviser_search_seconds").record(began.elapsed().as_secs_f64());
    metrics::counter!("veiviser_searches_total", "found" => if answer.found.total > 0 { "some" } else { "none" }).increment(1);
    if params.flag("final") && typed {
        missed(state, &answer);
    }
    let body = json!({
        "total": answer.found.total,
        "page": page,
        "per_page": per_page,
        "understood": told::understood(&answer.understanding, &read.candidates, &state.vocabulary),
        "safety": answer.safety,
        "hits": answer.hits.iter().map(|hit| told::hit(hit, at, lang)).collect::<Vec<_>>(),
        "otherwise": otherwise(&answer.otherwise, at, lang),
        "facets": told::facets(&answer.found, state, lang),
    });
    if typed || request.method() == actix_web::http::Method::POST {
        Ok(render::uncached(&body, lang))
    } else {
        Ok(render::cached(request, &body, Some(lang)))
    }
}

/// A finished search that ended without a good hit near by counts as a need: its topics and the municipality, never its words.
pub fn missed(state: &State, answer: &Answer) {
    let near = |told: &Told| matches!(told.reach, Reach::Local | Reach::Shared | Reach::County);
    let good = |told: &Told| near(told) && told.why.iter().any(|why| matches!(why.code, "topic" | "name"));
    let ([municipality], false) = (answer.home.as_slice(), answer.hits.iter().any(good)) else { return };
    for topic in answer.understanding.topics.iter().take(2) {
        state.catalogue.missed(Need {
            month: String::new(),
            municipality: municipality.clone(),
            topic: Some(topic.slug.clone()),
            age_band: answer.understanding.age.map(AgeBand::of),
            reason: Reason::NoneHere,
            origin: Origin::Search,
            count: 1,
        });
    }
}

/// `GET /v1/suggest`
pub async fn suggest(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, SUGGEST)?;
    let lang = render::lang(&request, &params);
    let read = read(&params, &state, lang)?;
    let (found, safety) = state.finder.suggest(read.query, 10).await?;
    let items: Vec<Value> = found.into_iter().map(|s| json!({"kind": s.kind, "text": s.text, "value": s.value})).collect();
    Ok(render::uncached(&json!({"suggestions": items, "safety": safety}), lang))
}

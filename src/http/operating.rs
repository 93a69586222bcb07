//! Owns what operations and developers read: health, figures, documentation. Must not know offers.

use super::params::Params;
use super::problem::{Code, Problem};
use super::{State, render};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;
use utoipa_swagger_ui::{Config, SwaggerUi};

/// `GET /livez`: the process answers.
pub async fn livez(request: HttpRequest) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(json!({"status": "ok"})))
}

/// `GET /readyz`: the store answers, and the index holds what the store does.
pub async fn readyz(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    let last = state.catalogue.store.last_seq().await.map_err(|_| Problem::new(Code::Busy, "The store does not answer."))?;
    let indexed = state.catalogue.indexed_seq();
    let body = json!({"status": "ok", "seq": last, "indexed_seq": indexed, "offers": state.finder.size().0});
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(body))
}

/// `GET /metrics`, for Prometheus.
pub async fn metrics(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    let (offers, bytes) = state.finder.size();
    #[allow(clippy::cast_precision_loss)]
    {
        metrics::gauge!("veiviser_index_offers").set(offers as f64);
        metrics::gauge!("veiviser_index_bytes").set(bytes as f64);
        metrics::gauge!("veiviser_index_seq").set(state.catalogue.indexed_seq() as f64);
    }
    let text = state.metrics.render();
    Ok(HttpResponse::Ok()
        .insert_header(("cache-control", "no-store"))
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(text))
}

/// `GET /openapi.yaml`
pub async fn openapi_yaml(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    let tag = format!("\"{}\"", env!("CARGO_PKG_VERSION"));
    Ok(render::cached_as(&request, state.openapi.clone(), "application/yaml", &tag, None))
}

/// `GET /docs/problems`: every code and what it means.
pub async fn problems(request: HttpRequest) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    let items: Vec<_> = Code::ALL
        .iter()
        .map(|code| {
            let (word, status, title) = code.row();
            json!({"code": word, "status": status.as_u16(), "title": title})
        })
        .collect();
    Ok(render::cached(&request, &json!({"total": items.len(), "items": items}), None))
}

/// `/docs/`: the documentation to leaf through and try, from this service alone.
pub fn docs() -> SwaggerUi {
    SwaggerUi::new("/docs/{_:.*}").config(Config::new(["/openapi.yaml"]))
}

//! Owns the HTTP surface: one table of routes, one file a resource. Must not know how anything is stored or found.

mod asking;
mod calendar;
mod changes;
mod faces;
mod feedback;
mod handover;
mod limits;
mod middleware;
mod navigate;
mod needs;
mod news;
mod offers;
pub mod openapi;
mod operating;
mod organizations;
pub mod params;
mod place;
mod places;
pub mod problem;
mod render;
mod reports;
mod said;
pub mod search;
mod shortlists;
mod terms;
mod told;

use crate::catalogue::{Catalogue, Clock, PostalCodes};
use crate::domain::{Lang, Offer};
use crate::finding::Finder;
use crate::vocabulary::Vocabulary;
use actix_web::http::{Method, header};
use actix_web::{HttpRequest, Resource, Route, guard, web};
pub use faces::{Faces, PAGES};
pub use limits::Limits;
use metrics_exporter_prometheus::PrometheusHandle;
use problem::{Code, Problem};
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::watch;

/// The largest body of a request.
pub const BODY: usize = 1 << 20;
/// The largest body of an import.
pub const IMPORT: usize = 64 << 20;

/// What the handlers share.
pub struct State {
    pub finder: Finder,
    pub catalogue: Catalogue,
    pub vocabulary: Arc<Vocabulary>,
    pub clock: Clock,
    pub postal_codes: PostalCodes,
    pub limits: Limits,
    /// Becomes true when the service is asked to stop: what would stay open ends.
    pub closing: watch::Receiver<bool>,
    pub metrics: PrometheusHandle,
    pub faces: Faces,
    /// `openapi.yaml`, made once.
    pub openapi: String,
}

/// Every address with the methods that it takes; the documentation and a test are held against it.
pub const ROUTES: &[(&str, &[&str])] = &[
    ("/v1/offers", &["GET"]),
    ("/v1/search", &["POST"]),
    ("/v1/suggest", &["GET"]),
    ("/v1/offers/{id}", &["GET", "PUT", "DELETE"]),
    ("/v1/offers/{id}/verification", &["POST"]),
    ("/v1/offers/{id}/history", &["GET"]),
    ("/v1/offers/{id}/calendar.ics", &["GET"]),
    ("/v1/offers/{id}/place", &["GET"]),
    ("/v1/offers/{id}/reports", &["GET", "POST"]),
    ("/v1/municipalities/{number}/calendar.ics", &["GET"]),
    ("/v1/municipalities/{number}/news", &["GET"]),
    ("/v1/navigate", &["GET", "POST"]),
    ("/v1/compare", &["GET"]),
    ("/v1/shortlists", &["POST"]),
    ("/v1/shortlists/{token}", &["GET"]),
    ("/v1/handover", &["GET"]),
    ("/v1/needs", &["POST"]),
    ("/v1/feedback", &["POST"]),
    ("/v1/insight", &["GET"]),
    ("/v1/organizations", &["GET"]),
    ("/v1/organizations/{id}", &["GET", "PUT"]),
    ("/v1/topics", &["GET"]),
    ("/v1/audiences", &["GET"]),
    ("/v1/kinds", &["GET"]),
    ("/v1/places", &["GET"]),
    ("/v1/imports", &["POST"]),
    ("/v1/export", &["GET"]),
    ("/v1/changes", &["GET"]),
    ("/livez", &["GET"]),
    ("/readyz", &["GET"]),
    ("/metrics", &["GET"]),
    ("/openapi.yaml", &["GET"]),
    ("/docs/problems", &["GET"]),
];

/// The routes, all on this screen.
pub fn routes(app: &mut web::ServiceConfig) {
    app.service(at("/v1/offers").route(get().to(search::search_offers)))
        .service(at("/v1/search").route(web::post().to(search::post_search)))
        .service(at("/v1/suggest").route(get().to(search::suggest)))
        .service(
            at("/v1/offers/{id}")
                .route(get().to(offers::get_offer))
                .route(web::put().to(offers::put_offer))
                .route(web::delete().to(offers::withdraw_offer)),
        )
        .service(at("/v1/offers/{id}/verification").route(web::post().to(offers::verify_offer)))
        .service(at("/v1/offers/{id}/history").route(get().to(offers::offer_history)))
        .service(at("/v1/offers/{id}/calendar.ics").route(get().to(calendar::offer_calendar)))
        .service(
            at("/v1/offers/{id}/reports").route(get().to(reports::offer_reports)).route(web::post().to(reports::report_offer)),
        )
        .service(at("/v1/municipalities/{number}/calendar.ics").route(get().to(calendar::municipality_calendar)))
        .service(at("/v1/offers/{id}/place").route(get().to(place::offer_place)))
        .service(at("/v1/municipalities/{number}/news").route(get().to(news::municipality_news)))
        .service(at("/v1/navigate").route(get().to(navigate::navigate)).route(web::post().to(navigate::post_navigate)))
        .service(at("/v1/compare").route(get().to(navigate::compare)))
        .service(at("/v1/shortlists").route(web::post().to(shortlists::make_shortlist)))
        .service(at("/v1/shortlists/{token}").route(get().to(shortlists::get_shortlist)))
        .service(at("/v1/handover").route(get().to(handover::hand_over)))
        .service(at("/v1/feedback").route(web::post().to(feedback::tell_feedback)))
        .service(at("/v1/needs").route(web::post().to(needs::tell_need)))
        .service(at("/v1/insight").route(get().to(needs::insight)))
        .service(at("/v1/organizations").route(get().to(organizations::list_organizations)))
        .service(
            at("/v1/organizations/{id}")
                .route(get().to(organizations::get_organization))
                .route(web::put().to(organizations::put_organization)),
        )
        .service(at("/v1/topics").route(get().to(terms::list_topics)))
        .service(at("/v1/audiences").route(get().to(terms::list_audiences)))
        .service(at("/v1/kinds").route(get().to(terms::list_kinds)))
        .service(at("/v1/places").route(get().to(places::list_places)))
        .service(at("/v1/imports").app_data(web::PayloadConfig::new(IMPORT)).route(web::post().to(changes::import_catalogue)))
        .service(at("/v1/export").route(get().to(changes::export_catalogue)))
        .service(at("/v1/changes").route(get().to(changes::changes)))
        .service(at("/livez").route(get().to(operating::livez)))
        .service(at("/readyz").route(get().to(operating::readyz)))
        .service(at("/metrics").route(get().to(operating::metrics)))
        .service(at("/openapi.yaml").route(get().to(operating::openapi_yaml)))
        .service(at("/docs/problems").route(get().to(operating::problems)))
        .service(operating::docs())
        // Last, for a municipality's page takes every address of one part.
        .configure(faces::routes)
        .default_service(web::to(no_route));
}

/// Reading, with a body or without.
fn get() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

/// A resource that answers a method it does not take with the ones that it does.
fn at(path: &'static str) -> Resource {
    web::resource(path).default_service(web::to(move |request: HttpRequest| async move {
        let methods = ROUTES.iter().chain(PAGES).find(|(p, _)| *p == path).map_or_else(String::new, |(_, m)| m.join(", "));
        let told = Problem::new(Code::MethodNotAllowed, format!("{} is not taken here; {methods} is.", request.method()));
        Err::<actix_web::HttpResponse, Problem>(told.allowing(methods))
    }))
}

async fn no_route() -> Result<actix_web::HttpResponse, Problem> {
    Err(Problem::new(Code::UnknownRoute, "See /docs for what there is."))
}

/// The middlewares, the routes and the limits: what `app` serves and the tests drive.
pub use middleware::observe;

/// Refuses a body that says it is not JSON.
fn wants_json(request: &HttpRequest) -> Result<(), Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let base = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if base == "application/json" || base.ends_with("+json") {
        return Ok(());
    }
    Err(Problem::new(Code::UnsupportedMedia, "Send the body as application/json."))
}

/// When somebody last checked, and whether that is too long ago.
pub fn freshness(offer: &Offer, at: jiff::Timestamp) -> Value {
    json!({
        "verified_on": offer.verified.as_ref().map(|v| &v.on),
        "as_of": offer.source.as_ref().and_then(|s| s.as_of.as_ref()),
        "stale": offer.is_stale(at),
    })
}

/// Cross-origin reading for everyone; writing is for those with a key and no browser page.
pub fn cors() -> actix_cors::Cors {
    actix_cors::Cors::default()
        .allow_any_origin()
        .send_wildcard()
        .allowed_methods([Method::GET, Method::HEAD, Method::POST])
        .allowed_headers([header::ACCEPT, header::ACCEPT_LANGUAGE, header::CONTENT_TYPE, header::IF_NONE_MATCH])
        .expose_headers([header::ETAG, header::CONTENT_LANGUAGE])
        .max_age(86_400)
}

/// The language of a plain read that takes no other parameter.
fn lang_only(request: &HttpRequest) -> Result<Lang, Problem> {
    let params = params::Params::of_query(request, &[params::LANG])?;
    Ok(render::lang(request, &params))
}

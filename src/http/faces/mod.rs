//! Owns the HTML pages over HTTP: their routes, what a request gives to every page, how a page is sent. Must not know how help is found.

mod answering;
mod assets;
mod cards;
mod codes;
mod failure;
mod gp;
mod named;
mod offer;
mod sent;
mod sheet;
mod shells;
mod shortlist;
mod sitemap;
mod visitor;

use super::problem::Problem;
use super::{State, at, get, render};
use crate::domain::Lang;
use crate::pages::shell::{Around, Emergency, Place, places};
use crate::vocabulary::Vocabulary;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
pub use failure::told_to_people;
use std::sync::Arc;

/// The largest form.
const FORM: usize = 64 << 10;

/// Every page's address with the methods that it takes; a test is held against it.
pub const PAGES: &[(&str, &[&str])] = &[
    ("/", &["GET", "POST"]),
    ("/tilbud/{code}", &["GET"]),
    ("/tilbud/{code}/qr.svg", &["GET"]),
    ("/tilbud/{code}/calendar.ics", &["GET"]),
    ("/tilbud/{code}/feil", &["POST"]),
    ("/fastlege", &["GET", "POST"]),
    ("/ark", &["GET"]),
    ("/liste/{token}", &["GET"]),
    ("/liste/{token}/qr.svg", &["GET"]),
    ("/operator", &["GET"]),
    ("/embed", &["GET"]),
    ("/embed/{municipality}", &["GET"]),
    ("/embed.js", &["GET"]),
    ("/om", &["GET"]),
    ("/sitemap.xml", &["GET"]),
    ("/robots.txt", &["GET"]),
    ("/favicon.svg", &["GET"]),
    ("/assets/{name}", &["GET"]),
    ("/{municipality}", &["GET", "POST"]),
];

/// The routes of the pages, all on this screen.
pub fn routes(app: &mut web::ServiceConfig) {
    let form = || web::PayloadConfig::new(FORM);
    app.service(at("/").app_data(form()).route(get().to(visitor::home)).route(web::post().to(visitor::post_home)))
        .service(at("/tilbud/{code}").route(get().to(offer::page)))
        .service(at("/tilbud/{code}/qr.svg").route(get().to(offer::qr)))
        .service(at("/tilbud/{code}/calendar.ics").route(get().to(offer::calendar)))
        .service(at("/tilbud/{code}/feil").app_data(form()).route(web::post().to(offer::report)))
        .service(at("/fastlege").app_data(form()).route(get().to(gp::page)).route(web::post().to(gp::post_page)))
        .service(at("/ark").route(get().to(sheet::sheet)))
        .service(at("/liste/{token}").route(get().to(shortlist::page)))
        .service(at("/liste/{token}/qr.svg").route(get().to(shortlist::qr)))
        .service(at("/operator").route(get().to(shells::operator)))
        .service(at("/embed").route(get().to(shells::embed)))
        .service(at("/embed/{municipality}").route(get().to(shells::embed_frame)))
        .service(at("/embed.js").route(get().to(assets::element)))
        .service(at("/om").route(get().to(shells::about)))
        .service(at("/sitemap.xml").route(get().to(sitemap::sitemap)))
        .service(at("/robots.txt").route(get().to(sitemap::robots)))
        .service(at("/favicon.svg").route(get().to(assets::favicon)))
        .service(at("/assets/{name}").route(get().to(assets::asset)))
        .service(
            at("/{municipality}").app_data(form()).route(get().to(visitor::place)).route(web::post().to(visitor::post_place)),
        );
}

/// What the pages keep from one request to the next.
pub struct Faces {
    municipalities: Arc<Vec<Place>>,
    codes: codes::Codes,
}

impl Faces {
    /// The pages for these municipalities.
    pub fn new(vocabulary: &Vocabulary) -> Faces {
        Faces { municipalities: Arc::new(places(&vocabulary.places)), codes: codes::Codes::default() }
    }

    fn by_number(&self, number: &str) -> Option<&Place> {
        self.municipalities.iter().find(|place| place.number == number)
    }

    fn by_slug(&self, slug: &str) -> Option<&Place> {
        self.municipalities.iter().find(|place| place.slug == slug)
    }
}

/// The language that stands in the address, whatever else does.
fn lang_in_address(request: &HttpRequest) -> Option<Lang> {
    request
        .query_string()
        .split('&')
        .find_map(|pair| pair.strip_prefix("lang="))
        .filter(|tag| ["nb", "nn", "se", "en"].contains(tag))
        .and_then(Lang::parse)
}

/// What a request gives to every page.
fn around(request: &HttpRequest, state: &State) -> Around {
    let chosen = lang_in_address(request);
    let header = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
    let lang = chosen.unwrap_or_else(|| header.map_or(Lang::Nb, Lang::negotiate));
    let seen = request.connection_info();
    let lines = state.finder.emergency((state.clock)(), lang);
    Around {
        lang,
        chosen: chosen.is_some(),
        origin: format!("{}://{}", seen.scheme(), seen.host()),
        assets: assets::addresses(),
        emergency: lines.iter().filter_map(|line| Some(Emergency::new(line.number.as_deref()?, &line.name))).collect(),
        municipalities: state.faces.municipalities.clone(),
    }
}

const POLICY: &str = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'";
const FRAMED: &str = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors *";

/// A page's text.
fn written(page: &impl Template) -> Result<String, Problem> {
    page.render().map_err(|error| Problem::internal(&error))
}

/// A page that says the same to everyone: kept, and asked for again.
fn kept(request: &HttpRequest, page: &impl Template, lang: Lang) -> Result<HttpResponse, Problem> {
    let text = written(page)?;
    let tag = format!("\"{}\"", render::digest(&text));
    let mut response = render::cached_as(request, text, "text/html; charset=utf-8", &tag, Some(lang));
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, header::HeaderValue::from_static(POLICY));
    Ok(response)
}

/// An answer to what somebody typed: nobody keeps it.
fn unkept(page: &impl Template, lang: Lang) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_LANGUAGE, lang.tag()))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .content_type("text/html; charset=utf-8")
        .body(written(page)?))
}

/// To another address, for good or for this time.
fn moved(to: &str, for_good: bool) -> HttpResponse {
    let mut response = if for_good { HttpResponse::MovedPermanently() } else { HttpResponse::SeeOther() };
    response.insert_header((header::LOCATION, to)).insert_header((header::CACHE_CONTROL, "no-store")).finish()
}

/// Refuses a body that is no form.
fn wants_form(request: &HttpRequest) -> Result<(), Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Ok(());
    }
    Err(Problem::new(super::problem::Code::UnsupportedMedia, "Send the form as application/x-www-form-urlencoded."))
}

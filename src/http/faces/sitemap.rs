//! Owns what search engines are told: the pages that there are. Must not know what stands on them.

use super::around;
use crate::http::State;
use crate::http::params::Params;
use crate::http::problem::Problem;
use crate::http::render;
use actix_web::{HttpRequest, HttpResponse, web};
use std::collections::BTreeSet;
use std::fmt::Write;

/// `GET /sitemap.xml`: every active offer once, and the pages of municipalities that have something of their own.
pub async fn sitemap(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    let origin = around(&request, &state).origin;
    let offers = state.faces.codes.active(&state.catalogue).await?;
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let mut add = |path: &str, changed: &str| {
        let day = if changed.is_empty() { String::new() } else { format!("<lastmod>{changed}</lastmod>") };
        // Writing to a String does not fail.
        let _ = writeln!(text, "<url><loc>{origin}{path}</loc>{day}</url>");
    };
    add("/", "");
    add("/om", "");
    let own: BTreeSet<&str> = offers.iter().flat_map(|(_, known)| &known.municipalities).map(String::as_str).collect();
    for place in state.faces.municipalities.iter().filter(|place| own.contains(place.number.as_str())) {
        add(&format!("/{}", place.slug), "");
    }
    for (code, known) in &offers {
        add(&format!("/tilbud/{code}"), &known.changed);
    }
    text.push_str("</urlset>\n");
    let tag = format!("\"{}\"", render::digest(&text));
    Ok(render::cached_as(&request, text, "application/xml", &tag, None))
}

/// `GET /robots.txt`
pub async fn robots(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    let origin = around(&request, &state).origin;
    let text = format!(
        "User-agent: *\nDisallow: /v1/\nDisallow: /liste/\nDisallow: /ark\nDisallow: /operator\nSitemap: {origin}/sitemap.xml\n"
    );
    let tag = format!("\"{}\"", render::digest(&text));
    Ok(render::cached_as(&request, text, "text/plain; charset=utf-8", &tag, None))
}

//! Owns scripts, styles and fonts, which the binary carries: addresses, compression, how long they are kept. Must not know pages.

use crate::http::params::Params;
use crate::http::problem::{Code, Problem};
use crate::http::render;
use crate::pages::shell::Assets;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use rust_embed::{EmbeddedFile, RustEmbed};
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "web/dist"]
struct Built;

/// Names and addresses, as the build wrote them.
pub fn addresses() -> &'static Assets {
    static ADDRESSES: LazyLock<Assets> = LazyLock::new(|| {
        let file = Built::get("manifest.json");
        file.and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default()
    });
    &ADDRESSES
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "json" | "map" => "application/json",
        "png" => "image/png",
        "webp" => "image/webp",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Which encodings the client takes, the smallest first; `q=0` is not taken.
fn takes(request: &HttpRequest, encoding: &str) -> bool {
    let header = request.headers().get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    header.split(',').any(|wish| {
        let mut parts = wish.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = parts.any(|part| part.strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()).is_some_and(|q| q <= 0.0));
        named && !refused
    })
}

/// `GET /assets/{name}`: its name changes with what it holds.
pub async fn asset(request: HttpRequest, name: web::Path<String>) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    sent(&request, &format!("assets/{name}"), "public, max-age=31536000, immutable")
}

/// `GET /embed.js`: one address for every page that has the element.
pub async fn element(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let mut response = sent(&request, "embed.js", "public, max-age=300")?;
    let open = header::HeaderValue::from_static("cross-origin");
    response.headers_mut().insert(header::HeaderName::from_static("cross-origin-resource-policy"), open);
    Ok(response)
}

/// `GET /favicon.svg`
pub async fn favicon(request: HttpRequest) -> Result<HttpResponse, Problem> {
    sent(&request, "favicon.svg", "public, max-age=86400")
}

fn sent(request: &HttpRequest, name: &str, keep: &str) -> Result<HttpResponse, Problem> {
    let file = Built::get(name).ok_or_else(|| Problem::new(Code::UnknownRoute, "There is no such file."))?;
    let smaller = [("br", "br"), ("gzip", "gz")].into_iter().filter(|(encoding, _)| takes(request, encoding));
    let packed = smaller.filter_map(|(encoding, ending)| Some((encoding, Built::get(&format!("{name}.{ending}"))?))).next();
    let (encoding, body): (&str, EmbeddedFile) = packed.unwrap_or(("identity", file));
    let tag = format!("\"{}\"", body.metadata.sha256_hash().iter().take(12).map(|b| format!("{b:02x}")).collect::<String>());
    let known = render::has(request, &tag);
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, keep))
        .insert_header((header::VARY, "accept-encoding"));
    if known {
        return Ok(response.finish());
    }
    // Named even where nothing is packed: what is packed already, such as a font, is not packed again.
    response.insert_header((header::CONTENT_ENCODING, encoding)).content_type(kind(name));
    Ok(response.body(body.data.into_owned()))
}

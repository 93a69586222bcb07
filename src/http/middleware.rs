//! Owns what every request goes through: an id, a log line without words, figures, headers, and an answer even where a handler panics. Must not know resources.

use super::faces;
use super::problem::{Code, Problem};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, ResponseError};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::time::Instant;

tokio::task_local! {
    static REQUEST_ID: String;
}

/// The id of the request that is being answered; empty outside of one.
pub fn current_request_id() -> String {
    REQUEST_ID.try_with(Clone::clone).unwrap_or_default()
}

/// A new id, or the client's where it is short and plain.
fn request_id(request: &ServiceRequest) -> String {
    let given = request.headers().get("x-request-id").and_then(|v| v.to_str().ok());
    let plain =
        |id: &&str| (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    given.filter(plain).map_or_else(
        || {
            let mut bytes = [0_u8; 8];
            // Without randomness the id is not one, but the request is still answered.
            if getrandom::fill(&mut bytes).is_err() {
                tracing::warn!("no randomness for a request id");
            }
            bytes.iter().map(|b| format!("{b:02x}")).collect()
        },
        str::to_owned,
    )
}

const HEADERS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

const POLICY: &str = "default-src 'none'; frame-ancestors 'none'";
const DOCS_POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/// Wraps every request.
pub async fn observe(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let id = request_id(&request);
    let began = Instant::now();
    let method = request.method().to_string();
    // A handler's own failures come as answers; what is left here is a panic, told in the same envelope.
    let answered = async {
        let response = AssertUnwindSafe(next.call(request)).catch_unwind().await.ok()?;
        Some(response.map(|response| enveloped(response.map_into_boxed_body())))
    };
    let mut response = match REQUEST_ID.scope(id.clone(), answered).await {
        Some(answer) => answer?,
        None => {
            tracing::error!(request_id = %id, "a handler panicked");
            return Err(Problem::new(Code::Internal, "Try again; if it goes on, tell the keeper the request_id.").into());
        }
    };
    // The route's pattern, never the address: an address may hold what somebody typed.
    let route = response.request().match_pattern().unwrap_or_else(|| "-".to_owned());
    let status = response.status().as_u16();
    let took = began.elapsed();
    tracing::info!(%method, %route, status, ms = took.as_secs_f64() * 1000.0, request_id = %id, "answered");
    metrics::counter!("veiviser_requests_total", "method" => method, "route" => route.clone(), "status" => status.to_string())
        .increment(1);
    metrics::histogram!("veiviser_request_seconds", "route" => route).record(took.as_secs_f64());
    let response_is_docs = response.request().path().starts_with("/docs/") && status < 400;
    let headers = response.headers_mut();
    // A page that may stand in anybody's page says so by its policy.
    let framed =
        headers.get("content-security-policy").and_then(|v| v.to_str().ok()).is_some_and(|p| p.ends_with("frame-ancestors *"));
    for (name, value) in HEADERS {
        if framed && name == "x-frame-options" {
            continue;
        }
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    // The documentation's pages bring their own scripts and styles, from this service alone.
    let policy = if response_is_docs { DOCS_POLICY } else { POLICY };
    if !headers.contains_key("content-security-policy") {
        headers.insert(HeaderName::from_static("content-security-policy"), HeaderValue::from_static(policy));
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
    Ok(response)
}

/// A failure that the framework answered by itself, put into the one envelope; any failure as a page for those who read pages.
fn enveloped(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    if let Some(problem) = response.response().error().and_then(|error| error.as_error::<Problem>()) {
        return match faces::told_to_people(&response, problem) {
            Some(page) => response.into_response(page),
            None => response,
        };
    }
    let problem = match status.as_u16() {
        413 => Problem::new(Code::TooLarge, "A body holds at most 1 MiB, an import 64 MiB."),
        404 => Problem::new(Code::UnknownRoute, "See /docs for what there is."),
        400..=499 => Problem::new(Code::BadQuery, "The request cannot be read; see /docs."),
        _ => Problem::new(Code::Internal, "Try again; if it goes on, tell the keeper the request_id."),
    };
    let answer = faces::told_to_people(&response, &problem).unwrap_or_else(|| problem.error_response());
    response.into_response(answer)
}

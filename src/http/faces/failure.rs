//! Owns a failure as a page, for those who read pages; the envelope is for everyone else. Must not know why something failed.

use super::{POLICY, around, visitor, written};
use crate::http::State;
use crate::http::problem::{Code, Problem};
use crate::pages::plain::Failure;
use crate::pages::shell::Shell;
use crate::pages::words::COMMON;
use actix_web::dev::ServiceResponse;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};

/// What programs read: its failures stay in the envelope whatever they say they take.
const FOR_PROGRAMS: [&str; 8] = ["/v1/", "/docs", "/livez", "/readyz", "/metrics", "/openapi.yaml", "/assets/", "/embed.js"];

/// The same failure as a page, where the request is for one.
pub fn told_to_people<B>(response: &ServiceResponse<B>, problem: &Problem) -> Option<HttpResponse> {
    let request = response.request();
    let accept = request.headers().get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let people = accept.split(',').any(|kind| kind.trim().starts_with("text/html"));
    if !people || FOR_PROGRAMS.iter().any(|prefix| request.path().starts_with(prefix)) {
        return None;
    }
    let state = request.app_data::<web::Data<State>>()?;
    page(request, state, problem).ok()
}

/// A failure's heading and what one can do, by the keys of its words.
fn keys(problem: &Problem, path: &str) -> &'static str {
    match problem.code {
        Code::NotFound if path.starts_with("/liste/") => "problem.list",
        Code::NotFound if path.starts_with("/embed/") => "problem.place",
        Code::NotFound | Code::UnknownRoute => "problem.404",
        Code::Withdrawn => "problem.410",
        Code::TooLarge | Code::QueryTooLong => "problem.413",
        Code::TooMany => "problem.429",
        Code::Busy => "problem.503",
        Code::Internal => "problem.500",
        _ => "problem.400",
    }
}

fn page(request: &HttpRequest, state: &State, problem: &Problem) -> Result<HttpResponse, Problem> {
    let around = around(request, state);
    let words = COMMON.speak(around.lang);
    let key = keys(problem, request.path());
    let (code, status, _) = problem.code.row();
    let meant = if problem.code == Code::UnknownRoute { visitor::meant(state, request.path()) } else { Vec::new() };
    let page = Shell::new(&around, "problem", "/", &[]).titled(format!("Veiviser – {}", words.say(key))).with_exit();
    let failure = Failure {
        page,
        words,
        heading: words.say(key).to_owned(),
        told: words.say(&format!("{key}.told")).to_owned(),
        code,
        status: status.as_u16(),
        request_id: crate::http::middleware::current_request_id(),
        meant,
    };
    // Headers that belong to the failure, such as Allow and Retry-After, stay.
    let mut response = problem.error_response();
    let text = written(&failure)?;
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/html; charset=utf-8"));
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, header::HeaderValue::from_static(POLICY));
    response.headers_mut().insert(header::CONTENT_LANGUAGE, header::HeaderValue::from_static(around.lang.tag()));
    Ok(response.set_body(actix_web::body::BoxBody::new(text)))
}

//! Owns the one envelope for every failure: a table of codes, and what each becomes. Must not know resources.

use crate::catalogue::CatalogueError;
use crate::domain::Fault;
use crate::finding::FindError;
use crate::finding::lines::Safety;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use serde_json::{Value, json};
use std::fmt;

/// Every code that a client may meet. Codes are contract: they stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    UnknownParameter,
    BadValue,
    BadQuery,
    BadJson,
    QueryTooLong,
    PageTooDeep,
    Unauthorized,
    NotFound,
    UnknownRoute,
    MethodNotAllowed,
    NotAcceptable,
    Withdrawn,
    Changed,
    TooLarge,
    UnsupportedMedia,
    Faulty,
    PreconditionRequired,
    TooMany,
    Busy,
    Internal,
}

impl Code {
    /// The code's word, its status, and its title.
    pub fn row(self) -> (&'static str, StatusCode, &'static str) {
        match self {
            Code::UnknownParameter => ("unknown_parameter", StatusCode::BAD_REQUEST, "There is no such parameter"),
            Code::BadValue => ("bad_value", StatusCode::BAD_REQUEST, "A parameter has a value that cannot be used"),
            Code::BadQuery => ("bad_query", StatusCode::BAD_REQUEST, "The query cannot be read"),
            Code::BadJson => ("bad_json", StatusCode::BAD_REQUEST, "The body is not the JSON that is wanted"),
            Code::QueryTooLong => ("query_too_long", StatusCode::BAD_REQUEST, "The text is too long"),
            Code::PageTooDeep => ("page_too_deep", StatusCode::BAD_REQUEST, "The page is too far down"),
            Code::Unauthorized => ("unauthorized", StatusCode::UNAUTHORIZED, "A key is needed"),
            Code::NotFound => ("not_found", StatusCode::NOT_FOUND, "There is no such thing"),
            Code::UnknownRoute => ("unknown_route", StatusCode::NOT_FOUND, "There is nothing at this address"),
            Code::MethodNotAllowed => {
                ("method_not_allowed", StatusCode::METHOD_NOT_ALLOWED, "This address does not take the method")
            }
            Code::NotAcceptable => ("not_acceptable", StatusCode::NOT_ACCEPTABLE, "It cannot be told in that form"),
            Code::Withdrawn => ("withdrawn", StatusCode::GONE, "It was withdrawn"),
            Code::Changed => ("changed", StatusCode::PRECONDITION_FAILED, "Somebody was first"),
            Code::TooLarge => ("too_large", StatusCode::PAYLOAD_TOO_LARGE, "The body is too large"),
            Code::UnsupportedMedia => {
                ("unsupported_media_type", StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body's type is not one that can be read")
            }
            Code::Faulty => ("faulty_document", StatusCode::UNPROCESSABLE_ENTITY, "The document breaks a rule"),
            Code::PreconditionRequired => {
                ("precondition_required", StatusCode::PRECONDITION_REQUIRED, "A precondition is needed")
            }
            Code::TooMany => ("too_many_requests", StatusCode::TOO_MANY_REQUESTS, "Too much from one address"),
            Code::Busy => ("busy", StatusCode::SERVICE_UNAVAILABLE, "Too many requests at once"),
            Code::Internal => ("internal", StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong in the service"),
        }
    }

    /// Every code, for the documentation.
    pub const ALL: [Code; 20] = [
        Code::UnknownParameter,
        Code::BadValue,
        Code::BadQuery,
        Code::BadJson,
        Code::QueryTooLong,
        Code::PageTooDeep,
        Code::Unauthorized,
        Code::NotFound,
        Code::UnknownRoute,
        Code::MethodNotAllowed,
        Code::NotAcceptable,
        Code::Withdrawn,
        Code::Changed,
        Code::TooLarge,
        Code::UnsupportedMedia,
        Code::Faulty,
        Code::PreconditionRequired,
        Code::TooMany,
        Code::Busy,
        Code::Internal,
    ];
}

/// A failure as the client is told of it; the cause stays in the log.
#[derive(Debug)]
pub struct Problem {
    pub code: Code,
    /// How to mend the request.
    pub detail: String,
    faults: Vec<Fault>,
    allow: Option<String>,
    /// Search, suggest and navigate carry `safety` even when they fail.
    safety: Option<Option<Box<Safety>>>,
}

impl Problem {
    /// A failure with what the client can do about it.
    pub fn new(code: Code, detail: impl Into<String>) -> Problem {
        Problem { code, detail: detail.into(), faults: Vec::new(), allow: None, safety: None }
    }

    /// A document that breaks rules, each fault told.
    pub fn faulty(faults: Vec<Fault>) -> Problem {
        let count = faults.len();
        let mut problem = Problem::new(Code::Faulty, format!("{count} fault(s); each is told in `faults`. Nothing was changed."));
        problem.faults = faults;
        problem
    }

    /// The methods that the address takes.
    #[must_use]
    pub fn allowing(mut self, methods: String) -> Problem {
        self.allow = Some(methods);
        self
    }

    /// The same, carrying the lines to call; `None` where the words mean no danger.
    #[must_use]
    pub fn with_safety(mut self, safety: Option<Box<Safety>>) -> Problem {
        self.safety = Some(safety);
        self
    }

    /// Whatever went wrong inside; logged once, here.
    pub fn internal(error: &dyn std::error::Error) -> Problem {
        let mut chain = error.to_string();
        let mut cause = error.source();
        while let Some(next) = cause {
            chain.push_str(": ");
            chain.push_str(&next.to_string());
            cause = next.source();
        }
        tracing::error!(error = %chain, "a request failed");
        Problem::new(Code::Internal, "Try again; if it goes on, tell the keeper the request_id.")
    }

    /// The document itself; the request's id is put in by the middleware that knows it.
    pub fn body(&self) -> Value {
        let (code, status, title) = self.code.row();
        let mut body = json!({
            "type": format!("/docs/problems#{code}"),
            "title": title,
            "status": status.as_u16(),
            "code": code,
            "detail": self.detail,
            "request_id": super::middleware::current_request_id(),
        });
        if let Some(members) = body.as_object_mut() {
            if !self.faults.is_empty() {
                members.insert("faults".to_owned(), json!(self.faults));
            }
            if let Some(safety) = &self.safety {
                members.insert("safety".to_owned(), json!(safety));
            }
        }
        body
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.row().0, self.detail)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.code.row().1
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        response.content_type("application/problem+json").insert_header((header::CACHE_CONTROL, "no-store"));
        match self.code {
            Code::Unauthorized => {
                response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
            }
            Code::Busy | Code::TooMany => {
                response.insert_header((header::RETRY_AFTER, "1"));
            }
            _ => {}
        }
        if let Some(methods) = &self.allow {
            response.insert_header((header::ALLOW, methods.as_str()));
        }
        response.body(self.body().to_string())
    }
}

impl From<CatalogueError> for Problem {
    fn from(error: CatalogueError) -> Self {
        match error {
            CatalogueError::Faulty(faults) => Problem::faulty(faults),
            CatalogueError::Changed(0) => Problem::new(Code::Changed, "It is not there; send If-None-Match: * to make it."),
            CatalogueError::Changed(revision) => Problem::new(
                Code::Changed,
                format!("It is at revision {revision} now: read it again, and send that ETag with If-Match."),
            ),
            CatalogueError::Missing => Problem::new(Code::NotFound, "Nothing has this id."),
            CatalogueError::Withdrawn => Problem::new(Code::Withdrawn, "It was withdrawn; its history is still told."),
            error => Problem::internal(&error),
        }
    }
}

impl From<FindError> for Problem {
    fn from(error: FindError) -> Self {
        match error {
            FindError::Busy(safety) => Problem::new(Code::Busy, "Ask again in a second.").with_safety(safety),
            error => Problem::internal(&error),
        }
    }
}

impl std::error::Error for Problem {}

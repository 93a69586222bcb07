//! Owns the pages without a search: what this is, a failure, a thank-you, the shells of the console and the embed. Must not know HTTP.

use super::shell::Shell;
use super::words::Words;
use askama::Template;

/// What this is, privacy, accessibility, sources.
#[derive(Template)]
#[template(path = "about.html")]
pub struct About {
    pub page: Shell,
    pub words: Words,
}

/// A failure, told to a person.
#[derive(Template)]
#[template(path = "problem.html")]
pub struct Failure {
    pub page: Shell,
    pub words: Words,
    /// What happened, and what one can do.
    pub heading: String,
    pub told: String,
    pub code: &'static str,
    pub status: u16,
    pub request_id: String,
    /// Places that may have been meant: address and name.
    pub meant: Vec<(String, String)>,
}

/// Thanks for saying that something is wrong.
#[derive(Template)]
#[template(path = "thanks.html")]
pub struct Thanks {
    pub page: Shell,
    pub words: Words,
    pub back: String,
}

/// The operator's console.
#[derive(Template)]
#[template(path = "operator.html")]
pub struct Operator {
    pub page: Shell,
    pub words: Words,
}

/// Where a web editor makes the line to paste.
#[derive(Template)]
#[template(path = "embed.html")]
pub struct Embed {
    pub page: Shell,
    pub words: Words,
}

/// What a frame on somebody else's page shows.
#[derive(Template)]
#[template(path = "embed_frame.html")]
pub struct EmbedFrame {
    pub page: Shell,
    pub words: Words,
    /// What the element is narrowed to; empty where it is not.
    pub topic: String,
    pub kind: String,
    pub audience: String,
    pub compact: bool,
}

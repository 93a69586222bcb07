//! Veiviser: one number in to every local low-threshold help offer in Norwegian municipalities.
//!
//! The house, room by room; imports run from the top to the bottom of this list, never back:
//!
//! - `cli`, `app`: a command; the one place where parts are put together.
//! - `config`, `telemetry`: settings, logs and metrics; used by the two above only.
//! - `http`: one file a resource, one table of routes, one table of errors.
//! - `finding`, `catalogue`: the use cases that read, and those that write.
//! - `pages`: what the HTML pages show; view models, words, templates.
//! - `understanding`, `search`, `navigation`, `store`, `registers`: words into findings; the index; a plan for a person; the record;
//!   what is fetched from the public registers. They do not know each other.
//! - `vocabulary`: what the words mean, and Norwegian itself.
//! - `domain`: what an offer is, and its rules.

pub mod app;
pub mod catalogue;
pub mod cli;
pub mod config;
pub mod domain;
pub mod finding;
pub mod http;
pub mod navigation;
pub mod pages;
pub mod registers;
pub mod search;
pub mod store;
pub mod telemetry;
pub mod understanding;
pub mod vocabulary;

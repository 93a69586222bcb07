//! Owns what the HTML pages show: view models, words, templates. Pure; must not know HTTP, the index or the store.

pub mod card;
pub mod codes;
pub mod danger;
pub mod fields;
pub mod gp;
pub mod offer;
pub mod plain;
pub mod schema_org;
pub mod shell;
pub mod visitor;
pub mod words;

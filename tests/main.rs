//! The tests, one binary: one file a resource over real HTTP; relevance, contract, faults.

#[path = "api/architecture.rs"]
mod architecture;
#[path = "api/catalogue.rs"]
mod catalogue;
#[path = "api/common.rs"]
mod common;
#[path = "api/contract.rs"]
mod contract;
#[path = "api/danger.rs"]
mod danger;
#[path = "api/faults.rs"]
mod faults;
#[path = "api/handover.rs"]
mod handover;
#[path = "api/language.rs"]
mod language;
#[path = "api/navigate.rs"]
mod navigate;
#[path = "api/offers.rs"]
mod offers;
#[path = "api/operating.rs"]
mod operating;
#[path = "api/pages.rs"]
mod pages;
#[path = "api/people.rs"]
mod people;
#[path = "api/place.rs"]
mod place;
#[path = "api/registers.rs"]
mod registers;
#[path = "api/relevance.rs"]
mod relevance;
#[path = "api/search.rs"]
mod search;
#[path = "api/systems.rs"]
mod systems;
#[path = "api/time.rs"]
mod time;
#[path = "api/wild.rs"]
mod wild;

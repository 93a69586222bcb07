//! The tests, one binary: one file a resource over real HTTP; relevance, contract, faults.

#[path = "api/architecture.rs"]
mod architecture;
#[path = "api/catalogue.rs"]
mod catalogue;
#[path = "api/common.rs"]
mod common;
#[path = "api/contract.rs"]
mod contract;
#[path = "api/faults.rs"]
mod faults;
#[path = "api/language.rs"]
mod language;
#[path = "api/offers.rs"]
mod offers;
#[path = "api/operating.rs"]
mod operating;
#[path = "api/relevance.rs"]
mod relevance;
#[path = "api/search.rs"]
mod search;
#[path = "api/wild.rs"]
mod wild;

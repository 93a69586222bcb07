//! Owns the plan: findings and hits in, what to do now out. Pure; must not know the index, the store or HTTP.

pub mod action;
pub mod ask;
pub mod choose;
mod confirmed;
pub mod handover;
pub mod news;
pub mod words;

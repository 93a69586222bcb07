//! Owns what somebody says is wrong with an offer: one of a few words, counted by day. Must not know who said it.

use super::slug::words;

words! {
    /// What is wrong.
    Wrong { Number = "number", Hours = "hours", Closed = "closed", Place = "place", Who = "who", Other = "other" }
}

/// How often somebody said so on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    pub wrong: Wrong,
    /// A calendar date in Norway, `YYYY-MM-DD`.
    pub on: String,
    pub count: i64,
}

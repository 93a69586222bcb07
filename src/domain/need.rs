//! Owns what was missing and whether what was needed was found: municipality, topic, age band and why, as counts. Must not know words or persons; there is no room for either.

use super::slug::words;

words! {
    /// Why it was missing.
    Reason {
        NoneHere = "none_here", Full = "full", Hours = "hours", Distance = "distance", Language = "language", Age = "age",
        Price = "price",
    }
}

words! {
    /// Age as it is counted.
    AgeBand { Under13 = "0-12", Teen = "13-19", Young = "20-29", Adult = "30-66", Old = "67+" }
}

words! {
    /// Who says so: somebody did, or a finished search ended without a good hit.
    Origin { Told = "told", Search = "search" }
}

words! {
    /// Whether somebody found what they needed.
    Outcome { All = "all", Some = "some", Nothing = "nothing" }
}

impl AgeBand {
    /// The band of an age in whole years.
    pub fn of(age: u8) -> AgeBand {
        match age {
            0..=12 => AgeBand::Under13,
            13..=19 => AgeBand::Teen,
            20..=29 => AgeBand::Young,
            30..=66 => AgeBand::Adult,
            _ => AgeBand::Old,
        }
    }
}

/// Something that was missing, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// `YYYY-MM`.
    pub month: String,
    /// Today's municipality number.
    pub municipality: String,
    /// Topic slug; `None` where none was said.
    pub topic: Option<String>,
    pub age_band: Option<AgeBand>,
    pub reason: Reason,
    pub origin: Origin,
    pub count: i64,
}

/// Whether what was needed was found, and how often that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// `YYYY-MM`.
    pub month: String,
    /// Today's municipality number.
    pub municipality: String,
    /// Topic slug; `None` where none was said.
    pub topic: Option<String>,
    pub outcome: Outcome,
    pub count: i64,
}

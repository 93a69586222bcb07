//! Owns the offer as a type, as its schema describes it. Must not know the vocabularies' contents or any store.

use super::Texts;
use super::slug::{Format, Kind, Line, Referral, Registration, Scope, Status};
use serde::{Deserialize, Serialize};

/// One low-threshold offer that a person can be routed to: the members that the service reasons about.
///
/// The document itself is kept beside it, unread, so that nothing of it is lost. Source: `schema/offer.schema.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    pub id: String,
    pub name: Texts,
    #[serde(default)]
    pub summary: Texts,
    #[serde(default)]
    pub description: Texts,
    /// The id of the organization that runs it.
    pub organization: String,
    pub kind: Kind,
    #[serde(default)]
    pub line: Option<Line>,
    /// Topic slugs, the main one first.
    pub topics: Vec<String>,
    #[serde(default)]
    pub methods: Vec<String>,
    #[serde(default)]
    pub audiences: Vec<String>,
    #[serde(default)]
    pub age: Option<Age>,
    #[serde(default)]
    pub keywords: Vec<String>,
    pub coverage: Coverage,
    #[serde(default)]
    pub access: Access,
    #[serde(default)]
    pub formats: Vec<Format>,
    #[serde(default)]
    pub languages: Vec<String>,
    #[serde(default)]
    pub interpreter: Option<bool>,
    #[serde(default)]
    pub contacts: Vec<Contact>,
    #[serde(default)]
    pub locations: Vec<Location>,
    #[serde(default)]
    pub sessions: Vec<Session>,
    #[serde(default)]
    pub closures: Vec<Closure>,
    #[serde(default)]
    pub relations: Vec<Relation>,
    pub status: Status,
    #[serde(default)]
    pub verified: Option<Verified>,
    #[serde(default)]
    pub source: Option<Source>,
}

/// Whole years, both ends included; a missing end is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Age {
    pub min: Option<u8>,
    pub max: Option<u8>,
}

impl Age {
    /// Whether somebody of `years` may come.
    pub fn takes(self, years: u8) -> bool {
        self.min.is_none_or(|min| min <= years) && self.max.is_none_or(|max| years <= max)
    }
}

/// Whose inhabitants may use the offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    pub scope: Scope,
    #[serde(default)]
    pub municipalities: Vec<String>,
    #[serde(default)]
    pub counties: Vec<String>,
    #[serde(default)]
    pub districts: Vec<String>,
    #[serde(default)]
    pub outsiders: bool,
}

/// What it takes to come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Access {
    #[serde(default)]
    pub referral: Option<Referral>,
    #[serde(default)]
    pub registration: Option<Registration>,
    #[serde(default)]
    pub drop_in: Option<bool>,
    #[serde(default)]
    pub anonymous: Option<bool>,
    #[serde(default)]
    pub waiting_days: Option<u16>,
    #[serde(default)]
    pub price_nok: Option<f64>,
    #[serde(default)]
    pub note: Texts,
}

/// A way to reach it, with that channel's own hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub channel: String,
    #[serde(default)]
    pub value: Option<String>,
    #[serde(default)]
    pub opening_hours: Option<String>,
}

/// A place where it is given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Location {
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub street: Option<String>,
    #[serde(default)]
    pub city: Option<String>,
    #[serde(default)]
    pub municipality: Option<String>,
    #[serde(default)]
    pub withheld: bool,
    #[serde(default)]
    pub wheelchair: Option<String>,
    #[serde(default)]
    pub opening_hours: Option<String>,
}

/// When it meets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub start: String,
    #[serde(default)]
    pub recurrence: Option<String>,
    #[serde(default)]
    pub dates: Vec<String>,
    #[serde(default)]
    pub registration_deadline: Option<String>,
    #[serde(default)]
    pub availability: Option<String>,
}

/// Days on which it is shut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    pub from: String,
    pub to: String,
}

/// How it stands to another offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    #[serde(rename = "type")]
    pub kind: String,
    pub offer: String,
}

/// When a person last checked it all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// A calendar date, `YYYY-MM-DD`.
    pub on: String,
}

/// Where the facts come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub name: String,
    #[serde(default)]
    pub as_of: Option<String>,
}

impl Offer {
    /// How the offer comes to cover a place inside its coverage.
    pub fn reach(&self) -> super::slug::Reach {
        use super::slug::Reach;
        match self.coverage.scope {
            Scope::National => Reach::National,
            Scope::County => Reach::County,
            Scope::Local if self.coverage.municipalities.len() > 1 => Reach::Shared,
            Scope::Local => Reach::Local,
        }
    }

    /// Whether a person can come or call without being sent, signed up or waiting for a start.
    pub fn begins_soon(&self) -> bool {
        self.access.drop_in == Some(true)
            || self.access.registration == Some(Registration::None)
            || self.access.waiting_days.is_some_and(|days| days <= 7)
            || matches!(
                self.kind,
                Kind::DropIn | Kind::PhoneLine | Kind::Chat | Kind::FrontDoor | Kind::MeetingPlace | Kind::CrisisService
            )
    }
}

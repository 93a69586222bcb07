//! Owns the offer as a type, as its schema describes it. Must not know the vocabularies' contents or any store.

use super::Texts;
use super::slug::{
    Availability, CallsBack, Channel, DayPart, Every, Format, Kind, Line, Referral, Registration, RelationKind, Scope, Status,
    Weekday,
};
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
    pub rhythm: Option<Rhythm>,
    #[serde(default)]
    pub closures: Vec<Closure>,
    #[serde(default)]
    pub url: Option<String>,
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
    /// Promised longest wait for the first contact, in days; 0 is the same day.
    #[serde(default)]
    pub waiting_days: Option<u16>,
    /// Promised longest wait until one hears when the first contact is, in days.
    #[serde(default)]
    pub answer_days: Option<u16>,
    /// Norwegian kroner; 0 is free of charge.
    #[serde(default)]
    pub price_nok: Option<f64>,
    /// Next of kin may come along.
    #[serde(default)]
    pub companion: Option<bool>,
    /// Staff can come along, or hand the person over in person.
    #[serde(default)]
    pub accompanied: Option<bool>,
    /// It starts with a short talk on whether it fits.
    #[serde(default)]
    pub first_talk: Option<bool>,
    /// Whom they call themselves.
    #[serde(default)]
    pub calls_back: Vec<CallsBack>,
    #[serde(default)]
    pub note: Texts,
}

/// A way to reach it, with that channel's own hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub channel: Channel,
    /// The number or address; `None` where the channel is known and that is not.
    #[serde(default)]
    pub value: Option<String>,
    /// What to press in the voice menu; never part of the number.
    #[serde(default)]
    pub keypress: Option<String>,
    #[serde(default)]
    pub name: Texts,
    #[serde(default)]
    pub opening_hours: Option<String>,
    /// Who answers outside these hours.
    #[serde(default)]
    pub fallback: Texts,
}

/// A place where it is given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Location {
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub street: Option<String>,
    #[serde(default)]
    pub postal_code: Option<String>,
    #[serde(default)]
    pub city: Option<String>,
    #[serde(default)]
    pub municipality: Option<String>,
    /// Degrees, WGS 84.
    #[serde(default)]
    pub lat: Option<f64>,
    #[serde(default)]
    pub lon: Option<f64>,
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
    /// RFC 3339 with offset.
    pub start: String,
    #[serde(default)]
    pub minutes: Option<u32>,
    /// RFC 5545 RRULE value.
    #[serde(default)]
    pub recurrence: Option<String>,
    /// Further starts, RFC 3339.
    #[serde(default)]
    pub dates: Vec<String>,
    /// A calendar date in Norway, the last day to sign up.
    #[serde(default)]
    pub registration_deadline: Option<String>,
    #[serde(default)]
    pub availability: Option<Availability>,
}

/// What is known of the rhythm where no dates are: never turned into dates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rhythm {
    /// How many meetings.
    #[serde(default)]
    pub times: Option<u32>,
    /// How long one lasts.
    #[serde(default)]
    pub minutes: Option<u32>,
    #[serde(default)]
    pub every: Option<Every>,
    #[serde(default)]
    pub runs_per_year: Option<u32>,
    #[serde(default)]
    pub weekdays: Vec<Weekday>,
    #[serde(default)]
    pub time_of_day: Vec<DayPart>,
    #[serde(default)]
    pub note: Texts,
}

/// Days on which it is shut, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    pub from: String,
    pub to: String,
    #[serde(default)]
    pub note: Texts,
}

/// How it stands to another offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    #[serde(rename = "type")]
    pub kind: RelationKind,
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

impl Location {
    /// What two offers at the same place have in common: street and postal code or town, else the name of a house in a municipality.
    /// `None` where nothing says where it is, or it is withheld.
    pub fn site(&self) -> Option<String> {
        let plain = |text: &Option<String>| text.as_deref().map(|t| t.trim().to_lowercase()).filter(|t| !t.is_empty());
        if self.withheld {
            return None;
        }
        let around = plain(&self.postal_code).or_else(|| plain(&self.city)).or_else(|| self.municipality.clone());
        let what = plain(&self.street).or_else(|| plain(&self.name));
        what.zip(around).map(|(what, around)| format!("{what}|{around}"))
    }
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

    /// Whether nobody has verified it for 24 months.
    pub fn is_stale(&self, at: jiff::Timestamp) -> bool {
        let day = self.verified.as_ref().and_then(|v| v.on.parse::<jiff::civil::Date>().ok());
        let today = super::meetings::date_of(at);
        day.is_none_or(|d| d.checked_add(jiff::Span::new().months(24)).is_ok_and(|until| until < today))
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

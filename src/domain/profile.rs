//! Owns what is known of a hit before its document is read: enough to choose among hits and to ask on. Must not know how it was found.

use super::slug::{Format, Kind, Reach};

/// Audiences that nobody belongs to without having said so: who does not cannot use what is for them alone.
pub const SAID: [&str; 4] = [PERPETRATORS, "lgbt", "sami", "deaf"];
/// Those who use violence: what is for them is never told to whoever may suffer it.
pub const PERPETRATORS: &str = "violence_perpetrators";

/// A hit in outline.
#[derive(Clone, Debug)]
pub struct Profile {
    pub score: f32,
    pub reach: Reach,
    pub kind: Kind,
    /// The topics that the offer names.
    pub topics: Vec<String>,
    pub audiences: Vec<String>,
    pub formats: Vec<Format>,
    /// Municipalities of its coverage; empty where it is for a county or the country.
    pub municipalities: Vec<String>,
    pub age_min: u8,
    pub age_max: u8,
    /// Bits of `when::Use`.
    pub usable: u16,
    /// It can be begun without being sent, signed up or waiting for a start.
    pub soon: bool,
    /// A number for life and health in danger.
    pub emergency: bool,
}

/// Four ways to begin that truly differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Way {
    Alone,
    Talk,
    Together,
    Practical,
}

impl Way {
    /// Every way, the smallest step first.
    pub const ALL: [Way; 4] = [Way::Alone, Way::Talk, Way::Together, Way::Practical];

    /// How one begins with an offer of a kind.
    pub fn of(kind: Kind) -> Way {
        match kind {
            Kind::WebSelfHelp | Kind::GuidedSelfHelp => Way::Alone,
            Kind::Course | Kind::Group | Kind::MeetingPlace | Kind::Activity | Kind::Lecture | Kind::DropIn => Way::Together,
            Kind::PracticalHelp | Kind::WorkSupport => Way::Practical,
            Kind::Conversation
            | Kind::PhoneLine
            | Kind::Chat
            | Kind::Outreach
            | Kind::CrisisService
            | Kind::Counselling
            | Kind::TreatmentProgram
            | Kind::FamilySupport
            | Kind::FrontDoor => Way::Talk,
        }
    }

    /// The kinds of a way.
    pub fn kinds(self) -> Vec<Kind> {
        Kind::ALL.iter().copied().filter(|kind| Way::of(*kind) == self).collect()
    }
}

impl Kind {
    /// Whether one goes somewhere to take part; nobody has to be sent to the others.
    pub fn is_visited(self) -> bool {
        !matches!(self, Kind::PhoneLine | Kind::Chat | Kind::WebSelfHelp)
    }
}

impl Profile {
    /// How much it asks of somebody to begin: the smaller, the sooner somebody who is unsure will.
    pub fn effort(&self) -> u8 {
        let kind = match self.kind {
            Kind::PhoneLine | Kind::Chat | Kind::FrontDoor | Kind::WebSelfHelp => 0,
            Kind::CrisisService | Kind::DropIn | Kind::GuidedSelfHelp | Kind::Lecture => 1,
            Kind::MeetingPlace | Kind::Activity | Kind::Conversation | Kind::Counselling | Kind::Outreach => 2,
            Kind::PracticalHelp | Kind::WorkSupport | Kind::FamilySupport | Kind::Group => 3,
            Kind::Course => 4,
            Kind::TreatmentProgram => 5,
        };
        kind * 2 + u8::from(!self.soon)
    }
}

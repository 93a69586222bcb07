//! Owns the closed word lists of the contract as types. Must not know labels or languages.

/// Makes an enum whose values are written as fixed words in documents and addresses.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($value:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $(#[serde(rename = $word)] #[doc = $word] $value),+ }

        impl $name {
            /// Every value, in the contract's order.
            pub const ALL: &'static [$name] = &[$($name::$value),+];

            /// Every word, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word in documents and addresses.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$value => $word),+ }
            }

            /// Reads the word.
            pub fn parse(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$value),)+ _ => None }
            }
        }
    };
}

pub(crate) use words;

words! {
    /// What an offer is.
    Kind {
        Course = "course", Group = "group", Conversation = "conversation", DropIn = "drop_in", PhoneLine = "phone_line",
        Chat = "chat", GuidedSelfHelp = "guided_self_help", WebSelfHelp = "web_self_help", MeetingPlace = "meeting_place",
        Activity = "activity", Lecture = "lecture", Outreach = "outreach", CrisisService = "crisis_service",
        Counselling = "counselling", TreatmentProgram = "treatment_program", FamilySupport = "family_support",
        PracticalHelp = "practical_help", WorkSupport = "work_support", FrontDoor = "front_door",
    }
}

words! {
    /// How an offer is given.
    Format {
        InPerson = "in_person", HomeVisit = "home_visit", Phone = "phone", Video = "video", Chat = "chat", Web = "web",
        Email = "email", Sms = "sms", Outreach = "outreach",
    }
}

words! {
    /// Whether the offer can be used now.
    Status { Active = "active", Planned = "planned", Paused = "paused", Ended = "ended" }
}

words! {
    /// Whose inhabitants an offer is for.
    Scope { Local = "local", County = "county", National = "national" }
}

words! {
    /// Whether somebody must send the person.
    Referral { None = "none", Optional = "optional", Required = "required" }
}

words! {
    /// Whether one must sign up.
    Registration { None = "none", Contact = "contact", Required = "required" }
}

words! {
    /// A line to call in danger.
    Line { Emergency = "emergency", Support = "support" }
}

words! {
    /// How an offer comes to cover the place asked for.
    Reach { Local = "local", Shared = "shared", County = "county", National = "national", Nearby = "nearby" }
}

words! {
    /// The order of a list of hits.
    Sort { Relevance = "relevance", Distance = "distance", NextStart = "next_start", Name = "name" }
}

words! {
    /// A way to reach an offer.
    Channel { Phone = "phone", Sms = "sms", Chat = "chat", Email = "email", Web = "web", Form = "form" }
}

words! {
    /// Whether one can still join a session.
    Availability { Open = "open", Few = "few", Full = "full", Cancelled = "cancelled" }
}

words! {
    /// Whom an offer calls itself: everyone who sends its form; somebody for whom a helper asks.
    CallsBack { Form = "form", OnBehalf = "on_behalf" }
}

words! {
    /// How often something meets.
    Every { Day = "day", Week = "week", Fortnight = "fortnight", Month = "month" }
}

words! {
    /// A day of the week, as OpenStreetMap's opening_hours writes it.
    Weekday { Monday = "Mo", Tuesday = "Tu", Wednesday = "We", Thursday = "Th", Friday = "Fr", Saturday = "Sa", Sunday = "Su" }
}

words! {
    /// A part of the day, or the weekend.
    DayPart { Morning = "morning", Day = "day", Evening = "evening", Weekend = "weekend" }
}

words! {
    /// How one offer stands to another.
    RelationKind { PartOf = "part_of", First = "first", NextStep = "next_step", Alternative = "alternative" }
}

words! {
    /// Who a search is about, seen from the one who asks.
    Whom { Own = "self", Child = "child", Other = "other", Patient = "patient" }
}

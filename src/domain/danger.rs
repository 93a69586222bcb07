//! Owns how grave what somebody says is. Must not know how that was found out or which lines answer.

use super::slug::words;

words! {
    /// How grave: life or health now, or serious.
    Level { Emergency = "emergency", Support = "support" }
}

words! {
    /// What the danger is.
    DangerTopic {
        Suicide = "suicide", SelfHarm = "self_harm", Violence = "violence", SexualAbuse = "sexual_abuse",
        ChildConcern = "child_concern", Overdose = "overdose", Psychosis = "psychosis", Homeless = "homeless",
        AcuteMedical = "acute_medical", Fire = "fire",
    }
}

/// A danger in what somebody says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Danger {
    pub level: Level,
    pub topic: DangerTopic,
}

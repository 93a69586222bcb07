//! Owns the change sequence: what a change is and what is kept of each document. Must not know how it is stored.

use serde::Serialize;
use serde_json::Value;
use std::collections::HashSet;
use std::sync::{Arc, RwLock};

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    Organization,
    Offer,
}

impl Target {
    /// The word in documents and in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Target::Organization => "organization",
            Target::Offer => "offer",
        }
    }
}

/// What happened to a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    Created,
    Updated,
    Verified,
    Withdrawn,
}

impl ChangeKind {
    /// The word in documents and in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            ChangeKind::Created => "created",
            ChangeKind::Updated => "updated",
            ChangeKind::Verified => "verified",
            ChangeKind::Withdrawn => "withdrawn",
        }
    }

    /// Reads the word back.
    pub fn parse(word: &str) -> Option<ChangeKind> {
        Some(match word {
            "created" => ChangeKind::Created,
            "updated" => ChangeKind::Updated,
            "verified" => ChangeKind::Verified,
            "withdrawn" => ChangeKind::Withdrawn,
            _ => return None,
        })
    }
}

/// A document as the store holds it now.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    pub target: Target,
    pub id: String,
    /// 1 for the first; every change of this document adds one.
    pub revision: i64,
    /// The number of its latest change in the one sequence of the store.
    pub seq: i64,
    /// The document; `None` once it is withdrawn.
    pub document: Option<Value>,
}

/// One entry of the change sequence.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub seq: i64,
    /// RFC 3339, UTC.
    pub at: String,
    pub target: Target,
    pub id: String,
    pub revision: i64,
    pub kind: ChangeKind,
    /// The document after the change; `None` where it was withdrawn.
    pub document: Option<Value>,
}

/// One revision of one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    pub change: Change,
    /// The name of the key that made it, never the key.
    pub by: String,
    /// The members that differ from the revision before.
    pub members: Vec<String>,
}

/// The ids of offers that were withdrawn: what stands in a file besides the store must not be told any more either.
#[derive(Clone, Debug, Default)]
pub struct WithdrawnIds(Arc<RwLock<HashSet<String>>>);

impl WithdrawnIds {
    /// Notes that an offer is gone, or back.
    pub fn note(&self, id: &str, gone: bool) {
        if let Ok(mut ids) = self.0.write() {
            if gone {
                ids.insert(id.to_owned())
            } else {
                ids.remove(id)
            };
        }
    }

    /// Whether an offer is gone.
    pub fn holds(&self, id: &str) -> bool {
        self.0.read().is_ok_and(|ids| ids.contains(id))
    }
}

//! Owns the system of record behind one trait. Must not know the index, HTTP or what a document means.

mod around;
mod sqlite;

use crate::domain::change::{Change, ChangeKind, Revision, Stored, Target};
use crate::domain::need::{Feedback, Need};
use crate::domain::register::Registers;
use crate::domain::report::{Reported, Wrong};
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;

/// What can go wrong with the record.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{target} {id} is at revision {found}, not at the one that was named", target = .target.as_str())]
    Conflict { target: Target, id: String, found: i64 },
    #[error("the store failed: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the store could not be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("a stored document cannot be read: {0}")]
    Document(#[from] serde_json::Error),
    #[error("the store file: {0}")]
    File(#[from] std::io::Error),
    #[error("{0}")]
    Unusable(String),
}

/// At which revision a document must be for a write to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    Any,
    /// It must not be there, or be withdrawn.
    Absent,
    At(i64),
}

/// A change to be made.
#[derive(Clone, Debug)]
pub struct Write {
    pub target: Target,
    pub id: String,
    pub kind: ChangeKind,
    /// `None` withdraws it.
    pub document: Option<Value>,
    pub expected: Expected,
    /// The members that change.
    pub members: Vec<String>,
}

/// A key that may write, by name and hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredKey {
    pub name: String,
    /// SHA-256 of the key, in hexadecimal.
    pub hash: String,
}

/// The record: documents, their revisions, and one sequence of changes.
#[async_trait::async_trait]
pub trait Store: Send + Sync {
    /// An identity that no other store has.
    async fn identity(&self) -> Result<String, StoreError>;
    /// The document as it is now, also when withdrawn.
    async fn get(&self, target: Target, id: &str) -> Result<Option<Stored>, StoreError>;
    /// Documents that are there, after an id, in the order of their ids.
    async fn page(&self, target: Target, after: &str, most: u32) -> Result<Vec<Stored>, StoreError>;
    /// How many documents there are.
    async fn count(&self, target: Target) -> Result<i64, StoreError>;
    /// The offers of an organization.
    async fn offers_of(&self, organization: &str) -> Result<Vec<Stored>, StoreError>;
    /// Makes changes, all or none; each gets the next number of the sequence. Returns them as stored.
    async fn apply(&self, writes: Vec<Write>, at: &str, by: &str) -> Result<Vec<Stored>, StoreError>;
    /// The number of the latest change; 0 where there is none.
    async fn last_seq(&self) -> Result<i64, StoreError>;
    /// Changes after a number, oldest first.
    async fn changes(&self, since: i64, most: u32) -> Result<Vec<Change>, StoreError>;
    /// Changes of offers since a moment (RFC 3339, UTC), oldest first; of too many the newest.
    async fn offers_changed_from(&self, at: &str, most: u32) -> Result<Vec<Revision>, StoreError>;
    /// Every revision of a document, oldest first.
    async fn history(&self, target: Target, id: &str) -> Result<Vec<Revision>, StoreError>;
    /// Keys that may write.
    async fn keys(&self) -> Result<Vec<StoredKey>, StoreError>;
    /// Adds a key or changes the one of this name.
    async fn put_key(&self, key: StoredKey) -> Result<(), StoreError>;
    /// Writes the whole store into one file that must not be there, while others read and write.
    async fn backup(&self, file: &Path) -> Result<(), StoreError>;
    /// Keeps what the public registers say, in the place of what was there.
    async fn put_registers(&self, registers: &Registers, at: &str) -> Result<(), StoreError>;
    /// The public registers as they were last fetched.
    async fn registers(&self) -> Result<Option<Registers>, StoreError>;
    /// When that was, RFC 3339.
    async fn registered_at(&self) -> Result<Option<String>, StoreError>;
    /// Keeps a shortlist until a second since 1970, and forgets those whose time is over.
    async fn put_shortlist(&self, token: &str, document: &Value, expires: i64, now: i64) -> Result<(), StoreError>;
    /// A shortlist whose time is not over, and when it is.
    async fn shortlist(&self, token: &str, now: i64) -> Result<Option<(Value, i64)>, StoreError>;
    /// Adds to what was missing.
    async fn count_needs(&self, needs: &[Need]) -> Result<(), StoreError>;
    /// What was missing in a municipality since a month (`YYYY-MM`).
    async fn needs(&self, municipality: &str, since: &str) -> Result<Vec<Need>, StoreError>;
    /// Adds to whether what was needed was found.
    async fn count_feedback(&self, feedback: &[Feedback]) -> Result<(), StoreError>;
    /// What was said of it in a municipality since a month (`YYYY-MM`).
    async fn feedback(&self, municipality: &str, since: &str) -> Result<Vec<Feedback>, StoreError>;
    /// Adds to how often offers were chosen.
    async fn count_uses(&self, month: &str, uses: &[(String, i64)]) -> Result<(), StoreError>;
    /// How often offers were chosen since a month, the most used first.
    async fn uses(&self, since: &str) -> Result<Vec<(String, i64)>, StoreError>;
    /// Counts that something is wrong with an offer, on a day in Norway (`YYYY-MM-DD`).
    async fn count_report(&self, offer: &str, wrong: Wrong, day: &str) -> Result<(), StoreError>;
    /// What was said to be wrong with an offer, the newest day first.
    async fn reports(&self, offer: &str) -> Result<Vec<Reported>, StoreError>;
    /// Finishes what is under way and lets go of the file.
    async fn close(&self);
}

/// Opens the store that an address names (`sqlite:PATH`), brought up to date.
pub async fn open(address: &str) -> Result<Arc<dyn Store>, StoreError> {
    match address.split_once(':') {
        Some(("sqlite", path)) if !path.is_empty() => Ok(Arc::new(sqlite::SqliteStore::open(Path::new(path)).await?)),
        _ => Err(StoreError::Unusable(format!("there is no store {address}: want sqlite:PATH"))),
    }
}

/// Puts a backup in the place of the store that an address names; the store before it stays beside it under another name.
pub async fn restore(address: &str, backup: &Path) -> Result<(), StoreError> {
    match address.split_once(':') {
        Some(("sqlite", path)) if !path.is_empty() => sqlite::restore(Path::new(path), backup).await,
        _ => Err(StoreError::Unusable(format!("there is no store {address}: want sqlite:PATH"))),
    }
}

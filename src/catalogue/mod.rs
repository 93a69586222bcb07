//! Owns the use cases that write: publish, amend, withdraw, verify, import, export. The only way. Must not know HTTP or how texts are searched.

mod follow;
mod importing;
mod keys;
mod postal;
mod registering;
mod tally;

use crate::domain::change::{Change, ChangeKind, Revision, Stored, Target, WithdrawnIds};
use crate::domain::{Fault, Record, rules, withheld};
use crate::search::{SearchError, SearchIndex};
use crate::store::{Expected, Store, StoreError, Write};
use crate::vocabulary::Vocabulary;
use follow::Follower;
pub use importing::{ImportReport, Line, check_files, read_lines};
pub use postal::PostalCodes;
pub use registering::LocateReport;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

/// Tells the time as RFC 3339, UTC; injected, so that it can be fixed.
pub type Clock = Arc<dyn Fn() -> jiff::Timestamp + Send + Sync>;

/// Why something could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    #[error("the document breaks {} rule(s)", .0.len())]
    Faulty(Vec<Fault>),
    #[error("it was changed by somebody else: it is at revision {0} now")]
    Changed(i64),
    #[error("there is no such document")]
    Missing,
    #[error("it was withdrawn")]
    Withdrawn,
    #[error(transparent)]
    Store(StoreError),
    #[error(transparent)]
    Search(#[from] SearchError),
    #[error(transparent)]
    Registers(#[from] crate::registers::RegistersError),
    #[error("the search index did not follow in time")]
    NotFollowed,
}

impl From<StoreError> for CatalogueError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { found, .. } => CatalogueError::Changed(found),
            other => CatalogueError::Store(other),
        }
    }
}

/// The writing half of the house.
#[derive(Clone)]
pub struct Catalogue {
    pub store: Arc<dyn Store>,
    vocabulary: Arc<Vocabulary>,
    follower: Option<Arc<Follower>>,
    clock: Clock,
    /// Writers stand in line, so that what was checked still holds when it is written.
    line: Arc<tokio::sync::Mutex<()>>,
    tally: Arc<tally::Tally>,
}

impl Catalogue {
    /// A catalogue without an index, for the command line: a running service follows by itself.
    pub fn new(store: Arc<dyn Store>, vocabulary: Arc<Vocabulary>, clock: Clock) -> Catalogue {
        Catalogue { store, vocabulary, follower: None, clock, line: Arc::default(), tally: Arc::default() }
    }

    /// A catalogue that keeps an index in step. `holds` is the last change that the index holds, `None` where it is empty;
    /// `withdrawn` is told what goes and what comes back.
    pub async fn with_index(
        self,
        index: &SearchIndex,
        holds: Option<i64>,
        withdrawn: WithdrawnIds,
    ) -> Result<Catalogue, CatalogueError> {
        let follower = Follower::start(self.store.clone(), index, holds, withdrawn).await?;
        let catalogue = Catalogue { follower: Some(Arc::new(follower)), ..self };
        let (counting, counted) = (catalogue.clone(), Arc::downgrade(&catalogue.tally));
        tokio::spawn(async move {
            // Two hold the tally at least as long as the service does: this task and the catalogue itself.
            while counted.strong_count() > 1 {
                tokio::time::sleep(tally::EVERY).await;
                counting.write_tally().await;
            }
        });
        Ok(catalogue)
    }

    fn now(&self) -> String {
        (self.clock)().to_string()
    }

    async fn findable(&self, seq: i64) -> Result<(), CatalogueError> {
        match &self.follower {
            Some(follower) => follower.reach(seq).await,
            None => Ok(()),
        }
    }

    /// The number of the last change that can be found by searching.
    pub fn indexed_seq(&self) -> i64 {
        self.follower.as_ref().map_or(0, |f| f.reached())
    }

    /// Ends the following of changes, with what is under way finished.
    pub async fn stop(&self) {
        self.write_tally().await;
        if let Some(follower) = &self.follower {
            follower.stop().await;
        }
        self.store.close().await;
    }

    /// A document that is there.
    pub async fn get(&self, target: Target, id: &str) -> Result<Stored, CatalogueError> {
        match self.store.get(target, id).await? {
            None => Err(CatalogueError::Missing),
            Some(stored) if stored.document.is_none() => Err(CatalogueError::Withdrawn),
            Some(stored) => Ok(stored),
        }
    }

    /// Puts a whole document. Findable when this returns; true where it is new.
    pub async fn put(
        &self,
        target: Target,
        id: &str,
        document: Value,
        expected: Expected,
        by: &str,
    ) -> Result<(Stored, bool), CatalogueError> {
        let _turn = self.line.lock().await;
        let before = self.store.get(target, id).await?;
        let stored = before.as_ref().and_then(|b| b.document.as_ref());
        let document = match stored {
            Some(stored) => withheld::kept(document, stored),
            None => document,
        };
        let record = match target {
            Target::Offer => Record::offer(document),
            Target::Organization => Record::organization(document),
        }
        .map_err(CatalogueError::Faulty)?;
        let mut faults = self.rules(&record);
        if record.id() != id {
            faults.push(Fault::at("/id", format!("the document is {}, the address says {id}", record.id())));
        }
        for (kind, other, member) in record.references() {
            let known = self.store.get(kind, &other).await?.is_some_and(|s| s.document.is_some());
            let itself = kind == target && other == id;
            if !(known || itself) {
                faults.push(Fault::at(member, format!("there is no {} {other}", kind.as_str())));
            }
        }
        if !faults.is_empty() {
            return Err(CatalogueError::Faulty(faults));
        }
        let kind = if stored.is_some() { ChangeKind::Updated } else { ChangeKind::Created };
        if let Some(there) = before.as_ref().filter(|_| stored == Some(record.document())) {
            check(expected, Some(there))?;
            return Ok((there.clone(), false));
        }
        let members = changed_members(stored, record.document());
        let write = Write { target, id: id.to_owned(), kind, document: Some(record.document().clone()), expected, members };
        let stored = self.one(write, by).await?;
        Ok((stored, kind == ChangeKind::Created))
    }

    async fn one(&self, write: Write, by: &str) -> Result<Stored, CatalogueError> {
        let done = self.store.apply(vec![write], &self.now(), by).await?.pop().ok_or(CatalogueError::Missing)?;
        self.findable(done.seq).await?;
        Ok(done)
    }

    /// Withdraws an offer; its history stays.
    pub async fn withdraw(&self, id: &str, revision: i64, by: &str) -> Result<(), CatalogueError> {
        let _turn = self.line.lock().await;
        self.get(Target::Offer, id).await?;
        let write = Write {
            target: Target::Offer,
            id: id.to_owned(),
            kind: ChangeKind::Withdrawn,
            document: None,
            expected: Expected::At(revision),
            members: Vec::new(),
        };
        self.one(write, by).await.map(drop)
    }

    /// It is all still right, today. `today` is a calendar date in Norway.
    pub async fn verify(&self, id: &str, today: &str, by: &str, method: Option<&str>) -> Result<Stored, CatalogueError> {
        let _turn = self.line.lock().await;
        let stored = self.get(Target::Offer, id).await?;
        let mut document = stored.document.unwrap_or_default();
        if let Some(members) = document.as_object_mut() {
            let mut verified = json!({"on": today, "by": by});
            if let (Some(method), Some(verified)) = (method, verified.as_object_mut()) {
                verified.insert("method".to_owned(), json!(method));
            }
            members.insert("verified".to_owned(), verified);
        }
        let write = Write {
            target: Target::Offer,
            id: id.to_owned(),
            kind: ChangeKind::Verified,
            document: Some(document),
            expected: Expected::At(stored.revision),
            members: vec!["verified".to_owned()],
        };
        self.one(write, by).await
    }

    /// Every revision of an offer, also of one that was withdrawn.
    pub async fn history(&self, id: &str) -> Result<Vec<Revision>, CatalogueError> {
        let revisions = self.store.history(Target::Offer, id).await?;
        if revisions.is_empty() { Err(CatalogueError::Missing) } else { Ok(revisions) }
    }

    /// Changes after a number, oldest first.
    pub async fn changes(&self, since: i64, most: u32) -> Result<Vec<Change>, CatalogueError> {
        Ok(self.store.changes(since, most).await?)
    }

    /// Documents after an id; for export and lists.
    pub async fn page(&self, target: Target, after: &str, most: u32) -> Result<Vec<Stored>, CatalogueError> {
        Ok(self.store.page(target, after, most).await?)
    }

    /// The whole store in one file.
    pub async fn backup(&self, file: &Path) -> Result<(), CatalogueError> {
        Ok(self.store.backup(file).await?)
    }

    fn rules(&self, record: &Record) -> Vec<Fault> {
        match record {
            Record::Offer(offer, _) => rules::check_offer(offer, self.vocabulary.as_ref()),
            Record::Organization(organization, _) => rules::check_organization(organization, self.vocabulary.as_ref()),
        }
    }
}

fn check(expected: Expected, there: Option<&Stored>) -> Result<(), CatalogueError> {
    let revision = there.map_or(0, |s| s.revision);
    match expected {
        Expected::Any => Ok(()),
        Expected::Absent if there.is_none() => Ok(()),
        Expected::At(wanted) if there.is_some() && wanted == revision => Ok(()),
        _ => Err(CatalogueError::Changed(revision)),
    }
}

/// The top-level members in which two documents differ.
fn changed_members(before: Option<&Value>, after: &Value) -> Vec<String> {
    let none = serde_json::Map::new();
    let before = before.and_then(Value::as_object).unwrap_or(&none);
    let after = after.as_object().unwrap_or(&none);
    let mut members: Vec<String> =
        before.keys().chain(after.keys()).filter(|k| before.get(*k) != after.get(*k)).cloned().collect();
    members.sort();
    members.dedup();
    members
}

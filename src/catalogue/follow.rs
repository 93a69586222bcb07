//! Owns the following of the change sequence: the index catches up from the last number it holds, whoever made the change. Must not know why anything changed.

use super::CatalogueError;
use crate::domain::change::{Stored, Target, WithdrawnIds};
use crate::domain::{Record, withheld};
use crate::search::{IndexWriter, Indexed, SearchIndex};
use crate::store::Store;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

/// Another process may have written: look this often.
const LOOK: Duration = Duration::from_millis(300);
/// How long a write waits to be findable.
const PATIENCE: Duration = Duration::from_secs(30);
/// Changes brought into the index at a time.
const BATCH: u32 = 1_000;

/// Keeps the index in step with the store.
pub struct Follower {
    hurry: Arc<Notify>,
    reached: watch::Receiver<i64>,
    stop: watch::Sender<bool>,
    task: tokio::sync::Mutex<Option<JoinHandle<()>>>,
}

impl Follower {
    /// Fills an empty index, catches up, and follows from then on.
    pub async fn start(
        store: Arc<dyn Store>,
        index: &SearchIndex,
        holds: Option<i64>,
        withdrawn: WithdrawnIds,
    ) -> Result<Follower, CatalogueError> {
        let writer = index.writer()?;
        let last = store.last_seq().await?;
        let from = match holds {
            Some(seq) if seq <= last => seq,
            _ => fill(store.as_ref(), &writer, last).await?,
        };
        let from = catch_up(store.as_ref(), &writer, from, &withdrawn).await?;
        let (told, reached) = watch::channel(from);
        let (stop, mut stopped) = watch::channel(false);
        let hurry = Arc::new(Notify::new());
        let wake = hurry.clone();
        let task = tokio::spawn(async move {
            let mut at = from;
            loop {
                tokio::select! {
                    () = wake.notified() => {}
                    () = tokio::time::sleep(LOOK) => {}
                    _ = stopped.changed() => break,
                }
                match catch_up(store.as_ref(), &writer, at, &withdrawn).await {
                    Ok(seq) => at = seq,
                    Err(e) => {
                        tracing::error!(error = %e, "the search index cannot follow the store")
                    }
                }
                told.send_replace(at);
            }
        });
        Ok(Follower { hurry, reached, stop, task: tokio::sync::Mutex::new(Some(task)) })
    }

    /// The last change that can be found.
    pub fn reached(&self) -> i64 {
        *self.reached.borrow()
    }

    /// Waits until a change can be found.
    pub async fn reach(&self, seq: i64) -> Result<(), CatalogueError> {
        let mut reached = self.reached.clone();
        self.hurry.notify_one();
        let arrived = tokio::time::timeout(PATIENCE, reached.wait_for(|at| *at >= seq)).await;
        match arrived {
            Ok(Ok(_)) => Ok(()),
            _ => Err(CatalogueError::NotFollowed),
        }
    }

    /// Ends following; what is under way is finished first.
    pub async fn stop(&self) {
        self.stop.send_replace(true);
        if let Some(task) = self.task.lock().await.take()
            && task.await.is_err()
        {
            tracing::error!("the follower of changes had panicked");
        }
    }
}

/// Organizations read while a batch is made ready.
#[derive(Default)]
struct Owners(HashMap<String, Option<Value>>);

impl Owners {
    async fn get(&mut self, store: &dyn Store, id: &str) -> Result<Option<Value>, CatalogueError> {
        if let Some(owner) = self.0.get(id) {
            return Ok(owner.clone());
        }
        let owner = store.get(Target::Organization, id).await?.and_then(|s| s.document);
        self.0.insert(id.to_owned(), owner.clone());
        Ok(owner)
    }
}

/// An offer as the index takes it, without what is withheld. A stored document that can no longer be read is told and left out.
async fn entry(store: &dyn Store, owners: &mut Owners, stored: &Stored) -> Result<Indexed, CatalogueError> {
    let gone = Indexed::Gone { id: stored.id.clone() };
    let Some(document) = &stored.document else {
        return Ok(gone);
    };
    let document = withheld::redacted(document);
    let Ok(offer) = serde_json::from_value::<crate::domain::Offer>(document.clone()) else {
        tracing::error!(id = %stored.id, "a stored offer cannot be read; it is left out of the search");
        return Ok(gone);
    };
    let owner = owners.get(store, &offer.organization).await?.unwrap_or_default();
    let organization = match Record::organization(owner.clone()) {
        Ok(Record::Organization(organization, _)) => Some(organization),
        _ => None,
    };
    Ok(Indexed::Put { offer: Box::new(offer), document, organization, owner })
}

/// Every offer, into an empty index.
async fn fill(store: &dyn Store, writer: &IndexWriter, last: i64) -> Result<i64, CatalogueError> {
    let mut owners = Owners::default();
    let mut after = String::new();
    loop {
        let page = store.page(Target::Offer, &after, BATCH).await?;
        let Some(end) = page.last() else { break };
        after = end.id.clone();
        let mut batch = Vec::with_capacity(page.len());
        for stored in &page {
            batch.push(entry(store, &mut owners, stored).await?);
        }
        writer.apply(batch, None).await?;
    }
    writer.apply(Vec::new(), Some(last)).await?;
    Ok(last)
}

/// Changes after a number, into the index, up to the latest.
async fn catch_up(store: &dyn Store, writer: &IndexWriter, mut at: i64, withdrawn: &WithdrawnIds) -> Result<i64, CatalogueError> {
    loop {
        let changes = store.changes(at, BATCH).await?;
        let Some(last) = changes.last().map(|c| c.seq) else {
            return Ok(at);
        };
        let mut owners = Owners::default();
        let mut touched: Vec<Stored> = Vec::new();
        for change in changes {
            match change.target {
                Target::Offer => touched.push(Stored {
                    target: Target::Offer,
                    id: change.id,
                    revision: change.revision,
                    seq: change.seq,
                    document: change.document,
                }),
                // An organization's name stands in each of its offers.
                Target::Organization => touched.extend(store.offers_of(&change.id).await?),
            }
        }
        touched.sort_by_key(|s| s.seq);
        let mut batch = Vec::with_capacity(touched.len());
        for stored in &touched {
            withdrawn.note(&stored.id, stored.document.is_none());
            batch.push(entry(store, &mut owners, stored).await?);
        }
        writer.apply(batch, Some(last)).await?;
        at = last;
    }
}

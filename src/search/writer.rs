//! Owns the one writer of the index, in a thread of its own. Must not know where changes come from.

use super::document::{self, Entry, Memory};
use super::{SearchError, SearchIndex};
use crate::domain::{Offer, Organization};
use serde_json::Value;
use std::sync::mpsc;
use tantivy::{TantivyDocument, Term};
use tokio::sync::oneshot;

/// An offer to be findable, or an id that is to be found no more.
#[derive(Clone, Debug)]
pub enum Indexed {
    Put { offer: Box<Offer>, document: Value, organization: Option<Box<Organization>>, owner: Value },
    Gone { id: String },
}

enum Task {
    /// Changes, the number of the last change that they bring the index to, and who waits for it.
    Apply(Vec<Indexed>, Option<i64>, oneshot::Sender<Result<(), SearchError>>),
    Stop,
}

/// A handle to the writer's thread; dropping it commits nothing and ends the thread.
pub struct IndexWriter {
    tasks: mpsc::Sender<Task>,
    thread: Option<std::thread::JoinHandle<()>>,
}

/// Memory for documents not yet on disk.
const BUDGET: usize = 50_000_000;

impl IndexWriter {
    pub(super) fn new(search: &SearchIndex) -> Result<IndexWriter, SearchError> {
        let mut writer = search.index.writer_with_num_threads::<TantivyDocument>(1, BUDGET)?;
        let search = search.clone();
        let (tasks, inbox) = mpsc::channel::<Task>();
        let thread = std::thread::Builder::new().name("index-writer".to_owned()).spawn(move || {
            let mut memory = Memory::default();
            while let Ok(Task::Apply(changes, seq, done)) = inbox.recv() {
                let result = apply(&search, &mut writer, &mut memory, changes, seq);
                if result.is_err() && writer.rollback().is_err() {
                    tracing::error!("the index writer could not go back to its last commit");
                }
                // Who no longer waits needs no answer.
                drop(done.send(result));
            }
            if writer.wait_merging_threads().is_err() {
                tracing::warn!("merging the index did not finish");
            }
        })?;
        Ok(IndexWriter { tasks, thread: Some(thread) })
    }

    /// Brings changes into the index. With `seq` they are on disk and findable when this returns;
    /// without, they wait for the next call that has one.
    pub async fn apply(&self, changes: Vec<Indexed>, seq: Option<i64>) -> Result<(), SearchError> {
        let (done, answer) = oneshot::channel();
        self.tasks.send(Task::Apply(changes, seq, done)).map_err(|_| SearchError::Stopped)?;
        answer.await.map_err(|_| SearchError::Stopped)?
    }
}

impl Drop for IndexWriter {
    fn drop(&mut self) {
        if self.tasks.send(Task::Stop).is_ok()
            && let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the index writer's thread had panicked");
        }
    }
}

fn apply(
    search: &SearchIndex,
    writer: &mut tantivy::IndexWriter<TantivyDocument>,
    memory: &mut Memory,
    changes: Vec<Indexed>,
    seq: Option<i64>,
) -> Result<(), SearchError> {
    for change in changes {
        match change {
            Indexed::Gone { id } => {
                writer.delete_term(Term::from_field_text(search.fields.id, &id));
            }
            Indexed::Put { offer, document, organization, owner } => {
                writer.delete_term(Term::from_field_text(search.fields.id, &offer.id));
                let entry = Entry { offer: &offer, document: &document, organization: organization.as_deref(), owner: &owner };
                writer.add_document(document::of(&entry, &search.fields, &search.vocabulary, memory))?;
            }
        }
    }
    if let Some(seq) = seq {
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&seq.to_string());
        commit.commit()?;
        search.reader.reload()?;
    }
    Ok(())
}

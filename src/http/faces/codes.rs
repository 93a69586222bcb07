//! Owns which neutral code stands for which offer, kept in step with the record. Must not know what an offer says.

use crate::catalogue::Catalogue;
use crate::domain::change::{ChangeKind, Target};
use crate::http::problem::Problem;
use crate::pages::codes::code;
use serde_json::Value;
use std::collections::BTreeMap;
use tokio::sync::Mutex;

/// Changes read at a time.
const PAGE: u32 = 1_000;

/// What a code stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub id: String,
    pub withdrawn: bool,
    /// It can be used now, and may stand in a sitemap.
    pub active: bool,
    /// Whose inhabitants it is for, where it is local.
    pub municipalities: Vec<String>,
    /// The day of its last change, `YYYY-MM-DD`.
    pub changed: String,
}

#[derive(Default)]
struct Held {
    seq: i64,
    by_code: BTreeMap<String, Known>,
}

/// Every code that there ever was.
#[derive(Default)]
pub struct Codes(Mutex<Held>);

impl Codes {
    /// What a code stands for.
    pub async fn find(&self, catalogue: &Catalogue, code: &str) -> Result<Option<Known>, Problem> {
        Ok(self.fresh(catalogue).await?.by_code.get(code).cloned())
    }

    /// Whether an id is an offer's, now or before.
    pub async fn has(&self, catalogue: &Catalogue, id: &str) -> Result<bool, Problem> {
        Ok(self.fresh(catalogue).await?.by_code.get(&code(id)).is_some_and(|known| known.id == id))
    }

    /// Active offers by code.
    pub async fn active(&self, catalogue: &Catalogue) -> Result<Vec<(String, Known)>, Problem> {
        let held = self.fresh(catalogue).await?;
        Ok(held.by_code.iter().filter(|(_, known)| known.active).map(|(code, known)| (code.clone(), known.clone())).collect())
    }

    async fn fresh(&self, catalogue: &Catalogue) -> Result<tokio::sync::MutexGuard<'_, Held>, Problem> {
        let mut held = self.0.lock().await;
        // What cannot be found yet has no page yet.
        while held.seq < catalogue.indexed_seq() {
            let changes = catalogue.changes(held.seq, PAGE).await?;
            let Some(last) = changes.last().map(|change| change.seq) else { break };
            held.seq = last;
            for change in changes.into_iter().filter(|change| change.target == Target::Offer) {
                let status = change.document.as_ref().and_then(|d| d.get("status")).and_then(Value::as_str);
                let places =
                    change.document.as_ref().and_then(|d| d.pointer("/coverage/municipalities")).and_then(Value::as_array);
                let known = Known {
                    municipalities: places.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect(),
                    withdrawn: change.kind == ChangeKind::Withdrawn,
                    active: status == Some("active"),
                    changed: change.at.chars().take(10).collect(),
                    id: change.id,
                };
                held.by_code.insert(code(&known.id), known);
            }
        }
        Ok(held)
    }
}

//! Owns what was used, what was missing and whether what was needed was found, as counts, gathered in memory and written now and then. Must not know who or which words.

use super::{Catalogue, CatalogueError};
use crate::domain::change::Target;
use crate::domain::meetings::date_of;
use crate::domain::need::{Feedback, Need};
use crate::domain::report::{Reported, Wrong};
use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

/// So often what was gathered is written.
pub(super) const EVERY: Duration = Duration::from_secs(10);
/// So many different entries are gathered at most between two writings: what comes on top is not counted.
const MOST: usize = 50_000;

/// What was gathered since it was last written.
#[derive(Default)]
pub struct Tally(Mutex<Gathered>);

#[derive(Default)]
struct Gathered {
    uses: HashMap<String, i64>,
    needs: Vec<Need>,
    feedback: Vec<Feedback>,
}

impl Catalogue {
    /// An offer was opened or chosen.
    pub fn used(&self, offer: &str) {
        if let Ok(mut gathered) = self.tally.0.lock()
            && gathered.uses.len() < MOST
        {
            *gathered.uses.entry(offer.to_owned()).or_default() += 1;
        }
    }

    /// Something was missing; `need.count` and `need.month` are filled in here.
    pub fn missed(&self, mut need: Need) {
        need.month = self.month();
        need.count = 1;
        if let Ok(mut gathered) = self.tally.0.lock()
            && gathered.needs.len() < MOST
        {
            gathered.needs.push(need);
        }
    }

    /// Somebody said whether they found what they needed; `said.count` and `said.month` are filled in here.
    pub fn told(&self, mut said: Feedback) {
        said.month = self.month();
        said.count = 1;
        if let Ok(mut gathered) = self.tally.0.lock()
            && gathered.feedback.len() < MOST
        {
            gathered.feedback.push(said);
        }
    }

    /// Somebody says that something is wrong with an offer. Counted at once: it is rare, and the keeper waits for it.
    pub async fn reported(&self, offer: &str, wrong: Wrong) -> Result<(), CatalogueError> {
        self.get(Target::Offer, offer).await?;
        let day = date_of((self.clock)()).to_string();
        Ok(self.store.count_report(offer, wrong, &day).await?)
    }

    /// What was said to be wrong with an offer that is, or was, there.
    pub async fn reports(&self, offer: &str) -> Result<Vec<Reported>, CatalogueError> {
        self.store.get(Target::Offer, offer).await?.ok_or(CatalogueError::Missing)?;
        Ok(self.store.reports(offer).await?)
    }

    /// This month, `YYYY-MM`.
    pub fn month(&self) -> String {
        date_of((self.clock)()).strftime("%Y-%m").to_string()
    }

    /// Writes what was gathered. What cannot be written is counted next time.
    pub async fn write_tally(&self) {
        let Some(gathered) = self.tally.0.lock().ok().map(|mut g| std::mem::take(&mut *g)) else { return };
        let uses: Vec<(String, i64)> = gathered.uses.into_iter().collect();
        if !uses.is_empty()
            && let Err(error) = self.store.count_uses(&self.month(), &uses).await
        {
            tracing::warn!(%error, "uses could not be counted; they are counted next time");
            if let Ok(mut again) = self.tally.0.lock() {
                uses.into_iter().for_each(|(offer, count)| *again.uses.entry(offer).or_default() += count);
            }
        }
        if !gathered.needs.is_empty()
            && let Err(error) = self.store.count_needs(&gathered.needs).await
        {
            tracing::warn!(%error, "needs could not be counted; they are counted next time");
            if let Ok(mut again) = self.tally.0.lock() {
                again.needs.extend(gathered.needs);
            }
        }
        if !gathered.feedback.is_empty()
            && let Err(error) = self.store.count_feedback(&gathered.feedback).await
        {
            tracing::warn!(%error, "what was said of answers could not be counted; it is counted next time");
            if let Ok(mut again) = self.tally.0.lock() {
                again.feedback.extend(gathered.feedback);
            }
        }
    }
}

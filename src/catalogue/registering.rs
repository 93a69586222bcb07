//! Owns the use cases that bring in what public registers say of places and addresses. Must not know how they are asked.

use super::{Catalogue, CatalogueError};
use crate::domain::Fault;
use crate::domain::change::{Stored, Target};
use crate::domain::register::difference;
use crate::registers::{Client, Progress, RegistersError};
use crate::store::Expected;
use serde_json::{Value, json};

/// Offers read at a time.
const PAGE: u32 = 200;

/// What became of the locations of all offers.
#[derive(Debug, Default)]
pub struct LocateReport {
    /// Locations that have coordinates now and had none.
    pub located: usize,
    /// Locations whose address the register does not know, or knows several of.
    pub unknown: usize,
    /// Locations that were not asked for, because they have coordinates, have no street or are withheld; and those whose offer
    /// somebody else changed meanwhile.
    pub unchanged: usize,
    /// What stopped it before the last offer; what is counted was done all the same.
    pub stopped: Option<RegistersError>,
}

impl Catalogue {
    /// Fetches what the registers say of places, keeps it, and tells what differs from before in short lines.
    ///
    /// # Errors
    /// `CatalogueError::Registers` where any of it could not be fetched whole: nothing is changed then.
    pub async fn update_places(&self, client: &Client, progress: &dyn Progress) -> Result<Vec<String>, CatalogueError> {
        let registers = client.fetch(progress).await?;
        let _turn = self.line.lock().await;
        let before = self.store.registers().await?;
        self.store.put_registers(&registers, &self.now()).await?;
        Ok(difference(before.as_ref(), &registers))
    }

    /// Finds coordinates for every address that has none, one change an offer. Withheld addresses are never asked for.
    /// A register that does not answer stops it, which the report tells; the offers before are kept.
    ///
    /// # Errors
    /// The store failed, or an offer breaks a rule that is younger than it is.
    pub async fn locate_offers(
        &self,
        client: &Client,
        progress: &dyn Progress,
        by: &str,
    ) -> Result<LocateReport, CatalogueError> {
        let mut report = LocateReport::default();
        progress.begin("offers", u64::try_from(self.store.count(Target::Offer).await?).ok());
        let mut after = String::new();
        loop {
            let page = self.page(Target::Offer, &after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.id);
            for stored in &page {
                match self.locate_offer(client, stored, by, &mut report).await {
                    Ok(()) => progress.step(),
                    Err(CatalogueError::Registers(error)) => {
                        report.stopped = Some(error);
                        progress.done();
                        return Ok(report);
                    }
                    Err(other) => return Err(other),
                }
            }
        }
        progress.done();
        Ok(report)
    }

    async fn locate_offer(
        &self,
        client: &Client,
        stored: &Stored,
        by: &str,
        report: &mut LocateReport,
    ) -> Result<(), CatalogueError> {
        let Some(mut document) = stored.document.clone() else { return Ok(()) };
        let Some(locations) = document.get_mut("locations").and_then(Value::as_array_mut) else { return Ok(()) };
        let (mut located, mut unknown, mut unchanged) = (0, 0, 0);
        for location in locations {
            match located_at(client, location).await? {
                Asked::Not => unchanged += 1,
                Asked::InVain => unknown += 1,
                Asked::Found(lat, lon) => {
                    if let Some(members) = location.as_object_mut() {
                        members.insert("lat".to_owned(), json!(lat));
                        members.insert("lon".to_owned(), json!(lon));
                    }
                    located += 1;
                }
            }
        }
        if located > 0 && !self.put_located(stored, document, by).await? {
            unchanged += located;
            located = 0;
        }
        report.located += located;
        report.unknown += unknown;
        report.unchanged += unchanged;
        Ok(())
    }

    /// False where somebody else changed or withdrew it meanwhile: theirs stands, and the next run asks again.
    async fn put_located(&self, stored: &Stored, document: Value, by: &str) -> Result<bool, CatalogueError> {
        match self.put(Target::Offer, &stored.id, document, Expected::At(stored.revision), by).await {
            Ok(_) => Ok(true),
            Err(CatalogueError::Changed(_) | CatalogueError::Withdrawn | CatalogueError::Missing) => Ok(false),
            // Without its id nobody finds the offer that breaks a rule.
            Err(CatalogueError::Faulty(faults)) => {
                let file = Some(format!("offer {}", stored.id));
                Err(CatalogueError::Faulty(faults.into_iter().map(|fault| Fault { file: file.clone(), ..fault }).collect()))
            }
            Err(other) => Err(other),
        }
    }
}

/// What asking for a location came to.
enum Asked {
    /// It needs no asking, or must not be asked for.
    Not,
    InVain,
    /// Latitude and longitude, in degrees.
    Found(f64, f64),
}

async fn located_at(client: &Client, location: &Value) -> Result<Asked, RegistersError> {
    let text = |member: &str| location.get(member).and_then(Value::as_str);
    let has = |member: &str| location.get(member).is_some_and(Value::is_number);
    let withheld = location.get("withheld").and_then(Value::as_bool) == Some(true);
    let street = text("street").filter(|street| !street.trim().is_empty());
    match street {
        Some(street) if !(withheld || has("lat") && has("lon")) => {
            let found = client.locate(street, text("postal_code"), text("city"), text("municipality")).await?;
            Ok(found.map_or(Asked::InVain, |(lat, lon)| Asked::Found(lat, lon)))
        }
        _ => Ok(Asked::Not),
    }
}

//! Owns the changes of municipality numbers as SSB's KLASS tells them. Must not know the other registers.

use super::{Answer, Client, Register, RegistersError, is_number};
use crate::domain::register::NumberChange;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

/// The classification of municipalities.
const MUNICIPALITIES: u32 = 131;
/// The first day whose changes are asked for.
const FROM: &str = "2006-01-01";

impl Client {
    /// Every change of a municipality's number, those that are decided for next New Year's Day too; oldest numbers first.
    pub(super) async fn changes(&self) -> Result<Vec<NumberChange>, RegistersError> {
        let next_year = i32::from(Timestamp::now().to_zoned(TimeZone::UTC).year()) + 1;
        let to = format!("{next_year}-01-01");
        let address = format!("{}/classifications/{MUNICIPALITIES}/changes", self.bases.klass);
        let answer = self.get(Register::Klass, &address, &[("from", FROM), ("to", to.as_str())]).await?;
        let body = answer.json()?;
        let mut changes = Vec::new();
        for (at, row) in answer.rows(&body, "/codeChanges")?.iter().enumerate() {
            // A number that came from nowhere or went nowhere leads nobody to another one.
            if let (Some(from), Some(to)) = (code(&answer, row, at, "oldCode")?, code(&answer, row, at, "newCode")?) {
                let on = row.get("changeOccurred").and_then(Value::as_str).map(str::to_owned);
                changes.push(NumberChange { from, to, on });
            }
        }
        changes.sort();
        changes.dedup();
        answer.enough("number changes", changes.len(), self.least.number_changes)?;
        Ok(changes)
    }
}

/// A number, where there is one.
fn code(answer: &Answer, row: &Value, at: usize, member: &str) -> Result<Option<String>, RegistersError> {
    match row.get(member) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(Value::String(text)) if is_number(text.trim()) => Ok(Some(text.trim().to_owned())),
        Some(other) => Err(answer.unreadable(format!("/codeChanges/{at}/{member}"), format!("want four digits, not {other}"))),
    }
}

//! Owns the SQLite tables around the catalogue: registers, shortlists, counts. Must not know documents.

use super::StoreError;
use crate::domain::need::{AgeBand, Feedback, Need, Origin, Outcome, Reason};
use crate::domain::register::Registers;
use crate::domain::report::{Reported, Wrong};
use serde_json::Value;
use sqlx::{Row, SqlitePool};

pub(super) async fn put_registers(pool: &SqlitePool, registers: &Registers, at: &str) -> Result<(), StoreError> {
    let text = serde_json::to_string(registers)?;
    sqlx::query("INSERT OR REPLACE INTO registers (only, at, document) VALUES (1, ?, ?)")
        .bind(at)
        .bind(text)
        .execute(pool)
        .await?;
    Ok(())
}

pub(super) async fn registers(pool: &SqlitePool) -> Result<Option<Registers>, StoreError> {
    let text: Option<String> = sqlx::query_scalar("SELECT document FROM registers").fetch_optional(pool).await?;
    Ok(text.map(|t| serde_json::from_str(&t)).transpose()?)
}

pub(super) async fn registered_at(pool: &SqlitePool) -> Result<Option<String>, StoreError> {
    Ok(sqlx::query_scalar("SELECT at FROM registers").fetch_optional(pool).await?)
}

pub(super) async fn put_shortlist(
    pool: &SqlitePool,
    token: &str,
    document: &Value,
    expires: i64,
    now: i64,
) -> Result<(), StoreError> {
    let mut tx = pool.begin().await?;
    sqlx::query("DELETE FROM shortlists WHERE expires <= ?").bind(now).execute(&mut *tx).await?;
    sqlx::query("INSERT INTO shortlists (token, expires, document) VALUES (?, ?, ?)")
        .bind(token)
        .bind(expires)
        .bind(document.to_string())
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

pub(super) async fn shortlist(pool: &SqlitePool, token: &str, now: i64) -> Result<Option<(Value, i64)>, StoreError> {
    let row = sqlx::query("SELECT document, expires FROM shortlists WHERE token = ? AND expires > ?")
        .bind(token)
        .bind(now)
        .fetch_optional(pool)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let text: String = row.try_get("document")?;
    Ok(Some((serde_json::from_str(&text)?, row.try_get("expires")?)))
}

pub(super) async fn count_needs(pool: &SqlitePool, needs: &[Need]) -> Result<(), StoreError> {
    let mut tx = pool.begin().await?;
    for need in needs {
        sqlx::query(
            "INSERT INTO needs (month, municipality, topic, age_band, reason, origin, count) VALUES (?, ?, ?, ?, ?, ?, ?) \
             ON CONFLICT DO UPDATE SET count = count + excluded.count",
        )
        .bind(&need.month)
        .bind(&need.municipality)
        .bind(need.topic.as_deref().unwrap_or_default())
        .bind(need.age_band.map_or("", AgeBand::as_str))
        .bind(need.reason.as_str())
        .bind(need.origin.as_str())
        .bind(need.count)
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

pub(super) async fn needs(pool: &SqlitePool, municipality: &str, since: &str) -> Result<Vec<Need>, StoreError> {
    let rows = sqlx::query(
        "SELECT month, municipality, topic, age_band, reason, origin, count FROM needs WHERE municipality = ? AND month >= ?",
    )
    .bind(municipality)
    .bind(since)
    .fetch_all(pool)
    .await?;
    rows.iter()
        .map(|row| {
            let (topic, band): (String, String) = (row.try_get("topic")?, row.try_get("age_band")?);
            let (reason, origin): (String, String) = (row.try_get("reason")?, row.try_get("origin")?);
            let unknown = || StoreError::Unusable(format!("the store holds a need of {reason}, {origin}, which nobody knows"));
            Ok(Need {
                month: row.try_get("month")?,
                municipality: row.try_get("municipality")?,
                topic: Some(topic).filter(|t| !t.is_empty()),
                age_band: AgeBand::parse(&band),
                reason: Reason::parse(&reason).ok_or_else(unknown)?,
                origin: Origin::parse(&origin).ok_or_else(unknown)?,
                count: row.try_get("count")?,
            })
        })
        .collect()
}

pub(super) async fn count_feedback(pool: &SqlitePool, feedback: &[Feedback]) -> Result<(), StoreError> {
    let mut tx = pool.begin().await?;
    for said in feedback {
        sqlx::query(
            "INSERT INTO feedback (month, municipality, topic, outcome, count) VALUES (?, ?, ?, ?, ?) \
             ON CONFLICT DO UPDATE SET count = count + excluded.count",
        )
        .bind(&said.month)
        .bind(&said.municipality)
        .bind(said.topic.as_deref().unwrap_or_default())
        .bind(said.outcome.as_str())
        .bind(said.count)
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

pub(super) async fn feedback(pool: &SqlitePool, municipality: &str, since: &str) -> Result<Vec<Feedback>, StoreError> {
    let rows =
        sqlx::query("SELECT month, municipality, topic, outcome, count FROM feedback WHERE municipality = ? AND month >= ?")
            .bind(municipality)
            .bind(since)
            .fetch_all(pool)
            .await?;
    rows.iter()
        .map(|row| {
            let (topic, outcome): (String, String) = (row.try_get("topic")?, row.try_get("outcome")?);
            let unknown = || StoreError::Unusable(format!("the store holds the outcome {outcome}, which nobody knows"));
            Ok(Feedback {
                month: row.try_get("month")?,
                municipality: row.try_get("municipality")?,
                topic: Some(topic).filter(|t| !t.is_empty()),
                outcome: Outcome::parse(&outcome).ok_or_else(unknown)?,
                count: row.try_get("count")?,
            })
        })
        .collect()
}

pub(super) async fn count_uses(pool: &SqlitePool, month: &str, uses: &[(String, i64)]) -> Result<(), StoreError> {
    let mut tx = pool.begin().await?;
    for (offer, count) in uses {
        sqlx::query(
            "INSERT INTO uses (month, offer, count) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count",
        )
        .bind(month)
        .bind(offer)
        .bind(count)
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

pub(super) async fn uses(pool: &SqlitePool, since: &str) -> Result<Vec<(String, i64)>, StoreError> {
    let rows =
        sqlx::query("SELECT offer, sum(count) AS count FROM uses WHERE month >= ? GROUP BY offer ORDER BY count DESC, offer")
            .bind(since)
            .fetch_all(pool)
            .await?;
    rows.iter().map(|row| Ok((row.try_get("offer")?, row.try_get("count")?))).collect()
}

pub(super) async fn count_report(pool: &SqlitePool, offer: &str, wrong: Wrong, day: &str) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO reports (offer, wrong, day, count) VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1")
        .bind(offer)
        .bind(wrong.as_str())
        .bind(day)
        .execute(pool)
        .await?;
    Ok(())
}

pub(super) async fn reports(pool: &SqlitePool, offer: &str) -> Result<Vec<Reported>, StoreError> {
    let rows = sqlx::query("SELECT wrong, day, count FROM reports WHERE offer = ? ORDER BY day DESC, wrong")
        .bind(offer)
        .fetch_all(pool)
        .await?;
    rows.iter()
        .map(|row| {
            let word: String = row.try_get("wrong")?;
            let unknown = || StoreError::Unusable(format!("the store holds a report of {word}, which nobody knows"));
            Ok(Reported {
                wrong: Wrong::parse(&word).ok_or_else(unknown)?,
                on: row.try_get("day")?,
                count: row.try_get("count")?,
            })
        })
        .collect()
}

//! Owns the record in SQLite. Must not know what a document means.

use super::{Expected, Store, StoreError, StoredKey, Write, around};
use crate::domain::change::{Change, ChangeKind, Revision, Stored, Target};
use crate::domain::need::{Feedback, Need};
use crate::domain::register::Registers;
use crate::domain::report::{Reported, Wrong};
use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous};
use sqlx::{Row, Sqlite, SqlitePool, Transaction};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A store in one file. Readers never wait for the writer.
pub struct SqliteStore {
    readers: SqlitePool,
    writer: SqlitePool,
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        // A write that was answered is on disk, whatever happens to the machine.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(20))
        .foreign_keys(true)
}

impl SqliteStore {
    /// Opens a file, made where it is missing.
    pub async fn open(path: &Path) -> Result<SqliteStore, StoreError> {
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options(path).create_if_missing(true)).await?;
        sqlx::migrate!("src/store/migrations").run(&writer).await?;
        let readers = SqlitePoolOptions::new().max_connections(4).connect_with(options(path).read_only(true)).await?;
        Ok(SqliteStore { readers, writer })
    }
}

fn target(word: &str) -> Result<Target, StoreError> {
    match word {
        "organization" => Ok(Target::Organization),
        "offer" => Ok(Target::Offer),
        other => Err(StoreError::Unusable(format!("the store holds a {other}, which this version does not know"))),
    }
}

fn document(row: &SqliteRow) -> Result<Option<Value>, StoreError> {
    let text: Option<String> = row.try_get("document")?;
    Ok(text.map(|t| serde_json::from_str(&t)).transpose()?)
}

fn stored(row: &SqliteRow) -> Result<Stored, StoreError> {
    Ok(Stored {
        target: target(row.try_get("target")?)?,
        id: row.try_get("id")?,
        revision: row.try_get("revision")?,
        seq: row.try_get("seq")?,
        document: document(row)?,
    })
}

fn change(row: &SqliteRow) -> Result<Change, StoreError> {
    let kind: String = row.try_get("kind")?;
    Ok(Change {
        seq: row.try_get("seq")?,
        at: row.try_get("at")?,
        target: target(row.try_get("target")?)?,
        id: row.try_get("id")?,
        revision: row.try_get("revision")?,
        kind: ChangeKind::parse(&kind).ok_or_else(|| StoreError::Unusable(format!("the store holds a change of kind {kind}")))?,
        document: document(row)?,
    })
}

fn revision(row: &SqliteRow) -> Result<Revision, StoreError> {
    let members: String = row.try_get("members")?;
    Ok(Revision { change: change(row)?, by: row.try_get("by")?, members: serde_json::from_str(&members)? })
}

async fn write(tx: &mut Transaction<'_, Sqlite>, write: Write, at: &str, by: &str) -> Result<Stored, StoreError> {
    let found = sqlx::query("SELECT target, id, revision, seq, document FROM documents WHERE target = ? AND id = ?")
        .bind(write.target.as_str())
        .bind(&write.id)
        .fetch_optional(&mut **tx)
        .await?;
    let there = found.as_ref().map(stored).transpose()?;
    let revision = there.as_ref().map_or(0, |s| s.revision);
    let present = there.as_ref().is_some_and(|s| s.document.is_some());
    let holds = match write.expected {
        Expected::Any => true,
        Expected::Absent => !present,
        Expected::At(wanted) => present && wanted == revision,
    };
    if !holds {
        return Err(StoreError::Conflict { target: write.target, id: write.id, found: revision });
    }
    let text = write.document.as_ref().map(Value::to_string);
    let seq = sqlx::query(
        "INSERT INTO changes (at, target, id, revision, kind, by, members, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(at)
    .bind(write.target.as_str())
    .bind(&write.id)
    .bind(revision + 1)
    .bind(write.kind.as_str())
    .bind(by)
    .bind(serde_json::to_string(&write.members)?)
    .bind(&text)
    .execute(&mut **tx)
    .await?
    .last_insert_rowid();
    let organization = match write.target {
        Target::Offer => write.document.as_ref().and_then(|d| d.get("organization")).and_then(Value::as_str),
        Target::Organization => None,
    };
    sqlx::query("INSERT OR REPLACE INTO documents (target, id, revision, seq, organization, document) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(write.target.as_str())
        .bind(&write.id)
        .bind(revision + 1)
        .bind(seq)
        .bind(organization)
        .bind(&text)
        .execute(&mut **tx)
        .await?;
    Ok(Stored { target: write.target, id: write.id, revision: revision + 1, seq, document: write.document })
}

#[async_trait::async_trait]
impl Store for SqliteStore {
    async fn identity(&self) -> Result<String, StoreError> {
        Ok(sqlx::query_scalar("SELECT value FROM identity").fetch_one(&self.readers).await?)
    }

    async fn get(&self, target: Target, id: &str) -> Result<Option<Stored>, StoreError> {
        let row = sqlx::query("SELECT target, id, revision, seq, document FROM documents WHERE target = ? AND id = ?")
            .bind(target.as_str())
            .bind(id)
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(stored).transpose()
    }

    async fn page(&self, target: Target, after: &str, most: u32) -> Result<Vec<Stored>, StoreError> {
        let rows = sqlx::query(
            "SELECT target, id, revision, seq, document FROM documents \
             WHERE target = ? AND id > ? AND document IS NOT NULL ORDER BY id LIMIT ?",
        )
        .bind(target.as_str())
        .bind(after)
        .bind(most)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(stored).collect()
    }

    async fn count(&self, target: Target) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar("SELECT count(*) FROM documents WHERE target = ? AND document IS NOT NULL")
            .bind(target.as_str())
            .fetch_one(&self.readers)
            .await?)
    }

    async fn offers_of(&self, organization: &str) -> Result<Vec<Stored>, StoreError> {
        let rows = sqlx::query(
            "SELECT target, id, revision, seq, document FROM documents \
             WHERE organization = ? AND document IS NOT NULL ORDER BY id",
        )
        .bind(organization)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(stored).collect()
    }

    async fn apply(&self, writes: Vec<Write>, at: &str, by: &str) -> Result<Vec<Stored>, StoreError> {
        let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let mut done = Vec::with_capacity(writes.len());
        for one in writes {
            done.push(write(&mut tx, one, at, by).await?);
        }
        tx.commit().await?;
        Ok(done)
    }

    async fn last_seq(&self) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar("SELECT coalesce(max(seq), 0) FROM changes").fetch_one(&self.readers).await?)
    }

    async fn changes(&self, since: i64, most: u32) -> Result<Vec<Change>, StoreError> {
        let rows =
            sqlx::query("SELECT seq, at, target, id, revision, kind, document FROM changes WHERE seq > ? ORDER BY seq LIMIT ?")
                .bind(since)
                .bind(most)
                .fetch_all(&self.readers)
                .await?;
        rows.iter().map(change).collect()
    }

    async fn offers_changed_from(&self, at: &str, most: u32) -> Result<Vec<Revision>, StoreError> {
        let rows = sqlx::query(
            "SELECT seq, at, target, id, revision, kind, by, members, document FROM changes \
             WHERE at >= ? AND target = 'offer' ORDER BY seq DESC LIMIT ?",
        )
        .bind(at)
        .bind(most)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().rev().map(revision).collect()
    }

    async fn history(&self, target: Target, id: &str) -> Result<Vec<Revision>, StoreError> {
        let rows = sqlx::query(
            "SELECT seq, at, target, id, revision, kind, by, members, document FROM changes \
             WHERE target = ? AND id = ? ORDER BY revision",
        )
        .bind(target.as_str())
        .bind(id)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(revision).collect()
    }

    async fn keys(&self) -> Result<Vec<StoredKey>, StoreError> {
        let rows = sqlx::query("SELECT name, hash FROM keys ORDER BY name").fetch_all(&self.readers).await?;
        rows.iter().map(|row| Ok(StoredKey { name: row.try_get("name")?, hash: row.try_get("hash")? })).collect()
    }

    async fn put_key(&self, key: StoredKey) -> Result<(), StoreError> {
        sqlx::query("INSERT OR REPLACE INTO keys (name, hash) VALUES (?, ?)")
            .bind(&key.name)
            .bind(&key.hash)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn backup(&self, file: &Path) -> Result<(), StoreError> {
        if file.exists() {
            return Err(StoreError::Unusable(format!("{} is there already; name a new file", file.display())));
        }
        // A reading connection sees one moment of the store, and the writer goes on meanwhile.
        let path = file.display().to_string();
        sqlx::query("VACUUM INTO ?").bind(path).execute(&self.readers).await?;
        Ok(())
    }

    async fn put_registers(&self, registers: &Registers, at: &str) -> Result<(), StoreError> {
        around::put_registers(&self.writer, registers, at).await
    }

    async fn registers(&self) -> Result<Option<Registers>, StoreError> {
        around::registers(&self.readers).await
    }

    async fn registered_at(&self) -> Result<Option<String>, StoreError> {
        around::registered_at(&self.readers).await
    }

    async fn put_shortlist(&self, token: &str, document: &Value, expires: i64, now: i64) -> Result<(), StoreError> {
        around::put_shortlist(&self.writer, token, document, expires, now).await
    }

    async fn shortlist(&self, token: &str, now: i64) -> Result<Option<(Value, i64)>, StoreError> {
        around::shortlist(&self.readers, token, now).await
    }

    async fn count_needs(&self, needs: &[Need]) -> Result<(), StoreError> {
        around::count_needs(&self.writer, needs).await
    }

    async fn needs(&self, municipality: &str, since: &str) -> Result<Vec<Need>, StoreError> {
        around::needs(&self.readers, municipality, since).await
    }

    async fn count_feedback(&self, feedback: &[Feedback]) -> Result<(), StoreError> {
        around::count_feedback(&self.writer, feedback).await
    }

    async fn feedback(&self, municipality: &str, since: &str) -> Result<Vec<Feedback>, StoreError> {
        around::feedback(&self.readers, municipality, since).await
    }

    async fn count_uses(&self, month: &str, uses: &[(String, i64)]) -> Result<(), StoreError> {
        around::count_uses(&self.writer, month, uses).await
    }

    async fn uses(&self, since: &str) -> Result<Vec<(String, i64)>, StoreError> {
        around::uses(&self.readers, since).await
    }

    async fn count_report(&self, offer: &str, wrong: Wrong, day: &str) -> Result<(), StoreError> {
        around::count_report(&self.writer, offer, wrong, day).await
    }

    async fn reports(&self, offer: &str) -> Result<Vec<Reported>, StoreError> {
        around::reports(&self.readers, offer).await
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// Puts a backup in the place of a store, after a look into it.
pub async fn restore(path: &Path, backup: &Path) -> Result<(), StoreError> {
    let look = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(SqliteConnectOptions::new().filename(backup).read_only(true).immutable(true))
        .await?;
    let sound: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&look).await?;
    let ours: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_master WHERE name IN ('documents', 'changes', 'identity')")
        .fetch_one(&look)
        .await?;
    look.close().await;
    if sound != "ok" || ours != 3 {
        return Err(StoreError::Unusable(format!("{} is no sound backup of a store; nothing was changed", backup.display())));
    }
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let beside = |ending: &str| PathBuf::from(format!("{}{ending}", path.display()));
    if path.exists() {
        refuse_if_in_use(path).await?;
        std::fs::rename(path, beside(".before-restore"))?;
    }
    for ending in ["-wal", "-shm"] {
        let rest = beside(ending);
        if rest.exists() {
            std::fs::remove_file(rest)?;
        }
    }
    let new = beside(".restoring");
    std::fs::copy(backup, &new)?;
    // The copy is another store from now on: what was indexed of the old one must not be taken for it.
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(SqliteConnectOptions::new().filename(&new)).await?;
    sqlx::query("UPDATE identity SET value = lower(hex(randomblob(16)))").execute(&pool).await?;
    pool.close().await;
    std::fs::rename(new, path)?;
    Ok(())
}

/// A store that a service has open keeps its log beside it; taking over the log tells whether anyone else does.
async fn refuse_if_in_use(path: &Path) -> Result<(), StoreError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(SqliteConnectOptions::new().filename(path).busy_timeout(Duration::from_millis(500)))
        .await?;
    let mode: Result<String, sqlx::Error> = sqlx::query_scalar("PRAGMA journal_mode = DELETE").fetch_one(&pool).await;
    pool.close().await;
    match mode {
        Ok(mode) if mode == "delete" => Ok(()),
        _ => Err(StoreError::Unusable("the store is in use: stop the service first; nothing was changed".to_owned())),
    }
}

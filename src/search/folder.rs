//! Owns the index's folder: when what lies there can be used, and how it is made anew. Must not know what is in the documents.

use super::SearchError;
use super::schema::{Fields, VERSION};
use sha2::{Digest, Sha256};
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use tantivy::Index;
use tantivy::directory::MmapDirectory;

/// The index's own folder inside the configured one, so that nothing else is ever deleted.
const OWN: &str = "offers";
const MARK: &str = "veiviser-index";

/// What an index must be marked with to be of use: schema, language files, program version, store.
pub fn mark(fields: &Fields, vocabulary: &str, store: &str) -> String {
    let mut hash = Sha256::new();
    for part in [&VERSION.to_string(), env!("CARGO_PKG_VERSION"), vocabulary, store] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.update(serde_json::to_vec(&fields.schema).unwrap_or_default());
    hash.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect()
}

fn own(folder: &Path) -> PathBuf {
    folder.join(OWN)
}

/// The index and the last change in it, if every byte of it can be trusted.
pub fn open_sound(folder: &Path, mark: &str) -> Option<(Index, i64)> {
    let own = own(folder);
    let there = std::fs::read_to_string(own.join(MARK)).ok()?;
    if there.trim() != mark {
        tracing::info!("the search index is of another version, language or store: it is made anew");
        return None;
    }
    // Bytes that make no sense can trip a reader of binary files: whatever happens here means "make it anew".
    let opened = std::panic::catch_unwind(AssertUnwindSafe(|| {
        let index = Index::open_in_dir(&own).ok()?;
        if !index.validate_checksum().ok()?.is_empty() {
            return None;
        }
        let seq = index.load_metas().ok()?.payload?.parse::<i64>().ok()?;
        index.reader().ok()?;
        Some((index, seq))
    }));
    let sound = opened.ok().flatten();
    if sound.is_none() {
        tracing::warn!("the search index is broken: it is made anew");
    }
    sound
}

/// An empty index, with nothing left of the one before.
pub fn make(folder: &Path, fields: &Fields, mark: &str) -> Result<Index, SearchError> {
    let own = own(folder);
    remove(&own)?;
    std::fs::create_dir_all(&own)?;
    let directory = MmapDirectory::open(&own).map_err(tantivy::TantivyError::from)?;
    let index = Index::create(directory, fields.schema.clone(), tantivy::IndexSettings::default())?;
    std::fs::write(own.join(MARK), mark)?;
    Ok(index)
}

/// Deletes the files that an index is made of; a file of another kind stays.
fn remove(own: &Path) -> std::io::Result<()> {
    if own.is_file() {
        return std::fs::remove_file(own);
    }
    let Ok(entries) = std::fs::read_dir(own) else {
        return Ok(());
    };
    for path in entries.flatten().map(|e| e.path()).filter(|p| p.is_file()) {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let segment = path.file_stem().is_some_and(|s| {
            s.to_string_lossy().split('.').next().is_some_and(|id| id.len() == 32 && id.chars().all(|c| c.is_ascii_hexdigit()))
        });
        if segment
            || name == MARK
            || name == "meta.json"
            || name == ".managed.json"
            || name.starts_with(".tantivy-")
            || name.starts_with(".tmp")
        {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}

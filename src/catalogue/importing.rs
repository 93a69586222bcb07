//! Owns imports: many documents at once, all or nothing, with every fault told. Must not know where the lines came from.

use super::{Catalogue, CatalogueError, changed_members};
use crate::domain::change::{ChangeKind, Target};
use crate::domain::{Fault, Record, rules, withheld};
use crate::store::{Expected, Write};
use crate::vocabulary::Vocabulary;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// A line of a catalogue file.
#[derive(Clone, Debug)]
pub struct Line {
    pub file: Option<String>,
    /// From 1.
    pub line: usize,
    pub text: String,
}

/// One document that an import makes or changes.
#[derive(Clone, Debug, Serialize)]
pub struct Planned {
    pub target: Target,
    pub id: String,
    pub change: ChangeKind,
    pub members: Vec<String>,
}

/// What an import does, or would do.
#[derive(Clone, Debug, Serialize)]
pub struct ImportReport {
    pub dry_run: bool,
    pub created: usize,
    pub updated: usize,
    pub unchanged: usize,
    /// The documents that are made or changed.
    pub changes: Vec<Planned>,
    pub faults: Vec<Fault>,
}

/// The non-empty lines of a text.
pub fn read_lines(file: Option<&str>, text: &str) -> Vec<Line> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| Line {
            file: file.map(str::to_owned),
            line: at + 1,
            text: line.trim_start_matches('\u{feff}').to_owned(),
        })
        .collect()
}

/// The lines of catalogue files; a folder stands for every `.jsonl` in it.
pub fn lines_of(paths: &[PathBuf]) -> Result<Vec<Line>, Vec<Fault>> {
    let mut files = Vec::new();
    let mut faults = Vec::new();
    for path in paths {
        if let Err(e) = collect(path, &mut files) {
            faults.push(Fault::in_file(path.display().to_string(), 0, format!("cannot be read: {e}")));
        }
    }
    let mut lines = Vec::new();
    for file in files {
        let name = file.display().to_string();
        match std::fs::read_to_string(&file) {
            Ok(text) => lines.extend(read_lines(Some(&name), &text)),
            Err(e) => faults.push(Fault::in_file(name, 0, format!("cannot be read: {e}"))),
        }
    }
    if faults.is_empty() { Ok(lines) } else { Err(faults) }
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !path.is_dir() {
        std::fs::metadata(path)?;
        files.push(path.to_owned());
        return Ok(());
    }
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(path)?.collect::<Result<Vec<_>, _>>()?.into_iter().map(|e| e.path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            collect(&entry, files)?;
        } else if entry.extension().is_some_and(|e| e == "jsonl") {
            files.push(entry);
        }
    }
    Ok(())
}

/// Reads lines as records and checks each by itself and the ids against each other.
fn read(lines: &[Line], vocabulary: &Vocabulary) -> (Vec<(Record, Line)>, Vec<Fault>) {
    let mut records: Vec<(Record, Line)> = Vec::with_capacity(lines.len());
    let mut faults = Vec::new();
    let mut seen: HashMap<(Target, String), usize> = HashMap::new();
    for line in lines {
        let place = |fault: Fault| fault.within(line.file.as_deref(), line.line);
        match Record::from_line(&line.text) {
            Err(found) => faults.extend(found.into_iter().map(place)),
            Ok(record) => {
                let found = match &record {
                    Record::Offer(offer, _) => rules::check_offer(offer, vocabulary),
                    Record::Organization(organization, _) => rules::check_organization(organization, vocabulary),
                };
                faults.extend(found.into_iter().map(place));
                if let Some(first) = seen.insert((record.target(), record.id().to_owned()), records.len())
                    && let Some((_, other)) = records.get(first)
                {
                    let where_to = other.file.clone().unwrap_or_else(|| "this file".to_owned());
                    faults.push(place(Fault::at(
                        "/id",
                        format!("{} {} stands in line {} of {where_to} too", record.target().as_str(), record.id(), other.line),
                    )));
                }
                records.push((record, line.clone()));
            }
        }
    }
    (records, faults)
}

/// Checks catalogue files by themselves, without a store: every reference must lead somewhere inside them.
pub fn check_files(paths: &[PathBuf], vocabulary: &Vocabulary) -> Result<(usize, usize), Vec<Fault>> {
    let lines = lines_of(paths)?;
    let (records, mut faults) = read(&lines, vocabulary);
    let there: HashSet<(Target, &str)> = records.iter().map(|(r, _)| (r.target(), r.id())).collect();
    for (record, line) in &records {
        for (kind, id, member) in record.references() {
            if !there.contains(&(kind, id.as_str())) {
                faults.push(
                    Fault::at(member, format!("there is no {} {id}", kind.as_str())).within(line.file.as_deref(), line.line),
                );
            }
        }
    }
    let offers = records.iter().filter(|(r, _)| r.target() == Target::Offer).count();
    if faults.is_empty() { Ok((offers, records.len() - offers)) } else { Err(faults) }
}

impl Catalogue {
    /// Imports files or folders.
    pub async fn import_paths(&self, paths: &[PathBuf], dry_run: bool, by: &str) -> Result<ImportReport, CatalogueError> {
        let lines = lines_of(paths).map_err(CatalogueError::Faulty)?;
        self.import(&lines, dry_run, by).await
    }

    /// Imports lines: known ids are changed, new ones made, absent ones stay; unchanged ones get no revision. All or nothing.
    pub async fn import(&self, lines: &[Line], dry_run: bool, by: &str) -> Result<ImportReport, CatalogueError> {
        let _turn = self.line.lock().await;
        let (records, mut faults) = read(lines, &self.vocabulary);
        let there: HashSet<(Target, String)> = records.iter().map(|(r, _)| (r.target(), r.id().to_owned())).collect();
        let mut asked: HashMap<(Target, String), bool> = HashMap::new();
        let mut report = ImportReport { dry_run, created: 0, updated: 0, unchanged: 0, changes: Vec::new(), faults: Vec::new() };
        let mut writes = Vec::new();
        for (record, line) in &records {
            for (kind, id, member) in record.references() {
                let key = (kind, id);
                let known = if there.contains(&key) {
                    true
                } else if let Some(known) = asked.get(&key) {
                    *known
                } else {
                    let known = self.store.get(kind, &key.1).await?.is_some_and(|s| s.document.is_some());
                    asked.insert(key.clone(), known);
                    known
                };
                if !known {
                    let fault = Fault::at(member, format!("there is no {} {}", kind.as_str(), key.1));
                    faults.push(fault.within(line.file.as_deref(), line.line));
                }
            }
            let stored = self.store.get(record.target(), record.id()).await?.and_then(|s| s.document);
            let document = match &stored {
                Some(stored) => withheld::kept(record.document().clone(), stored),
                None => record.document().clone(),
            };
            if stored.as_ref() == Some(&document) {
                report.unchanged += 1;
                continue;
            }
            let kind = if stored.is_some() { ChangeKind::Updated } else { ChangeKind::Created };
            let members = if stored.is_some() { changed_members(stored.as_ref(), &document) } else { Vec::new() };
            match kind {
                ChangeKind::Created => report.created += 1,
                _ => report.updated += 1,
            }
            let (target, id) = (record.target(), record.id().to_owned());
            report.changes.push(Planned { target, id: id.clone(), change: kind, members: members.clone() });
            writes.push(Write { target, id, kind, document: Some(document), expected: Expected::Any, members });
        }
        report.faults = faults;
        if dry_run {
            return Ok(report);
        }
        if !report.faults.is_empty() {
            return Err(CatalogueError::Faulty(report.faults));
        }
        if !writes.is_empty() {
            let done = self.store.apply(writes, &self.now(), by).await?;
            if let Some(last) = done.last() {
                self.findable(last.seq).await?;
            }
        }
        Ok(report)
    }
}

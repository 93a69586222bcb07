//! Owns the reading of plain text tables and lists. Must not know what their columns mean.

use crate::domain::Fault;
use std::collections::HashMap;
use std::path::Path;

/// A tab-separated table with the names of its columns in the first line.
pub struct Table {
    file: String,
    columns: HashMap<String, usize>,
    rows: Vec<(usize, Vec<String>)>,
}

/// One line of a table.
pub struct Row<'a> {
    table: &'a Table,
    /// The line in the file, from 1.
    pub line: usize,
    cells: &'a [String],
}

impl Table {
    /// Reads a table that has at least `columns`. Faults are added to `faults`; what could be read is kept.
    pub fn read(path: &Path, columns: &[&str], faults: &mut Vec<Fault>) -> Table {
        let file = path.display().to_string();
        let mut table = Table { file: file.clone(), columns: HashMap::new(), rows: Vec::new() };
        let mut lines = lines(path, faults).into_iter();
        let Some((head_line, head)) = lines.next() else {
            return table;
        };
        table.columns = head.split('\t').enumerate().map(|(at, name)| (name.trim().to_owned(), at)).collect();
        for wanted in columns {
            if !table.columns.contains_key(*wanted) {
                faults.push(Fault::in_file(&file, head_line, format!("the first line names no column {wanted}")));
            }
        }
        for (line, text) in lines {
            let cells: Vec<String> = text.split('\t').map(|c| c.trim().to_owned()).collect();
            if cells.len() > table.columns.len() {
                faults.push(Fault::in_file(
                    &file,
                    line,
                    format!("{} cells, but the first line names {} columns", cells.len(), table.columns.len()),
                ));
                continue;
            }
            table.rows.push((line, cells));
        }
        table
    }

    /// Every line.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }
}

impl Row<'_> {
    /// A cell; empty where the line is short.
    pub fn get(&self, column: &str) -> &str {
        self.table.columns.get(column).and_then(|at| self.cells.get(*at)).map_or("", String::as_str)
    }

    /// A cell's list, `; ` between its entries.
    pub fn list(&self, column: &str) -> Vec<String> {
        self.get(column).split(';').map(str::trim).filter(|e| !e.is_empty()).map(str::to_owned).collect()
    }

    /// A fault in this line.
    pub fn fault(&self, reason: impl Into<String>) -> Fault {
        Fault::in_file(&self.table.file, self.line, reason)
    }

    /// A cell that must not be empty.
    pub fn need<'a>(&'a self, column: &str, faults: &mut Vec<Fault>) -> &'a str {
        let cell = self.get(column);
        if cell.is_empty() {
            faults.push(self.fault(format!("{column} is empty")));
        }
        cell
    }
}

/// The lines of a text file that say something, with their numbers; comments and empty ones left out.
pub fn lines(path: &Path, faults: &mut Vec<Fault>) -> Vec<(usize, String)> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) => {
            faults.push(Fault::in_file(path.display().to_string(), 0, format!("cannot be read: {e}")));
            return Vec::new();
        }
    };
    text.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.trim_end_matches('\r').to_owned()))
        .filter(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        .collect()
}

//! Owns what is told of a mistake in a document or a data file. Must not know who asked.

use serde::Serialize;
use std::fmt;

/// One mistake, told so that a person can find and mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The file that it stands in, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line in that file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// JSON Pointer to the member, empty for the whole document.
    pub member: String,
    /// What is wrong and how to mend it.
    pub reason: String,
}

impl Fault {
    /// A fault in `member` of a document.
    pub fn at(member: impl Into<String>, reason: impl Into<String>) -> Self {
        Fault { file: None, line: None, member: member.into(), reason: reason.into() }
    }

    /// A fault in a line of a text file.
    pub fn in_file(file: impl Into<String>, line: usize, reason: impl Into<String>) -> Self {
        Fault { file: Some(file.into()), line: Some(line), member: String::new(), reason: reason.into() }
    }

    /// The same fault, placed in a file.
    #[must_use]
    pub fn within(mut self, file: Option<&str>, line: usize) -> Self {
        self.file = file.map(str::to_owned);
        self.line = Some(line);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}:")?;
        }
        if let Some(line) = self.line {
            write!(f, "{line}: ")?;
        }
        if !self.member.is_empty() {
            write!(f, "{}: ", self.member)?;
        }
        f.write_str(&self.reason)
    }
}

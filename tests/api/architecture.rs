//! Which way imports run, and how large a file may grow.

use super::common::project;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A room and what it may import; what stands in one brace of the plan does not know its neighbours.
fn allowed() -> BTreeMap<&'static str, &'static [&'static str]> {
    BTreeMap::from([
        ("domain", &[][..]),
        ("vocabulary", &["domain"]),
        ("understanding", &["vocabulary", "domain"]),
        ("search", &["vocabulary", "domain"]),
        ("navigation", &["domain"]),
        ("store", &["domain"]),
        ("registers", &["domain"]),
        ("finding", &["understanding", "search", "navigation", "vocabulary", "domain"]),
        ("catalogue", &["store", "search", "registers", "vocabulary", "domain"]),
        ("pages", &["navigation", "vocabulary", "domain"]),
        ("http", &["finding", "catalogue", "pages", "navigation", "store", "search", "vocabulary", "domain"]),
        ("config", &[]),
        ("telemetry", &[]),
        (
            "app",
            &["http", "finding", "catalogue", "understanding", "store", "search", "vocabulary", "domain", "config", "telemetry"],
        ),
        ("cli", &["app", "http", "catalogue", "registers", "store", "search", "vocabulary", "domain", "config", "telemetry"]),
        ("main", &["cli"]),
    ])
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

fn room(path: &Path) -> String {
    let inside = path.strip_prefix(project().join("src")).expect("inside src");
    let first = inside.components().next().expect("a component").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn imports_run_one_way() {
    let allowed = allowed();
    let mut files = Vec::new();
    sources(&project().join("src"), &mut files);
    let mut wrong = Vec::new();
    for file in &files {
        let room = room(file);
        if room == "lib" {
            continue;
        }
        let may = allowed.get(room.as_str()).unwrap_or_else(|| panic!("{room} is a room that the plan does not know"));
        let text = fs::read_to_string(file).expect("a file");
        for (at, line) in text.lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//")) {
            for prefix in ["crate::", "veiviser::"] {
                for (start, _) in line.match_indices(prefix) {
                    let rest = &line[start + prefix.len()..];
                    // `use crate::{a, b}` names several rooms at once.
                    let named: Vec<String> = match rest.strip_prefix('{') {
                        Some(list) => list
                            .split(',')
                            .map(|n| n.chars().filter(|c| c.is_alphanumeric() || *c == ':').collect::<String>())
                            .collect(),
                        None => vec![rest.to_owned()],
                    };
                    for name in named {
                        let to: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                        if allowed.contains_key(to.as_str()) && to != room && !may.contains(&to.as_str()) {
                            wrong.push(format!("{}:{}: {room} imports {to}", file.display(), at + 1));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_owns_and_stays_small() {
    let mut files = Vec::new();
    sources(&project().join("src"), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).expect("a file");
        assert!(text.starts_with("//! "), "{} does not begin with what it owns", file.display());
        assert!(text.lines().count() <= 500, "{} is over 500 lines", file.display());
    }
}

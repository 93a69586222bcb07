//! Owns the controlled vocabularies: topics, audiences, kinds, formats, methods, with labels and the words people use. Must not know how text is understood.

use super::tables::{Table, lines};
use crate::domain::slug::{Format, Kind};
use crate::domain::{Fault, Lang};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// A term of a controlled vocabulary.
#[derive(Clone, Debug, Default)]
pub struct Term {
    pub slug: String,
    /// The wider topic, if any.
    pub broader: Option<String>,
    labels: BTreeMap<&'static str, String>,
    /// What the young are shown: no diagnoses.
    gentle: BTreeMap<&'static str, String>,
    /// A search for it may mean danger.
    pub urgent: bool,
    pub icpc2: Vec<String>,
    pub los: Vec<String>,
}

impl Term {
    /// The label in a language, or in the one that stands in for it.
    pub fn label(&self, lang: Lang) -> &str {
        pick(&self.labels, lang).unwrap_or(&self.slug)
    }

    /// The label for the young, where the plain one is heavy and a gentle one is written in the language.
    pub fn gentle(&self, lang: Lang) -> Option<&str> {
        self.gentle.get(lang.tag()).map(String::as_str)
    }

    /// The label that a person is shown, with the language that it is in: the gentle one where it is written in theirs, else the plain.
    pub fn everyday(&self, lang: Lang) -> (&'static str, &str) {
        let gentle = self.gentle.get_key_value(lang.tag());
        let plain = || lang.fallbacks().iter().find_map(|l| self.labels.get_key_value(l.tag()));
        gentle.or_else(plain).map_or((lang.tag(), self.slug.as_str()), |(tag, text)| (tag, text.as_str()))
    }

    /// Labels by language tag.
    pub fn labels(&self) -> &BTreeMap<&'static str, String> {
        &self.labels
    }
}

fn pick<'a>(labels: &'a BTreeMap<&'static str, String>, lang: Lang) -> Option<&'a str> {
    lang.fallbacks().iter().find_map(|l| labels.get(l.tag())).map(String::as_str)
}

/// A phrase that people use, and what it points to.
#[derive(Clone, Debug)]
pub struct Phrase {
    pub text: String,
    pub slug: String,
    /// Points there among others only.
    pub hint: bool,
    /// It is meant only as it stands, small words and all: "drepe tida".
    pub whole: bool,
    /// The section that it stands in: nb, nn, dialect, en, professional.
    pub section: String,
}

/// A method or brand-like name.
#[derive(Clone, Debug)]
pub struct Method {
    pub slug: String,
    pub names: Vec<String>,
    pub topics: Vec<String>,
}

/// Everything in `data/vocabulary`.
#[derive(Debug, Default)]
pub struct Terms {
    pub topics: Vec<Term>,
    pub audiences: Vec<Term>,
    pub kinds: Vec<Term>,
    pub formats: Vec<Term>,
    pub methods: Vec<Method>,
    pub topic_phrases: Vec<Phrase>,
    pub audience_phrases: Vec<Phrase>,
    pub kind_phrases: Vec<Phrase>,
    pub format_phrases: Vec<Phrase>,
    position: HashMap<String, usize>,
}

impl Terms {
    /// Reads `data/vocabulary`.
    pub fn read(folder: &Path, faults: &mut Vec<Fault>) -> Terms {
        let topics = terms(&folder.join("topics.tsv"), &["slug", "broader", "nb", "nn", "en", "icpc2"], faults);
        let audiences = terms(&folder.join("audiences.tsv"), &["slug", "nb", "nn", "en"], faults);
        let kinds = terms(&folder.join("kinds.tsv"), &["slug", "nb", "nn", "en"], faults);
        let formats = terms(&folder.join("formats.tsv"), &["slug", "nb", "nn", "en"], faults);
        let words = folder.join("words");
        let it = Terms {
            topic_phrases: phrases(&words.join("topics"), &topics, faults),
            audience_phrases: phrases(&words.join("audiences"), &audiences, faults),
            kind_phrases: phrases(&words.join("kinds"), &kinds, faults),
            format_phrases: phrases(&words.join("formats"), &formats, faults),
            methods: methods(&folder.join("methods.tsv"), &topics, faults),
            position: topics.iter().enumerate().map(|(at, t)| (t.slug.clone(), at)).collect(),
            topics,
            audiences,
            kinds,
            formats,
        };
        closed(folder, "kinds.tsv", &it.kinds, Kind::ALL.iter().map(|k| k.as_str()), faults);
        closed(folder, "formats.tsv", &it.formats, Format::ALL.iter().map(|f| f.as_str()), faults);
        it
    }

    /// A topic by its slug.
    pub fn topic(&self, slug: &str) -> Option<&Term> {
        self.position.get(slug).and_then(|at| self.topics.get(*at))
    }

    /// The topic and every wider one, itself first.
    pub fn with_broader(&self, slug: &str) -> Vec<String> {
        let mut chain = vec![slug.to_owned()];
        let mut next = self.topic(slug).and_then(|t| t.broader.clone());
        while let Some(wider) = next {
            if chain.contains(&wider) {
                break;
            }
            next = self.topic(&wider).and_then(|t| t.broader.clone());
            chain.push(wider);
        }
        chain
    }

    /// The topics that an ICPC-2 code stands for.
    pub fn icpc2(&self, code: &str) -> Vec<String> {
        let code = code.to_ascii_uppercase();
        self.topics.iter().filter(|t| t.icpc2.contains(&code)).map(|t| t.slug.clone()).collect()
    }
}

/// A vocabulary that the program knows by heart must hold just those words.
fn closed<'a>(folder: &Path, file: &str, terms: &[Term], wanted: impl Iterator<Item = &'a str>, faults: &mut Vec<Fault>) {
    let there: HashSet<&str> = terms.iter().map(|t| t.slug.as_str()).collect();
    for slug in wanted.filter(|slug| !there.contains(slug)) {
        faults.push(Fault::in_file(folder.join(file).display().to_string(), 0, format!("{slug} is missing")));
    }
}

fn terms(path: &Path, columns: &[&str], faults: &mut Vec<Fault>) -> Vec<Term> {
    let table = Table::read(path, columns, faults);
    let mut seen = HashSet::new();
    let mut found: Vec<Term> = Vec::new();
    for row in table.rows() {
        let slug = row.need("slug", faults).to_owned();
        if !seen.insert(slug.clone()) {
            faults.push(row.fault(format!("{slug} stands twice")));
        }
        row.need("nb", faults);
        row.need("nn", faults);
        let label = |column: &str| Some(row.get(column).to_owned()).filter(|l| !l.is_empty());
        let mut term = Term {
            slug,
            broader: label("broader"),
            urgent: row.get("urgent") == "yes",
            icpc2: row.list("icpc2").iter().flat_map(|c| c.split_whitespace()).map(str::to_owned).collect(),
            los: row.list("los"),
            ..Term::default()
        };
        for lang in Lang::ALL {
            if let Some(text) = label(lang.tag()) {
                term.labels.insert(lang.tag(), text);
            }
            if let Some(text) = label(&format!("gentle_{}", lang.tag())) {
                term.gentle.insert(lang.tag(), text);
            }
        }
        for code in &term.icpc2 {
            let mut letters = code.chars();
            let right =
                letters.next().is_some_and(|c| c.is_ascii_uppercase()) && code.len() == 3 && letters.all(|c| c.is_ascii_digit());
            if !right {
                faults.push(row.fault(format!("{code} is no ICPC-2 code (a letter and two digits)")));
            }
        }
        found.push(term);
    }
    for row in table.rows() {
        let broader = row.get("broader");
        if !broader.is_empty() && !seen.contains(broader) {
            faults.push(row.fault(format!("the broader topic {broader} does not exist")));
        }
    }
    found
}

const SECTIONS: [&str; 5] = ["nb", "nn", "dialect", "en", "professional"];

fn phrases(folder: &Path, terms: &[Term], faults: &mut Vec<Fault>) -> Vec<Phrase> {
    let mut found = Vec::new();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) => {
            faults.push(Fault::in_file(folder.display().to_string(), 0, format!("cannot be read: {e}")));
            return found;
        }
    };
    let mut files: Vec<_> = entries.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    files.sort();
    for path in files {
        let slug = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        if !terms.iter().any(|t| t.slug == slug) {
            faults.push(Fault::in_file(
                path.display().to_string(),
                0,
                format!("there is no term {slug}; the file's name says which it is for"),
            ));
            continue;
        }
        let mut section = String::new();
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (line, text) in lines(&path, faults) {
            let text = text.trim();
            let told = |reason: String| Fault::in_file(path.display().to_string(), line, reason);
            if let Some(name) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
                if !SECTIONS.contains(&name) {
                    faults.push(told(format!("there is no section [{name}]; there are {}", SECTIONS.join(", "))));
                }
                section = name.to_owned();
                continue;
            }
            if section.is_empty() {
                faults.push(told("a phrase before the first section".to_owned()));
            }
            let (hint, text) = text.strip_prefix('~').map_or((false, text), |t| (true, t.trim()));
            let (whole, text) = text.strip_prefix('=').map_or((false, text), |t| (true, t.trim()));
            if let Some(first) = seen.insert(text.to_lowercase(), line) {
                faults.push(told(format!("“{text}” stands in line {first} too")));
                continue;
            }
            found.push(Phrase { text: text.to_owned(), slug: slug.clone(), hint, whole, section: section.clone() });
        }
    }
    found
}

fn methods(path: &Path, topics: &[Term], faults: &mut Vec<Fault>) -> Vec<Method> {
    let mut found: Vec<Method> = Vec::new();
    for row in Table::read(path, &["slug", "names", "topics"], faults).rows() {
        let method = Method { slug: row.need("slug", faults).to_owned(), names: row.list("names"), topics: row.list("topics") };
        for topic in &method.topics {
            if !topics.iter().any(|t| &t.slug == topic) {
                faults.push(row.fault(format!("there is no topic {topic}")));
            }
        }
        if found.iter().any(|m| m.slug == method.slug) {
            faults.push(row.fault(format!("{} stands twice", method.slug)));
        }
        found.push(method);
    }
    found
}

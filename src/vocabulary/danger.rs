//! Owns data/vocabulary/danger: what dangers there are, which numbers answer each, and what people say. Must not know how a text is judged.

use super::tables::{Table, lines};
use super::terms::Term;
use crate::domain::Fault;
use crate::domain::danger::{Danger, DangerTopic, Level};
use std::path::Path;

/// Who is called for a danger.
#[derive(Clone, Debug)]
pub struct Response {
    pub topic: DangerTopic,
    /// Values of emergency lines, the first to call first.
    pub numbers: Vec<String>,
    /// Topics of support lines, the nearest first.
    pub offers: Vec<String>,
}

/// Something that people say, and how grave it is; `None` where it is neither.
#[derive(Clone, Debug)]
pub struct Utterance {
    pub text: String,
    pub danger: Option<Danger>,
}

/// Everything in `data/vocabulary/danger`.
#[derive(Debug, Default)]
pub struct Dangers {
    pub responses: Vec<Response>,
    pub utterances: Vec<Utterance>,
    /// Topics about which people ask without being in danger.
    pub harmless: Vec<String>,
}

impl Dangers {
    /// Reads the folder; every fault with file and line.
    pub fn read(folder: &Path, topics: &[Term], faults: &mut Vec<Fault>) -> Dangers {
        let mut it = Dangers::default();
        for row in Table::read(&folder.join("topics.tsv"), &["topic", "numbers", "offers"], faults).rows() {
            let Some(topic) = DangerTopic::parse(row.get("topic")) else {
                faults.push(row.fault(format!("topic is one of {}, not {}", DangerTopic::WORDS.join(", "), row.get("topic"))));
                continue;
            };
            let offers = row.list("offers");
            for slug in offers.iter().filter(|slug| !topics.iter().any(|t| &t.slug == *slug)) {
                faults.push(row.fault(format!("there is no topic {slug}")));
            }
            it.responses.push(Response { topic, numbers: row.list("numbers"), offers });
        }
        let file = folder.join("harmless.txt");
        for (line, slug) in lines(&file, faults) {
            let slug = slug.trim().to_owned();
            if !topics.iter().any(|t| t.slug == slug) {
                faults.push(Fault::in_file(file.display().to_string(), line, format!("there is no topic {slug}")));
            }
            it.harmless.push(slug);
        }
        match std::fs::read_dir(folder.join("said")) {
            Err(e) => faults.push(Fault::in_file(folder.join("said").display().to_string(), 0, format!("cannot be read: {e}"))),
            Ok(entries) => {
                let mut files: Vec<_> = entries.flatten().map(|e| e.path()).collect();
                files.retain(|path| path.extension().is_some_and(|e| e == "tsv"));
                files.sort();
                it.utterances = files.iter().flat_map(|path| utterances(path, faults)).collect();
            }
        }
        it
    }

    /// Who is called for a danger.
    pub fn response(&self, topic: DangerTopic) -> Option<&Response> {
        self.responses.iter().find(|r| r.topic == topic)
    }
}

/// Lines of `level TAB topic TAB text`; `none` and `-` where there is no danger.
fn utterances(path: &Path, faults: &mut Vec<Fault>) -> Vec<Utterance> {
    let mut found = Vec::new();
    for (line, text) in lines(path, faults) {
        let told = |reason: String| Fault::in_file(path.display().to_string(), line, reason);
        let mut cells = text.splitn(3, '\t').map(str::trim);
        let (level, topic, said) =
            (cells.next().unwrap_or_default(), cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        if said.is_empty() {
            faults.push(told("want level, topic and text with a tab between".to_owned()));
            continue;
        }
        let danger = match (level, Level::parse(level), DangerTopic::parse(topic)) {
            ("none", _, _) => None,
            (_, Some(level), Some(topic)) => Some(Danger { level, topic }),
            (_, None, _) => {
                faults.push(told(format!("level is emergency, support or none, not {level}")));
                continue;
            }
            (_, _, None) => {
                faults.push(told(format!("topic is one of {}, not {topic}", DangerTopic::WORDS.join(", "))));
                continue;
            }
        };
        found.push(Utterance { text: said.to_owned(), danger });
    }
    found
}

//! Owns words for people close to one, what they look for, and the names of languages. Must not know how a text is understood.

use super::tables::Table;
use super::terms::Term;
use crate::domain::Fault;
use std::collections::HashMap;
use std::path::Path;

/// Who somebody is to the one who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kin {
    Partner,
    Parent,
    Child,
    Sibling,
    Friend,
}

const KIN: [(&str, Kin); 5] = [
    ("partner", Kin::Partner),
    ("parent", Kin::Parent),
    ("child", Kin::Child),
    ("sibling", Kin::Sibling),
    ("friend", Kin::Friend),
];

/// A language that help may be wanted in.
#[derive(Clone, Debug)]
pub struct Language {
    /// ISO 639 tag.
    pub tag: String,
    pub nb: String,
    pub nn: String,
    pub en: String,
    pub words: Vec<String>,
}

/// kin.tsv, relatives.tsv and languages.tsv.
#[derive(Debug, Default)]
pub struct People {
    pub kin: HashMap<String, Kin>,
    /// The topic that the other one's trouble is about, and what each relation is shown for it.
    pub relatives: HashMap<(String, Kin), String>,
    pub languages: Vec<Language>,
}

impl People {
    /// Reads the three tables of `data/vocabulary`.
    pub fn read(folder: &Path, topics: &[Term], faults: &mut Vec<Fault>) -> People {
        let mut it = People::default();
        for row in Table::read(&folder.join("kin.tsv"), &["word", "who"], faults).rows() {
            match KIN.iter().find(|(name, _)| *name == row.get("who")) {
                Some((_, kin)) => {
                    it.kin.insert(row.need("word", faults).to_lowercase(), *kin);
                }
                None => {
                    faults.push(row.fault(format!("who is partner, parent, child, sibling or friend, not {}", row.get("who"))))
                }
            }
        }
        for row in Table::read(&folder.join("relatives.tsv"), &["about"], faults).rows() {
            let about = row.need("about", faults).to_owned();
            for (name, kin) in KIN {
                let shown = row.get(name).to_owned();
                for slug in [&about, &shown].into_iter().filter(|s| !s.is_empty()) {
                    if !topics.iter().any(|t| &t.slug == slug) {
                        faults.push(row.fault(format!("there is no topic {slug}")));
                    }
                }
                if !shown.is_empty() {
                    it.relatives.insert((about.clone(), kin), shown);
                }
            }
        }
        for row in Table::read(&folder.join("languages.tsv"), &["tag", "nb", "nn", "en", "words"], faults).rows() {
            it.languages.push(Language {
                tag: row.need("tag", faults).to_owned(),
                nb: row.need("nb", faults).to_owned(),
                nn: row.get("nn").to_owned(),
                en: row.get("en").to_owned(),
                words: row.list("words").iter().map(|w| w.to_lowercase()).collect(),
            });
        }
        it
    }
}

//! Owns the words of the pages: the tables of `web/words`, and a label in a language. Must not know which page says them.

use crate::domain::Lang;
use crate::domain::text::escaped;
use crate::vocabulary::terms::Term;
use askama::filters::Safe;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::LazyLock;

/// A label in the four languages; empty where nobody has written it.
type Label = [&'static str; 4];

/// One file of `web/words`.
#[derive(Debug)]
pub struct Table(HashMap<&'static str, Label>);

macro_rules! table {
    ($(#[$meta:meta])* $name:ident, $file:literal) => {
        $(#[$meta])*
        pub static $name: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!(concat!("../../web/words/", $file, ".tsv"))));
    };
}

table!(
    /// What every page says.
    COMMON,
    "common"
);
table!(
    /// The visitor's page.
    VISITOR,
    "visitor"
);
table!(
    /// An offer, a shortlist, and what else is told of offers.
    OFFER,
    "offer"
);
table!(
    /// The GP's page and the patient's sheet.
    GP,
    "gp"
);
table!(
    /// The operator's console.
    OPERATOR,
    "operator"
);
table!(
    /// The embed element's page and frame.
    EMBED,
    "embed"
);

impl Table {
    /// Reads a table whose first line names the columns key, nb, nn, se and en.
    fn read(text: &'static str) -> Table {
        let rows = text.lines().skip(1).filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        let read = |line: &'static str| {
            let mut cells = line.split('\t').map(str::trim);
            let key = cells.next().unwrap_or_default();
            (key, std::array::from_fn(|_| cells.next().unwrap_or_default()))
        };
        Table(rows.map(read).collect())
    }

    /// The table in a language.
    pub fn speak(&'static self, lang: Lang) -> Words {
        Words { table: self, lang }
    }

    /// Every key.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().copied()
    }
}

/// A table in a language.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    table: &'static Table,
    pub lang: Lang,
}

impl Words {
    fn find(&self, key: &str) -> Option<(&'static str, &'static str)> {
        let label = self.table.0.get(key)?;
        let at = |lang: Lang| match lang {
            Lang::Nb => 0,
            Lang::Nn => 1,
            Lang::Se => 2,
            Lang::En => 3,
        };
        self.lang
            .fallbacks()
            .into_iter()
            .find_map(|lang| Some((lang.tag(), *label.get(at(lang)).filter(|text| !text.is_empty())?)))
    }

    /// A label as plain text. A key that nobody has written shows itself, and a test finds it.
    pub fn say<'a>(&self, key: &'a str) -> &'a str {
        self.find(key).map_or(key, |(_, text)| text)
    }

    /// The label of a word of a closed list, whose key is made of both.
    pub fn table_say(&self, list: &str, word: &str) -> &'static str {
        self.find(&format!("{list}.{word}")).map_or("", |(_, text)| text)
    }

    /// The language that a label is really in.
    pub fn tag(&self, key: &str) -> &'static str {
        self.find(key).map_or(self.lang.tag(), |(tag, _)| tag)
    }

    /// A label as HTML, marked with its language where that is another than the page's.
    pub fn t(&self, key: &str) -> Safe<String> {
        Safe(marked(self.say(key), self.tag(key), self.lang))
    }

    /// A label with one slot filled.
    pub fn with(&self, key: &str, slot: &str, value: impl std::fmt::Display) -> String {
        self.say(key).replace(&format!("{{{slot}}}"), &value.to_string())
    }

    /// The label for one, or for several, with the number in it.
    pub fn count(&self, key: &str, number: usize) -> String {
        let one = format!("{key}.one");
        let key = if number == 1 && self.find(&one).is_some() { one.as_str() } else { key };
        self.with(key, "n", number)
    }
}

/// A text as HTML, in a `<span lang>` where it is in another language than what stands around it.
fn marked(text: &str, tag: &str, around: Lang) -> String {
    let text = escaped(text);
    if tag == around.tag() { text } else { format!("<span lang=\"{tag}\">{text}</span>") }
}

/// A text of the catalogue with the language that it is in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub text: String,
    tag: String,
    around: Lang,
}

impl Said {
    /// Of a text in several languages the best one.
    pub fn of(texts: &crate::domain::Texts, lang: Lang) -> Said {
        let (tag, text) = texts.pick(lang).unwrap_or((lang.tag(), ""));
        Said { text: text.to_owned(), tag: tag.to_owned(), around: lang }
    }

    /// A term of a vocabulary, as a person is shown it.
    pub fn term(term: &Term, lang: Lang) -> Said {
        let (tag, text) = term.everyday(lang);
        Said { text: text.to_owned(), tag: tag.to_owned(), around: lang }
    }

    /// A text whose language is the one in which sentences are made for this one.
    pub fn made(text: impl Into<String>, lang: Lang) -> Said {
        Said { text: text.into(), tag: voice(lang).tag().to_owned(), around: lang }
    }

    /// A label of a table, in the language that it is really in.
    pub fn spoken(words: Words, key: &str) -> Said {
        Said { text: words.say(key).to_owned(), tag: words.tag(key).to_owned(), around: words.lang }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether it is Norwegian on a page that is not: bokmål and nynorsk stand in for each other without a word.
    pub fn stands_in(&self) -> bool {
        let norwegian = |tag: &str| matches!(tag, "nb" | "nn" | "no");
        !self.text.is_empty() && norwegian(&self.tag) && !norwegian(self.around.tag())
    }

    /// As HTML.
    pub fn t(&self) -> Safe<String> {
        // A tag comes out of a document: only what looks like one is written into an attribute.
        let plain = !self.tag.is_empty() && self.tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        Safe(marked(&self.text, if plain { &self.tag } else { self.around.tag() }, self.around))
    }
}

/// The language in which sentences are made: Northern Sámi gets bokmål until a speaker has written them.
pub fn voice(lang: Lang) -> Lang {
    if lang == Lang::Se { Lang::Nb } else { lang }
}

/// A data block's JSON: nothing in it can end the block.
pub fn block(value: &serde_json::Value) -> String {
    let mut out = String::new();
    for letter in value.to_string().chars() {
        match letter {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                // Writing to a String does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&LazyLock<Table>; 6] = [&COMMON, &VISITOR, &OFFER, &GP, &OPERATOR, &EMBED];

    #[test]
    fn every_label_is_there_in_bokmaal() {
        for table in ALL {
            let words = table.speak(Lang::Nb);
            for key in table.keys() {
                assert_eq!(words.tag(key), "nb", "{key}");
                assert!(!words.say(key).is_empty(), "{key}");
            }
        }
    }

    #[test]
    fn no_template_asks_for_a_label_that_nobody_wrote() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut missing = Vec::new();
        for entry in std::fs::read_dir(folder).expect("templates").flatten() {
            let text = std::fs::read_to_string(entry.path()).expect("a template");
            // What stands in a comment is an example.
            let text: String = text.split("{#").map(|part| part.rsplit("#}").next().unwrap_or(part)).collect();
            for call in [".say(\"", ".t(\"", ".with(\""] {
                for part in text.split(call).skip(1) {
                    let key = part.split('"').next().unwrap_or_default();
                    if !ALL.iter().any(|table| table.0.contains_key(key)) {
                        missing.push(format!("{}: {key}", entry.path().display()));
                    }
                }
            }
        }
        assert!(missing.is_empty(), "{}", missing.join("\n"));
    }

    #[test]
    fn a_label_of_another_language_is_marked_and_nothing_ends_a_block() {
        let sami = COMMON.speak(Lang::Se);
        assert_eq!(sami.t("languages").0, "Giella");
        assert!(sami.t("about").0.starts_with("<span lang=\"nb\">"));
        assert_eq!(block(&serde_json::json!("</script>")), "\"\\u003c/script\\u003e\"");
    }
}

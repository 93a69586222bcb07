//! Owns a text in several languages, and how a text stands in HTML. Must not know what the text is about.

use super::Lang;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The same text in one or more languages, by BCP 47 tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Texts(pub BTreeMap<String, String>);

impl Texts {
    /// A text in one language.
    pub fn of(tag: &str, text: &str) -> Self {
        Texts(BTreeMap::from([(tag.to_owned(), text.to_owned())]))
    }

    /// The text in `lang`, or in the language that stands in for it, with the tag that it came in.
    pub fn pick(&self, lang: Lang) -> Option<(&str, &str)> {
        lang.fallbacks()
            .iter()
            .find_map(|l| self.0.get_key_value(l.tag()))
            .or_else(|| self.0.iter().next())
            .map(|(tag, text)| (tag.as_str(), text.as_str()))
    }

    /// The text alone; empty where there is none in any language.
    pub fn best(&self, lang: Lang) -> &str {
        self.pick(lang).map_or("", |(_, text)| text)
    }

    /// Every text, in all languages.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }
}

/// A text as HTML.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

//! Owns what is marked in the texts of a hit. Must not know why the hit was found.

use crate::domain::finding::Word;
use crate::domain::text::escaped;
use crate::vocabulary::norwegian::Norwegian;
use std::collections::HashSet;

/// A text as HTML, with the words that were looked for in `<mark>`; `None` where none stands in it.
pub fn mark(norwegian: &Norwegian, text: &str, words: &[&Word], open: Option<&str>) -> Option<String> {
    let wanted: HashSet<&str> = words
        .iter()
        .flat_map(|w| [w.stem.as_str(), w.fold.as_str()].into_iter().chain(w.parts.iter().map(String::as_str)))
        .collect();
    let mut out = String::with_capacity(text.len() + 16);
    let mut done = 0;
    let mut found = false;
    for token in norwegian.tokens(text) {
        let word = norwegian.word(&token.text);
        let hit = wanted.contains(word.stem.as_str())
            || wanted.contains(word.fold.as_str())
            || word.parts.iter().any(|p| wanted.contains(p.as_str()))
            || open.is_some_and(|prefix| prefix.chars().count() >= 2 && token.text.starts_with(prefix));
        if !hit {
            continue;
        }
        found = true;
        out.push_str(&escaped(text.get(done..token.bytes.0).unwrap_or_default()));
        out.push_str("<mark>");
        out.push_str(&escaped(text.get(token.bytes.0..token.bytes.1).unwrap_or_default()));
        out.push_str("</mark>");
        done = token.bytes.1;
    }
    out.push_str(&escaped(text.get(done..).unwrap_or_default()));
    found.then_some(out)
}

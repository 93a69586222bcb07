//! Owns Norwegian for search: a word in, the forms it is compared by out. Must not know topics, places or offers.

use super::stem::{fold, stem};
use super::tables::{Table, lines};
use crate::domain::Fault;
use crate::domain::finding::Word;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// A word in a text, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Lower case, composed.
    pub text: String,
    /// Unicode scalar values from the start; the end not included.
    pub from: usize,
    pub to: usize,
    /// Bytes from the start.
    pub bytes: (usize, usize),
    /// The first letter is a capital.
    pub capital: bool,
}

/// The language files, read and checked.
#[derive(Debug, Default)]
pub struct Norwegian {
    /// A nynorsk or dialect word and the bokmål word that it is read as.
    pairs: HashMap<String, String>,
    /// The same by stem, for inflected forms.
    stem_pairs: HashMap<String, String>,
    irregular: HashMap<String, String>,
    keep: HashSet<String>,
    small: HashSet<String>,
    unsought: HashSet<String>,
    /// Parts of compounds by the form in which they stand inside one, with their stem.
    parts: HashMap<String, String>,
    /// Stems of parts, for the last one, which may be inflected.
    part_stems: HashSet<String>,
    whole: HashSet<String>,
    longest_part: usize,
}

impl Norwegian {
    /// Reads `data/language`.
    pub fn read(folder: &Path, faults: &mut Vec<Fault>) -> Norwegian {
        let mut it = Norwegian::default();
        let word_list = |name: &str, faults: &mut Vec<Fault>| -> HashSet<String> {
            lines(&folder.join(name), faults).into_iter().map(|(_, l)| l.trim().to_lowercase()).collect()
        };
        it.keep = word_list("keep.txt", faults);
        it.small = word_list("small.txt", faults);
        it.unsought = word_list("unsought.txt", faults);
        for row in Table::read(&folder.join("irregular.tsv"), &["form", "lemma"], faults).rows() {
            let (form, lemma) = (row.need("form", faults).to_lowercase(), row.need("lemma", faults).to_lowercase());
            it.irregular.insert(form, lemma);
        }
        let pairs = Table::read(&folder.join("pairs.tsv"), &["nn", "nb"], faults);
        for row in pairs.rows() {
            let (nn, nb) = (row.need("nn", faults).to_lowercase(), row.need("nb", faults).to_lowercase());
            if nn == nb {
                faults.push(row.fault(format!("{nn} is the same word on both sides")));
            }
            if let Some(other) = it.pairs.insert(nn.clone(), nb)
                && Some(&other) != it.pairs.get(&nn)
            {
                faults.push(row.fault(format!("{nn} is read as {other} too")));
            }
        }
        // Of several words with one stem the first in the file holds, at every start.
        for row in pairs.rows() {
            let (nn, nb) = (row.get("nn").to_lowercase(), row.get("nb").to_lowercase());
            let (from, to) = (it.plain_stem(&nn), it.plain_stem(&nb));
            // A short stem is shared by too many words to be read as another one.
            if from != to && from.chars().count() >= 4 && !it.keep.contains(&nn) {
                it.stem_pairs.entry(from).or_insert(to);
            }
        }
        it.whole = word_list("whole.txt", faults);
        for (_, line) in lines(&folder.join("parts.txt"), faults) {
            let part = line.trim().to_lowercase();
            let canonical = it.simple_stem(&part);
            it.longest_part = it.longest_part.max(part.chars().count());
            it.part_stems.insert(canonical.clone());
            it.parts.insert(part, canonical);
        }
        it
    }

    /// The words of a text. Everything that is no letter or digit parts words; an apostrophe or a full stop inside does not.
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        let mut found = Vec::new();
        let mut start: Option<(usize, usize)> = None;
        let mut count = 0;
        for (scalar, (byte, letter)) in text.char_indices().enumerate() {
            count = scalar + 1;
            match (letter.is_alphanumeric(), start) {
                (true, None) => start = Some((scalar, byte)),
                (false, Some(from)) => {
                    push(&mut found, text, from, (scalar, byte));
                    start = None;
                }
                _ => {}
            }
        }
        if let Some(from) = start {
            push(&mut found, text, from, (count, text.len()));
        }
        found
    }

    fn plain_stem(&self, word: &str) -> String {
        if self.keep.contains(word) { word.to_owned() } else { stem(word) }
    }

    /// The stem of a word that is taken as one, whatever it is made of.
    pub fn simple_stem(&self, word: &str) -> String {
        let word = self.irregular.get(word).map_or(word, String::as_str);
        let word = self.pairs.get(word).map_or(word, String::as_str);
        let word = self.irregular.get(word).map_or(word, String::as_str);
        let stem = self.plain_stem(word);
        self.stem_pairs.get(&stem).cloned().unwrap_or(stem)
    }

    /// Whether the word carries no meaning of its own in a phrase.
    pub fn is_small(&self, word: &str) -> bool {
        self.small.contains(word)
    }

    /// Whether a word of the lists.
    pub fn is_listed(&self, word: &str) -> bool {
        self.small.contains(word)
            || self.pairs.contains_key(word)
            || self.irregular.contains_key(word)
            || self.parts.contains_key(word)
    }

    /// The forms by which a lower-case word is compared.
    pub fn word(&self, text: &str) -> Word {
        let parts = self.split(text);
        let stem = if parts.is_empty() { self.simple_stem(text) } else { parts.concat() };
        Word {
            exact: text.to_owned(),
            fold: fold(&stem),
            stem,
            content: !self.is_small(text),
            sought: !self.is_small(text) && !self.unsought.contains(text),
            known: self.is_listed(text) || !parts.is_empty(),
            parts,
        }
    }

    /// The stems of a compound's parts, fewest parts first; empty where the word is none.
    fn split(&self, word: &str) -> Vec<String> {
        let letters: Vec<char> = word.chars().collect();
        if letters.len() < 6
            || self.whole.contains(word)
            || self.keep.contains(word)
            || self.irregular.contains_key(word)
            || self.parts.contains_key(word)
            || self.whole.contains(&stem(word))
        {
            return Vec::new();
        }
        // best[n]: the fewest parts that make up the first n letters.
        let mut best: Vec<Option<(usize, Vec<String>)>> = vec![None; letters.len() + 1];
        if let Some(first) = best.first_mut() {
            *first = Some((0, Vec::new()));
        }
        for from in 0..letters.len() {
            let Some((count, so_far)) = best.get(from).cloned().flatten() else {
                continue;
            };
            let furthest = (from + self.longest_part + 8).min(letters.len());
            for to in (from + 3)..=furthest {
                let piece: String = letters.get(from..to).unwrap_or_default().iter().collect();
                let Some(stem) = self.part(&piece, to == letters.len(), from == 0) else {
                    continue;
                };
                if best.get(to).is_some_and(|b| b.as_ref().is_none_or(|(n, _)| *n > count + 1)) {
                    let mut parts = so_far.clone();
                    parts.push(stem);
                    if let Some(slot) = best.get_mut(to) {
                        *slot = Some((count + 1, parts));
                    }
                }
            }
        }
        match best.pop().flatten() {
            Some((count, parts)) if count > 1 => parts,
            _ => Vec::new(),
        }
    }

    /// The compound that a misspelt word was meant to be: a known part and one that is a typing error away from another.
    pub fn mended(&self, word: &str) -> Option<String> {
        let cuts: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(4).collect();
        cuts.into_iter().rev().find_map(|cut| {
            let (head, tail) = word.split_at_checked(cut)?;
            // Shorter is as likely an ending: "dataene".
            if tail.chars().count() < 4 {
                return None;
            }
            if self.part(head, false, true).is_some() {
                let meant = self.nearest_part(tail)?;
                return Some(format!("{head}{meant}"));
            }
            self.part(tail, true, false)?;
            let bare = head.strip_suffix('s').unwrap_or(head);
            let meant = self.nearest_part(bare)?;
            let link = if bare.len() < head.len() { "s" } else { "" };
            Some(format!("{meant}{link}{tail}"))
        })
    }

    fn nearest_part(&self, piece: &str) -> Option<&str> {
        let first = piece.chars().next();
        let near = |part: &&String| part.chars().next() == first && strsim::osa_distance(part, piece) == 1;
        self.parts.keys().filter(near).min().map(String::as_str)
    }

    /// The stem of a piece if it is a part: the last may be inflected, the others may carry a linking s or e.
    fn part(&self, piece: &str, last: bool, first: bool) -> Option<String> {
        if let Some(stem) = self.parts.get(piece) {
            return Some(stem.clone());
        }
        if last {
            if first || piece.chars().count() < 4 {
                return None;
            }
            let stem = self.simple_stem(piece);
            return self.part_stems.contains(&stem).then_some(stem);
        }
        let shorter = piece.strip_suffix(['s', 'e'])?;
        self.parts.get(shorter).cloned()
    }
}

fn push(found: &mut Vec<Token>, text: &str, from: (usize, usize), to: (usize, usize)) {
    let Some(piece) = text.get(from.1..to.1) else {
        return;
    };
    let lower: String = piece.nfc().flat_map(char::to_lowercase).collect();
    found.push(Token {
        text: lower,
        from: from.0,
        to: to.0,
        bytes: (from.1, to.1),
        capital: piece.chars().next().is_some_and(char::is_uppercase),
    });
}

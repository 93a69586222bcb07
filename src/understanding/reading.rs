//! Owns a text cut into words, while findings are made in it. Must not know what the words mean.

use crate::domain::finding::{Span, Word};
use crate::vocabulary::norwegian::{Norwegian, Token};

/// A text, word by word.
pub struct Reading {
    pub tokens: Vec<Token>,
    pub words: Vec<Word>,
    /// Words that are spoken for (an age, a place): they say nothing about the topic.
    pub taken: Vec<bool>,
    /// Words that are not looked for in the offers' texts either.
    pub dropped: Vec<bool>,
    /// A comma stands before the word.
    commas: Vec<bool>,
}

impl Reading {
    /// Cuts a text.
    pub fn new(norwegian: &Norwegian, text: &str) -> Reading {
        let tokens = norwegian.tokens(text);
        let mut words: Vec<Word> = tokens.iter().map(|t| norwegian.word(&t.text)).collect();
        // A name in capitals (ME, DU) is no small word, unless everything is shouted.
        if text.chars().any(char::is_lowercase) {
            for (word, token) in words.iter_mut().zip(&tokens) {
                let written = text.get(token.bytes.0..token.bytes.1).unwrap_or_default();
                if !word.content && written.chars().count() > 1 && written.chars().all(char::is_uppercase) {
                    (word.content, word.sought) = (true, true);
                }
            }
        }
        let taken = vec![false; tokens.len()];
        let dropped = taken.clone();
        let ends = std::iter::once(0).chain(tokens.iter().map(|token| token.bytes.1));
        let between = ends.zip(&tokens).map(|(end, token)| text.get(end..token.bytes.0).unwrap_or_default());
        let commas = between.map(|between| between.contains(',')).collect();
        Reading { tokens, words, taken, dropped, commas }
    }

    /// Whether the word at a place stands between commas, the text's end counting as one.
    pub fn is_set_off(&self, at: usize) -> bool {
        self.commas.get(at) == Some(&true) && self.commas.get(at + 1) != Some(&false)
    }

    /// The lower-case word at a place; empty outside the text.
    pub fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.text.as_str())
    }

    /// The word before a place.
    pub fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |b| self.text(b))
    }

    /// The stem at a place; empty outside the text.
    pub fn stem(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |w| w.stem.as_str())
    }

    /// The span of the words from one place up to another, not included.
    pub fn span(&self, from: usize, to: usize, what: &'static str) -> Option<Span> {
        let first = self.tokens.get(from)?;
        let last = self.tokens.get(to.checked_sub(1)?)?;
        Some(Span { from: first.from, to: last.to, what })
    }

    /// Marks words as spoken for.
    pub fn take(&mut self, from: usize, to: usize) {
        for slot in self.taken.iter_mut().take(to).skip(from) {
            *slot = true;
        }
    }

    /// Marks words as spoken for, and as none to be looked for.
    pub fn drop_words(&mut self, from: usize, to: usize) {
        self.take(from, to);
        for slot in self.dropped.iter_mut().take(to).skip(from) {
            *slot = true;
        }
    }

    /// The places of words that say something and are not spoken for.
    pub fn telling(&self) -> Vec<usize> {
        let free = |at: &usize| !self.taken.get(*at).copied().unwrap_or(true);
        let content: Vec<usize> =
            (0..self.words.len()).filter(free).filter(|at| self.words.get(*at).is_some_and(|w| w.content)).collect();
        if content.is_empty() { (0..self.words.len()).filter(free).collect() } else { content }
    }

    /// An ICPC-2 code, if the text is one.
    pub fn icpc2(&self) -> Option<String> {
        self.tokens.iter().find_map(|t| {
            let mut letters = t.text.chars();
            let head = letters.next()?;
            let code = "abdfhklnprstuwxyz".contains(head) && t.text.len() == 3 && letters.all(|c| c.is_ascii_digit());
            (code && (self.tokens.len() <= 3 || t.capital)).then(|| t.text.to_uppercase())
        })
    }

    /// The words, for the search in the offers' own texts.
    pub fn into_words(self) -> Vec<Word> {
        let dropped = self.dropped;
        let kept = self.words.into_iter().zip(dropped).filter(|(_, gone)| !gone);
        kept.map(|(word, _)| word).collect()
    }
}

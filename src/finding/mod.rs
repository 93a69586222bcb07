//! Owns the use cases that read: understand, search, relax what left nothing. Must not know HTTP or how changes are made.

mod why;

use crate::domain::Lang;
use crate::domain::finding::Understanding;
use crate::domain::query::{Asked, Found, Hit, Narrow, Query};
use crate::search::{SearchError, SearchIndex, highlight};
use crate::understanding::Understander;
use crate::vocabulary::Vocabulary;
use std::sync::Arc;
use tokio::sync::Semaphore;
pub use why::Why;

/// How many searches may wait at most; past it the answer is "too busy" at once.
const WAITING: usize = 256;

/// Why a search was not answered.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    #[error("too many searches at once")]
    Busy,
    #[error(transparent)]
    Search(#[from] SearchError),
    #[error("a search did not finish")]
    Unfinished,
}

/// What a search comes to.
pub struct Answer {
    pub understanding: Understanding,
    pub found: Found,
    pub hits: Vec<Told>,
}

/// A hit with what is said of it.
pub struct Told {
    pub hit: Hit,
    pub why: Vec<Why>,
    /// Marked texts of name and summary, as HTML.
    pub name_marked: Option<String>,
    pub summary_marked: Option<String>,
}

/// Something to go on with, as one types.
pub struct Suggestion {
    pub kind: &'static str,
    pub text: String,
    pub value: String,
}

/// The reading half of the house.
#[derive(Clone)]
pub struct Finder {
    pub vocabulary: Arc<Vocabulary>,
    understander: Arc<Understander>,
    index: SearchIndex,
    waiting: Arc<Semaphore>,
    running: Arc<Semaphore>,
}

impl Finder {
    /// A finder over an index.
    pub fn new(vocabulary: Arc<Vocabulary>, index: SearchIndex) -> Finder {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Finder {
            understander: Arc::new(Understander::new(vocabulary.clone())),
            vocabulary,
            index,
            waiting: Arc::new(Semaphore::new(WAITING)),
            running: Arc::new(Semaphore::new(cores)),
        }
    }

    /// Runs a search off the async threads, behind a bounded number of permits.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Finder) -> Result<T, SearchError> + Send + 'static,
    ) -> Result<T, FindError> {
        let _place = self.waiting.clone().try_acquire_owned().map_err(|_| FindError::Busy)?;
        let _turn = self.running.clone().acquire_owned().await.map_err(|_| FindError::Unfinished)?;
        let finder = self.clone();
        let done = tokio::task::spawn_blocking(move || work(&finder)).await;
        Ok(done.map_err(|_| FindError::Unfinished)??)
    }

    /// Understands and searches.
    pub async fn search(&self, query: Query) -> Result<Answer, FindError> {
        self.run(move |finder| finder.search_now(&query)).await
    }

    /// The same on this thread; for measuring.
    pub fn search_now(&self, query: &Query) -> Result<Answer, SearchError> {
        let understanding = self.understand(query);
        let mut asked = Asked {
            filters: query.filters.clone(),
            narrow: Narrow {
                age: understanding.age.filter(|_| query.filters.age.is_none()),
                municipalities: match &understanding.place {
                    Some(place) if query.filters.municipalities.is_empty() => place.municipalities.clone(),
                    _ => Vec::new(),
                },
            },
            understanding,
            last_word_open: query.last_word_open,
            sort: query.sort,
            offset: (query.page.max(1) - 1) * query.per_page,
            limit: query.per_page,
            facets: query.facets.clone(),
        };
        let found = self.relaxing(&mut asked)?;
        let hits = found.hits.iter().map(|hit| self.tell(hit, &asked, query.lang)).collect();
        Ok(Answer { understanding: asked.understanding, found, hits })
    }

    /// What the text says narrows only where that leaves something: the age gives way first, then the place.
    fn relaxing(&self, asked: &mut Asked) -> Result<Found, SearchError> {
        loop {
            let found = self.index.search(asked)?;
            if found.total > 0 || asked.narrow == Narrow::default() {
                return Ok(found);
            }
            if asked.narrow.age.take().is_none() {
                asked.narrow.municipalities.clear();
            }
        }
    }

    fn understand(&self, query: &Query) -> Understanding {
        let mut understanding = self.understander.understand(&query.text, query.last_word_open);
        if !query.understand {
            // A word stays a word: what was corrected is what was typed again.
            let norwegian = &self.vocabulary.norwegian;
            let words = norwegian.tokens(&query.text).iter().map(|t| norwegian.word(&t.text)).collect();
            return Understanding { text: query.text.clone(), words, ..Understanding::default() };
        }
        for ignored in &query.ignore {
            match ignored.as_str() {
                "topics" | "topic" => understanding.topics.clear(),
                "age" => understanding.age = None,
                "audiences" | "audience" => {
                    understanding.audiences.clear();
                    understanding.relative = false;
                }
                "place" => understanding.place = None,
                "formats" | "format" => understanding.formats.clear(),
                "language" => understanding.language = None,
                "corrections" => understanding.corrections.clear(),
                _ => {}
            }
            let what = ignored.trim_end_matches('s');
            understanding.spans.retain(|span| span.what != what);
        }
        understanding
    }

    fn tell(&self, hit: &Hit, asked: &Asked, lang: Lang) -> Told {
        let words = telling_words(&asked.understanding);
        let open = if asked.last_word_open { asked.understanding.words.last().map(|w| w.exact.as_str()) } else { None };
        let mark = |member: &str| {
            let texts = hit.offer.get(member)?.as_object()?;
            let text = lang.fallbacks().iter().find_map(|l| texts.get(l.tag())).or_else(|| texts.values().next())?;
            highlight::mark(&self.vocabulary.norwegian, text.as_str()?, &words, open)
        };
        let name_marked = mark("name");
        let why = why::why(&self.vocabulary, hit, asked, name_marked.is_some(), lang);
        Told { summary_marked: mark("summary"), name_marked, why, hit: hit.clone() }
    }

    /// What to go on with while somebody types: offers by name, topics, places, organizations.
    pub async fn suggest(&self, query: Query, most: usize) -> Result<Vec<Suggestion>, FindError> {
        self.run(move |finder| finder.suggest_now(&query, most)).await
    }

    fn suggest_now(&self, query: &Query, most: usize) -> Result<Vec<Suggestion>, SearchError> {
        let norwegian = &self.vocabulary.norwegian;
        let words: Vec<_> = norwegian.tokens(&query.text).iter().map(|t| norwegian.word(&t.text)).collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let asked = Asked {
            filters: query.filters.clone(),
            understanding: Understanding { text: query.text.clone(), words, ..Understanding::default() },
            last_word_open: true,
            limit: most,
            ..Asked::default()
        };
        let mut found: Vec<Suggestion> = Vec::new();
        let mut topics = self.understander.complete(&query.text, 3).into_iter();
        let mut named = self.index.named(&asked)?.into_iter();
        let offer = |hit: Hit| Suggestion { kind: "offer", text: best_text(&hit.offer, query.lang), value: hit.id };
        found.extend(named.by_ref().take(4).map(offer));
        found.extend(topics.by_ref().filter_map(|slug| {
            let topic = self.vocabulary.terms.topic(&slug)?;
            Some(Suggestion { kind: "topic", text: topic.label(query.lang).to_owned(), value: slug })
        }));
        found.extend(self.places_beginning(&query.text, 2));
        found.extend(named.map(offer));
        found.truncate(most);
        Ok(found)
    }

    fn places_beginning(&self, text: &str, most: usize) -> Vec<Suggestion> {
        let typed = text.trim().to_lowercase();
        if typed.chars().count() < 2 {
            return Vec::new();
        }
        self.vocabulary
            .places
            .municipalities
            .iter()
            .filter(|m| {
                m.name.to_lowercase().starts_with(&typed) || m.others.iter().any(|(_, o)| o.to_lowercase().starts_with(&typed))
            })
            .take(most)
            .map(|m| Suggestion { kind: "place", text: m.name.clone(), value: m.number.clone() })
            .collect()
    }

    /// How many offers can be found, and the bytes that the index takes.
    pub fn size(&self) -> (u64, u64) {
        (self.index.count(), self.index.bytes())
    }
}

fn telling_words(understanding: &Understanding) -> Vec<&crate::domain::finding::Word> {
    understanding.words.iter().filter(|w| w.content).collect()
}

fn best_text(offer: &serde_json::Value, lang: Lang) -> String {
    let Some(texts) = offer.get("name").and_then(|n| n.as_object()) else {
        return String::new();
    };
    lang.fallbacks()
        .iter()
        .find_map(|l| texts.get(l.tag()))
        .or_else(|| texts.values().next())
        .and_then(|t| t.as_str())
        .unwrap_or_default()
        .to_owned()
}

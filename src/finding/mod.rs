//! Owns the use cases that read: understand, search, relax what left nothing. Must not know HTTP or how changes are made.

pub mod insight;
pub mod lines;
pub mod navigate;
mod otherwise;
mod suited;
mod why;

use crate::domain::danger::{Danger, DangerTopic, Level};
use crate::domain::finding::{TopicFinding, Understanding};
use crate::domain::query::{Asked, Found, Hit, Narrow, Query};
use crate::domain::slug::{Reach, Scope, Whom};
use crate::domain::{Lang, Offer};
use crate::navigation::action::FrontDoor;
use crate::search::{SearchError, SearchIndex, highlight};
use crate::understanding::{Ear, Understander};
use crate::vocabulary::Vocabulary;
use lines::{Lines, Safety, Where};
use navigate::Step;
use std::sync::Arc;
use tokio::sync::Semaphore;
pub use why::Why;

/// How many searches may wait at most; past it the answer is "too busy" at once.
const WAITING: usize = 256;

/// Why a search was not answered.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    #[error("too many searches at once")]
    Busy(Option<Box<Safety>>),
    #[error(transparent)]
    Search(#[from] SearchError),
    #[error("a search did not finish")]
    Unfinished,
}

/// What a search comes to.
pub struct Answer {
    pub understanding: Understanding,
    /// Where it was asked for: today's municipality numbers.
    pub home: Vec<String>,
    pub safety: Option<Safety>,
    pub found: Found,
    pub hits: Vec<Told>,
    /// Where to turn when nothing was found, by how it comes to be there.
    pub otherwise: Vec<(&'static str, Vec<Step>)>,
}

/// A hit with what is said of it.
pub struct Told {
    pub hit: Hit,
    /// The offer, read; `None` for a document that cannot be.
    pub offer: Option<Offer>,
    /// How it comes to cover the place asked for.
    pub reach: Reach,
    pub why: Vec<Why>,
    /// Whom to ask, where nobody knows how it is reached.
    pub door: Option<FrontDoor>,
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
    lines: Arc<Lines>,
    waiting: Arc<Semaphore>,
    running: Arc<Semaphore>,
}

impl Finder {
    /// A finder over an index.
    pub fn new(vocabulary: Arc<Vocabulary>, ear: Arc<Ear>, index: SearchIndex, lines: Lines) -> Finder {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Finder {
            understander: Arc::new(Understander::new(vocabulary.clone(), ear)),
            vocabulary,
            index,
            lines: Arc::new(lines),
            waiting: Arc::new(Semaphore::new(WAITING)),
            running: Arc::new(Semaphore::new(cores)),
        }
    }

    /// Runs a search off the async threads, behind a bounded number of permits.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Finder) -> Result<T, SearchError> + Send + 'static,
    ) -> Result<T, FindError> {
        let _place = self.waiting.clone().try_acquire_owned().map_err(|_| FindError::Busy(None))?;
        let _turn = self.running.clone().acquire_owned().await.map_err(|_| FindError::Unfinished)?;
        let finder = self.clone();
        let done = tokio::task::spawn_blocking(move || work(&finder)).await;
        Ok(done.map_err(|_| FindError::Unfinished)??)
    }

    /// Understands and searches.
    pub async fn search(&self, query: Query) -> Result<Answer, FindError> {
        let asked = query.clone();
        let found = self.run(move |finder| finder.search_now(&asked)).await;
        self.with_safety(found, &query)
    }

    /// Who is too busy to search still tells whom to call.
    fn with_safety<T>(&self, found: Result<T, FindError>, query: &Query) -> Result<T, FindError> {
        found.map_err(|error| match error {
            FindError::Busy(_) => FindError::Busy(self.safety(query, &self.understand(query)).map(Box::new)),
            other => other,
        })
    }

    /// The lines to call, where the words may mean danger. No filter takes them away.
    fn safety(&self, query: &Query, understanding: &Understanding) -> Option<Safety> {
        let danger = understanding.danger.or_else(|| self.danger_of_code(query))?;
        let place = Where {
            municipalities: query.home(understanding).to_vec(),
            // How old a grown-up is says nothing of the child who calls about him or her.
            age: query
                .filters
                .age
                .or(understanding.age.filter(|age| *age < 18 || !understanding.relative || understanding.about_child)),
            young: query.whom == Some(Whom::Child)
                || understanding.about_child
                || understanding.audiences.iter().any(|a| a == "young" || a == "children"),
        };
        Some(self.lines.safety(&self.vocabulary, &self.index, danger, &place, query.at, query.lang))
    }

    /// A code that stands for nothing but what is urgent says danger without a word.
    fn danger_of_code(&self, query: &Query) -> Option<Danger> {
        let urgent = |slug: &String| self.vocabulary.terms.topic(slug).is_some_and(|topic| topic.urgent);
        let mut codes = query.filters.icpc2_topics.iter().chain(&query.codes).filter(|topics| topics.iter().all(urgent));
        let topic = codes.find_map(|topics| topics.iter().find_map(|slug| DangerTopic::parse(slug)))?;
        Some(Danger { level: Level::Support, topic })
    }

    /// The same on this thread; for measuring.
    pub fn search_now(&self, query: &Query) -> Result<Answer, SearchError> {
        let understanding = self.understand(query);
        let mut asked = Asked {
            sort: query.sort,
            offset: (query.page.max(1) - 1) * query.per_page,
            limit: query.per_page,
            facets: query.facets.clone(),
            ..self.asked(query, understanding)
        };
        let safety = self.safety(query, &asked.understanding);
        if asked.understanding.topics.is_empty() || asked.understanding.feared {
            self.put_danger_first(&mut asked.understanding.topics, safety.as_ref(), query);
        }
        let mut found = relaxing(&mut asked, |asked| self.index.search(asked), |found| found.total)?;
        let hits = std::mem::take(&mut found.hits)
            .into_iter()
            .map(|hit| self.tell(hit, &asked, query.lang))
            .collect::<Result<_, _>>()?;
        let otherwise = if found.total == 0 { self.otherwise_of_nothing(&asked, query)? } else { Vec::new() };
        let home = query.home(&asked.understanding).to_vec();
        Ok(Answer { home, understanding: asked.understanding, safety, found, hits, otherwise })
    }

    /// The index is asked for what the query filters and the words mean.
    fn asked(&self, query: &Query, understanding: Understanding) -> Asked {
        Asked {
            filters: query.filters.clone(),
            narrow: narrow(query, &understanding),
            neighbours: match query.filters.nearby {
                true => self.vocabulary.places.neighbours(query.home(&understanding)),
                false => Vec::new(),
            },
            understanding,
            last_word_open: query.last_word_open,
            at: query.at,
            ..Asked::default()
        }
    }

    fn understand(&self, query: &Query) -> Understanding {
        let mut understanding = self.understander.understand(&query.text, query.last_word_open, query.whom);
        if !query.understand {
            // A word stays a word: what was corrected is what was typed again.
            let norwegian = &self.vocabulary.norwegian;
            let words = norwegian.tokens(&query.text).iter().map(|t| norwegian.word(&t.text)).collect();
            let danger = understanding.danger;
            return Understanding { text: query.text.clone(), words, danger, ..Understanding::default() };
        }
        for ignored in &query.ignore {
            if let Some(slug) = ignored.strip_prefix("topic:") {
                understanding.topics.retain(|topic| topic.slug != slug);
                continue;
            }
            if let Some(slug) = ignored.strip_prefix("audience:") {
                understanding.audiences.retain(|audience| audience != slug);
                continue;
            }
            match ignored.as_str() {
                "topics" | "topic" => understanding.topics.clear(),
                "age" => understanding.age = None,
                "audiences" | "audience" => {
                    understanding.audiences.clear();
                    understanding.relative = false;
                }
                "place" => understanding.place = None,
                "time_of_day" => {
                    understanding.time_of_day = None;
                    understanding.weekday = None;
                    understanding.hurry = false;
                }
                "formats" | "format" => understanding.formats.clear(),
                "language" => understanding.language = None,
                "corrections" => understanding.corrections.clear(),
                _ => {}
            }
            let what = ignored.trim_end_matches('s');
            understanding.spans.retain(|span| span.what != what);
        }
        let coded: Vec<TopicFinding> =
            query.codes.iter().flatten().map(|slug| TopicFinding { slug: slug.clone(), confidence: 1.0 }).collect();
        understanding.topics.retain(|said| !coded.iter().any(|topic| topic.slug == said.slug));
        understanding.topics.splice(..0, coded);
        understanding
    }

    fn tell(&self, hit: Hit, asked: &Asked, lang: Lang) -> Result<Told, SearchError> {
        let words = telling_words(&asked.understanding);
        let open = if asked.last_word_open { asked.understanding.words.last().map(|w| w.exact.as_str()) } else { None };
        let mark = |member: &str| {
            let texts = hit.offer.get(member)?.as_object()?;
            let text = lang.fallbacks().iter().find_map(|l| texts.get(l.tag())).or_else(|| texts.values().next())?;
            highlight::mark(&self.vocabulary.norwegian, text.as_str()?, &words, open)
        };
        let name_marked = mark("name");
        let offer = hit.read();
        let why = offer.as_ref().map(|o| why::why(&self.vocabulary, o, asked, name_marked.is_some(), lang)).unwrap_or_default();
        let reach = offer.as_ref().map_or(Reach::National, |o| reach(o, asked));
        let door = offer.as_ref().map(|o| self.door_of(o, asked, lang)).transpose()?.flatten();
        Ok(Told { summary_marked: mark("summary"), name_marked, why, door, reach, offer, hit })
    }

    /// What to go on with while somebody types: offers by name, topics, places, organizations.
    pub async fn suggest(&self, query: Query, most: usize) -> Result<(Vec<Suggestion>, Option<Safety>), FindError> {
        let asked = query.clone();
        let found = self
            .run(move |finder| {
                let safety = finder.safety(&asked, &finder.understand(&asked));
                Ok((finder.suggest_now(&asked, most)?, safety))
            })
            .await;
        self.with_safety(found, &query)
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

    /// The emergency numbers that hold everywhere.
    pub fn emergency(&self, at: jiff::Timestamp, lang: Lang) -> Vec<lines::TheLine> {
        self.lines.emergency(at, lang)
    }

    /// How many offers can be found, and the bytes that the index takes.
    pub fn size(&self) -> (u64, u64) {
        (self.index.count(), self.index.bytes())
    }
}

/// How an offer comes to cover the place asked for; a neighbour's where it does not.
fn reach(offer: &Offer, asked: &Asked) -> Reach {
    let home = asked.home();
    let inside = home.is_empty() || offer.coverage.municipalities.iter().any(|m| home.contains(m));
    if offer.coverage.scope == Scope::Local && !inside { Reach::Nearby } else { offer.reach() }
}

/// Looks again with less for as long as nothing is found and something can give way.
fn relaxing<T>(
    asked: &mut Asked,
    look: impl Fn(&Asked) -> Result<T, SearchError>,
    total: impl Fn(&T) -> usize,
) -> Result<T, SearchError> {
    loop {
        let found = look(asked)?;
        if total(&found) > 0 || !relax(&mut asked.narrow) {
            return Ok(found);
        }
    }
}

/// What the text says narrows only where that leaves something: the time gives way first, then the place. An age never does: who is
/// fifteen has no use for what is for grown-ups. `false` where nothing is left to give way.
fn relax(narrow: &mut Narrow) -> bool {
    if narrow.time_of_day.take().is_some() | narrow.weekday.take().is_some() {
        return true;
    }
    let placed = !narrow.municipalities.is_empty() || !narrow.counties.is_empty();
    narrow.municipalities.clear();
    narrow.counties.clear();
    placed
}

/// What the text says narrows, where no parameter says it.
fn narrow(query: &Query, understanding: &Understanding) -> Narrow {
    let filters = &query.filters;
    let place = understanding.place.as_ref().filter(|_| filters.municipalities.is_empty() && filters.counties.is_empty());
    let timed = filters.times_of_day.is_empty() && filters.open_at.is_none();
    Narrow {
        time_of_day: understanding.time_of_day.filter(|_| timed),
        weekday: understanding.weekday.filter(|_| timed),
        age: understanding.age.filter(|_| filters.age.is_none()),
        municipalities: place.map(|p| p.municipalities.clone()).unwrap_or_default(),
        counties: place.map(|p| p.counties.clone()).unwrap_or_default(),
    }
}

fn telling_words(understanding: &Understanding) -> Vec<&crate::domain::finding::Word> {
    understanding.words.iter().filter(|w| w.sought).collect()
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

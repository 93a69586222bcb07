//! Owns everything Tantivy: schema, analysis, queries, ranking, facets, the one writer. Must not know the store, HTTP or how words are understood.

mod collector;
mod document;
mod folder;
mod gate;
pub mod highlight;
mod query;
mod ranked;
mod ranking;
mod schema;
mod writer;

use crate::domain::query::{Asked, Found, Hit};
use crate::domain::slug::Sort;
use crate::vocabulary::Vocabulary;
use collector::{Collected, Order, Page};
use gate::Gate;
pub use ranked::Ranked;
use schema::Fields;
use std::path::Path;
use std::sync::Arc;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Value as _};
use tantivy::{Index, IndexReader, ReloadPolicy, Searcher, TantivyDocument, Term};
pub use writer::{IndexWriter, Indexed};

/// What can go wrong in here: the index is a copy, so each of these ends in a rebuild or a 500.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error("the search index failed: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    #[error("the search index cannot be written: {0}")]
    Folder(#[from] std::io::Error),
    #[error("a document in the search index cannot be read")]
    Document,
    #[error("the index writer has stopped")]
    Stopped,
}

/// The most offers that are looked up by what they have in common.
const MOST_WITH: usize = 500;

/// The index, for reading.
#[derive(Clone)]
pub struct SearchIndex {
    index: Index,
    reader: IndexReader,
    fields: Arc<Fields>,
    vocabulary: Arc<Vocabulary>,
}

/// An index that was opened, and what it holds.
pub struct Opened {
    pub index: SearchIndex,
    /// The number of the last change that it holds; `None` where it was made anew and is empty.
    pub seq: Option<i64>,
}

impl SearchIndex {
    /// Opens the index in a folder. One that is missing, broken, of another store or another fingerprint is made anew, empty.
    pub fn open(folder: &Path, vocabulary: Arc<Vocabulary>, store: &str) -> Result<Opened, SearchError> {
        let fields = Arc::new(Fields::new());
        let mark = folder::mark(&fields, &vocabulary.fingerprint, store);
        if let Some((index, seq)) = folder::open_sound(folder, &mark) {
            return Ok(Opened { index: SearchIndex::over(index, fields, vocabulary)?, seq: Some(seq) });
        }
        let index = folder::make(folder, &fields, &mark)?;
        Ok(Opened { index: SearchIndex::over(index, fields, vocabulary)?, seq: None })
    }

    /// An empty index in a folder, whatever was there before.
    pub fn make(folder: &Path, vocabulary: Arc<Vocabulary>, store: &str) -> Result<SearchIndex, SearchError> {
        let fields = Arc::new(Fields::new());
        let mark = folder::mark(&fields, &vocabulary.fingerprint, store);
        SearchIndex::over(folder::make(folder, &fields, &mark)?, fields, vocabulary)
    }

    fn over(index: Index, fields: Arc<Fields>, vocabulary: Arc<Vocabulary>) -> Result<SearchIndex, SearchError> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(SearchIndex { index, reader, fields, vocabulary })
    }

    /// The one writer of this index.
    pub fn writer(&self) -> Result<IndexWriter, SearchError> {
        IndexWriter::new(self)
    }

    /// How many offers it holds.
    pub fn count(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// How many bytes it takes on disk.
    pub fn bytes(&self) -> u64 {
        self.reader.searcher().space_usage().map_or(0, |usage| usage.total().get_bytes())
    }

    /// The best hits in outline, their documents still unread.
    pub fn rank(&self, asked: &Asked) -> Result<Ranked, SearchError> {
        let searcher = self.reader.searcher();
        let collected = self.collect(&searcher, asked)?;
        let best: Vec<_> = collected.best.into_iter().skip(asked.offset).take(asked.limit).collect();
        Ranked::of(self, &searcher, collected.total, &best)
    }

    fn collect(&self, searcher: &Searcher, asked: &Asked) -> Result<Collected, SearchError> {
        let fields = &self.fields;
        let query = query::Builder { fields, vocabulary: &self.vocabulary, searcher, asked }.build();
        let bare =
            asked.understanding.words.is_empty() && asked.understanding.topics.is_empty() && asked.coded().next().is_none();
        let page = Page {
            order: match asked.sort {
                Some(Sort::Name) => Order::Name,
                Some(Sort::Distance) => Order::Distance,
                Some(Sort::NextStart) => Order::NextStart,
                Some(Sort::Relevance) | None => Order::Score,
            },
            most: asked.offset + asked.limit,
            facets: asked.facets.clone(),
            taste: ranking::Taste::of(asked, bare),
            gate: Gate::of(asked),
        };
        Ok(searcher.search(&query, &page)?)
    }

    /// A page of hits in the order asked for, with the total and the facets.
    pub fn search(&self, asked: &Asked) -> Result<Found, SearchError> {
        let searcher = self.reader.searcher();
        let collected = self.collect(&searcher, asked)?;
        let mut hits = Vec::with_capacity(asked.limit);
        for best in collected.best.into_iter().skip(asked.offset).take(asked.limit) {
            let document: TantivyDocument = searcher.doc(best.address)?;
            hits.push(Hit { km: best.km, ..self.hit(&document, best.score)? });
        }
        Ok(Found { total: collected.total, hits, facets: collected.facets })
    }

    fn hit(&self, document: &TantivyDocument, score: f32) -> Result<Hit, SearchError> {
        let text = |field| document.get_first(field).and_then(|v| v.as_str()).ok_or(SearchError::Document);
        let read = |field| text(field).and_then(|t| serde_json::from_str(t).map_err(|_| SearchError::Document));
        Ok(Hit {
            id: text(self.fields.id)?.to_owned(),
            score,
            km: None,
            offer: read(self.fields.offer)?,
            organization: read(self.fields.owner)?,
        })
    }

    /// Offers whose names begin like, or hold, the words typed; for suggestions.
    pub fn named(&self, asked: &Asked) -> Result<Vec<Hit>, SearchError> {
        let searcher = self.reader.searcher();
        let query = query::Builder { fields: &self.fields, vocabulary: &self.vocabulary, searcher: &searcher, asked }.names();
        let page = Page {
            order: Order::Score,
            most: asked.limit,
            facets: Vec::new(),
            taste: ranking::Taste::of(asked, false),
            gate: Gate::of(asked),
        };
        let collected = searcher.search(&query, &page)?;
        collected.best.into_iter().map(|best| self.hit(&searcher.doc::<TantivyDocument>(best.address)?, best.score)).collect()
    }

    /// The offers with these ids, in their order; those that cannot be found are left out.
    pub fn with_ids(&self, ids: &[String]) -> Result<Vec<Hit>, SearchError> {
        let searcher = self.reader.searcher();
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            let term = TermQuery::new(Term::from_field_text(self.fields.id, id), IndexRecordOption::Basic);
            for (_, address) in searcher.search(&term, &TopDocs::with_limit(1).order_by_score())? {
                found.push(self.hit(&searcher.doc::<TantivyDocument>(address)?, 0.0)?);
            }
        }
        Ok(found)
    }

    /// The lines to call in danger that the catalogue holds.
    pub fn lines(&self) -> Result<Vec<Hit>, SearchError> {
        self.with_any(self.fields.line, ["emergency", "support"])
    }

    /// Active offers at one of these places (`Location::site`).
    pub fn at_sites(&self, sites: &[String]) -> Result<Vec<Hit>, SearchError> {
        self.with_any(self.fields.site, sites.iter().map(String::as_str))
    }

    /// Active offers that stand in a relation to others, each written `TYPE:ID`.
    pub fn related(&self, relations: &[String]) -> Result<Vec<Hit>, SearchError> {
        self.with_any(self.fields.relation, relations.iter().map(String::as_str))
    }

    fn with_any<'a>(&self, field: Field, values: impl IntoIterator<Item = &'a str>) -> Result<Vec<Hit>, SearchError> {
        let searcher = self.reader.searcher();
        let terms: Vec<Term> = values.into_iter().map(|value| Term::from_field_text(field, value)).collect();
        let active = TermQuery::new(Term::from_field_text(self.fields.status, "active"), IndexRecordOption::Basic);
        let query = BooleanQuery::intersection(vec![query::any_of(terms), Box::new(active)]);
        let found = searcher.search(&query, &TopDocs::with_limit(MOST_WITH).order_by_score())?;
        let mut hits = Vec::with_capacity(found.len());
        for (_, address) in found {
            hits.push(self.hit(&searcher.doc::<TantivyDocument>(address)?, 0.0)?);
        }
        hits.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(hits)
    }
}

/// The facets that can be counted, by the name of the parameter's value.
pub const FACETS: [&str; 7] = ["topic", "kind", "audience", "format", "language", "municipality", "organization"];

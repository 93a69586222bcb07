//! Owns a search as it is asked once every parameter is read. Must not know HTTP or Tantivy.

use super::Lang;
use super::finding::Understanding;
use super::slug::{Format, Kind, Referral, Sort, Status};

/// A search, every value checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    pub text: String,
    /// The words are finished, not one key on the way.
    pub last_word_open: bool,
    pub filters: Filters,
    /// `false` takes the text as bare words.
    pub understand: bool,
    /// Findings that are not to be used, by the name of the member of `understood`.
    pub ignore: Vec<String>,
    pub facets: Vec<String>,
    pub sort: Option<Sort>,
    /// From 1.
    pub page: usize,
    pub per_page: usize,
    pub lang: Lang,
}

/// What a parameter asks for always holds; repeating one means or, different ones mean and.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filters {
    /// Today's municipality numbers; several where one name stands for several.
    pub municipalities: Vec<String>,
    /// Topic slugs, each with its narrower topics.
    pub topics: Vec<String>,
    pub kinds: Vec<Kind>,
    pub audiences: Vec<String>,
    pub formats: Vec<Format>,
    pub languages: Vec<String>,
    pub organizations: Vec<String>,
    pub age: Option<u8>,
    /// Topics that an ICPC-2 code stands for; `Some` and empty finds nothing.
    pub icpc2_topics: Option<Vec<String>>,
    pub referrals: Vec<Referral>,
    pub drop_in: bool,
    pub anonymous: bool,
    pub free: bool,
    pub interpreter: bool,
    pub wheelchair: bool,
    /// Empty means active only.
    pub statuses: Vec<Status>,
}

/// A search as the index is asked: filters that hold, findings that narrow or rank.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub filters: Filters,
    pub understanding: Understanding,
    pub narrow: Narrow,
    pub last_word_open: bool,
    pub sort: Option<Sort>,
    pub offset: usize,
    pub limit: usize,
    pub facets: Vec<String>,
}

/// Findings that narrow as filters do, for as long as that leaves something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Narrow {
    pub age: Option<u8>,
    pub municipalities: Vec<String>,
}

/// One hit, as the index tells it.
#[derive(Clone, Debug)]
pub struct Hit {
    pub id: String,
    pub score: f32,
    /// The offer's document.
    pub offer: serde_json::Value,
    /// The document of the organization that runs it.
    pub organization: serde_json::Value,
}

/// A page of hits and what was counted.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub total: usize,
    pub hits: Vec<Hit>,
    /// For each facet asked for, its values and how many offers hold each.
    pub facets: Vec<(String, Vec<(String, usize)>)>,
}

//! Owns a search as it is asked once every parameter is read. Must not know HTTP or Tantivy.

use super::finding::Understanding;
use super::slug::{DayPart, Format, Kind, Reach, Referral, Sort, Status, Weekday, Whom};
use super::{Lang, Offer};
use jiff::Timestamp;
use serde::Deserialize;

/// A search, every value checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    pub text: String,
    /// The words are finished, not one key on the way.
    pub last_word_open: bool,
    pub filters: Filters,
    /// What each ICPC-2 code beside the words stands for, as topic slugs: something said, no filter.
    pub codes: Vec<Vec<String>>,
    /// `false` takes the text as bare words.
    pub understand: bool,
    /// Findings that are not to be used, by the name of the member of `understood`.
    pub ignore: Vec<String>,
    pub facets: Vec<String>,
    pub sort: Option<Sort>,
    /// The moment for which everything is told.
    pub at: Timestamp,
    /// Who it is about, seen from the one who asks.
    pub whom: Option<Whom>,
    /// From 1.
    pub page: usize,
    pub per_page: usize,
    pub lang: Lang,
}

impl Query {
    /// Where it is asked for: the municipalities of the parameters, else those that the text names.
    pub fn home<'a>(&'a self, understanding: &'a Understanding) -> &'a [String] {
        let said = understanding.place.as_ref().map(|p| p.municipalities.as_slice()).unwrap_or_default();
        if self.filters.municipalities.is_empty() { said } else { &self.filters.municipalities }
    }
}

/// What a parameter asks for always holds; repeating one means or, different ones mean and.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filters {
    /// Today's municipality numbers; several where one name stands for several.
    pub municipalities: Vec<String>,
    /// Two-digit county numbers: what covers the county or a municipality in it.
    pub counties: Vec<String>,
    /// How an offer comes to cover the place; one of them is enough.
    pub reaches: Vec<Reach>,
    /// Neighbours' offers that take people from elsewhere are welcome too.
    pub nearby: bool,
    /// A point, in degrees; distances are told from it.
    pub near: Option<Point>,
    /// Keeps offers with a place at most so far from the point, in kilometres.
    pub radius_km: Option<f64>,
    /// Keeps what can be reached or visited at that moment.
    pub open_at: Option<Timestamp>,
    /// Keeps what can be used then; one of them is enough.
    pub times_of_day: Vec<DayPart>,
    /// Keeps what has a session that starts in between, in seconds since 1970.
    pub starts: Option<(i64, i64)>,
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
    pub companion: bool,
    pub accompanied: bool,
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
    pub at: Timestamp,
    /// Neighbours whose offers for people from elsewhere are welcome: today's municipality numbers.
    pub neighbours: Vec<String>,
    pub offset: usize,
    pub limit: usize,
    pub facets: Vec<String>,
}

impl Asked {
    /// The age that holds: that of the parameter, else the one that the text says for as long as it narrows.
    pub fn age(&self) -> Option<u8> {
        self.filters.age.or(self.narrow.age)
    }

    /// What a code stands for, where no words say it nearer.
    pub fn coded(&self) -> impl Iterator<Item = &String> {
        self.filters.icpc2_topics.iter().flatten().filter(|_| self.understanding.topics.is_empty())
    }

    /// The municipalities that hold: those of the parameters, else those that the text names for as long as they narrow.
    pub fn home(&self) -> &[String] {
        if self.filters.municipalities.is_empty() { &self.narrow.municipalities } else { &self.filters.municipalities }
    }
}

/// Findings that narrow as filters do, for as long as that leaves something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Narrow {
    pub time_of_day: Option<DayPart>,
    pub weekday: Option<Weekday>,
    pub age: Option<u8>,
    pub municipalities: Vec<String>,
    pub counties: Vec<String>,
}

/// A point on the earth, in degrees (WGS 84).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub lat: f64,
    pub lon: f64,
}

impl Point {
    /// Kilometres along the surface (haversine).
    pub fn km_to(self, other: Point) -> f64 {
        const EARTH_KM: f64 = 6371.0088;
        let (from, to) = (self.lat.to_radians(), other.lat.to_radians());
        let (north, east) = ((to - from) / 2.0, (other.lon - self.lon).to_radians() / 2.0);
        let a = north.sin().powi(2) + from.cos() * to.cos() * east.sin().powi(2);
        2.0 * EARTH_KM * a.sqrt().min(1.0).asin()
    }
}

/// One hit, as the index tells it.
#[derive(Clone, Debug)]
pub struct Hit {
    pub id: String,
    pub score: f32,
    /// Kilometres to the nearest of its places, where a point was given.
    pub km: Option<f64>,
    /// The offer's document.
    pub offer: serde_json::Value,
    /// The document of the organization that runs it.
    pub organization: serde_json::Value,
}

impl Hit {
    /// The offer as a type; `None` for a document that cannot be read.
    pub fn read(&self) -> Option<Offer> {
        Offer::deserialize(&self.offer).ok()
    }
}

/// A page of hits and what was counted.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub total: usize,
    pub hits: Vec<Hit>,
    /// For each facet asked for, its values and how many offers hold each.
    pub facets: Vec<(String, Vec<(String, usize)>)>,
}

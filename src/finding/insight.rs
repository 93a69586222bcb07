//! Owns what is there for the inhabitants of a municipality, in outline. Must not know what was missing or used.

use super::{FindError, Finder, best_text};
use crate::domain::query::{Asked, Hit};
use crate::domain::slug::{Kind, Scope};
use crate::domain::{Lang, Offer};
use jiff::Timestamp;

/// So many offers of one municipality are looked at.
const MOST: usize = 1_000;

/// An offer that a municipality's inhabitants may use.
pub struct Covered {
    pub id: String,
    pub name: String,
    pub kind: Kind,
    /// Its topics, and every wider one.
    pub topics: Vec<String>,
    /// It is for this municipality, alone or with others.
    pub local: bool,
    /// It is nearer than the whole country.
    pub near: bool,
    pub stale: bool,
    pub verified_on: Option<String>,
    pub as_of: Option<String>,
}

impl Finder {
    /// What is there for a municipality.
    pub async fn covered(&self, municipality: String, at: Timestamp, lang: Lang) -> Result<Vec<Covered>, FindError> {
        self.run(move |finder| {
            let mut asked = Asked { at, limit: MOST, ..Asked::default() };
            asked.filters.municipalities = vec![municipality];
            let hits = finder.index.search(&asked)?.hits;
            Ok(hits.iter().filter_map(|hit| finder.outline(hit, at, lang)).collect())
        })
        .await
    }

    fn outline(&self, hit: &Hit, at: Timestamp, lang: Lang) -> Option<Covered> {
        let offer = hit.read()?;
        let mut topics: Vec<String> = offer.topics.iter().flat_map(|t| self.vocabulary.terms.with_broader(t)).collect();
        topics.sort();
        topics.dedup();
        Some(Covered {
            id: hit.id.clone(),
            name: best_text(&hit.offer, lang),
            kind: offer.kind,
            topics,
            local: offer.coverage.scope == Scope::Local,
            near: offer.coverage.scope != Scope::National,
            stale: offer.is_stale(at),
            verified_on: offer.verified.as_ref().map(|v| v.on.clone()),
            as_of: offer.source.and_then(|s| s.as_of),
        })
    }

    /// The offers with these ids, in their order; those that cannot be found are left out.
    pub async fn with_ids(&self, ids: Vec<String>) -> Result<Vec<Hit>, FindError> {
        self.run(move |finder| finder.index.with_ids(&ids)).await
    }

    /// An offer, and everything that is given at its places, itself among it; alone where nobody has said where it is.
    pub async fn at_place(&self, id: String) -> Result<Option<(Offer, Vec<Hit>)>, FindError> {
        self.run(move |finder| {
            let Some(own) = finder.index.with_ids(std::slice::from_ref(&id))?.into_iter().next() else { return Ok(None) };
            let Some(offer) = own.read() else { return Ok(None) };
            let sites: Vec<String> = offer.locations.iter().filter_map(|l| l.site()).collect();
            let mut here = if sites.is_empty() { Vec::new() } else { finder.index.at_sites(&sites)? };
            if !here.iter().any(|hit| hit.id == own.id) {
                here.push(own);
            }
            here.sort_by(|a, b| a.id.cmp(&b.id));
            Ok(Some((offer, here)))
        })
        .await
    }

    /// Active offers of a municipality that meet at times, for its calendar.
    pub async fn meeting_in(&self, municipality: String, at: Timestamp) -> Result<Vec<Hit>, FindError> {
        self.run(move |finder| {
            let mut asked = Asked { at, limit: MOST, ..Asked::default() };
            asked.filters.municipalities = vec![municipality];
            asked.filters.starts = Some((at.as_second(), i64::MAX));
            Ok(finder.index.search(&asked)?.hits)
        })
        .await
    }
}

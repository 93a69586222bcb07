//! Owns a ranking that is looked at in outline, its documents read only where they are asked for. Must not know what is chosen from it.

use super::schema::Fields;
use super::{SearchError, SearchIndex};
use crate::domain::profile::Profile;
use crate::domain::query::Hit;
use crate::domain::slug::{Format, Kind, Reach};
use std::collections::HashMap;
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Searcher, SegmentReader, TantivyDocument};

/// The best hits of a search, in outline, at one moment of the index.
pub struct Ranked {
    pub total: usize,
    pub profiles: Vec<Profile>,
    addresses: Vec<DocAddress>,
    searcher: Searcher,
    index: SearchIndex,
}

impl Ranked {
    pub(super) fn of(
        index: &SearchIndex,
        searcher: &Searcher,
        total: usize,
        best: &[super::collector::Best],
    ) -> Result<Ranked, SearchError> {
        let mut segments: HashMap<u32, Columns> = HashMap::new();
        let mut profiles = Vec::with_capacity(best.len());
        for hit in best {
            let ord = hit.address.segment_ord;
            if let std::collections::hash_map::Entry::Vacant(place) = segments.entry(ord) {
                place.insert(Columns::open(searcher.segment_reader(ord))?);
            }
            if let Some(columns) = segments.get_mut(&ord) {
                profiles.push(columns.profile(hit.address.doc_id, hit.score)?);
            }
        }
        let addresses = best.iter().map(|b| b.address).collect();
        Ok(Ranked { total, profiles, addresses, searcher: searcher.clone(), index: index.clone() })
    }

    /// The hit at a place of the ranking.
    pub fn hit(&self, at: usize) -> Result<Hit, SearchError> {
        let address = self.addresses.get(at).ok_or(SearchError::Document)?;
        let score = self.profiles.get(at).map_or(0.0, |p| p.score);
        self.index.hit(&self.searcher.doc::<TantivyDocument>(*address)?, score)
    }
}

/// A column of words, each read once.
struct Words {
    column: Option<StrColumn>,
    read: HashMap<u64, String>,
}

impl Words {
    fn open(reader: &SegmentReader, name: &str) -> tantivy::Result<Words> {
        Ok(Words { column: reader.fast_fields().str(name)?, read: HashMap::new() })
    }

    fn of(&mut self, doc: DocId) -> Vec<String> {
        let Some(column) = &self.column else { return Vec::new() };
        let read = &mut self.read;
        column
            .term_ords(doc)
            .map(|ord| {
                read.entry(ord)
                    .or_insert_with(|| {
                        let mut text = String::new();
                        if column.ord_to_str(ord, &mut text).unwrap_or(false) { text } else { String::new() }
                    })
                    .clone()
            })
            .collect()
    }
}

struct Columns {
    topics: Words,
    kind: Words,
    audiences: Words,
    formats: Words,
    municipalities: Words,
    age_min: Column<u64>,
    age_max: Column<u64>,
    usable: Column<u64>,
    reach: Column<u64>,
    traits: Column<u64>,
}

impl Columns {
    fn open(reader: &SegmentReader) -> tantivy::Result<Columns> {
        let fast = reader.fast_fields();
        Ok(Columns {
            topics: Words::open(reader, Fields::TOPIC_OWN)?,
            kind: Words::open(reader, "kind")?,
            audiences: Words::open(reader, "audience")?,
            formats: Words::open(reader, "format")?,
            municipalities: Words::open(reader, "municipality")?,
            age_min: fast.u64("age_min")?,
            age_max: fast.u64("age_max")?,
            usable: fast.u64("usable")?,
            reach: fast.u64("reach")?,
            traits: fast.u64("traits")?,
        })
    }

    fn profile(&mut self, doc: DocId, score: f32) -> Result<Profile, SearchError> {
        let number = |column: &Column<u64>| column.first(doc).unwrap_or(0);
        let years = |column: &Column<u64>, missing: u8| column.first(doc).and_then(|n| u8::try_from(n).ok()).unwrap_or(missing);
        let kind = self.kind.of(doc).first().and_then(|word| Kind::parse(word)).ok_or(SearchError::Document)?;
        Ok(Profile {
            score,
            reach: match number(&self.reach) {
                0 => Reach::Local,
                1 => Reach::Shared,
                2 => Reach::County,
                _ => Reach::National,
            },
            kind,
            topics: self.topics.of(doc),
            audiences: self.audiences.of(doc),
            formats: self.formats.of(doc).iter().filter_map(|word| Format::parse(word)).collect(),
            municipalities: self.municipalities.of(doc),
            age_min: years(&self.age_min, 0),
            age_max: years(&self.age_max, 120),
            usable: u16::try_from(number(&self.usable)).unwrap_or(0),
            soon: super::ranking::is_soon(number(&self.traits)),
            emergency: super::ranking::is_emergency(number(&self.traits)),
        })
    }
}

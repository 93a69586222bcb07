//! Owns the walk over what was found: the best of it, how many, and the facets' counts, in one pass. Must not know what a query means.

use super::gate::{Gate, Passed, SegmentGate};
use super::ranking::{Taste, Traits};
use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashMap};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

/// What decides the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Score,
    Name,
    Distance,
    NextStart,
}

impl Order {
    /// What the order goes by before the score; the same for all where that is the score or the name.
    #[allow(clippy::cast_precision_loss)]
    fn key(self, passed: Passed) -> f64 {
        match self {
            Order::Score | Order::Name => 0.0,
            Order::Distance => passed.km.unwrap_or(f64::MAX),
            Order::NextStart => passed.start.map_or(f64::MAX, |seconds| seconds as f64),
        }
    }
}

/// A page of hits to be collected.
pub struct Page {
    pub order: Order,
    /// How many of the best are kept.
    pub most: usize,
    pub facets: Vec<String>,
    pub taste: Taste,
    pub gate: Gate,
}

/// One of the best hits.
#[derive(Clone, Copy, Debug)]
pub struct Best {
    pub score: f32,
    pub address: DocAddress,
    /// Kilometres to the nearest of its places, where a point was given.
    pub km: Option<f64>,
}

/// What was collected.
#[derive(Default)]
pub struct Collected {
    pub total: usize,
    pub best: Vec<Best>,
    pub facets: Vec<(String, Vec<(String, usize)>)>,
}

/// A candidate; the greatest is the worst, so that a heap gives it up first.
struct Candidate {
    name: String,
    /// Kilometres or seconds, where the order goes by them; what has none stands last.
    key: f64,
    score: f32,
    km: Option<f64>,
    tie: u64,
    doc: DocId,
}

impl Candidate {
    fn rank(&self, other: &Candidate) -> Ordering {
        self.name
            .cmp(&other.name)
            .then(self.key.total_cmp(&other.key))
            .then(other.score.total_cmp(&self.score))
            .then(self.tie.cmp(&other.tie))
            .then(self.doc.cmp(&other.doc))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.rank(other) == Ordering::Equal
    }
}
impl Eq for Candidate {}
impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank(other)
    }
}

struct Columns {
    traits: Column<u64>,
    reach: Column<u64>,
    age_min: Column<u64>,
    age_max: Column<u64>,
    verified: Column<u64>,
    tie: Column<u64>,
    name: Option<StrColumn>,
}

/// One segment's part of the walk.
pub struct SegmentPage {
    segment: SegmentOrdinal,
    taste: Taste,
    gate: SegmentGate,
    order: Order,
    most: usize,
    columns: Columns,
    total: usize,
    heap: BinaryHeap<Candidate>,
    /// A segment in which no offer holds the facet has no column.
    facets: Vec<(Option<StrColumn>, Vec<usize>)>,
    buffer: String,
}

/// One segment's result.
pub struct SegmentFound {
    segment: SegmentOrdinal,
    total: usize,
    best: Vec<Candidate>,
    facets: Vec<HashMap<String, usize>>,
}

impl Collector for Page {
    type Fruit = Collected;
    type Child = SegmentPage;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentPage> {
        let fast = reader.fast_fields();
        let mut facets = Vec::new();
        for facet in &self.facets {
            let column = fast.str(facet)?;
            let counts = vec![0; column.as_ref().map_or(0, |c| c.num_terms())];
            facets.push((column, counts));
        }
        Ok(SegmentPage {
            segment,
            taste: self.taste.clone(),
            gate: self.gate.for_segment(reader)?,
            order: self.order,
            most: self.most,
            columns: Columns {
                traits: fast.u64("traits")?,
                reach: fast.u64("reach")?,
                age_min: fast.u64("age_min")?,
                age_max: fast.u64("age_max")?,
                verified: fast.u64("verified")?,
                tie: fast.u64("tie")?,
                name: if self.order == Order::Name { fast.str("name_sort")? } else { None },
            },
            total: 0,
            heap: BinaryHeap::with_capacity(self.most.min(1_000) + 1),
            facets,
            buffer: String::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<SegmentFound>) -> tantivy::Result<Collected> {
        let mut total = 0;
        let mut all: Vec<(SegmentOrdinal, Candidate)> = Vec::new();
        let mut counts: Vec<HashMap<String, usize>> = vec![HashMap::new(); self.facets.len()];
        for segment in segments {
            total += segment.total;
            all.extend(segment.best.into_iter().map(|c| (segment.segment, c)));
            for (sum, more) in counts.iter_mut().zip(segment.facets) {
                for (value, count) in more {
                    *sum.entry(value).or_default() += count;
                }
            }
        }
        all.sort_by(|a, b| a.1.rank(&b.1).then(a.0.cmp(&b.0)));
        all.truncate(self.most);
        let facets = self
            .facets
            .iter()
            .cloned()
            .zip(counts)
            .map(|(name, values)| {
                let mut values: Vec<(String, usize)> = values.into_iter().collect();
                values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                (name, values)
            })
            .collect();
        let best = all
            .into_iter()
            .map(|(segment, c)| Best { score: c.score, address: DocAddress::new(segment, c.doc), km: c.km })
            .collect();
        Ok(Collected { total, best, facets })
    }
}

impl SegmentCollector for SegmentPage {
    type Fruit = SegmentFound;

    fn collect(&mut self, doc: DocId, words: Score) {
        let Some(passed) = self.gate.pass(doc) else { return };
        self.total += 1;
        for (column, counts) in &mut self.facets {
            for ord in column.iter().flat_map(|c| c.term_ords(doc)) {
                if let Some(count) = usize::try_from(ord).ok().and_then(|ord| counts.get_mut(ord)) {
                    *count += 1;
                }
            }
        }
        if self.most == 0 {
            return;
        }
        let first = |column: &Column<u64>| column.first(doc).unwrap_or(0);
        let offer = Traits {
            bits: first(&self.columns.traits),
            reach: first(&self.columns.reach),
            age_min: first(&self.columns.age_min),
            age_max: self.columns.age_max.first(doc).unwrap_or(120),
            verified: first(&self.columns.verified),
            usable: passed.usable,
            open: passed.open,
        };
        let score = self.taste.score(words, offer);
        let full = self.heap.len() >= self.most;
        if self.order == Order::Score && full && self.heap.peek().is_some_and(|worst| score < worst.score) {
            return;
        }
        self.buffer.clear();
        if let Some(column) = &self.columns.name
            && let Some(ord) = column.term_ords(doc).next()
            && column.ord_to_str(ord, &mut self.buffer).is_err()
        {
            self.buffer.clear();
        }
        let key = self.order.key(passed);
        self.heap.push(Candidate { name: self.buffer.clone(), key, score, km: passed.km, tie: first(&self.columns.tie), doc });
        if full {
            self.heap.pop();
        }
    }

    fn harvest(self) -> SegmentFound {
        let mut text = String::new();
        let mut facets = Vec::new();
        for (column, counts) in &self.facets {
            let mut named = HashMap::new();
            for (ord, count) in counts.iter().enumerate().filter(|(_, n)| **n > 0) {
                text.clear();
                if column.as_ref().is_some_and(|c| c.ord_to_str(ord as u64, &mut text).unwrap_or(false)) {
                    named.insert(text.clone(), *count);
                }
            }
            facets.push(named);
        }
        SegmentFound { segment: self.segment, total: self.total, best: self.heap.into_vec(), facets }
    }
}

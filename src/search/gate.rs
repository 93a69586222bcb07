//! Owns what no term can say of an offer: open at a moment, near a point, starting between two days. Must not know words or ranking.

use super::ranking::reach_number;
use crate::domain::hours::Hours;
use crate::domain::query::{Asked, Point};
use crate::domain::slug::Sort;
use crate::domain::when::Use;
use jiff::Timestamp;
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};

/// What is asked of an offer beside its words.
#[derive(Clone, Debug, Default)]
pub struct Gate {
    at: i64,
    open_at: Option<Timestamp>,
    /// What is open at this moment is liked, not asked for.
    liked_at: Option<Timestamp>,
    near: Option<Point>,
    radius_km: Option<f64>,
    starts: Option<(i64, i64)>,
    /// Bits of `Use`, of which the offer must hold one.
    usable: u16,
    /// Bits of which it must hold one, if it is known when it can be used at all.
    usable_if_known: u16,
    order_by_start: bool,
    /// Numbers of `ranking::reach_number`, of which the offer must have one; empty means any.
    reaches: Vec<u64>,
}

/// What the gate found of an offer that it lets through.
#[derive(Clone, Copy, Debug, Default)]
pub struct Passed {
    /// Kilometres to the nearest of its places.
    pub km: Option<f64>,
    /// The next start that can be joined, in seconds since 1970.
    pub start: Option<i64>,
    pub open: bool,
    /// Bits of `Use`; none where nobody has said when it can be used.
    pub usable: u16,
}

impl Gate {
    /// The gate of a search.
    pub fn of(asked: &Asked) -> Gate {
        let filters = &asked.filters;
        let bits =
            |parts: &[crate::domain::slug::DayPart]| parts.iter().fold(0, |all, p| all | Use::wanted(Some(*p), None).bits());
        Gate {
            at: asked.at.as_second(),
            open_at: filters.open_at,
            liked_at: asked.understanding.hurry.then_some(asked.at),
            near: filters.near,
            radius_km: filters.radius_km,
            starts: filters.starts,
            usable: bits(&filters.times_of_day),
            usable_if_known: Use::wanted(asked.narrow.time_of_day, asked.narrow.weekday).bits(),
            order_by_start: asked.sort == Some(Sort::NextStart),
            reaches: filters.reaches.iter().map(|r| reach_number(*r)).collect(),
        }
    }

    /// The gate over one segment.
    pub fn for_segment(&self, reader: &SegmentReader) -> tantivy::Result<SegmentGate> {
        let fast = reader.fast_fields();
        let open_in = |moment: Option<Timestamp>| -> tantivy::Result<Option<Ordinals>> {
            moment
                .map(|m| Ordinals::read(fast.str("hours")?, |text| Hours::known(text).and_then(|h| h.open_at(m)) == Some(true)))
                .transpose()
        };
        let moment = self.open_at.or(self.liked_at);
        let day = moment.map(|m| crate::domain::meetings::date_of(m).to_string());
        let closed = day.map(|day| {
            Ordinals::read(fast.str("closed")?, |text| {
                text.split_once('/').is_some_and(|(from, to)| from <= day.as_str() && day.as_str() <= to)
            })
        });
        Ok(SegmentGate {
            asked: self.clone(),
            open: open_in(moment)?,
            closed: closed.transpose()?,
            places: match self.near {
                Some(_) => Some((fast.f64("lat")?, fast.f64("lon")?)),
                None => None,
            },
            starts: match self.starts.is_some() || self.order_by_start {
                true => Some((fast.i64("starts")?, fast.i64("deadlines")?)),
                false => None,
            },
            usable: fast.u64("usable")?,
            reach: fast.u64("reach")?,
        })
    }
}

/// The texts of a column that hold at a moment, each looked at once.
struct Ordinals(Option<StrColumn>, Vec<bool>);

impl Ordinals {
    fn read(column: Option<StrColumn>, holds: impl Fn(&str) -> bool) -> tantivy::Result<Ordinals> {
        let Some(column) = column else { return Ok(Ordinals(None, Vec::new())) };
        let mut text = String::new();
        let mut which = Vec::with_capacity(column.num_terms());
        for ord in 0..column.num_terms() {
            text.clear();
            let there = column.ord_to_str(ord as u64, &mut text)?;
            which.push(there && holds(&text));
        }
        Ok(Ordinals(Some(column), which))
    }

    fn any(&self, doc: DocId) -> bool {
        self.0.iter().flat_map(|c| c.term_ords(doc)).any(|ord| usize::try_from(ord).is_ok_and(|at| self.1.get(at) == Some(&true)))
    }
}

/// The gate with the columns of one segment.
pub struct SegmentGate {
    asked: Gate,
    open: Option<Ordinals>,
    closed: Option<Ordinals>,
    places: Option<(Column<f64>, Column<f64>)>,
    starts: Option<(Column<i64>, Column<i64>)>,
    usable: Column<u64>,
    reach: Column<u64>,
}

impl SegmentGate {
    /// What is found of an offer; `None` where it does not come through.
    pub fn pass(&self, doc: DocId) -> Option<Passed> {
        let usable = self.usable.first(doc).and_then(|bits| u16::try_from(bits).ok()).unwrap_or(0);
        let asked = &self.asked;
        if asked.usable != 0 && usable & asked.usable == 0 {
            return None;
        }
        if asked.usable_if_known != 0 && usable != 0 && usable & asked.usable_if_known == 0 {
            return None;
        }
        if !asked.reaches.is_empty() && !self.reach.first(doc).is_some_and(|r| asked.reaches.contains(&r)) {
            return None;
        }
        let open = self.open.as_ref().is_some_and(|o| o.any(doc)) && !self.closed.as_ref().is_some_and(|c| c.any(doc));
        if asked.open_at.is_some() && !open {
            return None;
        }
        let km = self.km(doc);
        if let Some(radius) = asked.radius_km
            && km.is_none_or(|km| km > radius)
        {
            return None;
        }
        let start = self.next_start(doc)?;
        Some(Passed { km, start, open, usable })
    }

    fn km(&self, doc: DocId) -> Option<f64> {
        let (lat, lon) = self.places.as_ref()?;
        let from = self.asked.near?;
        let places = lat.values_for_doc(doc).zip(lon.values_for_doc(doc));
        places.map(|(lat, lon)| from.km_to(Point { lat, lon })).min_by(f64::total_cmp)
    }

    /// The next start; the outer `None` where one is asked for and there is none.
    #[allow(clippy::option_option)]
    fn next_start(&self, doc: DocId) -> Option<Option<i64>> {
        let Some((starts, deadlines)) = &self.starts else { return Some(None) };
        let (from, to) = self.asked.starts.unwrap_or((i64::MIN, i64::MAX));
        let next = starts
            .values_for_doc(doc)
            .zip(deadlines.values_for_doc(doc))
            .filter(|(start, deadline)| *start >= self.asked.at.max(from) && *start <= to && *deadline >= self.asked.at)
            .map(|(start, _)| start)
            .min();
        if self.asked.starts.is_some() && next.is_none() { None } else { Some(next) }
    }
}

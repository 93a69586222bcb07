//! Owns opening hours: OpenStreetMap's syntax in, open or not at a moment out, in Norwegian time with Norwegian holidays. Must not know offers as a whole.

use super::offer::Closure;
use super::slug::Weekday;
use chrono::{DateTime, Duration, NaiveDate, TimeZone, Utc};
use chrono_tz::{Europe::Oslo, Tz};
use jiff::Timestamp;
use opening_hours::localization::{Country, TzLocation};
use opening_hours::{Context, OpeningHours, RuleKind};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, RwLock};

/// How far ahead a change is looked for.
const HORIZON: Duration = Duration::days(800);
/// Read hours that are remembered: catalogues say the same few over and over.
const REMEMBERED: usize = 4_096;

/// What is known of a moment, and until when it lasts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spell {
    /// `None` where nothing is known: never a guess.
    pub now: Option<bool>,
    /// When it closes next, if open.
    pub until: Option<Timestamp>,
    /// When it opens next, if closed.
    pub next: Option<Timestamp>,
}

impl Spell {
    /// Whether this is a better way in at that moment than another: open before closed, what opens sooner before what opens later,
    /// and both before what nobody knows.
    pub fn better_than(&self, other: &Spell) -> bool {
        let rank = |spell: &Spell| match spell.now {
            Some(true) => (0, None),
            Some(false) => (1, Some(spell.next.unwrap_or(Timestamp::MAX))),
            None => (2, None),
        };
        rank(self) < rank(other)
    }
}

/// Opening hours that could be read.
#[derive(Debug)]
pub struct Hours {
    read: OpeningHours<TzLocation<Tz>>,
    /// What was last found and from which moment on: it holds until the change that it names.
    last: Mutex<Option<(Timestamp, Spell)>>,
}

static CONTEXT: LazyLock<Context<TzLocation<Tz>>> =
    LazyLock::new(|| Context::default().with_holidays(Country::NO.holidays()).with_locale(TzLocation::new(Oslo)));

static READ: LazyLock<RwLock<HashMap<String, Option<Arc<Hours>>>>> = LazyLock::new(RwLock::default);

impl Hours {
    /// Reads hours; the reason says what cannot be read.
    pub fn parse(text: &str) -> Result<Hours, String> {
        let hours: OpeningHours = text.parse().map_err(|e: opening_hours_syntax::Error| {
            let told = e.to_string();
            told.lines().next().unwrap_or("cannot be read").to_owned()
        })?;
        Ok(Hours { read: hours.with_context(CONTEXT.clone()), last: Mutex::default() })
    }

    /// The same, remembered; `None` where they cannot be read.
    pub fn known(text: &str) -> Option<Arc<Hours>> {
        if let Some(hours) = READ.read().ok().and_then(|read| read.get(text).cloned()) {
            return hours;
        }
        let hours = Hours::parse(text).ok().map(Arc::new);
        if let Ok(mut read) = READ.write() {
            if read.len() >= REMEMBERED {
                read.clear();
            }
            read.insert(text.to_owned(), hours.clone());
        }
        hours
    }

    /// Open or not at a moment, and the next change within 800 days. On closed days nothing is open.
    pub fn at(&self, moment: Timestamp, closures: &[Closure]) -> Spell {
        if !closures.is_empty() {
            return self.look(moment, closures);
        }
        let holds =
            |(from, spell): &(Timestamp, Spell)| *from <= moment && spell.until.or(spell.next).is_some_and(|to| moment < to);
        if let Some((_, spell)) = self.last.lock().ok().and_then(|last| *last).filter(holds) {
            return spell;
        }
        let spell = self.look(moment, closures);
        if let Ok(mut last) = self.last.lock() {
            *last = Some((moment, spell));
        }
        spell
    }

    fn look(&self, moment: Timestamp, closures: &[Closure]) -> Spell {
        let Some(from) = local(moment) else { return Spell::default() };
        let shut = shut_days(closures);
        let mut spell = Spell::default();
        for range in self.read.iter_range(from, from + HORIZON) {
            for (start, kind) in cut(&range.range, range.kind, &shut) {
                match (spell.now, kind) {
                    (None, RuleKind::Open) => spell.now = Some(true),
                    (None, RuleKind::Closed) => spell.now = Some(false),
                    // What the hours leave open, nobody says.
                    (None, _) => return Spell::default(),
                    (Some(true), RuleKind::Closed | RuleKind::Unknown) => return Spell { until: stamp(&start), ..spell },
                    (Some(false), RuleKind::Open) => return Spell { next: stamp(&start), ..spell },
                    _ => {}
                }
            }
        }
        spell
    }

    /// Whether it is open at a moment; `None` where nobody knows.
    pub fn open_at(&self, moment: Timestamp) -> Option<bool> {
        match self.read.state(local(moment)?).0 {
            RuleKind::Open => Some(true),
            RuleKind::Closed => Some(false),
            RuleKind::Unknown => None,
        }
    }

    /// When it is open in the week that begins on a Monday: the weekday, and minutes from its midnight.
    pub fn week(&self, monday: NaiveDate) -> Vec<(Weekday, u32, u32)> {
        let mut found = Vec::new();
        for (weekday, day) in Weekday::ALL.iter().zip(monday.iter_days()) {
            for range in self.read.schedule_at(day).into_iter().filter(|r| r.kind == RuleKind::Open) {
                let (start, end) = (range.range.start, range.range.end);
                let minutes = |hour: u8, minute: u8| u32::from(hour) * 60 + u32::from(minute);
                found.push((*weekday, minutes(start.hour(), start.minute()), minutes(end.hour(), end.minute())));
            }
        }
        found
    }
}

type Local = DateTime<Tz>;

fn local(moment: Timestamp) -> Option<Local> {
    let utc = DateTime::<Utc>::from_timestamp(moment.as_second(), 0)?;
    Some(utc.with_timezone(&Oslo))
}

fn stamp(moment: &Local) -> Option<Timestamp> {
    Timestamp::from_second(moment.timestamp()).ok()
}

/// Closed days as moments: from the first midnight to the one after the last day.
fn shut_days(closures: &[Closure]) -> Vec<(Local, Local)> {
    let midnight = |day: NaiveDate| Oslo.from_local_datetime(&day.and_time(chrono::NaiveTime::MIN)).earliest();
    let mut shut: Vec<(Local, Local)> = closures
        .iter()
        .filter_map(|closure| {
            let from: NaiveDate = closure.from.parse().ok()?;
            let to: NaiveDate = closure.to.parse().ok()?;
            Some((midnight(from)?, midnight(to.succ_opt()?)?))
        })
        .collect();
    shut.sort();
    shut
}

/// Where the states inside a range begin, with the closed days taken out of it.
fn cut(range: &std::ops::Range<Local>, kind: RuleKind, shut: &[(Local, Local)]) -> Vec<(Local, RuleKind)> {
    let mut pieces = Vec::new();
    let mut from = range.start;
    for (begin, end) in shut.iter().filter(|(begin, end)| *begin < range.end && range.start < *end) {
        if from < *begin {
            pieces.push((from, kind));
        }
        let upto = (*end).min(range.end);
        if from < upto {
            pieces.push((from.max(*begin), RuleKind::Closed));
            from = upto;
        }
    }
    if from < range.end {
        pieces.push((from, kind));
    }
    pieces
}

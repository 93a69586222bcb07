//! Owns when an offer can be reached, visited or begun. Must not know who asks or how it is shown.

use super::hours::{Hours, Spell};
use super::meetings::{self, Meetings};
use super::slug::{DayPart, Kind, Weekday};
use super::{Lang, Offer};
use jiff::{Timestamp, civil};
use serde::{Serialize, Serializer};

/// A moment as it is told: Norwegian time with its offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub Timestamp);

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.to_zoned(meetings::oslo()).strftime("%Y-%m-%dT%H:%M:%S%:z"))
    }
}

/// Whether a channel or place is open, until when, and who answers meanwhile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Open {
    pub now: Option<bool>,
    pub until: Option<Moment>,
    pub next: Option<Moment>,
    pub fallback: Option<String>,
}

/// The best way in at a moment, and every channel and place by its index in the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OpenNow {
    #[serde(flatten)]
    pub best: Open,
    pub contacts: Vec<Open>,
    pub locations: Vec<Open>,
}

fn told(spell: Spell, fallback: Option<&str>) -> Open {
    Open {
        now: spell.now,
        until: spell.until.map(Moment),
        next: spell.next.map(Moment),
        // Who is there needs no stand-in.
        fallback: fallback.filter(|_| spell.now != Some(true)).map(str::to_owned),
    }
}

fn spell(hours: Option<&str>, offer: &Offer, at: Timestamp) -> Spell {
    hours.and_then(Hours::known).map(|h| h.at(at, &offer.closures)).unwrap_or_default()
}

/// Whether an offer is open at a moment, by channel and place.
pub fn open(offer: &Offer, at: Timestamp, lang: Lang) -> OpenNow {
    let contacts: Vec<(Spell, Option<&str>)> = offer
        .contacts
        .iter()
        .map(|c| (spell(c.opening_hours.as_deref(), offer, at), c.fallback.pick(lang).map(|(_, text)| text)))
        .collect();
    let locations: Vec<(Spell, Option<&str>)> =
        offer.locations.iter().map(|l| (spell(l.opening_hours.as_deref(), offer, at), None)).collect();
    let mut best = Spell::default();
    for (found, _) in contacts.iter().chain(&locations) {
        if found.better_than(&best) {
            best = *found;
        }
    }
    // Whoever answers in the stead of one channel is there when the best of them is closed.
    let fallback = contacts.iter().find_map(|(_, fallback)| *fallback);
    let each = |all: &[(Spell, Option<&str>)]| all.iter().map(|(spell, fallback)| told(*spell, *fallback)).collect();
    OpenNow { best: told(best, fallback), contacts: each(&contacts), locations: each(&locations) }
}

/// The next meeting that somebody can still come to.
pub fn next_session(offer: &Offer, at: Timestamp) -> Option<Moment> {
    meetings::next_start(&offer.sessions, &offer.closures, at).map(Moment)
}

/// When in a week an offer can be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Use(u16);

impl Use {
    /// Whether it can be used in a part of the day.
    pub fn in_part(self, part: DayPart) -> bool {
        self.0 & Use::part(part) != 0
    }

    fn part(part: DayPart) -> u16 {
        1 << part as u16
    }

    fn day(day: Weekday) -> u16 {
        1 << (4 + day as u16)
    }

    /// The bits: four for the parts of the day in their order, then seven for the days of the week.
    pub fn bits(self) -> u16 {
        self.0
    }

    /// The bits of what somebody asks for.
    pub fn wanted(part: Option<DayPart>, day: Option<Weekday>) -> Use {
        Use(part.map_or(0, Use::part) | day.map_or(0, Use::day))
    }

    /// Adds a stretch on one day, in minutes from midnight. Half an hour is the least that is of use.
    fn add(&mut self, day: Weekday, from: u32, to: u32) {
        self.0 |= Use::day(day);
        if matches!(day, Weekday::Saturday | Weekday::Sunday) {
            self.0 |= Use::part(DayPart::Weekend);
        }
        for (part, begin, end) in
            [(DayPart::Morning, 6 * 60, 12 * 60), (DayPart::Day, 9 * 60, 16 * 60), (DayPart::Evening, 17 * 60, 24 * 60)]
        {
            if to.min(end).saturating_sub(from.max(begin)) >= 30 {
                self.0 |= Use::part(part);
            }
        }
    }
}

/// An ordinary week, in which hours are looked at: no public holiday in it, neither summer nor winter holidays.
const ORDINARY: (i32, u32, u32) = (2026, 11, 2);

/// When an offer can be used, as far as anybody has said: when it takes place if that is known, else when its channel answers
/// where the channel is the offer itself. Nothing said is nothing told.
pub fn usable(offer: &Offer) -> Use {
    let mut found = Use::default();
    if matches!(offer.kind, Kind::WebSelfHelp) {
        for day in Weekday::ALL {
            found.add(*day, 0, 24 * 60);
        }
        return found;
    }
    for session in &offer.sessions {
        let Some(start) = session.start.parse::<Timestamp>().ok() else { continue };
        let minutes = session.minutes.unwrap_or(60);
        let starts = match (Meetings::read(session), session.recurrence.is_some() || !session.dates.is_empty()) {
            (Ok(meetings), true) => {
                let mut starts =
                    meetings.between(start, start.checked_add(jiff::SignedDuration::from_hours(24 * 28)).unwrap_or(start));
                starts.push(start);
                starts
            }
            _ => vec![start],
        };
        for start in starts {
            let local = start.to_zoned(meetings::oslo());
            let from = u32::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).unwrap_or(0);
            found.add(weekday(local.date()), from, from + minutes.max(30));
        }
    }
    if let Some(rhythm) = &offer.rhythm {
        for part in &rhythm.time_of_day {
            found.0 |= Use::part(*part);
        }
        for day in &rhythm.weekdays {
            found.0 |= Use::day(*day);
            if matches!(day, Weekday::Saturday | Weekday::Sunday) {
                found.0 |= Use::part(DayPart::Weekend);
            }
        }
    }
    let monday = chrono::NaiveDate::from_ymd_opt(ORDINARY.0, ORDINARY.1, ORDINARY.2).unwrap_or_default();
    let mut read = |hours: &str| {
        for (day, from, to) in Hours::known(hours).map(|h| h.week(monday)).unwrap_or_default() {
            found.add(day, from, to);
        }
    };
    offer.locations.iter().filter_map(|l| l.opening_hours.as_deref()).for_each(&mut read);
    if matches!(offer.kind, Kind::PhoneLine | Kind::Chat | Kind::CrisisService | Kind::FrontDoor) {
        offer.contacts.iter().filter_map(|c| c.opening_hours.as_deref()).for_each(&mut read);
    }
    found
}

/// The day of the week of a date.
pub fn weekday(date: civil::Date) -> Weekday {
    let at = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    Weekday::ALL.get(at).copied().unwrap_or(Weekday::Monday)
}

//! Owns the week of a place: what is given there on which day, as far as anybody has said. Must not know who asks or how it is shown.

use super::hours::Hours;
use super::meetings::{self, Meetings};
use super::slug::{DayPart, Every, Weekday};
use super::{Offer, offer::Closure};
use chrono::NaiveDate;
use jiff::{SignedDuration, civil};
use serde::Serialize;

/// What an entry goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The place's opening hours for this offer.
    Hours,
    /// A dated meeting.
    Session,
    /// A weekday that is known, without dates.
    Rhythm,
}

/// Something that is given on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The offer's index in the list that the week was made of.
    #[serde(skip)]
    pub offer: usize,
    /// `HH:MM`; `None` where nobody has said when on the day.
    pub from: Option<String>,
    pub to: Option<String>,
    pub time_of_day: Vec<DayPart>,
    pub by: Basis,
}

/// Monday to Sunday, and what comes every week on a day that nobody has named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    pub days: Vec<(civil::Date, Weekday, Vec<Entry>)>,
    /// Indices of offers.
    pub day_unknown: Vec<usize>,
}

/// The week with this day in it, for offers that are given at these sites.
pub fn week(offers: &[Offer], sites: &[String], day: civil::Date) -> Week {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    let monday = day.checked_sub(jiff::Span::new().days(back)).unwrap_or(day);
    let mut days: Vec<(civil::Date, Weekday, Vec<Entry>)> =
        Weekday::ALL.iter().zip(monday.series(jiff::Span::new().days(1))).map(|(name, date)| (date, *name, Vec::new())).collect();
    let mut day_unknown = Vec::new();
    for (at, offer) in offers.iter().enumerate() {
        let mut entries = open_here(offer, sites, monday);
        entries.extend(meetings_in(offer, monday));
        if entries.is_empty() {
            match of_rhythm(offer) {
                Some(of_rhythm) => entries = of_rhythm,
                None => day_unknown.push(at),
            }
        }
        for (weekday, entry) in entries {
            if let Some((_, _, on_day)) =
                days.iter_mut().find(|(date, name, _)| *name == weekday && !shut(*date, &offer.closures))
            {
                on_day.push(Entry { offer: at, ..entry });
            }
        }
    }
    for (_, _, entries) in &mut days {
        // What has no time of day stands last.
        entries.sort_by(|a, b| (a.from.is_none(), &a.from, a.offer).cmp(&(b.from.is_none(), &b.from, b.offer)));
    }
    Week { days, day_unknown }
}

fn shut(date: civil::Date, closures: &[Closure]) -> bool {
    date.at(12, 0, 0, 0).to_zoned(meetings::oslo()).is_ok_and(|noon| meetings::shut_on(noon.timestamp(), closures))
}

fn entry(from: Option<u32>, to: Option<u32>, by: Basis) -> Entry {
    let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    Entry { offer: 0, from: from.map(clock), to: to.map(clock), time_of_day: Vec::new(), by }
}

fn open_here(offer: &Offer, sites: &[String], monday: civil::Date) -> Vec<(Weekday, Entry)> {
    let (year, month, day) = (i32::from(monday.year()), monday.month().unsigned_abs(), monday.day().unsigned_abs());
    let Some(monday) = NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day)) else { return Vec::new() };
    let here = offer.locations.iter().filter(|l| l.site().is_some_and(|site| sites.contains(&site)));
    here.filter_map(|l| l.opening_hours.as_deref())
        .filter_map(Hours::known)
        .flat_map(|hours| hours.week(monday))
        .map(|(day, from, to)| (day, entry(Some(from), Some(to), Basis::Hours)))
        .collect()
}

fn meetings_in(offer: &Offer, monday: civil::Date) -> Vec<(Weekday, Entry)> {
    let Ok(begin) = monday.to_zoned(meetings::oslo()) else { return Vec::new() };
    let begin = begin.timestamp();
    // The last second of the week: a meeting at the next midnight is the next week's.
    let end = begin.checked_add(SignedDuration::from_secs(7 * 86_400 - 1)).unwrap_or(begin);
    let mut found = Vec::new();
    for session in &offer.sessions {
        let Ok(read) = Meetings::read(session) else { continue };
        for start in read.between(begin, end) {
            let local = start.to_zoned(meetings::oslo());
            let from = u32::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).unwrap_or(0);
            let to = session.minutes.map(|minutes| from + minutes);
            found.push((super::when::weekday(local.date()), entry(Some(from), to, Basis::Session)));
        }
    }
    found
}

/// `None` where it comes every week and nobody has said on which day; nothing where it comes more seldom or is not known to come.
fn of_rhythm(offer: &Offer) -> Option<Vec<(Weekday, Entry)>> {
    let Some(rhythm) = &offer.rhythm else { return Some(Vec::new()) };
    let on = |days: &[Weekday]| {
        let one = Entry { time_of_day: rhythm.time_of_day.clone(), ..entry(None, None, Basis::Rhythm) };
        days.iter().map(|day| (*day, one.clone())).collect()
    };
    match rhythm.every {
        Some(Every::Day) if rhythm.weekdays.is_empty() => Some(on(Weekday::ALL)),
        Some(Every::Week) if rhythm.weekdays.is_empty() => None,
        Some(Every::Fortnight | Every::Month) => Some(Vec::new()),
        _ => Some(on(&rhythm.weekdays)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn offer(more: serde_json::Value) -> Offer {
        let mut document = json!({"id": "a-a", "name": {"nb": "A"}, "organization": "o-o", "kind": "group", "topics": ["grief"],
            "coverage": {"scope": "local", "municipalities": ["0301"]}, "status": "active"});
        document.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        serde_json::from_value(document).expect("an offer")
    }

    #[test]
    fn each_offer_stands_on_its_days_and_an_unknown_day_is_not_guessed() {
        let house = json!([{"name": "Huset", "municipality": "0301", "opening_hours": "Mo-Fr 16:00-22:00; PH off"}]);
        let offers = [
            offer(json!({"locations": house, "closures": [{"from": "2026-12-22", "to": "2026-12-22"}]})),
            offer(
                json!({"locations": [{"name": "Huset", "municipality": "0301"}], "rhythm": {"every": "week", "weekdays": ["Th"]}}),
            ),
            offer(json!({"locations": [{"name": "Huset", "municipality": "0301"}], "rhythm": {"every": "week"}})),
            offer(json!({"sessions": [{"start": "2026-12-23T18:00:00+01:00", "minutes": 90}]})),
        ];
        let sites: Vec<String> = offers[0].locations[0].site().into_iter().collect();
        let week = week(&offers, &sites, civil::date(2026, 12, 24));
        assert_eq!(week.days[0].0, civil::date(2026, 12, 21));
        let told: Vec<Vec<usize>> = week.days.iter().map(|(_, _, entries)| entries.iter().map(|e| e.offer).collect()).collect();
        // Shut on Tuesday; Christmas Day and, by Norway's calendar, no other day of this week is a holiday with hours.
        assert_eq!(told, [vec![0], vec![], vec![0, 3], vec![0, 1], vec![], vec![], vec![]]);
        assert_eq!((week.days[2].2[1].from.as_deref(), week.days[2].2[1].to.as_deref()), (Some("18:00"), Some("19:30")));
        assert_eq!(week.day_unknown, [2]);
    }
}

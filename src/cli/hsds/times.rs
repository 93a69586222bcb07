//! Owns opening hours and closed days as the specification tells them. Must not know whose they are.

use super::{Words, joined, say, text, uuid};
use crate::domain::Lang;
use crate::domain::hours::Hours;
use crate::domain::offer::Closure;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const CLOSED: Words = ["Stengt", "Stengt", "Closed"];
const NORWEGIAN_TIME: Words = [
    "Klokkeslettene er norsk tid hele året; de står med vinterens avstand fra UTC",
    "Klokkesletta er norsk tid heile året; dei står med avstanden frå UTC om vinteren",
    "The times are local time in Norway all year; they carry the winter's offset from UTC",
];

/// Weeks of 2026 without a public holiday, by month and day of their Monday: one in each month, and four in a row.
/// Hours that are the same in all of them are weekly; hours for a season, a week of the month or every second week are not.
const ORDINARY: [(u32, u32); 15] = [
    (1, 12),
    (2, 9),
    (3, 9),
    (4, 13),
    (5, 4),
    (6, 8),
    (7, 6),
    (8, 10),
    (9, 7),
    (10, 12),
    (11, 2),
    (11, 9),
    (11, 16),
    (11, 23),
    (12, 7),
];

/// One row for each stretch of an ordinary week; hours that follow no week stand there as they were written, in words only.
pub fn schedules(hours: Option<&str>, of: &str, attending: Option<&str>, lang: Lang) -> Vec<Value> {
    let Some(hours) = hours else { return Vec::new() };
    let rows = weekly(hours);
    if rows.is_empty() {
        return vec![json!({"id": uuid("schedule", of), "description": hours, "attending_type": attending})];
    }
    let row = |((from, to), days): ((u32, u32), Vec<String>)| {
        json!({
            "id": uuid("schedule", &format!("{of}/{from}-{to}")),
            "timezone": 1,
            "wkst": "MO",
            "freq": "WEEKLY",
            "byday": days.join(","),
            "description": hours,
            "opens_at": clock(from),
            "closes_at": clock(to),
            "attending_type": attending,
            "notes": say(lang, NORWEGIAN_TIME),
        })
    };
    rows.into_iter().map(row).collect()
}

/// The days of each stretch, in minutes from midnight; empty where the weeks differ or nothing is open.
fn weekly(hours: &str) -> BTreeMap<(u32, u32), Vec<String>> {
    let mut rows: BTreeMap<(u32, u32), Vec<String>> = BTreeMap::new();
    let Some(read) = Hours::known(hours) else { return rows };
    let mondays = ORDINARY.iter().filter_map(|(month, day)| NaiveDate::from_ymd_opt(2026, *month, *day));
    let mut weeks = mondays.map(|monday| read.week(monday));
    let first = weeks.next().unwrap_or_default();
    if weeks.all(|week| week == first) {
        for (day, from, to) in first {
            rows.entry((from, to)).or_default().push(day.as_str().to_uppercase());
        }
    }
    rows
}

/// Norwegian normal time. The end of a day is 23:59, as the specification's guidance has it.
fn clock(minutes: u32) -> String {
    let minutes = minutes.min(24 * 60 - 1);
    format!("{:02}:{:02}+01:00", minutes / 60, minutes % 60)
}

/// The closed days in words: the specification has no member for them.
pub fn alert(closures: &[Closure], lang: Lang) -> Option<String> {
    let closed = closures.iter().map(|closure| {
        let days = format!("{} {} – {}", say(lang, CLOSED), closure.from, closure.to);
        joined([Some(days), text(&closure.note, lang)], ": ")
    });
    joined(closed, ". ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(hours: &str) -> Vec<Value> {
        schedules(Some(hours), "an-offer/0", Some("telefon"), Lang::Nb)
    }

    #[test]
    fn a_week_becomes_a_row_for_each_stretch() {
        let week = rows("Mo-Fr 09:00-15:00; PH off");
        assert_eq!(week.len(), 1);
        for (member, value) in [
            ("freq", "WEEKLY"),
            ("byday", "MO,TU,WE,TH,FR"),
            ("opens_at", "09:00+01:00"),
            ("closes_at", "15:00+01:00"),
            ("description", "Mo-Fr 09:00-15:00; PH off"),
            ("attending_type", "telefon"),
        ] {
            assert_eq!(week[0][member], value);
        }
        assert_eq!(rows("24/7")[0]["closes_at"], "23:59+01:00");
        let two = rows("Tu 10:00-12:00; Th 17:00-19:00");
        assert_eq!(two.len(), 2);
        assert_ne!(two[0]["id"], two[1]["id"]);
    }

    #[test]
    fn what_is_no_week_stays_words() {
        for uneven in ["Mo[1] 10:00-12:00", "Jun-Aug Mo 10:00-12:00", "week 1-53/2 Mo 10:00-12:00", "PH unknown", "not hours"] {
            let words = rows(uneven);
            assert_eq!((words.len(), &words[0]["description"]), (1, &json!(uneven)));
            assert_eq!(words[0].get("freq"), None, "{uneven}");
        }
    }

    #[test]
    fn the_weeks_begin_on_mondays() {
        for (month, day) in ORDINARY {
            let date = jiff::civil::date(2026, i8::try_from(month).unwrap(), i8::try_from(day).unwrap());
            assert_eq!(date.weekday(), jiff::civil::Weekday::Monday, "{date}");
        }
    }
}

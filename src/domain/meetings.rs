//! Owns when a course or group meets: sessions with RFC 5545 rules and dates in, moments out, in Norwegian time. Must not know offers as a whole.

use super::offer::{Closure, Session};
use super::slug::Availability;
use chrono::DateTime;
use jiff::{Timestamp, civil, tz::TimeZone};
use rrule::{RRule, RRuleSet, Tz, Unvalidated};

/// At most so many meetings are told of one session.
const MOST: u16 = 1_500;

/// A session whose times could be read.
#[derive(Clone, Debug)]
pub struct Meetings {
    set: RRuleSet,
    deadline: Option<civil::Date>,
    availability: Option<Availability>,
}

/// The zone that every Norwegian clock keeps.
pub fn oslo() -> TimeZone {
    TimeZone::get("Europe/Oslo").unwrap_or(TimeZone::UTC)
}

/// The calendar date in Norway.
pub fn date_of(moment: Timestamp) -> civil::Date {
    moment.to_zoned(oslo()).date()
}

fn norwegian(moment: Timestamp) -> Option<DateTime<Tz>> {
    let utc = DateTime::<chrono::Utc>::from_timestamp(moment.as_second(), 0)?;
    Some(utc.with_timezone(&Tz::Europe__Oslo))
}

impl Meetings {
    /// Reads a session; the reason says what of its rule cannot be read. Times that are none are told by who checks the document.
    pub fn read(session: &Session) -> Result<Meetings, String> {
        let moment = |text: &str| text.parse::<Timestamp>().ok().and_then(norwegian);
        let start = moment(&session.start).ok_or_else(|| "its session's start cannot be read".to_owned())?;
        let mut set = RRuleSet::new(start);
        if let Some(rule) = &session.recurrence {
            let rule: RRule<Unvalidated> = whole_until(rule).parse().map_err(|e: rrule::RRuleError| e.to_string())?;
            set = set.rrule(rule.validate(start).map_err(|e| e.to_string())?);
        } else {
            set = set.rdate(start);
        }
        for date in session.dates.iter().filter_map(|d| moment(d)) {
            set = set.rdate(date);
        }
        Ok(Meetings {
            set: set.limit(),
            deadline: session.registration_deadline.as_deref().and_then(|d| d.parse().ok()),
            availability: session.availability,
        })
    }

    /// The starts from one moment up to another, both included.
    pub fn between(&self, from: Timestamp, to: Timestamp) -> Vec<Timestamp> {
        let (Some(from), Some(to)) = (norwegian(from), norwegian(to)) else { return Vec::new() };
        let found = self.set.clone().after(from).before(to).all(MOST);
        found.dates.iter().filter_map(|d| Timestamp::from_second(d.timestamp()).ok()).collect()
    }

    /// Neither full nor cancelled.
    pub fn has_room(&self) -> bool {
        !matches!(self.availability, Some(Availability::Full | Availability::Cancelled))
    }

    /// The last second in which one can sign up, since 1970; the end of time where no day is named.
    pub fn last_second_to_join(&self) -> i64 {
        let end = self.deadline.and_then(|day| day.tomorrow().ok()).and_then(|next| next.to_zoned(oslo()).ok());
        end.map_or(i64::MAX, |midnight| midnight.timestamp().as_second() - 1)
    }

    /// Whether somebody can still come to it: not full, not cancelled, the last day to sign up not past.
    pub fn can_be_joined(&self, at: Timestamp) -> bool {
        self.has_room() && at.as_second() <= self.last_second_to_join()
    }
}

/// `UNTIL=20270401` means the whole of that day, which the reader of rules wants said.
fn whole_until(rule: &str) -> String {
    let part = |part: &str| match part.strip_prefix("UNTIL=") {
        Some(day) if day.len() == 8 => format!("UNTIL={day}T235959Z"),
        Some(local) if local.len() == 15 => format!("UNTIL={local}Z"),
        _ => part.to_owned(),
    };
    rule.split(';').map(part).collect::<Vec<_>>().join(";")
}

/// How far ahead meetings are looked for.
pub fn horizon(at: Timestamp) -> Timestamp {
    at.checked_add(jiff::SignedDuration::from_hours(24 * 800)).unwrap_or(Timestamp::MAX)
}

/// Whether a moment lies in the days on which it is shut.
pub fn shut_on(moment: Timestamp, closures: &[Closure]) -> bool {
    let day = date_of(moment);
    closures.iter().any(|closure| {
        let date = |text: &str| text.parse::<civil::Date>().ok();
        date(&closure.from).zip(date(&closure.to)).is_some_and(|(from, to)| from <= day && day <= to)
    })
}

/// The next meeting that somebody can still come to, of all sessions together.
pub fn next_start(sessions: &[Session], closures: &[Closure], at: Timestamp) -> Option<Timestamp> {
    sessions
        .iter()
        .filter_map(|session| Meetings::read(session).ok())
        .filter(|meetings| meetings.can_be_joined(at))
        .filter_map(|meetings| meetings.between(at, horizon(at)).into_iter().find(|start| !shut_on(*start, closures)))
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(start: &str, rule: Option<&str>) -> Session {
        Session {
            start: start.to_owned(),
            minutes: None,
            recurrence: rule.map(str::to_owned),
            dates: Vec::new(),
            registration_deadline: None,
            availability: None,
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    #[test]
    fn a_weekly_meeting_keeps_its_hour_over_daylight_saving() {
        let weekly = session("2027-03-23T18:00:00+01:00", Some("FREQ=WEEKLY;COUNT=3"));
        let starts = Meetings::read(&weekly).expect("read").between(at("2027-03-24T00:00:00Z"), at("2027-05-01T00:00:00Z"));
        assert_eq!(starts, [at("2027-03-30T18:00:00+02:00"), at("2027-04-06T18:00:00+02:00")]);
    }

    #[test]
    fn what_is_full_cancelled_past_its_deadline_or_on_a_closed_day_is_not_next() {
        let now = at("2027-01-01T12:00:00+01:00");
        let mut open = session("2027-01-12T18:00:00+01:00", Some("FREQ=WEEKLY;UNTIL=20270126"));
        assert_eq!(next_start(std::slice::from_ref(&open), &[], now), Some(at("2027-01-12T18:00:00+01:00")));
        let closure = Closure { from: "2027-01-12".into(), to: "2027-01-13".into(), note: Default::default() };
        assert_eq!(next_start(std::slice::from_ref(&open), &[closure], now), Some(at("2027-01-19T18:00:00+01:00")));
        open.availability = Some(Availability::Full);
        assert_eq!(next_start(std::slice::from_ref(&open), &[], now), None);
        open.availability = Some(Availability::Few);
        open.registration_deadline = Some("2026-12-31".into());
        assert_eq!(next_start(&[open], &[], now), None);
    }

    #[test]
    fn a_rule_that_is_none_is_told() {
        assert!(Meetings::read(&session("2027-03-23T18:00:00+01:00", Some("FREQ=SOMETIMES"))).is_err());
    }
}

//! Owns the calendars: an offer's meetings, and a municipality's, as iCalendar (RFC 5545). Must not know how meetings are found.

use super::asking::one_municipality;
use super::params::{LANG, Param, Params};
use super::problem::{Code, Problem};
use super::{State, render};
use crate::domain::change::Target;
use crate::domain::meetings::{self, Meetings};
use crate::domain::slug::Availability;
use crate::domain::{Lang, Offer, withheld};
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use jiff::Timestamp;

/// The parameters of a calendar.
pub const CALENDAR: &[Param] = &[LANG];

/// Meetings so many days back are still shown.
const BACK_DAYS: i64 = 30;
/// An hour, where nobody has said how long a meeting lasts.
const MINUTES: u32 = 60;

/// `GET /v1/offers/{id}/calendar.ics`
pub async fn offer_calendar(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    calendar_of(&request, &state, &id).await
}

/// The calendar of an offer by its id.
pub async fn calendar_of(request: &HttpRequest, state: &State, id: &str) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(request, CALENDAR)?;
    let lang = render::lang(request, &params);
    let stored = state.catalogue.get(Target::Offer, id).await?;
    let document = withheld::redacted(&stored.document.unwrap_or_default());
    let offer = serde_json::from_value::<Offer>(document).map_err(|e| Problem::internal(&e))?;
    Ok(answer(request, offer.name.best(lang), std::slice::from_ref(&offer), (state.clock)(), lang))
}

/// `GET /v1/municipalities/{number}/calendar.ics`
pub async fn municipality_calendar(
    request: HttpRequest,
    state: web::Data<State>,
    number: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, CALENDAR)?;
    let lang = render::lang(&request, &params);
    let Some(municipality) = one_municipality(&state.vocabulary, &number) else {
        return Err(Problem::new(Code::NotFound, "There is no such municipality; look it up under /v1/places."));
    };
    let hits = state.finder.meeting_in(municipality.number.clone(), (state.clock)()).await?;
    let offers: Vec<Offer> = hits.into_iter().filter_map(|hit| serde_json::from_value(hit.offer).ok()).collect();
    Ok(answer(&request, &municipality.name, &offers, (state.clock)(), lang))
}

fn answer(request: &HttpRequest, name: &str, offers: &[Offer], now: Timestamp, lang: Lang) -> HttpResponse {
    let text = text(name, offers, now, lang);
    let tag = format!("\"{}\"", render::digest(&text));
    render::cached_as(request, text, "text/calendar; charset=utf-8", &tag, Some(lang))
}

/// The calendar's text. Every meeting is written out in UTC, so that closed days are left out and no reader has to know Norway's clock.
fn text(name: &str, offers: &[Offer], now: Timestamp, lang: Lang) -> String {
    let mut calendar = Calendar::new();
    for key in ["NAME", "X-WR-CALNAME"] {
        // The crate escapes what it is told to be a text, and the name of a calendar only then.
        calendar.append_property(Property::new(key, name).add_parameter("VALUE", "TEXT").done());
    }
    for offer in offers {
        for (number, session) in offer.sessions.iter().enumerate() {
            let Ok(meetings) = Meetings::read(session) else { continue };
            let from = now.checked_sub(jiff::SignedDuration::from_hours(24 * BACK_DAYS)).unwrap_or(now);
            for start in meetings.between(from, meetings::horizon(now)) {
                if meetings::shut_on(start, &offer.closures) {
                    continue;
                }
                let end = start.as_second() + i64::from(session.minutes.unwrap_or(MINUTES)) * 60;
                let (Some(starts), Some(ends)) = (utc(start.as_second()), utc(end)) else { continue };
                let mut event = Event::new();
                event
                    .uid(&format!("{}-{number}-{}@veiviser", offer.id, start.as_second()))
                    // The same calendar has the same text, so that a tag can tell that nothing changed.
                    .timestamp(starts)
                    .summary(&summary(offer, session.availability, lang))
                    .description(offer.summary.best(lang))
                    .starts(starts)
                    .ends(ends);
                if let Some(place) = offer.locations.iter().find(|l| !l.withheld) {
                    let parts = [&place.name, &place.street, &place.city].into_iter().flatten().map(String::as_str);
                    event.location(&parts.collect::<Vec<_>>().join(", "));
                }
                if let Some(url) = &offer.url {
                    event.url(url);
                }
                let cancelled = session.availability == Some(Availability::Cancelled);
                event.status(if cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
                calendar.push(event.done());
            }
        }
    }
    calendar.done().to_string()
}

fn summary(offer: &Offer, availability: Option<Availability>, lang: Lang) -> String {
    let name = offer.name.best(lang);
    let told = match (availability, lang) {
        (Some(Availability::Full), Lang::En) => "full",
        (Some(Availability::Full), _) => "fullt",
        (Some(Availability::Cancelled), Lang::En) => "cancelled",
        (Some(Availability::Cancelled), _) => "avlyst",
        _ => return name.to_owned(),
    };
    format!("{name} ({told})")
}

fn utc(seconds: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(seconds, 0)
}

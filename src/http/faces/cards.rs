//! Owns how steps and hits become cards. Must not know how a card looks.

use crate::domain::Lang;
use crate::domain::danger::Level;
use crate::domain::query::Hit;
use crate::domain::when;
use crate::finding::Told;
use crate::finding::lines::{Safety, TheLine};
use crate::finding::navigate::Step;
use crate::navigation::action;
use crate::pages::card::{Card, Given, Voice, name_of};
use crate::pages::danger::{self, Danger, Line};
use jiff::Timestamp;
use serde_json::Value;

/// By which role and how an offer was checked, as its document says.
pub fn checked(hit: &Hit) -> (Option<&str>, Option<&str>) {
    let said = |member: &str| hit.offer.get("verified").and_then(|v| v.get(member)).and_then(Value::as_str);
    (said("by"), said("method"))
}

/// Hands a step over as what pages tell of an offer.
pub fn with_step<T>(step: &Step, lang: Lang, tell: impl FnOnce(&Given<'_>) -> T) -> Option<T> {
    let offer = step.told.offer.as_ref()?;
    let organization = name_of_organization(&step.told.hit, lang);
    let why: Vec<String> = step.told.why.iter().map(|why| why.text.clone()).collect();
    let related: Vec<(&str, &str, &str)> = step.related.iter().map(|r| (r.what, r.id.as_str(), r.name.as_str())).collect();
    Some(tell(&Given {
        offer,
        organization: &organization,
        open: &step.open,
        next_session: step.next_session,
        action: &step.action,
        door: step.told.door.as_ref(),
        asks: &step.asks,
        reach: Some(step.told.reach),
        why: &why,
        checked: checked(&step.told.hit),
        related: &related,
    }))
}

/// A step as a card.
pub fn of_step(step: &Step, voice: &Voice<'_>) -> Option<Card> {
    with_step(step, voice.lang, |given| Card::of(given, voice))
}

/// Hands a hit over as what pages tell of an offer.
pub fn with_hit<T>(told: &Told, lang: Lang, at: Timestamp, tell: impl FnOnce(&Given<'_>) -> T) -> Option<T> {
    let offer = told.offer.as_ref()?;
    let open = when::open(offer, at, lang);
    let why: Vec<String> = told.why.iter().map(|why| why.text.clone()).collect();
    Some(tell(&Given {
        offer,
        organization: &name_of_organization(&told.hit, lang),
        open: &open,
        next_session: when::next_session(offer, at),
        door: told.door.as_ref(),
        action: &action::action(offer, &open, at, told.door.as_ref(), lang),
        asks: &action::asks(offer, lang),
        reach: Some(told.reach),
        why: &why,
        checked: checked(&told.hit),
        related: &[],
    }))
}

/// A hit as a card.
pub fn of_hit(told: &Told, voice: &Voice<'_>) -> Option<Card> {
    with_hit(told, voice.lang, voice.at, |given| Card::of(given, voice))
}

/// The name of a step's offer.
pub fn name_of_offer(step: &Step, lang: Lang) -> Option<String> {
    step.told.offer.as_ref().map(|offer| offer.name.best(lang).to_owned())
}

/// The name of who runs it.
pub fn name_of_organization(hit: &Hit, lang: Lang) -> String {
    name_of(&hit.organization, lang)
}

/// The lines to call, as pages tell them.
pub fn danger(safety: &Safety, lang: Lang) -> Danger {
    let line = |line: &TheLine| {
        let told = danger::Told {
            name: &line.name,
            number: line.number.as_deref(),
            url: line.url.as_deref(),
            hours: line.hours.as_deref(),
            channel: line.channel_name.as_deref(),
            open: line.open,
        };
        Line::new(told, lang)
    };
    Danger {
        now: safety.level == Level::Emergency,
        emergency: safety.emergency.iter().map(line).collect(),
        support: safety.support.iter().map(line).collect(),
    }
}

//! Owns `/v1/municipalities/{number}/news`: what is new among the offers of a municipality since a day. Must not know how changes are kept.

use super::asking::one_municipality;
use super::params::{LANG, Param, Params, Type};
use super::problem::{Code, Problem};
use super::{State, render};
use crate::domain::meetings::{date_of, oslo};
use crate::domain::slug::{Scope, Status};
use crate::domain::when::{self, OpenNow};
use crate::domain::{ChangeKind, Lang, Offer, Revision, Target, withheld};
use crate::navigation::handover::Item;
use crate::navigation::news::{News, What, text};
use crate::vocabulary::places::Municipality;
use actix_web::{HttpRequest, HttpResponse, http::header, web};
use jiff::{Timestamp, civil};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The parameters of the news.
pub const NEWS: &[Param] = &[
    Param {
        name: "since",
        of: Type::Date,
        many: false,
        about: "The first day that counts; default a month ago.",
        example: "2026-11-01",
    },
    LANG,
];

/// So many changes are looked at; of more than that the newest.
const MOST: u32 = 20_000;

/// `GET /v1/municipalities/{number}/news`; with `Accept: text/plain` the text alone.
pub async fn municipality_news(
    request: HttpRequest,
    state: web::Data<State>,
    number: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, NEWS)?;
    let lang = render::lang(&request, &params);
    let Some(municipality) = one_municipality(&state.vocabulary, &number) else {
        return Err(Problem::new(Code::NotFound, "There is no such municipality; look it up under /v1/places."));
    };
    let now = (state.clock)();
    let today = date_of(now);
    let since = params.date("since").unwrap_or_else(|| today.checked_sub(jiff::Span::new().months(1)).unwrap_or(today));
    let told = told(&state, municipality, since, now).await?;
    let items: Vec<(&Told, Option<Item<'_>>)> = told.iter().map(|one| (one, one.item(now))).collect();
    let news: Vec<News<'_>> = items
        .iter()
        .map(|(one, item)| News {
            what: one.what,
            on: one.on.clone(),
            name: one.last.name.best(lang).to_owned(),
            members: one.members.clone(),
            item: *item,
        })
        .collect();
    let text = text(&municipality.name, &since.to_string(), &news, lang);
    let accept = request.headers().get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if accept.trim().starts_with("text/plain") {
        let tag = format!("\"{}\"", render::digest(&text));
        return Ok(render::cached_as(&request, text, "text/plain; charset=utf-8", &tag, Some(lang)));
    }
    let shown: Vec<Value> = news
        .iter()
        .zip(&told)
        .map(|(one, told)| json!({"id": told.last.id, "name": one.name, "what": one.what, "on": one.on, "members": one.members}))
        .collect();
    let body = json!({
        "municipality": {"number": municipality.number, "name": municipality.name},
        "since": since.to_string(),
        "total": shown.len(),
        "items": shown,
        "text": text,
    });
    Ok(render::cached(&request, &body, Some(lang)))
}

/// What happened to one offer.
struct Told {
    what: What,
    on: String,
    members: Vec<String>,
    /// The offer as it is, or as it last was.
    last: Offer,
    organization: String,
    open: OpenNow,
}

impl Told {
    fn item(&self, now: Timestamp) -> Option<Item<'_>> {
        (self.what != What::Withdrawn).then(|| Item {
            offer: &self.last,
            organization: &self.organization,
            open: &self.open,
            stale: self.last.is_stale(now),
            door: None,
        })
    }
}

async fn told(state: &State, municipality: &Municipality, since: civil::Date, now: Timestamp) -> Result<Vec<Told>, Problem> {
    let begin = since.to_zoned(oslo()).map_err(|e| Problem::internal(&e))?.timestamp();
    let store = &state.catalogue.store;
    let revisions = store.offers_changed_from(&begin.to_string(), MOST).await.map_err(|e| Problem::internal(&e))?;
    let mut by_offer: BTreeMap<String, Vec<Revision>> = BTreeMap::new();
    for revision in revisions {
        by_offer.entry(revision.change.id.clone()).or_default().push(revision);
    }
    let mut told = Vec::new();
    for (id, revisions) in by_offer {
        let mut document = revisions.iter().rev().find_map(|r| r.change.document.clone());
        if document.is_none() {
            // It was withdrawn, and all that there is of it is older than the day asked for.
            let all = store.history(Target::Offer, &id).await.map_err(|e| Problem::internal(&e))?;
            document = all.into_iter().rev().find_map(|r| r.change.document);
        }
        let Some(last) = document.and_then(|d| serde_json::from_value::<Offer>(withheld::redacted(&d)).ok()) else { continue };
        let Some((what, on)) = what(&revisions).filter(|_| covers(&last, municipality) && last.status == Status::Active) else {
            continue;
        };
        let mut members: Vec<String> = revisions.iter().flat_map(|r| r.members.iter().cloned()).collect();
        members.sort();
        members.dedup();
        let owner = store.get(Target::Organization, &last.organization).await.map_err(|e| Problem::internal(&e))?;
        let name = owner.and_then(|o| o.document).map(|d| render::localized(&d, Lang::Nb));
        let organization = name.and_then(|d| d.get("name").and_then(Value::as_str).map(str::to_owned)).unwrap_or_default();
        let open = when::open(&last, now, Lang::Nb);
        told.push(Told { what, on, members, last, organization, open });
    }
    // What is new first; of those the newest.
    told.sort_by(|a, b| (a.what, &b.on, &a.last.id).cmp(&(b.what, &a.on, &b.last.id)));
    Ok(told)
}

/// What all the changes of one offer come to; nothing where it came and went.
fn what(revisions: &[Revision]) -> Option<(What, String)> {
    let kinds: Vec<ChangeKind> = revisions.iter().map(|r| r.change.kind).collect();
    let last = revisions.last()?;
    let on = date_of(last.change.at.parse().ok()?).to_string();
    let made = kinds.contains(&ChangeKind::Created);
    let what = match (last.change.kind, made) {
        (ChangeKind::Withdrawn, true) => return None,
        (ChangeKind::Withdrawn, false) => What::Withdrawn,
        (_, true) => What::New,
        _ if kinds.contains(&ChangeKind::Updated) => What::Changed,
        _ => What::Verified,
    };
    Some((what, on))
}

/// The offers of the municipality itself, of several together, and of its county; those of the whole country are no news of a place.
fn covers(offer: &Offer, municipality: &Municipality) -> bool {
    match offer.coverage.scope {
        Scope::National => false,
        Scope::County => offer.coverage.counties.contains(&municipality.county),
        Scope::Local => offer.coverage.municipalities.contains(&municipality.number),
    }
}

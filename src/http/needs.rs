//! Owns `/v1/needs` and `/v1/insight`: what was missing, and what an editor learns from it. Must not know words or persons.

use super::asking::one_municipality;
use super::params::{LANG, Param, Params, Type};
use super::problem::{Code, Problem};
use super::said::Said;
use super::{State, render};
use crate::domain::Lang;
use crate::domain::need::{AgeBand, Feedback, Need, Origin, Reason};
use crate::finding::insight::Covered;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What fewer say is not shown: it could point to somebody.
const LEAST: i64 = 5;
/// Counts of so many months are told.
const MONTHS: i64 = 12;

/// The parameters of insight.
pub const INSIGHT: &[Param] = &[
    Param { name: "municipality", of: Type::Text, many: false, about: "Number or name of one municipality.", example: "5001" },
    LANG,
];

/// `POST /v1/needs`: something was missing.
pub async fn tell_need(request: HttpRequest, state: web::Data<State>, body: web::Bytes) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    super::wants_json(&request)?;
    state.limits.check(&request)?;
    for need in read(&body, &state)? {
        state.catalogue.missed(need);
    }
    Ok(HttpResponse::Accepted().insert_header(("cache-control", "no-store")).json(json!({"counted": true})))
}

/// The needs that a body tells of, one for each topic. There is no room for words.
fn read(body: &[u8], state: &State) -> Result<Vec<Need>, Problem> {
    let mut said = Said::read(body, &["municipality", "topics", "age_band", "why"])?;
    let municipality = said.municipality(state);
    let reason = said.word("why", Reason::parse, Reason::WORDS);
    let age_band =
        if said.members.contains_key("age_band") { said.word("age_band", AgeBand::parse, AgeBand::WORDS) } else { None };
    let topics = said.topics(state);
    let (Some(municipality), Some(reason), true) = (municipality, reason, said.faults.is_empty()) else {
        return Err(Problem::faulty(said.faults));
    };
    let need = |topic| Need {
        month: String::new(),
        municipality: municipality.clone(),
        topic,
        age_band,
        reason,
        origin: Origin::Told,
        count: 1,
    };
    Ok(topics.into_iter().map(need).collect())
}

/// `GET /v1/insight`
pub async fn insight(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, INSIGHT)?;
    let lang = render::lang(&request, &params);
    let given =
        params.one("municipality").ok_or_else(|| Problem::new(Code::BadValue, "Send municipality: a number or a name."))?;
    let Some(municipality) = one_municipality(&state.vocabulary, given) else {
        return Err(Problem::new(Code::NotFound, "There is no one municipality of that name; look it up under /v1/places."));
    };
    let since = since((state.clock)());
    let needs = state.catalogue.store.needs(&municipality.number, &since).await.map_err(|e| Problem::internal(&e))?;
    let uses = state.catalogue.store.uses(&since).await.map_err(|e| Problem::internal(&e))?;
    let feedback = state.catalogue.store.feedback(&municipality.number, &since).await.map_err(|e| Problem::internal(&e))?;
    let covered = state.finder.covered(municipality.number.clone(), (state.clock)(), lang).await?;
    let body = json!({
        "municipality": {"number": municipality.number, "name": municipality.name},
        "since": since,
        "least": LEAST,
        "needs": told_needs(&needs, &state, lang),
        "coverage": coverage(&covered, &state, lang),
        "missing": missing(&covered, &state, lang),
        "old": covered.iter().filter(|c| c.local && c.stale).map(|c| json!({"id": c.id, "name": c.name, "verified_on": c.verified_on, "as_of": c.as_of})).collect::<Vec<_>>(),
        "feedback": told_feedback(&feedback, &state, lang),
        "used": covered
            .iter()
            .filter(|c| c.local)
            .filter_map(|c| uses.iter().find(|(id, count)| *id == c.id && *count >= LEAST).map(|(_, count)| (c, *count)))
            .map(|(c, count)| json!({"id": c.id, "name": c.name, "count": count}))
            .collect::<Vec<_>>(),
    });
    Ok(render::cached(&request, &body, Some(lang)))
}

/// The month a year ago.
fn since(now: jiff::Timestamp) -> String {
    let today = crate::domain::meetings::date_of(now);
    let then = today.checked_sub(jiff::Span::new().months(MONTHS - 1)).unwrap_or(today);
    then.strftime("%Y-%m").to_string()
}

fn label(state: &State, slug: &str, lang: Lang) -> String {
    state.vocabulary.terms.topic(slug).map_or(slug, |t| t.label(lang)).to_owned()
}

/// What was said of answers, by topic; the months are added up, and what is too little is left out.
fn told_feedback(feedback: &[Feedback], state: &State, lang: Lang) -> Vec<Value> {
    let mut sums: BTreeMap<(Option<&str>, &str), i64> = BTreeMap::new();
    for said in feedback {
        *sums.entry((said.topic.as_deref(), said.outcome.as_str())).or_default() += said.count;
    }
    sums.into_iter()
        .filter(|(_, count)| *count >= LEAST)
        .map(|((topic, found), count)| json!({"topic": topic, "label": topic.map(|t| label(state, t, lang)), "found": found, "count": count}))
        .collect()
}

/// Needs with months and ages added up as far as it takes to reach the least count that is shown.
fn told_needs(needs: &[Need], state: &State, lang: Lang) -> Vec<Value> {
    type Key<'a> = (Option<&'a str>, &'a str, &'a str);
    type Bands<'a> = BTreeMap<&'a str, i64>;
    let mut sums: BTreeMap<Key<'_>, (i64, Bands<'_>)> = BTreeMap::new();
    for need in needs {
        let slot = sums.entry((need.topic.as_deref(), need.reason.as_str(), need.origin.as_str())).or_default();
        slot.0 += need.count;
        if let Some(band) = need.age_band {
            *slot.1.entry(band.as_str()).or_default() += need.count;
        }
    }
    let mut rows: Vec<_> = sums.into_iter().filter(|(_, (count, _))| *count >= LEAST).collect();
    rows.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(&b.0)));
    rows.into_iter()
        .map(|((topic, reason, origin), (count, bands))| {
            // A band is shown where it and what is left of the sum are both large enough.
            let shown: BTreeMap<_, _> = bands.iter().filter(|(_, n)| **n >= LEAST && (count - **n == 0 || count - **n >= LEAST)).collect();
            json!({"topic": topic, "label": topic.map(|t| label(state, t, lang)), "why": reason, "origin": origin, "count": count, "age_bands": shown})
        })
        .collect()
}

/// For each topic how many offers of each kind the municipality's inhabitants have near, and how many from afar.
fn coverage(covered: &[Covered], state: &State, lang: Lang) -> Vec<Value> {
    let topics = state.vocabulary.terms.topics.iter();
    topics
        .filter_map(|topic| {
            let about: Vec<&Covered> = covered.iter().filter(|c| c.topics.contains(&topic.slug)).collect();
            let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
            about.iter().filter(|c| c.near).for_each(|c| *kinds.entry(c.kind.as_str()).or_default() += 1);
            let near: usize = kinds.values().sum();
            (!about.is_empty()).then(|| json!({"topic": topic.slug, "label": topic.label(lang), "near": near, "national": about.len() - near, "kinds": kinds}))
        })
        .collect()
}

/// Topics for which there is nothing nearer than the whole country.
fn missing(covered: &[Covered], state: &State, lang: Lang) -> Vec<Value> {
    let near = |slug: &str| covered.iter().any(|c| c.near && c.topics.iter().any(|t| t == slug));
    let topics = state.vocabulary.terms.topics.iter().filter(|t| !near(&t.slug));
    topics.map(|t| json!({"topic": t.slug, "label": t.label(lang)})).collect()
}

//! Owns `/v1/navigate` and `/v1/compare`. Must not know how a plan is made.

use super::asking::{NAVIGATE, read};
use super::params::{AT, LANG, Param, Params, Type};
use super::problem::{Code, Problem};
use super::{State, render, told};
use crate::domain::Lang;
use crate::domain::query::Hit;
use crate::finding::navigate::{Plan, Step};
use actix_web::{HttpRequest, HttpResponse, web};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// The parameters of a comparison.
pub const COMPARE: &[Param] = &[
    Param {
        name: "offer",
        of: Type::Text,
        many: true,
        about: "An offer's id; two or three of them.",
        example: "nasjonal-kirkens-sos",
    },
    AT,
    LANG,
];

/// `GET /v1/navigate`
pub async fn navigate(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, NAVIGATE)?;
    answer(&request, &state, &params).await
}

/// `POST /v1/navigate`
pub async fn post_navigate(request: HttpRequest, state: web::Data<State>, body: web::Bytes) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    super::wants_json(&request)?;
    let params = Params::of_json(&body, NAVIGATE)?;
    answer(&request, &state, &params).await
}

async fn answer(request: &HttpRequest, state: &State, params: &Params) -> Result<HttpResponse, Problem> {
    let lang = render::lang(request, params);
    let read = read(params, state, lang)?;
    let at = read.query.at;
    let began = std::time::Instant::now();
    let plan = state.finder.navigate(read.query, params.list("asked")).await?;
    metrics::histogram!("veiviser_navigate_seconds").record(began.elapsed().as_secs_f64());
    let steps = |steps: &[Step]| steps.iter().map(|s| step(s, at, lang)).collect::<Vec<_>>();
    let Plan { understanding, safety, left, text, .. } = &plan;
    let body = json!({
        "understood": told::understood(understanding, &read.candidates, &state.vocabulary),
        "safety": safety,
        "text": text,
        "left": left,
        "steps": steps(&plan.steps),
        "otherwise": otherwise(&plan.otherwise, at, lang),
        "ask": plan.ask,
    });
    Ok(render::uncached(&body, lang))
}

/// What else there is, group by group.
pub fn otherwise(groups: &[(&'static str, Vec<Step>)], at: Timestamp, lang: Lang) -> Vec<Value> {
    let told = |steps: &[Step]| steps.iter().map(|s| step(s, at, lang)).collect::<Vec<_>>();
    groups.iter().map(|(what, steps)| json!({"what": what, "steps": told(steps)})).collect()
}

/// A step as it is told.
pub fn step(step: &Step, at: Timestamp, lang: Lang) -> Value {
    let shown = told::offer(&step.told.hit, step.told.offer.as_ref(), at, lang);
    json!({
        "offer": shown.document,
        "reach": step.told.reach.as_str(),
        "open": step.open,
        "next_session": step.next_session,
        "freshness": shown.freshness,
        "why": step.told.why,
        "asks": step.asks,
        "soonest": step.soonest,
        "action": step.action,
        "related": step.related,
    })
}

/// What two or three offers are held against each other by: a pointer into the offer as it is told.
const POINTS: [(&str, &str); 23] = [
    ("kind", "/offer/kind"),
    ("topics", "/offer/topics"),
    ("audiences", "/offer/audiences"),
    ("age", "/offer/age"),
    ("formats", "/offer/formats"),
    ("referral", "/offer/access/referral"),
    ("registration", "/offer/access/registration"),
    ("drop_in", "/offer/access/drop_in"),
    ("first_talk", "/offer/access/first_talk"),
    ("anonymous", "/offer/access/anonymous"),
    ("companion", "/offer/access/companion"),
    ("accompanied", "/offer/access/accompanied"),
    ("calls_back", "/offer/access/calls_back"),
    ("limits", "/offer/limits"),
    ("send_when", "/offer/send_when"),
    ("answer_days", "/offer/access/answer_days"),
    ("waiting_days", "/offer/access/waiting_days"),
    ("price_nok", "/offer/access/price_nok"),
    ("languages", "/offer/languages"),
    ("interpreter", "/offer/interpreter"),
    ("rhythm", "/offer/rhythm"),
    ("open", "/open"),
    ("next_session", "/next_session"),
];

/// `GET /v1/compare`: two or three offers, point by point; unknown is `null`.
pub async fn compare(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, COMPARE)?;
    let lang = render::lang(&request, &params);
    let at = params.at((state.clock)());
    let ids: Vec<String> = params.all("offer").into_iter().map(str::to_owned).collect();
    let twice = ids.iter().enumerate().any(|(at, id)| ids.iter().skip(at + 1).any(|other| other == id));
    if twice || !(2..=3).contains(&ids.len()) {
        return Err(Problem::new(Code::BadValue, "Send offer two or three times, each another one."));
    }
    let hits = state.finder.with_ids(ids.clone()).await?;
    if let Some(missing) = ids.iter().find(|id| !hits.iter().any(|h| h.id == **id)) {
        let shown: String = missing.chars().take(100).collect();
        return Err(Problem::new(Code::NotFound, format!("No offer {shown} can be found.")));
    }
    let told: Vec<Value> = hits.iter().map(|hit| one(hit, at, lang)).collect();
    let points: Vec<Value> = POINTS
        .iter()
        .filter_map(|(name, pointer)| {
            let values: Vec<Value> = told.iter().map(|t| t.pointer(pointer).cloned().unwrap_or_default()).collect();
            let differs = values.iter().any(|v| Some(v) != values.first());
            // What nobody has said of any of them is no point to compare.
            let known = values.iter().any(|v| !v.is_null());
            known.then(|| json!({"point": name, "values": values, "differs": differs}))
        })
        .collect();
    Ok(render::cached(&request, &json!({"offers": told, "points": points}), Some(lang)))
}

fn one(hit: &Hit, at: Timestamp, lang: Lang) -> Value {
    let shown = told::offer(hit, hit.read().as_ref(), at, lang);
    let mut members = Map::new();
    members.insert("offer".to_owned(), shown.document);
    members.insert("open".to_owned(), json!(shown.open));
    members.insert("next_session".to_owned(), shown.next_session);
    members.insert("freshness".to_owned(), shown.freshness);
    Value::Object(members)
}

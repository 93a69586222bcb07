//! Owns the visitor's page over HTTP: `/` and `/{municipality}`, read and sent. Must not know how an answer is made.

use super::answering::{answer, often};
use super::sent::Sent;
use super::{around, kept, moved, named, unkept, wants_form};
use crate::domain::Lang;
use crate::http::State;
use crate::http::params::Params;
use crate::http::problem::{Code, Problem};
use crate::pages::fields::PlaceField;
use crate::pages::shell::{Place, Shell};
use crate::pages::visitor::{Answer, Choice, Form, Group, Part, Visitor};
use crate::pages::words::{Said, VISITOR, block};
use actix_web::http::Method;
use actix_web::{HttpRequest, HttpResponse, web};

/// The ways to get help that a checkbox stands for.
pub const FORMATS: [(&str, &str); 4] = [
    ("in_person", "filter.in_person"),
    ("home_visit,outreach", "filter.home"),
    ("phone,video", "filter.phone"),
    ("chat,web,email,sms", "filter.online"),
];

/// `GET /`
pub async fn home(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let sent = Sent::read(request.query_string(), None, &state)?;
    shown(&request, &state, None, sent).await
}

/// `POST /`
pub async fn post_home(request: HttpRequest, state: web::Data<State>, body: web::Bytes) -> Result<HttpResponse, Problem> {
    posted(&request, &state, None, &body).await
}

/// `GET /{municipality}`
pub async fn place(request: HttpRequest, state: web::Data<State>, name: web::Path<String>) -> Result<HttpResponse, Problem> {
    let Some(place) = state.faces.by_slug(&name) else { return elsewhere(&request, &state, &name) };
    let sent = Sent::read(request.query_string(), Some(&place.number), &state)?;
    // A shared link names the place that was chosen last.
    let place = named::one(&state, sent.one("municipality"));
    shown(&request, &state, place, sent).await
}

/// `POST /{municipality}`
pub async fn post_place(
    request: HttpRequest,
    state: web::Data<State>,
    name: web::Path<String>,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    let place = place_of(&state, &name).ok_or_else(nowhere)?;
    posted(&request, &state, Some(place), &body).await
}

/// The municipality of a name in an address, of today or before.
pub fn place_of<'a>(state: &'a State, name: &str) -> Option<&'a Place> {
    state.faces.by_slug(name).or_else(|| named::only(&named::borne(state, name)))
}

fn nowhere() -> Problem {
    Problem::new(Code::UnknownRoute, "There is no municipality and no page of this name; see /docs for what there is.")
}

/// A number, a former name or another spelling leads to the one address; what is none is not found.
fn elsewhere(request: &HttpRequest, state: &State, name: &str) -> Result<HttpResponse, Problem> {
    let place = place_of(state, name).ok_or_else(nowhere)?;
    let query = request.query_string();
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    Ok(moved(&format!("/{}{query}", place.slug), true))
}

/// Places that a name may have meant, where it stands for several.
pub fn meant(state: &State, path: &str) -> Vec<(String, String)> {
    let name = path.trim_start_matches('/').replace('-', " ");
    named::meant(state, &name).into_iter().map(|place| (format!("/{}", place.slug), place.name.clone())).collect()
}

async fn posted(request: &HttpRequest, state: &State, place: Option<&Place>, body: &[u8]) -> Result<HttpResponse, Problem> {
    Params::of_query(request, &[crate::http::params::LANG])?;
    wants_form(request)?;
    let text = std::str::from_utf8(body).map_err(|_| Problem::new(Code::BadQuery, "The form is not UTF-8."))?;
    let sent = Sent::read(text, place.map(|place| place.number.as_str()), state)?;
    let named = named::one(state, sent.one("municipality"));
    let part = request.headers().get("x-veiviser-part").is_some();
    // Only a place was chosen: its page has an address of its own.
    if let (Some(named), false, false, true) = (named, sent.asks(), part, sent.wrong.is_empty()) {
        sent.params()?;
        return Ok(moved(&format!("/{}{}", named.slug, around_query(request)), false));
    }
    // A place that was taken out of the form is no longer asked for, whatever the address says.
    shown(request, state, named, sent).await
}

fn around_query(request: &HttpRequest) -> String {
    super::lang_in_address(request).map(|lang| format!("?lang={}", lang.tag())).unwrap_or_default()
}

async fn shown(request: &HttpRequest, state: &State, place: Option<&Place>, sent: Sent) -> Result<HttpResponse, Problem> {
    let mut around = around(request, state);
    // A form carries the language where a shared link has it among its fields.
    if let Some(lang) = Lang::parse(sent.one("lang")).filter(|_| !sent.one("lang").is_empty()) {
        (around.lang, around.chosen) = (lang, true);
    }
    let (lang, words) = (around.lang, VISITOR.speak(around.lang));
    let place = place.or_else(|| named::one(state, sent.one("municipality")));
    let path = place.map_or("/".to_owned(), |place| format!("/{}", place.slug));
    let asks = sent.asks();
    let page = Shell::new(&around, "visitor", &path, &[]).about(place).with_exit().carrying(asks || !sent.wrong.is_empty());
    let part = request.headers().get("x-veiviser-part").is_some();
    let finished = !part || sent.one("final") == "true";
    let told = if asks { Some(answer(&sent, state, lang, &page.lang_query, finished).await?) } else { None };
    sent.params()?;
    let often = if asks { Vec::new() } else { often(place.map(|p| p.number.as_str()), state, lang).await? };
    let form = form(&sent, &path, told.as_ref(), state, &page, lang);
    let fields = fields(&form, &page);
    if part {
        return unkept(&Part { page, words, form, answer: told, often, fields }, lang);
    }
    if asks || request.method() == Method::POST || !sent.wrong.is_empty() {
        return unkept(&Visitor { page, words, form, answer: told, often, fields }, lang);
    }
    let page = page.canonical(path);
    kept(request, &Visitor { page, words, form, answer: told, often, fields }, lang)
}

fn groups(sent: &Sent, lang: Lang) -> Vec<Group> {
    let words = VISITOR.speak(lang);
    let choice = |name: &'static str, value: &str, key: &str| Choice {
        name,
        value: value.to_owned(),
        label: Said::spoken(words, key),
        chosen: if value.is_empty() { sent.all(name).is_empty() } else { sent.has(name, value) },
    };
    let flag = |name: &'static str, key: &str| choice(name, "true", key);
    vec![
        Group {
            legend: "whom",
            kind: "radio",
            choices: vec![
                choice("for", "self", "filter.self"),
                choice("for", "child", "filter.child"),
                choice("for", "other", "filter.other"),
                choice("for", "", "filter.any"),
            ],
        },
        Group {
            legend: "when",
            kind: "checkbox",
            choices: vec![
                choice("open_at", "now", "filter.open_at"),
                choice("time_of_day", "evening", "filter.evening"),
                choice("time_of_day", "weekend", "filter.weekend"),
            ],
        },
        Group {
            legend: "how",
            kind: "checkbox",
            choices: std::iter::once(flag("drop_in", "filter.drop_in"))
                .chain(FORMATS.iter().map(|(value, key)| choice("format", value, key)))
                .collect(),
        },
        Group {
            legend: "needs",
            kind: "checkbox",
            choices: vec![
                choice("referral", "none", "filter.referral"),
                flag("free", "filter.free"),
                flag("anonymous", "filter.anonymous"),
            ],
        },
    ]
}

fn form(sent: &Sent, path: &str, told: Option<&Answer>, state: &State, page: &Shell, lang: Lang) -> Form {
    let words = VISITOR.speak(lang);
    let wrong = |field: &str| {
        let wrong = sent.wrong.iter().find(|wrong| wrong.field == field);
        wrong.map(|wrong| Said::spoken(words, wrong.why)).unwrap_or_default()
    };
    let groups = groups(sent, lang);
    let chosen = groups.iter().flat_map(|g| &g.choices).any(|choice| choice.chosen && !choice.value.is_empty());
    let written = sent.typed("municipality");
    let choose = |place: &Place| ("answer", format!("municipality={}", place.number));
    let mut place = PlaceField::of(written, &named::meant(state, written), choose, words);
    if let Some((name, places)) = told.and_then(|answer| answer.several.as_ref()) {
        place = PlaceField { written: String::new(), ..PlaceField::of(name, &places.iter().collect::<Vec<_>>(), choose, words) };
    }
    Form {
        action: format!("{path}{}", page.lang_query),
        q: sent.typed("q").to_owned(),
        place,
        q_wrong: wrong("q"),
        age: sent.typed("age").to_owned(),
        age_wrong: wrong("age"),
        filtered: chosen || !sent.one("age").is_empty() || !wrong("age").is_empty(),
        groups,
    }
}

/// The visible fields as they stand now and the page's head, for the script, which swaps only the answer.
fn fields(form: &Form, page: &Shell) -> String {
    let chosen: Vec<String> =
        form.groups.iter().flat_map(|g| &g.choices).filter(|c| c.chosen).map(|c| format!("{}={}", c.name, c.value)).collect();
    let faults = [("q", !form.q_wrong.is_empty()), ("municipality", form.place.wrong()), ("age", !form.age_wrong.is_empty())];
    let wrong: Vec<&str> = faults.into_iter().filter(|(_, wrong)| *wrong).map(|(field, _)| field).collect();
    block(&serde_json::json!({
        "municipality": form.place.written,
        "age": form.age,
        "checked": chosen,
        "wrong": wrong,
        "head": page.head(&form.action, &form.action),
    }))
}

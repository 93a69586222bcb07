//! Owns the page of one offer over HTTP, its QR code, its calendar, and what people say is wrong with it. Must not know how it looks.

use super::cards::with_step;
use super::codes::Known;
use super::{around, kept, moved, unkept, wants_form};
use crate::domain::change::Target;
use crate::domain::report::Wrong;
use crate::domain::slug::Status;
use crate::http::State;
use crate::http::calendar::calendar_of;
use crate::http::params::{LANG, Params, pairs};
use crate::http::problem::{Code, Problem};
use crate::http::render;
use crate::pages::card::Voice;
use crate::pages::codes::code;
use crate::pages::offer::OfferPage;
use crate::pages::plain::Thanks;
use crate::pages::schema_org;
use crate::pages::shell::Shell;
use crate::pages::words::{OFFER, block};
use actix_web::{HttpRequest, HttpResponse, web};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// The offer of a code; where the address has the id, the way to the code.
async fn known(state: &State, given: &str, rest: &str, query: &str) -> Result<Result<Known, HttpResponse>, Problem> {
    let codes = &state.faces.codes;
    if let Some(known) = codes.find(&state.catalogue, given).await? {
        if known.withdrawn {
            return Err(Problem::new(Code::Withdrawn, "It was withdrawn; its history is still told."));
        }
        return Ok(Ok(known));
    }
    if codes.has(&state.catalogue, given).await? {
        let query = if query.is_empty() { String::new() } else { format!("?{query}") };
        return Ok(Err(moved(&format!("/tilbud/{}{rest}{query}", code(given)), true)));
    }
    Err(Problem::new(Code::NotFound, "There is no offer at this address."))
}

/// `GET /tilbud/{code}`
pub async fn page(request: HttpRequest, state: web::Data<State>, given: web::Path<String>) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[LANG])?;
    let known = match known(&state, &given, "", request.query_string()).await? {
        Ok(known) => known,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let around = around(&request, &state);
    let (lang, at) = (around.lang, (state.clock)());
    let missing = || Problem::new(Code::NotFound, "There is no offer at this address.");
    let step = state.finder.one(known.id.clone(), at, lang).await?.ok_or_else(missing)?;
    let offer = step.told.offer.as_ref().ok_or_else(missing)?;
    state.catalogue.used(&known.id);
    let path = format!("/tilbud/{}", code(&known.id));
    let place = match offer.coverage.municipalities.as_slice() {
        [one] => state.faces.by_number(one),
        _ => None,
    };
    let name = OFFER.speak(lang).say("title").to_owned();
    let title = place.map_or_else(|| name.clone(), |place| format!("{name} – {}", place.name));
    let mut page = Shell::new(&around, "offer", &path, &[]).about(place).titled(title).with_exit();
    // Where it can be used now, search engines may know it.
    if offer.status == Status::Active {
        page = page.canonical(path.clone());
    }
    let query = page.lang_query.clone();
    let voice = Voice { vocabulary: &state.vocabulary, lang, at, query: &query, placed: false };
    let kind = step.told.hit.organization.get("type").and_then(serde_json::Value::as_str).unwrap_or_default();
    let runs = super::cards::name_of_organization(&step.told.hit, lang);
    let json_ld = schema_org::offer(offer, (&runs, kind), &format!("{}{path}", around.origin), &voice);
    let told = with_step(&step, lang, |given| OfferPage::of(page, given, &voice, block(&json_ld))).ok_or_else(missing)?;
    kept(&request, &told, lang)
}

/// `GET /tilbud/{code}/qr.svg`
pub async fn qr(request: HttpRequest, state: web::Data<State>, given: web::Path<String>) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[LANG])?;
    match known(&state, &given, "/qr.svg", request.query_string()).await? {
        Ok(known) => square(&request, &state, &format!("/tilbud/{}", code(&known.id))),
        Err(elsewhere) => Ok(elsewhere),
    }
}

/// A picture of an address of this service, to point a camera at.
pub fn square(request: &HttpRequest, state: &State, path: &str) -> Result<HttpResponse, Problem> {
    let address = format!("{}{path}", around(request, state).origin);
    let code = QrCode::with_error_correction_level(address, EcLevel::M).map_err(|error| Problem::internal(&error))?;
    let picture = code.render::<svg::Color<'_>>().min_dimensions(180, 180).quiet_zone(true).build();
    let tag = format!("\"{}\"", render::digest(&picture));
    Ok(render::cached_as(request, picture, "image/svg+xml", &tag, None))
}

/// `GET /tilbud/{code}/calendar.ics`
pub async fn calendar(request: HttpRequest, state: web::Data<State>, given: web::Path<String>) -> Result<HttpResponse, Problem> {
    match known(&state, &given, "/calendar.ics", request.query_string()).await? {
        Ok(known) => calendar_of(&request, &state, &known.id).await,
        Err(elsewhere) => Ok(elsewhere),
    }
}

/// `POST /tilbud/{code}/feil`
pub async fn report(
    request: HttpRequest,
    state: web::Data<State>,
    given: web::Path<String>,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[LANG])?;
    wants_form(&request)?;
    state.limits.check(&request)?;
    let known = match known(&state, &given, "/feil", "").await? {
        Ok(known) => known,
        Err(elsewhere) => return Ok(elsewhere),
    };
    state.catalogue.get(Target::Offer, &known.id).await?;
    state.catalogue.reported(&known.id, wrong(&body)?).await?;
    let around = around(&request, &state);
    let lang = around.lang;
    let path = format!("/tilbud/{}", code(&known.id));
    let page = Shell::new(&around, "thanks", &path, &[]).titled("Veiviser").with_exit();
    let back = format!("{path}{}", page.lang_query);
    unkept(&Thanks { page, words: OFFER.speak(lang), back }, lang)
}

/// What is wrong, as the form says; there is room for nothing else.
fn wrong(body: &[u8]) -> Result<Wrong, Problem> {
    let told = || Problem::new(Code::BadValue, format!("Send what as one of {}, and nothing else.", Wrong::WORDS.join(", ")));
    let text = std::str::from_utf8(body).map_err(|_| told())?;
    match pairs(text)?.as_slice() {
        [(name, value)] if name == "what" => Wrong::parse(value).ok_or_else(told),
        _ => Err(told()),
    }
}

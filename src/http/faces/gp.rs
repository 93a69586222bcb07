//! Owns the GP's page and the patient's sheet over HTTP. Must not know how they look.

use super::cards::{self, with_step};
use super::{around, kept, moved, unkept, visitor, wants_form};
use crate::domain::Lang;
use crate::domain::meetings::date_of;
use crate::domain::slug::Referral;
use crate::http::State;
use crate::http::asking::{self, SEARCH};
use crate::http::params::{LANG, Param, Params, Type, pairs};
use crate::http::problem::{Code, Problem};
use crate::navigation::words::date_in_words;
use crate::pages::card::Voice;
use crate::pages::gp::{Asked, Entry, Found, Gp, GpPart, Leaf, Section, Sheet, free};
use crate::pages::shell::{Place, Shell};
use crate::pages::words::{GP, Said, VISITOR, voice};
use actix_web::{HttpRequest, HttpResponse, web};

/// So many offers are told.
const MOST: usize = 30;
/// So many offers stand on a sheet.
const ON_SHEET: usize = 3;

const fn text(name: &'static str) -> Param {
    Param { name, of: Type::Text, many: false, about: "", example: "" }
}

/// What an address may hold: never words.
const KEPT: &[Param] = &[text("icpc2"), text("municipality"), LANG];
const FORM: &[Param] = &[text("icpc2"), text("municipality"), text("q"), LANG];

/// `GET /fastlege`
pub async fn page(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, KEPT)?;
    shown(&request, &state, &params).await
}

/// `POST /fastlege`
pub async fn post_page(request: HttpRequest, state: web::Data<State>, body: web::Bytes) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, KEPT)?;
    wants_form(&request)?;
    let text = std::str::from_utf8(&body).map_err(|_| Problem::new(Code::BadQuery, "The form is not UTF-8."))?;
    let given = pairs(text)?.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect();
    let params = Params::of_pairs(given, FORM)?;
    let part = request.headers().get("x-veiviser-part").is_some();
    if params.one("q").is_none() && !part {
        // Without words the question is an address that can be kept.
        return Ok(moved(&address(&request, &state, &params), false));
    }
    shown(&request, &state, &params).await
}

fn address(request: &HttpRequest, state: &State, params: &Params) -> String {
    let named = params.one("municipality").map(|name| visitor::place_of(state, name).map_or(name, |place| place.number.as_str()));
    let lang = super::lang_in_address(request).map(Lang::tag);
    let pairs = [("icpc2", params.one("icpc2")), ("municipality", named), ("lang", lang)];
    let query: Vec<String> = pairs
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", crate::pages::shell::encoded(value?.trim()))))
        .collect();
    if query.is_empty() { "/fastlege".to_owned() } else { format!("/fastlege?{}", query.join("&")) }
}

fn is_code(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && text.len() == 3 && letters.all(|c| c.is_ascii_digit())
}

async fn shown(request: &HttpRequest, state: &State, params: &Params) -> Result<HttpResponse, Problem> {
    let around = around(request, state);
    let (lang, words) = (around.lang, GP.speak(around.lang));
    let given = |name: &str| params.one(name).unwrap_or_default().trim().to_owned();
    let place = params.one("municipality").and_then(|name| visitor::place_of(state, name));
    let mut asked = Asked {
        icpc2: given("icpc2").to_uppercase(),
        q: given("q"),
        municipality: place.map_or_else(|| given("municipality"), |place| place.name.clone()),
        ..Asked::default()
    };
    if !asked.icpc2.is_empty() && !is_code(&asked.icpc2) {
        asked.icpc2_wrong = words.say("icpc2.wrong").to_owned();
    }
    if place.is_none() && !asked.municipality.is_empty() {
        asked.municipality_wrong = VISITOR.speak(lang).say("municipality.wrong").to_owned();
    }
    let kept_of: Vec<(&str, &str)> = [("icpc2", asked.icpc2.as_str()), ("municipality", place.map_or("", |p| p.number.as_str()))]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let title = place.map_or_else(|| words.say("title").to_owned(), |place| format!("{} – {}", words.say("title"), place.name));
    let mut page = Shell::new(&around, "gp", "/fastlege", &kept_of).about(place).titled(title);
    let found = found(&asked, place, state, lang, &page.lang_query).await?;
    if request.headers().get("x-veiviser-part").is_some() {
        return unkept(&GpPart { page, words, found }, lang);
    }
    if !asked.q.is_empty() {
        return unkept(&Gp { page, words, asked, found }, lang);
    }
    if found.is_none() && place.is_none() {
        page = page.canonical("/fastlege");
    }
    kept(request, &Gp { page, words, asked, found }, lang)
}

/// Searches; `None` where nothing is asked.
async fn found(asked: &Asked, place: Option<&Place>, state: &State, lang: Lang, query: &str) -> Result<Option<Found>, Problem> {
    let code = Some(asked.icpc2.as_str()).filter(|code| is_code(code));
    if code.is_none() && asked.q.is_empty() {
        return Ok(None);
    }
    let mut given = vec![("for".to_owned(), "patient".to_owned())];
    given.extend(code.map(|code| ("icpc2".to_owned(), code.to_owned())));
    given.extend(place.map(|place| ("municipality".to_owned(), place.number.clone())));
    given.push(("q".to_owned(), asked.q.chars().take(asking::LONGEST).collect()));
    let mut read = asking::read(&Params::of_pairs(given, SEARCH)?, state, lang)?;
    (read.query.per_page, read.query.last_word_open) = (MOST, false);
    let at = read.query.at;
    let searched = state.finder.search(read.query).await?;
    let around = Voice { vocabulary: &state.vocabulary, lang, at, query, placed: !searched.home.is_empty() };
    let words = GP.speak(lang);
    let door = cards::front_door(searched.hits.iter().map(|hit| hit.offer.as_ref()), lang);
    let mut sections: Vec<Section> = Vec::new();
    for (heading, wanted) in [("free", Some(true)), ("unsaid", None), ("referred", Some(false))] {
        let of = searched.hits.iter().filter(|hit| free(referral(hit)) == wanted);
        let entries: Vec<Entry> =
            of.filter_map(|hit| cards::with_hit(hit, door.as_ref(), lang, at, |given| Entry::of(given, &around))).collect();
        if !entries.is_empty() {
            sections.push(Section { heading, entries });
        }
    }
    let topics = code.map(|code| state.vocabulary.terms.icpc2(code)).unwrap_or_default();
    let labels: Vec<&str> =
        topics.iter().filter_map(|slug| state.vocabulary.terms.topic(slug)).map(|t| t.label(voice(lang))).collect();
    let told = match searched.found.total {
        0 => words.say("none").to_owned(),
        total => VISITOR.speak(lang).count("told", total),
    };
    Ok(Some(Found {
        danger: searched.safety.as_ref().map(|safety| cards::danger(safety, lang)),
        told,
        about: Said::made(labels.join(", "), lang),
        sections,
    }))
}

fn referral(hit: &crate::finding::Told) -> Option<Referral> {
    hit.offer.as_ref().and_then(|offer| offer.access.referral)
}

/// The parameters of a sheet.
const SHEET: &[Param] = &[Param { name: "tilbud", of: Type::Text, many: true, about: "", example: "" }, LANG];

/// `GET /ark`
pub async fn sheet(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, SHEET)?;
    let around = around(&request, &state);
    let (lang, words, at) = (around.lang, GP.speak(around.lang), (state.clock)());
    let mut leaves: Vec<Leaf> = Vec::new();
    let codes: Vec<&str> = params.all("tilbud");
    let kept_of: Vec<(&str, &str)> = codes.iter().take(ON_SHEET).map(|code| ("tilbud", *code)).collect();
    let page = Shell::new(&around, "sheet", "/ark", &kept_of).titled("Veiviser");
    let voice = Voice { vocabulary: &state.vocabulary, lang, at, query: &page.lang_query, placed: false };
    for code in codes.iter().take(ON_SHEET) {
        let Some(known) = state.faces.codes.find(&state.catalogue, code).await? else { continue };
        let Some(step) = state.finder.one(known.id.clone(), at, lang).await? else { continue };
        if leaves.iter().any(|leaf| leaf.card.id == known.id) {
            continue;
        }
        state.catalogue.used(&known.id);
        leaves.extend(with_step(&step, lang, |given| Leaf::of(given, &words, &voice)));
    }
    let date = Said::made(words.with("ark.date", "date", date_in_words(&date_of(at).to_string(), lang)), lang);
    kept(&request, &Sheet { page, words, date, leaves }, lang)
}

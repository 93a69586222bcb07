//! Owns the patient's sheet over HTTP: which of the chosen offers stand on it. Must not know how it looks.

use super::cards::{name_of_offer, with_step};
use super::{around, kept};
use crate::domain::meetings::date_of;
use crate::http::State;
use crate::http::params::{LANG, Param, Params, Type};
use crate::http::problem::Problem;
use crate::navigation::words::date_in_words;
use crate::pages::card::Voice;
use crate::pages::gp::{Leaf, Sheet, for_emergencies};
use crate::pages::shell::Shell;
use crate::pages::words::{GP, Said};
use actix_web::{HttpRequest, HttpResponse, web};

/// So many offers have room on one A4.
const ROOM: usize = 3;
/// More than anybody chooses by hand are not looked up.
const CHOSEN: usize = 30;

const SHEET: &[Param] = &[Param { name: "tilbud", of: Type::Text, many: true, about: "", example: "" }, LANG];

/// `GET /ark`
pub async fn sheet(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, SHEET)?;
    let around = around(&request, &state);
    let (lang, words, at) = (around.lang, GP.speak(around.lang), (state.clock)());
    let codes: Vec<&str> = params.all("tilbud").into_iter().take(CHOSEN).collect();
    let kept_of: Vec<(&str, &str)> = codes.iter().map(|code| ("tilbud", *code)).collect();
    let page = Shell::new(&around, "sheet", "/ark", &kept_of).titled("Veiviser").with_exit();
    let voice = Voice { vocabulary: &state.vocabulary, lang, at, query: &page.lang_query, placed: false };
    let mut leaves: Vec<Leaf> = Vec::new();
    let mut left_out: Vec<String> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for code in codes {
        let Some(known) = state.faces.codes.find(&state.catalogue, code).await? else { continue };
        let Some(step) = state.finder.one(known.id.clone(), at, lang).await? else { continue };
        if seen.contains(&known.id) || step.told.offer.as_ref().is_none_or(for_emergencies) {
            continue;
        }
        if leaves.len() == ROOM {
            left_out.extend(name_of_offer(&step, lang));
        } else {
            state.catalogue.used(&known.id);
            leaves.extend(with_step(&step, lang, |given| Leaf::of(given, &words, &voice)));
        }
        seen.push(known.id);
    }
    let date = Said::made(words.with("ark.date", "date", date_in_words(&date_of(at).to_string(), lang)), lang);
    let left_out = match left_out.join(", ") {
        names if names.is_empty() => Said::default(),
        names => Said::made(words.with("ark.left_out", "names", names), lang),
    };
    let back = format!("/fastlege{}", page.lang_query);
    kept(&request, &Sheet { page, words, date, leaves, left_out, back }, lang)
}

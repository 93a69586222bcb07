//! Owns the page of a list that somebody was sent. Must not know who they are.

use super::{around, cards, lang_in_address, offer, unkept};
use crate::domain::Lang;
use crate::domain::meetings::date_of;
use crate::http::State;
use crate::http::params::{LANG, Params};
use crate::http::problem::Problem;
use crate::http::shortlists::kept_list;
use crate::navigation::words::date_in_words;
use crate::pages::card::Voice;
use crate::pages::gp::Shortlist;
use crate::pages::shell::Shell;
use crate::pages::words::OFFER;
use actix_web::{HttpRequest, HttpResponse, web};

/// `GET /liste/{token}`
pub async fn page(request: HttpRequest, state: web::Data<State>, token: web::Path<String>) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[LANG])?;
    let list = kept_list(&state, &token).await?;
    let mut around = around(&request, &state);
    // Without a wish in the address it is told in the language in which it was made.
    around.lang = lang_in_address(&request).unwrap_or(list.lang);
    let (lang, at): (Lang, _) = (around.lang, (state.clock)());
    let path = format!("/liste/{token}");
    let page = Shell::new(&around, "list", &path, &[]).titled("Veiviser").with_exit();
    let voice = Voice { vocabulary: &state.vocabulary, lang, at, query: &page.lang_query, placed: false };
    let mut cards = Vec::new();
    for id in &list.ids {
        let step = state.finder.one(id.clone(), at, lang).await?;
        cards.extend(step.and_then(|step| cards::of_step(&step, &voice)));
    }
    let words = OFFER.speak(lang);
    let day = jiff::Timestamp::from_second(list.expires).map(|at| date_of(at).to_string()).unwrap_or_default();
    let shown = Shortlist {
        until: words.with("list.until", "date", date_in_words(&day, lang)),
        gone: cards.len() < list.ids.len(),
        qr: format!("{path}/qr.svg"),
        words,
        cards,
        page,
    };
    unkept(&shown, lang)
}

/// `GET /liste/{token}/qr.svg`
pub async fn qr(request: HttpRequest, state: web::Data<State>, token: web::Path<String>) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[LANG])?;
    kept_list(&state, &token).await?;
    offer::square(&request, &state, &format!("/liste/{token}"))
}

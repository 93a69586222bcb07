//! Owns the pages without a search of their own: about, the console's shell, the embed's builder and frame. Must not know their scripts.

use super::{FRAMED, around, kept, visitor};
use crate::http::State;
use crate::http::params::{LANG, Param, Params, Type};
use crate::http::problem::{Code, Problem};
use crate::pages::plain::{About, Embed, EmbedFrame, Operator};
use crate::pages::shell::{Place, Shell};
use crate::pages::words::{COMMON, EMBED, OPERATOR};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};

const MUNICIPALITY: Param =
    Param { name: "municipality", of: Type::Text, many: false, about: "Number or name.", example: "5001" };

const fn text(name: &'static str) -> Param {
    Param { name, of: Type::Text, many: false, about: "", example: "" }
}

/// What a frame's address may narrow.
const FRAME: &[Param] = &[LANG, text("topic"), text("kind"), text("audience"), text("compact")];

/// `GET /om`
pub async fn about(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[LANG])?;
    let around = around(&request, &state);
    let words = COMMON.speak(around.lang);
    let page = Shell::new(&around, "about", "/om", &[]).titled(words.say("about")).canonical("/om");
    kept(&request, &About { page, words }, around.lang)
}

/// The municipality of the address, and what the language switch keeps of it.
fn chosen<'a>(params: &Params, state: &'a State) -> Option<&'a Place> {
    params.one("municipality").and_then(|given| visitor::place_of(state, given))
}

/// `GET /operator`
pub async fn operator(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, &[LANG, MUNICIPALITY])?;
    let around = around(&request, &state);
    let place = chosen(&params, &state);
    let number = place.map(|place| ("municipality", place.number.as_str()));
    let page = Shell::new(&around, "operator", "/operator", number.as_slice()).about(place).with_data();
    kept(&request, &Operator { page, words: OPERATOR.speak(around.lang) }, around.lang)
}

/// `GET /embed`
pub async fn embed(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, &[LANG, MUNICIPALITY])?;
    let around = around(&request, &state);
    let place = chosen(&params, &state);
    let number = place.map(|place| ("municipality", place.number.as_str()));
    let mut page = Shell::new(&around, "embed", "/embed", number.as_slice()).about(place).with_data();
    if place.is_none() {
        page = page.canonical("/embed");
    }
    kept(&request, &Embed { page, words: EMBED.speak(around.lang) }, around.lang)
}

/// `GET /embed/{municipality}`: may stand in anybody's page.
pub async fn embed_frame(
    request: HttpRequest,
    state: web::Data<State>,
    name: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, FRAME)?;
    let nowhere = || Problem::new(Code::NotFound, "There is no such municipality; look it up under /v1/places.");
    let place = visitor::place_of(&state, &name).ok_or_else(nowhere)?;
    let around = around(&request, &state);
    let page = Shell::new(&around, "frame", &format!("/embed/{}", place.slug), &[]).about(Some(place));
    let given = |name: &str| params.one(name).unwrap_or_default().to_owned();
    let frame = EmbedFrame {
        page,
        words: EMBED.speak(around.lang),
        topic: given("topic"),
        kind: given("kind"),
        audience: given("audience"),
        compact: params.one("compact") == Some("true"),
    };
    let mut response = kept(&request, &frame, around.lang)?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, header::HeaderValue::from_static(FRAMED));
    Ok(response)
}

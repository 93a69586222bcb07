//! Owns `/v1/handover`: the texts that hand offers over, without keeping anything. Must not know who they are for.

use super::params::{AT, LANG, Param, Params, Type};
use super::problem::{Code, Problem};
use super::{State, render, shortlists};
use crate::pages::codes::code;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

/// So many offers at most.
const MOST: usize = 10;

/// The parameters of handing over.
pub const HANDOVER: &[Param] = &[
    Param {
        name: "id",
        of: Type::Text,
        many: true,
        about: "An offer's id; one to ten of them, in the order in which they are told.",
        example: "nasjonal-kirkens-sos",
    },
    AT,
    LANG,
];

/// `GET /v1/handover`
pub async fn hand_over(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, HANDOVER)?;
    let ids: Vec<String> = params.all("id").into_iter().map(str::to_owned).collect();
    let twice = ids.iter().enumerate().any(|(at, id)| ids.iter().skip(at + 1).any(|other| other == id));
    if twice || !(1..=MOST).contains(&ids.len()) {
        return Err(Problem::new(Code::BadValue, format!("Send id one to {MOST} times, each another offer's.")));
    }
    let hits = state.finder.with_ids(ids.clone()).await?;
    if let Some(missing) = ids.iter().find(|id| !hits.iter().any(|h| h.id == **id)) {
        let shown: String = missing.chars().take(100).collect();
        return Err(Problem::new(Code::NotFound, format!("No offer {shown} can be found.")));
    }
    let (lang, at) = (render::lang(&request, &params), params.at((state.clock)()));
    // One offer has a page of its own to link to.
    let link = ids.first().filter(|_| ids.len() == 1).map(|id| shortlists::link(&request, &format!("tilbud/{}", code(id))));
    let mut texts = shortlists::texts(&hits, link.as_deref(), at, lang);
    if let Some(members) = texts.as_object_mut() {
        members.insert("link".to_owned(), json!(link));
    }
    Ok(render::cached(&request, &texts, Some(lang)))
}

//! Owns how documents are shown: language, what is withheld, ETags. Must not know where documents come from.

use super::State;
use super::params::Params;
use super::problem::{Code, Problem};
use crate::domain::Lang;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// The members of an offer or organization that are texts in several languages.
const TEXTS: [&str; 5] = ["name", "summary", "description", "limits", "send_when"];

/// The language asked for: the parameter, else the header.
pub fn lang(request: &HttpRequest, params: &Params) -> Lang {
    params.one("lang").and_then(Lang::parse).unwrap_or_else(|| {
        let header = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
        header.map_or(Lang::Nb, Lang::negotiate)
    })
}

/// A document with its texts in one language, and which other language each came in.
pub fn localized(document: &Value, lang: Lang) -> Value {
    let mut shown = document.clone();
    let mut elsewhere = Map::new();
    if let Some(members) = shown.as_object_mut() {
        for member in TEXTS {
            if let Some(value) = members.get_mut(member) {
                localize(value, lang, member, &mut elsewhere);
            }
        }
        for member in ["access", "rhythm", "funding"] {
            if let Some(note) = members.get_mut(member).and_then(|m| m.get_mut("note")) {
                localize(note, lang, &format!("{member}.note"), &mut elsewhere);
            }
        }
        for (list, inner) in [("contacts", "name"), ("contacts", "fallback"), ("locations", "directions"), ("closures", "note")] {
            for (at, entry) in members.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten().enumerate() {
                if let Some(value) = entry.get_mut(inner) {
                    localize(value, lang, &format!("{list}.{at}.{inner}"), &mut elsewhere);
                }
            }
        }
        if !elsewhere.is_empty() {
            members.insert("text_languages".to_owned(), Value::Object(elsewhere));
        }
    }
    shown
}

fn localize(value: &mut Value, lang: Lang, path: &str, elsewhere: &mut Map<String, Value>) {
    let Some(texts) = value.as_object() else {
        return;
    };
    let found = lang.fallbacks().iter().find_map(|l| texts.get_key_value(l.tag())).or_else(|| texts.iter().next());
    if let Some((tag, text)) = found {
        if tag != lang.tag() {
            elsewhere.insert(path.to_owned(), json!(tag));
        }
        *value = text.clone();
    }
}

/// A JSON answer to what nobody typed: with an ETag made from the body, and 304 where the client has it.
pub fn cached(request: &HttpRequest, body: &Value, lang: Option<Lang>) -> HttpResponse {
    let text = body.to_string();
    let tag = format!("\"{}\"", digest(&text));
    cached_as(request, text, "application/json", &tag, lang)
}

/// A short digest that changes whenever the text does.
pub fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(12).map(|b| format!("{b:02x}")).collect()
}

/// Whether the client has what this tag stands for.
pub fn has(request: &HttpRequest, tag: &str) -> bool {
    request
        .headers()
        .get(header::IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|given| given.split(',').any(|one| one.trim().trim_start_matches("W/") == tag || one.trim() == "*"))
}

/// The same with an ETag of its own.
pub fn cached_as(request: &HttpRequest, body: String, kind: &str, tag: &str, lang: Option<Lang>) -> HttpResponse {
    let known = has(request, tag);
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::ETAG, tag)).insert_header((header::CACHE_CONTROL, "no-cache"));
    response.insert_header((header::VARY, "accept-language"));
    if let Some(lang) = lang {
        response.insert_header((header::CONTENT_LANGUAGE, lang.tag()));
    }
    if known { response.finish() } else { response.content_type(kind).body(body) }
}

/// A JSON answer to words that somebody typed: nobody keeps it.
pub fn uncached(body: &Value, lang: Lang) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_LANGUAGE, lang.tag()))
        .content_type("application/json")
        .body(body.to_string())
}

/// Whose key the request carries; `None` without one. A wrong key is refused even where none is needed.
pub async fn who(request: &HttpRequest, state: &State) -> Result<Option<String>, Problem> {
    let Some(given) = request.headers().get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    let refused = || Problem::new(Code::Unauthorized, "Send a key that is right as Authorization: Bearer KEY, or none.");
    let (scheme, key) = given.to_str().ok().and_then(|text| text.trim().split_once(' ')).ok_or_else(refused)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(refused());
    }
    state.catalogue.who(key.trim()).await?.ok_or_else(refused).map(Some)
}

/// Whose key the request carries, where one is needed.
pub async fn must_be_known(request: &HttpRequest, state: &State) -> Result<String, Problem> {
    who(request, state).await?.ok_or_else(|| Problem::new(Code::Unauthorized, "Send Authorization: Bearer KEY."))
}

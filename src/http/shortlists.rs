//! Owns `/v1/shortlists`: three to ten offers kept for 30 days, with the texts that hand them over. Must not know who they are for.

use super::params::{AT, LANG, Param, Params};
use super::problem::{Code, Problem};
use super::{State, render, told};
use crate::domain::query::Hit;
use crate::domain::when::{self, Moment, OpenNow};
use crate::domain::{Fault, Lang, Offer, sms};
use crate::navigation::handover::{Item, aloud, letter, sms_entry};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use jiff::Timestamp;
use serde_json::{Value, json};

/// A shortlist is kept so many days.
const DAYS: i64 = 30;
/// An SMS has at most so many parts.
const PARTS: usize = 3;
/// So few and so many offers.
const LEAST: usize = 3;
const MOST: usize = 10;

/// The parameters of one shortlist.
pub const ONE: &[Param] = &[AT, LANG];

/// `POST /v1/shortlists`
pub async fn make_shortlist(request: HttpRequest, state: web::Data<State>, body: web::Bytes) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    super::wants_json(&request)?;
    state.limits.check(&request)?;
    let (ids, lang) = wanted(&body)?;
    let hits = state.finder.with_ids(ids.clone()).await?;
    let faults: Vec<Fault> = ids
        .iter()
        .enumerate()
        .filter(|(_, id)| !hits.iter().any(|h| h.id == **id))
        .map(|(at, _)| Fault::at(format!("/offers/{at}"), "no offer with this id can be found"))
        .collect();
    if !faults.is_empty() {
        return Err(Problem::faulty(faults));
    }
    let token =
        token().ok_or_else(|| Problem::new(Code::Internal, "Try again; if it goes on, tell the keeper the request_id."))?;
    let now = (state.clock)();
    let expires = now.as_second() + DAYS * 86_400;
    let kept = json!({"offers": ids, "lang": lang.tag()});
    state.catalogue.store.put_shortlist(&token, &kept, expires, now.as_second()).await.map_err(|e| Problem::internal(&e))?;
    ids.iter().for_each(|id| state.catalogue.used(id));
    let list = List { token: &token, expires, ids: &ids, lang };
    let shown = list.told(&request, &hits, now);
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/v1/shortlists/{token}")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(shown))
}

/// `GET /v1/shortlists/{token}`
pub async fn get_shortlist(
    request: HttpRequest,
    state: web::Data<State>,
    token: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, ONE)?;
    let now = params.at((state.clock)());
    let kept = kept_list(&state, &token).await?;
    let lang = params.one("lang").and_then(Lang::parse).unwrap_or(kept.lang);
    let hits = state.finder.with_ids(kept.ids.clone()).await?;
    let list = List { token: &token, expires: kept.expires, ids: &kept.ids, lang };
    Ok(render::uncached(&list.told(&request, &hits, now), lang))
}

/// A shortlist as it was kept.
pub struct Kept {
    pub ids: Vec<String>,
    pub lang: Lang,
    /// Seconds since 1970.
    pub expires: i64,
}

/// A shortlist whose 30 days are not over.
pub async fn kept_list(state: &State, token: &str) -> Result<Kept, Problem> {
    let found = state.catalogue.store.shortlist(token, (state.clock)().as_second()).await.map_err(|e| Problem::internal(&e))?;
    let gone = || Problem::new(Code::NotFound, "There is no such shortlist, or its 30 days are over.");
    let (kept, expires) = found.ok_or_else(gone)?;
    let ids = kept.get("offers").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let lang = kept.get("lang").and_then(Value::as_str).and_then(Lang::parse).unwrap_or_default();
    Ok(Kept { ids: ids.map(str::to_owned).collect(), lang, expires })
}

fn wanted(body: &[u8]) -> Result<(Vec<String>, Lang), Problem> {
    let wrong = |detail: String| Problem::new(Code::BadJson, detail);
    let value: Value = serde_json::from_slice(body).map_err(|e| wrong(format!("The body is not JSON: {e}.")))?;
    let form = || {
        wrong(format!(
            "Want {{\"offers\": [{LEAST} to {MOST} different ids], \"lang\": \"nb\", \"nn\", \"se\" or \"en\"}} and nothing else."
        ))
    };
    let members = value.as_object().ok_or_else(form)?;
    if members.keys().any(|k| k != "offers" && k != "lang") {
        return Err(form());
    }
    let ids = members.get("offers").and_then(Value::as_array).ok_or_else(form)?;
    let ids: Vec<String> = ids.iter().map(|id| id.as_str().map(str::to_owned)).collect::<Option<_>>().ok_or_else(form)?;
    let mut different = ids.clone();
    different.sort();
    different.dedup();
    if different.len() != ids.len() || !(LEAST..=MOST).contains(&ids.len()) {
        return Err(form());
    }
    let lang = match members.get("lang") {
        None => Lang::default(),
        Some(tag) => tag.as_str().filter(|t| ["nb", "nn", "se", "en"].contains(t)).and_then(Lang::parse).ok_or_else(form)?,
    };
    Ok((ids, lang))
}

/// 128 bits of chance, in hexadecimal.
fn token() -> Option<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes.iter().map(|b| format!("{b:02x}")).collect())
}

struct List<'a> {
    token: &'a str,
    expires: i64,
    ids: &'a [String],
    lang: Lang,
}

impl List<'_> {
    fn told(&self, request: &HttpRequest, hits: &[Hit], at: Timestamp) -> Value {
        let lang = self.lang;
        let shown: Vec<Value> = self
            .ids
            .iter()
            .map(|id| match hits.iter().find(|h| h.id == *id) {
                Some(hit) => {
                    let shown = told::offer(hit, hit.read().as_ref(), at, lang);
                    json!({"id": id, "offer": shown.document, "open": shown.open, "next_session": shown.next_session, "freshness": shown.freshness})
                }
                // It was withdrawn since: said, not left out in silence.
                None => json!({"id": id, "offer": null}),
            })
            .collect();
        let link = link(request, &format!("liste/{}", self.token));
        let mut told = json!({
            "token": self.token,
            "link": link,
            "lang": lang.tag(),
            "expires": Timestamp::from_second(self.expires).ok().map(Moment),
            "items": shown,
        });
        if let (Some(members), Value::Object(texts)) = (told.as_object_mut(), texts(hits, Some(&link), at, lang)) {
            members.extend(texts);
        }
        told
    }
}

/// The texts in which offers are handed over: SMS (with a link if there is one), read aloud, letter.
pub fn texts(hits: &[Hit], link: Option<&str>, at: Timestamp, lang: Lang) -> Value {
    let read: Vec<(Offer, String, OpenNow)> = hits
        .iter()
        .filter_map(|hit| {
            let offer = hit.read()?;
            let owner = render::localized(&hit.organization, lang);
            let name = owner.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
            let open = when::open(&offer, at, lang);
            Some((offer, name, open))
        })
        .collect();
    let items: Vec<Item<'_>> = read
        .iter()
        .map(|(offer, organization, open)| Item { offer, organization, open, stale: offer.is_stale(at), door: None })
        .collect();
    let entries: Vec<String> = items.iter().map(|item| sms_entry(item, lang)).collect();
    let sms = sms::compose(&entries, link.unwrap_or_default(), PARTS);
    json!({
        "sms": {
            "text": sms.text,
            "entries": sms.entries,
            "parts": sms.counted.parts,
            "units": sms.counted.units,
            "alphabet": match sms.counted.alphabet { sms::Alphabet::Gsm7 => "gsm7", sms::Alphabet::Ucs2 => "ucs2" },
        },
        "aloud": aloud(&items, at, lang),
        "letter": letter(&items, lang),
    })
}

/// Where a page is found, as whoever asks sees this service.
pub fn link(request: &HttpRequest, page: &str) -> String {
    let seen = request.connection_info();
    format!("{}://{}/{page}", seen.scheme(), seen.host())
}

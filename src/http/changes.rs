//! Owns `/v1/imports`, `/v1/export` and `/v1/changes`. Must not know how the sequence is kept.

use super::params::{Param, Params, Type};
use super::problem::{Code, Problem};
use super::{State, render};
use crate::catalogue::{Catalogue, read_lines};
use crate::domain::change::{Change, Target};
use crate::domain::withheld;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use futures_util::stream;
use serde_json::{Value, json};
use std::time::Duration;

/// The parameters of an import.
pub const IMPORT: &[Param] = &[Param {
    name: "dry_run",
    of: Type::Flag,
    many: false,
    about: "`true` changes nothing and tells what would.",
    example: "true",
}];

/// The parameters of the changes.
pub const CHANGES: &[Param] = &[
    Param {
        name: "since",
        of: Type::Whole(0, u32::MAX),
        many: false,
        about: "The number of the last change that one has; default 0.",
        example: "0",
    },
    Param { name: "per_page", of: Type::Whole(1, 1_000), many: false, about: "At most 1000; default 100.", example: "100" },
];

/// Changes read from the store at a time while exporting.
const PAGE: u32 = 500;

/// `POST /v1/imports`
pub async fn import_catalogue(request: HttpRequest, state: web::Data<State>, body: web::Bytes) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, IMPORT)?;
    let by = render::must_be_known(&request, &state).await?;
    let text = std::str::from_utf8(&body).map_err(|_| Problem::new(Code::BadJson, "The body is not UTF-8."))?;
    if text.trim().is_empty() {
        return Err(Problem::new(Code::BadJson, "The body is empty: send JSON Lines."));
    }
    let lines = read_lines(None, text);
    let report = state.catalogue.import(&lines, params.flag("dry_run"), &by).await?;
    Ok(HttpResponse::Ok().json(report))
}

/// `GET /v1/export`: organizations first, then offers, a line each, streamed.
pub async fn export_catalogue(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    let known = render::who(&request, &state).await?.is_some();
    let from = (state.catalogue.clone(), Some(Target::Organization), String::new());
    let chunks = stream::unfold(from, move |(catalogue, target, after)| async move {
        let target = target?;
        match export_page(&catalogue, target, &after, known).await {
            Ok((text, Some(last))) => Some((Ok(web::Bytes::from(text)), (catalogue, Some(target), last))),
            Ok((text, None)) => {
                let next = (target == Target::Organization).then_some(Target::Offer);
                Some((Ok(web::Bytes::from(text)), (catalogue, next, String::new())))
            }
            Err(problem) => Some((Err(problem), (catalogue, None, String::new()))),
        }
    });
    Ok(HttpResponse::Ok().content_type("application/jsonl").insert_header(("cache-control", "no-cache")).streaming(chunks))
}

async fn export_page(
    catalogue: &Catalogue,
    target: Target,
    after: &str,
    known: bool,
) -> Result<(String, Option<String>), Problem> {
    let page = catalogue.page(target, after, PAGE).await?;
    let mut text = String::new();
    for document in page.iter().filter_map(|s| s.document.as_ref()) {
        let shown = if known { document.clone() } else { withheld::redacted(document) };
        text.push_str(&json!({target.as_str(): shown}).to_string());
        text.push('\n');
    }
    Ok((text, page.last().map(|s| s.id.clone())))
}

/// So often a stream looks for changes, and so often it says that it is still there.
const LOOK: Duration = Duration::from_millis(300);
const STILL_THERE: u32 = 50;

/// `GET /v1/changes`: a page of them; with `Accept: text/event-stream` every one from then on.
pub async fn changes(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let accept = request.headers().get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if accept.split(',').any(|kind| kind.trim().starts_with("text/event-stream")) {
        return stream_changes(request, state).await;
    }
    list_changes(request, state).await
}

/// Server-sent events: `id` is the change's number, with which a client that comes back goes on (`Last-Event-ID`).
async fn stream_changes(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, CHANGES)?;
    let known = render::who(&request, &state).await?.is_some();
    let last = request.headers().get("last-event-id").and_then(|v| v.to_str().ok()).and_then(|v| v.trim().parse::<i64>().ok());
    let since = last.unwrap_or_else(|| i64::from(params.number("since").unwrap_or(0)));
    let most = params.number("per_page").unwrap_or(100);
    let from = (state.catalogue.clone(), state.closing.clone(), since, false);
    let events = stream::unfold(from, move |(catalogue, mut closing, since, told)| async move {
        if !told {
            let hello = web::Bytes::from_static(b": changes, oldest first\n\n");
            return Some((Ok::<_, Problem>(hello), (catalogue, closing, since, true)));
        }
        for _ in 0..STILL_THERE {
            // A store that does not answer is asked again; the client goes on from the last number that it has.
            if let Ok(changes) = catalogue.changes(since, most).await
                && let Some(last) = changes.last().map(|c| c.seq)
            {
                let text: String = changes
                    .iter()
                    .map(|c| format!("id: {}\nevent: change\ndata: {}\n\n", c.seq, told_change(c, known)))
                    .collect();
                return Some((Ok(web::Bytes::from(text)), (catalogue, closing, last, true)));
            }
            tokio::select! {
                () = tokio::time::sleep(LOOK) => {}
                _ = closing.wait_for(|over| *over) => return None,
            }
        }
        Some((Ok(web::Bytes::from_static(b": still there\n\n")), (catalogue, closing, since, true)))
    });
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header(("cache-control", "no-store"))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .streaming(events))
}

fn told_change(change: &Change, known: bool) -> Value {
    let document = change.document.as_ref().map(|d| if known { d.clone() } else { withheld::redacted(d) });
    let mut item = json!({"seq": change.seq, "at": change.at, "target": change.target, "id": change.id, "revision": change.revision, "change": change.kind});
    if let Some(members) = item.as_object_mut() {
        members.insert(change.target.as_str().to_owned(), document.unwrap_or_default());
    }
    item
}

async fn list_changes(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, CHANGES)?;
    let known = render::who(&request, &state).await?.is_some();
    let since = i64::from(params.number("since").unwrap_or(0));
    let changes = state.catalogue.changes(since, params.number("per_page").unwrap_or(100)).await?;
    let items: Vec<Value> = changes.iter().map(|change| told_change(change, known)).collect();
    let last = changes.last().map_or(since, |c| c.seq);
    Ok(render::cached(&request, &json!({"total": items.len(), "items": items, "last": last}), None))
}

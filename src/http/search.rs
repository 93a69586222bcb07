//! Owns `/v1/offers`, `/v1/search` and `/v1/suggest`. Must not know how a search is done.

use super::params::{Param, Params, Type};
use super::problem::{Code, Problem};
use super::{State, render};
use crate::domain::query::{Filters, Query};
use crate::domain::slug::{Format, Kind, Referral, Sort, Status};
use crate::domain::{Lang, Offer};
use crate::finding::{Answer, Told};
use crate::search::FACETS;
use crate::vocabulary::Vocabulary;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Map, Value, json};

/// The longest text, in characters.
pub const LONGEST: usize = 500;
/// The deepest hit that a page may show.
pub const DEEPEST: usize = 10_000;

const LANGS: &[&str] = &["nb", "nn", "se", "en"];
const FINDINGS: &[&str] =
    &["topics", "topic", "age", "audiences", "audience", "place", "formats", "format", "language", "corrections"];

const fn param(name: &'static str, of: Type, many: bool, about: &'static str, example: &'static str) -> Param {
    Param { name, of, many, about, example }
}

/// The parameters of a search; the documentation is made from this table too.
pub const SEARCH: &[Param] = &[
    param("q", Type::Text, false, "What was said or typed; at most 500 characters. Empty: browse.", "sint hele tida"),
    param("final", Type::Flag, false, "`true`: the words are finished, not one key on the way.", "true"),
    param("municipality", Type::Text, true, "Number or name, of today or of before: offers whose coverage includes it.", "5001"),
    param("topic", Type::Slug, true, "What it is about; narrower topics are included.", "anger"),
    param("kind", Type::Word(Kind::WORDS), true, "What it is.", "course"),
    param("audience", Type::Slug, true, "Who it is for.", "young"),
    param("format", Type::Word(Format::WORDS), true, "How it is given.", "in_person"),
    param("language", Type::Text, true, "BCP 47 tag of a language that it is given in.", "ar"),
    param("organization", Type::Text, true, "The id of the organization that runs it.", "trondheim-kommune"),
    param("age", Type::Whole(0, 120), false, "Whole years: offers that take that age.", "16"),
    param("icpc2", Type::Text, false, "An ICPC-2 code.", "P76"),
    param("referral", Type::Word(&["none", "optional", "required"]), true, "`none` keeps those that need none.", "none"),
    param("drop_in", Type::Flag, false, "`true` keeps those where one can just turn up.", "true"),
    param("anonymous", Type::Flag, false, "`true` keeps those where one need not say who one is.", "true"),
    param("free", Type::Flag, false, "`true` keeps those that say they are free of charge.", "true"),
    param("interpreter", Type::Flag, false, "`true` keeps those that have an interpreter.", "true"),
    param("wheelchair", Type::Flag, false, "`true` keeps those that a wheelchair can enter.", "true"),
    param("status", Type::Word(&["active", "planned", "paused", "ended"]), true, "Default: active.", "active"),
    param("sort", Type::Word(&["relevance", "name"]), false, "The order.", "relevance"),
    param("page", Type::Whole(1, 10_000), false, "From 1.", "1"),
    param("per_page", Type::Whole(1, 100), false, "At most 100; default 10.", "10"),
    param("facets", Type::Words(&FACETS), false, "Comma list of what to count.", "kind,topic"),
    param("understand", Type::Flag, false, "`false` takes `q` as bare words: nothing in it becomes a filter.", "true"),
    param("ignore", Type::Words(FINDINGS), false, "Comma list of findings not to use.", "age"),
    param("lang", Type::Word(LANGS), false, "The language of labels and texts.", "nb"),
];

/// The parameters of a suggestion.
pub const SUGGEST: &[Param] = &[
    param("q", Type::Text, false, "What is typed so far; at most 500 characters.", "søvn"),
    param("municipality", Type::Text, true, "Number or name.", "5001"),
    param("lang", Type::Word(LANGS), false, "The language of labels and texts.", "nb"),
];

/// What the parameters ask for, and the places that a name stood for where it stood for several.
struct Read {
    query: Query,
    candidates: Vec<(String, String)>,
}

/// `GET /v1/offers`
pub async fn search_offers(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, SEARCH)?;
    let lang = render::lang(&request, &params);
    answer(&request, &state, &params, lang).await
}

/// `POST /v1/search`
pub async fn post_search(request: HttpRequest, state: web::Data<State>, body: web::Bytes) -> Result<HttpResponse, Problem> {
    Params::of_query(&request, &[])?;
    super::wants_json(&request)?;
    let params = Params::of_json(&body, SEARCH)?;
    let lang = render::lang(&request, &params);
    answer(&request, &state, &params, lang).await
}

async fn answer(request: &HttpRequest, state: &State, params: &Params, lang: Lang) -> Result<HttpResponse, Problem> {
    let read = read(params, &state.vocabulary, lang)?;
    let typed = !read.query.text.trim().is_empty();
    let (page, per_page) = (read.query.page, read.query.per_page);
    let began = std::time::Instant::now();
    let answer = state.finder.search(read.query).await?;
    metrics::histogram!("veiviser_search_seconds").record(began.elapsed().as_secs_f64());
    metrics::counter!("veiviser_searches_total", "found" => if answer.found.total > 0 { "some" } else { "none" }).increment(1);
    let body = json!({
        "total": answer.found.total,
        "page": page,
        "per_page": per_page,
        "understood": understood(&answer, &read.candidates, &state.vocabulary),
        "safety": null,
        "hits": answer.hits.iter().map(|told| hit(told, lang, state)).collect::<Vec<_>>(),
        "facets": facets(&answer, state, lang),
    });
    if typed || request.method() == actix_web::http::Method::POST {
        Ok(render::uncached(&body, lang))
    } else {
        Ok(render::cached(request, &body, Some(lang)))
    }
}

/// `GET /v1/suggest`
pub async fn suggest(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let params = Params::of_query(&request, SUGGEST)?;
    let lang = render::lang(&request, &params);
    let read = read(&params, &state.vocabulary, lang)?;
    let found = state.finder.suggest(read.query, 10).await?;
    let items: Vec<Value> = found.into_iter().map(|s| json!({"kind": s.kind, "text": s.text, "value": s.value})).collect();
    Ok(render::uncached(&json!({"suggestions": items, "safety": null}), lang))
}

fn read(params: &Params, vocabulary: &Vocabulary, lang: Lang) -> Result<Read, Problem> {
    let text = params.one("q").unwrap_or_default().to_owned();
    if text.chars().count() > LONGEST {
        return Err(Problem::new(Code::QueryTooLong, format!("q holds at most {LONGEST} characters.")));
    }
    let page = params.number("page").unwrap_or(1) as usize;
    let per_page = params.number("per_page").unwrap_or(10) as usize;
    if page * per_page > DEEPEST {
        return Err(Problem::new(Code::PageTooDeep, format!("page × per_page is at most {DEEPEST}; narrow the search instead.")));
    }
    let mut candidates = Vec::new();
    let filters = filters(params, vocabulary, &mut candidates)?;
    let ends_open = text.chars().last().is_some_and(char::is_alphanumeric);
    let query = Query {
        last_word_open: ends_open && !params.flag("final"),
        text,
        filters,
        understand: params.one("understand") != Some("false"),
        ignore: params.list("ignore"),
        facets: params.list("facets"),
        sort: params.one("sort").and_then(Sort::parse),
        page,
        per_page,
        lang,
    };
    Ok(Read { query, candidates })
}

fn filters(params: &Params, vocabulary: &Vocabulary, candidates: &mut Vec<(String, String)>) -> Result<Filters, Problem> {
    let mut municipalities = Vec::new();
    for given in params.all("municipality") {
        let numbers = numbers_of(vocabulary, given).ok_or_else(|| {
            Problem::new(
                Code::NotFound,
                "There is no such municipality; send a number or a name, or look it up under /v1/places.",
            )
        })?;
        if numbers.len() > 1 {
            candidates.extend(
                numbers.iter().filter_map(|n| vocabulary.places.municipality(n)).map(|m| (m.number.clone(), m.name.clone())),
            );
        }
        municipalities.extend(numbers);
    }
    let icpc2_topics = match params.one("icpc2") {
        None => None,
        Some(code) => {
            let topics = vocabulary.terms.icpc2(code.trim());
            let right = code.trim().len() == 3 && code.trim().chars().skip(1).all(|c| c.is_ascii_digit());
            if topics.is_empty() && !right {
                return Err(Problem::new(Code::BadValue, "icpc2 is a letter and two digits, such as P76."));
            }
            Some(topics)
        }
    };
    let terms = &vocabulary.terms;
    let topics: Vec<&str> = terms.topics.iter().map(|t| t.slug.as_str()).collect();
    let audiences: Vec<&str> = terms.audiences.iter().map(|t| t.slug.as_str()).collect();
    Ok(Filters {
        municipalities,
        topics: slugs(params, "topic", &topics)?,
        kinds: params.all("kind").into_iter().filter_map(Kind::parse).collect(),
        audiences: slugs(params, "audience", &audiences)?,
        formats: params.all("format").into_iter().filter_map(Format::parse).collect(),
        languages: params.all("language").into_iter().map(str::to_owned).collect(),
        organizations: params.all("organization").into_iter().map(str::to_owned).collect(),
        age: params.number("age").and_then(|n| u8::try_from(n).ok()),
        icpc2_topics,
        referrals: params.all("referral").into_iter().filter_map(Referral::parse).collect(),
        drop_in: params.flag("drop_in"),
        anonymous: params.flag("anonymous"),
        free: params.flag("free"),
        interpreter: params.flag("interpreter"),
        wheelchair: params.flag("wheelchair"),
        statuses: params.all("status").into_iter().filter_map(Status::parse).collect(),
    })
}

/// Today's numbers of what a number or a name stands for.
pub fn numbers_of(vocabulary: &Vocabulary, given: &str) -> Option<Vec<String>> {
    let given = given.trim();
    if let Some(municipality) = vocabulary.places.municipality(given) {
        return Some(vec![municipality.number.clone()]);
    }
    vocabulary
        .places
        .named(given)
        .filter(|n| n.municipality)
        .or_else(|| vocabulary.places.named(given))
        .map(|n| n.municipalities.clone())
}

fn unknown(name: &str, known: &[&str], given: &str) -> Problem {
    let hint = crate::vocabulary::nearest(given, known.iter().copied())
        .map_or_else(|| format!(" There are: {}.", known.join(", ")), |m| format!(" Did you mean {m}?"));
    Problem::new(Code::BadValue, format!("There is no {name} of that name.{hint}"))
}

fn slugs(params: &Params, name: &str, known: &[&str]) -> Result<Vec<String>, Problem> {
    let wrong = params.all(name).into_iter().find(|given| !known.contains(given));
    match wrong {
        Some(given) => Err(unknown(name, known, given)),
        None => Ok(params.all(name).into_iter().map(str::to_owned).collect()),
    }
}

fn understood(answer: &Answer, candidates: &[(String, String)], vocabulary: &Vocabulary) -> Value {
    let u = &answer.understanding;
    let named = |number: &String| {
        let name = vocabulary.places.municipality(number).map_or(number.as_str(), |m| m.name.as_str());
        json!({"municipality": number, "name": name})
    };
    let place = match &u.place {
        Some(place) if place.municipalities.len() == 1 => {
            place.municipalities.first().map_or(Value::Null, |number| json!({"municipality": number, "name": place.name}))
        }
        Some(place) => {
            json!({"candidates": place.municipalities.iter().map(named).collect::<Vec<_>>()})
        }
        None if !candidates.is_empty() => {
            json!({"candidates": candidates.iter().map(|(number, name)| json!({"municipality": number, "name": name})).collect::<Vec<_>>()})
        }
        None => Value::Null,
    };
    json!({
        "text": u.text,
        "topics": u.topics.iter().map(|t| &t.slug).collect::<Vec<_>>(),
        "age": u.age,
        "audiences": u.audiences,
        "place": place,
        "language": u.language,
        "formats": u.formats.iter().map(|f| f.as_str()).collect::<Vec<_>>(),
        "icpc2": u.icpc2,
        "corrections": u.corrections,
        "spans": u.spans,
    })
}

/// A hit as it is told.
fn hit(told: &Told, lang: Lang, state: &State) -> Value {
    let mut offer = render::localized(&told.hit.offer, lang);
    let reach = serde_json::from_value::<Offer>(told.hit.offer.clone()).ok().map(|o| o.reach().as_str());
    if let Some(members) = offer.as_object_mut() {
        let id = members.get("organization").cloned().unwrap_or_default();
        let owner = render::localized(&told.hit.organization, lang);
        members.insert("organization".to_owned(), json!({"id": id, "name": owner.get("name").cloned().unwrap_or_default()}));
    }
    let mut highlights = Map::new();
    for (member, marked) in [("name", &told.name_marked), ("summary", &told.summary_marked)] {
        if let Some(marked) = marked {
            highlights.insert(member.to_owned(), json!([marked]));
        }
    }
    json!({
        "offer": offer,
        "reach": reach,
        "freshness": super::freshness(&told.hit.offer, (state.clock)()),
        "why": told.why,
        "highlights": highlights,
        "score": (told.hit.score * 1000.0).round() / 1000.0,
    })
}

fn facets(answer: &Answer, state: &State, lang: Lang) -> Value {
    let vocabulary = &state.vocabulary;
    let label = |facet: &str, value: &str| -> String {
        let of =
            |terms: &[crate::vocabulary::terms::Term]| terms.iter().find(|t| t.slug == value).map(|t| t.label(lang).to_owned());
        match facet {
            "topic" => of(&vocabulary.terms.topics),
            "kind" => of(&vocabulary.terms.kinds),
            "audience" => of(&vocabulary.terms.audiences),
            "format" => of(&vocabulary.terms.formats),
            "municipality" => vocabulary.places.municipality(value).map(|m| m.name.clone()),
            "language" => vocabulary.people.languages.iter().find(|l| l.tag == value).map(|l| match lang {
                Lang::Nn => l.nn.clone(),
                Lang::En => l.en.clone(),
                Lang::Nb | Lang::Se => l.nb.clone(),
            }),
            _ => None,
        }
        .unwrap_or_else(|| value.to_owned())
    };
    let mut all = Map::new();
    for (facet, values) in &answer.found.facets {
        let counted: Vec<Value> =
            values.iter().map(|(value, count)| json!({"value": value, "label": label(facet, value), "count": count})).collect();
        all.insert(facet.clone(), Value::Array(counted));
    }
    Value::Object(all)
}

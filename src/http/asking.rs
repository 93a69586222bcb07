//! Owns the parameters of searching, suggesting and navigating: which there are, and the query that they become. Must not know how a search is done.

use super::State;
use super::params::{AT, LANG, Param, Params, Type};
use super::problem::{Code, Problem};
use crate::domain::Lang;
use crate::domain::meetings;
use crate::domain::query::{Filters, Query};
use crate::domain::slug::{DayPart, Format, Kind, Reach, Referral, Sort, Status, Whom};
use crate::search::FACETS;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::places::Municipality;

/// The longest text, in characters.
pub const LONGEST: usize = 500;
/// The deepest hit that a page may show.
pub const DEEPEST: usize = 10_000;

const FINDINGS: &[&str] =
    &["topics", "topic", "age", "audiences", "audience", "place", "time_of_day", "formats", "format", "language", "corrections"];

const fn param(name: &'static str, of: Type, many: bool, about: &'static str, example: &'static str) -> Param {
    Param { name, of, many, about, example }
}

/// The parameters of a search; the documentation is made from this table too.
pub const SEARCH: &[Param] = &[
    param("q", Type::Text, false, "What was said or typed; at most 500 characters. Empty: browse.", "sint hele tida"),
    param("final", Type::Flag, false, "`true`: the words are finished, not one key on the way.", "true"),
    param("municipality", Type::Text, true, "Number or name, of today or of before: offers whose coverage includes it.", "5001"),
    param("county", Type::Text, true, "Number or name: offers for the county, or for a municipality in it.", "50"),
    param(
        "postal_code",
        Type::PostalCode,
        false,
        "The municipality of a postal code; known once `places update` has run.",
        "7013",
    ),
    param("near", Type::Point, false, "A point, `LAT,LON`: hits tell how far away they are.", "63.43,10.39"),
    param("radius_km", Type::Upto(2_000), false, "Keeps offers with a place so near the point of `near`.", "20"),
    param(
        "reach",
        Type::Word(&["local", "shared", "county", "national"]),
        true,
        "How an offer comes to cover the place.",
        "local",
    ),
    param("nearby", Type::Flag, false, "`true` adds neighbours' offers that take people from elsewhere.", "true"),
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
    param("companion", Type::Flag, false, "`true` keeps those where next of kin may come along.", "true"),
    param("accompanied", Type::Flag, false, "`true` keeps those where staff can come along.", "true"),
    param("free", Type::Flag, false, "`true` keeps those that say they are free of charge.", "true"),
    param("interpreter", Type::Flag, false, "`true` keeps those that have an interpreter.", "true"),
    param("wheelchair", Type::Flag, false, "`true` keeps those that a wheelchair can enter.", "true"),
    param(
        "open_at",
        Type::Moment,
        false,
        "`now` or RFC 3339: keeps what can be reached or visited then.",
        "2026-11-23T10:00:00+01:00",
    ),
    AT,
    param("time_of_day", Type::Word(DayPart::WORDS), true, "It can be used then.", "evening"),
    param("starts_from", Type::Date, false, "A session starts on this day or later.", "2027-01-01"),
    param("starts_to", Type::Date, false, "A session starts on this day or earlier.", "2027-02-01"),
    param("for", Type::Word(Whom::WORDS), false, "Who it is about, seen from the one who asks.", "child"),
    param("status", Type::Word(&["active", "planned", "paused", "ended"]), true, "Default: active.", "active"),
    param("sort", Type::Word(Sort::WORDS), false, "The order.", "relevance"),
    param("page", Type::Whole(1, 10_000), false, "From 1.", "1"),
    param("per_page", Type::Whole(1, 100), false, "At most 100; default 10.", "10"),
    param("facets", Type::Words(&FACETS), false, "Comma list of what to count.", "kind,topic"),
    param("understand", Type::Flag, false, "`false` takes `q` as bare words: nothing in it becomes a filter.", "true"),
    param(
        "ignore",
        Type::Findings(FINDINGS),
        false,
        "Comma list of findings not to use; `topic:SLUG` and `audience:SLUG` take one of several back.",
        "age",
    ),
    LANG,
];

const ASKED: Param = param("asked", Type::Text, false, "Comma list of questions that were put before.", "age");

/// The parameters of navigating: those of a search, and what was asked before.
pub const NAVIGATE: &[Param] = &with(SEARCH, ASKED);

/// A table of parameters with one more.
const fn with(table: &[Param], last: Param) -> [Param; SEARCH.len() + 1] {
    let mut all = [last; SEARCH.len() + 1];
    let mut at = 0;
    while at < table.len() {
        all[at] = table[at];
        at += 1;
    }
    all
}

/// The parameters of a suggestion.
pub const SUGGEST: &[Param] = &[
    param("q", Type::Text, false, "What is typed so far; at most 500 characters.", "søvn"),
    param("municipality", Type::Text, true, "Number or name.", "5001"),
    AT,
    LANG,
];

/// What the parameters ask for, and the places that a name stood for where it stood for several.
pub struct Read {
    pub query: Query,
    pub candidates: Vec<(String, String)>,
}

/// Reads the parameters; what cannot be is told with how to mend it.
pub fn read(params: &Params, state: &State, lang: Lang) -> Result<Read, Problem> {
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
    let filters = filters(params, state, &mut candidates)?;
    let sort = params.one("sort").and_then(Sort::parse);
    if filters.near.is_none() && (sort == Some(Sort::Distance) || filters.radius_km.is_some()) {
        return Err(Problem::new(Code::BadValue, "sort=distance and radius_km need near=LAT,LON."));
    }
    let ends_open = text.chars().last().is_some_and(char::is_alphanumeric);
    let query = Query {
        last_word_open: ends_open && !params.flag("final"),
        text,
        filters,
        codes: Vec::new(),
        understand: params.one("understand") != Some("false"),
        ignore: params.list("ignore"),
        facets: params.list("facets"),
        sort,
        at: params.at((state.clock)()),
        whom: params.one("for").and_then(Whom::parse),
        page,
        per_page,
        lang,
    };
    Ok(Read { query, candidates })
}

fn filters(params: &Params, state: &State, candidates: &mut Vec<(String, String)>) -> Result<Filters, Problem> {
    let vocabulary = &state.vocabulary;
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
    if let Some(code) = params.one("postal_code") {
        municipalities.push(municipality_of(state, code)?);
    }
    let mut counties = Vec::new();
    for given in params.all("county") {
        let missing = || Problem::new(Code::NotFound, "There is no such county; send its two digits or its name.");
        counties.push(vocabulary.places.county(given).ok_or_else(missing)?.number.clone());
    }
    let starts = match (params.date("starts_from"), params.date("starts_to")) {
        (None, None) => None,
        (from, to) => Some(seconds(from, to)?),
    };
    let icpc2_topics = match params.one("icpc2") {
        None => None,
        Some(code) => {
            let topics = vocabulary.terms.icpc2(code.trim());
            if topics.is_empty() && !is_icpc2(code.trim()) {
                let told = "icpc2 is a chapter's letter and two digits from 01 to 99, such as P76.";
                return Err(Problem::new(Code::BadValue, told));
            }
            // A code that stands for no topic of ours says nothing against the words beside it.
            Some(topics).filter(|topics| !topics.is_empty() || params.one("q").is_none_or(|q| q.trim().is_empty()))
        }
    };
    let terms = &vocabulary.terms;
    let topics: Vec<&str> = terms.topics.iter().map(|t| t.slug.as_str()).collect();
    let audiences: Vec<&str> = terms.audiences.iter().map(|t| t.slug.as_str()).collect();
    Ok(Filters {
        municipalities,
        counties,
        reaches: params.all("reach").into_iter().filter_map(Reach::parse).collect(),
        nearby: params.flag("nearby"),
        near: params.point("near"),
        radius_km: params.decimal("radius_km"),
        open_at: params.moment("open_at", (state.clock)()),
        times_of_day: params.all("time_of_day").into_iter().filter_map(DayPart::parse).collect(),
        starts,
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
        companion: params.flag("companion"),
        accompanied: params.flag("accompanied"),
        free: params.flag("free"),
        interpreter: params.flag("interpreter"),
        wheelchair: params.flag("wheelchair"),
        statuses: params.all("status").into_iter().filter_map(Status::parse).collect(),
    })
}

/// Norwegian days as the seconds from the first one's midnight to the last one's end.
fn seconds(from: Option<jiff::civil::Date>, to: Option<jiff::civil::Date>) -> Result<(i64, i64), Problem> {
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        return Err(Problem::new(Code::BadValue, "starts_to comes before starts_from."));
    }
    let midnight = |day: jiff::civil::Date| day.to_zoned(meetings::oslo()).ok().map(|z| z.timestamp().as_second());
    let from = from.and_then(midnight).unwrap_or(i64::MIN);
    let to = to.and_then(|day| day.tomorrow().ok()).and_then(midnight).map_or(i64::MAX, |next| next - 1);
    Ok((from, to))
}

/// The codes of ICPC-2 that stand in a text of capitals, however they are kept apart; what follows a point is left out.
pub fn icpc2_in(text: &str) -> Vec<String> {
    let solid: String = text.chars().filter(|letter| !matches!(letter, ' ' | '-')).collect();
    let mut found: Vec<String> = Vec::new();
    for (at, _) in solid.char_indices() {
        let code = solid.get(at..at + 3).filter(|code| is_icpc2(code));
        let alone = !solid.get(at + 3..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        found.extend(code.filter(|code| alone && !found.iter().any(|f| f == code)).map(str::to_owned));
    }
    found
}

/// A code of ICPC-2: the letter of a chapter and two digits, of which 00 is none.
fn is_icpc2(code: &str) -> bool {
    let mut letters = code.chars();
    let chapter = letters.next().is_some_and(|letter| "ABDFHKLNPRSTUWXYZ".contains(letter.to_ascii_uppercase()));
    chapter && letters.as_str().len() == 2 && letters.all(|c| c.is_ascii_digit()) && !code.ends_with("00")
}

/// The municipality of a postal code, from the public register.
fn municipality_of(state: &State, code: &str) -> Result<String, Problem> {
    match state.postal_codes.municipality(code) {
        Some(number) => Ok(number),
        None if state.postal_codes.is_empty() => Err(Problem::new(
            Code::NotFound,
            "Postal codes are not known yet: run `veiviser places update`, or send municipality instead.",
        )),
        None => Err(Problem::new(Code::NotFound, "There is no such postal code in the register; send municipality instead.")),
    }
}

/// The one municipality that a number or a name stands for; `None` where it stands for none, or for several.
pub fn one_municipality<'a>(vocabulary: &'a Vocabulary, given: &str) -> Option<&'a Municipality> {
    match numbers_of(vocabulary, given)?.as_slice() {
        [number] => vocabulary.places.municipality(number),
        _ => None,
    }
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

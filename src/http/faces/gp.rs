//! Owns the GP's page over HTTP: a code, words and a municipality become an answer. Must not know how it looks.

use super::answering::{groups, heading, honest, nowhere};
use super::cards::{self, with_step};
use super::{around, kept, moved, named, unkept, wants_form};
use crate::domain::Lang;
use crate::domain::finding::Understanding;
use crate::domain::slug::Reach;
use crate::finding::Answer as Searched;
use crate::finding::navigate::Plan;
use crate::http::State;
use crate::http::asking::{self, SEARCH};
use crate::http::params::{LANG, Param, Params, Type, pairs};
use crate::http::problem::{Code, Problem};
use crate::pages::card::Voice;
use crate::pages::fields::PlaceField;
use crate::pages::gp::{Asked, Entry, Found, Gp, GpPart, Section, for_emergencies, free};
use crate::pages::shell::{Place, Shell, encoded};
use crate::pages::words::{GP, Said, VISITOR, block, voice};
use actix_web::{HttpRequest, HttpResponse, web};

/// So many offers are told.
const MOST: usize = 30;

const fn text(name: &'static str) -> Param {
    Param { name, of: Type::Text, many: false, about: "", example: "" }
}

/// What an address may hold: never words.
const KEPT: &[Param] = &[text("icpc2"), text("municipality"), LANG];
/// `place` is a button: one of several municipalities of a name.
const FORM: &[Param] = &[text("icpc2"), text("municipality"), text("place"), text("q"), LANG];

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
        // Without words the question is an address that can be kept. What is no place is told there.
        let written = written(&params);
        let place = named::one(&state, written).map_or(written, |place| place.number.as_str());
        return Ok(moved(&address(&request, &code_of(&params), place), false));
    }
    shown(&request, &state, &params).await
}

/// The municipality as it was written, or as it was chosen among several of its name.
fn written(params: &Params) -> &str {
    params.one("place").or_else(|| params.one("municipality")).unwrap_or_default().trim()
}

/// The codes as they are kept: "p 76.01 og z12" is P76,Z12. What holds none stays as it was written.
fn code_of(params: &Params) -> String {
    let given = params.one("icpc2").unwrap_or_default().trim().to_uppercase();
    let found = asking::icpc2_in(&given).join(",");
    if found.is_empty() { given } else { found }
}

/// The address of the question without its words.
fn address(request: &HttpRequest, code: &str, place: &str) -> String {
    let lang = super::lang_in_address(request).map_or("", Lang::tag);
    let given = [("icpc2", code), ("municipality", place), ("lang", lang)].into_iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<String> = given.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    if query.is_empty() { "/fastlege".to_owned() } else { format!("/fastlege?{}", query.join("&")) }
}

/// The fields as they were sent, with what is wrong with them told at each.
fn asked(params: &Params, meant: &[&Place], lang: Lang) -> Asked {
    let (words, visitor) = (GP.speak(lang), VISITOR.speak(lang));
    let (icpc2, q) = (code_of(params), params.one("q").unwrap_or_default().trim().to_owned());
    let shaped = icpc2.len() == 3 && icpc2.get(1..).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let icpc2_wrong = match icpc2.as_str() {
        "" => Said::default(),
        code if !asking::icpc2_in(code).is_empty() => Said::default(),
        code if shaped => Said::made(words.with("icpc2.unknown", "code", code), lang),
        _ => Said::spoken(words, "icpc2.wrong"),
    };
    let long = q.chars().count() > asking::LONGEST;
    Asked {
        place: PlaceField::of(written(params), meant, |place| ("place", place.number.clone()), visitor),
        q_wrong: if long { Said::spoken(visitor, "q.long") } else { Said::default() },
        icpc2_wrong,
        icpc2,
        q,
    }
}

async fn shown(request: &HttpRequest, state: &State, params: &Params) -> Result<HttpResponse, Problem> {
    let around = around(request, state);
    let (lang, words) = (around.lang, GP.speak(around.lang));
    let meant = named::meant(state, written(params));
    let place = named::only(&meant);
    let asked = asked(params, &meant, lang);
    let kept_of: Vec<(&str, &str)> = [("icpc2", asked.icpc2.as_str()), ("municipality", place.map_or("", |p| p.number.as_str()))]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let title = place.map_or_else(|| words.say("title").to_owned(), |place| format!("{} – {}", words.say("title"), place.name));
    let mut page = Shell::new(&around, "gp", "/fastlege", &kept_of).about(place).titled(title).carrying(!asked.q.is_empty());
    let found = found(&asked, place, state, lang, &page.lang_query).await?;
    let fields = fields(&asked, &page, &address(request, &asked.icpc2, place.map_or("", |p| p.number.as_str())));
    if request.headers().get("x-veiviser-part").is_some() {
        return unkept(&GpPart { page, words, asked, found, fields }, lang);
    }
    if !asked.q.is_empty() {
        return unkept(&Gp { page, words, asked, found, fields }, lang);
    }
    if found.is_none() && place.is_none() {
        page = page.canonical("/fastlege");
    }
    kept(request, &Gp { page, words, asked, found, fields }, lang)
}

/// The visible fields as they stand now and the page's head, for the script, which swaps only the answer.
fn fields(asked: &Asked, page: &Shell, address: &str) -> String {
    let faults =
        [("icpc2", !asked.icpc2_wrong.is_empty()), ("q", !asked.q_wrong.is_empty()), ("municipality", asked.place.wrong())];
    let wrong: Vec<&str> = faults.into_iter().filter(|(_, wrong)| *wrong).map(|(field, _)| field).collect();
    block(&serde_json::json!({
        "icpc2": asked.icpc2,
        "municipality": asked.place.written,
        "checked": [],
        "wrong": wrong,
        "head": page.head(address, &format!("/fastlege{}", page.lang_query)),
    }))
}

/// Searches; `None` where nothing is asked that can be.
async fn found(
    asked: &Asked,
    place: Option<&Place>,
    state: &State,
    lang: Lang,
    lang_query: &str,
) -> Result<Option<Found>, Problem> {
    let codes = asking::icpc2_in(&asked.icpc2);
    let q = Some(asked.q.as_str()).filter(|q| !q.is_empty() && asked.q_wrong.is_empty());
    if codes.is_empty() && q.is_none() {
        return Ok(None);
    }
    let known: Vec<Vec<String>> = codes.iter().map(|code| state.vocabulary.terms.icpc2(code)).collect();
    let mut given = vec![("for".to_owned(), "patient".to_owned())];
    given.extend(place.map(|place| ("municipality".to_owned(), place.number.clone())));
    given.extend(q.map(|q| ("q".to_owned(), q.to_owned())));
    let mut query = asking::read(&Params::of_pairs(given, SEARCH)?, state, lang)?.query;
    query.last_word_open = false;
    // A place was named that cannot be used: what lies somewhere else is no help.
    let unplaced = !asked.place.told.is_empty();
    if unplaced {
        query.filters.reaches = vec![Reach::National];
    }
    let nothing = known.iter().all(Vec::is_empty);
    if nothing && q.is_none() {
        // A code of which nothing is known finds nothing: what follows is who answers everybody.
        query.filters.icpc2_topics = Some(Vec::new());
    }
    query.codes = known.into_iter().filter(|topics| !topics.is_empty()).collect();
    let at = query.at;
    let plan = state.finder.navigate(query.clone(), Vec::new());
    let (plan, searched) = futures_util::future::join(plan, state.finder.suited(query, MOST)).await;
    let (plan, searched) = (plan?, searched?);
    let around = Voice { vocabulary: &state.vocabulary, lang, at, query: lang_query, placed: !searched.home.is_empty() };
    let (words, visitor) = (GP.speak(lang), VISITOR.speak(lang));
    let mut sections = by_referral(&searched, &around);
    let honest = if unplaced { Said::spoken(visitor, "honest.unplaced") } else { honest(&plan, &searched, state, lang) };
    // Nobody is turned away: where the place itself has nothing, what else there is and where to ask.
    if sections.is_empty() || !honest.is_empty() {
        let shown: Vec<String> = ids(&sections).map(str::to_owned).collect();
        sections.extend(elsewhere(&plan, &searched, &shown, &around));
    }
    let total = searched.found.total;
    let told = match total {
        0 if nothing && !codes.is_empty() => words.with("none.code", "code", codes.join(", ")),
        0 => words.say("none").to_owned(),
        total if total > MOST => format!("{} {}", visitor.count("told", total), words.with("first", "n", MOST)),
        total => visitor.count("told", total),
    };
    Ok(Some(Found {
        danger: searched.safety.as_ref().map(|safety| cards::danger(safety, lang)),
        told,
        about: Said::made(understood(&searched.understanding, state, lang).join(", "), lang),
        honest: if honest.is_empty() && nowhere(&searched) { Said::spoken(visitor, "honest.nowhere") } else { honest },
        sections,
    }))
}

/// What the code and the words were taken to mean.
fn understood(understanding: &Understanding, state: &State, lang: Lang) -> Vec<String> {
    let terms = &state.vocabulary.terms;
    let topics = understanding.topics.iter().filter_map(|said| terms.topic(&said.slug));
    let audiences = understanding.audiences.iter().filter_map(|slug| terms.audiences.iter().find(|term| term.slug == *slug));
    let mut told: Vec<String> = topics.chain(audiences).map(|term| term.label(voice(lang)).to_owned()).collect();
    told.extend(understanding.age.map(|age| VISITOR.speak(lang).with("chip.age", "n", age)));
    told
}

fn ids(sections: &[Section]) -> impl Iterator<Item = &str> {
    sections.iter().flat_map(|section| &section.entries).map(|entry| entry.card.id.as_str())
}

/// The hits by whether one must be sent there.
fn by_referral(searched: &Searched, around: &Voice<'_>) -> Vec<Section> {
    let (lang, at) = (around.lang, around.at);
    let told = |wanted: Option<bool>| {
        let of = searched
            .hits
            .iter()
            .filter(|hit| hit.offer.as_ref().is_some_and(|offer| !for_emergencies(offer) && free(offer) == wanted));
        of.filter_map(|hit| cards::with_hit(hit, lang, at, |given| Entry::of(given, around))).collect()
    };
    let section = |(key, wanted): (&'static str, Option<bool>)| Section {
        id: key.to_owned(),
        heading: Said::spoken(GP.speak(lang), key),
        entries: told(wanted),
    };
    let all = [("free", Some(true)), ("unsaid", None), ("referred", Some(false))].map(section);
    all.into_iter().filter(|section| !section.entries.is_empty()).collect()
}

/// What else there is, by how it comes to be there; the way in last.
fn elsewhere(plan: &Plan, searched: &Searched, shown: &[String], around: &Voice<'_>) -> Vec<Section> {
    let section = |(what, steps): &(&'static str, Vec<crate::finding::navigate::Step>)| {
        let filling = plan.steps.iter().filter(|step| step.fills == Some(*what));
        // Who answers everybody is nearer than nothing, and no answer beside one.
        let steps =
            steps.iter().chain(filling).filter(|step| shown.is_empty() || !step.told.why.iter().any(|why| why.code == "anybody"));
        let wanted = steps.filter(|step| {
            !shown.contains(&step.told.hit.id) && step.told.offer.as_ref().is_some_and(|offer| !for_emergencies(offer))
        });
        Section {
            id: format!("ellers-{what}"),
            heading: Said::spoken(VISITOR.speak(around.lang), heading(what)),
            entries: wanted.filter_map(|step| with_step(step, around.lang, |given| Entry::of(given, around))).collect(),
        }
    };
    groups(plan, searched).iter().map(section).filter(|section| !section.entries.is_empty()).collect()
}

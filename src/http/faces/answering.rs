//! Owns the visitor's answer: a form becomes a search and a plan, both become what the page shows. Must not know HTTP.

use super::sent::{PAGES, Sent};
use super::{cards, named};
use crate::domain::Lang;
use crate::domain::finding::Understanding;
use crate::domain::slug::{DayPart, Reach};
use crate::finding::Answer as Searched;
use crate::finding::navigate::{Plan, Step};
use crate::http::problem::Problem;
use crate::http::{State, asking, search};
use crate::navigation::ask::Question;
use crate::pages::card::{Card, Voice, lower};
use crate::pages::shell::{Place, encoded, told_apart};
use crate::pages::visitor::{Answer, Ask, Chip, Choice, OFTEN, OFTEN_SHOWN, Otherwise};
use crate::pages::words::{Said, VISITOR, voice};
use crate::vocabulary::terms::Term;
use serde_json::Value;

/// So many offers on a page.
const PAGE: usize = 10;

/// Searches and plans, and tells both.
pub async fn answer(sent: &Sent, state: &State, lang: Lang, query: &str, finished: bool) -> Result<Answer, Problem> {
    let params = sent.params()?;
    let mut read = asking::read(&params, state, lang)?;
    let page = sent.page();
    (read.query.page, read.query.per_page) = (1, page * PAGE);
    read.query.last_word_open &= !finished;
    if sent.unplaced() {
        // What lies somewhere else is no help: until the place is known, only what is there for everyone is told.
        read.query.filters.reaches = vec![Reach::National];
    }
    let at = read.query.at;
    let asked = params.list("asked");
    let (plan, searched) =
        futures_util::future::join(state.finder.navigate(read.query.clone(), asked), state.finder.search(read.query)).await;
    let (plan, searched) = (plan?, searched?);
    if finished && page == 1 && !sent.one("q").is_empty() {
        search::missed(state, &searched);
    }
    let around = Voice { vocabulary: &state.vocabulary, lang, at, query, placed: !searched.home.is_empty() };
    let words = VISITOR.speak(lang);
    let cards = cards_of(&plan, &searched, page * PAGE, &around);
    let shown = cards.len();
    let total = searched.found.total.max(shown);
    Ok(Answer {
        danger: searched.safety.as_ref().map(|safety| cards::danger(safety, lang)),
        chips: chips(sent, &searched.understanding, state, lang),
        told: if total == 0 { words.say("told.none").to_owned() } else { words.count("told", total) },
        honest: match (sent.unplaced(), nowhere(&searched)) {
            (true, _) => Said::spoken(words, "honest.unplaced"),
            (_, true) => Said::spoken(words, "honest.nowhere"),
            _ => honest(&plan, &searched, state, lang),
        },
        known: match ["open_at", "drop_in", "referral", "free", "anonymous"].iter().any(|field| !sent.all(field).is_empty()) {
            true => Said::spoken(words, "filter.known"),
            false => Said::default(),
        },
        more: (total > shown && page < PAGES).then_some(page + 1),
        otherwise: otherwise(&plan, &searched, &cards, &around),
        ask: plan.ask.as_ref().map(|question| ask(question, lang)),
        hidden: hidden(sent),
        shared: !sent.one("q").is_empty(),
        several: several(sent, &searched.understanding, state),
        cards,
    })
}

/// The plan's steps that fit first, for they truly differ; then the other hits; then what the plan was filled with.
fn cards_of(plan: &Plan, searched: &Searched, most: usize, voice: &Voice<'_>) -> Vec<Card> {
    // A step that the search's own filters left out is none of its hits.
    let steps: Vec<&Step> = if searched.found.total == 0 { Vec::new() } else { plan.steps.iter().collect() };
    let others = searched.hits.iter().filter(|hit| !steps.iter().any(|step| step.told.hit.id == hit.hit.id));
    let (fitting, filling): (Vec<&Step>, Vec<&Step>) = steps.iter().partition(|step| step.fills.is_none());
    let mut cards: Vec<Card> = fitting.into_iter().filter_map(|step| cards::of_step(step, voice)).collect();
    let room = most.saturating_sub(cards.len() + filling.len());
    cards.extend(others.take(room).filter_map(|hit| cards::of_hit(hit, voice)));
    cards.extend(filling.into_iter().filter_map(|step| cards::of_step(step, voice)));
    cards
}

/// Whether no place is named, neither in its field nor in the words, so that what was found may lie anywhere.
pub fn nowhere(searched: &Searched) -> bool {
    searched.found.total > 0 && searched.home.is_empty() && searched.understanding.place.is_none()
}

/// Says that the place itself has none, where one place is named and that is so.
pub fn honest(plan: &Plan, searched: &Searched, state: &State, lang: Lang) -> Said {
    let near = |reach: Reach| matches!(reach, Reach::Local | Reach::Shared);
    let here = plan.steps.iter().any(|s| s.fills.is_none() && near(s.told.reach)) || searched.hits.iter().any(|h| near(h.reach));
    let place = match searched.home.as_slice() {
        [one] => state.vocabulary.places.municipality(one),
        _ => None,
    };
    let name = place.filter(|_| !here).map(|place| told_apart(place, &state.vocabulary.places));
    name.map(|name| Said::made(VISITOR.speak(lang).with("honest", "place", name), lang)).unwrap_or_default()
}

/// The places of a name in the words that several bear, where the form names none.
fn several(sent: &Sent, u: &Understanding, state: &State) -> Option<(String, Vec<Place>)> {
    let place = u.place.as_ref().filter(|place| place.counties.is_empty() && sent.typed("municipality").is_empty())?;
    let meant = named::meant(state, &place.name);
    (meant.len() > 1).then(|| (place.name.clone(), meant.into_iter().cloned().collect()))
}

/// What is there beside the hits: where nothing was found, where to turn.
pub fn groups<'a>(plan: &'a Plan, searched: &'a Searched) -> &'a [(&'static str, Vec<Step>)] {
    if searched.otherwise.is_empty() { &plan.otherwise } else { &searched.otherwise }
}

/// The heading of such a group, by its key.
pub fn heading(what: &str) -> &'static str {
    match what {
        "shared" => "otherwise.shared",
        "county" => "otherwise.county",
        "national" => "otherwise.national",
        "nearby" => "otherwise.nearby",
        _ => "otherwise.front_door",
    }
}

fn otherwise(plan: &Plan, searched: &Searched, shown: &[Card], voice: &Voice<'_>) -> Vec<Otherwise> {
    let told = groups(plan, searched).iter().map(|(what, steps)| Otherwise {
        heading: heading(what),
        cards: steps
            .iter()
            .filter(|step| !shown.iter().any(|card| card.id == step.told.hit.id))
            .filter_map(|step| cards::of_step(step, voice))
            .collect(),
    });
    told.filter(|group| !group.cards.is_empty()).collect()
}

/// The question with its answers as buttons: each carries the parameters that give it, and that it was put.
fn ask(question: &Question, lang: Lang) -> Ask {
    let carried = |params: &Value| {
        let mut pairs: Vec<String> = Vec::new();
        for (name, value) in params.as_object().into_iter().flatten() {
            let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            pairs.extend(values.iter().map(|value| format!("{name}={}", encoded(&text(value)))));
        }
        pairs.push(format!("asked={}", question.about));
        pairs.join("&")
    };
    let options = question.options.iter().map(|option| Choice {
        name: "answer",
        value: carried(&option.params),
        label: Said::made(option.label.clone(), lang),
        chosen: false,
    });
    Ask { question: Said::made(question.question.clone(), lang), options: options.collect() }
}

/// What the form carries on without showing it: what was answered, asked and taken back.
fn hidden(sent: &Sent) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for field in ["topic", "kind", "audience", "reach", "ignore", "asked", "nearby", "icpc2"] {
        found.extend(sent.all(field).into_iter().map(|value| (field, value.to_owned())));
    }
    let seen = super::visitor::FORMATS.iter().filter(|(value, _)| sent.has("format", value)).flat_map(|(v, _)| v.split(','));
    let seen: Vec<&str> = seen.collect();
    let formats = sent.all("format").into_iter().filter(|format| !seen.contains(format));
    found.extend(formats.map(|format| ("format", format.to_owned())));
    let parts = sent.all("time_of_day").into_iter().filter(|part| !["evening", "weekend"].contains(part));
    found.extend(parts.map(|part| ("time_of_day", part.to_owned())));
    found
}

/// What was understood and what was chosen, each to be taken back.
fn chips(sent: &Sent, u: &Understanding, state: &State, lang: Lang) -> Vec<Chip> {
    let (words, terms) = (VISITOR.speak(lang), &state.vocabulary.terms);
    let mut chips: Vec<Chip> = Vec::new();
    let mut add = |drop: &str, label: String| {
        if !label.is_empty() && !chips.iter().any(|chip| chip.label.text == label) {
            chips.push(Chip { drop: drop.to_owned(), label: Said::made(label, lang) });
        }
    };
    let said_in = voice(lang);
    let everyday = |term: &Term| term.everyday(said_in).1.to_owned();
    let topic = |slug: &str| terms.topic(slug).map(everyday);
    let of_list = |list: &[Term], slug: &str| list.iter().find(|t| t.slug == slug).map(everyday);
    let audience = |slug: &str| of_list(&terms.audiences, slug);
    let format = |slug: &str| of_list(&terms.formats, slug);
    let kind = |slug: &str| of_list(&terms.kinds, slug);
    let part = |part: DayPart| words.say(&format!("part.{}", part.as_str())).to_owned();
    let joined = |labels: Vec<String>| labels.join(", ");
    // Chosen: by the form, by a topic's button, by the guide.
    let of =
        |field: &str, label: &dyn Fn(&str) -> Option<String>| joined(sent.all(field).into_iter().filter_map(label).collect());
    add("topic", of("topic", &topic));
    add("kind", of("kind", &kind));
    add("audience", of("audience", &audience));
    add("format", of("format", &format));
    add("time_of_day", of("time_of_day", &|word| DayPart::parse(word).map(part)));
    add("age", of("age", &|age| Some(words.with("chip.age", "n", age))));
    if sent.has("reach", "local") {
        add("reach", words.say("chip.reach.here").to_owned());
    } else if !sent.all("reach").is_empty() {
        add("reach", words.say("chip.reach.wide").to_owned());
    }
    for field in ["open_at", "drop_in", "referral", "free", "anonymous"] {
        if !sent.all(field).is_empty() {
            add(field, words.say(&format!("filter.{field}")).to_owned());
        }
    }
    // Understood: taken back by name.
    for (slug, label) in u.topics.iter().take(3).filter_map(|t| Some((&t.slug, topic(&t.slug)?))) {
        add(&format!("ignore.topic:{slug}"), words.with("chip.topic", "what", lower(&label)));
    }
    add("ignore.age", u.age.map(|age| words.with("chip.age", "n", age)).unwrap_or_default());
    add("ignore.audiences", joined(u.audiences.iter().filter_map(|slug| audience(slug)).collect()));
    // A place that the form names is no finding of the words.
    if sent.all("municipality").is_empty() {
        add("ignore.place", u.place.as_ref().map(|place| words.with("chip.place", "what", &place.name)).unwrap_or_default());
    }
    let day = u.weekday.map(|day| words.say(&format!("day.{}", day.as_str())).to_owned());
    let hurry = u.hurry.then(|| words.say("chip.hurry").to_owned());
    add("ignore.time_of_day", joined([u.time_of_day.map(part), day, hurry].into_iter().flatten().collect()));
    add("ignore.formats", joined(u.formats.iter().filter_map(|f| format(f.as_str())).collect()));
    let language = u.language.as_ref().and_then(|tag| state.vocabulary.people.languages.iter().find(|l| l.tag == *tag));
    let named = language.map(|l| match said_in {
        Lang::Nn => l.nn.clone(),
        Lang::En => l.en.clone(),
        Lang::Nb | Lang::Se => l.nb.clone(),
    });
    add("ignore.language", named.map(|name| words.with("chip.language", "what", name)).unwrap_or_default());
    let read: Vec<String> = u.corrections.iter().map(|c| c.to.clone()).collect();
    if !read.is_empty() {
        add("ignore.corrections", words.with("chip.correction", "what", read.join(" ")));
    }
    chips
}

/// Topics that people often look for and on which there is something here.
pub async fn often(place: Option<&str>, state: &State, lang: Lang) -> Result<Vec<Choice>, Problem> {
    let mut query = crate::domain::query::Query {
        facets: vec!["topic".to_owned()],
        at: (state.clock)(),
        page: 1,
        per_page: 1,
        lang,
        ..Default::default()
    };
    query.filters.municipalities = place.map(str::to_owned).into_iter().collect();
    let found = state.finder.search(query).await?.found;
    let counted = found.facets.into_iter().find(|(facet, _)| facet == "topic").map(|(_, counts)| counts).unwrap_or_default();
    let near = |slug: &str| {
        counted.iter().any(|(own, n)| *n > 0 && state.vocabulary.terms.with_broader(own).iter().any(|wider| wider == slug))
    };
    let terms = OFTEN.iter().filter(|slug| near(slug)).filter_map(|slug| state.vocabulary.terms.topic(slug));
    let told = terms.map(|term| Choice { name: "topic", value: term.slug.clone(), label: Said::term(term, lang), chosen: false });
    Ok(told.take(OFTEN_SHOWN).collect())
}

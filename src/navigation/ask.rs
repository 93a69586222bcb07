//! Owns the one question that splits what is left best. Must not know texts of offers or how a search is done.
//!
//! Every hit `i` weighs `w_i`, its share of all scores. An option `o` of a question keeps the hits that fit it; a hit that fits `n`
//! options gives each of them `w_i / n`, and `P(o)` is the sum of that. The question's worth is the expected information
//! `H(w) - Σ P(o) · H(w | o)` in bits, `H(w | o)` being the entropy of the weights of the hits that `o` keeps. "I do not know" is
//! always an option and keeps everything. The question with the greatest worth is asked, if that is at least `WORTH` bits.

use super::words::{Words, say};
use crate::domain::profile::{Profile, Way};
use crate::domain::slug::{DayPart, Format, Kind, Reach};
use crate::domain::{Lang, when::Use};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// Less is not worth asking for.
const WORTH: f64 = 0.15;
/// At most so many answers to one question, beside "other" and "I do not know".
const ANSWERS: usize = 10;

/// A question, with the answers that there are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    pub about: &'static str,
    pub question: String,
    pub options: Vec<Answer>,
}

/// An answer, with the parameters that give it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    pub label: String,
    pub params: Value,
    /// How many of the hits that were looked at are left.
    pub leaves: usize,
}

/// An answer before it is worded: which hits it keeps.
struct Choice {
    label: String,
    params: Value,
    keeps: Vec<bool>,
}

/// What is known already, so that it is not asked.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub place: bool,
    pub age: bool,
    pub topic: bool,
    pub kind: bool,
    /// How to begin is known, and what kinds of that there are is not.
    pub way: bool,
    pub format: bool,
    pub time: bool,
    pub audience: bool,
    pub reach: bool,
    /// Questions that were put before.
    pub asked: Vec<String>,
}

/// The words for terms, which the vocabulary has.
pub trait Labels {
    /// A topic's label.
    fn topic(&self, slug: &str, lang: Lang) -> String;
    /// An audience's label.
    fn audience(&self, slug: &str, lang: Lang) -> String;
    /// A kind's label.
    fn kind(&self, kind: Kind, lang: Lang) -> String;
    /// A municipality's name.
    fn municipality(&self, number: &str) -> String;
}

/// The question whose answer narrows what is left the most; `None` where none would.
pub fn question(profiles: &[Profile], known: &Known, labels: &dyn Labels, lang: Lang) -> Option<Question> {
    // Where somebody lives decides what is there at all: nothing else is asked before it.
    let place = [("place", known.place, PLACE, places(profiles, labels))];
    let rest = [
        ("age", known.age, AGE, ages(profiles)),
        ("topic", known.topic, TOPIC, topics(profiles, labels, lang)),
        ("kind", known.kind, WAY, if known.way || known.topic { kinds(profiles, labels, lang) } else { ways(profiles, lang) }),
        ("format", known.format, FORM, formats(profiles, lang)),
        ("time_of_day", known.time, TIME, times(profiles, lang)),
        ("reach", known.reach, WHERE, reaches(profiles, lang)),
        ("audience", known.audience, FOR_WHOM, audiences(profiles, labels, lang)),
    ];
    best(profiles, known, place)
        .or_else(|| best(profiles, known, rest))
        .map(|(about, words, options)| told(about, words, options, known, profiles.len(), lang))
}

const PLACE: Words = ["Hvilken kommune gjelder det?", "Kva kommune gjeld det?", "Which municipality is it about?"];
const AGE: Words = ["Hvor gammel er den det gjelder?", "Kor gammal er den det gjeld?", "How old is the person it is about?"];
const TOPIC: Words = ["Hva handler det mest om?", "Kva handlar det mest om?", "What is it mostly about?"];
const WAY: Words = ["Hva passer best å begynne med?", "Kva passar best å byrje med?", "What would be the best way to begin?"];
const FORM: Words = ["Hvordan er det best å få hjelpen?", "Korleis er det best å få hjelpa?", "How is it best to get the help?"];
const TIME: Words = ["Når passer det?", "Når passar det?", "When would it suit?"];
const WHERE: Words = ["Hvor skal det være?", "Kvar skal det vere?", "Where should it be?"];
const FOR_WHOM: Words =
    ["Er det særlig for noen av disse?", "Er det særleg for nokon av desse?", "Is it for any of these in particular?"];

type Open = (&'static str, bool, Words, Vec<Choice>);

/// The open question that is worth the most, the first of equals; `None` where none is worth asking.
fn best(
    profiles: &[Profile],
    known: &Known,
    questions: impl IntoIterator<Item = Open>,
) -> Option<(&'static str, Words, Vec<Choice>)> {
    let mut best: Option<(f64, Open)> = None;
    for question in questions {
        let (about, answered, _, options) = &question;
        if *answered || known.asked.iter().any(|a| a == about) || options.len() < 2 {
            continue;
        }
        let worth = worth(profiles, options);
        if worth >= WORTH && best.as_ref().is_none_or(|(so_far, _)| worth > *so_far) {
            best = Some((worth, question));
        }
    }
    best.map(|(_, (about, _, words, options))| (about, words, options))
}

fn told(about: &'static str, words: Words, options: Vec<Choice>, known: &Known, all: usize, lang: Lang) -> Question {
    let count = |keeps: &[bool]| keeps.iter().filter(|k| **k).count();
    let mut answers: Vec<Answer> =
        options.into_iter().map(|o| Answer { leaves: count(&o.keeps), label: o.label, params: o.params }).collect();
    let unknown = say(lang, ["Vet ikke", "Veit ikkje", "I do not know"]).to_owned();
    // Every question so far, so that a client need only put the parameters of an answer in the place of those of the same name.
    let asked = known.asked.iter().map(String::as_str).chain([about]).collect::<Vec<_>>().join(",");
    answers.push(Answer { label: unknown, params: json!({"asked": asked}), leaves: all });
    Question { about, question: say(lang, words).to_owned(), options: answers }
}

fn entropy(weights: impl Iterator<Item = f64> + Clone) -> f64 {
    let all: f64 = weights.clone().sum();
    if all <= 0.0 {
        return 0.0;
    }
    weights.filter(|w| *w > 0.0).map(|w| -(w / all) * (w / all).log2()).sum()
}

fn worth(profiles: &[Profile], options: &[Choice]) -> f64 {
    let weights: Vec<f64> = profiles.iter().map(|p| f64::from(p.score.max(1e-6))).collect();
    let all: f64 = weights.iter().sum();
    let fits = |at: usize| options.iter().filter(|o| o.keeps.get(at) == Some(&true)).count();
    let shares: Vec<usize> = (0..weights.len()).map(fits).collect();
    let expected: f64 = options
        .iter()
        .map(|option| {
            let kept = || weights.iter().zip(&option.keeps).filter(|(_, k)| **k).map(|(w, _)| *w);
            let chance: f64 = weights
                .iter()
                .zip(&option.keeps)
                .zip(&shares)
                .filter(|((_, k), _)| **k)
                .map(|((w, _), n)| w / all / (*n).max(1) as f64)
                .sum();
            chance * entropy(kept())
        })
        .sum();
    // Hits that fit no option stay only with "I do not know", which keeps everything.
    let nowhere: f64 = weights.iter().zip(&shares).filter(|(_, n)| **n == 0).map(|(w, _)| w / all).sum();
    let before = entropy(weights.iter().copied());
    before - expected - nowhere * before
}

fn option(label: impl Into<String>, name: &str, value: Value, keeps: Vec<bool>) -> Choice {
    Choice { label: label.into(), params: Value::Object(Map::from_iter([(name.to_owned(), value)])), keeps }
}

/// Values by how much the hits that have them weigh, the heaviest first.
fn heaviest(profiles: &[Profile], values: impl Fn(&Profile) -> Vec<String>) -> Vec<String> {
    let mut weights: Vec<(String, f32)> = Vec::new();
    for profile in profiles {
        for value in values(profile) {
            match weights.iter_mut().find(|(v, _)| *v == value) {
                Some((_, weight)) => *weight += profile.score,
                None => weights.push((value, profile.score)),
            }
        }
    }
    weights.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    weights.into_iter().map(|(value, _)| value).collect()
}

fn places(profiles: &[Profile], labels: &dyn Labels) -> Vec<Choice> {
    let numbers = heaviest(profiles, |p| p.municipalities.clone());
    let covers =
        |profile: &Profile, number: &String| profile.municipalities.is_empty() || profile.municipalities.contains(number);
    numbers
        .iter()
        .take(ANSWERS)
        .map(|n| option(labels.municipality(n), "municipality", json!(n), profiles.iter().map(|p| covers(p, n)).collect()))
        .collect()
}

fn ages(profiles: &[Profile]) -> Vec<Choice> {
    [("0–12", 10), ("13–19", 16), ("20–29", 25), ("30–66", 45), ("67+", 75)]
        .map(|(label, age)| {
            let keeps = profiles.iter().map(|p| (p.age_min..=p.age_max).contains(&age)).collect();
            option(label, "age", json!(age), keeps)
        })
        .into_iter()
        .collect()
}

/// The topics that cover the most, or those that weigh the most: whichever splits better.
fn topics(profiles: &[Profile], labels: &dyn Labels, lang: Lang) -> Vec<Choice> {
    let slugs = heaviest(profiles, |p| p.topics.clone());
    let wide = topic_choices(profiles, &slugs, &spread(profiles, &slugs), labels, lang);
    let heavy = topic_choices(profiles, &slugs, slugs.get(..ANSWERS).unwrap_or(&slugs), labels, lang);
    if worth(profiles, &heavy) > worth(profiles, &wide) { heavy } else { wide }
}

fn topic_choices(profiles: &[Profile], slugs: &[String], named: &[String], labels: &dyn Labels, lang: Lang) -> Vec<Choice> {
    let mut options: Vec<Choice> = named
        .iter()
        .map(|slug| {
            let keeps = profiles.iter().map(|p| p.topics.contains(slug)).collect();
            option(labels.topic(slug, lang), "topic", json!(slug), keeps)
        })
        .collect();
    let rest: Vec<&String> = slugs.iter().filter(|s| !named.contains(s)).collect();
    let keeps: Vec<bool> = profiles.iter().map(|p| p.topics.iter().any(|t| rest.contains(&t))).collect();
    if keeps.contains(&true) {
        options.push(option(say(lang, ["Noe annet", "Noko anna", "Something else"]), "topic", json!(rest), keeps));
    }
    options
}

/// Topics that together cover the most: each next one is the heaviest among hits that no earlier one keeps.
fn spread(profiles: &[Profile], slugs: &[String]) -> Vec<String> {
    let mut chosen: Vec<String> = Vec::new();
    let mut left: Vec<&Profile> = profiles.iter().collect();
    while chosen.len() < ANSWERS && !left.is_empty() {
        let weight = |slug: &String| left.iter().filter(|p| p.topics.contains(slug)).map(|p| p.score).sum::<f32>();
        let free = slugs.iter().filter(|s| !chosen.contains(s));
        let Some(best) = free.max_by(|a, b| weight(a).total_cmp(&weight(b)).then_with(|| b.cmp(a))).cloned() else { break };
        if weight(&best) <= 0.0 {
            break;
        }
        left.retain(|p| !p.topics.contains(&best));
        chosen.push(best);
    }
    chosen
}

fn ways(profiles: &[Profile], lang: Lang) -> Vec<Choice> {
    let words = |way: Way| match way {
        Way::Alone => ["Noe jeg kan gjøre selv", "Noko eg kan gjere sjølv", "Something I can do on my own"],
        Way::Talk => ["Noen å snakke med", "Nokon å snakke med", "Someone to talk to"],
        Way::Together => ["Noe sammen med andre", "Noko saman med andre", "Something with others"],
        Way::Practical => ["Praktisk hjelp", "Praktisk hjelp", "Practical help"],
    };
    let there = Way::ALL.into_iter().filter(|way| profiles.iter().any(|p| Way::of(p.kind) == *way));
    there
        .map(|way| {
            let kinds: Vec<&str> = way.kinds().iter().map(|k| k.as_str()).collect();
            option(say(lang, words(way)), "kind", json!(kinds), profiles.iter().map(|p| Way::of(p.kind) == way).collect())
        })
        .collect()
}

fn kinds(profiles: &[Profile], labels: &dyn Labels, lang: Lang) -> Vec<Choice> {
    let there = Kind::ALL.iter().filter(|kind| profiles.iter().any(|p| p.kind == **kind));
    there
        .map(|kind| {
            option(labels.kind(*kind, lang), "kind", json!(kind.as_str()), profiles.iter().map(|p| p.kind == *kind).collect())
        })
        .collect()
}

fn formats(profiles: &[Profile], lang: Lang) -> Vec<Choice> {
    let groups: [(Words, &[Format]); 4] = [
        (["Møte opp", "Møte opp", "Turn up"], &[Format::InPerson]),
        (
            ["Få noen hjem, eller møtes et annet sted", "Få nokon heim, eller møtast ein annan stad", "At home, or elsewhere"],
            &[Format::HomeVisit, Format::Outreach],
        ),
        (["På telefon eller video", "På telefon eller video", "By telephone or video"], &[Format::Phone, Format::Video]),
        (
            ["Skriftlig eller på nett", "Skriftleg eller på nett", "In writing or online"],
            &[Format::Chat, Format::Web, Format::Email, Format::Sms],
        ),
    ];
    groups
        .into_iter()
        .map(|(words, formats)| {
            let keeps = profiles.iter().map(|p| p.formats.iter().any(|f| formats.contains(f))).collect::<Vec<_>>();
            option(say(lang, words), "format", json!(formats.iter().map(|f| f.as_str()).collect::<Vec<_>>()), keeps)
        })
        .filter(|o| o.keeps.contains(&true))
        .collect()
}

fn times(profiles: &[Profile], lang: Lang) -> Vec<Choice> {
    let words = |part: DayPart| match part {
        DayPart::Morning => ["Om formiddagen", "Om føremiddagen", "In the morning"],
        DayPart::Day => ["På dagtid", "På dagtid", "In the daytime"],
        DayPart::Evening => ["Om kvelden", "Om kvelden", "In the evening"],
        DayPart::Weekend => ["I helga", "I helga", "At the weekend"],
    };
    let bits = |part: DayPart| Use::wanted(Some(part), None).bits();
    DayPart::ALL
        .iter()
        .map(|part| {
            let keeps = profiles.iter().map(|p| p.usable & bits(*part) != 0).collect();
            option(say(lang, words(*part)), "time_of_day", json!(part.as_str()), keeps)
        })
        .filter(|o| o.keeps.contains(&true))
        .collect()
}

fn reaches(profiles: &[Profile], lang: Lang) -> Vec<Choice> {
    let groups: [(Words, &[Reach]); 2] = [
        (["Her i kommunen", "Her i kommunen", "Here in the municipality"], &[Reach::Local, Reach::Shared]),
        (
            [
                "Det kan være for hele fylket eller landet",
                "Det kan vere for heile fylket eller landet",
                "It may be for the whole county or country",
            ],
            &[Reach::County, Reach::National],
        ),
    ];
    groups
        .into_iter()
        .map(|(words, reaches)| {
            let keeps = profiles.iter().map(|p| reaches.contains(&p.reach)).collect::<Vec<_>>();
            option(say(lang, words), "reach", json!(reaches.iter().map(|r| r.as_str()).collect::<Vec<_>>()), keeps)
        })
        .filter(|o| o.keeps.contains(&true))
        .collect()
}

fn audiences(profiles: &[Profile], labels: &dyn Labels, lang: Lang) -> Vec<Choice> {
    let slugs = heaviest(profiles, |p| p.audiences.clone());
    slugs
        .iter()
        .take(ANSWERS)
        .map(|slug| {
            let keeps = profiles.iter().map(|p| p.audiences.contains(slug)).collect();
            option(labels.audience(slug, lang), "audience", json!(slug), keeps)
        })
        .collect()
}

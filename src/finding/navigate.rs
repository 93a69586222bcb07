//! Owns the use case from a caller's words to what to do: understand, rank, choose steps, say what else there is, ask on. Must not know HTTP.

use super::lines::Safety;
use super::otherwise::{lesser_doors, same_house};
use super::{FindError, Finder, Told, relaxing};
use crate::domain::danger::Level;
use crate::domain::finding::{TopicFinding, Understanding};
use crate::domain::profile::Profile;
use crate::domain::query::{Asked, Filters, Hit, Query};
use crate::domain::slug::{CallsBack, Channel, Kind, Reach, Referral, RelationKind, Whom};
use crate::domain::when::{self, Moment, OpenNow};
use crate::domain::{Lang, Offer};
use crate::navigation::action::{self, Action};
use crate::navigation::ask::{self, Known, Question};
use crate::navigation::choose::{LEAST, choose};
use crate::navigation::handover::{Item, aloud};
use crate::navigation::words::{Words, say};
use crate::search::SearchError;
use crate::vocabulary::Vocabulary;
use serde::Serialize;

/// So many of the best hits are looked at for steps and for the question.
pub(super) const LOOKED_AT: usize = 120;
/// Topics that are needs of their own have this share of the surest one's confidence, and at most so many are met.
const NEED: f32 = 0.5;
const NEEDS: usize = 4;

/// An offer that stands near a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Related {
    /// `first`, `next_step`, `part_of`, `alternative`, or `also_here`.
    pub what: &'static str,
    pub id: String,
    pub name: String,
}

/// A step of the plan.
pub struct Step {
    pub told: Told,
    pub open: OpenNow,
    pub next_session: Option<Moment>,
    pub asks: Vec<String>,
    pub action: Action,
    pub soonest: bool,
    /// What it stands in for where too few fit: `front_door`, or `national` for those who answer everybody.
    pub fills: Option<&'static str>,
    pub related: Vec<Related>,
}

/// What a caller can do now.
pub struct Plan {
    pub understanding: Understanding,
    pub safety: Option<Safety>,
    /// How many offers would fit, of which the steps are some.
    pub left: usize,
    pub text: String,
    pub steps: Vec<Step>,
    /// What else there is, by how it comes to be there, in the order of nearness.
    pub otherwise: Vec<(&'static str, Vec<Step>)>,
    pub ask: Option<Question>,
}

struct Labels<'a>(&'a Vocabulary);

impl ask::Labels for Labels<'_> {
    fn topic(&self, slug: &str, lang: Lang) -> String {
        self.0.terms.topic(slug).map_or(slug, |t| t.everyday(lang).1).to_owned()
    }

    fn audience(&self, slug: &str, lang: Lang) -> String {
        self.0.terms.audiences.iter().find(|t| t.slug == slug).map_or(slug, |t| t.label(lang)).to_owned()
    }

    fn kind(&self, kind: Kind, lang: Lang) -> String {
        let term = self.0.terms.kinds.iter().find(|t| t.slug == kind.as_str());
        term.map_or(kind.as_str(), |t| t.label(lang)).to_owned()
    }

    fn municipality(&self, number: &str) -> String {
        self.0.places.municipality(number).map_or(number, |m| m.name.as_str()).to_owned()
    }
}

impl Finder {
    /// From a caller's words to what to do.
    pub async fn navigate(&self, query: Query, put_before: Vec<String>) -> Result<Plan, FindError> {
        let asked = query.clone();
        let found = self.run(move |finder| finder.navigate_now(&asked, put_before)).await;
        self.with_safety(found, &query)
    }

    /// The same on this thread; for measuring.
    pub fn navigate_now(&self, query: &Query, put_before: Vec<String>) -> Result<Plan, SearchError> {
        let understanding = self.understand(query);
        let safety = self.safety(query, &understanding);
        let mut asked = Asked { limit: LOOKED_AT, ..self.asked(query, understanding) };
        self.put_danger_first(&mut asked.understanding.topics, safety.as_ref(), query);
        let place_known = !asked.home().is_empty();
        let ranked = relaxing(&mut asked, |asked| self.index.rank(asked), |ranked| ranked.total)?;
        let needs = needs(&self.vocabulary, &asked.understanding);
        let about = |profile: &Profile, need: &str| {
            profile.topics.iter().any(|topic| self.vocabulary.terms.with_broader(topic).iter().any(|t| t == need))
        };
        // Without a place only what is there for everyone can be promised.
        let counties = !asked.filters.counties.is_empty() || !asked.narrow.counties.is_empty();
        let doors = self.front_doors(asked.home(), &asked)?;
        let lesser = if is_filtered(query) { Vec::new() } else { lesser_doors(&ranked, &doors)? };
        let offered: Vec<usize> = (0..ranked.profiles.len())
            .filter(|at| !lesser.contains(at))
            .filter(|at| {
                // Emergency numbers are no steps: where there is danger they stand above the plan.
                let place = |p: &Profile| !p.emergency && (place_known || counties || p.reach == Reach::National);
                ranked.profiles.get(*at).is_some_and(place)
            })
            .collect();
        let outlines: Vec<Profile> = offered.iter().filter_map(|at| ranked.profiles.get(*at).cloned()).collect();
        let mut chosen = choose(&outlines, &needs, about, |profile| self.suits(profile, &asked));
        let filtered = is_filtered(query);
        if filtered {
            // A filter that was asked for holds for every step, and says itself what is wanted.
            let others: Vec<usize> = (0..outlines.len()).filter(|at| !chosen.contains(at)).collect();
            chosen.extend(others.into_iter().take(LEAST.saturating_sub(chosen.len())));
        }
        let chosen: Vec<usize> = chosen.into_iter().filter_map(|at| offered.get(at).copied()).collect();
        let mut steps = Vec::with_capacity(chosen.len());
        for at in &chosen {
            steps.extend(self.step(ranked.hit(*at)?, &asked, query)?);
        }
        if safety.is_some() {
            // Who is in danger is sent to those who answer now before those who have closed.
            steps.sort_by_key(|step| step.open.best.now == Some(false));
        }
        let fitting = steps.len();
        if !filtered {
            self.fill(&mut steps, &doors, &asked, query)?;
        }
        mark_soonest(&mut steps, query.at);
        let otherwise = self.otherwise(Some(&ranked), &chosen, &steps, &doors, &asked, query)?;
        let known = known(query, &asked, place_known, put_before);
        let ask = ask::question(&ranked.profiles, &known, &Labels(&self.vocabulary), query.lang);
        let text = self.text(&steps, fitting, &asked, query);
        Ok(Plan { safety, left: ranked.total, text, steps, otherwise, ask, understanding: asked.understanding })
    }

    /// What the danger is about is what the plan is about before anything else that was said; where only the tone of the words may mean
    /// danger, it comes after what they say.
    pub(super) fn put_danger_first(&self, topics: &mut Vec<TopicFinding>, safety: Option<&Safety>, query: &Query) {
        let heard = safety.and_then(|safety| Some((safety.level, self.vocabulary.dangers.response(safety.topic)?)));
        let (Some((level, heard)), true) = (heard, query.understand) else { return };
        let terms = &self.vocabulary.terms;
        let tells = |topic: &TopicFinding| terms.with_broader(&topic.slug).iter().any(|t| heard.offers.contains(t));
        let (told, mut others): (Vec<TopicFinding>, Vec<TopicFinding>) = topics.drain(..).partition(tells);
        let there =
            |slug: &String| told.iter().any(|topic| &topic.slug == slug) || query.ignore.contains(&format!("topic:{slug}"));
        let first = heard.offers.first().filter(|slug| !there(slug));
        let first = first.map(|slug| TopicFinding { slug: slug.clone(), confidence: 1.0 });
        if level == Level::Emergency || !told.is_empty() || others.is_empty() {
            others.iter_mut().for_each(|topic| topic.confidence *= NEED);
            topics.extend(first.into_iter().chain(told).chain(others));
        } else {
            topics.extend(others.into_iter().chain(first));
        }
    }

    /// Where few offers fit, the ways in and those who answer everybody are better than what hardly fits.
    fn fill(&self, steps: &mut Vec<Step>, doors: &[Hit], asked: &Asked, query: &Query) -> Result<(), SearchError> {
        for door in doors {
            let known = |step: &Step| step.told.hit.id == door.id;
            let first = same_house(doors, door).is_some_and(|first| first.id == door.id);
            if first && steps.len() < LEAST && !steps.iter().any(known) {
                let step = self.step(door.clone(), asked, query)?;
                steps.extend(step.map(|step| Step { fills: Some("front_door"), ..step }));
            }
        }
        if steps.len() < LEAST {
            let told: Vec<&str> = steps.iter().map(|step| step.told.hit.id.as_str()).collect();
            let more = self.for_anybody(asked, query, &told)?.into_iter().take(LEAST.saturating_sub(steps.len()));
            steps.extend(more.map(|step| Step { fills: Some("national"), ..step }));
        }
        Ok(())
    }

    /// One offer by its id, told as a step is: with what to do, what it asks and what stands near it.
    pub async fn one(&self, id: String, at: jiff::Timestamp, lang: Lang) -> Result<Option<Step>, FindError> {
        self.run(move |finder| {
            let Some(hit) = finder.index.with_ids(std::slice::from_ref(&id))?.pop() else { return Ok(None) };
            let query = Query { at, lang, ..Query::default() };
            let mut asked = Asked { at, ..Asked::default() };
            asked.filters.municipalities = match hit.read().map(|offer| offer.coverage.municipalities) {
                Some(one) if one.len() == 1 => one,
                _ => Vec::new(),
            };
            finder.step(hit, &asked, &query)
        })
        .await
    }

    /// A hit as a step. A document that cannot be read is left out and told in the log.
    pub(super) fn step(&self, hit: Hit, asked: &Asked, query: &Query) -> Result<Option<Step>, SearchError> {
        let told = self.tell(hit, asked, query.lang)?;
        let Some(offer) = &told.offer else {
            tracing::error!(id = %told.hit.id, "an indexed offer cannot be read");
            return Ok(None);
        };
        let open = when::open(offer, query.at, query.lang);
        let action = action::action(offer, &open, query.at, told.door.as_ref(), query.lang);
        let mut asks = action::asks(offer, query.lang);
        asks.extend(third_party(offer, query).into_iter().map(|words| say(query.lang, words).to_owned()));
        Ok(Some(Step {
            next_session: when::next_session(offer, query.at),
            asks,
            action,
            soonest: false,
            fills: None,
            related: self.related(offer, query.lang)?,
            open,
            told,
        }))
    }

    /// What often comes before or after, and what is to be found at the same place.
    fn related(&self, offer: &Offer, lang: Lang) -> Result<Vec<Related>, SearchError> {
        let mut found: Vec<Related> = Vec::new();
        let mut add = |what: &'static str, hit: &Hit| {
            if hit.id != offer.id && !found.iter().any(|f| f.id == hit.id) {
                found.push(Related { what, id: hit.id.clone(), name: super::best_text(&hit.offer, lang) });
            }
        };
        let ids: Vec<String> = offer.relations.iter().map(|r| r.offer.clone()).collect();
        for hit in self.index.with_ids(&ids)? {
            if let Some(relation) = offer.relations.iter().find(|r| r.offer == hit.id) {
                add(relation.kind.as_str(), &hit);
            }
        }
        // What names this one as its next step often comes first, and the other way round.
        for (told, meant) in [(RelationKind::NextStep, RelationKind::First), (RelationKind::First, RelationKind::NextStep)] {
            for hit in self.index.related(&[format!("{}:{}", told.as_str(), offer.id)])? {
                add(meant.as_str(), &hit);
            }
        }
        let sites: Vec<String> = offer.locations.iter().filter_map(|l| l.site()).collect();
        if !sites.is_empty() {
            self.index.at_sites(&sites)?.iter().for_each(|hit| add("also_here", hit));
        }
        found.truncate(8);
        Ok(found)
    }

    /// Two or three sentences to read aloud on the telephone. `fitting` of the steps, the first ones, fit; the others fill.
    fn text(&self, steps: &[Step], fitting: usize, asked: &Asked, query: &Query) -> String {
        let lang = query.lang;
        let named = asked.home().first().and_then(|n| self.vocabulary.places.municipality(n)).map(|m| m.name.as_str());
        let none_here = !steps.iter().take(fitting).any(|s| matches!(s.told.reach, Reach::Local | Reach::Shared));
        let mut said: Vec<String> = Vec::new();
        if let (Some(place), true) = (named, none_here) {
            said.push(match lang {
                Lang::Nn => format!("Vi kjenner ikkje til noko slikt tilbod i {place} sjølv."),
                Lang::En => format!("We know of none of this in {place} itself."),
                Lang::Nb | Lang::Se => format!("Vi kjenner ikke til noe slikt tilbud i {place} selv."),
            });
        }
        if let Some((step, offer)) = steps.first().and_then(|step| Some((step, step.told.offer.as_ref()?))) {
            let stale = offer.is_stale(query.at);
            let organization = super::best_text(&step.told.hit.organization, lang);
            let item = Item { offer, organization: &organization, open: &step.open, stale, door: step.told.door.as_ref() };
            said.push(format!(
                "{}{}",
                say(lang, ["Du kan begynne her. ", "Du kan byrje her. ", "You can begin here. "]),
                aloud(&[item], query.at, lang)
            ));
        }
        let others: Vec<String> = steps.iter().skip(1).take(2).map(|s| super::best_text(&s.told.hit.offer, lang)).collect();
        if !others.is_empty() {
            let and = say(lang, [" og ", " og ", " and "]);
            said.push(format!("{} {}.", say(lang, ["Andre muligheter er", "Andre høve er", "Other ways are"]), others.join(and)));
        }
        said.join(" ")
    }
}

/// Whether anything but a place and an age is asked for beside the words.
fn is_filtered(query: &Query) -> bool {
    let f = &query.filters;
    let (municipalities, counties) = (f.municipalities.clone(), f.counties.clone());
    *f != Filters { municipalities, counties, age: f.age, near: f.near, nearby: f.nearby, ..Filters::default() }
}

/// Several needs in one text: topics of different families, the surest first.
fn needs(vocabulary: &Vocabulary, understanding: &Understanding) -> Vec<String> {
    let most = understanding.topics.first().map_or(0.0, |t| t.confidence);
    let mut families: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for topic in understanding.topics.iter().filter(|t| t.confidence >= most * NEED) {
        let family = vocabulary.terms.with_broader(&topic.slug).pop().unwrap_or_else(|| topic.slug.clone());
        if !families.contains(&family) && found.len() < NEEDS {
            families.push(family);
            found.push(topic.slug.clone());
        }
    }
    found
}

/// What somebody who asks for another may do.
fn third_party(offer: &Offer, query: &Query) -> Vec<Words> {
    let phone = offer.contacts.iter().any(|contact| contact.channel == Channel::Phone);
    // Nobody is sent to a line, a chat or a page.
    let open = offer.line.is_some() || !offer.kind.is_visited();
    let free = open || offer.access.referral == Some(Referral::None);
    let mut may: Vec<Words> = match (query.whom, free) {
        (Some(Whom::Patient), true) if !phone => {
            vec![["pasienten kan ta kontakt selv", "pasienten kan ta kontakt sjølv", "the patient can get in touch"]]
        }
        (Some(Whom::Patient), true) => vec![[
            "pasienten kan ta kontakt selv; dere kan også ringe sammen",
            "pasienten kan ta kontakt sjølv; de kan òg ringje saman",
            "the patient can get in touch; you can also call together",
        ]],
        (Some(Whom::Patient), false) => {
            vec![["ring og spør om hvordan du kan henvise", "ring og spør korleis du kan tilvise", "call and ask how to refer"]]
        }
        (Some(Whom::Other | Whom::Child), _) if !phone => Vec::new(),
        (Some(Whom::Other | Whom::Child), _) => vec![[
            "du kan ringe og spørre uten å si hvem det gjelder",
            "du kan ringje og spørje utan å seie kven det gjeld",
            "you can call and ask without saying whom it is about",
        ]],
        (Some(Whom::Own) | None, _) => return Vec::new(),
    };
    if offer.access.calls_back.contains(&CallsBack::OnBehalf) {
        may.push([
            "du kan be dem ringe den det gjelder, når han eller hun er enig i det",
            "du kan be dei ringje den det gjeld, når han eller ho er samd i det",
            "you can ask them to call the person, if the person agrees",
        ]);
    }
    may
}

/// Marks the step that can be begun soonest: at a moment that is known, else by what is promised, else the smallest.
fn mark_soonest(steps: &mut [Step], now: jiff::Timestamp) {
    let begins = |step: &Step| {
        let offer = step.told.offer.as_ref()?;
        let moment = action::begins(offer, &step.open, step.next_session, now);
        let promised = offer.access.waiting_days.or_else(|| offer.begins_soon().then_some(0));
        Some((moment.is_none(), moment, promised.unwrap_or(u16::MAX)))
    };
    let soonest = steps.iter().enumerate().filter_map(|(at, step)| Some((begins(step)?, at))).min().map(|(_, at)| at);
    if let Some(step) = soonest.and_then(|at| steps.get_mut(at)) {
        step.soonest = true;
    }
}

fn known(query: &Query, asked: &Asked, place: bool, put_before: Vec<String>) -> Known {
    let filters = &query.filters;
    let understood = &asked.understanding;
    Known {
        place: place || !filters.counties.is_empty() || !asked.narrow.counties.is_empty(),
        age: filters.age.is_some() || understood.age.is_some(),
        // "Something else" leaves several topics, among which can be asked on.
        topic: filters.topics.len() == 1 || understood.topics.first().is_some_and(|t| t.confidence >= 0.6),
        kind: filters.kinds.len() == 1,
        way: !filters.kinds.is_empty(),
        format: !filters.formats.is_empty() || !understood.formats.is_empty(),
        time: !filters.times_of_day.is_empty() || understood.time_of_day.is_some() || filters.open_at.is_some(),
        reach: !filters.reaches.is_empty(),
        audience: !filters.audiences.is_empty() || !understood.audiences.is_empty(),
        asked: put_before,
    }
}

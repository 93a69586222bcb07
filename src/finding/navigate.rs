//! Owns the use case from a caller's words to what to do: understand, rank, choose steps, say what else there is, ask on. Must not know HTTP.

use super::lines::Safety;
use super::{FindError, Finder, Told, narrow};
use crate::domain::finding::{TopicFinding, Understanding};
use crate::domain::profile::Profile;
use crate::domain::query::{Asked, Filters, Hit, Narrow, Query};
use crate::domain::slug::{Kind, Reach, RelationKind, Whom};
use crate::domain::when::{self, Moment, OpenNow};
use crate::domain::{Lang, Offer};
use crate::navigation::action::{self, Action, FrontDoor};
use crate::navigation::ask::{self, Known, Question};
use crate::navigation::choose::choose;
use crate::navigation::handover::{Item, aloud};
use crate::navigation::words::say;
use crate::search::{Ranked, SearchError};
use crate::vocabulary::Vocabulary;
use serde::Serialize;

/// So many of the best hits are looked at for steps and for the question.
const LOOKED_AT: usize = 120;
/// At most so many steps are told of each thing that is there otherwise.
const OTHERWISE: usize = 3;
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

struct Words<'a>(&'a Vocabulary);

impl ask::Labels for Words<'_> {
    fn topic(&self, slug: &str, lang: Lang) -> String {
        self.0.terms.topic(slug).map_or(slug, |t| t.gentle(lang).unwrap_or_else(|| t.label(lang))).to_owned()
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
        let mut asked = Asked {
            filters: query.filters.clone(),
            narrow: narrow(query, &understanding),
            neighbours: self.neighbours(query, &understanding),
            understanding,
            last_word_open: query.last_word_open,
            at: query.at,
            limit: LOOKED_AT,
            ..Asked::default()
        };
        let place_known = !asked.filters.municipalities.is_empty() || !asked.narrow.municipalities.is_empty();
        let ranked = self.relaxing_ranked(&mut asked)?;
        let needs = needs(&self.vocabulary, &asked.understanding);
        let about = |profile: &Profile, need: &str| {
            profile.topics.iter().any(|topic| self.vocabulary.terms.with_broader(topic).iter().any(|t| t == need))
        };
        // Without a place only what is there for everyone can be promised.
        let counties = !asked.filters.counties.is_empty() || !asked.narrow.counties.is_empty();
        let offered: Vec<usize> = (0..ranked.profiles.len())
            .filter(|at| place_known || counties || ranked.profiles.get(*at).is_some_and(|p| p.reach == Reach::National))
            .collect();
        let outlines: Vec<Profile> = offered.iter().filter_map(|at| ranked.profiles.get(*at).cloned()).collect();
        let chosen: Vec<usize> = choose(&outlines, &needs, about).into_iter().filter_map(|at| offered.get(at).copied()).collect();
        let doors = self.front_doors(&asked)?;
        let mut steps = Vec::with_capacity(chosen.len());
        for at in &chosen {
            steps.extend(self.step(ranked.hit(*at)?, &asked, query, doors.first())?);
        }
        mark_soonest(&mut steps, query.at);
        let otherwise = self.otherwise(&ranked, &chosen, &doors, &asked, query)?;
        let known = known(query, &asked, place_known, put_before);
        let ask = ask::question(&ranked.profiles, &known, &Words(&self.vocabulary), query.lang);
        let text = self.text(&steps, &otherwise, &asked, query);
        Ok(Plan { safety, left: ranked.total, text, steps, otherwise, ask, understanding: asked.understanding })
    }

    fn relaxing_ranked(&self, asked: &mut Asked) -> Result<Ranked, SearchError> {
        loop {
            let ranked = self.index.rank(asked)?;
            if ranked.total > 0 || !super::relax(&mut asked.narrow) {
                return Ok(ranked);
            }
        }
    }

    /// The ways in to the place's help.
    fn front_doors(&self, asked: &Asked) -> Result<Vec<Hit>, SearchError> {
        let home =
            if asked.filters.municipalities.is_empty() { &asked.narrow.municipalities } else { &asked.filters.municipalities };
        if home.is_empty() {
            return Ok(Vec::new());
        }
        let mut doors = Asked { at: asked.at, limit: OTHERWISE, ..Asked::default() };
        doors.filters.municipalities = home.clone();
        doors.filters.kinds = vec![Kind::FrontDoor];
        doors.filters.age = asked.filters.age.or(asked.narrow.age);
        let mut hits = self.index.search(&doors)?.hits;
        // Of several ways in the one that can be called is told first.
        hits.sort_by_key(|door| {
            let contacts = door.offer.get("contacts").and_then(|c| c.as_array()).into_iter().flatten();
            let phone = |known: bool| {
                contacts
                    .clone()
                    .any(|c| c.get("channel").and_then(|w| w.as_str()) == Some("phone") && (!known || c.get("value").is_some()))
            };
            (!phone(true), !phone(false))
        });
        Ok(hits)
    }

    /// A hit as a step. A document that cannot be read is left out and told in the log.
    fn step(&self, hit: Hit, asked: &Asked, query: &Query, door: Option<&Hit>) -> Result<Option<Step>, SearchError> {
        let told = self.tell(hit, asked, query.lang);
        let Some(offer) = &told.offer else {
            tracing::error!(id = %told.hit.id, "an indexed offer cannot be read");
            return Ok(None);
        };
        let open = when::open(offer, query.at, query.lang);
        let door = door.filter(|d| d.id != told.hit.id).map(|door| front_door(door, query.lang));
        let action = action::action(offer, &open, query.at, door.as_ref(), query.lang);
        let mut asks = action::asks(offer, query.lang);
        asks.extend(third_party(offer, query));
        Ok(Some(Step {
            next_session: when::next_session(offer, query.at),
            asks,
            action,
            soonest: false,
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

    /// What is there beside the steps: shared, the county's, the country's, neighbours', the way in. Never empty.
    fn otherwise(
        &self,
        ranked: &Ranked,
        chosen: &[usize],
        doors: &[Hit],
        asked: &Asked,
        query: &Query,
    ) -> Result<Vec<(&'static str, Vec<Step>)>, SearchError> {
        let mut told: Vec<String> = Vec::new();
        for at in chosen {
            told.push(ranked.hit(*at)?.id);
        }
        let mut groups = Vec::new();
        for (name, reach) in [("shared", Reach::Shared), ("county", Reach::County), ("national", Reach::National)] {
            let places = (0..ranked.profiles.len()).filter(|at| !chosen.contains(at));
            let of_reach = places.filter(|at| ranked.profiles.get(*at).is_some_and(|p| p.reach == reach)).take(OTHERWISE);
            let mut steps = Vec::new();
            for at in of_reach {
                steps.extend(self.step(ranked.hit(at)?, asked, query, doors.first())?);
            }
            if name == "national" && steps.is_empty() {
                steps = self.widened(asked, query, &told, false)?;
            }
            groups.push((name, steps));
        }
        // Neighbours' offers are a way out: where somebody's own place has something, they are shown only when asked for.
        let own =
            chosen.iter().filter_map(|at| ranked.profiles.get(*at)).any(|p| matches!(p.reach, Reach::Local | Reach::Shared));
        let wanted = query.filters.nearby || !own;
        groups.push(("nearby", if wanted { self.widened(asked, query, &told, true)? } else { Vec::new() }));
        let mut steps = Vec::new();
        for door in doors.iter().filter(|d| !told.contains(&d.id)) {
            steps.extend(self.step(door.clone(), asked, query, None)?);
        }
        groups.push(("front_door", steps));
        Ok(groups)
    }

    /// Where to turn when a search found nothing.
    pub(super) fn otherwise_of_nothing(
        &self,
        asked: &Asked,
        query: &Query,
    ) -> Result<Vec<(&'static str, Vec<Step>)>, SearchError> {
        let nothing = Asked { limit: 0, offset: 0, facets: Vec::new(), ..asked.clone() };
        let ranked = self.index.rank(&nothing)?;
        let doors = self.front_doors(asked)?;
        self.otherwise(&ranked, &[], &doors, asked, query)
    }

    /// What is there when the words are let go of a little: neighbours' offers for people from elsewhere, or national lines.
    fn widened(&self, asked: &Asked, query: &Query, told: &[String], nearby: bool) -> Result<Vec<Step>, SearchError> {
        let mut wider = Asked { limit: LOOKED_AT, offset: 0, facets: Vec::new(), sort: None, ..asked.clone() };
        let home =
            if asked.filters.municipalities.is_empty() { &asked.narrow.municipalities } else { &asked.filters.municipalities };
        if nearby {
            if home.is_empty() {
                return Ok(Vec::new());
            }
            wider.neighbours = self.vocabulary.places.neighbours(home);
        } else {
            // The words found nothing that everyone may use: what they are about still ranks, and no filter but the place holds.
            wider.understanding.words.clear();
            let filtered = asked.filters.topics.iter().map(|slug| TopicFinding { slug: slug.clone(), confidence: 1.0 });
            wider.understanding.topics.extend(filtered);
            wider.filters =
                Filters { municipalities: asked.filters.municipalities.clone(), age: asked.filters.age, ..Filters::default() };
            wider.narrow = Narrow::default();
        }
        let mut ranked = self.index.rank(&wider)?;
        if ranked.total == 0 && !nearby {
            wider.understanding = Understanding::default();
            ranked = self.index.rank(&wider)?;
        }
        let mut steps = Vec::new();
        for at in 0..ranked.profiles.len() {
            let wanted = ranked.profiles.get(at).is_some_and(|p| match nearby {
                true => !p.municipalities.is_empty() && !p.municipalities.iter().any(|m| home.contains(m)),
                false => p.reach == Reach::National,
            });
            if wanted && steps.len() < OTHERWISE {
                let hit = ranked.hit(at)?;
                if !told.contains(&hit.id) {
                    steps.extend(self.step(hit, &wider, query, None)?);
                }
            }
        }
        Ok(steps)
    }

    /// Two or three sentences to read aloud on the telephone.
    fn text(&self, steps: &[Step], otherwise: &[(&'static str, Vec<Step>)], asked: &Asked, query: &Query) -> String {
        let lang = query.lang;
        let home = asked.filters.municipalities.first().or(asked.narrow.municipalities.first());
        let named = home.and_then(|n| self.vocabulary.places.municipality(n)).map(|m| m.name.as_str());
        let none_here = !steps.iter().any(|s| matches!(s.told.reach, Reach::Local | Reach::Shared));
        let mut said: Vec<String> = Vec::new();
        if let (Some(place), true) = (named, none_here) {
            said.push(match lang {
                Lang::Nn => format!("Vi kjenner ikkje til noko slikt tilbod i {place} sjølv."),
                Lang::En => format!("We know of none of this in {place} itself."),
                Lang::Nb | Lang::Se => format!("Vi kjenner ikke til noe slikt tilbud i {place} selv."),
            });
        }
        let first: Vec<&Step> = steps.iter().chain(otherwise.iter().flat_map(|(_, s)| s)).take(1).collect();
        for step in first {
            let Some(offer) = &step.told.offer else { continue };
            let stale = offer.is_stale(query.at);
            let organization = super::best_text(&step.told.hit.organization, lang);
            let item = Item { offer, organization: &organization, open: &step.open, stale };
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

fn front_door(door: &Hit, lang: Lang) -> FrontDoor {
    let contacts = door.offer.get("contacts").and_then(|c| c.as_array());
    let number = contacts.into_iter().flatten().find(|c| c.get("channel").and_then(|w| w.as_str()) == Some("phone"));
    let number = number.and_then(|c| c.get("value")).and_then(|v| v.as_str()).map(str::to_owned);
    FrontDoor { name: super::best_text(&door.offer, lang), number }
}

/// What somebody who asks for another may do.
fn third_party(offer: &Offer, query: &Query) -> Option<String> {
    use crate::domain::slug::Referral;
    let free = offer.access.referral == Some(Referral::None);
    let words = match (query.whom?, free) {
        (Whom::Patient, true) => [
            "pasienten kan ta kontakt selv; dere kan også ringe sammen",
            "pasienten kan ta kontakt sjølv; de kan òg ringje saman",
            "the patient can get in touch; you can also call together",
        ],
        (Whom::Patient, false) => {
            ["ring og spør om hvordan du kan henvise", "ring og spør korleis du kan tilvise", "call and ask how to refer"]
        }
        (Whom::Other | Whom::Child, _) => [
            "du kan ringe og spørre uten å si hvem det gjelder",
            "du kan ringje og spørje utan å seie kven det gjeld",
            "you can call and ask without saying whom it is about",
        ],
        (Whom::Own, _) => return None,
    };
    Some(say(query.lang, words).to_owned())
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

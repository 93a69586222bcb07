//! Owns what is there beside the steps of a plan, and where to turn when nothing was found. Must not know how steps are chosen.

use super::navigate::{LOOKED_AT, Step};
use super::{Finder, Why};
use crate::domain::finding::{TopicFinding, Understanding};
use crate::domain::profile::Profile;
use crate::domain::query::{Asked, Filters, Hit, Narrow, Query};
use crate::domain::slug::{Channel, Kind, Reach, RelationKind};
use crate::domain::{Lang, Offer};
use crate::navigation::action::FrontDoor;
use crate::search::{Ranked, SearchError};

/// At most so many steps are told of each thing that is there otherwise.
const OTHERWISE: usize = 3;
/// What has this share of another's score was found as well as that.
const AS_WELL: f32 = 0.9;
/// So many ways in to one place's help are looked at.
const DOORS: usize = 5;

/// Steps by how they come to be there.
type Groups = Vec<(&'static str, Vec<Step>)>;

/// What those who answer everybody are about: where to turn with something that nothing is known for.
const FOR_ANYBODY: [&str; 3] = ["crisis", "mental_health", "loneliness"];

/// Of the ways in, the first one of the house whose way in this is.
pub(super) fn same_house<'a>(doors: &'a [Hit], hit: &Hit) -> Option<&'a Hit> {
    let way_in = hit.offer.get("kind").is_some_and(|kind| kind == Kind::FrontDoor.as_str());
    doors.iter().find(|door| way_in && door.offer.get("organization") == hit.offer.get("organization"))
}

/// Where in the ranking ways in stand of a house that has a better one, which the words found as well.
pub(super) fn lesser_doors(ranked: &Ranked, doors: &[Hit]) -> Result<Vec<usize>, SearchError> {
    let found = ranked.profiles.iter().enumerate().filter(|(_, p)| p.kind == Kind::FrontDoor && !doors.is_empty());
    let found = found.map(|(at, profile)| Ok((at, profile.score, ranked.hit(at)?))).collect::<Result<Vec<_>, SearchError>>()?;
    let lesser = |hit: &Hit, score: f32| {
        let best = same_house(doors, hit).filter(|best| best.id != hit.id);
        best.is_some_and(|best| found.iter().any(|(_, other, door)| door.id == best.id && *other >= score * AS_WELL))
    };
    Ok(found.iter().filter(|(_, score, hit)| lesser(hit, *score)).map(|(at, ..)| *at).collect())
}

impl Finder {
    /// The ways in to the place's help; of several one that can be called stands first, then one with a page, then one that
    /// has a telephone at all.
    pub(super) fn front_doors(&self, home: &[String], asked: &Asked) -> Result<Vec<Hit>, SearchError> {
        if home.is_empty() {
            return Ok(Vec::new());
        }
        let mut wanted = Asked { at: asked.at, limit: DOORS, ..Asked::default() };
        wanted.filters.municipalities = home.to_vec();
        wanted.filters.kinds = vec![Kind::FrontDoor];
        // Who is old without having said how old is not sent to where children are helped.
        wanted.filters.age = asked.age().or(asked.understanding.old());
        let mut hits = self.index.search(&wanted)?.hits;
        let reached = |door: &Offer| {
            let rings = door.contacts.iter().any(|contact| contact.channel == Channel::Phone);
            (number(door).is_none(), page(door).is_none(), !rings)
        };
        hits.sort_by_key(|hit| hit.read().map_or((true, true, true), |door| reached(&door)));
        Ok(hits)
    }

    /// Whom to ask about an offer that names no way in: the way in that it is part of, else one of its own place for its ages, one that
    /// can be reached before one that cannot.
    pub(super) fn door_of(&self, offer: &Offer, asked: &Asked, lang: Lang) -> Result<Option<FrontDoor>, SearchError> {
        let reached = offer.url.is_some() || offer.contacts.iter().any(|contact| contact.value.is_some());
        if reached || offer.kind == Kind::FrontDoor {
            return Ok(None);
        }
        let home = asked.home();
        let kin = [RelationKind::PartOf, RelationKind::Alternative];
        let kin = offer.relations.iter().filter(|r| kin.contains(&r.kind)).map(|r| r.offer.clone());
        let kin = self.index.with_ids(&kin.collect::<Vec<_>>())?;
        if let Some((other, number)) =
            kin.iter().filter_map(Hit::read).find_map(|other| number(&other).map(|number| (other, number)))
        {
            return Ok(Some(FrontDoor { name: other.name.best(lang).to_owned(), number: Some(number), page: None }));
        }
        let place = match offer.coverage.municipalities.as_slice() {
            [only] => std::slice::from_ref(only),
            // Of an offer that several share nobody knows whose way in is meant, but for who asks from one of them.
            shared if home.len() == 1 && (shared.is_empty() || shared.iter().any(|m| home.contains(m))) => home,
            _ => return Ok(None),
        };
        let takes_them = |door: &Offer| {
            let (ours, theirs) = (ages(offer), ages(door));
            // At the edge two age ranges meet in one year only.
            ours.1.min(theirs.1).saturating_sub(ours.0.max(theirs.0)) > 1
        };
        let part_of = |door: &Offer| offer.relations.iter().any(|r| r.kind == RelationKind::PartOf && r.offer == door.id);
        let doors = self.front_doors(place, asked)?;
        // Nobody can be put through to a form.
        let answers = |door: &Offer| page(door).is_some() || door.contacts.iter().any(|c| c.channel == Channel::Phone);
        let doors: Vec<Offer> = doors
            .iter()
            .filter_map(Hit::read)
            .filter(|door| takes_them(door) && (answers(door) || door.contacts.is_empty()))
            .collect();
        // Of the others the first can be reached best.
        let best = doors.iter().min_by_key(|door| !part_of(door));
        Ok(best.map(|door| FrontDoor { name: door.name.best(lang).to_owned(), number: number(door), page: page(door) }))
    }

    /// What is there beside the steps: shared, the county's, the country's, neighbours', the way in. Never empty.
    /// `chosen` are the places of the steps in the ranking.
    pub(super) fn otherwise(
        &self,
        ranked: Option<&Ranked>,
        chosen: &[usize],
        steps: &[Step],
        doors: &[Hit],
        asked: &Asked,
        query: &Query,
    ) -> Result<Groups, SearchError> {
        let told: Vec<&str> = steps.iter().map(|step| step.told.hit.id.as_str()).collect();
        let mut groups = Vec::new();
        for (name, reach) in [("shared", Reach::Shared), ("county", Reach::County), ("national", Reach::National)] {
            let mut found = Vec::new();
            if let Some(ranked) = ranked {
                let fits = |(at, p): &(usize, &Profile)| {
                    !chosen.contains(at) && p.reach == reach && !p.emergency && self.suits(p, asked)
                };
                let others = ranked.profiles.iter().enumerate().filter(fits);
                for (at, _) in others.take(OTHERWISE) {
                    found.extend(self.step(ranked.hit(at)?, asked, query)?);
                }
            }
            if name == "national" && found.is_empty() {
                found = self.of_the_country(asked, query, &told)?;
            }
            groups.push((name, found));
        }
        // Neighbours' offers are a way out: where somebody's own place has something, they are shown only when asked for.
        let own = steps.iter().any(|step| matches!(step.told.reach, Reach::Local | Reach::Shared));
        let wanted = query.filters.nearby || !own;
        groups.push(("nearby", if wanted { self.of_neighbours(asked, query, &told)? } else { Vec::new() }));
        let mut found = Vec::new();
        for door in doors.iter().filter(|door| !told.contains(&door.id.as_str())) {
            found.extend(self.step(door.clone(), asked, query)?);
        }
        groups.push(("front_door", found));
        Ok(groups)
    }

    /// Where to turn when a search found nothing.
    pub(super) fn otherwise_of_nothing(&self, asked: &Asked, query: &Query) -> Result<Groups, SearchError> {
        let doors = self.front_doors(asked.home(), asked)?;
        self.otherwise(None, &[], &[], &doors, asked, query)
    }

    /// Neighbours' offers for people from elsewhere.
    fn of_neighbours(&self, asked: &Asked, query: &Query, told: &[&str]) -> Result<Vec<Step>, SearchError> {
        let home = asked.home();
        if home.is_empty() {
            return Ok(Vec::new());
        }
        let wider = Asked { neighbours: self.vocabulary.places.neighbours(home), ..looking(asked) };
        let elsewhere = |p: &Profile| !p.municipalities.is_empty() && !p.municipalities.iter().any(|m| home.contains(m));
        self.first_of(&self.index.rank(&wider)?, &wider, query, told, elsewhere)
    }

    /// National offers where the words found none: what they are about still ranks, and no filter but place and age holds. Where nothing
    /// is known of what it is about, those who answer everybody.
    pub(super) fn of_the_country(&self, asked: &Asked, query: &Query, told: &[&str]) -> Result<Vec<Step>, SearchError> {
        let filters = &asked.filters;
        let mut wider = Asked {
            filters: Filters { age: filters.age, reaches: vec![Reach::National], ..Filters::default() },
            narrow: Narrow { age: asked.narrow.age, ..Narrow::default() },
            ..looking(asked)
        };
        wider.understanding.words.clear();
        let filtered = filters.topics.iter().chain(filters.icpc2_topics.iter().flatten());
        wider.understanding.topics.extend(filtered.map(|slug| TopicFinding { slug: slug.clone(), confidence: 1.0 }));
        if !wider.understanding.topics.is_empty() {
            let found = self.first_of(&self.index.rank(&wider)?, &wider, query, told, |_| true)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        self.for_anybody(&wider, query, told)
    }

    /// Those who answer everybody, whatever it is about.
    pub(super) fn for_anybody(&self, asked: &Asked, query: &Query, told: &[&str]) -> Result<Vec<Step>, SearchError> {
        let topics = FOR_ANYBODY.iter().map(|slug| TopicFinding { slug: (*slug).to_owned(), confidence: 1.0 }).collect();
        let filters = Filters { age: asked.filters.age, reaches: vec![Reach::National], ..Filters::default() };
        let narrow = Narrow { age: asked.narrow.age, ..Narrow::default() };
        let relative = asked.understanding.relative;
        let understanding = Understanding { topics, relative, ..Understanding::default() };
        let wide = Asked { understanding, filters, narrow, ..looking(asked) };
        let all = |profile: &Profile| FOR_ANYBODY.iter().all(|slug| profile.topics.iter().any(|topic| topic == slug));
        let mut steps = self.first_of(&self.index.rank(&wide)?, &wide, query, told, all)?;
        // They stand there for whatever it is about: the topics that found them were said by nobody.
        steps.iter_mut().for_each(|step| step.told.why = vec![Why::for_anybody(query.lang)]);
        Ok(steps)
    }

    /// The first hits that are wanted, but for those that are told already.
    fn first_of(
        &self,
        ranked: &Ranked,
        asked: &Asked,
        query: &Query,
        told: &[&str],
        wanted: impl Fn(&Profile) -> bool,
    ) -> Result<Vec<Step>, SearchError> {
        let mut steps = Vec::new();
        let wanted = |profile: &Profile| !profile.emergency && wanted(profile);
        for (at, _) in ranked.profiles.iter().enumerate().filter(|(_, profile)| wanted(profile)) {
            if steps.len() == OTHERWISE {
                break;
            }
            let hit = ranked.hit(at)?;
            if !told.contains(&hit.id.as_str()) {
                steps.extend(self.step(hit, asked, query)?);
            }
        }
        Ok(steps)
    }
}

/// The number of a way in, and its page.
fn number(door: &Offer) -> Option<String> {
    door.contacts.iter().filter(|c| c.channel == Channel::Phone).find_map(|c| c.value.clone())
}

fn page(door: &Offer) -> Option<String> {
    let pages = door.contacts.iter().filter(|c| matches!(c.channel, Channel::Form | Channel::Web));
    pages.filter_map(|c| c.value.clone()).next().or_else(|| door.url.clone())
}

fn ages(offer: &Offer) -> (u8, u8) {
    let range = offer.age.unwrap_or_default();
    (range.min.unwrap_or(0), range.max.unwrap_or(u8::MAX))
}

/// The same question, from the top of the ranking and as far as plans look.
fn looking(asked: &Asked) -> Asked {
    Asked { limit: LOOKED_AT, offset: 0, facets: Vec::new(), sort: None, ..asked.clone() }
}

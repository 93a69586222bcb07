//! Owns what is there beside the steps of a plan, and where to turn when nothing was found. Must not know how steps are chosen.

use super::navigate::{LOOKED_AT, Step};
use super::{Finder, best_text};
use crate::domain::finding::{TopicFinding, Understanding};
use crate::domain::profile::Profile;
use crate::domain::query::{Asked, Filters, Hit, Narrow, Query};
use crate::domain::slug::{Channel, Kind, Reach};
use crate::navigation::action::FrontDoor;
use crate::search::{Ranked, SearchError};

/// At most so many steps are told of each thing that is there otherwise.
const OTHERWISE: usize = 3;

/// Steps by how they come to be there.
type Groups = Vec<(&'static str, Vec<Step>)>;

/// A way in to a place's help.
pub(super) struct Door {
    pub hit: Hit,
    pub way: FrontDoor,
}

impl Finder {
    /// The ways in to the place's help; of several the one that can be called stands first.
    pub(super) fn front_doors(&self, asked: &Asked, query: &Query) -> Result<Vec<Door>, SearchError> {
        if asked.home().is_empty() {
            return Ok(Vec::new());
        }
        let mut wanted = Asked { at: asked.at, limit: OTHERWISE, ..Asked::default() };
        wanted.filters.municipalities = asked.home().to_vec();
        wanted.filters.kinds = vec![Kind::FrontDoor];
        wanted.filters.age = asked.filters.age.or(asked.narrow.age);
        let mut doors: Vec<(bool, bool, Door)> = Vec::new();
        for hit in self.index.search(&wanted)?.hits {
            let contacts = hit.read().map(|offer| offer.contacts).unwrap_or_default();
            let phones = contacts.into_iter().filter(|c| c.channel == Channel::Phone);
            let numbers: Vec<Option<String>> = phones.map(|c| c.value).collect();
            let way = FrontDoor { name: best_text(&hit.offer, query.lang), number: numbers.first().cloned().flatten() };
            doors.push((!numbers.iter().any(Option::is_some), numbers.is_empty(), Door { hit, way }));
        }
        doors.sort_by_key(|(no_number, no_phone, _)| (*no_number, *no_phone));
        Ok(doors.into_iter().map(|(.., door)| door).collect())
    }

    /// What is there beside the steps: shared, the county's, the country's, neighbours', the way in. Never empty.
    /// `chosen` are the places of the steps in the ranking.
    pub(super) fn otherwise(
        &self,
        ranked: Option<&Ranked>,
        chosen: &[usize],
        steps: &[Step],
        doors: &[Door],
        asked: &Asked,
        query: &Query,
    ) -> Result<Groups, SearchError> {
        let told: Vec<&str> = steps.iter().map(|step| step.told.hit.id.as_str()).collect();
        let mut groups = Vec::new();
        for (name, reach) in [("shared", Reach::Shared), ("county", Reach::County), ("national", Reach::National)] {
            let mut found = Vec::new();
            if let Some(ranked) = ranked {
                let others = ranked.profiles.iter().enumerate().filter(|(at, p)| !chosen.contains(at) && p.reach == reach);
                for (at, _) in others.take(OTHERWISE) {
                    found.extend(self.step(ranked.hit(at)?, asked, query, doors.first())?);
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
        for door in doors.iter().filter(|door| !told.contains(&door.hit.id.as_str())) {
            found.extend(self.step(door.hit.clone(), asked, query, None)?);
        }
        groups.push(("front_door", found));
        Ok(groups)
    }

    /// Where to turn when a search found nothing.
    pub(super) fn otherwise_of_nothing(&self, asked: &Asked, query: &Query) -> Result<Groups, SearchError> {
        let doors = self.front_doors(asked, query)?;
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

    /// National offers where the words found none: what they are about still ranks, and no filter but place and age holds.
    fn of_the_country(&self, asked: &Asked, query: &Query, told: &[&str]) -> Result<Vec<Step>, SearchError> {
        let filters = &asked.filters;
        let mut wider = Asked {
            filters: Filters { municipalities: filters.municipalities.clone(), age: filters.age, ..Filters::default() },
            narrow: Narrow::default(),
            ..looking(asked)
        };
        wider.understanding.words.clear();
        let filtered = filters.topics.iter().map(|slug| TopicFinding { slug: slug.clone(), confidence: 1.0 });
        wider.understanding.topics.extend(filtered);
        let mut ranked = self.index.rank(&wider)?;
        if ranked.total == 0 {
            wider.understanding = Understanding::default();
            ranked = self.index.rank(&wider)?;
        }
        self.first_of(&ranked, &wider, query, told, |p| p.reach == Reach::National)
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
        for (at, _) in ranked.profiles.iter().enumerate().filter(|(_, profile)| wanted(profile)) {
            if steps.len() == OTHERWISE {
                break;
            }
            let hit = ranked.hit(at)?;
            if !told.contains(&hit.id.as_str()) {
                steps.extend(self.step(hit, asked, query, None)?);
            }
        }
        Ok(steps)
    }
}

/// The same question, from the top of the ranking and as far as plans look.
fn looking(asked: &Asked) -> Asked {
    Asked { limit: LOOKED_AT, offset: 0, facets: Vec::new(), sort: None, ..asked.clone() }
}

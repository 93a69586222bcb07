//! Owns which offers suit somebody, and the list of all of them. Must not know how steps are chosen.

use super::navigate::LOOKED_AT;
use super::{Answer, FindError, Finder, relaxing};
use crate::domain::profile::{PERPETRATORS, Profile, SAID};
use crate::domain::query::{Asked, Found, Query};
use crate::domain::slug::Reach;
use crate::search::SearchError;

/// Those who suffer violence.
const EXPOSED: &str = "violence_exposed";
/// Who is so old is a child no more, and is not sent to where only children and the young are helped.
const GROWN: u8 = 30;
/// Who is younger than this is not sent to where only the old are helped.
const OLD: u8 = 50;
const CHILDREN: [&str; 3] = ["children", "young", "students"];

impl Finder {
    /// Every offer that suits, best first: `most` of them told, all that are looked at counted.
    pub async fn suited(&self, query: Query, most: usize) -> Result<Answer, FindError> {
        let asked = query.clone();
        let found = self.run(move |finder| finder.suited_now(&asked, most)).await;
        self.with_safety(found, &query)
    }

    fn suited_now(&self, query: &Query, most: usize) -> Result<Answer, SearchError> {
        let understanding = self.understand(query);
        let safety = self.safety(query, &understanding);
        let mut asked = Asked { limit: LOOKED_AT, ..self.asked(query, understanding) };
        let ranked = relaxing(&mut asked, |asked| self.index.rank(asked), |ranked| ranked.total)?;
        // Without a place only what is there for everyone can be promised.
        let placed = !asked.home().is_empty() || !asked.narrow.counties.is_empty();
        let there = |profile: &Profile| !profile.emergency && (placed || profile.reach == Reach::National);
        let fits = |profile: &Profile| there(profile) && self.suits(profile, &asked);
        let fitting: Vec<usize> = ranked.profiles.iter().enumerate().filter(|(_, p)| fits(p)).map(|(at, _)| at).collect();
        let told = fitting.iter().take(most).map(|at| self.tell(ranked.hit(*at)?, &asked, query.lang));
        let hits = told.collect::<Result<Vec<_>, SearchError>>()?;
        let otherwise = if fitting.is_empty() { self.otherwise_of_nothing(&asked, query)? } else { Vec::new() };
        let found = Found { total: fitting.len(), ..Found::default() };
        let home = query.home(&asked.understanding).to_vec();
        Ok(Answer { home, understanding: asked.understanding, safety, found, hits, otherwise })
    }

    /// Whether an offer is about something that was said, and for somebody who may have said it; where nothing is known of what it is
    /// about, the words alone have to do.
    pub(super) fn suits(&self, profile: &Profile, asked: &Asked) -> bool {
        let (understood, terms) = (&asked.understanding, &self.vocabulary.terms);
        let holds = |slug: &str, of: &str| terms.with_broader(of).iter().any(|t| t == slug);
        let any = |meets: &dyn Fn(&str, &str) -> bool| {
            profile.topics.iter().any(|own| understood.topics.iter().any(|said| meets(own, &said.slug)))
        };
        let about = any(&|own, said| holds(said, own));
        let named = |audience: &&str| profile.audiences.iter().any(|a| a == audience);
        if !profile.audiences.iter().any(|a| understood.audiences.contains(a)) {
            // Whom somebody's anger is a danger to has no use for a course in holding it back; whoever is angry has.
            let other = SAID.iter().find(|audience| named(audience));
            if other.is_some_and(|audience| *audience != PERPETRATORS || understood.feared)
                || (named(&EXPOSED) && !about)
                || self.is_for_another_age(profile, asked)
            {
                return false;
            }
        }
        // Who is old without having said how old is not sent to where the young are helped.
        if asked.age().is_none() && understood.old().is_some_and(|old| profile.age_max < old) {
            return false;
        }
        understood.topics.is_empty() || about || any(&|own, said| holds(own, said))
    }

    /// Whom it is for says what its ages do not: nobody writes "from 12 to 25" of a house for the young.
    fn is_for_another_age(&self, profile: &Profile, asked: &Asked) -> bool {
        let only = |of: &[&str]| !profile.audiences.is_empty() && profile.audiences.iter().all(|a| of.contains(&a.as_str()));
        let Some(age) = asked.age().filter(|_| !asked.understanding.relative) else { return false };
        (age >= GROWN && only(&CHILDREN)) || (age < OLD && only(&["elderly"]))
    }
}

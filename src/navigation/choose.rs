//! Owns the choice of steps: three to five offers that truly differ, the smallest fitting one first. Must not know texts or documents.

use crate::domain::profile::{Profile, Way};

/// At least so many steps where so many fit, and at most so many.
pub const LEAST: usize = 3;
const MOST: usize = 5;
/// A step has at least this share of the best one's score: what fits badly is no help.
const FITS: f32 = 0.3;
/// Steps with this share of the best score fit so well that the smaller one stands first.
const FITS_WELL: f32 = 0.6;

/// Chooses among hits, best first. Each need gets its own step, then each way to begin that is not there yet.
/// `about` says whether a hit is about a need, `suits` whether it is about anything that was said; none is chosen that does not fit.
pub fn choose(
    profiles: &[Profile],
    needs: &[String],
    about: impl Fn(&Profile, &str) -> bool,
    suits: impl Fn(&Profile) -> bool,
) -> Vec<usize> {
    let top = profiles.iter().map(|p| p.score).fold(0.0, f32::max);
    let fits = |at: &usize| profiles.get(*at).is_some_and(|p| p.score >= top * FITS && suits(p));
    let way = |at: usize| profiles.get(at).map(|p| Way::of(p.kind));
    let mut chosen: Vec<usize> = Vec::new();
    let all = || 0..profiles.len();
    if needs.len() > 1 {
        for need in needs {
            let free = all().filter(|at| !chosen.contains(at));
            let best = free.into_iter().find(|at| profiles.get(*at).is_some_and(|p| about(p, need)));
            // A need that something chosen serves already needs no step of its own.
            let served = chosen.iter().any(|at| profiles.get(*at).is_some_and(|p| about(p, need)));
            chosen.extend(best.filter(|_| !served && chosen.len() < MOST));
        }
    }
    if chosen.is_empty() {
        chosen.extend(all().find(fits));
    }
    for wanted in Way::ALL {
        let there = chosen.iter().any(|at| way(*at) == Some(wanted));
        if !there && chosen.len() < MOST {
            chosen.extend(all().filter(fits).find(|at| way(*at) == Some(wanted)));
        }
    }
    let kinds = |chosen: &[usize]| chosen.iter().filter_map(|at| profiles.get(*at)).map(|p| p.kind).collect::<Vec<_>>();
    while chosen.len() < LEAST {
        let there = kinds(&chosen);
        // What is about a need is still nearer than what is for everybody, however well the first one's name was met.
        let met = |at: &usize| profiles.get(*at).is_some_and(|p| needs.iter().any(|need| about(p, need)) && suits(p));
        let free: Vec<usize> = all().filter(|at| fits(at) || met(at)).filter(|at| !chosen.contains(at)).collect();
        let other = free.iter().find(|at| profiles.get(**at).is_some_and(|p| !there.contains(&p.kind)));
        let Some(next) = other.or_else(|| free.first()) else { break };
        chosen.push(*next);
    }
    let order = |at: &usize| {
        let profile = profiles.get(*at);
        let well = profile.is_some_and(|p| p.score >= top * FITS_WELL);
        (!well, profile.map_or(u8::MAX, Profile::effort), *at)
    };
    chosen.sort_by_key(order);
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::slug::{Kind, Reach};

    fn profile(score: f32, kind: Kind, topic: &str) -> Profile {
        Profile {
            score,
            reach: Reach::Local,
            kind,
            topics: vec![topic.to_owned()],
            audiences: Vec::new(),
            formats: Vec::new(),
            municipalities: Vec::new(),
            age_min: 0,
            age_max: 120,
            usable: 0,
            soon: false,
            emergency: false,
        }
    }

    fn about(profile: &Profile, need: &str) -> bool {
        profile.topics.iter().any(|t| t == need)
    }

    #[test]
    fn steps_differ_and_the_smallest_fitting_one_stands_first() {
        let hits = [
            profile(10.0, Kind::Course, "anger"),
            profile(9.5, Kind::Course, "anger"),
            profile(9.0, Kind::PhoneLine, "anger"),
            profile(8.0, Kind::WebSelfHelp, "anger"),
            profile(1.0, Kind::PracticalHelp, "housing"),
        ];
        let chosen = choose(&hits, &["anger".to_owned()], about, |_| true);
        assert_eq!(chosen, [2, 3, 0], "alone, talk, together; what hardly fits stays out");
    }

    #[test]
    fn what_is_about_nothing_that_was_said_is_no_step() {
        let hits = [profile(10.0, Kind::PhoneLine, "gambling"), profile(9.0, Kind::Course, "economy")];
        let chosen = choose(&hits, &["economy".to_owned()], about, |p| about(p, "economy"));
        assert_eq!(chosen, [1]);
    }

    #[test]
    fn every_need_gets_its_step() {
        let hits = [
            profile(10.0, Kind::Course, "pregnancy_postpartum"),
            profile(9.0, Kind::Conversation, "pregnancy_postpartum"),
            profile(2.0, Kind::Counselling, "economy"),
            profile(1.0, Kind::MeetingPlace, "loneliness"),
        ];
        let needs = ["pregnancy_postpartum", "economy", "loneliness"].map(str::to_owned);
        let chosen = choose(&hits, &needs, about, |_| true);
        assert!([0, 2, 3].iter().all(|at| chosen.contains(at)), "{chosen:?}");
    }
}

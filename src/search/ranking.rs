//! Owns what makes one hit stand before another beside its words: reach, age, whom it is for, how soon it begins, how fresh it is. Must not know texts.

use crate::domain::Offer;
use crate::domain::profile::{PERPETRATORS, SAID};
use crate::domain::query::Asked;
use crate::domain::slug::{Kind, Line, Reach};
use crate::domain::when::Use;

/// The offer can be begun at once.
const SOON: u64 = 1;
/// The way in to a municipality's help.
const FRONT_DOOR: u64 = 1 << 1;
/// A number for life and health in danger.
const EMERGENCY: u64 = 1 << 2;
/// For some people only, by `SPECIAL`.
const FIRST_SPECIAL: u32 = 8;

/// What nobody has verified for so long is old: 24 months.
const FRESH_DAYS: u64 = 730;

/// Audiences that an offer is for alone: who is not among them is better served elsewhere.
const SPECIAL: [&str; 18] = [
    "men",
    "women",
    "elderly",
    "young",
    "children",
    "refugees",
    "immigrants",
    "lgbt",
    "next_of_kin",
    "bereaved",
    "students",
    "on_sick_leave",
    "pregnant_and_new_parents",
    "violence_perpetrators",
    "single_parents",
    "lgbt",
    "sami",
    "deaf",
];

/// The bits that are kept of an offer.
pub fn traits(offer: &Offer) -> u64 {
    let mut bits = 0;
    if offer.begins_soon() {
        bits |= SOON;
    }
    if offer.kind == Kind::FrontDoor {
        bits |= FRONT_DOOR;
    }
    if offer.line == Some(Line::Emergency) {
        bits |= EMERGENCY;
    }
    special_bits(&offer.audiences) | bits
}

/// Whether the bits say that it can be begun at once.
pub fn is_soon(bits: u64) -> bool {
    bits & SOON != 0
}

/// Whether the bits say that it is a number for life and health in danger.
pub fn is_emergency(bits: u64) -> bool {
    bits & EMERGENCY != 0
}

fn special_bits(audiences: &[String]) -> u64 {
    SPECIAL
        .iter()
        .zip(FIRST_SPECIAL..)
        .filter(|(slug, _)| audiences.iter().any(|a| a == *slug))
        .fold(0, |bits, (_, at)| bits | 1 << at)
}

/// The order of reach.
pub fn reach_number(reach: Reach) -> u64 {
    match reach {
        Reach::Local => 0,
        Reach::Shared => 1,
        Reach::County => 2,
        Reach::National => 3,
        Reach::Nearby => 4,
    }
}

/// What is kept of an offer for its ranking.
#[derive(Clone, Copy, Debug)]
pub struct Traits {
    pub bits: u64,
    pub reach: u64,
    pub age_min: u64,
    pub age_max: u64,
    pub verified: u64,
    /// Bits of `domain::when::Use`; none where nobody has said when it can be used.
    pub usable: u16,
    /// Open at the moment that is liked.
    pub open: bool,
}

/// What this search likes, beside the words.
#[derive(Clone, Debug)]
pub struct Taste {
    age: Option<u64>,
    audiences: u64,
    /// Bits of the audiences that nobody belongs to without having said so.
    said: u64,
    /// Bits of those whom the danger comes from.
    feared: u64,
    /// No words at all: a list to leaf through.
    bare: bool,
    /// Bits of `domain::when::Use` that are wished for.
    usable: u16,
    /// It is wanted at once.
    hurry: bool,
    /// The words may mean danger.
    danger: bool,
    /// Days since 1970 before which a verification is old.
    fresh_since: u64,
}

impl Taste {
    /// What a search likes.
    pub fn of(asked: &Asked, bare: bool) -> Taste {
        let understood = &asked.understanding;
        let age = asked.filters.age.or(understood.age).or(understood.old());
        let mut audiences = special_bits(&understood.audiences) | special_bits(&asked.filters.audiences);
        if let Some(age) = age {
            let own: &[&str] = match age {
                0..=12 => &["children"],
                13..=25 => &["young", "students"],
                26..=66 => &[],
                _ => &["elderly"],
            };
            audiences |= special_bits(&own.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>());
        }
        let today = u64::try_from(asked.at.as_second() / 86_400).unwrap_or(0);
        Taste {
            age: age.map(u64::from),
            audiences,
            said: special_bits(&SAID.map(str::to_owned)),
            feared: if understood.feared { special_bits(&[PERPETRATORS.to_owned()]) } else { 0 },
            bare,
            usable: Use::wanted(understood.time_of_day, understood.weekday).bits(),
            hurry: understood.hurry,
            danger: understood.danger.is_some(),
            fresh_since: today.saturating_sub(FRESH_DAYS),
        }
    }

    /// The score of a hit, from the score of its words.
    pub fn score(&self, words: f32, offer: Traits) -> f32 {
        let mut score = if self.bare { 1.0 } else { words };
        score *= match offer.reach {
            0 => 1.0,
            1 => 0.97,
            2 => 0.8,
            3 => 0.6,
            _ => 0.5,
        };
        if let Some(age) = self.age {
            let fits = (offer.age_min..=offer.age_max).contains(&age);
            let narrow = offer.age_max.saturating_sub(offer.age_min) <= 20;
            score *= if !fits {
                0.6
            } else if narrow {
                1.12
            } else {
                1.0
            };
        }
        let special = offer.bits >> FIRST_SPECIAL << FIRST_SPECIAL;
        if special != 0 {
            score *= if special & self.audiences != 0 {
                1.12
            } else if special & self.feared != 0 {
                0.1
            } else if special & self.said != 0 {
                0.6
            } else {
                0.88
            };
        }
        if offer.bits & SOON != 0 {
            score *= if self.hurry { 1.15 } else { 1.03 };
        }
        if self.hurry && offer.open {
            // Where nothing else is said, what is open now is all that was asked for.
            score *= if self.bare { 3.0 } else { 1.1 };
        }
        if self.usable != 0 && offer.usable != 0 {
            score *= if offer.usable & self.usable != 0 { 1.25 } else { 0.75 };
        }
        // Emergency numbers are no everyday help: they stand above the answer where there is danger, and else behind.
        if !self.danger && offer.bits & EMERGENCY != 0 {
            score *= 0.5;
        }
        if self.bare && offer.bits & FRONT_DOOR != 0 {
            score *= 1.2;
        }
        if offer.verified > self.fresh_since { score * 1.005 } else { score }
    }
}

//! Owns the lines to call in danger: which stand above an answer, in which order. Must not know how danger is heard in a text.

use crate::domain::change::WithdrawnIds;
use crate::domain::danger::{Danger, DangerTopic, Level};
use crate::domain::query::Hit;
use crate::domain::slug::{Channel, Line, Scope};
use crate::domain::when;
use crate::domain::{Lang, Offer, Record};
use crate::search::{SearchError, SearchIndex};
use crate::vocabulary::Vocabulary;
use jiff::Timestamp;
use serde::Serialize;
use std::path::Path;

/// At most so many support lines are told.
const MOST_SUPPORT: usize = 5;
/// Up to this age lines for the young come first.
const YOUNG: u8 = 20;

/// What stands above every answer to words that may mean danger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Safety {
    #[serde(serialize_with = "word")]
    pub level: Level,
    pub topic: DangerTopic,
    pub emergency: Vec<TheLine>,
    pub support: Vec<TheLine>,
}

fn word<S: serde::Serializer>(level: &Level, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(level.as_str())
}

/// A line to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TheLine {
    pub id: String,
    pub name: String,
    pub number: Option<String>,
    pub url: Option<String>,
    /// What the channel is called that the number is of, such as the days on which it answers.
    pub channel_name: Option<String>,
    /// Opening hours as written, where they are known.
    pub hours: Option<String>,
    pub open: Option<bool>,
    /// Who answers when it is closed.
    pub fallback: Option<String>,
    /// When somebody last checked it; `None` where nobody has.
    pub verified_on: Option<String>,
    pub stale: bool,
}

/// Who is in danger and where, as far as it is known.
#[derive(Clone, Debug, Default)]
pub struct Where {
    /// Today's municipality numbers.
    pub municipalities: Vec<String>,
    pub age: Option<u8>,
    /// It is about a child or somebody young, though no age is said.
    pub young: bool,
}

/// The national lines, which are there whatever the catalogue holds.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    national: Vec<Offer>,
    withdrawn: WithdrawnIds,
}

impl Lines {
    /// Reads the lines of `national.jsonl`. A file that cannot be read leaves those of the catalogue; the reason is logged.
    pub fn read(file: &Path) -> Lines {
        let text = std::fs::read_to_string(file).unwrap_or_else(|error| {
            tracing::error!(file = %file.display(), %error, "the national lines cannot be read");
            String::new()
        });
        let offers = text.lines().filter(|line| !line.trim().is_empty()).filter_map(|line| match Record::from_line(line) {
            Ok(Record::Offer(offer, _)) => Some(*offer),
            Ok(Record::Organization(..)) => None,
            Err(_) => {
                tracing::error!(file = %file.display(), "a national line is no record; veiviser check tells why");
                None
            }
        });
        Lines { national: offers.filter(|offer| offer.line.is_some()).collect(), withdrawn: WithdrawnIds::default() }
    }

    /// Their ids.
    pub fn ids(&self) -> Vec<String> {
        self.national.iter().map(|offer| offer.id.clone()).collect()
    }

    /// Those of them that were withdrawn from the catalogue; whoever follows its changes goes on noting them.
    pub fn withdrawn(&self) -> WithdrawnIds {
        self.withdrawn.clone()
    }

    /// The lines for a danger: emergency numbers apart from support lines.
    pub fn safety(
        &self,
        vocabulary: &Vocabulary,
        index: &SearchIndex,
        danger: Danger,
        place: &Where,
        at: Timestamp,
        lang: Lang,
    ) -> Safety {
        let lines = self.all(index).unwrap_or_else(|error| {
            tracing::error!(%error, "the catalogue's own lines cannot be read; the national ones are told");
            self.national.clone()
        });
        let counties: Vec<&str> =
            place.municipalities.iter().filter_map(|n| vocabulary.places.municipality(n)).map(|m| m.county.as_str()).collect();
        let covers = |offer: &Offer| match offer.coverage.scope {
            Scope::National => true,
            Scope::County => offer.coverage.counties.iter().any(|c| counties.contains(&c.as_str())),
            Scope::Local => offer.coverage.municipalities.iter().any(|m| place.municipalities.contains(m)),
        };
        let response = vocabulary.dangers.response(danger.topic);
        let numbers = response.map(|r| r.numbers.as_slice()).unwrap_or_default();
        let topics = response.map(|r| r.offers.as_slice()).unwrap_or_default();
        let mut emergency: Vec<(Rank, TheLine)> = Vec::new();
        let mut support: Vec<(Rank, TheLine)> = Vec::new();
        for offer in lines.iter().filter(|o| covers(o)) {
            let line = told(offer, at, lang);
            let by_number = line.number.as_ref().and_then(|n| numbers.iter().position(|wanted| wanted == n));
            let by_topic = topics.iter().position(|topic| offer.topics.contains(topic));
            let local = offer.coverage.scope != Scope::National;
            match offer.line {
                Some(Line::Emergency) => {
                    // Where life is in danger the numbers for that come before those that can wait.
                    let waits = danger.level == Level::Emergency && line.number.as_ref().is_some_and(|n| n.len() > 3);
                    let by_number = by_number.map(|near| near + if waits { numbers.len() } else { 0 });
                    let near = by_number.or(by_topic.filter(|_| local).map(|_| 0));
                    if let Some(near) = near {
                        emergency.push((Rank::of(offer, &line, place, near), line));
                    }
                }
                Some(Line::Support) => {
                    if let Some(near) = by_topic.filter(|_| takes(offer, place)) {
                        support.push((Rank::of(offer, &line, place, near), line));
                    }
                }
                None => {}
            }
        }
        // Emergency numbers keep their own order: the one to call first for this danger stands first.
        emergency.sort_by(|a, b| (a.0.far, a.0.near, &a.1.id).cmp(&(b.0.far, b.0.near, &b.1.id)));
        support.sort_by(|a, b| (&a.0, &a.1.id).cmp(&(&b.0, &b.1.id)));
        support.truncate(MOST_SUPPORT);
        let bare = |lines: Vec<(Rank, TheLine)>| lines.into_iter().map(|(_, line)| line).collect();
        Safety { level: danger.level, topic: danger.topic, emergency: bare(emergency), support: bare(support) }
    }

    /// The national emergency numbers of three digits: what stands at the foot of every page.
    pub fn emergency(&self, at: Timestamp, lang: Lang) -> Vec<TheLine> {
        let lines = self.national.iter().filter(|offer| offer.line == Some(Line::Emergency)).map(|offer| told(offer, at, lang));
        lines.filter(|line| line.number.as_ref().is_some_and(|number| number.len() == 3)).collect()
    }

    /// The catalogue's lines and the national ones; of two with one id the catalogue's, which is newer.
    fn all(&self, index: &SearchIndex) -> Result<Vec<Offer>, SearchError> {
        let mut lines: Vec<Offer> = index.lines()?.iter().filter_map(Hit::read).collect();
        let held: Vec<&str> = lines.iter().map(|l| l.id.as_str()).collect();
        let missing = self.national.iter().filter(|n| !held.contains(&n.id.as_str()) && !self.withdrawn.holds(&n.id));
        let missing: Vec<Offer> = missing.cloned().collect();
        lines.extend(missing);
        Ok(lines)
    }
}

/// What stands first: lines that are open before those of which nobody knows and those that are closed, of one's own place, then those for the young where it is about the young, then the nearest topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    shut: u8,
    far: bool,
    unfit: bool,
    near: usize,
}

impl Rank {
    fn of(offer: &Offer, line: &TheLine, place: &Where, near: usize) -> Rank {
        let for_young = is_for_young(offer);
        Rank {
            shut: line.open.map_or(1, |open| if open { 0 } else { 2 }),
            far: offer.coverage.scope == Scope::National,
            unfit: for_young != (place.young || place.age.is_some_and(|age| age <= YOUNG)),
            near,
        }
    }
}

fn is_for_young(offer: &Offer) -> bool {
    offer.age.and_then(|a| a.max).is_some_and(|max| max <= 30) || offer.audiences.iter().any(|a| a == "children" || a == "young")
}

/// A line that does not take somebody of that age is no help.
fn takes(offer: &Offer, place: &Where) -> bool {
    place.age.is_none_or(|age| offer.age.is_none_or(|range| range.takes(age)))
}

fn told(offer: &Offer, at: Timestamp, lang: Lang) -> TheLine {
    let open = when::open(offer, at, lang);
    let spoken = [Channel::Phone, Channel::Sms, Channel::Chat];
    let contact =
        spoken.iter().find_map(|c| offer.contacts.iter().position(|contact| contact.channel == *c && contact.value.is_some()));
    let contact = contact.or(if offer.contacts.is_empty() { None } else { Some(0) });
    let chosen = contact.and_then(|at| offer.contacts.get(at));
    let number = chosen.filter(|c| matches!(c.channel, Channel::Phone | Channel::Sms)).and_then(|c| c.value.clone());
    TheLine {
        id: offer.id.clone(),
        name: offer.name.best(lang).to_owned(),
        number,
        url: offer.url.clone(),
        channel_name: chosen.map(|c| c.name.best(lang).to_owned()).filter(|name| !name.is_empty()),
        hours: chosen.and_then(|c| c.opening_hours.clone()),
        open: contact.and_then(|at| open.contacts.get(at)).and_then(|o| o.now),
        fallback: contact.and_then(|at| open.contacts.get(at)).and_then(|o| o.fallback.clone()),
        verified_on: offer.verified.as_ref().map(|v| v.on.clone()),
        stale: offer.is_stale(at),
    }
}

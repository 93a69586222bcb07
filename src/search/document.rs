//! Owns how an offer is written into the index. Must not know how it is asked for.

use super::ranking;
use super::schema::{Fields, Forms};
use crate::domain::meetings::{self, Meetings};
use crate::domain::slug::Scope;
use crate::domain::{Offer, Organization, when};
use crate::vocabulary::Vocabulary;
use crate::vocabulary::norwegian::Norwegian;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use tantivy::TantivyDocument;
use tantivy::tokenizer::{PreTokenizedString, Token};

/// Words analysed before, since offers use the same ones over and over.
#[derive(Default)]
pub struct Memory {
    words: HashMap<String, Arc<crate::domain::finding::Word>>,
}

/// The most words remembered; past it the memory starts again.
const REMEMBERED: usize = 60_000;

impl Memory {
    fn word(&mut self, norwegian: &Norwegian, text: &str) -> Arc<crate::domain::finding::Word> {
        if let Some(word) = self.words.get(text) {
            return word.clone();
        }
        if self.words.len() >= REMEMBERED {
            self.words.clear();
        }
        let word = Arc::new(norwegian.word(text));
        self.words.insert(text.to_owned(), word.clone());
        word
    }
}

/// An offer with the organization that runs it, as read from the store.
pub struct Entry<'a> {
    pub offer: &'a Offer,
    pub document: &'a Value,
    pub organization: Option<&'a Organization>,
    pub owner: &'a Value,
}

/// The offer as a document of the index.
pub fn of(entry: &Entry<'_>, fields: &Fields, vocabulary: &Vocabulary, memory: &mut Memory) -> TantivyDocument {
    let offer = entry.offer;
    let mut out = TantivyDocument::new();
    out.add_text(fields.id, &offer.id);
    out.add_text(fields.offer, entry.document.to_string());
    out.add_text(fields.owner, entry.owner.to_string());
    let norwegian = &vocabulary.norwegian;
    let mut write = |forms: Forms, texts: &[&str]| add_words(&mut out, forms, texts, norwegian, memory);
    write(fields.name, &offer.name.all().collect::<Vec<_>>());
    let whole: HashSet<String> = offer.name.all().map(|name| whole_name(name, norwegian)).collect();
    let mut lead: Vec<&str> = offer.summary.all().collect();
    lead.extend(offer.keywords.iter().map(String::as_str));
    lead.extend(offer.coverage.districts.iter().map(String::as_str));
    lead.extend(entry.organization.iter().flat_map(|o| o.name.all()));
    for method in vocabulary.terms.methods.iter().filter(|m| offer.methods.contains(&m.slug)) {
        lead.extend(method.names.iter().map(String::as_str));
    }
    write(fields.lead, &lead);
    let mut body: Vec<&str> = offer.description.all().collect();
    body.extend(offer.access.note.all());
    for location in offer.locations.iter().filter(|l| !l.withheld) {
        body.extend([&location.name, &location.street, &location.city].into_iter().flatten().map(String::as_str));
    }
    write(fields.body, &body);
    whole.iter().for_each(|name| out.add_text(fields.name_whole, name));
    add_facets(&mut out, offer, fields, vocabulary);
    out
}

/// A name as stems in their order, so that another way to write it is the same name.
pub fn whole_name(name: &str, norwegian: &Norwegian) -> String {
    norwegian.tokens(name).iter().map(|t| norwegian.word(&t.text).stem).collect::<Vec<_>>().join(" ")
}

fn add_facets(out: &mut TantivyDocument, offer: &Offer, fields: &Fields, vocabulary: &Vocabulary) {
    let mut wide = HashSet::new();
    for topic in &offer.topics {
        out.add_text(fields.topic_own, topic);
        for slug in vocabulary.terms.with_broader(topic) {
            if wide.insert(slug.clone()) {
                out.add_text(fields.topic, slug);
            }
        }
    }
    if let Some(main) = offer.topics.first() {
        out.add_text(fields.topic_main, main);
    }
    out.add_text(fields.kind, offer.kind.as_str());
    offer.audiences.iter().for_each(|a| out.add_text(fields.audience, a));
    offer.formats.iter().for_each(|f| out.add_text(fields.format, f.as_str()));
    offer.languages.iter().for_each(|l| out.add_text(fields.language, l));
    out.add_text(fields.organization, &offer.organization);
    match offer.coverage.scope {
        Scope::National => out.add_text(fields.covers, "n"),
        Scope::County => offer.coverage.counties.iter().for_each(|c| out.add_text(fields.covers, format!("c{c}"))),
        Scope::Local => {}
    }
    for number in &offer.coverage.municipalities {
        out.add_text(fields.covers, number);
        out.add_text(fields.municipality, number);
    }
    out.add_text(fields.status, offer.status.as_str());
    if let Some(referral) = offer.access.referral {
        out.add_text(fields.referral, referral.as_str());
    }
    let wheelchair = offer.locations.iter().any(|l| l.wheelchair.as_deref() == Some("yes"));
    let flags = [
        ("drop_in", offer.access.drop_in == Some(true)),
        ("anonymous", offer.access.anonymous == Some(true)),
        ("companion", offer.access.companion == Some(true)),
        ("accompanied", offer.access.accompanied == Some(true)),
        ("free", offer.access.price_nok == Some(0.0)),
        ("interpreter", offer.interpreter == Some(true)),
        ("wheelchair", wheelchair),
    ];
    flags.iter().filter(|(_, set)| *set).for_each(|(flag, _)| out.add_text(fields.flag, flag));
    let age = offer.age.unwrap_or_default();
    out.add_u64(fields.age_min, u64::from(age.min.unwrap_or(0)));
    out.add_u64(fields.age_max, u64::from(age.max.unwrap_or(120)));
    out.add_u64(fields.reach, ranking::reach_number(offer.reach()));
    out.add_u64(fields.traits, ranking::traits(offer));
    let verified = offer.verified.as_ref().and_then(|v| v.on.parse::<jiff::civil::Date>().ok());
    let epoch = jiff::civil::date(1970, 1, 1);
    let day = verified.and_then(|d| d.since(epoch).ok()).map_or(0, |span| u64::try_from(span.get_days()).unwrap_or(0));
    out.add_u64(fields.verified, day);
    add_times(out, offer, fields);
    add_places(out, offer, fields);
    if let Some(line) = offer.line {
        out.add_text(fields.line, line.as_str());
    }
    offer.relations.iter().for_each(|r| out.add_text(fields.relation, format!("{}:{}", r.kind.as_str(), r.offer)));
    out.add_u64(fields.tie, tie(&offer.id));
    out.add_text(fields.name_sort, sort_key(offer.name.best(crate::domain::Lang::Nb)));
}

/// Sessions are written out so far ahead of their start.
const YEARS_AHEAD: i64 = 5;

fn add_times(out: &mut TantivyDocument, offer: &Offer, fields: &Fields) {
    let hours = offer.contacts.iter().filter_map(|c| c.opening_hours.as_deref());
    let hours = hours.chain(offer.locations.iter().filter_map(|l| l.opening_hours.as_deref()));
    hours.collect::<HashSet<_>>().into_iter().for_each(|h| out.add_text(fields.hours, h));
    offer.closures.iter().for_each(|c| out.add_text(fields.closed, format!("{}/{}", c.from, c.to)));
    out.add_u64(fields.usable, u64::from(when::usable(offer).bits()));
    for session in &offer.sessions {
        let Ok(meetings) = Meetings::read(session) else { continue };
        let Ok(first) = session.start.parse::<jiff::Timestamp>() else { continue };
        let last = first.checked_add(jiff::SignedDuration::from_hours(24 * 366 * YEARS_AHEAD)).unwrap_or(first);
        if !meetings.has_room() {
            continue;
        }
        for start in meetings.between(first, last).into_iter().filter(|s| !meetings::shut_on(*s, &offer.closures)) {
            out.add_i64(fields.starts, start.as_second());
            out.add_i64(fields.deadlines, meetings.last_second_to_join());
        }
    }
}

fn add_places(out: &mut TantivyDocument, offer: &Offer, fields: &Fields) {
    for location in offer.locations.iter().filter(|l| !l.withheld) {
        if let (Some(lat), Some(lon)) = (location.lat, location.lon) {
            out.add_f64(fields.lat, lat);
            out.add_f64(fields.lon, lon);
        }
        if let Some(site) = location.site() {
            out.add_text(fields.site, site);
        }
    }
    if offer.coverage.outsiders {
        offer.coverage.municipalities.iter().for_each(|number| out.add_text(fields.outsiders, number));
    }
}

/// Each word with its compound's parts at the same position, in three forms.
fn add_words(out: &mut TantivyDocument, forms: Forms, texts: &[&str], norwegian: &Norwegian, memory: &mut Memory) {
    let (mut exact, mut stems, mut folds) = (Vec::new(), Vec::new(), Vec::new());
    let mut position = 0;
    for text in texts {
        for token in norwegian.tokens(text) {
            let word = memory.word(norwegian, &token.text);
            let at = |text: &str| Token {
                offset_from: token.bytes.0,
                offset_to: token.bytes.1,
                position,
                text: text.to_owned(),
                position_length: 1,
            };
            exact.push(at(&word.exact));
            stems.push(at(&word.stem));
            folds.push(at(&word.fold));
            for part in &word.parts {
                stems.push(at(part));
                folds.push(at(&crate::vocabulary::stem::fold(part)));
            }
            position += 1;
        }
    }
    for (field, tokens) in [(forms.exact, exact), (forms.stem, stems), (forms.fold, folds)] {
        if !tokens.is_empty() {
            out.add_pre_tokenized_text(field, PreTokenizedString { text: String::new(), tokens });
        }
    }
}

/// A number that is an id's own, the same at every start (FNV-1a).
fn tie(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A name so that byte order is Norwegian order: æ, ø, å last.
fn sort_key(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .map(|c| match c {
            'æ' | 'ä' => '\u{f0001}',
            'ø' | 'ö' => '\u{f0002}',
            'å' => '\u{f0003}',
            other => other,
        })
        .take(80)
        .collect()
}

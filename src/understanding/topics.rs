//! Owns which topics a text is about: phrases looked up longest first, and combinations never seen before scored by their words. Must not know persons or places.

use super::lexicon::Lexicon;
use super::reading::Reading;
use crate::domain::finding::{Span, TopicFinding, Word};
use crate::vocabulary::Vocabulary;
use crate::vocabulary::norwegian::Norwegian;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A topic that is told has at least this share of the best one's evidence…
const RELATIVE: f32 = 0.36;
/// …and at least so much of its own.
const LEAST: f32 = 0.11;
/// …and so much where it would frighten whoever did not mean it.
const LEAST_URGENT: f32 = 0.2;
/// At most so many topics are told.
const MOST: usize = 5;
/// A word that no phrase is made of alone says little by itself before several phrases hold it: so many, roughly.
const UNSURE: f32 = 2.5;
/// What a hint weighs against a phrase.
const HINT: f32 = 0.45;

struct Known {
    topic: usize,
    weight: f32,
    stems: Vec<String>,
    /// One word is left of several: it says no more than that word does.
    remnant: bool,
}

/// What the phrases say, ready to be asked.
pub struct Topics {
    slugs: Vec<String>,
    /// The evidence that each topic is told from.
    least: Vec<f32>,
    phrases: Vec<Known>,
    /// Phrases by their stems in order.
    by_sequence: HashMap<String, Vec<usize>>,
    /// Phrases that are meant only as they stand, by all their stems in order, small words too.
    sayings: HashMap<String, Vec<usize>>,
    /// Phrases by each of their stems.
    by_stem: HashMap<String, Vec<usize>>,
    /// How much each stem (a compound's parts too) speaks for each topic.
    speaks: BTreeMap<String, Vec<(usize, f32)>>,
    /// How telling a stem is, 0 to 1.
    telling: HashMap<String, f32>,
    longest: usize,
    longest_saying: usize,
    words: HashMap<String, u32>,
}

/// The stems by which a text or a phrase is looked up, in order.
fn stems(norwegian: &Norwegian, text: &str) -> (Vec<Word>, Vec<String>) {
    let reading = Reading::new(norwegian, text);
    let at = reading.telling();
    let words: Vec<Word> = at.iter().filter_map(|at| reading.words.get(*at).cloned()).collect();
    let stems = words.iter().map(|w| w.stem.clone()).collect();
    (words, stems)
}

impl Topics {
    /// Reads the phrases, the labels and the methods' names.
    pub fn new(vocabulary: &Vocabulary, left_out: impl Fn(usize) -> bool) -> Topics {
        let terms = &vocabulary.terms;
        let slugs: Vec<String> = terms.topics.iter().map(|t| t.slug.clone()).collect();
        let number: HashMap<&str, usize> = terms.topics.iter().enumerate().map(|(at, t)| (t.slug.as_str(), at)).collect();
        let mut sources: Vec<(usize, f32, String)> = Vec::new();
        for (at, topic) in terms.topics.iter().enumerate() {
            sources.extend(topic.labels().values().map(|label| (at, 1.0, label.clone())));
            sources.extend(topic.los.iter().map(|word| (at, HINT, word.clone())));
        }
        for method in &terms.methods {
            // A method of many topics points to each of them a little.
            let weight = if method.topics.len() > 2 { HINT } else { 0.9 };
            for topic in method.topics.iter().filter_map(|t| number.get(t.as_str())) {
                sources.extend(method.names.iter().map(|name| (*topic, weight, name.clone())));
            }
        }
        let mut it = Topics {
            slugs,
            least: terms.topics.iter().map(|topic| if topic.urgent { LEAST_URGENT } else { LEAST }).collect(),
            phrases: Vec::new(),
            by_sequence: HashMap::new(),
            sayings: HashMap::new(),
            by_stem: HashMap::new(),
            speaks: BTreeMap::new(),
            telling: HashMap::new(),
            longest: 1,
            longest_saying: 0,
            words: HashMap::new(),
        };
        let (sayings, phrases): (Vec<_>, Vec<_>) = terms
            .topic_phrases
            .iter()
            .enumerate()
            .filter(|(at, _)| !left_out(*at))
            .map(|(_, phrase)| phrase)
            .partition(|p| p.whole);
        for phrase in phrases {
            if let Some(topic) = number.get(phrase.slug.as_str()) {
                sources.push((*topic, if phrase.hint { HINT } else { 1.0 }, phrase.text.clone()));
            }
        }
        for (phrase, topic) in sayings.into_iter().filter_map(|phrase| Some((phrase, *number.get(phrase.slug.as_str())?))) {
            it.know_saying(&vocabulary.norwegian, &phrase.text, topic, if phrase.hint { HINT } else { 1.0 });
        }
        let mut counts: HashMap<String, HashMap<usize, f32>> = HashMap::new();
        let mut whole: HashSet<String> = HashSet::new();
        for (topic, weight, text) in sources {
            let (words, stems) = stems(&vocabulary.norwegian, &text);
            if stems.is_empty() {
                continue;
            }
            for token in vocabulary.norwegian.tokens(&text) {
                *it.words.entry(token.text).or_default() += 1;
            }
            let share = 1.0 / (stems.len() as f32).sqrt();
            let remnant = stems.len() == 1 && vocabulary.norwegian.tokens(&text).len() > 1;
            if stems.len() == 1 && !remnant {
                whole.insert(stems.concat());
            }
            for word in &words {
                *counts.entry(word.stem.clone()).or_default().entry(topic).or_default() += weight * share;
                for part in &word.parts {
                    *counts.entry(part.clone()).or_default().entry(topic).or_default() += weight * share * 0.6;
                }
            }
            let id = it.phrases.len();
            it.longest = it.longest.max(stems.len());
            it.by_sequence.entry(stems.join(" ")).or_default().push(id);
            for stem in stems.iter().collect::<HashSet<_>>() {
                it.by_stem.entry(stem.clone()).or_default().push(id);
            }
            it.phrases.push(Known { topic, weight, stems, remnant });
        }
        let all = it.phrases.len().max(1) as f32;
        for (stem, topics) in counts {
            let sum: f32 = topics.values().sum();
            let rare = (1.0 + all / (1.0 + sum)).ln() / (1.0 + all).ln();
            it.telling.insert(stem.clone(), rare);
            let doubt = if whole.contains(&stem) { 0.6 } else { UNSURE };
            let mut shares: Vec<(usize, f32)> = topics.into_iter().map(|(t, n)| (t, n / (sum + doubt))).collect();
            shares.sort_by(|a, b| b.1.total_cmp(&a.1));
            shares.truncate(12);
            it.speaks.insert(stem, shares);
        }
        it
    }

    fn know_saying(&mut self, norwegian: &Norwegian, text: &str, topic: usize, weight: f32) {
        let reading = Reading::new(norwegian, text);
        let stems: Vec<String> = reading.words.iter().map(|word| word.stem.clone()).collect();
        for token in reading.tokens {
            *self.words.entry(token.text).or_default() += 1;
        }
        self.longest_saying = self.longest_saying.max(stems.len());
        self.sayings.entry(stems.join(" ")).or_default().push(self.phrases.len());
        self.phrases.push(Known { topic, weight, stems, remnant: false });
    }

    /// Every word of the phrases, with how often it occurs.
    pub fn words(&self) -> &HashMap<String, u32> {
        &self.words
    }

    /// The topics of a text, surest first.
    pub fn find(&self, reading: &Reading, growing: Option<&Lexicon>, spans: &mut Vec<Span>) -> Vec<TopicFinding> {
        let places = reading.telling();
        let mut evidence = vec![0.0_f32; self.slugs.len()];
        let mut covered: HashSet<usize> = HashSet::new();
        let settled = self.look_up(reading, &places, &mut evidence, &mut covered, spans);
        // Of small words alone only whole phrases say anything.
        if places.iter().any(|at| reading.words.get(*at).is_some_and(|word| word.content)) {
            self.look_up_loosely(reading, &places, &settled, &mut evidence);
            self.weigh_words(reading, &places, &covered, &mut evidence);
        }
        if let Some(lexicon) = growing {
            self.grow(reading, &places, lexicon, &mut evidence);
        }
        let best = evidence.iter().copied().fold(0.0, f32::max);
        let mut found: Vec<TopicFinding> = evidence
            .iter()
            .zip(&self.least)
            .zip(&self.slugs)
            .filter(|((e, least), _)| e >= least && **e >= best * RELATIVE)
            .map(|((e, _), slug)| TopicFinding { slug: slug.clone(), confidence: e.min(1.0) * (e / best).min(1.0) })
            .collect();
        found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        found.truncate(MOST);
        found
    }

    /// Phrases that stand in the text as they are, longest first; a word serves one phrase only. Answers the words
    /// whose meaning a phrase of several has settled ("slått opp" tells of no blow).
    fn look_up(
        &self,
        reading: &Reading,
        places: &[usize],
        evidence: &mut [f32],
        covered: &mut HashSet<usize>,
        spans: &mut Vec<Span>,
    ) -> HashSet<usize> {
        let mut settled = HashSet::new();
        let all: Vec<usize> = (0..reading.words.len()).collect();
        let known = [(&self.sayings, self.longest_saying, all.as_slice()), (&self.by_sequence, self.longest, places)];
        for (phrases, longest, places) in known {
            for length in (1..=longest.min(places.len())).rev() {
                for window in places.windows(length) {
                    if window.iter().any(|at| covered.contains(at) || reading.taken.get(*at) == Some(&true)) {
                        continue;
                    }
                    let key = window.iter().map(|at| reading.stem(*at)).collect::<Vec<_>>().join(" ");
                    let Some(ids) = phrases.get(&key) else {
                        continue;
                    };
                    self.tell(ids, &key, length, evidence);
                    covered.extend(window);
                    if length > 1 {
                        settled.extend(window);
                    }
                    if let (Some(first), Some(last)) = (window.first(), window.last()) {
                        spans.extend(reading.span(*first, last + 1, "topic"));
                    }
                }
            }
        }
        settled
    }

    /// What phrases of so many words that stand in the text say.
    fn tell(&self, ids: &[usize], key: &str, length: usize, evidence: &mut [f32]) {
        let sharp = 1.0 / (ids.len() as f32).sqrt();
        for phrase in ids.iter().filter_map(|id| self.phrases.get(*id)) {
            let said = if phrase.remnant { self.share(key, phrase.topic) } else { 1.0 };
            let worth = phrase.weight * said * (0.65 + 0.12 * length.min(4) as f32) * sharp.max(0.5);
            if let Some(slot) = evidence.get_mut(phrase.topic) {
                *slot += worth * (1.0 - *slot * 0.5).max(0.2);
            }
        }
    }

    /// How much of what a stem says is about a topic, 0 to 1.
    fn share(&self, stem: &str, topic: usize) -> f32 {
        self.speaks.get(stem).into_iter().flatten().find(|(of, _)| *of == topic).map_or(0.0, |(_, share)| *share)
    }

    /// Phrases whose telling words are in the text, in any order; two of them at least are not settled.
    fn look_up_loosely(&self, reading: &Reading, places: &[usize], settled: &HashSet<usize>, evidence: &mut [f32]) {
        let there: HashSet<&str> = places.iter().map(|at| reading.stem(*at)).collect();
        let free: HashSet<&str> = places.iter().filter(|at| !settled.contains(at)).map(|at| reading.stem(*at)).collect();
        let telling = |stem: &str| self.telling.get(stem).copied().unwrap_or(0.0);
        let mut best: HashMap<usize, (f32, f32)> = HashMap::new();
        // "vil ikke" stands in phrases about everything.
        let sought = |stem: &String| reading.words.iter().any(|word| word.sought && word.stem == *stem);
        let candidates: HashSet<usize> = there.iter().filter_map(|s| self.by_stem.get(*s)).flatten().copied().collect();
        for phrase in candidates.into_iter().filter_map(|id| self.phrases.get(id)).filter(|p| p.stems.len() > 1) {
            let stems: HashSet<&String> = phrase.stems.iter().collect();
            let all: f32 = stems.iter().map(|s| telling(s)).sum();
            let held: Vec<&String> = stems.into_iter().filter(|s| there.contains(s.as_str())).collect();
            let part: f32 = held.iter().map(|s| telling(s)).sum();
            let share = part / all.max(0.01);
            let open: Vec<&&String> = held.iter().filter(|stem| free.contains(stem.as_str())).collect();
            if open.len() < 2 || share < 0.55 || !open.iter().any(|stem| sought(stem)) {
                continue;
            }
            let worth = phrase.weight * share * share * (0.5 + 0.1 * held.len().min(4) as f32);
            let slot = best.entry(phrase.topic).or_default();
            if worth > slot.0 {
                *slot = (worth, slot.0);
            } else if worth > slot.1 {
                slot.1 = worth;
            }
        }
        for (topic, (first, second)) in best {
            if let Some(slot) = evidence.get_mut(topic) {
                *slot += 0.7 * first + 0.25 * second;
            }
        }
    }

    /// What the single words speak for.
    fn weigh_words(&self, reading: &Reading, places: &[usize], covered: &HashSet<usize>, evidence: &mut [f32]) {
        for at in places {
            let Some(word) = reading.words.get(*at) else {
                continue;
            };
            let weight = if covered.contains(at) { 0.3 } else { 0.8 };
            if self.speaks.contains_key(&word.stem) {
                self.speak(&word.stem, weight, evidence);
            } else if word.parts.is_empty() {
                // An ordinary word that begins like one of ours is not one of ours.
                if !word.known {
                    self.speak_kin(&word.stem, weight * 0.6, evidence);
                }
            } else {
                for part in &word.parts {
                    self.speak(part, weight * 0.7, evidence);
                }
            }
        }
    }

    /// A word never seen: the known words that begin alike speak for it, the more alike the louder.
    fn speak_kin(&self, stem: &str, weight: f32, evidence: &mut [f32]) {
        let alike = |known: &str| known.chars().zip(stem.chars()).take_while(|(a, b)| a == b).count();
        let Some(start) = stem.char_indices().nth(4).and_then(|(at, _)| stem.get(..at)) else { return };
        let kin: Vec<&String> =
            self.speaks.range(start.to_owned()..).map(|(k, _)| k).take_while(|k| k.starts_with(start)).collect();
        let most = kin.iter().map(|k| alike(k)).max().unwrap_or(0);
        let closest: Vec<&&String> = kin.iter().filter(|k| alike(k) == most).collect();
        let share = weight * most as f32 / stem.chars().count().max(1) as f32 / closest.len().max(1) as f32;
        for known in closest {
            self.speak(known, share, evidence);
        }
    }

    fn speak(&self, stem: &str, weight: f32, evidence: &mut [f32]) {
        let telling = self.telling.get(stem).copied().unwrap_or(0.0);
        for (topic, share) in self.speaks.get(stem).into_iter().flatten() {
            if let Some(slot) = evidence.get_mut(*topic) {
                *slot += weight * telling * share;
            }
        }
    }

    /// The last word may still be growing: what it could become counts a little.
    fn grow(&self, reading: &Reading, places: &[usize], lexicon: &Lexicon, evidence: &mut [f32]) {
        let Some(word) = places.last().and_then(|at| reading.words.get(*at)) else {
            return;
        };
        let done = word.known && self.speaks.contains_key(&word.stem);
        if done || !word.content || word.exact.chars().count() < 3 {
            return;
        }
        let mut told = vec![0.0_f32; self.slugs.len()];
        let grown = lexicon.beginning(&word.exact, 8);
        for known in &grown {
            if let Some(ids) = self.by_sequence.get(*known) {
                for phrase in ids.iter().filter_map(|id| self.phrases.get(*id)) {
                    if let Some(slot) = told.get_mut(phrase.topic) {
                        *slot += 0.5 * phrase.weight / grown.len() as f32;
                    }
                }
            }
            self.speak(known, 0.6 / grown.len() as f32, &mut told);
        }
        for (slot, more) in evidence.iter_mut().zip(told) {
            *slot += more;
        }
    }

    /// Topics that the words typed so far may come to mean.
    pub fn complete(&self, reading: &Reading, lexicon: &Lexicon, most: usize) -> Vec<String> {
        let mut spans = Vec::new();
        let mut found = self.find(reading, Some(lexicon), &mut spans);
        found.truncate(most);
        found.into_iter().map(|t| t.slug).collect()
    }
}

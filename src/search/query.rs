//! Owns the query: which offers match, and what each match of a word or a topic weighs. Must not know reach, ages or freshness.

use super::schema::{Fields, Forms};
use crate::domain::finding::Word;
use crate::domain::query::Asked;
use crate::domain::slug::{Kind, Status};
use crate::vocabulary::Vocabulary;
use std::collections::HashMap;
use std::ops::Bound;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, FuzzyTermQuery, Occur, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

type Clause = (Occur, Box<dyn Query>);

/// What a match weighs: exact beats stem beats folded beats corrected; the name beats the lead beats the body.
mod weight {
    pub const NAME: (f32, f32, f32) = (2.6, 2.0, 1.4);
    pub const LEAD: (f32, f32, f32) = (1.2, 1.0, 0.7);
    pub const BODY: (f32, f32, f32) = (0.55, 0.5, 0.3);
    /// A compound found through its parts, against the whole.
    pub const PARTS: f32 = 0.7;
    /// What a growing word may become, against the word itself.
    pub const PREFIX: f32 = 0.8;
    pub const MISSPELT: f32 = 0.55;
    /// How fast the single word grows quieter among many.
    pub const CROWD: f32 = 0.7;
    /// Every telling word stands in the name.
    pub const WHOLE_NAME: f32 = 14.0;
    /// The words are the name, and nothing but the name.
    pub const THE_NAME: f32 = 12.0;
    /// The offer's first topic is what the words are about; one of its topics; a narrower or a wider one.
    pub const TOPIC_MAIN: f32 = 5.0;
    pub const TOPIC_OWN: f32 = 5.0;
    pub const TOPIC_NARROWER: f32 = 2.5;
    pub const TOPIC_WIDER: f32 = 2.2;
    pub const AUDIENCE: f32 = 2.0;
    pub const FORMAT: f32 = 6.0;
    pub const LANGUAGE: f32 = 4.0;
    /// The way in, where the words are about something and not about a name.
    pub const FRONT_DOOR: f32 = 2.0;
}

/// Makes the query of one search.
pub struct Builder<'a> {
    pub fields: &'a Fields,
    pub vocabulary: &'a Vocabulary,
    pub searcher: &'a Searcher,
    pub asked: &'a Asked,
}

impl Builder<'_> {
    /// Filters that hold, narrowing findings, words and topics.
    pub fn build(&self) -> BooleanQuery {
        let mut clauses = self.filters();
        match self.meaning() {
            Some(meaning) => {
                clauses.push((Occur::Must, meaning));
                clauses.push((Occur::MustNot, self.emergency_numbers_unnamed()));
            }
            None => clauses.push((Occur::Must, Box::new(AllQuery))),
        }
        BooleanQuery::new(clauses)
    }

    /// The country's emergency numbers stand above the answer where there is danger: they are no offers for whoever grieves or is ill,
    /// and hits only where the words name them.
    fn emergency_numbers_unnamed(&self) -> Box<dyn Query> {
        let mut unnamed: Vec<Clause> =
            vec![(Occur::Must, self.term(self.fields.line, "emergency")), (Occur::Must, self.term(self.fields.covers, "n"))];
        for word in telling(&self.asked.understanding.words) {
            unnamed.push((Occur::MustNot, self.in_field(word, self.fields.name, weight::NAME, self.asked.last_word_open, 1)));
        }
        Box::new(BooleanQuery::new(unnamed))
    }

    /// Filters, and a name that holds the words or begins like them.
    pub fn names(&self) -> BooleanQuery {
        let mut clauses = self.filters();
        let words: Vec<&Word> = self.asked.understanding.words.iter().collect();
        let last = words.len().saturating_sub(1);
        for (at, word) in words.into_iter().enumerate() {
            let open = at == last && self.asked.last_word_open;
            clauses.push((Occur::Must, self.in_field(word, self.fields.name, weight::NAME, open, 1)));
        }
        BooleanQuery::new(clauses)
    }

    fn filters(&self) -> Vec<Clause> {
        let f = &self.asked.filters;
        let fields = self.fields;
        let mut must: Vec<Clause> = Vec::new();
        let mut any = |field: Field, values: Vec<&str>| {
            if !values.is_empty() {
                let terms = values.into_iter().map(|v| Term::from_field_text(field, v)).collect::<Vec<_>>();
                must.push((Occur::Must, constant(any_of(terms), 0.0)));
            }
        };
        any(fields.topic, f.topics.iter().map(String::as_str).collect());
        any(fields.kind, f.kinds.iter().map(|k| k.as_str()).collect());
        any(fields.audience, f.audiences.iter().map(String::as_str).collect());
        any(fields.format, f.formats.iter().map(|x| x.as_str()).collect());
        any(fields.language, f.languages.iter().map(String::as_str).collect());
        any(fields.organization, f.organizations.iter().map(String::as_str).collect());
        any(fields.referral, f.referrals.iter().map(|r| r.as_str()).collect());
        let active = [Status::Active];
        let statuses: &[Status] = if f.statuses.is_empty() { &active } else { &f.statuses };
        any(fields.status, statuses.iter().map(|s| s.as_str()).collect());
        let flags = [
            ("drop_in", f.drop_in),
            ("anonymous", f.anonymous),
            ("companion", f.companion),
            ("accompanied", f.accompanied),
            ("free", f.free),
            ("interpreter", f.interpreter),
            ("wheelchair", f.wheelchair),
        ];
        for (flag, _) in flags.into_iter().filter(|(_, wanted)| *wanted) {
            any(fields.flag, vec![flag]);
        }
        for (numbers, counties) in
            [(&f.municipalities, &f.counties), (&self.asked.narrow.municipalities, &self.asked.narrow.counties)]
        {
            if !numbers.is_empty() || !counties.is_empty() {
                must.push((Occur::Must, self.covering(numbers, counties)));
            }
        }
        if let Some(codes) = &f.icpc2_topics {
            let terms: Vec<Term> = codes.iter().map(|t| Term::from_field_text(fields.topic, t)).collect();
            must.push((Occur::Must, constant(any_of(terms), 0.0)));
        }
        if let Some(age) = f.age {
            must.push((Occur::Must, self.takes_age(age)));
        }
        if let Some(age) = self.asked.narrow.age {
            // What is for those close to somebody does not ask the other one's age.
            let mut either: Vec<Clause> = vec![(Occur::Should, self.takes_age(age))];
            if self.asked.understanding.relative {
                for audience in ["next_of_kin", "parents", "families"] {
                    either.push((Occur::Should, self.term(fields.audience, audience)));
                }
            }
            must.push((Occur::Must, constant(Box::new(BooleanQuery::new(either)), 0.0)));
        }
        must
    }

    /// What the inhabitants of these municipalities and counties may use; with neighbours' offers where they are welcome.
    fn covering(&self, numbers: &[String], counties: &[String]) -> Box<dyn Query> {
        let places = &self.vocabulary.places;
        let inside = places.municipalities.iter().filter(|m| counties.contains(&m.county)).map(|m| m.number.clone());
        let around = numbers.iter().filter_map(|n| places.municipality(n)).map(|m| &m.county).chain(counties);
        let around: Vec<String> = around.map(|county| format!("c{county}")).collect();
        let values = numbers.iter().cloned().chain(inside).chain(around).chain(["n".to_owned()]);
        let mut terms: Vec<Term> = values.map(|value| Term::from_field_text(self.fields.covers, &value)).collect();
        terms.extend(self.asked.neighbours.iter().map(|number| Term::from_field_text(self.fields.outsiders, number)));
        constant(any_of(terms), 0.0)
    }

    fn takes_age(&self, age: u8) -> Box<dyn Query> {
        let up_to = RangeQuery::new(Bound::Unbounded, Bound::Included(Term::from_field_u64(self.fields.age_min, age.into())));
        let from = RangeQuery::new(Bound::Included(Term::from_field_u64(self.fields.age_max, age.into())), Bound::Unbounded);
        constant(Box::new(BooleanQuery::new(vec![(Occur::Must, Box::new(up_to)), (Occur::Must, Box::new(from))])), 0.0)
    }

    /// Words, topics and the rest of what was understood; `None` where nothing was said.
    fn meaning(&self) -> Option<Box<dyn Query>> {
        let understood = &self.asked.understanding;
        let mut should: Vec<Clause> = Vec::new();
        let words: Vec<&Word> = telling(&understood.words);
        let last = understood.words.last();
        // In a whole sentence each word says less: what it is about decides, not what it happens to hold.
        let loudness = if understood.topics.is_empty() { 1.0 } else { (2.0 / words.len().max(2) as f32).powf(weight::CROWD) };
        for word in &words {
            let open = self.asked.last_word_open && last.is_some_and(|l| std::ptr::eq(l, *word));
            should.push((Occur::Should, Box::new(BoostQuery::new(self.anywhere(word, open), loudness))));
        }
        if !words.is_empty() {
            should.push((Occur::Should, self.whole_name(&words)));
            let name = understood.words.iter().map(|w| w.stem.as_str()).collect::<Vec<_>>().join(" ");
            let letters = name.chars().count();
            should.push((Occur::Should, constant(self.term(self.fields.name_whole, &name), weight::THE_NAME)));
            if (4..=40).contains(&letters) {
                let term = Term::from_field_text(self.fields.name_whole, &name);
                let near = FuzzyTermQuery::new(term, if letters >= 8 { 2 } else { 1 }, true);
                should.push((Occur::Should, constant(Box::new(near), weight::THE_NAME / 2.0)));
            }
        }
        for (slug, fields) in self.topic_weights() {
            for (field, weight) in fields {
                should.push((Occur::Should, constant(self.term(field, &slug), weight)));
            }
        }
        for audience in &understood.audiences {
            should.push((Occur::Should, constant(self.term(self.fields.audience, audience), weight::AUDIENCE)));
        }
        for format in &understood.formats {
            should.push((Occur::Should, constant(self.term(self.fields.format, format.as_str()), weight::FORMAT)));
        }
        if let Some(language) = &understood.language {
            should.push((Occur::Should, constant(self.term(self.fields.language, language), weight::LANGUAGE)));
        }
        if should.is_empty() {
            return None;
        }
        if !understood.topics.is_empty() {
            should.push((Occur::Should, constant(self.term(self.fields.kind, Kind::FrontDoor.as_str()), weight::FRONT_DOOR)));
        }
        Some(Box::new(BooleanQuery::new(should)))
    }

    /// For each topic the fields that it is looked for in, with what a match there weighs.
    fn topic_weights(&self) -> Vec<(String, Vec<(Field, f32)>)> {
        let mut wider: HashMap<String, f32> = HashMap::new();
        let mut weights = Vec::new();
        let said = self.asked.understanding.topics.iter().map(|topic| (&topic.slug, topic.confidence));
        for (slug, sure) in said.chain(self.asked.coded().map(|slug| (slug, 1.0))) {
            weights.push((
                slug.clone(),
                vec![
                    (self.fields.topic_main, weight::TOPIC_MAIN * sure),
                    (self.fields.topic_own, (weight::TOPIC_OWN - weight::TOPIC_NARROWER) * sure),
                    (self.fields.topic, weight::TOPIC_NARROWER * sure),
                ],
            ));
            for broader in self.vocabulary.terms.with_broader(slug).into_iter().skip(1) {
                let slot = wider.entry(broader).or_default();
                *slot = slot.max(weight::TOPIC_WIDER * sure);
            }
        }
        weights.extend(wider.into_iter().map(|(slug, weight)| (slug, vec![(self.fields.topic_own, weight)])));
        weights
    }

    fn anywhere(&self, word: &Word, open: bool) -> Box<dyn Query> {
        let letters = word.exact.chars().count();
        let mut queries = vec![
            self.in_field(word, self.fields.name, weight::NAME, open, 1),
            self.in_field(word, self.fields.lead, weight::LEAD, open && letters >= 3, 2),
        ];
        if letters >= 3 {
            queries.push(self.in_field(word, self.fields.body, weight::BODY, open && letters >= 4, 9));
        }
        Box::new(DisjunctionMaxQuery::with_tie_breaker(queries, 0.15))
    }

    /// Every telling word stands in the name, in some form.
    fn whole_name(&self, words: &[&Word]) -> Box<dyn Query> {
        let last = self.asked.understanding.words.last();
        let all = words
            .iter()
            .map(|word| {
                let open = self.asked.last_word_open && last.is_some_and(|l| std::ptr::eq(l, *word));
                (Occur::Must, self.in_field(word, self.fields.name, weight::NAME, open, 1))
            })
            .collect();
        constant(Box::new(BooleanQuery::new(all)), weight::WHOLE_NAME)
    }

    /// One word in one text, in the best of its forms. `typos` is how long a word must be to be looked for misspelt, times four.
    fn in_field(&self, word: &Word, forms: Forms, weights: (f32, f32, f32), open: bool, typos: usize) -> Box<dyn Query> {
        let letters = word.exact.chars().count();
        let mut queries: Vec<Box<dyn Query>> = vec![
            self.scored(forms.exact, &word.exact, weights.0),
            self.scored(forms.stem, &word.stem, weights.1),
            self.scored(forms.fold, &word.fold, weights.2),
        ];
        if word.parts.len() > 1 {
            let parts = word.parts.iter().map(|p| (Occur::Must, self.scored(forms.stem, p, weights.1))).collect();
            queries.push(Box::new(BoostQuery::new(Box::new(BooleanQuery::new(parts)), weight::PARTS)));
        }
        if open && letters >= 2 {
            let prefix = FuzzyTermQuery::new_prefix(Term::from_field_text(forms.exact, &word.exact), 0, true);
            queries.push(constant(Box::new(prefix), weights.0 * weight::PREFIX * 3.0));
        }
        if letters >= 4 * typos && !word.known && !self.is_written(word) {
            let distance = if letters >= 8 { 2 } else { 1 };
            let exact = Term::from_field_text(forms.exact, &word.exact);
            let misspelt: Box<dyn Query> = if open {
                Box::new(FuzzyTermQuery::new_prefix(exact, distance, true))
            } else {
                Box::new(FuzzyTermQuery::new(exact, distance, true))
            };
            queries.push(constant(misspelt, weights.0 * weight::MISSPELT * 4.0));
            let stem = FuzzyTermQuery::new(Term::from_field_text(forms.fold, &word.fold), distance, true);
            queries.push(constant(Box::new(stem), weights.2 * weight::MISSPELT * 4.0));
        }
        Box::new(DisjunctionMaxQuery::new(queries))
    }

    /// Whether the word stands so in any offer: then it is not misspelt.
    fn is_written(&self, word: &Word) -> bool {
        [self.fields.name, self.fields.lead, self.fields.body]
            .iter()
            .any(|forms| self.searcher.doc_freq(&Term::from_field_text(forms.stem, &word.stem)).is_ok_and(|n| n > 0))
    }

    fn scored(&self, field: Field, text: &str, weight: f32) -> Box<dyn Query> {
        let term = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs);
        Box::new(BoostQuery::new(Box::new(term), weight))
    }

    fn term(&self, field: Field, text: &str) -> Box<dyn Query> {
        Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
    }
}

/// The words that say something; all of them where none does.
pub fn telling(words: &[Word]) -> Vec<&Word> {
    let sought: Vec<&Word> = words.iter().filter(|w| w.sought).collect();
    if sought.is_empty() { words.iter().collect() } else { sought }
}

/// What holds one of these terms. Tantivy's own set of terms builds an automaton for every search, which costs more than a union
/// of the few that there are.
pub fn any_of(terms: Vec<Term>) -> Box<dyn Query> {
    let one = |term| Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Box<dyn Query>;
    Box::new(BooleanQuery::union(terms.into_iter().map(one).collect()))
}

fn constant(query: Box<dyn Query>, score: f32) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, score))
}

//! Owns the reasons for a hit, in words. Must not know scores.

use crate::domain::query::Asked;
use crate::domain::{Lang, Offer};
use crate::vocabulary::Vocabulary;
use serde::Serialize;

/// One reason for a hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Why {
    /// `name`, `topic`, `audience`, `age`, `format`, `front_door`, `words`, `anybody`.
    pub code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    pub text: String,
}

impl Why {
    /// Of those who answer everybody.
    pub fn for_anybody(lang: Lang) -> Why {
        let text = say(
            lang,
            "Åpent for alle, uansett hva det gjelder",
            "Ope for alle, uansett kva det gjeld",
            "Open to everyone, whatever it is about",
        );
        Why { code: "anybody", topic: None, text }
    }
}

/// A sentence in the four languages; Northern Sámi falls back to bokmål until a speaker has written it.
fn say(lang: Lang, nb: &str, nn: &str, en: &str) -> String {
    match lang {
        Lang::Nn => nn,
        Lang::En => en,
        Lang::Nb | Lang::Se => nb,
    }
    .to_owned()
}

/// Why this offer is a hit, the strongest reason first.
pub fn why(vocabulary: &Vocabulary, offer: &Offer, asked: &Asked, in_name: bool, lang: Lang) -> Vec<Why> {
    let understood = &asked.understanding;
    // The young are shown no diagnoses.
    let young =
        asked.filters.age.or(understood.age).is_some_and(|age| age <= 25) || understood.audiences.iter().any(|a| a == "young");
    let mut reasons = Vec::new();
    let mut add = |code: &'static str, topic: Option<String>, text: String| {
        if !reasons.iter().any(|told: &Why| told.text == text) {
            reasons.push(Why { code, topic, text });
        }
    };
    if in_name {
        add("name", None, say(lang, "Ordene står i navnet", "Orda står i namnet", "Your words are in the name"));
    }
    for topic in &understood.topics {
        // The topic itself, else a narrower one; what is about the wider thing is about this, too, where nothing nearer is.
        let chain = vocabulary.terms.with_broader(&topic.slug);
        let itself = chain.iter().take(1).find(|slug| offer.topics.contains(slug));
        let narrower = || offer.topics.iter().find(|own| vocabulary.terms.with_broader(own).contains(&topic.slug));
        let wider = || chain.iter().find(|slug| offer.topics.contains(slug));
        let own = itself.or_else(narrower).or_else(wider);
        if let Some(term) = own.and_then(|slug| vocabulary.terms.topic(slug)) {
            let label = lower_first(if young { term.everyday(lang).1 } else { term.label(lang) });
            let text = say(lang, &format!("Handler om {label}"), &format!("Handlar om {label}"), &format!("Is about {label}"));
            add("topic", Some(term.slug.clone()), text);
        }
    }
    for audience in understood.audiences.iter().filter(|a| offer.audiences.contains(a)) {
        if let Some(term) = vocabulary.terms.audiences.iter().find(|t| &t.slug == audience) {
            let label = lower_first(term.label(lang));
            add("audience", None, say(lang, &format!("For {label}"), &format!("For {label}"), &format!("For {label}")));
        }
    }
    if let (Some(age), Some(range)) = (asked.filters.age.or(understood.age), offer.age)
        && range.takes(age)
    {
        add(
            "age",
            None,
            say(lang, &format!("Tar imot en på {age}"), &format!("Tek imot ein på {age}"), &format!("Takes somebody of {age}")),
        );
    }
    for format in understood.formats.iter().filter(|f| offer.formats.contains(f)) {
        if let Some(term) = vocabulary.terms.formats.iter().find(|t| t.slug == format.as_str()) {
            add("format", None, term.label(lang).to_owned());
        }
    }
    if reasons.is_empty() {
        let (code, text) = if offer.kind == crate::domain::slug::Kind::FrontDoor {
            (
                "front_door",
                say(lang, "Veien inn når man er usikker", "Vegen inn når ein er usikker", "The way in when one is not sure"),
            )
        } else {
            ("words", say(lang, "Ordene står i teksten", "Orda står i teksten", "Your words are in the text"))
        };
        if !understood.words.is_empty() {
            reasons.push(Why { code, topic: None, text });
        }
    }
    reasons
}

/// A label inside a sentence; names in capitals stay (ADHD).
fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => label.to_owned(),
    }
}

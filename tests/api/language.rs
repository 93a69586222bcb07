//! Norwegian and the vocabulary: forms of one word meet, different words stay apart, phrases left out are reached by the others.

use super::common::{EAR, VOCABULARY, project};
use std::collections::HashSet;
use veiviser::understanding::Understander;
use veiviser::vocabulary::Vocabulary;

/// The stems under which a word is found: its own and its parts'.
fn keys(word: &str) -> HashSet<String> {
    let word = VOCABULARY.norwegian.word(word);
    word.parts.iter().cloned().chain([word.stem]).collect()
}

#[test]
fn forms_of_one_word_meet_in_both_written_forms() {
    for words in [
        &["kurs", "kurset", "kursa", "kursene", "mestringskurset", "meistringskurs"][..],
        &["gruppe", "gruppa", "gruppene", "sorggruppe", "sjølvhjelpsgruppa"],
        &["ensom", "ensomt", "ensomme", "einsam", "einsame", "ensomhet", "einsemd"],
        &["søvn", "svevn", "søvnen", "søvnvansker", "svevnvanskar"],
        &["sykmeldt", "sjukmeld", "sykmeldte", "sjukmelde"],
        &["ungdom", "ungdommer", "ungdommene", "ungdomar"],
        &["foreldre", "foreldrene", "foreldra", "foreldreveiledning"],
        &["pårørende", "pårørande", "pårørendegruppe"],
        &["bolig", "boligen", "bustad", "bustaden"],
        &["vold", "vald", "valden"],
    ] {
        let mut together = keys(words[0]);
        for word in words {
            together = together.intersection(&keys(word)).cloned().collect();
            assert!(!together.is_empty(), "{word} has nothing in common with {}", words[0]);
        }
    }
}

#[test]
fn different_words_stay_apart() {
    for (a, b) in [
        ("kurs", "kur"),
        ("mann", "mange"),
        ("rus", "reise"),
        ("sinne", "sinn"),
        ("mat", "mot"),
        ("gravid", "grave"),
        ("mor", "mord"),
        ("sorg", "sørge"),
        ("angst", "ang"),
        ("gjeld", "gjelder"),
        ("barn", "barnål"),
        ("vold", "voll"),
        ("trygd", "trygghet"),
        ("bolig", "bol"),
        ("rett", "rettferdig"),
        ("søvn", "søt"),
        ("hus", "hustru"),
        ("far", "fare"),
        ("sykdom", "sykle"),
    ] {
        assert!(keys(a).is_disjoint(&keys(b)), "{a} and {b} meet");
    }
}

/// Two words of the domain that no list brings together are told apart, whatever they are: parts of compounds, each a word of its own.
#[test]
fn words_of_the_domain_keep_their_own_stems() {
    let text = std::fs::read_to_string(project().join("data/language/parts.txt")).expect("parts");
    let words: Vec<&str> = text.lines().map(str::trim).filter(|w| w.chars().count() >= 4 && !w.starts_with('#')).collect();
    let mut meet = std::collections::BTreeMap::<String, Vec<&str>>::new();
    for word in &words {
        meet.entry(VOCABULARY.norwegian.simple_stem(word)).or_default().push(word);
    }
    // Forms of one word, and words that the pairs bring together on purpose, begin alike or stand in the pairs.
    let alike = |a: &str, b: &str| a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count() >= 3;
    let paired = std::fs::read_to_string(project().join("data/language/pairs.tsv")).expect("pairs");
    let wrong: Vec<&Vec<&str>> = meet
        .values()
        .filter(|same| same.len() > 1)
        .filter(|same| !same.iter().all(|w| alike(w, same[0]) || paired.lines().any(|l| l.split('\t').any(|c| c == *w))))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn enough_words_are_known() {
    let terms = &VOCABULARY.terms;
    let phrases = terms.topic_phrases.len() + terms.audience_phrases.len();
    assert!(phrases >= 3_000, "{phrases} words and phrases");
    let covered: HashSet<&str> = terms.topic_phrases.iter().map(|p| p.slug.as_str()).collect();
    let silent: Vec<&str> = terms.topics.iter().map(|t| t.slug.as_str()).filter(|s| !covered.contains(s)).collect();
    assert!(silent.is_empty(), "topics without a phrase: {silent:?}");
    assert_eq!(VOCABULARY.places.municipalities.len(), 357);
}

/// An index outlives the process that made it: the same files must give every word the same stem at every start.
#[test]
fn words_have_the_same_stems_at_every_start() {
    let again = Vocabulary::read(&project().join("data")).expect("the data folder");
    let said = VOCABULARY.dangers.utterances.iter().map(|u| u.text.as_str());
    let phrases = VOCABULARY.terms.topic_phrases.iter().map(|p| p.text.as_str());
    for word in said.chain(phrases).flat_map(str::split_whitespace) {
        assert_eq!(VOCABULARY.norwegian.word(word), again.norwegian.word(word));
    }
}

/// Leaves out a fifth of the phrases and asks for each: at least 60 % still reach their topic through the rest.
#[test]
fn phrases_left_out_are_reached_by_the_others() {
    let terms = &VOCABULARY.terms;
    // A fixed shuffle: the same fifth every time.
    let left_out = |at: usize| (at as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33 & 0xff < 51;
    let understander = Understander::without(VOCABULARY.clone(), EAR.clone(), left_out);
    let mut sections = std::collections::BTreeMap::new();
    let (mut asked, mut reached, mut first) = (0_u32, 0_usize, 0_usize);
    for (_, phrase) in terms.topic_phrases.iter().enumerate().filter(|(at, p)| left_out(*at) && !p.hint) {
        let found = understander.understand(&phrase.text, false, None);
        let family = |slug: &str| terms.with_broader(slug).iter().any(|s| s == &phrase.slug);
        let hit = found.topics.iter().any(|t| family(&t.slug));
        let section = sections.entry(phrase.section.as_str()).or_insert((0_u32, 0_u32));
        *section = (section.0 + u32::from(hit), section.1 + 1);
        asked += 1;
        reached += usize::from(hit);
        first += usize::from(found.topics.first().is_some_and(|t| family(&t.slug)));
    }
    let share = reached as f64 / f64::from(asked.max(1));
    println!("{reached} of {asked} phrases left out reach their topic ({share:.3}), {first} first");
    println!("by section: {sections:?}");
    assert!(share >= 0.6, "{reached} of {asked}: {share:.3}");
}

//! What one search, one suggestion and one plan take inside the service, on made-up catalogues: `cargo bench`, or `make bench`.
//! `VEIVISER_BENCH_OFFERS` names the sizes, with commas between; default 10000.

use criterion::{Criterion, criterion_group, criterion_main};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::runtime::Runtime;
use veiviser::catalogue::Catalogue;
use veiviser::domain::change::WithdrawnIds;
use veiviser::domain::query::{Filters, Query};
use veiviser::finding::Finder;
use veiviser::finding::lines::Lines;
use veiviser::search::SearchIndex;
use veiviser::store;
use veiviser::understanding::Ear;
use veiviser::vocabulary::Vocabulary;

const TEXTS: [&str; 4] =
    ["får ikke sove om natta", "mannen min drikker", "jente 15 tør ikke gå på skolen", "kurs i mestring av angst"];
/// Every so many-th key of a typed text is measured.
const KEYS: usize = 3;

/// As many made-up offers, spread over all municipalities, their words taken from the vocabulary's own phrases.
fn catalogue(vocabulary: &Vocabulary, size: usize) -> String {
    let mut text = String::new();
    for place in &vocabulary.places.municipalities {
        let organization = json!({"id": format!("kommune-{}", place.number), "name": {"nb": place.name}, "type": "municipal"});
        text.push_str(&format!("{}\n", json!({"organization": organization})));
    }
    let phrases = &vocabulary.terms.topic_phrases;
    let mut chance = 0x2545_f491_4f6c_dd1d_u64;
    let mut pick = |most: usize| {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        usize::try_from(chance % most.max(1) as u64).unwrap_or(0)
    };
    let kinds = ["course", "group", "conversation", "drop_in", "meeting_place", "activity", "counselling", "phone_line"];
    for n in 0..size {
        let place = &vocabulary.places.municipalities[n % vocabulary.places.municipalities.len()];
        let about = &phrases[pick(phrases.len())];
        let words: Vec<&str> = (0..30).map(|_| phrases[pick(phrases.len())].text.as_str()).collect();
        let offer = json!({"id": format!("laget-{n}"), "name": {"nb": format!("{} {n}", about.text)}, "summary": {"nb": format!("For deg som {}.", about.text)},
            "description": {"nb": words.join(", ")}, "organization": format!("kommune-{}", place.number), "kind": kinds[pick(kinds.len())], "topics": [about.slug],
            "coverage": {"scope": "local", "municipalities": [place.number]}, "contacts": [{"channel": "phone", "value": "+4759900000", "opening_hours": "Mo-Fr 08:00-15:30; PH off"}],
            "status": "active", "source": {"name": "made up", "synthetic": true}});
        text.push_str(&format!("{}\n", json!({"offer": offer})));
    }
    text
}

async fn finder(folder: &Path, size: usize) -> Finder {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data");
    let vocabulary = Arc::new(Vocabulary::read(&data).expect("the data folder"));
    let file = folder.join("catalogue.jsonl");
    std::fs::write(&file, catalogue(&vocabulary, size)).expect("a file");
    let store = store::open(&format!("sqlite:{}", folder.join("store.db").display())).await.expect("a store");
    let clock: veiviser::catalogue::Clock = Arc::new(jiff::Timestamp::now);
    let opened = SearchIndex::open(&folder.join("index"), vocabulary.clone(), &store.identity().await.expect("a store"))
        .expect("an index");
    let catalogue = Catalogue::new(store, vocabulary.clone(), clock);
    catalogue.import_paths(&[file], false, "bench").await.expect("an import");
    catalogue.with_index(&opened.index, opened.seq, WithdrawnIds::default()).await.expect("indexed");
    let ear = Arc::new(Ear::learn(&vocabulary));
    Finder::new(vocabulary, ear, opened.index, Lines::read(&data.join("catalogue/national.jsonl")))
}

fn query(text: &str) -> Query {
    Query {
        text: text.to_owned(),
        last_word_open: true,
        filters: Filters { municipalities: vec!["5001".to_owned()], ..Filters::default() },
        understand: true,
        page: 1,
        per_page: 10,
        at: jiff::Timestamp::now(),
        ..Query::default()
    }
}

fn inside(criterion: &mut Criterion) {
    let sizes = std::env::var("VEIVISER_BENCH_OFFERS").unwrap_or_else(|_| "10000".to_owned());
    let runtime = Runtime::new().expect("a runtime");
    for size in sizes.split(',').filter_map(|s| s.trim().parse::<usize>().ok()) {
        let folder = tempfile::TempDir::new().expect("a folder");
        let finder = runtime.block_on(finder(folder.path(), size));
        let typed: Vec<Query> = TEXTS
            .iter()
            .flat_map(|text| text.char_indices().skip(1).step_by(KEYS).map(|(end, _)| query(text.get(..end).unwrap_or(text))))
            .collect();
        let whole: Vec<Query> = TEXTS.iter().map(|text| query(text)).collect();
        let mut at = 0;
        let mut next = |queries: &[Query]| {
            at += 1;
            queries[at % queries.len()].clone()
        };
        criterion.bench_function(&format!("one key of a search, {size} offers"), |b| b.iter(|| finder.search_now(&next(&typed))));
        criterion.bench_function(&format!("a whole search, {size} offers"), |b| b.iter(|| finder.search_now(&next(&whole))));
        criterion
            .bench_function(&format!("a plan, {size} offers"), |b| b.iter(|| finder.navigate_now(&next(&whole), Vec::new())));
    }
}

criterion_group! { name = benches; config = Criterion::default().sample_size(50); targets = inside }
criterion_main!(benches);

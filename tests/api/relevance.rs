//! The relevance gate: judged queries on three catalogues; a ranking that slides is seen here.

use super::common::{Service, project};
use serde_json::Value;
use std::collections::HashMap;

struct Judged {
    id: String,
    text: String,
    params: Vec<(String, String)>,
    class: String,
    relevant: HashMap<String, i64>,
}

fn read(file: &str) -> Vec<Judged> {
    let text = std::fs::read_to_string(project().join("tests/relevance").join(file)).expect("judged queries");
    text.lines()
        .filter(|l| !l.trim().is_empty())
        .map(|line| {
            let row: Value = serde_json::from_str(line).expect("JSON");
            let pairs = row["params"].as_object().expect("params").iter();
            Judged {
                id: row["id"].as_str().expect("an id").to_owned(),
                text: row["q"].as_str().expect("words").to_owned(),
                params: pairs.map(|(k, v)| (k.clone(), v.as_str().map_or_else(|| v.to_string(), str::to_owned))).collect(),
                class: row["class"].as_str().expect("a class").to_owned(),
                relevant: row["relevant"]
                    .as_object()
                    .expect("grades")
                    .iter()
                    .filter_map(|(k, v)| Some((k.clone(), v.as_i64()?)))
                    .collect(),
            }
        })
        .collect()
}

/// Success at three, and nDCG at ten with gain 2^grade - 1.
fn measure(found: &[String], relevant: &HashMap<String, i64>) -> (f64, f64) {
    let gain = |grade: i64| 2_f64.powi(i32::try_from(grade).unwrap_or(0)) - 1.0;
    let discount = |at: usize| (at as f64 + 2.0).log2();
    let told: f64 =
        found.iter().take(10).enumerate().map(|(at, id)| gain(relevant.get(id).copied().unwrap_or(0)) / discount(at)).sum();
    let mut grades: Vec<i64> = relevant.values().copied().collect();
    grades.sort_by(|a, b| b.cmp(a));
    let best: f64 = grades.iter().take(10).enumerate().map(|(at, grade)| gain(*grade) / discount(at)).sum();
    let good = |id: &String| relevant.get(id).is_some_and(|g| *g >= 2 || relevant.values().all(|v| *v < 2));
    (f64::from(found.iter().take(3).any(good)), if best > 0.0 { told / best } else { 0.0 })
}

async fn judge(service: &Service, queries: &[Judged]) -> (f64, f64, HashMap<String, (f64, usize)>) {
    let (mut success, mut ndcg) = (0.0, 0.0);
    let mut classes: HashMap<String, (f64, usize)> = HashMap::new();
    for query in queries {
        let mut params: Vec<(&str, &str)> = vec![("q", &query.text)];
        params.extend(query.params.iter().map(|(k, v)| (k.as_str(), v.as_str())));
        let found = service.ids(&params).await;
        let (s, n) = measure(&found, &query.relevant);
        if s < 1.0 {
            println!("miss {} [{}] {:?}: {found:?}", query.id, query.class, query.text);
        }
        success += s;
        ndcg += n;
        let class = classes.entry(query.class.clone()).or_default();
        class.0 += s;
        class.1 += 1;
    }
    let all = queries.len() as f64;
    println!("success@3 {:.3}, nDCG@10 {:.3} over {} queries", success / all, ndcg / all, queries.len());
    (success / all, ndcg / all, classes)
}

#[tokio::test]
async fn the_two_collections() {
    let service = Service::on(&project().join("tests/relevance/collection")).await;
    let mut queries = read("queries-gjovik.jsonl");
    queries.extend(read("queries-sunnfjord.jsonl"));
    let (success, ndcg, classes) = judge(&service, &queries).await;
    assert!(success >= LEAST.0 && ndcg >= LEAST.1, "success@3 {success:.3}, nDCG@10 {ndcg:.3}");
    for (class, (sum, count)) in classes.iter().filter(|(class, _)| *class != "time") {
        let share = sum / *count as f64;
        assert!(share >= LEAST.2, "{class}: success@3 {share:.3}");
    }
}

/// What the two collections must reach: success@3, nDCG@10, and success@3 of each class.
const LEAST: (f64, f64, f64) = (0.92, 0.78, 0.75);

#[tokio::test]
async fn the_catalogue_that_ships() {
    let service = Service::start().await;
    let queries = read("queries-own.jsonl");
    assert!(queries.len() >= 120);
    let (success, ndcg, _) = judge(&service, &queries).await;
    assert!(success >= 0.9 && ndcg >= 0.7, "success@3 {success:.3}, nDCG@10 {ndcg:.3}");
}

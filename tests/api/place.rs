//! Place: names of today, before, villages, Sámi and Kven; points, counties, neighbours, postal codes.

use super::common::{KEY, Service, project};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Judged names and words that only look like names.
#[tokio::test]
async fn judged_places_are_understood() {
    let service = Service::start().await;
    let text = std::fs::read_to_string(project().join("tests/relevance/places_dev.tsv")).expect("judged places");
    let (mut wrong, mut all) = (Vec::new(), 0.0);
    for row in text.lines().filter(|l| !l.trim().is_empty()) {
        let cells: Vec<&str> = row.split('\t').collect();
        let (said, want, kind) = (cells[0], cells[1], cells[2]);
        let query = [("q", said), ("per_page", "1")];
        let answer: Value =
            service.request(Method::GET, "/v1/offers").query(&query).send().await.expect("an answer").json().await.expect("JSON");
        let place = &answer["understood"]["place"];
        let several = place["candidates"].as_array().into_iter().flatten();
        let told: BTreeSet<&str> = several.chain([place]).filter_map(|p| p["municipality"].as_str()).collect();
        let wanted: BTreeSet<&str> = want.split('|').filter(|w| *w != "none").collect();
        let right = if kind == "ambiguous" { told.len() > 1 && wanted.is_subset(&told) } else { told == wanted };
        all += 1.0;
        if !right {
            wrong.push(format!("{said}: want {want}, told {told:?}"));
        }
    }
    println!("{:.3}\n{}", 1.0 - wrong.len() as f64 / all, wrong.join("\n"));
    assert!(wrong.len() as f64 <= all * 0.05, "{}", wrong.join("\n"));
}

#[tokio::test]
async fn distance_counties_and_neighbours() {
    let service = Service::start().await;
    let document = json!({"id": "torget", "name": {"nb": "Prøvetreff på torget"}, "organization": "malvik-kommune", "kind": "meeting_place", "topics": ["loneliness"],
        "coverage": {"scope": "local", "municipalities": ["5031"], "outsiders": true}, "status": "active",
        "locations": [{"name": "Torget", "lat": 63.43, "lon": 10.79}, {"withheld": true, "street": "Hemmelig 1", "lat": 63.43, "lon": 10.39}]});
    let put = service.request(Method::PUT, "/v1/offers/torget").bearer_auth(KEY).header("If-None-Match", "*").json(&document);
    assert_eq!(put.send().await.expect("an answer").status(), 201);
    let near = service.json("/v1/offers?near=63.43,10.39&sort=distance&radius_km=30").await;
    let hit = &near["hits"][0];
    assert_eq!(hit["offer"]["id"], "torget");
    // The withheld place lies in the very point: it has no distance.
    assert_eq!(hit["distance_km"], json!(19.9));
    assert_eq!(service.json("/v1/offers?near=63.43,10.39&radius_km=10").await["total"], 0);
    super::common::problem(service.get("/v1/offers?radius_km=10").await, 400, "bad_value").await;
    let own = service.ids(&[("q", "Prøvetreff på torget"), ("municipality", "5001")]).await;
    assert!(!own.contains(&"torget".to_owned()), "a neighbour's offer is shown only when asked for");
    let wider = service.json("/v1/offers?q=Pr%C3%B8vetreff%20p%C3%A5%20torget&municipality=5001&nearby=true").await;
    assert_eq!((&wider["hits"][0]["offer"]["id"], &wider["hits"][0]["reach"]), (&json!("torget"), &json!("nearby")));
    let county = service.ids(&[("q", "Prøvetreff på torget"), ("county", "Trøndelag")]).await;
    assert_eq!(county.first().map(String::as_str), Some("torget"));
    let said = service.json("/v1/offers?q=angst%20i%20Nordland").await;
    assert_eq!(said["understood"]["place"], json!({"county": "18", "name": "Nordland"}));
}

#[tokio::test]
async fn postal_codes_say_that_they_are_not_known_yet() {
    let service = Service::start().await;
    let told = super::common::problem(service.get("/v1/offers?postal_code=7013").await, 404, "not_found").await;
    assert!(told["detail"].as_str().is_some_and(|d| d.contains("places update")), "{told}");
    super::common::problem(service.get("/v1/offers?postal_code=70").await, 400, "bad_value").await;
}

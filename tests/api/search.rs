//! `/v1/offers`, `/v1/search`, `/v1/suggest`: filters, facets, paging, what was understood, the main job.

use super::common::{Service, ids};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::HashSet;

#[tokio::test]
async fn the_main_job() {
    let service = Service::start().await;
    let answer = service.json("/v1/offers?q=sint%20hele%20tida&municipality=5001").await;
    let first = &answer["hits"][0];
    assert!(first["offer"]["id"].as_str().is_some_and(|id| id.contains("sinne")), "{}", first["offer"]["id"]);
    assert_eq!(answer["understood"]["topics"][0], "anger");
    assert_eq!(answer["safety"], Value::Null);
    assert!(first["why"].as_array().is_some_and(|w| w.iter().any(|r| r["code"] == "topic")));
    assert!(first["offer"]["organization"]["name"].is_string());
}

#[tokio::test]
async fn posting_the_words_finds_the_same() {
    let service = Service::start().await;
    let got = service.ids(&[("q", "får ikke sove"), ("municipality", "5001"), ("facets", "kind")]).await;
    let posted = service
        .request(Method::POST, "/v1/search")
        .json(&json!({"q": "får ikke sove", "municipality": ["5001"], "facets": "kind"}));
    let body: Value = posted.send().await.expect("an answer").json().await.expect("JSON");
    assert_eq!(got, ids(&body));
}

#[tokio::test]
async fn a_filter_always_holds_and_facets_count_it() {
    let service = Service::start().await;
    let all = service.json("/v1/offers?municipality=5001&facets=kind,topic&per_page=100").await;
    for facet in all["facets"]["kind"].as_array().expect("kinds") {
        let kind = facet["value"].as_str().expect("a kind");
        let some = service.json(&format!("/v1/offers?municipality=5001&kind={kind}&per_page=100")).await;
        assert_eq!(some["total"], facet["count"], "{kind}");
        assert!(some["hits"].as_array().expect("hits").iter().all(|h| h["offer"]["kind"] == kind));
    }
    let accompanied = service.json("/v1/offers?accompanied=true&per_page=100").await;
    let hits = accompanied["hits"].as_array().expect("hits");
    assert!(!hits.is_empty() && hits.iter().all(|h| h["offer"]["access"]["accompanied"] == true));
    let aged = service.json("/v1/offers?age=17&per_page=100").await;
    for hit in aged["hits"].as_array().expect("hits") {
        let age = &hit["offer"]["age"];
        assert!(age["min"].as_u64().is_none_or(|m| m <= 17) && age["max"].as_u64().is_none_or(|m| m >= 17), "{age}");
    }
}

#[tokio::test]
async fn pages_hold_every_hit_once_in_the_same_order() {
    let service = Service::start().await;
    for sort in ["relevance", "name"] {
        let whole = service.ids(&[("sort", sort), ("per_page", "100")]).await;
        let mut pieces = Vec::new();
        for page in ["1", "2", "3", "4"] {
            pieces.extend(service.ids(&[("sort", sort), ("per_page", "25"), ("page", page)]).await);
        }
        assert_eq!(whole, pieces, "{sort}");
        assert_eq!(whole.iter().collect::<HashSet<_>>().len(), whole.len());
    }
}

#[tokio::test]
async fn what_the_text_says_narrows_only_where_something_is_left() {
    let service = Service::start().await;
    let young = service.json("/v1/offers?q=angst%20jente%2015&municipality=5001&per_page=50").await;
    assert_eq!(young["understood"]["age"], 15);
    assert!(young["total"].as_u64() > Some(0), "nobody is turned away");
    let one = service.json("/v1/offers?q=angst%20og%20s%C3%B8vn&municipality=5001&ignore=topic:anxiety").await;
    let topics = one["understood"]["topics"].to_string();
    assert!(topics.contains("sleep") && !topics.contains("anxiety"), "{topics}");
    let day = service.json("/v1/offers?q=noe%20%C3%A5%20gj%C3%B8re%20tirsdag&municipality=5001").await;
    assert_eq!(day["understood"]["corrections"], json!([]), "a weekday is no misspelling");
    let taken_back = service.json("/v1/offers?q=angst%20jente%2015&municipality=5001&ignore=age").await;
    assert_eq!(taken_back["understood"]["age"], Value::Null);
    let bare = service.json("/v1/offers?q=angst%20jente%2015&understand=false").await;
    assert_eq!(bare["understood"]["topics"], json!([]));
}

#[tokio::test]
async fn a_place_in_the_text_is_where_it_is_looked_for() {
    let service = Service::start().await;
    let answer = service.json("/v1/offers?q=angst%20i%20Trondheim&per_page=50").await;
    assert_eq!(answer["understood"]["place"], json!({"municipality": "5001", "name": "Trondheim"}));
    for hit in answer["hits"].as_array().expect("hits") {
        let coverage = &hit["offer"]["coverage"];
        let inside = coverage["scope"] != "local" || coverage["municipalities"].to_string().contains("5001");
        assert!(inside, "{}", hit["offer"]["id"]);
    }
    let several = service.json("/v1/offers?municipality=Her%C3%B8y").await;
    assert_eq!(several["understood"]["place"]["candidates"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn texts_come_in_the_language_asked_for_or_say_so() {
    let service = Service::start().await;
    let answer = service.get("/v1/offers?q=angst&municipality=5001&lang=nn").await;
    assert_eq!(answer.headers()["content-language"], "nn");
    let body: Value = answer.json().await.expect("JSON");
    let offer = &body["hits"][0]["offer"];
    assert!(offer["name"].is_string());
    assert_eq!(offer["text_languages"]["name"], "nb");
}

#[tokio::test]
async fn the_last_word_may_still_be_growing() {
    let service = Service::start().await;
    let suggestions = service.json("/v1/suggest?q=sinne&municipality=5001").await;
    let found = suggestions["suggestions"].as_array().expect("suggestions");
    assert!(found.iter().any(|s| s["kind"] == "offer") && found.iter().any(|s| s["kind"] == "topic"), "{suggestions}");
    assert!(found.len() <= 10);
    let places = service.json("/v1/suggest?q=trondh").await;
    assert!(places["suggestions"].to_string().contains("5001"));
}

#[tokio::test]
async fn icpc2_codes_find_what_they_stand_for() {
    let service = Service::start().await;
    let filtered = service.json("/v1/offers?icpc2=P76&municipality=5001&facets=topic").await;
    assert!(filtered["facets"]["topic"].to_string().contains("depression"));
    let typed = service.json("/v1/offers?q=P76&municipality=5001").await;
    assert_eq!(typed["understood"]["icpc2"], "P76");
    assert_eq!(typed["understood"]["topics"], json!(["depression", "pregnancy_postpartum"]));
}

/// Every shipped offer is found by its own name, first, in its municipality; with one letter wrong, among the first three.
#[tokio::test]
async fn every_offer_is_found_by_its_name() {
    let service = Service::start().await;
    let mut misses = Vec::new();
    for (offer, place) in &super::common::active_offers(&service).await {
        let id = offer["id"].as_str().expect("an id");
        let name = offer["name"]["nb"].as_str().or(offer["name"]["nn"].as_str()).expect("a name");
        let found = service.ids(&[("q", name), ("municipality", place), ("final", "true")]).await;
        if found.first().map(String::as_str) != Some(id) {
            misses.push(format!("{id} by “{name}”: {found:?}"));
        }
        let wrong = misspelt(name);
        let found = service.ids(&[("q", &wrong), ("municipality", place), ("final", "true")]).await;
        if !found.iter().take(3).any(|f| f == id) {
            misses.push(format!("{id} by “{wrong}”: {found:?}"));
        }
    }
    assert!(misses.is_empty(), "{} misses\n{}", misses.len(), misses.join("\n"));
}

/// The name with one letter of its longest word left out.
fn misspelt(name: &str) -> String {
    let longest = name.split_whitespace().max_by_key(|w| w.chars().filter(|c| c.is_alphabetic()).count()).unwrap_or(name);
    let middle = longest.chars().count() / 2;
    let shorter: String = longest.chars().enumerate().filter(|(at, _)| *at != middle).map(|(_, c)| c).collect();
    if longest.chars().count() < 5 { name.to_owned() } else { name.replacen(longest, &shorter, 1) }
}

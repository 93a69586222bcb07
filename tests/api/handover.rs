//! `/v1/shortlists`, `/v1/handover`, `/v1/needs`, `/v1/feedback`, `/v1/insight`, the news, the stream of changes: what is handed over, what was missing, what goes out as it happens.

use super::common::{KEY, Service, problem};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

const THREE: [&str; 3] = ["nasjonal-kirkens-sos", "nasjonal-mental-helse-hjelpetelefonen", "trondheim-mestringstelefonen"];

#[tokio::test]
async fn a_shortlist_is_kept_and_handed_over() {
    let service = Service::start().await;
    let made = service
        .request(Method::POST, "/v1/shortlists")
        .json(&json!({"offers": THREE, "lang": "nb"}))
        .send()
        .await
        .expect("an answer");
    assert_eq!(made.status(), 201);
    let location = made.headers()["location"].to_str().expect("text").to_owned();
    let body: Value = made.json().await.expect("JSON");
    assert_eq!(body["token"].as_str().map(str::len), Some(32));
    let sms = &body["sms"];
    let text = sms["text"].as_str().expect("text");
    assert!(sms["parts"].as_u64() <= Some(3) && text.ends_with(body["link"].as_str().expect("a link")), "{sms}");
    assert!(text.contains("22 40 00 40"), "a number is whole: {text}");
    assert!(body["letter"].as_str().is_some_and(|l| l.contains("Kirkens SOS")));
    let again = service.json(&location).await;
    assert_eq!(again["items"].as_array().map(Vec::len), Some(3));
    for wrong in [
        json!({"offers": ["a-b-c"]}),
        json!({"offers": THREE, "note": "navn"}),
        json!({"offers": [THREE[0], THREE[0], THREE[1]]}),
    ] {
        let answer = service.request(Method::POST, "/v1/shortlists").json(&wrong).send().await.expect("an answer");
        problem(answer, 400, "bad_json").await;
    }
    let unknown = json!({"offers": [THREE[0], THREE[1], "finnes-ikke"]});
    let answer = service.request(Method::POST, "/v1/shortlists").json(&unknown).send().await.expect("an answer");
    problem(answer, 422, "faulty_document").await;
    problem(service.get("/v1/shortlists/00000000000000000000000000000000").await, 404, "not_found").await;
}

#[tokio::test]
async fn needs_are_counted_and_nothing_under_five_is_shown() {
    let service = Service::start().await;
    let need = json!({"municipality": "5001", "topics": ["sleep"], "age_band": "30-66", "why": "full"});
    for _ in 0..4 {
        let told = service.request(Method::POST, "/v1/needs").json(&need).send().await.expect("an answer");
        assert_eq!(told.status(), 202);
    }
    for _ in 0..5 {
        let other = json!({"municipality": "Trondheim", "topics": ["gaming"], "why": "none_here"});
        assert_eq!(service.request(Method::POST, "/v1/needs").json(&other).send().await.expect("an answer").status(), 202);
    }
    let words = json!({"municipality": "5001", "why": "full", "text": "Kari ringte"});
    problem(service.request(Method::POST, "/v1/needs").json(&words).send().await.expect("an answer"), 422, "faulty_document")
        .await;
    // What was gathered is written when the service stops, and is there when it starts again.
    let folder = service.stop().await;
    let service = Service::within(folder, &super::common::project().join("data/catalogue")).await;
    let insight = service.json("/v1/insight?municipality=5001").await;
    let needs = insight["needs"].to_string();
    assert!(needs.contains("gaming") && !needs.contains("sleep"), "{needs}");
    assert!(insight["missing"].as_array().is_some_and(|m| !m.is_empty()));
    assert!(insight["old"].as_array().is_some_and(|o| !o.is_empty()), "nothing of 2018 is verified");
    problem(service.get("/v1/insight").await, 400, "bad_value").await;
}

/// One or two offers are handed over without being kept anywhere.
#[tokio::test]
async fn texts_can_be_had_without_keeping_anything() {
    let service = Service::start().await;
    let told = service.json("/v1/handover?id=nasjonal-kirkens-sos&lang=nn").await;
    assert!(
        told["sms"]["text"]
            .as_str()
            .is_some_and(|t| t.contains("22 40 00 40") && t.ends_with(told["link"].as_str().expect("its page"))),
        "{told}"
    );
    assert_eq!(service.json("/v1/handover?id=nasjonal-kirkens-sos&id=nasjonal-rusinfo").await["link"], Value::Null);
    assert!(told["aloud"].as_str().is_some_and(|t| t.contains("22 40 00 40")));
    problem(service.get("/v1/handover?id=finnes-ikke").await, 404, "not_found").await;
    problem(service.get("/v1/handover?id=nasjonal-kirkens-sos&id=nasjonal-kirkens-sos").await, 400, "bad_value").await;
    problem(service.get("/v1/handover").await, 400, "bad_value").await;
}

#[tokio::test]
async fn whether_people_found_it_is_told_from_five_on() {
    let service = Service::start().await;
    let say = async |found: &str, times: usize| {
        for _ in 0..times {
            let said = json!({"municipality": "5001", "topics": ["anger"], "found": found});
            assert_eq!(service.request(Method::POST, "/v1/feedback").json(&said).send().await.expect("an answer").status(), 202);
        }
    };
    say("all", 5).await;
    say("nothing", 4).await;
    let words = json!({"municipality": "5001", "found": "all", "comment": "takk"});
    problem(service.request(Method::POST, "/v1/feedback").json(&words).send().await.expect("an answer"), 422, "faulty_document")
        .await;
    let folder = service.stop().await;
    let service = Service::within(folder, &super::common::project().join("data/catalogue")).await;
    let insight = service.json("/v1/insight?municipality=5001").await;
    assert_eq!(
        insight["feedback"],
        json!([{"topic": "anger", "label": insight["feedback"][0]["label"], "found": "all", "count": 5}])
    );
}

/// What is new is told for the municipality whose people it is for, and once it is gone, that it is gone.
#[tokio::test]
async fn news_tell_what_came_changed_and_went() {
    let service = Service::start().await;
    let everything = service.json("/v1/municipalities/5001/news?since=2026-11-23").await;
    let about = |id: &str| everything["items"].as_array().into_iter().flatten().find(|i| i["id"] == id).cloned();
    assert_eq!(about("trondheim-mestringstelefonen").map(|i| i["what"].clone()), Some(json!("new")));
    assert_eq!(about("bergen-livskrisehjelpen-telefon"), None, "another municipality's");
    assert_eq!(service.json("/v1/municipalities/5001/news?since=2026-11-24").await["total"], 0);
    let path = "/v1/offers/trondheim-mestringstelefonen";
    let read = service.get(path).await;
    let tag = read.headers()["etag"].to_str().expect("text").to_owned();
    let gone = service.keyed(Method::DELETE, path).header("if-match", tag).send().await.expect("an answer");
    assert_eq!(gone.status(), 204);
    let after = service.json("/v1/municipalities/Trondheim/news?since=2026-11-23").await.to_string();
    assert!(!after.contains("trondheim-mestringstelefonen"), "it came and went within these days");
    let text = service.request(Method::GET, "/v1/municipalities/5001/news?lang=nn").header("accept", "text/plain");
    let text = text.send().await.expect("an answer");
    assert_eq!(text.headers()["content-type"], "text/plain; charset=utf-8");
    assert!(text.text().await.expect("text").starts_with("Hjelpetilbod i Trondheim\nNytt sidan 23. oktober 2026"));
    problem(service.get("/v1/municipalities/0000/news").await, 404, "not_found").await;
}

/// A finished search without a good hit counts by itself, as topic and municipality; one on the way does not.
#[tokio::test]
async fn finished_searches_that_found_nothing_near_count() {
    let service = Service::start().await;
    for _ in 0..5 {
        service.json("/v1/offers?q=spiseforstyrrelse&municipality=1144&final=true").await;
        service.json("/v1/offers?q=spilleavhengig&municipality=1144").await;
    }
    let folder = service.stop().await;
    let service = Service::within(folder, &super::common::project().join("data/catalogue")).await;
    let needs = service.json("/v1/insight?municipality=1144").await["needs"].to_string();
    assert!(needs.contains("eating") && !needs.contains("gambling"), "{needs}");
}

#[tokio::test]
async fn what_comes_too_often_from_one_address_is_refused() {
    let service = Service::start().await;
    let need = json!({"municipality": "5001", "why": "hours"});
    let mut refused = None;
    for _ in 0..80 {
        let answer = service.request(Method::POST, "/v1/needs").json(&need).send().await.expect("an answer");
        if answer.status() == 429 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("refused at last");
    assert!(refused.headers().contains_key("retry-after"));
    problem(refused, 429, "too_many_requests").await;
}

#[tokio::test]
async fn changes_come_as_they_happen() {
    let service = Service::start().await;
    let last = service.json("/v1/readyz".trim_start_matches("/v1")).await["seq"].as_i64().expect("a number");
    let mut answer = service
        .request(Method::GET, &format!("/v1/changes?since={last}"))
        .header("Accept", "text/event-stream")
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    let document = json!({"id": "straum", "name": {"nb": "Straumprøve"}, "organization": "trondheim-kommune", "kind": "group", "topics": ["grief"],
        "coverage": {"scope": "local", "municipalities": ["5001"]}, "status": "active", "locations": [{"withheld": true, "street": "Hemmelig 1"}]});
    let put = service.request(Method::PUT, "/v1/offers/straum").bearer_auth(KEY).header("If-None-Match", "*").json(&document);
    assert_eq!(put.send().await.expect("an answer").status(), 201);
    let mut seen = String::new();
    while !seen.contains("Straumprøve") {
        let chunk = tokio::time::timeout(Duration::from_secs(5), answer.chunk())
            .await
            .expect("in time")
            .expect("bytes")
            .expect("a chunk");
        seen.push_str(&String::from_utf8_lossy(&chunk));
    }
    assert!(seen.contains(&format!("id: {}", last + 1)) && !seen.contains("Hemmelig"), "{seen}");
    // The stream does not keep the service from stopping.
    tokio::time::timeout(Duration::from_secs(10), service.stop()).await.expect("stops");
}

//! Health, figures, headers, limits, and what never stands in a figure.

use super::common::{Service, problem};
use reqwest::Method;

#[tokio::test]
async fn health_and_figures_without_words() {
    let service = Service::start().await;
    assert_eq!(service.json("/livez").await["status"], "ok");
    let ready = service.json("/readyz").await;
    assert_eq!(ready["seq"], ready["indexed_seq"]);
    service.json("/v1/offers?q=hemmeligord").await;
    let figures = service.get("/metrics").await.text().await.expect("text");
    for name in ["veiviser_requests_total", "veiviser_search_seconds", "veiviser_index_offers", "veiviser_index_bytes"] {
        assert!(figures.contains(name), "{name}");
    }
    assert!(!figures.contains("hemmeligord"));
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let service = Service::start().await;
    for path in ["/v1/offers?q=angst", "/v1/topics", "/nowhere", "/v1/offers?nope=1"] {
        let answer =
            service.request(Method::GET, path).header("Origin", "https://kommune.example").send().await.expect("an answer");
        let headers = answer.headers();
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert!(headers.contains_key("content-security-policy") && headers.contains_key("x-request-id"), "{path}");
        assert_eq!(headers["access-control-allow-origin"], "*", "{path}");
        assert_eq!(headers["x-veiviser-now"], "2026-11-23T09:00:00Z", "{path}: a fixed clock is marked");
    }
}

#[tokio::test]
async fn every_failure_has_the_one_envelope() {
    let service = Service::start().await;
    problem(service.get("/nowhere").await, 404, "unknown_route").await;
    let told = problem(service.get("/v1/offers?munisipality=5001").await, 400, "unknown_parameter").await;
    assert!(told["detail"].as_str().expect("text").contains("municipality"));
    problem(service.get("/v1/offers?topic=angre").await, 400, "bad_value").await;
    problem(service.get("/v1/offers?age=old").await, 400, "bad_value").await;
    problem(service.get("/v1/offers?q=%ff").await, 400, "bad_query").await;
    problem(service.get("/v1/offers?municipality=Ingensteds").await, 404, "not_found").await;
    problem(service.get("/v1/offers?page=200&per_page=100").await, 400, "page_too_deep").await;
    problem(service.get(&format!("/v1/offers?q={}", "a".repeat(501))).await, 400, "query_too_long").await;
    problem(service.get("/v1/offers/no-such-offer").await, 404, "not_found").await;
    let large = service.request(Method::POST, "/v1/search").header("content-type", "application/json").body("x".repeat(2 << 20));
    problem(large.send().await.expect("an answer"), 413, "too_large").await;
    let broken = service.request(Method::POST, "/v1/search").header("content-type", "application/json").body("{").send().await;
    problem(broken.expect("an answer"), 400, "bad_json").await;
}

#[tokio::test]
async fn answers_are_compressed_for_those_who_can_read_it() {
    let service = Service::start().await;
    let answer = service.request(Method::GET, "/v1/topics").header("Accept-Encoding", "gzip").send().await.expect("an answer");
    assert_eq!(answer.headers()["content-encoding"], "gzip");
}

#[tokio::test]
async fn a_head_is_a_get_without_its_body() {
    let service = Service::start().await;
    let answer = service.request(Method::HEAD, "/v1/topics").send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    assert!(answer.headers().contains_key("etag"));
    assert!(answer.text().await.expect("no body").is_empty());
}

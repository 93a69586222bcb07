//! `/v1/offers/{id}`: one offer, its revisions, and writes with preconditions.

use super::common::{Service, ids, problem};
use reqwest::Method;
use serde_json::{Value, json};

const ID: &str = "trondheim-sinnemestring-prove";

fn offer(name: &str) -> Value {
    json!({
        "id": ID,
        "name": {"nb": name},
        "organization": "trondheim-kommune",
        "kind": "course",
        "topics": ["anger"],
        "coverage": {"scope": "local", "municipalities": ["5001"]},
        "status": "active",
        "locations": [{"withheld": true, "street": "Hemmelig vei 1"}],
    })
}

async fn put(service: &Service, document: &Value, header: (&str, &str)) -> reqwest::Response {
    service
        .keyed(Method::PUT, &format!("/v1/offers/{ID}"))
        .header(header.0, header.1)
        .json(document)
        .send()
        .await
        .expect("an answer")
}

#[tokio::test]
async fn an_offer_is_made_found_changed_withdrawn_and_remembered() {
    let service = Service::start().await;
    let path = format!("/v1/offers/{ID}");
    let made = put(&service, &offer("Ravnsvart sinneprøve"), ("If-None-Match", "*")).await;
    assert_eq!(made.status(), 201);
    let tag = made.headers()["etag"].to_str().expect("text").to_owned();
    assert_eq!(
        service.ids(&[("q", "ravnsvart"), ("municipality", "5001")]).await.first().map(String::as_str),
        Some(ID),
        "findable at once"
    );
    problem(put(&service, &offer("To ganger"), ("If-None-Match", "*")).await, 412, "changed").await;
    problem(put(&service, &offer("Feil"), ("If-Match", "\"99.0\"")).await, 412, "changed").await;
    let changed = put(&service, &offer("Kvitveis sinneprøve"), ("If-Match", &tag)).await;
    assert_eq!(changed.status(), 200);
    assert!(service.ids(&[("q", "ravnsvart"), ("municipality", "5001"), ("understand", "false")]).await.is_empty());

    let shown = service.json(&path).await;
    assert_eq!(shown["offer"]["locations"], json!([{"withheld": true}]), "a withheld address never leaves");
    let known: Value = service.keyed(Method::GET, &path).send().await.expect("an answer").json().await.expect("JSON");
    assert_eq!(known["offer"]["locations"][0]["street"], "Hemmelig vei 1");
    let history = service.json(&format!("{path}/history")).await;
    assert_eq!(history["items"][1]["members"], json!(["name"]));
    assert!(!history.to_string().contains("Hemmelig"));

    let bare = service.keyed(Method::DELETE, &path).send().await.expect("an answer");
    problem(bare, 428, "precondition_required").await;
    let gone = service.keyed(Method::DELETE, &path).header("If-Match", "\"2.0\"").send().await.expect("an answer");
    assert_eq!(gone.status(), 204);
    problem(service.get(&path).await, 410, "withdrawn").await;
    assert!(!service.ids(&[("q", "kvitveis"), ("municipality", "5001")]).await.contains(&ID.to_owned()));
    assert_eq!(service.json(&format!("{path}/history")).await["total"], 3);
}

#[tokio::test]
async fn verifying_says_today_and_by_which_role() {
    let service = Service::start().await;
    put(&service, &offer("Å verifisere"), ("If-None-Match", "*")).await;
    let answer = service.keyed(Method::POST, &format!("/v1/offers/{ID}/verification")).send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    let body = service.json(&format!("/v1/offers/{ID}")).await;
    assert_eq!(body["offer"]["verified"], json!({"on": "2026-11-23", "by": "administrator"}));
    assert_eq!(body["freshness"]["stale"], false);
}

#[tokio::test]
async fn a_wrong_document_is_told_with_every_fault_and_nothing_changes() {
    let service = Service::start().await;
    let mut wrong = offer("Feil");
    wrong["id"] = json!("another-id");
    wrong["topics"] = json!(["angre"]);
    wrong["organization"] = json!("no-such-organization");
    wrong["contacts"] = json!([{"channel": "phone", "value": "12 34", "opening_hours": "whenever"}]);
    let told = problem(put(&service, &wrong, ("If-None-Match", "*")).await, 422, "faulty_document").await;
    let members: Vec<&str> = told["faults"].as_array().expect("faults").iter().filter_map(|f| f["member"].as_str()).collect();
    for member in ["/id", "/topics/0", "/organization", "/contacts/0/value", "/contacts/0/opening_hours"] {
        assert!(members.contains(&member), "{member} in {members:?}");
    }
    assert!(told.to_string().contains("did you mean anger"));
    problem(service.get(&format!("/v1/offers/{ID}")).await, 404, "not_found").await;
    let unknown = put(&service, &json!({"id": ID, "nmae": {}}), ("If-None-Match", "*")).await;
    problem(unknown, 422, "faulty_document").await;
}

#[tokio::test]
async fn writing_needs_the_key_and_a_precondition() {
    let service = Service::start().await;
    let path = format!("/v1/offers/{ID}");
    let without = service.request(Method::PUT, &path).json(&offer("x")).send().await.expect("an answer");
    assert_eq!(without.headers()["www-authenticate"], "Bearer");
    problem(without, 401, "unauthorized").await;
    let wrong = service.request(Method::PUT, &path).bearer_auth("wrong").json(&offer("x")).send().await.expect("an answer");
    problem(wrong, 401, "unauthorized").await;
    let bare = service.keyed(Method::PUT, &path).json(&offer("x")).send().await.expect("an answer");
    problem(bare, 428, "precondition_required").await;
    let text = service.keyed(Method::PUT, &path).header("If-None-Match", "*").body("{}").send().await.expect("an answer");
    problem(text, 415, "unsupported_media_type").await;
}

#[tokio::test]
async fn unchanged_answers_are_304() {
    let service = Service::start().await;
    for path in ["/v1/offers?kind=course&per_page=2", "/v1/topics", "/v1/organizations", "/v1/places?q=oslo", "/v1/changes"] {
        let first = service.get(path).await;
        let tag = first.headers()["etag"].clone();
        let again = service.request(Method::GET, path).header("If-None-Match", tag).send().await.expect("an answer");
        assert_eq!(again.status(), 304, "{path}");
    }
    let typed = service.get("/v1/offers?q=angst").await;
    assert!(typed.headers().get("etag").is_none());
    assert_eq!(typed.headers()["cache-control"], "no-store");
    assert!(!ids(&typed.json().await.expect("JSON")).is_empty());
}

//! Time: open or not at a moment, by channel; sessions; calendars; what the text says of it and what it only seems to say.

use super::common::{KEY, Service, ids, project};
use reqwest::Method;
use serde_json::{Value, json};

async fn put(service: &Service, document: Value) {
    let id = document["id"].as_str().expect("an id").to_owned();
    let answer = service
        .request(Method::PUT, &format!("/v1/offers/{id}"))
        .bearer_auth(KEY)
        .header("If-None-Match", "*")
        .json(&document)
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 201, "{}", answer.text().await.unwrap_or_default());
}

fn offer(id: &str, more: Value) -> Value {
    let mut document = json!({"id": id, "name": {"nb": format!("Prøve {id}")}, "organization": "trondheim-kommune", "kind": "group",
        "topics": ["grief"], "coverage": {"scope": "local", "municipalities": ["5001"]}, "status": "active"});
    for (name, value) in more.as_object().expect("members") {
        document[name] = value.clone();
    }
    document
}

/// Judged moments, on which two evaluators agree: every one right.
#[tokio::test]
async fn judged_hours_are_all_right() {
    let text = std::fs::read_to_string(project().join("tests/relevance/hours_dev.jsonl")).expect("judged hours");
    let rows: Vec<Value> =
        text.lines().filter(|l| !l.trim().is_empty()).map(|l| serde_json::from_str(l).expect("JSON")).collect();
    let service = Service::start().await;
    let moment = |value: &Value| value.as_str().map(|t| t.parse::<jiff::Timestamp>().expect("a moment"));
    for (at, row) in rows.iter().enumerate() {
        let id = format!("timer-{at}");
        let contacts = json!([{"channel": "phone", "value": "+4759900000", "opening_hours": row["hours"]}]);
        put(&service, offer(&id, json!({"contacts": contacts}))).await;
        let asked = row["at"].as_str().expect("a moment").replace('+', "%2B");
        let told = service.json(&format!("/v1/offers/{id}?at={asked}")).await["open"].clone();
        let change = if told["now"] == json!(true) { &told["until"] } else { &told["next"] };
        assert_eq!(told["now"], row["open"], "{row}: {told}");
        assert_eq!(moment(change), moment(&row["next_change"]), "{row}: {told}");
        assert_eq!(told["contacts"][0]["now"], told["now"]);
    }
}

#[tokio::test]
async fn hours_belong_to_the_channel_and_unknown_is_unknown() {
    let service = Service::start().await;
    let contacts = json!([
        {"channel": "phone", "value": "+4759900001", "opening_hours": "Mo-Fr 08:00-15:00", "fallback": {"nb": "Legevakten svarer"}},
        {"channel": "chat", "value": "https://example.no/chat"}
    ]);
    let closures = json!([{"from": "2026-11-24", "to": "2026-11-25"}]);
    put(&service, offer("kanaler", json!({"contacts": contacts, "closures": closures}))).await;
    let evening = service.json("/v1/offers/kanaler?at=2026-11-23T18:00:00%2B01:00").await["open"].clone();
    assert_eq!(evening["contacts"][0]["now"], json!(false));
    assert_eq!(evening["contacts"][0]["fallback"], "Legevakten svarer");
    assert_eq!(evening["contacts"][1], json!({"now": null, "until": null, "next": null, "fallback": null}));
    // Two closed days are stepped over.
    assert_eq!(evening["next"], "2026-11-26T08:00:00+01:00");
    let open = service.ids(&[("q", "Prøve kanaler"), ("open_at", "2026-11-23T10:00:00+01:00")]).await;
    assert!(open.contains(&"kanaler".to_owned()), "{open:?}");
    let shut = service.ids(&[("q", "Prøve kanaler"), ("open_at", "2026-11-24T10:00:00+01:00"), ("per_page", "100")]).await;
    assert!(!shut.contains(&"kanaler".to_owned()), "{shut:?}");
}

#[tokio::test]
async fn sessions_have_a_next_start_a_filter_an_order_and_a_calendar() {
    let service = Service::start().await;
    let weekly = json!([{"start": "2026-12-01T18:00:00+01:00", "minutes": 90, "recurrence": "FREQ=WEEKLY;COUNT=4"}]);
    let name = json!({"nb": "Prøve ukentlig; med, tegn\nog linje"});
    put(&service, offer("ukentlig", json!({"sessions": weekly, "kind": "course", "name": name}))).await;
    put(&service, offer("fullt", json!({"sessions": [{"start": "2026-11-25T10:00:00+01:00", "availability": "full"}]}))).await;
    put(&service, offer("avlyst", json!({"sessions": [{"start": "2026-11-26T10:00:00+01:00", "availability": "cancelled"}]})))
        .await;
    put(
        &service,
        offer("forbi", json!({"sessions": [{"start": "2026-12-10T10:00:00+01:00", "registration_deadline": "2026-11-20"}]})),
    )
    .await;
    let one = service.json("/v1/offers/ukentlig").await;
    assert_eq!(one["next_session"], "2026-12-01T18:00:00+01:00");
    for id in ["fullt", "avlyst", "forbi"] {
        assert_eq!(service.json(&format!("/v1/offers/{id}")).await["next_session"], Value::Null, "{id}");
    }
    let between = service.ids(&[("municipality", "5001"), ("starts_from", "2026-12-08"), ("starts_to", "2026-12-08")]).await;
    assert_eq!(between, ["ukentlig"]);
    let soonest = service.ids(&[("municipality", "5001"), ("sort", "next_start"), ("per_page", "1")]).await;
    assert_eq!(soonest, ["ukentlig"]);
    let calendar = service.get("/v1/offers/ukentlig/calendar.ics").await;
    assert_eq!(calendar.headers()["content-type"], "text/calendar; charset=utf-8");
    let text = calendar.text().await.expect("text");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 4, "{text}");
    assert!(text.contains("DTSTART:20261201T170000Z") && text.contains("DTEND:20261201T183000Z"), "{text}");
    assert!(text.lines().all(|line| line.len() <= 75), "lines are folded");
    assert!(text.contains("X-WR-CALNAME;VALUE=TEXT:Prøve ukentlig\\; med\\, tegn\\nog linje"), "{text}");
    let place = service.get("/v1/municipalities/5001/calendar.ics").await.text().await.expect("text");
    assert!(place.contains("Prøve ukentlig") && place.contains("CANCELLED") == place.contains("avlyst"), "{place}");
}

#[tokio::test]
async fn a_time_in_the_text_is_a_wish_unless_it_tells_when_the_trouble_comes() {
    let service = Service::start().await;
    let told = async |text: &str| {
        let query = [("q", text), ("municipality", "5001"), ("final", "true")];
        let answer = service.request(Method::GET, "/v1/offers").query(&query).send().await.expect("an answer");
        answer.json::<Value>().await.expect("JSON")["understood"].clone()
    };
    for (text, part) in [
        ("noen å snakke med i kveld", json!("evening")),
        ("kurs etter jobb", json!("evening")),
        ("noe å finne på i helga", json!("weekend")),
        ("treff på lørdag", json!("weekend")),
        ("trim om føremiddagen", json!("morning")),
        ("om morgenen gruer jeg meg", json!(null)),
        ("jeg er så trist om kvelden", json!(null)),
    ] {
        assert_eq!(told(text).await["time_of_day"], part, "{text}");
    }
    assert_eq!(told("det haster, trenger hjelp").await["hurry"], json!(true));
    assert_eq!(told("treff på lørdag").await["weekday"], "Sa");
    let taken_back = service.json("/v1/offers?q=kurs%20i%20kveld&ignore=time_of_day").await;
    assert_eq!(taken_back["understood"]["time_of_day"], Value::Null);
    let evening = service.json("/v1/offers?time_of_day=evening&municipality=3105&per_page=100").await;
    assert!(ids(&evening).contains(&"sarpsborg-apent-treffsted".to_owned()), "{:?}", ids(&evening));
}

//! `/v1/navigate`, `/v1/compare`: steps that differ, what else there is, the question, what to do now.

use super::common::Service;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::HashSet;

async fn plan(service: &Service, query: &[(&str, &str)]) -> Value {
    let answer = service.request(Method::GET, "/v1/navigate").query(query).send().await.expect("an answer");
    assert_eq!(answer.status(), 200, "{query:?}");
    answer.json().await.expect("JSON")
}

fn steps(plan: &Value) -> Vec<&Value> {
    plan["steps"].as_array().expect("steps").iter().collect()
}

#[tokio::test]
async fn steps_differ_and_say_what_to_do() {
    let service = Service::start().await;
    let plan = plan(&service, &[("q", "sint hele tida"), ("municipality", "5001")]).await;
    let kinds: HashSet<&str> = steps(&plan).iter().filter_map(|s| s["offer"]["kind"].as_str()).collect();
    assert!((3..=5).contains(&steps(&plan).len()) && kinds.len() >= 3, "{kinds:?}");
    assert!(steps(&plan).iter().any(|s| s["offer"]["id"].as_str().is_some_and(|id| id.contains("sinne"))));
    assert_eq!(steps(&plan).iter().filter(|s| s["soonest"] == json!(true)).count(), 1);
    for step in steps(&plan) {
        let action = &step["action"];
        assert!(action["text"].as_str().is_some_and(|t| !t.is_empty()), "{step}");
        // Where no number or address is known it says how to find it, and makes none up.
        if action["do"] == "ask_front_door" {
            assert!(!step["offer"]["contacts"].to_string().contains("\"value\""), "{step}");
        } else {
            assert!(action["value"].is_string(), "{step}");
        }
    }
    assert!(
        plan["text"].as_str().is_some_and(|t| t.contains("ingen har bekreftet") || t.contains("Ingen har bekreftet")),
        "what nobody verified is said aloud: {}",
        plan["text"]
    );
}

/// Something that is about the wider thing is nearer than a way in that is about other things; and two ways in of one house are one.
#[tokio::test]
async fn what_was_said_comes_before_the_way_in() {
    let service = Service::start().await;
    for (words, about) in [("kosthold", "healthy_living"), ("panikkangst", "anxiety"), ("depresjon", "depression")] {
        let plan = plan(&service, &[("q", words), ("municipality", "5001"), ("final", "true")]).await;
        let topics = |step: &Value| step["offer"]["topics"].as_array().cloned().unwrap_or_default();
        let first = steps(&plan)[0];
        assert!(topics(first).contains(&json!(about)), "{words}: {first}");
        assert!(first["why"].to_string().contains("Handler om"), "{words}: {}", first["why"]);
        let houses: Vec<&Value> = steps(&plan)
            .iter()
            .filter(|s| s["offer"]["kind"] == "front_door")
            .map(|s| &s["offer"]["organization"]["id"])
            .collect();
        assert_eq!(houses.iter().map(|h| h.to_string()).collect::<HashSet<_>>().len(), houses.len(), "{words}: {houses:?}");
    }
}

#[tokio::test]
async fn several_needs_get_a_step_each() {
    let service = Service::start().await;
    let plan =
        plan(&service, &[("q", "gravid, ingen penger, ingen å snakke med"), ("municipality", "0301"), ("final", "true")]).await;
    let topics: String = steps(&plan).iter().map(|s| s["offer"]["topics"].to_string()).collect();
    assert!(topics.contains("economy"), "{topics}");
    assert!(topics.contains("loneliness") || topics.contains("mental_health"), "{topics}");
}

#[tokio::test]
async fn nobody_is_turned_away() {
    let service = Service::start().await;
    // A municipality of which the catalogue knows nothing, and words that mean nothing.
    for q in ["angst", "qwxz grmpf", ""] {
        let plan = plan(&service, &[("q", q), ("municipality", "1144"), ("final", "true")]).await;
        assert!(
            !steps(&plan).is_empty() || plan["otherwise"].as_array().is_some_and(|o| o.iter().any(|g| g["steps"] != json!([]))),
            "{q}"
        );
    }
    let plan = plan(&service, &[("q", "angst"), ("municipality", "1144")]).await;
    assert!(
        plan["text"].as_str().is_some_and(|t| t.contains("Vi kjenner ikke til noe slikt tilbud i Kvitsøy")),
        "{}",
        plan["text"]
    );
    let groups: Vec<&str> = plan["otherwise"].as_array().expect("groups").iter().filter_map(|g| g["what"].as_str()).collect();
    assert_eq!(groups, ["shared", "county", "national", "nearby", "front_door"]);
    let nothing = service.json("/v1/offers?q=qwxz%20grmpf&municipality=1144&final=true&understand=false").await;
    assert_eq!(nothing["total"], 0);
    assert!(nothing["otherwise"].as_array().is_some_and(|o| o.iter().any(|g| g["steps"] != json!([]))));
}

#[tokio::test]
async fn who_it_is_about_decides_what_is_shown() {
    let service = Service::start().await;
    let other = plan(&service, &[("q", "drikker for mye"), ("municipality", "3105"), ("for", "other")]).await;
    let topics: String = steps(&other).iter().map(|s| s["offer"]["topics"].to_string()).collect();
    assert!(topics.contains("next_of_kin"), "{topics}");
    let patient = plan(&service, &[("q", "søvn"), ("municipality", "5001"), ("for", "patient")]).await;
    assert!(steps(&patient).iter().any(|s| s["asks"].to_string().contains("pasienten")), "{patient}");
}

#[tokio::test]
async fn a_place_is_asked_for_first_and_nothing_twice() {
    let service = Service::start().await;
    let nowhere = plan(&service, &[("q", "angst")]).await;
    assert_eq!(nowhere["ask"]["about"], "place");
    assert!(steps(&nowhere).iter().all(|s| s["reach"] == "national"));
    let asked = plan(&service, &[("q", "angst"), ("asked", "place,age,topic,kind,format,time_of_day,reach,audience")]).await;
    assert_eq!(asked["ask"], Value::Null);
    let known = plan(&service, &[("q", "angst jente 15"), ("municipality", "5001")]).await;
    assert_ne!(known["ask"]["about"], "age");
}

/// Every shipped offer taken as the one that fits, and the questions answered truthfully for it: at most five are left after three
/// answers for nine of ten.
#[tokio::test]
async fn three_answers_leave_few() {
    let service = Service::start().await;
    let (mut all, mut few, mut lost) = (0, 0, Vec::new());
    for (offer, place) in &super::common::active_offers(&service).await {
        let id = offer["id"].as_str().expect("an id");
        let mut params: Vec<(String, String)> = vec![("municipality".into(), place.clone())];
        for _ in 0..3 {
            let pairs: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            let asked = plan(&service, &pairs).await["ask"].clone();
            let Some(options) = asked["options"].as_array() else { break };
            // What it is mostly about is the offer's first topic, where that is an answer.
            let main = |option: &&Value| asked["about"] == "topic" && option["params"]["topic"] == offer["topics"][0];
            let fitting = |option: &&Value| fits(offer, asked["about"].as_str().unwrap_or_default(), &option["params"]);
            let truthful = options.iter().find(main).or_else(|| options.iter().find(fitting));
            let chosen = truthful.or(options.last()).expect("an option");
            add(&mut params, &chosen["params"]);
        }
        let mut pairs: Vec<(&str, &str)> =
            params.iter().filter(|(n, _)| n != "asked").map(|(n, v)| (n.as_str(), v.as_str())).collect();
        pairs.push(("per_page", "100"));
        let left = service.ids(&pairs).await;
        all += 1;
        if left.iter().any(|l| l == id) && left.len() <= 5 {
            few += 1;
        } else {
            lost.push(format!("{id}: {} left, among them: {}, after {params:?}", left.len(), left.iter().any(|l| l == id)));
        }
    }
    println!("{few} of {all} offers are among at most five");
    assert!(f64::from(few) >= 0.9 * f64::from(all), "{few} of {all}\n{}", lost.join("\n"));
}

/// Whether an answer is true of an offer. What the offer says nothing of is not known.
fn fits(offer: &Value, about: &str, params: &Value) -> bool {
    let values = |value: &Value| -> Vec<String> {
        value
            .as_array()
            .cloned()
            .unwrap_or_else(|| vec![value.clone()])
            .iter()
            .filter_map(|v| v.as_str().map(str::to_owned))
            .collect()
    };
    let any = |member: &str, wanted: &Value| values(&offer[member]).iter().any(|v| values(wanted).contains(v));
    match about {
        "topic" => params.get("topic").is_some_and(|w| any("topics", w)),
        "kind" => params.get("kind").is_some_and(|w| any("kind", w)),
        "format" => params.get("format").is_some_and(|w| any("formats", w)),
        "audience" => params.get("audience").is_some_and(|w| any("audiences", w)),
        "age" => params.get("age").and_then(Value::as_u64).is_some_and(|age| {
            let bounds = &offer["age"];
            (bounds["min"].is_u64() || bounds["max"].is_u64())
                && bounds["min"].as_u64().is_none_or(|m| m <= age)
                && bounds["max"].as_u64().is_none_or(|m| age <= m)
        }),
        "reach" => params.get("reach").is_some_and(|w| {
            let local = offer["coverage"]["scope"] == "local";
            values(w).iter().any(|r| (r == "local" || r == "shared") == local)
        }),
        "time_of_day" => params
            .get("time_of_day")
            .is_some_and(|w| values(&offer["rhythm"]["time_of_day"]).iter().any(|v| values(w).contains(v))),
        _ => false,
    }
}

/// The parameters of an answer stand in the place of those of the same name.
fn add(params: &mut Vec<(String, String)>, answer: &Value) {
    for (name, value) in answer.as_object().expect("parameters") {
        let text = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
        params.retain(|(n, _)| n != name);
        match value.as_array() {
            Some(values) => params.extend(values.iter().map(|v| (name.clone(), text(v)))),
            None => params.push((name.clone(), text(value))),
        }
    }
}

#[tokio::test]
async fn offers_are_compared_point_by_point() {
    let service = Service::start().await;
    let told = service.json("/v1/compare?offer=nasjonal-kirkens-sos&offer=nasjonal-mental-helse-hjelpetelefonen").await;
    assert_eq!(told["offers"].as_array().map(Vec::len), Some(2));
    assert!(told["points"].as_array().is_some_and(|p| p.iter().any(|row| row["point"] == "open")), "{told}");
    super::common::problem(service.get("/v1/compare?offer=nasjonal-kirkens-sos").await, 400, "bad_value").await;
    super::common::problem(service.get("/v1/compare?offer=nasjonal-kirkens-sos&offer=finnes-ikke").await, 404, "not_found").await;
}

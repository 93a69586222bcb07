//! Danger first: what is heard, which lines stand on top, that no filter takes them away, that they are there when nothing else is.

use super::common::{EAR, Service, VOCABULARY, project};
use reqwest::Method;
use serde_json::{Value, json};
use veiviser::domain::danger::Level;
use veiviser::understanding::Ear;

/// Judged utterances that nothing was learned from: what is heard may not slide.
#[test]
fn danger_is_heard() {
    let (vocabulary, ear) = (&VOCABULARY, &EAR);
    let kept = Ear::kept(&ear.keep()).expect("readable");
    for set in ["safety_dev.jsonl", "safety_own.jsonl"] {
        let text = std::fs::read_to_string(project().join("tests/relevance").join(set)).expect("judged utterances");
        let (mut wrong, mut counts) = (Vec::new(), std::collections::HashMap::<(String, String), f64>::new());
        for line in text.lines().filter(|l| !l.trim().is_empty()) {
            let row: Value = serde_json::from_str(line).expect("JSON");
            let (said, want) = (row["q"].as_str().expect("words"), row["level"].as_str().expect("a level"));
            assert!(!vocabulary.dangers.utterances.iter().any(|u| u.text.eq_ignore_ascii_case(said)), "{said} was learned from");
            let heard = ear.hear(&vocabulary.norwegian, said);
            assert_eq!(heard, kept.hear(&vocabulary.norwegian, said), "what was kept hears the same");
            let told = heard.map_or("none", |d| d.level.as_str());
            *counts.entry((want.to_owned(), told.to_owned())).or_default() += 1.0;
            if want != told {
                wrong.push(format!("{want} heard as {told}: {said}"));
            }
        }
        let n = |want: &str, told: &[&str]| -> f64 {
            told.iter().map(|t| counts.get(&(want.to_owned(), (*t).to_owned())).copied().unwrap_or(0.0)).sum()
        };
        let all = |want: &str| n(want, &["emergency", "support", "none"]);
        let heard = ["emergency", "support"];
        let emergency = n("emergency", &["emergency"]) / all("emergency");
        let any = (n("emergency", &heard) + n("support", &heard)) / (all("emergency") + all("support"));
        let raised = n("support", &["emergency"]) / all("support");
        let alarm = n("none", &heard) / all("none");
        let wrong = wrong.join("\n");
        println!("{set}: emergency {emergency:.3}, any {any:.3}, raised {raised:.3}, false alarm {alarm:.3}\n{wrong}");
        assert!(emergency >= 0.97 && any >= 0.97 && raised <= 0.15 && alarm <= 0.03, "{wrong}");
    }
}

/// While somebody types, nothing is shouted that the next word takes back; the plain words of danger are heard though they are few.
#[test]
fn few_words_are_heard_for_what_they_are() {
    let (vocabulary, ear) = (&VOCABULARY, &EAR);
    let level = |text: &str| ear.hear(&vocabulary.norwegian, text).map(|d| d.level.as_str());
    for text in ["m", "mann", "han", "mann i", "får ikke sove og", "mannen har drukket", "barn 8 og 11", "hvor er det kurs"] {
        assert_eq!(level(text), None, "{text}");
    }
    for text in ["jeg vil bare dø", "vil ta livet mitt", "han slår meg", "voldtatt", "det brenner i huset"] {
        assert!(level(text).is_some(), "{text}");
    }
}

/// A long story is judged stretch by stretch: one sentence in it may be the one that counts.
#[test]
fn danger_is_heard_in_a_long_story() {
    let (vocabulary, ear) = (&VOCABULARY, &EAR);
    let harmless = "Hei, jeg ringer fordi jeg lurer på om dere har noen kurs eller grupper for folk som har flyttet hit, vi kom i sommer og trives \
                    godt med naturen og jobben, og barna går i barnehage rett ved huset.";
    assert_eq!(ear.hear(&vocabulary.norwegian, harmless), None);
    let grave = format!("{harmless} Men broren min har tatt en overdose nå og puster nesten ikke.");
    assert_eq!(ear.hear(&vocabulary.norwegian, &grave).map(|d| d.level), Some(Level::Emergency));
}

#[tokio::test]
async fn lines_stand_on_top_and_no_filter_takes_them_away() {
    let service = Service::start().await;
    for path in [
        "/v1/offers?q=har%20tatt%20overdose&municipality=5001",
        "/v1/offers?q=har%20tatt%20overdose&kind=activity&free=true&age=70&page=9&understand=false",
        "/v1/suggest?q=har%20tatt%20overdose",
        "/v1/navigate?q=har%20tatt%20overdose&municipality=5001",
    ] {
        let safety = service.json(path).await["safety"].clone();
        assert_eq!(safety["level"], "emergency", "{path}");
        assert_eq!(safety["topic"], "overdose", "{path}");
        assert_eq!(safety["emergency"][0]["number"], "113", "{path}");
        let emergency: Vec<&str> =
            safety["emergency"].as_array().expect("lines").iter().filter_map(|l| l["id"].as_str()).collect();
        assert!(
            safety["support"]
                .as_array()
                .expect("lines")
                .iter()
                .all(|l| !emergency.contains(&l["id"].as_str().unwrap_or_default()))
        );
    }
    assert_eq!(service.json("/v1/offers?q=kurs%20i%20stressmestring").await["safety"], Value::Null);
    // A code that stands for nothing but what is urgent says so without a word.
    let coded = service.json("/v1/offers?icpc2=P77&municipality=5001").await;
    assert_eq!((&coded["safety"]["level"], &coded["safety"]["topic"]), (&json!("support"), &json!("suicide")));
    assert_eq!(service.json("/v1/offers?icpc2=P76&municipality=5001").await["safety"], Value::Null);
}

/// Emergency numbers come from `national.jsonl` also where the store holds none of them.
#[tokio::test]
async fn national_lines_are_there_whatever_the_catalogue_holds() {
    let service = Service::on(&project().join("tests/relevance/collection/gjovik.jsonl")).await;
    let answer = service.json("/v1/offers?q=vil%20ikke%20leve%20lenger&municipality=3407").await;
    let safety = &answer["safety"];
    assert_eq!(safety["topic"], "suicide");
    assert!(safety["support"].to_string().contains("116123"), "{safety}");
    assert!(safety["emergency"].to_string().contains("\"113\""), "{safety}");
    assert!(!answer["hits"].to_string().contains("nasjonal-medisinsk-nodnummer"), "lines are hits only if they are in the store");
}

/// The young are sent to those for the young first, and a closed line is never told as open.
#[tokio::test]
async fn lines_for_the_young_come_first_and_closed_ones_say_so() {
    let service = Service::start().await;
    let young = service
        .json("/v1/offers?q=jente%2014%20vil%20ikke%20leve%20lenger&municipality=5001&at=2026-11-23T21:00:00%2B01:00")
        .await;
    let first = &young["safety"]["support"][0];
    let record = service.json(&format!("/v1/offers/{}", first["id"].as_str().expect("an id"))).await;
    let for_young = record["offer"]["age"]["max"].as_u64().is_some_and(|max| max <= 30)
        || record["offer"]["audiences"].to_string().contains("young")
        || record["offer"]["audiences"].to_string().contains("children");
    assert!(for_young, "{first}");
    let night = service.json("/v1/offers?q=han%20sl%C3%A5r%20meg%20og%20bestemmer%20alt&at=2026-11-22T03:00:00%2B01:00").await;
    for line in night["safety"]["support"].as_array().expect("lines") {
        let hours = line["hours"].as_str();
        assert!(hours.is_none() || hours == Some("24/7") || line["open"] != json!(true), "{line}");
    }
}

/// Past what it can do at once the service says so at once, and whom to call all the same.
#[tokio::test]
async fn who_is_turned_away_for_now_is_told_whom_to_call() {
    let service = Service::start().await;
    let mut refused = None;
    for _ in 0..5 {
        let asked: Vec<_> = (0..900)
            .map(|n| {
                service.request(Method::GET, &format!("/v1/navigate?q=har%20tatt%20overdose%20{n}&municipality=5001")).send()
            })
            .collect();
        for answer in futures_util::future::join_all(asked).await {
            let answer = answer.expect("an answer");
            if answer.status() == 503 {
                refused = Some(answer);
            }
        }
        if refused.is_some() {
            break;
        }
    }
    let refused = refused.expect("900 at once are more than are let in");
    assert!(refused.headers().contains_key("retry-after"));
    let body = super::common::problem(refused, 503, "busy").await;
    assert_eq!(body["safety"]["emergency"][0]["number"], "113", "{body}");
}

/// A line that was withdrawn is not told any more, though the file that ships still holds it; neither after a new start.
#[tokio::test]
async fn a_withdrawn_line_is_not_told() {
    let service = Service::start().await;
    let path = "/v1/offers/nasjonal-kirkens-sos";
    let told = async |service: &Service| service.json("/v1/offers?q=vil%20ikke%20leve%20lenger").await["safety"].to_string();
    assert!(told(&service).await.contains("nasjonal-kirkens-sos"));
    let tag = service.get(path).await.headers()["etag"].to_str().expect("text").to_owned();
    let gone = service.keyed(Method::DELETE, path).header("if-match", tag).send().await.expect("an answer");
    assert_eq!(gone.status(), 204);
    assert!(!told(&service).await.contains("nasjonal-kirkens-sos"));
    let folder = service.stop().await;
    let service = Service::within(folder, &super::common::project().join("data/catalogue")).await;
    assert!(!told(&service).await.contains("nasjonal-kirkens-sos"));
}

//! The pages over real HTTP, as somebody without script, a search engine and a program see them.

use super::common::{KEY, Service, problem};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};
use veiviser::http::PAGES;
use veiviser::pages::codes::code;
use veiviser::pages::shell::encoded;

const POLICY: &str = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'";

/// A browser without script, which follows nothing by itself.
struct Browser {
    service: Service,
    client: Client,
}

impl Browser {
    async fn start() -> Browser {
        let client = Client::builder().redirect(Policy::none()).build().expect("a client");
        Browser { service: Service::start().await, client }
    }

    async fn get(&self, path: &str) -> Response {
        let request = self.client.get(format!("{}{path}", self.service.base)).header("Accept", "text/html,*/*;q=0.8");
        request.send().await.expect("an answer")
    }

    async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.expect("text")
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        let request = self.client.post(format!("{}{path}", self.service.base)).header("Accept", "text/html");
        sent(request, fields).await
    }

    async fn posted(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.post(path, fields).await;
        assert_eq!(answer.status(), 200, "{path} {fields:?}");
        assert_eq!(answer.headers()["cache-control"], "no-store");
        answer.text().await.expect("text")
    }
}

/// Sends fields as a form does.
async fn sent(request: RequestBuilder, fields: &[(&str, &str)]) -> Response {
    let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let request = request.header("Content-Type", "application/x-www-form-urlencoded").body(pairs.join("&"));
    request.send().await.expect("an answer")
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text.find(from).unwrap_or_else(|| panic!("no {from}")) + from.len();
    let rest = &text[start..];
    &rest[..rest.find(to).unwrap_or_else(|| panic!("no {to}"))]
}

fn title(page: &str) -> &str {
    between(page, "<title>", "</title>")
}

/// The values of the buttons of a name.
fn buttons(page: &str, name: &str) -> Vec<String> {
    let mark = format!("name=\"{name}\" value=\"");
    page.match_indices(&mark)
        .map(|(at, _)| between(&page[at..], &mark, "\"").replace("&amp;", "&").replace("&#38;", "&"))
        .collect()
}

#[tokio::test]
async fn a_page_is_neutral_and_needs_nothing_from_elsewhere() {
    let browser = Browser::start().await;
    let answer = browser.get("/trondheim").await;
    assert_eq!(answer.headers()["content-security-policy"], POLICY);
    assert_eq!(answer.headers()["x-frame-options"], "DENY");
    assert_eq!(answer.headers()["cache-control"], "no-cache");
    assert!(answer.headers().get("set-cookie").is_none());
    let page = answer.text().await.expect("text");
    assert_eq!(title(&page), "Veiviser – Trondheim");
    assert!(page.contains("<html lang=\"nb\"") && page.contains("rel=\"canonical\""), "{page}");
    assert!(
        !page.contains(" style=") && !page.contains("<style") && !page.contains("src=\"http"),
        "no inline style, no other host"
    );
    for number in ["tel:113", "tel:112", "tel:110"] {
        assert!(page.contains(number), "{number}");
    }
    assert!(page.contains("https://www.yr.no/") && page.contains("noreferrer"));
    assert!(!buttons(&page, "topic").is_empty(), "what people often look for");
}

#[tokio::test]
async fn addresses_lead_to_the_one_that_stays() {
    let browser = Browser::start().await;
    for (from, to) in [
        ("/5001", "/trondheim"),
        ("/Trondheim", "/trondheim"),
        ("/oppeg%C3%A5rd?lang=nn", "/nordre-follo?lang=nn"),
        ("/tilbud/trondheim-mestringstelefonen", &format!("/tilbud/{}", code("trondheim-mestringstelefonen"))),
    ] {
        let answer = browser.get(from).await;
        assert_eq!((answer.status().as_u16(), answer.headers()["location"].to_str().expect("text")), (301, to), "{from}");
    }
    let chosen = browser.post("/", &[("q", ""), ("municipality", "Stange"), ("age", "")]).await;
    assert_eq!((chosen.status().as_u16(), chosen.headers()["location"].to_str().expect("text")), (303, "/stange"));
}

#[tokio::test]
async fn what_is_not_there_is_told_to_people_and_to_programs() {
    let browser = Browser::start().await;
    for path in ["/finnes-ikke", "/finnes/ikke/heller", "/tilbud/00000000", "/liste/00000000000000000000000000000000"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status(), 404, "{path}");
        assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8", "{path}");
        let page = answer.text().await.expect("text");
        assert!(page.contains("name=\"q\"") && page.contains("tel:113"), "{path}: the box and the numbers");
        assert_eq!(browser.service.get(path).await.headers()["content-type"], "application/problem+json", "{path}");
    }
    problem(browser.service.get("/finnes-ikke").await, 404, "unknown_route").await;
    let wrong = browser.post("/trondheim", &[("q", "angst"), ("ukjent", "1")]).await;
    assert_eq!(
        (wrong.status().as_u16(), wrong.headers()["content-type"].to_str().expect("text")),
        (400, "text/html; charset=utf-8")
    );
    let page = wrong.text().await.expect("text");
    assert!(page.contains("unknown_parameter") && !page.contains("ukjent"), "{page}");
    let large = browser.post("/", &[("q", &"å".repeat(70_000))]).await;
    assert_eq!(large.status(), 413);
    let place = browser.posted("/", &[("q", "angst"), ("municipality", "Lillevik")]).await;
    assert!(place.contains("id=\"municipality-wrong\"") && place.contains("aria-invalid=\"true\""), "{place}");
    assert!(place.contains("value=\"Lillevik\"") && place.contains("v-hits"), "what was typed stays, and the words are answered");
    let nowhere = browser.posted("/trondheim", &[("q", "angst"), ("municipality", "")]).await;
    assert_eq!(title(&nowhere), "Veiviser", "a place that was taken out is no longer asked for");
}

#[tokio::test]
async fn every_page_takes_its_methods_and_no_others() {
    let browser = Browser::start().await;
    for (path, methods) in PAGES {
        let path = path.replace("{code}", "00000000").replace("{token}", "00").replace("{municipality}", "trondheim");
        let path = path.replace("{name}", "none.js");
        for method in ["GET", "POST", "PUT", "DELETE"] {
            let name = Method::from_bytes(method.as_bytes()).expect("a method");
            let answer = browser.client.request(name, format!("{}{path}", browser.service.base)).send().await.expect("an answer");
            assert_eq!(answer.status() == 405, !methods.contains(&method), "{method} {path}");
            if answer.status() == 405 {
                assert_eq!(answer.headers()["allow"], methods.join(", "), "{method} {path}");
            }
        }
    }
}

#[tokio::test]
async fn without_script_words_find_numbers_and_leave_no_trace() {
    let browser = Browser::start().await;
    let page = browser.posted("/trondheim", &[("q", "vil snakke med noen på telefon"), ("municipality", "Trondheim")]).await;
    assert!(page.contains("class=\"v-tel\" href=\"tel:"), "a number to call");
    assert_eq!(title(&page), "Veiviser – Trondheim");
    assert!(page.contains("<input type=\"hidden\"") || !buttons(&page, "answer").is_empty(), "it goes on");
    for link in page.match_indices("href=\"").map(|(at, _)| between(&page[at..], "href=\"", "\"")) {
        assert!(!link.contains("snakke"), "{link}");
    }
    assert!(page.contains("<p class=\"v-share\" hidden>"), "a link to the search needs script to copy it");
    // A key on the way gets the answer alone.
    let request = browser.client.post(format!("{}/trondheim", browser.service.base)).header("x-veiviser-part", "answer");
    let part = sent(request, &[("q", "søv"), ("municipality", "Trondheim")]).await;
    assert_eq!(part.headers()["cache-control"], "no-store");
    let part = part.text().await.expect("text");
    assert!(!part.contains("<html") && part.contains("data-told"), "{part}");
    let shared = browser.page("/trondheim?q=angst").await;
    assert!(shared.contains("value=\"angst\"") && shared.contains("noindex"));
}

#[tokio::test]
async fn danger_stands_on_top() {
    let browser = Browser::start().await;
    let page = browser.posted("/trondheim", &[("q", "jeg vil ikke leve lenger"), ("municipality", "Trondheim")]).await;
    // Right below the words, where it is seen without scrolling.
    let answer = between(&page, "id=\"varsel\"", "</form>");
    let (danger, hits) = (answer.find("v-danger").expect("danger"), answer.find("v-hits").expect("hits"));
    assert!(danger < hits && answer.contains("tel:113") && answer.contains("v-danger__lines--emergency"), "{answer}");
}

#[tokio::test]
async fn the_guide_and_the_chips_are_buttons_of_the_form() {
    let browser = Browser::start().await;
    let first = browser.posted("/", &[("q", "jeg er deprimert og 17 år")]).await;
    let answers = buttons(&first, "answer");
    assert!(answers.iter().any(|a| a.starts_with("municipality=")), "where comes first: {answers:?}");
    let drops = buttons(&first, "drop");
    assert!(drops.contains(&"ignore.age".to_owned()), "{drops:?}");
    let fields = [("q", "jeg er deprimert og 17 år"), ("drop", "ignore.age")];
    let second = browser.posted("/", &fields).await;
    assert!(second.contains("name=\"ignore\" value=\"age\"") && !buttons(&second, "drop").contains(&"ignore.age".to_owned()));
    let placed = browser.posted("/", &[("q", "jeg er deprimert"), ("answer", "municipality=5001&asked=place")]).await;
    assert!(placed.contains("name=\"asked\" value=\"place\"") && title(&placed) == "Veiviser – Trondheim", "{}", title(&placed));
    let more = browser.posted("/trondheim", &[("topic", "mental_health"), ("municipality", "Trondheim"), ("page", "2")]).await;
    assert!(more.matches("<article").count() > 10, "the second page stands below the first");
}

#[tokio::test]
async fn the_language_goes_on_with_every_link() {
    let browser = Browser::start().await;
    let page = browser.page("/trondheim?lang=en").await;
    assert!(page.contains("<html lang=\"en\"") && page.contains("What do you need help with?"));
    assert!(page.contains("action=\"/trondheim?lang=en\"") && page.contains("href=\"/om?lang=en\""), "{page}");
    let sami = browser.page("/om?lang=se").await;
    assert!(sami.contains("<html lang=\"se\"") && sami.contains("<span lang=\"nb\">"), "what is not written yet is marked");
    let english = browser.posted("/trondheim?lang=en", &[("lang", "en"), ("q", "angst"), ("lang", "nb")]).await;
    assert!(
        english.contains("<html lang=\"en\"") && english.contains("formaction=\"/trondheim?lang=nn\""),
        "words go along: {english}"
    );
    assert!(english.contains("Some of the texts about these offers are in Norwegian."), "{english}");
    let asked = browser.client.get(format!("{}/om", browser.service.base)).header("Accept-Language", "nn");
    assert!(asked.send().await.expect("an answer").text().await.expect("text").contains("<html lang=\"nn\""));
    let gp = browser.page("/fastlege?icpc2=P76&municipality=5001&lang=nn").await;
    assert!(
        gp.contains("icpc2=P76&amp;municipality=5001&amp;lang=en") || gp.contains("icpc2=P76&#38;municipality=5001&#38;lang=en")
    );
}

#[tokio::test]
async fn an_offer_is_told_to_people_and_machines_and_a_hidden_place_to_nobody() {
    let browser = Browser::start().await;
    let document = json!({"id": "proevetilbud", "name": {"nb": "Prøvetilbudet </script>"}, "organization": "trondheim-kommune", "kind": "group",
        "topics": ["grief"], "coverage": {"scope": "local", "municipalities": ["5001"]}, "status": "active",
        "contacts": [{"channel": "phone", "value": "+4773000000", "opening_hours": "Mo-Fr 09:00-15:00"}],
        "sessions": [{"start": "2026-12-01T18:00:00+01:00", "minutes": 90}],
        "locations": [{"withheld": true, "street": "Hemmeliggata 1"}, {"name": "Huset", "street": "Åpengata 2", "city": "Trondheim"}]});
    let put = browser.service.keyed(Method::PUT, "/v1/offers/proevetilbud").header("If-None-Match", "*").json(&document);
    assert_eq!(put.send().await.expect("an answer").status(), 201);
    let path = format!("/tilbud/{}", code("proevetilbud"));
    let page = browser.page(&path).await;
    assert_eq!(title(&page), "Tilbud – Trondheim");
    assert!(
        page.contains("73 00 00 00") && page.contains("mandag til fredag klokka 9 til 15") && page.contains("Åpengata 2"),
        "{page}"
    );
    assert!(page.contains("Adressen er skjermet") && !page.contains("Hemmelig"), "{page}");
    assert!(page.contains("calendar.ics") && page.contains("hreflang=\"nn\""));
    let machine: Value = serde_json::from_str(between(&page, "application/ld+json\">", "</script>")).expect("JSON-LD");
    assert_eq!(machine["@type"], "GovernmentService");
    assert_eq!(machine["name"], "Prøvetilbudet </script>");
    assert_eq!(machine["areaServed"][0]["name"], "Trondheim");
    assert_eq!(machine["availableChannel"][0]["servicePhone"]["telephone"], "+4773000000");
    assert_eq!(machine["hoursAvailable"].as_array().map(Vec::len), Some(5));
    assert!(!machine.to_string().contains("Hemmelig"));
    let calendar = browser.get(&format!("{path}/calendar.ics")).await.text().await.expect("text");
    assert!(calendar.contains("BEGIN:VEVENT"));
    let square = browser.get(&format!("{path}/qr.svg")).await;
    assert_eq!(square.headers()["content-type"], "image/svg+xml");
    let first = browser.get(&path).await;
    let again = browser.client.get(format!("{}{path}", browser.service.base)).header("If-None-Match", &first.headers()["etag"]);
    assert_eq!(again.send().await.expect("an answer").status(), 304);
    let gone = browser.service.keyed(Method::DELETE, "/v1/offers/proevetilbud").header("If-Match", "\"1.0\"");
    assert_eq!(gone.send().await.expect("an answer").status(), 204);
    assert_eq!(browser.get(&path).await.status(), 410);
}

#[tokio::test]
async fn what_is_wrong_is_counted_and_nothing_else() {
    let browser = Browser::start().await;
    let id = "nasjonal-kirkens-sos";
    let path = format!("/tilbud/{}/feil", code(id));
    let thanks = browser.posted(&path, &[("what", "number")]).await;
    assert!(thanks.contains("Takk"));
    assert_eq!(browser.post(&path, &[("what", "number"), ("text", "Kari")]).await.status(), 400);
    let reports = format!("/v1/offers/{id}/reports");
    let told = browser.service.request(Method::POST, &reports).json(&json!({"what": "number"})).send().await.expect("an answer");
    assert_eq!((told.status().as_u16(), told.json::<Value>().await.expect("JSON")), (201, json!({"counted": true})));
    let words = browser.service.request(Method::POST, &reports).json(&json!({"what": "number", "text": "Kari"}));
    problem(words.send().await.expect("an answer"), 422, "faulty_document").await;
    problem(browser.service.get(&reports).await, 401, "unauthorized").await;
    let read = browser.service.request(Method::GET, &reports).bearer_auth(KEY).send().await.expect("an answer");
    let body: Value = read.json().await.expect("JSON");
    assert_eq!(body, json!({"total": 2, "items": [{"what": "number", "on": "2026-11-23", "count": 2}]}));
}

#[tokio::test]
async fn a_doctor_gets_an_address_to_keep_and_a_sheet_to_hand_over() {
    let browser = Browser::start().await;
    let kept = browser.post("/fastlege", &[("icpc2", "P76"), ("q", ""), ("municipality", "Trondheim")]).await;
    assert_eq!(
        (kept.status().as_u16(), kept.headers()["location"].to_str().expect("text")),
        (303, "/fastlege?icpc2=P76&municipality=5001")
    );
    let page = browser.page("/fastlege?icpc2=P76&municipality=5001").await;
    assert!(page.contains("id=\"free\"") && page.contains("<textarea"), "{page}");
    let (free, referred) = (page.find("id=\"free\""), page.find("id=\"referred\""));
    assert!(referred.is_none() || free < referred);
    let codes = buttons(&page, "tilbud");
    let words = browser.posted("/fastlege", &[("q", "søvn, jobb"), ("municipality", "5001")]).await;
    assert!(words.contains("name=\"tilbud\"") && !words.contains("?q="));
    assert_eq!(browser.get("/fastlege?q=navn").await.status(), 400, "words have no place in the address");
    let sheet = browser.page(&format!("/ark?tilbud={}&tilbud={}", codes[0], code("nasjonal-kirkens-sos"))).await;
    assert!(sheet.contains("22 40 00 40") && sheet.contains("/qr.svg") && sheet.contains("23. november 2026"), "{sheet}");
    assert!(sheet.contains("noindex"));
}

#[tokio::test]
async fn a_shortlist_is_a_page() {
    let browser = Browser::start().await;
    let three = ["nasjonal-kirkens-sos", "nasjonal-mental-helse-hjelpetelefonen", "trondheim-mestringstelefonen"];
    let made = browser.service.request(Method::POST, "/v1/shortlists").json(&json!({"offers": three, "lang": "nn"}));
    let body: Value = made.send().await.expect("an answer").json().await.expect("JSON");
    let token = body["token"].as_str().expect("a token");
    assert!(body["link"].as_str().is_some_and(|link| link.ends_with(&format!("/liste/{token}"))));
    let page = browser.page(&format!("/liste/{token}")).await;
    assert!(page.contains("<html lang=\"nn\"") && page.contains("22 40 00 40") && page.contains("noindex"), "{page}");
    assert_eq!(title(&page), "Veiviser");
    assert_eq!(browser.get(&format!("/liste/{token}/qr.svg")).await.status(), 200);
}

#[tokio::test]
async fn a_sitemap_names_every_active_offer_once() {
    let browser = Browser::start().await;
    let sitemap = browser.page("/sitemap.xml").await;
    let offers = super::common::active_offers(&browser.service).await;
    for (offer, _) in &offers {
        let address = format!("/tilbud/{}<", code(offer["id"].as_str().expect("an id")));
        assert_eq!(sitemap.matches(&address).count(), 1, "{address}");
    }
    assert_eq!(sitemap.matches("/tilbud/").count(), offers.len());
    assert!(browser.page("/robots.txt").await.contains("/sitemap.xml"));
}

#[tokio::test]
async fn assets_are_kept_packed_and_the_element_is_for_everybody() {
    let browser = Browser::start().await;
    let page = browser.page("/").await;
    let style = format!("/assets/{}", between(&page, "rel=\"stylesheet\" href=\"/assets/", "\""));
    let packed = browser.client.get(format!("{}{style}", browser.service.base)).header("Accept-Encoding", "gzip, br");
    let packed = packed.send().await.expect("an answer");
    assert_eq!(packed.headers()["content-encoding"], "br");
    assert_eq!(packed.headers()["cache-control"], "public, max-age=31536000, immutable");
    let plain = browser.get(&style).await;
    assert_eq!(plain.headers()["content-type"], "text/css; charset=utf-8");
    let element = browser.client.get(format!("{}/embed.js", browser.service.base)).header("Origin", "https://kommune.example");
    let element = element.send().await.expect("an answer");
    assert_eq!(element.headers()["access-control-allow-origin"], "*");
    assert_eq!(element.headers()["cache-control"], "public, max-age=300");
    let tag = element.headers()["etag"].clone();
    let again = browser.client.get(format!("{}/embed.js", browser.service.base)).header("If-None-Match", tag);
    assert_eq!(again.send().await.expect("an answer").status(), 304);
    let frame = browser.get("/embed/trondheim").await;
    assert!(frame.headers()["content-security-policy"].to_str().is_ok_and(|p| p.ends_with("frame-ancestors *")));
    assert!(frame.headers().get("x-frame-options").is_none());
}

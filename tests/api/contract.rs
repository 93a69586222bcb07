//! `openapi.yaml` is what the code says, and says what the code does.

use super::common::{Service, project};
use reqwest::Method;
use std::collections::BTreeSet;
use veiviser::http::{ROUTES, openapi};

#[test]
fn openapi_yaml_has_not_drifted() {
    let committed = std::fs::read_to_string(project().join("openapi.yaml")).expect("openapi.yaml");
    assert!(committed == openapi::yaml(), "run `make openapi` and look at the difference");
}

#[test]
fn every_route_is_told_and_every_told_route_is_there() {
    let told: BTreeSet<(String, String)> = openapi::told_routes().into_iter().map(|(p, m)| (p.to_owned(), m)).collect();
    let there: BTreeSet<(String, String)> =
        ROUTES.iter().flat_map(|(path, methods)| methods.iter().map(|m| ((*path).to_owned(), (*m).to_owned()))).collect();
    assert_eq!(told, there);
}

#[tokio::test]
async fn every_told_method_is_taken_and_others_are_refused_with_the_ones_that_are() {
    let service = Service::start().await;
    for (path, methods) in ROUTES {
        let path = path.replace("{id}", "no-such-id").replace("{number}", "5001").replace("{token}", "00");
        for method in ["GET", "POST", "PUT", "DELETE", "PATCH"] {
            let name = Method::from_bytes(method.as_bytes()).expect("a method");
            let answer = service.request(name, &path).send().await.expect("an answer");
            if methods.contains(&method) {
                assert_ne!(answer.status(), 405, "{method} {path}");
            } else {
                assert_eq!(answer.status(), 405, "{method} {path}");
                assert_eq!(answer.headers()["allow"], methods.join(", "), "{method} {path}");
                super::common::problem(answer, 405, "method_not_allowed").await;
            }
        }
    }
}

#[tokio::test]
async fn the_documentation_needs_no_outside_host() {
    let service = Service::start().await;
    let page = service.get("/docs/").await;
    assert_eq!(page.status(), 200);
    let text = page.text().await.expect("a page");
    assert!(!text.contains("https://") && !text.contains("//cdn"), "{text}");
    let yaml = service.get("/openapi.yaml").await;
    assert_eq!(yaml.headers()["content-type"], "application/yaml");
}

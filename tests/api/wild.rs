//! Wild input: any text is answered, never with a 500, never with a panic.

use super::common::{EAR, Service, VOCABULARY};
use proptest::prelude::*;
use reqwest::Method;
use serde_json::json;
use veiviser::domain::Record;
use veiviser::understanding::Understander;

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime")
}

/// Texts as people, programs and vandals write them.
fn wild() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        proptest::collection::vec(any::<char>(), 0..500).prop_map(|c| c.into_iter().collect()),
        "[a-zæøå0-9 \"'+*?:(){}^~!&|/\\\\\u{0}\u{301}😀-]{0,200}",
        "(angst|OR|AND|NOT|\"|\\(|søvn|i Trondheim|15 år| |-){0,40}",
    ]
}

#[test]
fn any_query_is_answered() {
    let runtime = runtime();
    let service = runtime.block_on(Service::start());
    let config = ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    runner
        .run(&(wild(), any::<bool>()), |(text, open)| {
            let status = runtime.block_on(async {
                let request =
                    service.request(Method::POST, "/v1/search").json(&json!({"q": text, "final": open, "facets": "topic"}));
                request.send().await.expect("an answer").status().as_u16()
            });
            prop_assert!(status == 200 || (status == 400 && text.chars().count() > 500), "{status} for {text:?}");
            let status = runtime.block_on(async {
                let request = service.request(Method::GET, "/v1/suggest").query(&[("q", &text)]);
                request.send().await.expect("an answer").status().as_u16()
            });
            prop_assert!(status == 200 || (status == 400 && text.chars().count() > 500), "{status} for {text:?}");
            Ok(())
        })
        .expect("every text is answered");
}

#[test]
fn any_page_and_any_cursor_is_answered() {
    let runtime = runtime();
    let service = runtime.block_on(Service::start());
    let config = ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    runner
        .run(&("[-0-9a-zæ%+.]{0,12}", "[-0-9a-z%]{0,6}"), |(cursor, page)| {
            let paths = [
                format!("/v1/organizations?after={cursor}"),
                format!("/v1/changes?since={cursor}"),
                format!("/v1/offers?page={page}&per_page={cursor}"),
                format!("/v1/offers/{cursor}"),
            ];
            for path in paths {
                let status = runtime.block_on(async { service.get(&path).await.status().as_u16() });
                prop_assert!([200, 400, 404].contains(&status), "{status} for {path}");
            }
            Ok(())
        })
        .expect("every cursor is answered");
}

#[test]
fn spans_lie_inside_the_text() {
    let understander = Understander::new(VOCABULARY.clone(), EAR.clone());
    proptest!(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() }, |(text in wild(), open in any::<bool>())| {
        let length = text.chars().count();
        let found = understander.understand(&text, open, None);
        for span in &found.spans {
            prop_assert!(span.from < span.to && span.to <= length);
        }
        for topic in &found.topics {
            prop_assert!(topic.confidence > 0.0 && topic.confidence <= 1.0);
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_catalogue_line_is_read_or_told(text in prop_oneof![any::<String>(), "\\{\"(offer|organization)\": ?\\{(\"[a-z_]{1,12}\": ?(\"[^\"]{0,20}\"|[0-9.]{1,5}|null|\\[\\]|\\{\\}),? ?){0,6}\\}\\}"]) {
        if let Err(faults) = Record::from_line(&text) {
            prop_assert!(!faults.is_empty());
            prop_assert!(faults.iter().all(|f| !f.reason.is_empty()));
        }
    }
}

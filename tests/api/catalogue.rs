//! Imports, export, changes, backup and restore.

use super::common::{Service, problem, project};
use reqwest::Method;
use serde_json::{Value, json};
use veiviser::store;

fn line(id: &str, name: &str) -> String {
    json!({"offer": {"id": id, "name": {"nb": name}, "organization": "import-prove", "kind": "group", "topics": ["grief"],
        "coverage": {"scope": "local", "municipalities": ["5001"]}, "status": "active"}})
    .to_string()
}

const OWNER: &str = r#"{"organization": {"id": "import-prove", "name": {"nb": "Importprøven"}, "type": "voluntary"}}"#;

async fn import(service: &Service, text: String, query: &str) -> reqwest::Response {
    let request = service.keyed(Method::POST, &format!("/v1/imports{query}"));
    request.header("content-type", "application/jsonl").body(text).send().await.expect("an answer")
}

#[tokio::test]
async fn an_import_is_all_or_nothing_and_the_same_again_changes_nothing() {
    let service = Service::start().await;
    let text = format!("{}\n\n{OWNER}\n{}", line("import-en", "Første gruppe"), line("import-to", "Andre gruppe"));
    let dry: Value = import(&service, text.clone(), "?dry_run=true").await.json().await.expect("JSON");
    assert_eq!((dry["created"].as_u64(), dry["dry_run"].as_bool()), (Some(3), Some(true)));
    problem(service.get("/v1/offers/import-en").await, 404, "not_found").await;

    let broken = format!("{text}\n{{\"offer\": \n{}", line("import-to", "Andre igjen"));
    let told = problem(import(&service, broken, "").await, 422, "faulty_document").await;
    let lines: Vec<u64> = told["faults"].as_array().expect("faults").iter().filter_map(|f| f["line"].as_u64()).collect();
    assert_eq!(lines, [5, 6], "{told}");
    problem(service.get("/v1/offers/import-en").await, 404, "not_found").await;

    let done: Value = import(&service, text.clone(), "").await.json().await.expect("JSON");
    assert_eq!(done["created"], 3);
    assert!(service.ids(&[("q", "andre gruppe"), ("municipality", "5001")]).await.contains(&"import-to".to_owned()));
    let before = service.json("/readyz").await["seq"].clone();
    let again: Value = import(&service, text, "").await.json().await.expect("JSON");
    assert_eq!(again["unchanged"], 3);
    assert_eq!(service.json("/readyz").await["seq"], before, "no revision for what is unchanged");
}

#[tokio::test]
async fn an_export_can_be_imported_and_changes_come_in_order() {
    let service = Service::start().await;
    let export = service.get("/v1/export").await.text().await.expect("text");
    assert!(export.lines().count() > 100);
    let again: Value = import(&service, export, "?dry_run=true").await.json().await.expect("JSON");
    assert_eq!((again["created"].as_u64(), again["updated"].as_u64()), (Some(0), Some(0)), "{}", again["changes"]);
    let first = service.json("/v1/changes?per_page=5").await;
    let numbers: Vec<i64> = first["items"].as_array().expect("items").iter().filter_map(|c| c["seq"].as_i64()).collect();
    assert!(numbers.windows(2).all(|w| w[0] < w[1]));
    let next = service.json(&format!("/v1/changes?since={}&per_page=5", first["last"])).await;
    assert!(next["items"][0]["seq"].as_i64() > first["last"].as_i64());
}

#[tokio::test]
async fn an_organizations_new_name_reaches_its_offers() {
    let service = Service::start().await;
    import(&service, format!("{OWNER}\n{}", line("import-en", "Første gruppe")), "").await;
    let path = "/v1/organizations/import-prove";
    let renamed = json!({"id": "import-prove", "name": {"nb": "Blåklokka"}, "type": "voluntary"});
    let answer = service.keyed(Method::PUT, path).header("If-Match", "\"1.0\"").json(&renamed).send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    assert!(service.ids(&[("q", "blåklokka")]).await.contains(&"import-en".to_owned()));
}

#[tokio::test]
async fn a_backup_taken_while_serving_brings_everything_back() {
    let service = Service::start().await;
    import(&service, format!("{OWNER}\n{}", line("import-en", "Før sikkerhetskopien")), "").await;
    let address = format!("sqlite:{}", service.folder.path().join("store.db").display());
    let backup = service.folder.path().join("backup.db");
    store::open(&address).await.expect("a store").backup(&backup).await.expect("a backup");
    import(&service, line("import-to", "Etter sikkerhetskopien"), "").await;
    assert!(store::restore(&address, &backup).await.is_err(), "never under a service that runs");

    let folder = service.stop().await;
    store::restore(&address, &backup).await.expect("restored");
    let service = Service::within(folder, &project().join("data/catalogue")).await;
    assert!(service.ids(&[("q", "før sikkerhetskopien"), ("understand", "false")]).await.contains(&"import-en".to_owned()));
    problem(service.get("/v1/offers/import-to").await, 404, "not_found").await;
    let junk = service.folder.path().join("junk.db");
    std::fs::write(&junk, "no store at all").expect("a file");
    let other = format!("sqlite:{}", service.folder.path().join("other.db").display());
    assert!(store::restore(&other, &junk).await.is_err());
}

#[tokio::test]
async fn another_process_that_writes_is_followed_within_a_second() {
    let service = Service::start().await;
    let file = service.folder.path().join("more.jsonl");
    std::fs::write(&file, format!("{OWNER}\n{}", line("import-en", "Skrevet utenfra"))).expect("a file");
    let config = super::common::config(service.folder.path(), &project().join("data/catalogue"));
    let outside = veiviser::app::catalogue(&config).await.expect("a catalogue");
    outside.import_paths(&[file], false, "test").await.expect("imported");
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    assert!(service.ids(&[("q", "skrevet utenfra")]).await.contains(&"import-en".to_owned()));
}

//! Owns the starting of the real service for a test: a port and a store of its own, the data that ships.

use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;
use tokio::sync::oneshot;
use veiviser::app;
use veiviser::config::Config;
use veiviser::understanding::Ear;
use veiviser::vocabulary::Vocabulary;

pub const KEY: &str = "a-key-for-tests-only";
pub const NOW: &str = "2026-11-23T10:00:00+01:00";

/// A service that runs until it is dropped.
pub struct Service {
    pub base: String,
    pub folder: TempDir,
    pub client: Client,
    stop: Option<oneshot::Sender<()>>,
    done: Option<tokio::task::JoinHandle<std::io::Result<()>>>,
}

/// The data that ships, read once for all tests.
pub static VOCABULARY: LazyLock<Arc<Vocabulary>> =
    LazyLock::new(|| Arc::new(Vocabulary::read(&project().join("data")).expect("the data folder")));

/// What hears danger, learned once for all tests.
pub static EAR: LazyLock<Arc<Ear>> = LazyLock::new(|| Arc::new(Ear::learn(&VOCABULARY)));

pub fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Settings for a service on a free port.
pub fn config(folder: &Path, catalogue: &Path) -> Config {
    Config {
        listen: "127.0.0.1:0".parse().expect("an address"),
        data: project().join("data"),
        catalogue: catalogue.to_owned(),
        store: format!("sqlite:{}", folder.join("store.db").display()),
        index: folder.join("index"),
        now: Some(NOW.parse().expect("a moment")),
        admin_key: Some(KEY.to_owned()),
    }
}

impl Service {
    /// On the catalogue that ships.
    pub async fn start() -> Service {
        Service::on(&project().join("data/catalogue")).await
    }

    /// On another catalogue.
    pub async fn on(catalogue: &Path) -> Service {
        let folder = TempDir::new().expect("a folder");
        Service::within(folder, catalogue).await
    }

    /// In a folder where a service may have run before.
    pub async fn within(folder: TempDir, catalogue: &Path) -> Service {
        let running = app::start(&config(folder.path(), catalogue)).await.expect("the service starts");
        let base = format!("http://{}", running.address);
        let (stop, stopped) = oneshot::channel::<()>();
        let done = tokio::spawn(running.until(async move {
            let _ = stopped.await;
        }));
        Service { base, folder, client: Client::new(), stop: Some(stop), done: Some(done) }
    }

    /// Stops in good order and gives the folder back.
    pub async fn stop(mut self) -> TempDir {
        drop(self.stop.take());
        self.done.take().expect("running").await.expect("no panic").expect("a good end");
        std::mem::replace(&mut self.folder, TempDir::new().expect("a folder"))
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    pub fn keyed(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, path).bearer_auth(KEY)
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.expect("an answer")
    }

    /// A 200's JSON.
    pub async fn json(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        let status = answer.status();
        let text = answer.text().await.expect("a body");
        assert_eq!(status, 200, "{path}: {text}");
        serde_json::from_str(&text).expect("JSON")
    }

    /// The answer to a search.
    pub async fn search(&self, params: &[(&str, &str)]) -> Value {
        let answer = self.request(Method::GET, "/v1/offers").query(params).send().await.expect("an answer");
        assert_eq!(answer.status(), 200, "{params:?}");
        answer.json().await.expect("JSON")
    }

    /// The ids of a search, in order.
    pub async fn ids(&self, params: &[(&str, &str)]) -> Vec<String> {
        ids(&self.search(params).await)
    }
}

/// The ids of an answer's hits.
pub fn ids(body: &Value) -> Vec<String> {
    body["hits"].as_array().into_iter().flatten().filter_map(|h| h["offer"]["id"].as_str()).map(str::to_owned).collect()
}

/// Asserts a problem document and gives it back.
pub async fn problem(answer: Response, status: u16, code: &str) -> Value {
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let request_id = answer.headers()["x-request-id"].to_str().expect("text").to_owned();
    let got = answer.status().as_u16();
    let body: Value = answer.json().await.expect("JSON");
    assert_eq!((got, body["code"].as_str()), (status, Some(code)), "{body}");
    assert_eq!(body["status"], status);
    assert_eq!(body["request_id"], request_id.as_str());
    assert!(body["detail"].as_str().is_some_and(|d| !d.is_empty()));
    body
}

/// The active offers of the catalogue, each with a municipality whose inhabitants may use it.
pub async fn active_offers(service: &Service) -> Vec<(Value, String)> {
    let export = service.get("/v1/export").await.text().await.expect("text");
    let records = export.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    records
        .map(|record| record["offer"].clone())
        .filter(|offer| !offer.is_null() && offer["status"] == "active")
        .map(|offer| {
            let county = offer["coverage"]["counties"][0].as_str().map(|c| if c == "15" { "1506" } else { "5001" });
            let place = offer["coverage"]["municipalities"][0].as_str().or(county).unwrap_or("5001").to_owned();
            (offer, place)
        })
        .collect()
}

//! Owns the putting together of parts: the only place where that happens; tests use it unchanged. Must not know what the parts do.

use crate::catalogue::{Catalogue, CatalogueError, Clock, PostalCodes};
use crate::config::Config;
use crate::domain::register::Registers;
use crate::domain::{Fault, Target};
use crate::finding::Finder;
use crate::finding::lines::Lines;
use crate::http::{self, State};
use crate::search::SearchIndex;
use crate::understanding::Ear;
use crate::vocabulary::Vocabulary;
use crate::{store, telemetry};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App as Actix, HttpServer, web};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// Why the service did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("{}", told(.0))]
    Data(Vec<Fault>),
    #[error("{}", catalogue_told(.0))]
    Catalogue(#[from] CatalogueError),
    #[error(transparent)]
    Store(#[from] store::StoreError),
    #[error(transparent)]
    Search(#[from] crate::search::SearchError),
    #[error("cannot listen: {0}")]
    Listen(#[from] std::io::Error),
}

fn told(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn catalogue_told(error: &CatalogueError) -> String {
    match error {
        CatalogueError::Faulty(faults) => told(faults),
        other => other.to_string(),
    }
}

/// A service that listens.
pub struct Running {
    pub address: SocketAddr,
    /// A key that was made just now; it is told once.
    pub new_key: Option<String>,
    server: actix_web::dev::Server,
    close: watch::Sender<bool>,
    catalogue: Catalogue,
}

/// The clock that the settings ask for.
pub fn clock(config: &Config) -> Clock {
    match config.now {
        Some(now) => Arc::new(move || now),
        None => Arc::new(jiff::Timestamp::now),
    }
}

/// Reads the data folder.
pub fn vocabulary(config: &Config) -> Result<Arc<Vocabulary>, StartError> {
    vocabulary_with(config, None)
}

/// The same, with what the public registers said when they were last fetched.
fn vocabulary_with(config: &Config, registers: Option<Registers>) -> Result<Arc<Vocabulary>, StartError> {
    let mut vocabulary = Vocabulary::read(&config.data).map_err(StartError::Data)?;
    if let Some(registers) = registers {
        vocabulary.places.add_registers(&registers);
    }
    Ok(Arc::new(vocabulary))
}

/// The file with what was learned of danger; its first line tells from what.
const LEARNED_OF_DANGER: &str = "danger";

/// What was learned of danger is kept beside the index, for learning takes longer than a start may.
fn ear(config: &Config, vocabulary: &Vocabulary) -> Arc<Ear> {
    static LEARNED: Mutex<Option<(String, Arc<Ear>)>> = Mutex::new(None);
    let mark = format!("{} {} {}\n", env!("CARGO_PKG_VERSION"), Ear::METHOD, vocabulary.danger_fingerprint);
    // Several services in one process, as in tests, learn once.
    let mut learned = LEARNED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, ear)) = learned.as_ref().filter(|(of, _)| *of == mark) {
        return ear.clone();
    }
    let file = config.index.join(LEARNED_OF_DANGER);
    let kept = std::fs::read(&file).ok().and_then(|bytes| Ear::kept(bytes.strip_prefix(mark.as_bytes())?));
    let ear = Arc::new(kept.unwrap_or_else(|| {
        let ear = Ear::learn(vocabulary);
        let made = std::fs::create_dir_all(&config.index);
        if let Err(error) = made.and_then(|()| std::fs::write(&file, [mark.as_bytes(), &ear.keep()].concat())) {
            tracing::warn!(%error, "what was learned of danger cannot be kept; the next start learns it again");
        }
        ear
    }));
    *learned = Some((mark, ear.clone()));
    ear
}

/// A catalogue without an index, for the command line.
pub async fn catalogue(config: &Config) -> Result<Catalogue, StartError> {
    let store = store::open(&config.store).await?;
    Ok(Catalogue::new(store, vocabulary(config)?, clock(config)))
}

/// Reads, opens, imports what a first start imports, catches up, listens.
pub async fn start(config: &Config) -> Result<Running, StartError> {
    let metrics = telemetry::figures();
    let store = store::open(&config.store).await?;
    let vocabulary = vocabulary_with(config, store.registers().await?)?;
    let clock = clock(config);
    let catalogue = Catalogue::new(store.clone(), vocabulary.clone(), clock.clone());
    let new_key = catalogue.ensure_key(config.admin_key.as_deref()).await?;
    if store.last_seq().await? == 0 {
        let report = catalogue.import_paths(std::slice::from_ref(&config.catalogue), false, "first start").await?;
        tracing::info!(created = report.created, "the first start imported the catalogue");
    }
    let opened = SearchIndex::open(&config.index, vocabulary.clone(), &store.identity().await?)?;
    let lines = Lines::read(&config.data.join("catalogue/national.jsonl"));
    for id in lines.ids() {
        let stored = store.get(Target::Offer, &id).await?;
        lines.withdrawn().note(&id, stored.is_some_and(|s| s.document.is_none()));
    }
    let catalogue = catalogue.with_index(&opened.index, opened.seq, lines.withdrawn()).await?;
    let ear = ear(config, &vocabulary);
    let (close, closing) = watch::channel(false);
    let state = web::Data::new(State {
        finder: Finder::new(vocabulary.clone(), ear, opened.index, lines),
        faces: http::Faces::new(&vocabulary),
        catalogue: catalogue.clone(),
        vocabulary,
        clock,
        limits: http::Limits::default(),
        closing,
        postal_codes: PostalCodes::follow(store).await,
        metrics,
        openapi: http::openapi::yaml(),
    });
    let fixed = config.now.map(|now| now.to_string());
    let server = HttpServer::new(move || {
        let fixed = fixed.clone();
        let mut headers = actix_web::middleware::DefaultHeaders::new();
        if let Some(now) = &fixed {
            headers = headers.add(("x-veiviser-now", now.as_str()));
        }
        Actix::new()
            .app_data(state.clone())
            .app_data(web::PayloadConfig::new(http::BODY))
            .wrap(headers)
            .wrap(Compress::default())
            .wrap(http::cors())
            .wrap(from_fn(http::observe))
            .configure(http::routes)
    })
    .disable_signals()
    .shutdown_timeout(20)
    .workers(2)
    // Else the end of an answer longer than a packet waits some 40 ms for the start to be acknowledged.
    .tcp_nodelay(true)
    .bind(config.listen)?;
    let address = server.addrs().first().copied().unwrap_or(config.listen);
    Ok(Running { address, new_key, server: server.run(), close, catalogue })
}

impl Running {
    /// Serves until `stop` is done: then stops accepting, finishes what is under way, commits, and leaves.
    pub async fn until(self, stop: impl Future<Output = ()>) -> std::io::Result<()> {
        let handle = self.server.handle();
        let serving = tokio::spawn(self.server);
        stop.await;
        self.close.send_replace(true);
        handle.stop(true).await;
        let served = serving.await.map_err(std::io::Error::other)?;
        self.catalogue.stop().await;
        served
    }
}

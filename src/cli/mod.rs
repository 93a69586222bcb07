//! Owns the commands, one function each. Must not know HTTP or the store's inside.

mod hsds;
mod places;

use crate::app::{self, StartError};
use crate::catalogue::{CatalogueError, check_files};
use crate::config::{Config, RawConfig};
use crate::domain::change::{Target, WithdrawnIds};
use crate::domain::{Lang, Offer, Organization};
use crate::vocabulary::Vocabulary;
use crate::{http, store, telemetry};
use clap::{Parser, Subcommand, ValueEnum};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// One number in to every local low-threshold help offer in Norwegian municipalities.
#[derive(Parser)]
#[command(name = "veiviser", version, about)]
pub struct Cli {
    #[command(flatten)]
    config: RawConfig,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the service. The first start with an empty store imports the catalogue and builds the index.
    Serve,
    /// Brings catalogue files or folders into the store, all or nothing.
    Import {
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Changes nothing and tells what would.
        #[arg(long)]
        dry_run: bool,
    },
    /// Writes the catalogue to standard output.
    Export {
        #[arg(long, value_enum, default_value_t = ExportFormat::Jsonl)]
        format: ExportFormat,
    },
    /// Checks catalogue and vocabulary files without a store.
    Check {
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Builds the search index anew from the store; the service must not be running.
    Reindex,
    /// Fetches the public registers of places, and locates offers by their addresses.
    #[command(subcommand)]
    Places(places::PlacesCommand),
    /// Writes the whole store into one file, also while serving.
    Backup { file: PathBuf },
    /// Puts a backup in the place of the store; the service must not be running.
    Restore { file: PathBuf },
    /// Exits with 0 when the service answers ready.
    Healthcheck,
    /// Writes openapi.yaml to standard output.
    Openapi,
}

#[derive(Clone, Copy, ValueEnum)]
enum ExportFormat {
    Jsonl,
    Csv,
    /// One file of Open Referral's HSDS 3.1.
    Hsds,
}

/// Runs the command that was given. Exit status: 0 done, 1 faults found or a failure, 2 wrong usage.
pub async fn run() -> ExitCode {
    let cli = Cli::parse();
    let config = match cli.config.with_environment().check() {
        Ok(config) => config,
        Err(reason) => {
            eprintln!("veiviser: {reason}");
            return ExitCode::from(2);
        }
    };
    let done = match cli.command {
        Command::Serve => serve(&config).await,
        Command::Import { paths, dry_run } => import(&config, &paths, dry_run).await,
        Command::Export { format } => export(&config, format).await,
        Command::Check { paths } => check(&config, &paths),
        Command::Reindex => reindex(&config).await,
        Command::Places(command) => places::run(&config, command).await,
        Command::Backup { file } => backup(&config, &file).await,
        Command::Restore { file } => restore(&config, &file).await,
        Command::Healthcheck => healthcheck(&config).await,
        Command::Openapi => print(&http::openapi::yaml()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

type Done = Result<(), String>;

fn told(error: impl Into<StartError>) -> String {
    error.into().to_string()
}

fn print(text: &str) -> Done {
    std::io::stdout().write_all(text.as_bytes()).map_err(|e| e.to_string())
}

async fn serve(config: &Config) -> Done {
    telemetry::start_logs();
    let running = app::start(config).await.map_err(told)?;
    if let Some(key) = &running.new_key {
        println!("administrator's key, told this once: {key}");
    }
    println!("ready on http://{}", running.address);
    std::io::stdout().flush().map_err(|e| e.to_string())?;
    running.until(stopped()).await.map_err(|e| e.to_string())
}

/// Done when the process is asked to stop.
async fn stopped() {
    let term = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = term => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

async fn import(config: &Config, paths: &[PathBuf], dry_run: bool) -> Done {
    let catalogue = app::catalogue(config).await.map_err(told)?;
    let report = catalogue.import_paths(paths, dry_run, "command line").await.map_err(told)?;
    let verb = if dry_run { "would make" } else { "made" };
    for change in report.changes.iter().filter(|_| dry_run) {
        println!("{} {} {} {}", change.change.as_str(), change.target.as_str(), change.id, change.members.join(","));
    }
    for fault in &report.faults {
        println!("{fault}");
    }
    println!(
        "{verb} {}, changed {}, left {} as they were, {} faults",
        report.created,
        report.updated,
        report.unchanged,
        report.faults.len()
    );
    if report.faults.is_empty() { Ok(()) } else { Err("nothing was changed".to_owned()) }
}

async fn export(config: &Config, format: ExportFormat) -> Done {
    let catalogue = app::catalogue(config).await.map_err(told)?;
    if matches!(format, ExportFormat::Csv) {
        print(&csv_line(&CSV.map(str::to_owned)))?;
    }
    let vocabulary = app::vocabulary(config).map_err(told)?;
    let topic = |slug: &str| vocabulary.terms.topic(slug).map(|term| term.label(Lang::Nb).to_owned());
    let mut organizations: HashMap<String, Organization> = HashMap::new();
    let mut services = Vec::new();
    for target in [Target::Organization, Target::Offer] {
        let mut after = String::new();
        loop {
            let page = catalogue.page(target, &after, 500).await.map_err(told)?;
            let Some(last) = page.last() else { break };
            after = last.id.clone();
            for document in page.iter().filter_map(|s| s.document.as_ref()) {
                match format {
                    ExportFormat::Jsonl => print(&format!("{}\n", json!({target.as_str(): document})))?,
                    ExportFormat::Csv if target == Target::Offer => print(&csv_line(&csv_row(document)))?,
                    ExportFormat::Csv => {}
                    ExportFormat::Hsds if target == Target::Organization => {
                        let organization: Organization = serde_json::from_value(document.clone()).map_err(|e| e.to_string())?;
                        organizations.insert(organization.id.clone(), organization);
                    }
                    ExportFormat::Hsds => {
                        let offer: Offer = serde_json::from_value(document.clone()).map_err(|e| e.to_string())?;
                        let organization = organizations.get(&offer.organization);
                        services.push(hsds::service(&offer, document, organization, &topic, Lang::Nb));
                    }
                }
            }
        }
    }
    if matches!(format, ExportFormat::Hsds) {
        print(&format!("{:#}\n", hsds::catalogue(services)))?;
    }
    Ok(())
}

const CSV: [&str; 9] = ["id", "name", "summary", "organization", "kind", "topics", "municipalities", "phone", "url"];

fn csv_row(offer: &Value) -> [String; 9] {
    let text = |member: &str| offer.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
    let best = |member: &str| {
        let texts = offer.get(member).and_then(Value::as_object);
        texts.and_then(|t| t.get("nb").or_else(|| t.get("nn"))).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let list = |value: Option<&Value>| {
        value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")
    };
    let contacts = offer.get("contacts").and_then(Value::as_array);
    let phone = contacts
        .into_iter()
        .flatten()
        .find(|c| c.get("channel").and_then(Value::as_str) == Some("phone"))
        .and_then(|c| c.get("value").and_then(Value::as_str))
        .unwrap_or_default();
    [
        text("id"),
        best("name"),
        best("summary"),
        text("organization"),
        text("kind"),
        list(offer.get("topics")),
        list(offer.get("coverage").and_then(|c| c.get("municipalities"))),
        phone.to_owned(),
        text("url"),
    ]
}

/// RFC 4180. A cell that a spreadsheet would take for a formula is kept a text.
fn csv_line(cells: &[String]) -> String {
    let cell = |text: &String| {
        let formula = text.starts_with(['=', '+', '-', '@']) && !text.starts_with("+47");
        let text = if formula { format!("'{text}") } else { text.clone() };
        if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n"
}

fn check(config: &Config, paths: &[PathBuf]) -> Done {
    // A folder that holds a vocabulary is a whole data folder.
    let whole = paths.iter().find(|p| p.join("vocabulary").is_dir());
    let data = whole.unwrap_or(&config.data);
    let vocabulary = Vocabulary::read(data).map_err(|faults| told(StartError::Data(faults)))?;
    let (offers, organizations) = check_files(paths, &vocabulary)
        .map_err(|faults| format!("{}\n{} faults", told(CatalogueError::Faulty(faults.clone())), faults.len()))?;
    let terms = &vocabulary.terms;
    println!(
        "{offers} offers, {organizations} organizations, {} topics, {} phrases, {} municipalities: 0 faults",
        terms.topics.len(),
        terms.topic_phrases.len() + terms.audience_phrases.len() + terms.kind_phrases.len() + terms.format_phrases.len(),
        vocabulary.places.municipalities.len()
    );
    Ok(())
}

async fn reindex(config: &Config) -> Done {
    let store = store::open(&config.store).await.map_err(told)?;
    let vocabulary = app::vocabulary(config).map_err(told)?;
    let identity = store.identity().await.map_err(told)?;
    let index = crate::search::SearchIndex::make(&config.index, vocabulary.clone(), &identity).map_err(told)?;
    let catalogue = crate::catalogue::Catalogue::new(store, vocabulary, app::clock(config));
    let catalogue = catalogue.with_index(&index, None, WithdrawnIds::default()).await.map_err(told)?;
    println!("{} offers indexed", index.count());
    catalogue.stop().await;
    Ok(())
}

async fn backup(config: &Config, file: &Path) -> Done {
    let store = store::open(&config.store).await.map_err(told)?;
    store.backup(file).await.map_err(told)?;
    println!("the store is in {}", file.display());
    Ok(())
}

async fn restore(config: &Config, file: &Path) -> Done {
    store::restore(&config.store, file).await.map_err(told)?;
    println!("the store is as it was in {}", file.display());
    Ok(())
}

async fn healthcheck(config: &Config) -> Done {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let ask = async {
        let mut stream = tokio::net::TcpStream::connect(config.listen).await?;
        stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await?;
        let mut answer = Vec::new();
        stream.take(64).read_to_end(&mut answer).await?;
        Ok::<_, std::io::Error>(answer)
    };
    match tokio::time::timeout(Duration::from_secs(5), ask).await {
        Ok(Ok(answer)) if answer.starts_with(b"HTTP/1.1 200") => Ok(()),
        Ok(Ok(_)) => Err("the service is not ready".to_owned()),
        Ok(Err(e)) => Err(format!("the service does not answer: {e}")),
        Err(_) => Err("the service does not answer in time".to_owned()),
    }
}

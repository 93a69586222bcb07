//! Owns the commands about places: bring in public registers, find where addresses lie. Must not know what a register answers.

use super::told;
use crate::app;
use crate::catalogue::Catalogue;
use crate::config::Config;
use crate::registers::{ADDRESSES, Bases, Client, KLASS, KOMMUNEINFO, POSTEN, Progress};
use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// The name under which these changes stand in the history.
const BY: &str = "command line";
/// How often the bar shows that something still moves.
const TICK: Duration = Duration::from_millis(120);

/// What can be done about places.
#[derive(Subcommand)]
pub enum PlacesCommand {
    /// Fetches municipalities, changes of their numbers and postal codes from the public registers, all or nothing.
    Update(Addresses),
    /// Finds coordinates in the public register of addresses for offers that have none; withheld addresses are left alone.
    Locate(Addresses),
}

/// Where the registers are asked.
#[derive(Args)]
pub struct Addresses {
    /// Kartverket's register of municipalities.
    #[arg(long, value_name = "URL", env = "VEIVISER_KOMMUNEINFO", default_value = KOMMUNEINFO)]
    kommuneinfo: String,
    /// SSB's register of classifications.
    #[arg(long, value_name = "URL", env = "VEIVISER_KLASS", default_value = KLASS)]
    klass: String,
    /// Posten's file of postal codes.
    #[arg(long, value_name = "URL", env = "VEIVISER_POSTEN", default_value = POSTEN)]
    posten: String,
    /// Kartverket's register of addresses.
    #[arg(long, value_name = "URL", env = "VEIVISER_ADDRESSES", default_value = ADDRESSES)]
    addresses: String,
}

impl Addresses {
    fn client(self) -> Result<Client, String> {
        let Addresses { kommuneinfo, klass, posten, addresses } = self;
        Client::new(Bases { kommuneinfo, klass, posten, addresses }).map_err(|e| e.to_string())
    }
}

/// Runs the command that was given.
///
/// # Errors
/// What went wrong, for a person to read; what was done all the same stands on standard output.
pub async fn run(config: &Config, command: PlacesCommand) -> Result<(), String> {
    let catalogue = app::catalogue(config).await.map_err(told)?;
    let done = match command {
        PlacesCommand::Update(addresses) => update(&catalogue, addresses).await,
        PlacesCommand::Locate(addresses) => locate(&catalogue, addresses).await,
    };
    catalogue.stop().await;
    done
}

async fn update(catalogue: &Catalogue, addresses: Addresses) -> Result<(), String> {
    let client = addresses.client()?;
    let bar = Bar::new();
    let lines = catalogue.update_places(&client, &bar).await;
    bar.done();
    for line in lines.map_err(|e| format!("{}\nnothing was changed", told(e)))? {
        println!("{line}");
    }
    Ok(())
}

async fn locate(catalogue: &Catalogue, addresses: Addresses) -> Result<(), String> {
    let client = addresses.client()?;
    let bar = Bar::new();
    let report = catalogue.locate_offers(&client, &bar, BY).await;
    bar.done();
    let report = report.map_err(|e| format!("{}\nthe offers before it are located", told(e)))?;
    println!("located {}, not known for certain {}, left as they were {}", report.located, report.unknown, report.unchanged);
    match report.stopped {
        None => Ok(()),
        Some(error) => Err(format!("{error}\nit stopped there; what was located is kept")),
    }
}

/// How far it has come, on standard error; nothing where that is no terminal.
struct Bar(ProgressBar);

impl Bar {
    fn new() -> Bar {
        Bar(ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()))
    }
}

impl Progress for Bar {
    fn begin(&self, what: &str, of: Option<u64>) {
        if self.0.is_hidden() {
            return;
        }
        let template = if of.is_some() { "{msg} {wide_bar} {pos}/{len}" } else { "{spinner} {msg}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.0.set_style(style);
        }
        self.0.reset();
        match of {
            Some(steps) => self.0.set_length(steps),
            None => self.0.unset_length(),
        }
        self.0.set_message(what.to_owned());
        self.0.enable_steady_tick(TICK);
    }

    fn step(&self) {
        self.0.inc(1);
    }

    fn done(&self) {
        self.0.disable_steady_tick();
        self.0.finish_and_clear();
    }
}

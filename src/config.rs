//! Owns settings: as given, then checked. Must not know what they are used for.

use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Settings as they are given: flags first, then the environment.
#[derive(Args, Clone, Debug)]
pub struct RawConfig {
    /// Address and port; port 0 picks a free one.
    #[arg(long, env = "VEIVISER_LISTEN", default_value = "127.0.0.1:8080", global = true)]
    pub listen: String,
    /// The data folder: vocabulary, language, places, the catalogue that ships.
    #[arg(long, env = "VEIVISER_DATA", default_value = "data", global = true)]
    pub data: PathBuf,
    /// File or folder that the first start imports; default: the catalogue in the data folder.
    #[arg(long, env = "VEIVISER_CATALOGUE", global = true)]
    pub catalogue: Option<PathBuf>,
    /// The system of record: sqlite:PATH.
    #[arg(long, env = "VEIVISER_STORE", default_value = "sqlite:state/veiviser.db", global = true)]
    pub store: String,
    /// Folder of the search index; disposable.
    #[arg(long, env = "VEIVISER_INDEX", default_value = "index", global = true)]
    pub index: PathBuf,
    /// A fixed clock, RFC 3339, for tests and demonstrations.
    #[arg(long, env = "VEIVISER_NOW", global = true)]
    pub now: Option<String>,
    /// An administrator's key, for the first set-up and for automation.
    #[arg(skip)]
    pub admin_key: Option<String>,
}

/// Settings that can be used.
#[derive(Clone)]
pub struct Config {
    pub listen: SocketAddr,
    pub data: PathBuf,
    pub catalogue: PathBuf,
    pub store: String,
    pub index: PathBuf,
    /// A fixed moment, where the clock stands still.
    pub now: Option<jiff::Timestamp>,
    /// Never printed.
    pub admin_key: Option<String>,
}

impl RawConfig {
    /// Takes the administrator's key from the environment: a flag would show it to everyone on the machine.
    #[must_use]
    pub fn with_environment(mut self) -> RawConfig {
        self.admin_key = std::env::var("VEIVISER_ADMIN_KEY").ok().filter(|k| !k.is_empty());
        self
    }

    /// Checks them; the reason says which setting is wrong and what it wants.
    pub fn check(self) -> Result<Config, String> {
        let listen = self.listen.parse::<SocketAddr>().map_err(|_| format!("listen wants ADDRESS:PORT, not {}", self.listen))?;
        let now = match self.now.as_deref().filter(|n| !n.is_empty()) {
            Some(text) => {
                Some(text.parse::<jiff::Timestamp>().map_err(|_| format!("now wants RFC 3339 with an offset, not {text}"))?)
            }
            None => None,
        };
        if self.admin_key.as_ref().is_some_and(|key| key.len() < 16) {
            return Err("VEIVISER_ADMIN_KEY wants at least 16 characters".to_owned());
        }
        if self.store.starts_with("postgres:") || self.store.starts_with("postgresql:") {
            return Err("store: PostgreSQL is not there yet; use sqlite:PATH".to_owned());
        }
        Ok(Config {
            listen,
            catalogue: self.catalogue.unwrap_or_else(|| self.data.join("catalogue")),
            data: self.data,
            store: self.store,
            index: self.index,
            now,
            admin_key: self.admin_key,
        })
    }
}

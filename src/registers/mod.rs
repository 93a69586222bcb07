//! Owns all HTTP that goes out: the public registers, asked patiently and within bounds. Must not know the store or a terminal.

mod addresses;
mod klass;
mod kommuneinfo;
mod posten;

use crate::domain::register::Registers;
use reqwest::{StatusCode, Url, header};
use serde_json::Value;
use std::fmt;
use std::time::Duration;

/// Kartverket's register of municipalities, their names and where they lie.
pub const KOMMUNEINFO: &str = "https://api.kartverket.no/kommuneinfo/v1";
/// SSB's register of classifications.
pub const KLASS: &str = "https://data.ssb.no/api/klass/v1";
/// Posten's register of postal codes: one file.
pub const POSTEN: &str = "https://www.bring.no/postnummerregister-ansi.txt";
/// Kartverket's register of addresses.
pub const ADDRESSES: &str = "https://ws.geonorge.no/adresser/v1";

const TRIES: u32 = 3;
const CONNECT: Duration = Duration::from_secs(10);
const REQUEST: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(500);
/// The most bytes that an answer may have.
const BODY: usize = 32 * 1024 * 1024;

/// A public register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Register {
    Kommuneinfo,
    Klass,
    Posten,
    Addresses,
}

impl Register {
    fn wants(self) -> &'static str {
        if self == Register::Posten { "text/plain, */*" } else { "application/json" }
    }
}

impl fmt::Display for Register {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Register::Kommuneinfo => "Kartverket's kommuneinfo",
            Register::Klass => "SSB's KLASS",
            Register::Posten => "Posten's postal codes",
            Register::Addresses => "Kartverket's addresses",
        })
    }
}

/// Why a register could not be used: which, at which address, what was wrong, how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum RegistersError {
    #[error("no register can be asked: {0}; see that the machine has its certificates (ca-certificates)")]
    Client(String),
    #[error("{register}: {address} cannot be asked: {reason}; want an address that begins with https:// or http://")]
    Address { register: Register, address: String, reason: String },
    #[error("{register} did not answer at {address} in {tries} tries: {reason}; check network and address, then try again")]
    Unreachable { register: Register, address: String, tries: u32, reason: String },
    #[error("{register} answered {status} at {address}; check the address, then try again")]
    Status { register: Register, address: String, status: u16 },
    #[error("{register} answered more than 32 MiB at {address}; check the address")]
    TooLarge { register: Register, address: String },
    #[error("{register}: the answer of {address} cannot be read at {field}: {reason}; check the address, or try again later")]
    Unreadable { register: Register, address: String, field: String, reason: String },
    #[error("{register} told {found} {what} at {address}, where at least {least} are expected: a half answer; try again later")]
    TooFew { register: Register, address: String, what: &'static str, found: usize, least: usize },
    #[error("Posten's postal codes: {code} lies in {municipality}, which Kartverket's kommuneinfo lacks; try again later")]
    NoSuchMunicipality { code: String, municipality: String },
}

/// Where the registers are asked. All but Posten's are beginnings of addresses; Posten's is the whole address of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bases {
    pub kommuneinfo: String,
    pub klass: String,
    pub posten: String,
    pub addresses: String,
}

impl Default for Bases {
    fn default() -> Bases {
        let [kommuneinfo, klass, posten, addresses] = [KOMMUNEINFO, KLASS, POSTEN, ADDRESSES].map(str::to_owned);
        Bases { kommuneinfo, klass, posten, addresses }
    }
}

/// How many rows a register has at least; fewer are a half answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Least {
    pub municipalities: usize,
    pub number_changes: usize,
    pub postal_codes: usize,
}

impl Default for Least {
    fn default() -> Least {
        Least { municipalities: 300, number_changes: 100, postal_codes: 3_000 }
    }
}

/// Is told how far it has come.
pub trait Progress: Send + Sync {
    /// Something begins, of so many steps where that is known.
    fn begin(&self, what: &str, of: Option<u64>);
    /// One step is done.
    fn step(&self);
    /// What began last is done.
    fn done(&self);
}

/// Tells nobody.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _what: &str, _of: Option<u64>) {}
    fn step(&self) {}
    fn done(&self) {}
}

/// Asks the public registers.
pub struct Client {
    http: reqwest::Client,
    bases: Bases,
    least: Least,
    pause: Duration,
}

/// What came of one try that failed.
enum Trouble {
    /// Worth another try.
    Passing(String),
    Lasting(RegistersError),
}

impl Client {
    /// A client for registers at these addresses.
    ///
    /// # Errors
    /// `RegistersError::Client` where the machine has no certificates to trust.
    pub fn new(bases: Bases) -> Result<Client, RegistersError> {
        let http = reqwest::Client::builder()
            .user_agent(concat!("veiviser/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT)
            .timeout(REQUEST)
            .build()
            .map_err(|e| RegistersError::Client(told(e)))?;
        let trimmed = |base: String| base.trim_end_matches('/').to_owned();
        let bases = Bases {
            kommuneinfo: trimmed(bases.kommuneinfo),
            klass: trimmed(bases.klass),
            addresses: trimmed(bases.addresses),
            posten: bases.posten,
        };
        Ok(Client { http, bases, least: Least::default(), pause: PAUSE })
    }

    /// The same client, content with fewer rows.
    #[must_use]
    pub fn with_least(self, least: Least) -> Client {
        Client { least, ..self }
    }

    /// The same client with another pause before the second try; the one before the third is twice as long.
    #[must_use]
    pub fn with_pause(self, pause: Duration) -> Client {
        Client { pause, ..self }
    }

    /// Everything that the registers say of places, whole.
    ///
    /// # Errors
    /// The first thing that went wrong in any of them: all or nothing.
    pub async fn fetch(&self, progress: &dyn Progress) -> Result<Registers, RegistersError> {
        // The two that are one request each come first: they fail before hundreds are made.
        progress.begin("postal codes", None);
        let postal_codes = self.postal_codes().await?;
        progress.done();
        progress.begin("changes of municipality numbers", None);
        let changes = self.changes().await?;
        progress.done();
        let municipalities = self.municipalities(progress).await?;
        posten::lie_somewhere(&postal_codes, &municipalities)?;
        Ok(Registers { municipalities, changes, postal_codes })
    }

    /// Asks, with further tries where another try can help.
    async fn get(&self, register: Register, address: &str, params: &[(&str, &str)]) -> Result<Answer, RegistersError> {
        let url = if params.is_empty() { Url::parse(address) } else { Url::parse_with_params(address, params) };
        let url = url.map_err(|e| RegistersError::Address { register, address: address.to_owned(), reason: e.to_string() })?;
        let (mut tries, mut pause) = (1, self.pause);
        loop {
            let reason = match self.once(register, &url).await {
                Ok(body) => return Ok(Answer { register, address: url.to_string(), body }),
                Err(Trouble::Lasting(error)) => return Err(error),
                Err(Trouble::Passing(reason)) => reason,
            };
            if tries == TRIES {
                return Err(RegistersError::Unreachable { register, address: url.to_string(), tries, reason });
            }
            tokio::time::sleep(pause).await;
            (tries, pause) = (tries + 1, pause.saturating_mul(2));
        }
    }

    async fn once(&self, register: Register, url: &Url) -> Result<Vec<u8>, Trouble> {
        let address = || url.to_string();
        let failed = |error: reqwest::Error| {
            if error.is_builder() || error.is_redirect() {
                Trouble::Lasting(RegistersError::Address { register, address: address(), reason: told(error) })
            } else {
                Trouble::Passing(told(error))
            }
        };
        let mut answer = self.http.get(url.clone()).header(header::ACCEPT, register.wants()).send().await.map_err(failed)?;
        let status = answer.status();
        if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
            return Err(Trouble::Passing(format!("it answered {status}")));
        }
        if !status.is_success() {
            return Err(Trouble::Lasting(RegistersError::Status { register, address: address(), status: status.as_u16() }));
        }
        let mut body = Vec::new();
        while let Some(part) = answer.chunk().await.map_err(failed)? {
            if body.len() + part.len() > BODY {
                return Err(Trouble::Lasting(RegistersError::TooLarge { register, address: address() }));
            }
            body.extend_from_slice(&part);
        }
        Ok(body)
    }
}

/// What went wrong down to its cause, without the address, which is told anyway.
fn told(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut told = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(deeper) = cause {
        told = format!("{told}: {deeper}");
        cause = deeper.source();
    }
    told
}

/// What a register answered, with where it came from.
struct Answer {
    register: Register,
    address: String,
    body: Vec<u8>,
}

impl Answer {
    fn unreadable(&self, field: impl Into<String>, reason: impl Into<String>) -> RegistersError {
        let (register, address) = (self.register, self.address.clone());
        RegistersError::Unreadable { register, address, field: field.into(), reason: reason.into() }
    }

    fn json(&self) -> Result<Value, RegistersError> {
        let read = serde_json::from_slice(&self.body);
        read.map_err(|e| self.unreadable(format!("line {}, column {}", e.line(), e.column()), e.to_string()))
    }

    /// The rows at a JSON Pointer.
    fn rows<'a>(&self, body: &'a Value, pointer: &str) -> Result<&'a [Value], RegistersError> {
        let rows = body.pointer(pointer).and_then(Value::as_array);
        rows.map(Vec::as_slice).ok_or_else(|| self.unreadable(field(pointer), "want a list"))
    }

    /// The text in a member of what stands at `at`; never an empty one.
    fn text<'a>(&self, within: &'a Value, at: &str, member: &str) -> Result<&'a str, RegistersError> {
        let text = within.get(member).and_then(Value::as_str).map(str::trim).filter(|t| !t.is_empty());
        text.ok_or_else(|| self.unreadable(format!("{at}/{member}"), "want a text"))
    }

    fn enough(&self, what: &'static str, found: usize, least: usize) -> Result<(), RegistersError> {
        if found >= least {
            return Ok(());
        }
        Err(RegistersError::TooFew { register: self.register, address: self.address.clone(), what, found, least })
    }
}

fn field(pointer: &str) -> &str {
    if pointer.is_empty() { "the top" } else { pointer }
}

/// Four digits, as municipalities and postal codes have.
fn is_number(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

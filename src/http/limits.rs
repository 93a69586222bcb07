//! Owns the limit on what the public sends: so much an address and minute, in memory only. Must not know what is sent.

use super::problem::{Code, Problem};
use actix_web::HttpRequest;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;

/// So many a minute from one address, all at once if need be.
const A_MINUTE: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// Addresses are forgotten once so many are remembered.
const REMEMBERED: usize = 10_000;

/// Counts by address.
pub struct Limits(DefaultKeyedRateLimiter<IpAddr>);

impl Default for Limits {
    fn default() -> Self {
        Limits(RateLimiter::keyed(Quota::per_minute(A_MINUTE)))
    }
}

impl Limits {
    /// Refuses what comes too often from one address.
    pub fn check(&self, request: &HttpRequest) -> Result<(), Problem> {
        let Some(from) = request.peer_addr() else { return Ok(()) };
        if self.0.len() > REMEMBERED {
            self.0.retain_recent();
        }
        self.0
            .check_key(&from.ip())
            .map_err(|_| Problem::new(Code::TooMany, format!("At most {A_MINUTE} a minute from one address; try again shortly.")))
    }
}

//! Owns logs and figures. Must not know requests' words: what is logged is decided where it is logged, and no text of a query ever is.

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use tracing_subscriber::EnvFilter;

/// Seconds in which requests and searches are counted.
const BUCKETS: &[f64] = &[0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();

/// Begins to log, to standard error; `VEIVISER_LOG` sets how much.
pub fn start_logs() {
    let filter = EnvFilter::try_from_env("VEIVISER_LOG").unwrap_or_else(|_| EnvFilter::new("info,tantivy=warn,sqlx=warn"));
    // A second start, in a test, keeps the first one's.
    if tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init().is_err() {
        tracing::debug!("logs were started before");
    }
}

/// The figures of this process; the first call begins to count.
pub fn figures() -> PrometheusHandle {
    HANDLE
        .get_or_init(|| {
            let builder = PrometheusBuilder::new();
            let builder = builder.set_buckets_for_metric(Matcher::Suffix("seconds".to_owned()), BUCKETS).unwrap_or_default();
            let recorder = builder.build_recorder();
            let handle = recorder.handle();
            if metrics::set_global_recorder(recorder).is_err() {
                tracing::warn!("figures are counted by somebody else in this process");
            }
            handle
        })
        .clone()
}

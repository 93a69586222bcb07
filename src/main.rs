//! The program: parses, configures, runs.

use std::process::ExitCode;

#[actix_web::main]
async fn main() -> ExitCode {
    veiviser::cli::run().await
}

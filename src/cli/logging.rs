//! The log: to standard error on a terminal, else to a file beside the database.

use std::{
    fs::{self, OpenOptions},
    io::{self, IsTerminal},
    path::Path,
    sync::Arc,
};

use tracing_subscriber::EnvFilter;

/// A log that has grown beyond this is begun anew.
const LONGEST: u64 = 5 << 20;

/// What is logged unless `RUST_LOG` says otherwise. Libraries that log what they send stay at `warn` whatever
/// it says.
const USUAL: &str = "info";
const QUIET: &str = "reqwest=warn,hyper=warn,hyper_util=warn,h2=warn,rustls=warn,poem=warn,poem_openapi=warn";

/// Starts the log. `wanted` is `RUST_LOG`.
pub(super) fn start(db: &Path, wanted: Option<&str>) -> io::Result<()> {
    let filter = EnvFilter::builder().parse_lossy(format!("{},{QUIET}", wanted.unwrap_or(USUAL)));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_target(false);
    if io::stderr().is_terminal() {
        log.with_writer(io::stderr).init();
        return Ok(());
    }
    let path = db.with_extension("log");
    let is_long = fs::metadata(&path).is_ok_and(|found| found.len() > LONGEST);
    let mut options = OpenOptions::new();
    options.create(true).write(true).append(!is_long).truncate(is_long);
    let file = options.open(path)?;
    log.with_ansi(false).with_writer(Arc::new(file)).init();
    Ok(())
}

//! `dsforge openapi`: writes the document that clients are generated from.

use std::{path::PathBuf, sync::Arc};

use super::{failure::Failure, terminal};
use crate::{
    api,
    app::{Parts, Services, auth::Gate},
    clock::SystemClock,
    crypto::{
        kdf::Kdf,
        pepper::{Pepper, PepperRing},
    },
    llm::{
        Servers,
        demo::{DemoServer, Pace},
    },
    store::{Store, StoreError},
    update::Updates,
};

#[derive(Debug, clap::Args)]
pub(super) struct OpenapiArgs {
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(args: OpenapiArgs) -> Result<(), Failure> {
    let document = document()?;
    match args.out {
        Some(path) => std::fs::write(path, document)
            .map_err(|error| Failure::system("The document cannot be written", &error)),
        None => {
            terminal::say(document.trim_end());
            Ok(())
        }
    }
}

/// The document needs instances of the operations, not data: everything here lives in memory.
fn document() -> Result<String, Failure> {
    let pepper = Pepper::generate().map_err(StoreError::from)?;
    let services = Services::new(Parts {
        store: Store::in_memory()?,
        clock: SystemClock::start(),
        servers: Servers::new(Vec::new(), Arc::new(DemoServer::new(Pace::LIFELIKE)), true),
        gate: Gate::new(PepperRing::new(pepper), Kdf::default()),
        session_lifetime: std::time::Duration::from_secs(1),
        login_rate_limit: 1,
        suggested_username: String::new(),
        updates: Updates::of_this_program()?,
    });
    Ok(api::specification(&services))
}

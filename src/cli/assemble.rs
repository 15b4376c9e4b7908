//! Putting the parts together as the settings say.

use std::{path::Path, sync::Arc};

use base64::{Engine, prelude::BASE64_STANDARD};
use zeroize::Zeroizing;

use super::failure::Failure;
use crate::{
    app::{Parts, Services, auth::Gate},
    clock::SystemClock,
    config::{GlobalArgs, ServeArgs, Settings},
    crypto::{kdf::Kdf, pepper::PepperRing},
    llm::{
        Llm, Servers,
        address::Address,
        demo::{DemoServer, Pace},
        ollama::Ollama,
        timers::Timers,
    },
    store::{
        Store,
        secret::{self, SecretError},
    },
    update::Updates,
};

/// The settings of a command, with the environment of this process.
#[expect(clippy::disallowed_methods, reason = "the environment enters here and goes to the settings alone")]
pub(super) fn settings(global: &GlobalArgs, serve: &ServeArgs) -> Result<Settings, Failure> {
    Ok(Settings::load(global, serve, &|name| std::env::var(name).ok())?)
}

/// The data file, opened, once its folder is there and private.
pub(super) fn store(settings: &Settings) -> Result<Store, Failure> {
    if let Some(folder) = settings.db_path.parent() {
        let made = std::fs::create_dir_all(folder);
        made.map_err(|error| Failure::system("The data folder cannot be made", &error))?;
    }
    if !settings.insecure_modes {
        refuse_open_modes(&settings.db_path)?;
        refuse_open_modes(&settings.secret_file)?;
    }
    Ok(Store::open(&settings.db_path)?)
}

/// What signing in costs and knows.
pub(super) fn gate(settings: &Settings) -> Result<Gate, Failure> {
    Ok(Gate::new(ring(settings)?, Kdf::default()))
}

/// Every secret salt that this installation knows. One is made up when there is none.
fn ring(settings: &Settings) -> Result<PepperRing, Failure> {
    let salt = secret_salt(settings);
    secret::open(&settings.secret_file, salt.as_ref().map(|salt| salt.as_str()))
        .map_err(|error| Failure::System(format!("{error}.")))
}

/// Every secret salt that this installation knows, with nothing made up; none when there is none.
pub(super) fn known_ring(settings: &Settings) -> Result<Option<PepperRing>, SecretError> {
    let salt = secret_salt(settings);
    secret::look(&settings.secret_file, salt.as_ref().map(|salt| salt.as_str()))
}

fn secret_salt(settings: &Settings) -> Option<Zeroizing<String>> {
    settings.secret_salt.as_ref().map(|salt| Zeroizing::new(BASE64_STANDARD.encode(salt.bytes())))
}

/// The model servers.
pub(super) fn servers(settings: &Settings) -> Result<Servers, Failure> {
    let address = Address::parse(&settings.ollama_host, settings.ollama_port)
        .map_err(|error| Failure::Usage(format!("OLLAMA_HOST {error}")))?;
    let timers = Timers::from_timeout(settings.ollama_timeout);
    let ollama = Ollama::new("ollama", address, timers)?;
    let real: Vec<Arc<dyn Llm>> = vec![Arc::new(ollama)];
    Ok(Servers::new(real, Arc::new(DemoServer::new(Pace::LIFELIKE)), settings.demo).patient(timers))
}

/// Everything that a server works with.
pub(super) fn services(settings: &Settings, store: Store) -> Result<Arc<Services>, Failure> {
    Ok(Services::new(Parts {
        store,
        clock: SystemClock::start(),
        servers: servers(settings)?,
        gate: gate(settings)?,
        session_lifetime: settings.session_timeout,
        login_rate_limit: settings.login_rate_limit,
        suggested_username: suggested_username(),
        updates: Updates::of_this_program()?,
    }))
}

/// The computer account's name, if it can be a user's.
fn suggested_username() -> String {
    let known = std::env::var_os("USER").or_else(|| std::env::var_os("USERNAME"));
    let name = known.and_then(|name| name.into_string().ok()).unwrap_or_default().to_lowercase();
    if name.is_empty() || name == "root" { "me".to_owned() } else { name }
}

/// Refuses a file that other users of the computer can read.
#[cfg(unix)]
fn refuse_open_modes(path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;
    let Ok(found) = std::fs::metadata(path) else { return Ok(()) };
    if found.permissions().mode() & 0o077 == 0 {
        return Ok(());
    }
    Err(Failure::System(format!(
        "Other users of this computer can read {path}. Run `chmod 600 {path}`, or start with --insecure-modes.",
        path = path.display()
    )))
}

#[cfg(not(unix))]
fn refuse_open_modes(_: &Path) -> Result<(), Failure> {
    Ok(())
}

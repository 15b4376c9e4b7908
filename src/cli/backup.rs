//! `dsforge backup` and `dsforge restore`.

use std::path::{Path, PathBuf};

use super::{assemble, failure::Failure, password, serve, terminal};
use crate::{
    clock::SystemClock,
    config::{GlobalArgs, ServeArgs, Settings},
    store::{StoreError, aside, backup},
};

#[derive(Debug, clap::Args)]
pub(super) struct BackupArgs {
    /// The new file to write
    #[arg(value_name = "OUT")]
    out: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct RestoreArgs {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Put data that is there aside without asking
    #[arg(long)]
    yes: bool,
}

pub(super) fn back_up(global: &GlobalArgs, args: BackupArgs) -> Result<(), Failure> {
    let settings = assemble::settings(global, &ServeArgs::default())?;
    serve::harden();
    serve::runtime()?.block_on(write(&settings, &args.out))
}

pub(super) fn restore(global: &GlobalArgs, args: RestoreArgs) -> Result<(), Failure> {
    let settings = assemble::settings(global, &ServeArgs::default())?;
    serve::harden();
    serve::runtime()?.block_on(put_back(&settings, args))
}

async fn write(settings: &Settings, out: &Path) -> Result<(), Failure> {
    if !settings.db_path.exists() {
        return Err(Failure::System(format!("There is no data at {}.", settings.db_path.display())));
    }
    if out.exists() {
        return Err(Failure::Usage(format!("{} is there already; name a new file.", out.display())));
    }
    let store = serve::open(settings)?;
    let written = store.back_up(out).await;
    store.close().await?;
    let written =
        written.map_err(|error| Failure::System(format!("{} cannot be written: {error}.", out.display())))?;
    terminal::say(&format!(
        "{} holds everything: {} rows, {} bytes, read back and compared.",
        out.display(),
        written.rows,
        written.bytes
    ));
    terminal::say(&format!(
        "The secret file {} is not in it. Keep a copy of that somewhere else, or the recovery code: one of them \
         opens the backup on another computer.",
        settings.secret_file.display()
    ));
    Ok(())
}

async fn put_back(settings: &Settings, RestoreArgs { file, yes }: RestoreArgs) -> Result<(), Failure> {
    if !file.is_file() {
        return Err(Failure::Usage(format!("{} is no file.", file.display())));
    }
    let path = &settings.db_path;
    let is_there = path.exists();
    if is_there && !yes {
        password::confirm(&format!("There is data at {} already. Restoring puts it aside.", path.display()))?;
    }
    let ready = backup::prepare_restore(&file, path).map_err(|error| match serve::busy(settings, error) {
        Failure::Store(error) => unusable(&file, &error),
        failure => failure,
    })?;
    let mut aside = None;
    if is_there {
        let today = SystemClock::start().now().to_zoned(jiff::tz::TimeZone::UTC).date();
        aside =
            Some(aside::set_aside(path, "replaced", today).map_err(|error| serve::busy(settings, error))?);
    }
    ready.put_in_place().map_err(|error| unusable(&file, &error))?;
    serve::open(settings)?.close().await?;
    terminal::say(&format!("{} is restored.", path.display()));
    if let Some(aside) = aside {
        terminal::say(&format!("What was there before lies in {}.", aside.display()));
    }
    terminal::say(
        "A backup does not hold the secret file. If signing in fails, set SECRET_SALT to the value of the computer \
         it was made on, copy its secret file, or choose a new password with the recovery code.",
    );
    Ok(())
}

fn unusable(file: &Path, error: &StoreError) -> Failure {
    Failure::System(format!("{} cannot be restored: {error}.", file.display()))
}

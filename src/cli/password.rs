//! `dsforge user change-password` and `reset-password`: another password, without a session.

use zeroize::Zeroizing;

use super::{assemble, failure::Failure, serve, terminal, terminal::Secrets};
use crate::{
    app::{auth, error::AppError},
    clock::SystemClock,
    config::Settings,
    store::{Store, accounts, aside},
};

#[derive(Debug, clap::Args)]
pub(super) struct ChangeArgs {
    /// Whose password
    #[arg(value_name = "NAME")]
    username: String,
    /// Read the present password and the new one from standard input, a line each
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct ResetArgs {
    /// Whose password
    #[arg(value_name = "NAME")]
    username: String,
    /// Read the recovery code (or the old password) and the new password from standard input, a line each
    #[arg(long, conflicts_with = "start_fresh")]
    password_stdin: bool,
    /// Put the whole data file aside and begin an empty one, when password and code are both gone
    #[arg(long)]
    start_fresh: bool,
    /// Do not ask before the file is put aside
    #[arg(long, requires = "start_fresh")]
    yes: bool,
}

pub(super) async fn change(settings: &Settings, args: ChangeArgs) -> Result<(), Failure> {
    let ChangeArgs { username, password_stdin } = args;
    let store = serve::open(settings)?;
    let username = known(&store, username).await?;
    let secrets = Secrets::of(password_stdin);
    let old = secrets.ask("Present password")?;
    let new = new_password(secrets)?;
    auth::change(&store, &assemble::gate(settings)?, &username, &old, &new).await?;
    store.close().await?;
    terminal::say(&format!("{username} has a new password. The recovery code stays as it is."));
    Ok(())
}

pub(super) async fn reset(settings: &Settings, args: ResetArgs) -> Result<(), Failure> {
    let ResetArgs { username, password_stdin, start_fresh, yes } = args;
    if start_fresh {
        return begin_anew(settings, username, yes).await;
    }
    let store = serve::open(settings)?;
    let username = known(&store, username).await?;
    let secrets = Secrets::of(password_stdin);
    let secret = secrets.ask("Recovery code, or the old password")?;
    let new = new_password(secrets)?;
    match auth::reset(&store, &assemble::gate(settings)?, &username, &secret, &new).await {
        Err(refused @ (AppError::WrongCode { .. } | AppError::WrongOldPassword)) => {
            return Err(Failure::System(format!(
                "{refused}. Without the one or the other nobody can open the data; \
                 --start-fresh puts it aside, in case one turns up, and begins an empty file."
            )));
        }
        done => done?,
    }
    store.close().await?;
    terminal::say(&format!(
        "{username} has a new password. Nothing was lost; the recovery code stays as it is."
    ));
    Ok(())
}

/// Puts the file aside under another name. It is never deleted, and opens again with what belongs to it.
async fn begin_anew(settings: &Settings, username: String, yes: bool) -> Result<(), Failure> {
    let path = &settings.db_path;
    if !path.exists() {
        return Err(Failure::System(format!("There is no data file at {}.", path.display())));
    }
    match serve::open(settings) {
        // Whoever mistypes a name does not mean the whole file.
        Ok(store) => {
            known(&store, username).await?;
            store.close().await?;
        }
        // A file that does not open any more may be put aside as well.
        Err(Failure::Store(_)) => {}
        Err(failure) => return Err(failure),
    }
    if !yes {
        confirm(&format!(
            "This puts {} aside, with the data of every user, and begins an empty file.",
            path.display()
        ))?;
    }
    let today = SystemClock::start().now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let aside = aside::set_aside(path, "locked", today).map_err(|error| serve::busy(settings, error))?;
    serve::open(settings)?.close().await?;
    terminal::say(&format!("The data lies in {} now and opens again under its old name.", aside.display()));
    terminal::say("An empty file has begun. Start dsforge, or run `dsforge user add`.");
    Ok(())
}

/// Asks whether to go on, where there is somebody to ask.
pub(super) fn confirm(what: &str) -> Result<(), Failure> {
    if !terminal::can_ask() {
        return Err(Failure::Usage(format!("{what} Add --yes if that is what you want.")));
    }
    terminal::remark(what);
    match terminal::ask("Go on? Type yes", None)?.as_str() {
        "yes" => Ok(()),
        _ => Err(Failure::System("Nothing was changed.".to_owned())),
    }
}

/// The name as the user writes it.
pub(super) async fn known(store: &Store, username: String) -> Result<String, Failure> {
    let name = username.clone();
    let found = store.read(move |r| Ok::<_, Failure>(accounts::find(r, &name)?)).await?;
    found.map(|account| account.username).ok_or_else(|| {
        Failure::System(format!("There is no user {username}. `dsforge user list` shows who there is."))
    })
}

/// A new password: twice from a person, once from a script.
pub(super) fn new_password(secrets: Secrets) -> Result<Zeroizing<String>, Failure> {
    loop {
        let first = secrets.ask("New password (at least 8 characters)")?;
        if matches!(secrets, Secrets::Lines) || *first == *secrets.ask("The same again")? {
            return Ok(first);
        }
        terminal::remark("These were two different passwords. Once more, please.");
    }
}

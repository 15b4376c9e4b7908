//! `dsforge key`: which keys there are, and new ones.

use std::path::PathBuf;

use super::{
    account, assemble, failure::Failure, password, recovery::RecoveryTo, serve, terminal, terminal::Secrets,
};
use crate::{
    app::keys,
    config::{GlobalArgs, ServeArgs, Settings},
    crypto::pepper::PepperRing,
    store::{
        checkup,
        checkup::{EpochState, KeyState},
    },
};

#[derive(Debug, clap::Subcommand)]
pub(super) enum KeyCommand {
    /// List the keys of each user, and what opens them. Shows none
    List,
    /// Seal everything with a new key, and make a new recovery code; goes on with one that was interrupted
    Rotate(RotateArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct RotateArgs {
    /// Whose key; the only user's when left out
    #[arg(value_name = "NAME")]
    username: Option<String>,
    /// Read the password from standard input
    #[arg(long)]
    password_stdin: bool,
    /// Write the new recovery code to this new file instead of the terminal
    #[arg(long, value_name = "PATH")]
    recovery_file: Option<PathBuf>,
}

pub(super) fn run(global: &GlobalArgs, command: KeyCommand) -> Result<(), Failure> {
    let settings = assemble::settings(global, &ServeArgs::default())?;
    serve::harden();
    let runtime = serve::runtime()?;
    match command {
        KeyCommand::List => runtime.block_on(list(&settings)),
        KeyCommand::Rotate(args) => runtime.block_on(rotate(&settings, args)),
    }
}

async fn list(settings: &Settings) -> Result<(), Failure> {
    let store = serve::open(settings)?;
    let ring = assemble::known_ring(settings).map_err(|error| Failure::System(format!("{error}.")))?;
    let states = store.read(|r| Ok::<_, Failure>(checkup::keys(r)?)).await?;
    store.close().await?;
    if states.is_empty() {
        terminal::remark("There is no user yet, and so no key.");
    }
    for state in &states {
        describe(state, ring.as_ref());
    }
    Ok(())
}

fn describe(KeyState { account, current, epochs, rotating }: &KeyState, ring: Option<&PepperRing>) {
    let salt = if ring.is_some_and(|ring| account.has_pepper(ring.current().1)) {
        "the present SECRET_SALT"
    } else if ring.is_some_and(|ring| account.pepper_is_in(ring)) {
        "an earlier SECRET_SALT; the next sign-in takes over the present one"
    } else {
        "a SECRET_SALT that is not here; put it back, or use the recovery code"
    };
    terminal::say(&format!("{}: password stretched by {}, with {salt}", account.username, account.kdf));
    for EpochState { epoch, rows, password, recovery } in epochs {
        let opens = match (password, recovery) {
            (true, true) => "opened by password and recovery code",
            (true, false) => "opened by the password alone",
            (false, true) => "opened by the recovery code alone",
            (false, false) => "opened by nothing",
        };
        let now = if epoch == current { "; new data gets this one" } else { "" };
        let rows = if *rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
        terminal::say(&format!("  key {epoch}: {rows}, {opens}{now}"));
    }
    if *rotating {
        terminal::say(
            "  A rotation is unfinished. It goes on at the next sign-in, or by `dsforge key rotate`.",
        );
    }
}

async fn rotate(settings: &Settings, args: RotateArgs) -> Result<(), Failure> {
    let RotateArgs { username, password_stdin, recovery_file } = args;
    let store = serve::open(settings)?;
    let username = match username {
        Some(username) => password::known(&store, username).await?,
        None => account::the_only_user(&store, "dsforge key rotate NAME").await?,
    };
    let recovery = RecoveryTo::prepare(recovery_file)?;
    let secret = Secrets::of(password_stdin).ask(&format!("Password of {username}"))?;
    let gate = assemble::gate(settings)?;
    let begun = keys::begin(&store, &gate, &username, &secret).await?;
    let happened =
        format!("{username} has a new key and a new recovery code. The code before opens nothing any more.");
    recovery.hand_over(&happened, &begun.recovery_code);
    let mut bar = terminal::Progress::new("Sealing everything with the new key");
    let damaged = keys::finish(&store, begun, |progress| bar.show(progress.done, progress.total)).await?;
    drop(bar);
    store.close().await?;
    if damaged == 0 {
        terminal::say("Everything is sealed with the new key, and the old one is gone.");
        return Ok(());
    }
    Err(Failure::System(format!(
        "{damaged} rows are damaged and stay under the old key; everything else has the new one. \
         `dsforge doctor --deep` names them."
    )))
}

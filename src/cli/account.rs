//! Whose data a command works on, and the sign-in of commands that open it. One person at a terminal proves who
//! they are once; what the command does then is done with the same use cases as in the page.

use std::sync::Arc;

use super::{assemble, failure::Failure, password, serve, terminal::Secrets};
use crate::{
    app::{
        Services,
        auth::{self, sessions::Session},
        error::AppError,
    },
    config::Settings,
    store::{Store, accounts},
};

/// Who works, and where their password comes from.
#[derive(Debug, clap::Args)]
pub(super) struct AccountArgs {
    /// Whose data; the only user's when left out
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// Read the password from standard input
    #[arg(long)]
    password_stdin: bool,
}

/// The data, open, and the keys of whoever signed in.
pub(super) struct SignedIn {
    pub(super) services: Arc<Services>,
    pub(super) session: Arc<Session>,
}

impl AccountArgs {
    /// Opens the data and signs in. Nothing that was interrupted goes on.
    pub(super) async fn sign_in(self, settings: &Settings) -> Result<SignedIn, Failure> {
        let Self { user, password_stdin } = self;
        if !settings.db_path.exists() {
            return Err(Failure::System(format!("There is no data at {}.", settings.db_path.display())));
        }
        let store = serve::open(settings)?;
        let username = match user {
            Some(user) => password::known(&store, user).await?,
            None => the_only_user(&store, "--user NAME").await?,
        };
        let services = assemble::services(settings, store)?;
        let secret = Secrets::of(password_stdin).ask(&format!("Password of {username}"))?;
        let session = auth::enter(&services, &username, &secret).await.map_err(|error| match error {
            AppError::WrongSecret => Failure::System(format!(
                "{error}. `dsforge user reset-password {username}` chooses a new password with the recovery code."
            )),
            error => error.into(),
        })?;
        Ok(SignedIn { services, session })
    }
}

impl SignedIn {
    /// Closes the data in order, so that the next start is quick.
    pub(super) async fn close(self) -> Result<(), Failure> {
        Ok(self.services.store.clone().close().await?)
    }
}

/// The user who need not be named. `naming` is how to name one where there are several.
pub(super) async fn the_only_user(store: &Store, naming: &str) -> Result<String, Failure> {
    let mut users = store.read(|r| Ok::<_, Failure>(accounts::list(r)?)).await?;
    match (users.pop(), users.is_empty()) {
        (Some((_, username)), true) => Ok(username),
        (None, _) => {
            Err(Failure::System("There is no user yet. Start dsforge, or run `dsforge user add`.".to_owned()))
        }
        (Some(_), false) => Err(Failure::Usage(format!("There are several users; name one: {naming}."))),
    }
}

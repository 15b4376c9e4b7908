//! Who may come in: first start, signing in and out, and what a password is good for.

pub mod login_limit;
pub mod sessions;

#[cfg(test)]
mod memory;
mod password;
pub(super) mod unlock;
mod upkeep;

use std::sync::Arc;

pub(super) use password::compact;
pub use password::{change, change_password, recover, reset};
use sessions::{Opened, Session};
use tokio::sync::Semaphore;
pub use unlock::open;

use super::{Services, error::AppError, keys, providers, runs, starter};
use crate::{
    crypto::{kdf::Kdf, keys::Keyring, password::Password, pepper::PepperRing},
    model::{id::UserId, user::Preferences},
    store::{
        Store, StoreError, accounts,
        accounts::{NewAccount, PreparedAccount, StoredAccount},
    },
};

/// The secrets and costs of signing in.
pub struct Gate {
    ring: Arc<PepperRing>,
    kdf: Kdf,
    /// One derivation at a time: it is slow on purpose, and several at once would starve everything else.
    deriving: Semaphore,
}

/// Somebody new.
pub struct SignUp {
    /// The name to sign in with.
    pub username: String,
    /// How the page addresses them; the username when none.
    pub name: Option<String>,
    /// 8 to 1024 bytes.
    pub password: String,
    /// Who answers by default.
    pub gen_model: Option<String>,
    /// Who paraphrases by default.
    pub para_model: Option<String>,
}

/// Somebody new, made.
pub struct SignedUp {
    /// Their id.
    pub user: UserId,
    /// Their name, as it is kept.
    pub username: String,
    /// Their keys.
    pub keyring: Arc<Keyring>,
    /// Opens everything when the password is forgotten. To be shown once.
    pub recovery_code: String,
}

impl Gate {
    /// With every secret salt this installation knows, and the cost of new passwords.
    pub fn new(ring: PepperRing, kdf: Kdf) -> Self {
        Self { ring: Arc::new(ring), kdf, deriving: Semaphore::new(1) }
    }

    /// Runs a derivation on the blocking pool, when it is its turn.
    async fn derive<T: Send + 'static>(
        &self,
        work: impl FnOnce(&PepperRing, Kdf) -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let (ring, kdf) = (Arc::clone(&self.ring), self.kdf);
        // The semaphore is never closed, so a turn always comes.
        let _turn = self.deriving.acquire().await.ok();
        tokio::task::spawn_blocking(move || work(&ring, kdf)).await.map_err(|_| StoreError::BrokenOff.into())
    }

    /// Takes as long as a password that is tried.
    async fn waste(&self) -> Result<(), AppError> {
        let wasted = self.derive(|ring, kdf| {
            let decoy = StoredAccount::decoy(kdf, ring).map_err(StoreError::from)?;
            let password = Password::new("no account has this").ok();
            drop(password.map(|password| decoy.derive(&password, ring)));
            Ok::<_, AppError>(())
        });
        wasted.await?
    }
}

/// Whether nobody has been made yet.
pub async fn setup_needed(services: &Services) -> Result<bool, AppError> {
    services.store.read(|r| Ok(!accounts::any(r)?)).await
}

/// Makes the first user, with a dataset and a template to begin with, and signs them in.
pub async fn set_up(services: &Services, wish: SignUp) -> Result<(String, Opened), AppError> {
    if !setup_needed(services).await? {
        return Err(already_set_up());
    }
    let prepared = prepare(&services.gate, wish).await?;
    let now = services.clock.now();
    let made = services
        .store
        .write(move |w| {
            // Two first starts may race; the second must not get in.
            if accounts::any(w)? {
                return Err(already_set_up());
            }
            let made = insert(w, prepared)?;
            starter::give(w, &made.keyring, made.user, now)?;
            Ok(made)
        })
        .await?;
    let opened = services.sessions.open(made.user, made.username, made.keyring)?;
    Ok((made.recovery_code, opened))
}

/// Makes another user, from the terminal.
pub async fn add_user(
    store: &Store,
    gate: &Gate,
    wish: SignUp,
    now: jiff::Timestamp,
) -> Result<SignedUp, AppError> {
    let prepared = prepare(gate, wish).await?;
    store
        .write(move |w| {
            let made = insert(w, prepared)?;
            starter::give(w, &made.keyring, made.user, now)?;
            Ok(made)
        })
        .await
}

/// Signs somebody in. Every attempt counts before any work is done for it, and a right one is given back; an
/// unknown name costs as much as a known one and gets the same answer.
pub async fn login(services: &Arc<Services>, username: &str, password: &str) -> Result<Opened, AppError> {
    let attempt = services.logins.attempt().map_err(AppError::TooManyAttempts)?;
    let wrong = || AppError::WrongPassword { tries_left: attempt.left };
    let unlocked = unlock::unlock(&services.store, &services.gate, username, password).await?;
    let unlocked = unlocked.ok_or_else(wrong)?;
    services.logins.forgive(&attempt);
    let (account, keyring) = upkeep::bring_up_to_date(&services.store, &services.gate, unlocked).await?;
    sign_in(services, account, keyring).await
}

/// Opens a session for one command of the terminal, by password or recovery code. Nothing that was interrupted
/// goes on: the command does one thing and ends.
pub async fn enter(services: &Services, username: &str, secret: &str) -> Result<Arc<Session>, AppError> {
    let opened = open(&services.store, &services.gate, username, secret).await?;
    let (user, keyring) = opened.ok_or(AppError::WrongSecret)?;
    Ok(services.sessions.open(user, username.to_owned(), Arc::new(keyring))?.session)
}

/// Opens a session and goes on with what was interrupted.
async fn sign_in(
    services: &Arc<Services>,
    account: StoredAccount,
    keyring: Keyring,
) -> Result<Opened, AppError> {
    let opened = services.sessions.open(account.id, account.username, Arc::new(keyring))?;
    providers::load(services, &opened.session).await?;
    runs::resume_interrupted(services, &opened.session).await?;
    keys::resume(services, &opened.session).await?;
    Ok(opened)
}

/// Ends a session, and pauses the runs of its owner until the next sign-in.
pub fn logout(services: &Services, session: &Session, token: &str) {
    services.sessions.close(token);
    services.runs.halt_all(session.user);
}

async fn prepare(gate: &Gate, wish: SignUp) -> Result<PreparedAccount, AppError> {
    let SignUp { username, name, password, gen_model, para_model } = wish;
    let password = Password::new(&password).map_err(|error| AppError::bad("password", error.to_string()))?;
    let name = name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| username.clone());
    let preferences = Preferences {
        default_gen_model: gen_model,
        default_para_model: para_model,
        ..Preferences::named(name.trim())
    };
    let prepared = gate
        .derive(move |ring, kdf| {
            let pepper = ring.current();
            accounts::prepare(NewAccount {
                username: &username,
                password: &password,
                preferences,
                kdf,
                pepper,
            })
        })
        .await?;
    Ok(prepared?)
}

fn insert(w: &crate::store::Writer, prepared: PreparedAccount) -> Result<SignedUp, AppError> {
    let made = accounts::insert(w, prepared)?;
    let account = accounts::get(w, made.id)?.ok_or(StoreError::BrokenOff)?;
    Ok(SignedUp {
        user: made.id,
        username: account.username,
        keyring: Arc::new(made.keys),
        recovery_code: made.recovery.to_text().to_string(),
    })
}

fn already_set_up() -> AppError {
    AppError::Conflict("there is a user already; sign in, or add one with `dsforge user add`".to_owned())
}

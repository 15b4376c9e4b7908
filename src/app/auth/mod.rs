//! Who may come in: first start, signing in and out, changing the password.

pub mod login_limit;
pub mod sessions;

use std::sync::Arc;

use sessions::{Opened, Session};
use tokio::sync::Semaphore;

use super::{Services, error::AppError, runs, starter};
use crate::{
    crypto::{
        kdf::{Kdf, RootKey},
        keys::Keyring,
        password::Password,
        pepper::PepperRing,
    },
    model::{id::UserId, user::Preferences},
    store::{
        Store, StoreError, accounts,
        accounts::{NewAccount, PreparedAccount, PreparedPassword, StoredAccount, UnlockError},
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
pub async fn login(services: &Services, username: String, password: String) -> Result<Opened, AppError> {
    let attempt = services.logins.attempt().map_err(AppError::TooManyAttempts)?;
    let wrong = || AppError::WrongPassword { tries_left: attempt.left };
    let (account, keyring) = unlock(services, username, password).await?.ok_or_else(wrong)?;
    services.logins.forgive(&attempt);
    let opened = services.sessions.open(account.id, account.username, Arc::new(keyring))?;
    runs::resume_interrupted(services, &opened.session).await?;
    Ok(opened)
}

/// Ends a session, and pauses the runs of its owner until the next sign-in.
pub fn logout(services: &Services, session: &Session, token: &str) {
    services.sessions.close(token);
    services.runs.halt_all(session.user);
}

/// Gives somebody another password and ends their other sessions. No record is written anew: only the keys
/// are wrapped again.
pub async fn change_password(
    services: &Services,
    session: &Session,
    token: &str,
    old: String,
    new: String,
) -> Result<(), AppError> {
    let new = Password::new(&new).map_err(|error| AppError::bad("new_password", error.to_string()))?;
    let attempt = services.logins.attempt().map_err(AppError::TooManyAttempts)?;
    let (_, keyring) =
        unlock(services, session.username.clone(), old).await?.ok_or(AppError::WrongOldPassword)?;
    services.logins.forgive(&attempt);
    let prepared =
        services.gate.derive(move |ring, kdf| PreparedPassword::new(&new, kdf, ring.current())).await?;
    let (user, prepared) = (session.user, prepared.map_err(StoreError::from)?);
    services
        .store
        .write(move |w| Ok::<_, AppError>(accounts::set_password(w, user, &keyring, prepared)?))
        .await?;
    services.sessions.close_all(user, Some(token));
    services.store.compact().await?;
    Ok(())
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

/// The account and its keys; nothing when name and password do not match.
async fn unlock(
    services: &Services,
    username: String,
    password: String,
) -> Result<Option<(StoredAccount, Keyring)>, AppError> {
    let found = services.store.read(move |r| Ok::<_, AppError>(accounts::find(r, &username)?)).await?;
    let derived = services
        .gate
        .derive(move |ring, kdf| {
            let account = match found {
                Some(account) => account,
                None => StoredAccount::decoy(kdf, ring).map_err(StoreError::from)?,
            };
            // A password that cannot be one is tried all the same, so that it takes as long.
            let password = Password::new(&password).or_else(|_| Password::new("not a password")).ok();
            let root = password.map(|password| account.derive(&password, ring)).transpose();
            root.map(|root| (account, root)).map_err(|_| AppError::UnknownSalt)
        })
        .await??;
    let (account, Some(root)) = derived else { return Ok(None) };
    open(&services.store, account, root).await
}

async fn open(
    store: &Store,
    account: StoredAccount,
    root: RootKey,
) -> Result<Option<(StoredAccount, Keyring)>, AppError> {
    store
        .read(move |r| match accounts::unlock(r, &account, &root) {
            Ok(keyring) => Ok(Some((account, keyring))),
            Err(UnlockError::WrongPassword) => Ok(None),
            Err(UnlockError::Damaged) => Err(AppError::DamagedKeys),
            Err(UnlockError::Store(error)) => Err(error.into()),
        })
        .await
}

fn already_set_up() -> AppError {
    AppError::Conflict("there is a user already; sign in, or add one with `dsforge user add`".to_owned())
}

//! New keys for everything a person has. It begins with a password and a new recovery code; what is left is done
//! in the background, and goes on at the next sign-in when it is interrupted.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::{
    Services,
    auth::{Gate, compact, sessions::Session, unlock::unlock},
    error::AppError,
};
use crate::{
    crypto::{keys::Keyring, recovery::RecoveryCode},
    jobs::{
        feed::{Events, Feed},
        roster::Roster,
    },
    model::id::UserId,
    store::{
        Store, StoreError,
        rotation::{self, Step},
    },
};

/// How far a rotation has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows that have their new key.
    pub done: u64,
    /// Rows that there were when it went on, those that are done among them.
    pub total: u64,
}

/// News of a rotation.
#[derive(Clone, Debug)]
pub enum RotationEvent {
    /// More rows are done.
    Progress(Progress),
    /// All are, but for so many that no key opens.
    Done {
        /// Rows that keep their old key because they are damaged.
        damaged: u64,
    },
    /// It stopped before the end, and goes on at the next sign-in.
    Stopped(String),
}

/// Rotations in progress, one at most for each user.
#[derive(Default)]
pub struct Rotations(Roster<UserId, LiveRotation>);

type LiveRotation = Feed<RotationState, RotationEvent>;

/// What a listener has to know to go on from here.
#[derive(Clone, Debug)]
pub struct RotationState {
    /// How far it is.
    pub progress: Progress,
    /// The last event, once there was one. No other will follow.
    pub last: Option<RotationEvent>,
}

/// A rotation that has begun.
pub struct Begun {
    /// The new recovery code. The one before opens nothing any more.
    pub recovery_code: Zeroizing<String>,
    user: UserId,
    keyring: Arc<Keyring>,
}

/// Begins a rotation, or goes on with an unfinished one, with a new recovery code in either case. Gives the code
/// and the news of what is done in the background.
pub async fn rotate(
    services: &Arc<Services>,
    session: &Session,
    password: &str,
) -> Result<(Zeroizing<String>, RotationState, Events<RotationEvent>), AppError> {
    let attempt = services.logins.attempt().map_err(AppError::TooManyAttempts)?;
    let begun = begin(&services.store, &services.gate, &session.username, password).await?;
    services.logins.forgive(&attempt);
    session.keyring.learn(&begun.keyring);
    let live = start(services, session).await?;
    let (state, events) = live.follow();
    Ok((begun.recovery_code, state, events))
}

/// How far somebody's rotation is; none when there is none.
pub fn progress(services: &Services, session: &Session) -> Option<Progress> {
    services.rotations.0.find(&session.user).map(|live| live.look(|state| state.progress))
}

/// Goes on with a rotation that was interrupted, if there is one.
pub async fn resume(services: &Arc<Services>, session: &Session) -> Result<(), AppError> {
    let user = session.user;
    if services.store.read(move |r| rotation::is_unfinished(r, user)).await? {
        start(services, session).await?;
    }
    Ok(())
}

/// Begins a rotation without a session.
pub async fn begin(store: &Store, gate: &Gate, username: &str, password: &str) -> Result<Begun, AppError> {
    let unlocked = unlock(store, gate, username, password).await?.ok_or(AppError::WrongOldPassword)?;
    let code = RecoveryCode::generate()?;
    let recovery_code = code.to_text();
    let prepared = gate.stretch(unlocked.password).await?;
    let (user, keyring) = (unlocked.account.id, unlocked.keyring);
    let keyring = store.write(move |w| rotation::begin(w, user, &keyring, prepared, &code)).await?;
    Ok(Begun { recovery_code, user, keyring: Arc::new(keyring) })
}

/// Does the rest of a rotation that was begun without a session. Gives the number of damaged rows.
pub async fn finish(store: &Store, begun: Begun, mut tell: impl FnMut(Progress)) -> Result<u64, AppError> {
    let Begun { user, keyring, .. } = begun;
    let mut progress = measure(store, user).await?;
    tell(progress);
    loop {
        let keys = Arc::clone(&keyring);
        match store.write(move |w| rotation::step(w, user, &keys)).await? {
            Step::Resealed { rows } => {
                progress.advance(rows);
                tell(progress);
            }
            Step::Finished { damaged } => {
                compact(store).await;
                return Ok(damaged);
            }
        }
    }
}

/// Has the rest of a rotation done in the background, unless that is going on already.
async fn start(services: &Arc<Services>, session: &Session) -> Result<Arc<LiveRotation>, AppError> {
    let (user, keyring) = (session.user, Arc::clone(&session.keyring));
    let progress = measure(&services.store, user).await?;
    let state = RotationState { progress, last: None };
    let (live, is_new) = services.rotations.0.join(user, || Feed::new(state), |_| {});
    if is_new {
        let (services, live) = (Arc::clone(services), Arc::clone(&live));
        tokio::spawn(async move {
            let last = see_through(&services, user, keyring, &live).await;
            services.rotations.0.leave(&user, &live);
            live.tell(|state| {
                state.last = Some(last.clone());
                last
            });
        });
    }
    Ok(live)
}

async fn see_through(
    services: &Services,
    user: UserId,
    keyring: Arc<Keyring>,
    live: &LiveRotation,
) -> RotationEvent {
    loop {
        // Whoever works on a run must know the new key before the run is sealed with it.
        services.runs.renew_keys(user, &keyring);
        let keys = Arc::clone(&keyring);
        match services.store.write(move |w| rotation::step(w, user, &keys)).await {
            Ok(Step::Resealed { rows }) => live.tell(|state| {
                state.progress.advance(rows);
                RotationEvent::Progress(state.progress)
            }),
            Ok(Step::Finished { damaged }) => {
                compact(&services.store).await;
                return RotationEvent::Done { damaged };
            }
            Err(error) => {
                if !matches!(error, StoreError::Locked | StoreError::Closed) {
                    tracing::error!(%error, "a rotation of keys stopped");
                }
                return RotationEvent::Stopped(error.to_string());
            }
        }
    }
}

async fn measure(store: &Store, user: UserId) -> Result<Progress, AppError> {
    let (done, left) = store.read(move |r| rotation::unfinished(r, user)).await?.unwrap_or_default();
    Ok(Progress { done, total: done + left })
}

impl Progress {
    fn advance(&mut self, rows: u64) {
        self.done += rows;
        self.total = self.total.max(self.done);
    }
}

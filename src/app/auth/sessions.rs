//! Sessions: who is signed in, for how long, and the keys that go with it. In memory only.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::{
    clock::SharedClock,
    crypto::{keys::Keyring, rng::NoRandomness, token},
    model::id::UserId,
};

/// Sessions at a time; the oldest makes room.
const MOST: usize = 16;
/// However often it is extended, a session ends this long after the password was typed.
const LONGEST: Duration = Duration::from_secs(12 * 60 * 60);
/// How long a token still works after it was exchanged for a new one, for requests that are on their way.
const GRACE: Duration = Duration::from_secs(30);

type ByHash = HashMap<[u8; 32], Arc<Session>>;

/// Somebody signed in. Holding it is the proof that their data may be opened.
pub struct Session {
    /// Who.
    pub user: UserId,
    /// The name they sign in with.
    pub username: String,
    /// Their keys. All sessions of a user share one keyring, and the end of the last one locks it, whoever
    /// still holds it.
    pub keyring: Arc<Keyring>,
    /// When it ends by the wall clock.
    pub expires_at: Timestamp,
    signed_in: Duration,
    deadline: Duration,
}

/// A session and the token that finds it. The token is told once and kept nowhere.
pub struct Opened {
    /// 32 random bytes in base64url.
    pub token: String,
    /// What it opens.
    pub session: Arc<Session>,
}

/// Everybody who is signed in.
pub struct Sessions {
    clock: SharedClock,
    lifetime: Duration,
    by_hash: Mutex<ByHash>,
}

impl Sessions {
    /// Nobody yet. `lifetime` counts from the password, or from an extension.
    pub fn new(clock: SharedClock, lifetime: Duration) -> Self {
        Self { clock, lifetime, by_hash: Mutex::default() }
    }

    /// Signs somebody in.
    pub fn open(
        &self,
        user: UserId,
        username: String,
        keyring: Arc<Keyring>,
    ) -> Result<Opened, NoRandomness> {
        let signed_in = self.clock.elapsed();
        let mut by_hash = self.lock();
        let keyring = match by_hash.values().find(|session| session.user == user) {
            Some(other) => {
                other.keyring.learn(&keyring);
                Arc::clone(&other.keyring)
            }
            None => keyring,
        };
        let session = self.session(user, username, keyring, signed_in);
        admit(&mut by_hash, session)
    }

    /// The session of a token, unless either clock says that it is over.
    pub fn find(&self, token: &str) -> Option<Arc<Session>> {
        self.find_in(&mut self.lock(), token)
    }

    fn find_in(&self, by_hash: &mut ByHash, token: &str) -> Option<Arc<Session>> {
        let hash = hash(token);
        let session = by_hash.get(&hash)?;
        if self.is_over(session) {
            end(by_hash, |known, _| *known == hash);
            return None;
        }
        Some(Arc::clone(session))
    }

    /// A new token for somebody who is signed in. The old one works for half a minute more.
    pub fn extend(&self, token: &str) -> Result<Option<Opened>, NoRandomness> {
        // Found and exchanged under one lock: a session that is signed out meanwhile does not come back.
        let mut by_hash = self.lock();
        let Some(old) = self.find_in(&mut by_hash, token) else { return Ok(None) };
        let fading = Session {
            user: old.user,
            username: old.username.clone(),
            keyring: Arc::clone(&old.keyring),
            expires_at: old.expires_at,
            signed_in: old.signed_in,
            deadline: old.deadline.min(self.clock.elapsed() + GRACE),
        };
        by_hash.insert(hash(token), Arc::new(fading));
        let session = self.session(old.user, old.username.clone(), Arc::clone(&old.keyring), old.signed_in);
        admit(&mut by_hash, session).map(Some)
    }

    /// Whether somebody is still signed in since the password was typed that opened this session, be it with
    /// another token.
    pub fn goes_on(&self, session: &Session) -> bool {
        let is_same = |open: &Session| (open.user, open.signed_in) == (session.user, session.signed_in);
        self.lock().values().any(|open| is_same(open) && !self.is_over(open))
    }

    /// Whether an extension would gain any time.
    pub fn can_extend(&self, session: &Session) -> bool {
        session.deadline < session.signed_in + LONGEST
    }

    /// Time until a session ends.
    pub fn left(&self, session: &Session) -> Duration {
        let by_wall =
            Duration::try_from(session.expires_at.duration_since(self.clock.now())).unwrap_or_default();
        session.deadline.saturating_sub(self.clock.elapsed()).min(by_wall)
    }

    /// Whether somebody has a session.
    pub fn has(&self, user: UserId) -> bool {
        self.lock().values().any(|session| session.user == user && !self.is_over(session))
    }

    /// Signs somebody out, everywhere or but for one token.
    pub fn close_all(&self, user: UserId, except: Option<&str>) {
        let kept = except.map(hash);
        end(&mut self.lock(), |hash, session| session.user == user && Some(*hash) != kept);
    }

    /// Signs one session out.
    pub fn close(&self, token: &str) {
        let closed = hash(token);
        end(&mut self.lock(), |hash, _| *hash == closed);
    }

    /// Drops every session that is over, and with it its keys. To be called each second.
    pub fn sweep(&self) {
        end(&mut self.lock(), |_, session| self.is_over(session));
    }

    fn session(&self, user: UserId, username: String, keyring: Arc<Keyring>, signed_in: Duration) -> Session {
        let now = self.clock.elapsed();
        let deadline = (now + self.lifetime).min(signed_in + LONGEST);
        let expires_at = self.clock.now() + deadline.saturating_sub(now);
        Session { user, username, keyring, expires_at, signed_in, deadline }
    }

    fn is_over(&self, session: &Session) -> bool {
        self.left(session).is_zero()
    }

    fn lock(&self) -> MutexGuard<'_, ByHash> {
        self.by_hash.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lets a session in, and the oldest one out when there are too many.
fn admit(by_hash: &mut ByHash, session: Session) -> Result<Opened, NoRandomness> {
    let token = token::make()?;
    let session = Arc::new(session);
    let oldest = by_hash.iter().min_by_key(|(_, session)| session.deadline).map(|(hash, _)| *hash);
    by_hash.insert(hash(&token), Arc::clone(&session));
    if by_hash.len() > MOST {
        end(by_hash, |hash, _| Some(*hash) == oldest);
    }
    Ok(Opened { token, session })
}

/// Ends sessions, and locks the keyrings of users who have none left.
fn end(by_hash: &mut ByHash, is_to_end: impl Fn(&[u8; 32], &Session) -> bool) {
    let ended: Vec<_> = by_hash.extract_if(|hash, session| is_to_end(hash, session)).collect();
    for (_, session) in ended {
        if by_hash.values().all(|other| other.user != session.user) {
            session.keyring.lock();
        }
    }
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

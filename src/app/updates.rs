//! Whether there is a newer dsforge. Nobody is asked unless the person has switched that on.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use semver::Version;
use tokio::task;

use super::{Services, auth::sessions::Session, error::AppError, preferences};
use crate::update::{UpdateError, Updates};

/// How long an answer is good for. GitHub is asked a few times a day, however often the page looks.
const FRESH: Duration = Duration::from_secs(6 * 3600);

/// What is known of new versions.
pub struct News {
    updates: Arc<Updates>,
    last: Mutex<Option<Heard>>,
}

/// An answer, and when it came.
struct Heard {
    at: Duration,
    newer: Option<Version>,
}

/// What a person is told.
pub struct Told {
    /// The version that answers.
    pub current: Version,
    /// Whether it looks for newer ones, which only the person can have wanted.
    pub checks: bool,
    /// Whether it could update itself.
    pub can_update: bool,
    /// A newer version, when one was found.
    pub newer: Option<Version>,
}

impl News {
    /// Nothing is known yet.
    pub fn new(updates: Updates) -> Self {
        Self { updates: Arc::new(updates), last: Mutex::default() }
    }

    fn heard(&self, now: Duration) -> Option<Option<Version>> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.as_ref().filter(|heard| now.saturating_sub(heard.at) < FRESH).map(|heard| heard.newer.clone())
    }

    async fn ask(&self, now: Duration) -> Result<Option<Version>, UpdateError> {
        let updates = Arc::clone(&self.updates);
        let asked = task::spawn_blocking(move || updates.newest()).await;
        let offer = asked.map_err(|_| UpdateError::Unreachable("the question broke off".to_owned()))??;
        let newer = offer.map(|offer| offer.version);
        let heard = Heard { at: now, newer: newer.clone() };
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(heard);
        Ok(newer)
    }
}

/// Tells whether there is a newer version, and asks for it if the person wants that.
pub async fn look(services: &Services, session: &Session) -> Result<Told, AppError> {
    let checks = preferences::get(services, session).await?.check_updates;
    let news = &services.news;
    let can_update = !news.updates.keys.is_empty();
    let now = services.clock.elapsed();
    let newer = match news.heard(now) {
        _ if !checks || !can_update => None,
        Some(newer) => newer,
        None => news.ask(now).await?,
    };
    Ok(Told { current: news.updates.current.clone(), checks, can_update, newer })
}

//! Tickets: a plain link cannot carry a token, so it carries a ticket, once, for half a minute.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use super::auth::sessions::Session;
use crate::{
    clock::SharedClock,
    crypto::{rng::NoRandomness, token},
};

const LIFETIME: Duration = Duration::from_secs(30);

/// Tickets that were given out and not used.
pub struct Tickets {
    clock: SharedClock,
    open: Mutex<HashMap<String, Ticket>>,
}

struct Ticket {
    path: String,
    session: Arc<Session>,
    until: Duration,
}

impl Tickets {
    /// None yet.
    pub fn new(clock: SharedClock) -> Self {
        Self { clock, open: Mutex::default() }
    }

    /// A ticket for one request of this path and query, below `/api`, in the name of this session.
    pub fn issue(&self, path: &str, session: Arc<Session>) -> Result<String, NoRandomness> {
        let now = self.clock.elapsed();
        let ticket = Ticket { path: path.to_owned(), session, until: now + LIFETIME };
        let name = token::make()?;
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, ticket| ticket.until > now);
        open.insert(name.clone(), ticket);
        Ok(name)
    }

    /// Takes a ticket in. It is used up, whether or not it fits.
    pub fn redeem(&self, name: &str, path: &str) -> Option<Arc<Session>> {
        let ticket = self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(name)?;
        (ticket.until > self.clock.elapsed() && ticket.path == path).then_some(ticket.session)
    }
}

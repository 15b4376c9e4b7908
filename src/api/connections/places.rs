//! The places there are, and the line of those who would have to give theirs up.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

/// All places, taken or free.
pub(super) struct Places {
    free: Arc<Semaphore>,
    line: Mutex<Line>,
    /// Somebody has come into the line.
    lined_up: Notify,
}

/// Connections on which it is the client's turn, by how long it has been.
#[derive(Default)]
struct Line {
    last: u64,
    waiting: BTreeMap<u64, CancellationToken>,
}

/// The place of one connection, until it is dropped. At first it is the client's turn.
pub(super) struct Seat {
    places: Arc<Places>,
    /// Where in the line it stands or last stood.
    number: Mutex<u64>,
    leave: CancellationToken,
    _permit: OwnedSemaphorePermit,
}

impl Places {
    pub(super) fn new(count: usize) -> Self {
        Self { free: Arc::new(Semaphore::new(count)), line: Mutex::default(), lined_up: Notify::new() }
    }

    /// A free place, or that of the first in the line.
    pub(super) async fn take(self: &Arc<Self>) -> Seat {
        let permit = loop {
            // Listens before it looks, so that nobody lines up in between unnoticed.
            let lined_up = self.lined_up.notified();
            tokio::pin!(lined_up);
            lined_up.as_mut().enable();
            let place = Arc::clone(&self.free).acquire_owned();
            let somebody_left = self.free.available_permits() > 0 || self.send_first_away();
            tokio::select! {
                biased;
                permit = place => match permit {
                    Ok(permit) => break permit,
                    Err(_) => std::future::pending().await,
                },
                () = lined_up, if !somebody_left => {}
            }
        };
        let seat = Seat {
            places: Arc::clone(self),
            number: Mutex::new(0),
            leave: CancellationToken::new(),
            _permit: permit,
        };
        seat.clients_turn();
        seat
    }

    fn send_first_away(&self) -> bool {
        let first = self.line().waiting.pop_first();
        first.is_some_and(|(_, leave)| {
            leave.cancel();
            true
        })
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    /// The client has something to send or to take: goes to the end of the line.
    pub(super) fn clients_turn(&self) {
        {
            let mut number = self.number();
            let Line { last, waiting } = &mut *self.places.line();
            waiting.remove(&number);
            *last += 1;
            *number = *last;
            waiting.insert(*last, self.leave.clone());
        }
        self.places.lined_up.notify_waiters();
    }

    /// The answer is ours to give: leaves the line.
    pub(super) fn our_turn(&self) {
        let number = self.number();
        self.places.line().waiting.remove(&number);
    }

    /// Resolves when the place goes to somebody else.
    pub(super) async fn given_up(&self) {
        self.leave.cancelled().await;
    }

    fn number(&self) -> MutexGuard<'_, u64> {
        self.number.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.our_turn();
    }
}

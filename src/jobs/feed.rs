//! News that a late listener can follow: the state so far, then every event after it, none twice.

use std::sync::{Mutex, PoisonError};

use tokio::sync::broadcast;

/// How many events a listener may be behind before it has to start over from the state.
const BACKLOG: usize = 1024;

/// A state and the events that change it. Both move under one lock, so that what a listener gets at first
/// and what it hears later fit together without a gap or a repeat.
pub struct Feed<S, E> {
    state: Mutex<S>,
    events: broadcast::Sender<E>,
}

/// The listening end.
pub type Events<E> = broadcast::Receiver<E>;

impl<S: Clone, E: Clone> Feed<S, E> {
    /// A feed that starts from a state.
    pub fn new(state: S) -> Self {
        Self { state: Mutex::new(state), events: broadcast::channel(BACKLOG).0 }
    }

    /// Changes the state and tells everybody. Quick work only: it holds the lock.
    pub fn tell(&self, change: impl FnOnce(&mut S) -> E) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let event = change(&mut state);
        // An error means that nobody listens, which is no failure.
        drop(self.events.send(event));
    }

    /// The state now, and the events from now on.
    pub fn follow(&self) -> (S, Events<E>) {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        (state.clone(), self.events.subscribe())
    }

    /// Reads the state without following it.
    pub fn look<T>(&self, read: impl FnOnce(&S) -> T) -> T {
        read(&self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_late_listener_gets_the_state_and_then_only_what_is_new() {
        let feed = Feed::new(String::new());
        let write = |word: &'static str| {
            feed.tell(|text: &mut String| {
                text.push_str(word);
                word
            });
        };
        write("The ");
        write("tenant ");
        let (text, mut events) = feed.follow();
        write("pays.");
        assert_eq!(text, "The tenant ");
        assert_eq!(events.recv().await, Ok("pays."));
        assert!(events.try_recv().is_err());
    }
}

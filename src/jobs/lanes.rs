//! How much may run at once, for each named lane. Whoever waits longest goes first.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Lanes by name, made when first asked for.
#[derive(Default)]
pub struct Lanes {
    lanes: Mutex<HashMap<String, Arc<Semaphore>>>,
}

/// The right to run in a lane, until it is dropped.
pub struct Permit {
    _permit: Option<OwnedSemaphorePermit>,
}

impl Lanes {
    /// Waits for a place in a lane of the given width. The width counts when the lane is first used.
    pub async fn enter(&self, lane: &str, width: usize) -> Permit {
        let semaphore = {
            let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
            let lane = lanes.entry(lane.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(width.max(1))));
            Arc::clone(lane)
        };
        // A lane's semaphore is never closed, so there is always a permit in the end.
        Permit { _permit: semaphore.acquire_owned().await.ok() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_full_lane_lets_the_next_one_in_when_a_place_is_free() {
        let lanes = Lanes::default();
        let first = lanes.enter("ollama", 1).await;
        let mut second = Box::pin(lanes.enter("ollama", 1));
        assert!(futures_util::poll!(second.as_mut()).is_pending());
        let _other = lanes.enter("demo", 1).await;
        drop(first);
        second.await;
    }
}

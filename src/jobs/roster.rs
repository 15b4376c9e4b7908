//! Who is at work: one task for each key, each with a way to call it off.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

/// Work in progress by key.
pub struct Roster<K, W> {
    working: Mutex<HashMap<K, Arc<W>>>,
}

impl<K: Eq + Hash + Clone, W> Default for Roster<K, W> {
    fn default() -> Self {
        Self { working: Mutex::new(HashMap::new()) }
    }
}

impl<K: Eq + Hash + Clone, W> Roster<K, W> {
    /// The work under a key, begun by `begin` if there is none. The flag says whether it was begun now. Work
    /// that was there already is told by `wake`, before it can leave.
    pub fn join(&self, key: K, begin: impl FnOnce() -> W, wake: impl FnOnce(&W)) -> (Arc<W>, bool) {
        let mut working = self.working.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(work) = working.get(&key) {
            wake(work);
            return (Arc::clone(work), false);
        }
        let work = Arc::new(begin());
        working.insert(key, Arc::clone(&work));
        (work, true)
    }

    /// Puts work under a key, whatever stood there.
    pub fn put(&self, key: &K, work: &Arc<W>) {
        let mut working = self.working.lock().unwrap_or_else(PoisonError::into_inner);
        working.insert(key.clone(), Arc::clone(work));
    }

    /// The work under a key, while it lasts.
    pub fn find(&self, key: &K) -> Option<Arc<W>> {
        self.working.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    /// Strikes work off, unless other work stands under its key by now.
    pub fn leave(&self, key: &K, work: &Arc<W>) {
        let mut working = self.working.lock().unwrap_or_else(PoisonError::into_inner);
        if working.get(key).is_some_and(|present| Arc::ptr_eq(present, work)) {
            working.remove(key);
        }
    }

    /// Everybody at work whose key matches.
    pub fn matching(&self, wanted: impl Fn(&K) -> bool) -> Vec<Arc<W>> {
        let working = self.working.lock().unwrap_or_else(PoisonError::into_inner);
        working.iter().filter(|(key, _)| wanted(key)).map(|(_, work)| Arc::clone(work)).collect()
    }
}

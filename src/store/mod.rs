//! At rest: one file, one transaction for each use case. Only here is redb known, which tables there are, and
//! how a row is sealed. What a use case is, and who may do it, is not known here: whoever holds a
//! [`Keyring`](crate::crypto::keys::Keyring) has unlocked what it opens.
//!
//! [`Store::read`] and [`Store::write`] are the border to the async world: what is handed to them runs on a
//! thread that may block. The functions of the resources ([`datasets`], [`examples`] …) are what to call
//! inside. Those that read take any [`Read`], those that write a [`Writer`].

pub mod accounts;
pub mod candidates;
pub mod changes;
pub mod datasets;
pub mod drafts;
pub mod examples;
pub mod runs;
pub mod secret;
pub mod templates;

mod clear;
mod error;
mod file;
mod headed;
mod meta;
mod row;
mod rows;
mod schema;
#[cfg(test)]
mod tests;
mod txn;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use redb::{Database, ReadableDatabase};

pub use self::{
    error::StoreError,
    txn::{Read, Reader, Writer},
};
use crate::crypto::DbId;

/// The data file, open. Clones are the same file.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    /// None when it lives in memory alone.
    path: Option<PathBuf>,
    id: DbId,
    /// Shared by every transaction; alone for what needs that none is running.
    state: RwLock<State>,
}

enum State {
    /// `since` counts how often it was opened.
    Open {
        db: Database,
        since: u64,
    },
    /// redb writes no more after a failed commit until the file is opened again.
    Failed {
        since: u64,
    },
    Closed,
}

impl Store {
    /// Opens the file, or makes one when there never was one. Blocks, for about a second with a large file that
    /// was not closed properly.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let (db, id) = file::open(path)?;
        Ok(Self::of(db, id, Some(path.to_owned())))
    }

    /// A store that is gone when it is dropped.
    pub fn in_memory() -> Result<Self, StoreError> {
        let (db, id) = file::in_memory()?;
        Ok(Self::of(db, id, None))
    }

    fn of(db: Database, id: DbId, path: Option<PathBuf>) -> Self {
        Self(Arc::new(Inner { path, id, state: RwLock::new(State::Open { db, since: 0 }) }))
    }

    /// Runs `work` on a snapshot.
    pub async fn read<T, E>(
        &self,
        work: impl FnOnce(&Reader) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.blocking(|inner| inner.read(work)).await
    }

    /// Runs `work` in the one transaction that writes. When it returns `Ok`, all of it is on disk; when it
    /// returns an error or panics, none.
    pub async fn write<T, E>(
        &self,
        work: impl FnOnce(&Writer) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.blocking(|inner| inner.write(work)).await
    }

    /// Makes the next start quick even if the program is killed before it. Costs two flushes of the disk, so it
    /// is for when nothing else is going on.
    pub async fn settle(&self) -> Result<(), StoreError> {
        self.blocking(|inner| {
            let state = inner.open()?;
            let mut txn = state.db()?.begin_write()?;
            txn.set_quick_repair(true);
            Ok(txn.commit()?)
        })
        .await
    }

    /// Shrinks the file and drops what was overwritten or deleted, which stays in it until then. Waits for
    /// running transactions and holds up new ones.
    pub async fn compact(&self) -> Result<(), StoreError> {
        self.blocking(|inner| {
            drop(inner.open()?);
            match &mut *inner.alone() {
                State::Open { db, .. } => Ok(db.compact().map(drop)?),
                _ => Err(StoreError::Closed),
            }
        })
        .await
    }

    /// Closes the file for every clone, once running transactions have ended.
    pub async fn close(self) -> Result<(), StoreError> {
        self.blocking(|inner| match std::mem::replace(&mut *inner.alone(), State::Closed) {
            State::Open { db, .. } => Ok(db.close()?),
            State::Failed { .. } | State::Closed => Ok(()),
        })
        .await
    }

    async fn blocking<T, E>(&self, work: impl FnOnce(&Inner) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let inner = Arc::clone(&self.0);
        let done = tokio::task::spawn_blocking(move || work(&inner)).await;
        done.unwrap_or_else(|_| Err(StoreError::BrokenOff.into()))
    }
}

impl Inner {
    fn read<T, E: From<StoreError>>(&self, work: impl FnOnce(&Reader) -> Result<T, E>) -> Result<T, E> {
        let state = self.open()?;
        let txn = state.db()?.begin_read().map_err(StoreError::from)?;
        work(&Reader { txn, db: self.id })
    }

    fn write<T, E: From<StoreError>>(&self, work: impl FnOnce(&Writer) -> Result<T, E>) -> Result<T, E> {
        let mut state = self.open()?;
        let mut begun = state.db()?.begin_write();
        if begun.is_err() {
            // What failed was an earlier transaction, and whoever began it knows. This one has done nothing yet.
            self.fail(state);
            state = self.open()?;
            begun = state.db()?.begin_write();
        }
        let writer = Writer { txn: begun.map_err(StoreError::from)?, db: self.id };
        let value = work(&writer)?;
        if let Err(error) = writer.txn.commit() {
            self.fail(state);
            return Err(StoreError::from(error).into());
        }
        Ok(value)
    }

    /// The file, opened again if it has failed since.
    fn open(&self) -> Result<RwLockReadGuard<'_, State>, StoreError> {
        let state = self.shared();
        let State::Failed { since } = *state else { return Ok(state) };
        drop(state);
        let mut state = self.alone();
        if let (State::Failed { .. }, Some(path)) = (&*state, &self.path) {
            *state = State::Open { db: file::reopen(path)?, since: since + 1 };
        }
        drop(state);
        Ok(self.shared())
    }

    /// Gives up on the file as it was opened then, unless that has happened already.
    fn fail(&self, state: RwLockReadGuard<'_, State>) {
        let State::Open { since: seen, .. } = *state else { return };
        drop(state);
        let mut state = self.alone();
        if let State::Open { since, .. } = *state
            && since == seen
            && self.path.is_some()
        {
            *state = State::Failed { since };
        }
    }

    fn shared(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn alone(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn db(&self) -> Result<&Database, StoreError> {
        match self {
            Self::Open { db, .. } => Ok(db),
            Self::Failed { .. } | Self::Closed => Err(StoreError::Closed),
        }
    }
}

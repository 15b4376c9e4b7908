//! At rest: one file, one transaction for each use case. Only here is redb known, which tables there are, and
//! how a row is sealed. What a use case is, and who may do it, is not known here: whoever holds a
//! [`Keyring`](crate::crypto::keys::Keyring) has unlocked what it opens.
//!
//! [`Store::read`] and [`Store::write`] are the border to the async world: what is handed to them runs on a
//! thread that may block. The functions of the resources ([`datasets`], [`examples`] …) are what to call
//! inside. Those that read take any [`Read`], those that write a [`Writer`].

pub mod accounts;
pub mod aside;
pub mod backup;
pub mod candidates;
pub mod changes;
pub mod chat_templates;
pub mod checkup;
pub mod datasets;
pub mod drafts;
pub mod examples;
pub mod providers;
pub mod rotation;
pub mod run_rows;
pub mod runs;
pub mod secret;
pub mod templates;

mod clear;
mod error;
mod file;
mod headed;
mod meta;
mod migrate;
mod row;
mod rows;
mod schema;
mod sealed;
#[cfg(test)]
mod tests;
mod txn;

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use redb::{Database, ReadableDatabase, StorageBackend, TransactionError, backends::InMemoryBackend};

use self::migrate::{MIGRATIONS, Migration};
pub use self::{
    error::StoreError,
    txn::{Read, Reader, Writer},
};
use crate::crypto::DbId;

/// How often a compaction looks whether it may begin, and how long it waits in between.
const COMPACT_TRIES: u32 = 20;
const COMPACT_PAUSE: Duration = Duration::from_millis(50);

/// The data file, open. Clones are the same file.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    /// None when it lives in memory alone.
    path: Option<PathBuf>,
    /// Opens the file again. None where that would be another one.
    reopen: Option<Reopen>,
    id: DbId,
    /// Counts the transactions that were written.
    written: AtomicU64,
    /// Shared by every transaction; alone for what needs that none is running.
    state: RwLock<State>,
}

type Reopen = Box<dyn Fn() -> Result<Database, StoreError> + Send + Sync>;

enum State {
    /// `since` counts how often it was opened.
    Open {
        db: Database,
        since: u64,
    },
    /// redb does nothing more after a failure of the disk until the file is opened again.
    Failed {
        since: u64,
    },
    Closed,
}

impl Store {
    /// Opens the file, or makes one when there never was one. Blocks, for about a second with a large file that
    /// was not closed properly.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, MIGRATIONS)
    }

    /// A store that is gone when it is dropped.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::on(InMemoryBackend::new(), None)
    }

    fn open_with(path: &Path, migrations: &[Migration]) -> Result<Self, StoreError> {
        let (db, id) = file::open(path, migrations)?;
        let path = path.to_owned();
        let again = path.clone();
        Ok(Self::of(db, id, Some(path), Some(Box::new(move || file::reopen(&again)))))
    }

    fn on(backend: impl StorageBackend, reopen: Option<Reopen>) -> Result<Self, StoreError> {
        let (db, id) = file::open_backend(backend, MIGRATIONS)?;
        Ok(Self::of(db, id, None, reopen))
    }

    fn of(db: Database, id: DbId, path: Option<PathBuf>, reopen: Option<Reopen>) -> Self {
        Self(Arc::new(Inner {
            path,
            reopen,
            id,
            written: AtomicU64::new(0),
            state: RwLock::new(State::Open { db, since: 0 }),
        }))
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

    /// How many transactions were written since the file was opened.
    pub fn written(&self) -> u64 {
        self.0.written.load(Ordering::Relaxed)
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

    /// Shrinks the file and drops what was overwritten or deleted, which stays in it until then. It holds up
    /// everything else, so it is done only when nothing else is going on for a moment. Otherwise the file says
    /// that it is to be done, and it is done at the next start; then this is false.
    pub async fn compact(&self) -> Result<bool, StoreError> {
        for _ in 0..COMPACT_TRIES {
            if self.blocking(Inner::compact).await? {
                return Ok(true);
            }
            tokio::time::sleep(COMPACT_PAUSE).await;
        }
        self.write(|w| meta::set_compact_due(w, true)).await?;
        Ok(false)
    }

    /// Writes a backup of the data as it is now to a new file. Whoever reads or writes meanwhile is not
    /// disturbed. The peppers are in another file and not in a backup.
    pub async fn back_up(&self, to: &Path) -> Result<backup::Written, StoreError> {
        let to = to.to_owned();
        self.read(move |r| backup::write(r, &to)).await
    }

    /// A backup for one reader, in a file that vanishes with it.
    pub async fn snapshot(&self) -> Result<backup::Snapshot, StoreError> {
        let beside = self.0.path.clone().unwrap_or_else(|| std::env::temp_dir().join("dsforge.db"));
        self.read(move |r| backup::snapshot(r, &beside)).await
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
        let reader = Reader { txn: state.db()?.begin_read().map_err(StoreError::from)?, db: self.id };
        let done = work(&reader);
        drop(reader);
        if done.is_err() {
            self.fail_if_broken(state);
        }
        done
    }

    fn write<T, E: From<StoreError>>(&self, work: impl FnOnce(&Writer) -> Result<T, E>) -> Result<T, E> {
        let state = self.open()?;
        let writer = Writer { txn: state.db()?.begin_write().map_err(StoreError::from)?, db: self.id };
        let done = work(&writer).and_then(|value| {
            writer.txn.commit().map_err(StoreError::from)?;
            self.written.fetch_add(1, Ordering::Relaxed);
            Ok(value)
        });
        if done.is_err() {
            self.fail_if_broken(state);
        }
        done
    }

    /// Whether it was done: nothing else may be going on.
    fn compact(&self) -> Result<bool, StoreError> {
        drop(self.open()?);
        let Ok(mut state) = self.state.try_write() else { return Ok(false) };
        match &mut *state {
            State::Open { db, since } => {
                let done = file::compact(db, self.id);
                if done.is_err() && self.reopen.is_some() {
                    *state = State::Failed { since: *since };
                }
                done.map(|()| true)
            }
            State::Failed { .. } | State::Closed => Err(StoreError::Closed),
        }
    }

    /// The file, opened again if it has failed since.
    fn open(&self) -> Result<RwLockReadGuard<'_, State>, StoreError> {
        let state = self.shared();
        let State::Failed { since } = *state else { return Ok(state) };
        drop(state);
        let mut state = self.alone();
        if let (State::Failed { .. }, Some(reopen)) = (&*state, &self.reopen) {
            *state = State::Open { db: reopen()?, since: since + 1 };
        }
        drop(state);
        Ok(self.shared())
    }

    /// Gives up on the file as it was opened, if redb will have nothing more to do with it, unless that has
    /// happened already.
    fn fail_if_broken(&self, state: RwLockReadGuard<'_, State>) {
        let State::Open { ref db, since: seen } = *state else { return };
        // This does not wait for anybody who writes, and says of an earlier failure before it looks for one.
        let is_broken = matches!(db.try_begin_write(), Err(TransactionError::Storage(_)));
        drop(state);
        if !is_broken || self.reopen.is_none() {
            return;
        }
        let mut state = self.alone();
        if let State::Open { since, .. } = *state
            && since == seen
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

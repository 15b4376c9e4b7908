//! Imports: files that somebody has become examples, all of them in one change or none.
//!
//! A file that is sent is taken in whole before it is gone through, sealed and beside the data, so that a slow sender keeps
//! nobody from writing. Then one transaction reads it row by row: a thread of its own makes drafts of the rows while
//! the transaction seals those before.

mod fingerprint;
mod origin;
mod rows;

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use futures_util::Stream;
use jiff::Timestamp;

use self::rows::Reading;
use super::{Services, auth::sessions::Session, datasets, error::AppError, uploads};
use crate::{
    crypto::keys::Keyring,
    import::{Column, Container, Draft, Format, ImportError, Mapping, Source},
    jobs::{
        feed::{Events, Feed},
        roster::Roster,
    },
    model::{
        change::{Change, ChangeKind},
        id::{ChangeId, DatasetId, UserId},
    },
    store::{self, Read, StoreError, Writer, changes, examples},
};

/// Rows that a look at a file shows.
const SHOWN: usize = 5;

/// What is to become of a file.
#[derive(Clone, Debug)]
pub struct ImportWish {
    /// Its format; found out when left out.
    pub format: Option<Format>,
    /// Where its columns go; guessed when left out.
    pub mapping: Option<Mapping>,
    /// Whether rows that cannot be read are passed over. If not, one of them is reason enough to import nothing.
    pub skip_bad: bool,
    /// Whether rows are added that are in the dataset already, or in the file before.
    pub keep_duplicates: bool,
    /// Whether nothing is written.
    pub dry_run: bool,
    /// How many faulty rows are named.
    pub named_faults: usize,
}

/// A file to be imported.
pub struct Incoming {
    /// What it is called, where several could be meant.
    pub name: Option<String>,
    /// Its bytes.
    pub source: Arc<dyn Source>,
}

/// What became of files that were imported together.
#[derive(Debug)]
pub struct Imported {
    /// What each of them is, in their order.
    pub files: Vec<Report>,
    /// The dataset they went to; none when it was to be made and was not.
    pub dataset: Option<DatasetId>,
    /// The change that added them; none when nothing was written.
    pub change: Option<ChangeId>,
}

/// What a file is and what was found in it.
#[derive(Clone, Debug)]
pub struct Report {
    /// How it is packed.
    pub container: Container,
    /// What its rows are.
    pub format: Format,
    /// The members of its first rows and where they go.
    pub columns: Vec<Column>,
    /// What has to be said before it can be read.
    pub lacks: Option<&'static str>,
    /// Rows that it has.
    pub rows: u64,
    /// Rows that are in the dataset already, or in the file before.
    pub duplicates: u64,
    /// Rows that cannot be read.
    pub bad: u64,
    /// Some of those, with what is wrong.
    pub faults: Vec<(u64, String)>,
    /// The first rows as they will be.
    pub preview: Vec<(u64, Draft)>,
    /// Rows that were added, or would be.
    pub fit: u64,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that were taken in.
    pub received: u64,
    /// Rows that were gone through.
    pub rows: u64,
    /// Whether it has ended, well or not.
    pub ended: bool,
}

/// Imports under way, one at most for each dataset.
#[derive(Default)]
pub struct Imports(Roster<DatasetId, Live>);

type Live = Feed<Progress, Progress>;

/// An import that has its place. It stops when this is dropped before its end.
pub struct Begun {
    services: Arc<Services>,
    session: Arc<Session>,
    destination: Destination,
    live: Arc<Live>,
    is_called_off: Arc<AtomicBool>,
}

/// Where examples go.
#[derive(Clone)]
enum Destination {
    Known(DatasetId),
    /// A dataset of this name, which is made if anything is added.
    New(String),
}

/// Begins an import, unless another one into the same dataset is under way.
pub async fn begin(
    services: &Arc<Services>,
    session: &Arc<Session>,
    dataset: DatasetId,
) -> Result<Begun, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    services.store.read(move |r| datasets::find_open(r, &keyring, owner, dataset)).await?;
    let (live, is_new) = services.imports.0.join(dataset, || Feed::new(Progress::default()), |_| {});
    if !is_new {
        let message = "another file is being imported into this dataset; wait until it is done";
        return Err(AppError::Conflict(message.to_owned()));
    }
    let (services, session) = (Arc::clone(services), Arc::clone(session));
    let destination = Destination::Known(dataset);
    Ok(Begun { services, session, destination, live, is_called_off: Arc::default() })
}

/// Begins an import into a dataset that does not exist yet. It is made together with what is added to it, or not.
pub fn begin_new(services: &Arc<Services>, session: &Arc<Session>, name: &str) -> Result<Begun, AppError> {
    let destination = Destination::New(datasets::checked_name(name)?);
    let live = Arc::new(Feed::new(Progress::default()));
    let (services, session) = (Arc::clone(services), Arc::clone(session));
    Ok(Begun { services, session, destination, live, is_called_off: Arc::default() })
}

/// Takes an import back whole: every example that a change added, if that change is an import and no later one
/// touches them.
pub async fn take_back(
    services: &Services,
    session: &Session,
    dataset: DatasetId,
    change: ChangeId,
) -> Result<Change, AppError> {
    let (owner, keyring, now) = (session.user, Arc::clone(&session.keyring), services.clock.now());
    services
        .store
        .write(move |w| {
            datasets::find_open(w, &keyring, owner, dataset)?;
            let undone = changes::undo(w, &keyring, owner, dataset, Some(change), now)?;
            match undone.kind {
                ChangeKind::Import => Ok(undone),
                _ => Err(AppError::Conflict(format!(
                    "change {change} is no import; undo it in the dataset's history"
                ))),
            }
        })
        .await
}

/// Follows the import into a dataset; none when none is under way.
pub async fn follow(
    services: &Services,
    session: &Session,
    dataset: DatasetId,
) -> Result<Option<(Progress, Events<Progress>)>, AppError> {
    datasets::get(services, session, dataset).await?;
    Ok(services.imports.0.find(&dataset).map(|live| live.follow()))
}

impl Begun {
    /// Takes a file in from whoever sends it.
    pub async fn receive<B: AsRef<[u8]> + Send + 'static>(
        &self,
        pieces: impl Stream<Item = io::Result<B>> + Send,
    ) -> Result<Arc<dyn Source>, AppError> {
        uploads::receive(&self.services, pieces, |bytes| self.tell(|progress| progress.received += bytes))
            .await
    }

    /// Goes through files, and adds what is in all of them unless that is not wished or not possible.
    pub async fn run(self, files: Vec<Incoming>, wish: ImportWish) -> Result<Imported, AppError> {
        let (owner, keyring) = (self.session.user, Arc::clone(&self.session.keyring));
        let (destination, now) = (self.destination.clone(), self.services.clock.now());
        let (live, is_called_off) = (Arc::clone(&self.live), Arc::clone(&self.is_called_off));
        let advance = move |rows: u64| {
            live.tell(|progress| {
                progress.rows = rows;
                *progress
            });
            !is_called_off.load(Ordering::Relaxed)
        };
        let store = self.services.store.clone();
        if wish.dry_run {
            return store
                .read(move |r| {
                    let dataset = destination.known(r, &keyring, owner)?;
                    let mut reading = Reading::begin(r, &keyring, owner, dataset, files, wish, now)?;
                    reading.go_through(r, &keyring, owner, advance, |examples| Ok(examples.count()))?;
                    Ok(Imported { files: reading.reports(), dataset, change: None })
                })
                .await;
        }
        let done = store
            .write(move |w| {
                let known = destination.known(w, &keyring, owner)?;
                let mut reading = Reading::begin(w, &keyring, owner, known, files, wish, now)?;
                let dataset = destination.made(w, &keyring, owner, now)?;
                let change = reading.go_through(w, &keyring, owner, advance, |examples| {
                    Ok(examples::import(w, &keyring, owner, dataset, examples, now)?)
                })?;
                let may_be_kept = reading.may_be_kept();
                let files = reading.reports();
                if may_be_kept {
                    Ok(Imported { files, dataset: Some(dataset), change: Some(change.id) })
                } else {
                    Err(Stopped::Refused(Imported { files, dataset: known, change: None }))
                }
            })
            .await;
        match done {
            Ok(imported) | Err(Stopped::Refused(imported)) => Ok(imported),
            Err(Stopped::Failed(error)) => Err(error),
        }
    }

    fn tell(&self, change: impl FnOnce(&mut Progress)) {
        self.live.tell(|progress| {
            change(progress);
            *progress
        });
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        self.is_called_off.store(true, Ordering::Relaxed);
        if let Destination::Known(dataset) = &self.destination {
            self.services.imports.0.leave(dataset, &self.live);
        }
        self.tell(|progress| progress.ended = true);
    }
}

impl Destination {
    /// The dataset, if there is one.
    fn known(&self, r: &impl Read, keyring: &Keyring, owner: UserId) -> Result<Option<DatasetId>, AppError> {
        match self {
            Self::Known(dataset) => Ok(Some(datasets::find_open(r, keyring, owner, *dataset)?.id)),
            Self::New(name) => datasets::refuse_taken(r, keyring, owner, None, name).map(|()| None),
        }
    }

    /// The dataset, which is made now if there was none.
    fn made(
        &self,
        w: &Writer,
        keyring: &Keyring,
        owner: UserId,
        now: Timestamp,
    ) -> Result<DatasetId, StoreError> {
        match self {
            Self::Known(dataset) => Ok(*dataset),
            Self::New(name) => Ok(store::datasets::create(w, keyring, owner, name, now)?.id),
        }
    }
}

/// Why a transaction was given up.
enum Stopped {
    /// The files are not fit to be imported as was wished.
    Refused(Imported),
    Failed(AppError),
}

impl From<AppError> for Stopped {
    fn from(error: AppError) -> Self {
        Self::Failed(error)
    }
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// Why a file cannot be read, by its name if it has one.
fn unreadable(file: Option<&str>, error: ImportError) -> AppError {
    match (file, error) {
        (None, ImportError::Io(error)) => AppError::Store(error.into()),
        (Some(name), error) => AppError::bad("file", format!("{name}: {error}")),
        (None, error) => AppError::bad("file", error.to_string()),
    }
}

/// Every format that is read, by id and name.
pub fn formats() -> impl Iterator<Item = (&'static str, &'static str)> {
    Format::all().map(|format| (format.id(), format.label()))
}

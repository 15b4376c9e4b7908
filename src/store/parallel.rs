//! Many rows at once: they are opened and worked on side by side, and what comes of it is handed out in their
//! order. Reading the file takes one thread and little time; opening, unpacking and whatever is done with a row
//! take most of it, so that work goes to as many threads as there are cores.

use std::{
    collections::VecDeque,
    ops::{ControlFlow, RangeInclusive},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use redb::ReadableTable;
use serde::de::DeserializeOwned;

use super::{
    Read, StoreError,
    row::Means,
    rows,
    schema::{RowKey, Table},
};

/// Sealed bytes that are handed over together. Enough that handing over costs nothing beside the work.
const BATCH: usize = 64 * 1024;
/// Batches for each worker that may be on their way, which bounds the memory.
const AHEAD: usize = 3;

/// Sealed rows, and where their results go.
struct Batch<K, U> {
    rows: Vec<(K, Vec<u8>)>,
    done: SyncSender<Result<Vec<U>, StoreError>>,
}

/// Opens the rows of a range and hands each to `work`, on all cores, and what comes of it to `each`, in the order
/// of the rows, until it is told to stop.
pub(super) fn map_in_order<'k, K, T, U>(
    r: &impl Read,
    table: Table<K>,
    means: impl Into<Means<'k>>,
    range: RangeInclusive<K>,
    work: impl Fn(T) -> U + Sync,
    mut each: impl FnMut(U) -> ControlFlow<()>,
) -> Result<(), StoreError>
where
    K: RowKey + Send + Sync,
    T: DeserializeOwned,
    U: Send,
{
    let means = means.into();
    let sealed = r.table(table.rows)?;
    let mut sealed = sealed.range::<K>(range)?;
    let db = *r.db();
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let (todo, batches) = sync_channel::<Batch<K, U>>(workers * AHEAD);
    let batches = Mutex::new(batches);
    // What was handed over and is not wanted any more is not worked on.
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        // Its end is what the workers end with.
        let todo = todo;
        for _ in 0..workers {
            scope.spawn(|| {
                work_off(&batches, &is_over, |(key, sealed)| {
                    Ok(work(rows::open_sealed(&db, table, means, key, &sealed)?.decode()?))
                });
            });
        }
        let mut waiting: VecDeque<Receiver<_>> = VecDeque::new();
        // The first row goes alone and is waited for, so that nobody who wants only that one waits for others.
        let mut most = 1;
        loop {
            let rows = next_rows(&mut sealed, most)?;
            let is_first = std::mem::replace(&mut most, BATCH) < BATCH;
            let is_end = rows.is_empty();
            if !is_end {
                let (done, result) = sync_channel(1);
                waiting.push_back(result);
                if todo.send(Batch { rows, done }).is_err() {
                    return Err(StoreError::BrokenOff);
                }
            }
            while waiting.len() >= workers * AHEAD || ((is_first || is_end) && !waiting.is_empty()) {
                let Some(result) = waiting.pop_front() else { break };
                for made in result.recv().map_err(|_| StoreError::BrokenOff)?? {
                    if each(made).is_break() {
                        is_over.store(true, Ordering::Relaxed);
                        return Ok(());
                    }
                }
            }
            if is_end {
                return Ok(());
            }
        }
    })
}

/// The next rows of about so many bytes together, as they are in the file.
fn next_rows<K: RowKey>(
    sealed: &mut redb::Range<'_, K, &'static [u8]>,
    most: usize,
) -> Result<Vec<(K, Vec<u8>)>, StoreError> {
    let (mut rows, mut bytes) = (Vec::new(), 0);
    while bytes < most
        && let Some(entry) = sealed.next()
    {
        let (key, value) = entry?;
        let value = value.value().to_vec();
        bytes += value.len();
        rows.push((key.value(), value));
    }
    Ok(rows)
}

fn work_off<K, U>(
    batches: &Mutex<Receiver<Batch<K, U>>>,
    is_over: &AtomicBool,
    work: impl Fn((K, Vec<u8>)) -> Result<U, StoreError>,
) {
    loop {
        let next = batches.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Batch { rows, done }) = next else { return };
        let wanted = rows.into_iter().take_while(|_| !is_over.load(Ordering::Relaxed));
        // Whoever asked may have stopped.
        drop(done.send(wanted.map(&work).collect()));
    }
}

//! A disk in memory: it can fail at a given moment, and it knows what a loss of power would leave of it.

use std::{
    io,
    sync::{Arc, Mutex, MutexGuard},
};

use redb::StorageBackend;

use super::Dice;

/// What a disk writes whole or not at all.
const SECTOR: usize = 512;

#[derive(Clone, Debug, Default)]
pub(super) struct Disk(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    bytes: Vec<u8>,
    /// Calls that change something until one fails; none when none does.
    fails_in: Option<u64>,
    log: Vec<Call>,
}

/// A call that changes something.
#[derive(Debug)]
enum Call {
    Write(usize, Vec<u8>),
    Resize(usize),
    Flush,
}

impl Disk {
    pub(super) fn holding(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Mutex::new(State { bytes, ..State::default() })))
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        self.lock().bytes.clone()
    }

    /// Makes the call that many calls ahead fail, once.
    pub(super) fn fail_in(&self, calls: u64) {
        self.lock().fails_in = Some(calls);
    }

    /// Says whether it has failed, and lets it work from now on.
    pub(super) fn repaired(&self) -> bool {
        self.lock().fails_in.take().is_none()
    }

    /// Makes it a disk that says that it flushes and does not.
    pub(super) fn forget_flushes(&self) {
        self.lock().log.retain(|call| !matches!(call, Call::Flush));
    }

    /// How many calls changed something so far.
    pub(super) fn calls(&self) -> usize {
        self.lock().log.len()
    }

    fn change(&self, call: Call) -> io::Result<()> {
        let mut state = self.lock();
        match state.fails_in {
            Some(0) => {
                state.fails_in = None;
                return Err(io::Error::other("the disk failed"));
            }
            Some(left) => state.fails_in = Some(left - 1),
            None => {}
        }
        apply(&mut state.bytes, &call);
        state.log.push(call);
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        Ok(self.lock().bytes.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let state = self.lock();
        let at = usize::try_from(offset).unwrap();
        let found = state.bytes.get(at..at + out.len());
        out.copy_from_slice(found.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.change(Call::Resize(usize::try_from(len).unwrap()))
    }

    fn sync_data(&self) -> io::Result<()> {
        self.change(Call::Flush)
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.change(Call::Write(usize::try_from(offset).unwrap(), data.to_vec()))
    }
}

fn apply(bytes: &mut Vec<u8>, call: &Call) {
    match call {
        Call::Write(at, data) => write(bytes, *at, data),
        Call::Resize(length) => bytes.resize(*length, 0),
        Call::Flush => {}
    }
}

fn write(bytes: &mut Vec<u8>, at: usize, data: &[u8]) {
    if bytes.len() < at + data.len() {
        bytes.resize(at + data.len(), 0);
    }
    bytes[at..at + data.len()].copy_from_slice(data);
}

/// What losses of power leave of a disk, from the first call to the last.
pub(super) struct Losses {
    log: Vec<Call>,
    /// What was flushed before the present call.
    flushed: Vec<u8>,
    /// Calls before this one are in `flushed`.
    since: usize,
}

impl Losses {
    /// Of what was done on a disk that held `before` at first.
    pub(super) fn of(before: Vec<u8>, disk: &Disk) -> Self {
        Self { log: std::mem::take(&mut disk.lock().log), flushed: before, since: 0 }
    }

    pub(super) fn calls(&self) -> usize {
        self.log.len()
    }

    /// What is left when the power goes after so many calls: everything that was flushed, and of the rest what
    /// chance lets through, sector by sector. Calls only rise from one time to the next.
    pub(super) fn after(&mut self, calls: usize, dice: &mut Dice) -> Vec<u8> {
        let flush =
            self.log[..calls].iter().rposition(|call| matches!(call, Call::Flush)).unwrap_or_default();
        for call in &self.log[self.since.min(flush)..flush] {
            apply(&mut self.flushed, call);
        }
        self.since = self.since.max(flush);
        let mut left = self.flushed.clone();
        let chance = [0, 10, 50, 90, 100][dice.below(5)];
        for call in &self.log[self.since..calls] {
            match call {
                Call::Write(at, data) => {
                    for (number, sector) in data.chunks(SECTOR).enumerate() {
                        if dice.hundredths(chance) {
                            write(&mut left, at + number * SECTOR, sector);
                        }
                    }
                }
                Call::Resize(length) if dice.hundredths(chance) => left.resize(*length, 0),
                Call::Resize(_) | Call::Flush => {}
            }
        }
        left
    }
}

//! Going through a file: a thread makes drafts, and whoever goes through them gets examples.

use std::{
    ops::ControlFlow,
    sync::{Arc, mpsc},
    thread,
};

use jiff::Timestamp;

use super::{ImportWish, Report, SHOWN, fingerprint::Seen, origin::Origins, plan};
use crate::{
    app::error::AppError,
    crypto::keys::Keyring,
    import::{self, Draft, Fault, ImportError, Plan, Source},
    model::{
        example::Example,
        id::{DatasetId, ExampleId, UserId},
    },
    store::Read,
};

/// Rows that are handed over together.
const BATCH: usize = 128;
/// Batches that may lie ready.
const BATCHES_READY: usize = 4;

type Row = (u64, Result<Draft, Fault>);

/// A file that is being gone through, and what was found out about it so far.
pub(super) struct Reading {
    source: Arc<dyn Source>,
    wish: ImportWish,
    now: Timestamp,
    plan: Plan,
    seen: Seen,
    origins: Origins,
    rows: u64,
    duplicates: u64,
    bad: u64,
    fit: u64,
    faults: Vec<(u64, String)>,
    preview: Vec<(u64, Draft)>,
}

impl Reading {
    pub(super) fn begin(
        r: &impl Read,
        keyring: &Keyring,
        owner: UserId,
        dataset: DatasetId,
        source: &Arc<dyn Source>,
        wish: ImportWish,
        now: Timestamp,
    ) -> Result<Self, AppError> {
        let dataset = crate::app::datasets::find_open(r, keyring, owner, dataset)?;
        Ok(Self {
            plan: plan(source, &wish)?,
            seen: Seen::of(r, keyring, owner, dataset.id)?,
            origins: Origins::default(),
            source: Arc::clone(source),
            wish,
            now,
            rows: 0,
            duplicates: 0,
            bad: 0,
            fit: 0,
            faults: Vec::new(),
            preview: Vec::new(),
        })
    }

    /// Hands every example of the file to `take`. `advance` is told the number of rows from time to time and says
    /// whether to go on.
    pub(super) fn go_through<R: Read, T>(
        &mut self,
        r: &R,
        keyring: &Keyring,
        owner: UserId,
        advance: impl Fn(u64) -> bool,
        take: impl FnOnce(&mut dyn Iterator<Item = Example>) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        if self.plan.lacks().is_some() {
            return take(&mut std::iter::empty());
        }
        let (source, plan) = (Arc::clone(&self.source), self.plan.clone());
        thread::scope(|scope| {
            let (sender, batches) = mpsc::sync_channel(BATCHES_READY);
            let reader = scope.spawn(move || read(&source, &plan, &sender));
            let mut failed = None;
            let mut rows = batches.into_iter().flatten();
            let mut examples = std::iter::from_fn(|| {
                loop {
                    let (number, row) = rows.next()?;
                    if self.rows.is_multiple_of(BATCH as u64) && !advance(self.rows) {
                        failed = Some(called_off());
                        return None;
                    }
                    match self.example(r, keyring, owner, number, row) {
                        Ok(Some(example)) => return Some(example),
                        Ok(None) => {}
                        Err(error) => {
                            failed = Some(error);
                            return None;
                        }
                    }
                }
            });
            let taken = take(&mut examples);
            // Ends the reader, too, if it was not at its end.
            drop(rows);
            let read = reader.join().unwrap_or(Err(ImportError::Damaged { after: self.rows }));
            match failed {
                Some(error) => Err(error),
                None => {
                    read?;
                    taken
                }
            }
        })
    }

    /// The example that a row becomes; none when it is not to be added.
    fn example(
        &mut self,
        r: &impl Read,
        keyring: &Keyring,
        owner: UserId,
        number: u64,
        row: Result<Draft, Fault>,
    ) -> Result<Option<Example>, AppError> {
        self.rows += 1;
        let mut draft = match row {
            Ok(draft) => draft,
            Err(fault) => {
                self.bad += 1;
                if self.faults.len() < self.wish.named_faults {
                    self.faults.push((number, fault.to_string()));
                }
                return Ok(None);
            }
        };
        if self.preview.len() < SHOWN {
            self.preview.push((number, draft.clone()));
        }
        if !self.seen.is_new(&draft.messages, &draft.tools, &draft.alternatives) {
            self.duplicates += 1;
            if !self.wish.keep_duplicates {
                return Ok(None);
            }
        }
        self.fit += 1;
        self.origins.settle(r, keyring, owner, &mut draft)?;
        // What is going to be given up is not worth writing.
        Ok(self.may_be_kept().then(|| self.complete(draft)))
    }

    /// Whether what was found so far may be added.
    pub(super) fn may_be_kept(&self) -> bool {
        (self.bad == 0 || self.wish.skip_bad) && self.plan.lacks().is_none() && (self.fit > 0)
    }

    fn complete(&self, draft: Draft) -> Example {
        let Draft {
            messages,
            tools,
            slots,
            template,
            source,
            alternatives,
            edited,
            rating,
            tags,
            note,
            split,
            timestamp,
            extra,
        } = draft;
        Example {
            id: ExampleId(0),
            rev: 1,
            timestamp: timestamp.unwrap_or(self.now),
            updated_at: self.now,
            messages,
            tools,
            slots,
            template,
            source,
            alternatives,
            edited,
            rating,
            tags,
            note,
            split,
            extra,
        }
    }

    pub(super) fn report(&mut self) -> Report {
        Report {
            container: self.plan.container,
            format: self.plan.format,
            columns: std::mem::take(&mut self.plan.columns),
            lacks: self.plan.lacks(),
            rows: self.rows,
            duplicates: self.duplicates,
            bad: self.bad,
            faults: std::mem::take(&mut self.faults),
            preview: std::mem::take(&mut self.preview),
            fit: self.fit,
            change: None,
        }
    }
}

/// Makes drafts of every row until nobody takes them any more.
fn read(
    source: &Arc<dyn Source>,
    plan: &Plan,
    sender: &mpsc::SyncSender<Vec<Row>>,
) -> Result<(), ImportError> {
    let mut batch = Vec::with_capacity(BATCH);
    import::each_draft(source, plan, &mut |number, row| {
        batch.push((number, row));
        if batch.len() < BATCH {
            return ControlFlow::Continue(());
        }
        match sender.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH))) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    })?;
    drop(sender.send(batch));
    Ok(())
}

fn called_off() -> AppError {
    AppError::Conflict("the import was cancelled; nothing was added".to_owned())
}

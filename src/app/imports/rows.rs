//! Going through files: a thread makes drafts, and whoever goes through them gets examples.

use std::{
    ops::ControlFlow,
    sync::{Arc, mpsc},
    thread,
};

use jiff::Timestamp;

use super::{ImportWish, Incoming, Report, SHOWN, fingerprint::Seen, origin::Origins, unreadable};
use crate::{
    app::error::AppError,
    crypto::keys::Keyring,
    import::{self, Draft, Fault, ImportError, Plan, Source, Wish},
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

type Row = (usize, u64, Result<Draft, Fault>);

/// Files that are being gone through, and what was found out about them so far.
pub(super) struct Reading {
    wish: ImportWish,
    now: Timestamp,
    files: Vec<File>,
    seen: Seen,
    origins: Origins,
    rows: u64,
}

struct File {
    name: Option<String>,
    source: Arc<dyn Source>,
    plan: Plan,
    report: Report,
}

impl Reading {
    /// Looks at the first rows of every file. Without a dataset, nothing is there already.
    pub(super) fn begin(
        r: &impl Read,
        keyring: &Keyring,
        owner: UserId,
        dataset: Option<DatasetId>,
        files: Vec<Incoming>,
        wish: ImportWish,
        now: Timestamp,
    ) -> Result<Self, AppError> {
        let files = files.into_iter().map(|file| File::planned(file, &wish)).collect::<Result<_, _>>()?;
        let seen = match dataset {
            Some(dataset) => Seen::of(r, keyring, owner, dataset)?,
            None => Seen::nothing(),
        };
        Ok(Self { wish, now, files, seen, origins: Origins::default(), rows: 0 })
    }

    /// Hands every example of the files to `take`. `advance` is told the number of rows from time to time and says
    /// whether to go on.
    pub(super) fn go_through<R: Read, T>(
        &mut self,
        r: &R,
        keyring: &Keyring,
        owner: UserId,
        advance: impl Fn(u64) -> bool,
        take: impl FnOnce(&mut dyn Iterator<Item = Example>) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        if self.lacks() {
            return take(&mut std::iter::empty());
        }
        let sources: Vec<_> =
            self.files.iter().map(|file| (Arc::clone(&file.source), file.plan.clone())).collect();
        thread::scope(|scope| {
            let (sender, batches) = mpsc::sync_channel(BATCHES_READY);
            let reader = scope.spawn(move || read(&sources, &sender));
            let mut failed = None;
            let mut rows = batches.into_iter().flatten();
            let mut examples = std::iter::from_fn(|| {
                loop {
                    let (file, number, row) = rows.next()?;
                    if self.rows.is_multiple_of(BATCH as u64) && !advance(self.rows) {
                        failed = Some(called_off());
                        return None;
                    }
                    match self.example(r, keyring, owner, file, number, row) {
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
            let read = reader.join().unwrap_or(Err((0, ImportError::Damaged { after: self.rows })));
            match (failed, read) {
                (Some(error), _) => Err(error),
                (None, Err((file, error))) => Err(unreadable(self.files[file].name.as_deref(), error)),
                (None, Ok(())) => taken,
            }
        })
    }

    /// The example that a row becomes; none when it is not to be added.
    fn example(
        &mut self,
        r: &impl Read,
        keyring: &Keyring,
        owner: UserId,
        file: usize,
        number: u64,
        row: Result<Draft, Fault>,
    ) -> Result<Option<Example>, AppError> {
        self.rows += 1;
        let Report { rows, bad, faults, preview, duplicates, fit, .. } = &mut self.files[file].report;
        *rows += 1;
        let mut draft = match row {
            Ok(draft) => draft,
            Err(fault) => {
                *bad += 1;
                if faults.len() < self.wish.named_faults {
                    faults.push((number, fault.to_string()));
                }
                return Ok(None);
            }
        };
        if preview.len() < SHOWN {
            preview.push((number, draft.clone()));
        }
        if !self.seen.is_new(&draft.messages, &draft.tools, &draft.alternatives) {
            *duplicates += 1;
            if !self.wish.keep_duplicates {
                return Ok(None);
            }
        }
        *fit += 1;
        self.origins.settle(r, keyring, owner, &mut draft)?;
        // What is going to be given up is not worth writing.
        Ok(self.may_be_kept().then(|| self.complete(draft)))
    }

    fn lacks(&self) -> bool {
        self.files.iter().any(|file| file.report.lacks.is_some())
    }

    /// Whether what was found so far may be added.
    pub(super) fn may_be_kept(&self) -> bool {
        let has_bad = || self.files.iter().any(|file| file.report.bad > 0);
        let has_fit = || self.files.iter().any(|file| file.report.fit > 0);
        (self.wish.skip_bad || !has_bad()) && !self.lacks() && has_fit()
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

    pub(super) fn reports(self) -> Vec<Report> {
        self.files.into_iter().map(|file| file.report).collect()
    }
}

impl File {
    fn planned(Incoming { name, source }: Incoming, wish: &ImportWish) -> Result<Self, AppError> {
        let known = Wish { format: wish.format, mapping: wish.mapping.clone() };
        let mut plan = import::plan(&source, &known).map_err(|error| unreadable(name.as_deref(), error))?;
        let report = Report {
            container: plan.container,
            format: plan.format,
            columns: std::mem::take(&mut plan.columns),
            lacks: plan.lacks(),
            rows: 0,
            duplicates: 0,
            bad: 0,
            faults: Vec::new(),
            preview: Vec::new(),
            fit: 0,
        };
        Ok(Self { name, source, plan, report })
    }
}

/// Makes drafts of every row until nobody takes them any more. Fails with the place of the file that is to blame.
fn read(
    sources: &[(Arc<dyn Source>, Plan)],
    sender: &mpsc::SyncSender<Vec<Row>>,
) -> Result<(), (usize, ImportError)> {
    let mut batch = Vec::with_capacity(BATCH);
    for (file, (source, plan)) in sources.iter().enumerate() {
        let mut is_taken = true;
        import::each_draft(source, plan, &mut |number, row| {
            batch.push((file, number, row));
            if batch.len() == BATCH {
                is_taken = sender.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH))).is_ok();
            }
            if is_taken { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })
        .map_err(|error| (file, error))?;
        if !is_taken {
            return Ok(());
        }
    }
    drop(sender.send(batch));
    Ok(())
}

fn called_off() -> AppError {
    AppError::Conflict("the import was cancelled; nothing was added".to_owned())
}

//! A run that is being worked on: its news, its brakes, and the one way in which its results are kept.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::sync::{Notify, oneshot};
use tokio_util::sync::CancellationToken;

use super::meter::{Meter, Speed};
use crate::{
    app::asking::{Asker, Patience, Turn},
    clock::SharedClock,
    jobs::feed::{Events, Feed},
    llm::{LlmError, Piece},
    model::{
        candidate::{Candidate, CandidateError, CandidateState, ErrorKind},
        id::CandidateId,
        run::Run,
    },
    store::{Store, StoreError, Writer, candidates, runs, runs::RunKeys},
};

/// What a listener has to know to go on from here.
#[derive(Clone)]
pub struct LiveState {
    /// The run as last kept.
    pub run: Run,
    /// What is being written just now, by candidate.
    pub writing: BTreeMap<CandidateId, Written>,
    /// Those whose question is to be written by a model that is still being read into memory.
    pub loading: BTreeSet<CandidateId>,
    /// Servers that are waited for, with what the person is told of each. It stands in the run's notice meanwhile.
    gone: BTreeMap<String, String>,
    /// The run's own notice.
    notice: Option<String>,
}

/// The part of an answer that has arrived.
#[derive(Clone, Default)]
pub struct Written {
    /// Text of the answer.
    pub output: String,
    /// Text of the thinking before it.
    pub reasoning: String,
    /// Whether nothing comes because the model is still being read into memory.
    pub loading: bool,
}

/// News of a run.
#[derive(Clone)]
pub enum RunEvent {
    /// A candidate is new, began to be written, ended, or was judged.
    Candidate {
        /// The candidate as kept.
        candidate: Arc<Candidate>,
        /// Whether a model is writing it now.
        writing: bool,
    },
    /// More of an answer arrived.
    Token {
        /// Whose.
        candidate: CandidateId,
        /// The piece.
        piece: Piece,
    },
    /// The run's state or counts changed.
    Run(Arc<Run>),
    /// Nobody works on the run any more.
    End,
}

/// A run that is being worked on.
pub struct LiveRun {
    /// All that its work may open.
    pub keys: Arc<RunKeys>,
    /// Its news.
    pub feed: Feed<LiveState, RunEvent>,
    /// Calls the whole work off; what is unfinished stays to be done.
    pub(super) halt: CancellationToken,
    /// Cancelled when its worker has left.
    pub(super) gone: CancellationToken,
    pub(super) changed: Notify,
    woken: AtomicBool,
    cards: Mutex<HashMap<CandidateId, CancellationToken>>,
    /// Whoever holds it writes, for all who wait.
    keeping: tokio::sync::Mutex<()>,
    outcomes: Mutex<Vec<Outcome>>,
    meter: Mutex<Meter>,
    clock: SharedClock,
    /// Whether somebody waits for the whole of it in one request.
    is_waited_for: bool,
}

/// A run of more items than this is not watched card by card.
const WATCHED: u64 = 100;

/// What became of some candidates, not yet kept.
struct Outcome {
    ids: Vec<CandidateId>,
    change: Change,
    kept: oneshot::Sender<Vec<Candidate>>,
}

pub(super) type Change = Box<dyn Fn(&mut Candidate) + Send>;

impl LiveRun {
    pub(super) fn new(run: Run, keys: Arc<RunKeys>, clock: SharedClock, is_waited_for: bool) -> Self {
        let notice = run.notice.clone();
        Self {
            keys,
            is_waited_for,
            meter: Mutex::new(Meter::start(clock.elapsed())),
            clock,
            feed: Feed::new(LiveState {
                run,
                writing: BTreeMap::new(),
                loading: BTreeSet::new(),
                gone: BTreeMap::new(),
                notice,
            }),
            halt: CancellationToken::new(),
            gone: CancellationToken::new(),
            changed: Notify::new(),
            woken: AtomicBool::new(false),
            cards: Mutex::default(),
            keeping: tokio::sync::Mutex::default(),
            outcomes: Mutex::default(),
        }
    }

    /// The state now and the events from now on.
    pub fn follow(&self) -> (LiveState, Events<RunEvent>) {
        self.feed.follow()
    }

    /// Tells the worker that there is something new to do.
    pub(super) fn wake(&self) {
        self.woken.store(true, Ordering::SeqCst);
        self.changed.notify_one();
    }

    /// Whether it was woken since the last look.
    pub(super) fn take_wake(&self) -> bool {
        self.woken.swap(false, Ordering::SeqCst)
    }

    /// Stops one card, if it is being written or about to be.
    pub(super) fn stop_card(&self, id: CandidateId) {
        self.card(id).cancel();
    }

    /// How fast it goes just now.
    pub fn speed(&self) -> Option<Speed> {
        self.meter().speed(self.clock.elapsed())
    }

    /// The brake of one card.
    pub(super) fn card(&self, id: CandidateId) -> CancellationToken {
        let mut cards = self.cards.lock().unwrap_or_else(PoisonError::into_inner);
        cards.entry(id).or_default().clone()
    }

    /// Who asks for its answers.
    pub(super) fn asker(&self) -> Asker<'_> {
        Asker::run(self.keys.owner, self.keys.run.0, self)
    }

    /// Tells of a server that has gone or is back.
    pub(super) fn turn(&self, turn: &Turn<'_>) {
        match turn {
            Turn::Waits(error @ LlmError::Unreachable { server, .. }) => {
                let told = format!(
                    "{error} What is left of the run waits, and goes on by itself when the server is there again."
                );
                if self.feed.look(|state| state.gone.get(server) != Some(&told)) {
                    self.tell_of_servers(|gone| drop(gone.insert(server.clone(), told)));
                }
            }
            Turn::GoesOn { server } if self.feed.look(|state| state.gone.contains_key(*server)) => {
                self.tell_of_servers(|gone| drop(gone.remove(*server)));
            }
            _ => {}
        }
    }

    fn tell_of_servers(&self, change: impl FnOnce(&mut BTreeMap<String, String>)) {
        self.feed.tell(|state| {
            change(&mut state.gone);
            state.put_notice();
            RunEvent::Run(Arc::new(state.run.clone()))
        });
    }

    /// Tells that a model begins to write.
    pub(super) fn begin(&self, candidate: &Candidate) {
        self.feed.tell(|state| {
            state.writing.insert(candidate.id, Written::default());
            RunEvent::Candidate { candidate: Arc::new(candidate.clone()), writing: true }
        });
    }

    /// Tells a piece of an answer.
    pub(super) fn write(&self, candidate: CandidateId, piece: Piece) {
        if piece != Piece::Loading {
            self.meter().piece(self.clock.elapsed());
        }
        self.feed.tell(|state| {
            let written = state.writing.entry(candidate).or_default();
            written.loading = piece == Piece::Loading;
            match &piece {
                Piece::Loading => {}
                Piece::Text(text) => written.output.push_str(text),
                Piece::Reasoning(text) => written.reasoning.push_str(text),
            }
            RunEvent::Token { candidate, piece }
        });
    }

    /// Tells that a card waits for a model that is read into memory to write its question.
    pub(super) fn waits_for_load(&self, candidate: CandidateId) {
        self.feed.tell(|state| {
            state.loading.insert(candidate);
            RunEvent::Token { candidate, piece: Piece::Loading }
        });
    }

    /// What has arrived of an answer.
    pub(super) fn written(&self, candidate: CandidateId) -> Written {
        self.feed.look(|state| state.writing.get(&candidate).cloned().unwrap_or_default())
    }

    /// Keeps what became of some candidates, together with the run's counts, and then tells. `change` gets
    /// each candidate as it is in the file at that moment, so that a verdict given meanwhile survives. What ends
    /// while others are being written is written together: one flush of the disk serves them all.
    pub(super) async fn keep(
        &self,
        store: &Store,
        ids: Vec<CandidateId>,
        change: impl Fn(&mut Candidate) + Send + 'static,
    ) -> Result<Vec<Candidate>, StoreError> {
        let (kept, result) = oneshot::channel();
        self.outcomes().push(Outcome { ids, change: Box::new(change), kept });
        {
            let _turn = self.keeping.lock().await;
            let outcomes = std::mem::take(&mut *self.outcomes());
            if !outcomes.is_empty() {
                self.keep_all(store, outcomes).await?;
            }
        }
        result.await.map_err(|_| StoreError::BrokenOff)
    }

    async fn keep_all(&self, store: &Store, outcomes: Vec<Outcome>) -> Result<(), StoreError> {
        let keys = Arc::clone(&self.keys);
        let worked = self.meter().account(self.clock.elapsed());
        let (run, kept) = store
            .write(move |w| {
                let mut run = runs::get_with(w, &keys)?.ok_or(StoreError::Gone { table: "runs" })?;
                run.worked_seconds += worked;
                let mut kept = Vec::with_capacity(outcomes.len());
                for Outcome { ids, change, kept: tell } in outcomes {
                    kept.push((keep_each(w, &keys, &mut run, ids, &change)?, tell));
                }
                runs::put(w, &keys, &run)?;
                Ok::<_, StoreError>((run, kept))
            })
            .await?;
        let ended = kept.iter().flat_map(|(some, _)| some).filter(|c| c.state == CandidateState::Done);
        self.meter().answers(ended.count() as u64, self.clock.elapsed());
        for candidate in kept.iter().flat_map(|(some, _)| some) {
            self.tell_candidate(candidate.clone());
        }
        self.tell_run(run);
        for (candidates, tell) in kept {
            // Whoever does not wait any more does not need to know.
            drop(tell.send(candidates));
        }
        Ok(())
    }

    /// Changes the run itself, and then tells. `change` gives what is to be handed on, or nothing when nothing
    /// is to be kept.
    pub(super) async fn keep_run<T: Send + 'static>(
        &self,
        store: &Store,
        change: impl FnOnce(&mut Run, &Writer, &RunKeys) -> Result<Option<T>, StoreError> + Send + 'static,
    ) -> Result<Option<T>, StoreError> {
        let _turn = self.keeping.lock().await;
        let keys = Arc::clone(&self.keys);
        let worked = self.meter().account(self.clock.elapsed());
        let changed = store
            .write(move |w| {
                let Some(mut run) = runs::get_with(w, &keys)? else { return Ok(None) };
                run.worked_seconds += worked;
                let Some(result) = change(&mut run, w, &keys)? else { return Ok(None) };
                runs::put(w, &keys, &run)?;
                Ok::<_, StoreError>(Some((run, result)))
            })
            .await?;
        Ok(changed.map(|(run, result)| {
            self.tell_run(run);
            result
        }))
    }

    /// Tells that a candidate changed, and says whether a model is writing it now. One that has ended is not.
    pub(super) fn tell_candidate(&self, candidate: Candidate) -> bool {
        let mut writing = false;
        self.feed.tell(|state| {
            state.loading.remove(&candidate.id);
            if candidate.state != CandidateState::Waiting {
                state.writing.remove(&candidate.id);
                self.cards.lock().unwrap_or_else(PoisonError::into_inner).remove(&candidate.id);
            }
            writing = state.writing.contains_key(&candidate.id);
            RunEvent::Candidate { candidate: Arc::new(candidate), writing }
        });
        writing
    }

    fn meter(&self) -> MutexGuard<'_, Meter> {
        self.meter.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn outcomes(&self) -> MutexGuard<'_, Vec<Outcome>> {
        self.outcomes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn tell_run(&self, run: Run) {
        self.feed.tell(|state| {
            state.notice.clone_from(&run.notice);
            state.run = run;
            state.put_notice();
            RunEvent::Run(Arc::new(state.run.clone()))
        });
    }
}

impl Patience for LiveRun {
    /// A batch has time until its server is back. One card, or one of a batch that never had an answer, fails at
    /// once, so that the person sees what to do.
    fn waits_for_servers(&self) -> bool {
        let items = self.feed.look(|state| state.run.items);
        !self.is_waited_for && items.open() > 1 && (items.done > 0 || items.total > WATCHED)
    }
}

impl LiveState {
    /// What the person has to know first: which servers are waited for, else what the run itself has to say.
    fn put_notice(&mut self) {
        let gone: Vec<_> = self.gone.values().map(String::as_str).collect();
        let waits = self.run.status.is_unfinished() && !gone.is_empty();
        self.run.notice = if waits { Some(gone.join(" ")) } else { self.notice.clone() };
    }
}

/// Writes what became of some candidates, and counts them. The run itself is still to be written.
pub(super) fn keep_each(
    w: &Writer,
    keys: &RunKeys,
    run: &mut Run,
    ids: Vec<CandidateId>,
    change: &Change,
) -> Result<Vec<Candidate>, StoreError> {
    let mut kept = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(before) = candidates::get(w, keys, id)? else { continue };
        let mut after = before.clone();
        change(&mut after);
        match candidates::put(w, keys, &after) {
            Err(StoreError::TooLarge) => {
                after = too_large(before.clone());
                candidates::put(w, keys, &after)?;
            }
            other => other?,
        }
        run.replace(&before, &after);
        run.count_in(&after);
        kept.push(after);
    }
    Ok(kept)
}

/// One answer that does not fit must not end the whole run.
fn too_large(mut candidate: Candidate) -> Candidate {
    candidate.state = CandidateState::Failed;
    candidate.error = Some(CandidateError {
        kind: ErrorKind::Garbled,
        message: "The answer is too long to be kept. Set num_predict, so that it ends earlier.".to_owned(),
        seconds: None,
    });
    candidate
}

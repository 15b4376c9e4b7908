//! Coming back: each line of a result file goes to the item whose question it answers. A line that answers what has
//! an answer already changes nothing, so a file may come twice, in parts, and in any order.

use std::{collections::HashMap, ops::ControlFlow, sync::Arc};

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Asked, Named, Names};
use crate::{
    app::{
        Services,
        auth::sessions::Session,
        error::AppError,
        runs::{Seen, answer, change_run, live, open, prompt, rounds, see},
    },
    import::{self, Fault, ImportError, Source},
    llm::openai::batch::ResultLine,
    model::{
        candidate::{Candidate, CandidateState},
        id::{CandidateId, RunId},
        run::{Plan, Run, RunStatus},
    },
    store::{StoreError, Writer, candidates, runs::RunKeys},
};

/// What became of a result file.
pub struct Returned {
    /// Lines that it has.
    pub lines: u64,
    /// Items that have their answer from it.
    pub answered: u64,
    /// Items for which it says that there is no answer.
    pub failed: u64,
    /// Lines for items that had their answer already.
    pub already: u64,
    /// Lines that answer no question of this run.
    pub unknown: u64,
    /// Lines that are no results.
    pub unreadable: u64,
    /// Lines that brought no answer, with the reason; the first of them.
    pub faults: Vec<(u64, String)>,
    /// The run as it is now.
    pub run: Seen,
}

/// Takes the results of a batch in, all in one transaction. `named` is how many lines without an answer are named.
pub async fn take_in(
    services: &Services,
    session: &Session,
    id: RunId,
    file: Arc<dyn Source>,
    named: usize,
) -> Result<Returned, AppError> {
    let (_, keys) = open(services, session, id).await?;
    // Of what was called off, something may just be being kept.
    services.runs.settled(session.user, id).await;
    let now = services.clock.now();
    let (run, counts) = services
        .store
        .write(move |w| {
            change_run(w, &keys, id, |run, w, keys| {
                if run.status.is_unfinished() {
                    return Err(AppError::Conflict(
                        "this run is being worked on; pause it before you bring results in".to_owned(),
                    ));
                }
                let mut taking = Taking::begin(run, w, keys, named)?;
                import::each_row(&file, &mut |number, line| taking.line(number, line)).map_err(refused)?;
                let counts = taking.finish()?;
                close(run, now);
                Ok(counts)
            })
        })
        .await?;
    let Counts { lines, answered, failed, already, unknown, unreadable, faults } = counts;
    let run = see(services, session.user, run);
    Ok(Returned { lines, answered, failed, already, unknown, unreadable, faults, run })
}

fn refused(error: ImportError) -> AppError {
    match error {
        ImportError::Io(error) => AppError::Store(error.into()),
        other => AppError::bad("file", other.to_string()),
    }
}

/// Ends a run that has nothing open any more.
fn close(run: &mut Run, now: Timestamp) {
    if run.items.open() > 0 {
        return;
    }
    run.batch = None;
    if run.status != RunStatus::Cancelled {
        let none_came = run.items.done == 0 && run.items.stopped == 0 && run.items.failed > 0;
        run.status = if none_came { RunStatus::Failed } else { RunStatus::Done };
        run.finished_at = Some(now);
    }
}

#[derive(Default)]
struct Counts {
    lines: u64,
    answered: u64,
    failed: u64,
    already: u64,
    unknown: u64,
    unreadable: u64,
    faults: Vec<(u64, String)>,
}

/// A file that is being taken in.
struct Taking<'a> {
    run: &'a mut Run,
    w: &'a Writer,
    keys: &'a RunKeys,
    plan: Arc<Plan>,
    custom_ids: Names,
    /// The candidates that may be given an answer: those that their cards show.
    open: HashMap<CandidateId, bool>,
    named: usize,
    counts: Counts,
    broken: Option<StoreError>,
}

impl<'a> Taking<'a> {
    fn begin(run: &'a mut Run, w: &'a Writer, keys: &'a RunKeys, named: usize) -> Result<Self, StoreError> {
        let (custom_ids, plan) = (Names::of(run), Arc::new(run.plan.clone()));
        let mut cards: HashMap<u64, CandidateId> = HashMap::new();
        let mut open = HashMap::new();
        candidates::heads_after(w, keys, CandidateId(0), |head| {
            if let Some(before) = cards.insert(head.position, head.id) {
                open.insert(before, false);
            }
            open.insert(head.id, head.state != CandidateState::Done && head.has_variation());
        })?;
        let counts = Counts::default();
        Ok(Self { run, w, keys, plan, custom_ids, open, named, counts, broken: None })
    }

    fn line(&mut self, number: u64, line: Result<Map<String, Value>, Fault>) -> ControlFlow<()> {
        self.counts.lines += 1;
        let result = line
            .map_err(|fault| fault.to_string())
            .and_then(|line| ResultLine::read(line).map_err(str::to_owned));
        let result = match result {
            Ok(result) => result,
            Err(why) => {
                self.counts.unreadable += 1;
                self.name(number, why);
                return ControlFlow::Continue(());
            }
        };
        let candidate = match self.custom_ids.read(&result.custom_id) {
            Named::Candidate(id) if self.open.contains_key(&id) => id,
            Named::AnotherRun => {
                self.counts.unknown += 1;
                self.name(number, "it answers a question of another run".to_owned());
                return ControlFlow::Continue(());
            }
            Named::Candidate(_) | Named::Unknown => {
                self.counts.unknown += 1;
                self.name(number, "no question of this run has its custom_id".to_owned());
                return ControlFlow::Continue(());
            }
        };
        match self.give(number, candidate, &result) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.broken = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    /// Gives a candidate what came back for it.
    fn give(&mut self, number: u64, id: CandidateId, result: &ResultLine) -> Result<(), StoreError> {
        let found = candidates::get(self.w, self.keys, id)?;
        let is_open = self.open.get(&id).copied().unwrap_or(false);
        // What a person stopped in the middle has an answer of a kind.
        let Some(candidate) = found.filter(|found| is_open && !found.has_answer()) else {
            self.counts.already += 1;
            return Ok(());
        };
        let asked = Asked::of(self.w, self.keys, &self.plan, &candidate)?;
        let outcome = result.answer(&asked.question.request).map(|mut answer| {
            asked.question.read(&mut answer, &self.plan);
            let attempts = rounds::take_off_fence(&mut answer, &self.plan).into_iter().collect();
            rounds::Asked { answer, attempts, num_ctx: None }
        });
        let model = answering(&candidate.model, result.model());
        let plan = Arc::clone(&self.plan);
        let change: live::Change = Box::new(move |kept: &mut Candidate| {
            let before = kept.error.take();
            kept.messages.clone_from(&asked.messages);
            kept.private_turns = u32::try_from(asked.private_turns).unwrap_or_default();
            match &outcome {
                Ok(came) => {
                    let mut came = came.clone();
                    came.attempts.extend(before.map(|error| json!({"why": error.message})));
                    kept.model.clone_from(&model);
                    kept.variation_distance = prompt::variation_distance(&plan, kept);
                    answer::fill_in(kept, &came, &plan);
                    kept.provenance.insert("batch".to_owned(), Value::Bool(true));
                }
                Err(error) => {
                    kept.state = CandidateState::Failed;
                    kept.error = Some(answer::describe(error));
                }
            }
        });
        let kept = live::keep_each(self.w, self.keys, self.run, vec![id], &change)?;
        match kept.first().and_then(|kept| kept.error.clone()) {
            Some(error) => {
                self.counts.failed += 1;
                self.name(number, error.message);
            }
            None => {
                self.counts.answered += 1;
                self.open.insert(id, false);
            }
        }
        Ok(())
    }

    /// Keeps why a line brought no answer.
    fn name(&mut self, number: u64, why: String) {
        if self.counts.faults.len() < self.named {
            self.counts.faults.push((number, why));
        }
    }

    fn finish(self) -> Result<Counts, StoreError> {
        // A model whose every item another one has answered was never asked.
        self.run.tallies.retain(|_, tally| tally.total > 0 || tally.tokens > 0);
        match self.broken {
            Some(error) => Err(error),
            None => Ok(self.counts),
        }
    }
}

/// Who answered: the model that was to, unless its server says that it was quite another one.
fn answering(asked: &str, said: Option<&str>) -> String {
    let is_it = |said: &&str| {
        asked.strip_suffix(said).is_none_or(|server| !server.is_empty() && !server.ends_with('/'))
    };
    said.filter(is_it).unwrap_or(asked).to_owned()
}

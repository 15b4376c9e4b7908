//! What a worker does: make the candidates of each row when their turn comes, find out their variations, ask for an
//! answer to each, keep every answer before it is counted.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::Arc,
};

use tokio::task::{self, JoinSet};

use super::{answer, engine::Engine, live::LiveRun, plan, variations};
use crate::{
    model::{
        candidate::{Candidate, CandidateError, CandidateState, ErrorKind},
        id::{CandidateId, UserId},
        run::{Row, RunStatus},
    },
    store::{Read, StoreError, candidates, run_rows, runs::RunKeys},
};

/// Items that are under way at one server at least, waiting for their turn included, and how many times as many
/// as it works on at once. It keeps a place from standing empty while the next item is looked up.
const LEAST_UNDER_WAY: usize = 8;
const SPARE: usize = 2;

/// Whose turn something is: the servers of an answer or of a paraphrase.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Queue {
    servers: Vec<String>,
    paraphrases: bool,
}

/// Works until nothing waits, or until the run is called off.
pub(super) async fn work(engine: &Arc<Engine>, live: &Arc<LiveRun>) -> Result<(), StoreError> {
    let mut worker = Worker {
        engine,
        live,
        waiting: BTreeMap::new(),
        unvaried: BTreeMap::new(),
        seen: CandidateId(0),
        tasks: JoinSet::new(),
        under_way: HashMap::new(),
        items_of: HashMap::new(),
    };
    let outcome = worker.see_through().await;
    // Answers that have come are still kept, so that nothing is asked twice.
    while let Some(ended) = worker.tasks.join_next().await {
        if let Ok(Err(error)) = ended {
            tracing::error!(run = live.keys.run.0, %error, "an answer could not be kept");
        }
    }
    outcome
}

struct Worker<'a> {
    engine: &'a Arc<Engine>,
    live: &'a Arc<LiveRun>,
    /// Candidates to be asked, by the servers that may answer, in the order in which they were made.
    waiting: BTreeMap<Vec<String>, VecDeque<CandidateId>>,
    /// Candidates whose prompt is still to be found, by row.
    unvaried: BTreeMap<u64, Vec<CandidateId>>,
    /// The newest candidate that has been looked at.
    seen: CandidateId,
    tasks: JoinSet<Result<Vec<Candidate>, StoreError>>,
    under_way: HashMap<Queue, usize>,
    items_of: HashMap<task::Id, (Queue, Vec<CandidateId>)>,
}

impl Worker<'_> {
    async fn see_through(&mut self) -> Result<(), StoreError> {
        self.look().await?;
        loop {
            if self.live.halt.is_cancelled() {
                return Ok(());
            }
            self.fill().await?;
            if self.is_low() && self.expand().await? {
                continue;
            }
            if self.tasks.is_empty() {
                if self.finish().await? {
                    return Ok(());
                }
                if self.has_waiting() {
                    continue;
                }
            }
            let live = self.live;
            tokio::select! {
                () = live.halt.cancelled() => return Ok(()),
                Some(ended) = self.tasks.join_next_with_id() => self.note(ended).await?,
                () = live.changed.notified() => {
                    live.take_wake();
                    self.look().await?;
                }
            }
        }
    }

    /// Sees what is new and waits.
    async fn look(&mut self) -> Result<(), StoreError> {
        let (keys, seen) = (Arc::clone(&self.live.keys), self.seen);
        let read = self.engine.store.read(move |r| {
            let mut waiting = Vec::new();
            let mut last = seen;
            candidates::heads_after(r, &keys, seen, |head| {
                last = head.id;
                if head.state == CandidateState::Waiting {
                    waiting.push(head);
                }
            })?;
            Ok::<_, StoreError>((waiting, last))
        });
        let (waiting, last) = read.await?;
        self.seen = last;
        for head in waiting {
            if head.has_variation() {
                self.enqueue(head.id, &head.model);
            } else {
                self.unvaried.entry(head.row).or_default().push(head.id);
            }
        }
        Ok(())
    }

    fn enqueue(&mut self, id: CandidateId, model: &str) {
        let servers = self.engine.asking.servers_of(self.live.keys.owner, model);
        self.waiting.entry(servers).or_default().push_back(id);
    }

    /// Starts as much as is good. What is started is read at once, as it stands now.
    async fn fill(&mut self) -> Result<(), StoreError> {
        let due = self.due();
        if due.is_empty() {
            return Ok(());
        }
        let keys = Arc::clone(&self.live.keys);
        let read = self.engine.store.read(move |r| {
            let each = due.into_iter().map(|(queue, ids)| Ok((queue, still_waiting(r, &keys, ids)?)));
            each.collect::<Result<Vec<_>, StoreError>>()
        });
        for (queue, group) in read.await? {
            self.start(queue, group);
        }
        Ok(())
    }

    /// What there is room for: answers first, then the paraphrases that others wait for.
    fn due(&mut self) -> Vec<(Queue, Vec<CandidateId>)> {
        let mut due = Vec::new();
        for (servers, waiting) in &mut self.waiting {
            let queue = Queue { servers: servers.clone(), paraphrases: false };
            let room = room(self.engine, self.live.keys.owner, &self.under_way, &queue);
            due.extend(waiting.drain(..room.min(waiting.len())).map(|id| (queue.clone(), vec![id])));
        }
        let para_model = self.live.feed.look(|state| {
            let plan = &state.run.plan;
            plan.para_model.clone().unwrap_or_else(|| plan.model.clone())
        });
        let servers = self.engine.asking.servers_of(self.live.keys.owner, &para_model);
        let queue = Queue { servers, paraphrases: true };
        for _ in 0..room(self.engine, self.live.keys.owner, &self.under_way, &queue) {
            let Some((_, group)) = self.unvaried.pop_first() else { break };
            due.push((queue.clone(), group));
        }
        due
    }

    fn start(&mut self, queue: Queue, group: Vec<Candidate>) {
        if group.is_empty() {
            return;
        }
        let (engine, live) = (Arc::clone(self.engine), Arc::clone(self.live));
        let ids = group.iter().map(|candidate| candidate.id).collect();
        *self.under_way.entry(queue.clone()).or_default() += 1;
        let paraphrases = queue.paraphrases;
        let task = self.tasks.spawn(async move {
            if paraphrases {
                return variations::find(&engine, &live, &group).await;
            }
            for candidate in &group {
                answer::answer(&engine, &live, candidate).await?;
            }
            Ok(Vec::new())
        });
        self.items_of.insert(task.id(), (queue, ids));
    }

    fn has_waiting(&self) -> bool {
        self.waiting.values().any(|queue| !queue.is_empty()) || !self.unvaried.is_empty()
    }

    /// Whether some server has so little left to do that the next rows are due.
    fn is_low(&self) -> bool {
        let models = self.live.feed.look(|state| state.run.plan.models().to_vec());
        self.unvaried.len() < LEAST_UNDER_WAY
            && models.iter().any(|model| {
                let servers = self.engine.asking.servers_of(self.live.keys.owner, model);
                self.waiting.get(&servers).map_or(0, VecDeque::len)
                    < most_under_way(self.engine, self.live.keys.owner, &servers)
            })
    }

    /// Makes the candidates of the next rows. False when every row has its own.
    async fn expand(&mut self) -> Result<bool, StoreError> {
        if self.live.feed.look(|state| state.run.expanded >= state.run.plan.row_count()) {
            return Ok(false);
        }
        let now = self.engine.clock.now();
        let made = self.live.keep_run(&self.engine.store, move |run, w, keys| {
            let Some(chunk) = run_rows::take(w, keys, run.expanded)? else { return Ok(None) };
            let rows: Vec<Row> = chunk.into_iter().map(Row::Slots).collect();
            // The values were complete when the run was made, so every prompt fills.
            let made = plan::candidates(&run.plan, run.expanded, &rows, now).unwrap_or_default();
            for candidate in made {
                candidates::insert(w, keys, candidate)?;
            }
            run.expanded += rows.len() as u64;
            Ok(Some(()))
        });
        let is_made = made.await?.is_some();
        self.look().await?;
        Ok(is_made)
    }

    async fn note(
        &mut self,
        ended: Result<(task::Id, Result<Vec<Candidate>, StoreError>), task::JoinError>,
    ) -> Result<(), StoreError> {
        let (task, outcome) = match ended {
            Ok((task, outcome)) => (task, Some(outcome)),
            Err(panicked) => (panicked.id(), None),
        };
        let Some((queue, ids)) = self.items_of.remove(&task) else { return Ok(()) };
        if let Some(count) = self.under_way.get_mut(&queue) {
            *count = count.saturating_sub(1);
        }
        match outcome {
            Some(outcome) => {
                for candidate in outcome?.iter().filter(|c| c.state == CandidateState::Waiting) {
                    self.enqueue(candidate.id, &candidate.model);
                }
                Ok(())
            }
            None => fail(self.engine, self.live, ids).await,
        }
    }

    /// Closes the run if nothing waits in it. Looks and closes in one transaction, so that a card asked for at
    /// this moment is either seen here or opens the run again.
    async fn finish(&mut self) -> Result<bool, StoreError> {
        if self.has_waiting() {
            return Ok(false);
        }
        let (now, seen) = (self.engine.clock.now(), self.seen);
        let closed = self.live.keep_run(&self.engine.store, move |run, w, keys| {
            if candidates::last_id(w, keys)? > seen {
                return Ok(None);
            }
            if run.status.is_unfinished() {
                let none_came = run.items.done == 0 && run.items.stopped == 0 && run.items.failed > 0;
                run.status = if none_came { RunStatus::Failed } else { RunStatus::Done };
                run.finished_at = Some(now);
            }
            Ok(Some(()))
        });
        let is_closed = closed.await?.is_some();
        if !is_closed {
            self.look().await?;
        }
        Ok(is_closed)
    }
}

/// How much more may be started in a queue.
fn room(engine: &Engine, owner: UserId, under_way: &HashMap<Queue, usize>, queue: &Queue) -> usize {
    let busy = under_way.get(queue).copied().unwrap_or(0);
    most_under_way(engine, owner, &queue.servers).saturating_sub(busy)
}

fn most_under_way(engine: &Engine, owner: UserId, servers: &[String]) -> usize {
    (engine.asking.width_of(owner, servers) * SPARE).max(LEAST_UNDER_WAY)
}

/// Those of some candidates that nobody has dealt with meanwhile.
fn still_waiting(r: &impl Read, keys: &RunKeys, ids: Vec<CandidateId>) -> Result<Vec<Candidate>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(candidates::get(r, keys, id)?.filter(|c| c.state == CandidateState::Waiting));
    }
    Ok(found)
}

/// Ends items whose work panicked, so that they do not wait for ever.
async fn fail(engine: &Engine, live: &LiveRun, ids: Vec<CandidateId>) -> Result<(), StoreError> {
    live.keep(&engine.store, ids, |candidate| {
        candidate.state = CandidateState::Failed;
        candidate.error = Some(CandidateError {
            kind: ErrorKind::Internal,
            message: "dsforge made a mistake and lost this answer; try again.".to_owned(),
            seconds: None,
        });
    })
    .await?;
    Ok(())
}

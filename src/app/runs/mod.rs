//! Runs: start a batch of answers, watch it, stop it, judge what came, ask again.

pub mod batch;
pub mod engine;
pub mod estimate;
pub mod live;
pub mod plan;
pub mod rows;

mod again;
mod answer;
mod close;
mod growing;
mod lints;
mod meter;
mod prompt;
mod question;
mod reopened;
mod replay;
mod results;
mod rounds;
mod variations;
mod work;

use std::sync::Arc;

pub use again::{Again, regenerate};
pub(crate) use growing::with_answer;
pub use growing::{Turn, grow, next_turns};
use live::{LiveRun, LiveState, RunEvent};
pub use meter::Speed;
pub use plan::NewRun;
use plan::Ready;
pub(crate) use question::{checked, same_calls};
pub use reopened::open_example;
pub use replay::{Replayed, replay};
pub use results::{Wanted, candidates};

use crate::{
    app::{Services, auth::sessions::Session, error::AppError, near},
    jobs::feed::Events,
    model::{
        candidate::{Candidate, CandidateState, ErrorKind, Verdict},
        example::Example,
        id::{CandidateId, DatasetId, RunId, UserId},
        options::Options,
        run::{Run, RunStatus},
        tool::ToolCall,
    },
    store::{StoreError, Writer, candidates, run_rows, runs, runs::RunKeys},
};

/// A run as its owner sees it.
pub struct Seen {
    /// The run.
    pub run: Run,
    /// Whether anybody works on it. An unfinished run that nobody works on goes on at the next sign-in.
    pub at_work: bool,
    /// Items that a model is writing now.
    pub writing: u64,
    /// How fast it goes; none when nobody works on it or nothing has come yet.
    pub speed: Option<Speed>,
}

/// Begins a run from a template. It is durable when this returns, and goes on whoever watches, unless it is to wait.
pub async fn start(services: &Services, session: &Session, wish: NewRun) -> Result<Seen, AppError> {
    let status = if wish.paused { RunStatus::Paused } else { RunStatus::Running };
    let draft = plan::from_template(services, session, wish).await?;
    let (run, keys) = keep(services, session, status, move || draft.complete()).await?;
    if status == RunStatus::Paused {
        return Ok(see(services, session.user, run));
    }
    Ok(seen_live(&services.runs.start(session.user, run, keys)))
}

/// The same for somebody who waits for the whole of it in one request.
pub async fn start_waited_for(
    services: &Services,
    session: &Session,
    wish: NewRun,
) -> Result<Seen, AppError> {
    let draft = plan::from_template(services, session, wish).await?;
    let (run, keys) = keep(services, session, RunStatus::Running, move || draft.complete()).await?;
    Ok(seen_live(&services.runs.start_waited_for(session.user, run, keys)))
}

/// Begins a run that answers examples anew. Nothing in the dataset changes until the person takes an answer.
pub async fn start_for_examples(
    services: &Services,
    session: &Session,
    dataset: DatasetId,
    examples: Vec<Example>,
    model: Option<String>,
) -> Result<Seen, AppError> {
    let ready = plan::from_examples(services, session, dataset, examples, model).await?;
    let (run, keys) = keep(services, session, RunStatus::Running, move || Ok(ready)).await?;
    Ok(seen_live(&services.runs.start(session.user, run, keys)))
}

/// Makes a run durable.
async fn keep(
    services: &Services,
    session: &Session,
    status: RunStatus,
    ready: impl FnOnce() -> Result<Ready, AppError> + Send + 'static,
) -> Result<(Run, Arc<RunKeys>), AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    services
        .store
        .write(move |w| {
            let Ready { mut run, candidates, later } = ready()?;
            run.status = status;
            let mut next = run.expanded;
            let (run, keys) = runs::create(w, &keyring, owner, run, candidates)?;
            for chunk in later {
                run_rows::insert(w, &keys, next, &chunk)?;
                next += chunk.len() as u64;
            }
            Ok((run, Arc::new(keys)))
        })
        .await
}

/// One page of runs, newest first, and how many there are.
pub async fn list(
    services: &Services,
    session: &Session,
    offset: usize,
    limit: usize,
) -> Result<(Vec<Seen>, u64), AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let (page, total) = services
        .store
        .read(move |r| Ok::<_, AppError>(runs::list(r, &keyring, owner, offset, limit)?))
        .await?;
    Ok((page.into_iter().map(|run| see(services, owner, run)).collect(), total))
}

/// One run.
pub async fn get(services: &Services, session: &Session, id: RunId) -> Result<Seen, AppError> {
    let (run, _) = open(services, session, id).await?;
    Ok(see(services, session.user, run))
}

/// A candidate that has just changed, with what only somebody who sees the dataset too can tell of it.
pub async fn look_at(
    services: &Services,
    session: &Session,
    run: RunId,
    candidate: Candidate,
) -> Result<Candidate, AppError> {
    let (run, keys) = open(services, session, run).await?;
    near::marked(services, session, (Arc::new(run), keys), candidate).await
}

/// The news of a run that is being worked on, with the state they start from; none when nobody works on it.
pub async fn follow(
    services: &Services,
    session: &Session,
    id: RunId,
) -> Result<Option<(LiveState, Events<RunEvent>)>, AppError> {
    open(services, session, id).await?;
    Ok(services.runs.find(session.user, id).map(|live| live.follow()))
}

/// Ends a run. What was done is kept; what was not done is marked as stopped.
pub async fn cancel(services: &Services, session: &Session, id: RunId) -> Result<Seen, AppError> {
    let now = services.clock.now();
    set_aside(services, session, id, move |run, w, keys| {
        let stopped = close::cancel(run, w, keys, now)?;
        run.batch = None;
        stopped.ok_or_else(|| AppError::Conflict("this run has ended already".to_owned()))
    })
    .await
}

/// Holds a run until it is resumed.
pub async fn pause(services: &Services, session: &Session, id: RunId) -> Result<Seen, AppError> {
    set_aside(services, session, id, |run, _, _| {
        if !run.status.is_unfinished() {
            return Err(AppError::Conflict("only a run that is under way can be paused".to_owned()));
        }
        run.status = RunStatus::Paused;
        Ok(Vec::new())
    })
    .await
}

/// Goes on with a run that was paused, by a person or by a restart. One that is out as a batch file is asked here
/// again.
pub async fn resume(services: &Services, session: &Session, id: RunId) -> Result<Seen, AppError> {
    reopen(services, session, id, |run, _, _| match run.status {
        RunStatus::Paused | RunStatus::Running | RunStatus::Queued => {
            run.batch = None;
            Ok(())
        }
        _ => Err(AppError::Conflict("this run has ended; retry its failed items instead".to_owned())),
    })
    .await
    .map(|(seen, ())| seen)
}

/// Which failed items to ask again, and how. None leaves a thing as it was.
#[derive(Clone, Debug, Default)]
pub struct Retry {
    /// Only those that failed this way.
    pub cause: Option<ErrorKind>,
    /// Another model.
    pub model: Option<String>,
    /// Other sampling options, for whatever the run asks from now on.
    pub options: Option<Options>,
}

/// Asks again for every item that failed.
pub async fn retry(
    services: &Services,
    session: &Session,
    id: RunId,
    retry: Retry,
) -> Result<Seen, AppError> {
    let Retry { cause, model, options } = retry;
    if let Some(model) = &model {
        super::models::check(services, session, model).await?;
    }
    if let Some(options) = &options {
        plan::check_options(options)?;
    }
    let now = services.clock.now();
    reopen(services, session, id, move |run, w, keys| {
        let mut failed = candidates::newest_heads(w, keys)?;
        failed.retain(|head| {
            head.state == CandidateState::Failed && (cause.is_none() || head.cause() == cause)
        });
        let mut any = false;
        for head in failed {
            let Some(old) = candidates::get(w, keys, head.id)? else { continue };
            let mut again = again::ask_again(&old, now);
            again.model = model.clone().unwrap_or(again.model);
            run.replace(&old, &again);
            candidates::insert(w, keys, again)?;
            any = true;
        }
        if let Some(options) = options {
            run.plan.options = options;
        }
        if any { Ok(()) } else { Err(AppError::Conflict("no item of this run failed that way".to_owned())) }
    })
    .await
    .map(|(seen, ())| seen)
}

/// What a person says about a candidate. None leaves a thing as it is.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// Their verdict.
    pub verdict: Option<Verdict>,
    /// Why; the inner none takes a reason back.
    pub reason: Option<Option<String>>,
    /// Their version of the text; the inner none goes back to the model's.
    pub edited_output: Option<Option<String>>,
    /// Their version of the calls; the inner none goes back to the model's.
    pub edited_tool_calls: Option<Option<Vec<ToolCall>>>,
}

/// Keeps a judgement. The model's own answer stays beside it. The flag says whether a model is writing it now.
pub async fn judge(
    services: &Services,
    session: &Session,
    run: RunId,
    id: CandidateId,
    judgement: Judgement,
) -> Result<(Candidate, bool), AppError> {
    let (found, keys) = open(services, session, run).await?;
    let plan_tools = found.plan.clone();
    let keys_for_look = Arc::clone(&keys);
    let candidate = services
        .store
        .write(move |w| {
            let mut candidate = candidates::get(w, &keys, id)?.ok_or_else(|| AppError::no_candidate(id))?;
            let Judgement { verdict, reason, edited_output, edited_tool_calls } = judgement;
            candidate.verdict = verdict.unwrap_or(candidate.verdict);
            candidate.reason = reason.unwrap_or(candidate.reason);
            if let Some(edited) = edited_output {
                candidate.edited_output = edited.filter(|text| *text != candidate.output);
            }
            if let Some(edited) = edited_tool_calls {
                let edited = edited.map(|calls| calls.into_iter().map(|c| checked(c, &plan_tools)).collect());
                candidate.edited_tool_calls = edited.filter(|calls| *calls != candidate.tool_calls);
            }
            candidates::put(w, &keys, &candidate)?;
            Ok::<_, AppError>(candidate)
        })
        .await?;
    let live = services.runs.find(session.user, run);
    let writing = live.is_some_and(|live| live.tell_candidate(candidate.clone()));
    let candidate = near::marked(services, session, (Arc::new(found), keys_for_look), candidate).await?;
    Ok((candidate, writing))
}

/// Stops one card. What it has written so far is kept.
pub async fn stop_candidate(
    services: &Services,
    session: &Session,
    run: RunId,
    id: CandidateId,
) -> Result<(), AppError> {
    let (_, keys) = open(services, session, run).await?;
    let for_look = Arc::clone(&keys);
    let found = services.store.read(move |r| Ok::<_, AppError>(candidates::get(r, &for_look, id)?)).await?;
    let candidate = found.ok_or_else(|| AppError::no_candidate(id))?;
    if candidate.state != CandidateState::Waiting {
        return Ok(());
    }
    if let Some(live) = services.runs.find(session.user, run) {
        live.stop_card(id);
        return Ok(());
    }
    // Nobody is at work on a paused run, so there is nobody to tell.
    let stopping =
        move |w: &Writer| change_run(w, &keys, run, |run, w, keys| Ok(close::stop(run, w, keys, candidate)?));
    services.store.write(stopping).await?;
    Ok(())
}

/// Goes on with every run that a restart or a sign-out interrupted.
pub async fn resume_interrupted(services: &Services, session: &Session) -> Result<(), AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let interrupted = services
        .store
        .read(move |r| {
            let mut found = Vec::new();
            for run in runs::unfinished(r, &keyring, owner)? {
                if let Some(keys) = runs::keys_of(r, &keyring, owner, run.id)? {
                    found.push((run, keys));
                }
            }
            Ok::<_, AppError>(found)
        })
        .await?;
    for (run, keys) in interrupted {
        services.runs.start(owner, run, Arc::new(keys));
    }
    Ok(())
}

/// Changes a run, tells whoever listens, and calls the work on it off. The file comes first: a change that is
/// refused leaves the work alone, and nobody hears of an end that is not yet true. `change` gives the
/// candidates that it changed.
async fn set_aside(
    services: &Services,
    session: &Session,
    id: RunId,
    change: impl FnOnce(&mut Run, &Writer, &RunKeys) -> Result<Vec<Candidate>, AppError> + Send + 'static,
) -> Result<Seen, AppError> {
    let (_, keys) = open(services, session, id).await?;
    let (run, changed) =
        services.store.write(move |w| change_run(w, &keys, id, |run, w, keys| change(run, w, keys))).await?;
    if let Some(live) = services.runs.find(session.user, id) {
        for candidate in changed {
            live.tell_candidate(candidate);
        }
        live.tell_run(run.clone());
        services.runs.halt(session.user, id);
    }
    Ok(see(services, session.user, run))
}

/// Changes a run so that there is something to do, and has it worked on.
async fn reopen<T: Send + 'static>(
    services: &Services,
    session: &Session,
    id: RunId,
    change: impl FnOnce(&mut Run, &Writer, &RunKeys) -> Result<T, AppError> + Send + 'static,
) -> Result<(Seen, T), AppError> {
    let (_, keys) = open(services, session, id).await?;
    let for_change = Arc::clone(&keys);
    let (run, result) = services
        .store
        .write(move |w| {
            change_run(w, &for_change, id, |run, w, keys| {
                let result = change(run, w, keys)?;
                if run.batch.is_some() {
                    return Err(AppError::Conflict(
                        "this run is out as a batch file; bring its results in, or resume it to ask here"
                            .to_owned(),
                    ));
                }
                run.status = RunStatus::Running;
                run.finished_at = None;
                run.notice = None;
                Ok(result)
            })
        })
        .await?;
    let live = services.runs.start(session.user, run.clone(), keys);
    live.tell_run(run);
    Ok((seen_live(&live), result))
}

fn change_run<T>(
    w: &Writer,
    keys: &RunKeys,
    id: RunId,
    change: impl FnOnce(&mut Run, &Writer, &RunKeys) -> Result<T, AppError>,
) -> Result<(Run, T), AppError> {
    let mut run = runs::get_with(w, keys)?.ok_or_else(|| AppError::no_run(id))?;
    let result = change(&mut run, w, keys)?;
    runs::put(w, keys, &run)?;
    Ok((run, result))
}

async fn open(services: &Services, session: &Session, id: RunId) -> Result<(Run, Arc<RunKeys>), AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let found = services
        .store
        .read(move |r| {
            let Some(keys) = runs::keys_of(r, &keyring, owner, id)? else { return Ok::<_, StoreError>(None) };
            Ok(runs::get_with(r, &keys)?.map(|run| (run, Arc::new(keys))))
        })
        .await?;
    found.ok_or_else(|| AppError::no_run(id))
}

fn see(services: &Services, owner: UserId, mut run: Run) -> Seen {
    match services.runs.find(owner, run.id) {
        Some(live) => {
            // It may wait for a server, of which the file knows nothing.
            run.notice = live.feed.look(|state| state.run.notice.clone());
            Seen { writing: writing(&live), at_work: true, speed: live.speed(), run }
        }
        None => Seen { run, at_work: false, writing: 0, speed: None },
    }
}

fn seen_live(live: &LiveRun) -> Seen {
    Seen {
        run: live.feed.look(|state| state.run.clone()),
        at_work: true,
        writing: writing(live),
        speed: live.speed(),
    }
}

fn writing(live: &LiveRun) -> u64 {
    live.feed.look(|state| state.writing.len() as u64)
}

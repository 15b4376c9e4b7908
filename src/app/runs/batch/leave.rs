//! Leaving: what has no answer yet becomes a file of questions.

use std::{collections::HashMap, io, sync::Arc};

use jiff::Timestamp;
use tokio::sync::mpsc;

use super::{Asked, Names};
use crate::{
    app::{
        Services,
        auth::sessions::Session,
        error::AppError,
        runs::{change_run, open, pause, plan},
    },
    llm::{Fleet, openai::batch},
    model::{
        candidate::CandidateState,
        id::{CandidateId, RunId},
        run::{Batch, Row, Run},
    },
    store::{Read, StoreError, Writer, candidates, run_rows, runs::RunKeys},
};

/// Bytes that are gathered before they are passed on, and how many such pieces may wait.
const CHUNK: usize = 64 << 10;
const CHUNKS_READY: usize = 8;
/// Characters in the name of a model.
const LONGEST_MODEL: usize = 200;

/// The questions of a run as a file.
pub struct BatchFile {
    /// What it should be called.
    pub file_name: String,
    /// How many questions it holds.
    pub questions: u64,
    /// Its bytes. An error in the middle means that the file is not whole.
    pub chunks: mpsc::Receiver<Result<Vec<u8>, io::Error>>,
}

type Sender = mpsc::Sender<Result<Vec<u8>, io::Error>>;

/// Takes a run out as a batch file: everything that waits or has failed, asked of `model` if one is named. The run
/// is held until its results are in or it is resumed. Done again, it gives what is still without an answer.
pub async fn take_out(
    services: &Services,
    session: &Session,
    id: RunId,
    model: Option<String>,
) -> Result<BatchFile, AppError> {
    let (run, keys) = open(services, session, id).await?;
    check(&run, model.as_deref())?;
    if run.status.is_unfinished() {
        pause(services, session, id).await?;
    }
    // What is just being kept is an answer, and is not asked again.
    services.runs.settled(session.user, id).await;
    let (for_leave, now) = (Arc::clone(&keys), services.clock.now());
    let leaving =
        services.store.write(move |w| change_run(w, &for_leave, id, |run, w, keys| leave(run, w, keys, now)));
    let (run, asked) = leaving.await?;
    let (sender, chunks) = mpsc::channel(CHUNKS_READY);
    let file =
        BatchFile { file_name: format!("run-{id}.batch.jsonl"), questions: asked.len() as u64, chunks };
    let (store, failed) = (services.store.clone(), sender.clone());
    let fleet = services.servers.of(session.user);
    tokio::spawn(async move {
        let written =
            store.read(move |r| write(r, &keys, &run, &asked, &fleet, model.as_deref(), sender)).await;
        if let Err(error) = written {
            drop(failed.send(Err(io::Error::other(error.to_string()))).await);
        }
    });
    Ok(file)
}

fn check(run: &Run, model: Option<&str>) -> Result<(), AppError> {
    let Some(model) = model else { return Ok(()) };
    if model.trim().is_empty() || model.chars().count() > LONGEST_MODEL {
        return Err(AppError::bad("model", "model is empty or longer than 200 characters"));
    }
    if run.plan.models().len() > 1 {
        return Err(AppError::bad(
            "model",
            "this run compares several models, and one name cannot stand for them all; leave model out",
        ));
    }
    Ok(())
}

/// Marks a run as out, and gives what leaves with it.
fn leave(run: &mut Run, w: &Writer, keys: &RunKeys, now: Timestamp) -> Result<Vec<CandidateId>, AppError> {
    if run.status.is_unfinished() {
        return Err(AppError::Conflict(
            "this run was resumed at the same moment; pause it and try again".to_owned(),
        ));
    }
    make_candidates(run, w, keys, now)?;
    let mut cards: HashMap<u64, (CandidateId, bool, bool)> = HashMap::new();
    candidates::heads_after(w, keys, CandidateId(0), |head| {
        let is_open = matches!(head.state, CandidateState::Waiting | CandidateState::Failed);
        cards.insert(head.position, (head.id, is_open, head.has_variation()));
    })?;
    let open = cards.into_values().filter(|(_, is_open, _)| *is_open);
    let (ready, unready): (Vec<_>, Vec<_>) = open.partition(|(.., has_prompt)| *has_prompt);
    if ready.is_empty() {
        return Err(AppError::Conflict(if unready.is_empty() {
            "every item of this run has its answer, so there is nothing to ask in a batch file".to_owned()
        } else {
            "the prompts of this run are paraphrases that are not written yet; resume it until they are"
                .to_owned()
        }));
    }
    let mut asked: Vec<CandidateId> = ready.into_iter().map(|(id, ..)| id).collect();
    asked.sort_unstable();
    run.batch = Some(Batch {
        since: run.batch.as_ref().map_or(now, |batch| batch.since),
        questions: asked.len() as u64,
        without_prompt: unready.len() as u64,
    });
    Ok(asked)
}

/// Makes the candidates of every row that has none yet.
fn make_candidates(run: &mut Run, w: &Writer, keys: &RunKeys, now: Timestamp) -> Result<(), StoreError> {
    while run.expanded < run.plan.row_count() {
        let Some(chunk) = run_rows::take(w, keys, run.expanded)? else { break };
        let rows: Vec<Row> = chunk.into_iter().map(Row::Slots).collect();
        // The values were complete when the run was made, so every prompt fills.
        for candidate in plan::candidates(&run.plan, run.expanded, &rows, now).unwrap_or_default() {
            candidates::insert(w, keys, candidate)?;
        }
        run.expanded += rows.len() as u64;
    }
    Ok(())
}

fn write(
    r: &impl Read,
    keys: &RunKeys,
    run: &Run,
    asked: &[CandidateId],
    fleet: &Fleet,
    model: Option<&str>,
    sender: Sender,
) -> Result<(), StoreError> {
    let names = Names::of(run);
    let mut chunk = Vec::with_capacity(CHUNK * 2);
    for id in asked {
        let Some(candidate) = candidates::get(r, keys, *id)? else { continue };
        let mut request = Asked::of(r, keys, &run.plan, &candidate)?.question.request;
        model.unwrap_or_else(|| bare(fleet, &candidate.model)).clone_into(&mut request.model);
        chunk.extend_from_slice(batch::line(&names.name(*id), &request).as_bytes());
        chunk.push(b'\n');
        if chunk.len() >= CHUNK {
            let full = std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK * 2));
            // Nobody reads any more, which is no mistake of anybody's.
            if sender.blocking_send(Ok(full)).is_err() {
                return Ok(());
            }
        }
    }
    drop(sender.blocking_send(Ok(chunk)));
    Ok(())
}

/// The name by which a model's own server knows it.
fn bare<'a>(fleet: &Fleet, model: &'a str) -> &'a str {
    match model.split_once('/') {
        Some((server, name)) if fleet.named(server).is_some() => name,
        _ => model,
    }
}

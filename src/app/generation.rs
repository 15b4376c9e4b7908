//! A batch in one request: a run that is waited for.

use std::sync::Arc;

use tokio::sync::broadcast::error::RecvError;

use super::{
    Services,
    asking::Asker,
    auth::sessions::Session,
    error::AppError,
    paraphrase::{self, Paraphrasing},
    runs::{self, NewRun, Wanted, live::RunEvent},
};
use crate::model::{
    candidate::{Candidate, CandidateState},
    id::{RunId, UserId},
};

/// Answers that one request may wait for.
const MOST_WAITED_FOR: u64 = 100;

/// Makes a run and waits until it has ended. A caller who goes away cancels it. When no item got an answer,
/// the first item's error is the result.
pub async fn generate(
    services: &Arc<Services>,
    session: &Session,
    wish: NewRun,
) -> Result<(RunId, Vec<Candidate>), AppError> {
    let items = wish.rows.len() as u64
        * u64::from(wish.count)
        * u64::from(wish.samples)
        * wish.models.len().max(1) as u64;
    if items > MOST_WAITED_FOR {
        return Err(AppError::bad(
            "count",
            format!(
                "this makes {items} answers; up to {MOST_WAITED_FOR} are waited for. Start a run with POST /runs."
            ),
        ));
    }
    let run = runs::start_waited_for(services, session, wish).await?.run.id;
    let guard = CancelWhenDropped { services: Arc::clone(services), owner: session.user, run, armed: true };
    wait(services, session.user, run).await;
    let (candidates, _) = runs::candidates(services, session, run, Wanted::first(usize::MAX)).await?;
    let candidates: Vec<Candidate> = candidates.into_iter().map(|(candidate, _)| candidate).collect();
    guard.disarm();
    let first_error = candidates.iter().find_map(|c| c.error.clone());
    match first_error {
        Some(error) if candidates.iter().all(|c| c.state == CandidateState::Failed) => {
            Err(AppError::AllFailed(error))
        }
        _ => Ok((run, candidates)),
    }
}

/// Paraphrases of a text, at most `count`.
pub async fn paraphrases(
    services: &Services,
    session: &Session,
    text: &str,
    count: u32,
    model: Option<String>,
) -> Result<Vec<String>, AppError> {
    if text.trim().is_empty() {
        return Err(AppError::bad("text", "text is empty; write what is to be said differently"));
    }
    if !(1..=50).contains(&count) {
        return Err(AppError::bad("count", format!("count is {count}; ask for 1 to 50 paraphrases")));
    }
    let model = super::models::choose_paraphraser(services, session, model).await?;
    let wanted = Paraphrasing {
        asker: Asker::person(session.user),
        model: &model,
        text,
        count: count as usize,
        seed: 0,
        wait_factor: 1,
    };
    Ok(paraphrase::ask(&services.asking, wanted, |_| {}, || {}).await?)
}

async fn wait(services: &Services, owner: UserId, run: RunId) {
    while let Some(live) = services.runs.find(owner, run) {
        let (_, mut events) = live.follow();
        // The worker may have left between the look and the listening.
        if services.runs.find(owner, run).is_none() {
            return;
        }
        loop {
            match events.recv().await {
                Ok(RunEvent::End) | Err(RecvError::Closed) => break,
                Ok(_) | Err(RecvError::Lagged(_)) => {}
            }
        }
    }
}

/// Cancels a run that nobody waits for any more.
struct CancelWhenDropped {
    services: Arc<Services>,
    owner: UserId,
    run: RunId,
    armed: bool,
}

impl CancelWhenDropped {
    fn disarm(mut self) {
        self.armed = false;
    }
}

impl Drop for CancelWhenDropped {
    fn drop(&mut self) {
        if self.armed {
            self.services.runs.abandon(self.owner, self.run);
        }
    }
}

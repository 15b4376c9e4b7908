//! Another answer on the same card: once more, otherwise, or with what was wrong put right.

use super::{plan, reopen};
use crate::{
    app::{Services, auth::sessions::Session, error::AppError, models},
    model::{
        candidate::{Candidate, CandidateState},
        id::{CandidateId, RunId},
        options::Options,
        run::Run,
    },
    store::candidates,
};

/// How an answer is to be asked for again.
#[derive(Clone, Debug, Default)]
pub struct Again {
    /// What the person wants different, told to the model.
    pub reason: Option<String>,
    /// Tell the model what is wrong with the form of its answer, in place of a reason.
    pub repair: bool,
    /// Another variation of the card's row, by its index.
    pub variation_index: Option<u32>,
    /// A prompt in the person's own words.
    pub variation: Option<String>,
    /// Another model.
    pub model: Option<String>,
    /// Other sampling options.
    pub options: Option<Options>,
    /// Multiplies the timers.
    pub wait_factor: Option<u32>,
}

/// What a repair puts right.
const REPAIRABLE: [&str; 5] =
    ["invalid_arguments", "unknown_tool", "missing_call", "invalid_json", "schema_mismatch"];

/// Asks for another answer on the same card. The old one stays, as the new one's parent.
pub async fn regenerate(
    services: &Services,
    session: &Session,
    run: RunId,
    id: CandidateId,
    again: Again,
) -> Result<Candidate, AppError> {
    if let Some(model) = &again.model {
        models::check(services, session, model).await?;
    }
    if again.wait_factor.is_some_and(|factor| !(1..=20).contains(&factor)) {
        return Err(AppError::bad("wait_factor", "wait_factor multiplies the timers; choose 1 to 20"));
    }
    let now = services.clock.now();
    put_on_card(services, session, run, id, move |all, old| {
        let mut new = ask_again(old, now);
        new.wish = if again.repair { Some(what_to_repair(old)?) } else { again.reason };
        new.model = again.model.unwrap_or(new.model);
        new.options = again.options.or(new.options);
        new.wait_factor = again.wait_factor.unwrap_or(new.wait_factor);
        if let Some(index) = again.variation_index {
            take_variation(&mut new, all, index)?;
        }
        if let Some(text) = again.variation {
            if text.trim().is_empty() {
                return Err(AppError::bad("variation", "variation is empty; write the prompt to answer"));
            }
            new.variation_index = all.iter().map(|c| c.variation_index).max().unwrap_or(0) + 1;
            new.variation = Some(text);
        }
        Ok(new)
    })
    .await
}

/// Puts one more candidate on a card and has it answered. `make` gets all candidates of its row and the one named.
pub(super) async fn put_on_card(
    services: &Services,
    session: &Session,
    run: RunId,
    id: CandidateId,
    make: impl FnOnce(&[Candidate], &Candidate) -> Result<Candidate, AppError> + Send + 'static,
) -> Result<Candidate, AppError> {
    let (_, candidate) = reopen(services, session, run, move |run: &mut Run, w, keys| {
        let old = candidates::get(w, keys, id)?.ok_or_else(|| AppError::no_candidate(id))?;
        let all = candidates::of_row(w, keys, old.row)?;
        let newest = all.iter().rev().find(|c| c.position == old.position).unwrap_or(&old);
        if newest.state == CandidateState::Waiting {
            return Err(AppError::Conflict("this card is being written already; stop it first".to_owned()));
        }
        let new = make(&all, &old)?;
        run.replace(newest, &new);
        Ok(candidates::insert(w, keys, new)?)
    })
    .await?;
    if let Some(live) = services.runs.find(session.user, run) {
        live.tell_candidate(candidate.clone());
    }
    Ok(candidate)
}

/// The same question as `old`, unanswered, with the next seed.
pub(super) fn ask_again(old: &Candidate, now: jiff::Timestamp) -> Candidate {
    let seed = plan::next_seed(old.seed, 1_000_003);
    Candidate {
        position: old.position,
        row: old.row,
        slots: old.slots.clone(),
        parent: Some(old.id),
        example: old.example,
        variation: old.variation.clone(),
        variation_index: old.variation_index,
        turns: old.turns.clone(),
        options: old.options.clone(),
        ..Candidate::unasked(old.model.clone(), seed, old.wait_factor, now)
    }
}

/// Another first question. A conversation that grew out of the old one is not continued.
fn take_variation(new: &mut Candidate, all: &[Candidate], index: u32) -> Result<(), AppError> {
    let is_it = |c: &&Candidate| c.row == new.row && c.variation_index == index && c.turns.is_empty();
    let known = all.iter().find(is_it).and_then(|c| c.variation.clone());
    let known = known
        .ok_or_else(|| AppError::bad("variation_index", format!("there is no variation {index} yet")))?;
    new.variation = Some(known);
    new.variation_index = index;
    new.turns = Vec::new();
    Ok(())
}

/// What is wrong with an answer's form, in words for the model.
fn what_to_repair(old: &Candidate) -> Result<String, AppError> {
    let wrong = old.lints.iter().filter(|lint| REPAIRABLE.contains(&lint.rule.as_str()));
    let told: Vec<String> = wrong
        .map(|lint| match lint.path.as_deref().filter(|path| !path.is_empty()) {
            Some(path) => format!("{path}: {}", lint.message),
            None => lint.message.clone(),
        })
        .collect();
    if told.is_empty() {
        return Err(AppError::Conflict(
            "nothing in the form of this answer is to be repaired; give a reason instead".to_owned(),
        ));
    }
    Ok(told.join("\n"))
}

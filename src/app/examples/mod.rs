//! Examples of a dataset: add, look at, edit, delete, take back.

mod compose;
mod edit;
mod filter;
mod search;

use std::sync::Arc;

pub use filter::Filter;

use serde_json::{Map, Value};

use super::{
    Services,
    auth::sessions::Session,
    datasets,
    error::{AppError, BadInput},
    near,
    runs::{self, Seen},
};
use crate::{
    crypto::keys::Keyring,
    model::{
        candidate::{AddedTo, Candidate},
        change::Change,
        example::{Alternative, Example, Split},
        id::{CandidateId, ChangeId, DatasetId, ExampleId, RunId, UserId},
        message::{Message, Role},
        slot::SlotValues,
        tool::{ToolCall, ToolDefinition},
    },
    store::{Read, accounts, changes, examples},
};

/// An example to add.
#[derive(Clone, Debug)]
pub struct NewExample {
    /// The system turn; may be empty.
    pub system_prompt: String,
    /// The user turn.
    pub variation_prompt: String,
    /// The slot values behind it.
    pub slots: SlotValues,
    /// The answer.
    pub output: String,
    /// The calls of the answer.
    pub tool_calls: Vec<ToolCall>,
    /// The tools that were offered; none takes the run's.
    pub tools: Option<Vec<ToolDefinition>>,
    /// The whole conversation, in place of the prompts, the output and the calls.
    pub messages: Option<Vec<Message>>,
    /// The candidate that it is.
    pub source: Option<(RunId, CandidateId)>,
    /// Answers that lost; none takes the candidate's siblings.
    pub alternatives: Option<Vec<Alternative>>,
    /// 1 to 5.
    pub rating: Option<u8>,
    /// Labels.
    pub tags: Vec<String>,
    /// A remark.
    pub note: Option<String>,
    /// Where a split puts it.
    pub split: Split,
    /// Members that mean nothing to dsforge.
    pub extra: Map<String, Value>,
}

impl NewExample {
    /// What a candidate says, as it stands after a person's edits.
    pub fn of_candidate(run: RunId, candidate: &Candidate) -> Self {
        let said = |role| candidate.messages.iter().rev().find(|m| m.role == role).map(|m| m.content.clone());
        Self {
            system_prompt: said(Role::System).unwrap_or_default(),
            variation_prompt: candidate.variation.clone().unwrap_or_default(),
            slots: candidate.slots.clone(),
            output: candidate.final_output().to_owned(),
            tool_calls: candidate.final_tool_calls().to_vec(),
            tools: None,
            messages: None,
            source: Some((run, candidate.id)),
            alternatives: None,
            rating: None,
            tags: Vec::new(),
            note: None,
            split: Split::default(),
            extra: Map::new(),
        }
    }
}

/// Which examples a page shows.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Those that it takes.
    pub filter: Filter,
    /// How many to leave out first.
    pub offset: usize,
    /// How many to give.
    pub limit: usize,
    /// Newest first, or oldest.
    pub newest_first: bool,
}

/// A page of examples.
pub struct Page {
    /// The examples.
    pub items: Vec<Example>,
    /// How many there are on all pages.
    pub total: u64,
}

/// An edit of an example. None leaves a thing as it is.
#[derive(Clone, Debug, Default)]
pub struct ExampleEdit {
    /// The system turn; empty takes it out.
    pub system_prompt: Option<String>,
    /// The first user turn.
    pub variation_prompt: Option<String>,
    /// The last answer's text.
    pub output: Option<String>,
    /// The last answer's calls.
    pub tool_calls: Option<Vec<ToolCall>>,
    /// The whole conversation, before the fields above are applied.
    pub messages: Option<Vec<Message>>,
    /// The slot values.
    pub slots: Option<SlotValues>,
    /// 1 to 5; the inner none takes a rating back.
    pub rating: Option<Option<u8>>,
    /// The labels, all of them.
    pub tags: Option<Vec<String>>,
    /// The remark; the inner none takes it back.
    pub note: Option<Option<String>>,
    /// Where a split puts it.
    pub split: Option<Split>,
}

/// An answer that is to take an example's place.
#[derive(Clone, Copy, Debug)]
pub struct Replacement {
    /// Which example.
    pub example: ExampleId,
    /// The run of the answer.
    pub run: RunId,
    /// The answer.
    pub candidate: CandidateId,
}

/// What came of adding examples.
#[derive(Clone, Copy, Debug)]
pub struct Added {
    /// The change, by which it can be taken back; none when everything was there already.
    pub change: Option<ChangeId>,
    /// Candidates that are in the dataset already, or are named twice. They are left out.
    pub already_there: usize,
}

/// Adds examples, all or none, and marks the candidates they were. A candidate that the dataset has is not added
/// again.
pub async fn add(
    services: &Services,
    session: &Session,
    dataset: DatasetId,
    new: Vec<NewExample>,
) -> Result<Added, AppError> {
    if new.is_empty() {
        return Err(AppError::bad("body", "the list is empty; send at least one example"));
    }
    for (index, example) in new.iter().enumerate() {
        check(example).map_err(|(field, message)| at(index, field, message))?;
    }
    let (owner, keyring, now) = (session.user, Arc::clone(&session.keyring), services.clock.now());
    let near = Arc::clone(&services.near);
    services
        .store
        .write(move |w| {
            datasets::find_open(w, &keyring, owner, dataset)?;
            let refuses = accounts::preferences(w, owner, &keyring)?.refuse_near_copies;
            let mut sources = Vec::with_capacity(new.len());
            let mut complete = Vec::with_capacity(new.len());
            let mut already_there = 0;
            for (index, example) in new.into_iter().enumerate() {
                let source = example.source;
                let is_there = match source {
                    Some((run, id)) => {
                        sources.contains(&source) || compose::is_in(w, &keyring, owner, dataset, run, id)?
                    }
                    None => false,
                };
                if is_there {
                    already_there += 1;
                    continue;
                }
                let built = compose::build(w, &keyring, owner, example, now);
                let built = built.map_err(|error| in_list(index, error))?;
                if refuses {
                    near::refuse_copy(&near, w, &keyring, owner, dataset, (index, &built))?;
                }
                complete.push(built);
                sources.push(source);
            }
            if complete.is_empty() {
                return Ok(Added { change: None, already_there });
            }
            let (ids, change) = examples::append(w, &keyring, owner, dataset, complete, now)?;
            for (source, example) in sources.into_iter().zip(ids) {
                if let Some((run, candidate)) = source {
                    compose::mark(w, &keyring, owner, run, candidate, AddedTo { dataset, example })?;
                }
            }
            Ok(Added { change: Some(change), already_there })
        })
        .await
}

/// A page of a dataset's examples.
pub async fn list(
    services: &Services,
    session: &Session,
    dataset: DatasetId,
    query: Query,
) -> Result<Page, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    services
        .store
        .read(move |r| {
            let found = datasets::find(r, &keyring, owner, dataset)?;
            if !query.filter.takes_all() {
                return search::search(r, &keyring, owner, dataset, &query);
            }
            let (from, most, newest) = (query.offset, query.limit, query.newest_first);
            let items = examples::page(r, &keyring, owner, dataset, from, most, newest)?;
            Ok(Page { items, total: found.count })
        })
        .await
}

/// One example.
pub async fn get(
    services: &Services,
    session: &Session,
    dataset: DatasetId,
    id: ExampleId,
) -> Result<Example, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    services
        .store
        .read(move |r| {
            datasets::find(r, &keyring, owner, dataset)?;
            find(r, &keyring, owner, dataset, id)
        })
        .await
}

/// Edits an example. With `rev`, only if nobody changed it since that revision.
pub async fn edit(
    services: &Services,
    session: &Session,
    dataset: DatasetId,
    id: ExampleId,
    edit: ExampleEdit,
    rev: Option<u64>,
) -> Result<Example, AppError> {
    let (owner, keyring, now) = (session.user, Arc::clone(&session.keyring), services.clock.now());
    services
        .store
        .write(move |w| {
            datasets::find_open(w, &keyring, owner, dataset)?;
            let before = find(w, &keyring, owner, dataset, id)?;
            if rev.is_some_and(|rev| rev != before.rev) {
                return Err(AppError::Stale(dataset, Box::new(before)));
            }
            let after = edit::apply(before.clone(), edit)?;
            if after == before {
                return Ok(before);
            }
            Ok(examples::update(w, &keyring, owner, dataset, &after, now)?)
        })
        .await
}

/// Deletes examples, all or none. The change can be taken back.
pub async fn delete(
    services: &Services,
    session: &Session,
    dataset: DatasetId,
    ids: Vec<ExampleId>,
) -> Result<ChangeId, AppError> {
    if ids.is_empty() {
        return Err(AppError::bad("ids", "ids is empty; name the examples to delete"));
    }
    let (owner, keyring, now) = (session.user, Arc::clone(&session.keyring), services.clock.now());
    services
        .store
        .write(move |w| {
            datasets::find_open(w, &keyring, owner, dataset)?;
            for id in &ids {
                find(w, &keyring, owner, dataset, *id)?;
            }
            Ok(examples::delete(w, &keyring, owner, dataset, &ids, now)?)
        })
        .await
}

/// Asks a model for new answers to examples. They come as the candidates of a run.
pub async fn regenerate(
    services: &Services,
    session: &Session,
    dataset: DatasetId,
    ids: Vec<ExampleId>,
    model: Option<String>,
) -> Result<Seen, AppError> {
    if ids.is_empty() {
        return Err(AppError::bad("ids", "ids is empty; name the examples to answer again"));
    }
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let found = services
        .store
        .read(move |r| {
            datasets::find_open(r, &keyring, owner, dataset)?;
            ids.into_iter()
                .map(|id| find(r, &keyring, owner, dataset, id))
                .collect::<Result<Vec<_>, AppError>>()
        })
        .await?;
    runs::start_for_examples(services, session, dataset, found, model).await
}

/// Makes a card of an example, to go on with its conversation from any of its answers.
pub async fn reopen(
    services: &Services,
    session: &Session,
    dataset: DatasetId,
    id: ExampleId,
    model: Option<String>,
) -> Result<Seen, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let found = services
        .store
        .read(move |r| {
            datasets::find_open(r, &keyring, owner, dataset)?;
            find(r, &keyring, owner, dataset, id)
        })
        .await?;
    runs::open_example(services, session, dataset, found, model).await
}

/// Puts new answers in the place of old ones, all or none. The old ones stay as alternatives.
pub async fn replace(
    services: &Services,
    session: &Session,
    dataset: DatasetId,
    replacements: Vec<Replacement>,
) -> Result<ChangeId, AppError> {
    if replacements.is_empty() {
        return Err(AppError::bad(
            "replacements",
            "replacements is empty; name an example and its new answer",
        ));
    }
    let (owner, keyring, now) = (session.user, Arc::clone(&session.keyring), services.clock.now());
    services
        .store
        .write(move |w| {
            datasets::find_open(w, &keyring, owner, dataset)?;
            let mut replaced = Vec::with_capacity(replacements.len());
            for Replacement { example, run, candidate } in replacements {
                let old = find(w, &keyring, owner, dataset, example)?;
                let answer = compose::answered(w, &keyring, owner, run, candidate)?;
                compose::mark(w, &keyring, owner, run, candidate, AddedTo { dataset, example })?;
                replaced.push(compose::with_answer(old, answer));
            }
            Ok(examples::update_all(w, &keyring, owner, dataset, &mut replaced, now)?)
        })
        .await
}

/// The history of a dataset, newest first, and how long it is.
pub async fn history(
    services: &Services,
    session: &Session,
    dataset: DatasetId,
    offset: usize,
    limit: usize,
) -> Result<(Vec<Change>, u64), AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    services
        .store
        .read(move |r| {
            datasets::find(r, &keyring, owner, dataset)?;
            Ok(changes::list(r, &keyring, owner, dataset, offset, limit)?)
        })
        .await
}

/// Takes a change back: the newest, or the one named if nothing later touched the same examples.
pub async fn undo(
    services: &Services,
    session: &Session,
    dataset: DatasetId,
    change: Option<ChangeId>,
) -> Result<Change, AppError> {
    let (owner, keyring, now) = (session.user, Arc::clone(&session.keyring), services.clock.now());
    services
        .store
        .write(move |w| {
            datasets::find_open(w, &keyring, owner, dataset)?;
            Ok(changes::undo(w, &keyring, owner, dataset, change, now)?)
        })
        .await
}

/// Does again what was taken back last.
pub async fn redo(services: &Services, session: &Session, dataset: DatasetId) -> Result<Change, AppError> {
    let (owner, keyring, now) = (session.user, Arc::clone(&session.keyring), services.clock.now());
    services
        .store
        .write(move |w| {
            datasets::find_open(w, &keyring, owner, dataset)?;
            Ok(changes::redo(w, &keyring, owner, dataset, now)?)
        })
        .await
}

fn find(
    r: &impl Read,
    keyring: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    id: ExampleId,
) -> Result<Example, AppError> {
    examples::get(r, keyring, owner, dataset, id)?.ok_or_else(|| AppError::no_example(id))
}

/// The first thing that is wrong with an example, and the field it is in.
fn check(example: &NewExample) -> Result<(), (&'static str, &'static str)> {
    if let Some(messages) = &example.messages {
        if !messages.iter().any(|m| m.role == Role::User) {
            return Err(("messages", "messages has no user turn"));
        }
        if !messages.iter().any(|m| m.role == Role::Assistant) {
            return Err((
                "messages",
                "messages has no assistant turn; an example ends with the answer to learn",
            ));
        }
    } else {
        if example.variation_prompt.trim().is_empty() {
            return Err(("variation_prompt", "variation_prompt is empty; an example needs the question"));
        }
        if example.output.trim().is_empty() && example.tool_calls.is_empty() {
            return Err(("output", "output is empty and there is no tool call; an example needs an answer"));
        }
    }
    edit::check_rating(example.rating)
}

fn at(index: usize, field: &str, message: &str) -> AppError {
    AppError::from(BadInput {
        message: format!("example {}: {message}", index + 1),
        field: Some(field.to_owned()),
        index: Some(index),
        ..BadInput::default()
    })
}

/// An error about one entry of a list, with its place.
fn in_list(index: usize, error: AppError) -> AppError {
    match error {
        AppError::NotFound(what) => at(index, "candidate_id", &format!("{what} does not exist")),
        other => other,
    }
}

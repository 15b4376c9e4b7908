//! Near copies: answers that are like an example of their dataset or like another card of their run.
//!
//! What is known of a dataset is an index of sketches. It is built when somebody first looks, brought up to date by
//! the dataset's history at each later look, and let go when its owner signs out. A run sees no dataset, so near
//! copies are found out when somebody who may see both looks.

use std::{
    collections::HashMap,
    ops::ControlFlow,
    sync::{Arc, Mutex, PoisonError},
};

use serde_json::json;

use super::{Services, auth::sessions::Session, error::AppError};
use crate::{
    crypto::keys::Keyring,
    model::{
        candidate::{Candidate, CandidateState, Lint},
        change::Change,
        example::Example,
        id::{CandidateId, ChangeId, DatasetId, ExampleId, RunId, UserId},
        message::{Message, Role},
        run::Run,
        tool::ToolCall,
    },
    similar::{self, Group, Index, Sketch, similarity, sketches},
    store::{Read, candidates, changes, examples, runs::RunKeys},
};

/// From here on an answer is a near copy.
const LEAST: f64 = 0.8;

/// Where two must not be on different sides of a split, an estimate from here on will do: it errs by some hundredths.
pub(crate) const LEAST_ESTIMATED: f64 = LEAST - 0.08;

/// Estimates err by some hundredths, so those just below are counted exactly too.
const WORTH_COUNTING: f64 = LEAST - 0.15;

/// Of these, the likest are counted exactly.
const MOST_COUNTED: usize = 3;

/// Words from which on an answer speaks for itself. A shorter one is told apart by its question: two right answers
/// may both be "Yes".
const SPEAKS_FOR_ITSELF: usize = 12;

/// Changes that are looked at again, because they may have been taken back.
const REMEMBERED: usize = 32;

/// Examples that are read at once while an index is built.
const BATCH: usize = 1024;

/// What is known of the likeness of texts.
#[derive(Default)]
pub struct Near {
    datasets: Kept<DatasetId, OfDataset>,
    runs: Kept<RunId, OfRun>,
}

/// What is kept for the things of each person, each under a lock of its own.
type Kept<Id, Known> = Mutex<HashMap<(UserId, Id), Arc<Mutex<Known>>>>;

/// The examples of a dataset, as of its last changes.
#[derive(Default)]
struct OfDataset {
    index: Index,
    /// The newest first; none before the index is built.
    history: Option<Vec<Change>>,
    /// Found when somebody asks; none once an example has changed.
    groups: Option<Arc<Vec<Group>>>,
}

/// The answers of a run.
#[derive(Default)]
struct OfRun {
    index: Index,
    cards: HashMap<CandidateId, u64>,
}

/// An example that something is a near copy of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Copied {
    pub(crate) example: ExampleId,
    pub(crate) similarity: f64,
}

impl Near {
    /// Lets go of what belongs to people who are not signed in.
    pub fn forget_absent(&self, is_here: impl Fn(UserId) -> bool) {
        locked(&self.datasets).retain(|(owner, _), _| is_here(*owner));
        locked(&self.runs).retain(|(owner, _), _| is_here(*owner));
    }

    /// The example of a dataset that a text is most like, if it is a near copy of one. `except` is not looked at.
    pub(crate) fn example_like(
        &self,
        r: &impl Read,
        keyring: &Keyring,
        owner: UserId,
        dataset: DatasetId,
        text: &str,
        except: Option<ExampleId>,
    ) -> Result<Option<Copied>, AppError> {
        let known = Arc::clone(locked(&self.datasets).entry((owner, dataset)).or_default());
        let mut known = locked(&known);
        known.bring_up_to_date(r, keyring, owner, dataset)?;
        let mut likest: Option<Copied> = None;
        let like = known.index.like(&Sketch::of(text), WORTH_COUNTING);
        for like in like.into_iter().filter(|like| Some(ExampleId(like.id)) != except).take(MOST_COUNTED) {
            let Some(example) = examples::get(r, keyring, owner, dataset, ExampleId(like.id))? else {
                continue;
            };
            let similarity = similarity(text, &of_example(&example));
            if similarity >= likest.map_or(LEAST, |likest| likest.similarity) {
                likest = Some(Copied { example: example.id, similarity });
            }
        }
        Ok(likest)
    }

    /// The near copies of a dataset among themselves: the same before those that differ, older ones before newer ones.
    pub(crate) fn groups(
        &self,
        r: &impl Read,
        keyring: &Keyring,
        owner: UserId,
        dataset: DatasetId,
    ) -> Result<Arc<Vec<Group>>, AppError> {
        let known = Arc::clone(locked(&self.datasets).entry((owner, dataset)).or_default());
        let mut known = locked(&known);
        known.bring_up_to_date(r, keyring, owner, dataset)?;
        if let Some(groups) = &known.groups {
            return Ok(Arc::clone(groups));
        }
        let text_of = |id| {
            let example = examples::get(r, keyring, owner, dataset, ExampleId(id))?;
            Ok::<_, AppError>(example.as_ref().map(of_example).unwrap_or_default())
        };
        // Copies of one example come after each other, so its text is read once.
        let mut last = (0, String::new());
        let mut groups = similar::groups(&known.index, (WORTH_COUNTING, LEAST), |first, other| {
            if last.0 != first {
                last = (first, text_of(first)?);
            }
            Ok::<_, AppError>(similarity(&last.1, &text_of(other)?))
        })?;
        groups.sort_by(|a, b| closeness(b).total_cmp(&closeness(a)).then(a.first.cmp(&b.first)));
        let groups = Arc::new(groups);
        known.groups = Some(Arc::clone(&groups));
        Ok(groups)
    }

    /// The card of a run whose answer a candidate's is most like, if it is a near copy. Each looked at is known from
    /// then on.
    fn card_like(
        &self,
        r: &impl Read,
        keys: &RunKeys,
        owner: UserId,
        candidate: &Candidate,
        text: &str,
    ) -> Result<Option<(u64, f64)>, AppError> {
        let known = Arc::clone(locked(&self.runs).entry((owner, keys.run)).or_default());
        let mut known = locked(&known);
        let sketch = Sketch::of(text);
        let mut likest: Option<(u64, f64)> = None;
        let others = known.index.like(&sketch, WORTH_COUNTING).into_iter();
        let others = others.filter(|like| {
            let card = known.cards.get(&CandidateId(like.id));
            like.id < candidate.id.0 && card.is_some_and(|card| *card != candidate.position)
        });
        for like in others.take(MOST_COUNTED) {
            let Some(other) = candidates::get(r, keys, CandidateId(like.id))? else { continue };
            let similarity = similarity(text, &of_candidate(&other));
            if similarity >= likest.map_or(LEAST, |(_, likest)| likest) {
                likest = Some((other.position, similarity));
            }
        }
        known.cards.insert(candidate.id, candidate.position);
        known.index.insert(candidate.id.0, sketch);
        Ok(likest)
    }
}

/// Adds to each candidate what it is a near copy of.
pub(crate) fn mark(
    near: &Near,
    r: &impl Read,
    keyring: &Keyring,
    owner: UserId,
    (run, keys): (&Run, &RunKeys),
    all: &mut [Candidate],
) -> Result<(), AppError> {
    for candidate in all {
        if candidate.state != CandidateState::Done || !candidate.has_answer() || candidate.added_to.is_some()
        {
            continue;
        }
        let text = of_candidate(candidate);
        if let Some(dataset) = run.dataset
            && let Some(copied) = near.example_like(r, keyring, owner, dataset, &text, candidate.example)?
        {
            let path = format!("/datasets/{dataset}/examples/{}", copied.example);
            candidate.lints.push(lint(&like("example", copied.example.0, copied.similarity), Some(path)));
        }
        if let Some((card, similarity)) = near.card_like(r, keys, owner, candidate, &text)? {
            candidate.lints.push(lint(&like("card", card + 1, similarity), None));
        }
    }
    Ok(())
}

/// The same for one candidate that has just changed.
pub(crate) async fn marked(
    services: &Services,
    session: &Session,
    (run, keys): (Arc<Run>, Arc<RunKeys>),
    candidate: Candidate,
) -> Result<Candidate, AppError> {
    let (near, owner, keyring) = (Arc::clone(&services.near), session.user, Arc::clone(&session.keyring));
    services
        .store
        .read(move |r| {
            let mut one = [candidate];
            mark(&near, r, &keyring, owner, (&run, &keys), &mut one)?;
            let [candidate] = one;
            Ok(candidate)
        })
        .await
}

/// Refuses an example that is a near copy of one in the dataset.
pub(crate) fn refuse_copy(
    near: &Near,
    r: &impl Read,
    keyring: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    (index, example): (usize, &Example),
) -> Result<(), AppError> {
    match near.example_like(r, keyring, owner, dataset, &of_example(example), None)? {
        None => Ok(()),
        Some(Copied { example, similarity }) => Err(AppError::Conflict(format!(
            "example {} is {} % like example {example} of this dataset, and your settings refuse near copies; \
             change it or leave it out",
            index + 1,
            percent(similarity)
        ))),
    }
}

impl OfDataset {
    fn bring_up_to_date(
        &mut self,
        r: &impl Read,
        keyring: &Keyring,
        owner: UserId,
        dataset: DatasetId,
    ) -> Result<(), AppError> {
        let (now, _) = changes::list(r, keyring, owner, dataset, 0, REMEMBERED)?;
        let Some(before) = self.history.take() else { return self.build(r, keyring, owner, dataset, now) };
        let newest = before.first().map_or(ChangeId(0), |change| change.id);
        let reaches_back = now.last().is_none_or(|oldest| oldest.id.0 <= newest.0 + 1);
        // A change that was taken back, or done again, is an old one that is no longer what it was.
        let is_as_it_was = |change: &Change| change.id > newest || before.contains(change);
        if !reaches_back || !now.iter().all(is_as_it_was) {
            return self.build(r, keyring, owner, dataset, now);
        }
        for (first, last) in changes::touched_since(r, keyring, owner, dataset, newest)? {
            self.groups = None;
            for id in first..=last {
                match examples::get(r, keyring, owner, dataset, ExampleId(id))? {
                    Some(example) => self.index.insert(id, Sketch::of(&of_example(&example))),
                    None => self.index.remove(id),
                }
            }
        }
        self.history = Some(now);
        Ok(())
    }

    fn build(
        &mut self,
        r: &impl Read,
        keyring: &Keyring,
        owner: UserId,
        dataset: DatasetId,
        now: Vec<Change>,
    ) -> Result<(), AppError> {
        (self.index, self.groups) = (Index::default(), None);
        let (mut ids, mut texts) = (Vec::with_capacity(BATCH), Vec::with_capacity(BATCH));
        examples::scan(r, keyring, owner, dataset, |example| {
            ids.push(example.id.0);
            texts.push(of_example(&example));
            if ids.len() == BATCH {
                insert_all(&mut self.index, &mut ids, &mut texts);
            }
            ControlFlow::Continue(())
        })?;
        insert_all(&mut self.index, &mut ids, &mut texts);
        self.history = Some(now);
        Ok(())
    }
}

/// How much the member that differs most is like the first.
pub(crate) fn closeness(group: &Group) -> f64 {
    group.others.iter().map(|other| other.similarity).fold(1.0, f64::min)
}

fn insert_all(index: &mut Index, ids: &mut Vec<u64>, texts: &mut Vec<String>) {
    for (id, sketch) in ids.drain(..).zip(sketches(texts)) {
        index.insert(id, sketch);
    }
    texts.clear();
}

/// The words by which an example is compared with others that must not be tested with what was learned: its answer,
/// and of a short one what filled its prompt. The prompt itself is the same for everything of one template.
pub(crate) fn told_apart_by(example: &Example) -> String {
    let answer = answer(example.output(), example.tool_calls());
    if speaks_for_itself(&answer) || example.slots.is_empty() {
        return of_example(example);
    }
    let slots = example.slots.values().map(String::as_str);
    slots.chain([answer.as_str()]).collect::<Vec<_>>().join(" ")
}

/// The words by which an example is compared.
fn of_example(example: &Example) -> String {
    text(&example.messages, example.output(), example.tool_calls())
}

fn of_candidate(candidate: &Candidate) -> String {
    let question = Message::new(Role::User, candidate.variation.clone().unwrap_or_default());
    text(&[question], candidate.final_output(), candidate.final_tool_calls())
}

fn text(conversation: &[Message], output: &str, calls: &[ToolCall]) -> String {
    let answer = answer(output, calls);
    if speaks_for_itself(&answer) {
        return answer;
    }
    let question = conversation.iter().rev().find(|turn| turn.role == Role::User);
    format!("{} {answer}", question.map_or("", |turn| turn.content.as_str()))
}

fn answer(output: &str, calls: &[ToolCall]) -> String {
    let mut answer = output.to_owned();
    for call in calls {
        answer.extend([" ", &call.name, " ", &json!(call.arguments).to_string()]);
    }
    answer
}

fn speaks_for_itself(answer: &str) -> bool {
    answer.split_whitespace().nth(SPEAKS_FOR_ITSELF).is_some()
}

fn like(what: &str, number: u64, similarity: f64) -> String {
    format!("{} % like {what} {number}.", percent(similarity))
}

/// Rounded down, so that only the same is 100 % like it.
fn percent(similarity: f64) -> f64 {
    (similarity * 100.0).floor()
}

fn lint(message: &str, path: Option<String>) -> Lint {
    Lint { rule: "near_copy".to_owned(), message: message.to_owned(), path }
}

/// An index that a panic left half-changed is still one that finds most.
fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

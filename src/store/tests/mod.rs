//! What the store promises, tried from the outside. Ada has a keyring; most tests need no password behind it.

mod accounts;
mod ada;
mod at_rest;
mod checkup;
mod compaction;
mod dictionaries;
mod faults;
mod golden;
mod history;
mod migration;
mod opening;
mod resources;
mod rotation;

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Reader, Store, StoreError, Writer, datasets, examples};
use crate::{
    crypto::keys::Keyring,
    model::{
        candidate::{Candidate, CandidateState},
        example::{Example, Split, single_turn},
        id::{ChangeId, DatasetId, ExampleId, RunId, UserId},
        options::Options,
        run::{ItemCounts, Plan, Row, Run, RunStatus},
        template::TemplateContent,
    },
};

const ADA: UserId = UserId(1);
const GRACE: UserId = UserId(2);

/// 2026-03-14T09:26:53Z.
fn now() -> Timestamp {
    Timestamp::new(1_773_480_413, 0).unwrap()
}

fn store() -> (Store, Keyring) {
    (Store::in_memory().unwrap(), Keyring::generate().unwrap())
}

#[track_caller]
fn read<T>(store: &Store, work: impl FnOnce(&Reader) -> Result<T, StoreError>) -> T {
    store.0.read(work).unwrap()
}

#[track_caller]
fn write<T, E: From<StoreError> + std::fmt::Debug>(
    store: &Store,
    work: impl FnOnce(&Writer) -> Result<T, E>,
) -> T {
    store.0.write(work).unwrap()
}

fn contract_clauses(store: &Store, keys: &Keyring) -> DatasetId {
    write(store, |w| datasets::create(w, keys, ADA, "contract-clauses", now())).id
}

fn append(store: &Store, keys: &Keyring, dataset: DatasetId, outputs: &[&str]) -> (Vec<ExampleId>, ChangeId) {
    let new = outputs.iter().map(|output| example(output)).collect();
    write(store, |w| examples::append(w, keys, ADA, dataset, new, now()))
}

fn example(output: &str) -> Example {
    Example {
        id: ExampleId(0),
        rev: 0,
        timestamp: now(),
        updated_at: now(),
        messages: single_turn("Answer tenants plainly.", "Explain this clause.", output, Vec::new()),
        tools: Vec::new(),
        slots: BTreeMap::from([("clause".to_owned(), "Rent is due on the first.".to_owned())]),
        template: None,
        source: None,
        alternatives: Vec::new(),
        edited: false,
        rating: None,
        tags: Vec::new(),
        note: None,
        split: Split::Auto,
        extra: serde_json::Map::new(),
    }
}

fn template(user_prompt: &str) -> TemplateContent {
    TemplateContent {
        name: "Explain a clause".to_owned(),
        system_prompt: "Answer tenants plainly.".to_owned(),
        user_prompt: user_prompt.to_owned(),
        slots: vec!["clause".to_owned()],
        slot_details: BTreeMap::new(),
        is_tool_calling_template: false,
        tool_definitions: Vec::new(),
        tool_choice: crate::model::tool::ToolChoice::Auto,
        output_schema: None,
    }
}

fn run(user_prompt: &str) -> Run {
    Run {
        id: RunId(0),
        status: RunStatus::Queued,
        template: None,
        dataset: None,
        plan: Plan {
            system_prompt: "Answer tenants plainly.".to_owned(),
            user_prompt: user_prompt.to_owned(),
            tools: Vec::new(),
            tool_choice: crate::model::tool::ToolChoice::Auto,
            output_schema: None,
            rows: vec![Row::Slots(BTreeMap::from([("clause".to_owned(), "Rent.".to_owned())]))],
            row_count: 0,
            count: 2,
            model: "gemma3:4b".to_owned(),
            models: Vec::new(),
            samples: 0,
            para_model: Some("llama3.2:3b".to_owned()),
            options: Options::default(),
            seed: 7,
            wait_factor: 1,
        },
        expanded: 0,
        items: ItemCounts::default(),
        tallies: BTreeMap::new(),
        worked_seconds: 0.0,
        notice: None,
        batch: None,
        created_at: now(),
        finished_at: None,
    }
}

fn candidate(output: &str) -> Candidate {
    Candidate {
        state: CandidateState::Done,
        variation: Some("Explain this clause.".to_owned()),
        output: output.to_owned(),
        ..Candidate::unasked("gemma3:4b".to_owned(), 7, 1, now())
    }
}

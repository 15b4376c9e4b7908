//! Finding examples by text. Everything is opened and read: there is no index on the disk to leak words.

use std::ops::ControlFlow;

use super::{Page, Query};
use crate::{
    app::error::AppError,
    crypto::keys::Keyring,
    model::{
        example::Example,
        id::{DatasetId, UserId},
    },
    store::{Read, examples},
};

/// The page of those examples that mention the text.
pub(super) fn search(
    r: &impl Read,
    keyring: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    query: &Query,
) -> Result<Page, AppError> {
    let wanted = query.text.to_lowercase();
    let mut matches = Vec::new();
    examples::scan(r, keyring, owner, dataset, |example| {
        if mentions(&example, &wanted) {
            matches.push(example);
        }
        ControlFlow::Continue(())
    })?;
    let total = matches.len() as u64;
    if query.newest_first {
        matches.reverse();
    }
    Ok(Page { items: matches.into_iter().skip(query.offset).take(query.limit).collect(), total })
}

/// Whether any text of an example contains `wanted`, which is in lower case.
pub(in crate::app) fn mentions(example: &Example, wanted: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(wanted);
    let in_turn = |m: &crate::model::message::Message| {
        has(&m.content)
            || m.reasoning.as_deref().is_some_and(has)
            || m.tool_calls.iter().any(|c| has(&c.name) || c.arguments.values().any(|v| has(&v.to_string())))
    };
    example.messages.iter().any(in_turn)
        || example.slots.values().any(|value| has(value))
        || example.tags.iter().any(|tag| has(tag))
        || example.note.as_deref().is_some_and(has)
}

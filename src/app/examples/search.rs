//! Finding examples. Everything is opened and read, on all cores: there is no index on the disk to leak words.

use std::ops::ControlFlow;

use super::{Page, Query};
use crate::{
    app::error::AppError,
    crypto::keys::Keyring,
    model::id::{DatasetId, UserId},
    store::{Read, examples},
};

/// The page of those examples that the filter takes. Only ids are kept while the others are looked at.
pub(super) fn search(
    r: &impl Read,
    keyring: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    query: &Query,
) -> Result<Page, AppError> {
    let mut found = Vec::new();
    let id_if_taken = |example| query.filter.takes(&example).then_some(example.id);
    examples::map_in_order(r, keyring, owner, dataset, id_if_taken, |id| {
        found.extend(id);
        ControlFlow::Continue(())
    })?;
    let total = found.len() as u64;
    if query.newest_first {
        found.reverse();
    }
    let shown = found.into_iter().skip(query.offset).take(query.limit);
    Ok(Page { items: examples::some(r, keyring, owner, dataset, shown)?, total })
}

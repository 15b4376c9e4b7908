//! Examples of a dataset that are near copies of one another.

use std::sync::Arc;

use super::{Services, auth::sessions::Session, datasets, error::AppError, near};
use crate::{
    model::{
        example::Example,
        id::{DatasetId, ExampleId},
    },
    store::examples,
};

/// Examples of a group that are shown whole.
const MOST_SHOWN: usize = 20;

/// A page of groups.
pub struct Duplicates {
    /// The groups.
    pub groups: Vec<Group>,
    /// How many there are on all pages.
    pub total: u64,
    /// How many examples would go if one of each group stayed.
    pub extra: u64,
}

/// Examples that are alike.
pub struct Group {
    /// How much the one that differs most is like the first.
    pub similarity: f64,
    /// All of them, oldest first.
    pub ids: Vec<ExampleId>,
    /// The first of them, with how much each is like the oldest.
    pub shown: Vec<(Example, f64)>,
}

/// The near copies of a dataset among themselves, the same before those that differ.
pub async fn list(
    services: &Services,
    session: &Session,
    dataset: DatasetId,
    offset: usize,
    limit: usize,
) -> Result<Duplicates, AppError> {
    let (owner, keyring, near) = (session.user, Arc::clone(&session.keyring), Arc::clone(&services.near));
    services
        .store
        .read(move |r| {
            datasets::find(r, &keyring, owner, dataset)?;
            let all = near.groups(r, &keyring, owner, dataset)?;
            let extra = all.iter().map(|group| group.others.len() as u64).sum();
            let mut groups = Vec::new();
            for found in all.iter().skip(offset).take(limit) {
                let others = found.others.iter().map(|other| (other.id, other.similarity));
                let members: Vec<(u64, f64)> = [(found.first, 1.0)].into_iter().chain(others).collect();
                let mut shown = Vec::new();
                for (id, similarity) in members.iter().take(MOST_SHOWN) {
                    let example = examples::get(r, &keyring, owner, dataset, ExampleId(*id))?;
                    shown.extend(example.map(|example| (example, *similarity)));
                }
                let ids = members.into_iter().map(|(id, _)| ExampleId(id)).collect();
                groups.push(Group { similarity: near::closeness(found), ids, shown });
            }
            Ok(Duplicates { groups, total: all.len() as u64, extra })
        })
        .await
}

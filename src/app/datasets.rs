//! Datasets: make, name, put away, delete.

use std::sync::Arc;

use super::{Services, auth::sessions::Session, error::AppError};
use crate::{
    crypto::keys::Keyring,
    model::{
        dataset::Dataset,
        id::{DatasetId, UserId},
    },
    store::{Read, Writer, datasets},
};

/// Characters in a name, at most.
const LONGEST_NAME: usize = 200;

/// Datasets by name: those in use, or those put away.
pub async fn list(services: &Services, session: &Session, archived: bool) -> Result<Vec<Dataset>, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let mut all =
        services.store.read(move |r| Ok::<_, AppError>(datasets::list(r, &keyring, owner)?)).await?;
    all.retain(|dataset| dataset.archived == archived);
    all.sort_by_key(|dataset| (dataset.name.to_lowercase(), dataset.id));
    Ok(all)
}

/// One dataset, put away or not.
pub async fn get(services: &Services, session: &Session, id: DatasetId) -> Result<Dataset, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    services.store.read(move |r| find(r, &keyring, owner, id)).await
}

/// The dataset that a person names at the terminal: by its name, or by its id where no name is like it.
pub async fn named(services: &Services, session: &Session, name: &str) -> Result<Dataset, AppError> {
    let found = if_named(services, session, name).await?;
    found.ok_or_else(|| AppError::NotFound(format!("dataset {name}")))
}

/// The same, where there need not be one.
pub async fn if_named(
    services: &Services,
    session: &Session,
    name: &str,
) -> Result<Option<Dataset>, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let mut all =
        services.store.read(move |r| Ok::<_, AppError>(datasets::list(r, &keyring, owner)?)).await?;
    let by_id = || all.iter().position(|dataset| dataset.id.to_string() == name);
    let found = all.iter().position(|dataset| dataset.name == name).or_else(by_id);
    Ok(found.map(|at| all.swap_remove(at)))
}

/// Makes an empty dataset.
pub async fn create(services: &Services, session: &Session, name: String) -> Result<Dataset, AppError> {
    let name = checked_name(&name)?;
    let (owner, keyring, now) = (session.user, Arc::clone(&session.keyring), services.clock.now());
    services
        .store
        .write(move |w| {
            refuse_taken(w, &keyring, owner, None, &name)?;
            Ok(datasets::create(w, &keyring, owner, &name, now)?)
        })
        .await
}

/// Gives a dataset another name.
pub async fn rename(
    services: &Services,
    session: &Session,
    id: DatasetId,
    name: String,
) -> Result<(), AppError> {
    let name = checked_name(&name)?;
    change(services, session, id, move |w, keyring, owner, dataset| {
        refuse_taken(w, keyring, owner, Some(id), &name)?;
        dataset.name = name;
        Ok(())
    })
    .await
}

/// Puts a dataset away, which makes it read-only, or takes it out again.
pub async fn archive(
    services: &Services,
    session: &Session,
    id: DatasetId,
    archived: bool,
) -> Result<(), AppError> {
    change(services, session, id, move |_, _, _, dataset| {
        dataset.archived = archived;
        Ok(())
    })
    .await
}

/// Deletes a dataset with all its examples, for good. Only one that was put away first.
pub async fn delete(services: &Services, session: &Session, id: DatasetId) -> Result<(), AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    services
        .store
        .write(move |w| {
            if !find(w, &keyring, owner, id)?.archived {
                return Err(AppError::Conflict(
                    "archive this dataset before you delete it for good".to_owned(),
                ));
            }
            datasets::delete(w, owner, id)?;
            Ok(())
        })
        .await
}

/// The dataset, or the error that says that there is none.
pub(super) fn find(
    r: &impl Read,
    keyring: &Keyring,
    owner: UserId,
    id: DatasetId,
) -> Result<Dataset, AppError> {
    datasets::get(r, keyring, owner, id)?.ok_or_else(|| AppError::no_dataset(id))
}

/// The dataset, if its examples may be changed.
pub(super) fn find_open(
    r: &impl Read,
    keyring: &Keyring,
    owner: UserId,
    id: DatasetId,
) -> Result<Dataset, AppError> {
    let dataset = find(r, keyring, owner, id)?;
    if dataset.archived {
        return Err(AppError::Conflict(format!("dataset {id} is archived; unarchive it to change it")));
    }
    Ok(dataset)
}

async fn change(
    services: &Services,
    session: &Session,
    id: DatasetId,
    edit: impl FnOnce(&Writer, &Keyring, UserId, &mut Dataset) -> Result<(), AppError> + Send + 'static,
) -> Result<(), AppError> {
    let (owner, keyring, now) = (session.user, Arc::clone(&session.keyring), services.clock.now());
    services
        .store
        .write(move |w| {
            let mut dataset = find(w, &keyring, owner, id)?;
            edit(w, &keyring, owner, &mut dataset)?;
            dataset.updated_at = now;
            Ok(datasets::put(w, &keyring, owner, &dataset)?)
        })
        .await
}

/// Refuses a name that another dataset has.
pub(super) fn refuse_taken(
    r: &impl Read,
    keyring: &Keyring,
    owner: UserId,
    except: Option<DatasetId>,
    name: &str,
) -> Result<(), AppError> {
    let all = datasets::list(r, keyring, owner)?;
    match all.iter().find(|other| other.name == name && Some(other.id) != except) {
        Some(other) if other.archived => {
            Err(AppError::Conflict("an archived dataset has this name; choose another".to_owned()))
        }
        Some(_) => Err(AppError::Conflict("another dataset has this name; choose another".to_owned())),
        None => Ok(()),
    }
}

/// A name that a dataset may have.
pub(super) fn checked_name(name: &str) -> Result<String, AppError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(AppError::bad("name", "name is empty; a dataset needs a name"));
    }
    if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(AppError::bad("name", "name has at most 200 characters and no control characters"));
    }
    Ok(name.to_owned())
}

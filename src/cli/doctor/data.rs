//! The data: does the file open, are the keys complete, does every row open.

use super::{
    super::{assemble, failure::Failure, serve, terminal::Secrets},
    DoctorArgs, Finding,
};
use crate::{
    app::{auth, error::AppError},
    config::Settings,
    crypto::{kdf::Kdf, pepper::PepperRing},
    store::{
        Read, Store, StoreError, checkup,
        checkup::{BadRow, KeyState, Opened, Whereabouts, WrongCount},
    },
};

const FROM_BACKUP: &str = "Put a backup in its place: dsforge restore FILE.";

pub(super) async fn look(settings: &Settings, args: &DoctorArgs) -> Result<Vec<Finding>, Failure> {
    let path = &settings.db_path;
    let opened = match checkup::whereabouts(path) {
        Whereabouts::Nowhere => return Ok(Vec::new()),
        Whereabouts::Lost => Err(StoreError::Missing),
        Whereabouts::There => checkup::file(path).and_then(|()| Store::open(path)),
    };
    let store = match opened {
        Ok(store) => store,
        Err(StoreError::InUse) => return Err(serve::busy(settings, StoreError::InUse)),
        Err(error @ StoreError::Newer { .. }) => {
            return Ok(vec![Finding::wrong(format!("{error}."), "Get the newest dsforge.")]);
        }
        Err(error) => return Ok(vec![Finding::wrong(format!("{error}."), FROM_BACKUP)]),
    };
    let mut findings = vec![Finding::Well("Every page of it is whole, and its format is known.".to_owned())];
    let ring = assemble::known_ring(settings).unwrap_or_else(|error| {
        let todo = format!("Put a copy of {} back, or set SECRET_SALT.", settings.secret_file.display());
        findings.push(Finding::wrong(format!("{error}."), todo));
        None
    });
    let (states, in_clear) = store.read(|r| Ok::<_, StoreError>((checkup::keys(r)?, in_clear(r)?))).await?;
    findings.extend(in_clear);
    for state in &states {
        findings.extend(keys(state, ring.as_ref()));
    }
    if args.deep {
        let secrets = Secrets::of(args.password_stdin);
        for state in &states {
            findings.extend(rows(settings, &store, &state.account.username, secrets).await?);
        }
    }
    store.close().await?;
    Ok(findings)
}

/// What can be seen without any key.
fn in_clear(r: &impl Read) -> Result<Vec<Finding>, StoreError> {
    let mut findings = Vec::new();
    for name in checkup::lost_names(r)? {
        findings.push(Finding::wrong(format!("The user {name} is not found by their name."), FROM_BACKUP));
    }
    let strays = checkup::strays(r)?;
    if strays > 0 {
        let what = format!("{strays} rows belong to a dataset or a run that is not there.");
        findings.push(Finding::wrong(what, FROM_BACKUP));
    }
    Ok(findings)
}

/// Whether everything that a user has can be opened, by password and by recovery code.
fn keys(
    KeyState { account, current, epochs, rotating }: &KeyState,
    ring: Option<&PepperRing>,
) -> Vec<Finding> {
    let name = &account.username;
    let mut findings = Vec::new();
    if ring.is_none_or(|ring| !account.pepper_is_in(ring)) {
        findings.push(Finding::wrong(
            format!("The secret that the password of {name} was made with is not here."),
            format!(
                "Set SECRET_SALT to its earlier value, put a copy of the secret file back, or choose a new password \
                 with the recovery code: dsforge user reset-password {name}."
            ),
        ));
    }
    for state in epochs.iter().filter(|state| state.rows > 0 || state.epoch == *current) {
        let (what, todo) = match (state.password, state.recovery) {
            (true, true) => continue,
            (false, true) => (
                "cannot be opened by the password",
                format!("Set it anew with the recovery code: dsforge user reset-password {name}."),
            ),
            (true, false) => (
                "cannot be opened by the recovery code",
                format!("Make new keys with a new recovery code: dsforge key rotate {name}."),
            ),
            (false, false) => ("cannot be opened by anything", FROM_BACKUP.to_owned()),
        };
        findings.push(Finding::wrong(
            format!("Key {} of {name}, for {} rows, {what}.", state.epoch, state.rows),
            todo,
        ));
    }
    if *rotating {
        findings.push(Finding::Note(format!(
            "New keys of {name} are half made. The next sign-in goes on with it."
        )));
    }
    if account.kdf.is_weaker_than(Kdf::default()) {
        findings.push(Finding::Note(format!("The next sign-in of {name} stretches the password further.")));
    }
    if findings.is_empty() {
        findings.push(Finding::Well(format!("The keys of {name} are complete.")));
    }
    findings
}

/// Opens every row of a user.
async fn rows(
    settings: &Settings,
    store: &Store,
    name: &str,
    secrets: Secrets,
) -> Result<Vec<Finding>, Failure> {
    let skipped =
        || vec![Finding::Note(format!("The rows of {name} were not opened, because no password was given."))];
    let secret = match secrets.ask(&format!("Password or recovery code of {name} (nothing skips them)")) {
        Ok(secret) if !secret.is_empty() => secret,
        Ok(_) | Err(Failure::Usage(_)) => return Ok(skipped()),
        Err(failure) => return Err(failure),
    };
    let opened = auth::open(store, &assemble::gate(settings)?, name, &secret).await;
    let (user, keyring) = match opened {
        Ok(Some(opened)) => opened,
        Ok(None) => {
            let what = format!("That opens nothing of {name}, so no row was looked at.");
            return Ok(vec![Finding::wrong(what, "Try again with their password or recovery code.")]);
        }
        Err(error @ (AppError::UnknownSalt | AppError::DamagedKeys)) => {
            return Ok(vec![Finding::wrong(format!("{error}."), "Try again with the recovery code.")]);
        }
        Err(error) => return Err(error.into()),
    };
    let opened = store.read(move |r| checkup::open_all(r, user, &keyring)).await?;
    Ok(tell(name, opened))
}

fn tell(name: &str, Opened { rows, bad, named, counts }: Opened) -> Vec<Finding> {
    let mut findings = Vec::new();
    if bad == 0 {
        findings.push(Finding::Well(format!("Every row of {name} opens: {rows}.")));
    } else {
        let place = |BadRow { table, key, error }: &BadRow| {
            let key: Vec<_> = key.iter().map(u64::to_string).collect();
            format!("{table} {} ({error})", key.join("/"))
        };
        let named: Vec<_> = named.iter().map(place).collect();
        let what = format!("{bad} rows of {name} do not open, {rows} do: {}.", named.join(", "));
        findings.push(Finding::wrong(what, FROM_BACKUP));
    }
    for WrongCount { dataset, said, found } in counts {
        let what = format!("Dataset {dataset} of {name} says that it has {said} examples and has {found}.");
        findings.push(Finding::wrong(what, FROM_BACKUP));
    }
    findings
}

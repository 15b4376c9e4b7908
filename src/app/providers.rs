//! Model servers that somebody sets up. What they hold is known to the program from the sign-in on, and a change
//! takes effect at once.

use std::{sync::Arc, time::Duration};

use zeroize::Zeroizing;

use super::{Services, auth::sessions::Session, error::AppError};
use crate::{
    llm::{self, Llm, ServerKind, ServerStatus, SetUpError, address::Address},
    model::{
        id::{ProviderId, UserId},
        provider::{ApiKey, Provider, ProviderKind},
    },
    store::{Writer, providers},
};

/// The id of the server of the settings. Ids of rows begin at 1.
pub const BUILT_IN: ProviderId = ProviderId(0);

/// Servers of one person.
const MOST: usize = 64;
/// Letters of a name.
const LONGEST_NAME: usize = 64;
/// Bytes of an address.
const LONGEST_ADDRESS: usize = 500;
/// Questions at once that somebody may fix.
const WIDEST: u32 = 256;
/// The name of the models that are part of dsforge.
const DEMO: &str = "demo";

/// A server as it is to be.
#[derive(Clone, Debug)]
pub struct ProviderInput {
    /// What it is called: one segment, unique.
    pub name: String,
    /// What it speaks.
    pub kind: ProviderKind,
    /// Where it listens.
    pub address: String,
    /// What lets dsforge in. None keeps the key, nothing but space takes it away.
    pub api_key: Option<Zeroizing<String>>,
    /// Whether its models can be used.
    pub enabled: bool,
    /// Its place from 1; none to stay, or to be the last.
    pub position: Option<u32>,
    /// How many questions it is asked at once; none to find that out.
    pub width: Option<u32>,
}

/// A server as it is shown: without its key.
#[derive(Clone, Debug)]
pub struct ProviderSummary {
    /// Its id.
    pub id: ProviderId,
    /// What it is called.
    pub name: String,
    /// What it speaks.
    pub kind: ProviderKind,
    /// Where it listens, complete.
    pub address: String,
    /// Whether it has a key.
    pub has_key: bool,
    /// Whether its models can be used.
    pub enabled: bool,
    /// Its place from 1; 0 for the server of the settings.
    pub position: u32,
    /// How many questions it is asked at once; none to find that out.
    pub width: Option<u32>,
    /// Whether what is sent to it stays on this machine or in its own network.
    pub local: bool,
    /// What the person should know of its address.
    pub hint: Option<String>,
}

/// What came of trying a server.
pub struct Tried {
    /// How it is.
    pub status: ServerStatus,
    /// The names of its models.
    pub models: Vec<String>,
    /// How long it took to say so.
    pub took: Duration,
}

/// Everybody's server first, unless it is replaced, then one's own in their order.
pub async fn list(services: &Services, session: &Session) -> Result<Vec<ProviderSummary>, AppError> {
    let own = stored(services, session).await?;
    let is_replaced = |server: &Arc<dyn Llm>| own.iter().any(|provider| provider.name == server.name());
    let settings = services.servers.from_settings().filter(|server| !is_replaced(server));
    let mut all: Vec<_> = settings.map(|server| built_in(server.as_ref())).collect();
    all.extend(own.iter().map(summary));
    Ok(all)
}

/// One server.
pub async fn get(
    services: &Services,
    session: &Session,
    id: ProviderId,
) -> Result<ProviderSummary, AppError> {
    let all = list(services, session).await?;
    all.into_iter().find(|provider| provider.id == id).ok_or_else(|| no_provider(id))
}

/// Sets up another server.
pub async fn create(
    services: &Services,
    session: &Session,
    input: ProviderInput,
) -> Result<ProviderSummary, AppError> {
    let provider = checked(BUILT_IN, input, None)?;
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let made = services.store.write(move |w| {
        let others = providers::list(w, &keyring, owner)?;
        if others.len() >= MOST {
            return Err(AppError::Conflict(format!(
                "there are {MOST} model servers already; delete one first"
            )));
        }
        check_name(&provider, &others)?;
        let made = providers::insert(w, &keyring, owner, provider)?;
        let place = made.position;
        arrange(w, &keyring, owner, made, place)
    });
    let made = made.await?;
    load(services, session).await?;
    Ok(summary(&made))
}

/// Changes a server.
pub async fn update(
    services: &Services,
    session: &Session,
    id: ProviderId,
    input: ProviderInput,
) -> Result<(), AppError> {
    refuse_built_in(id)?;
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let changed = services.store.write(move |w| {
        let before = providers::get(w, &keyring, owner, id)?.ok_or_else(|| no_provider(id))?;
        let provider = checked(id, input, Some(&before))?;
        let others = providers::list(w, &keyring, owner)?;
        check_name(&provider, &others)?;
        let place = provider.position;
        arrange(w, &keyring, owner, provider, place)
    });
    changed.await?;
    load(services, session).await
}

/// Takes a server away. Answers that came from it stay.
pub async fn delete(services: &Services, session: &Session, id: ProviderId) -> Result<(), AppError> {
    refuse_built_in(id)?;
    let owner = session.user;
    if !services.store.write(move |w| Ok::<_, AppError>(providers::delete(w, owner, id)?)).await? {
        return Err(no_provider(id));
    }
    load(services, session).await
}

/// Tries a server, whether its models can be used or not.
pub async fn try_out(services: &Services, session: &Session, id: ProviderId) -> Result<Tried, AppError> {
    let server = if id == BUILT_IN {
        services.servers.from_settings().next().ok_or_else(|| no_provider(id))?
    } else {
        let own = stored(services, session).await?;
        let provider = own.into_iter().find(|provider| provider.id == id).ok_or_else(|| no_provider(id))?;
        llm::connect(&provider, services.servers.timers()).map_err(cannot_connect)?
    };
    let began = services.clock.elapsed();
    let (status, models) = futures_util::join!(server.status(), server.models());
    let models = models.unwrap_or_default().into_iter().map(|model| model.name).collect();
    Ok(Tried { status, models, took: services.clock.elapsed().saturating_sub(began) })
}

/// Makes the program know somebody's servers.
pub(super) async fn load(services: &Services, session: &Session) -> Result<(), AppError> {
    // One at a time: what was read first must not be taken over last.
    let _turn = services.provider_changes.lock().await;
    let own = stored(services, session).await?;
    services.servers.set_up(session.user, own);
    Ok(())
}

/// Forgets the servers of everybody who has neither a session nor work under way.
pub(super) fn forget_absent(services: &Services) {
    services.servers.forget(|owner| !services.sessions.has(owner) && !services.runs.is_working_for(owner));
}

async fn stored(services: &Services, session: &Session) -> Result<Vec<Provider>, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    services.store.read(move |r| Ok(providers::list(r, &keyring, owner)?)).await
}

/// A server that can be set up, with the key of before where none is given.
fn checked(id: ProviderId, input: ProviderInput, before: Option<&Provider>) -> Result<Provider, AppError> {
    let ProviderInput { name, kind, address, api_key, enabled, position, width } = input;
    let name = name.trim().to_owned();
    if address.len() > LONGEST_ADDRESS {
        return Err(AppError::bad("address", format!("address has at most {LONGEST_ADDRESS} bytes")));
    }
    if let Some(width) = width.filter(|width| !(1..=WIDEST).contains(width)) {
        return Err(AppError::bad(
            "width",
            format!("width is {width}; a server is asked 1 to {WIDEST} at once"),
        ));
    }
    if position == Some(0) {
        return Err(AppError::bad("position", "position starts at 1"));
    }
    let address = parsed(kind, &address)?;
    let api_key = match api_key {
        Some(typed) => ApiKey::typed(&typed),
        None => kept_key(before, &address)?,
    };
    if api_key.as_ref().is_some_and(|key| !key.is_sendable()) {
        let message =
            "api_key holds a space, a letter that no key has, or more than 4096 letters; copy it again";
        return Err(AppError::bad("api_key", message));
    }
    let position = position.or(before.map(|before| before.position)).unwrap_or(u32::MAX);
    Ok(Provider { id, name, kind, address: address.to_string(), api_key, enabled, position, width })
}

fn parsed(kind: ProviderKind, address: &str) -> Result<Address, AppError> {
    if address.trim().is_empty() {
        return Err(AppError::bad("address", "address is empty; it is one such as http://127.0.0.1:8080"));
    }
    let parsed = match kind {
        ProviderKind::Ollama => Address::parse(address, None),
        ProviderKind::Openai => Address::parse_base(address),
    };
    parsed.map_err(|error| AppError::bad("address", format!("address {error}")))
}

/// The key so far, which is for the place so far: at another it would be told to whoever listens there.
fn kept_key(before: Option<&Provider>, address: &Address) -> Result<Option<ApiKey>, AppError> {
    let Some(Provider { api_key: Some(key), address: old, .. }) = before else { return Ok(None) };
    if *old == address.as_str() {
        return Ok(Some(key.clone()));
    }
    let message = "api_key has to be entered again when the address changes, so that it is not sent to another \
                   server by mistake; leave it empty for none";
    Err(AppError::bad("api_key", message))
}

fn check_name(provider: &Provider, others: &[Provider]) -> Result<(), AppError> {
    let name = provider.name.as_str();
    let wrong = |message: String| Err(AppError::bad("name", message));
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return wrong(format!("name has 1 to {LONGEST_NAME} letters"));
    }
    if name.contains('/') || name.chars().any(char::is_control) {
        return wrong("name is one word or more without a slash: models are named server/model".to_owned());
    }
    if name.to_lowercase() == DEMO {
        return wrong(
            "the name demo belongs to the models that are part of dsforge; choose another".to_owned(),
        );
    }
    let is_taken =
        |other: &&Provider| other.id != provider.id && other.name.to_lowercase() == name.to_lowercase();
    match others.iter().find(is_taken) {
        Some(_) => {
            Err(AppError::Conflict(format!("there is a model server {name} already; choose another name")))
        }
        None => Ok(()),
    }
}

/// Writes a server to its place, and moves those behind it.
fn arrange(
    w: &Writer,
    keyring: &crate::crypto::keys::Keyring,
    owner: UserId,
    moved: Provider,
    place: u32,
) -> Result<Provider, AppError> {
    let mut all = providers::list(w, keyring, owner)?;
    let before = all.clone();
    all.retain(|provider| provider.id != moved.id);
    let at = usize::try_from(place.saturating_sub(1)).unwrap_or(usize::MAX).min(all.len());
    let id = moved.id;
    all.insert(at, moved);
    for (position, provider) in (1..).zip(&mut all) {
        provider.position = position;
        if !before.contains(provider) {
            providers::put(w, keyring, owner, provider)?;
        }
    }
    all.into_iter().find(|provider| provider.id == id).ok_or_else(|| no_provider(id))
}

fn built_in(server: &dyn Llm) -> ProviderSummary {
    let address = server.address().unwrap_or_default().to_owned();
    ProviderSummary {
        id: BUILT_IN,
        name: server.name().to_owned(),
        kind: match server.kind() {
            ServerKind::Openai => ProviderKind::Openai,
            ServerKind::Ollama | ServerKind::Demo => ProviderKind::Ollama,
        },
        has_key: false,
        enabled: true,
        position: 0,
        width: server.fixed_width().and_then(|width| u32::try_from(width).ok()),
        local: server.is_local(),
        hint: hint(&address, server.is_local()),
        address,
    }
}

fn summary(provider: &Provider) -> ProviderSummary {
    let local = parsed(provider.kind, &provider.address).is_ok_and(|address| address.is_local());
    ProviderSummary {
        id: provider.id,
        name: provider.name.clone(),
        kind: provider.kind,
        address: provider.address.clone(),
        has_key: provider.api_key.is_some(),
        enabled: provider.enabled,
        position: provider.position,
        width: provider.width,
        local,
        hint: hint(&provider.address, local),
    }
}

/// What is to be known of an address that is not near.
fn hint(address: &str, local: bool) -> Option<String> {
    if local {
        return None;
    }
    let sent = "Prompts and answers leave your own network when you use this server.";
    let in_clear = "They go there unencrypted: use an address that begins with https.";
    Some(if address.starts_with("https://") { sent.to_owned() } else { format!("{sent} {in_clear}") })
}

fn refuse_built_in(id: ProviderId) -> Result<(), AppError> {
    if id != BUILT_IN {
        return Ok(());
    }
    let message = "this server comes from OLLAMA_HOST and is changed there; a server of your own with the name ollama \
                   takes its place";
    Err(AppError::Conflict(message.to_owned()))
}

fn cannot_connect(error: SetUpError) -> AppError {
    AppError::bad("address", error.to_string())
}

fn no_provider(id: ProviderId) -> AppError {
    AppError::NotFound(format!("model server {id}"))
}

//! Which models there are, and which one a request means.

use std::sync::Arc;

use futures_util::{FutureExt as _, Stream, future::BoxFuture, stream};
use tokio::sync::mpsc;

use super::{Services, auth::sessions::Session, error::AppError};
use crate::{
    llm::{LlmError, PullProgress, ServerKind, same_model},
    store::accounts,
};

/// The models of a run.
pub struct Chosen {
    /// Who answers.
    pub model: String,
    /// Who paraphrases; none when nothing is to be paraphrased.
    pub para_model: Option<String>,
}

/// Settles who answers and who paraphrases: the request, else the preferences. Both are checked to exist.
pub async fn choose(
    services: &Services,
    session: &Session,
    model: Option<String>,
    para_model: Option<String>,
    paraphrases: bool,
) -> Result<Chosen, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let preferences =
        services.store.read(move |r| Ok::<_, AppError>(accounts::preferences(r, owner, &keyring)?)).await?;
    let model =
        model.or(preferences.default_gen_model).ok_or_else(|| not_chosen("model", "default_gen_model"))?;
    check(services, session, &model).await?;
    if !paraphrases {
        return Ok(Chosen { model, para_model: None });
    }
    let para_model = para_model.or(preferences.default_para_model).unwrap_or_else(|| model.clone());
    if para_model != model {
        check(services, session, &para_model).await?;
    }
    Ok(Chosen { model, para_model: Some(para_model) })
}

/// The model that paraphrases, when nothing else is asked.
pub async fn choose_paraphraser(
    services: &Services,
    session: &Session,
    model: Option<String>,
) -> Result<String, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let preferences =
        services.store.read(move |r| Ok::<_, AppError>(accounts::preferences(r, owner, &keyring)?)).await?;
    let model = model
        .or(preferences.default_para_model)
        .or(preferences.default_gen_model)
        .ok_or_else(|| not_chosen("model", "default_para_model"))?;
    check(services, session, &model).await?;
    Ok(model)
}

/// Whether a model can be asked: its server answers and has it.
pub async fn check(services: &Services, session: &Session, model: &str) -> Result<(), AppError> {
    let fleet = services.servers.of(session.user);
    let (server, name) =
        fleet.find(model).await.map_err(|error| AppError::bad("model", error.to_string()))?;
    let has = server.models().await?.iter().any(|known| same_model(&known.name, &name));
    if has {
        return Ok(());
    }
    let how = server.how_to_get(&name);
    Err(AppError::bad("model", format!("the server {} has no model {name}. {how}", server.name())))
}

/// News of a model that is being got.
#[derive(Clone, Debug, PartialEq)]
pub enum PullEvent {
    /// How far it is.
    Progress(PullProgress),
    /// It is there.
    Done,
    /// It could not be had.
    Failed(LlmError),
}

/// Has an Ollama server get a model: the one of that name, or the first. The news end with `Done` or `Failed`;
/// letting go of them calls the work off, and Ollama goes on from there when it is asked again.
pub fn pull(
    services: &Services,
    session: &Session,
    model: String,
    server: Option<String>,
) -> Result<impl Stream<Item = PullEvent> + Send + 'static, AppError> {
    let model = model.trim().to_owned();
    if model.is_empty() || model.chars().any(|letter| letter.is_whitespace() || letter.is_control()) {
        return Err(AppError::bad("model", "model is one word, such as gemma3:4b"));
    }
    let fleet = services.servers.of(session.user);
    let found = match &server {
        Some(name) => fleet.named(name),
        None => fleet.all().find(|server| server.kind() == ServerKind::Ollama),
    };
    let server = found.ok_or_else(|| match server {
        Some(name) => AppError::bad("server", format!("there is no model server {name}")),
        None => AppError::bad("server", "no server here gets models; set up an Ollama first"),
    })?;
    if server.kind() != ServerKind::Ollama {
        let message = format!("{} is no Ollama; give it its models where it runs", server.name());
        return Err(AppError::bad("server", message));
    }
    let (news, progress) = mpsc::unbounded_channel();
    let work = async move {
        let mut tell = |update| drop(news.send(update));
        match server.pull(&model, &mut tell).await {
            Ok(()) => {
                fleet.look_again(server.name()).await;
                PullEvent::Done
            }
            Err(error) => PullEvent::Failed(error),
        }
    };
    Ok(stream::unfold(Pulling { progress, work: Some(work.boxed()), last: None }, Pulling::next))
}

/// A model that is being got. Whoever asks for the next news drives the work, so nothing piles up and nothing
/// goes on when they leave.
struct Pulling {
    progress: mpsc::UnboundedReceiver<PullProgress>,
    work: Option<BoxFuture<'static, PullEvent>>,
    last: Option<PullEvent>,
}

impl Pulling {
    async fn next(mut self) -> Option<(PullEvent, Self)> {
        while let Some(work) = &mut self.work {
            tokio::select! {
                biased;
                Some(update) = self.progress.recv() => return Some((PullEvent::Progress(update), self)),
                outcome = work => {
                    self.last = Some(outcome);
                    self.work = None;
                }
            }
        }
        match self.progress.try_recv() {
            Ok(update) => Some((PullEvent::Progress(update), self)),
            Err(_) => self.last.take().map(|last| (last, self)),
        }
    }
}

fn not_chosen(field: &str, preference: &str) -> AppError {
    AppError::bad(
        field,
        format!("no model is chosen; name one as `{field}` or set the preference `{preference}`"),
    )
}

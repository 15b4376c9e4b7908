//! Which models there are, and which one a request means.

use std::sync::Arc;

use super::{Services, auth::sessions::Session, error::AppError};
use crate::store::accounts;

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
    check(services, &model).await?;
    if !paraphrases {
        return Ok(Chosen { model, para_model: None });
    }
    let para_model = para_model.or(preferences.default_para_model).unwrap_or_else(|| model.clone());
    if para_model != model {
        check(services, &para_model).await?;
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
    check(services, &model).await?;
    Ok(model)
}

/// Whether a model can be asked: its server answers and has it.
pub async fn check(services: &Services, model: &str) -> Result<(), AppError> {
    let (server, name) =
        services.servers.find(model).map_err(|error| AppError::bad("model", error.to_string()))?;
    let has = server.models().await?.iter().any(|known| is_same(&known.name, &name));
    if has {
        return Ok(());
    }
    let how = if server.is_demo() {
        "The demo models are demo/writer and demo/tools.".to_owned()
    } else {
        format!("Get it with `ollama pull {name}`, or choose another model.")
    };
    Err(AppError::bad("model", format!("the server {} has no model {name}. {how}", server.name())))
}

/// The most tokens that a model was made for; none when its server does not say.
pub async fn context_length(services: &Services, model: &str) -> Option<u64> {
    let (server, name) = services.servers.find(model).ok()?;
    let models = server.models().await.ok()?;
    models.into_iter().find(|known| is_same(&known.name, &name))?.context_length
}

/// Whether two names mean one model: a name without a tag means the tag `latest`.
fn is_same(known: &str, wanted: &str) -> bool {
    known == wanted || known.strip_suffix(":latest") == Some(wanted)
}

fn not_chosen(field: &str, preference: &str) -> AppError {
    AppError::bad(
        field,
        format!("no model is chosen; name one as `{field}` or set the preference `{preference}`"),
    )
}

//! Model servers over HTTP. A key goes in and never comes out.

use std::sync::Arc;

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::{
    Tag,
    auth::SignedIn,
    body::Body,
    error::Result,
    models::ServerState,
    page::{Created, NoContent},
    wire::wire_enum,
};
use crate::{
    app::{
        Services,
        providers::{self, BUILT_IN, ProviderSummary, Tried},
    },
    llm, model,
    model::id::ProviderId,
};

wire_enum! {
    /// What a model server speaks.
    ProviderKind from model::provider::ProviderKind {
        /// Ollama's own API.
        Ollama,
        /// The API that OpenAI made common: llama.cpp, LM Studio, vLLM and many hosted ones.
        Openai,
    }
}

/// A model server.
#[derive(Object)]
struct Provider {
    /// Its id; 0 for the server of `OLLAMA_HOST`, which is changed there and not here.
    id: u64,
    /// What it is called in `server/model`.
    name: String,
    /// What it speaks.
    kind: ProviderKind,
    /// Where it listens.
    address: String,
    /// Whether it has an API key. The key itself is never given out.
    has_key: bool,
    /// Whether its models can be used.
    enabled: bool,
    /// Its place among your servers, from 1; 0 for the server of `OLLAMA_HOST`.
    position: u32,
    /// How many questions it is asked at once; null to find that out.
    width: Option<u32>,
    /// Whether it comes from `OLLAMA_HOST`.
    built_in: bool,
    /// False when prompts and answers leave this machine and its network.
    local: bool,
    /// What to know of its address; null when there is nothing.
    hint: Option<String>,
}

/// A model server as it is to be.
#[derive(Object, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProviderInput {
    /// What it is called in `server/model`: unique, without a slash. With the name `ollama` it takes the place of
    /// the server of `OLLAMA_HOST`.
    name: String,
    /// What it speaks.
    kind: ProviderKind,
    /// Where it listens. An OpenAI-compatible address may end in `/v1` or not.
    address: String,
    /// The key that it asks for. Left out, the key stays as it is; empty, there is none. A new address needs it
    /// again.
    api_key: Option<String>,
    /// Whether its models can be used.
    #[oai(default = "yes")]
    #[serde(default = "yes")]
    enabled: bool,
    /// Its place among your servers, from 1; the others make room. Left out, it stays, or a new one comes last.
    position: Option<u32>,
    /// How many questions it is asked at once, 1 to 256; left out to find that out.
    width: Option<u32>,
}

/// What came of trying a server.
#[derive(Object)]
struct ProviderTest {
    /// How it is.
    state: ServerState,
    /// What to do next; null when all is well.
    message: Option<String>,
    /// What it calls its version.
    version: Option<String>,
    /// The names of its models.
    models: Vec<String>,
    /// How long it took to answer.
    seconds: f64,
}

fn yes() -> bool {
    true
}

/// Where models are asked.
pub(super) struct ProvidersApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Models")]
impl ProvidersApi {
    /// List model servers
    ///
    /// The server of `OLLAMA_HOST` first, unless one of yours has its name, then yours in their order.
    #[oai(path = "/providers", method = "get", operation_id = "list_providers")]
    async fn list(&self, who: SignedIn) -> Result<Json<Vec<Provider>>> {
        let all = providers::list(&self.0, who.session()).await?;
        Ok(Json(all.into_iter().map(Provider::from).collect()))
    }

    /// Set up a model server
    #[oai(path = "/providers", method = "post", operation_id = "create_provider")]
    async fn create(&self, who: SignedIn, body: Body<ProviderInput>) -> Result<Created<Provider>> {
        let made = providers::create(&self.0, who.session(), body.0.into()).await?;
        Ok(Created::Created(Json(made.into())))
    }

    /// Get a model server
    #[oai(path = "/providers/:id", method = "get", operation_id = "get_provider")]
    async fn get(&self, who: SignedIn, id: Path<u64>) -> Result<Json<Provider>> {
        Ok(Json(providers::get(&self.0, who.session(), ProviderId(id.0)).await?.into()))
    }

    /// Change a model server
    ///
    /// From now on, runs that are under way included.
    #[oai(path = "/providers/:id", method = "put", operation_id = "update_provider")]
    async fn update(&self, who: SignedIn, id: Path<u64>, body: Body<ProviderInput>) -> Result<NoContent> {
        providers::update(&self.0, who.session(), ProviderId(id.0), body.0.into()).await?;
        Ok(NoContent::Done)
    }

    /// Take a model server away
    ///
    /// Answers that came from it stay.
    #[oai(path = "/providers/:id", method = "delete", operation_id = "delete_provider")]
    async fn delete(&self, who: SignedIn, id: Path<u64>) -> Result<NoContent> {
        providers::delete(&self.0, who.session(), ProviderId(id.0)).await?;
        Ok(NoContent::Done)
    }

    /// Try a model server
    ///
    /// Asks it for its models. A server that cannot be used is no failure of this request: `state` says so.
    #[oai(path = "/providers/:id/test", method = "post", operation_id = "test_provider")]
    async fn test(&self, who: SignedIn, id: Path<u64>) -> Result<Json<ProviderTest>> {
        Ok(Json(providers::try_out(&self.0, who.session(), ProviderId(id.0)).await?.into()))
    }
}

impl From<ProviderSummary> for Provider {
    fn from(summary: ProviderSummary) -> Self {
        let ProviderSummary { id, name, kind, address, has_key, enabled, position, width, local, hint } =
            summary;
        let (kind, built_in, id) = (kind.into(), id == BUILT_IN, id.0);
        Self { id, name, kind, address, has_key, enabled, position, width, built_in, local, hint }
    }
}

impl From<ProviderInput> for providers::ProviderInput {
    fn from(input: ProviderInput) -> Self {
        let ProviderInput { name, kind, address, api_key, enabled, position, width } = input;
        let api_key = api_key.map(Zeroizing::new);
        Self { name, kind: kind.into(), address, api_key, enabled, position, width }
    }
}

impl From<Tried> for ProviderTest {
    fn from(tried: Tried) -> Self {
        let Tried { status: llm::ServerStatus { state, version, advice }, models, took } = tried;
        Self { state: state.into(), message: advice, version, models, seconds: took.as_secs_f64() }
    }
}

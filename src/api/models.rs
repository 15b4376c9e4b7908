//! Models over HTTP.

use std::sync::Arc;

use futures_util::future::join_all;
use poem_openapi::{Enum, Object, OpenApi, payload::Json};

use super::{
    Tag,
    auth::SignedIn,
    error::Result,
    wire::{all, wire_enum},
};
use crate::{
    app::Services,
    llm::{self, Llm, UsableModel},
};

wire_enum! {
    /// States of a model server.
    ServerState from llm::ServerState {
        /// It has models and answers.
        Ok,
        /// It answers and has no model.
        NoModels,
        /// It does not answer.
        Unreachable,
        /// It answers and lacks what dsforge needs.
        TooOld,
    }
}

/// What a model server speaks.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
enum ServerKind {
    /// Ollama's own API.
    Ollama,
    /// Nothing: it is built in, and its answers are made up.
    Demo,
}

/// The servers and their models.
#[derive(Object)]
struct Models {
    /// Every server, those built in last.
    servers: Vec<Server>,
    /// What can be used now.
    models: Vec<ModelDetails>,
}

/// A model server.
#[derive(Object)]
struct Server {
    /// What it is called in `server/model`.
    name: String,
    /// What it speaks.
    kind: ServerKind,
    /// Where it listens; null when it is built in.
    address: Option<String>,
    /// How it is.
    state: ServerState,
    /// What to do next; null when all is well.
    message: Option<String>,
    /// What it calls its version.
    version: Option<String>,
}

/// A model that can be used now.
#[derive(Object)]
struct ModelDetails {
    /// Its name, as other requests take it.
    name: String,
    /// Its server.
    server: String,
    /// Whether its answers are made up.
    demo: bool,
    /// False when prompts leave this machine.
    local: bool,
    /// `completion`, `tools`, `thinking` and the like.
    capabilities: Vec<String>,
    /// The most tokens it was made for.
    context_length: Option<u64>,
    /// Bytes on disk.
    size: Option<u64>,
    /// Such as `4.3B`.
    parameter_size: Option<String>,
    /// Whether it is in memory.
    loaded: bool,
}

/// The models of this installation.
pub(super) struct ModelsApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Models")]
impl ModelsApi {
    /// List the models that can be used now
    ///
    /// By name. Empty when there is none; the details say why.
    #[oai(path = "/models", method = "get", operation_id = "list_models")]
    async fn list(&self, _who: SignedIn) -> Result<Json<Vec<String>>> {
        let usable = self.0.servers.usable().await;
        Ok(Json(usable.into_iter().map(|usable| usable.model.name).collect()))
    }

    /// Look at servers and models
    #[oai(path = "/models/details", method = "get", operation_id = "list_model_details")]
    async fn details(&self, _who: SignedIn) -> Result<Json<Models>> {
        let servers: Vec<_> = self.0.servers.all().collect();
        let looks = join_all(servers.iter().map(|server| look(server.as_ref())));
        let (servers, usable) = futures_util::join!(looks, self.0.servers.usable());
        Ok(Json(Models { servers, models: all(usable) }))
    }
}

async fn look(server: &dyn Llm) -> Server {
    let llm::ServerStatus { state, version, advice } = server.status().await;
    Server {
        name: server.name().to_owned(),
        kind: if server.is_demo() { ServerKind::Demo } else { ServerKind::Ollama },
        address: server.address().map(str::to_owned),
        state: state.into(),
        message: advice,
        version,
    }
}

impl From<UsableModel> for ModelDetails {
    fn from(usable: UsableModel) -> Self {
        let UsableModel { server, demo, model } = usable;
        let llm::ModelDetails {
            name,
            capabilities,
            context_length,
            size,
            parameter_size,
            digest: _,
            loaded,
            local,
            modified_at: _,
        } = model;
        Self { name, server, demo, local, capabilities, context_length, size, parameter_size, loaded }
    }
}

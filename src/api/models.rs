//! Models over HTTP.

use std::sync::Arc;

use futures_util::{StreamExt as _, future::join_all, stream::BoxStream};
use poem::web::sse::Event;
use poem_openapi::{
    Object, OpenApi, Union,
    payload::{EventStream, Json},
    types::ToJSON as _,
};
use serde::Deserialize;

use super::{
    Tag,
    auth::SignedIn,
    body::Body,
    error::Result,
    run_events::KEEP_ALIVE,
    wire::{all, wire_enum},
};
use crate::{
    app::{
        Services,
        models::{self, PullEvent},
    },
    llm::{self, Llm, UsableModel},
};

wire_enum! {
    /// States of a model server.
    ServerState from llm::ServerState {
        /// It has models and answers.
        Ok,
        /// It answers and has no model.
        NoModels,
        /// It answers and is not ready yet.
        Loading,
        /// It wants an API key, or another one.
        Unauthorized,
        /// It answers and lacks what dsforge needs.
        TooOld,
        /// It answers, but not as a model server does.
        Unusable,
        /// It does not answer.
        Unreachable,
    }
}

wire_enum! {
    /// What a model server speaks.
    ServerKind from llm::ServerKind {
        /// Ollama's own API.
        Ollama,
        /// The API that OpenAI made common.
        Openai,
        /// Nothing: it is built in, and its answers are made up.
        Demo,
    }
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
    /// False when prompts leave this machine and its network.
    local: bool,
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
    /// False when prompts leave this machine and its network, as those to a model of Ollama's cloud do.
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
    /// Whether it is being read into memory just now.
    loading: bool,
    /// Names the exact build, where the server says.
    digest: Option<String>,
}

/// A model to get.
#[derive(Object, Deserialize)]
#[serde(deny_unknown_fields)]
struct PullInput {
    /// Its name in Ollama's library, such as `gemma3:4b`.
    model: String,
    /// Which Ollama gets it; left out, the first.
    server: Option<String>,
}

/// News of a model that is being got. The event's type says which.
#[derive(Union)]
enum PullNews {
    /// `progress`: how far it is.
    Progress(PullProgress),
    /// `end`, last: whether it is there.
    End(PullEnd),
}

/// How far a server is with getting a model.
#[derive(Object)]
struct PullProgress {
    /// What the server is doing, in its own words.
    status: String,
    /// Bytes of the part that it is getting; null between the parts.
    total: Option<u64>,
    /// Bytes that it has of that part.
    completed: Option<u64>,
}

/// Nothing more will come.
#[derive(Object)]
struct PullEnd {
    /// Whether the model is there.
    finished: bool,
    /// Why it is not, and what to do.
    detail: Option<String>,
}

/// The models of this installation.
pub(super) struct ModelsApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Models")]
impl ModelsApi {
    /// List the models that can be used now
    ///
    /// By name. Empty when there is none; the details say why.
    #[oai(path = "/models", method = "get", operation_id = "list_models")]
    async fn list(&self, who: SignedIn) -> Result<Json<Vec<String>>> {
        let usable = self.0.servers.of(who.session().user).usable().await;
        Ok(Json(usable.into_iter().map(|usable| usable.model.name).collect()))
    }

    /// Look at servers and models
    #[oai(path = "/models/details", method = "get", operation_id = "list_model_details")]
    async fn details(&self, who: SignedIn) -> Result<Json<Models>> {
        let fleet = self.0.servers.of(who.session().user);
        let servers: Vec<_> = fleet.all().collect();
        let looks = join_all(servers.iter().map(|server| look(server.as_ref())));
        let (servers, usable) = futures_util::join!(looks, fleet.usable());
        Ok(Json(Models { servers, models: all(usable) }))
    }

    /// Have an Ollama get a model
    ///
    /// Answers with server-sent events: `progress` while it loads, and `end`. Closing the connection calls it off;
    /// what is there by then is not loaded again.
    #[oai(path = "/models/pull", method = "post", operation_id = "pull_model")]
    #[expect(clippy::unused_async, reason = "operations are asynchronous, and the waiting is in the stream")]
    async fn pull(
        &self,
        who: SignedIn,
        body: Body<PullInput>,
    ) -> Result<EventStream<BoxStream<'static, PullNews>>> {
        let PullInput { model, server } = body.0;
        let news = models::pull(&self.0, who.session(), model, server)?;
        let news: BoxStream<'static, PullNews> = news.map(PullNews::from).boxed();
        Ok(EventStream::new(news).keep_alive(KEEP_ALIVE).to_event(|news| {
            let (kind, json) = match news {
                PullNews::Progress(news) => ("progress", news.to_json_string()),
                PullNews::End(news) => ("end", news.to_json_string()),
            };
            Event::message(json).event_type(kind)
        }))
    }
}

async fn look(server: &dyn Llm) -> Server {
    let llm::ServerStatus { state, version, advice } = server.status().await;
    Server {
        name: server.name().to_owned(),
        kind: server.kind().into(),
        address: server.address().map(str::to_owned),
        local: server.is_local(),
        state: state.into(),
        message: advice,
        version,
    }
}

impl From<PullEvent> for PullNews {
    fn from(event: PullEvent) -> Self {
        match event {
            PullEvent::Progress(llm::PullProgress { status, total, completed }) => {
                Self::Progress(PullProgress { status, total, completed })
            }
            PullEvent::Done => Self::End(PullEnd { finished: true, detail: None }),
            PullEvent::Failed(error) => {
                Self::End(PullEnd { finished: false, detail: Some(error.to_string()) })
            }
        }
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
            digest,
            loaded,
            loading,
            local,
            modified_at: _,
        } = model;
        Self {
            name,
            server,
            demo,
            local,
            capabilities,
            context_length,
            size,
            parameter_size,
            loaded,
            loading,
            digest,
        }
    }
}

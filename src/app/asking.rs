//! One way to ask a model, for answers and paraphrases alike: find its server, wait for a place there, give
//! it room for the prompt, and pass on what it writes.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    jobs::lanes::Lanes,
    llm::{Answer, ChatRequest, Llm, LlmError, Piece, Servers, context},
    model::id::UserId,
};

/// Asks models, each server no more at once than it works on at once.
pub struct Asking {
    servers: Arc<Servers>,
    lanes: Lanes,
    /// The context size each model of a server is asked for. It only grows: every change makes the server load the model
    /// anew, so a short prompt after a long one keeps the long one's size.
    sizes: Mutex<HashMap<(String, String), u32>>,
}

impl Asking {
    /// Nobody has been asked yet.
    pub fn new(servers: Arc<Servers>) -> Self {
        Self { servers, lanes: Lanes::default(), sizes: Mutex::default() }
    }

    /// Asks `model` for somebody, under the name by which other requests take it. `begin` is called when it is
    /// this question's turn, with the context it asks for; only then the timers run.
    pub async fn ask(
        &self,
        owner: UserId,
        model: &str,
        mut request: ChatRequest,
        begin: impl FnOnce(Option<u32>),
        on_piece: &mut (dyn FnMut(Piece) + Send),
    ) -> Result<Answer, LlmError> {
        let (server, name) = self.servers.of(owner).find(model).await?;
        let _place = self.lanes.enter(server.lane(), server.width()).await;
        if request.options.num_ctx.is_none() {
            request.options.num_ctx = self.size(server.as_ref(), &name, &request).await;
        }
        begin(request.options.num_ctx);
        request.model = name;
        server.chat(&request, on_piece).await
    }

    /// The context to ask for; none leaves the server at its default.
    async fn size(&self, server: &dyn Llm, name: &str, request: &ChatRequest) -> Option<u32> {
        let needed = context::needed(&request.messages, &request.tools, &request.options);
        let place = (server.lane().to_owned(), name.to_owned());
        let known = self.sizes.lock().unwrap_or_else(PoisonError::into_inner).get(&place).copied();
        let least = known.unwrap_or(context::SERVER_DEFAULT);
        if needed <= u64::from(least) {
            return known;
        }
        // Which length the model was made for matters only here, for a prompt that is longer than most.
        let models = server.models().await.unwrap_or_default();
        let limit = models.into_iter().find(|m| m.name == name).and_then(|m| m.context_length);
        let size = context::size(needed, least, limit).or(known)?;
        self.sizes.lock().unwrap_or_else(PoisonError::into_inner).insert(place, size);
        Some(size)
    }
}

//! One way to ask a model, for answers and paraphrases alike: find its server, wait for a place there, give
//! it room for the prompt, and pass on what it writes. A server that is full is asked again later.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    jobs::{
        lanes::{Lane, Lanes, Place, Traffic},
        width::WidthSearch,
    },
    llm::{Answer, ChatRequest, Llm, LlmError, Phase, Piece, Servers, context},
};

/// How often a question of a run is put to a server that is too full to take it.
const RUN_TRIES: u32 = 8;

/// Asks models, each server as much at once as is best for it.
pub struct Asking {
    servers: Arc<Servers>,
    lanes: Lanes,
    /// The context size each model is asked for. It only grows: every change makes the server load the model
    /// anew, so a short prompt after a long one keeps the long one's size.
    sizes: Mutex<HashMap<String, u32>>,
}

/// Who asks, and how patient they are with a server that is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker {
    /// Askers of one name share their turns.
    party: u64,
    tries: u32,
}

impl Asker {
    /// A run, which has time.
    pub fn run(run: u64) -> Self {
        Self { party: run, tries: RUN_TRIES }
    }

    /// A person who waits for the answer and is told at once that the server is full.
    pub fn person() -> Self {
        Self { party: 0, tries: 1 }
    }
}

impl Asking {
    /// Nobody has been asked yet.
    pub fn new(servers: Arc<Servers>) -> Self {
        Self { servers, lanes: Lanes::default(), sizes: Mutex::default() }
    }

    /// Asks `model`, under the name by which other requests take it. `begin` is called when it is this
    /// question's turn, with the context it asks for; only then the timers run. It is called again when the server had no room.
    pub async fn ask(
        &self,
        asker: Asker,
        model: &str,
        mut request: ChatRequest,
        mut begin: impl FnMut(Option<u32>),
        on_piece: &mut (dyn FnMut(Piece) + Send),
    ) -> Result<Answer, LlmError> {
        let (server, name) = self.servers.find(model)?;
        let lane = self.lane(server.as_ref());
        request.model.clone_from(&name);
        let mut tries = 0;
        loop {
            let mut place = lane.enter(asker.party).await;
            if request.options.num_ctx.is_none() {
                request.options.num_ctx = self.size(model, server.as_ref(), &name, &request).await;
            }
            begin(request.options.num_ctx);
            tries += 1;
            let mut on_any = |piece| {
                place.began();
                on_piece(piece);
            };
            match server.chat(&request, &mut on_any).await {
                Ok(answer) => {
                    place.began();
                    place.ended();
                    return Ok(answer);
                }
                Err(error) => {
                    let is_for_room = make_room(place, &error);
                    if !is_for_room || tries >= asker.tries {
                        return Err(error);
                    }
                }
            }
        }
    }

    /// The server that answers for a model.
    pub fn server_of(&self, model: &str) -> Option<String> {
        self.servers.find(model).ok().map(|(server, _)| server.name().to_owned())
    }

    /// What goes on at a server.
    pub fn traffic_at(&self, server: &str) -> Option<Traffic> {
        let server = self.servers.all().find(|known| known.name() == server)?;
        Some(self.lane(server.as_ref()).traffic())
    }

    fn lane(&self, server: &dyn Llm) -> Arc<Lane> {
        let width = server.width();
        self.lanes.lane(server.name(), || {
            if server.is_width_fixed() { WidthSearch::fixed(width) } else { WidthSearch::from(width) }
        })
    }

    /// The context to ask for; none leaves the server at its default.
    async fn size(&self, model: &str, server: &dyn Llm, name: &str, request: &ChatRequest) -> Option<u32> {
        let needed = context::needed(&request.messages, &request.tools, &request.options);
        let known = self.sizes.lock().unwrap_or_else(PoisonError::into_inner).get(model).copied();
        let least = known.unwrap_or(context::SERVER_DEFAULT);
        if needed <= u64::from(least) {
            return known;
        }
        // Which length the model was made for matters only here, for a prompt that is longer than most.
        let models = server.models().await.unwrap_or_default();
        let limit = models.into_iter().find(|m| m.name == name).and_then(|m| m.context_length);
        let size = context::size(needed, least, limit).or(known)?;
        self.sizes.lock().unwrap_or_else(PoisonError::into_inner).insert(model.to_owned(), size);
        Some(size)
    }
}

/// Has the server asked less, if that is what it failed for. Says whether it was.
fn make_room(place: Place, error: &LlmError) -> bool {
    match error {
        LlmError::Busy { retry_after } => {
            place.refused(*retry_after);
            true
        }
        // It had no turn because of the others, whom dsforge itself sent.
        LlmError::TimedOut { phase: Phase::FirstToken | Phase::Loading, .. } if place.is_crowded() => {
            place.too_many();
            true
        }
        _ => false,
    }
}

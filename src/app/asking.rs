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
    model::id::UserId,
};

/// How often a question of a run is put to a server that is too full to take it.
const RUN_TRIES: u32 = 8;

/// Asks models, each server as much at once as is best for it.
pub struct Asking {
    servers: Arc<Servers>,
    lanes: Lanes,
    /// The context size each model of a server is asked for. It only grows: every change makes the server load the model
    /// anew, so a short prompt after a long one keeps the long one's size.
    sizes: Mutex<HashMap<(String, String), u32>>,
}

/// Who asks, and how patient they are with a server that is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker {
    /// Whose servers are asked.
    owner: UserId,
    /// Askers of one name share their turns.
    party: u64,
    tries: u32,
}

impl Asker {
    /// A run, which has time.
    pub fn run(owner: UserId, run: u64) -> Self {
        Self { owner, party: run, tries: RUN_TRIES }
    }

    /// A person who waits for the answer and is told at once that the server is full.
    pub fn person(owner: UserId) -> Self {
        Self { owner, party: 0, tries: 1 }
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
        let mut tries = 0;
        loop {
            // Looked up each time: a server that was full may be left for another, or have been changed meanwhile.
            let (server, name) = self.least_busy(asker.owner, model).await?;
            let lane = self.lane(server.as_ref());
            request.model.clone_from(&name);
            let mut place = lane.enter(asker.party).await;
            if request.options.num_ctx.is_none() {
                request.options.num_ctx = self.size(server.as_ref(), &name, &request).await;
            }
            begin(request.options.num_ctx);
            tries += 1;
            let mut on_any = |piece| {
                if piece != Piece::Loading {
                    place.began();
                }
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

    /// Of the servers that have a model, the one with the least to do for its width.
    async fn least_busy(&self, owner: UserId, model: &str) -> Result<(Arc<dyn Llm>, String), LlmError> {
        let fleet = self.servers.of(owner);
        let load = |server: &dyn Llm| {
            let traffic = self.lane(server).traffic();
            (traffic.closed_for.is_some(), traffic.in_flight * 1000 / traffic.width.max(1))
        };
        let mut having = fleet.find_all(model).await?;
        if having.len() > 1 {
            having.sort_by_key(|(server, _)| load(server.as_ref()));
        }
        match having.into_iter().next() {
            Some(found) => Ok(found),
            None => fleet.find(model).await,
        }
    }

    /// The server that is likely to answer for a model.
    pub fn server_of(&self, owner: UserId, model: &str) -> Option<String> {
        self.servers.of(owner).likely(model).map(|server| server.name().to_owned())
    }

    /// What goes on at a server.
    pub fn traffic_at(&self, owner: UserId, server: &str) -> Option<Traffic> {
        let server = self.servers.of(owner).named(server)?;
        Some(self.lane(server.as_ref()).traffic())
    }

    /// The lane of a server. One whose width a person changes is another lane.
    fn lane(&self, server: &dyn Llm) -> Arc<Lane> {
        match server.fixed_width() {
            Some(width) => {
                self.lanes.lane(&format!("{} {width}", server.lane()), || WidthSearch::fixed(width))
            }
            None => self.lanes.lane(server.lane(), || WidthSearch::from(server.width())),
        }
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

//! One way to ask a model, for answers and paraphrases alike: find its server, wait for a place there, give
//! it room for the prompt, and pass on what it writes. A server that is full is asked again later, and for those who
//! have time one that is gone is waited for.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use futures_util::{FutureExt as _, future::select_all};

use crate::{
    jobs::{
        lanes::{Lane, Lanes, Place},
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

/// Who asks, and how patient they are with a server that is full or gone.
#[derive(Clone, Copy)]
pub struct Asker<'a> {
    /// Whose servers are asked.
    owner: UserId,
    /// Askers of one name share their turns.
    party: u64,
    tries: u32,
    patience: Option<&'a dyn Patience>,
}

/// Whether somebody has time when a server has gone.
pub trait Patience: Send + Sync {
    /// Whether they wait until it is back, however long that takes.
    fn waits_for_servers(&self) -> bool;
}

/// A server that has a model, and the model's name there.
type Having = (Arc<dyn Llm>, String);

/// What becomes of a question before its answer comes.
pub enum Turn<'a> {
    /// It is asked now, with so much context; none leaves the server at its default. Only now the timers run. A
    /// question that found no room is asked more than once.
    Asked(Option<u32>),
    /// Its server is gone, for this reason, and no other has the model. It is asked again when there is one.
    Waits(&'a LlmError),
    /// A server that was waited for is there again, or another has taken its place.
    GoesOn {
        /// The one that was waited for.
        server: &'a str,
    },
}

impl<'a> Asker<'a> {
    /// A run, which has time.
    pub fn run(owner: UserId, run: u64, patience: &'a dyn Patience) -> Self {
        Self { owner, party: run, tries: RUN_TRIES, patience: Some(patience) }
    }

    /// A person who waits for the answer and is told at once that the server is full.
    pub fn person(owner: UserId) -> Self {
        Self { owner, party: 0, tries: 1, patience: None }
    }

    fn waits_for_servers(&self) -> bool {
        self.patience.is_some_and(Patience::waits_for_servers)
    }
}

impl Asking {
    /// Nobody has been asked yet.
    pub fn new(servers: Arc<Servers>) -> Self {
        Self { servers, lanes: Lanes::default(), sizes: Mutex::default() }
    }

    /// Asks `model`, under the name by which other requests take it. `on_turn` is told what becomes of the question
    /// until its answer comes.
    pub async fn ask(
        &self,
        asker: Asker<'_>,
        model: &str,
        mut request: ChatRequest,
        mut on_turn: impl FnMut(Turn<'_>) + Send,
        on_piece: &mut (dyn FnMut(Piece) + Send),
    ) -> Result<Answer, LlmError> {
        let mut tries = 0;
        let mut gone: Option<LlmError> = None;
        loop {
            // Looked up each time: a server that was full may be left for another, or have been changed meanwhile.
            let having = self.having(asker.owner, model).await?;
            if having.iter().all(|(server, _)| self.is_closed(server.as_ref())) {
                match gone {
                    Some(error) if !asker.waits_for_servers() => return Err(error),
                    Some(ref error) => on_turn(Turn::Waits(error)),
                    None => {}
                }
            }
            let has_choice = having.len() > 1;
            let ((server, name), mut place) = self.enter(asker, having).await;
            request.model.clone_from(&name);
            if request.options.num_ctx.is_none() {
                request.options.num_ctx = self.size(server.as_ref(), &name, &request).await;
            }
            on_turn(Turn::Asked(request.options.num_ctx));
            let mut on_any = |piece| {
                go_on(&mut gone, &mut on_turn);
                if piece != Piece::Loading {
                    place.began();
                }
                on_piece(piece);
            };
            let error = match server.chat(&request, &mut on_any).await {
                Ok(answer) => {
                    go_on(&mut gone, &mut on_turn);
                    place.began();
                    place.ended();
                    return Ok(answer);
                }
                Err(error) => error,
            };
            if (has_choice || asker.waits_for_servers())
                && let Some(error) = gone_by(server.as_ref(), &error).await
            {
                place.unreachable();
                gone = Some(error);
                continue;
            }
            go_on(&mut gone, &mut on_turn);
            tries += 1;
            let is_for_room = make_room(place, &error);
            if !is_for_room || tries >= asker.tries {
                return Err(error);
            }
        }
    }

    /// The servers that have a model, with its name there: the one with the least to do for its width first.
    async fn having(&self, owner: UserId, model: &str) -> Result<Vec<Having>, LlmError> {
        let fleet = self.servers.of(owner);
        let mut having = fleet.find_all(model).await?;
        if having.is_empty() {
            having.push(fleet.find(model).await?);
        }
        let load = |server: &dyn Llm| {
            let traffic = self.lane(server).traffic();
            (traffic.closed_for.is_some(), traffic.in_flight * 1000 / traffic.width.max(1))
        };
        if having.len() > 1 {
            having.sort_by_key(|(server, _)| load(server.as_ref()));
        }
        Ok(having)
    }

    /// A place at the first of some servers that has one.
    async fn enter(&self, asker: Asker<'_>, mut having: Vec<Having>) -> (Having, Place) {
        let places = having.iter().map(|(server, _)| {
            let lane = self.lane(server.as_ref());
            async move { lane.enter(asker.party).await }.boxed()
        });
        let (place, which, _) = select_all(places).await;
        (having.swap_remove(which), place)
    }

    fn is_closed(&self, server: &dyn Llm) -> bool {
        self.lane(server).traffic().closed_for.is_some()
    }

    /// The servers that are likely to answer for a model, by name.
    pub fn servers_of(&self, owner: UserId, model: &str) -> Vec<String> {
        self.servers.of(owner).likely(model).iter().map(|server| server.name().to_owned()).collect()
    }

    /// How many questions some servers are asked at once, together.
    pub fn width_of(&self, owner: UserId, servers: &[String]) -> usize {
        let fleet = self.servers.of(owner);
        let found = servers.iter().filter_map(|server| fleet.named(server));
        found.map(|server| self.lane(server.as_ref()).traffic().width).sum()
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

/// Why a server is gone, if it is. An answer that broke off may be the last that it sent.
async fn gone_by(server: &dyn Llm, error: &LlmError) -> Option<LlmError> {
    match error {
        LlmError::Unreachable { .. } => Some(error.clone()),
        LlmError::Garbled { .. } => {
            server.models().await.err().filter(|error| matches!(error, LlmError::Unreachable { .. }))
        }
        _ => None,
    }
}

/// Tells of the end of a wait, once.
fn go_on(gone: &mut Option<LlmError>, on_turn: &mut (impl FnMut(Turn<'_>) + Send)) {
    if let Some(LlmError::Unreachable { server, .. }) = gone.take() {
        on_turn(Turn::GoesOn { server: &server });
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

//! A run's news as server-sent events.

use std::{sync::Arc, time::Duration};

use futures_util::{Stream, stream::BoxStream};
use poem::web::sse::Event;
use poem_openapi::{Object, Union, payload::EventStream, types::ToJSON};
use tokio::{
    sync::broadcast::error::RecvError,
    time::{Interval, MissedTickBehavior, interval},
};

use super::{candidates::Candidate, error::Result, run_state::Run};
use crate::{
    app::{
        Services,
        auth::sessions::Session,
        error::AppError,
        runs::{
            self, Seen, Wanted,
            live::{LiveState, RunEvent as AppEvent},
        },
    },
    jobs::feed::Events,
    llm::Piece,
    model::{
        self,
        candidate::CandidateState,
        id::{CandidateId, RunId},
    },
};

/// A stream of a run's events.
pub(super) type RunEvents = EventStream<BoxStream<'static, RunNews>>;

/// Items of a run that are told all at once; of a larger run they are asked for page by page.
const LISTED: u64 = 200;

/// How often a quiet stream says that it is still there.
pub(super) const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// How soon a stream notices that its listener has signed out.
const LOOK: Duration = Duration::from_secs(1);

/// News of a run. The event's type says which.
#[derive(Union)]
pub(super) enum RunNews {
    /// `snapshot`, first: all there is.
    Snapshot(SnapshotEvent),
    /// `candidate`: a candidate is new, began, ended or was judged.
    Candidate(CandidateEvent),
    /// `token`: more of an answer.
    Token(TokenEvent),
    /// `run`: the run's state or counts changed.
    Run(RunEvent),
    /// `end`: nobody works on the run any more.
    End(EndEvent),
}

/// All there is of a run.
#[derive(Object)]
pub(super) struct SnapshotEvent {
    /// The run.
    run: Run,
    /// Its candidates, oldest first; of a run of more than 200 items only those that are being written. Ask for
    /// pages of the others.
    candidates: Vec<Candidate>,
    /// What has arrived of those that are being written.
    partial: Vec<Partial>,
}

/// What has arrived of an answer.
#[derive(Object)]
struct Partial {
    /// Whose answer.
    candidate_id: u64,
    /// Its text so far.
    output: String,
    /// The thinking before it so far.
    reasoning: String,
    /// Whether nothing comes because the model is still being read into memory.
    loading: bool,
}

impl Partial {
    /// Of a card whose question waits for its model.
    fn loading(id: CandidateId) -> Self {
        Self { candidate_id: id.0, output: String::new(), reasoning: String::new(), loading: true }
    }
}

/// A candidate is new, began, ended or was judged.
#[derive(Object)]
pub(super) struct CandidateEvent {
    /// The candidate as it is now.
    candidate: Candidate,
}

/// More of an answer.
#[derive(Object)]
pub(super) struct TokenEvent {
    /// Whose answer.
    candidate_id: u64,
    /// What to add to its text.
    text: String,
    /// What to add to the thinking.
    reasoning: String,
    /// Whether nothing comes yet because the model is being read into memory; the next event of this answer ends that.
    loading: bool,
}

/// The run's state or counts changed.
#[derive(Object)]
pub(super) struct RunEvent {
    /// The run as it is now.
    run: Run,
}

/// Nobody works on the run any more.
#[derive(Object)]
pub(super) struct EndEvent {
    /// The run.
    run_id: u64,
}

/// The news of a run from now on. A listener who falls behind gets a new snapshot and goes on from there.
pub(super) async fn follow(
    services: &Arc<Services>,
    session: &Arc<Session>,
    run: RunId,
) -> Result<RunEvents> {
    let first = Listener::start(Arc::clone(services), Arc::clone(session), run).await?;
    let stream: BoxStream<'static, RunNews> = Box::pin(news(first));
    Ok(EventStream::new(stream).keep_alive(KEEP_ALIVE).to_event(|news| {
        let (kind, json) = match news {
            RunNews::Snapshot(news) => ("snapshot", news.to_json_string()),
            RunNews::Candidate(news) => ("candidate", news.to_json_string()),
            RunNews::Token(news) => ("token", news.to_json_string()),
            RunNews::Run(news) => ("run", news.to_json_string()),
            RunNews::End(news) => ("end", news.to_json_string()),
        };
        Event::message(json).event_type(kind)
    }))
}

struct Listener {
    services: Arc<Services>,
    session: Arc<Session>,
    run: RunId,
    snapshot: Option<SnapshotEvent>,
    events: Option<Events<AppEvent>>,
    /// Who is being written, so that counts tell waiting from writing.
    writing: std::collections::BTreeSet<CandidateId>,
    ended: bool,
    /// When to look whether the session goes on: news of a run are for those who are signed in.
    look: Interval,
}

impl Listener {
    async fn start(services: Arc<Services>, session: Arc<Session>, run: RunId) -> Result<Self, AppError> {
        let mut listener = Self {
            services,
            session,
            run,
            snapshot: None,
            events: None,
            writing: std::collections::BTreeSet::default(),
            ended: false,
            look: interval(LOOK),
        };
        listener.look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        listener.begin().await?;
        Ok(listener)
    }

    /// Listens first and reads the candidates after, so that nothing falls between.
    async fn begin(&mut self) -> Result<(), AppError> {
        let followed = runs::follow(&self.services, &self.session, self.run).await?;
        let (state, events) = match followed {
            Some((state, events)) => (Some(state), Some(events)),
            None => (None, None),
        };
        let seen = match &state {
            Some(LiveState { run, writing, .. }) => self.seen(run.clone(), writing.len()),
            None => runs::get(&self.services, &self.session, self.run).await?,
        };
        let (writing, loading) = state.map(|state| (state.writing, state.loading)).unwrap_or_default();
        self.writing = writing.keys().copied().collect();
        let wanted = if seen.run.items.total > LISTED {
            Wanted { state: Some(CandidateState::Waiting), writing: Some(true), ..Wanted::first(usize::MAX) }
        } else {
            Wanted::first(usize::MAX)
        };
        let (candidates, _) = runs::candidates(&self.services, &self.session, self.run, wanted).await?;
        let candidates = candidates
            .into_iter()
            .map(|(c, _)| Candidate::new(self.run, writing.contains_key(&c.id), c))
            .collect();
        let partial = writing
            .into_iter()
            .map(|(id, written)| Partial {
                candidate_id: id.0,
                output: written.output,
                reasoning: written.reasoning,
                loading: written.loading,
            })
            .chain(loading.into_iter().map(Partial::loading))
            .collect();
        self.snapshot = Some(SnapshotEvent { run: seen.into(), candidates, partial });
        self.events = events;
        Ok(())
    }

    async fn next(&mut self) -> Option<RunNews> {
        if let Some(snapshot) = self.snapshot.take() {
            return Some(RunNews::Snapshot(snapshot));
        }
        if self.ended {
            return None;
        }
        let Some(events) = &mut self.events else { return Some(self.end()) };
        let event = loop {
            let event = tokio::select! {
                event = events.recv() => Some(event),
                _ = self.look.tick() => None,
            };
            // Broken off without an end: whoever asks again is told to sign in. Signing out pauses runs, and that they
            // are left then is no news either.
            if !self.services.sessions.goes_on(&self.session) {
                return None;
            }
            if let Some(event) = event {
                break event;
            }
        };
        match event {
            Ok(event) => Some(self.tell(event).await),
            Err(RecvError::Lagged(_)) => match self.begin().await {
                Ok(()) => self.snapshot.take().map(RunNews::Snapshot),
                Err(_) => Some(self.end()),
            },
            Err(RecvError::Closed) => Some(self.end()),
        }
    }

    async fn tell(&mut self, event: AppEvent) -> RunNews {
        match event {
            AppEvent::Candidate { candidate, writing } => {
                if writing {
                    self.writing.insert(candidate.id);
                } else {
                    self.writing.remove(&candidate.id);
                }
                let candidate = (*candidate).clone();
                // Without the look, only the near copies are missing.
                let seen = runs::look_at(&self.services, &self.session, self.run, candidate.clone()).await;
                let candidate = Candidate::new(self.run, writing, seen.unwrap_or(candidate));
                RunNews::Candidate(CandidateEvent { candidate })
            }
            AppEvent::Token { candidate, piece } => {
                let loading = piece == Piece::Loading;
                let (text, reasoning) = match piece {
                    Piece::Loading => (String::new(), String::new()),
                    Piece::Text(text) => (text, String::new()),
                    Piece::Reasoning(reasoning) => (String::new(), reasoning),
                };
                RunNews::Token(TokenEvent { candidate_id: candidate.0, text, reasoning, loading })
            }
            AppEvent::Run(run) => {
                let seen = self.seen((*run).clone(), self.writing.len());
                RunNews::Run(RunEvent { run: seen.into() })
            }
            AppEvent::End => self.end(),
        }
    }

    fn seen(&self, run: model::run::Run, writing: usize) -> Seen {
        let live = self.services.runs.find(self.session.user, self.run);
        let speed = live.and_then(|live| live.speed());
        Seen { run, at_work: true, writing: writing as u64, speed }
    }

    fn end(&mut self) -> RunNews {
        self.ended = true;
        RunNews::End(EndEvent { run_id: self.run.0 })
    }
}

fn news(listener: Listener) -> impl Stream<Item = RunNews> + Send {
    futures_util::stream::unfold(listener, |mut listener| async move {
        let news = listener.next().await?;
        Some((news, listener))
    })
}

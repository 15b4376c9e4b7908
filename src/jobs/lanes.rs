//! Who may ask a server when: as many at once as is best, each party its share, nobody while the server wants
//! to be left alone.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::oneshot, time::Instant};

use super::width::{Asked, WidthSearch};

/// How long a server that is full is left alone when it does not say; doubled each time it is still full.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How long a server that is not there is left alone.
const NEXT_TRY: Duration = Duration::from_secs(1);

/// Lanes by name, made when first asked for.
#[derive(Default)]
pub struct Lanes {
    lanes: Mutex<HashMap<String, Arc<Lane>>>,
}

/// What may go on at one server.
pub struct Lane {
    /// What moments are counted from.
    start: Instant,
    state: Mutex<State>,
}

struct State {
    search: WidthSearch,
    in_flight: usize,
    /// Those who ask or want to, in the order of their last turn.
    parties: VecDeque<Party>,
    closed_until: Option<Instant>,
    refusals: u32,
}

struct Party {
    name: u64,
    in_flight: usize,
    waiting: VecDeque<oneshot::Sender<Place>>,
}

/// The right to ask, until it is dropped.
pub struct Place {
    lane: Arc<Lane>,
    party: u64,
    asked: Asked,
    has_begun: bool,
    has_ended: bool,
    is_crowded: bool,
}

/// How a lane stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traffic {
    /// How many may ask at once.
    pub width: usize,
    /// How many do.
    pub in_flight: usize,
    /// How long the server is to be left alone.
    pub closed_for: Option<Duration>,
}

impl Lanes {
    /// The lane of a name. How wide it is at first counts when it is first used.
    pub fn lane(&self, name: &str, search: impl FnOnce() -> WidthSearch) -> Arc<Lane> {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(lanes.entry(name.to_owned()).or_insert_with(|| Arc::new(Lane::new(search()))))
    }
}

impl Lane {
    /// Nobody is in it.
    pub fn new(search: WidthSearch) -> Self {
        let state = State { search, in_flight: 0, parties: VecDeque::new(), closed_until: None, refusals: 0 };
        Self { start: Instant::now(), state: Mutex::new(state) }
    }

    /// Waits for a place. Each party's questions are asked in their order; of two parties, the one that asks less
    /// at the moment goes first.
    pub async fn enter(self: &Arc<Self>, party: u64) -> Place {
        loop {
            let (turn, place) = oneshot::channel();
            self.state().party(party).waiting.push_back(turn);
            self.admit();
            // A lane lives as long as somebody waits in it, so the turn comes.
            if let Ok(place) = place.await {
                return place;
            }
        }
    }

    /// How it stands.
    pub fn traffic(&self) -> Traffic {
        let state = self.state();
        let closed_for = state.closed_until.map(|until| until.saturating_duration_since(Instant::now()));
        Traffic { width: state.search.width(), in_flight: state.in_flight, closed_for }
    }

    /// Lets in whoever may ask now.
    fn admit(self: &Arc<Self>) {
        let mut admitted = Vec::new();
        {
            let mut state = self.state();
            if state.closed_until.is_some_and(|until| until > Instant::now()) {
                return;
            }
            state.closed_until = None;
            while state.in_flight < state.search.width()
                && let Some((party, turn)) = state.next()
            {
                state.in_flight += 1;
                let asked = Asked { at: self.start.elapsed() };
                let is_crowded = state.in_flight > 1 && !state.search.is_fixed();
                let lane = Arc::clone(self);
                let place = Place { lane, party, asked, has_begun: false, has_ended: false, is_crowded };
                admitted.push((turn, place));
            }
        }
        // Outside of the lock: a place that nobody wants any more is given back when it is dropped.
        for (turn, place) in admitted {
            drop(turn.send(place));
        }
    }

    /// Nobody is let in for a while.
    fn close(self: &Arc<Self>, asks: Option<Duration>) {
        let until = {
            let mut state = self.state();
            let pause = asks.unwrap_or_else(|| {
                FIRST_PAUSE.saturating_mul(1 << state.refusals.min(10)).min(LONGEST_PAUSE)
            });
            state.refusals += 1;
            let until = Instant::now() + pause;
            let until = state.closed_until.map_or(until, |already| already.max(until));
            state.closed_until = Some(until);
            until
        };
        let lane = Arc::clone(self);
        tokio::spawn(async move {
            tokio::time::sleep_until(until).await;
            lane.admit();
        });
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn party(&mut self, name: u64) -> &mut Party {
        let place = self.parties.iter().position(|party| party.name == name).unwrap_or_else(|| {
            self.parties.push_back(Party { name, in_flight: 0, waiting: VecDeque::new() });
            self.parties.len() - 1
        });
        &mut self.parties[place]
    }

    /// Whose turn it is: of those that ask least, the one whose last turn is longest ago.
    fn next(&mut self) -> Option<(u64, oneshot::Sender<Place>)> {
        for party in &mut self.parties {
            party.waiting.retain(|turn| !turn.is_closed());
        }
        let wants = self.parties.iter().enumerate().filter(|(_, party)| !party.waiting.is_empty());
        let (place, _) = wants.min_by_key(|(_, party)| party.in_flight)?;
        let mut party = self.parties.remove(place)?;
        let turn = party.waiting.pop_front()?;
        party.in_flight += 1;
        let name = party.name;
        self.parties.push_back(party);
        Some((name, turn))
    }

    /// Whether more is wanted than may be asked at once.
    fn is_full(&self) -> bool {
        self.in_flight >= self.search.width() && self.parties.iter().any(|p| !p.waiting.is_empty())
    }
}

impl Place {
    /// Whether other questions were under way when this one was asked, and their number is still searched for.
    pub fn is_crowded(&self) -> bool {
        self.is_crowded
    }

    /// The answer begins. Only the first call counts.
    pub fn began(&mut self) {
        if self.has_begun {
            return;
        }
        self.has_begun = true;
        {
            let mut state = self.lane.state();
            state.refusals = 0;
            let is_full = state.is_full();
            state.search.began(self.asked, is_full, self.lane.start.elapsed());
        }
        self.lane.admit();
    }

    /// The answer is complete.
    pub fn ended(mut self) {
        self.has_ended = true;
    }

    /// The server has no room. It is left alone for as long as it asks.
    pub fn refused(self, retry_after: Option<Duration>) {
        self.too_many();
        self.lane.close(retry_after);
    }

    /// The server is not there. It is tried again after a moment, by whoever is next.
    pub fn unreachable(self) {
        self.lane.close(Some(NEXT_TRY));
    }

    /// The question had to wait too long for its turn at the server.
    pub fn too_many(&self) {
        let now = self.lane.start.elapsed();
        self.lane.state().search.refused(self.asked, now);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        {
            let mut state = self.lane.state();
            state.in_flight = state.in_flight.saturating_sub(1);
            let party = state.party(self.party);
            party.in_flight = party.in_flight.saturating_sub(1);
            state.parties.retain(|party| party.in_flight > 0 || !party.waiting.is_empty());
            if self.has_ended {
                state.search.ended(self.lane.start.elapsed());
            }
        }
        self.lane.admit();
    }
}

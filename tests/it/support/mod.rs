//! The vocabulary of the tests over HTTP.
//!
//! * [`TestApp`] is a whole dsforge without a port: the faces, the use cases and a file of its own, with a clock
//!   that stands. `TestApp::unlocked_as("ada")` is one in which ada is signed in; `TestApp::locked()` is one in
//!   which nobody is; `TestApp::fresh()` has no user yet. `TestApp::build()` says more: which model server, how
//!   long a session lasts, which origins may use it.
//! * ada and grace have accounts ([`seed`] makes them once for all tests, because passwords are stretched
//!   slowly). Their passwords are [`ADA_PASSWORD`] and [`GRACE_PASSWORD`]; `app.also("grace")` signs the other
//!   one in.
//! * [`Caller`] is somebody who asks, with a token or without: `ada.get("/datasets")`, `ada.post("/runs", …)`.
//!   Paths are below `/api`. What comes back is an [`Answer`]: `.expect(201)` is its JSON if the status is right,
//!   `.detail(404)` is what a failure says.
//! * [`StillClock`](dsforge::clock::StillClock) moves when a test says so: `app.clock.advance(…)`. It starts at 2026-03-14T09:26:53Z.
//! * [`trade`] has the usual things to work with: a template that explains clauses, examples of it, runs.
//! * [`events`] follows a run by its events.
//! * [`program`] starts the real binary, and [`torture`] says for how long it is bothered.
//!
//! The model is the demo, which writes without a pause and the same for the same seed, or a
//! [`FakeOllama`](crate::fake_ollama::FakeOllama) where the wire, its faults or its steps matter. Nothing waits
//! by sleeping.

pub(crate) mod answer;
pub(crate) mod app;
pub(crate) mod caller;
pub(crate) mod events;
pub(crate) mod program;
pub(crate) mod seed;
pub(crate) mod torture;
pub(crate) mod trade;

pub(crate) use answer::Answer;
pub(crate) use app::TestApp;
pub(crate) use caller::Caller;
pub(crate) use seed::{ADA_PASSWORD, GRACE_PASSWORD};

//! Runs: batches that go on whoever watches.

mod cancel;
mod create;
mod estimate;
mod events;
mod judge;
mod pause;
mod plans;
mod regenerate;
mod restart;
mod retry;
mod stop;

//! Runs: batches that go on whoever watches.

mod cancel;
mod conversation;
mod create;
mod events;
mod form;
mod judge;
mod pause;
mod plans;
mod regenerate;
mod replay;
mod restart;
mod retry;
mod stop;

//! Runs: batches that go on whoever watches.

mod batch;
mod cancel;
mod conversation;
mod create;
mod estimate;
mod events;
mod faults;
mod form;
mod judge;
mod killed;
mod near_copies;
mod pause;
mod plans;
mod regenerate;
mod replay;
mod restart;
mod retry;
mod server_gone;
mod stop;

//! First start, signing in and out, and how long that lasts.

mod expiry;
mod extend;
mod login;
mod logout;
mod rate_limit;
mod setup;

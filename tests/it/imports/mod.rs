//! Files that come in.

mod endpoint;
mod round_trip;

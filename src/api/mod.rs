//! The HTTP face.

pub mod docs;
pub mod middleware;

//! The engine for long work: limits on what runs at once, news of how it goes, ways to stop it. It knows no
//! feature, no model and no file.

pub mod feed;
pub mod lanes;
pub mod roster;
pub mod width;

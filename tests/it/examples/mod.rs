//! The examples of a dataset.

mod alternatives;
mod append;
mod bulk;
mod edit;
mod filter;
mod paging;
mod regenerate;
mod reopened;
mod search;
mod writers;

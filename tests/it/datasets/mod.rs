//! Datasets.

mod archive;
mod create;
mod delete;
mod list;
mod rename;

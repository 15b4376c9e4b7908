//! Datasets.

mod archive;
mod create;
mod delete;
mod duplicates;
mod list;
mod rename;

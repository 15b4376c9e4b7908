//! The history of a dataset.

mod undo_redo;

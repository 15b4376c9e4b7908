//! Which models a server is reading into memory for dsforge. No server says so of itself: Ollama lists a model that it
//! loads as one that is loaded. But whoever asked for it and hears nothing knows.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{Piece, same_model};

/// The models that are on their way, and how many wait for each.
#[derive(Default)]
pub(super) struct Loading(Mutex<HashMap<String, usize>>);

/// Somebody who waits for a model. When they are gone, or hear from it, it is not loading for them any more.
pub(super) struct Wait<'a> {
    all: &'a Loading,
    model: String,
}

impl Loading {
    /// A model is asked that is not in memory.
    pub(super) fn begin(&self, model: &str) -> Wait<'_> {
        *self.all().entry(model.to_owned()).or_default() += 1;
        Wait { all: self, model: model.to_owned() }
    }

    /// Whether somebody waits for a model.
    pub(super) fn holds(&self, model: &str) -> bool {
        self.all().keys().any(|waited| same_model(waited, model))
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Wait<'_> {
    fn drop(&mut self) {
        let mut all = self.all.all();
        match all.get_mut(&self.model) {
            Some(waiting) if *waiting > 1 => *waiting -= 1,
            _ => drop(all.remove(&self.model)),
        }
    }
}

/// Hands pieces on, tells once that the model is loading, and ends the wait with the first piece that is more than that.
pub(super) fn told<'a>(
    mut wait: Option<Wait<'a>>,
    on_piece: &'a mut (dyn FnMut(Piece) + Send),
) -> impl FnMut(Piece) + Send + 'a {
    if wait.is_some() {
        on_piece(Piece::Loading);
    }
    move |piece| {
        if piece != Piece::Loading {
            drop(wait.take());
        }
        on_piece(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_loading_until_nobody_waits_for_it() {
        let loading = Loading::default();
        let mut pieces = Vec::new();
        let mut tell = |piece| pieces.push(piece);
        let other = loading.begin("gemma3:4b");
        {
            let mut on_piece = told(Some(loading.begin("gemma3:4b")), &mut tell);
            on_piece(Piece::Text("The".to_owned()));
            assert!(loading.holds("gemma3:4b") && !loading.holds("llama3.2:3b"));
        }
        drop(other);
        assert!(!loading.holds("gemma3:4b"));
        assert_eq!(pieces, [Piece::Loading, Piece::Text("The".to_owned())]);
    }
}

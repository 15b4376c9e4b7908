//! A run, followed by its events.

use futures_util::{Stream, StreamExt as _};
use poem::{http::Method, web::sse::Event};
use serde_json::{Value, json};

use super::Caller;

/// One event: its type and its data.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct News {
    pub(crate) kind: String,
    pub(crate) data: Value,
}

/// A listener.
pub(crate) struct Listener(Box<dyn Stream<Item = Event> + Send + Unpin>);

impl Caller {
    /// Listens to a run from now on.
    pub(crate) async fn listen(&self, run: u64) -> Listener {
        let response = self.request(Method::GET, &format!("/runs/{run}/events")).send().await;
        response.assert_status_is_ok();
        response.assert_content_type("text/event-stream");
        Listener(Box::new(response.sse_stream()))
    }

    /// Has a model got, and listens to how far it is.
    pub(crate) async fn pull(&self, model: &str) -> Listener {
        let request = self.request(Method::POST, "/models/pull");
        let response = request.body_json(&json!({ "model": model })).send().await;
        response.assert_status_is_ok();
        response.assert_content_type("text/event-stream");
        Listener(Box::new(response.sse_stream()))
    }

    /// Listens until nobody works on a run any more, and gives all that was told.
    pub(crate) async fn follow(&self, run: u64) -> Vec<News> {
        self.listen(run).await.rest().await
    }
}

impl Listener {
    /// The next event; nothing when the server has closed the stream.
    pub(crate) async fn next(&mut self) -> Option<News> {
        while let Some(event) = self.0.next().await {
            if let Event::Message { event, data, .. } = event {
                return Some(News { kind: event, data: serde_json::from_str(&data).expect("JSON") });
            }
        }
        None
    }

    /// All that is still told, until the server closes the stream.
    pub(crate) async fn rest(mut self) -> Vec<News> {
        let mut told = Vec::new();
        while let Some(news) = self.next().await {
            told.push(news);
        }
        told
    }

    /// The next event of a kind for which `is_it` holds; those before it are passed over.
    pub(crate) async fn until(&mut self, kind: &str, is_it: impl Fn(&Value) -> bool) -> Value {
        while let Some(news) = self.next().await {
            if news.kind == kind && is_it(&news.data) {
                return news.data;
            }
        }
        panic!("the stream ended before the {kind} event that was waited for")
    }
}

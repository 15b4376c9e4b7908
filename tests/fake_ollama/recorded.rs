//! What a real server once answered.

use std::sync::LazyLock;

use serde::Deserialize;

use super::http::{Reply, Request};

static EXCHANGES: LazyLock<Vec<Exchange>> = LazyLock::new(|| {
    include_str!("../fixtures/ollama/exchanges.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a recorded exchange"))
        .collect()
});

/// A question and its answer.
#[derive(Deserialize)]
pub(crate) struct Exchange {
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) path: String,
    /// Headers that matter to the answer.
    #[serde(default)]
    pub(crate) sent: std::collections::BTreeMap<String, String>,
    body: Body,
    pub(crate) status: u16,
    pub(crate) reason: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) reply: String,
}

/// A text, or texts with how often each is repeated.
#[derive(Deserialize)]
#[serde(untagged)]
enum Body {
    Text(String),
    Repeated(Vec<(String, usize)>),
}

impl Exchange {
    pub(crate) fn body(&self) -> String {
        match &self.body {
            Body::Text(text) => text.clone(),
            Body::Repeated(parts) => parts.iter().map(|(text, times)| text.repeat(*times)).collect(),
        }
    }

    fn is_asked_by(&self, request: &Request) -> bool {
        self.method == request.method
            && self.path == request.path
            && self.body().as_bytes() == request.body
            && self.sent.get("Origin").map(String::as_str) == request.header("Origin")
            && self.sent.get("Host").is_none_or(|host| request.header("Host") == Some(host))
            && (self.sent.contains_key("Host") || !request.header("Host").is_some_and(|h| h.contains("evil")))
    }
}

/// All of them, in the order in which they were recorded.
pub(crate) fn exchanges() -> &'static [Exchange] {
    &EXCHANGES
}

/// The recorded answer. Where one question was asked several times, the one after `from` counts; the place in
/// the recording comes with it.
pub(super) fn find(request: &Request, from: usize) -> Option<(usize, Reply)> {
    let all = exchanges().iter().enumerate();
    let later = all.clone().skip(from).chain(all.take(from));
    let (place, exchange) = later.into_iter().find(|(_, exchange)| exchange.is_asked_by(request))?;
    let reply = Reply::recorded(exchange.status, &exchange.reason, &exchange.headers, &exchange.reply);
    Some((place + 1, reply))
}

//! What it takes to talk to a model server: where it is, what lets dsforge in, how long to wait. Both kinds
//! of server are reached through it.

use std::io;

use reqwest::{
    Client, RequestBuilder, Response,
    header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue},
};
use serde::Serialize;

use super::{LlmError, SetUpError, address::Address, http, timers::Timers};
use crate::model::provider::ApiKey;

/// Longest answer to a small question.
pub(super) const LONGEST_REPLY: usize = 16 << 20;

/// Longest part that is read of an answer that is an error.
const LONGEST_ERROR: usize = 64 << 10;

/// How to reach a server.
#[derive(Clone, Debug)]
pub struct Connection {
    /// What it is called in `server/model`.
    pub name: String,
    /// Where it listens.
    pub address: Address,
    /// What lets dsforge in.
    pub api_key: Option<ApiKey>,
    /// Where its address is set.
    pub set_in: SetIn,
    /// How many questions it is asked at once; none to find that out.
    pub width: Option<usize>,
    /// How long to wait for it.
    pub timers: Timers,
}

/// Where a person sets a server's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetIn {
    /// In the environment or by a flag.
    Environment,
    /// In the page's settings.
    Page,
}

impl Connection {
    /// To the server of the settings: no key, one question at a time.
    pub fn from_settings(name: impl Into<String>, address: Address, timers: Timers) -> Self {
        Self { name: name.into(), address, api_key: None, set_in: SetIn::Environment, width: None, timers }
    }

    /// What to do about a wrong address, to follow a comma or to begin a sentence with a capital.
    pub(super) fn where_to_correct(&self) -> &'static str {
        match self.set_in {
            SetIn::Environment => "correct OLLAMA_HOST",
            SetIn::Page => "correct its address in Settings, under Model servers",
        }
    }

    /// What to do about a key that is missing or wrong.
    pub(super) fn where_to_set_the_key(&self) -> String {
        let name = &self.name;
        match (self.set_in, &self.api_key) {
            (SetIn::Environment, _) => format!(
                "it wants an API key. Add it in Settings, under Model servers, as a server with the name {name}."
            ),
            (SetIn::Page, None) => {
                format!("it wants an API key. Enter it in Settings, under Model servers, at {name}.")
            }
            (SetIn::Page, Some(_)) => format!(
                "it does not take this API key. Enter the right one in Settings, under Model servers, at {name}."
            ),
        }
    }

    pub(super) fn unreachable(&self, advice: impl Into<String>) -> LlmError {
        LlmError::Unreachable {
            server: self.name.clone(),
            address: self.address.to_string(),
            advice: advice.into(),
        }
    }
}

/// A connection with the client that uses it.
pub(super) struct Line {
    pub(super) to: Connection,
    client: Client,
}

impl Line {
    /// Nothing is sent yet.
    pub(super) fn new(to: Connection) -> Result<Self, SetUpError> {
        let client = http::client(to.timers.connect)?;
        Ok(Self { to, client })
    }

    pub(super) fn get(&self, url: String) -> RequestBuilder {
        self.let_in(self.client.get(url))
    }

    pub(super) fn post(&self, url: String, body: &impl Serialize) -> RequestBuilder {
        self.let_in(with_json(self.client.post(url), body))
    }

    /// The same for somebody who waits longer. Connecting is the one limit that the client keeps itself, so a
    /// longer one needs another client.
    pub(super) fn post_within(&self, timers: &Timers, url: String, body: &impl Serialize) -> RequestBuilder {
        if timers.connect == self.to.timers.connect {
            return self.post(url, body);
        }
        let client = http::client(timers.connect).unwrap_or_else(|_| self.client.clone());
        self.let_in(with_json(client.post(url), body))
    }

    fn let_in(&self, request: RequestBuilder) -> RequestBuilder {
        let Some(key) = &self.to.api_key else { return request };
        // A key that no header can carry was refused when it was set.
        match HeaderValue::from_str(&format!("Bearer {}", key.expose())) {
            Ok(mut value) => {
                value.set_sensitive(true);
                request.header(AUTHORIZATION, value)
            }
            Err(_) => request,
        }
    }
}

/// Sends a request. Servers close connections after some time or some questions, and one that was kept may be closed
/// just while it is used again: what breaks off before any answer came is sent once more.
pub(super) async fn send(request: RequestBuilder) -> reqwest::Result<Response> {
    let again = request.try_clone();
    match (request.send().await, again) {
        (Err(error), Some(again)) if error.is_request() && !error.is_connect() && !error.is_timeout() => {
            again.send().await
        }
        (sent, _) => sent,
    }
}

/// Bodies have text keys and finite numbers alone, so writing them as JSON cannot fail.
fn with_json(request: RequestBuilder, body: &impl Serialize) -> RequestBuilder {
    let body = serde_json::to_vec(body).unwrap_or_default();
    request.header(CONTENT_TYPE, "application/json").body(body)
}

/// An answer that is an error, as far as it is read.
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Refusal {
    pub(super) async fn read(response: Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, body: read_up_to(response, LONGEST_ERROR).await }
    }
}

/// The body, cut where it gets too long or breaks off: what is left then does not parse.
pub(super) async fn read_up_to(mut response: Response, most: usize) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Some(part)) = response.chunk().await {
        body.extend_from_slice(&part);
        if body.len() > most {
            body.truncate(most);
            break;
        }
    }
    body
}

/// The body as it comes.
pub(super) fn parts(
    response: Response,
) -> impl futures_util::Stream<Item = io::Result<bytes::Bytes>> + Send + Unpin {
    use futures_util::StreamExt as _;
    Box::pin(response.bytes_stream().map(|part| part.map_err(io::Error::other)))
}

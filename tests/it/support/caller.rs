//! Somebody who asks.

use std::sync::Arc;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use poem::{
    Response,
    endpoint::BoxEndpoint,
    http::Method,
    test::{TestClient, TestRequestBuilder},
};
use serde_json::Value;

use super::Answer;

/// The way to a [`TestApp`](super::TestApp), with somebody's token or with none.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(super) client: Arc<TestClient<BoxEndpoint<'static, Response>>>,
    pub(crate) token: Option<String>,
}

impl Caller {
    pub(crate) async fn get(&self, path: &str) -> Answer {
        Answer::read(self.request(Method::GET, path).send().await).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        Answer::read(self.request(Method::POST, path).body_json(&body).send().await).await
    }

    /// A file as it is.
    pub(crate) async fn post_bytes(&self, path: &str, file: Vec<u8>) -> Answer {
        let request = self.request(Method::POST, path).content_type("application/octet-stream");
        Answer::read(request.body(file).send().await).await
    }

    /// Without a body.
    pub(crate) async fn order(&self, path: &str) -> Answer {
        Answer::read(self.request(Method::POST, path).send().await).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Answer {
        Answer::read(self.request(Method::PUT, path).body_json(&body).send().await).await
    }

    /// Edits an example, whatever revision it has.
    pub(crate) async fn edit(&self, path: &str, edit: Value) -> Answer {
        self.edit_if(path, "*", edit).await
    }

    /// Edits an example if it still has this revision.
    pub(crate) async fn edit_if(&self, path: &str, tag: &str, edit: Value) -> Answer {
        let request = self.request(Method::PUT, path).header("if-match", tag);
        Answer::read(request.body_json(&edit).send().await).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        Answer::read(self.request(Method::DELETE, path).send().await).await
    }

    pub(crate) async fn login(&self, username: &str, password: &str) -> Answer {
        let credentials = BASE64_STANDARD.encode(format!("{username}:{password}"));
        let nobody = self.nobody();
        let request = nobody.request(Method::POST, "/login");
        Answer::read(request.header("authorization", format!("Basic {credentials}")).send().await).await
    }

    /// The same way with another token.
    pub(crate) fn with_token(&self, token: impl Into<String>) -> Self {
        Self { client: Arc::clone(&self.client), token: Some(token.into()) }
    }

    /// The same way without a token.
    pub(crate) fn nobody(&self) -> Self {
        Self { client: Arc::clone(&self.client), token: None }
    }

    /// A request to be completed. The path is below `/api`.
    pub(crate) fn request(
        &self,
        method: Method,
        path: &str,
    ) -> TestRequestBuilder<'_, BoxEndpoint<'static, Response>> {
        let request = self.client.request(method, format!("/api{path}"));
        match &self.token {
            Some(token) => request.header("authorization", format!("Bearer {token}")),
            None => request,
        }
    }

    /// A request to any address.
    pub(crate) fn request_at(
        &self,
        method: Method,
        path: &str,
    ) -> TestRequestBuilder<'_, BoxEndpoint<'static, Response>> {
        self.client.request(method, path.to_owned())
    }

    /// What an address outside the API answers.
    pub(crate) async fn get_at(&self, path: &str) -> Answer {
        Answer::read(self.request_at(Method::GET, path).send().await).await
    }
}

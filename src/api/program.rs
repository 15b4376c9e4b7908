//! The program itself over HTTP: is it there, end it.

use std::sync::Arc;

use poem_openapi::{Object, OpenApi, payload::Json};

use super::{Tag, auth::SignedIn, error::Result, page::NoContent};
use crate::app::Services;

/// A sign of life.
#[derive(Object)]
pub(super) struct Health {
    /// `ok`.
    status: String,
    /// The program's version.
    version: String,
}

/// The program.
pub(super) struct ProgramApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Program")]
impl ProgramApi {
    /// Ask whether dsforge is there
    ///
    /// Answers before anybody signs in.
    #[oai(path = "/health", method = "get", operation_id = "get_health")]
    #[expect(clippy::unused_async, reason = "operations are asynchronous, and this one waits for nothing")]
    async fn health(&self) -> Json<Health> {
        health()
    }

    /// End dsforge
    ///
    /// Unfinished runs go on when it is started again and you sign in.
    #[oai(path = "/quit", method = "post", operation_id = "quit")]
    #[expect(clippy::unused_async, reason = "operations are asynchronous, and this one waits for nothing")]
    async fn quit(&self, _who: SignedIn) -> Result<NoContent> {
        self.0.quit.cancel();
        Ok(NoContent::Done)
    }
}

/// The sign of life, which `/health` at the root gives too.
pub(super) fn health() -> Json<Health> {
    Json(Health { status: "ok".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() })
}

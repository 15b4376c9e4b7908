//! The program itself over HTTP: is it there, is there a newer one, end it.

use std::sync::Arc;

use poem_openapi::{Object, OpenApi, payload::Json};

use super::{Tag, auth::SignedIn, error::Result, page::NoContent};
use crate::app::{Services, updates};

/// A sign of life.
#[derive(Object)]
pub(super) struct Health {
    /// `ok`.
    status: String,
    /// The program's version.
    version: String,
}

/// What is known of new versions.
#[derive(Object)]
struct UpdateState {
    /// The version that answers.
    current: String,
    /// A newer one, when one was looked for and found.
    available: Option<String>,
    /// Whether it looks for newer ones: the preference `check_updates`.
    checks: bool,
    /// Whether this build can update itself. One that was not made by the maintainer cannot.
    can_update: bool,
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

    /// Ask whether there is a newer dsforge
    ///
    /// Looks only if the preference `check_updates` is true, and at most once in six hours. It never installs
    /// anything: `dsforge self-update` in a terminal does.
    #[oai(path = "/updates", method = "get", operation_id = "get_updates")]
    async fn updates(&self, who: SignedIn) -> Result<Json<UpdateState>> {
        let updates::Told { current, checks, can_update, newer } =
            updates::look(&self.0, who.session()).await?;
        let available = newer.map(|version| version.to_string());
        Ok(Json(UpdateState { current: current.to_string(), available, checks, can_update }))
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

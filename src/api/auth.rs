//! Who asks: the bearer token of a session, or name and password at sign-in.

use std::sync::Arc;

use poem::Request;
use poem_openapi::{
    SecurityScheme,
    auth::{Basic, Bearer},
};

use super::error::ApiError;
use crate::app::{Services, auth::sessions::Session, error::AppError};

/// Somebody who is signed in, with the token they showed.
#[derive(SecurityScheme)]
#[oai(ty = "bearer", rename = "session", checker = "find_session")]
pub(super) struct SignedIn(pub(super) Known);

/// A session and the token that found it.
pub(super) struct Known {
    pub(super) session: Arc<Session>,
    pub(super) token: String,
}

/// Name and password, at sign-in alone.
#[derive(SecurityScheme)]
#[oai(ty = "basic", rename = "password")]
pub(super) struct Credentials(pub(super) Basic);

impl SignedIn {
    pub(super) fn session(&self) -> &Session {
        &self.0.session
    }
}

#[expect(clippy::unused_async, reason = "the form of a checker")]
async fn find_session(request: &Request, bearer: Bearer) -> poem::Result<Known> {
    let session = services(request)?.sessions.find(&bearer.token);
    session.map(|session| Known { session, token: bearer.token }).ok_or_else(locked)
}

/// The services that the application carries with each request.
fn services(request: &Request) -> poem::Result<&Arc<Services>> {
    request.data::<Arc<Services>>().ok_or_else(locked)
}

/// The answer to somebody who is not signed in.
fn locked() -> poem::Error {
    ApiError::from(AppError::Locked).into()
}

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
    let found = services(request).ok().and_then(|services| services.sessions.find(&bearer.token));
    found
        .map(|session| Known { session, token: bearer.token })
        .ok_or_else(|| ApiError::from(AppError::Locked).into())
}

/// Whoever shows a ticket for this very path, or the token of a session: for downloads, which may be plain links.
pub(super) fn admit(request: &Request, ticket: Option<&str>) -> Result<Arc<Session>, AppError> {
    let services = services(request)?;
    if let Some(ticket) = ticket {
        let session = services.tickets.redeem(ticket, &without_ticket(request.uri()));
        return session.filter(|session| services.sessions.goes_on(session)).ok_or(AppError::Locked);
    }
    let token = request.header("authorization").and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(token)
    });
    token.and_then(|token| services.sessions.find(token)).ok_or(AppError::Locked)
}

/// The path and query that a ticket was issued for: below `/api`, which the router has taken off, and without the
/// ticket itself.
fn without_ticket(uri: &poem::http::Uri) -> String {
    let path = uri.path();
    let query: Vec<&str> = uri
        .query()
        .unwrap_or("")
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("ticket="))
        .collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// The services that the application carries with each request.
fn services(request: &Request) -> Result<&Arc<Services>, AppError> {
    request.data::<Arc<Services>>().ok_or(AppError::Locked)
}

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

async fn find_session(request: &Request, bearer: Bearer) -> poem::Result<Known> {
    let session = services(request)?.sessions.find(&bearer.token);
    session.map(|session| Known { session, token: bearer.token }).ok_or_else(locked)
}

/// Whoever shows a ticket for this very path, or the token of a session: for downloads, which may be plain links.
pub(super) fn admit(request: &Request, ticket: Option<&str>) -> poem::Result<Arc<Session>> {
    let services = services(request)?;
    if let Some(ticket) = ticket {
        let path = without_ticket(request.original_uri());
        let session = services.tickets.redeem(ticket, &path);
        // Whoever has signed out meanwhile has left no key behind, and gets nothing.
        return session.filter(|session| services.sessions.has(session.user)).ok_or_else(locked);
    }
    let token = request.header("authorization").and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(token)
    });
    token.and_then(|token| services.sessions.find(token)).ok_or_else(locked)
}

/// The path and query that a ticket was issued for: below `/api`, and without the ticket itself.
fn without_ticket(uri: &poem::http::Uri) -> String {
    let path = uri.path().strip_prefix("/api").unwrap_or(uri.path());
    let query: Vec<&str> = uri
        .query()
        .unwrap_or("")
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("ticket="))
        .collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// The services that the application carries with each request.
fn services(request: &Request) -> poem::Result<&Arc<Services>> {
    request.data::<Arc<Services>>().ok_or_else(locked)
}

/// The answer to somebody who is not signed in.
fn locked() -> poem::Error {
    ApiError::from(AppError::Locked).into()
}

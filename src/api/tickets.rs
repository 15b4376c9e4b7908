//! Tickets over HTTP: a plain link may do one request by one.

use std::sync::Arc;

use poem_openapi::{Object, OpenApi, payload::Json};
use serde::Deserialize;

use super::{Tag, auth::SignedIn, body::Body, error::Result};
use crate::app::{Services, error::AppError};

/// What a ticket is for.
#[derive(Object, Deserialize)]
struct TicketInput {
    /// The path below `/api`, with its query.
    path: String,
}

/// Lets a plain link do one request.
#[derive(Object)]
struct Ticket {
    /// To be added to the query as `ticket`, once, within 30 seconds.
    ticket: String,
}

/// Downloads by a plain link.
pub(super) struct TicketsApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Exports")]
impl TicketsApi {
    /// Get a ticket
    ///
    /// For one download by a plain link, which cannot carry a token.
    #[oai(path = "/tickets", method = "post", operation_id = "create_ticket")]
    #[expect(clippy::unused_async, reason = "operations are asynchronous, and this one waits for nothing")]
    async fn ticket(&self, who: SignedIn, body: Body<TicketInput>) -> Result<Json<Ticket>> {
        if !body.0.path.starts_with('/') {
            return Err(AppError::bad("path", "path begins with / and is below /api").into());
        }
        let ticket = self.0.tickets.issue(&body.0.path, who.0.session).map_err(AppError::from)?;
        Ok(Json(Ticket { ticket }))
    }
}

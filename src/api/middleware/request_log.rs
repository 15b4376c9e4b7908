//! One line for each request: method, route, status, time, id. Never a path as sent, a query, a header or a
//! body: they hold names and content.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};

use poem::{
    Endpoint, PathPattern, Request, Response, Result,
    http::{HeaderName, HeaderValue, Method},
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Counts the requests of this start of the program; sent back so that a person can find the line.
#[derive(Clone, Copy, Debug)]
pub struct RequestId(pub u64);

/// The layer.
pub(super) struct RequestLog<E> {
    inner: E,
    last: AtomicU64,
}

impl<E> RequestLog<E> {
    pub(super) fn new(inner: E) -> Self {
        Self { inner, last: AtomicU64::new(0) }
    }
}

impl<E: Endpoint<Output = Response>> Endpoint for RequestLog<E> {
    type Output = Response;

    async fn call(&self, mut req: Request) -> Result<Response> {
        let id = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let method = known(req.method());
        let started = Instant::now();
        req.set_data(RequestId(id));
        let mut response = self.inner.call(req).await?;
        let status = response.status();
        let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let route = response.data::<PathPattern>().map_or("-", |pattern| &pattern.0);
        // The page is mounted at the root, whose pattern the router leaves empty.
        let route = if route.is_empty() { "/" } else { route };
        if status.is_server_error() {
            tracing::warn!(method, route, status = status.as_u16(), ms, id, "request");
        } else {
            tracing::info!(method, route, status = status.as_u16(), ms, id, "request");
        }
        response.headers_mut().insert(REQUEST_ID, HeaderValue::from(id));
        Ok(response)
    }
}

/// A method can be any word, so only known ones are written.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

//! Counts the bytes of a body while a handler reads it, so that no request fills the memory, whether it says
//! its length or not.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use futures_util::StreamExt as _;
use poem::{
    Body, Endpoint, IntoResponse, Request, Response, Result,
    http::{StatusCode, header},
};

use super::problem::problem;

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;

/// What most requests may carry.
const USUAL: u64 = MIB;
/// What examples, rows of runs and tokenizer files may be.
const LARGE: u64 = 32 * MIB;
/// What a login may be: a name and a password, encoded.
const AUTHORIZATION: usize = 2 * 1024;

/// How much a path takes; none is without limit, for what is read piece by piece.
fn limit_of(path: &str) -> Option<u64> {
    let segments: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
    match segments[..] {
        ["api", "datasets", _, "import"] | ["api", "runs", _, "batch"] => None,
        ["api", "datasets", _, "examples", ..]
        | ["api", "chat_templates", ..]
        | ["api", "runs"]
        | ["api", "runs", "rows" | "estimate"] => Some(LARGE),
        _ => Some(USUAL),
    }
}

/// The layer.
pub(super) struct BodyLimit<E>(E);

impl<E> BodyLimit<E> {
    pub(super) fn new(inner: E) -> Self {
        Self(inner)
    }
}

impl<E: Endpoint> Endpoint for BodyLimit<E> {
    type Output = Response;

    async fn call(&self, mut req: Request) -> Result<Response> {
        if req.headers().get_all(header::AUTHORIZATION).iter().any(|value| value.len() > AUTHORIZATION) {
            return Ok(problem(
                StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
                "The Authorization header is longer than 2 KiB.",
            ));
        }
        let Some(limit) = limit_of(req.uri().path()) else {
            return Ok(self.0.call(req).await?.into_response());
        };
        if announced(&req).is_some_and(|length| length > limit) {
            return Ok(too_large(limit));
        }
        let exceeded = Arc::new(AtomicBool::new(false));
        let body = counted(req.take_body(), limit, Arc::clone(&exceeded));
        req.set_body(body);
        let answer = self.0.call(req).await;
        // Whatever the handler made of the broken body: this is the reason.
        if exceeded.load(Ordering::Relaxed) {
            return Ok(too_large(limit));
        }
        Ok(answer?.into_response())
    }
}

fn announced(req: &Request) -> Option<u64> {
    req.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn counted(body: Body, limit: u64, exceeded: Arc<AtomicBool>) -> Body {
    let mut left = limit;
    Body::from_bytes_stream(body.into_bytes_stream().map(move |chunk| {
        let chunk = chunk?;
        let Some(rest) = left.checked_sub(chunk.len() as u64) else {
            exceeded.store(true, Ordering::Relaxed);
            return Err(std::io::Error::other("the body is longer than this path takes"));
        };
        left = rest;
        Ok(chunk)
    }))
}

fn too_large(limit: u64) -> Response {
    let detail = format!("This is more than the {} MiB that can be sent here at once.", limit / MIB);
    problem(StatusCode::PAYLOAD_TOO_LARGE, &detail)
}

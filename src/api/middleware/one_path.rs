//! A path with a trailing slash is the same path.

use poem::{
    Endpoint, Request, Response, Result,
    http::{Uri, uri::PathAndQuery},
};

/// The layer.
pub(super) struct OnePath<E>(E);

impl<E> OnePath<E> {
    pub(super) fn new(inner: E) -> Self {
        Self(inner)
    }
}

impl<E: Endpoint<Output = Response>> Endpoint for OnePath<E> {
    type Output = Response;

    async fn call(&self, mut req: Request) -> Result<Response> {
        if let Some(uri) = without_slash(req.uri()) {
            *req.uri_mut() = uri;
        }
        self.0.call(req).await
    }
}

fn without_slash(uri: &Uri) -> Option<Uri> {
    let path = uri.path();
    if path.len() < 2 || !path.ends_with('/') {
        return None;
    }
    let trimmed = match path.trim_end_matches('/') {
        "" => "/",
        trimmed => trimmed,
    };
    let target = match uri.query() {
        Some(query) => format!("{trimmed}?{query}"),
        None => trimmed.to_owned(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(target).ok()?);
    Uri::from_parts(parts).ok()
}

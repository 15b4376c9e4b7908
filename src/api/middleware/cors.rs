//! Lets the pages of named origins use the API from a browser. Without names it adds nothing at all.

use poem::{
    Endpoint, Request, Response, Result,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
};

const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, DELETE");
const HEADERS: HeaderValue =
    HeaderValue::from_static("authorization, content-type, if-match, if-none-match, last-event-id");
const READABLE: HeaderValue = HeaderValue::from_static(
    "etag, content-disposition, retry-after, www-authenticate, x-change-id, x-request-id",
);
const TEN_MINUTES: HeaderValue = HeaderValue::from_static("600");

/// The layer. It never allows credentials: a session is a bearer token, which a page has to have.
pub(super) struct Cors<E> {
    inner: E,
    origins: Vec<String>,
}

impl<E> Cors<E> {
    pub(super) fn new(inner: E, origins: Vec<String>) -> Self {
        Self { inner, origins }
    }

    fn allowed(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        let mut origins = headers.get_all(header::ORIGIN).iter();
        match (origins.next(), origins.next()) {
            (Some(origin), None)
                if self.origins.iter().any(|known| known.as_bytes() == origin.as_bytes()) =>
            {
                Some(origin.clone())
            }
            _ => None,
        }
    }
}

impl<E: Endpoint<Output = Response>> Endpoint for Cors<E> {
    type Output = Response;

    async fn call(&self, req: Request) -> Result<Response> {
        if self.origins.is_empty() {
            return self.inner.call(req).await;
        }
        let allowed = self.allowed(req.headers());
        let asks_first = *req.method() == Method::OPTIONS
            && req.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        let mut response = if asks_first && allowed.is_some() {
            let mut response = Response::builder().status(StatusCode::NO_CONTENT).finish();
            let headers = response.headers_mut();
            headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
            headers.insert(header::ACCESS_CONTROL_MAX_AGE, TEN_MINUTES);
            response
        } else {
            self.inner.call(req).await?
        };
        let headers = response.headers_mut();
        headers.append(header::VARY, HeaderValue::from_static("Origin"));
        if let Some(origin) = allowed {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, READABLE);
        }
        Ok(response)
    }
}

//! Lets no foreign page change anything. Browsers say which page sends a request; programs that are no
//! browser say nothing, and nobody can make them send a request unasked.

use poem::{
    Endpoint, Request, Response, Result,
    http::{HeaderMap, Method, StatusCode, header},
};

use super::{
    local_only::{Hosts, the_host},
    problem::problem,
};

/// The layer.
pub(super) struct SameOrigin<E> {
    inner: E,
    hosts: Hosts,
    others: Vec<String>,
}

impl<E> SameOrigin<E> {
    pub(super) fn new(inner: E, hosts: Hosts, others: Vec<String>) -> Self {
        Self { inner, hosts, others }
    }

    fn comes_from_us(&self, headers: &HeaderMap) -> bool {
        let mut origins = headers.get_all(header::ORIGIN).iter();
        match (origins.next(), origins.next()) {
            (None, _) => !is_foreign_fetch(headers),
            (Some(origin), None) => origin.to_str().is_ok_and(|origin| {
                self.others.iter().any(|other| other == origin)
                    || the_host(headers).is_some_and(|host| self.hosts.is_own_origin(origin, host))
            }),
            (Some(_), Some(_)) => false,
        }
    }
}

fn is_foreign_fetch(headers: &HeaderMap) -> bool {
    headers.get_all("sec-fetch-site").iter().any(|site| site == "cross-site" || site == "same-site")
}

impl<E: Endpoint<Output = Response>> Endpoint for SameOrigin<E> {
    type Output = Response;

    async fn call(&self, req: Request) -> Result<Response> {
        let changes_nothing = matches!(*req.method(), Method::GET | Method::HEAD | Method::OPTIONS);
        if changes_nothing || self.comes_from_us(req.headers()) {
            return self.inner.call(req).await;
        }
        Ok(problem(
            StatusCode::FORBIDDEN,
            "This request comes from another page. If that page may use dsforge, name its origin in CORS_ORIGINS.",
        ))
    }
}

//! Answers only under its own names. A page whose name was rebound to this machine sends that name as the
//! host; it gets 421 and nothing else, on every path.

use poem::{
    Endpoint, Request, Response, Result,
    http::{HeaderMap, Method, StatusCode, header},
};

use super::problem::problem;

/// The names and the port under which dsforge answers.
#[derive(Clone, Debug)]
pub struct Hosts {
    own: Vec<String>,
    allowed: Vec<String>,
}

impl Hosts {
    /// This machine's own names with the port that is really listened on, and the names allowed besides:
    /// `name:port` exactly so, `name` with any port or none, as it is behind a proxy.
    pub fn new(port: u16, allowed: &[String]) -> Self {
        const LOOPBACK: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];
        let mut own: Vec<String> = LOOPBACK.iter().map(|name| format!("{name}:{port}")).collect();
        if port == 80 {
            own.extend(LOOPBACK.map(str::to_owned));
        }
        Self { own, allowed: allowed.iter().map(|name| name.to_ascii_lowercase()).collect() }
    }

    pub(super) fn knows(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        self.own.contains(&host) || self.allows(&host)
    }

    /// Whether `origin` is that of the page that this server serves under `host`. Only a name that was
    /// allowed can stand behind a proxy that speaks TLS.
    pub(super) fn is_own_origin(&self, origin: &str, host: &str) -> bool {
        match origin.split_once("://") {
            Some(("http", authority)) => authority.eq_ignore_ascii_case(host),
            Some(("https", authority)) => {
                authority.eq_ignore_ascii_case(host) && self.allows(&host.to_ascii_lowercase())
            }
            _ => false,
        }
    }

    fn allows(&self, host: &str) -> bool {
        self.allowed.iter().any(|allowed| host == allowed || host_of(host) == allowed)
    }
}

/// The authority without its port, if that is a number.
fn host_of(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    }
}

/// The one host that a request names.
pub(super) fn the_host(headers: &HeaderMap) -> Option<&str> {
    let mut hosts = headers.get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.to_str().ok(),
        _ => None,
    }
}

/// The layer.
pub(super) struct LocalOnly<E> {
    inner: E,
    hosts: Hosts,
}

impl<E> LocalOnly<E> {
    pub(super) fn new(inner: E, hosts: Hosts) -> Self {
        Self { inner, hosts }
    }
}

impl<E: Endpoint<Output = Response>> Endpoint for LocalOnly<E> {
    type Output = Response;

    async fn call(&self, req: Request) -> Result<Response> {
        let Some(host) = the_host(req.headers()).filter(|host| self.hosts.knows(host)) else {
            return Ok(problem(
                StatusCode::MISDIRECTED_REQUEST,
                "dsforge does not answer under this name. If it should, start it with --allow-host and the name.",
            ));
        };
        // A target in absolute form names its host a second time.
        if req.uri().authority().is_some_and(|target| !target.as_str().eq_ignore_ascii_case(host)) {
            return Ok(problem(StatusCode::MISDIRECTED_REQUEST, "The request names two different hosts."));
        }
        if !req.uri().path().starts_with('/') {
            return Ok(problem(StatusCode::BAD_REQUEST, "The request names no path."));
        }
        if matches!(*req.method(), Method::CONNECT | Method::TRACE) {
            let mut response = problem(StatusCode::METHOD_NOT_ALLOWED, "dsforge takes no such method.");
            response
                .headers_mut()
                .insert(header::ALLOW, poem::http::HeaderValue::from_static("GET, HEAD, POST, PUT, DELETE"));
            return Ok(response);
        }
        self.inner.call(req).await
    }
}

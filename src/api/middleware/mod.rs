//! What every request passes before a handler sees it, and every answer on its way out.
//!
//! From the outside in: log → headers of the answer → host → origin → CORS → errors as `{"detail"}` → one
//! spelling of a path → size of the body. The host comes first, so that a name that an attacker points at
//! this machine learns nothing; the origin comes before anything that counts attempts, so that a foreign page
//! cannot use them up. None of it knows a resource or a session.

mod allow;
mod body_limit;
mod cors;
mod local_only;
mod one_path;
mod origin;
mod problem;
mod request_log;
mod security_headers;

use poem::{Endpoint, IntoEndpoint, Response};

pub use self::{
    allow::AllowedMethods, local_only::Hosts, problem::problem, request_log::RequestId,
    security_headers::DOCS_PATH,
};
use self::{
    body_limit::BodyLimit, cors::Cors, local_only::LocalOnly, one_path::OnePath, origin::SameOrigin,
    problem::Problems, request_log::RequestLog, security_headers::SecurityHeaders,
};

/// What the outer layers need to know of this start of the program.
#[derive(Clone, Debug)]
pub struct MiddlewareConfig {
    /// The names dsforge answers under.
    pub hosts: Hosts,
    /// Origins of other pages that may use the API; without any there is no CORS at all.
    pub cors_origins: Vec<String>,
    /// The methods of each path, for the answer to a wrong one.
    pub methods: AllowedMethods,
}

/// Puts all layers around the routes.
pub fn wrap<E>(routes: E, config: &MiddlewareConfig) -> impl Endpoint<Output = Response> + use<E>
where
    E: IntoEndpoint,
    E::Endpoint: 'static,
{
    let inner = OnePath::new(BodyLimit::new(routes.into_endpoint()));
    let inner = Problems::new(inner, config.methods.clone());
    let inner = Cors::new(inner, config.cors_origins.clone());
    let inner = SameOrigin::new(inner, config.hosts.clone(), config.cors_origins.clone());
    let inner = LocalOnly::new(inner, config.hosts.clone());
    RequestLog::new(SecurityHeaders::new(inner))
}

#[cfg(test)]
mod tests;

//! The HTTP client for model servers: it goes where it is told and nowhere else. No redirects, no proxies,
//! no compression, and no limit on the whole of an answer: [`super::timers`] knows better.

use std::time::Duration;

use reqwest::{Client, redirect::Policy};
use thiserror::Error;

use super::address::AddressError;

/// A server could not be set up to be used.
#[derive(Debug, Error)]
pub enum SetUpError {
    /// The client could not be made, which only happens when TLS cannot be set up.
    #[error("the HTTP client for model servers could not be set up")]
    Client(#[from] reqwest::Error),
    /// There is no such address.
    #[error("its address {0}")]
    Address(#[from] AddressError),
}

/// A client that gives up connecting after `connect`.
pub(super) fn client(connect: Duration) -> Result<Client, SetUpError> {
    install_tls();
    let builder = || {
        Client::builder()
            .user_agent(concat!("dsforge/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(connect)
            .redirect(Policy::none())
            .no_proxy()
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
    };
    // A system without certificates, as an empty container is: servers without encryption can be reached all the same.
    Ok(builder().build().or_else(|_| builder().tls_certs_only([]).build())?)
}

/// Makes ring the process's TLS provider. An error only says that there is one already.
fn install_tls() {
    drop(rustls::crypto::ring::default_provider().install_default());
}

//! The HTTP client for releases. It follows redirects, which GitHub needs, but never to where the way is not
//! encrypted. Proxies of the environment count here: the way to GitHub may lead through one.

use std::{fs::File, io, path::Path, time::Duration};

use reqwest::{
    Url,
    blocking::{self, Response},
    redirect::{Attempt, Policy},
};
use url::Origin;

use super::{UpdateError, flush};

const CONNECT: Duration = Duration::from_secs(10);
/// For a whole archive, over a slow line.
const DOWNLOAD: Duration = Duration::from_secs(30 * 60);
const REDIRECTS: usize = 5;

/// Asks one server of releases, and whoever that sends it to.
pub(super) struct Client {
    inner: blocking::Client,
    home: Origin,
}

impl Client {
    /// `api` is the server that may be asked as it is; a test's has no certificate.
    pub(super) fn new(api: &str) -> Result<Self, UpdateError> {
        // An error only says that there is a provider already.
        drop(rustls::crypto::ring::default_provider().install_default());
        let home = Url::parse(api).map_err(|_| UpdateError::insecure(api))?.origin();
        let may_follow = {
            let home = home.clone();
            move |attempt: Attempt<'_>| match attempt.previous().len() {
                ..=REDIRECTS if is_safe(attempt.url(), &home) => attempt.follow(),
                _ => attempt.stop(),
            }
        };
        let inner = blocking::Client::builder()
            .user_agent(concat!("dsforge/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT)
            .timeout(DOWNLOAD)
            .redirect(Policy::custom(may_follow))
            .build()
            .map_err(|error| UpdateError::unreachable(&error))?;
        Ok(Self { inner, home })
    }

    /// The same client, for those who ask themselves.
    pub(super) fn inner(&self) -> blocking::Client {
        self.inner.clone()
    }

    /// Writes what an address has to a file, if it is not larger than `largest`.
    pub(super) fn download(
        &self,
        url: &str,
        to: &Path,
        largest: u64,
        watch: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<(), UpdateError> {
        let safe = Url::parse(url).ok().filter(|url| is_safe(url, &self.home));
        let url = safe.ok_or_else(|| UpdateError::insecure(url))?;
        let asked = self.inner.get(url).header("Accept", "application/octet-stream").send();
        let response = asked.map_err(|error| UpdateError::unreachable(&error))?;
        if response.status().is_redirection() {
            return Err(UpdateError::insecure(response.url().as_str()));
        }
        let response = response.error_for_status().map_err(|error| UpdateError::unreachable(&error))?;
        save(response, to, largest, watch).map_err(|error| UpdateError::unreachable(&error))?;
        flush(to).map_err(|error| UpdateError::place(to, error))
    }
}

/// Whether nobody on the way can put something else in: it is encrypted, or it is the server that was named.
fn is_safe(url: &Url, home: &Origin) -> bool {
    url.scheme() == "https" || url.origin() == *home
}

fn save(
    mut response: Response,
    to: &Path,
    largest: u64,
    watch: &mut dyn FnMut(u64, Option<u64>),
) -> io::Result<()> {
    let total = response.content_length();
    let mut file = File::create(to)?;
    let mut piece = vec![0; 1 << 16];
    let mut come = 0;
    loop {
        let length = io::Read::read(&mut response, &mut piece)?;
        if length == 0 {
            break;
        }
        come += length as u64;
        if come > largest {
            return Err(io::Error::other("the archive is larger than any of dsforge could be"));
        }
        io::Write::write_all(&mut file, &piece[..length])?;
        watch(come, total);
    }
    if total.is_some_and(|total| total != come) {
        return Err(io::Error::other("the download broke off"));
    }
    Ok(())
}

//! Where a model server is: the many ways in which `OLLAMA_HOST` may say so.
//!
//! The rules are those of Ollama itself, so that one environment serves both; what only makes sense for a
//! listener, such as `0.0.0.0`, becomes what a client has to dial.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

use thiserror::Error;

const DEFAULT_PORT: u16 = 11434;

/// The address of a model server, complete and without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

/// Why a text is no address. The message begins with the setting's name.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum AddressError {
    /// Neither `http` nor `https`.
    #[error("OLLAMA_HOST begins with {0}://, but only http:// and https:// are known")]
    Scheme(String),
    /// With a name or a password in it.
    #[error("OLLAMA_HOST holds a user name or a password, which dsforge does not send; leave it out")]
    Credentials,
    /// Anything else.
    #[error("OLLAMA_HOST is not an address such as http://127.0.0.1:11434")]
    Malformed,
}

impl Address {
    /// Reads `OLLAMA_HOST`, with `OLLAMA_PORT` for an address that names no port.
    pub fn parse(host: &str, port: Option<u16>) -> Result<Self, AddressError> {
        let text = trimmed(host);
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
            None if text == "ollama.com" => ("https".into(), text),
            None => (String::new(), text),
        };
        let (scheme, default_port) = match scheme.as_str() {
            "" => ("http", DEFAULT_PORT),
            "http" => ("http", 80),
            "https" => ("https", 443),
            _ => return Err(AddressError::Scheme(scheme)),
        };
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        if authority.contains('@') {
            return Err(AddressError::Credentials);
        }
        let (host, named_port) = split_port(authority);
        let port = named_port.or(port.filter(|port| *port != 0)).unwrap_or(default_port);
        let path = path.trim_matches('/');
        let slash = if path.is_empty() { "" } else { "/" };
        let address = format!("{scheme}://{}:{port}{slash}{path}", dialled(host));
        check(&address)?;
        Ok(Self(address))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of one of the server's paths, which begins with a slash.
    pub(super) fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Without the spaces and quotes that shells and files leave around a value.
fn trimmed(text: &str) -> &str {
    text.trim().trim_matches(['"', '\'']).trim()
}

/// Host and port. A port that is none is as good as missing.
fn split_port(authority: &str) -> (&str, Option<u16>) {
    let number = |port: &str| port.parse().ok().filter(|port| *port != 0);
    if bare(authority).parse::<IpAddr>().is_ok() {
        return (authority, None);
    }
    match authority.rsplit_once(':') {
        Some((host, port)) => (host, number(port)),
        None => (authority, None),
    }
}

fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}

/// The host that a client has to dial.
fn dialled(host: &str) -> String {
    match bare(host).parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.to_string(),
        Ok(IpAddr::V4(ip)) => ip.to_string(),
        Ok(IpAddr::V6(ip)) if ip.is_unspecified() => format!("[{}]", Ipv6Addr::LOCALHOST),
        Ok(IpAddr::V6(ip)) => format!("[{ip}]"),
        Err(_) if host.is_empty() => Ipv4Addr::LOCALHOST.to_string(),
        Err(_) => host.to_owned(),
    }
}

fn check(address: &str) -> Result<(), AddressError> {
    let url = reqwest::Url::parse(address).map_err(|_| AddressError::Malformed)?;
    let plain = url.query().is_none() && url.fragment().is_none() && url.has_host();
    plain.then_some(()).ok_or(AddressError::Malformed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(host: &str, expected: &str) {
        let address = Address::parse(host, None).unwrap_or_else(|e| panic!("{host:?}: {e}"));
        assert_eq!(address.as_str(), expected, "{host:?}");
    }

    #[test]
    fn every_form_that_ollama_takes_is_taken() {
        check("", "http://127.0.0.1:11434");
        check("192.168.0.7", "http://192.168.0.7:11434");
        check("192.168.0.7:1234", "http://192.168.0.7:1234");
        check("workstation", "http://workstation:11434");
        check("workstation:1234", "http://workstation:1234");
        check(":1234", "http://127.0.0.1:1234");
        check("http://workstation", "http://workstation:80");
        check("https://workstation", "https://workstation:443");
        check("HTTPS://workstation:8443", "https://workstation:8443");
        check("https://workstation/ollama/", "https://workstation:443/ollama");
        check("http://workstation:8080/a/b", "http://workstation:8080/a/b");
        check("[::1]", "http://[::1]:11434");
        check("::1", "http://[::1]:11434");
        check("[::1]:1337", "http://[::1]:1337");
        check("http://[fd00::7]", "http://[fd00::7]:80");
        check("ollama.com", "https://ollama.com:443");
    }

    #[test]
    fn an_address_to_listen_on_becomes_one_to_dial() {
        check("0.0.0.0", "http://127.0.0.1:11434");
        check("http://0.0.0.0:11434", "http://127.0.0.1:11434");
        check("[::]", "http://[::1]:11434");
        check("[::]:8000", "http://[::1]:8000");
    }

    #[test]
    fn quotes_and_spaces_do_not_count() {
        check(" 192.168.0.7 ", "http://192.168.0.7:11434");
        check("\"192.168.0.7\"", "http://192.168.0.7:11434");
        check(" \" 192.168.0.7 \" ", "http://192.168.0.7:11434");
        check("'192.168.0.7:1'", "http://192.168.0.7:1");
    }

    #[test]
    fn a_port_that_is_none_gives_way_to_the_default() {
        for host in [":66000", ":-1", ":0", ":", ":x"] {
            check(host, "http://127.0.0.1:11434");
        }
        check("https://workstation:x", "https://workstation:443");
    }

    #[test]
    fn a_port_of_its_own_counts_where_the_address_names_none() {
        let parse = |host| Address::parse(host, Some(8000)).map(|a| a.to_string());
        assert_eq!(parse("http://localhost"), Ok("http://localhost:8000".into()));
        assert_eq!(parse("localhost"), Ok("http://localhost:8000".into()));
        assert_eq!(parse("localhost:9000"), Ok("http://localhost:9000".into()));
        assert_eq!(parse("[::1]"), Ok("http://[::1]:8000".into()));
        assert_eq!(parse("localhost:x"), Ok("http://localhost:8000".into()));
    }

    #[test]
    fn what_cannot_be_dialled_is_said() {
        let parse = |host| Address::parse(host, None);
        assert_eq!(parse("unix:///run/ollama"), Err(AddressError::Scheme("unix".into())));
        assert_eq!(parse("http://ada:secret@workstation"), Err(AddressError::Credentials));
        assert_eq!(parse("work station"), Err(AddressError::Malformed));
        assert_eq!(parse("http://workstation/?x=1"), Err(AddressError::Malformed));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}", port in any::<Option<u16>>()) {
            drop(Address::parse(&text, port));
        }

        #[test]
        fn an_address_read_again_is_the_same(
            scheme in "(http://|https://|)",
            host in "([a-z]{1,9}(\\.[a-z]{2,5})?|[0-9]{1,2}\\.[0-9]{1,2}\\.0\\.1|\\[[0-9a-f]{1,4}::[0-9a-f]{1,4}\\])",
            port in proptest::option::of(1_u16..),
            path in "(/[a-z]{1,5})?",
        ) {
            let port = port.map(|port| format!(":{port}")).unwrap_or_default();
            let once = Address::parse(&format!("{scheme}{host}{port}{path}"), None);
            prop_assume!(once.is_ok());
            let once = once.unwrap();
            prop_assert_eq!(Address::parse(once.as_str(), Some(1)), Ok(once));
        }
    }
}

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

/// Why a text is no address. The message follows the name of the setting or field.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum AddressError {
    /// Neither `http` nor `https`.
    #[error("begins with {0}://, but only http:// and https:// are known")]
    Scheme(String),
    /// With a name or a password in it.
    #[error("holds a user name or a password, which dsforge does not send; leave it out")]
    Credentials,
    /// Anything else.
    #[error("is not an address such as http://127.0.0.1:11434")]
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

    /// Reads the base address of an OpenAI-compatible server as people paste it: with its `/v1` or without, up to
    /// the full path of the operation. It is kept up to where `/models` and `/chat/completions` follow.
    pub fn parse_base(text: &str) -> Result<Self, AddressError> {
        let text = trimmed(text).trim_end_matches('/');
        let text = ["/chat/completions", "/completions", "/models"]
            .iter()
            .find_map(|operation| text.strip_suffix(operation))
            .unwrap_or(text);
        let text = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
        if text == "http://" {
            return Err(AddressError::Malformed);
        }
        let Self(mut address) = Self::parse(&text, None)?;
        let path = address.splitn(4, '/').nth(3).unwrap_or_default();
        if !path.split('/').any(is_version) {
            address.push_str("/v1");
        }
        Ok(Self(address))
    }

    /// Whether what is sent there stays on this machine or in its own network.
    pub fn is_local(&self) -> bool {
        let Ok(url) = reqwest::Url::parse(&self.0) else { return false };
        let host = url.host_str().unwrap_or_default();
        match bare(host).parse::<IpAddr>() {
            Ok(ip) => is_local_ip(ip),
            Err(_) => is_local_name(host.trim_end_matches('.')),
        }
    }

    /// Whether what is sent there can be read on the way, by whoever the way leads past.
    pub fn is_in_clear(&self) -> bool {
        self.0.starts_with("http://")
    }

    /// The root of an OpenAI-compatible server, above its version.
    pub(super) fn above_version(&self) -> Self {
        Self(self.0.rsplit_once('/').map_or(self.0.as_str(), |(above, _)| above).to_owned())
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

/// A segment such as `v1` or `v1beta`.
fn is_version(segment: &str) -> bool {
    segment.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn is_local_ip(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => is_local_ip(IpAddr::V4(ip)),
            None => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
        },
    }
}

/// Names that no public name server knows.
fn is_local_name(name: &str) -> bool {
    const LOCAL: [&str; 5] = [".localhost", ".local", ".internal", ".lan", ".home.arpa"];
    !name.contains('.') || LOCAL.iter().any(|end| name.ends_with(end))
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
    fn a_base_address_is_taken_as_people_paste_it() {
        let base = |text| Address::parse_base(text).map(|address| address.to_string());
        for text in [
            "http://127.0.0.1:8080",
            "127.0.0.1:8080",
            "http://127.0.0.1:8080/",
            "http://127.0.0.1:8080/v1",
            "http://127.0.0.1:8080/v1/",
            "http://127.0.0.1:8080/v1/models",
            " http://127.0.0.1:8080/v1/chat/completions/ ",
        ] {
            assert_eq!(base(text), Ok("http://127.0.0.1:8080/v1".into()), "{text}");
        }
        assert_eq!(base("https://models.example/api"), Ok("https://models.example:443/api/v1".into()));
        assert_eq!(
            base("https://models.example/v1beta/openai"),
            Ok("https://models.example:443/v1beta/openai".into())
        );
        assert_eq!(base(" "), Err(AddressError::Malformed));
        assert_eq!(base("file:///etc/passwd"), Err(AddressError::Scheme("file".into())));
    }

    #[test]
    fn what_leaves_the_house_is_told_from_what_stays() {
        let is_local = |host| Address::parse(host, None).unwrap().is_local();
        for host in [
            "127.0.0.1",
            "localhost",
            "workstation",
            "gpu.local",
            "192.168.0.7:8080",
            "10.1.2.3",
            "172.16.0.1",
            "[::1]",
            "[fd00::7]",
            "[fe80::1]",
            "[::ffff:192.168.0.7]",
            "host.docker.internal",
        ] {
            assert!(is_local(host), "{host}");
        }
        for host in [
            "ollama.com",
            "8.8.8.8",
            "172.32.0.1",
            "[2001:db8::1]",
            "http://local.example",
            "https://api.example.",
        ] {
            assert!(!is_local(host), "{host}");
        }
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

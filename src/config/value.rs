//! From text to a value. Each problem reads on after the setting's name: `OLLAMA_PORT must be …`.

use std::{net::IpAddr, ops::RangeInclusive, time::Duration};

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use zeroize::Zeroizing;

const LEAST_SALT: usize = 16;

pub(super) fn switch(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "on" => Ok(true),
        "0" | "false" | "no" | "off" => Ok(false),
        _ => Err(format!("must be 1 or 0, not `{text}`")),
    }
}

pub(super) fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| format!("must be a port from 0 to 65535, not `{text}`"))
}

pub(super) fn address(text: &str) -> Result<IpAddr, String> {
    text.parse().map_err(|_| format!("must be an address such as 127.0.0.1, not `{text}`"))
}

pub(super) fn attempts(text: &str) -> Result<u32, String> {
    const LIMITS: RangeInclusive<u32> = 1..=1000;
    text.parse()
        .ok()
        .filter(|n| LIMITS.contains(n))
        .ok_or_else(|| format!("must be a number of attempts from 1 to 1000, not `{text}`"))
}

pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    duration(text, 1)
        .filter(|d| (Duration::from_secs(1)..=Duration::from_secs(3600)).contains(d))
        .ok_or_else(|| format!("must be seconds from 1 to 3600 (or such as 2m), not `{text}`"))
}

pub(super) fn minutes(text: &str) -> Result<Duration, String> {
    duration(text, 60)
        .filter(|d| (Duration::from_secs(1)..=Duration::from_secs(7 * 24 * 3600)).contains(d))
        .ok_or_else(|| format!("must be minutes up to a week (or such as 90s, 2h), not `{text}`"))
}

/// A whole number with `s`, `m` or `h`, or of the given unit in seconds without.
fn duration(text: &str, unit: u64) -> Option<Duration> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let unit = match text[end..].trim() {
        "" => unit,
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => return None,
    };
    text[..end].parse::<u64>().ok()?.checked_mul(unit).map(Duration::from_secs)
}

/// The value is a secret: no problem repeats it.
pub(super) fn salt(text: &str) -> Result<Zeroizing<Vec<u8>>, String> {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let engine = GeneralPurpose::new(&alphabet::STANDARD, config);
    let bytes = engine
        .decode(text)
        .map(Zeroizing::new)
        .map_err(|_| "must be base64; `openssl rand -base64 32` makes a good one".to_owned())?;
    if bytes.len() < LEAST_SALT {
        return Err(format!(
            "is too short: it must be base64 of at least {LEAST_SALT} bytes; `openssl rand -base64 32` makes a good one"
        ));
    }
    Ok(bytes)
}

/// Hosts with or without a port, separated by commas.
pub(super) fn hosts(text: &str) -> Result<Vec<String>, String> {
    list(text)
        .map(|host| {
            let host = host.to_ascii_lowercase();
            if is_authority(&host) {
                Ok(host)
            } else {
                Err(format!("must be a host name, with a port or without, not `{host}`"))
            }
        })
        .collect()
}

/// Origins, separated by commas, in the one form in which a browser writes each.
pub(super) fn origins(text: &str) -> Result<Vec<String>, String> {
    list(text).map(origin).collect()
}

fn origin(text: &str) -> Result<String, String> {
    if text == "*" {
        return Err("cannot be *: every page on the web could use your data; name each origin".to_owned());
    }
    let text = text.to_ascii_lowercase();
    let parts = text.split_once("://").filter(|(_, authority)| is_authority(authority));
    match parts {
        Some(("http", authority)) => Ok(format!("http://{}", without(authority, ":80"))),
        Some(("https", authority)) => Ok(format!("https://{}", without(authority, ":443"))),
        _ => Err(format!("must be origins such as https://notes.example:8443, without a path, not `{text}`")),
    }
}

/// Browsers leave the scheme's own port out.
fn without<'a>(authority: &'a str, port: &str) -> &'a str {
    authority.strip_suffix(port).unwrap_or(authority)
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}

fn is_authority(text: &str) -> bool {
    let (host, rest) = match text.strip_prefix('[').and_then(|t| t.split_once(']')) {
        Some((v6, rest)) if v6.parse::<std::net::Ipv6Addr>().is_ok() => ("v6", rest),
        Some(_) => return false,
        None => text.split_at(text.find(':').unwrap_or(text.len())),
    };
    let good_port = |port: &str| port.parse::<u16>().is_ok_and(|n| n > 0) && !port.starts_with('+');
    !host.is_empty()
        && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
        && (rest.is_empty() || rest.strip_prefix(':').is_some_and(good_port))
}

//! The page, served from the program itself. There is no file system behind it: a path is a key or it is not.
//!
//! It knows nothing of what the page does. Paths under `/api` are never its own.

use std::{borrow::Cow, fmt::Write as _, io, marker::PhantomData};

use poem::{
    Endpoint, Request, Response, Result,
    error::{MethodNotAllowedError, NotFoundError},
    http::{HeaderMap, Method, StatusCode, header},
};
use rust_embed::{Embed, EmbeddedFile};

include!(concat!(env!("OUT_DIR"), "/page.rs"));

const INDEX: &str = "index.html";
/// Names there contain a hash of the content, so what has such a name never changes.
const HASHED: &str = "assets/";

/// Serves the files of the page and, for every other path without an extension, the page itself: which screen
/// that is, the page decides.
pub fn page() -> impl Endpoint<Output = Response> {
    Files::<Page>(PhantomData)
}

struct Files<P>(PhantomData<P>);

impl<P: Embed + Send + Sync> Endpoint for Files<P> {
    type Output = Response;

    async fn call(&self, req: Request) -> Result<Response> {
        let path = req.uri().path();
        if path == "/api" || path.starts_with("/api/") {
            return Err(NotFoundError.into());
        }
        if !matches!(*req.method(), Method::GET | Method::HEAD) {
            return Err(MethodNotAllowedError.into());
        }
        let key = key_of(path).filter(|key| !is_hidden(key)).ok_or(NotFoundError)?;
        if let Some(found) = Found::of::<P>(&key, req.headers()) {
            return Ok(send(&key, found, req.headers()));
        }
        let is_screen = !key.rsplit('/').next().is_some_and(|name| name.contains('.'));
        let index = Found::of::<P>(INDEX, req.headers()).filter(|_| is_screen).ok_or(NotFoundError)?;
        Ok(send(INDEX, index, req.headers()))
    }
}

/// Decodes once what the browser encoded; none when the result is no plain path.
fn key_of(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.strip_prefix('/')?.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => hex(rest.next()?)? << 4 | hex(rest.next()?)?,
            byte => byte,
        });
    }
    let key = String::from_utf8(bytes).ok()?;
    let is_plain =
        !key.contains(['\\', '\0']) && key.split('/').all(|segment| segment != ".." && segment != ".");
    is_plain.then_some(key)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// Compressed forms are forms of a file, not files of their own.
fn is_hidden(key: &str) -> bool {
    key.split('/').any(|segment| segment.starts_with('.')) || key.ends_with(COMPRESSED)
}

/// What the name of a compressed form ends with. Where there is one, the plain form is not embedded.
const COMPRESSED: &str = ".br";
const BROTLI: &str = "br";

struct Found {
    file: EmbeddedFile,
    form: Form,
}

/// How the bytes that are embedded become those that are sent.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// They are the file.
    Plain,
    /// They are compressed, and the browser takes them so.
    Compressed,
    /// They are compressed, and have to be unpacked for this browser.
    Unpacked,
}

impl Found {
    /// A file, in the form that the browser takes.
    fn of<P: Embed>(key: &str, headers: &HeaderMap) -> Option<Self> {
        if let Some(file) = P::get(&format!("{key}{COMPRESSED}")) {
            let form = if accepts(headers, BROTLI) { Form::Compressed } else { Form::Unpacked };
            return Some(Self { file, form });
        }
        P::get(key).map(|file| Self { file, form: Form::Plain })
    }
}

/// Whether `Accept-Encoding` names the encoding with a weight above zero.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = parts.any(|part| {
            part.strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()).is_some_and(|q| q <= 0.0)
        });
        named && !refused
    })
}

fn send(key: &str, found: Found, headers: &HeaderMap) -> Response {
    let tag = tag_of(&found);
    let keep = if key.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = Response::builder()
        .header(header::ETAG, &tag)
        .header(header::CACHE_CONTROL, keep)
        .header(header::VARY, "Accept-Encoding");
    if is_known(headers, &tag) {
        return response.status(StatusCode::NOT_MODIFIED).finish();
    }
    if found.form == Form::Compressed {
        response = response.header(header::CONTENT_ENCODING, BROTLI);
    }
    let response = response.content_type(content_type(key));
    match (found.form, found.file.data) {
        (Form::Unpacked, bytes) => match unpack(&bytes) {
            Ok(bytes) => response.body(bytes),
            Err(_) => Response::builder().status(StatusCode::INTERNAL_SERVER_ERROR).finish(),
        },
        (_, Cow::Borrowed(bytes)) => response.body(bytes),
        (_, Cow::Owned(bytes)) => response.body(bytes),
    }
}

/// The largest file of the page takes about three milliseconds.
fn unpack(mut compressed: &[u8]) -> io::Result<Vec<u8>> {
    let mut plain = Vec::with_capacity(compressed.len() * 4);
    brotli_decompressor::BrotliDecompress(&mut compressed, &mut plain)?;
    Ok(plain)
}

/// Half of the hash of the bytes that are embedded. What is sent unpacked has the other half, since the two
/// forms must not be taken for one another.
fn tag_of(found: &Found) -> String {
    let hash = found.file.metadata.sha256_hash();
    let half = if found.form == Form::Unpacked { &hash[16..] } else { &hash[..16] };
    half.iter().fold("\"".to_owned(), |mut tag, byte| {
        let _infallible = write!(tag, "{byte:02x}");
        tag
    }) + "\""
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let values = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

fn content_type(key: &str) -> &'static str {
    match key.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests;

//! As much HTTP as Ollama's answers need, written by hand so that every byte can be wrong on purpose.

use std::io;

use serde_json::Value;
use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader,
};

/// The time at which every answer is given.
pub(super) const DATE: &str = "Mon, 23 Nov 2026 09:14:28 GMT";

const JSON: &str = "application/json; charset=utf-8";

/// What a client sent.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The body as JSON; null when it is none.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The next request on a connection; none when the client is done.
    pub(crate) async fn read(from: &mut BufReader<impl AsyncRead + Unpin>) -> io::Result<Option<Self>> {
        let mut line = String::new();
        if from.read_line(&mut line).await? == 0 {
            return Ok(None);
        }
        let mut first = line.split_whitespace().map(ToOwned::to_owned);
        let (Some(method), Some(path)) = (first.next(), first.next()) else { return Ok(None) };
        let mut headers = Vec::new();
        loop {
            let mut line = String::new();
            from.read_line(&mut line).await?;
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
        let mut request = Self { method, path, headers, body: Vec::new() };
        let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        request.body.resize(length, 0);
        from.read_exact(&mut request.body).await?;
        Ok(Some(request))
    }
}

/// What goes back.
pub(crate) struct Reply {
    status: u16,
    reason: String,
    headers: Vec<(String, String)>,
    body: Body,
}

enum Body {
    Whole(Vec<u8>),
    /// The head is sent, and the body follows line by line.
    Lines,
}

impl Reply {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::text(status, JSON, body.to_string())
    }

    pub(super) fn error(status: u16, message: &str) -> Self {
        Self::json(status, &serde_json::json!({ "error": message }))
    }

    pub(crate) fn text(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status, &[("Content-Type", kind)], Body::Whole(body.into()))
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self::new(status, &[], Body::Whole(Vec::new()))
    }

    /// The head of an answer that is streamed.
    pub(super) fn lines() -> Self {
        Self::new(200, &[("Content-Type", "application/x-ndjson")], Body::Lines)
    }

    /// The head of an answer that is streamed as events.
    pub(crate) fn events() -> Self {
        Self::new(200, &[("Content-Type", "text/event-stream")], Body::Lines)
    }

    fn new(status: u16, headers: &[(&str, &str)], body: Body) -> Self {
        let headers = headers.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let reply = Self { status, reason: reason(status).into(), headers, body };
        reply.with("Date", DATE).with_length()
    }

    fn with_length(self) -> Self {
        match &self.body {
            Body::Whole(body) => {
                let length = body.len().to_string();
                self.with("Content-Length", &length)
            }
            Body::Lines => self.with("Transfer-Encoding", "chunked"),
        }
    }

    /// As recorded, headers and all.
    pub(super) fn recorded(status: u16, reason: &str, headers: &[(String, String)], body: &str) -> Self {
        let body = body.as_bytes().to_vec();
        Self { status, reason: reason.into(), headers: headers.to_vec(), body: Body::Whole(body) }
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Ollama puts some headers before those that the server adds.
    pub(crate) fn with_first(mut self, name: &str, value: &str) -> Self {
        self.headers.insert(0, (name.into(), value.into()));
        self
    }

    fn is_chunked(&self) -> bool {
        self.headers.iter().any(|(name, _)| name == "Transfer-Encoding")
    }

    pub(crate) async fn send(&self, to: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, self.reason);
        for (name, value) in &self.headers {
            head.push_str(&[name, ": ", value, "\r\n"].concat());
        }
        head.push_str("\r\n");
        to.write_all(head.as_bytes()).await?;
        match &self.body {
            Body::Lines => {}
            Body::Whole(body) if self.is_chunked() => {
                for line in body.split_inclusive(|byte| *byte == b'\n') {
                    send_chunk(to, line).await?;
                }
                end_chunks(to).await?;
            }
            Body::Whole(body) => to.write_all(body).await?,
        }
        to.flush().await
    }
}

pub(crate) async fn send_chunk(to: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> io::Result<()> {
    to.write_all(format!("{:x}\r\n", bytes.len()).as_bytes()).await?;
    to.write_all(bytes).await?;
    to.write_all(b"\r\n").await?;
    to.flush().await
}

/// The last chunk and the end in one piece: whoever has read it leaves nothing to be written.
pub(super) async fn send_last_chunk(to: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> io::Result<()> {
    let size = format!("{:x}\r\n", bytes.len());
    to.write_all(&[size.as_bytes(), bytes, b"\r\n0\r\n\r\n"].concat()).await?;
    to.flush().await
}

pub(crate) async fn end_chunks(to: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
    to.write_all(b"0\r\n\r\n").await?;
    to.flush().await
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        302 => "Found",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}

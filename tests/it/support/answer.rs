//! What came back.

use poem::{http::HeaderMap, test::TestResponse};
use serde_json::Value;

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    /// The same where it is no text.
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) async fn read(response: TestResponse) -> Self {
        let (head, body) = response.0.into_parts();
        let read = body.into_vec().await;
        let bytes = read.unwrap_or_else(|error| format!("(broken off: {error})").into_bytes());
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Self { status: head.status.as_u16(), headers: head.headers, text, bytes }
    }

    /// A header; nothing when it is not there.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("a header of plain text"))
    }

    /// The JSON of an answer with this status; null when it has no body.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        if self.text.is_empty() {
            return Value::Null;
        }
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// All that a failure says.
    #[track_caller]
    pub(crate) fn problem(self, status: u16) -> Value {
        let kind = self.header("content-type").unwrap_or_default().to_owned();
        assert!(kind.starts_with("application/json"), "{kind}: {}", self.text);
        let problem = self.expect(status);
        assert!(problem["detail"].is_string(), "{problem}");
        problem
    }

    /// What a failure says in words.
    #[track_caller]
    pub(crate) fn detail(self, status: u16) -> String {
        self.problem(status)["detail"].as_str().unwrap_or_default().to_owned()
    }
}

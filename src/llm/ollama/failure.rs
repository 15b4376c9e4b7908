//! From what went wrong on the wire to what the person reads.

use std::time::Duration;

use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde_json::Value;

use crate::{
    llm::{ChatRequest, LlmError, address::Address},
    model::message::Message,
};

/// Longest part of a server's own words that is passed on.
const LONGEST_REASON: usize = 300;

/// A run of this many characters that stands in the prompt too is taken as a quotation of it.
const QUOTATION: usize = 20;

/// Longest that a server may ask to be left alone.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

/// No answer came at all.
pub(super) fn of_sending(error: &reqwest::Error, server: &str, address: &Address) -> LlmError {
    if error.is_connect() || error.is_timeout() {
        return unreachable(server, address, "Start it with `ollama serve`, or correct OLLAMA_HOST.");
    }
    LlmError::garbled("it is no HTTP answer, or the connection broke off before it came")
}

/// The server took the connection and says nothing, not even to small questions.
pub(super) fn silent(server: &str, address: &Address) -> LlmError {
    unreachable(server, address, "It takes connections but does not answer: restart it.")
}

fn unreachable(server: &str, address: &Address, advice: &str) -> LlmError {
    LlmError::Unreachable { server: server.into(), address: address.to_string(), advice: advice.into() }
}

/// An answer whose status is no success.
pub(super) fn of_status(status: u16, headers: &HeaderMap, body: &[u8], request: &ChatRequest) -> LlmError {
    let json = serde_json::from_slice::<Value>(body).ok();
    let said = json.as_ref().and_then(|body| body.get("error")).map(reason);
    match (status, said) {
        (429 | 503, _) => LlmError::Busy { retry_after: retry_after(headers) },
        (300..=399, _) => LlmError::Refused {
            status,
            message:
                "it points to another address, and dsforge follows none. Set OLLAMA_HOST to the address \
                      itself."
                    .into(),
        },
        (403, None) => LlmError::Refused {
            status,
            message: "it does not accept requests for this host name. Set OLLAMA_HOST to the server's IP \
                      address or to localhost."
                .into(),
        },
        (404, None) => LlmError::Refused {
            status,
            message: "what listens there is not Ollama, or a very old one. Check OLLAMA_HOST.".into(),
        },
        (401, _) => LlmError::Refused {
            status,
            message: "it wants you to sign in. Run `ollama signin`, or choose a model that runs on your own \
                      machine."
                .into(),
        },
        (_, Some(said)) => of_reason(status, &said, request),
        (_, None) => LlmError::Refused { status, message: "it gave no reason. Look into its log.".into() },
    }
}

/// A line with `error` in the middle of an answer.
pub(super) fn of_line(status: Option<u16>, error: &Value, request: &ChatRequest) -> LlmError {
    match status.unwrap_or(500) {
        429 | 503 => LlmError::Busy { retry_after: None },
        status => of_reason(status, &reason(error), request),
    }
}

fn of_reason(status: u16, said: &str, request: &ChatRequest) -> LlmError {
    if status == 404 && said.contains("not found") {
        return no_such_model(&request.model);
    }
    LlmError::Refused { status, message: presentable(said, &request.messages) }
}

fn no_such_model(model: &str) -> LlmError {
    LlmError::NoSuchModel {
        model: model.to_owned(),
        how_to_get: format!("Get it with `ollama pull {model}`, or choose another."),
    }
}

/// The words inside an `error`. Some servers put the JSON of another server's error into theirs as text.
fn reason(error: &Value) -> String {
    match error {
        Value::String(text) => match serde_json::from_str::<Value>(text) {
            Ok(inner @ Value::Object(_)) => reason(&inner),
            _ => text.clone(),
        },
        Value::Object(members) => {
            ["error", "message"].iter().find_map(|key| members.get(*key)).map_or_else(String::new, reason)
        }
        other => other.to_string(),
    }
}

/// A server's words, short, on one line, and without quotations from the prompt.
fn presentable(said: &str, prompt: &[Message]) -> String {
    let line = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters: Vec<char> = line.chars().take(LONGEST_REASON).collect();
    let quotes = letters.windows(QUOTATION).any(|run| {
        let run: String = run.iter().collect();
        prompt.iter().any(|message| message.content.contains(&run))
    });
    if quotes {
        return "its reason quotes the prompt and is not repeated here. Look into its log.".into();
    }
    if letters.is_empty() {
        return "it gave no reason. Look into its log.".into();
    }
    letters.into_iter().collect()
}

/// Seconds to wait. The form with a date is not used by model servers.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_PAUSE))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::message::Role;

    fn question() -> ChatRequest {
        ChatRequest {
            model: "gemma3:4b".into(),
            messages: vec![Message::new(Role::User, "The tenant Ada Lovelace owes 400 pounds.")],
            ..ChatRequest::default()
        }
    }

    fn refused(status: u16, body: &Value) -> LlmError {
        of_status(status, &HeaderMap::new(), body.to_string().as_bytes(), &question())
    }

    #[test]
    fn an_error_inside_an_error_is_unwrapped() {
        let inner = json!({"error": {"code": 400, "message": "unrecognized type frob"}}).to_string();
        assert_eq!(
            refused(400, &json!({"error": inner})),
            LlmError::Refused { status: 400, message: "unrecognized type frob".into() }
        );
    }

    #[test]
    fn a_missing_model_comes_with_the_command_that_gets_it() {
        let error = refused(404, &json!({"error": "model 'gemma3:4b' not found"}));
        assert_eq!(
            error.to_string(),
            "The model gemma3:4b is not there. Get it with `ollama pull gemma3:4b`, or choose another."
        );
    }

    #[test]
    fn a_server_that_quotes_the_prompt_is_not_repeated() {
        let error = refused(400, &json!({"error": "cannot render: The tenant Ada Lovelace owes 400"}));
        assert!(!error.to_string().contains("Ada"), "{error}");
    }

    #[test]
    fn a_busy_server_says_when_to_come_back() {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, "7".parse().unwrap());
        let busy = of_status(503, &headers, b"", &question());
        assert_eq!(busy, LlmError::Busy { retry_after: Some(Duration::from_secs(7)) });
    }
}

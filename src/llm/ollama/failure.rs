//! From what went wrong on the wire to what the person reads.

use serde_json::Value;

use crate::llm::{
    ChatRequest, LlmError,
    connection::{Connection, Refusal, SetIn},
    refusal::{presentable, reason, retry_after},
};

/// No answer came at all.
pub(super) fn of_sending(error: &reqwest::Error, to: &Connection) -> LlmError {
    if error.is_connect() || error.is_timeout() {
        let is_here = to.address.is_local();
        let install =
            if is_here { " If it is not installed, get it from https://ollama.com/download." } else { "" };
        let advice = format!("Start it with `ollama serve`, or {}.{install}", to.where_to_correct());
        return to.unreachable(advice);
    }
    LlmError::garbled("it is no HTTP answer, or the connection broke off before it came")
}

/// The server took the connection and says nothing, not even to small questions.
pub(super) fn silent(to: &Connection) -> LlmError {
    to.unreachable("It takes connections but does not answer: restart it.")
}

/// An answer whose status is no success.
pub(super) fn of_status(refusal: &Refusal, request: &ChatRequest, to: &Connection) -> LlmError {
    let status = refusal.status;
    let json = serde_json::from_slice::<Value>(&refusal.body).ok();
    let said = json.as_ref().and_then(|body| body.get("error")).map(reason);
    let correct = to.where_to_correct();
    let message = match (status, said) {
        (429 | 503, _) => return LlmError::Busy { retry_after: retry_after(&refusal.headers) },
        (300..=399, _) => {
            format!("it points to another address, and dsforge follows none. To go there, {correct}.")
        }
        (403, None) => format!(
            "it does not accept requests for this host name. Use the server's IP address or localhost: {correct}."
        ),
        (404 | 405, None) => {
            format!("what listens there is not Ollama, or a very old one. Check the address, or {correct}.")
        }
        (401, _) if to.set_in == SetIn::Page => to.where_to_set_the_key(),
        (401, _) => {
            "it wants you to sign in. Run `ollama signin`, or choose a model that runs on your own machine."
                .to_owned()
        }
        (_, Some(said)) => return of_reason(status, &said, request),
        (_, None) => "it gave no reason. Look into its log.".to_owned(),
    };
    LlmError::Refused { status, message }
}

/// A line with `error` in the middle of an answer.
pub(super) fn of_line(status: Option<u16>, error: &Value, request: &ChatRequest) -> LlmError {
    match status.unwrap_or(500) {
        429 | 503 => LlmError::Busy { retry_after: None },
        status => of_reason(status, &reason(error), request),
    }
}

/// A line with `error` in the middle of a download.
pub(super) fn of_pull(error: &Value, request: &ChatRequest) -> LlmError {
    let said = reason(error);
    if said.contains("file does not exist") || said.contains("not found") {
        return LlmError::NoSuchModel {
            model: request.model.clone(),
            how_to_get: "Ollama's library has none of this name. Look it up at https://ollama.com/library."
                .into(),
        };
    }
    let message = match said.as_str() {
        full if full.contains("no space left") || full.contains("not enough space") => {
            "its disk is full. Make room there, for example with `ollama rm` for a model that you do not need, and try \
             again: what has arrived is not loaded again."
                .to_owned()
        }
        away if ["no such host", "dial tcp", "i/o timeout", "connection refused"].iter().any(|s| away.contains(s)) => {
            "it cannot reach Ollama's library. Check its connection to the internet and try again.".to_owned()
        }
        _ => presentable(&said, &[]),
    };
    LlmError::Refused { status: 502, message }
}

fn of_reason(status: u16, said: &str, request: &ChatRequest) -> LlmError {
    if status == 404 && said.contains("not found") {
        return no_such_model(&request.model);
    }
    LlmError::Refused { status, message: presentable(said, &request.messages) }
}

fn no_such_model(model: &str) -> LlmError {
    LlmError::NoSuchModel { model: model.to_owned(), how_to_get: how_to_get(model) }
}

/// The command that gets a model.
pub(super) fn how_to_get(model: &str) -> String {
    format!("Get it with `ollama pull {model}`, or choose another.")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use reqwest::header::{HeaderMap, RETRY_AFTER};
    use serde_json::json;

    use super::*;
    use crate::{
        llm::{address::Address, timers::Timers},
        model::message::{Message, Role},
    };

    fn to() -> Connection {
        let address = Address::parse("http://127.0.0.1:11434", None).unwrap();
        Connection::from_settings("ollama", address, Timers::from_timeout(Duration::from_secs(30)))
    }

    fn question() -> ChatRequest {
        ChatRequest {
            model: "gemma3:4b".into(),
            messages: vec![Message::new(Role::User, "The tenant Ada Lovelace owes 400 pounds.")],
            ..ChatRequest::default()
        }
    }

    fn refused(status: u16, body: &Value) -> LlmError {
        let body = body.to_string().into_bytes();
        of_status(&Refusal { status, headers: HeaderMap::new(), body }, &question(), &to())
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
    fn a_busy_server_says_when_to_come_back() {
        let headers = HeaderMap::from_iter([(RETRY_AFTER, "7".parse().unwrap())]);
        let busy = of_status(&Refusal { status: 503, headers, body: Vec::new() }, &question(), &to());
        assert_eq!(busy, LlmError::Busy { retry_after: Some(Duration::from_secs(7)) });
    }

    #[test]
    fn what_is_wrong_with_a_server_of_the_page_is_put_right_in_the_page() {
        let to = Connection { name: "workstation".into(), set_in: SetIn::Page, ..to() };
        for status in [302, 401, 403, 404] {
            let refusal = Refusal { status, headers: HeaderMap::new(), body: Vec::new() };
            let said = of_status(&refusal, &question(), &to).to_string();
            assert!(said.contains("Settings, under Model servers"), "{said}");
        }
    }
}

//! From what went wrong on the wire to what the person reads.

use serde_json::Value;

use crate::llm::{
    ChatRequest, LlmError,
    connection::{Connection, Refusal},
    refusal::{presentable, reason, retry_after},
};

/// No answer came at all.
pub(super) fn of_sending(error: &reqwest::Error, to: &Connection) -> LlmError {
    if error.is_connect() || error.is_timeout() {
        return to.unreachable(format!("Start it, or {}.", to.where_to_correct()));
    }
    LlmError::garbled("it is no HTTP answer, or the connection broke off before it came")
}

/// The server took the connection and says nothing, not even to small questions.
pub(super) fn silent(to: &Connection) -> LlmError {
    to.unreachable("It takes connections but does not answer: restart it.")
}

/// What a server said in refusing, in whatever form; nothing when it was no words for a person.
pub(super) fn words(refusal: &Refusal) -> Option<String> {
    let said = match serde_json::from_slice::<Value>(&refusal.body) {
        Ok(body) => reason(&body),
        // A page of a proxy tells nobody anything.
        Err(_) => String::from_utf8_lossy(&refusal.body).trim().to_owned(),
    };
    (!said.is_empty() && !said.starts_with('<')).then_some(said)
}

/// Whether a server says that it is not ready yet.
pub(super) fn is_loading(refusal: &Refusal) -> bool {
    refusal.status == 503 && words(refusal).is_some_and(|said| said.to_lowercase().contains("loading model"))
}

/// An answer whose status is no success.
pub(super) fn of_status(refusal: &Refusal, request: &ChatRequest, to: &Connection) -> LlmError {
    let status = refusal.status;
    let json = serde_json::from_slice::<Value>(&refusal.body).ok();
    let code = json.as_ref().and_then(|body| body.pointer("/error/code")?.as_str());
    let said = words(refusal);
    let about_the_model = said.as_deref().is_some_and(is_about_a_missing_model);
    let message = match (status, said) {
        (429, Some(said)) if code == Some("insufficient_quota") => presentable(&said, &request.messages),
        (429 | 503 | 529, _) => return LlmError::Busy { retry_after: retry_after(&refusal.headers) },
        (300..=399, _) => format!(
            "it points to another address, and dsforge follows none. To go there, {}.",
            to.where_to_correct()
        ),
        (401 | 403, _) => to.where_to_set_the_key(),
        (400 | 404 | 422, _) if code == Some("model_not_found") || about_the_model => {
            return no_such_model(&request.model, to);
        }
        (404 | 405, _) => format!(
            "what listens there does not speak OpenAI's API, whose addresses usually end in /v1. Check the address, \
             or {}.",
            to.where_to_correct()
        ),
        (_, Some(said)) => presentable(&said, &request.messages),
        (_, None) => "it gave no reason. Look into its log.".to_owned(),
    };
    LlmError::Refused { status, message }
}

/// An error in the middle of an answer.
pub(super) fn of_event(error: &Value, request: &ChatRequest) -> LlmError {
    let number = |key: &str| error.get(key).and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
    let status = number("code").or_else(|| number("status")).filter(|code| (400..600).contains(code));
    match status.unwrap_or(500) {
        429 | 503 => LlmError::Busy { retry_after: None },
        status => LlmError::Refused { status, message: presentable(&reason(error), &request.messages) },
    }
}

/// How a server comes by a model. Each has its own way.
pub(super) fn how_to_get(to: &Connection) -> String {
    format!("Load it at {}, or choose one that it lists.", to.name)
}

fn no_such_model(model: &str, to: &Connection) -> LlmError {
    LlmError::NoSuchModel { model: model.to_owned(), how_to_get: how_to_get(to) }
}

fn is_about_a_missing_model(said: &str) -> bool {
    let said = said.to_lowercase();
    said.contains("model")
        && ["does not exist", "not found", "not exist", "unknown model", "invalid model", "no such model"]
            .iter()
            .any(|words| said.contains(words))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use reqwest::header::{HeaderMap, RETRY_AFTER};
    use serde_json::json;

    use super::*;
    use crate::{
        llm::{SetIn, address::Address, timers::Timers},
        model::{
            message::{Message, Role},
            provider::ApiKey,
        },
    };

    fn to() -> Connection {
        Connection {
            name: "workstation".into(),
            address: Address::parse_base("http://127.0.0.1:8080").unwrap(),
            api_key: ApiKey::typed("sk-wrong"),
            set_in: SetIn::Page,
            width: None,
            timers: Timers::from_timeout(Duration::from_secs(30)),
        }
    }

    fn refused(status: u16, body: &str) -> LlmError {
        let request = ChatRequest {
            model: "qwen3".into(),
            messages: vec![Message::new(Role::User, "The tenant Ada Lovelace owes 400 pounds.")],
            ..ChatRequest::default()
        };
        let headers = HeaderMap::from_iter([(RETRY_AFTER, "7".parse().unwrap())]);
        of_status(&Refusal { status, headers, body: body.as_bytes().to_vec() }, &request, &to())
    }

    #[test]
    fn an_error_is_understood_in_every_shape() {
        for body in [
            r#"{"error":{"code":400,"message":"unrecognized type frob","type":"invalid_request_error"}}"#,
            r#"{"error":"unrecognized type frob"}"#,
            r#"{"message":"unrecognized type frob"}"#,
            r#"{"object":"error","message":"unrecognized type frob","code":400}"#,
            r#"[{"error":{"message":"unrecognized type frob"}}]"#,
            "unrecognized type frob\n",
        ] {
            let expected = LlmError::Refused { status: 400, message: "unrecognized type frob".into() };
            assert_eq!(refused(400, body), expected, "{body}");
        }
        let page = refused(502, "<html>Bad Gateway: The tenant Ada Lovelace owes 400</html>");
        assert_eq!(
            page,
            LlmError::Refused { status: 502, message: "it gave no reason. Look into its log.".into() }
        );
        let quoted = refused(400, r#"{"error":"cannot render: The tenant Ada Lovelace owes 400"}"#);
        assert!(!quoted.to_string().contains("Ada"), "{quoted}");
    }

    #[test]
    fn a_wrong_key_comes_with_the_place_to_set_it_and_without_the_key() {
        for status in [401, 403] {
            let said = refused(status, r#"{"error":{"message":"Invalid API Key: sk-wrong"}}"#).to_string();
            assert!(said.contains("does not take this API key") && said.contains("Settings"), "{said}");
            assert!(!said.contains("sk-wrong"), "{said}");
        }
        let keyless = Connection { api_key: None, ..to() };
        let refusal = Refusal { status: 401, headers: HeaderMap::new(), body: Vec::new() };
        let said = of_status(&refusal, &ChatRequest::default(), &keyless).to_string();
        assert!(said.contains("it wants an API key. Enter it"), "{said}");
        assert!(!format!("{:?}", to()).contains("sk-wrong"));
    }

    #[test]
    fn a_missing_model_is_told_from_a_missing_address() {
        let missing = |status, body| matches!(refused(status, body), LlmError::NoSuchModel { .. });
        assert!(missing(404, r#"{"error":{"message":"The model `qwen3` does not exist."}}"#));
        assert!(missing(400, r#"{"error":{"message":"…","code":"model_not_found"}}"#));
        assert!(missing(404, r#"{"object":"error","message":"Model qwen3 not found"}"#));
        let said =
            refused(404, r#"{"error":{"message":"File Not Found","type":"not_found_error"}}"#).to_string();
        assert!(said.contains("/v1"), "{said}");
    }

    #[test]
    fn a_full_server_says_when_to_come_back_and_an_empty_account_does_not() {
        let later = LlmError::Busy { retry_after: Some(Duration::from_secs(7)) };
        assert_eq!(refused(429, ""), later);
        assert_eq!(refused(503, r#"{"error":{"message":"queue full"}}"#), later);
        let spent = r#"{"error":{"message":"You exceeded your quota","code":"insufficient_quota"}}"#;
        assert!(matches!(refused(429, spent), LlmError::Refused { status: 429, .. }));
    }

    #[test]
    fn an_error_in_the_middle_has_its_own_status() {
        let error = of_event(&json!({"code": 400, "message": "too long"}), &ChatRequest::default());
        assert_eq!(error, LlmError::Refused { status: 400, message: "too long".into() });
        let error = of_event(&json!("it broke"), &ChatRequest::default());
        assert_eq!(error, LlmError::Refused { status: 500, message: "it broke".into() });
    }
}

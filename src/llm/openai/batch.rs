//! Batch files: questions that leave on a line each, and the results that come back. The form is OpenAI's; vLLM's
//! run-batch, `LiteLLM` and most hosted services read and write it too.

use serde_json::{Map, Value, json};

use super::{request, stream};
use crate::llm::{
    Answer, ChatRequest, LlmError,
    refusal::{presentable, reason},
};

/// Where a question of a batch would have gone.
const URL: &str = "/v1/chat/completions";

/// The line that asks a question, without its end.
pub fn line(custom_id: &str, request: &ChatRequest) -> String {
    let body = request::whole(request);
    json!({"custom_id": custom_id, "method": "POST", "url": URL, "body": body}).to_string()
}

/// What came back for one question.
pub struct ResultLine {
    /// The name that the question had.
    pub custom_id: String,
    status: Option<u16>,
    body: Value,
    error: Value,
}

impl ResultLine {
    /// Reads a line of a result file, or says what is wrong with it.
    pub fn read(mut line: Map<String, Value>) -> Result<Self, &'static str> {
        let Some(Value::String(custom_id)) = line.remove("custom_id") else {
            return Err("it has no custom_id");
        };
        let (response, error) = (line.remove("response"), line.remove("error"));
        if response.is_none() && error.is_none() {
            let is_question = line.contains_key("url") && line.contains_key("body");
            return Err(if is_question {
                "it is a question and no result; choose the file that came back"
            } else {
                "it has neither a response nor an error"
            });
        }
        let mut response = response.unwrap_or_default();
        let status = response.get("status_code").and_then(Value::as_u64).and_then(|s| u16::try_from(s).ok());
        // Some services put the answer where others put its envelope.
        let body = match response.get_mut("body").map(Value::take) {
            Some(body) => body,
            None if response.get("choices").is_some() || response.get("error").is_some() => response,
            None => Value::Null,
        };
        Ok(Self { custom_id, status, body: unpacked(body), error: error.unwrap_or_default() })
    }

    /// The model that answered, by the name that its server gives it.
    pub fn model(&self) -> Option<&str> {
        self.body.get("model").and_then(Value::as_str).filter(|model| !model.is_empty())
    }

    /// The answer to the question that `request` was, or why there is none.
    pub fn answer(&self, request: &ChatRequest) -> Result<Answer, LlmError> {
        let said_in_body = self.body.get("error").filter(|error| !error.is_null());
        let said = if self.error.is_null() { said_in_body } else { Some(&self.error) };
        let refused = self.status.filter(|status| !(200..300).contains(status));
        match (said, refused) {
            (Some(said), status) => Err(failed(status, said, request)),
            (None, Some(status)) => Err(failed(Some(status), &self.body, request)),
            (None, None) if self.body.is_null() => Err(failed(None, &Value::Null, request)),
            (None, None) => stream::read_whole(self.body.to_string().as_bytes(), request, &mut drop),
        }
    }
}

/// A body that stands in the line as text.
fn unpacked(body: Value) -> Value {
    match body {
        Value::String(text) => serde_json::from_str(&text).unwrap_or(Value::String(text)),
        body => body,
    }
}

fn failed(status: Option<u16>, said: &Value, request: &ChatRequest) -> LlmError {
    match status {
        Some(429 | 503) => LlmError::Busy { retry_after: None },
        status => LlmError::Refused {
            status: status.filter(|status| *status >= 400).unwrap_or(500),
            message: presentable(&reason(said), &request.messages),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        candidate::FinishReason,
        message::{Message, Role},
    };

    fn question() -> ChatRequest {
        ChatRequest {
            model: "qwen3".into(),
            messages: vec![Message::new(Role::User, "What of the deposit of the tenant?")],
            seed: 7,
            ..ChatRequest::default()
        }
    }

    fn result(line: Value) -> ResultLine {
        ResultLine::read(line.as_object().cloned().unwrap_or_default()).unwrap_or_else(|why| panic!("{why}"))
    }

    fn answered(message: Value, finish: &str) -> Value {
        json!({
            "id": "chatcmpl-1", "object": "chat.completion", "model": "Qwen/Qwen3-8B",
            "choices": [{"index": 0, "message": message, "finish_reason": finish}],
            "usage": {"prompt_tokens": 21, "completion_tokens": 5, "total_tokens": 26},
        })
    }

    #[test]
    fn a_question_leaves_as_services_read_it_and_without_a_stream() {
        let line: Value = serde_json::from_str(&line("dsforge-1-2", &question())).unwrap();
        assert_eq!(
            line,
            json!({
                "custom_id": "dsforge-1-2", "method": "POST", "url": "/v1/chat/completions",
                "body": {
                    "model": "qwen3",
                    "messages": [{"role": "user", "content": "What of the deposit of the tenant?"}],
                    "seed": 7,
                },
            })
        );
    }

    #[test]
    fn an_answer_is_read_from_every_envelope() {
        let body = answered(
            json!({"role": "assistant", "content": "Two weeks.", "reasoning_content": "Look at § 4."}),
            "length",
        );
        for response in [
            // OpenAI, Azure, Together, Mistral.
            json!({"status_code": 200, "request_id": "req_1", "body": body}),
            // vLLM writes these members too.
            json!({"status_code": 200, "request_id": "vllm-1", "body": body, "headers": null}),
            // A proxy that keeps the body as text.
            json!({"status_code": 200, "body": body.to_string()}),
            // Without an envelope.
            body.clone(),
        ] {
            let result = result(json!({"id": "b1", "custom_id": "c", "response": response, "error": null}));
            assert_eq!(result.model(), Some("Qwen/Qwen3-8B"));
            let answer = result.answer(&question()).unwrap();
            assert_eq!((answer.output.as_str(), answer.finish), ("Two weeks.", FinishReason::Length));
            assert_eq!(answer.reasoning.as_deref(), Some("Look at § 4."));
            assert_eq!((answer.prompt_tokens, answer.tokens), (Some(21), Some(5)));
        }
    }

    #[test]
    fn calls_come_back_with_their_arguments() {
        let call = json!({
            "id": "call_9", "type": "function",
            "function": {"name": "find_clause", "arguments": "{\"topic\":\"deposit\"}"},
        });
        let body =
            answered(json!({"role": "assistant", "content": null, "tool_calls": [call]}), "tool_calls");
        let result = result(json!({"custom_id": "c", "response": {"status_code": 200, "body": body}}));
        let answer = result.answer(&question()).unwrap();
        assert_eq!(answer.tool_calls[0].name, "find_clause");
        assert_eq!(answer.tool_calls[0].arguments["topic"], "deposit");
    }

    #[test]
    fn what_went_wrong_is_said_in_the_services_words_and_without_the_prompt() {
        let refused = |response: Value, error: Value| {
            let result = result(json!({"custom_id": "c", "response": response, "error": error}));
            result.answer(&question()).unwrap_err()
        };
        let expired = json!({"code": "batch_expired", "message": "The completion window expired."});
        assert_eq!(
            refused(Value::Null, expired),
            LlmError::Refused { status: 500, message: "The completion window expired.".into() }
        );
        let too_long = json!({"error": {"message": "too many tokens", "type": "invalid_request_error"}});
        assert_eq!(
            refused(json!({"status_code": 400, "body": too_long}), Value::Null),
            LlmError::Refused { status: 400, message: "too many tokens".into() }
        );
        let limited = json!({"status_code": 429, "body": null});
        assert_eq!(refused(limited, Value::Null), LlmError::Busy { retry_after: None });
        let quoting = json!({"message": "bad prompt: What of the deposit of the tenant?"});
        assert!(!refused(Value::Null, quoting).to_string().contains("deposit"));
        let empty = refused(json!({"status_code": 200, "body": null}), Value::Null);
        assert!(matches!(empty, LlmError::Refused { .. }), "{empty:?}");
        let no_answer = json!({"status_code": 200, "body": {"object": "chat.completion", "choices": []}});
        assert!(matches!(refused(no_answer, Value::Null), LlmError::Garbled { .. }));
    }

    #[test]
    fn what_is_no_result_says_so() {
        let wrong = |line: Value| ResultLine::read(line.as_object().cloned().unwrap_or_default()).err();
        assert_eq!(wrong(json!({"response": {}})), Some("it has no custom_id"));
        assert_eq!(wrong(json!({"custom_id": "c"})), Some("it has neither a response nor an error"));
        let question: Value = serde_json::from_str(&line("c", &question())).unwrap();
        assert!(wrong(question).is_some_and(|why| why.contains("a question and no result")));
    }
}

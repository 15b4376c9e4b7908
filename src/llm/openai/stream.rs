//! Reading an answer: events of JSON, each of which may also be an error.

use std::io;

use futures_util::Stream;
use serde_json::Value;
use tokio::time::Instant;
use tokio_util::bytes::Bytes;

use super::{
    failure,
    sse::{Event, Events},
    wire::{CallPart, Choice, Chunk, Timings, Usage},
};
use crate::{
    llm::{Answer, ChatRequest, LlmError, Piece, timers::Watch, written, written::Written},
    model::candidate::FinishReason,
};

/// Longest answer, in bytes of what it says.
const LONGEST_ANSWER: usize = 16 << 20;

/// Most calls in one answer.
const MOST_CALLS: usize = 256;

/// What a server sends last.
const END: &str = "[DONE]";

/// Reads events until the last, and hands on what they say.
pub(super) async fn read(
    bytes: impl Stream<Item = io::Result<Bytes>> + Send + Unpin,
    request: &ChatRequest,
    watch: &mut Watch,
    on_piece: &mut (dyn FnMut(Piece) + Send),
) -> Result<Answer, LlmError> {
    let mut events = Events::new(bytes);
    let mut reading = Reading::default();
    loop {
        let event = match watch.wait(events.next()).await.and_then(|event| event) {
            Ok(event) => event,
            // All is said; only the account of it is missing.
            Err(_) if reading.finish.is_some() => None,
            Err(error) => return Err(error),
        };
        let Some(event) = event.filter(|event| event.data.trim() != END) else { break };
        if reading.take(event, request, on_piece)? {
            watch.progress();
        }
    }
    if reading.finish.is_none() {
        return Err(LlmError::garbled("it broke off before its end"));
    }
    reading.end(!request.tools.is_empty(), on_piece)
}

/// Reads the answer of a server that does not stream.
pub(super) fn read_whole(
    body: &[u8],
    request: &ChatRequest,
    on_piece: &mut (dyn FnMut(Piece) + Send),
) -> Result<Answer, LlmError> {
    let mut reading = Reading::default();
    let data = String::from_utf8(body.to_vec()).map_err(|_| LlmError::garbled("it is not UTF-8"))?;
    reading.take(Event { data, is_error: false }, request, on_piece)?;
    if reading.finish.is_none() && reading.began.is_none() {
        return Err(LlmError::garbled("it holds no answer"));
    }
    reading.end(!request.tools.is_empty(), on_piece)
}

/// An answer that grows.
#[derive(Default)]
struct Reading {
    written: Written,
    calls: Vec<Call>,
    size: usize,
    finish: Option<String>,
    usage: Option<Usage>,
    timings: Option<Timings>,
    began: Option<Instant>,
    last: Option<Instant>,
}

/// A call that comes in parts.
struct Call {
    index: Option<u64>,
    id: Option<String>,
    name: String,
    arguments: Value,
}

impl Reading {
    /// Takes an event. Says whether the model said anything in it.
    fn take(
        &mut self,
        event: Event,
        request: &ChatRequest,
        on_piece: &mut (dyn FnMut(Piece) + Send),
    ) -> Result<bool, LlmError> {
        if event.is_error {
            let error = serde_json::from_str(&event.data).unwrap_or(Value::String(event.data));
            return Err(failure::of_event(error.get("error").unwrap_or(&error), request));
        }
        let chunk: Chunk =
            serde_json::from_str(&event.data).map_err(|_| LlmError::garbled("a line of it is no JSON"))?;
        if let Some(error) = chunk.error.filter(|error| !error.is_null()) {
            return Err(failure::of_event(&error, request));
        }
        self.usage = chunk.usage.or(self.usage);
        self.timings = chunk.timings.or(self.timings);
        let before = self.size;
        for choice in chunk.choices.into_iter().flatten().take(1) {
            self.choose(choice, on_piece)?;
        }
        if self.size > LONGEST_ANSWER {
            return Err(LlmError::garbled("it does not end"));
        }
        let says_something = self.size > before;
        if says_something {
            let now = Instant::now();
            self.began.get_or_insert(now);
            self.last = Some(now);
        }
        Ok(says_something)
    }

    fn choose(&mut self, choice: Choice, on_piece: &mut (dyn FnMut(Piece) + Send)) -> Result<(), LlmError> {
        if let Some(delta) = choice.delta.or(choice.message) {
            let thought = delta.reasoning_content.or(delta.reasoning);
            self.size += thought.as_ref().map_or(0, String::len);
            self.written.think(thought, on_piece);
            // A refusal in words is the model's answer, kept apart by OpenAI alone.
            let text = delta.content.filter(|text| !text.is_empty()).or(delta.refusal);
            self.size += text.as_ref().map_or(0, String::len);
            self.written.say(text.as_deref(), on_piece);
            for part in delta.tool_calls.into_iter().flatten() {
                self.call(part)?;
            }
        }
        self.finish = choice.finish_reason.or(self.finish.take());
        Ok(())
    }

    /// A part of a call. A part with a name and an id that is new begins another call, whatever its index: some
    /// servers count every call as the first.
    fn call(&mut self, part: CallPart) -> Result<(), LlmError> {
        let CallPart { index, id, function } = part;
        let id = id.filter(|id| !id.is_empty());
        let (name, arguments) = function.map_or((None, Value::Null), |f| (f.name, f.arguments));
        let name = name.filter(|name| !name.is_empty());
        self.size += name.as_ref().map_or(0, String::len) + arguments.as_str().map_or(1, str::len);
        let is_known = |call: &Call| match (&id, &name) {
            (Some(id), Some(_)) => call.id.as_ref() == Some(id),
            (Some(id), None) => call.id.as_ref() == Some(id) || call.index == index,
            (None, _) => index.is_none() || call.index == index,
        };
        if let Some(call) = self.calls.iter_mut().rev().find(|call| is_known(call)) {
            call.name.push_str(name.filter(|name| *name != call.name).as_deref().unwrap_or_default());
            join(&mut call.arguments, arguments);
            return Ok(());
        }
        if self.calls.len() == MOST_CALLS {
            return Err(LlmError::garbled("it calls more tools than one answer can"));
        }
        self.calls.push(Call { index, id, name: name.unwrap_or_default(), arguments });
        Ok(())
    }

    fn end(
        mut self,
        tools_offered: bool,
        on_piece: &mut (dyn FnMut(Piece) + Send),
    ) -> Result<Answer, LlmError> {
        let calls = self.calls.drain(..);
        self.written.tool_calls.extend(calls.map(|call| written::call(call.id, call.name, call.arguments)));
        let tokens = self.usage.and_then(|usage| usage.completion_tokens);
        let measured = self.timings.and_then(|timings| timings.predicted_ms).map(|ms| ms / 1000.0);
        let watched = self.began.zip(self.last).map(|(began, last)| (last - began).as_secs_f64());
        Ok(Answer {
            finish: match self.finish.as_deref() {
                Some("length" | "max_tokens" | "model_length") => FinishReason::Length,
                _ => FinishReason::Stop,
            },
            prompt_tokens: self.usage.and_then(|usage| usage.prompt_tokens),
            // A time of nothing is no measurement.
            write_seconds: measured.or(watched).filter(|seconds| *seconds > 0.0),
            ..self.written.finish(tokens, tools_offered, on_piece)?
        })
    }
}

/// Arguments go on as text; a whole object takes the place of what was there.
fn join(arguments: &mut Value, more: Value) {
    match (arguments, more) {
        (_, Value::Null) => {}
        (Value::String(text), Value::String(more)) => text.push_str(&more),
        (arguments, more) => *arguments = more,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures_util::stream;
    use serde_json::json;
    use tokio::sync::mpsc;

    use super::*;
    use crate::{
        llm::{Phase, timers::Timers},
        model::tool::ToolCall,
    };

    fn watch() -> Watch {
        Watch::start(Timers::from_timeout(Duration::from_secs(30)), Phase::FirstToken)
    }

    fn sent(chunks: &[Value]) -> String {
        chunks.iter().flat_map(|chunk| ["data: ".to_owned(), chunk.to_string(), "\n\n".to_owned()]).collect()
    }

    fn delta(delta: Value) -> Value {
        json!({"choices": [{"index": 0, "delta": delta, "finish_reason": null}]})
    }

    fn finish(reason: &str) -> Value {
        json!({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]})
    }

    async fn read_text(text: &str) -> (Result<Answer, LlmError>, Vec<Piece>) {
        let mut pieces = Vec::new();
        let parts = stream::iter([Ok(Bytes::from(text.to_owned()))]);
        let answer = read(parts, &ChatRequest::default(), &mut watch(), &mut |p| pieces.push(p)).await;
        (answer, pieces)
    }

    async fn answer(chunks: &[Value]) -> Answer {
        read_text(&(sent(chunks) + "data: [DONE]\n\n")).await.0.expect("an answer")
    }

    async fn calls(parts: &[Value]) -> Vec<ToolCall> {
        let mut chunks: Vec<Value> = parts.iter().map(|part| delta(json!({"tool_calls": [part]}))).collect();
        chunks.push(finish("tool_calls"));
        answer(&chunks).await.tool_calls
    }

    #[tokio::test]
    async fn text_reasoning_and_counts_are_put_together() {
        let (answer, pieces) = read_text(&sent(&[
            delta(json!({"role": "assistant", "content": null})),
            delta(json!({"reasoning_content": "hm", "reasoning": "hm"})),
            delta(json!({"content": "The "})),
            delta(json!({"content": "clause"})),
            finish("length"),
            json!({"choices": [], "usage": {"prompt_tokens": 15, "completion_tokens": 5},
                   "timings": {"predicted_ms": 2000.0}}),
        ]))
        .await;
        let answer = answer.expect("an answer, although nothing says that it is done");
        assert_eq!((answer.output.as_str(), answer.reasoning.as_deref()), ("The clause", Some("hm")));
        assert_eq!((answer.prompt_tokens, answer.tokens), (Some(15), Some(5)));
        assert_eq!((answer.finish, answer.write_seconds), (FinishReason::Length, Some(2.0)));
        assert_eq!(pieces[1..], [Piece::Text("The ".into()), Piece::Text("clause".into())]);
        let tagged =
            answer_of(&[delta(json!({"content": "<think>h"})), delta(json!({"content": "m</think>Yes"}))])
                .await;
        assert_eq!((tagged.output.as_str(), tagged.reasoning.as_deref()), ("Yes", Some("hm")));
    }

    async fn answer_of(deltas: &[Value]) -> Answer {
        answer(&[deltas, &[finish("stop")]].concat()).await
    }

    #[tokio::test]
    async fn calls_are_put_together_from_their_parts() {
        let found = calls(&[
            json!({"index": 0, "id": "a", "type": "function", "function": {"name": "find_clause", "arguments": "{"}}),
            json!({"index": 0, "function": {"arguments": "\"topic\": "}}),
            json!({"index": 0, "function": {"arguments": "\"deposit\"}"}}),
            json!({"index": 1, "id": "b", "function": {"name": "today", "arguments": ""}}),
        ])
        .await;
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].name.as_str(), &found[0].arguments["topic"]),
            ("find_clause", &json!("deposit"))
        );
        assert_eq!((found[1].id.as_deref(), found[1].arguments.len()), (Some("b"), 0));
    }

    #[tokio::test]
    async fn calls_are_told_apart_where_a_server_counts_badly() {
        let whole = |id: &str, index: Value| {
            let function = json!({"name": "find_clause", "arguments": "{\"topic\": \"rent\"}"});
            json!({"index": index, "id": id, "function": function})
        };
        assert_eq!(calls(&[whole("a", json!(0)), whole("b", json!(0))]).await.len(), 2);
        assert_eq!(calls(&[whole("a", json!(null)), whole("b", json!(null))]).await.len(), 2);
        let object = json!({"function": {"name": "find_clause", "arguments": {"topic": "rent"}}});
        assert_eq!(calls(&[object]).await[0].arguments["topic"], "rent");
        let broken =
            json!({"index": 0, "id": "a", "function": {"name": "find_clause", "arguments": "{\"topic\": "}});
        assert_eq!(calls(&[broken]).await[0].raw.as_deref(), Some("{\"topic\": "));
    }

    #[tokio::test]
    async fn a_failure_in_the_middle_ends_the_answer() {
        let text = sent(&[delta(json!({"content": "The"}))]);
        for error in [
            "data: {\"error\":{\"code\":500,\"message\":\"it broke\"}}\n\n",
            "error: {\"code\":500,\"message\":\"it broke\"}\n\n",
            "event: error\ndata: it broke\n\n",
        ] {
            let (answer, pieces) = read_text(&format!("{text}{error}")).await;
            assert_eq!(answer, Err(LlmError::Refused { status: 500, message: "it broke".into() }), "{error}");
            assert_eq!(pieces, [Piece::Text("The".into())]);
        }
    }

    #[tokio::test]
    async fn what_is_no_answer_is_said_to_be_none() {
        let garbled = async |text: &str| match read_text(text).await.0 {
            Err(LlmError::Garbled { what }) => what,
            other => panic!("{other:?}"),
        };
        let half = sent(&[delta(json!({"content": "The"}))]);
        assert_eq!(garbled(&half).await, "it broke off before its end");
        assert_eq!(garbled("data: {\n\n").await, "a line of it is no JSON");
        let swallowed = [finish("stop"), json!({"choices": [], "usage": {"completion_tokens": 45}})];
        let error = LlmError::Swallowed { tokens: 45, tools_offered: false };
        assert_eq!(read_text(&sent(&swallowed)).await.0, Err(error));
    }

    #[tokio::test]
    async fn a_server_that_does_not_stream_is_understood() {
        let body = json!({"choices": [{"message": {"content": "The clause"}, "finish_reason": "stop"}],
                          "usage": {"completion_tokens": 2}});
        let answer = read_whole(body.to_string().as_bytes(), &ChatRequest::default(), &mut drop);
        assert_eq!(answer.expect("an answer").output, "The clause");
        assert!(read_whole(b"{}", &ChatRequest::default(), &mut drop).is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn silence_counts_unless_all_is_said() {
        for (chunks, is_whole) in
            [(vec![delta(json!({"content": "The"}))], false), (vec![finish("stop")], true)]
        {
            let (parts, mut coming) = mpsc::unbounded_channel();
            let bytes = Box::pin(stream::poll_fn(move |cx| coming.poll_recv(cx)));
            parts.send(Ok(Bytes::from(sent(&chunks)))).expect("it is read");
            let answer = read(bytes, &ChatRequest::default(), &mut watch(), &mut drop).await;
            if is_whole {
                assert!(answer.is_ok());
            } else {
                assert_eq!(answer, Err(LlmError::TimedOut { seconds: 30.0, phase: Phase::NextToken }));
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn an_event_that_says_nothing_is_no_token() {
        let (parts, mut coming) = mpsc::unbounded_channel();
        let bytes = Box::pin(stream::poll_fn(move |cx| coming.poll_recv(cx)));
        let role = sent(&[delta(json!({"role": "assistant", "content": null}))]);
        parts.send(Ok(Bytes::from(role))).expect("it is read");
        let answer = read(bytes, &ChatRequest::default(), &mut watch(), &mut drop).await;
        assert_eq!(answer, Err(LlmError::TimedOut { seconds: 30.0, phase: Phase::FirstToken }));
    }
}

//! Reading an answer: one JSON object to a line, each of which may also be an error.

use std::io;

use futures_util::{Stream, StreamExt as _};
use tokio_util::{
    bytes::Bytes,
    codec::{FramedRead, LinesCodec, LinesCodecError},
    io::StreamReader,
};

use super::{
    failure,
    wire::{Line, SaidCall},
};
use crate::{
    llm::{Answer, ChatRequest, LlmError, Piece, timers::Watch, written, written::Written},
    model::{candidate::FinishReason, tool::ToolCall},
};

/// Longest line. A line is one token, or one tool call.
const LONGEST_LINE: usize = 1 << 20;

/// Longest answer, counted as it comes over the wire.
const LONGEST_ANSWER: usize = 16 << 20;

/// Reads lines until one is `done`, and hands on what they say.
pub(super) async fn read(
    bytes: impl Stream<Item = io::Result<Bytes>> + Send + Unpin,
    request: &ChatRequest,
    watch: &mut Watch,
    on_piece: &mut (dyn FnMut(Piece) + Send),
) -> Result<Answer, LlmError> {
    let mut lines = FramedRead::new(StreamReader::new(bytes), LinesCodec::new_with_max_length(LONGEST_LINE));
    let mut reading = Reading::default();
    let mut read = 0;
    loop {
        let line = match watch.wait(lines.next()).await? {
            Some(line) => line.map_err(|e| unreadable(&e))?,
            None => return Err(LlmError::garbled("it broke off before its end")),
        };
        watch.progress();
        read += line.len();
        if read > LONGEST_ANSWER {
            return Err(LlmError::garbled("it does not end"));
        }
        if line.trim().is_empty() {
            continue;
        }
        let line: Line =
            serde_json::from_str(&line).map_err(|_| LlmError::garbled("a line of it is no JSON"))?;
        if let Some(error) = &line.error {
            return Err(failure::of_line(line.status, error, request));
        }
        let done = line.done;
        reading.take(line, on_piece);
        if done {
            return reading.finish(!request.tools.is_empty(), on_piece);
        }
    }
}

fn unreadable(error: &LinesCodecError) -> LlmError {
    LlmError::garbled(match error {
        LinesCodecError::MaxLineLengthExceeded => "a line of it is too long",
        LinesCodecError::Io(e) if e.kind() == io::ErrorKind::InvalidData => "it is not UTF-8",
        LinesCodecError::Io(_) => "the connection broke off",
    })
}

/// An answer that grows.
#[derive(Default)]
struct Reading {
    written: Written,
    end: Option<Line>,
}

impl Reading {
    fn take(&mut self, mut line: Line, on_piece: &mut (dyn FnMut(Piece) + Send)) {
        if let Some(said) = line.message.take() {
            self.written.think(said.thinking, on_piece);
            self.written.say(said.content.as_deref(), on_piece);
            self.written.tool_calls.extend(said.tool_calls.unwrap_or_default().into_iter().map(call));
        }
        if line.done {
            self.end = Some(line);
        }
    }

    fn finish(
        self,
        tools_offered: bool,
        on_piece: &mut (dyn FnMut(Piece) + Send),
    ) -> Result<Answer, LlmError> {
        let Self { written, end } = self;
        let tokens = end.as_ref().and_then(|line| line.eval_count);
        let answer = written.finish(tokens, tools_offered, on_piece)?;
        let seconds = |part: fn(&Line) -> Option<u64>| end.as_ref().and_then(part).map(seconds);
        Ok(Answer {
            finish: match end.as_ref().and_then(|line| line.done_reason.as_deref()) {
                Some("length") => FinishReason::Length,
                _ => FinishReason::Stop,
            },
            prompt_tokens: end.as_ref().and_then(|line| line.prompt_eval_count),
            load_seconds: seconds(|line| line.load_duration),
            write_seconds: seconds(|line| line.eval_duration),
            ..answer
        })
    }
}

fn call(said: SaidCall) -> ToolCall {
    written::call(said.id, said.function.name, said.function.arguments)
}

#[expect(clippy::cast_precision_loss, reason = "a duration is shown with two digits")]
fn seconds(nanoseconds: u64) -> f64 {
    nanoseconds as f64 / 1e9
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures_util::stream;
    use tokio::sync::mpsc;

    use super::*;
    use crate::llm::{Phase, timers::Timers};

    async fn read_all(parts: &[&[u8]]) -> (Result<Answer, LlmError>, Vec<Piece>) {
        let parts: Vec<_> = parts.iter().map(|part| Ok(Bytes::copy_from_slice(part))).collect();
        let mut pieces = Vec::new();
        let mut watch = Watch::start(Timers::from_timeout(Duration::from_secs(30)), Phase::FirstToken);
        let answer =
            read(stream::iter(parts), &ChatRequest::default(), &mut watch, &mut |p| pieces.push(p)).await;
        (answer, pieces)
    }

    async fn garbled(parts: &[&[u8]]) -> String {
        match read_all(parts).await.0 {
            Err(LlmError::Garbled { what }) => what,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn lines_cut_anywhere_make_one_answer() {
        let (answer, pieces) = read_all(&[
            b"{\"message\":{\"role\":\"assistant\",\"content\":\"The \"},\"do",
            b"ne\":false}\n{\"message\":{\"content\":\"clause\",\"thinking\":\"hm\"},\"done\":false}\n\n",
            b"{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"length\",\"eval_count\":3,",
            b"\"prompt_eval_count\":15,\"load_duration\":1500000000,\"eval_duration\":2000000000}",
        ])
        .await;
        let answer = answer.expect("a whole answer");
        assert_eq!(answer.output, "The clause");
        assert_eq!(answer.reasoning.as_deref(), Some("hm"));
        assert_eq!(answer.finish, FinishReason::Length);
        assert_eq!((answer.prompt_tokens, answer.tokens), (Some(15), Some(3)));
        assert_eq!((answer.load_seconds, answer.write_seconds), (Some(1.5), Some(2.0)));
        let expected =
            [Piece::Text("The ".into()), Piece::Reasoning("hm".into()), Piece::Text("clause".into())];
        assert_eq!(pieces, expected);
    }

    #[tokio::test]
    async fn calls_are_collected_from_every_line() {
        let (answer, _) = read_all(&[
            br#"{"message":{"content":"","tool_calls":[{"function":{"name":"find_clause","arguments":{"n":4}}}]}}"#,
            b"\n",
            br#"{"message":{"content":"","tool_calls":[{"id":"z9","function":{"index":1,"name":"today"}}]},"done":true}"#,
        ])
        .await;
        let calls = answer.expect("a whole answer").tool_calls;
        let names: Vec<_> = calls.iter().map(|call| call.name.as_str()).collect();
        assert_eq!(names, ["find_clause", "today"]);
        assert_eq!(calls[0].arguments["n"], 4);
        assert_eq!(calls[1].id.as_deref(), Some("z9"));
        assert!(calls[1].arguments.is_empty());
    }

    #[tokio::test]
    async fn what_is_no_answer_is_said_to_be_none() {
        assert_eq!(garbled(&[b"<html>\n"]).await, "a line of it is no JSON");
        assert_eq!(garbled(&[b"\xff\xfe\n"]).await, "it is not UTF-8");
        assert_eq!(
            garbled(&[br#"{"message":{"content":"The"},"done":false}"#]).await,
            "it broke off before its end"
        );
        assert_eq!(garbled(&[&vec![b'x'; 2 << 20]]).await, "a line of it is too long");
        let (swallowed, _) = read_all(&[br#"{"message":{"content":""},"done":true,"eval_count":45}"#]).await;
        assert_eq!(swallowed, Err(LlmError::Swallowed { tokens: 45, tools_offered: false }));
    }

    #[tokio::test]
    async fn an_error_in_the_middle_ends_the_answer() {
        let (answer, pieces) = read_all(&[
            b"{\"message\":{\"content\":\"The\"},\"done\":false}\n",
            b"{\"error\":\"an error was encountered while running the model\"}\n",
        ])
        .await;
        assert_eq!(
            answer,
            Err(LlmError::Refused {
                status: 500,
                message: "an error was encountered while running the model".into()
            })
        );
        assert_eq!(pieces, [Piece::Text("The".into())]);
    }

    #[tokio::test(start_paused = true)]
    async fn silence_in_the_middle_runs_out_after_one_timeout() {
        let (parts, mut coming) = mpsc::unbounded_channel();
        let bytes = Box::pin(stream::poll_fn(move |cx| coming.poll_recv(cx)));
        parts.send(Ok(Bytes::from_static(b"{\"message\":{\"content\":\"The\"}}\n"))).expect("it is read");
        let mut watch = Watch::start(Timers::from_timeout(Duration::from_secs(30)), Phase::Loading);
        let answer = read(bytes, &ChatRequest::default(), &mut watch, &mut drop).await;
        assert_eq!(answer, Err(LlmError::TimedOut { seconds: 30.0, phase: Phase::NextToken }));
    }
}

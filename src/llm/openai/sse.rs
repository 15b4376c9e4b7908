//! Server-sent events, as far as models use them: what came since the last blank line is one event.

use std::io;

use futures_util::{Stream, StreamExt as _};
use tokio_util::{
    bytes::Bytes,
    codec::{FramedRead, LinesCodec, LinesCodecError},
    io::StreamReader,
};

use crate::llm::LlmError;

/// Longest line. A line is one token, or one tool call.
const LONGEST_LINE: usize = 1 << 20;

/// Longest stream, counted as it comes over the wire. Each token comes in an envelope of some 250 bytes.
const LONGEST_STREAM: usize = 64 << 20;

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Event {
    /// Its lines of data.
    pub(super) data: String,
    /// Whether it is called an error: by its type, or in the place of its data, as older llama-servers do.
    pub(super) is_error: bool,
}

/// The events of a stream.
pub(super) struct Events<S> {
    lines: FramedRead<StreamReader<S, Bytes>, LinesCodec>,
    read: usize,
    ended: bool,
}

impl<S: Stream<Item = io::Result<Bytes>> + Send + Unpin> Events<S> {
    pub(super) fn new(bytes: S) -> Self {
        let lines = FramedRead::new(StreamReader::new(bytes), LinesCodec::new_with_max_length(LONGEST_LINE));
        Self { lines, read: 0, ended: false }
    }

    /// The next event; none when the stream has ended. An event that the end cuts off counts: servers forget
    /// the last blank line.
    pub(super) async fn next(&mut self) -> Result<Option<Event>, LlmError> {
        let mut event = Event::default();
        let mut has_data = false;
        while !self.ended {
            let Some(line) = self.lines.next().await else {
                self.ended = true;
                break;
            };
            let line = line.map_err(|e| unreadable(&e))?;
            self.read += line.len();
            if self.read > LONGEST_STREAM {
                return Err(LlmError::garbled("it does not end"));
            }
            if line.is_empty() {
                if has_data {
                    return Ok(Some(event));
                }
                event = Event::default();
                continue;
            }
            has_data |= take(&line, &mut event, has_data)?;
        }
        Ok(has_data.then_some(event))
    }
}

/// Adds a line to the event. Says whether it was data.
fn take(line: &str, event: &mut Event, has_data: bool) -> Result<bool, LlmError> {
    let line = line.trim_start_matches('\u{feff}');
    let (field, value) = line.split_once(':').unwrap_or((line, ""));
    let value = value.strip_prefix(' ').unwrap_or(value);
    match field {
        "data" | "error" => {
            event.is_error |= field == "error";
            if has_data {
                event.data.push('\n');
            }
            event.data.push_str(value);
            if event.data.len() > LONGEST_LINE {
                return Err(LlmError::garbled("an event of it is too long"));
            }
            Ok(true)
        }
        "event" => {
            event.is_error |= value.trim() == "error";
            Ok(false)
        }
        // A comment keeps the connection alive.
        "" | "id" | "retry" => Ok(false),
        _ => Err(LlmError::garbled("it is no stream of events")),
    }
}

fn unreadable(error: &LinesCodecError) -> LlmError {
    LlmError::garbled(match error {
        LinesCodecError::MaxLineLengthExceeded => "a line of it is too long",
        LinesCodecError::Io(e) if e.kind() == io::ErrorKind::InvalidData => "it is not UTF-8",
        LinesCodecError::Io(_) => "the connection broke off",
    })
}

#[cfg(test)]
mod tests {
    use futures_util::{FutureExt as _, stream};
    use proptest::prelude::*;

    use super::*;

    /// Everything that a stream in these parts says, up to its end or its fault.
    fn read(parts: Vec<Vec<u8>>) -> (Vec<Event>, Option<LlmError>) {
        let parts = parts.into_iter().map(|part| Ok(Bytes::from(part)));
        let mut events = Events::new(stream::iter(parts));
        let mut found = Vec::new();
        loop {
            match events.next().now_or_never().expect("nothing to wait for") {
                Ok(Some(event)) => found.push(event),
                Ok(None) => return (found, None),
                Err(error) => return (found, Some(error)),
            }
        }
    }

    fn data(text: &str) -> Vec<String> {
        let (events, error) = read(vec![text.as_bytes().to_vec()]);
        assert_eq!(error, None);
        events.into_iter().map(|event| event.data).collect()
    }

    #[test]
    fn events_are_what_stands_between_blank_lines() {
        assert_eq!(data("data: {\"a\":1}\n\ndata: [DONE]\n\n"), ["{\"a\":1}", "[DONE]"]);
        assert_eq!(data("data: 1\r\n\r\ndata:2\r\n\r\n"), ["1", "2"]);
        assert_eq!(data(": ping\n\nid: 7\nretry: 3\ndata: 1\ndata: 2\n\n\n\n"), ["1\n2"]);
        assert_eq!(data("\u{feff}data: 1\n\n"), ["1"]);
        assert_eq!(data("data: the end is cut"), ["the end is cut"]);
        assert_eq!(data(""), Vec::<String>::new());
    }

    #[test]
    fn an_event_may_be_called_an_error_in_two_ways() {
        for text in ["event: error\ndata: {}\n\n", "error: {}\n\n"] {
            let (events, _) = read(vec![text.as_bytes().to_vec()]);
            assert_eq!(events, [Event { data: "{}".into(), is_error: true }], "{text}");
        }
    }

    #[test]
    fn what_is_no_stream_of_events_is_said_to_be_none() {
        let fault = |bytes: &[u8]| match read(vec![bytes.to_vec()]).1 {
            Some(LlmError::Garbled { what }) => what,
            other => panic!("{other:?}"),
        };
        assert_eq!(fault(b"<html>\n"), "it is no stream of events");
        assert_eq!(fault(b"data: \xff\xfe\n\n"), "it is not UTF-8");
        assert_eq!(fault(&[b"data: ".to_vec(), vec![b'x'; 10 << 20]].concat()), "a line of it is too long");
        let many = [b"data: ".to_vec(), vec![b'x'; 1 << 19], b"\n".to_vec()].concat().repeat(3);
        assert_eq!(fault(&many), "an event of it is too long");
    }

    /// A stream with everything in it that a server may send.
    fn streams() -> impl Strategy<Value = Vec<u8>> {
        let line = prop_oneof![
            8 => "data: ?[a-z{}:\" ü€👩]{0,12}",
            1 => Just("event: error".to_owned()),
            1 => ": [a-z]{0,6}",
            3 => Just(String::new()),
            1 => "[a-z<]{0,6}",
        ];
        let end = prop_oneof![Just("\n"), Just("\r\n")];
        let lines = prop::collection::vec((line, end), 0..24);
        (lines, prop::collection::vec(any::<u8>(), 0..4), 0..8_u8).prop_map(|(lines, noise, noisy)| {
            let mut bytes: Vec<u8> = lines
                .into_iter()
                .flat_map(|(line, end)| [line.as_str(), end].concat().into_bytes())
                .collect();
            if noisy == 0 {
                bytes.extend(noise);
            }
            bytes
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn where_a_stream_is_cut_into_parts_changes_nothing(
            bytes in streams(),
            cuts in prop::collection::vec(0_usize..400, 0..12),
        ) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let parts = cuts.windows(2).map(|pair| bytes[pair[0]..pair[1]].to_vec()).filter(|p| !p.is_empty());
            let whole = read(vec![bytes.clone()]);
            prop_assert_eq!(read(parts.collect()), whole.clone());
            let each_byte = bytes.iter().map(|byte| vec![*byte]).collect();
            prop_assert_eq!(read(each_byte), whole);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            read(vec![bytes]);
        }
    }
}

//! What a server's own words of refusal become before a person reads them: found in whatever form they come,
//! short, and without quotations from the prompt.

use std::time::Duration;

use jiff::{Timestamp, fmt::rfc2822};
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use serde_json::Value;

use crate::model::message::Message;

/// Longest part of a server's own words that is passed on.
const LONGEST_REASON: usize = 300;

/// A run of this many characters that stands in the prompt too is taken as a quotation of it.
const QUOTATION: usize = 20;

/// Longest that a server may ask to be left alone.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

/// The words inside an `error`. Some servers put the JSON of another server's error into theirs as text.
pub(super) fn reason(error: &Value) -> String {
    match error {
        Value::String(text) => match serde_json::from_str::<Value>(text) {
            Ok(inner @ Value::Object(_)) => reason(&inner),
            _ => text.clone(),
        },
        Value::Object(members) => ["error", "message", "detail", "msg"]
            .iter()
            .find_map(|key| members.get(*key))
            .map_or_else(String::new, reason),
        Value::Array(all) => all.iter().map(reason).collect::<Vec<_>>().join("; "),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// A server's words, short, on one line, and without quotations from the prompt.
pub(super) fn presentable(said: &str, prompt: &[Message]) -> String {
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

/// How long a server wants to be left alone: in seconds, in milliseconds, or until a time by its own clock.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &HeaderName| Some(headers.get(name)?.to_str().ok()?.trim().to_owned());
    let milliseconds = || {
        let number = text(&HeaderName::from_static("retry-after-ms"))?.parse().ok()?;
        Some(Duration::from_millis(number))
    };
    let later = || {
        let wanted = text(&RETRY_AFTER)?;
        if let Ok(seconds) = wanted.parse::<f64>() {
            return Duration::try_from_secs_f64(seconds).ok();
        }
        let time = |text: &str| rfc2822::parse(text).ok().map(|time| time.timestamp());
        let (until, now): (Timestamp, Timestamp) = (time(&wanted)?, time(&text(&DATE)?)?);
        Duration::try_from(until.duration_since(now)).ok()
    };
    milliseconds().or_else(later).map(|pause| pause.min(LONGEST_PAUSE))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::message::Role;

    fn headers(all: &[(&'static str, &str)]) -> HeaderMap {
        all.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_reason_is_found_wherever_a_server_puts_it() {
        for error in [
            json!("unrecognized type frob"),
            json!({"error": "unrecognized type frob"}),
            json!({"code": 400, "message": "unrecognized type frob"}),
            json!({"error": {"message": "unrecognized type frob", "type": "invalid_request_error"}}),
            json!({"detail": [{"loc": ["body"], "msg": "unrecognized type frob"}]}),
            json!(json!({"error": {"message": "unrecognized type frob"}}).to_string()),
        ] {
            assert_eq!(reason(&error), "unrecognized type frob", "{error}");
        }
    }

    #[test]
    fn a_reason_that_quotes_the_prompt_is_not_repeated() {
        let prompt = [Message::new(Role::User, "The tenant Ada Lovelace owes 400 pounds.")];
        assert!(!presentable("cannot render: The tenant Ada Lovelace owes 400", &prompt).contains("Ada"));
        assert_eq!(presentable("no\n such  type", &prompt), "no such type");
    }

    #[test]
    fn a_pause_is_read_in_every_form() {
        let date = "Sat, 14 Mar 2026 09:26:53 GMT";
        let in_a_minute = "Sat, 14 Mar 2026 09:27:53 GMT";
        assert_eq!(retry_after(&headers(&[("retry-after", "7")])), Some(Duration::from_secs(7)));
        assert_eq!(retry_after(&headers(&[("retry-after", "0.5")])), Some(Duration::from_millis(500)));
        assert_eq!(
            retry_after(&headers(&[("retry-after", "1"), ("retry-after-ms", "250")])),
            Some(Duration::from_millis(250))
        );
        let by_date = retry_after(&headers(&[("retry-after", in_a_minute), ("date", date)]));
        assert_eq!(by_date, Some(Duration::from_secs(60)));
        assert_eq!(retry_after(&headers(&[("retry-after", date), ("date", in_a_minute)])), None);
        assert_eq!(retry_after(&headers(&[("retry-after", "1e9")])), Some(LONGEST_PAUSE));
        for nonsense in ["-1", "soon", "NaN"] {
            assert_eq!(retry_after(&headers(&[("retry-after", nonsense)])), None, "{nonsense}");
        }
    }
}

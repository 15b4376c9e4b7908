//! Thinking that stands before an answer in tags.

const TAGS: [(&str, &str); 2] = [("<think>", "</think>"), ("<thinking>", "</thinking>")];

/// The thinking and the answer, if there is thinking.
pub(super) fn split(text: &str) -> Option<(String, String)> {
    let start = text.trim_start();
    TAGS.iter().find_map(|(open, close)| {
        let (thought, answer) = start.strip_prefix(open)?.split_once(close)?;
        Some((thought.trim().to_owned(), answer.trim_start().to_owned()))
    })
}

//! Which parts of a rendered conversation a trainer learns from: what the model is to write.

use super::Conversation;

/// A part of the text, in code points from its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first code point.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
}

/// How the mask was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The template marks the parts itself.
    Generation,
    /// The conversation was rendered up to each answer, and up to its end; the difference is the answer.
    Prefix,
    /// The template changes earlier turns when later ones come, so nothing can be said.
    Unknown,
}

/// What is learned from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LossMask {
    /// How it was found.
    pub method: Method,
    /// The parts, in order. Empty when nothing is known, or nothing is learned.
    pub spans: Vec<Span>,
}

impl LossMask {
    pub(super) fn marked(spans: Vec<Span>) -> Self {
        Self { method: Method::Generation, spans }
    }

    fn unknown() -> Self {
        Self { method: Method::Unknown, spans: Vec::new() }
    }
}

/// Compares the whole text with the texts of its beginnings, which is what trainers do with a template that
/// marks nothing. `render` gives none for a beginning that the template refuses.
pub(super) fn by_prefix(
    whole: &str,
    conversation: &Conversation,
    render: impl Fn(&Conversation) -> Option<String>,
) -> LossMask {
    let mut spans = Vec::new();
    for (index, message) in conversation.messages.iter().enumerate() {
        if message["role"] != "assistant" {
            continue;
        }
        let up_to = |length: usize, add_generation_prompt: bool| {
            let messages = conversation.messages[..length].to_vec();
            render(&Conversation { messages, add_generation_prompt, ..conversation.clone() })
        };
        let (Some(before), Some(after)) = (up_to(index, true), up_to(index + 1, false)) else {
            return LossMask::unknown();
        };
        if !after.starts_with(&before) || !whole.starts_with(&after) {
            return LossMask::unknown();
        }
        let start = before.chars().count();
        spans.push(Span { start, end: start + after[before.len()..].chars().count() });
    }
    LossMask { method: Method::Prefix, spans }
}

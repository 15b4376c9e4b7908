//! dsforge's own form, with everything in it.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{super::fault::Fault, columns::Target, members::Members, tools};
use crate::{
    import::draft::Draft,
    model::example::{Split, single_turn},
};

/// The newest version of the form that is read.
const VERSION: u64 = 1;

/// Where its members go.
pub(super) const TARGETS: &[(&str, Target)] = &[
    ("messages", Target::Conversation),
    ("system_prompt", Target::System),
    ("variation_prompt", Target::Question),
    ("output", Target::Answer),
    ("tool_calls", Target::Conversation),
    ("tools", Target::Tools),
    ("slots", Target::Slots),
    ("alternatives", Target::Rejected),
    ("template", Target::Origin),
    ("source", Target::Origin),
    ("timestamp", Target::Origin),
    ("edited", Target::Origin),
];

pub(super) fn draft(mut row: Members) -> Result<Draft, Fault> {
    let version = row.take("dsforge_version");
    if version.as_ref().and_then(Value::as_u64).is_some_and(|version| version > VERSION) {
        return Err(Fault::new("it was written by a newer dsforge"));
    }
    let mut draft = Draft {
        messages: typed(&mut row, "messages")?.unwrap_or_default(),
        tools: Vec::new(),
        slots: typed(&mut row, "slots")?.unwrap_or_default(),
        template: typed(&mut row, "template")?,
        source: typed(&mut row, "source")?,
        alternatives: typed(&mut row, "alternatives")?.unwrap_or_default(),
        edited: typed(&mut row, "edited")?.unwrap_or_default(),
        rating: typed(&mut row, "rating")?,
        tags: typed(&mut row, "tags")?.unwrap_or_default(),
        note: typed(&mut row, "note")?,
        split: typed(&mut row, "split")?.unwrap_or(Split::Auto),
        timestamp: typed(&mut row, "timestamp")?,
        extra: typed(&mut row, "extra")?.unwrap_or_default(),
    };
    if draft.rating.is_some_and(|rating| !(1..=5).contains(&rating)) {
        return Err(Fault::new("its rating is not 1 to 5"));
    }
    if let Some(value) = row.take("tools") {
        draft.tools = tools::definitions(value, &mut draft.extra)?;
    }
    // Everything below is a view on the conversation where there is one.
    let system = row.text("system_prompt")?.unwrap_or_default();
    let question = row.text("variation_prompt")?.unwrap_or_default();
    let output = row.text("output")?.unwrap_or_default();
    let calls = row
        .take("tool_calls")
        .map(|calls| tools::calls(calls).ok_or_else(|| Fault::new("tool_calls has a call without a name")));
    let calls = calls.transpose()?.unwrap_or_default();
    if draft.messages.is_empty() {
        draft.messages = single_turn(&system, &question, &output, calls);
    }
    for name in ["dataset", "id", "rev", "updated_at"] {
        row.take(name);
    }
    for (name, value) in row.0 {
        draft.extra.entry(name).or_insert(value);
    }
    Ok(draft)
}

fn typed<T: DeserializeOwned>(row: &mut Members, name: &'static str) -> Result<Option<T>, Fault> {
    let value = row.take(name).map(serde_json::from_value).transpose();
    value.map_err(|_| Fault::new(format!("{name} is not as dsforge writes it")))
}

//! What tells whether two examples are the same: what they teach, not what they are called or where they come from.

use std::{
    collections::HashSet,
    hash::{BuildHasher as _, DefaultHasher, Hash, Hasher, RandomState},
    ops::ControlFlow,
};

use serde_json::{Map, Value};

use crate::{
    crypto::keys::Keyring,
    model::{
        example::{Alternative, Example},
        id::{DatasetId, UserId},
        message::Message,
        tool::{ToolCall, ToolDefinition},
    },
    store::{Read, StoreError, examples},
};

/// The examples that were seen. They are told apart by 128 bits that depend on two secret keys, so that nobody can
/// make two examples that look alike.
pub(super) struct Seen {
    keys: [RandomState; 2],
    known: HashSet<u128>,
}

impl Seen {
    pub(super) fn nothing() -> Self {
        Self { keys: [RandomState::new(), RandomState::new()], known: HashSet::new() }
    }

    /// Every example of a dataset.
    pub(super) fn of(
        r: &impl Read,
        keyring: &Keyring,
        owner: UserId,
        dataset: DatasetId,
    ) -> Result<Self, StoreError> {
        let mut seen = Self::nothing();
        examples::scan(r, keyring, owner, dataset, |example: Example| {
            seen.is_new(&example.messages, &example.tools, &example.alternatives);
            ControlFlow::Continue(())
        })?;
        Ok(seen)
    }

    /// Whether there was none like this before.
    pub(super) fn is_new(
        &mut self,
        messages: &[Message],
        tools: &[ToolDefinition],
        alternatives: &[Alternative],
    ) -> bool {
        let [one, other] = self.keys.each_ref().map(|key| {
            let mut hasher = key.build_hasher();
            messages.len().hash(&mut hasher);
            for message in messages {
                add_message(&mut hasher, message);
            }
            for tool in tools {
                tool.function.name.hash(&mut hasher);
                tool.function.description.hash(&mut hasher);
                add(&mut hasher, tool.function.parameters.as_ref().unwrap_or(&Value::Null));
            }
            for alternative in alternatives {
                alternative.output.hash(&mut hasher);
                add_calls(&mut hasher, &alternative.tool_calls);
            }
            hasher.finish()
        });
        self.known.insert(u128::from(one) << 64 | u128::from(other))
    }
}

fn add_message(hasher: &mut DefaultHasher, message: &Message) {
    let Message { role, content, reasoning, tool_calls, tool_name, tool_call_id: _, train } = message;
    (*role as u8).hash(hasher);
    (content, reasoning, tool_name, train).hash(hasher);
    add_calls(hasher, tool_calls);
}

/// Ids of calls are made up by servers and files and mean nothing.
fn add_calls(hasher: &mut DefaultHasher, calls: &[ToolCall]) {
    calls.len().hash(hasher);
    for call in calls {
        (&call.name, &call.raw).hash(hasher);
        add_members(hasher, &call.arguments);
    }
}

/// The order of members means nothing.
fn add_members(hasher: &mut DefaultHasher, members: &Map<String, Value>) {
    let mut members: Vec<_> = members.iter().collect();
    members.sort_unstable_by_key(|(name, _)| *name);
    members.len().hash(hasher);
    for (name, value) in members {
        name.hash(hasher);
        add(hasher, value);
    }
}

fn add(hasher: &mut DefaultHasher, value: &Value) {
    match value {
        Value::Null => 0_u8.hash(hasher),
        Value::Bool(is) => (1_u8, is).hash(hasher),
        Value::Number(number) => (2_u8, number).hash(hasher),
        Value::String(text) => (3_u8, text).hash(hasher),
        Value::Array(values) => {
            (4_u8, values.len()).hash(hasher);
            for value in values {
                add(hasher, value);
            }
        }
        Value::Object(members) => {
            5_u8.hash(hasher);
            add_members(hasher, members);
        }
    }
}

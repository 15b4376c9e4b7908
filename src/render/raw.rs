//! The raw form of an example: every member, with the views on its conversation that people and scripts look
//! for first. What dsforge reads back.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::model::{
    dataset::Dataset,
    example::{Alternative, Example, Source, Split, TemplateRef},
    id::ExampleId,
    message::Message,
    slot::SlotValues,
    tool::{ToolCall, ToolDefinition},
};

/// Rises when a reader of this form has to know better.
const VERSION: u32 = 1;

#[derive(Serialize)]
pub(super) struct RawRow<'a> {
    dsforge_version: u32,
    dataset: &'a str,
    id: ExampleId,
    rev: u64,
    system_prompt: &'a str,
    variation_prompt: &'a str,
    slots: &'a SlotValues,
    output: &'a str,
    tool_calls: &'a [ToolCall],
    timestamp: Timestamp,
    updated_at: Timestamp,
    messages: &'a [Message],
    tools: &'a [ToolDefinition],
    template: &'a Option<TemplateRef>,
    source: &'a Option<Source>,
    alternatives: &'a [Alternative],
    edited: bool,
    rating: Option<u8>,
    tags: &'a [String],
    note: &'a Option<String>,
    split: Split,
    extra: &'a Map<String, Value>,
}

impl<'a> RawRow<'a> {
    pub(super) fn of(example: &'a Example, dataset: &'a Dataset) -> Self {
        let Example {
            id,
            rev,
            timestamp,
            updated_at,
            messages,
            tools,
            slots,
            template,
            source,
            alternatives,
            edited,
            rating,
            tags,
            note,
            split,
            extra,
        } = example;
        Self {
            dsforge_version: VERSION,
            dataset: &dataset.name,
            id: *id,
            rev: *rev,
            system_prompt: example.system_prompt(),
            variation_prompt: example.variation_prompt(),
            slots,
            output: example.output(),
            tool_calls: example.tool_calls(),
            timestamp: *timestamp,
            updated_at: *updated_at,
            messages,
            tools,
            template,
            source,
            alternatives,
            edited: *edited,
            rating: *rating,
            tags,
            note,
            split: *split,
            extra,
        }
    }
}

//! Prompt templates and their past.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    id::TemplateId,
    slot,
    tool::{ToolChoice, ToolDefinition},
};

/// A template as it is now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Template {
    /// Its id.
    pub id: TemplateId,
    /// Rises by one with each save that changes something; from 1.
    pub version: u64,
    /// Put away: not offered, not lost.
    pub archived: bool,
    /// When it was first saved.
    pub created_at: Timestamp,
    /// When the newest version was saved.
    pub updated_at: Timestamp,
    /// What a version consists of.
    pub content: TemplateContent,
    /// System prompts it has had.
    pub system_prompts: SystemPromptHistory,
}

/// What a save stores and a version keeps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TemplateContent {
    /// Its name. Names may repeat.
    pub name: String,
    /// Standing instructions; may hold slots, may be empty.
    pub system_prompt: String,
    /// The prompt with its slots.
    pub user_prompt: String,
    /// Slot names in the order they are asked for: those listed first, then those only found in the prompts.
    pub slots: Vec<String>,
    /// What is known of a slot beyond its name.
    pub slot_details: BTreeMap<String, SlotDetail>,
    /// Whether the tools are offered to the model.
    pub is_tool_calling_template: bool,
    /// The tools, kept while the switch is off.
    pub tool_definitions: Vec<ToolDefinition>,
    /// Whether an answer has to call one of them, unless a run says otherwise.
    #[serde(default)]
    pub tool_choice: ToolChoice,
    /// A JSON Schema that answers have to fit.
    pub output_schema: Option<Value>,
}

/// Help for whoever fills a slot in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SlotDetail {
    /// What belongs there.
    pub description: String,
    /// The value when none is given; none makes the slot required.
    pub default: Option<String>,
    /// Values to try it with.
    pub samples: Vec<String>,
}

/// A version that was saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TemplateVersion {
    /// Its number.
    pub version: u64,
    /// When.
    pub saved_at: Timestamp,
    /// Names of the fields that differ from the version before; empty for the first.
    pub changed: Vec<String>,
    /// What was saved.
    pub content: TemplateContent,
}

impl TemplateContent {
    /// Adds the slots that the prompts use to those listed, and drops repeats.
    pub fn complete_slots(&mut self) {
        let found = slot::names([self.system_prompt.as_str(), self.user_prompt.as_str()]);
        let listed = std::mem::take(&mut self.slots);
        for name in listed.into_iter().chain(found) {
            if !self.slots.contains(&name) {
                self.slots.push(name);
            }
        }
    }

    /// Slots that are listed and stand in neither prompt.
    pub fn unused_slots(&self) -> Vec<String> {
        let used = slot::names([self.system_prompt.as_str(), self.user_prompt.as_str()]);
        self.slots.iter().filter(|name| !used.contains(name)).cloned().collect()
    }

    /// The names of the fields in which `self` differs from `before`.
    pub fn changed_since(&self, before: &Self) -> Vec<String> {
        let Self {
            name,
            system_prompt,
            user_prompt,
            slots,
            slot_details,
            is_tool_calling_template,
            tool_definitions,
            tool_choice,
            output_schema,
        } = self;
        [
            ("name", *name != before.name),
            ("system_prompt", *system_prompt != before.system_prompt),
            ("user_prompt", *user_prompt != before.user_prompt),
            ("slots", *slots != before.slots),
            ("slot_details", *slot_details != before.slot_details),
            ("is_tool_calling_template", *is_tool_calling_template != before.is_tool_calling_template),
            ("tool_definitions", *tool_definitions != before.tool_definitions),
            ("tool_choice", *tool_choice != before.tool_choice),
            ("output_schema", *output_schema != before.output_schema),
        ]
        .into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(field, _)| field.to_owned())
        .collect()
    }

    /// The values to fill in: what is given, else each slot's default.
    pub fn with_defaults(&self, mut values: slot::SlotValues) -> slot::SlotValues {
        for (name, detail) in &self.slot_details {
            if let Some(default) = &detail.default
                && self.slots.contains(name)
            {
                values.entry(name.clone()).or_insert_with(|| default.clone());
            }
        }
        values
    }
}

/// The last different system prompts of a template, newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SystemPromptHistory(Vec<PastSystemPrompt>);

/// A system prompt that was in use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PastSystemPrompt {
    /// The text.
    pub text: String,
    /// The newest version that had it.
    pub version: u64,
    /// When that version was saved.
    pub saved_at: Timestamp,
}

impl SystemPromptHistory {
    /// How many different prompts are remembered.
    pub const LENGTH: usize = 10;

    /// Puts a prompt on top. One that was there before moves up instead of standing twice; an empty one is
    /// not remembered.
    pub fn remember(&mut self, text: &str, version: u64, saved_at: Timestamp) {
        if text.is_empty() {
            return;
        }
        self.0.retain(|past| past.text != text);
        self.0.insert(0, PastSystemPrompt { text: text.to_owned(), version, saved_at });
        self.0.truncate(Self::LENGTH);
    }

    /// Newest first.
    pub fn iter(&self) -> impl Iterator<Item = &PastSystemPrompt> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_history_keeps_ten_different_prompts_newest_first() {
        let mut history = SystemPromptHistory::default();
        for version in 1..=12 {
            history.remember(&format!("Answer tenants in tone {version}."), version, Timestamp::UNIX_EPOCH);
        }
        history.remember("Answer tenants in tone 5.", 13, Timestamp::UNIX_EPOCH);
        history.remember("", 14, Timestamp::UNIX_EPOCH);
        let versions: Vec<u64> = history.iter().map(|past| past.version).collect();
        assert_eq!(versions, [13, 12, 11, 10, 9, 8, 7, 6, 4, 3]);
    }
}

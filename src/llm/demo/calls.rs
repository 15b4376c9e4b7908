//! Which tool the demo calls, and with what.

use serde_json::{Map, Value};

use super::{dice::Dice, json, prompt::Prompt, text::Arguments};
use crate::model::tool::{ToolCall, ToolDefinition};

/// A call of the tool that the prompt has most words in common with.
pub(super) fn call(tools: &[ToolDefinition], prompt: &Prompt, dice: &mut Dice) -> Option<ToolCall> {
    let likeliest = dice.shuffled(tools).into_iter().max_by_key(|tool| words_in_common(tool, prompt))?;
    let arguments = match &likeliest.function.parameters {
        None => Map::new(),
        Some(schema) => match json::fitting(schema, dice, &mut Arguments(prompt)) {
            Some(Value::Object(arguments)) => arguments,
            _ => return None,
        },
    };
    let id = format!("demo{:08x}", dice.below(usize::MAX) & 0xffff_ffff);
    Some(ToolCall { id: Some(id), ..ToolCall::new(&likeliest.function.name, arguments) })
}

fn words_in_common(tool: &ToolDefinition, prompt: &Prompt) -> usize {
    let about =
        format!("{} {}", tool.function.name, tool.function.description.as_deref().unwrap_or_default());
    let text = prompt.text.to_lowercase();
    about
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 3 && text.contains(word))
        .count()
}

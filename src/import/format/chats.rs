//! Chats that people had elsewhere: trees of turns, of which the one they ended with is the conversation and the
//! other answers to its last question are what lost.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{super::fault::Fault, members::Members, turns};
use crate::{
    import::draft::Draft,
    model::{
        example::{Alternative, AlternativeKind},
        message::{Message, Role},
    },
};

pub(super) fn is_open_webui(row: &Map<String, Value>) -> bool {
    let tree = |holder: &Map<String, Value>| {
        holder.get("history").and_then(|history| history.get("messages")).is_some_and(Value::is_object)
    };
    tree(row) || row.get("chat").and_then(Value::as_object).is_some_and(tree)
}

pub(super) fn open_webui(mut row: Members) -> Result<Draft, Fault> {
    let mut draft = Draft::default();
    let mut chat = row.object("chat");
    let history = chat.as_mut().unwrap_or(&mut row).object("history");
    let Some(mut history) = history else { return Err(Fault::new("it has no history")) };
    let Some(nodes) = history.object("messages") else {
        return Err(Fault::new("its history has no messages"));
    };
    let last = history.text("currentId")?.ok_or_else(|| Fault::new("its history has no currentId"))?;
    let parent = |node: &Value| node.get("parentId").and_then(Value::as_str).map(str::to_owned);
    let mut path = branch(&nodes.0, last, parent)?;
    path.retain(|(_, node)| node.get("role").is_some());
    while path.last().is_some_and(|(_, node)| node.get("role").is_some_and(|role| role == "user")) {
        path.pop();
    }
    for (_, node) in &path {
        draft.messages.push(spoken(node)?);
    }
    if let Some((id, node)) = path.last() {
        if let Some(model) = node.get("model") {
            draft.extra.insert("model".to_owned(), model.clone());
        }
        for (other, sibling) in &nodes.0 {
            let is_rival = other != id && sibling.get("role") == node.get("role");
            if is_rival && parent(sibling) == parent(node) {
                draft.alternatives.extend(rival(&spoken(sibling)?));
            }
        }
    }
    if let Some(Members(rest)) = chat {
        // The turns stand a second time beside the tree.
        let rest = rest.into_iter().filter(|(name, _)| name != "messages" && name != "history");
        row.0.extend(rest);
    }
    row.leave(&mut draft);
    Ok(draft)
}

pub(super) fn chat_gpt(mut row: Members) -> Result<Draft, Fault> {
    let mut draft = Draft::default();
    let Some(nodes) = row.object("mapping") else { return Err(Fault::new("mapping is no object")) };
    let last = row.text("current_node")?.ok_or_else(|| Fault::new("it has no current_node"))?;
    let parent = |node: &Value| node.get("parent").and_then(Value::as_str).map(str::to_owned);
    let path = branch(&nodes.0, last, parent)?;
    for (_, node) in &path {
        let Some(message) = node.get("message").and_then(visible) else { continue };
        match draft.messages.last_mut() {
            Some(before) if before.role == message.role => {
                before.content = format!("{}\n\n{}", before.content, message.content);
            }
            _ => draft.messages.push(message),
        }
    }
    while draft.messages.last().is_some_and(|m| m.role == Role::User) {
        draft.messages.pop();
    }
    if let Some((id, node)) = path.last() {
        let rivals = nodes.0.iter().filter(|(other, rival)| *other != id && parent(rival) == parent(node));
        let rivals = rivals.filter_map(|(_, rival)| rival.get("message").and_then(visible));
        draft.alternatives.extend(rivals.filter(|m| m.role == Role::Assistant).filter_map(|m| rival(&m)));
    }
    row.leave(&mut draft);
    Ok(draft)
}

/// The nodes from the first turn to the last.
fn branch(
    nodes: &Map<String, Value>,
    last: String,
    parent: impl Fn(&Value) -> Option<String>,
) -> Result<Vec<(String, &Value)>, Fault> {
    let mut seen = HashSet::new();
    let mut path = Vec::new();
    let mut next = Some(last);
    while let Some(id) = next {
        if !seen.insert(id.clone()) {
            return Err(Fault::new("its turns follow each other in a circle"));
        }
        let Some(node) = nodes.get(&id) else { return Err(Fault::new("one of its turns is missing")) };
        next = parent(node);
        path.push((id, node));
    }
    path.reverse();
    Ok(path)
}

fn spoken(node: &Value) -> Result<Message, Fault> {
    let members =
        ["role", "content"].into_iter().filter_map(|name| Some((name.to_owned(), node.get(name)?.clone())));
    let turn = Value::Object(members.collect());
    let mut turns = turns::messages("messages", turn, &mut Map::new())?;
    turns.pop().ok_or_else(|| Fault::new("one of its turns is empty"))
}

/// A turn of ChatGPT that a person saw and that is text.
fn visible(message: &Value) -> Option<Message> {
    let role = match message.get("author")?.get("role")?.as_str()? {
        "user" => Role::User,
        "assistant" => Role::Assistant,
        _ => return None,
    };
    let metadata = message.get("metadata");
    let hidden = metadata.and_then(|metadata| metadata.get("is_visually_hidden_from_conversation"));
    let to_tool = message.get("recipient").and_then(Value::as_str).is_some_and(|to| to != "all");
    let content = message.get("content")?;
    let is_text = content.get("content_type").is_some_and(|kind| kind == "text" || kind == "multimodal_text");
    if hidden.is_some_and(|hidden| hidden == true) || to_tool || !is_text {
        return None;
    }
    let parts = content.get("parts")?.as_array()?.iter().filter_map(Value::as_str);
    let text = parts.collect::<Vec<_>>().join("\n");
    (!text.trim().is_empty()).then(|| Message::new(role, text))
}

fn rival(message: &Message) -> Option<Alternative> {
    (!message.content.trim().is_empty()).then(|| Alternative {
        kind: AlternativeKind::Outranked,
        output: message.content.clone(),
        tool_calls: message.tool_calls.clone(),
        reason: None,
    })
}

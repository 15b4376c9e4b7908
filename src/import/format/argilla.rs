//! Records of Argilla: fields, and what people answered or models suggested. They become columns of these names.

use serde_json::{Map, Value};

use super::members::Members;

pub(super) fn fits(row: &Map<String, Value>) -> bool {
    let nested = row.get("fields").is_some_and(Value::is_object)
        && ["responses", "suggestions", "metadata"].iter().any(|name| row.contains_key(*name));
    nested || row.keys().any(|name| name.ends_with(".responses") || name.ends_with(".suggestion"))
}

/// The record as columns. A submitted response wins over a suggestion.
pub(super) fn flattened(mut row: Members) -> Members {
    let mut columns = Map::new();
    if let Some(fields) = row.object("fields") {
        columns.extend(fields.0);
    }
    for (name, value) in answers(row.take("suggestions")) {
        columns.insert(name, value);
    }
    for (name, value) in answers(row.take("responses")) {
        columns.insert(name, value);
    }
    let names: Vec<String> = row.0.keys().cloned().collect();
    for end in [".suggestion", ".responses"] {
        for name in names.iter().filter(|name| name.ends_with(end)) {
            let question = name.trim_end_matches(end).to_owned();
            let statuses = row.0.get(&format!("{name}.status")).cloned();
            let value = row.0.shift_remove(name).unwrap_or_default();
            if let Some(value) = first_submitted(value, statuses.as_ref()) {
                columns.insert(question, value);
            }
        }
    }
    columns.extend(row.0);
    Members(columns)
}

/// Answers by question: an object of them, or a list that names the question of each.
fn answers(value: Option<Value>) -> Vec<(String, Value)> {
    let value_of = |answer: &Value| answer.get("value").cloned();
    let mut found = Vec::new();
    match value {
        Some(Value::Object(questions)) => {
            for (question, answer) in questions {
                let submitted = match &answer {
                    Value::Array(all) => all.iter().find(|answer| is_submitted(answer)).and_then(value_of),
                    other => value_of(other),
                };
                found.extend(submitted.map(|value| (question, value)));
            }
        }
        Some(Value::Array(all)) => {
            for answer in all.into_iter().filter(is_submitted) {
                if let Some(Value::Object(values)) = answer.get("values") {
                    for (question, value) in values {
                        found.extend(value_of(value).map(|value| (question.clone(), value)));
                    }
                } else if let Some(question) = answer.get("question_name").and_then(Value::as_str) {
                    found.extend(value_of(&answer).map(|value| (question.to_owned(), value)));
                }
            }
        }
        _ => {}
    }
    found
}

fn is_submitted(answer: &Value) -> bool {
    answer.get("status").is_none_or(|status| status == "submitted")
}

/// The first answer that was handed in; the only one when it is no list.
fn first_submitted(value: Value, statuses: Option<&Value>) -> Option<Value> {
    let Value::Array(all) = value else { return Some(value).filter(|value| !value.is_null()) };
    let submitted =
        |place: usize| statuses.and_then(|all| all.get(place)).is_none_or(|status| status == "submitted");
    all.into_iter().enumerate().find(|(place, _)| submitted(*place)).map(|(_, value)| value)
}

//! Exports: a dataset as a file for a trainer.

mod built_ins;
mod check;
mod chosen;
mod download;
mod failing_row;
mod own_formats;
mod preview;
mod shards;
mod split;
mod tickets;

use std::io::{Cursor, Read as _};

use serde_json::{Value, json};

use crate::support::{
    Caller,
    trade::{CLAUSE, deadline_tool, example},
};

/// A dataset with about everything an example can have: plain, with letters of all kinds, edited with what lost,
/// with reasoning and without a system prompt, and with a tool that is called.
async fn varied(ada: &Caller) -> u64 {
    let dataset = ada.new_dataset().await;
    let mut letters = example(
        "§ 4 — \"Kaution\" <b>&</b> 条項 \u{2028} 👩🏽‍⚖️",
        "Die Kaution beträgt 3 Monatsmieten.\n\n* fällig: \\ sofort",
    );
    letters["tags"] = json!(["deposit"]);
    letters["note"] = json!("two lines\nof it");
    let mut edited = example("Rent is due on the first.", "Pay by the first of each month.");
    edited["alternatives"] = json!([{"kind": "rejected", "output": "It depends.", "reason": "says nothing"}]);
    edited["rating"] = json!(5);
    let thought = json!({
        "system_prompt": "", "variation_prompt": "not used", "slots": {}, "output": "not used",
        "messages": [
            {"role": "user", "content": "Is the deposit returned?"},
            {"role": "assistant", "content": "Yes, after an inspection.", "reasoning": "The contract says so."},
        ],
    });
    let called = json!({
        "system_prompt": "", "variation_prompt": "not used", "slots": {"clause": CLAUSE}, "output": "not used",
        "tools": [deadline_tool()],
        "messages": [
            {"role": "system", "content": "You find deadlines."},
            {"role": "user", "content": "When do I have to act?"},
            {"role": "assistant", "content": "", "tool_calls": [{"name": "find_deadline", "arguments": {"days": 14, "clause": CLAUSE}}]},
        ],
    });
    let all = json!([example(CLAUSE, "Tell the landlord soon."), letters, edited, thought, called]);
    ada.post(&format!("/datasets/{dataset}/examples"), all).await.expect(204);
    dataset
}

/// The files in a ZIP, in their order.
fn unzipped(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut folder = zip::ZipArchive::new(Cursor::new(zip)).expect("a ZIP");
    let count = folder.len();
    let read = |at| {
        let mut file = folder.by_index(at).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("bytes");
        (file.name().expect("a name").into_owned(), bytes)
    };
    (0..count).map(read).collect()
}

/// The rows of a file, each of them one JSON object on a line of its own.
#[track_caller]
fn rows(file: &str) -> Vec<Value> {
    assert!(file.is_empty() || file.ends_with('\n'), "{file}");
    let parse = |line: &str| -> Value {
        serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
    };
    let rows: Vec<Value> = file.lines().map(parse).collect();
    assert!(rows.iter().all(Value::is_object));
    rows
}

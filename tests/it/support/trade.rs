//! The usual things to work with: clauses of rental contracts, explained to tenants.

use serde_json::{Value, json};

use super::Caller;

pub(crate) const CLAUSE: &str = "The tenant shall give written notice of any defect without undue delay.";

/// A template with two slots, one of them with a default.
pub(crate) fn clause_template() -> Value {
    json!({
        "name": "Explain this clause to a tenant",
        "system_prompt": "You explain rental contracts to people who are not lawyers.",
        "user_prompt": "Explain this clause in a {tone} tone: {clause}",
        "slots": ["clause", "tone"],
        "slot_details": {"tone": {"description": "How it sounds", "default": "calm", "samples": ["calm", "friendly"]}},
    })
}

/// A tool in OpenAI's form.
pub(crate) fn deadline_tool() -> Value {
    json!({
        "type": "function",
        "function": {
            "name": "find_deadline",
            "description": "Finds the date by which a tenant has to act.",
            "parameters": {
                "type": "object",
                "properties": {
                    "clause": {"type": "string", "description": "The clause as it stands in the contract"},
                    "days": {"type": "integer", "minimum": 0},
                },
                "required": ["clause"],
                "additionalProperties": false,
            },
        },
    })
}

/// A template whose answers call [`deadline_tool`].
pub(crate) fn tool_template() -> Value {
    json!({
        "name": "Find the deadline",
        "user_prompt": "When does the tenant have to act? {clause}",
        "is_tool_calling_template": true,
        "tool_definitions": [deadline_tool()],
    })
}

/// An example of a dataset.
pub(crate) fn example(clause: &str, output: &str) -> Value {
    json!({
        "system_prompt": "You explain rental contracts to people who are not lawyers.",
        "variation_prompt": format!("Explain this clause in a calm tone: {clause}"),
        "slots": {"clause": clause, "tone": "calm"},
        "output": output,
    })
}

/// A wish for a batch from a template of [`clause_template`]'s kind.
pub(crate) fn batch(template: u64, count: u64) -> Value {
    json!({"template_id": template, "slots": {"clause": CLAUSE}, "count": count, "model": "demo/writer", "seed": 7})
}

/// The same, of a real server's model.
pub(crate) fn real_batch(template: u64, count: u64) -> Value {
    json!({"template_id": template, "slots": {"clause": CLAUSE}, "count": count, "model": "gemma3:4b", "seed": 7})
}

/// The id in an answer.
#[track_caller]
pub(crate) fn id(of: &Value) -> u64 {
    of["id"].as_u64().unwrap_or_else(|| panic!("no id in {of}"))
}

impl Caller {
    pub(crate) async fn new_template(&self) -> u64 {
        id(&self.post("/templates", clause_template()).await.expect(201))
    }

    pub(crate) async fn new_dataset(&self) -> u64 {
        id(&self.post("/datasets", json!({"name": "contract-clauses"})).await.expect(201))
    }

    /// A dataset with an example for each output.
    pub(crate) async fn dataset_of(&self, outputs: &[&str]) -> u64 {
        let dataset = self.new_dataset().await;
        let examples: Vec<Value> = outputs.iter().map(|output| example(CLAUSE, output)).collect();
        self.post(&format!("/datasets/{dataset}/examples"), json!(examples)).await.expect(204);
        dataset
    }

    /// A run of the demo that has ended, and its candidates.
    pub(crate) async fn finished_run(&self, count: u64) -> (u64, Vec<Value>) {
        let template = self.new_template().await;
        let run = id(&self.post("/runs", batch(template, count)).await.expect(201));
        self.follow(run).await;
        (run, self.candidates(run).await)
    }

    pub(crate) async fn run(&self, run: u64) -> Value {
        self.get(&format!("/runs/{run}")).await.expect(200)
    }

    pub(crate) async fn candidates(&self, run: u64) -> Vec<Value> {
        let all = self.get(&format!("/runs/{run}/candidates?size=1000")).await.expect(200);
        all["items"].as_array().cloned().unwrap_or_default()
    }

    /// The examples of a dataset, oldest first.
    pub(crate) async fn examples(&self, dataset: u64) -> Vec<Value> {
        let page = self.get(&format!("/datasets/{dataset}/examples?sort=id&size=1000")).await.expect(200);
        page["items"].as_array().cloned().unwrap_or_default()
    }
}

/// One member of each entry.
pub(crate) fn each<'a>(entries: impl IntoIterator<Item = &'a Value>, member: &str) -> Vec<Value> {
    entries.into_iter().map(|entry| entry[member].clone()).collect()
}

/// Holds for a value that has every member of `expected`, whatever else it has.
#[track_caller]
pub(crate) fn assert_has(value: &Value, expected: &Value) {
    for (name, member) in expected.as_object().into_iter().flatten() {
        assert_eq!(&value[name], member, "{name} of {value}");
    }
}

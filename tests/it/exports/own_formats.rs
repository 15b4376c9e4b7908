//! Formats that people make.

use serde_json::{Value, json};

use super::{rows, varied};
use crate::support::TestApp;

fn clause_and_answer() -> Value {
    json!({
        "name": "Clause and answer",
        "category": "Ours",
        "unit": "example",
        "file_name": "{dataset}.clauses.{date}.jsonl",
        "template": "{\n  \"clause\": {{ slots.clause | default(\"\") | tojson }},\n  \"answer\": {{ output | tojson }}\n}",
    })
}

#[tokio::test]
async fn a_format_of_ones_own_is_kept_changed_used_and_deleted() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = varied(&ada).await;
    let made = ada.post("/export_templates", clause_and_answer()).await.expect(201);
    let id = made["id"].as_str().expect("an id of text").to_owned();
    assert_eq!(made["built_in"], false);

    let file = ada.get(&format!("/datasets/{dataset}/export?template_id={id}&ids=1")).await;
    assert!(
        file.header("content-disposition").is_some_and(|name| name.contains("contract-clauses.clauses."))
    );
    assert_eq!(rows(&file.text)[0]["answer"], "Tell the landlord soon.");

    let mut changed = clause_and_answer();
    changed["template"] = json!("{\"only\": {{ output | tojson }}}");
    ada.put(&format!("/export_templates/{id}"), changed).await.expect(204);
    let file = ada.get(&format!("/datasets/{dataset}/export?template_id={id}&ids=1")).await;
    assert_eq!(file.text, "{\"only\":\"Tell the landlord soon.\"}\n");

    let ours = ada.get("/export_templates?category=Ours").await.expect(200);
    assert_eq!(ours.as_array().map(Vec::len), Some(1));
    ada.delete(&format!("/export_templates/{id}")).await.expect(204);
    assert_eq!(ada.get(&format!("/export_templates/{id}")).await.status, 404);
    assert_eq!(ada.delete(&format!("/export_templates/{id}")).await.status, 404);
}

#[tokio::test]
async fn what_came_with_dsforge_cannot_be_changed_and_names_are_unique() {
    let ada = TestApp::unlocked_as("ada").await;
    let refused = ada.put("/export_templates/openai_chat", clause_and_answer()).await;
    assert!(refused.detail(409).contains("duplicate it and change the copy"));
    assert_eq!(ada.delete("/export_templates/raw").await.status, 409);
    ada.post("/export_templates", clause_and_answer()).await.expect(201);
    assert_eq!(ada.post("/export_templates", clause_and_answer()).await.status, 409);
}

#[tokio::test]
async fn a_template_that_cannot_be_read_says_line_and_column() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = varied(&ada).await;
    let mut broken = clause_and_answer();
    broken["template"] = json!("{\n  \"a\": {{ output | }}\n}");
    let problem = ada.post("/export_templates", broken).await.problem(400);
    assert_eq!((&problem["field"], &problem["line"]), (&json!("template"), &json!(2)));

    let trial = json!({"template": "{\n\"a\": {{ outptu | tojson }}}", "unit": "example"});
    let problem = ada.post(&format!("/datasets/{dataset}/export/preview"), trial).await.problem(400);
    assert_eq!((&problem["line"], &problem["example_id"]), (&json!(2), &json!(1)));

    let trial = json!({"template": "{\"a\": {{ rejected().content | tojson }}}", "unit": "pair", "size": 1});
    let shown = ada.post(&format!("/datasets/{dataset}/export/preview"), trial).await.expect(200);
    assert_eq!(shown["lines"][0]["text"], "{\"a\":\"It depends.\"}");
}

#[tokio::test]
async fn nobody_sees_the_formats_of_another() {
    let app = TestApp::unlocked_as("ada").await;
    let made = app.post("/export_templates", clause_and_answer()).await.expect(201);
    let grace = app.also("grace").await;
    let id = made["id"].as_str().expect("an id");
    assert_eq!(grace.get(&format!("/export_templates/{id}")).await.status, 404);
    assert_eq!(grace.delete(&format!("/export_templates/{id}")).await.status, 404);
}

//! The first rows, as they will be written.

use serde_json::json;

use super::varied;
use crate::support::{TestApp, trade::each};

#[tokio::test]
async fn a_preview_shows_the_first_lines_of_the_file() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = varied(&ada).await;
    let query = "template_id=tool_calling&system=drop";
    let preview = ada.get(&format!("/datasets/{dataset}/export/preview?{query}")).await.expect(200);
    assert_eq!(
        (&preview["total"], &preview["file_name"]),
        (&json!(5), &json!("contract-clauses.tool_calling.20260314.jsonl"))
    );
    let lines = preview["lines"].as_array().expect("lines");
    assert_eq!(each(lines, "example_id"), [1, 2, 3]);
    let file = ada.get(&format!("/datasets/{dataset}/export?{query}")).await.text;
    let shown: Vec<_> =
        each(lines, "text").iter().map(|text| text.as_str().unwrap_or_default().to_owned()).collect();
    assert_eq!(shown, file.split('\n').take(3).collect::<Vec<_>>());
}

#[tokio::test]
async fn it_can_be_longer_and_of_some_examples_alone() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = varied(&ada).await;
    let of =
        async |query: &str| ada.get(&format!("/datasets/{dataset}/export/preview?{query}")).await.expect(200);
    assert_eq!(of("size=50").await["lines"].as_array().map(Vec::len), Some(5));
    let some = of("ids=5,2,5").await;
    assert_eq!(
        (each(some["lines"].as_array().expect("lines"), "example_id"), &some["total"]),
        (vec![json!(2), json!(5)], &json!(2))
    );
    let missing = ada.get(&format!("/datasets/{dataset}/export/preview?ids=9")).await;
    assert_eq!(missing.detail(404), "example 9 does not exist");
}

#[tokio::test]
async fn an_empty_dataset_has_no_lines() {
    let ada = TestApp::unlocked_as("ada").await;
    let preview = ada.get("/datasets/1/export/preview").await.expect(200);
    assert_eq!(preview, json!({"lines": [], "total": 0, "file_name": "My-first-dataset.raw.20260314.jsonl"}));
}

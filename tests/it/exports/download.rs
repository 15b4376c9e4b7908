//! The file itself.

use serde_json::json;

use super::{rows, varied};
use crate::support::{
    TestApp,
    trade::{CLAUSE, each, example},
};

#[tokio::test]
async fn a_file_is_named_after_its_dataset_its_format_and_the_day() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = varied(&ada).await;
    let file = ada.get(&format!("/datasets/{dataset}/export?template_id=mlx_chat")).await;
    assert_eq!(
        file.header("content-disposition"),
        Some(
            "attachment; filename=\"contract-clauses.mlx_chat.20260314.jsonl\"; \
             filename*=UTF-8''contract-clauses.mlx_chat.20260314.jsonl"
        )
    );
    assert_eq!(file.header("content-type"), Some("application/x-ndjson"));
    assert_eq!(file.header("cache-control"), Some("no-store"));
    assert_eq!(rows(&file.text).len(), 5);
}

#[tokio::test]
async fn any_name_of_a_dataset_makes_a_header_that_is_one() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["Tell the landlord soon."]).await;
    ada.put(&format!("/datasets/{dataset}"), json!({"name": "Verträge \"2026\"; a=b/../c"}))
        .await
        .expect(204);
    let file = ada.get(&format!("/datasets/{dataset}/export")).await;
    assert_eq!(
        file.header("content-disposition"),
        Some(
            "attachment; filename=\"Vertr-ge-2026-a-b-..-c.raw.20260314.jsonl\"; \
             filename*=UTF-8''Vertr%C3%A4ge%20-2026-%3B%20a%3Db-..-c.raw.20260314.jsonl"
        )
    );
}

#[tokio::test]
async fn only_the_examples_that_are_named_are_written_oldest_first() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = varied(&ada).await;
    let file = ada.get(&format!("/datasets/{dataset}/export?ids=3,1,%203")).await;
    assert_eq!(each(&rows(&file.text), "id"), [1, 3]);
    let missing = ada.get(&format!("/datasets/{dataset}/export?ids=1,9")).await;
    assert_eq!(missing.detail(404), "example 9 does not exist");
}

#[tokio::test]
async fn an_empty_dataset_is_an_empty_file() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let file = ada.get(&format!("/datasets/{dataset}/export")).await;
    assert_eq!((file.status, file.text.as_str()), (200, ""));
}

#[tokio::test]
async fn a_large_dataset_is_written_whole() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let long = "Tell the landlord soon. ".repeat(100);
    let many: Vec<_> = (0..400).map(|n| example(CLAUSE, &format!("{n}: {long}"))).collect();
    ada.post(&format!("/datasets/{dataset}/examples"), json!(many)).await.expect(204);
    let file = ada.get(&format!("/datasets/{dataset}/export?template_id=openai_chat")).await;
    let rows = rows(&file.text);
    assert_eq!(rows.len(), 400);
    for (n, row) in rows.iter().enumerate() {
        let answer = row["messages"][2]["content"].as_str().expect("an answer");
        assert!(answer.starts_with(&format!("{n}: ")));
    }
}

#[tokio::test]
async fn an_unknown_format_and_an_unknown_choice_are_refused() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let path = format!("/datasets/{dataset}/export");
    assert_eq!(
        ada.get(&format!("{path}?template_id=yaml")).await.detail(404),
        "export template yaml does not exist"
    );
    for (query, field) in [("reasoning=keep", "reasoning"), ("tool_args=yaml", "tool_args"), ("ids=a", "ids")]
    {
        assert_eq!(ada.get(&format!("{path}?{query}")).await.problem(400)["field"], field);
    }
}

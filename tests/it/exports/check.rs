//! What would go wrong is said before the download, and can be left out.

use serde_json::{Value, json};

use super::{rows, varied};
use crate::support::{Caller, TestApp, trade::example};

async fn check(ada: &Caller, dataset: u64, query: &str) -> Value {
    ada.get(&format!("/datasets/{dataset}/export/check?{query}")).await.expect(200)
}

fn rules(check: &Value) -> Vec<(String, u64)> {
    let findings = check["findings"].as_array().expect("findings");
    findings
        .iter()
        .map(|f| (f["rule"].as_str().unwrap_or_default().to_owned(), f["count"].as_u64().unwrap_or_default()))
        .collect()
}

#[tokio::test]
async fn every_row_is_looked_at_and_rows_that_do_not_fit_are_named() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = varied(&ada).await;
    let found = check(&ada, dataset, "template_id=alpaca").await;
    assert_eq!(rules(&found), [("no_place".to_owned(), 1)]);
    assert_eq!((&found["rows"], &found["blocked"]), (&json!(4), &json!(true)));
    assert_eq!(found["findings"][0]["first"][0]["example_id"], 5);

    let without = check(&ada, dataset, "template_id=alpaca&exclude=no_place").await;
    assert_eq!((&without["rows"], &without["blocked"]), (&json!(4), &json!(false)));
    let file = ada.get(&format!("/datasets/{dataset}/export?template_id=alpaca&exclude=no_place")).await;
    assert_eq!(rows(&file.text).len(), 4);
}

#[tokio::test]
async fn the_same_text_twice_is_counted_and_the_first_of_it_stays() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["Tell the landlord soon.", "Tell the landlord soon.", "Wait."]).await;
    let found = check(&ada, dataset, "template_id=mlx_chat").await;
    assert_eq!(rules(&found), [("duplicate".to_owned(), 1)]);
    assert_eq!(found["blocked"], false);
    let file = ada.get(&format!("/datasets/{dataset}/export?exclude=duplicate")).await;
    assert_eq!(rows(&file.text).iter().map(|row| row["id"].clone()).collect::<Vec<_>>(), [1, 3]);
}

#[tokio::test]
async fn pairs_are_counted_by_how_the_other_answer_lost() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let mut judged = example("Rent is due on the first.", "Pay by the first of each month.");
    judged["alternatives"] = json!([
        {"kind": "rejected", "output": "It depends."},
        {"kind": "original", "output": "Pay by the first."},
        {"kind": "rejected", "output": "Pay by the first of each month."},
    ]);
    let all = json!([judged, example("Dogs are allowed.", "Yes.")]);
    ada.post(&format!("/datasets/{dataset}/examples"), all).await.expect(204);
    let found = check(&ada, dataset, "template_id=trl_dpo").await;
    assert_eq!(found["pairs"], json!({"rejected": 2, "original": 1, "outranked": 0}));
    assert_eq!((&found["rows"], &found["without_rows"]), (&json!(3), &json!(1)));
    assert_eq!(rules(&found), [("chosen_is_rejected".to_owned(), 1)]);

    let query = "template_id=trl_dpo&pairs=original";
    let file = ada.get(&format!("/datasets/{dataset}/export?{query}")).await;
    let written = rows(&file.text);
    assert_eq!(written.len(), 1);
    assert_eq!(written[0]["rejected"][0]["content"], "Pay by the first.");
    assert_eq!(written[0]["chosen"][0]["content"], "Pay by the first of each month.");
}

#[tokio::test]
async fn a_split_names_its_files_and_the_same_seed_gives_the_same() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let many: Vec<_> = (0..40).map(|n| example(&format!("clause {n}"), &format!("answer {n}"))).collect();
    ada.post(&format!("/datasets/{dataset}/examples"), json!(many)).await.expect(204);
    let found = check(&ada, dataset, "template_id=sharegpt&split=80,10,10").await;
    assert_eq!(found["file_name"], "contract-clauses.sharegpt.20260314.zip");
    assert_eq!(
        found["files"],
        json!([
            {"name": "train.jsonl", "rows": 32}, {"name": "valid.jsonl", "rows": 4}, {"name": "test.jsonl", "rows": 4},
            {"name": "README.md", "rows": null}, {"name": "dataset_info.json", "rows": null},
        ])
    );
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused_by_name() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    for (query, field) in [
        ("split=90,20", "split"),
        ("split=all", "split"),
        ("exclude=everything", "exclude"),
        ("exclude=too_few_rows", "exclude"),
        ("pairs=lost", "pairs"),
        ("system=replace", "system_prompt"),
        ("package=tar", "package"),
    ] {
        let refused = ada.get(&format!("/datasets/{dataset}/export/check?{query}")).await;
        assert_eq!(refused.problem(400)["field"], field, "{query}");
    }
}

#[tokio::test]
async fn a_table_for_spreadsheets_runs_no_formula() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["=HYPERLINK(\"https://evil.example\")", "-5"]).await;
    let guarded = ada.get(&format!("/datasets/{dataset}/export?template_id=csv")).await;
    assert_eq!(guarded.header("content-type"), Some("text/csv"));
    assert!(guarded.text.starts_with("id,system_prompt,prompt,output,"), "{}", guarded.text);
    assert!(guarded.text.contains("\"'=HYPERLINK(\"\"https"), "{}", guarded.text);
    assert!(guarded.text.contains(",-5,"), "{}", guarded.text);
    let whole = ada.get(&format!("/datasets/{dataset}/export?template_id=csv&formulas=true")).await;
    assert!(whole.text.contains("\"=HYPERLINK("), "{}", whole.text);
}

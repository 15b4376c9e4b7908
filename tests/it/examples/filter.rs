//! Showing only the examples that meet conditions.

use serde_json::json;

use crate::support::{
    Caller, TestApp,
    trade::{each, example},
};

/// A dataset whose examples differ in what they can be told by.
async fn judged(ada: &Caller) -> u64 {
    let dataset = ada.new_dataset().await;
    let mut urgent = example("Notice is due.", "Tell the landlord soon.");
    urgent["tags"] = json!(["Urgent", "notice"]);
    urgent["rating"] = json!(5);
    let mut tested = example("Rent is due.", "Pay by the first.");
    tested["tags"] = json!(["urgent"]);
    tested["rating"] = json!(3);
    tested["split"] = json!("test");
    tested["alternatives"] = json!([{"kind": "rejected", "output": "It depends."}]);
    let mut calls = example("A deadline runs.", "");
    calls["tool_calls"] = json!([{"name": "find_deadline", "arguments": {"days": 14}}]);
    let all = json!([urgent, tested, calls, example("Dogs are allowed.", "Yes.")]);
    ada.post(&format!("/datasets/{dataset}/examples"), all).await.expect(204);
    dataset
}

#[tokio::test]
async fn examples_are_found_by_each_of_their_properties() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = judged(&ada).await;
    let found = async |query: &str| {
        let page = ada.get(&format!("/datasets/{dataset}/examples?sort=id&{query}")).await.expect(200);
        let ids = each(page["items"].as_array().expect("examples"), "id");
        assert_eq!(page["total"], ids.len());
        ids
    };
    assert_eq!(found("filter=tag:URGENT").await, [1, 2]);
    assert_eq!(found("filter=tag:urgent&filter=tag:notice").await, [1]);
    assert_eq!(found("filter=rating:4..5").await, [1]);
    assert_eq!(found("filter=rating:..3").await, [2]);
    assert_eq!(found("filter=rating:none").await, [3, 4]);
    assert_eq!(found("filter=split:test").await, [2]);
    assert_eq!(found("filter=calls:true").await, [3]);
    assert_eq!(found("filter=lost:false").await, [1, 3, 4]);
    assert_eq!(found("filter=added:2026-03-14").await, [1, 2, 3, 4]);
    assert!(found("filter=added:2026-03-15..").await.is_empty());
    assert_eq!(found("filter=id:2..3&q=deadline").await, [3]);
    assert!(found("filter=template:7&filter=model:gemma3:4b").await.is_empty());
}

#[tokio::test]
async fn examples_are_found_by_the_template_and_the_model_that_made_them() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let (run, candidates) = ada.finished_run(1).await;
    let input = json!({
        "system_prompt": "", "variation_prompt": candidates[0]["variation"], "slots": {},
        "output": candidates[0]["output"], "run_id": run, "candidate_id": candidates[0]["id"],
    });
    ada.post(&format!("/datasets/{dataset}/examples"), json!([input])).await.expect(204);
    let total = async |filter: &str| {
        ada.get(&format!("/datasets/{dataset}/examples?filter={filter}")).await.expect(200)["total"].clone()
    };
    assert_eq!(total("template:explain%20this%20clause%20to%20a%20tenant").await, 1);
    assert_eq!(total("model:demo/writer").await, 1);
    assert_eq!(total(&format!("run:{run}")).await, 1);
    assert_eq!(total("model:demo/tools").await, 0);
}

#[tokio::test]
async fn a_condition_that_cannot_be_meant_is_refused_with_what_can() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    for (filter, sentence) in [
        ("urgent", "write field:value"),
        ("mood:good", "there is no field `mood`; there are tag, template"),
        ("rating:5..4", "write rating:4..5"),
        ("added:soon", "write added:2026-03-01..2026-03-31"),
        ("split:later", "choose auto, train, valid or test"),
        ("edited:perhaps", "write edited:true or edited:false"),
        ("tag:", "tag has no value"),
    ] {
        let refused = ada.get(&format!("/datasets/{dataset}/examples?filter={filter}")).await.problem(400);
        assert_eq!(refused["field"], "filter");
        assert!(refused["detail"].as_str().expect("words").contains(sentence), "{refused}");
    }
}

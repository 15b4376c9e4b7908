//! Finding examples by their text.

use serde_json::json;

use crate::support::{
    TestApp,
    trade::{each, example},
};

#[tokio::test]
async fn a_text_is_found_in_every_field_in_any_case() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let mut noted = example("Rent is due.", "Pay.");
    noted["note"] = json!("Berliner Mietspiegel");
    noted["tags"] = json!(["Urgent"]);
    let mut calls = example("Notice is due.", "");
    calls["tool_calls"] = json!([{"name": "find_deadline", "arguments": {"date": "2026-04-01"}}]);
    let all = json!([example("The deposit is returned.", "After 30 DAYS it is yours."), noted, calls]);
    ada.post(&format!("/datasets/{dataset}/examples"), all).await.expect(204);
    let found = async |text: &str| {
        let page = ada.get(&format!("/datasets/{dataset}/examples?sort=id&q={text}")).await.expect(200);
        let ids = each(page["items"].as_array().expect("examples"), "id");
        assert_eq!(page["total"], ids.len());
        ids
    };
    assert_eq!(found("30%20days").await, [1]);
    assert_eq!(found("DEPOSIT").await, [1]);
    assert_eq!(found("mietspiegel").await, [2]);
    assert_eq!(found("urgent").await, [2]);
    assert_eq!(found("find_dead").await, [3]);
    assert_eq!(found("2026-04").await, [3]);
    assert_eq!(found("lawyers").await, [1, 2, 3]);
    assert!(found("%25").await.is_empty());
}

#[tokio::test]
async fn what_was_found_comes_in_pages_too() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset =
        ada.dataset_of(&["Pay the rent.", "Write a letter.", "Raise the rent.", "Lower the rent."]).await;
    let page = ada.get(&format!("/datasets/{dataset}/examples?q=rent.&size=2")).await.expect(200);
    assert_eq!(page["total"], 3);
    assert_eq!(
        each(page["items"].as_array().expect("examples"), "output"),
        ["Lower the rent.", "Raise the rent."]
    );
    let page = ada.get(&format!("/datasets/{dataset}/examples?q=rent.&size=2&page=2")).await.expect(200);
    assert_eq!(each(page["items"].as_array().expect("examples"), "output"), ["Pay the rent."]);
}

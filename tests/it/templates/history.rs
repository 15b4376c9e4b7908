//! The system prompts that a template has had.

use serde_json::json;

use crate::support::{
    TestApp,
    trade::{clause_template, each},
};

#[tokio::test]
async fn the_last_ten_different_system_prompts_are_remembered_newest_first() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let path = format!("/templates/{template}");
    let mut content = clause_template();
    for tone in [
        "short", "warm", "formal", "short", "dry", "kind", "plain", "brisk", "slow", "calm", "clear", "exact",
    ] {
        content["system_prompt"] = json!(format!("Be {tone}."));
        ada.put(&path, content.clone()).await.expect(204);
    }
    // A save of something else changes nothing here.
    content["name"] = json!("Another name");
    ada.put(&path, content).await.expect(204);
    let history = ada.get(&format!("{path}/history")).await.expect(200);
    let history = history.as_array().expect("a list");
    assert_eq!(
        each(history, "text"),
        [
            "Be exact.",
            "Be clear.",
            "Be calm.",
            "Be slow.",
            "Be brisk.",
            "Be plain.",
            "Be kind.",
            "Be dry.",
            "Be short.",
            "Be formal."
        ]
    );
    assert_eq!(
        (&history[8]["version"], &history[8]["saved_at"]),
        (&json!(5), &json!("2026-03-14T09:26:53Z"))
    );
}

#[tokio::test]
async fn a_template_without_a_system_prompt_has_no_history() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = json!({"name": "Plain", "user_prompt": "Explain {clause}"});
    let made = ada.post("/templates", template).await.expect(201);
    assert_eq!(ada.get(&format!("/templates/{}/history", made["id"])).await.expect(200), json!([]));
}

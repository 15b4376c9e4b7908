//! `/user/preferences`: what a person has chosen.

use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn at_first_nothing_is_chosen() {
    let ada = TestApp::unlocked_as("ada").await;
    assert_eq!(
        ada.get("/user/preferences").await.expect(200),
        json!({
            "username": "ada", "name": "Ada", "default_gen_model": null, "default_para_model": null,
            "recovery_confirmed": false, "check_updates": false, "ui": {}
        })
    );
}

#[tokio::test]
async fn what_is_left_out_stays_and_null_takes_a_choice_back() {
    let ada = TestApp::unlocked_as("ada").await;
    let all = json!({
        "name": "Ada L.", "default_gen_model": "gemma3:4b", "default_para_model": "llama3.2:3b",
        "recovery_confirmed": true, "check_updates": true,
        "ui": {"single_keys": true, "columns": ["clause"]},
    });
    ada.put("/user/preferences", all).await.expect(204);
    ada.put("/user/preferences", json!({"default_para_model": null})).await.expect(204);
    ada.put("/user/preferences", json!({})).await.expect(204);
    assert_eq!(
        ada.get("/user/preferences").await.expect(200),
        json!({
            "username": "ada", "name": "Ada L.", "default_gen_model": "gemma3:4b", "default_para_model": null,
            "recovery_confirmed": true, "check_updates": true,
            "ui": {"single_keys": true, "columns": ["clause"]}
        })
    );
    assert_eq!(ada.get("/session").await.expect(200)["name"], "Ada L.");
    let grace = ada.also("grace").await;
    assert_eq!(grace.get("/user/preferences").await.expect(200)["default_gen_model"], json!(null));
}

#[tokio::test]
async fn they_are_there_after_a_restart() {
    let ada = TestApp::unlocked_as("ada").await;
    ada.put("/user/preferences", json!({"default_gen_model": "gemma3:4b"})).await.expect(204);
    let ada = ada.restarted().await.also("ada").await;
    assert_eq!(ada.get("/user/preferences").await.expect(200)["default_gen_model"], "gemma3:4b");
}

#[tokio::test]
async fn a_value_that_cannot_be_is_refused_by_its_field() {
    let ada = TestApp::unlocked_as("ada").await;
    for (change, field) in [
        (json!({"name": "  "}), "name"),
        (json!({"name": "Ada\nLovelace"}), "name"),
        (json!({"name": "a".repeat(201)}), "name"),
        (json!({"recovery_confirmed": "yes"}), "recovery_confirmed"),
        (json!({"ui": ["single_keys"]}), "ui"),
        (json!({"default_gen_model": 4}), "default_gen_model"),
        (json!({"default_gen_model": ""}), "default_gen_model"),
        (json!({"default_para_model": " "}), "default_para_model"),
    ] {
        let problem = ada.put("/user/preferences", change).await.problem(400);
        assert_eq!(problem["field"], field, "{problem}");
    }
    assert_eq!(ada.get("/user/preferences").await.expect(200)["name"], "Ada");
}

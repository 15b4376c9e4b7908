//! Looking at a template before it is saved.

use serde_json::json;

use crate::support::{
    TestApp,
    trade::{clause_template, deadline_tool, each},
};

#[tokio::test]
async fn a_good_template_shows_its_slots_and_nothing_is_stored() {
    let ada = TestApp::unlocked_as("ada").await;
    let mut content = clause_template();
    content["slots"] = json!(["clause", "tone", "rent"]);
    let checked = ada.post("/templates/check", content).await.expect(200);
    assert_eq!(checked, json!({"slots": ["clause", "tone", "rent"], "unused_slots": ["rent"], "errors": []}));
    assert_eq!(ada.get("/templates").await.expect(200).as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once() {
    let ada = TestApp::unlocked_as("ada").await;
    let mut tool = deadline_tool();
    tool["function"]["name"] = json!("find a deadline");
    tool["function"]["parameters"]["properties"]["days"]["minimum"] = json!("none");
    let content = json!({"name": "", "user_prompt": "", "slots": ["a b"], "tool_definitions": [tool]});
    let checked = ada.post("/templates/check", content).await.expect(200);
    let errors = checked["errors"].as_array().expect("errors");
    let fields = each(errors, "field");
    assert_eq!(fields, ["name", "user_prompt", "slots", "tool_definitions", "tool_definitions"], "{checked}");
    assert_eq!(
        each(&errors[3..], "pointer"),
        ["/function/name", "/function/parameters/properties/days/minimum"],
        "{checked}"
    );
}

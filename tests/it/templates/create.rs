//! A new template.

use serde_json::json;

use crate::support::{
    TestApp,
    trade::{clause_template, deadline_tool, each, id},
};

#[tokio::test]
async fn a_template_is_kept_whole_with_the_slots_of_its_prompts() {
    let ada = TestApp::unlocked_as("ada").await;
    let made = ada.post("/templates", clause_template()).await.expect(201);
    let template = id(&made);
    assert_eq!(
        made,
        json!({
            "id": template, "name": "Explain this clause to a tenant",
            "system_prompt": "You explain rental contracts to people who are not lawyers.",
            "user_prompt": "Explain this clause in a {tone} tone: {clause}",
            "slots": ["clause", "tone"],
            "slot_details": {"tone": {"description": "How it sounds", "default": "calm", "samples": ["calm", "friendly"]}},
            "unused_slots": [], "is_tool_calling_template": false, "tool_definitions": [], "tool_choice": "auto", "output_schema": null,
            "archived": false, "version": 1, "created_at": "2026-03-14T09:26:53Z", "updated_at": "2026-03-14T09:26:53Z"
        })
    );
    assert_eq!(ada.get(&format!("/templates/{template}")).await.expect(200), made);
}

#[tokio::test]
async fn slots_that_are_listed_come_first_and_those_found_are_added() {
    let ada = TestApp::unlocked_as("ada").await;
    let made = ada
        .post(
            "/templates",
            json!({
                "name": "Reminder", "system_prompt": "Write as {landlord}.",
                "user_prompt": "Remind {tenant} of {{this}} and of {\"json\": {amount}}",
                "slots": ["amount", "currency", "amount"],
            }),
        )
        .await
        .expect(201);
    assert_eq!(made["slots"], json!(["amount", "currency", "landlord", "tenant"]));
    assert_eq!(made["unused_slots"], json!(["currency"]));
}

#[tokio::test]
async fn tools_and_a_schema_are_kept_as_they_were_written() {
    let ada = TestApp::unlocked_as("ada").await;
    let schema = json!({"type": "object", "required": ["zeta", "alpha"], "properties": {"zeta": {"type": "string"}, "alpha": {}}});
    let made = ada
        .post(
            "/templates",
            json!({
                "name": "Find the deadline", "user_prompt": "When? {clause}", "is_tool_calling_template": true,
                "tool_definitions": [deadline_tool()], "output_schema": schema,
            }),
        )
        .await
        .expect(201);
    // Members stay in the order in which a person wrote them.
    assert_eq!(made["tool_definitions"][0].to_string(), deadline_tool().to_string());
    assert_eq!(made["output_schema"].to_string(), schema.to_string());
}

#[tokio::test]
async fn what_keeps_a_template_from_being_saved_is_named() {
    let ada = TestApp::unlocked_as("ada").await;
    let mut bad_type = deadline_tool();
    bad_type["function"]["parameters"]["properties"]["days"]["type"] = json!("whole number");
    let mut twice = deadline_tool();
    twice["function"]["description"] = json!("The same name again.");
    for (change, field, index, pointer) in [
        (json!({"name": ""}), "name", json!(null), json!(null)),
        (json!({"name": "x".repeat(201)}), "name", json!(null), json!(null)),
        (json!({"name": "two\nlines"}), "name", json!(null), json!(null)),
        (json!({"user_prompt": " "}), "user_prompt", json!(null), json!(null)),
        (json!({"slots": ["clause", "1st"]}), "slots", json!(1), json!(null)),
        (json!({"is_tool_calling_template": true}), "tool_definitions", json!(null), json!(null)),
        (
            json!({"tool_definitions": [bad_type]}),
            "tool_definitions",
            json!(0),
            json!("/function/parameters/properties/days/type"),
        ),
        (
            json!({"tool_definitions": [deadline_tool(), twice]}),
            "tool_definitions",
            json!(1),
            json!("/function/name"),
        ),
        (
            json!({
                "is_tool_calling_template": true, "tool_definitions": [deadline_tool()],
                "tool_choice": "burn_lease",
            }),
            "tool_choice",
            json!(null),
            json!(null),
        ),
        (json!({"output_schema": {"type": "text"}}), "output_schema", json!(null), json!("/type")),
    ] {
        let mut template = clause_template();
        for (name, value) in change.as_object().expect("a change") {
            template[name] = value.clone();
        }
        let problem = ada.post("/templates", template).await.problem(400);
        assert_eq!(problem["field"], field, "{problem}");
        assert_eq!((&problem["index"], &problem["pointer"]), (&index, &pointer), "{problem}");
    }
    assert_eq!(ada.get("/templates").await.expect(200).as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn two_templates_may_have_one_name_and_are_listed_by_it() {
    let ada = TestApp::unlocked_as("ada").await;
    for name in ["zoning", "Advice", "zoning"] {
        let template = json!({"name": name, "user_prompt": "Explain {clause}"});
        ada.post("/templates", template).await.expect(201);
    }
    let listed = ada.get("/templates").await.expect(200);
    let names = each(listed.as_array().expect("templates"), "name");
    assert_eq!(names, ["Advice", "Explain a clause to a tenant", "zoning", "zoning"]);
}

#[tokio::test]
async fn a_template_of_somebody_else_does_not_exist() {
    let ada = TestApp::unlocked_as("ada").await;
    let grace = ada.also("grace").await;
    let template = ada.new_template().await;
    let missing = format!("template {template} does not exist");
    let path = format!("/templates/{template}");
    for answer in [
        grace.get(&path).await,
        grace.put(&path, clause_template()).await,
        grace.get(&format!("{path}/history")).await,
        grace.get(&format!("{path}/versions")).await,
        grace.put(&format!("{path}/archive"), json!({"archived": true})).await,
        ada.get("/templates/999").await,
    ] {
        let detail = answer.detail(404);
        assert!(detail == missing || detail == "template 999 does not exist", "{detail}");
    }
    assert_eq!(ada.get(&path).await.expect(200)["archived"], false);
}

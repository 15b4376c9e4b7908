//! Every version of a template that was saved.

use serde_json::json;

use crate::support::{TestApp, trade::clause_template};

#[tokio::test]
async fn each_version_is_whole_and_says_what_changed() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let path = format!("/templates/{template}");
    let mut content = clause_template();
    content["name"] = json!("Explain to a tenant");
    content["system_prompt"] = json!("Be short.");
    ada.put(&path, content.clone()).await.expect(204);
    content["user_prompt"] = json!("Explain {clause} in a {tone} tone.");
    ada.put(&path, content).await.expect(204);

    let versions = ada.get(&format!("{path}/versions")).await.expect(200);
    let versions = versions.as_array().expect("a list");
    let told: Vec<_> = versions.iter().map(|v| (v["version"].clone(), v["changed"].clone())).collect();
    assert_eq!(
        told,
        [
            (json!(3), json!(["user_prompt"])),
            (json!(2), json!(["name", "system_prompt"])),
            (json!(1), json!([])),
        ]
    );
    assert_eq!(versions[2]["name"], "Explain this clause to a tenant");
    assert_eq!(versions[2]["user_prompt"], "Explain this clause in a {tone} tone: {clause}");
    assert_eq!(versions[2]["slot_details"]["tone"]["default"], "calm");
}

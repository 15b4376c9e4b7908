//! A row that a format cannot write is named, and never left out.

use serde_json::json;

use super::varied;
use crate::support::TestApp;

#[tokio::test]
async fn a_preview_and_a_check_of_the_first_row_name_the_example() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = varied(&ada).await;
    for path in ["preview?template_id=trl_sft&size=5", "preview?template_id=trl_sft&ids=5"] {
        let problem = ada.get(&format!("/datasets/{dataset}/export/{path}")).await.problem(400);
        assert_eq!(problem["example_id"], 5, "{problem}");
        assert_eq!(
            problem["detail"],
            "example 5 cannot be written: it calls tools, for which this format has no place"
        );
        assert!(problem["line"].is_u64() && problem["column"].is_u64(), "{problem}");
    }
    // The first row of a download is written before the answer begins, so this one can still be refused.
    let problem =
        ada.get(&format!("/datasets/{dataset}/export?template_id=trl_sft&ids=5")).await.problem(400);
    assert_eq!(problem["example_id"], 5);
}

#[tokio::test]
async fn a_later_row_breaks_the_download_off() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = varied(&ada).await;
    let file = ada.get(&format!("/datasets/{dataset}/export?template_id=trl_sft")).await;
    assert_eq!(file.status, 200);
    assert!(file.text.starts_with("(broken off: "), "{}", file.text);
    // Without the row that cannot be written there is nothing to break off.
    ada.delete(&format!("/datasets/{dataset}/examples/5")).await.expect(204);
    let file = ada.get(&format!("/datasets/{dataset}/export?template_id=trl_sft")).await;
    assert_eq!(file.text.lines().count(), 4);
    assert_eq!(json!(file.status), 200);
}

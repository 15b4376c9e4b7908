//! Exporting what the table shows: the same search and the same conditions.

use serde_json::json;

use super::rows;
use crate::support::{
    TestApp,
    trade::{each, example},
};

#[tokio::test]
async fn what_a_filter_takes_is_previewed_counted_and_written() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let rated = |clause: &str, rating: u8| {
        let mut example = example(clause, &format!("About {clause}"));
        example["rating"] = json!(rating);
        example
    };
    let all = json!([rated("rent", 5), rated("deposit", 2), rated("rent increase", 4), rated("keys", 5)]);
    ada.post(&format!("/datasets/{dataset}/examples"), all).await.expect(204);
    let export = format!("/datasets/{dataset}/export");

    let query = "q=about%20RENT&filter=rating:4..";
    let file = ada.get(&format!("{export}?{query}")).await;
    assert_eq!(each(&rows(&file.text), "id"), [1, 3]);
    let preview = ada.get(&format!("{export}/preview?{query}")).await.expect(200);
    assert_eq!(each(preview["lines"].as_array().expect("lines"), "example_id"), [1, 3]);
    assert_eq!(preview["total"], json!(null), "whoever wants to know has the check count them");
    let check = ada.get(&format!("{export}/check?{query}")).await.expect(200);
    assert_eq!((&check["examples"], &check["rows"]), (&json!(2), &json!(2)));
    let few = ada.get(&format!("{export}?ids=1,2,4&{query}")).await;
    assert_eq!(each(&rows(&few.text), "id"), [1]);
    let refused = ada.get(&format!("{export}?filter=stars:5")).await.problem(400);
    assert_eq!(refused["field"], "filter");
}

//! Examples in pages.

use serde_json::json;

use crate::support::{
    TestApp,
    trade::{each, example},
};

#[tokio::test]
async fn pages_begin_with_the_newest_or_with_the_oldest() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["First.", "Second.", "Third.", "Fourth.", "Fifth."]).await;
    let outputs = async |query: &str| {
        let page = ada.get(&format!("/datasets/{dataset}/examples{query}")).await.expect(200);
        assert_eq!(page["total"], 5);
        each(page["items"].as_array().expect("examples"), "output")
    };
    assert_eq!(outputs("").await, ["Fifth.", "Fourth.", "Third.", "Second.", "First."]);
    assert_eq!(outputs("?size=2").await, ["Fifth.", "Fourth."]);
    assert_eq!(outputs("?size=2&page=3").await, ["First."]);
    assert_eq!(outputs("?sort=id&size=2&page=2").await, ["Third.", "Fourth."]);
    assert!(outputs("?page=2").await.is_empty());
}

#[tokio::test]
async fn every_page_is_as_it_was_where_examples_are_gone() {
    let ada = TestApp::unlocked_as("ada").await;
    let answers: Vec<String> = (1..=12).map(|n| format!("Answer {n}.")).collect();
    let dataset = ada.dataset_of(&answers.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let mut left: Vec<u64> = (1..=12).collect();
    for gone in [1, 5, 6, 12] {
        ada.delete(&format!("/datasets/{dataset}/examples/{gone}")).await.expect(204);
        left.retain(|id| *id != gone);
        for size in [1, 3, 5, 20] {
            for (sort, newest_first) in [("id", false), ("-id", true)] {
                let mut shown = Vec::new();
                for page in 1..=left.len().div_ceil(size) {
                    let query = format!("sort={sort}&size={size}&page={page}");
                    let page = ada.get(&format!("/datasets/{dataset}/examples?{query}")).await.expect(200);
                    shown.extend(each(page["items"].as_array().expect("examples"), "id"));
                }
                if newest_first {
                    shown.reverse();
                }
                assert_eq!(shown, left, "{size} of {sort} without {gone}");
            }
        }
    }
}

#[tokio::test]
async fn a_page_names_the_slots_of_its_examples() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let mut other = example("Rent is due on the first.", "Pay on time.");
    other["slots"] = json!({"amount": "900"});
    let both = json!([example("Rent is due on the first.", "Pay on the first."), other]);
    ada.post(&format!("/datasets/{dataset}/examples"), both).await.expect(204);
    let slots = async |query: &str| {
        ada.get(&format!("/datasets/{dataset}/examples{query}")).await.expect(200)["slot_names"].clone()
    };
    assert_eq!(slots("").await, json!(["amount", "clause", "tone"]));
    assert_eq!(slots("?size=1").await, json!(["amount"]));
}

#[tokio::test]
async fn one_example_has_its_revision_as_a_tag() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["First."]).await;
    let one = ada.get(&format!("/datasets/{dataset}/examples/1")).await;
    assert_eq!(one.header("etag"), Some("\"1\""));
    assert_eq!(one.expect(200), ada.examples(dataset).await[0]);
    let missing = ada.get(&format!("/datasets/{dataset}/examples/9")).await;
    assert_eq!(missing.detail(404), "example 9 does not exist");
}

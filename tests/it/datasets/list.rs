//! Datasets in pages.

use serde_json::json;

use crate::support::{TestApp, trade::each};

#[tokio::test]
async fn datasets_are_listed_by_name_in_pages_with_how_many_there_are() {
    let ada = TestApp::unlocked_as("ada").await;
    for name in ["zoning", "Contract clauses", "deposits", "annexes"] {
        ada.post("/datasets", json!({"name": name})).await.expect(201);
    }
    let names = async |query: &str| {
        let page = ada.get(&format!("/datasets{query}")).await.expect(200);
        assert_eq!(page["total"], 5);
        each(page["items"].as_array().expect("datasets"), "name")
    };
    assert_eq!(names("").await, ["annexes", "Contract clauses", "deposits", "My first dataset", "zoning"]);
    assert_eq!(names("?page=2&size=2").await, ["deposits", "My first dataset"]);
    assert_eq!(names("?page=3&size=2").await, ["zoning"]);
    assert!(names("?page=4&size=2").await.is_empty());
    assert!(names("?page=18446744073709551615&size=1000").await.is_empty());
}

#[tokio::test]
async fn the_count_follows_what_is_added_and_deleted() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["Tell the landlord soon.", "Write a letter."]).await;
    let count = async || ada.get(&format!("/datasets/{dataset}")).await.expect(200)["count"].clone();
    assert_eq!(count().await, 2);
    ada.delete(&format!("/datasets/{dataset}/examples/1")).await.expect(204);
    assert_eq!(count().await, 1);
    ada.order(&format!("/datasets/{dataset}/undo")).await.expect(200);
    assert_eq!(count().await, 2);
}

//! A dataset is deleted for good.

use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn only_an_archived_dataset_is_deleted_and_then_it_is_gone() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["Tell the landlord soon."]).await;
    let path = format!("/datasets/{dataset}");
    assert_eq!(ada.delete(&path).await.detail(409), "archive this dataset before you delete it for good");
    ada.put(&format!("{path}/archive"), json!({"archived": true})).await.expect(204);
    ada.delete(&path).await.expect(204);
    for gone in
        [path.clone(), format!("{path}/examples"), format!("{path}/examples/1"), format!("{path}/changes")]
    {
        assert_eq!(ada.get(&gone).await.detail(404), format!("dataset {dataset} does not exist"));
    }
    ada.delete(&path).await.problem(404);
    // Its name is free again, and its id is not.
    let again = ada.new_dataset().await;
    assert_ne!(again, dataset);
    assert!(ada.examples(again).await.is_empty());
}

//! A dataset is put away, and with it becomes read-only.

use poem::http::Method;
use serde_json::json;

use crate::support::{
    Answer, TestApp,
    trade::{CLAUSE, each, example},
};

#[tokio::test]
async fn a_dataset_is_put_away_and_taken_out_again() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let listed = async |archived: bool| {
        let page = ada.get(&format!("/datasets?archived={archived}")).await.expect(200);
        each(page["items"].as_array().expect("datasets"), "name")
    };
    let path = format!("/datasets/{dataset}/archive");
    Answer::read(ada.request(Method::PUT, &path).send().await).await.expect(204);
    assert_eq!(
        (listed(true).await, listed(false).await),
        (vec![json!("contract-clauses")], vec![json!("My first dataset")])
    );
    ada.put(&path, json!({"archived": true})).await.expect(204);
    ada.put(&path, json!({"archived": false})).await.expect(204);
    assert_eq!(listed(true).await, Vec::<serde_json::Value>::new());
}

#[tokio::test]
async fn nothing_in_an_archived_dataset_changes_and_everything_can_be_read() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["Tell the landlord soon."]).await;
    let path = format!("/datasets/{dataset}");
    ada.put(&format!("{path}/archive"), json!({"archived": true})).await.expect(204);
    let said = format!("dataset {dataset} is archived; unarchive it to change it");
    let one = format!("{path}/examples/1");
    for answer in [
        ada.post(&format!("{path}/examples"), json!([example(CLAUSE, "Write a letter.")])).await,
        ada.edit_if(&one, "*", json!({"output": "Write a letter."})).await,
        ada.delete(&one).await,
        ada.post(&format!("{path}/examples/bulk"), json!({"action": "delete", "ids": [1]})).await,
        ada.post(
            &format!("{path}/examples/bulk"),
            json!({"action": "regenerate", "ids": [1], "model": "demo/writer"}),
        )
        .await,
        ada.order(&format!("{path}/undo")).await,
        ada.order(&format!("{path}/redo")).await,
    ] {
        assert_eq!(answer.detail(409), said);
    }
    assert_eq!(ada.examples(dataset).await[0]["output"], "Tell the landlord soon.");
    assert_eq!(ada.get(&format!("{path}/export")).await.status, 200);
    assert_eq!(ada.get(&format!("{path}/changes")).await.expect(200)["total"], 1);
}

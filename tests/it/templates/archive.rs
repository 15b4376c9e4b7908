//! Putting a template away.

use serde_json::json;

use crate::support::{
    Answer, TestApp,
    trade::{each, id},
};
use poem::http::Method;

#[tokio::test]
async fn a_template_is_put_away_and_taken_out_again() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let path = format!("/templates/{template}/archive");
    let listed = async |archived: bool| {
        let all = ada.get(&format!("/templates?archived={archived}")).await.expect(200);
        each(all.as_array().expect("templates"), "id")
    };
    // Without a body it is put away.
    Answer::read(ada.request(Method::PUT, &path).send().await).await.expect(204);
    assert_eq!(listed(true).await, [json!(template)]);
    assert!(!listed(false).await.contains(&json!(template)));
    assert_eq!(ada.get(&format!("/templates/{template}")).await.expect(200)["archived"], true);
    // Twice is as good as once.
    ada.put(&path, json!({"archived": true})).await.expect(204);
    ada.put(&path, json!({"archived": false})).await.expect(204);
    assert!(listed(false).await.contains(&json!(template)));
}

#[tokio::test]
async fn putting_away_is_no_version() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    ada.put(&format!("/templates/{template}/archive"), json!({"archived": true})).await.expect(204);
    let versions = ada.get(&format!("/templates/{template}/versions")).await.expect(200);
    assert_eq!(versions.as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_body_that_does_not_say_whether_is_refused() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = id(&ada.get("/templates").await.expect(200)[0]);
    let problem = ada.put(&format!("/templates/{template}/archive"), json!({})).await.problem(400);
    assert_eq!(problem["field"], "archived");
}

//! `/logout`: the server forgets.

use serde_json::json;

use crate::support::{ADA_PASSWORD, TestApp};

#[tokio::test]
async fn after_signing_out_the_token_opens_nothing() {
    let ada = TestApp::unlocked_as("ada").await;
    ada.order("/logout").await.expect(204);
    ada.get("/session").await.problem(401);
    ada.order("/logout").await.problem(401);
}

#[tokio::test]
async fn signing_out_ends_no_other_session() {
    let ada = TestApp::unlocked_as("ada").await;
    let elsewhere = ada.also("ada").await;
    let grace = ada.also("grace").await;
    ada.order("/logout").await.expect(204);
    elsewhere.get("/session").await.expect(200);
    grace.get("/session").await.expect(200);
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_keeps_everything_readable() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["You have to tell your landlord soon."]).await;
    let elsewhere = ada.also("ada").await;
    let grace = ada.also("grace").await;
    let change = json!({"old_password": ADA_PASSWORD, "new_password": "the deposit is returned"});
    ada.put("/user/password", change).await.expect(204);
    elsewhere.get("/session").await.problem(401);
    grace.get("/session").await.expect(200);
    assert_eq!(ada.examples(dataset).await.len(), 1);

    ada.login("ada", ADA_PASSWORD).await.problem(401);
    let token = ada.login("ada", "the deposit is returned").await.expect(200);
    let again = ada.with_token(token["token"].as_str().expect("a token"));
    assert_eq!(again.examples(dataset).await[0]["output"], "You have to tell your landlord soon.");
}

#[tokio::test]
async fn a_new_password_that_cannot_be_one_is_refused_and_costs_no_attempt() {
    let ada = TestApp::build().login_rate_limit(1).unlocked_as("ada").await;
    for _ in 0..2 {
        let change = json!({"old_password": ADA_PASSWORD, "new_password": "short"});
        assert_eq!(ada.put("/user/password", change).await.problem(400)["field"], "new_password");
    }
}

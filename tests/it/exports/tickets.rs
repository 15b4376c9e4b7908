//! `/tickets`: a plain link that fetches a file once.

use std::time::Duration;

use poem::http::Method;
use serde_json::json;

use crate::support::{Answer, Caller, TestApp};

async fn ticket(caller: &Caller, path: &str) -> String {
    let ticket = caller.post("/tickets", json!({"path": path})).await.expect(200);
    ticket["ticket"].as_str().expect("a ticket").to_owned()
}

async fn link(app: &TestApp, path: &str, ticket: &str) -> Answer {
    let mark = if path.contains('?') { '&' } else { '?' };
    app.nobody().get(&format!("{path}{mark}ticket={ticket}")).await
}

#[tokio::test]
async fn a_ticket_fetches_its_file_once_without_a_token() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["Tell the landlord soon."]).await;
    let path = format!("/datasets/{dataset}/export?template_id=openai_chat&ids=1");
    let first = ticket(&ada, &path).await;
    let file = link(&ada, &path, &first).await;
    assert_eq!((file.status, file.text.lines().count()), (200, 1));
    assert!(file.header("content-disposition").is_some_and(|name| name.starts_with("attachment;")));
    link(&ada, &path, &first).await.problem(401);
    let second = ticket(&ada, &path).await;
    assert_ne!(first, second);
    assert_eq!(link(&ada, &path, &second).await.status, 200);
}

#[tokio::test]
async fn a_ticket_lasts_half_a_minute() {
    let ada = TestApp::unlocked_as("ada").await;
    let path = "/datasets/1/export";
    let in_time = ticket(&ada, path).await;
    let too_late = ticket(&ada, path).await;
    ada.clock.advance(Duration::from_secs(29));
    assert_eq!(link(&ada, path, &in_time).await.status, 200);
    ada.clock.advance(Duration::from_secs(1));
    link(&ada, path, &too_late).await.problem(401);
}

#[tokio::test]
async fn a_ticket_is_for_its_own_path_and_is_used_up_by_another() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["Tell the landlord soon."]).await;
    let path = format!("/datasets/{dataset}/export?template_id=raw");
    for other in [
        "/datasets/1/export?template_id=raw".to_owned(),
        format!("/datasets/{dataset}/export?template_id=mlx_chat"),
    ] {
        let ticket = ticket(&ada, &path).await;
        link(&ada, &other, &ticket).await.problem(401);
        link(&ada, &path, &ticket).await.problem(401);
    }
    // Nothing but an export is fetched by a ticket.
    let ticket = ticket(&ada, "/datasets").await;
    link(&ada, "/datasets", &ticket).await.problem(401);
}

#[tokio::test]
async fn a_ticket_opens_what_its_owner_could_open_and_no_more() {
    let ada = TestApp::unlocked_as("ada").await;
    let grace = ada.also("grace").await;
    let dataset = ada.dataset_of(&["Tell the landlord soon."]).await;
    let path = format!("/datasets/{dataset}/export");
    let of_grace = ticket(&grace, &path).await;
    assert_eq!(link(&ada, &path, &of_grace).await.detail(404), format!("dataset {dataset} does not exist"));
}

#[tokio::test]
async fn signing_out_ends_the_tickets_of_a_session_and_staying_signed_in_does_not() {
    let ada = TestApp::unlocked_as("ada").await;
    let path = "/datasets/1/export";
    let kept = ticket(&ada, path).await;
    let extended = ada.order("/session/extend").await.expect(200);
    assert_eq!(link(&ada, path, &kept).await.status, 200);
    let longer = ada.with_token(extended["token"].as_str().expect("a token"));
    let lost = ticket(&longer, path).await;
    longer.order("/logout").await.expect(204);
    ada.order("/logout").await.expect(204);
    link(&ada, path, &lost).await.problem(401);
}

#[tokio::test]
async fn a_path_that_is_none_gets_no_ticket() {
    let ada = TestApp::unlocked_as("ada").await;
    for path in ["datasets/1/export", "http://evil.example/", ""] {
        assert_eq!(ada.post("/tickets", json!({"path": path})).await.problem(400)["field"], "path");
    }
    Answer::read(
        ada.nobody().request(Method::POST, "/tickets").body_json(&json!({"path": "/x"})).send().await,
    )
    .await
    .problem(401);
}

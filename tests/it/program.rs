//! The program itself: is it there, end it, read how to use it.

use poem::http::Method;
use serde_json::json;

use crate::support::{Answer, TestApp};

#[tokio::test]
async fn it_says_that_it_is_well_to_anybody_below_the_api_and_at_the_root() {
    let app = TestApp::fresh().await;
    let well = json!({"status": "ok", "version": env!("CARGO_PKG_VERSION")});
    assert_eq!(app.get("/health").await.expect(200), well);
    assert_eq!(app.get_at("/health").await.expect(200), well);
}

#[tokio::test]
async fn only_who_is_signed_in_can_end_it() {
    let ada = TestApp::unlocked_as("ada").await;
    ada.nobody().order("/quit").await.problem(401);
    assert!(!ada.services.quit.is_cancelled());
    ada.order("/quit").await.expect(204);
    assert!(ada.services.quit.is_cancelled());
}

#[tokio::test]
async fn the_documentation_is_there_without_anything_from_elsewhere() {
    let app = TestApp::fresh().await;
    let page = app.get_at("/api/docs").await;
    assert_eq!(page.status, 200);
    assert!(!page.text.contains("//"), "{}", page.text);
    let document = app.get_at("/api/openapi.json").await.expect(200);
    assert_eq!(document["servers"], json!([{"url": "/api"}]));
}

#[tokio::test]
async fn what_can_be_looked_at_can_be_looked_at_without_its_body() {
    let ada = TestApp::unlocked_as("ada").await;
    for path in ["/datasets", "/datasets/1", "/health"] {
        let answer = Answer::read(ada.request(Method::HEAD, path).send().await).await;
        assert_eq!((answer.status, answer.text.as_str()), (200, ""), "{path}");
    }
}

//! `/models`: what can answer now, and what to do when nothing can.

use std::time::Duration;

use serde_json::json;

use crate::{
    fake_ollama::{FakeOllama, SetUp},
    support::{TestApp, trade::each},
};

/// Nothing listens there: the port is reserved.
const NOWHERE: &str = "http://127.0.0.1:9";

#[tokio::test]
async fn a_servers_models_are_listed_by_their_own_names() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    assert_eq!(ada.get("/models").await.expect(200), json!(["gemma3:4b", "llama3.2:3b", "qwen3:4b"]));
    let details = ada.get("/models/details").await.expect(200);
    assert_eq!(
        details["servers"][0],
        json!({
            "name": "ollama", "kind": "ollama", "address": ollama.url(), "local": true, "state": "ok",
            "message": null, "version": "0.33.0-rc2"
        })
    );
    assert_eq!(
        details["models"][1],
        json!({
            "name": "llama3.2:3b", "server": "ollama", "demo": false, "local": true,
            "capabilities": ["completion", "tools"], "context_length": 131_072, "size": 2_019_393_189_u64,
            "parameter_size": "3.2B", "loaded": false,
            "digest": "a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72"
        })
    );
}

#[tokio::test]
async fn the_demo_stands_beside_a_server_only_when_it_is_asked_for() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).demo().unlocked_as("ada").await;
    let names = ada.get("/models").await.expect(200);
    assert_eq!(names, json!(["gemma3:4b", "llama3.2:3b", "qwen3:4b", "demo/writer", "demo/tools"]));
    let details = ada.get("/models/details").await.expect(200);
    let models = details["models"].as_array().expect("models");
    assert_eq!(each(models, "demo"), [json!(false), json!(false), json!(false), json!(true), json!(true)]);
}

#[tokio::test]
async fn where_no_server_answers_the_demo_is_offered_and_the_details_say_what_to_do() {
    let ada = TestApp::build().ollama_at(NOWHERE, Duration::from_secs(30)).unlocked_as("ada").await;
    assert_eq!(ada.get("/models").await.expect(200), json!(["demo/writer", "demo/tools"]));
    let server = ada.get("/models/details").await.expect(200)["servers"][0].clone();
    assert_eq!((&server["state"], &server["version"]), (&json!("unreachable"), &json!(null)));
    let message = server["message"].as_str().unwrap_or_default();
    assert!(message.contains(NOWHERE) && message.contains("ollama serve"), "{message}");
}

#[tokio::test]
async fn a_server_without_models_gives_an_empty_list_and_the_command_that_gets_one() {
    let ollama = FakeOllama::start_as(SetUp { is_empty: true, ..SetUp::default() }).await.expect("a port");
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    assert_eq!(ada.get("/models").await.expect(200), json!([]));
    let server = ada.get("/models/details").await.expect(200)["servers"][0].clone();
    assert_eq!(server["state"], "no_models");
    assert!(server["message"].as_str().is_some_and(|message| message.contains("ollama pull")), "{server}");
}

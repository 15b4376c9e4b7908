//! `/models`: what can answer now, and what to do when nothing can.

use std::time::Duration;

use serde_json::json;

use crate::{
    fake_ollama::{FakeOllama, SetUp},
    support::{
        TestApp,
        events::News,
        trade::{each, id, real_batch},
    },
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
            "parameter_size": "3.2B", "loaded": false, "loading": false,
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

#[tokio::test]
async fn an_old_server_is_told_by_its_version_and_by_what_to_do() {
    let set_up = SetUp { version: Some("0.4.7"), ..SetUp::default() };
    let ollama = FakeOllama::start_as(set_up).await.expect("a port");
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let server = ada.get("/models/details").await.expect(200)["servers"][0].clone();
    assert_eq!((&server["state"], &server["version"]), (&json!("too_old"), &json!("0.4.7")));
    let message = server["message"].as_str().unwrap_or_default();
    assert!(message.contains("0.4.7") && message.contains("https://ollama.com/download"), "{message}");
}

fn ending(told: &[News]) -> (bool, String) {
    let last = told.last().expect("an end");
    assert_eq!(last.kind, "end");
    let detail = last.data["detail"].as_str().unwrap_or_default().to_owned();
    (last.data["finished"] == true, detail)
}

#[tokio::test]
async fn a_model_that_was_got_can_be_used_and_its_progress_was_told() {
    let ollama = FakeOllama::start_as(SetUp { is_empty: true, ..SetUp::default() }).await.expect("a port");
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let told = ada.pull("mistral:7b").await.rest().await;
    assert_eq!(ending(&told), (true, String::new()));
    let done: Vec<u64> = told.iter().filter_map(|news| news.data["completed"].as_u64()).collect();
    assert!(done.is_sorted() && done.last() == Some(&4_372_824_384), "{done:?}");
    assert_eq!(ada.get("/models").await.expect(200), json!(["mistral:7b"]));
}

#[tokio::test]
async fn a_pull_that_is_called_off_goes_on_from_there() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let steps = ollama.step_by_step();
    steps.add_permits(9);
    let mut listener = ada.pull("mistral:7b").await;
    let half = |data: &serde_json::Value| data["completed"].as_u64() > Some(800_000_000);
    listener.until("progress", half).await;
    drop(listener);
    ollama.hung_up().await;
    assert!(!ada.get("/models").await.expect(200).to_string().contains("mistral"));
    steps.add_permits(1000);
    let told = ada.pull("mistral:7b").await.rest().await;
    let first = told.iter().find_map(|news| news.data["completed"].as_u64().filter(|bytes| *bytes > 0));
    assert!(first > Some(700_000_000), "{first:?}");
    assert_eq!(ending(&told), (true, String::new()));
}

#[tokio::test]
async fn a_pull_that_fails_says_why_and_what_to_do() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    for (model, words) in [
        ("clause-writer:1b", "Look it up at https://ollama.com/library"),
        ("gemma3:disk-full", "Make room there"),
        ("gemma3:offline", "connection to the internet"),
        ("gemma3:cut-off", "Try again"),
    ] {
        let (finished, detail) = ending(&ada.pull(model).await.rest().await);
        assert!(!finished && detail.contains(words), "{model}: {detail}");
    }
}

#[tokio::test]
async fn a_model_that_is_read_into_memory_says_so_on_its_card_and_in_the_list() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let loads = ollama.load_on_permit();
    let run = id(&ada.post("/runs", real_batch(ada.new_template().await, 1)).await.expect(201));
    let mut listener = ada.listen(run).await;
    let snapshot = listener.next().await.expect("a snapshot").data;
    if snapshot["partial"][0]["loading"] != true {
        listener.until("token", |data| data["loading"] == true).await;
    }
    let model = async || ada.get("/models/details").await.expect(200)["models"][0].clone();
    let loading = model().await;
    assert_eq!((&loading["loading"], &loading["loaded"]), (&json!(true), &json!(false)));
    loads.add_permits(1);
    let word = listener.until("token", |data| data["text"] != "").await;
    assert_eq!(word["loading"], false);
    listener.rest().await;
    let loaded = model().await;
    assert_eq!((&loaded["loading"], &loaded["loaded"]), (&json!(false), &json!(true)));
}

#[tokio::test]
async fn cards_that_wait_for_their_question_say_that_its_model_is_loading() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let loads = ollama.load_on_permit();
    let mut wish = real_batch(ada.new_template().await, 3);
    wish["para_model"] = json!("llama3.2:3b");
    let run = id(&ada.post("/runs", wish).await.expect(201));
    let mut listener = ada.listen(run).await;
    let mut loading = std::collections::BTreeSet::new();
    let snapshot = listener.next().await.expect("a snapshot").data;
    for partial in snapshot["partial"].as_array().into_iter().flatten().filter(|p| p["loading"] == true) {
        loading.insert(partial["candidate_id"].as_u64());
    }
    loads.add_permits(1);
    while loading.len() < 3 {
        let news = listener.until("token", |data| data["loading"] == true).await;
        loading.insert(news["candidate_id"].as_u64());
        loads.add_permits(1);
    }
    assert!(listener.rest().await.last().is_some_and(|news| news.kind == "end"));
}

//! `/paraphrase`: other ways to ask the same thing.

use std::{collections::BTreeSet, time::Duration};

use serde_json::{Value, json};

use crate::{
    fake_ollama::{FakeOllama, Fault},
    support::{
        TestApp,
        trade::{CLAUSE, each},
    },
};

#[tokio::test]
async fn as_many_different_paraphrases_come_as_were_asked_for() {
    let ada = TestApp::unlocked_as("ada").await;
    let text = format!("Explain this clause: {CLAUSE}");
    let body = json!({"text": text, "count": 4, "model": "demo/writer"});
    let found = ada.post("/paraphrase", body).await.expect(200);
    let found: BTreeSet<&str> =
        found.as_array().expect("a list").iter().filter_map(|text| text.as_str()).collect();
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(!found.contains(text.as_str()));
}

#[tokio::test]
async fn the_preferred_paraphraser_is_asked_and_else_the_preferred_writer() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let ask = json!({"text": "Explain this clause.", "count": 1});
    let problem = ada.post("/paraphrase", ask.clone()).await.problem(400);
    assert_eq!(
        problem,
        json!({
            "detail": "no model is chosen; name one as `model` or set the preference `default_para_model`",
            "field": "model"
        })
    );
    ada.put("/user/preferences", json!({"default_gen_model": "gemma3:4b"})).await.expect(204);
    ada.post("/paraphrase", ask.clone()).await.expect(200);
    ada.put("/user/preferences", json!({"default_para_model": "llama3.2:3b"})).await.expect(204);
    ada.post("/paraphrase", ask).await.expect(200);
    let models: Vec<_> = ollama.chats().iter().map(|chat| chat.json()["model"].clone()).collect();
    assert_eq!(models.first(), Some(&json!("gemma3:4b")));
    assert_eq!(models.last(), Some(&json!("llama3.2:3b")));
}

#[tokio::test]
async fn a_wish_that_cannot_be_meant_is_refused_by_its_field() {
    let ada = TestApp::unlocked_as("ada").await;
    for (body, field) in [
        (json!({"text": " ", "count": 2}), "text"),
        (json!({"text": "Explain.", "count": 0}), "count"),
        (json!({"text": "Explain.", "count": 51}), "count"),
        (json!({"text": "Explain.", "count": 2, "model": "demo/poet"}), "model"),
        (json!({"text": "Explain."}), "count"),
    ] {
        assert_eq!(ada.post("/paraphrase", body).await.problem(400)["field"], field);
    }
}

#[tokio::test]
async fn a_server_that_fails_is_told_by_the_status() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().hasty_ollama(&ollama).unlocked_as("ada").await;
    ollama.load("gemma3:4b");
    for (fault, status) in
        [(Fault::Silent, 504), (Fault::Garbage, 502), (Fault::NestedError, 502), (Fault::Busy, 503)]
    {
        ollama.fail_next(fault);
        let body = json!({"text": "Explain this clause.", "count": 1, "model": "gemma3:4b"});
        let detail = ada.post("/paraphrase", body).await.detail(status);
        assert!(!detail.contains("clause"), "{detail}");
    }
    let gone =
        TestApp::build().ollama_at("http://127.0.0.1:9", Duration::from_secs(30)).unlocked_as("ada").await;
    let body = json!({"text": "Explain this clause.", "count": 1, "model": "gemma3:4b"});
    assert!(gone.post("/paraphrase", body).await.detail(502).contains("cannot be reached"));
}

#[tokio::test]
async fn the_demo_says_a_prompt_in_other_words_and_keeps_what_it_is_about() {
    let ada = TestApp::unlocked_as("ada").await;
    for order in [
        "Explain this clause of my rental contract in a calm, plain tone:\n\n",
        "Summarize this clause for somebody who signs it tomorrow. ",
        "Write a letter to the landlord about this:\n",
        "What does this mean for me? ",
        "A clause of a lease. ",
    ] {
        let prompt = format!("{order}{CLAUSE}");
        let body = json!({"text": prompt, "count": 8, "model": "demo/writer"});
        let found = ada.post("/paraphrase", body).await.expect(200);
        for said in found.as_array().expect("a list").iter().filter_map(Value::as_str) {
            assert!(said.contains(CLAUSE), "{said}");
            let alike = dsforge::similar::similarity(&prompt, said);
            assert!(alike < 0.85, "{alike} of the words are the same: {said}");
        }
    }
    let (_, candidates) = ada.finished_run(5).await;
    let lints = each(&candidates, "lints");
    assert!(!json!(lints).to_string().contains("same_prompt"), "{lints:?}");
}

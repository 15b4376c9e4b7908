//! `/chat_templates`: how a model sees a conversation.

use serde_json::json;

use crate::{fake_ollama::FakeOllama, fake_openai::FakeOpenAi, support::TestApp};

const CHATML: &str = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}\
    {% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

async fn kept(ada: &TestApp, name: &str) -> u64 {
    let input = json!({"name": name, "template": CHATML, "eos_token": "<|im_end|>"});
    ada.post("/chat_templates", input).await.expect(201)["id"].as_u64().expect("an id")
}

#[tokio::test]
async fn an_example_is_shown_as_the_model_will_see_it_with_what_is_learned_from() {
    let ada = TestApp::unlocked_as("ada").await;
    let id = kept(&ada, "Qwen2.5 7B").await;
    let dataset = ada.dataset_of(&["Tell the landlord soon."]).await;
    let wish = json!({"dataset_id": dataset, "example_id": 1});
    let seen = ada.post(&format!("/chat_templates/{id}/render"), wish).await.expect(200);
    let text: Vec<char> = seen["text"].as_str().expect("a text").chars().collect();
    assert_eq!(seen["loss_mask"]["method"], "prefix");
    let span = &seen["loss_mask"]["spans"][0];
    let place = |end: &str| usize::try_from(span[end].as_u64().expect("a place")).expect("small");
    let learned: String = text[place("start")..place("end")].iter().collect();
    assert_eq!(learned, "Tell the landlord soon.<|im_end|>\n");
}

#[tokio::test]
async fn messages_are_rendered_up_to_where_the_model_goes_on() {
    let ada = TestApp::unlocked_as("ada").await;
    let id = kept(&ada, "Qwen2.5 7B").await;
    let wish = json!({"messages": [{"role": "user", "content": "Who pays?"}], "add_generation_prompt": true});
    let seen = ada.post(&format!("/chat_templates/{id}/render"), wish).await.expect(200);
    assert_eq!(seen["text"], "<|im_start|>user\nWho pays?<|im_end|>\n<|im_start|>assistant\n");
    let nothing = ada.post(&format!("/chat_templates/{id}/render"), json!({})).await.problem(400);
    assert_eq!(nothing["detail"], "give messages, or dataset_id and example_id");
}

#[tokio::test]
async fn a_template_that_cannot_be_read_is_refused_with_its_line() {
    let ada = TestApp::unlocked_as("ada").await;
    let broken = json!({"name": "broken", "template": "{{ bos_token }}\n{% if %}"});
    let refused = ada.post("/chat_templates", broken).await.problem(400);
    assert_eq!((&refused["field"], &refused["line"]), (&json!("template"), &json!(2)));
    assert_eq!(ada.get("/chat_templates").await.expect(200), json!([]));
}

#[tokio::test]
async fn names_are_taken_once_and_what_is_deleted_is_gone() {
    let ada = TestApp::unlocked_as("ada").await;
    let id = kept(&ada, "Qwen2.5 7B").await;
    ada.post("/chat_templates", json!({"name": "qwen2.5 7b", "template": "x"})).await.problem(409);
    ada.delete(&format!("/chat_templates/{id}")).await.expect(204);
    ada.delete(&format!("/chat_templates/{id}")).await.problem(404);
    ada.get(&format!("/chat_templates/{id}")).await.problem(404);
    kept(&ada, "Qwen2.5 7B").await;
}

#[tokio::test]
async fn the_template_of_a_model_is_read_from_its_files() {
    let ada = TestApp::unlocked_as("ada").await;
    let config = json!({"chat_template": CHATML, "eos_token": {"content": "<|im_end|>"}}).to_string();
    let found = ada.post_bytes("/chat_templates/read", config.into_bytes()).await.expect(200);
    assert_eq!(found, json!({"template": CHATML, "bos_token": "", "eos_token": "<|im_end|>"}));
    let base = ada.post_bytes("/chat_templates/read", b"{}".to_vec()).await.problem(400);
    assert!(base["detail"].as_str().expect("words").contains("no chat template"), "{base}");
}

#[tokio::test]
async fn the_template_of_a_model_is_taken_from_its_server() {
    let (ollama, workstation) = (FakeOllama::start().await, FakeOpenAi::start().await);
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let server = json!({"name": "workstation", "kind": "openai", "address": workstation.url()});
    ada.post("/providers", server).await.expect(201);
    let take = async |model: &str| ada.post("/chat_templates/from_server", json!({"model": model})).await;

    let found = take("workstation/qwen3-8b").await.expect(200);
    assert!(found["template"].as_str().expect("a template").contains("<|im_start|>"), "{found}");
    assert_eq!((&found["bos_token"], &found["eos_token"]), (&json!("<|endoftext|>"), &json!("<|im_end|>")));
    let mut input = found.clone();
    input["name"] = json!("qwen3-8b");
    ada.post("/chat_templates", input).await.expect(201);

    let found = take("ollama/qwen3:4b").await.expect(200);
    assert!(found["template"].as_str().expect("a template").contains("{% for m in messages %}"), "{found}");
    assert_eq!((&found["bos_token"], &found["eos_token"]), (&json!("<|endoftext|>"), &json!("<|im_end|>")));
}

#[tokio::test]
async fn a_server_that_has_no_template_for_trainers_says_so() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).demo().unlocked_as("ada").await;
    for (model, sentence) in [
        ("gemma3:4b", "a template in its own language, which trainers do not read"),
        ("demo/writer", "has no chat template"),
        ("gemma3:27b", "has no model gemma3:27b"),
    ] {
        let refused = ada.post("/chat_templates/from_server", json!({"model": model})).await.problem(400);
        assert!(refused["detail"].as_str().expect("words").contains(sentence), "{refused}");
        assert_eq!(refused["field"], "model");
    }
}

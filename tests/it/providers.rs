//! `/providers`: model servers of one's own, and the keys to them.

use serde_json::{Value, json};

use crate::{
    fake_ollama::FakeOllama,
    fake_openai::{FakeOpenAi, SetUp},
    support::{ADA_PASSWORD, TestApp, trade::each},
};

const KEY: &str = "sk-of-ada-for-the-workstation";

/// A server that lets nobody in without Ada's key.
async fn workstation() -> FakeOpenAi {
    let set_up = SetUp { api_key: Some(KEY.to_owned()), ..SetUp::default() };
    FakeOpenAi::start_as(set_up).await.expect("a free port")
}

fn input(name: &str, address: &str) -> Value {
    json!({"name": name, "kind": "openai", "address": address})
}

async fn add(ada: &TestApp, body: Value) -> u64 {
    ada.post("/providers", body).await.expect(201)["id"].as_u64().expect("an id")
}

async fn names(ada: &TestApp) -> Vec<Value> {
    each(ada.get("/providers").await.expect(200).as_array().expect("a list"), "name")
}

#[tokio::test]
async fn a_server_is_set_up_and_its_models_can_be_used_at_once() {
    let (ollama, workstation) = (FakeOllama::start().await, workstation().await);
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let mut body = input("workstation", &workstation.url());
    body["api_key"] = json!(format!(" {KEY}\n"));
    let made = ada.post("/providers", body).await.expect(201);
    let address = format!("{}/v1", workstation.url());
    let expected = json!({
        "id": 1, "name": "workstation", "kind": "openai", "address": address, "has_key": true, "enabled": true,
        "position": 1, "width": null, "built_in": false, "local": true, "hint": null,
    });
    assert_eq!(made, expected);
    assert_eq!(ada.get("/providers/1").await.expect(200), expected);
    assert_eq!(names(&ada).await, [json!("ollama"), json!("workstation")]);

    let models = ada.get("/models").await.expect(200);
    assert_eq!(
        models,
        json!(["ollama/gemma3:4b", "ollama/llama3.2:3b", "ollama/qwen3:4b", "workstation/qwen3-8b"])
    );
    for model in ["workstation/qwen3-8b", "qwen3-8b"] {
        let body = json!({"text": "Explain the deposit.", "count": 1, "model": model});
        ada.post("/paraphrase", body).await.expect(200);
    }
    assert_eq!(workstation.chats().len(), 2);
    let body = json!({"text": "Explain the deposit.", "count": 1, "model": "gemma3:4b"});
    ada.post("/paraphrase", body).await.expect(200);
    assert_eq!(ollama.chats().len(), 1, "a bare name means the first server that has it");
}

#[tokio::test]
async fn a_key_is_never_given_out_and_is_kept_until_another_is_entered() {
    let workstation = workstation().await;
    let ada = TestApp::unlocked_as("ada").await;
    let mut body = input("workstation", &workstation.url());
    body["api_key"] = json!(KEY);
    let id = add(&ada, body.clone()).await;
    for path in ["/providers", "/providers/1", "/models/details"] {
        assert!(!ada.get(path).await.expect(200).to_string().contains(KEY), "{path}");
    }
    let path = format!("/providers/{id}");
    let state = async || ada.order(&format!("{path}/test")).await.expect(200)["state"].clone();
    assert_eq!(state().await, "ok");

    body.as_object_mut().expect("an object").remove("api_key");
    body["width"] = json!(8);
    ada.put(&path, body.clone()).await.expect(204);
    assert_eq!(state().await, "ok", "a change that does not speak of the key keeps it");

    body["address"] = json!("http://192.168.0.66:8080");
    let problem = ada.put(&path, body.clone()).await.problem(400);
    assert_eq!(problem["field"], "api_key", "the key is not sent to another address: {problem}");

    body["address"] = json!(workstation.url());
    body["api_key"] = json!("sk-wrong");
    ada.put(&path, body.clone()).await.expect(204);
    let tried = ada.order(&format!("{path}/test")).await.expect(200);
    assert_eq!((&tried["state"], &tried["models"]), (&json!("unauthorized"), &json!([])));
    assert!(
        tried["message"].as_str().is_some_and(|said| said.contains("Settings") && !said.contains("sk-wrong"))
    );

    body["api_key"] = json!("");
    ada.put(&path, body).await.expect(204);
    assert_eq!(ada.get(&path).await.expect(200)["has_key"], false);
}

#[tokio::test]
async fn servers_have_an_order_and_moving_one_moves_the_others() {
    let ada = TestApp::unlocked_as("ada").await;
    for name in ["attic", "workstation", "cellar"] {
        add(&ada, input(name, "http://127.0.0.1:9")).await;
    }
    let mut body = input("cellar", "http://127.0.0.1:9");
    body["position"] = json!(1);
    ada.put("/providers/3", body).await.expect(204);
    let own = |names: Vec<Value>| names.into_iter().filter(|name| name != "ollama").collect::<Vec<_>>();
    assert_eq!(own(names(&ada).await), ["cellar", "attic", "workstation"]);
    ada.delete("/providers/1").await.expect(204);
    assert_eq!(own(names(&ada).await), ["cellar", "workstation"]);
    ada.delete("/providers/1").await.problem(404);
}

#[tokio::test]
async fn the_server_of_the_settings_stays_until_one_of_its_name_takes_its_place() {
    let (ollama, other) = (FakeOllama::start().await, FakeOllama::start().await);
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let built_in = ada.get("/providers/0").await.expect(200);
    assert_eq!((&built_in["name"], &built_in["built_in"]), (&json!("ollama"), &json!(true)));
    assert_eq!(ada.order("/providers/0/test").await.expect(200)["models"][0], "gemma3:4b");
    assert!(ada.delete("/providers/0").await.detail(409).contains("OLLAMA_HOST"));
    ada.put("/providers/0", input("ollama", &other.url())).await.problem(409);

    let body = json!({"name": "ollama", "kind": "ollama", "address": other.url()});
    let id = add(&ada, body.clone()).await;
    assert_eq!(names(&ada).await, ["ollama"]);
    let text = json!({"text": "Explain the deposit.", "count": 1, "model": "gemma3:4b"});
    ada.post("/paraphrase", text.clone()).await.expect(200);
    assert_eq!((ollama.chats().len(), other.chats().len()), (0, 1));

    let mut disabled = body;
    disabled["enabled"] = json!(false);
    ada.put(&format!("/providers/{id}"), disabled).await.expect(204);
    assert_eq!(names(&ada).await, ["ollama"], "it is still there, for its owner to see");
    assert_eq!(ada.get("/models").await.expect(200), json!(["demo/writer", "demo/tools"]));
    ada.delete(&format!("/providers/{id}")).await.expect(204);
    ada.post("/paraphrase", text).await.expect(200);
    assert_eq!(ollama.chats().len(), 1);
}

#[tokio::test]
async fn servers_are_ones_own_and_are_known_again_at_the_next_sign_in() {
    let workstation = workstation().await;
    let ada = TestApp::unlocked_as("ada").await;
    let mut body = input("workstation", &workstation.url());
    body["api_key"] = json!(KEY);
    add(&ada, body).await;
    let grace = ada.also("grace").await;
    grace.get("/providers/1").await.problem(404);
    grace.delete("/providers/1").await.problem(404);
    grace.order("/providers/1/test").await.problem(404);
    assert!(!grace.get("/models").await.expect(200).to_string().contains("qwen3-8b"));

    let app = ada.restarted().await;
    let session = app.login("ada", ADA_PASSWORD).await.expect(200);
    let again = app.with_token(session["token"].as_str().expect("a token"));
    assert!(again.get("/models").await.expect(200).to_string().contains("qwen3-8b"));
    again.nobody().get("/providers").await.problem(401);
}

#[tokio::test]
async fn what_was_known_of_servers_is_forgotten_when_their_owner_has_gone() {
    let workstation = workstation().await;
    let ada = TestApp::unlocked_as("ada").await;
    let mut body = input("workstation", &workstation.url());
    body["api_key"] = json!(KEY);
    add(&ada, body).await;
    let owner = dsforge::model::id::UserId(1);
    let knows = || ada.services.servers.of(owner).named("workstation").is_some();
    ada.services.sweep();
    assert!(knows());
    ada.order("/logout").await.expect(204);
    ada.services.sweep();
    assert!(!knows());
}

#[tokio::test]
async fn a_far_server_is_marked_and_said_to_be_far() {
    let ada = TestApp::unlocked_as("ada").await;
    let far = ada.post("/providers", input("hosted", "https://models.example/v1")).await.expect(201);
    assert_eq!(far["local"], false);
    assert!(far["hint"].as_str().is_some_and(|hint| hint.contains("leave") && !hint.contains("unencrypted")));
    let clear = ada.post("/providers", input("in-clear", "http://models.example/v1")).await.expect(201);
    assert!(clear["hint"].as_str().is_some_and(|hint| hint.contains("unencrypted")));
    let near = ada.post("/providers", input("attic", "http://attic.local:8080")).await.expect(201);
    assert_eq!((&near["local"], &near["hint"]), (&json!(true), &json!(null)));
}

#[tokio::test]
async fn what_cannot_be_set_up_is_refused_with_the_field() {
    let ada = TestApp::unlocked_as("ada").await;
    add(&ada, input("workstation", "http://127.0.0.1:9")).await;
    let with = |member: &str, value: Value| {
        let mut body = input("attic", "http://127.0.0.1:9");
        body[member] = value;
        body
    };
    for (member, value) in [
        ("name", json!("")),
        ("name", json!("a/b")),
        ("name", json!("Demo")),
        ("name", json!("x".repeat(65))),
        ("kind", json!("anthropic")),
        ("address", json!("")),
        ("address", json!("file:///etc/passwd")),
        ("address", json!("http://ada:secret@workstation")),
        ("address", json!("http://work station")),
        ("api_key", json!("two words")),
        ("api_key", json!("sk-ü")),
        ("width", json!(0)),
        ("width", json!(257)),
        ("position", json!(0)),
    ] {
        let problem = ada.post("/providers", with(member, value.clone())).await.problem(400);
        assert_eq!(problem["field"], member, "{value}: {problem}");
        assert!(!problem.to_string().contains("secret"), "{problem}");
    }
    let taken = ada.post("/providers", input("Workstation", "http://127.0.0.1:9")).await.detail(409);
    assert!(taken.contains("choose another name"), "{taken}");
}

#[tokio::test]
async fn an_open_run_asks_its_server_where_it_is_now() {
    let (before, after) = (FakeOpenAi::start().await, FakeOpenAi::start().await);
    let ada = TestApp::unlocked_as("ada").await;
    let id = add(&ada, input("workstation", &before.url())).await;
    let text = json!({"text": "Explain the deposit.", "count": 1, "model": "workstation/qwen3-8b"});
    ada.post("/paraphrase", text.clone()).await.expect(200);
    ada.put(&format!("/providers/{id}"), input("workstation", &after.url())).await.expect(204);
    ada.post("/paraphrase", text).await.expect(200);
    assert_eq!((before.chats().len(), after.chats().len()), (1, 1));
}

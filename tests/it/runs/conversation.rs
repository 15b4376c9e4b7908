//! Conversations that grow turn by turn, and become one example.

use serde_json::{Value, json};

use crate::{
    fake_ollama::FakeOllama,
    support::{
        Caller, TestApp,
        trade::{CLAUSE, each, id, tool_template},
    },
};

/// An example of a candidate as the page sends it.
fn example_of(run: u64, candidate: &Value) -> Value {
    json!({
        "system_prompt": "", "variation_prompt": candidate["variation"], "slots": candidate["slots"],
        "output": candidate["output"], "tool_calls": candidate["tool_calls"],
        "run_id": run, "candidate_id": candidate["id"],
    })
}

async fn grow(ada: &Caller, run: u64, candidate: &Value, turns: Value) -> Value {
    let path = format!("/runs/{run}/candidates/{}/continue", candidate["id"]);
    let new = ada.post(&path, json!({"turns": turns})).await.expect(201);
    ada.follow(run).await;
    let all = ada.candidates(run).await;
    all.into_iter().find(|c| c["id"] == new["id"]).expect("the new candidate")
}

#[tokio::test]
async fn a_conversation_grows_by_turns_and_is_added_as_one_example() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let (run, first) = ada.finished_run(1).await;
    ada.put(
        &format!("/runs/{run}/candidates/{}", first[0]["id"]),
        json!({"edited_output": "Tell the landlord."}),
    )
    .await
    .expect(200);
    let second =
        grow(&ada, run, &first[0], json!([{"role": "user", "content": "By letter or by phone?"}])).await;
    assert_eq!((&second["state"], &second["position"]), (&json!("done"), &json!(0)));
    assert_eq!(
        (&second["variation"], &second["parent_id"]),
        (&json!("By letter or by phone?"), &first[0]["id"])
    );
    let third =
        grow(&ada, run, &second, json!([{"role": "user", "content": "Thank you. How long do I have?"}]))
            .await;
    ada.post(&format!("/datasets/{dataset}/examples"), json!([example_of(run, &third)])).await.expect(204);
    let kept = ada.examples(dataset).await[0].clone();
    let messages = kept["messages"].as_array().expect("messages");
    assert_eq!(
        each(messages, "role"),
        ["system", "user", "assistant", "user", "assistant", "user", "assistant"]
    );
    assert_eq!(messages[2]["content"], "Tell the landlord.");
    assert_eq!((&messages[4]["content"], &messages[6]["content"]), (&second["output"], &third["output"]));
    assert_eq!(kept["output"], third["output"]);
    assert_eq!(kept["alternatives"], json!([]), "answers to other questions are no alternatives");
}

#[tokio::test]
async fn any_earlier_turn_can_be_branched_from_and_an_answer_asked_again_keeps_its_conversation() {
    let ada = TestApp::unlocked_as("ada").await;
    let (run, first) = ada.finished_run(1).await;
    let one =
        grow(&ada, run, &first[0], json!([{"role": "user", "content": "By letter or by phone?"}])).await;
    let other = grow(&ada, run, &first[0], json!([{"role": "user", "content": "And if I forget?"}])).await;
    assert_eq!(other["turns"].as_array().map(Vec::len), one["turns"].as_array().map(Vec::len));
    let path = format!("/runs/{run}/candidates/{}/regenerate", one["id"]);
    let again = ada.post(&path, json!({"reason": "shorter"})).await.expect(201);
    assert_eq!(again["turns"], one["turns"]);
    ada.follow(run).await;
    let all = ada.candidates(run).await;
    assert_eq!(all.len(), 4);
    let counts = ada.run(run).await["items"].clone();
    assert_eq!((&counts["total"], &counts["done"]), (&json!(1), &json!(1)));
    // The answer that was rejected and the reason are for the model alone.
    let dataset = ada.new_dataset().await;
    ada.post(&format!("/datasets/{dataset}/examples"), json!([example_of(run, &all[3])])).await.expect(204);
    let kept = ada.examples(dataset).await[0].clone();
    assert!(!kept["messages"].to_string().contains("shorter"), "{kept}");
    assert_eq!(kept["alternatives"][0]["output"], one["output"]);
}

#[tokio::test]
async fn a_call_gets_its_result_and_the_model_goes_on() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let template = id(&ada.post("/templates", tool_template()).await.expect(201));
    ollama.call_next("find_deadline", &json!({"clause": CLAUSE}));
    let wish = json!({"template_id": template, "slots": {"clause": CLAUSE}, "count": 1, "model": "llama3.2:3b",
        "tool_choice": "auto"});
    let run = id(&ada.post("/runs", wish).await.expect(201));
    ada.follow(run).await;
    let call = ada.candidates(run).await[0].clone();

    ollama.say_next(r#"{"deadline": "2026-04-01"}"#);
    let path = format!("/runs/{run}/candidates/{}/next_turns", call["id"]);
    let written = ada.order(&path).await.expect(200);
    assert_eq!(
        written,
        json!([{"role": "tool", "content": "{\"deadline\": \"2026-04-01\"}", "tool_name": "find_deadline"}])
    );
    ollama.say_next("You have until the first of April.");
    let answer = grow(&ada, run, &call, written).await;
    assert_eq!(answer["output"], "You have until the first of April.");
    let asked = ollama.chats().last().expect("a question").json();
    assert_eq!(each(asked["messages"].as_array().expect("messages"), "role"), ["user", "assistant", "tool"]);
    ada.post(&format!("/datasets/{dataset}/examples"), json!([example_of(run, &answer)])).await.expect(204);
    let kept = ada.examples(dataset).await[0].clone();
    assert_eq!(
        each(kept["messages"].as_array().expect("messages"), "role"),
        ["user", "assistant", "tool", "assistant"]
    );
    assert_eq!(kept["messages"][1]["tool_calls"][0]["name"], "find_deadline");
    assert_eq!(kept["messages"][2]["tool_name"], "find_deadline");
    assert_eq!(kept["tools"][0]["function"]["name"], "find_deadline");
}

#[tokio::test]
async fn a_model_writes_what_the_user_says_next() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let run = id(&ada.post("/runs", crate::support::trade::real_batch(template, 1)).await.expect(201));
    ada.follow(run).await;
    ollama.say_next("By letter or by phone?");
    let path = format!("/runs/{run}/candidates/1/next_turns");
    let written = ada.post(&path, json!({"model": "llama3.2:3b"})).await.expect(200);
    assert_eq!(written[0]["content"], "By letter or by phone?");
    assert_eq!(ollama.chats().last().expect("a question").json()["model"], "llama3.2:3b");
    assert_eq!(ada.candidates(run).await.len(), 1, "nothing is kept");
}

#[tokio::test]
async fn turns_that_cannot_follow_are_refused_with_what_is_missing() {
    let ada = TestApp::unlocked_as("ada").await;
    let (run, first) = ada.finished_run(1).await;
    let path = format!("/runs/{run}/candidates/{}/continue", first[0]["id"]);
    for turns in [
        json!([]),
        json!([{"role": "user", "content": " "}]),
        json!([{"role": "tool", "content": "{}"}]),
        json!([{"role": "assistant", "content": "Hello"}]),
        json!([{"role": "user", "content": "One"}, {"role": "user", "content": "Two"}]),
    ] {
        assert_eq!(ada.post(&path, json!({"turns": turns})).await.problem(400)["field"], "turns", "{turns}");
    }
    let missing = ada.post(&format!("/runs/{run}/candidates/99/continue"), json!({"turns": []})).await;
    assert_eq!(missing.detail(404), "candidate 99 does not exist");
    assert_eq!(ada.candidates(run).await.len(), 1);
}

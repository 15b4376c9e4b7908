//! Answers that have to have a form: JSON that fits a schema, calls that fit their tools.

use serde_json::{Value, json};

use crate::{
    fake_ollama::{FakeOllama, Fault},
    support::{
        Caller, TestApp,
        trade::{CLAUSE, deadline_tool, each, id, tool_template},
    },
};

/// ada, whose models answer what a test writes.
async fn ada_and_ollama() -> (TestApp, FakeOllama) {
    let ollama = FakeOllama::start().await;
    (TestApp::build().ollama(&ollama).unlocked_as("ada").await, ollama)
}

async fn run_of(ada: &Caller, template: Value, change: Value) -> u64 {
    let template = id(&ada.post("/templates", template).await.expect(201));
    let mut wish = json!({"template_id": template, "slots": {"clause": CLAUSE}, "count": 1, "seed": 7});
    wish["model"] = json!("llama3.2:3b");
    for (name, value) in change.as_object().into_iter().flatten() {
        wish[name] = value.clone();
    }
    let run = id(&ada.post("/runs", wish).await.expect(201));
    ada.follow(run).await;
    run
}

fn deadline_schema() -> Value {
    json!({
        "name": "Find the deadline",
        "system_prompt": "You read rental contracts.",
        "user_prompt": "When does the tenant have to act? {clause}",
        "output_schema": {
            "type": "object", "required": ["days"], "additionalProperties": false,
            "properties": {"days": {"type": "integer"}},
        },
    })
}

#[tokio::test]
async fn an_answer_that_does_not_fit_the_schema_is_asked_for_again_with_what_is_wrong() {
    let (ada, ollama) = ada_and_ollama().await;
    ollama.say_next("Fourteen days.");
    ollama.say_next(r#"{"days": "14"}"#);
    ollama.say_next(r#"{"days": 14}"#);
    let run = run_of(&ada, deadline_schema(), json!({})).await;
    let answer = ada.candidates(run).await[0].clone();
    assert_eq!((&answer["output"], &answer["lints"]), (&json!(r#"{"days": 14}"#), &json!([])));
    let attempts = answer["provenance"]["attempts"].as_array().expect("attempts");
    assert_eq!(each(attempts, "output"), ["Fourteen days.", r#"{"days": "14"}"#]);
    let asked = ollama.chats();
    let system = asked[0].json()["messages"][0]["content"].clone();
    assert!(system.as_str().is_some_and(|text| text.contains("\"additionalProperties\":false")), "{system}");
    let last = asked[2].json()["messages"].as_array().expect("messages").last().cloned().expect("a turn");
    assert!(last["content"].as_str().is_some_and(|text| text.contains("/days: ")), "{last}");
    // What a trainer is to see is the template's own system prompt.
    assert_eq!(answer["messages"][0]["content"], "You read rental contracts.");
}

#[tokio::test]
async fn after_two_mendings_the_answer_is_shown_with_each_place_that_does_not_fit() {
    let (ada, ollama) = ada_and_ollama().await;
    for _ in 0..3 {
        ollama.say_next(r#"{"days": "14"}"#);
    }
    let run = run_of(&ada, deadline_schema(), json!({})).await;
    let answer = ada.candidates(run).await[0].clone();
    assert_eq!((&answer["state"], &answer["output"]), (&json!("done"), &json!(r#"{"days": "14"}"#)));
    assert_eq!(
        (&answer["lints"][0]["rule"], &answer["lints"][0]["path"]),
        (&json!("schema_mismatch"), &json!("/days"))
    );
    assert_eq!(ollama.chats().len(), 3);
}

#[tokio::test]
async fn json_in_a_code_block_is_taken_out_of_it_without_asking_again() {
    let (ada, ollama) = ada_and_ollama().await;
    ollama.say_next("```json\n{\"days\": 14}\n```");
    let run = run_of(&ada, deadline_schema(), json!({})).await;
    let answer = ada.candidates(run).await[0].clone();
    assert_eq!((&answer["output"], ollama.chats().len()), (&json!(r#"{"days": 14}"#), 1));
    assert_eq!(answer["provenance"]["attempts"][0]["why"], "The JSON stood in a code block.");
}

#[tokio::test]
async fn wrong_arguments_are_named_by_their_place_and_repaired_at_one_word() {
    let (ada, ollama) = ada_and_ollama().await;
    ollama.call_next("find_deadline", &json!({"clause": 4, "days": "14"}));
    let run = run_of(&ada, tool_template(), json!({})).await;
    let wrong = ada.candidates(run).await[0].clone();
    let lints = wrong["lints"].as_array().expect("lints");
    assert_eq!(each(lints, "path"), ["/tool_calls/0/arguments/clause", "/tool_calls/0/arguments/days"]);
    assert!(wrong["tool_calls"][0]["error"].as_str().is_some_and(|text| text.contains("/days: ")));

    ollama.call_next("find_deadline", &json!({"clause": CLAUSE, "days": 14}));
    let path = format!("/runs/{run}/candidates/{}/regenerate", wrong["id"]);
    let new = ada.post(&path, json!({"repair": true})).await.expect(201);
    assert_eq!(new["parent_id"], wrong["id"]);
    ada.follow(run).await;
    let repaired = ada.candidates(run).await[1].clone();
    assert_eq!((&repaired["lints"], &repaired["tool_calls"][0]["error"]), (&json!([]), &Value::Null));
    let asked = ollama.chats().last().expect("a question").json();
    let told = asked["messages"].to_string();
    assert!(told.contains("/tool_calls/0/arguments/days") && told.contains("find_deadline"), "{told}");

    let path = format!("/runs/{run}/candidates/{}/regenerate", new["id"]);
    let nothing = ada.post(&path, json!({"repair": true}));
    assert!(nothing.await.detail(409).starts_with("nothing in the form of this answer"));
}

#[tokio::test]
async fn a_call_can_be_forced_by_the_form_of_the_answer() {
    let (ada, ollama) = ada_and_ollama().await;
    for choice in ["required", "find_deadline"] {
        let run = run_of(&ada, tool_template(), json!({"tool_choice": choice})).await;
        let answer = ada.candidates(run).await[0].clone();
        assert_eq!((&answer["output"], &answer["lints"]), (&json!(""), &json!([])), "{answer}");
        assert_eq!(answer["tool_calls"][0]["name"], "find_deadline");
        assert!(answer["raw_tool_text"].is_string());
        let asked = ollama.chats().last().expect("a question").json();
        assert!(
            asked["tools"].is_null() && asked["format"]["properties"]["name"]["const"] == "find_deadline"
        );
        assert_eq!(ada.run(run).await["tool_choice"], choice);
    }
}

#[tokio::test]
async fn where_no_call_is_right_none_is_offered_and_one_in_the_text_is_noticed() {
    let (ada, ollama) = ada_and_ollama().await;
    ollama.say_next("The clause names no date.");
    let run = run_of(&ada, tool_template(), json!({"tool_choice": "none"})).await;
    assert!(ollama.chats()[0].json()["tools"].is_null());
    let answer = ada.candidates(run).await[0].clone();
    assert_eq!((&answer["tool_calls"], &answer["lints"]), (&json!([]), &json!([])));

    ollama.say_next(r#"{"name": "find_deadline", "arguments": {"clause": "§ 4"}}"#);
    let run = run_of(&ada, json!({"name": "Again", "user_prompt": "{clause}", "is_tool_calling_template": true, "tool_definitions": [deadline_tool()]}), json!({"tool_choice": "none"})).await;
    assert_eq!(ada.candidates(run).await[0]["lints"][0]["rule"], "unexpected_call");

    let template =
        id(&ada.post("/templates", json!({"name": "Third", "user_prompt": "{clause}"})).await.expect(201));
    let wish = json!({"template_id": template, "slots": {"clause": "x"}, "count": 1, "model": "llama3.2:3b", "tool_choice": "burn_lease"});
    assert_eq!(ada.post("/runs", wish).await.problem(400)["field"], "tool_choice");
}

#[tokio::test]
async fn a_run_follows_its_template_unless_it_says_otherwise() {
    let (ada, ollama) = ada_and_ollama().await;
    let mut template = tool_template();
    template["tool_choice"] = json!("find_deadline");
    let run = run_of(&ada, template.clone(), json!({})).await;
    assert_eq!(ada.run(run).await["tool_choice"], "find_deadline");
    assert_eq!(ada.candidates(run).await[0]["tool_calls"][0]["name"], "find_deadline");
    let run = run_of(&ada, template.clone(), json!({"tool_choice": "auto"})).await;
    assert_eq!(ada.run(run).await["tool_choice"], "auto");
    assert!(ollama.chats().last().expect("a question").json()["tools"].is_array());

    template["is_tool_calling_template"] = json!(false);
    let run = run_of(&ada, template, json!({})).await;
    assert_eq!(ada.run(run).await["tool_choice"], "auto", "the choice rests with the tools");
}

#[tokio::test]
async fn an_answer_to_which_no_call_is_right_keeps_the_tools_that_it_does_not_call() {
    let (ada, ollama) = ada_and_ollama().await;
    let dataset = ada.new_dataset().await;
    let mut template = tool_template();
    template["tool_choice"] = json!("none");
    ollama.say_next("The clause names no date.");
    let run = run_of(&ada, template, json!({})).await;
    let answer = ada.candidates(run).await[0].clone();
    assert_eq!(answer["lints"], json!([]));
    let input = json!([{
        "system_prompt": "", "variation_prompt": answer["variation"], "slots": {}, "output": answer["output"],
        "run_id": run, "candidate_id": answer["id"],
    }]);
    ada.post(&format!("/datasets/{dataset}/examples"), input).await.expect(204);
    let kept = ada.examples(dataset).await[0].clone();
    assert_eq!((&kept["tools"], &kept["tool_calls"]), (&json!([deadline_tool()]), &json!([])));
}

#[tokio::test]
async fn a_call_that_the_server_loses_is_asked_for_in_words() {
    let (ada, ollama) = ada_and_ollama().await;
    ollama.fail_next(Fault::Empty);
    let run = run_of(&ada, tool_template(), json!({})).await;
    let answer = ada.candidates(run).await[0].clone();
    assert_eq!(
        (&answer["state"], &answer["tool_calls"][0]["name"]),
        (&json!("done"), &json!("find_deadline"))
    );
    let why = answer["provenance"]["attempts"][0]["why"].as_str().unwrap_or_default().to_owned();
    assert!(why.contains("told in words"), "{why}");
    assert!(ollama.chats()[1].json()["tools"].is_null());
}

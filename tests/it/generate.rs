//! `/generate`: a batch in one request.

use std::{collections::BTreeSet, time::Duration};

use serde_json::json;

use crate::{
    fake_ollama::{FakeOllama, Fault},
    support::{
        TestApp,
        trade::{CLAUSE, batch, each, id, real_batch, tool_template},
    },
};

const FILLED: &str = "Explain this clause in a calm tone: The tenant shall give written notice of any defect without undue delay.";

#[tokio::test]
async fn the_first_answer_is_to_the_filled_prompt_and_the_others_to_paraphrases_of_it() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let answers = ada.post("/generate", batch(template, 3)).await.expect(200);
    let answers = answers.as_array().expect("a list");
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[0]["variation"], FILLED);
    let mut variations: Vec<_> = each(answers, "variation").iter().map(ToString::to_string).collect();
    variations.sort();
    variations.dedup();
    assert_eq!(variations.len(), 3, "{variations:?}");
    for answer in answers {
        assert!(answer["output"].as_str().is_some_and(|text| !text.is_empty()), "{answer}");
        assert_eq!(answer["error"], json!(null));
        assert_eq!((&answer["finish_reason"], &answer["model"]), (&json!("stop"), &json!("demo/writer")));
    }
    // It is a run like any other, and stays.
    let run = answers[0]["run_id"].as_u64().expect("a run");
    assert_eq!(ada.run(run).await["status"], "done");
    assert_eq!(each(&ada.candidates(run).await, "id"), each(answers, "candidate_id"));
}

#[tokio::test]
async fn one_seed_gives_one_answer() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let first = ada.post("/generate", batch(template, 2)).await.expect(200);
    let second = ada.post("/generate", batch(template, 2)).await.expect(200);
    for member in ["variation", "output"] {
        let of = |batch: &serde_json::Value| each(batch.as_array().expect("a list"), member);
        assert_eq!(of(&first), of(&second));
    }
}

#[tokio::test]
async fn a_batch_for_tools_calls_them() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = id(&ada.post("/templates", tool_template()).await.expect(201));
    let mut wish = batch(template, 1);
    wish["model"] = json!("demo/tools");
    let answers = ada.post("/generate", wish).await.expect(200);
    let call = &answers[0]["tool_calls"][0];
    assert_eq!(call["name"], "find_deadline", "{answers}");
    assert!(call["arguments"]["clause"].is_string() && call.get("error").is_none(), "{call}");
}

#[tokio::test]
async fn without_a_chosen_model_the_preference_is_named() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let mut wish = batch(template, 1);
    wish.as_object_mut().expect("an object").remove("model");
    let problem = ada.post("/generate", wish.clone()).await.problem(400);
    assert_eq!(
        problem,
        json!({
            "detail": "no model is chosen; name one as `model` or set the preference `default_gen_model`",
            "field": "model"
        })
    );
    ada.put("/user/preferences", json!({"default_gen_model": "demo/writer"})).await.expect(204);
    assert_eq!(ada.post("/generate", wish).await.expect(200)[0]["model"], "demo/writer");
}

#[tokio::test]
async fn a_model_that_its_server_lacks_comes_with_the_command_that_gets_it() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let mut wish = real_batch(template, 1);
    wish["model"] = json!("mistral:7b");
    let problem = ada.post("/generate", wish).await.problem(400);
    assert_eq!(
        problem,
        json!({
            "detail": "the server ollama has no model mistral:7b. \
                       Get it with `ollama pull mistral:7b`, or choose another.",
            "field": "model"
        })
    );
    let mut wish = real_batch(template, 2);
    wish["para_model"] = json!("mistral:7b");
    let detail = ada.post("/generate", wish).await.detail(400);
    assert!(detail.contains("`ollama pull mistral:7b`"), "{detail}");
    assert!(ollama.chats().is_empty());
}

#[tokio::test]
async fn a_wish_that_cannot_be_meant_is_refused_by_its_field() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    for (member, value, field) in [
        ("count", json!(0), "count"),
        ("count", json!(101), "count"),
        ("seed", json!(4_294_967_295_u32), "seed"),
        ("seed", json!(-1), "seed"),
        ("wait_factor", json!(0), "wait_factor"),
        ("slots", json!({}), "slots"),
        ("slots", json!({"clause": CLAUSE, "rent": "900"}), "slots"),
        ("options", json!({"temperatur": 0.2}), "options"),
        ("model", json!("demo/poet"), "model"),
    ] {
        let mut wish = batch(template, 1);
        wish[member] = value;
        let problem = ada.post("/generate", wish).await.problem(400);
        let named = problem["field"].as_str().unwrap_or_default();
        assert!(named.starts_with(field), "{problem}");
    }
    assert_eq!(ada.post("/generate", batch(999, 1)).await.detail(404), "template 999 does not exist");
    let grace = ada.also("grace").await;
    grace.post("/generate", batch(template, 1)).await.problem(404);
    assert_eq!(ada.get("/runs").await.expect(200)["total"], 0);
}

#[tokio::test]
async fn a_server_that_cannot_be_reached_is_a_bad_gateway() {
    let ada =
        TestApp::build().ollama_at("http://127.0.0.1:9", Duration::from_secs(30)).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let detail = ada.post("/generate", real_batch(template, 1)).await.detail(502);
    assert!(detail.contains("cannot be reached at http://127.0.0.1:9"), "{detail}");
}

#[tokio::test]
async fn one_failed_item_has_its_error_and_the_others_their_answers() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    // The filled prompt is asked before its paraphrases.
    ollama.fail_next(Fault::ErrorLine);
    let answers = ada.post("/generate", real_batch(template, 3)).await.expect(200);
    let answers = answers.as_array().expect("a list");
    let failed: Vec<_> = answers.iter().filter(|answer| !answer["error"].is_null()).collect();
    assert_eq!((answers.len(), failed.len()), (3, 1), "{answers:?}");
    assert_eq!(failed[0]["output"], "");
    assert!(failed[0]["error"].as_str().is_some_and(|error| error.contains("refused (500)")), "{failed:?}");
}

#[tokio::test]
async fn variations_repeat_when_no_more_paraphrases_come() {
    let ada = TestApp::unlocked_as("ada").await;
    // There are only so many ways to say a number.
    let template =
        ada.post("/templates", json!({"name": "Number", "user_prompt": "{clause}"})).await.expect(201);
    let mut wish = batch(id(&template), 100);
    wish["slots"] = json!({"clause": "7"});
    let answers = ada.post("/generate", wish).await.expect(200);
    let answers = answers.as_array().expect("a list");
    let variations: Vec<String> = each(answers, "variation").iter().map(ToString::to_string).collect();
    let different: BTreeSet<&String> = variations.iter().collect();
    assert_eq!(variations.len(), 100);
    assert!((2..100).contains(&different.len()), "{different:?}");
    assert!(variations[1..].contains(&"\"7\"".to_owned()), "the filled prompt takes part");
    let run = ada.run(answers[0]["run_id"].as_u64().expect("a run")).await;
    let notice = format!(
        "The paraphrase model found {} different ways to ask this, so some cards ask the same.",
        different.len()
    );
    assert_eq!((&run["status"], &run["error"]), (&json!("done"), &json!(notice)));
}

#[tokio::test]
async fn a_client_who_goes_away_cancels_the_batch_and_stops_the_model() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let steps = ollama.step_by_step();
    steps.add_permits(2);
    let caller = ada.with_token(ada.token.clone().expect("a token"));
    let asking = tokio::spawn(async move { caller.post("/generate", real_batch(template, 1)).await.status });
    while ollama.chats().is_empty() {
        tokio::task::yield_now().await;
    }
    asking.abort();
    ollama.hung_up().await;
    let run = ada.get("/runs").await.expect(200)["items"][0]["id"].as_u64().expect("a run");
    // Closing the run is done in the background.
    while ada.run(run).await["status"] != "cancelled" {
        tokio::task::yield_now().await;
    }
    let ended = ada.run(run).await;
    assert_eq!(ended["finished_at"], "2026-03-14T09:26:53Z");
    assert_eq!(
        ended["items"],
        json!({"total": 1, "waiting": 0, "writing": 0, "done": 0, "failed": 0, "stopped": 1})
    );
    assert_eq!(ada.candidates(run).await[0]["state"], "stopped");
}

#[tokio::test]
async fn options_and_seeds_reach_the_server() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let mut wish = real_batch(template, 1);
    wish["options"] =
        json!({"temperature": 0.2, "top_k": 5, "num_predict": 3, "stop": ["END"], "keep_alive": "1m"});
    let answers = ada.post("/generate", wish).await.expect(200);
    assert_eq!(answers[0]["finish_reason"], "length");
    let asked = ollama.chats()[0].json();
    assert_eq!(asked["options"]["temperature"], 0.2);
    assert_eq!((&asked["options"]["top_k"], &asked["options"]["seed"]), (&json!(5), &json!(7)));
    assert_eq!((&asked["options"]["stop"], &asked["keep_alive"]), (&json!(["END"]), &json!("1m")));
    let roles = each(asked["messages"].as_array().expect("messages"), "role");
    assert_eq!(roles, ["system", "user"]);
    assert_eq!(asked["messages"][1]["content"], FILLED);
}

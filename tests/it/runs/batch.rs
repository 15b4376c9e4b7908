//! Runs that leave as a batch file, and the results that come back.

use serde_json::{Value, json};

use crate::{
    fake_ollama::FakeOllama,
    support::{
        ADA_PASSWORD, Caller, TestApp,
        trade::{batch, each, id, real_batch, tool_template},
    },
};

/// A run of clauses that nobody has asked anything of.
async fn held(who: &Caller, template: u64, clauses: usize, count: u64) -> u64 {
    let rows: Vec<Value> =
        (1..=clauses).map(|n| json!({"clause": format!("Clause {n}: rent is due on day {n}.")})).collect();
    let wish = json!({
        "template_id": template, "rows": rows, "count": count, "model": "demo/writer", "seed": 7, "paused": true,
    });
    let made = who.post("/runs", wish).await.expect(201);
    assert_eq!(made["status"], "paused");
    id(&made)
}

/// The questions of a run as they leave.
async fn taken_out(who: &Caller, run: u64, query: &str) -> Vec<Value> {
    let file = who.get(&format!("/runs/{run}/batch{query}")).await;
    assert_eq!(file.status, 200, "{}", file.text);
    file.text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

fn completion(message: Value) -> Value {
    json!({
        "object": "chat.completion", "model": "Qwen/Qwen3-32B",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 40, "completion_tokens": 6},
    })
}

/// A line as OpenAI, vLLM and LiteLLM write it.
fn answered(question: &Value, text: &str) -> String {
    let body = completion(json!({"role": "assistant", "content": text, "reasoning_content": "Look it up."}));
    result(question, json!({"status_code": 200, "request_id": "r", "body": body}), Value::Null)
}

fn result(question: &Value, response: Value, error: Value) -> String {
    let line = json!({"id": "b", "custom_id": question["custom_id"], "response": response, "error": error});
    format!("{line}\n")
}

async fn bring(who: &Caller, run: u64, file: String) -> Value {
    who.post_bytes(&format!("/runs/{run}/batch"), file.into_bytes()).await.expect(200)
}

fn counts(report: &Value) -> [u64; 6] {
    ["lines", "answered", "failed", "already", "unknown", "unreadable"]
        .map(|name| report[name].as_u64().unwrap_or_else(|| panic!("no {name} in {report}")))
}

#[tokio::test]
async fn a_run_leaves_as_questions_and_its_answers_come_back_in_any_order() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    // More rows than have their candidates at the start.
    let run = held(&ada, template, 300, 1).await;
    let questions = taken_out(&ada, run, "?model=Qwen%2FQwen3-32B").await;
    assert_eq!(questions.len(), 300);
    let first = &questions[0];
    assert_eq!((&first["method"], &first["url"]), (&json!("POST"), &json!("/v1/chat/completions")));
    assert_eq!((&first["body"]["model"], &first["body"]["seed"]), (&json!("Qwen/Qwen3-32B"), &json!(7)));
    assert_eq!(first["body"]["messages"][0]["role"], "system");
    assert!(first["body"]["messages"][1]["content"].as_str().is_some_and(|text| text.contains("Clause 1:")));
    assert_eq!(first["body"].get("stream"), None);
    let out = ada.run(run).await;
    assert_eq!((&out["status"], &out["batch"]["questions"]), (&json!("paused"), &json!(300)));

    let file: String =
        questions.iter().rev().map(|q| answered(q, &format!("On {}.", q["body"]["seed"]))).collect();
    let report = bring(&ada, run, file).await;
    assert_eq!(counts(&report), [300, 300, 0, 0, 0, 0]);
    assert_eq!((&report["run"]["status"], &report["run"]["batch"]), (&json!("done"), &Value::Null));
    assert_eq!(report["run"]["items"]["done"], 300);
    let lanes = report["run"]["lanes"].as_array().expect("lanes");
    assert_eq!(
        (each(lanes, "model"), each(lanes, "done")),
        (vec![json!("Qwen/Qwen3-32B")], vec![json!(300)])
    );
    let cards = ada.candidates(run).await;
    let card = &cards[41];
    assert_eq!((&card["output"], &card["reasoning"]), (&json!("On 48."), &json!("Look it up.")));
    assert_eq!((&card["model"], &card["tokens"]), (&json!("Qwen/Qwen3-32B"), &json!(6)));
    assert_eq!(card["messages"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn results_come_in_parts_and_twice_and_change_no_answer_that_is_there() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let run = held(&ada, template, 3, 1).await;
    let questions = taken_out(&ada, run, "").await;
    assert_eq!(questions[0]["body"]["model"], "writer");
    let part = answered(&questions[1], "In May.");
    assert_eq!(counts(&bring(&ada, run, part.clone()).await), [1, 1, 0, 0, 0, 0]);
    let out = ada.run(run).await;
    assert_eq!((&out["status"], &out["items"]["done"]), (&json!("paused"), &json!(1)));
    assert!(out["batch"].is_object());
    // The same once more, with other words, and one question twice.
    let again =
        [answered(&questions[1], "In June."), answered(&questions[0], "A."), answered(&questions[0], "B.")];
    assert_eq!(counts(&bring(&ada, run, again.concat()).await), [3, 1, 0, 2, 0, 0]);
    assert_eq!(each(&ada.candidates(run).await, "output"), ["A.", "In May.", ""]);
    // What is left can leave once more.
    let left = taken_out(&ada, run, "").await;
    assert_eq!(left, [questions[2].clone()]);
    let report = bring(&ada, run, answered(&left[0], "C.")).await;
    assert_eq!(report["run"]["status"], "done");
    let nothing_left = ada.get(&format!("/runs/{run}/batch")).await.detail(409);
    assert!(nothing_left.contains("every item of this run has its answer"), "{nothing_left}");
    assert_eq!(counts(&bring(&ada, run, part).await), [1, 0, 0, 1, 0, 0]);
}

#[tokio::test]
async fn every_line_without_an_answer_is_reported_with_its_reason() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let run = held(&ada, template, 3, 1).await;
    let other = held(&ada, template, 1, 1).await;
    let questions = taken_out(&ada, run, "").await;
    let elsewhere = taken_out(&ada, other, "").await;
    let too_long = json!({"error": {"message": "The prompt has too many tokens.", "code": 400}});
    let file = [
        answered(&questions[0], "In May."),
        result(&questions[1], json!({"status_code": 400, "body": too_long}), Value::Null),
        result(
            &questions[2],
            Value::Null,
            json!({"code": "batch_expired", "message": "The window has closed."}),
        ),
        answered(&elsewhere[0], "For another run."),
        answered(&json!({"custom_id": "request-1"}), "For nobody."),
        "{\"custom_id\": \"cut o\n".to_owned(),
        format!("{}\n", questions[0]),
    ];
    let report = bring(&ada, run, file.concat()).await;
    assert_eq!(counts(&report), [7, 1, 2, 0, 2, 2]);
    let errors = report["errors"].as_array().expect("errors");
    assert_eq!(each(errors, "row"), [2, 3, 4, 5, 6, 7]);
    for (error, words) in errors.iter().zip([
        "too many tokens",
        "The window has closed",
        "another run",
        "no question of this run has its custom_id",
        "no valid JSON",
        "a question and no result",
    ]) {
        assert!(error["detail"].as_str().is_some_and(|detail| detail.contains(words)), "{error}");
    }
    assert_eq!((&report["run"]["status"], &report["run"]["items"]["failed"]), (&json!("done"), &json!(2)));

    // A failure is no answer: it leaves again, and what comes then takes its place.
    let again = taken_out(&ada, run, "").await;
    assert_eq!(again, questions[1..]);
    let report = bring(&ada, run, again.iter().map(|q| answered(q, "Now.")).collect()).await;
    assert_eq!(counts(&report), [2, 2, 0, 0, 0, 0]);
    assert_eq!((&report["run"]["items"]["done"], &report["run"]["failures"]), (&json!(3), &json!([])));
}

#[tokio::test]
async fn calls_come_back_checked_against_their_tools() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = id(&ada.post("/templates", tool_template()).await.expect(201));
    let run = held(&ada, template, 2, 1).await;
    let questions = taken_out(&ada, run, "").await;
    assert_eq!(questions[0]["body"]["tools"][0]["function"]["name"], "find_deadline");
    let calling = |question: &Value, arguments: &str| {
        let call = json!({
            "id": "call_1", "type": "function",
            "function": {"name": "find_deadline", "arguments": arguments},
        });
        let body = completion(json!({"role": "assistant", "content": null, "tool_calls": [call]}));
        result(question, json!({"status_code": 200, "body": body}), Value::Null)
    };
    let file =
        [calling(&questions[0], r#"{"clause":"Rent."}"#), calling(&questions[1], r#"{"days":"soon"}"#)];
    assert_eq!(counts(&bring(&ada, run, file.concat()).await), [2, 2, 0, 0, 0, 0]);
    let cards = ada.candidates(run).await;
    assert_eq!(cards[0]["tool_calls"][0]["arguments"], json!({"clause": "Rent."}));
    assert_eq!(cards[0]["lints"], json!([]));
    assert_eq!(cards[1]["lints"][0]["rule"], "invalid_arguments");
}

#[tokio::test]
async fn nothing_of_a_run_that_is_out_is_asked_until_it_is_resumed() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    let mut listener = ada.listen(run).await;
    steps.add_permits(2);
    listener.until("token", |_| true).await;
    // Its only answer is being written: it is called off and leaves.
    assert_eq!(taken_out(&ada, run, "").await.len(), 1);
    let out = ada.run(run).await;
    let counts = (&out["status"], &out["items"]["waiting"], &out["batch"]["without_prompt"]);
    assert_eq!(counts, (&json!("paused"), &json!(1), &json!(0)));
    ollama.hung_up().await;
    let refused = ada.post(&format!("/runs/{run}/retry"), json!({})).await;
    assert_eq!(refused.status, 409);

    let ada = ada.restarted().await;
    let token = ada.login("ada", ADA_PASSWORD).await.expect(200);
    let ada = ada.with_token(token["token"].as_str().expect("a token"));
    assert_eq!(ada.run(run).await["status"], "paused");
    assert_eq!(ollama.chats().len(), 1);

    steps.add_permits(1000);
    let resumed = ada.order(&format!("/runs/{run}/resume")).await.expect(200);
    assert_eq!((&resumed["status"], &resumed["batch"]), (&json!("running"), &Value::Null));
    let busy = ada.post_bytes(&format!("/runs/{run}/batch"), b"{}\n".to_vec()).await;
    if busy.status != 200 {
        assert!(busy.detail(409).contains("pause it"));
    }
    ada.follow(run).await;
    assert_eq!(ada.run(run).await["status"], "done");
    assert_eq!(ollama.chats().len(), 2);
}

#[tokio::test]
async fn prompts_that_wait_for_paraphrases_stay_and_are_counted() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let run = held(&ada, template, 2, 3).await;
    assert_eq!(taken_out(&ada, run, "").await.len(), 2);
    let out = ada.run(run).await;
    assert_eq!((&out["batch"]["questions"], &out["batch"]["without_prompt"]), (&json!(2), &json!(4)));
}

#[tokio::test]
async fn a_batch_that_cannot_leave_or_come_says_why() {
    let ada = TestApp::unlocked_as("ada").await;
    ada.get("/runs/9/batch").await.problem(404);
    ada.post_bytes("/runs/9/batch", b"{}\n".to_vec()).await.problem(404);
    let template = ada.new_template().await;
    let run = id(&ada.post("/runs", batch(template, 1)).await.expect(201));
    ada.nobody().get(&format!("/runs/{run}/batch")).await.problem(401);
    let grace = ada.also("grace").await;
    grace.get(&format!("/runs/{run}/batch")).await.problem(404);
    ada.follow(run).await;
    assert_eq!(ada.get(&format!("/runs/{run}/batch?model=%20")).await.problem(400)["field"], "model");
    let empty = ada.post_bytes(&format!("/runs/{run}/batch"), Vec::new()).await.problem(400);
    assert!(empty["detail"].as_str().is_some_and(|detail| detail.contains("empty")), "{empty}");
}

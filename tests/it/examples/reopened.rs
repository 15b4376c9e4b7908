//! Going on with the conversation of an example.

use serde_json::{Value, json};

use crate::support::{
    Caller, TestApp,
    trade::{CLAUSE, each, example},
};

/// A dataset with one example of two answers.
async fn with_conversation(ada: &Caller) -> u64 {
    let dataset = ada.new_dataset().await;
    let mut new = example(CLAUSE, "not used");
    new["messages"] = json!([
        {"role": "system", "content": "You explain rental contracts."},
        {"role": "user", "content": "What of defects?"},
        {"role": "assistant", "content": "Tell the landlord."},
        {"role": "user", "content": "By letter?"},
        {"role": "assistant", "content": "Yes, by letter."},
    ]);
    ada.post(&format!("/datasets/{dataset}/examples"), json!([new])).await.expect(204);
    dataset
}

async fn reopen(ada: &Caller, dataset: u64) -> (u64, Vec<Value>) {
    let path = format!("/datasets/{dataset}/examples/1/continue");
    let run = ada.post(&path, json!({"model": "demo/writer"})).await.expect(201);
    assert_eq!((&run["status"], &run["dataset_id"]), (&json!("done"), &json!(dataset)));
    assert_eq!((&run["items"]["total"], &run["items"]["done"]), (&json!(1), &json!(1)));
    let run = run["id"].as_u64().expect("an id");
    (run, ada.candidates(run).await)
}

async fn say(ada: &Caller, run: u64, after: &Value, words: &str) -> Value {
    let path = format!("/runs/{run}/candidates/{}/continue", after["id"]);
    let turns = json!({"turns": [{"role": "user", "content": words}]});
    let new = ada.post(&path, turns).await.expect(201);
    ada.follow(run).await;
    let all = ada.candidates(run).await;
    all.into_iter().find(|candidate| candidate["id"] == new["id"]).expect("the new candidate")
}

async fn replace(ada: &Caller, dataset: u64, run: u64, candidate: &Value) {
    let take = json!({"example_id": 1, "run_id": run, "candidate_id": candidate["id"]});
    let bulk = format!("/datasets/{dataset}/examples/bulk");
    ada.post(&bulk, json!({"action": "replace", "replacements": [take]})).await.expect(200);
}

#[tokio::test]
async fn an_example_opens_as_a_card_with_each_of_its_answers_and_nobody_is_asked() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = with_conversation(&ada).await;
    let before = ada.examples(dataset).await;
    let (run, answers) = reopen(&ada, dataset).await;
    assert_eq!(each(&answers, "output"), ["Tell the landlord.", "Yes, by letter."]);
    assert_eq!(each(&answers, "variation"), ["What of defects?", "By letter?"]);
    assert_eq!(each(&answers, "position"), [0, 0]);
    assert_eq!((&answers[1]["parent_id"], &answers[1]["example_id"]), (&answers[0]["id"], &json!(1)));
    assert_eq!(answers[1]["turns"].as_array().map(Vec::len), Some(4));
    assert_eq!(ada.run(run).await["status"], "done");
    assert_eq!(ada.examples(dataset).await, before);
}

#[tokio::test]
async fn a_conversation_that_has_grown_takes_the_place_of_its_example_and_can_be_taken_back() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = with_conversation(&ada).await;
    let before = ada.examples(dataset).await[0]["messages"].clone();
    let (run, answers) = reopen(&ada, dataset).await;
    let third = say(&ada, run, &answers[1], "And by when?").await;
    replace(&ada, dataset, run, &third).await;
    let after = ada.examples(dataset).await[0].clone();
    let messages = after["messages"].as_array().expect("messages");
    assert_eq!(messages.len(), 7);
    assert_eq!(json!(messages[..5]), before, "what was there is its beginning");
    assert_eq!(
        (&messages[5]["content"], &messages[6]["content"]),
        (&json!("And by when?"), &third["output"])
    );
    assert_eq!(after["alternatives"], json!([]));
    ada.order(&format!("/datasets/{dataset}/undo")).await.expect(200);
    assert_eq!(ada.examples(dataset).await[0]["messages"], before);
}

#[tokio::test]
async fn a_branch_from_an_earlier_answer_can_become_another_example() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = with_conversation(&ada).await;
    let (run, answers) = reopen(&ada, dataset).await;
    let branch = say(&ada, run, &answers[0], "And if I forget?").await;
    let input = json!([{
        "system_prompt": "", "variation_prompt": branch["variation"], "slots": {}, "output": branch["output"],
        "run_id": run, "candidate_id": branch["id"],
    }]);
    ada.post(&format!("/datasets/{dataset}/examples"), input).await.expect(204);
    let all = ada.examples(dataset).await;
    assert_eq!(all[0]["output"], "Yes, by letter.");
    let contents = each(all[1]["messages"].as_array().expect("messages"), "content");
    assert_eq!(
        contents[1..4],
        [json!("What of defects?"), json!("Tell the landlord."), json!("And if I forget?")]
    );
}

#[tokio::test]
async fn an_answer_that_is_put_back_unchanged_is_no_alternative_to_itself() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = with_conversation(&ada).await;
    let (run, answers) = reopen(&ada, dataset).await;
    replace(&ada, dataset, run, &answers[1]).await;
    assert_eq!(ada.examples(dataset).await[0]["alternatives"], json!([]));
}

#[tokio::test]
async fn only_an_example_that_is_there_is_gone_on_with_and_by_a_model_that_is_there() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = with_conversation(&ada).await;
    let path = |example: u64| format!("/datasets/{dataset}/examples/{example}/continue");
    ada.post(&path(9), json!({"model": "demo/writer"})).await.problem(404);
    assert_eq!(ada.order(&path(1)).await.problem(400)["field"], "model", "no model is chosen");
    ada.also("grace").await.post(&path(1), json!({"model": "demo/writer"})).await.problem(404);
    ada.nobody().order(&path(1)).await.problem(401);
    ada.put(&format!("/datasets/{dataset}/archive"), json!({"archived": true})).await.expect(204);
    ada.post(&path(1), json!({"model": "demo/writer"})).await.problem(409);
}

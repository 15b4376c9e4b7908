//! New answers to examples, and putting them in the place of the old ones.

use serde_json::json;

use crate::support::{
    TestApp,
    trade::{CLAUSE, deadline_tool, each, example},
};

#[tokio::test]
async fn new_answers_come_as_a_run_with_a_card_for_each_example_and_change_nothing_yet() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["First.", "Second.", "Third."]).await;
    let before = ada.examples(dataset).await;
    let wish = json!({"action": "regenerate", "ids": [3, 1], "model": "demo/writer"});
    let done = ada.post(&format!("/datasets/{dataset}/examples/bulk"), wish).await.expect(200);
    let run = done["run_id"].as_u64().expect("a run");
    assert_eq!(done, json!({"count": 2, "run_id": run, "change_id": null}));
    ada.follow(run).await;
    let candidates = ada.candidates(run).await;
    assert_eq!(each(&candidates, "example_id"), [3, 1]);
    assert_eq!(each(&candidates, "position"), [0, 1]);
    assert_eq!(each(candidates[0]["messages"].as_array().expect("messages"), "role"), ["system", "user"]);
    assert_eq!(candidates[0]["variation"], before[2]["variation_prompt"]);
    assert_eq!(ada.run(run).await["dataset_id"], dataset);
    assert_eq!(ada.examples(dataset).await, before);
}

#[tokio::test]
async fn a_new_answer_takes_the_place_of_the_old_one_which_stays_as_an_alternative() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["First.", "Second."]).await;
    let path = format!("/datasets/{dataset}/examples/bulk");
    let wish = json!({"action": "regenerate", "ids": [1, 2], "model": "demo/writer"});
    let run = ada.post(&path, wish).await.expect(200)["run_id"].as_u64().expect("a run");
    ada.follow(run).await;
    let candidates = ada.candidates(run).await;
    let edit = json!({"edited_output": "First, in my own words."});
    ada.put(&format!("/runs/{run}/candidates/{}", candidates[0]["id"]), edit).await.expect(200);
    let take = |n: usize| json!({"example_id": n + 1, "run_id": run, "candidate_id": candidates[n]["id"]});
    let wish = json!({"action": "replace", "replacements": [take(0), take(1)]});
    let done = ada.post(&path, wish).await.expect(200);
    assert_eq!(done, json!({"count": 2, "run_id": null, "change_id": 2}));

    let examples = ada.examples(dataset).await;
    assert_eq!(
        each(&examples, "output"),
        [json!("First, in my own words."), candidates[1]["output"].clone()]
    );
    assert_eq!(
        (each(&examples, "edited"), each(&examples, "rev")),
        (vec![json!(true), json!(false)], vec![json!(2), json!(2)])
    );
    assert_eq!(
        examples[1]["alternatives"],
        json!([{"kind": "outranked", "output": "Second.", "tool_calls": [], "reason": null}])
    );
    assert_eq!((&examples[1]["run_id"], &examples[1]["model"]), (&json!(run), &json!("demo/writer")));
    assert_eq!(ada.candidates(run).await[1]["added_to"], json!({"dataset_id": dataset, "example_id": 2}));
    ada.order(&format!("/datasets/{dataset}/undo")).await.expect(200);
    assert_eq!(each(&ada.examples(dataset).await, "output"), ["First.", "Second."]);
}

#[tokio::test]
async fn an_answer_that_is_not_there_replaces_nothing() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["First."]).await;
    let (run, candidates) = ada.finished_run(1).await;
    let path = format!("/datasets/{dataset}/examples/bulk");
    for (example, run, candidate, gone) in [
        (9, run, 1, "example 9 does not exist".to_owned()),
        (1, 99, 1, "run 99 does not exist".to_owned()),
        (1, run, 99, "candidate 99 does not exist".to_owned()),
    ] {
        let take = json!({"example_id": example, "run_id": run, "candidate_id": candidate});
        let detail = ada.post(&path, json!({"action": "replace", "replacements": [take]})).await.detail(404);
        assert_eq!(detail, gone);
    }
    assert_eq!(ada.examples(dataset).await[0]["output"], "First.");
    assert_eq!(candidates[0]["added_to"], json!(null));
}

#[tokio::test]
async fn examples_with_different_tools_are_answered_apart() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let mut with_tool = example(CLAUSE, "Within 14 days.");
    with_tool["tools"] = json!([deadline_tool()]);
    let both = json!([example(CLAUSE, "Soon."), with_tool]);
    ada.post(&format!("/datasets/{dataset}/examples"), both).await.expect(204);
    let wish = json!({"action": "regenerate", "ids": [1, 2], "model": "demo/tools"});
    let problem = ada.post(&format!("/datasets/{dataset}/examples/bulk"), wish).await.problem(400);
    assert_eq!(problem["field"], "ids", "{problem}");
}

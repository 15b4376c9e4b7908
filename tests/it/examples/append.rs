//! Adding examples: all or none.

use serde_json::{Value, json};

use crate::support::{
    TestApp,
    trade::{CLAUSE, assert_has, deadline_tool, each, example, id},
};

#[tokio::test]
async fn an_example_is_kept_whole() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let mut new = example(CLAUSE, "Tell the landlord soon.");
    new["rating"] = json!(4);
    new["tags"] = json!(["defects"]);
    new["note"] = json!("from the 2024 lease");
    new["split"] = json!("valid");
    new["extra"] = json!({"source": {"page": 3}});
    new["tools"] = json!([deadline_tool()]);
    new["alternatives"] = json!([{"kind": "rejected", "output": "It depends.", "reason": "says nothing"}]);
    let added = ada.post(&format!("/datasets/{dataset}/examples"), json!([new])).await;
    assert_eq!(added.header("x-change-id"), Some("1"));
    added.expect(204);
    let question = format!("Explain this clause in a calm tone: {CLAUSE}");
    let none = json!(null);
    assert_has(
        &ada.examples(dataset).await[0],
        &json!({
            "id": 1, "rev": 1, "system_prompt": "You explain rental contracts to people who are not lawyers.",
            "variation_prompt": question, "slots": {"clause": CLAUSE, "tone": "calm"},
            "output": "Tell the landlord soon.", "tool_calls": [], "timestamp": "2026-03-14T09:26:53Z",
            "updated_at": "2026-03-14T09:26:53Z",
            "messages": [
                {"role": "system", "content": "You explain rental contracts to people who are not lawyers."},
                {"role": "user", "content": question},
                {"role": "assistant", "content": "Tell the landlord soon."},
            ],
            "tools": [deadline_tool()], "template_id": none, "template_version": none, "template_name": none,
            "run_id": none, "candidate_id": none, "model": none,
            "alternatives": [{"kind": "rejected", "output": "It depends.", "tool_calls": [], "reason": "says nothing"}],
            "edited": false, "rating": 4, "tags": ["defects"], "note": "from the 2024 lease", "split": "valid",
            "extra": {"source": {"page": 3}}
        }),
    );
}

#[tokio::test]
async fn one_bad_example_keeps_all_of_them_out() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let good = example(CLAUSE, "Tell the landlord soon.");
    for (change, field) in [
        (json!({"output": " "}), "output"),
        (json!({"variation_prompt": ""}), "variation_prompt"),
        (json!({"rating": 6}), "rating"),
        (json!({"rating": 0}), "rating"),
        (json!({"messages": [{"role": "user", "content": "What is due?"}]}), "messages"),
        (json!({"messages": [{"role": "assistant", "content": "The rent."}]}), "messages"),
        (json!({"run_id": 7, "candidate_id": 1}), "candidate_id"),
        (json!({"split": "later"}), "split"),
        (json!({"tags": [1]}), "tags[0]"),
    ] {
        let mut bad = good.clone();
        for (name, value) in change.as_object().expect("a change") {
            bad[name] = value.clone();
        }
        let problem =
            ada.post(&format!("/datasets/{dataset}/examples"), json!([good, bad])).await.problem(400);
        assert_eq!((&problem["index"], &problem["field"]), (&json!(1), &json!(field)), "{problem}");
    }
    assert!(ada.examples(dataset).await.is_empty());
    assert_eq!(ada.get(&format!("/datasets/{dataset}/changes")).await.expect(200)["total"], 0);
}

#[tokio::test]
async fn half_a_source_and_an_empty_list_are_refused() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let path = format!("/datasets/{dataset}/examples");
    let mut half = example(CLAUSE, "Tell the landlord soon.");
    half["run_id"] = json!(1);
    let problem = ada.post(&path, json!([half])).await.problem(400);
    assert_eq!(problem["detail"], "example 1: run_id and candidate_id go together");
    let problem = ada.post(&path, json!([])).await.problem(400);
    assert_eq!(problem["detail"], "the list is empty; send at least one example");
}

#[tokio::test]
async fn a_conversation_of_many_turns_is_the_truth_and_the_fields_are_a_view_on_it() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let call = json!({"id": "c1", "name": "find_deadline", "arguments": {"clause": CLAUSE}});
    let messages = json!([
        {"role": "user", "content": "When do I have to act?"},
        {"role": "assistant", "content": "", "tool_calls": [call]},
        {"role": "tool", "content": "within 14 days", "tool_name": "find_deadline", "tool_call_id": "c1"},
        {"role": "assistant", "content": "Within 14 days.", "reasoning": "The tool said so.", "train": true},
    ]);
    let mut new = example(CLAUSE, "not used");
    new["messages"] = messages.clone();
    ada.post(&format!("/datasets/{dataset}/examples"), json!([new])).await.expect(204);
    let kept = ada.examples(dataset).await[0].clone();
    assert_eq!(kept["messages"], messages);
    assert_eq!(
        (&kept["system_prompt"], &kept["variation_prompt"]),
        (&json!(""), &json!("When do I have to act?"))
    );
    assert_eq!((&kept["output"], &kept["tool_calls"]), (&json!("Within 14 days."), &json!([call])));
}

#[tokio::test]
async fn a_starred_candidate_becomes_an_example_that_knows_where_it_is_from() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let (run, candidates) = ada.finished_run(2).await;
    let inputs: Vec<Value> = candidates
        .iter()
        .map(|candidate| {
            json!({
                "system_prompt": "You explain rental contracts to people who are not lawyers.",
                "variation_prompt": candidate["variation"], "slots": candidate["slots"], "output": candidate["output"],
                "run_id": run, "candidate_id": candidate["id"],
            })
        })
        .collect();
    ada.post(&format!("/datasets/{dataset}/examples"), json!(inputs)).await.expect(204);
    let kept = ada.examples(dataset).await;
    for (example, candidate) in kept.iter().zip(&candidates) {
        assert_eq!((&example["run_id"], &example["candidate_id"]), (&json!(run), &candidate["id"]));
        assert_eq!((&example["model"], &example["template_version"]), (&json!("demo/writer"), &json!(1)));
        assert_eq!(example["template_name"], "Explain this clause to a tenant");
        assert_eq!((&example["edited"], &example["alternatives"]), (&json!(false), &json!([])));
    }
    let added = each(&ada.candidates(run).await, "added_to");
    assert_eq!(
        added,
        [json!({"dataset_id": dataset, "example_id": 1}), json!({"dataset_id": dataset, "example_id": 2})]
    );
}

#[tokio::test]
async fn an_answer_may_go_into_two_datasets_and_once_into_each() {
    let ada = TestApp::unlocked_as("ada").await;
    let clauses = ada.new_dataset().await;
    let letters = id(&ada.post("/datasets", json!({"name": "letters"})).await.expect(201));
    let (run, candidates) = ada.finished_run(1).await;
    let input = json!([{
        "system_prompt": "", "variation_prompt": candidates[0]["variation"], "slots": {},
        "output": candidates[0]["output"], "run_id": run, "candidate_id": candidates[0]["id"],
    }]);
    let add = async |dataset: u64| {
        let answer = ada.post(&format!("/datasets/{dataset}/examples"), input.clone()).await;
        answer.header("x-already-there").unwrap_or_default().to_owned()
    };
    assert_eq!([add(clauses).await, add(letters).await, add(clauses).await], ["0", "0", "1"]);
    assert_eq!((ada.examples(clauses).await.len(), ada.examples(letters).await.len()), (1, 1));
    // Taken back in the second, it is still in the first.
    ada.order(&format!("/datasets/{letters}/undo")).await.expect(200);
    let added = each(&ada.candidates(run).await, "added_to");
    assert_eq!(added, [json!({"dataset_id": clauses, "example_id": 1})]);
    assert_eq!([add(clauses).await, add(letters).await], ["1", "0"]);
}

#[tokio::test]
async fn what_was_added_is_there_after_a_restart() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["Tell the landlord soon.", "Write a letter."]).await;
    let before = ada.examples(dataset).await;
    let ada = ada.restarted().await.also("ada").await;
    assert_eq!(ada.examples(dataset).await, before);
}

#[tokio::test]
async fn an_answer_that_is_added_twice_is_one_example() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let (run, candidates) = ada.finished_run(2).await;
    let input = |n: usize| {
        json!({
            "system_prompt": "", "variation_prompt": candidates[n]["variation"], "slots": {},
            "output": candidates[n]["output"], "run_id": run, "candidate_id": candidates[n]["id"],
        })
    };
    let path = format!("/datasets/{dataset}/examples");
    let first = ada.post(&path, json!([input(0), input(0)])).await;
    assert_eq!((first.status, first.header("x-already-there")), (204, Some("1")));
    let second = ada.post(&path, json!([input(0)])).await;
    assert_eq!((second.header("x-already-there"), second.header("x-change-id")), (Some("1"), None));
    let third = ada.post(&path, json!([input(0), input(1)])).await;
    assert_eq!((third.header("x-already-there"), third.header("x-change-id")), (Some("1"), Some("2")));
    assert_eq!(ada.examples(dataset).await.len(), 2);
    // Once it is taken back, it may be added again.
    ada.order(&format!("/datasets/{dataset}/undo")).await.expect(200);
    assert_eq!(ada.post(&path, json!([input(1)])).await.header("x-already-there"), Some("0"));
    assert_eq!(ada.examples(dataset).await.len(), 2);
}

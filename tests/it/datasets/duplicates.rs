//! The near copies of a dataset.

use serde_json::{Value, json};

use crate::support::{
    TestApp,
    trade::{each, example},
};

/// Long enough that the question does not count.
const LETTER: &str = "Dear landlord, the heating in the bedroom has been cold since Monday morning, and I ask you to have \
                      it mended within seven days. Please tell me beforehand when somebody will come to look at it.";

async fn dataset(ada: &TestApp, answers: &[&str]) -> u64 {
    let dataset = ada.new_dataset().await;
    let examples: Vec<Value> =
        answers.iter().enumerate().map(|(n, answer)| example(&format!("Clause {n}."), answer)).collect();
    ada.post(&format!("/datasets/{dataset}/examples"), json!(examples)).await.expect(204);
    dataset
}

#[tokio::test]
async fn near_copies_stand_together_and_the_same_come_first() {
    let ada = TestApp::unlocked_as("ada").await;
    let near = LETTER.replace("Monday", "Tuesday");
    let other =
        "The deposit amounts to two rents and comes back within thirty days after the keys are handed over.";
    let loud = other.to_uppercase();
    let dataset = dataset(&ada, &[LETTER, other, &near, "Yes.", &loud, "No.", LETTER]).await;
    let path = format!("/datasets/{dataset}/duplicates");
    let found = ada.get(&path).await.expect(200);
    assert_eq!((&found["total"], &found["extra"]), (&json!(2), &json!(3)));
    assert_eq!(each(found["items"].as_array().expect("groups"), "kind"), ["exact", "near"]);
    assert_eq!(each(found["items"].as_array().expect("groups"), "ids"), [json!([2, 5]), json!([1, 3, 7])]);
    let letters = &found["items"][1];
    assert!((0.8..1.0).contains(&letters["similarity"].as_f64().expect("a number")), "{letters}");
    assert_eq!(each(letters["examples"].as_array().expect("examples"), "similarity")[2], 1.0);
    assert_eq!(letters["examples"][1]["example"]["output"], near);

    let second = ada.get(&format!("{path}?page=2&size=1")).await.expect(200);
    assert_eq!((&second["items"][0], &second["total"]), (letters, &json!(2)));
}

#[tokio::test]
async fn a_copy_that_is_removed_is_in_no_group_and_comes_back_with_undo() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = dataset(&ada, &[LETTER, LETTER]).await;
    let total =
        async || ada.get(&format!("/datasets/{dataset}/duplicates")).await.expect(200)["total"].clone();
    assert_eq!(total().await, 1);
    let bulk = format!("/datasets/{dataset}/examples/bulk");
    ada.post(&bulk, json!({"action": "delete", "ids": [2]})).await.expect(200);
    assert_eq!(total().await, 0);
    ada.order(&format!("/datasets/{dataset}/undo")).await.expect(200);
    assert_eq!(total().await, 1);
    ada.edit(&format!("/datasets/{dataset}/examples/2"), json!({"output": "Something else altogether."}))
        .await
        .expect(200);
    assert_eq!(total().await, 0);
}

#[tokio::test]
async fn near_copies_are_their_owners_alone_and_pages_have_bounds() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let path = format!("/datasets/{dataset}/duplicates");
    assert_eq!(ada.get(&path).await.expect(200), json!({"items": [], "total": 0, "extra": 0}));
    ada.also("grace").await.get(&path).await.problem(404);
    ada.nobody().get(&path).await.problem(401);
    assert_eq!(ada.get(&format!("{path}?page=0")).await.problem(400)["field"], "page");
    assert_eq!(ada.get(&format!("{path}?size=1001")).await.problem(400)["field"], "size");
}

//! Answers that are like an example or like each other.

use serde_json::{Value, json};

use crate::{
    fake_ollama::FakeOllama,
    support::{
        TestApp,
        trade::{CLAUSE, each, example, id},
    },
};

const ANSWER: &str = "You have to tell your landlord in writing as soon as you notice that something in the flat is broken, \
                      and you should keep a copy of that letter together with photographs of the damage that you found.";

fn near_copies(candidate: &Value) -> Vec<Value> {
    let lints = candidate["lints"].as_array().into_iter().flatten();
    lints.filter(|lint| lint["rule"] == "near_copy").cloned().collect()
}

#[tokio::test]
async fn an_answer_like_an_example_names_it_and_one_that_is_gone_is_named_no_more() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["A deposit is paid back within six months.", ANSWER]).await;
    let template = ada.new_template().await;
    let copy = ANSWER.replace("photographs", "pictures");
    ollama.say_next(&copy);
    let wish = json!({"template_id": template, "slots": {"clause": CLAUSE}, "count": 1, "model": "gemma3:4b",
        "dataset_id": dataset});
    let run = id(&ada.post("/runs", wish).await.expect(201));
    let events = ada.follow(run).await;
    let found = near_copies(&ada.candidates(run).await[0]);
    assert_eq!(each(&found, "path"), [json!(format!("/datasets/{dataset}/examples/2"))]);
    let message = found[0]["message"].as_str().unwrap_or_default();
    assert!(message.ends_with("% like example 2."), "{message}");
    let told = events.iter().any(|event| format!("{event:?}").contains("% like example 2."));
    assert!(told, "whoever follows the run is told too");
    let judged =
        ada.put(&format!("/runs/{run}/candidates/1"), json!({"verdict": "starred"})).await.expect(200);
    assert_eq!(near_copies(&judged).len(), 1);

    // The index follows the dataset: an edit, a deletion, and a deletion that is taken back.
    ada.delete(&format!("/datasets/{dataset}/examples/2")).await.expect(204);
    assert!(near_copies(&ada.candidates(run).await[0]).is_empty());
    ada.order(&format!("/datasets/{dataset}/undo")).await.expect(200);
    assert_eq!(near_copies(&ada.candidates(run).await[0]).len(), 1);
    ada.post(&format!("/datasets/{dataset}/examples"), json!([example(CLAUSE, &copy)])).await.expect(204);
    let found = near_copies(&ada.candidates(run).await[0]);
    assert_eq!(found[0]["message"], "100 % like example 3.");
}

#[tokio::test]
async fn two_cards_of_a_run_that_say_the_same_name_each_other_once() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let wish =
        json!({"template_id": template, "slots": {"clause": CLAUSE}, "count": 2, "model": "gemma3:4b"});
    // The paraphrase and both answers are the same words.
    for _ in 0..3 {
        ollama.say_next(ANSWER);
    }
    let run = id(&ada.post("/runs", wish).await.expect(201));
    ada.follow(run).await;
    let all = ada.candidates(run).await;
    assert_eq!(near_copies(&all[0]), Vec::<Value>::new());
    assert_eq!(each(&near_copies(&all[1]), "message"), ["100 % like card 1."]);
}

#[tokio::test]
async fn a_near_copy_is_refused_when_the_settings_say_so() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&[ANSWER]).await;
    let path = format!("/datasets/{dataset}/examples");
    let copy = ANSWER.replace("photographs", "pictures");
    ada.put("/user/preferences", json!({"refuse_near_copies": true})).await.expect(204);
    assert_eq!(ada.get("/user/preferences").await.expect(200)["refuse_near_copies"], true);
    let detail =
        ada.post(&path, json!([example(CLAUSE, "Six months."), example(CLAUSE, &copy)])).await.detail(409);
    assert!(
        detail.starts_with("example 2 is ") && detail.contains("like example 1 of this dataset"),
        "{detail}"
    );
    assert_eq!(ada.examples(dataset).await.len(), 1, "all or none");
    ada.put("/user/preferences", json!({"refuse_near_copies": false})).await.expect(204);
    ada.post(&path, json!([example(CLAUSE, &copy)])).await.expect(204);
}

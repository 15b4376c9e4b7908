//! What comes before a run: rows out of a file, and what it would come to.

use std::time::Duration;

use serde_json::json;

use crate::{
    fake_ollama::FakeOllama,
    support::{TestApp, trade::id},
};

#[tokio::test]
async fn rows_of_a_file_can_be_started_as_they_come_back() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let text = "Clause,Town\n\"Rent is due, always, on the first.\",Kiel\nNo pets.,Bonn\n,Köln\n";
    let read = ada.post("/runs/rows", json!({"template_id": template, "text": text})).await.expect(200);
    assert_eq!(
        read["rows"],
        json!([{"clause": "Rent is due, always, on the first."}, {"clause": "No pets."}])
    );
    assert_eq!(
        read["columns"],
        json!([{"name": "Clause", "slot": "clause"}, {"name": "Town", "slot": null}])
    );
    assert_eq!((&read["problem_count"], &read["problems"][0]["line"]), (&json!(1), &json!(4)));
    let wish = json!({"template_id": template, "rows": read["rows"], "count": 1, "model": "demo/writer"});
    let run = id(&ada.post("/runs", wish).await.expect(201));
    ada.follow(run).await;
    assert_eq!(ada.run(run).await["items"]["done"], 2);
}

#[tokio::test]
async fn a_file_that_is_none_is_refused() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let refused = async |body| ada.post("/runs/rows", body).await.problem(400)["field"].clone();
    assert_eq!(refused(json!({"template_id": template, "text": " "})).await, "text");
    let mapping = json!({"template_id": template, "text": "a\nb\n", "mapping": {"a": "town"}});
    assert_eq!(refused(mapping).await, "mapping");
    ada.post("/runs/rows", json!({"template_id": 99, "text": "clause\nRent.\n"})).await.problem(404);
}

#[tokio::test]
async fn an_estimate_counts_items_and_tokens_and_knows_the_speed_of_earlier_runs() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let wish = json!({
        "template_id": template, "rows": [{"clause": "Rent."}, {"clause": "Pets."}], "count": 2, "samples": 3,
        "models": ["gemma3:4b", "llama3.2:3b"]
    });
    let before = ada.post("/runs/estimate", wish.clone()).await.expect(200);
    assert_eq!((&before["items"], &before["seconds"]), (&json!(24), &json!(null)));
    assert!(before["prompt_tokens"].as_u64() > Some(24 * 20), "{before}");
    assert_eq!(ollama.chats().len(), 0);

    let steps = ollama.step_by_step();
    let one =
        json!({"template_id": template, "slots": {"clause": "Rent."}, "count": 1, "model": "gemma3:4b"});
    let run = id(&ada.post("/runs", one).await.expect(201));
    let mut listener = ada.listen(run).await;
    steps.add_permits(2);
    listener.until("token", |data| data["text"] != "").await;
    ada.clock.advance(Duration::from_secs(10));
    steps.add_permits(1000);
    while listener.next().await.is_some() {}
    let after = ada.post("/runs/estimate", wish).await.expect(200);
    assert_eq!(
        (&after["models"][0]["seconds_each"], &after["models"][1]["seconds_each"]),
        (&json!(10.0), &json!(null))
    );
    assert_eq!(after["seconds"], json!(null));
}

#[tokio::test]
async fn an_estimate_warns_of_prompts_that_leave_no_room() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let wish = json!({
        "template_id": template, "rows": [{"clause": "Rent."}, {"clause": "Rent. ".repeat(2000)}], "count": 1,
        "model": "demo/writer", "options": {"num_ctx": 2048, "num_predict": 512}
    });
    let estimate = ada.post("/runs/estimate", wish).await.expect(200);
    assert_eq!(
        (&estimate["models"][0]["too_long"], &estimate["models"][0]["context"]),
        (&json!(1), &json!(2048))
    );
}

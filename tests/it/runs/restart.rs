//! A run outlives the program and the session that began it.

use std::{collections::BTreeSet, time::Duration};

use serde_json::json;

use crate::{
    fake_ollama::FakeOllama,
    support::{
        ADA_PASSWORD, Caller, TestApp,
        trade::{batch, each, id, real_batch},
    },
};

async fn signed_in(app: &TestApp) -> Caller {
    let token = app.login("ada", ADA_PASSWORD).await.expect(200);
    app.with_token(token["token"].as_str().expect("a token"))
}

#[tokio::test]
async fn an_interrupted_run_goes_on_at_the_next_sign_in_with_nothing_lost_or_repeated() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    // Enough for the first answer and into the paraphrases.
    let steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 3)).await.expect(201));
    let mut listener = ada.listen(run).await;
    steps.add_permits(400);
    let first = listener.until("candidate", |data| data["candidate"]["state"] == "done").await;
    let first = first["candidate"].clone();
    let (app, done) = (ada.restarted().await, first["id"].clone());

    // Nobody is signed in, so nobody can open the run.
    let asked = ollama.chats().len();
    steps.add_permits(100_000);
    app.get(&format!("/runs/{run}")).await.problem(401);
    assert_eq!(ollama.chats().len(), asked);

    let ada = signed_in(&app).await;
    ada.follow(run).await;
    let ended = ada.run(run).await;
    assert_eq!(
        (&ended["status"], &ended["items"]["done"], &ended["items"]["total"]),
        (&json!("done"), &json!(3), &json!(3))
    );
    let candidates = ada.candidates(run).await;
    let ids: BTreeSet<_> = each(&candidates, "id").iter().filter_map(serde_json::Value::as_u64).collect();
    assert_eq!((candidates.len(), ids.len()), (3, 3));
    let kept = candidates.iter().find(|c| c["id"] == done).expect("the first answer");
    assert_eq!((&kept["output"], &kept["created_at"]), (&first["output"], &first["created_at"]));
    // The filled prompt was asked once: what had an answer was not asked again.
    let prompt = first["variation"].as_str().unwrap_or_default().to_owned();
    let questions = ollama.chats();
    let same = questions.iter().filter(|chat| {
        let asked = chat.json();
        asked["messages"][1]["content"] == prompt && asked["format"].is_null()
    });
    assert_eq!(same.count(), 1);
}

#[tokio::test]
async fn signing_out_pauses_a_run_until_the_next_sign_in() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    let mut listener = ada.listen(run).await;
    steps.add_permits(2);
    listener.until("token", |data| data["text"] != "").await;
    ada.order("/logout").await.expect(204);
    ollama.hung_up().await;
    steps.add_permits(1000);

    let ada = ada.also("ada").await;
    // This way in does not go on with anything, so the run is seen as it stands.
    assert_eq!(ada.run(run).await["status"], "paused");
    let token = ada.login("ada", ADA_PASSWORD).await.expect(200);
    let ada = ada.with_token(token["token"].as_str().expect("a token"));
    ada.follow(run).await;
    assert_eq!(ada.run(run).await["status"], "done");
}

#[tokio::test]
async fn the_end_of_a_session_does_not_stop_a_run() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    let mut listener = ada.listen(run).await;
    ada.clock.advance(Duration::from_secs(31 * 60));
    ada.services.sessions.sweep();
    ada.get(&format!("/runs/{run}")).await.problem(401);
    steps.add_permits(1000);
    while listener.next().await.is_some() {}
    // This way in does not go on with anything; what is done by then was done with nobody there.
    let ada = ada.also("ada").await;
    ada.follow(run).await;
    assert_eq!(ada.run(run).await["status"], "done");
}

#[tokio::test]
async fn a_run_that_has_ended_is_there_after_a_restart_and_nothing_is_asked() {
    let ada = TestApp::unlocked_as("ada").await;
    let (run, before) = ada.finished_run(2).await;
    let app = ada.restarted().await;
    let ada = signed_in(&app).await;
    assert_eq!(ada.candidates(run).await, before);
    assert_eq!(ada.run(run).await["status"], "done");
}

#[tokio::test]
async fn an_interrupted_run_can_be_gone_on_with_by_hand() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    ada.order("/logout").await.expect(204);
    steps.add_permits(1000);
    let ada = ada.also("ada").await;
    assert_eq!(ada.order(&format!("/runs/{run}/resume")).await.expect(200)["status"], "running");
    ada.follow(run).await;
    assert_eq!(ada.run(run).await["status"], "done");
}

#[tokio::test]
async fn two_people_have_their_runs_beside_each_other() {
    let ada = TestApp::unlocked_as("ada").await;
    let grace = ada.also("grace").await;
    let mut runs = Vec::new();
    for caller in [ada.with_token(ada.token.clone().expect("a token")), grace] {
        let template = caller.new_template().await;
        let run = id(&caller.post("/runs", batch(template, 2)).await.expect(201));
        runs.push((caller, run));
    }
    for (caller, run) in runs {
        caller.follow(run).await;
        assert_eq!(caller.run(run).await["items"]["done"], 2);
        assert_eq!(caller.get("/runs").await.expect(200)["total"], 1);
    }
}

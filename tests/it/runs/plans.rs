//! Runs of many rows, models and samples.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    fake_ollama::{FakeOllama, Fault},
    support::{
        TestApp,
        trade::{each, id},
    },
};

fn clauses(count: usize) -> Vec<Value> {
    (1..=count)
        .map(|n| json!({"clause": format!("Clause {n}: rent is due on day {n} of the month.")}))
        .collect()
}

#[tokio::test]
async fn a_run_asks_every_model_for_every_sample_of_every_row() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let wish = json!({
        "template_id": template, "rows": clauses(3), "count": 2, "samples": 2, "seed": 7,
        "models": ["gemma3:4b", "llama3.2:3b"]
    });
    let made = ada.post("/runs", wish).await.expect(201);
    assert_eq!(
        (&made["rows"], &made["samples"], &made["items"]["total"]),
        (&json!(3), &json!(2), &json!(24))
    );
    let run = id(&made);
    ada.follow(run).await;
    let ended = ada.run(run).await;
    assert_eq!((&ended["status"], &ended["items"]["done"]), (&json!("done"), &json!(24)));
    assert_eq!(each(ended["lanes"].as_array().expect("lanes"), "done"), [12, 12]);
    let all = ada.candidates(run).await;
    let positions: BTreeSet<u64> = each(&all, "position").iter().filter_map(Value::as_u64).collect();
    assert_eq!(positions, (0..24).collect());
    // Both models and both samples answer the same words.
    for row in 0..3 {
        for index in 0..2 {
            let same: BTreeSet<String> = all
                .iter()
                .filter(|c| c["row"] == row && c["variation_index"] == index)
                .map(|c| c["variation"].to_string())
                .collect();
            assert_eq!(same.len(), 1, "{same:?}");
        }
    }
    assert_eq!(each(&all, "seed").iter().map(ToString::to_string).collect::<BTreeSet<_>>().len(), 24);
}

#[tokio::test]
async fn a_large_run_makes_its_candidates_as_it_goes_and_ends_complete() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let wish = json!({"template_id": template, "rows": clauses(700), "count": 1, "model": "demo/writer"});
    let run = id(&ada.post("/runs", wish).await.expect(201));
    let told = ada.follow(run).await;
    let snapshot = &told[0].data["candidates"];
    assert!(snapshot.as_array().is_some_and(|told| told.len() < 100), "only what is being written");
    let ended = ada.run(run).await;
    assert_eq!((&ended["status"], &ended["items"]["done"]), (&json!("done"), &json!(700)));
    assert_eq!(ended["failures"], json!([]));
    let page = ada.get(&format!("/runs/{run}/candidates?page=14&size=50")).await.expect(200);
    assert_eq!(page["total"], 700);
    let rows = each(page["items"].as_array().expect("items"), "row");
    assert_eq!(rows, (650..700).map(|row| json!(row)).collect::<Vec<_>>());
    assert_eq!(page["items"][0]["slots"]["clause"], "Clause 651: rent is due on day 651 of the month.");
}

#[tokio::test]
async fn results_can_be_filtered_and_failures_are_grouped_by_cause() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    for _ in 0..2 {
        ollama.fail_next(Fault::ErrorLine);
    }
    let wish = json!({"template_id": template, "rows": clauses(5), "count": 1, "model": "gemma3:4b"});
    let run = id(&ada.post("/runs", wish).await.expect(201));
    ada.follow(run).await;
    let ended = ada.run(run).await;
    let failures = ended["failures"].as_array().expect("failures");
    assert_eq!(
        (failures.len(), &failures[0]["cause"], &failures[0]["count"]),
        (1, &json!("refused"), &json!(2))
    );

    let list = async |filter: &str| {
        let page = ada.get(&format!("/runs/{run}/candidates?{filter}")).await.expect(200);
        (page["total"].clone(), each(page["items"].as_array().expect("items"), "id"))
    };
    let (total, failed) = list("state=failed").await;
    assert_eq!((total, failed.len()), (json!(2), 2));
    let row =
        ada.get(&format!("/runs/{run}/candidates?state=failed")).await.expect(200)["items"][0]["row"].clone();
    assert_eq!(list(&format!("cause=refused&row={row}")).await.1, [failed[0].clone()]);
    assert_eq!(list("model=llama3.2:3b").await.0, 0);
    assert_eq!(list("state=writing").await.0, 0);
    let (_, done) = list("state=done").await;
    let star = format!("/runs/{run}/candidates/{}", done[0]);
    ada.put(&star, json!({"verdict": "starred"})).await.expect(200);
    assert_eq!(list("verdict=starred").await.1, [done[0].clone()]);

    ada.post(&format!("/runs/{run}/retry"), json!({"cause": "refused"})).await.expect(200);
    ada.follow(run).await;
    assert_eq!(list("newest=true").await.0, 5);
    assert_eq!(list("newest=true&state=failed").await.0, 0);
    assert_eq!(list("state=failed").await.0, 2);
    assert_eq!(ada.run(run).await["failures"], json!([]));
}

#[tokio::test]
async fn a_run_that_cannot_be_meant_is_refused_with_the_row() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let refused = async |wish: Value| {
        let mut all = json!({"template_id": template, "count": 1, "model": "demo/writer"});
        for (name, value) in wish.as_object().expect("members") {
            all[name] = value.clone();
        }
        ada.post("/runs", all).await.problem(400)
    };
    let missing = refused(json!({"rows": [{"clause": "Rent."}, {"tone": "calm"}]})).await;
    assert_eq!((&missing["field"], &missing["index"]), (&json!("rows"), &json!(1)), "{missing}");
    let unknown = refused(json!({"rows": [{"clause": "Rent.", "town": "Kiel"}, {}]})).await;
    assert!(unknown["detail"].as_str().is_some_and(|detail| detail.starts_with("row 1: ")), "{unknown}");
    assert_eq!(refused(json!({"rows": []})).await["field"], "rows");
    assert_eq!(refused(json!({"rows": [{}], "slots": {"clause": "Rent."}})).await["field"], "rows");
    assert_eq!(refused(json!({"slots": {"clause": "Rent."}, "samples": 0})).await["field"], "samples");
    assert_eq!(
        refused(json!({"slots": {"clause": "Rent."}, "template_version": 9})).await["field"],
        "template_version"
    );
    let options = json!({"slots": {"clause": "Rent."}, "options": {"temperature": -1.0}});
    assert_eq!(refused(options).await["field"], "options");
}

#[tokio::test]
async fn an_older_version_of_a_template_can_be_asked_for() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let mut newer = crate::support::trade::clause_template();
    newer["user_prompt"] = json!("Say in one sentence: {clause} ({tone})");
    ada.put(&format!("/templates/{template}"), newer).await.expect(204);
    let wish = json!({
        "template_id": template, "template_version": 1, "slots": {"clause": "Rent."}, "count": 1, "model": "demo/writer"
    });
    let run = id(&ada.post("/runs", wish).await.expect(201));
    ada.follow(run).await;
    assert_eq!(ada.run(run).await["template_version"], 1);
    let asked = ada.candidates(run).await[0]["variation"].clone();
    assert_eq!(asked, "Explain this clause in a calm tone: Rent.");
}

#[tokio::test]
async fn a_server_that_is_full_is_asked_again_and_no_item_fails() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    ollama.fail_next(Fault::BusyForAMoment);
    let wish = json!({"template_id": template, "rows": clauses(4), "count": 1, "model": "gemma3:4b"});
    let run = id(&ada.post("/runs", wish).await.expect(201));
    ada.follow(run).await;
    let ended = ada.run(run).await;
    assert_eq!((&ended["items"]["done"], &ended["items"]["failed"]), (&json!(4), &json!(0)));
    assert_eq!(ollama.chats().len(), 5);
}

#[tokio::test]
async fn pausing_and_resuming_in_one_breath_asks_nothing_twice() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let wish = json!({"template_id": template, "rows": clauses(40), "count": 1, "model": "gemma3:4b"});
    let run = id(&ada.post("/runs", wish).await.expect(201));
    let mut listener = ada.listen(run).await;
    for done in [5, 15, 25] {
        listener.until("run", |data| data["run"]["items"]["done"].as_u64() >= Some(done)).await;
        ada.order(&format!("/runs/{run}/pause")).await.expect(200);
        ada.order(&format!("/runs/{run}/resume")).await.expect(200);
        listener = ada.listen(run).await;
    }
    while listener.next().await.is_some() {}
    let ended = ada.run(run).await;
    assert_eq!((&ended["status"], &ended["items"]["done"]), (&json!("done"), &json!(40)), "{ended}");
    let all = ada.candidates(run).await;
    assert_eq!(all.len(), 40);
    assert_eq!(ended["lanes"][0]["done"], 40);
}

#[tokio::test]
async fn cancelling_a_large_run_stops_what_was_never_begun() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let _steps = ollama.step_by_step();
    let wish = json!({"template_id": template, "rows": clauses(600), "count": 1, "model": "gemma3:4b"});
    let run = id(&ada.post("/runs", wish).await.expect(201));
    let cancelled = ada.order(&format!("/runs/{run}/cancel")).await.expect(200);
    assert_eq!(
        (&cancelled["status"], &cancelled["items"]["stopped"], &cancelled["items"]["waiting"]),
        (&json!("cancelled"), &json!(600), &json!(0))
    );
}

//! A run is started, listed and looked at.

use serde_json::json;

use crate::support::{
    TestApp,
    trade::{CLAUSE, batch, each, id},
};

#[tokio::test]
async fn a_run_is_there_as_soon_as_it_is_asked_for_and_ends_by_itself() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let dataset = ada.new_dataset().await;
    let mut wish = batch(template, 2);
    wish["dataset_id"] = json!(dataset);
    wish["options"] = json!({"temperature": 0.5});
    let made = ada.post("/runs", wish).await.expect(201);
    let run = id(&made);
    assert_eq!(made["status"], "running");
    ada.follow(run).await;
    let none = json!(null);
    let options = json!({
        "temperature": 0.5, "top_p": none, "top_k": none, "num_ctx": none, "num_predict": none, "stop": none,
        "think": none, "keep_alive": none
    });
    let mut ended = ada.run(run).await;
    let speed = ended["lanes"][0]["tokens_per_second"].take();
    assert!(speed.as_f64().is_some_and(|speed| speed > 0.0), "{speed}");
    assert_eq!(
        ended,
        json!({
            "id": run, "status": "done", "template_id": template, "template_version": 1,
            "template_name": "Explain this clause to a tenant", "dataset_id": dataset, "model": "demo/writer",
            "models": ["demo/writer"], "para_model": "demo/writer", "seed": 7,
            "slots": {"clause": CLAUSE, "tone": "calm"}, "rows": 1, "count": 2, "samples": 1,
            "options": options, "is_tool_calling": false, "tool_choice": "auto",
            "items": {"total": 2, "waiting": 0, "writing": 0, "done": 2, "failed": 0, "stopped": 0},
            "lanes": [{
                "model": "demo/writer", "total": 2, "done": 2, "failed": 0, "stopped": 0, "tokens": 105,
                "tokens_per_second": none
            }],
            "failures": [],
            "progress": {
                "tokens": 105, "worked_seconds": 0.0, "tokens_per_second": none, "seconds_left": none
            },
            "error": null, "created_at": "2026-03-14T09:26:53Z", "finished_at": "2026-03-14T09:26:53Z",
            "batch": none
        })
    );
}

#[tokio::test]
async fn each_candidate_keeps_its_prompt_and_where_it_came_from() {
    let ada = TestApp::unlocked_as("ada").await;
    let (run, candidates) = ada.finished_run(2).await;
    assert_eq!(each(&candidates, "position"), [0, 1]);
    assert_eq!(each(&candidates, "variation_index"), [0, 1]);
    assert_eq!(each(&candidates, "seed"), [7, 8]);
    let first = &candidates[0];
    assert_eq!(first["run_id"], run);
    assert_eq!(
        first["messages"],
        json!([
            {"role": "system", "content": "You explain rental contracts to people who are not lawyers."},
            {"role": "user", "content": format!("Explain this clause in a calm tone: {CLAUSE}")},
        ])
    );
    assert_eq!(first["provenance"]["seed"], 7);
    assert_eq!(
        (&first["state"], &first["verdict"], &first["lints"]),
        (&json!("done"), &json!("none"), &json!([]))
    );
    assert!(first["tokens"].as_u64().is_some_and(|tokens| tokens > 0));
}

#[tokio::test]
async fn a_run_uses_the_template_as_it_was_when_it_began() {
    let ada = TestApp::unlocked_as("ada").await;
    let (run, _) = ada.finished_run(1).await;
    let template = ada.run(run).await["template_id"].as_u64().expect("a template");
    let change = json!({"name": "Another name", "user_prompt": "Shorten: {clause}"});
    ada.put(&format!("/templates/{template}"), change).await.expect(204);
    let kept = ada.run(run).await;
    assert_eq!(
        (&kept["template_version"], &kept["template_name"]),
        (&json!(1), &json!("Explain this clause to a tenant"))
    );
}

#[tokio::test]
async fn runs_are_listed_newest_first_in_pages() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let mut made = Vec::new();
    for _ in 0..3 {
        made.push(json!(id(&ada.post("/runs", batch(template, 1)).await.expect(201))));
    }
    let page = ada.get("/runs?page=1&size=2").await.expect(200);
    assert_eq!(page["total"], 3);
    assert_eq!(each(page["items"].as_array().expect("runs"), "id"), [made[2].clone(), made[1].clone()]);
    let page = ada.get("/runs?page=2&size=2").await.expect(200);
    assert_eq!(each(page["items"].as_array().expect("runs"), "id"), [made[0].clone()]);
    assert_eq!(ada.get("/runs?page=9").await.expect(200)["items"], json!([]));
}

#[tokio::test]
async fn a_run_for_a_dataset_that_is_not_there_is_refused() {
    let ada = TestApp::unlocked_as("ada").await;
    let grace = ada.also("grace").await;
    let template = ada.new_template().await;
    let of_grace = grace.new_dataset().await;
    for dataset in [999, of_grace] {
        let mut wish = batch(template, 1);
        wish["dataset_id"] = json!(dataset);
        let detail = ada.post("/runs", wish).await.detail(404);
        assert_eq!(detail, format!("dataset {dataset} does not exist"));
    }
}

#[tokio::test]
async fn a_run_of_somebody_else_does_not_exist() {
    let ada = TestApp::unlocked_as("ada").await;
    let grace = ada.also("grace").await;
    let (run, candidates) = ada.finished_run(1).await;
    let candidate = id(&candidates[0]);
    let gone = format!("run {run} does not exist");
    for answer in [
        grace.get(&format!("/runs/{run}")).await,
        grace.get(&format!("/runs/{run}/candidates")).await,
        grace.get(&format!("/runs/{run}/events")).await,
        grace.order(&format!("/runs/{run}/cancel")).await,
        grace.order(&format!("/runs/{run}/pause")).await,
        grace.order(&format!("/runs/{run}/resume")).await,
        grace.order(&format!("/runs/{run}/retry")).await,
        grace.put(&format!("/runs/{run}/candidates/{candidate}"), json!({"verdict": "starred"})).await,
        grace.order(&format!("/runs/{run}/candidates/{candidate}/regenerate")).await,
        grace.order(&format!("/runs/{run}/candidates/{candidate}/stop")).await,
    ] {
        assert_eq!(answer.detail(404), gone);
    }
    assert_eq!(ada.get("/runs/999").await.detail(404), "run 999 does not exist");
    assert_eq!(grace.get("/runs").await.expect(200)["total"], 0);
    assert_eq!(ada.candidates(run).await[0]["verdict"], "none");
}

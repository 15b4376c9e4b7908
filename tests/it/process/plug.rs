//! The plug is pulled.

use std::{collections::BTreeSet, sync::mpsc, thread};

use serde_json::{Value, json};

use crate::support::{
    ADA_PASSWORD,
    program::{Client, Home},
};

const CYCLES: usize = 30;

fn append(ada: &Client, outputs: &[String]) -> bool {
    let examples: Vec<Value> = outputs
        .iter()
        .map(|output| json!({"system_prompt": "", "variation_prompt": "What is due?", "slots": {}, "output": output}))
        .collect();
    let body = json!(examples).to_string();
    ada.try_send("POST", "/api/datasets/1/examples", &[], &body).is_ok_and(|reply| reply.status == 204)
}

fn kept(ada: &Client) -> Vec<String> {
    let mut all = Vec::new();
    for page in 1.. {
        let found = ada.get(&format!("/api/datasets/1/examples?sort=id&size=1000&page={page}")).expect(200);
        let items = found["items"].as_array().cloned().unwrap_or_default();
        if items.is_empty() {
            break;
        }
        all.extend(items.iter().map(|item| item["output"].as_str().unwrap_or_default().to_owned()));
    }
    all
}

#[test]
fn what_was_acknowledged_is_there_after_every_pulled_plug_and_a_batch_is_there_whole_or_not_at_all() {
    let home = Home::with_accounts();
    let mut acknowledged: BTreeSet<String> = BTreeSet::new();
    for cycle in 0..CYCLES {
        let program = home.serve();
        let ada = program.client().signed_in("ada", ADA_PASSWORD);
        let (tell, told) = mpsc::channel();
        let writer = thread::spawn({
            let ada = ada.clone();
            move || {
                // Batches of two, until the program is gone.
                for n in 0.. {
                    let batch = [format!("{cycle}/{n}/a"), format!("{cycle}/{n}/b")];
                    if !append(&ada, &batch) {
                        return;
                    }
                    if tell.send(batch).is_err() {
                        return;
                    }
                }
            }
        });
        // A different moment in every cycle, always in the middle of writing.
        for _ in 0..=(cycle * 7 % 13) {
            acknowledged.extend(told.recv().expect("an acknowledgement"));
        }
        program.kill();
        writer.join().expect("the writer");
        acknowledged.extend(told.iter().flatten());
    }
    let program = home.serve();
    let found = kept(&program.client().signed_in("ada", ADA_PASSWORD));
    let unique: BTreeSet<String> = found.iter().cloned().collect();
    assert_eq!(unique.len(), found.len(), "nothing is there twice");
    assert!(acknowledged.len() >= 2 * CYCLES);
    let lost: Vec<_> = acknowledged.difference(&unique).collect();
    assert!(lost.is_empty(), "{lost:?}");
    for half in &unique {
        let other = match half.strip_suffix("/a") {
            Some(batch) => format!("{batch}/b"),
            None => half.replace("/b", "/a"),
        };
        assert!(unique.contains(&other), "half a batch: {half}");
    }
}

#[test]
fn a_run_that_was_under_way_goes_on_at_the_next_sign_in() {
    let home = Home::with_accounts();
    let program = home.serve();
    let ada = program.client().signed_in("ada", ADA_PASSWORD);
    let wish = json!({
        "template_id": 1, "count": 2, "model": "demo/writer", "seed": 7,
        "slots": {"clause": "Rent is due on the first."}
    });
    let run = ada.post("/api/runs", &wish).expect(201)["id"].as_u64().expect("a run");
    program.kill();

    let program = home.serve();
    let ada = program.client().signed_in("ada", ADA_PASSWORD);
    let news = ada.get(&format!("/api/runs/{run}/events"));
    assert!(news.text.contains("event: end"), "{news:?}");
    let ended = ada.get(&format!("/api/runs/{run}")).expect(200);
    assert_eq!((&ended["status"], &ended["items"]["done"]), (&json!("done"), &json!(2)), "{ended}");
    let candidates = ada.get(&format!("/api/runs/{run}/candidates")).expect(200);
    assert_eq!(candidates["items"].as_array().map(Vec::len), Some(2));
}

//! The real program, killed at any moment of a run.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use serde_json::{Value, json};

use crate::{
    fake_ollama::{FakeOllama, SetUp},
    support::{
        ADA_PASSWORD,
        program::{Client, Home, Program},
        torture::times,
        trade::id,
    },
};

/// What a life of the program lasts at most.
const LIFE: Duration = Duration::from_millis(600);

/// An answer as the program told it: its text and the prompt that it answers.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    output: String,
    prompt: String,
}

/// Every answer that has been told, by candidate.
type Answers = BTreeMap<u64, Told>;

/// One of some moments that are spread evenly over a time and come in no order.
fn moment(number: u64) -> Duration {
    LIFE * u32::try_from(number * 618 % 1000).unwrap_or_default() / 1000
}

fn serve(home: &Home, ollama: &FakeOllama) -> (Program, Client) {
    let program = home.serve_with(&["--port", "0"], &[("OLLAMA_HOST", &ollama.url())]);
    let ada = program.client().signed_in("ada", ADA_PASSWORD);
    (program, ada)
}

/// A run with so many items, each with a prompt of its own.
fn start(ada: &Client, items: u64) -> u64 {
    let template = json!({"name": "Explain", "user_prompt": "Explain clause {clause}.", "slots": ["clause"]});
    let template = id(&ada.post("/api/templates", &template).expect(201));
    let rows: Vec<Value> =
        (0..items).map(|number| json!({"clause": format!("{number} of the lease")})).collect();
    let wish = json!({"template_id": template, "rows": rows, "count": 1, "model": "gemma3:4b", "seed": 7});
    id(&ada.post("/api/runs", &wish).expect(201))
}

/// The answers that there are; none when the program has gone.
fn answers(ada: &Client, run: u64) -> Option<Answers> {
    let path = format!("/api/runs/{run}/candidates?state=done&size=1000");
    let page = ada.try_send("GET", &path, &[], "").ok()?.expect(200);
    let told = |candidate: &Value| {
        let text = |member: &str| candidate[member].as_str().unwrap_or_default().to_owned();
        (id(candidate), Told { output: text("output"), prompt: text("variation") })
    };
    Some(page["items"].as_array().into_iter().flatten().map(told).collect())
}

/// Watches a run until the program is killed under it, and gives what was told last.
fn live_and_die(program: Program, ada: &Client, run: u64, after: Duration) -> Answers {
    let is_over = Arc::new(AtomicBool::new(false));
    let watcher = thread::spawn({
        let (ada, is_over) = (ada.clone(), Arc::clone(&is_over));
        move || {
            let mut last = Answers::new();
            while !is_over.load(Ordering::Relaxed)
                && let Some(told) = answers(&ada, run)
            {
                last = told;
            }
            last
        }
    });
    thread::sleep(after);
    program.kill();
    is_over.store(true, Ordering::Relaxed);
    watcher.join().expect("the watcher")
}

/// The prompts that the model was asked from one question on.
fn asked_since(ollama: &FakeOllama, first: usize) -> Vec<String> {
    let prompt = |asked: &Value| {
        let messages = asked["messages"].as_array().expect("messages");
        messages.last().and_then(|last| last["content"].as_str()).unwrap_or_default().to_owned()
    };
    ollama.chats().iter().skip(first).map(|chat| prompt(&chat.json())).collect()
}

#[test]
fn a_run_that_is_killed_again_and_again_loses_no_answer_and_asks_for_none_twice() {
    let (kills, items) = (times(4, 100), times(40, 1_000).min(1_000));
    let word = Duration::from_millis(2);
    let models =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("threads");
    let ollama =
        models.block_on(FakeOllama::start_as(SetUp { word, ..SetUp::default() })).expect("a free port");
    let home = Home::with_accounts();
    let (mut program, mut ada) = serve(&home, &ollama);
    let run = start(&ada, items);
    let mut kept = Answers::new();
    let mut asked_before = 0;
    for kill in 0..kills {
        let told = live_and_die(program, &ada, run, moment(kill));
        for (candidate, before) in &kept {
            let now = told.get(candidate);
            assert!(told.is_empty() || now == Some(before), "kill {kill}: {before:?} has become {now:?}");
        }
        let of_kept: BTreeSet<&str> = kept.values().map(|told| told.prompt.as_str()).collect();
        let asked = asked_since(&ollama, asked_before);
        let again = asked.iter().find(|prompt| of_kept.contains(prompt.as_str()));
        assert_eq!(again, None, "kill {kill}: it had been answered and was asked again");
        assert!((kept.len() as u64) < items, "the run had ended before kill {kill}");
        asked_before += asked.len();
        kept.extend(told);
        (program, ada) = serve(&home, &ollama);
    }

    let under_way = kept.len();
    ada.get(&format!("/api/runs/{run}/events"));
    let ended = ada.get(&format!("/api/runs/{run}")).expect(200);
    let counts =
        json!({"total": items, "waiting": 0, "writing": 0, "done": items, "failed": 0, "stopped": 0});
    assert_eq!((&ended["status"], &ended["items"]), (&json!("done"), &counts));
    let all = ada.get(&format!("/api/runs/{run}/candidates?size=1000")).expect(200);
    assert_eq!(all["total"], items, "no item has a second candidate");
    let found = answers(&ada, run).expect("a running program");
    let prompts: BTreeSet<&str> = found.values().map(|told| told.prompt.as_str()).collect();
    assert_eq!((found.len() as u64, prompts.len() as u64), (items, items), "each prompt has its one answer");
    assert!(found.values().all(|told| !told.output.is_empty()));
    for (candidate, before) in &kept {
        assert_eq!(found.get(candidate), Some(before), "what was told once stays as it is");
    }
    println!(
        "killed {kills} times in a run of {items} items, {under_way} of them answered by then: {} answers, 0 lost, \
         0 repeated; {} questions put to the model",
        found.len(),
        ollama.chats().len()
    );
}

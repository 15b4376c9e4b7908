//! Somebody closes the connection before the answer is there.

use std::{
    io::{BufRead as _, BufReader},
    time::{Duration, Instant},
};

use serde_json::json;
use tokio::{runtime::Runtime, sync::Semaphore};

use crate::{
    fake_ollama::FakeOllama,
    support::{
        ADA_PASSWORD,
        program::{Client, Home, Program},
        trade::{CLAUSE, clause_template, id},
    },
};

/// A model server that writes a word only when it is allowed to, on threads of its own.
struct Slow {
    threads: Runtime,
    ollama: FakeOllama,
    steps: std::sync::Arc<Semaphore>,
}

impl Slow {
    fn start() -> Self {
        let threads = Runtime::new().expect("threads");
        let ollama = threads.block_on(FakeOllama::start());
        let steps = ollama.step_by_step();
        Self { threads, ollama, steps }
    }

    /// Waits until the model has been asked so often.
    fn is_asked(&self, times: usize) {
        self.threads.block_on(async {
            while self.ollama.chats().len() < times {
                tokio::task::yield_now().await;
            }
        });
    }
}

fn ada(home: &Home, slow: &Slow) -> (Program, Client, u64) {
    let program = home.serve_with(&["--port", "0"], &[("OLLAMA_HOST", &slow.ollama.url())]);
    let ada = program.client().signed_in("ada", ADA_PASSWORD);
    let template = id(&ada.post("/api/templates", &clause_template()).expect(201));
    (program, ada, template)
}

#[test]
fn a_batch_whose_caller_hangs_up_stops_the_model_within_a_second_and_a_half() {
    let (home, slow) = (Home::with_accounts(), Slow::start());
    let (_program, ada, template) = ada(&home, &slow);
    for (number, words) in [(1, 0), (2, 3)] {
        let wish =
            json!({"template_id": template, "slots": {"clause": CLAUSE}, "count": 1, "model": "gemma3:4b"});
        let asking = ada.ask("POST", "/api/generate", &[], &wish.to_string()).expect("a connection");
        slow.is_asked(number);
        slow.steps.add_permits(words);
        while slow.steps.available_permits() > 0 {
            std::thread::yield_now();
        }
        let since = Instant::now();
        drop(asking);
        let limit = Duration::from_millis(1_500);
        let hung_up = slow
            .threads
            .block_on(async { tokio::time::timeout(limit, slow.ollama.hung_up_times(number)).await });
        assert!(hung_up.is_ok(), "after {words} words the model still writes after {:?}", since.elapsed());
    }
}

#[test]
fn a_browser_that_leaves_cancels_nothing_of_a_run() {
    let (home, slow) = (Home::with_accounts(), Slow::start());
    let (_program, ada, template) = ada(&home, &slow);
    let wish = json!({"template_id": template, "slots": {"clause": CLAUSE}, "count": 1, "samples": 3, "model": "gemma3:4b"});
    let run = id(&ada.post("/api/runs", &wish).expect(201));
    let listening = ada.ask("GET", &format!("/api/runs/{run}/events"), &[], "").expect("a connection");
    slow.is_asked(1);
    slow.steps.add_permits(2);
    let mut lines = BufReader::new(&listening).lines().map_while(Result::ok);
    assert!(lines.any(|line| line == "event: token"), "it is told of the first word");
    drop(listening);

    slow.steps.add_permits(10_000);
    let news = ada.get(&format!("/api/runs/{run}/events"));
    assert!(news.text.contains("event: end"), "{news:?}");
    let ended = ada.get(&format!("/api/runs/{run}")).expect(200);
    assert_eq!((&ended["status"], &ended["items"]["done"]), (&json!("done"), &json!(3)), "{ended}");
    assert_eq!(
        (slow.ollama.chats().len(), slow.ollama.hang_ups()),
        (3, 0),
        "no question was broken off or repeated"
    );
}

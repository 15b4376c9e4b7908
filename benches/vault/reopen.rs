//! The first answer after the program was killed, with a million examples in the file and with none.
//! `DSFORGE_BENCH_EXAMPLES` says another number.

use std::{sync::Arc, thread, time::Duration};

use serde_json::{Value, json};

use super::{
    PASSWORD,
    home::{Home, Server},
    median, report, timed,
};

const TIMES: usize = 7;
const BATCH: u64 = 5_000;

fn wanted() -> u64 {
    let wanted = std::env::var_os("DSFORGE_BENCH_EXAMPLES").and_then(|value| value.to_str()?.parse().ok());
    wanted.unwrap_or(1_000_000)
}

/// About two thousand bytes each, and none like another.
fn examples(first: u64, count: u64) -> Value {
    let example = |number: u64| {
        let clause = format!(
            "Clause {number}: the rent of {} is due on day {}. ",
            number * 7_919 % 3_000,
            number % 28 + 1
        );
        json!({
            "system_prompt": "You explain rental contracts to people who are not lawyers.",
            "variation_prompt": format!("Explain this clause.\n\n{}", clause.repeat(6)),
            "slots": {"clause": clause.repeat(6)}, "output": format!("You pay in time. {}", clause.repeat(18)),
        })
    };
    (first..first + count).map(example).collect()
}

fn add(server: &Server, bearer: &str, first: u64, count: u64) -> bool {
    let added = server.ask("POST", "/api/datasets/1/examples", Some(bearer), Some(&examples(first, count)));
    added.is_ok_and(|answer| answer.status == 204)
}

fn home_with(count: u64) -> Home {
    let home = Home::new();
    home.add_ada(PASSWORD);
    let server = home.serve();
    let bearer = server.login("ada", PASSWORD);
    for first in (0..count).step_by(usize::try_from(BATCH).expect("a few")) {
        assert!(add(&server, &bearer, first, BATCH.min(count - first)), "it is saved");
    }
    server.ask("POST", "/api/quit", Some(&bearer), None).expect("an answer");
    server.wait();
    home
}

/// Kills the program while two clients append, and times the next start up to its first answer.
fn after_a_kill(home: &Home, round: u64) -> Duration {
    let server = Arc::new(home.serve());
    let bearer = server.login("ada", PASSWORD);
    let clients: Vec<_> = (0..2)
        .map(|client| {
            let (server, bearer) = (Arc::clone(&server), bearer.clone());
            thread::spawn(move || while add(&server, &bearer, client, 1) {})
        })
        .collect();
    thread::sleep(Duration::from_millis(100 + 10 * round));
    server.strike();
    for client in clients {
        client.join().expect("a client");
    }
    first_answer(home)
}

fn first_answer(home: &Home) -> Duration {
    let (server, took) = timed(|| {
        let server = home.serve();
        assert_eq!(server.ask("GET", "/health", None, None).expect("an answer").status, 200);
        server
    });
    server.kill();
    took
}

pub(super) fn measure() {
    let count = wanted();
    let (empty, (full, filling)) = (home_with(0), timed(|| home_with(count)));
    let size = std::fs::metadata(full.db()).expect("a file").len() >> 20;
    println!("{count} examples added through the API in {filling:.1?}; the file has {size} MiB");
    let (mut of_empty, mut of_full) = (Vec::new(), Vec::new());
    for round in 0..TIMES {
        of_empty.push(after_a_kill(&empty, round as u64));
        of_full.push(after_a_kill(&full, round as u64));
    }
    let what = format!("first answer after kill -9 while appending, {count} examples");
    report(&what, median(&mut of_full), "empty", median(&mut of_empty), "≤ 3");
}

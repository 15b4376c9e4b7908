//! `dsforge generate`: runs without a browser.

use std::{
    fs,
    io::Write as _,
    process::{Child, Output, Stdio},
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::{
    fake_ollama::FakeOllama,
    support::{program::Home, seed::ADA_PASSWORD, trade::clause_template},
};

const ROWS: &str = "clause\nRent is due on day 1.\nRent is due on day 2.\nRent is due on day 3.\n";

/// ada has a template and a dataset, and there is a file of rows.
async fn with_template() -> Home {
    tokio::task::spawn_blocking(prepared).await.expect("a home")
}

fn prepared() -> Home {
    let home = Home::with_accounts();
    let program = home.serve();
    let ada = program.client().signed_in("ada", ADA_PASSWORD);
    ada.post("/api/templates", &clause_template()).expect(201);
    ada.post("/api/datasets", &serde_json::json!({"name": "contract-clauses"})).expect(201);
    drop(program);
    fs::write(home.file("clauses.csv"), ROWS).expect("a file");
    home
}

fn begin(home: &Home, ollama: &FakeOllama, arguments: &[&str]) -> Child {
    let account = ["--model", "gemma3:4b", "--user", "ada", "--password-stdin"];
    let mut command = home.command(&[&["generate"][..], arguments, &account].concat());
    command.env("OLLAMA_HOST", ollama.url());
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    child.stdin.take().expect("a pipe").write_all(ADA_PASSWORD.as_bytes()).expect("a program that reads");
    child
}

async fn ended(child: Child) -> Output {
    tokio::task::spawn_blocking(move || child.wait_with_output().expect("the program")).await.expect("an end")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn answers(output: &Output) -> Vec<Value> {
    let lines = String::from_utf8(output.stdout.clone()).expect("text");
    lines.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_rows_is_answered_and_added_to_a_dataset() {
    let ollama = FakeOllama::start().await;
    let home = with_template().await;
    let wish = [
        "Explain this clause to a tenant",
        "--rows",
        "clauses.csv",
        "--dataset",
        "contract-clauses",
        "--json",
    ];
    let done = ended(begin(&home, &ollama, &wish)).await;
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let answers = answers(&done);
    let clauses: Vec<_> = answers.iter().map(|answer| answer["slots"]["clause"].clone()).collect();
    assert_eq!(clauses, ["Rent is due on day 1.", "Rent is due on day 2.", "Rent is due on day 3."]);
    assert!(answers.iter().all(|answer| answer["output"].as_str().is_some_and(|text| !text.is_empty())));
    assert!(said(&done).contains("Added 3 answers to contract-clauses."), "{}", said(&done));
    let export = ["export", "contract-clauses", "--out", "-", "--user", "ada", "--password-stdin"];
    let exported = home.run_with_input(&export, ADA_PASSWORD);
    assert_eq!(String::from_utf8_lossy(&exported.stdout).lines().count(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_run_is_paused_and_goes_on_with_what_it_has() {
    let ollama = FakeOllama::start().await;
    let home = with_template().await;
    let steps = ollama.step_by_step();
    steps.add_permits(2);
    let child = begin(&home, &ollama, &["Explain this clause to a tenant", "--rows", "clauses.csv"]);
    while ollama.chats().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    kill_process(Pid::from_child(&child), Signal::INT).expect("a running program");
    let paused = ended(child).await;
    assert_eq!(paused.status.code(), Some(1), "{paused:?}");
    assert!(said(&paused).contains("dsforge generate --resume 1"), "{}", said(&paused));

    steps.add_permits(1000);
    let resumed = ended(begin(&home, &ollama, &["--resume", "1", "--json"])).await;
    assert_eq!(resumed.status.code(), Some(0), "{resumed:?}");
    assert_eq!(answers(&resumed).len(), 3);
    assert!(said(&resumed).contains("Run 1: 3 answered, 0 failed, 0 stopped, of 3."), "{}", said(&resumed));
}

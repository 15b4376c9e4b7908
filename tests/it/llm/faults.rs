//! Every way in which a server goes wrong is told apart, and told in words that help.

use std::time::Duration;

use dsforge::llm::{Llm as _, LlmError, Phase, ServerState};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::{ask, connect, hasty, patient, question};
use crate::fake_ollama::{FakeOllama, Fault};

async fn failure(fault: Fault) -> LlmError {
    let server = FakeOllama::start().await;
    // What hangs up is asked once more.
    (0..2).for_each(|_| server.fail_next(fault));
    ask(&patient(&server), &question("Explain the deposit.")).await.expect_err("a fault")
}

async fn refusal(fault: Fault) -> (u16, String) {
    match failure(fault).await {
        LlmError::Refused { status, message } => (status, message),
        other => panic!("{other:?}"),
    }
}

async fn garbled(fault: Fault) -> String {
    match failure(fault).await {
        LlmError::Garbled { what } => what,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_server_that_never_begins_runs_into_the_first_limit() {
    let server = FakeOllama::start().await;
    server.load("gemma3:4b");
    server.fail_next(Fault::Silent);
    let error = ask(&hasty(&server), &question("Explain the deposit.")).await.expect_err("a fault");
    assert_eq!(error, LlmError::TimedOut { seconds: 0.15, phase: Phase::FirstToken });
    server.hung_up().await;
}

#[tokio::test]
async fn a_model_that_is_not_in_memory_may_take_ten_times_as_long() {
    let server = FakeOllama::start().await;
    server.fail_next(Fault::Silent);
    let error = ask(&hasty(&server), &question("Explain the deposit.")).await.expect_err("a fault");
    assert_eq!(error, LlmError::TimedOut { seconds: 1.5, phase: Phase::Loading });
}

#[tokio::test]
async fn a_person_who_waits_longer_multiplies_the_limit() {
    let server = FakeOllama::start().await;
    server.load("gemma3:4b");
    server.fail_next(Fault::Silent);
    let mut request = question("Explain the deposit.");
    request.wait_factor = 3;
    let error = ask(&hasty(&server), &request).await.expect_err("a fault");
    assert!(
        matches!(error, LlmError::TimedOut { seconds, .. } if (seconds - 0.45).abs() < 1e-9),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_server_that_stops_in_the_middle_runs_into_the_next_limit() {
    let server = FakeOllama::start().await;
    let error =
        ask(&hasty(&server), &question("Explain the deposit. fault:stall")).await.expect_err("a fault");
    assert_eq!(error, LlmError::TimedOut { seconds: 0.15, phase: Phase::NextToken });
}

#[tokio::test]
async fn an_answer_that_is_none_is_called_so() {
    assert_eq!(garbled(Fault::CutOff).await, "it broke off before its end");
    assert_eq!(garbled(Fault::Garbage).await, "a line of it is no JSON");
    assert_eq!(garbled(Fault::InvalidUtf8).await, "it is not UTF-8");
    assert_eq!(garbled(Fault::LongLine).await, "a line of it is too long");
    let hung_up = garbled(Fault::HangUp).await;
    assert_eq!(hung_up, "it is no HTTP answer, or the connection broke off before it came");
}

#[tokio::test]
async fn a_connection_that_is_closed_just_as_it_is_used_again_costs_no_answer() {
    let server = FakeOllama::start().await;
    server.fail_next(Fault::HangUp);
    let answer = ask(&patient(&server), &question("Explain the deposit.")).await;
    assert!(!answer.expect("an answer").output.is_empty());
    assert_eq!(server.chats().len(), 2);
}

#[tokio::test]
async fn a_refusal_comes_with_its_reason_or_with_advice() {
    let (status, message) = refusal(Fault::ErrorLine).await;
    assert_eq!((status, message.as_str()), (500, "an error was encountered while running the model"));
    let (status, message) = refusal(Fault::NestedError).await;
    assert_eq!(status, 400);
    assert!(message.starts_with("request (5465 tokens) exceeds"), "{message}");
    let (status, message) = refusal(Fault::Redirect).await;
    assert!(status == 302 && message.contains("OLLAMA_HOST"), "{message}");
    let (status, message) = refusal(Fault::Forbidden).await;
    assert!(status == 403 && message.contains("host name"), "{message}");
}

#[tokio::test]
async fn a_missing_model_comes_with_the_command_that_gets_it() {
    let error = failure(Fault::NoModel).await;
    assert_eq!(
        error.to_string(),
        "The model gemma3:4b is not there. Get it with `ollama pull gemma3:4b`, or choose another."
    );
}

#[tokio::test]
async fn a_full_server_says_when_to_come_back() {
    let error = failure(Fault::Busy).await;
    assert_eq!(error, LlmError::Busy { retry_after: Some(Duration::from_secs(7)) });
}

#[tokio::test]
async fn where_nothing_listens_the_server_cannot_be_reached() {
    let gone = FakeOllama::start().await.url();
    let ollama = connect(&gone, Duration::from_secs(30));
    // The port is free again once the server's task has ended.
    while std::net::TcpStream::connect(gone.trim_start_matches("http://")).is_ok() {
        tokio::task::yield_now().await;
    }
    let error = ask(&ollama, &question("Explain the deposit.")).await.expect_err("nothing is there");
    assert!(matches!(&error, LlmError::Unreachable { address, .. } if *address == gone), "{error:?}");
    assert_eq!(ollama.status().await.state, ServerState::Unreachable);
}

#[tokio::test]
async fn no_message_repeats_the_prompt() {
    let faults = [
        Fault::CutOff,
        Fault::ErrorLine,
        Fault::NestedError,
        Fault::Garbage,
        Fault::Empty,
        Fault::Redirect,
        Fault::NoModel,
        Fault::Busy,
        Fault::Forbidden,
        Fault::HangUp,
    ];
    for fault in faults {
        let message = failure(fault).await.to_string();
        assert!(!message.contains("deposit") && !message.contains("tenants"), "{message}");
    }
}

/// A server that begins an answer and goes on with it for ever.
async fn endless(piece: &'static str) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut request = [0; 4096];
                let _ = client.read(&mut request).await;
                let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";
                let _ = client.write_all(head.as_bytes()).await;
                let pieces = piece.repeat(1_000);
                while client.write_all(pieces.as_bytes()).await.is_ok() {}
            });
        }
    });
    url
}

#[tokio::test]
async fn an_answer_and_a_list_without_an_end_are_given_up() {
    let url = endless("{\"message\": {\"content\": \"The deposit. \"}, \"done\": false}\n").await;
    let error = ask(&connect(&url, Duration::from_secs(30)), &question("Explain the deposit.")).await;
    assert_eq!(error.expect_err("a fault"), LlmError::Garbled { what: "it does not end".to_owned() });
    let url = endless("                                ").await;
    assert_ne!(connect(&url, Duration::from_secs(30)).status().await.state, ServerState::Ok);
}

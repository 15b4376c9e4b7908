//! Who drops the question stops the model.

use dsforge::llm::{Llm as _, Piece};
use tokio::sync::mpsc;

use super::{patient, question};
use crate::fake_ollama::FakeOllama;

#[tokio::test]
async fn dropping_a_question_in_the_middle_of_its_answer_hangs_up() {
    let server = FakeOllama::start().await;
    let steps = server.step_by_step();
    steps.add_permits(2);
    let ollama = patient(&server);
    let request = question("Explain the deposit.");
    let (tell, mut told) = mpsc::unbounded_channel();
    let asking =
        tokio::spawn(async move { ollama.chat(&request, &mut |piece| drop(tell.send(piece))).await.is_ok() });
    assert_eq!(told.recv().await, Some(Piece::Loading), "the first question to a model loads it");
    for _ in 0..2 {
        assert!(matches!(told.recv().await, Some(Piece::Text(_))));
    }
    asking.abort();
    server.hung_up().await;
    assert!(told.recv().await.is_none());
}

#[tokio::test]
async fn dropping_a_question_before_its_first_word_hangs_up() {
    let server = FakeOllama::start().await;
    server.step_by_step();
    let ollama = patient(&server);
    let asking =
        tokio::spawn(async move { ollama.chat(&question("Explain the deposit."), &mut drop).await.is_ok() });
    while server.chats().is_empty() {
        tokio::task::yield_now().await;
    }
    asking.abort();
    server.hung_up().await;
}

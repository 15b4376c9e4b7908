//! What dsforge learns of servers and their models, and which one a name means.

use std::sync::Arc;

use dsforge::llm::{
    Llm, LlmError, ModelDetails, ServerState, Servers,
    demo::{DemoServer, Pace},
};

use super::{ask, connect, patient, question};
use crate::fake_ollama::{FakeOllama, SetUp};

fn demo() -> Arc<DemoServer> {
    Arc::new(DemoServer::new(Pace::NONE))
}

fn names(models: &[ModelDetails]) -> Vec<&str> {
    models.iter().map(|model| model.name.as_str()).collect()
}

async fn listed(servers: &Servers) -> Vec<String> {
    servers.of_everybody().usable().await.into_iter().map(|usable| usable.model.name).collect()
}

#[tokio::test]
async fn models_are_listed_with_what_the_server_shows_of_each() {
    let server = FakeOllama::start().await;
    server.load("llama3.2:3b");
    let ollama = patient(&server);
    let models = ollama.models().await.expect("a list");
    assert_eq!(names(&models), ["gemma3:4b", "llama3.2:3b", "qwen3:4b"]);
    assert_eq!(models[1].capabilities, ["completion", "tools"]);
    assert_eq!(models[1].context_length, Some(131_072));
    assert_eq!(models[0].parameter_size.as_deref(), Some("4.3B"));
    assert_eq!(models.iter().map(|model| model.loaded).collect::<Vec<_>>(), [false, true, false]);
    assert!(models.iter().all(|model| model.local));

    ollama.models().await.expect("a list");
    assert_eq!(server.count("/api/show"), 3, "a build that is known is not asked about again");
}

#[tokio::test]
async fn the_state_of_a_server_comes_with_what_to_do() {
    let server = FakeOllama::start().await;
    let status = patient(&server).status().await;
    assert_eq!((status.state, status.version.as_deref()), (ServerState::Ok, Some("0.33.0-rc2")));
    assert_eq!(status.advice, None);

    let empty =
        FakeOllama::start_as(SetUp { is_empty: true, ..SetUp::default() }).await.expect("a free port");
    let status = patient(&empty).status().await;
    assert_eq!(status.state, ServerState::NoModels);
    assert!(status.advice.is_some_and(|advice| advice.contains("ollama pull")));
}

#[tokio::test]
async fn an_answer_says_which_build_wrote_it() {
    let server = FakeOllama::start().await;
    let answer = ask(&patient(&server), &question("Explain the deposit.")).await.expect("an answer");
    assert!(answer.digest.is_some_and(|digest| digest.starts_with("a2af6cc3")));
    assert_eq!(answer.tokens.map(|tokens| tokens > 10), Some(true));
    assert!(answer.write_seconds.is_some() && answer.load_seconds.is_some());
}

#[tokio::test]
async fn the_same_seed_gets_the_same_answer_over_the_wire() {
    let server = FakeOllama::start().await;
    let ollama = patient(&server);
    let first = ask(&ollama, &question("Explain the deposit.")).await.expect("an answer").output;
    let again = ask(&ollama, &question("Explain the deposit.")).await.expect("an answer").output;
    let mut other = question("Explain the deposit.");
    other.seed = 8;
    let other = ask(&ollama, &other).await.expect("an answer").output;
    assert_eq!(first, again);
    assert_ne!(first, other);
}

#[tokio::test]
async fn a_name_without_a_server_means_the_first_one() {
    let server = FakeOllama::start().await;
    let servers = Servers::new(vec![Arc::new(patient(&server))], demo(), false);
    let fleet = servers.of_everybody();
    for (name, server, model) in [
        ("gemma3:4b", "ollama", "gemma3:4b"),
        ("ollama/gemma3:4b", "ollama", "gemma3:4b"),
        ("hf.co/bartowski/gemma", "ollama", "hf.co/bartowski/gemma"),
        ("demo/writer", "demo", "writer"),
    ] {
        let found = fleet.find(name).await.map(|(server, model)| (server.name().to_owned(), model));
        assert_eq!(found, Ok((server.to_owned(), model.to_owned())), "{name}");
    }
    let nobody = Servers::new(vec![], demo(), false).of_everybody();
    assert!(matches!(nobody.find("gemma3:4b").await, Err(LlmError::NoSuchModel { .. })));
}

#[tokio::test]
async fn demo_models_are_listed_when_wanted_or_when_nothing_else_answers() {
    let server = FakeOllama::start().await;
    let real = || -> Vec<Arc<dyn Llm>> { vec![Arc::new(patient(&server))] };
    assert_eq!(listed(&Servers::new(real(), demo(), false)).await, ["gemma3:4b", "llama3.2:3b", "qwen3:4b"]);
    let with_demo = listed(&Servers::new(real(), demo(), true)).await;
    assert_eq!(with_demo[3..], ["demo/writer", "demo/tools"]);

    let nobody: Arc<dyn Llm> = Arc::new(connect("http://127.0.0.1:9", std::time::Duration::from_secs(1)));
    let alone = listed(&Servers::new(vec![nobody], demo(), false)).await;
    assert_eq!(alone, ["demo/writer", "demo/tools"]);
}

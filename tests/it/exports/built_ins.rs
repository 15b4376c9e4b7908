//! Every built-in format writes a varied dataset as it always did.

use std::{fs, path::PathBuf};

use serde_json::json;

use super::{rows, varied};
use crate::support::{TestApp, trade::each};

#[tokio::test]
async fn every_built_in_writes_its_golden_file_over_http() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = varied(&ada).await;
    let formats = ada.get("/export_templates").await.expect(200);
    let formats = each(formats.as_array().expect("formats"), "id");
    assert!(formats.len() >= 30, "{formats:?}");
    let mut stale = Vec::new();
    for format in &formats {
        let format = format.as_str().expect("an id");
        let query = format!("template_id={format}&package=jsonl&exclude=no_place");
        let file = ada.get(&format!("/datasets/{dataset}/export?{query}")).await;
        assert_eq!(file.status, 200, "{format}: {}", file.text);
        assert!(!rows(&file.text).is_empty(), "{format}");
        let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join(format!("tests/fixtures/export_http/{format}.jsonl"));
        if fs::read_to_string(&golden).unwrap_or_default() != file.text {
            fs::create_dir_all(golden.parent().expect("a folder")).expect("a folder");
            fs::write(&golden, &file.text).expect("a file that can be written");
            stale.push(format.to_owned());
        }
    }
    assert!(stale.is_empty(), "written anew, look at them and commit them: {stale:?}");
}

#[tokio::test]
async fn a_format_says_what_it_is_for_and_has_its_older_names() {
    let ada = TestApp::unlocked_as("ada").await;
    let format = ada.get("/export_templates/openai_chat").await.expect(200);
    assert_eq!(
        (&format["category"], &format["unit"], &format["built_in"]),
        (&json!("SFT"), &json!("example"), &json!(true))
    );
    assert_eq!(format["file_name"], "{dataset}.openai_chat.{date}.jsonl");
    assert!(format["template"].as_str().is_some_and(|template| template.contains("messages")));
    assert_eq!(ada.get("/export_templates/openai_chatml").await.expect(200), format);
    assert_eq!(ada.get("/export_templates/yaml").await.detail(404), "export template yaml does not exist");
}

#[tokio::test]
async fn without_a_format_the_raw_one_is_written() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = varied(&ada).await;
    let usual = ada.get(&format!("/datasets/{dataset}/export")).await;
    let raw = ada.get(&format!("/datasets/{dataset}/export?template_id=raw")).await;
    assert_eq!((usual.status, &usual.text), (200, &raw.text));
}

#[tokio::test]
async fn system_prompts_reasoning_and_arguments_are_written_as_asked() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = varied(&ada).await;
    let written = async |query: &str| {
        let file = ada.get(&format!("/datasets/{dataset}/export?template_id=openai_chat&{query}")).await;
        assert_eq!(file.status, 200, "{}", file.text);
        rows(&file.text)
    };
    let kept = written("ids=1").await;
    assert_eq!(
        each(kept[0]["messages"].as_array().expect("messages"), "role"),
        ["system", "user", "assistant"]
    );
    let dropped = written("ids=1&system=drop").await;
    assert_eq!(each(dropped[0]["messages"].as_array().expect("messages"), "role"), ["user", "assistant"]);
    let thought = written("ids=4&reasoning=think").await;
    assert_eq!(
        thought[0]["messages"][1]["content"],
        "<think>\nThe contract says so.\n</think>\n\nYes, after an inspection."
    );
    let calls =
        |rows: &[serde_json::Value]| rows[0]["messages"][2]["tool_calls"][0]["function"]["arguments"].clone();
    assert!(calls(&written("ids=5").await).is_string());
    assert_eq!(calls(&written("ids=5&tool_args=object").await)["days"], 14);
}

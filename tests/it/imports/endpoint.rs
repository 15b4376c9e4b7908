//! Importing over HTTP: look first, then all or nothing, and back again.

use poem::http::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Caller, TestApp, trade::each};

const FILE: &str = concat!(
    "{\"messages\":[{\"role\":\"user\",\"content\":\"What is a deposit?\"},{\"role\":\"assistant\",\"content\":\"Money the landlord holds.\"}]}\n",
    "{\"messages\":[{\"role\":\"user\",\"content\":\"May I keep a dog?\"},{\"role\":\"assistant\",\"content\":\"Ask the landlord first.\"}],\"page\":3}\n",
);
const BAD_ROW: &str = "{\"messages\":[{\"role\":\"user\",\"content\":\"And a cat?\"}]}\n";

async fn import(who: &Caller, dataset: u64, query: &str, file: impl Into<Vec<u8>>) -> Answer {
    let path = format!("/datasets/{dataset}/import?{query}");
    Answer::read(who.request(Method::POST, &path).body(file.into()).send().await).await
}

async fn outputs(who: &Caller, dataset: u64) -> Vec<Value> {
    each(&who.examples(dataset).await, "output")
}

#[tokio::test]
async fn a_file_is_looked_at_first_and_nothing_is_written() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let report = import(&ada, dataset, "dry_run=true", [FILE, BAD_ROW].concat()).await.expect(200);
    assert_eq!((&report["file"], &report["format"]["id"]), (&json!("JSON Lines"), &json!("chat")));
    assert_eq!(
        report["columns"],
        json!([{"name": "messages", "target": "conversation"}, {"name": "page", "target": null}])
    );
    assert_eq!(
        (&report["rows"], &report["fit"], &report["bad"], &report["imported"]),
        (&json!(3), &json!(2), &json!(1), &json!(0))
    );
    assert_eq!(report["errors"], json!([{"row": 3, "detail": "it has no answer"}]));
    assert_eq!(report["preview"][1]["messages"][1]["content"], "Ask the landlord first.");
    assert_eq!(report["preview"][1]["extra"], json!(["page"]));
    assert!(outputs(&ada, dataset).await.is_empty());
}

#[tokio::test]
async fn an_import_is_one_change_that_is_taken_back_whole() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["First."]).await;
    let report = import(&ada, dataset, "", FILE).await.expect(200);
    assert_eq!((&report["imported"], &report["change_id"]), (&json!(2), &json!(2)));
    let all = ["First.", "Money the landlord holds.", "Ask the landlord first."];
    assert_eq!(outputs(&ada, dataset).await, all);
    assert_eq!(ada.examples(dataset).await[2]["extra"], json!({"page": 3}));
    let changes = ada.get(&format!("/datasets/{dataset}/changes")).await.expect(200);
    assert_eq!(
        (&changes["items"][0]["kind"], &changes["items"][0]["summary"]),
        (&json!("import"), &json!("2 examples imported"))
    );
    ada.order(&format!("/datasets/{dataset}/undo")).await.expect(200);
    assert_eq!(outputs(&ada, dataset).await, ["First."]);
    ada.order(&format!("/datasets/{dataset}/redo")).await.expect(200);
    assert_eq!(outputs(&ada, dataset).await, all);
}

#[tokio::test]
async fn one_bad_row_keeps_all_of_them_out_unless_it_is_to_be_skipped() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let file = [BAD_ROW, FILE].concat();
    let report = import(&ada, dataset, "on_error=abort", file.clone()).await.expect(200);
    assert_eq!(
        (&report["imported"], &report["change_id"], &report["bad"]),
        (&json!(0), &json!(null), &json!(1))
    );
    assert!(outputs(&ada, dataset).await.is_empty());
    let changes = ada.get(&format!("/datasets/{dataset}/changes")).await.expect(200);
    assert_eq!(changes["total"], 0);
    let report = import(&ada, dataset, "on_error=skip", file).await.expect(200);
    assert_eq!(report["imported"], 2);
}

#[tokio::test]
async fn what_is_there_already_is_not_added_again_unless_it_is_wished() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    import(&ada, dataset, "", FILE).await.expect(200);
    let twice = [FILE, "{\"prompt\":\"x\",\"completion\":\"y\",\"messages\":[{\"role\":\"user\",\"content\":\"And a cat?\"},{\"role\":\"assistant\",\"content\":\"Usually.\"}]}\n"].concat();
    let report = import(&ada, dataset, "", twice.clone()).await.expect(200);
    assert_eq!((&report["duplicates"], &report["imported"]), (&json!(2), &json!(1)));
    let report = import(&ada, dataset, "", twice.clone()).await.expect(200);
    assert_eq!((&report["fit"], &report["change_id"]), (&json!(0), &json!(null)), "nothing is new");
    let report = import(&ada, dataset, "duplicates=keep", twice).await.expect(200);
    assert_eq!(report["imported"], 3);
}

#[tokio::test]
async fn columns_wait_for_somebody_to_say_what_they_are() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let csv = "Frage;Antwort\nWhat is a deposit?;Money the landlord holds.\n";
    let report = import(&ada, dataset, "", csv).await.expect(200);
    assert_eq!(report["lacks"], "say which column holds the question and which the answer");
    assert_eq!(report["change_id"], json!(null));
    let mapping = "mapping=%7B%22Frage%22%3A%22question%22%2C%22Antwort%22%3A%22answer%22%7D";
    let report = import(&ada, dataset, mapping, csv).await.expect(200);
    assert_eq!(report["imported"], 1);
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused_in_words() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    for (query, file, detail) in [
        ("", "", "the file is empty"),
        ("", "hello", "this is no kind of file"),
        ("format=word", FILE, "format is `word`"),
        ("mapping=x", FILE, "mapping is a JSON object"),
        (
            "mapping=%7B%22a%22%3A%22question%22%2C%22b%22%3A%22question%22%7D",
            FILE,
            "two columns are to be the question",
        ),
        ("max_errors=9999999", FILE, "max_errors"),
        ("on_error=maybe", FILE, "on_error"),
    ] {
        let said = import(&ada, dataset, query, file).await.detail(400);
        assert!(said.contains(detail), "{said}");
    }
    import(&ada, 99, "", FILE).await.problem(404);
    import(&ada.nobody(), dataset, "", FILE).await.problem(401);
    ada.put(&format!("/datasets/{dataset}/archive"), json!({"archived": true})).await.expect(204);
    import(&ada, dataset, "", FILE).await.problem(409);
}

#[tokio::test]
async fn a_row_of_another_dsforge_claims_no_template_and_no_run_of_this_one() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let row = json!({
        "dsforge_version": 1, "system_prompt": "", "variation_prompt": "What is a deposit?", "slots": {}, "output": "Money.",
        "template": {"id": 1, "version": 1, "name": "Somebody else's"},
        "source": {"run": 1, "candidate": 1, "model": "gemma3:4b", "provenance": {}},
    });
    import(&ada, dataset, "", row.to_string()).await.expect(200);
    let example = &ada.examples(dataset).await[0];
    assert_eq!((&example["template_id"], &example["run_id"]), (&json!(null), &json!(null)));
    assert_eq!(example["extra"]["source"]["model"], "gemma3:4b");
}

#[tokio::test]
async fn following_says_at_once_that_nothing_is_under_way() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let told = ada.get(&format!("/datasets/{dataset}/import")).await;
    assert_eq!(told.status, 200);
    assert!(told.text.contains("\"ended\":true"), "{}", told.text);
}

#[tokio::test]
async fn what_an_export_wrote_is_imported_as_it_was() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["First.", "Second."]).await;
    let file = ada.get(&format!("/datasets/{dataset}/export")).await.text;
    let other = ada.post("/datasets", json!({"name": "tenant-questions"})).await.expect(201)["id"].as_u64();
    let other = other.expect("an id");
    import(&ada, other, "", file).await.expect(200);
    assert_eq!(outputs(&ada, other).await, ["First.", "Second."]);
    assert_eq!(ada.examples(other).await[0]["slots"], ada.examples(dataset).await[0]["slots"]);
}

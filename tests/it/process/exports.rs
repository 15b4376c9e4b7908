//! `dsforge export`, and the sign-in of commands that open the data.

use std::{fs, io::Read as _};

use serde_json::{Value, json};

use crate::support::{
    program::Home,
    seed::ADA_PASSWORD,
    trade::{CLAUSE, example},
};

/// ada has a dataset with two examples, and no server runs.
fn with_clauses() -> Home {
    let home = Home::with_accounts();
    let program = home.serve();
    let ada = program.client().signed_in("ada", ADA_PASSWORD);
    let dataset = &ada.post("/api/datasets", &json!({"name": "contract-clauses"})).expect(201)["id"];
    let examples = json!([example(CLAUSE, "Tell the landlord soon."), example(CLAUSE, "Wait two weeks.")]);
    ada.post(&format!("/api/datasets/{dataset}/examples"), &examples).expect(204);
    drop(program);
    home
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const EXPORT: [&str; 5] = ["export", "contract-clauses", "--user", "ada", "--password-stdin"];

#[test]
fn a_dataset_is_written_to_a_file_that_only_its_owner_may_read() {
    let home = with_clauses();
    let out = home.file("train.jsonl");
    let to = out.to_string_lossy();
    let arguments = [&EXPORT[..], &["--format", "mlx_chat", "--out", &to]].concat();
    let done = home.run_with_input(&arguments, ADA_PASSWORD);
    assert_eq!(text(&done.stderr), "");
    assert_eq!(text(&done.stdout), format!("{} is written.\n", out.display()));
    let rows: Vec<Value> = fs::read_to_string(&out)
        .expect("the file")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(rows[1]["messages"][2]["content"], "Wait two weeks.");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&out).expect("the file").permissions().mode() & 0o777, 0o600);
    }

    let again = home.run_with_input(&arguments, ADA_PASSWORD);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("is there already"), "{again:?}");

    let one = ["--out", "-", "--filter", "id:2..", "--containing", "WEEKS"];
    let printed = home.run_with_input(&[&EXPORT[..], &one].concat(), ADA_PASSWORD);
    let row: Value = serde_json::from_slice(&printed.stdout).expect("one row and nothing else");
    assert_eq!(row["output"], "Wait two weeks.");
}

#[test]
fn an_export_that_fails_says_why_and_leaves_no_file() {
    let home = with_clauses();
    let before = fs::read_dir(home.path()).expect("a folder").count();
    let fails = |more: &[&str], password: &str, code: i32, sentence: &str| {
        let failed = home.run_with_input(&[&EXPORT[..], more].concat(), password);
        assert_eq!(failed.status.code(), Some(code), "{failed:?}");
        assert!(text(&failed.stderr).contains(sentence), "{failed:?}");
    };
    fails(&["--format", "mlx_completions"], ADA_PASSWORD, 1, "it has a system prompt");
    fails(&["--format", "csv2"], ADA_PASSWORD, 1, "export template csv2 does not exist");
    fails(&[], "not the password", 1, "neither the password nor the recovery code");
    assert_eq!(fs::read_dir(home.path()).expect("a folder").count(), before);

    let several = home.run_with_input(&["export", "contract-clauses", "--password-stdin"], ADA_PASSWORD);
    assert_eq!(several.status.code(), Some(2));
    assert!(text(&several.stderr).contains("name one: --user NAME"), "{several:?}");
}

#[test]
fn a_split_is_a_zip_with_what_the_trainer_wants_beside_the_rows() {
    let home = with_clauses();
    let out = home.file("clauses.zip");
    let to = out.to_string_lossy();
    let arguments = [&EXPORT[..], &["--format", "axolotl_chat", "--split", "50,50", "--out", &to]].concat();
    let done = home.run_with_input(&arguments, ADA_PASSWORD);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let mut folder = zip::ZipArchive::new(fs::File::open(&out).expect("the file")).expect("a ZIP");
    let mut read = |name: &str| {
        let mut text = String::new();
        let mut file = folder.by_name(name).unwrap_or_else(|error| panic!("{name}: {error}"));
        file.read_to_string(&mut text).expect("text");
        text
    };
    // Both examples were made from one prompt, so they stay together, and there is something to learn from.
    assert_eq!((read("train.jsonl").lines().count(), read("valid.jsonl").lines().count()), (2, 0));
    assert!(read("axolotl.yaml").contains("path: valid.jsonl"));
    assert!(read("README.md").contains("| train.jsonl | 2 |"));
}

#[test]
fn a_table_holds_every_example() {
    let home = with_clauses();
    let out = home.file("clauses.parquet");
    let to = out.to_string_lossy();
    let arguments = [&EXPORT[..], &["--format", "parquet", "--out", &to]].concat();
    let done = home.run_with_input(&arguments, ADA_PASSWORD);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let file = fs::File::open(&out).expect("the file");
    let table = parquet::file::serialized_reader::SerializedFileReader::new(file).expect("a table");
    let rows: Vec<String> = table.into_iter().map(|row| row.expect("a row").to_string()).collect();
    assert_eq!(rows.len(), 2);
    assert!(rows[1].contains("output: \"Wait two weeks.\""), "{}", rows[1]);
}

#[test]
fn any_file_can_be_looked_at_as_its_trainer_would() {
    let home = Home::empty();
    let file = home.file("train.jsonl");
    let good = r#"{"messages":[{"role":"user","content":"When?"},{"role":"assistant","content":"Soon."}]}"#;
    let bad = r#"{"messages":[{"role":"user","content":"When?"},{"role":"assistant","content":""}]}"#;
    fs::write(&file, format!("{good}\n{bad}\n{good}\n")).expect("a file");
    let path = file.to_string_lossy();
    let found = home.run(&["lint", &path, "--target", "mlx_chat", "--json"]);
    assert_eq!(found.status.code(), Some(1), "{found:?}");
    let found: Value = serde_json::from_slice(&found.stdout).expect("JSON");
    assert_eq!(found["rows"], 3);
    let rules: Vec<_> = found["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|f| (f["rule"].as_str().expect("a rule"), f["first"][0]["row"].as_u64()))
        .collect();
    assert_eq!(rules, [("empty_answer", Some(2)), ("duplicate", Some(3))]);
    let unknown = home.run(&["lint", &path, "--target", "yaml"]);
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn while_a_server_has_the_data_a_command_says_so() {
    let home = Home::with_accounts();
    let program = home.serve();
    let busy = home.run_with_input(&EXPORT, ADA_PASSWORD);
    assert_eq!(busy.status.code(), Some(75));
    assert!(text(&busy.stderr).contains(program.address()), "{busy:?}");
}

//! `dsforge export`, and the sign-in of commands that open the data.

use std::fs;

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

    let printed = home.run_with_input(&[&EXPORT[..], &["--out", "-", "--ids", "2"]].concat(), ADA_PASSWORD);
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
fn while_a_server_has_the_data_a_command_says_so() {
    let home = Home::with_accounts();
    let program = home.serve();
    let busy = home.run_with_input(&EXPORT, ADA_PASSWORD);
    assert_eq!(busy.status.code(), Some(75));
    assert!(text(&busy.stderr).contains(program.address()), "{busy:?}");
}

//! `dsforge import`: files become examples without a browser.

use std::{fs, process::Output};

use serde_json::Value;

use crate::support::{program::Home, seed::ADA_PASSWORD};

const NOTICE: &str = r#"{"messages":[{"role":"user","content":"How long is the notice?"},{"role":"assistant","content":"Three months."}],"page":3}"#;
const DOG: &str = r#"{"messages":[{"role":"user","content":"May I keep a dog?"},{"role":"assistant","content":"Ask the landlord first."}]}"#;
const NO_ANSWER: &str = r#"{"messages":[{"role":"user","content":"And a cat?"}]}"#;
const FAQ: &str = "Frage;Antwort\nMay I sublet?;Only with consent.\n";

fn home_with(files: &[(&str, String)]) -> Home {
    let home = Home::with_accounts();
    for (name, text) in files {
        fs::write(home.file(name), text).expect("a file");
    }
    home
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn import(home: &Home, arguments: &[&str]) -> Output {
    let account = ["--dataset", "contract-clauses", "--user", "ada", "--password-stdin"];
    home.run_with_input(&[&["import"][..], arguments, &account].concat(), ADA_PASSWORD)
}

#[track_caller]
fn succeeds(home: &Home, arguments: &[&str]) -> String {
    let done = import(home, arguments);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    assert_eq!(text(&done.stderr), "");
    text(&done.stdout)
}

#[track_caller]
fn fails(home: &Home, arguments: &[&str], code: i32, sentence: &str) -> Output {
    let failed = import(home, arguments);
    assert_eq!(failed.status.code(), Some(code), "{failed:?}");
    assert!(text(&failed.stderr).contains(sentence), "{failed:?}");
    failed
}

fn outputs(home: &Home) -> Vec<Value> {
    let export = ["export", "contract-clauses", "--out", "-", "--user", "ada", "--password-stdin"];
    let printed = home.run_with_input(&export, ADA_PASSWORD);
    let row = |line: &str| serde_json::from_str::<Value>(line).expect("a row")["output"].clone();
    text(&printed.stdout).lines().map(row).collect()
}

#[test]
fn files_of_several_kinds_become_one_change_which_is_taken_back_whole() {
    let home =
        home_with(&[("chats.jsonl", format!("{NOTICE}\n{DOG}\n{DOG}\n")), ("faq.csv", FAQ.to_owned())]);
    // The table's columns have names that say nothing to dsforge.
    fails(&home, &["chats.jsonl", "faq.csv", "--create"], 2, "faq.csv: say which column holds the question");
    fails(&home, &["chats.jsonl"], 2, "There is no dataset contract-clauses; --create makes it.");

    let said = succeeds(&home, &["chats.jsonl", "--create"]);
    assert_eq!(
        said,
        "chats.jsonl: JSON Lines, Chat messages (OpenAI and most trainers)\n  \
         3 rows: 2 fit, 1 already there, 0 unreadable\n\
         Added 2 examples to contract-clauses.\n\
         Take that back with: dsforge import --take-back 1 --dataset \"contract-clauses\"\n"
    );
    let table = ["faq.csv", "chats.jsonl", "--map", "Frage=question", "--map", "Antwort=answer"];
    fails(&home, &table, 1, "it has no question");
    succeeds(&home, &["faq.csv", "--map", "Frage=question", "--map", "Antwort=answer"]);
    assert_eq!(outputs(&home), ["Three months.", "Ask the landlord first.", "Only with consent."]);

    let again = succeeds(&home, &["chats.jsonl"]);
    assert!(again.ends_with("Nothing was added: every row is there already.\n"), "{again}");
    let back = succeeds(&home, &["--take-back", "1"]);
    assert_eq!(back, "Taken back: 2 examples of contract-clauses.\n");
    assert_eq!(outputs(&home), ["Only with consent."]);
    fails(&home, &["--take-back", "1"], 1, "nothing to undo");
}

#[test]
fn one_bad_row_of_any_file_keeps_all_of_them_out_unless_it_may_be_left_out() {
    let home =
        home_with(&[("good.jsonl", format!("{NOTICE}\n")), ("bad.jsonl", format!("{DOG}\n{NO_ANSWER}\n"))]);
    let files = ["good.jsonl", "bad.jsonl", "--create", "--bad-rows", "left-out.csv"];
    let refused = fails(
        &home,
        &files,
        1,
        "Nothing was added, because of 1 row that cannot be read. --skip-bad leaves such rows out.",
    );
    assert!(text(&refused.stderr).contains("row 2: it has no answer"), "{refused:?}");
    assert_eq!(
        fs::read_to_string(home.file("left-out.csv")).expect("a report"),
        "file,row,detail\r\nbad.jsonl,2,it has no answer\r\n"
    );
    // Not even the dataset was made.
    fails(&home, &["good.jsonl"], 2, "There is no dataset");
    fails(&home, &files, 2, "left-out.csv is there already");

    let done = import(&home, &[&files[..], &["--skip-bad", "--force"]].concat());
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    assert_eq!(outputs(&home), ["Three months.", "Ask the landlord first."]);
}

#[test]
fn a_dry_run_says_what_would_become_of_a_file_and_writes_nothing() {
    let home = home_with(&[("chats.jsonl", format!("{NOTICE}\n{DOG}\n"))]);
    let said = succeeds(&home, &["chats.jsonl", "--create", "--dry-run"]);
    for line in [
        "  messages -> conversation\n",
        "  page -> kept as it is\n",
        "    assistant: Three months.\n",
        "Would add 2 examples to contract-clauses. Nothing was written.\n",
    ] {
        assert!(said.contains(line), "{said}");
    }
    fails(&home, &["chats.jsonl"], 2, "There is no dataset");

    let json = succeeds(&home, &["chats.jsonl", "--create", "--json"]);
    let report: Value = serde_json::from_str(&json).expect("one line of JSON");
    assert_eq!(report["dataset"]["name"], "contract-clauses");
    assert_eq!((&report["imported"], &report["change_id"]), (&2.into(), &1.into()));
    assert_eq!(report["files"][0]["format"]["id"], "chat");
    assert_eq!(report["files"][0]["preview"][0]["extra"][0], "page");
}

#[test]
fn what_cannot_be_imported_is_named_before_the_password_is_asked_for() {
    let home = home_with(&[("notes.jsonl", "not JSON\n".to_owned())]);
    let fails_unasked = |arguments: &[&str], code: i32, sentence: &str| {
        let failed = home.run(&[&["import", "--dataset", "contract-clauses"][..], arguments].concat());
        assert_eq!(failed.status.code(), Some(code), "{failed:?}");
        assert!(text(&failed.stderr).contains(sentence), "{failed:?}");
    };
    fails_unasked(&["gone.jsonl"], 1, "gone.jsonl cannot be read");
    fails_unasked(&["."], 2, ". is no file");
    fails_unasked(&["notes.jsonl", "--map", "Frage=answers"], 2, "there is no place answers");
    fails_unasked(
        &["notes.jsonl", "--map", "a=answer", "--map", "b=answer"],
        2,
        "two columns are to be the answer",
    );
    fails_unasked(&["notes.jsonl", "--format", "yaml"], 2, "[possible values: raw,");
    fails_unasked(&[], 2, "<FILE>...");
    fails(&home, &["notes.jsonl", "--create"], 1, "notes.jsonl: this is no kind of file");
    fails(
        &home,
        &["notes.jsonl", "--create", "--format", "alpaca"],
        1,
        "notes.jsonl: this is no kind of file",
    );
}

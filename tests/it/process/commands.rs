//! Commands that need no user.

use serde_json::{Value, json};

use crate::support::program::Home;

#[test]
fn health_asks_the_running_one_and_never_opens_the_data() {
    let home = Home::empty();
    let dead = home.run(&["health"]);
    assert_eq!(dead.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&dead.stderr).contains("No dsforge answers at http://127.0.0.1:7411."));
    assert!(!home.file("app.db").exists());
    let program = home.serve();
    let well = home.run(&["health"]);
    assert_eq!(well.status.code(), Some(0), "{well:?}");
    assert_eq!(String::from_utf8_lossy(&well.stdout), format!("dsforge at {} is well\n", program.url));
}

#[test]
fn the_openapi_document_is_written_without_any_data() {
    let home = Home::empty();
    let printed = home.run(&["openapi"]);
    assert_eq!(printed.status.code(), Some(0), "{printed:?}");
    let document: Value = serde_json::from_slice(&printed.stdout).expect("JSON");
    assert!(document["paths"]["/generate"]["post"].is_object());
    let out = home.file("dsforge.json");
    let written = home.run(&["openapi", "--out", &out.to_string_lossy()]);
    assert_eq!(written.status.code(), Some(0), "{written:?}");
    let file = std::fs::read_to_string(out).expect("the document");
    assert_eq!(file, String::from_utf8_lossy(&printed.stdout));
    assert!(!home.file("app.db").exists());
}

#[test]
fn scripts_get_json_and_the_same_exit_codes() {
    let home = Home::with_accounts();
    let json = |arguments: &[&str]| -> Vec<Value> {
        let printed = home.run(arguments);
        let lines = String::from_utf8(printed.stdout).expect("text");
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    };
    let users = json(&["user", "list", "--json"]);
    assert_eq!(users, [json!([{"id": 1, "username": "ada"}, {"id": 2, "username": "grace"}])]);
    let keys = json(&["key", "list", "--json"]);
    assert_eq!(keys[0][0]["username"], "ada");
    assert_eq!((&keys[0][0]["salt"], &keys[0][0]["rotating"]), (&json!("present"), &json!(false)));
    assert_eq!(keys[0][1]["keys"][0]["recovery"], true);
    let findings = json(&["doctor", "--json"]);
    let ok = findings.iter().filter(|found| found["state"] == "ok" && found["what"].is_string()).count();
    let wrong: Vec<&Value> = findings.iter().filter(|found| found["state"] == "wrong").collect();
    assert!(ok > 3, "{findings:?}");
    // The folder of a test is open to others.
    assert!(!wrong.is_empty() && wrong.iter().all(|found| found["todo"].is_string()), "{findings:?}");
    let dead = home.run(&["health", "--json"]);
    assert_eq!(dead.status.code(), Some(1));
    assert_eq!(json(&["health", "--json"]), [json!({"address": "http://127.0.0.1:7411", "well": false})]);
    let program = home.serve();
    assert_eq!(json(&["health", "--json"]), [json!({"address": program.url, "well": true})]);
    assert_eq!(home.run(&["user", "list", "--json"]).status.code(), Some(75));
    assert_eq!(home.run(&["user", "list", "--jsno"]).status.code(), Some(2));
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let home = Home::empty();
    let folder = home.file("man");
    let written = home.run(&["man", &folder.to_string_lossy()]);
    assert_eq!(written.status.code(), Some(0), "{written:?}");
    for name in ["dsforge.1", "dsforge-serve.1", "dsforge-user-add.1", "dsforge-self-update.1"] {
        let page = std::fs::read_to_string(folder.join(name)).expect("a page");
        assert!(page.contains(".SH SYNOPSIS"), "{name}");
    }
    assert!(std::fs::read_to_string(folder.join("dsforge.1")).expect("a page").contains("EXIT CODES"));
}

#[test]
fn no_output_has_colours_or_progress_where_nobody_watches() {
    let home = Home::with_accounts();
    for arguments in [&["--help"][..], &["user", "list"], &["nonsense"], &["backup", "monday.dsforge"]] {
        let ran = home.run(arguments);
        let said = [ran.stdout, ran.stderr].concat();
        assert!(!said.contains(&0x1b) && !said.contains(&b'\r'), "{}", String::from_utf8_lossy(&said));
    }
}

#[test]
fn a_dsforge_that_listens_everywhere_is_found_from_here() {
    let home = Home::empty();
    let program = home.serve_with(&["--port", "0", "--bind", "0.0.0.0", "--allow-host", "localhost"], &[]);
    assert!(program.url.starts_with("http://127.0.0.1:"), "{}", program.url);
    let well = home.run(&["health"]);
    assert_eq!(well.status.code(), Some(0), "{well:?}");
}

#[test]
fn shells_get_their_completions_and_people_the_version() {
    let home = Home::empty();
    let bash = home.run(&["completions", "bash"]);
    assert!(String::from_utf8_lossy(&bash.stdout).contains("--data-dir"));
    let version = home.run(&["--version"]);
    assert_eq!(String::from_utf8_lossy(&version.stdout), format!("dsforge {}\n", env!("CARGO_PKG_VERSION")));
}

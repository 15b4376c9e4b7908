//! Commands that need no user.

use serde_json::Value;

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
fn shells_get_their_completions_and_people_the_version() {
    let home = Home::empty();
    let bash = home.run(&["completions", "bash"]);
    assert!(String::from_utf8_lossy(&bash.stdout).contains("--data-dir"));
    let version = home.run(&["--version"]);
    assert_eq!(String::from_utf8_lossy(&version.stdout), format!("dsforge {}\n", env!("CARGO_PKG_VERSION")));
}

//! Starting and ending.

use std::{
    fs,
    net::TcpListener,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    fake_ollama::FakeOllama,
    support::{
        ADA_PASSWORD,
        program::{Home, Program},
    },
};

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_ready_line_is_how_a_script_learns_the_port() {
    let home = Home::empty();
    let program = home.serve();
    assert!(program.url.starts_with("http://127.0.0.1:"), "{}", program.url);
    assert_eq!(program.client().get("/health").expect(200)["status"], "ok");
    assert_eq!(program.client().get("/api/setup").expect(200)["needed"], true);
    let run: Value =
        serde_json::from_slice(&fs::read(home.file("app.run")).expect("a run file")).expect("JSON");
    assert_eq!(run, json!({"pid": program.pid(), "address": program.url}));
}

#[test]
fn a_system_without_certificates_is_no_reason_not_to_start() {
    let home = Home::empty();
    let none = home.file("none.pem");
    fs::write(&none, "").expect("it is written");
    let (none, folder) = (none.to_str().expect("a name"), home.path().join("no-such-folder"));
    let nowhere = [("SSL_CERT_FILE", none), ("SSL_CERT_DIR", folder.to_str().expect("a name"))];
    let program = home.serve_with(&[], &nowhere);
    assert_eq!(program.client().get("/health").expect(200)["status"], "ok");
}

#[test]
fn a_second_start_on_the_same_data_says_who_has_it() {
    let home = Home::empty();
    let program = home.serve();
    let second = home.run(&["serve", "--no-open", "--port", "0"]);
    assert_eq!(second.status.code(), Some(75), "{second:?}");
    assert_eq!(
        text(&second.stderr),
        format!(
            "dsforge: dsforge is running on this data already (process {}, {}). What it can do is done in its page.\n",
            program.pid(),
            program.url
        )
    );
    // Where it may open the browser, it shows the first one instead.
    let third = home.run(&["serve", "--port", "0"]);
    assert_eq!(third.status.code(), Some(0), "{third:?}");
    assert_eq!(text(&third.stdout), format!("dsforge is ready at {}\n", program.url));
    for command in [&["user", "list"][..], &["user", "add", "mary", "--password-stdin"]] {
        let other = home.run(command);
        assert_eq!(other.status.code(), Some(75), "{other:?}");
    }
    program.client().get("/health").expect(200);
}

#[test]
fn a_port_that_is_taken_is_said_and_the_next_one_used() {
    let home = Home::empty();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let program = home.serve_with(&["--port", &port.to_string()], &[]);
    let used = program.url.rsplit(':').next().unwrap_or_default().to_owned();
    assert_ne!(used, port.to_string());
    program.client().get("/health").expect(200);
    let (_, said) = program.terminate();
    assert!(said.contains(&format!("Port {port} is taken by another program; using {used}.")), "{said}");
}

#[test]
fn told_to_end_it_ends_in_order_and_leaves_no_run_file() {
    let home = Home::with_accounts();
    let program = home.serve();
    let ada = program.client().signed_in("ada", ADA_PASSWORD);
    ada.post("/api/datasets", &json!({"name": "contract-clauses"})).expect(201);
    let (status, said) = program.terminate();
    assert_eq!(status.code(), Some(0), "{said}");
    assert!(!home.file("app.run").exists());

    let again = home.serve();
    // A restart ends every session.
    let gone = again.client().with_token(ada.token);
    gone.get("/api/datasets").expect(401);
    let ada = again.client().signed_in("ada", ADA_PASSWORD);
    assert_eq!(ada.get("/api/datasets").expect(200)["total"], 2);
    // The page's own way to end it.
    assert_eq!(ada.send("POST", "/api/quit", &[], "").status, 204);
    let (status, said) = again.wait();
    assert_eq!(status.code(), Some(0), "{said}");
    assert!(!home.file("app.run").exists());
}

#[test]
fn a_run_file_that_a_crash_left_behind_is_in_nobodys_way() {
    let home = Home::empty();
    home.serve().kill();
    assert!(home.file("app.run").exists());
    let dead = home.run(&["health"]);
    assert_eq!(dead.status.code(), Some(1), "{dead:?}");
    home.serve().client().get("/health").expect(200);
}

#[cfg(unix)]
#[test]
fn what_it_writes_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::empty();
    let program = home.serve();
    for entry in fs::read_dir(home.path()).expect("a folder") {
        let entry = entry.expect("an entry");
        let mode = entry.metadata().expect("metadata").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{} is {mode:o}", entry.path().display());
    }
    drop(program);
    // And it does not start on what others can read.
    fs::set_permissions(home.file("app.db"), fs::Permissions::from_mode(0o644)).expect("permissions");
    let refused = home.run(&["serve", "--no-open", "--port", "0"]);
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    assert!(text(&refused.stderr).contains("chmod 600"), "{refused:?}");
}

#[test]
fn settings_that_cannot_be_are_one_sentence_each() {
    let home = Home::empty();
    for (arguments, words) in [
        (&["serve", "--bind", "0.0.0.0"][..], "--allow-host"),
        (&["serve", "--port", "many"], "--port"),
        (&["serve", "--env-file", "no-such.env"], "no-such.env"),
        (&["fly"], "fly"),
    ] {
        let refused = home.run(arguments);
        let said = text(&refused.stderr);
        assert_eq!(refused.status.code(), Some(2), "{said}");
        assert!(said.contains(words) && !said.contains("panicked"), "{said}");
    }
    assert!(!home.file("app.db").exists());
}

#[test]
fn a_file_that_is_no_database_is_refused_and_kept() {
    let home = Home::empty();
    fs::write(home.file("app.db"), "not a database").expect("a file");
    let refused = home.run(&["serve", "--no-open", "--port", "0", "--insecure-modes"]);
    let said = text(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    assert_eq!(fs::read_to_string(home.file("app.db")).expect("the file"), "not a database");
}

#[test]
fn a_download_by_a_plain_link_works_over_the_network() {
    let home = Home::with_accounts();
    let program = home.serve();
    let ada = program.client().signed_in("ada", ADA_PASSWORD);
    let clause = json!([{
        "system_prompt": "", "variation_prompt": "What is due?", "slots": {}, "output": "The rent."
    }]);
    ada.post("/api/datasets/1/examples", &clause).expect(204);
    let path = "/datasets/1/export?template_id=mlx_chat";
    let ticket = ada.post("/api/tickets", &json!({"path": path})).expect(200);
    let link = format!("/api{path}&ticket={}", ticket["ticket"].as_str().unwrap_or_default());
    let file = program.client().get(&link);
    assert_eq!((file.status, file.text.lines().count()), (200, 1), "{file:?}");
    assert_eq!(program.client().get(&link).status, 401);
    assert_eq!(program.client().get(&format!("/api{path}")).status, 401);
}

#[test]
fn without_documentation_there_is_no_page_and_no_document() {
    let home = Home::with_accounts();
    let program = home.serve_with(&["--port", "0", "--no-docs"], &[]);
    for path in ["/api/docs", "/api/docs/start.js", "/api/openapi.json"] {
        assert_eq!(program.client().get(path).status, 404, "{path}");
    }
    assert_eq!(program.client().get("/health").status, 200);
}

#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_opened_without_a_shell_at_an_address_without_a_secret() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::with_accounts();
    let (browser, asked) = (home.file("xdg-open"), home.file("asked"));
    let script = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$@\" > {asked}.new && mv {asked}.new {asked}\n",
        asked = asked.display()
    );
    fs::write(&browser, script).expect("a script");
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o700)).expect("permissions");
    let mut command = home.command(&["serve", "--port", "0", "--demo"]);
    command.env("DISPLAY", ":0").env("PATH", format!("{}:/usr/bin:/bin", home.path().display()));
    let program = Program::start(command);
    let since = Instant::now();
    while !asked.exists() {
        assert!(since.elapsed() < Duration::from_secs(30), "no browser was opened");
        std::thread::yield_now();
    }
    assert_eq!(fs::read_to_string(asked).expect("what was asked for"), format!("{}\n", program.url));
}

#[test]
fn a_model_server_is_asked_itself_whatever_proxy_the_environment_names() {
    let runtime = tokio::runtime::Runtime::new().expect("threads");
    let models = runtime.block_on(FakeOllama::start());
    let proxy = TcpListener::bind("127.0.0.1:0").expect("a port");
    proxy.set_nonblocking(true).expect("it is set");
    let address = format!("http://{}", proxy.local_addr().expect("an address"));
    let home = Home::with_accounts();
    let proxies = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"].map(|name| (name, address.as_str()));
    let program =
        home.serve_with(&["--port", "0"], &[&proxies[..], &[("OLLAMA_HOST", &models.url())]].concat());
    let ada = program.client().signed_in("ada", ADA_PASSWORD);
    let found = ada.get("/api/models").expect(200);
    assert!(found.as_array().is_some_and(|models| !models.is_empty()), "{found}");
    assert!(proxy.accept().is_err(), "nobody came");
}

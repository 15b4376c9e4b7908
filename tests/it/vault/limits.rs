//! A disk that takes no more, and folders that may not be written to.
#![cfg(unix)]

use std::{
    fs,
    os::unix::{
        fs::{PermissionsExt, chown},
        process::CommandExt,
    },
    path::Path,
    process::Command,
};

use serde_json::{Value, json};

use super::home::{Home, run, serve_with};

const PASSWORD: &str = "correct horse battery";

/// The command under a limit on the size of files, in bytes.
fn limited(command: &Command, bytes: u64) -> Command {
    let mut shell = Command::new("/bin/sh");
    // POSIX counts this limit in blocks of 512 bytes.
    let script = format!("ulimit -f {} && exec \"$@\"", bytes / 512);
    shell.arg("-c").arg(script).arg("sh").arg(command.get_program()).args(command.get_args()).env_clear();
    shell.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    shell
}

fn examples(output: &str, count: usize) -> Value {
    let example =
        json!({"system_prompt": "Be plain.", "variation_prompt": "Explain.", "slots": {}, "output": output});
    Value::Array(vec![example; count])
}

/// A text that does not get smaller by compression.
fn noise(seed: u64) -> String {
    let mut state = seed;
    let mut digit = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'!' + u8::try_from((state >> 33) % 90).expect("a letter"))
    };
    (0..60_000).map(|_| digit()).collect()
}

#[test]
fn at_a_limit_on_file_sizes_saving_is_refused_reading_goes_on_and_nothing_is_lost() {
    let home = Home::new();
    home.add_ada(PASSWORD);
    let limit = fs::metadata(home.db()).expect("the data").len() + (512 << 10);
    let serve = home.command(&["serve", "--port", "0", "--no-open", "--demo"]);
    let server = serve_with(limited(&serve, limit));
    let bearer = server.login("ada", PASSWORD);
    let add = |seed| {
        let batch = examples(&noise(seed), 1);
        server.ask("POST", "/api/datasets/1/examples", Some(&bearer), Some(&batch)).expect("an answer")
    };
    let mut saved = 0;
    let refused = loop {
        let answer = add(saved);
        if answer.status != 204 {
            break answer;
        }
        saved += 1;
        assert!(saved < 100, "the limit is never reached");
    };
    assert_eq!(refused.status, 507, "{}", refused.json());
    assert!(
        refused.json()["detail"].as_str().expect("a sentence").contains("disk is full"),
        "{}",
        refused.json()
    );
    assert!(saved > 0);
    for _ in 0..3 {
        assert_eq!(add(saved).status, 507, "again, and not only once");
        let page = server.ask("GET", "/api/datasets/1/examples", Some(&bearer), None).expect("an answer");
        assert_eq!(page.json()["total"].as_u64(), Some(saved), "reading goes on: {}", page.json());
    }
    assert_eq!(server.ask("GET", "/health", None, None).expect("an answer").status, 200);
    drop(server);

    let server = home.serve();
    let bearer = server.login("ada", PASSWORD);
    let added =
        server.ask("POST", "/api/datasets/1/examples", Some(&bearer), Some(&examples(&noise(saved), 1)));
    assert_eq!(added.expect("an answer").status, 204, "with room again");
    let page = server.ask("GET", "/api/datasets/1/examples", Some(&bearer), None).expect("an answer");
    assert_eq!(page.json()["total"].as_u64(), Some(saved + 1));
}

#[test]
fn a_backup_for_which_there_is_no_room_is_an_error_and_leaves_nothing() {
    let home = Home::new();
    home.add_ada(PASSWORD);
    let out = home.path().join("monday.db");
    let command = home.command(&["backup", out.to_str().expect("a name")]);
    let failed = run(limited(&command, 4096), &[]);
    assert_eq!(failed.code, Some(1), "{failed:?}");
    assert!(failed.stderr.contains("disk is full"), "{failed:?}");
    let files = fs::read_dir(home.path()).expect("a folder");
    let names: Vec<_> = files.map(|entry| entry.expect("an entry").file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().starts_with("monday")), "{names:?}");
    assert_eq!(home.run(&["doctor", "--deep"], &[PASSWORD]).code, Some(0));
}

/// Nobody in particular: rules on files do not hold for the superuser, whom tests may run as.
fn as_somebody(mut command: Command, paths: &[&Path]) -> Command {
    const NOBODY: u32 = 65_534;
    if rustix::process::geteuid().is_root() {
        for path in paths {
            chown(path, Some(NOBODY), Some(NOBODY)).expect("it can be given away");
        }
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

#[test]
fn a_file_and_a_folder_that_may_not_be_written_to_are_named_in_plain_words() {
    let home = Home::new();
    home.add_ada(PASSWORD);
    let marker = home.data().join("app.db.exists");
    let config = home.secret().parent().expect("a folder").to_owned();
    let (data, db, secret) = (home.data(), home.db(), home.secret());
    let all: [&Path; 6] = [home.path(), &data, &db, &marker, &config, &secret];
    let mode =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is set");

    mode(&db, 0o400);
    let refused = run(as_somebody(home.command(&["serve", "--port", "0", "--no-open"]), &all), &[]);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(refused.stderr.contains("may not be written"), "{refused:?}");

    mode(&db, 0o600);
    mode(&data, 0o500);
    let refused = run(as_somebody(home.command(&["serve", "--port", "0", "--no-open"]), &all), &[]);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(refused.stderr.contains("cannot be written"), "{refused:?}");

    mode(&data, 0o700);
    let well = run(as_somebody(home.command(&["user", "list"]), &all), &[]);
    assert_eq!(well.code, Some(0), "{well:?}");
}

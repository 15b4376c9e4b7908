//! The real program, killed at any moment.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::Stdio,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::home::{Home, Server};
use crate::support::torture::times;

const PASSWORD: &str = "correct horse battery";

/// Moments that are spread evenly over a time and come in no order.
fn moment(number: u64, within: Duration) -> Duration {
    within * u32::try_from(number * 618 % 1000).unwrap_or_default() / 1000
}

fn examples(outputs: &[String]) -> Value {
    let example = |output: &String| json!({"system_prompt": "Be plain.", "variation_prompt": "Explain.", "slots": {}, "output": output});
    outputs.iter().map(example).collect()
}

/// Makes Ada with the dataset contract-clauses and so many examples in it.
fn desk(count: usize) -> Home {
    let home = Home::new();
    home.add_ada(PASSWORD);
    let server = home.serve();
    let bearer = server.login("ada", PASSWORD);
    let made = server.ask("POST", "/api/datasets", Some(&bearer), Some(&json!({"name": "contract-clauses"})));
    let id = made.expect("an answer").json()["id"].as_u64();
    assert_eq!(id, Some(2));
    for _ in 0..count.div_ceil(500) {
        let batch = examples(&vec!["The tenant gives three months' notice.".to_owned(); 500]);
        let added = server.ask("POST", "/api/datasets/2/examples", Some(&bearer), Some(&batch));
        assert_eq!(added.expect("an answer").status, 204);
    }
    server.ask("POST", "/api/quit", Some(&bearer), None).expect("an answer");
    server.wait();
    home
}

/// Lets the doctor open every row.
#[track_caller]
fn assert_whole(home: &Home, rows: &str) {
    let deep = home.run(&["doctor", "--deep"], &[PASSWORD]);
    assert_eq!(deep.code, Some(0), "{deep:?}");
    assert!(deep.stdout.contains(&format!("Every row of ada opens: {rows}.")), "{deep:?}");
}

/// What the doctor says of the number of rows.
fn rows(home: &Home) -> String {
    let deep = home.run(&["doctor", "--deep"], &[PASSWORD]);
    let line = deep.stdout.lines().find_map(|line| line.split_once("Every row of ada opens: "));
    line.expect("rows").1.trim_end_matches('.').to_owned()
}

#[test]
fn a_rotation_that_is_killed_leaves_every_row_readable_and_goes_on() {
    let home = desk(4_000);
    let rows = rows(&home);
    let started = Instant::now();
    assert_eq!(home.run(&["key", "rotate"], &[PASSWORD]).code, Some(0));
    let whole = started.elapsed();
    let mut after_the_code = 0;
    for number in 0..times(3, 200) {
        let mut command = home.command(&["key", "rotate"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("it starts");
        writeln!(child.stdin.take().expect("its input"), "{PASSWORD}").expect("it reads");
        let stdout = child.stdout.take().expect("its output");
        // Every other one is killed somewhere in all of its time, the others while rows are sealed anew.
        if number % 2 == 0 {
            let code =
                BufReader::new(stdout).lines().map_while(Result::ok).find(|line| line.contains("code:"));
            after_the_code += u64::from(code.is_some());
            thread::sleep(moment(number, whole / 4));
        } else {
            thread::sleep(moment(number, whole));
        }
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        assert_whole(&home, &rows);
    }
    assert!(after_the_code > 0);
    assert_eq!(home.run(&["key", "rotate"], &[PASSWORD]).code, Some(0));
    assert_whole(&home, &rows);
    let listed = home.run(&["key", "list"], &[]);
    assert_eq!(listed.stdout.matches("  key ").count(), 1, "all old keys are gone: {listed:?}");
}

#[test]
fn a_backup_that_is_killed_never_lies_under_its_name() {
    let home = desk(4_000);
    let out = home.path().join("monday.db");
    let name = out.to_str().expect("a name");
    let started = Instant::now();
    assert_eq!(home.run(&["backup", name], &[]).code, Some(0));
    let whole = started.elapsed();
    let elsewhere = Home::new();
    let mut finished = 0;
    for number in 0..times(4, 200) {
        if out.exists() {
            fs::remove_file(&out).expect("it goes");
        }
        let mut command = home.command(&["backup", name]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        thread::sleep(moment(number, whole));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        if out.exists() {
            finished += 1;
            let restored = elsewhere.run(&["restore", name, "--yes"], &[]);
            assert_eq!(restored.code, Some(0), "{restored:?}");
        }
    }
    if out.exists() {
        fs::remove_file(&out).expect("it goes");
    }
    assert_eq!(
        home.run(&["backup", name], &[]).code,
        Some(0),
        "{finished} were finished before they were killed"
    );
    assert!(!Path::new(&format!("{name}.part")).exists());
}

#[test]
fn what_a_killed_server_left_of_a_download_is_gone_after_the_next_start() {
    let home = desk(500);
    fs::write(home.data().join("app.db.snapshot-0011223344556677"), "half a backup").expect("it is written");
    home.serve().kill();
    let files = fs::read_dir(home.data()).expect("a folder");
    let names: Vec<_> = files.map(|entry| entry.expect("an entry").file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().contains("snapshot")), "{names:?}");
}

/// Appends batches of five until there is no answer any more. What was acknowledged is noted.
fn append(server: &Server, bearer: &str, name: &str, acknowledged: &Mutex<Vec<String>>) {
    for number in 0.. {
        let batch = format!("{name} batch {number}");
        let outputs: Vec<_> = (0..5).map(|part| format!("{batch} part {part}")).collect();
        match server.ask("POST", "/api/datasets/2/examples", Some(bearer), Some(&examples(&outputs))) {
            Ok(answer) if answer.status == 204 => acknowledged.lock().expect("a list").push(batch),
            Ok(answer) => panic!("{}", answer.json()),
            Err(_) => return,
        }
    }
}

/// How many examples there are of each batch of a cycle, and how many there are in all.
fn batches_of(server: &Server, bearer: &str, cycle: u64) -> (BTreeMap<String, u32>, u64) {
    let mut batches = BTreeMap::new();
    for page in 1.. {
        let path = format!("/api/datasets/2/examples?size=1000&sort=-id&page={page}");
        let found = server.ask("GET", &path, Some(bearer), None).expect("an answer").json();
        let outputs = found["items"].as_array().expect("items").iter().map(|item| item["output"].as_str());
        let of_cycle: Vec<_> =
            outputs.flatten().filter(|output| output.starts_with(&format!("{cycle}/"))).collect();
        for output in &of_cycle {
            let (batch, _) = output.split_once(" part ").expect("a batch");
            *batches.entry(batch.to_owned()).or_default() += 1;
        }
        if of_cycle.len() < 1000 {
            return (batches, found["total"].as_u64().expect("a total"));
        }
    }
    unreachable!("there is a last page")
}

/// Lets two clients append, kills the server under them, and looks at what the next one finds. Gives the number of
/// batches that were acknowledged, and of those that are there.
fn kill_while_appending(home: &Home, cycle: u64) -> (usize, usize) {
    let server = Arc::new(home.serve());
    let bearer = server.login("ada", PASSWORD);
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let clients: Vec<_> = (0..2)
        .map(|client| {
            let (server, bearer, acknowledged) =
                (Arc::clone(&server), bearer.clone(), Arc::clone(&acknowledged));
            thread::spawn(move || append(&server, &bearer, &format!("{cycle}/{client}"), &acknowledged))
        })
        .collect();
    thread::sleep(Duration::from_millis(30) + moment(cycle, Duration::from_millis(250)));
    server.strike();
    for client in clients {
        client.join().expect("a client");
    }

    let server = home.serve();
    let bearer = server.login("ada", PASSWORD);
    let (batches, _) = batches_of(&server, &bearer, cycle);
    let acknowledged = acknowledged.lock().expect("a list");
    for batch in acknowledged.iter() {
        assert!(batches.contains_key(batch), "cycle {cycle}: {batch} was acknowledged and is lost");
    }
    assert!(batches.values().all(|parts| *parts == 5), "cycle {cycle}: {batches:?}");
    server.kill();
    (acknowledged.len(), batches.len())
}

#[test]
fn a_killed_server_has_lost_no_acknowledged_example_and_no_batch_is_half_there() {
    let cycles = times(4, 1_000);
    let mut acknowledged_in_all = 0;
    // A home for some cycles each, so that the file stays small and the cycles short.
    for first in (0..cycles).step_by(25) {
        let home = desk(0);
        let mut batches = 0;
        for cycle in first..cycles.min(first + 25) {
            let (acknowledged, found) = kill_while_appending(&home, cycle);
            acknowledged_in_all += acknowledged;
            batches += found;
        }
        let server = home.serve();
        let bearer = server.login("ada", PASSWORD);
        assert_eq!(batches_of(&server, &bearer, cycles).1, 5 * batches as u64, "nothing has gone later");
        server.kill();
        let whole = home.run(&["doctor", "--deep"], &[PASSWORD]);
        assert_eq!(whole.code, Some(0), "{whole:?}");
    }
    println!("killed while appending: {cycles} times, {acknowledged_in_all} batches acknowledged, 0 lost");
    assert!(acknowledged_in_all > 0);
}

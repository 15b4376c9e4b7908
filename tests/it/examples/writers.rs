//! Several people, or tabs, edit the same examples at once.

use std::thread;

use serde_json::{Value, json};

use crate::support::{
    ADA_PASSWORD,
    program::{Client, Home},
    torture::times,
};

const WRITERS: u64 = 8;
const ROWS: u64 = 5;

/// Counts one up in the note of an example, and begins again with the newer one as often as somebody was faster.
/// Gives the number of times that happened.
fn count_up(ada: &Client, path: &str) -> u64 {
    let mut example = ada.get(path).expect(200);
    for lost in 0.. {
        let count = example["note"].as_str().map_or(0, |note| note.parse::<u64>().expect("a count"));
        let edit = json!({"note": (count + 1).to_string()}).to_string();
        let tag = format!("\"{}\"", example["rev"]);
        let reply = ada.send("PUT", path, &[("If-Match", &tag)], &edit);
        if reply.status == 200 {
            return lost;
        }
        example = reply.expect(412)["current"].clone();
    }
    unreachable!("somebody is always fastest")
}

#[test]
fn of_eight_writers_who_edit_the_same_examples_nobody_loses_an_edit() {
    let home = Home::with_accounts();
    let program = home.serve();
    let ada = program.client().signed_in("ada", ADA_PASSWORD);
    let example =
        json!({"system_prompt": "", "variation_prompt": "What is due?", "slots": {}, "output": "The rent."});
    let rows = vec![example; usize::try_from(ROWS).expect("a few")];
    assert_eq!(ada.post("/api/datasets/1/examples", &Value::from(rows)).status, 204);
    let path = |row: u64| format!("/api/datasets/1/examples/{}", row + 1);

    let edits = times(25, 1_000);
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let ada = ada.clone();
            thread::spawn(move || {
                (0..edits).map(|edit| count_up(&ada, &path((writer + edit) % ROWS))).sum::<u64>()
            })
        })
        .collect();
    let came_too_late: u64 = writers.into_iter().map(|writer| writer.join().expect("a writer")).sum();

    println!(
        "{} edits of {ROWS} examples, {came_too_late} came too late and were done again",
        WRITERS * edits
    );

    let examples: Vec<Value> = (0..ROWS).map(|row| ada.get(&path(row)).expect(200)).collect();
    let counts = examples.iter().map(|example| {
        let count: u64 = example["note"].as_str().expect("a note").parse().expect("a count");
        assert_eq!(example["rev"], json!(count + 1), "each edit is a revision");
        count
    });
    assert_eq!(counts.sum::<u64>(), WRITERS * edits, "{came_too_late} came too late and tried again");
    assert!(came_too_late > 0, "they have been in each other's way");
    let changes = ada.get("/api/datasets/1/changes?size=1").expect(200);
    assert_eq!(changes["total"], json!(WRITERS * edits + 1), "each is in the history");
}

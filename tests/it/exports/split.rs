//! A split in which nothing of what a model is tested with has been learned.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::{rows, unzipped};
use crate::support::{Caller, TestApp, trade::example};

/// The file that each example is in.
async fn sides(ada: &Caller, dataset: u64, query: &str) -> HashMap<u64, String> {
    let file = ada.get(&format!("/datasets/{dataset}/export?{query}")).await;
    assert_eq!(file.status, 200, "{}", file.text);
    let with_rows = unzipped(&file.bytes).into_iter().filter(|(name, _)| name != "README.md");
    let sides = with_rows.flat_map(|(name, text)| {
        let rows = rows(&String::from_utf8(text).expect("text"));
        rows.into_iter().map(move |row| (row["id"].as_u64().expect("an id"), name.clone()))
    });
    sides.collect()
}

/// Sixty words that are those of this number alone.
fn prose(number: u64) -> String {
    (0..60)
        .map(|word| format!("word{}", (number * 7_919 + word * word * 31) % 100_003))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Forty examples with answers of their own, and for every fourth a near copy under another question.
async fn with_copies(ada: &Caller) -> u64 {
    let dataset = ada.new_dataset().await;
    let plain = |clause: &str, output: &str| {
        let mut example = example(clause, output);
        example["slots"] = json!({});
        example
    };
    let mut all: Vec<Value> = (0..40).map(|n| plain(&format!("clause {n}"), &prose(n))).collect();
    let copies = (0..40).step_by(4).map(|n| {
        plain(&format!("another question {n}"), &format!("{} indeed", prose(n).replacen("word", "Word", 3)))
    });
    all.extend(copies);
    ada.post(&format!("/datasets/{dataset}/examples"), json!(all)).await.expect(204);
    dataset
}

#[tokio::test]
async fn near_copies_are_in_one_file_whatever_the_seed() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = with_copies(&ada).await;
    let mut divisions = HashSet::new();
    for seed in 0..8 {
        let sides = sides(&ada, dataset, &format!("split=60,20,20&seed={seed}")).await;
        assert_eq!(sides.len(), 50);
        for (copy, of) in (41..=50).zip((1..=40).step_by(4)) {
            assert_eq!(sides[&copy], sides[&of], "example {copy} is a near copy of {of}");
        }
        let mut tested: Vec<u64> =
            sides.iter().filter(|(_, file)| *file == "test.jsonl").map(|(id, _)| *id).collect();
        tested.sort_unstable();
        assert!((8..=12).contains(&tested.len()), "{tested:?}");
        divisions.insert(tested);
    }
    assert!(divisions.len() > 4, "seeds divide otherwise");
    let check = ada.get(&format!("/datasets/{dataset}/export/check?split=60,20,20")).await.expect(200);
    assert_eq!(check["groups"], 40);
    let unsplit = ada.get(&format!("/datasets/{dataset}/export/check")).await.expect(200);
    assert_eq!(unsplit["groups"], json!(null));
}

#[tokio::test]
async fn the_same_question_stays_together_however_it_came_here() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let all: Vec<Value> = (0..20)
        .flat_map(|n| {
            let mut other = example(&format!("Clause {n}!"), &format!("{} otherwise", prose(100 + n)));
            other["slots"] = json!({"clause": n.to_string()});
            [example(&format!("clause {n}"), &prose(n)), other]
        })
        .collect();
    ada.post(&format!("/datasets/{dataset}/examples"), json!(all)).await.expect(204);
    let sides = sides(&ada, dataset, "split=50,50").await;
    for pair in (1..=40).collect::<Vec<u64>>().chunks(2) {
        assert_eq!(sides[&pair[0]], sides[&pair[1]]);
    }
}

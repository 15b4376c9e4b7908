//! Parquet in several files, as the Hub lays them out.

use std::collections::BTreeMap;

use bytes::Bytes;
use parquet::{
    file::{reader::FileReader as _, serialized_reader::SerializedFileReader},
    record::Field,
};
use serde_json::{Value, json};

use super::unzipped;
use crate::support::{Caller, TestApp, trade::example};

/// A dataset whose table holds between six and nine mebibytes of text.
async fn large(ada: &Caller) -> u64 {
    let dataset = ada.new_dataset().await;
    let long = "Tell the landlord soon. ".repeat(100);
    for part in 0..3 {
        let many: Vec<Value> =
            (0..400).map(|n| example(&format!("clause {part}.{n}"), &format!("{n}: {long}"))).collect();
        ada.post(&format!("/datasets/{dataset}/examples"), json!(many)).await.expect(204);
    }
    dataset
}

/// The ids in each Parquet file of a ZIP, and its columns.
fn tables(zip: &[u8]) -> BTreeMap<String, (Vec<i64>, Vec<String>)> {
    let tables = unzipped(zip).into_iter().filter(|(name, _)| name.starts_with("data/"));
    let read = |(name, bytes): (String, Vec<u8>)| {
        let table = SerializedFileReader::new(Bytes::from(bytes)).expect("a table");
        let columns = table.metadata().file_metadata().schema_descr().columns().to_vec();
        let columns = columns.iter().map(|column| format!("{} {}", column.name(), column.physical_type()));
        let rows = table.get_row_iter(None).expect("rows");
        let ids = rows.map(|row| {
            let row = row.expect("a row");
            let id = row.get_column_iter().find(|(name, _)| *name == "id").map(|(_, field)| field.clone());
            let Some(Field::Long(id)) = id else { panic!("{id:?}") };
            id
        });
        (name, (ids.collect(), columns.collect()))
    };
    tables.map(read).collect()
}

#[tokio::test]
async fn a_large_table_is_cut_into_files_that_are_one_table() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = large(&ada).await;
    let query = "template_id=parquet&file_mib=3";
    let check = ada.get(&format!("/datasets/{dataset}/export/check?{query}")).await.expect(200);
    let file = ada.get(&format!("/datasets/{dataset}/export?{query}")).await;
    assert_eq!(file.header("content-type"), Some("application/zip"));
    let tables = tables(&file.bytes);
    let names: Vec<&str> = tables.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "data/train-00000-of-00003.parquet",
            "data/train-00001-of-00003.parquet",
            "data/train-00002-of-00003.parquet"
        ]
    );
    for (at, name) in names.iter().enumerate() {
        assert_eq!(check["files"][at], json!({"name": name, "rows": 400}));
    }
    let ids: Vec<i64> = tables.values().flat_map(|(ids, _)| ids.clone()).collect();
    assert_eq!(ids, (1..=1200).collect::<Vec<i64>>());
    let columns: Vec<&Vec<String>> = tables.values().map(|(_, columns)| columns).collect();
    assert!(columns.iter().all(|other| *other == columns[0]), "{columns:?}");
    let card = unzipped(&file.bytes).into_iter().find(|(name, _)| name == "README.md").expect("a card").1;
    let card = String::from_utf8(card).expect("text");
    assert!(card.contains("  - split: train\n    path: data/train-*.parquet\n"), "{card}");
}

#[tokio::test]
async fn each_side_of_a_split_is_cut_for_itself() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = large(&ada).await;
    let query = "template_id=parquet&split=60,40&file_mib=1";
    let file = ada.get(&format!("/datasets/{dataset}/export?{query}")).await;
    let names: Vec<String> = tables(&file.bytes).into_keys().collect();
    assert!(names.iter().any(|name| name.starts_with("data/train-00000-of-0000")), "{names:?}");
    let ids: usize = tables(&file.bytes).values().map(|(ids, _)| ids.len()).sum();
    assert_eq!(ids, 1200);
    for size in ["0", "2000000"] {
        let refused = ada.get(&format!("/datasets/{dataset}/export?file_mib={size}")).await.problem(400);
        assert_eq!(refused["field"], "file_mib");
    }
}

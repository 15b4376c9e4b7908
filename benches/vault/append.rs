//! One example, on disk for good, beside what the disk itself takes to flush as many bytes.

use std::{fs::File, io::Write as _};

use dsforge::{
    crypto::keys::Keyring,
    model::{example::Example, id::UserId},
    store::{Store, StoreError, datasets, examples},
};
use jiff::Timestamp;
use serde_json::json;

use super::{median, report, timed};

const TIMES: usize = 400;
const ADA: UserId = UserId(1);

fn example(number: usize) -> Example {
    let (question, answer) =
        ("When is the rent due?", format!("On the first of the month, says clause {number}."));
    let row = json!({
        "id": 0, "rev": 0, "timestamp": Timestamp::UNIX_EPOCH, "updated_at": Timestamp::UNIX_EPOCH,
        "messages": [{"role": "user", "content": question}, {"role": "assistant", "content": answer.repeat(20)}],
        "tools": [], "slots": {}, "template": null, "source": null, "alternatives": [], "edited": false, "rating": null,
        "tags": [], "note": null, "split": "auto", "extra": {},
    });
    serde_json::from_value(row).expect("an example")
}

pub(super) fn measure() {
    let folder = tempfile::tempdir().expect("a folder");
    let runtime = tokio::runtime::Builder::new_multi_thread().build().expect("threads");
    let store = Store::open(&folder.path().join("app.db")).expect("a store");
    let keys = std::sync::Arc::new(Keyring::generate().expect("keys"));
    let held = std::sync::Arc::clone(&keys);
    let made =
        store.write(move |w| datasets::create(w, &held, ADA, "contract-clauses", Timestamp::UNIX_EPOCH));
    let dataset = runtime.block_on(made).expect("a dataset").id;

    let mut file = File::create(folder.path().join("floor")).expect("a file");
    let (mut appends, mut flushes) = (Vec::new(), Vec::new());
    // By turns, so that whatever else the disk is doing meets both.
    for number in 0..TIMES {
        let (keys, new) = (std::sync::Arc::clone(&keys), vec![example(number)]);
        let append = store.write(move |w| {
            examples::append(w, &keys, ADA, dataset, new, Timestamp::UNIX_EPOCH)?;
            Ok::<_, StoreError>(())
        });
        appends.push(timed(|| runtime.block_on(append).expect("it is saved")).1);
        file.write_all(&[7; 4096]).expect("it is written");
        flushes.push(timed(|| file.sync_data().expect("it is flushed")).1);
    }
    report("one durable append", median(&mut appends), "fdatasync of 4 KiB", median(&mut flushes), "≤ 2");
}

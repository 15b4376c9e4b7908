//! How fast a dataset leaves: rows and bytes a second in several formats, the time to the first byte, and the
//! memory that it takes. `cargo bench --bench export [ROWS]` prints figures; nothing is asserted, because machines
//! differ and ratios count.
#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a bench prints, and stops at the first surprise"
)]

mod desk;

use std::{sync::Arc, time::Instant};

use dsforge::{
    app::{
        Services,
        auth::sessions::Session,
        datasets,
        exports::{self, ExportWish},
    },
    model::{
        example::{Example, Split, single_turn},
        id::{DatasetId, ExampleId},
    },
    store::examples,
};
use serde_json::Map;

use self::desk::{Words, resident, signed_in};

/// Rows that are added in one transaction.
const BATCH: u64 = 2_000;

fn main() {
    let rows = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(100_000);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(measure(rows));
}

async fn measure(rows: u64) {
    let folder = tempfile::TempDir::new().expect("a folder");
    let (services, session) = signed_in(&folder).await;
    let dataset =
        datasets::create(&services, &session, "contract-clauses".to_owned()).await.expect("a dataset");
    let idle = resident();
    fill(&services, &session, dataset.id, rows).await;
    println!("{rows} rows; idle {idle} KiB, after adding them {} KiB", resident());
    for format in ["raw", "openai_chat", "mlx_chat", "trl_tools", "alpaca", "sharegpt"] {
        export(&services, &session, dataset.id, format, rows).await;
    }
}

async fn fill(services: &Services, session: &Session, dataset: DatasetId, rows: u64) {
    for first in (0..rows).step_by(usize::try_from(BATCH).unwrap_or(1)) {
        let batch: Vec<Example> = (first..rows.min(first + BATCH)).map(example).collect();
        let (owner, keyring, now) = (session.user, Arc::clone(&session.keyring), services.clock.now());
        let added = services
            .store
            .write(move |w| examples::append(w, &keyring, owner, dataset, batch, now).map(drop));
        added.await.expect("rows that can be added");
    }
}

/// About two kilobytes of prose, no two alike.
fn example(number: u64) -> Example {
    let mut words = Words::of(number);
    let messages = single_turn(&words.text(20), &words.text(60), &words.text(140), Vec::new());
    let now = jiff::Timestamp::UNIX_EPOCH;
    Example {
        id: ExampleId(0),
        rev: 1,
        timestamp: now,
        updated_at: now,
        messages,
        tools: Vec::new(),
        slots: [("clause".to_owned(), format!("{number}"))].into(),
        template: None,
        source: None,
        alternatives: Vec::new(),
        edited: false,
        rating: None,
        tags: Vec::new(),
        note: None,
        split: Split::Auto,
        extra: Map::new(),
    }
}

async fn export(services: &Services, session: &Session, dataset: DatasetId, format: &str, rows: u64) {
    let started = Instant::now();
    let mut export =
        exports::start(services, session, dataset, ExportWish::of(format)).await.expect("an export");
    let (mut bytes, mut first, mut peak) = (0, None, 0);
    while let Some(chunk) = export.chunks.recv().await {
        first.get_or_insert_with(|| started.elapsed());
        bytes += chunk.expect("a chunk").len() as u64;
        peak = peak.max(resident());
    }
    let took = started.elapsed();
    println!(
        "{format:12} {:>7} rows/s {:>4} MB/s, first byte after {:.1} ms, at most {peak} KiB resident",
        u128::from(rows) * 1_000_000 / took.as_micros().max(1),
        u128::from(bytes) / took.as_micros().max(1),
        first.unwrap_or_default().as_secs_f64() * 1000.0,
    );
}

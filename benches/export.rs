//! How fast a dataset leaves: rows and bytes a second in several formats, the time to the first byte, and the
//! memory that it takes. `cargo bench --bench export [ROWS]` prints figures; nothing is asserted, because machines
//! differ and ratios count.
#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a bench prints, and stops at the first surprise"
)]

use std::{
    fs,
    sync::Arc,
    time::{Duration, Instant},
};

use dsforge::{
    app::{
        Parts, Services,
        auth::{self, Gate, SignUp, sessions::Session},
        datasets,
        exports::{self, ExportWish},
    },
    clock::SystemClock,
    crypto::kdf::Kdf,
    llm::{
        Servers,
        demo::{DemoServer, Pace},
    },
    model::{
        example::{Example, Split, single_turn},
        id::{DatasetId, ExampleId},
    },
    store::{Store, examples, secret},
    update::Updates,
};
use serde_json::Map;

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

async fn signed_in(folder: &tempfile::TempDir) -> (Arc<Services>, Arc<Session>) {
    let store = Store::open(&folder.path().join("app.db")).expect("a new file");
    let ring = secret::open(&folder.path().join("secret.json"), None).expect("a new secret");
    let services = Services::new(Parts {
        store,
        clock: SystemClock::start(),
        servers: Servers::new(Vec::new(), Arc::new(DemoServer::new(Pace::LIFELIKE)), true),
        gate: Gate::new(ring, Kdf::default()),
        session_lifetime: Duration::from_secs(3600),
        login_rate_limit: 5,
        suggested_username: "ada".to_owned(),
        updates: Updates::of_this_program().expect("a version"),
    });
    let wish = SignUp {
        username: "ada".to_owned(),
        name: None,
        password: "the rent is due on the first".to_owned(),
        gen_model: None,
        para_model: None,
    };
    let (_, opened) = auth::set_up(&services, wish).await.expect("a first user");
    (services, opened.session)
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
    const WORDS: [&str; 16] = [
        "tenant",
        "landlord",
        "deposit",
        "notice",
        "repairs",
        "clause",
        "rent",
        "month",
        "keys",
        "garden",
        "heating",
        "contract",
        "period",
        "termination",
        "increase",
        "\"utilities\"",
    ];
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut text = |words: usize| {
        let mut text = String::new();
        for _ in 0..words {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text.push_str(WORDS[usize::try_from(state % 16).unwrap_or(0)]);
            text.push_str(if state.is_multiple_of(11) { ".\n" } else { " " });
        }
        text
    };
    let messages = single_turn(&text(20), &text(60), &text(140), Vec::new());
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

/// Memory in use now, in KiB; 0 where the system does not say.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

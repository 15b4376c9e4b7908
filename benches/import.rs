//! How fast a file becomes examples that are safe on the disk: rows a second, the memory that it takes, and the room
//! that the examples take beside the file. `cargo bench --bench import [ROWS]` prints figures; nothing is asserted,
//! because machines differ and ratios count.
#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a bench prints, and stops at the first surprise"
)]

mod desk;

use std::{
    fs::{self, File},
    io::{self, BufWriter, Read as _, Write as _},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use dsforge::app::{
    Services,
    auth::sessions::Session,
    datasets,
    imports::{self, ImportWish, Incoming},
};
use futures_util::stream;
use serde_json::json;

use self::desk::{Words, resident, signed_in};

/// Bytes of the file that are sent at once.
const PIECE: usize = 64 << 10;

fn main() {
    let rows = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(100_000);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(measure(rows));
}

async fn measure(rows: u64) {
    let folder = tempfile::TempDir::new().expect("a folder");
    let (services, session) = signed_in(&folder).await;
    let file = folder.path().join("chats.jsonl");
    write(&file, rows);
    let plain = size(&file);
    let idle = resident();
    println!("{rows} rows, {} bytes each; idle {idle} KiB", plain / rows.max(1));
    let empty = size(&folder.path().join("app.db"));
    bring(&services, &session, &file, rows, true).await;
    bring(&services, &session, &file, rows, false).await;
    services.store.clone().close().await.expect("a file that can be closed");
    let taken = size(&folder.path().join("app.db")).saturating_sub(empty);
    println!("{taken} bytes on the disk, {} percent of the plain file", taken * 100 / plain.max(1));
}

/// Sends a file, as over HTTP, and imports it into a dataset of its own.
async fn bring(services: &Arc<Services>, session: &Arc<Session>, path: &Path, rows: u64, dry_run: bool) {
    let name = if dry_run { "a look" } else { "an import" };
    let dataset = datasets::create(services, session, name.to_owned()).await.expect("a dataset");
    let begun = imports::begin(services, session, dataset.id).await.expect("a place");
    let peak = Peak::watch();
    let started = Instant::now();
    let mut file = File::open(path).expect("the file");
    let pieces = stream::iter(std::iter::from_fn(move || {
        let mut piece = vec![0; PIECE];
        match file.read(&mut piece) {
            Ok(0) => None,
            Ok(length) => Some(Ok(piece[..length].to_vec())),
            Err(error) => Some(Err::<Vec<u8>, io::Error>(error)),
        }
    }));
    let source = begun.receive(pieces).await.expect("a file that is taken in");
    let received = started.elapsed();
    let wish = ImportWish {
        format: None,
        mapping: None,
        skip_bad: false,
        keep_duplicates: false,
        dry_run,
        named_faults: 10,
    };
    let done = begun.run(vec![Incoming { name: None, source }], wish).await.expect("an import");
    let took = started.elapsed();
    assert_eq!(done.files.iter().map(|file| file.fit).sum::<u64>(), rows, "every row is fit");
    println!(
        "{name:9} {:>7} rows/s, {:.2} s of which {:.2} s to take the file in, at most {} KiB resident",
        u128::from(rows) * 1_000_000 / took.as_micros().max(1),
        took.as_secs_f64(),
        received.as_secs_f64(),
        peak.end(),
    );
}

/// The most memory in use while it watches.
struct Peak {
    most: Arc<AtomicU64>,
    is_over: Arc<AtomicBool>,
}

impl Peak {
    fn watch() -> Self {
        let (most, is_over) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
        let watcher = (Arc::clone(&most), Arc::clone(&is_over));
        thread::spawn(move || {
            while !watcher.1.load(Ordering::Relaxed) {
                watcher.0.fetch_max(resident(), Ordering::Relaxed);
                thread::sleep(Duration::from_millis(5));
            }
        });
        Self { most, is_over }
    }

    fn end(self) -> u64 {
        self.is_over.store(true, Ordering::Relaxed);
        self.most.load(Ordering::Relaxed)
    }
}

/// Chats of about two kilobytes, no two alike and every tenth with a call.
fn write(path: &Path, rows: u64) {
    let mut out = BufWriter::new(File::create(path).expect("a new file"));
    for number in 0..rows {
        let mut words = Words::of(number);
        let mut answer = json!({"role": "assistant", "content": words.text(190)});
        if number.is_multiple_of(10) {
            answer["tool_calls"] = json!([{
                "id": format!("call_{number}"), "type": "function",
                "function": {"name": "find_clause", "arguments": json!({"topic": words.text(4)}).to_string()},
            }]);
        }
        let row = json!({"messages": [
            {"role": "system", "content": words.text(20)},
            {"role": "user", "content": words.text(60)},
            answer,
        ]});
        writeln!(out, "{row}").expect("room on the disk");
    }
    out.flush().expect("room on the disk");
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |about| about.len())
}

//! What the vault costs, measured: `cargo bench --bench vault`. Each figure stands beside what it is compared with,
//! taken in the same run, because times do not travel from one machine to another and ratios do.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a measurement that cannot go on ends with the reason"
)]

mod append;
#[path = "../../tests/it/vault/home.rs"]
#[expect(dead_code, reason = "the tests need more of it")]
mod home;
mod login;
mod reopen;

use std::time::{Duration, Instant};

const PASSWORD: &str = "correct horse battery";

fn main() {
    append::measure();
    login::measure();
    reopen::measure();
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let since = Instant::now();
    let done = work();
    (done, since.elapsed())
}

/// The time that so many hundredths of all times are within.
fn percentile(times: &mut [Duration], hundredths: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() * hundredths / 100).min(times.len() - 1)]
}

fn median(times: &mut [Duration]) -> Duration {
    percentile(times, 50)
}

/// One line: what, how long, and how that compares.
fn report(what: &str, took: Duration, beside: &str, other: Duration, goal: &str) {
    let ratio = took.as_secs_f64() / other.as_secs_f64();
    println!("{what}: {took:.2?}, {beside}: {other:.2?}, ratio {ratio:.2} (goal {goal})");
}

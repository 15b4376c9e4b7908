//! How long a test goes on. Each is short by itself; with `DSFORGE_TORTURE=1` it is as long as it takes to be sure,
//! and with a higher number that many times longer.

/// How often: seldom in every run of the tests, often when it is asked for.
pub(crate) fn times(seldom: u64, often: u64) -> u64 {
    let asked = std::env::var_os("DSFORGE_TORTURE").and_then(|value| value.to_str()?.parse::<u64>().ok());
    asked.map_or(seldom, |factor| often.saturating_mul(factor.max(1)))
}

//! What the store does when the disk does not do what it should. Each test is short here; with `DSFORGE_TORTURE=1`
//! it is long, and with a higher number that many times longer.

mod damage;
mod disk;
mod errors;
mod killed;
mod power;

/// How often: seldom in every run of the tests, often when it is asked for.
fn times(seldom: u64, often: u64) -> u64 {
    let asked = std::env::var_os("DSFORGE_TORTURE").and_then(|value| value.to_str()?.parse::<u64>().ok());
    asked.map_or(seldom, |factor| often.saturating_mul(factor.max(1)))
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.roll() % limit.max(1) as u64).unwrap_or_default()
    }

    fn hundredths(&mut self, chance: u64) -> bool {
        self.roll() % 100 < chance
    }
}

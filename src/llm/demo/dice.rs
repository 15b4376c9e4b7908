//! Chance that repeats itself: the same seed and the same words give the same throws, on every machine.

/// A source of choices.
#[derive(Clone)]
pub(super) struct Dice(u64);

impl Dice {
    /// Seeded by a number and by texts.
    pub(super) fn new<'a>(seed: u32, texts: impl IntoIterator<Item = &'a str>) -> Self {
        // FNV-1a: short, and equal everywhere, which the standard library's hashers do not promise.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ u64::from(seed);
        for byte in texts.into_iter().flat_map(|text| text.bytes().chain([0])) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Self(hash ^ (u64::from(seed) << 32))
    }

    /// A number below `n`; 0 when `n` is 0.
    pub(super) fn below(&mut self, n: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % (n.max(1) as u64)).unwrap_or_default()
    }

    /// One of several.
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    /// True in `percent` of a hundred throws.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// From 50 to 149.
    pub(super) fn percent(&mut self) -> u32 {
        50 + u32::try_from(self.below(100)).unwrap_or_default()
    }

    /// All of them, in another order.
    pub(super) fn shuffled<T: Clone>(&mut self, items: &[T]) -> Vec<T> {
        let mut items = items.to_vec();
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
        items
    }
}

//! The real program on a file that something else has written to.

use std::fs;

use super::home::Home;
use crate::support::torture::times;

const PASSWORD: &str = "correct horse battery";

#[test]
fn a_damaged_file_is_called_so_in_a_sentence_and_never_a_mistake_of_the_program() {
    let home = Home::new();
    home.add_ada(PASSWORD);
    let whole = fs::read(home.db()).expect("the data");
    let mut dice = 7_u64;
    let mut below = |limit: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(dice >> 33).expect("a number") % limit
    };
    let (mut harmless, mut refused) = (0, 0);
    for number in 0..times(40, 500) {
        let mut damaged = whole.clone();
        // A bit somewhere, or one near the beginning, where what redb says of itself stands; or the end is missing.
        match number % 4 {
            0 => damaged.truncate(1 + below(whole.len() - 1)),
            1 => damaged[below(512)] ^= 1 << below(8),
            _ => damaged[below(whole.len())] ^= 1 << below(8),
        }
        fs::write(home.db(), damaged).expect("it is written");
        let listed = home.run(&["user", "list"], &[]);
        assert!(!listed.stderr.contains("mistake in the program"), "{number}: {listed:?}");
        match listed.code {
            Some(0) => {
                assert!(listed.stdout.contains("ada"), "{number}: {listed:?}");
                harmless += 1;
            }
            Some(1) => {
                assert!(
                    listed.stderr.contains("damaged") || listed.stderr.contains("newer"),
                    "{number}: {listed:?}"
                );
                refused += 1;
            }
            _ => panic!("{number}: {listed:?}"),
        }
    }
    println!("damaged files: {refused} refused, {harmless} harmless, 0 mistaken");
    assert!(refused > 0 && harmless > 0, "{refused} refused, {harmless} harmless");
}

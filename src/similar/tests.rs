//! What counts as alike, and whether it is found.

use proptest::prelude::*;

use super::*;

const CLAUSE: &str = "The tenant shall give the landlord written notice of any defect of the rented rooms without undue \
                      delay. If the tenant does not give notice, the tenant has to pay for what could have been put \
                      right in time. Small repairs up to one hundred euros a year are paid by the tenant.";

#[test]
fn a_text_is_like_itself_whatever_its_case_and_punctuation() {
    assert!(
        (similarity(CLAUSE, &CLAUSE.to_uppercase().replace(['.', ','], " ;")) - 1.0).abs() < f64::EPSILON
    );
    assert_eq!(Sketch::of(CLAUSE), Sketch::of(&CLAUSE.to_uppercase().replace('.', "!")));
}

#[test]
fn texts_without_a_word_in_common_are_not_alike() {
    assert!(similarity(CLAUSE, "Bread is baked of flour, water and salt.").abs() < f64::EPSILON);
    assert!(similarity("heating", "deposit").abs() < f64::EPSILON);
    assert!((similarity("Deposit", "deposit!") - 1.0).abs() < f64::EPSILON);
}

#[test]
fn words_without_spaces_are_told_apart() {
    let (one, other) = ("租户应及时书面通知房东任何缺陷", "租户应及时书面通知房东任何损坏");
    let alike = similarity(one, other);
    assert!(alike > 0.5 && alike < 1.0, "{alike}");
}

#[test]
fn one_changed_word_in_a_clause_is_a_near_copy_and_is_found() {
    let changed = CLAUSE.replace("one hundred", "two hundred");
    let mut index = Index::default();
    index.insert(41, Sketch::of(CLAUSE));
    index.insert(42, Sketch::of("The rent is due on the third working day of each month."));
    let found = index.like(&Sketch::of(&changed), 0.8);
    assert_eq!(found.iter().map(|like| like.id).collect::<Vec<_>>(), [41]);
    assert!((found[0].similarity - similarity(CLAUSE, &changed)).abs() < 0.1);
}

#[test]
fn what_is_taken_out_or_replaced_is_found_no_more() {
    let mut index = Index::default();
    index.insert(1, Sketch::of(CLAUSE));
    index.insert(1, Sketch::of("The deposit is two months' rent."));
    assert!(index.like(&Sketch::of(CLAUSE), 0.8).is_empty());
    index.remove(1);
    assert!(index.is_empty() && index.like(&Sketch::of("The deposit is two months' rent."), 0.8).is_empty());
}

#[test]
fn an_empty_text_is_like_nothing() {
    let mut index = Index::default();
    index.insert(1, Sketch::of(" … "));
    assert_eq!(index.len(), 0);
    assert!(index.like(&Sketch::of(""), 0.0).is_empty());
}

#[test]
fn an_index_that_grows_past_its_buckets_still_finds_everybody() {
    let text =
        |n: usize| format!("Clause {n} says that tenant {} pays {} euros on day {}.", n * 7, n * 31, n * 13);
    let mut index = Index::default();
    for n in 0..500 {
        index.insert(n as u64, Sketch::of(&text(n)));
    }
    for n in (0..500).step_by(7) {
        let found = index.like(&Sketch::of(&text(n)), 0.99);
        assert_eq!(found.first().map(|like| like.id), Some(n as u64));
    }
}

/// A text of some words out of a small vocabulary, and one with a few of them replaced.
fn text_and_copy() -> impl Strategy<Value = (Vec<u16>, Vec<(prop::sample::Index, u16)>)> {
    (
        prop::collection::vec(0_u16..2_000, 60..300),
        prop::collection::vec((any::<prop::sample::Index>(), 0_u16..2_000), 0..6),
    )
}

fn written(words: &[u16]) -> String {
    words.iter().map(|word| format!("w{word}")).collect::<Vec<_>>().join(" ")
}

proptest! {
    #[test]
    fn a_sketch_estimates_what_counting_finds((words, changes) in text_and_copy()) {
        let mut changed = words.clone();
        for (at, word) in changes {
            let place = at.index(changed.len());
            changed[place] = word;
        }
        let (one, other) = (written(&words), written(&changed));
        let exact = similarity(&one, &other);
        let estimated = Sketch::of(&one).similarity(&Sketch::of(&other));
        // Five standard deviations of 128 samples.
        prop_assert!((exact - estimated).abs() < 0.23, "{exact} {estimated}");
    }

    #[test]
    fn a_near_copy_is_found_among_others((words, changes) in text_and_copy(), others in prop::collection::vec(prop::collection::vec(2_000_u16..9_000, 60..120), 0..20)) {
        let mut changed = words.clone();
        for (at, word) in changes.into_iter().take(2) {
            let place = at.index(changed.len());
            changed[place] = word;
        }
        let mut index = Index::default();
        for (n, other) in others.iter().enumerate() {
            index.insert(n as u64, Sketch::of(&written(other)));
        }
        index.insert(999, Sketch::of(&written(&words)));
        let found = index.like(&Sketch::of(&written(&changed)), 0.6);
        prop_assert_eq!(found.first().map(|like| like.id), Some(999));
    }
}

#[test]
fn near_copies_in_a_crowd_are_one_group_and_the_others_stand_alone() {
    let text = |n: usize| {
        let words = (0..120).map(|word| format!("w{}", (n * 7919 + word * word * 31) % 5003));
        words.collect::<Vec<_>>().join(" ")
    };
    let (mut crowd, mut groups) = (Crowd::default(), Clusters::default());
    for n in 0..300 {
        crowd.push(groups.add(), &Sketch::of(&text(n)));
    }
    // A copy of every tenth, with a word more and a word less.
    for n in (0..300).step_by(10) {
        let copy = text(n).replacen(' ', " indeed ", 1);
        let copy = copy.rsplit_once(' ').map_or("", |(most, _)| most);
        crowd.push(groups.add(), &Sketch::of(copy));
    }
    crowd.join_alike(0.72, &mut groups);
    for n in 0..300 {
        assert_eq!(groups.first_of(n), n);
    }
    for (copy, of) in (300..330).zip((0..300).step_by(10)) {
        assert_eq!(groups.first_of(copy), of);
    }
}

#[test]
fn whoever_is_joined_to_a_member_is_joined_to_the_group() {
    let mut groups = Clusters::default();
    let all: Vec<u32> = (0..6).map(|_| groups.add()).collect();
    groups.join(all[4], all[5]);
    groups.join(all[3], all[4]);
    groups.join(all[1], all[5]);
    let firsts: Vec<u32> = all.iter().map(|one| groups.first_of(*one)).collect();
    assert_eq!(firsts, [0, 1, 2, 1, 1, 1]);
}

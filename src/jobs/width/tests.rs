//! The search against servers that exist on paper only, whose best width is known.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, VecDeque},
};

use proptest::prelude::*;

use super::*;

/// A server with some places, and a queue before them.
#[derive(Clone, Copy, Debug)]
struct Server {
    places: usize,
    /// To the first token and to the end, in milliseconds, counted from when a question gets its place.
    first: u64,
    whole: u64,
    /// By how much that varies, in percent.
    varies: u64,
    /// From how many questions on it refuses.
    refuses_from: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    First,
    End,
}

struct Outcome {
    /// Answers of the whole time.
    answers: usize,
    /// Answers of its second half.
    late_answers: usize,
    /// What answers of the second half took to begin, each, in microseconds.
    late_waits: Vec<u64>,
    widest: usize,
    search: WidthSearch,
}

const PLENTY: Server = Server { places: 8, first: 5, whole: 100, varies: 0, refuses_from: usize::MAX };

/// Puts as many questions to a server as the search allows, for some time.
fn simulate(server: Server, start: usize, milliseconds: u64) -> Outcome {
    let mut search = WidthSearch::from(start);
    let mut events = BinaryHeap::new();
    let mut queue = VecDeque::new();
    let mut asked = Vec::new();
    let (mut in_flight, mut busy, mut now, mut closed_until) = (0, 0, 0, 0);
    let (mut answers, mut late_answers, mut widest) = (0, 0, 0);
    let mut late_waits = Vec::new();
    let mut dice = 0x9e37_79b9_u64;
    loop {
        while in_flight < search.width() && now >= closed_until {
            in_flight += 1;
            let question = Asked { at: Duration::from_micros(now) };
            if in_flight > server.refuses_from {
                in_flight -= 1;
                search.refused(question, Duration::from_micros(now));
                closed_until = now + 200_000;
                events.push(Reverse((closed_until, usize::MAX, Event::End)));
                break;
            }
            asked.push(question);
            queue.push_back(asked.len() - 1);
        }
        while busy < server.places
            && let Some(question) = queue.pop_front()
        {
            busy += 1;
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let percent = 100 - server.varies + (dice >> 33) % (2 * server.varies + 1);
            let after = |ms: u64| now + ms * percent * 10;
            events.push(Reverse((after(server.first), question, Event::First)));
            events.push(Reverse((after(server.whole), question, Event::End)));
        }
        widest = widest.max(search.width());
        let Some(Reverse((at, question, event))) = events.pop() else { break };
        if at > milliseconds * 1000 {
            break;
        }
        now = at;
        match (asked.get(question), event) {
            (Some(question), Event::First) => {
                let is_full = in_flight >= search.width();
                if now > milliseconds * 500 {
                    late_waits.push(now - u64::try_from(question.at.as_micros()).expect("a short time"));
                }
                search.began(*question, is_full, Duration::from_micros(now));
            }
            (Some(_), Event::End) => {
                in_flight -= 1;
                busy -= 1;
                answers += 1;
                late_answers += usize::from(now > milliseconds * 500);
                search.ended(Duration::from_micros(now));
            }
            (None, _) => {}
        }
    }
    Outcome { answers, late_answers, late_waits, widest, search }
}

/// What half of the answers took at most to begin, in milliseconds.
#[expect(clippy::cast_precision_loss, reason = "short times")]
fn median(mut waits: Vec<u64>) -> f64 {
    waits.sort_unstable();
    waits.get(waits.len() / 2).map_or(0.0, |wait| *wait as f64 / 1000.0)
}

/// Of what a server can answer in this time, the part that it did answer.
#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn share(answers: usize, server: Server, milliseconds: u64) -> f64 {
    let ideal = server.places as f64 * milliseconds as f64 / server.whole as f64;
    answers as f64 / ideal
}

#[test]
fn eight_places_are_found_within_the_first_answers() {
    for (start, first) in [(1, 5), (4, 5), (4, 100)] {
        let server = Server { first, ..PLENTY };
        let outcome = simulate(server, start, 5_000);
        let share = share(outcome.answers, server, 5_000);
        assert!(share > 0.97, "from {start}, first token after {first} ms: {share}");
        assert!(outcome.search.width() <= 16, "{:?}", outcome.search);
    }
}

#[expect(clippy::cast_precision_loss, reason = "short times")]
#[test]
fn questions_do_not_stand_in_the_queue_of_a_server_whose_places_are_known() {
    for (start, first, varies) in [(1, 5, 0), (4, 5, 0), (1, 5, 2), (1, 40, 20), (4, 40, 20), (4, 100, 10)] {
        let server = Server { first, varies, ..PLENTY };
        let outcome = simulate(server, start, 20_000);
        let share = share(outcome.late_answers * 2, server, 20_000);
        assert!(share > 0.97, "{server:?} from {start}: {share}");
        let median = median(outcome.late_waits);
        // One question in the queue of eight places would add an eighth of an answer.
        assert!(median < first as f64 * 1.1 + 4.0, "{server:?} from {start}: {median} ms");
    }
}

#[test]
fn longer_prompts_are_not_taken_for_a_queue() {
    let mut search = WidthSearch::from(1);
    let mut now = Duration::ZERO;
    let mut answer = |search: &mut WidthSearch, first: u64, whole: u64| {
        // As many as may be are asked at once, and each has its place.
        let asked = Asked { at: now };
        let width = search.width();
        for _ in 0..width {
            search.began(asked, true, now + Duration::from_millis(first));
        }
        now += Duration::from_millis(whole);
        for _ in 0..width {
            search.ended(now);
        }
    };
    for _ in 0..200 {
        answer(&mut search, 50, 1_000);
    }
    let before = search.width();
    for _ in 0..400 {
        answer(&mut search, 400, 1_350);
    }
    assert!(search.width() * 4 >= before * 3, "{before} and then {}", search.width());
}

#[test]
fn a_server_that_works_on_one_question_at_a_time_is_hardly_asked_more() {
    let server = Server { places: 1, first: 300, whole: 10_000, ..PLENTY };
    let outcome = simulate(server, 1, 2_000_000);
    assert!(outcome.widest <= 2, "{}", outcome.widest);
    assert!(share(outcome.answers, server, 2_000_000) > 0.99);
    let mut alone = 0;
    for seconds in 1..=100 {
        alone += usize::from(simulate(server, 1, seconds * 20_000).search.width() == 1);
    }
    assert!(alone > 80, "{alone}");
}

#[test]
fn a_fixed_width_stays() {
    let mut search = WidthSearch::fixed(3);
    let asked = Asked { at: Duration::ZERO };
    for second in 1..50 {
        search.began(asked, true, Duration::from_secs(second));
        search.ended(Duration::from_secs(second));
        search.refused(asked, Duration::from_secs(second));
    }
    assert_eq!(search.width(), 3);
}

#[test]
fn refusals_of_one_moment_count_once() {
    let mut search = WidthSearch::from(16);
    let asked = Asked { at: Duration::from_secs(1) };
    for _ in 0..16 {
        search.refused(asked, Duration::from_secs(2));
    }
    assert_eq!(search.width(), 12);
    let later = Asked { at: Duration::from_secs(3) };
    search.refused(later, Duration::from_secs(4));
    assert_eq!(search.width(), 9);
}

#[test]
fn the_time_to_load_a_model_is_not_taken_for_its_usual_time() {
    let mut search = WidthSearch::from(1);
    let at = Duration::from_secs;
    search.began(Asked { at: at(0) }, true, at(20));
    assert_eq!(search.width(), 1);
    search.began(Asked { at: at(30) }, true, at(30) + Duration::from_millis(200));
    assert_eq!(search.width(), 2);
    // Ten seconds for a place would be nothing against twenty for loading.
    for second in [40, 41] {
        search.began(Asked { at: at(second) }, true, at(second + 10));
    }
    assert_eq!(search.width(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_server_with_places_is_kept_busy(
        places in 2_usize..64,
        first in 2_u64..400,
        more in 1_u64..2_000,
        varies in 0_u64..30,
        start in prop::sample::select(vec![1, 4]),
    ) {
        let server = Server { places, first, whole: first + more, varies, refuses_from: usize::MAX };
        let time = server.whole * 100;
        let outcome = simulate(server, start, time);
        let share = share(outcome.late_answers * 2, server, time);
        // Where almost all of the time goes by before the first token, a queue looks like a slow server.
        let least = if first > 4 * more { 0.7 } else { 0.85 };
        prop_assert!(share > least, "{share} {:?}", outcome.search);
        // Twice as many as need no proof, where the first token takes almost all of the time.
        prop_assert!(outcome.widest <= (places * 4).max(32), "{}", outcome.widest);
    }

    #[test]
    fn a_server_that_refuses_is_asked_about_as_much_as_it_takes(
        places in 2_usize..32,
        first in 2_u64..100,
        more in 50_u64..500,
    ) {
        let server = Server { places, first, whole: first + more, varies: 10, refuses_from: places };
        let time = server.whole * 200;
        let outcome = simulate(server, 4, time);
        prop_assert!(outcome.search.width() <= places + 1, "{:?}", outcome.search);
        let share = share(outcome.late_answers * 2, server, time);
        prop_assert!(share > 0.6, "{share} {:?}", outcome.search);
    }
}

//! Texts that nobody would write, made from those that models did write. Each has a number, and the same number always
//! makes the same text. `just fuzz-tool-calls` tries ten million of them.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde::Deserialize;

use super::*;

/// Longer than this, no text may take.
const LONGEST: Duration = Duration::from_secs(5);

/// What marks calls, opens and closes things, or is otherwise looked at.
const PIECES: &[&str] = &[
    "<tool_call>",
    "</tool_call>",
    "<|tool_call|>",
    "<|/tool_call|>",
    "[TOOL_CALLS]",
    "[CALL_ID]",
    "[ARGS]",
    "```",
    "```json\n",
    "```tool_code\n",
    "``` \u{a0}json\n",
    "<think>",
    "</think>",
    "<function=",
    "</function>",
    "<parameter=",
    "</parameter>",
    "<|python_tag|>",
    "<start_function_call>",
    "<end_function_call>",
    "<escape>",
    "<|\"|>",
    ">>>",
    "<|channel|>",
    "<|message|>",
    "<|call|>",
    "<｜DSML｜",
    "<｜tool▁calls▁begin｜>",
    "functools[",
    "print(",
    "default_api.",
    "call:",
    "Action:",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "'",
    "“",
    "”",
    "\"\"\"",
    "\\",
    "\\u",
    "\\ud800",
    "\\n",
    "\n",
    "\r\n",
    ":",
    "=",
    ",",
    ",,",
    "-",
    "+",
    "1e999",
    "-0",
    "00",
    "0x1F",
    "1_000",
    "NaN",
    "None",
    "True",
    "null",
    "\u{0}",
    "\u{2028}",
    "\u{feff}",
    "é",
    "e\u{301}",
    "🏠",
    "名",
    "İ",
    "ß",
    "\"name\"",
    "\"arguments\"",
    "\"parameters\"",
    "{\"name\": \"",
    "get_weather",
    "no_args",
];

#[derive(Deserialize)]
struct Seed {
    tools: Vec<ToolDefinition>,
    text: String,
}

fn seeds() -> Vec<Seed> {
    let lines = include_str!("../../../tests/fixtures/tool_call_cases.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).expect("a case")).collect()
}

/// Numbers that look random and come in the same order for the same start (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `end`, which is left out.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % end.max(1) as u64).unwrap_or_default()
    }

    fn one_of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    /// A place between two letters.
    fn place(&mut self, text: &str) -> usize {
        let place = self.below(text.len() + 1);
        (0..=place).rev().find(|place| text.is_char_boundary(*place)).unwrap_or_default()
    }

    /// A part of a text, at most so long.
    fn part(&mut self, text: &str, longest: usize) -> std::ops::Range<usize> {
        let from = self.place(text);
        let to = (from + self.below(longest)).min(text.len());
        let to = (from..=to).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(from);
        from..to
    }
}

/// The text of a number, and the tools that are offered with it.
fn make(number: u64, seeds: &[Seed]) -> (String, &[ToolDefinition]) {
    let mut dice = Dice(number.wrapping_mul(0xd6e8_feb8_6659_fd93));
    let seed = &seeds[dice.below(seeds.len())];
    let mut text = seed.text.clone();
    for _ in 0..=dice.below(6) {
        change(&mut text, &mut dice, seeds);
    }
    let tools = match dice.below(16) {
        0 => &[],
        1 => seeds[dice.below(seeds.len())].tools.as_slice(),
        _ => seed.tools.as_slice(),
    };
    (text, tools)
}

fn change(text: &mut String, dice: &mut Dice, seeds: &[Seed]) {
    match dice.below(12) {
        0 => text.truncate(dice.place(text)),
        1 => drop(text.drain(dice.part(text, 40))),
        2 => {
            let twice = text[dice.part(text, 200)].to_owned();
            text.insert_str(dice.place(text), &twice);
        }
        3 => {
            let moved: String = text.drain(dice.part(text, 60)).collect();
            text.insert_str(dice.place(text), &moved);
        }
        // The beginning of one and the end of another.
        4 => {
            let other = &seeds[dice.below(seeds.len())].text;
            text.truncate(dice.place(text));
            text.push_str(&other[dice.place(other)..]);
        }
        5 => {
            let other = &seeds[dice.below(seeds.len())].text;
            let part = other[dice.part(other, 120)].to_owned();
            text.insert_str(dice.place(text), &part);
        }
        6 => {
            let swapped = text[dice.part(text, 30)].to_ascii_uppercase();
            text.insert_str(dice.place(text), &swapped);
        }
        7 if dice.below(16) == 0 => {
            let deep = dice.one_of(PIECES).repeat(dice.below(4_000));
            text.insert_str(dice.place(text), &deep);
        }
        8 => {
            let range = dice.part(text, 4);
            text.replace_range(range, dice.one_of(PIECES));
        }
        _ => text.insert_str(dice.place(text), dice.one_of(PIECES)),
    }
}

/// What is wrong with what was found in the text of a number.
fn fault(number: u64, seeds: &[Seed]) -> Option<String> {
    let (text, tools) = make(number, seeds);
    let since = Instant::now();
    let Ok(found) = catch_unwind(AssertUnwindSafe(|| find(&text, tools))) else {
        return Some(format!("text {number} makes it panic: {text:?}"));
    };
    if since.elapsed() > LONGEST {
        return Some(format!("text {number} takes {:?}: {text:?}", since.elapsed()));
    }
    let unknown = found.calls.iter().find(|call| !tools.iter().any(|tool| tool.function.name == call.name));
    unknown.map(|call| format!("text {number} calls {:?}, which was not offered: {text:?}", call.name))
}

/// Tries texts of all numbers up to one on all cores, and gives what is wrong with the first that fails.
fn try_all(count: u64) -> Option<String> {
    let (next, seeds) = (AtomicU64::new(0), seeds());
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return None;
            }
            if let Some(fault) = fault(number, &seeds) {
                next.store(count, Ordering::Relaxed);
                return Some(fault);
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().find_map(|worker| worker.join().expect("a worker"))
    })
}

#[test]
fn no_text_makes_the_extractor_panic_or_call_what_was_not_offered() {
    let asked = std::env::var_os("DSFORGE_FUZZ").and_then(|count| count.to_str()?.parse().ok());
    assert_eq!(try_all(asked.unwrap_or(3_000)), None);
}

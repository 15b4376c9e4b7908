//! Reasoning that a model writes into its text, between `<think>` and `</think>`, told apart while it comes.
//! Only a text that begins with the tag has reasoning; one that mentions it later is text.

use super::Piece;

const OPEN: &str = "<think>";
const CLOSE: &str = "</think>";

/// Splits a text that arrives in parts.
#[derive(Default)]
pub(super) struct ThinkSplitter {
    state: State,
    held: String,
    /// Whether some reasoning was given; before that, space is not reasoning.
    has_thought: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Begin,
    Thinking,
    AfterThinking,
    Text,
}

impl ThinkSplitter {
    /// Takes the next part and gives what is certain by now.
    pub(super) fn push(&mut self, part: &str, out: &mut Vec<Piece>) {
        if self.state == State::Text {
            return text(part.to_owned(), out);
        }
        self.held.push_str(part);
        while self.step(out) {}
    }

    /// Gives what was held back, since nothing more comes.
    pub(super) fn end(mut self, out: &mut Vec<Piece>) {
        let rest = std::mem::take(&mut self.held);
        match self.state {
            State::Begin | State::Text => text(rest, out),
            State::Thinking => reasoning(rest, out),
            State::AfterThinking => {}
        }
    }

    /// One move of the automaton; false when it needs more text.
    fn step(&mut self, out: &mut Vec<Piece>) -> bool {
        match self.state {
            State::Begin => self.begin(),
            State::Thinking => self.think(out),
            State::AfterThinking => {
                let rest = self.held.trim_start();
                if rest.is_empty() {
                    self.held.clear();
                    return false;
                }
                self.held = rest.to_owned();
                self.state = State::Text;
                true
            }
            State::Text => {
                text(std::mem::take(&mut self.held), out);
                false
            }
        }
    }

    fn begin(&mut self) -> bool {
        let start = self.held.trim_start();
        if let Some(rest) = start.strip_prefix(OPEN) {
            self.held = rest.to_owned();
            self.state = State::Thinking;
            return true;
        }
        if OPEN.starts_with(start) {
            return false;
        }
        self.state = State::Text;
        true
    }

    fn think(&mut self, out: &mut Vec<Piece>) -> bool {
        if !self.has_thought {
            self.held = self.held.trim_start().to_owned();
            self.has_thought = !self.held.is_empty();
        }
        if let Some((thought, rest)) = self.held.split_once(CLOSE) {
            let rest = rest.to_owned();
            reasoning(thought.trim_end().to_owned(), out);
            self.held = rest;
            self.state = State::AfterThinking;
            return true;
        }
        let keep = held_back(&self.held);
        let rest = self.held.split_off(self.held.len() - keep);
        reasoning(std::mem::replace(&mut self.held, rest), out);
        false
    }
}

/// Bytes at the end that may turn out to be the closing tag or the space before it.
fn held_back(text: &str) -> usize {
    let tag = (1..CLOSE.len()).rev().find(|n| text.ends_with(&CLOSE[..*n])).unwrap_or(0);
    let before = &text[..text.len() - tag];
    tag + before.len() - before.trim_end().len()
}

fn text(text: String, out: &mut Vec<Piece>) {
    if !text.is_empty() {
        out.push(Piece::Text(text));
    }
}

fn reasoning(text: String, out: &mut Vec<Piece>) {
    if !text.is_empty() {
        out.push(Piece::Reasoning(text));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split<'a>(parts: impl IntoIterator<Item = &'a str>) -> (String, String) {
        let mut splitter = ThinkSplitter::default();
        let mut pieces = Vec::new();
        for part in parts {
            splitter.push(part, &mut pieces);
        }
        splitter.end(&mut pieces);
        let (mut thought, mut said) = (String::new(), String::new());
        for piece in pieces {
            match piece {
                Piece::Reasoning(text) => thought += &text,
                Piece::Text(text) => said += &text,
                Piece::Loading => {}
            }
        }
        (thought, said)
    }

    fn check(text: &str, thought: &str, said: &str) {
        let expected = (thought.to_owned(), said.to_owned());
        assert_eq!(split([text]), expected, "{text:?} at once");
        let letters: Vec<String> = text.chars().map(String::from).collect();
        assert_eq!(split(letters.iter().map(String::as_str)), expected, "{text:?} letter by letter");
    }

    #[test]
    fn reasoning_is_told_from_text_however_it_is_cut() {
        check("<think>\nA tenant asks.\n</think>\n\nThe clause says", "A tenant asks.", "The clause says");
        check("The clause says", "", "The clause says");
        check("  <think>a < b </thin> c</think>x", "a < b </thin> c", "x");
        check("<think></think>ok", "", "ok");
        check("<thinking is hard", "", "<thinking is hard");
        check("The <think> tag", "", "The <think> tag");
        check("<think>cut off", "cut off", "");
        check("<", "", "<");
    }

    proptest! {
        #[test]
        fn no_cut_changes_the_split(text in "(<think>)?[a<>/ \n]{0,12}(</think>)?[ \nb</>]{0,8}", at in 0_usize..40) {
            let at = at.min(text.len());
            prop_assert_eq!(split([&text[..at], &text[at..]]), split([text.as_str()]));
        }
    }
}

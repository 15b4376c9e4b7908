//! Other ways to say a prompt, for when the demo is asked for them.

use super::{dice::Dice, order::Order, prompt::Prompt};

/// Words by which a request for paraphrases is known.
const ASKED_BY: &[&str] = &["paraphras", "rephras", "reword", "rewrite"];

/// Frames for a question.
const QUESTIONS: &[&str] = &[
    "I would like to know: @",
    "Help me with this question: @",
    "Here is my question: @",
    "Can you answer this? @",
    "Something I have been wondering: @",
    "Tell me, please: @",
];

/// Frames for anything else. `@` keeps its capital.
const STATEMENTS: &[&str] = &[
    "Here is what this is about, so that you know where I stand. @",
    "Before you say anything, consider the following with care. @",
    "This is the situation as I see it, and I want to hear from you. @",
    "Please read this carefully and then tell me what you make of it. @",
    "I have something for you that I would like you to look at. @",
    "Take what follows as it is and work with it. @",
];

/// Ends that set apart what would be the same otherwise.
const ENDS: &[&str] = &[
    "Use your own words.",
    "Keep it to the point.",
    "Leave nothing important out.",
    "Write for someone who is new to this.",
    "Be as exact as you can.",
    "Mention what matters most first.",
];

/// Whether paraphrases are wanted.
pub(super) fn is_asked_for(prompt: &Prompt) -> bool {
    prompt.mentions(ASKED_BY)
}

/// The passage to paraphrase: what is fenced, tagged or quoted, else what follows the request, else all.
pub(super) fn passage(prompt: &Prompt) -> &str {
    let text = prompt.text.as_str();
    for (open, close) in
        [("<text>", "</text>"), ("<prompt>", "</prompt>"), ("\"\"\"", "\"\"\""), ("```", "```")]
    {
        if let Some((_, rest)) = text.split_once(open)
            && let Some((inside, _)) = rest.rsplit_once(close)
        {
            return inside.trim();
        }
    }
    let asks_in_text = ASKED_BY.iter().any(|word| text.to_lowercase().contains(word));
    if !asks_in_text {
        return text;
    }
    let after = text.split_once("\n\n").or_else(|| text.split_once(":\n")).or_else(|| text.split_once(": "));
    after.map_or(text, |(_, rest)| rest.trim())
}

/// Paraphrases without end, each unlike those before it.
pub(super) struct Paraphrases {
    said: Said,
    frames: Vec<&'static str>,
    dice: Dice,
    given: Vec<String>,
}

/// What is to be said otherwise.
enum Said {
    /// Something to do, which is put together anew.
    Order(Order),
    /// A question.
    Question(String),
    /// Anything else.
    Statement(String),
}

impl Paraphrases {
    /// Of a passage.
    pub(super) fn of(passage: &str, dice: &mut Dice) -> Self {
        let passage = passage.trim();
        let said = match Order::read(passage) {
            Some(order) => Said::Order(order),
            None if passage.ends_with('?') => Said::Question(uncapitalised(passage)),
            None => Said::Statement(passage.to_owned()),
        };
        let frames = match &said {
            Said::Order(order) => order.frames(),
            Said::Question(_) => QUESTIONS.to_vec(),
            Said::Statement(_) => STATEMENTS.to_vec(),
        };
        Self { said, frames: dice.shuffled(&frames), dice: dice.clone(), given: Vec::new() }
    }

    fn attempt(&mut self, round: usize) -> String {
        let frame = self.frames[round % self.frames.len()];
        let framed = match &self.said {
            Said::Order(order) => order.said_as(frame, &mut self.dice),
            Said::Question(text) | Said::Statement(text) => frame.replace('@', text),
        };
        // Every frame was used: from here on, ends tell the paraphrases apart.
        match (round / self.frames.len()).checked_sub(1) {
            Some(n) => format!("{framed} {}", ENDS[(n + round) % ENDS.len()]),
            None => framed,
        }
    }
}

impl Iterator for Paraphrases {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let rounds = self.given.len()..;
        let fresh = rounds
            .take(200)
            .find_map(|round| Some(self.attempt(round)).filter(|said| !self.given.contains(said)))?;
        self.given.push(fresh.clone());
        Some(fresh)
    }
}

pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

pub(super) fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::message::{Message, Role};

    #[test]
    fn twenty_paraphrases_differ_and_keep_what_the_prompt_is_about() {
        let mut dice = Dice::new(7, ["seed"]);
        let prompt = "Explain this clause to a tenant: The deposit is returned within 30 days.";
        let all: Vec<String> = Paraphrases::of(prompt, &mut dice).take(20).collect();
        assert_eq!(all.len(), 20);
        for (n, one) in all.iter().enumerate() {
            assert!(one.contains("The deposit is returned within 30 days"), "{one}");
            assert!(one != prompt && !all[..n].contains(one), "{one}");
        }
    }

    #[test]
    fn the_passage_is_found_where_people_put_it() {
        let found = |text: &str| {
            let prompt = Prompt::read(&[Message::new(Role::User, text)]);
            passage(&prompt).to_owned()
        };
        assert_eq!(found("Paraphrase it.\n<text>\nExplain this.\n</text>"), "Explain this.");
        assert_eq!(found("Rewrite in 3 ways:\n\nExplain this."), "Explain this.");
        assert_eq!(found("Explain this."), "Explain this.");
    }
}

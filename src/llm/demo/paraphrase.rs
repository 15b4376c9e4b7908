//! Other ways to say a prompt, for when the demo is asked for them.

use super::{dice::Dice, prompt::Prompt};

/// Words by which a request for paraphrases is known.
const ASKED_BY: &[&str] = &["paraphras", "rephras", "reword", "rewrite"];

/// Frames for an order, such as `Explain this clause`. `@` is the order, beginning in lower case.
const ORDERS: &[&str] = &[
    "Please @",
    "I would like you to @",
    "Could you @",
    "Your task: @",
    "I need you to @",
    "Here is what I want you to do: @",
    "Take a moment to @",
    "It would help me if you could @",
    "In your own words, @",
    "As clearly as you can, @",
];

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
    "Here is what this is about. @",
    "Consider the following. @",
    "This is the situation. @",
    "Please read this carefully. @",
    "Take a look at this. @",
    "I have something for you. @",
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

/// Words that stand for one another. The first of each is what is looked for.
const SYNONYMS: &[&[&str]] = &[
    &["explain", "describe", "spell out", "clarify", "lay out"],
    &["write", "draft", "compose", "put together"],
    &["list", "name", "set down"],
    &["summarize", "sum up", "condense"],
    &["summarise", "sum up", "condense"],
    &["answer", "reply to", "respond to"],
    &["simple", "plain", "straightforward"],
    &["short", "brief", "compact"],
    &["clear", "easy to follow", "plain"],
    &["give", "provide", "offer"],
    &["show", "point out", "demonstrate"],
    &["important", "essential", "relevant"],
    &["help", "assist", "support"],
    &["friendly", "warm", "kind"],
    &["use", "rely on", "work with"],
    &["following", "next", "given"],
];

/// Verbs that begin an order, beside those with synonyms.
const VERBS: &[&str] = &[
    "add",
    "ask",
    "check",
    "compare",
    "create",
    "decide",
    "describe",
    "draft",
    "find",
    "fix",
    "generate",
    "make",
    "outline",
    "propose",
    "review",
    "rewrite",
    "suggest",
    "tell",
    "translate",
    "turn",
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
    passage: String,
    frames: Vec<&'static str>,
    dice: Dice,
    given: Vec<String>,
}

impl Paraphrases {
    /// Of a passage.
    pub(super) fn of(passage: &str, dice: &mut Dice) -> Self {
        let frames = if first_word(passage).is_some_and(|word| is_verb(&word)) {
            ORDERS
        } else if passage.trim_end().ends_with('?') {
            QUESTIONS
        } else {
            STATEMENTS
        };
        Self {
            passage: passage.trim().to_owned(),
            frames: dice.shuffled(frames),
            dice: dice.clone(),
            given: Vec::new(),
        }
    }

    fn attempt(&mut self, round: usize) -> String {
        let said = with_synonyms(&self.passage, &mut self.dice);
        let frame = self.frames[round % self.frames.len()];
        let framed = if frame.ends_with(". @") {
            frame.replace('@', &said)
        } else {
            frame.replace('@', &uncapitalised(&said))
        };
        let framed = if frame.starts_with("Could you") { as_question(&framed) } else { framed };
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

fn first_word(text: &str) -> Option<String> {
    let word = text.split_whitespace().next()?;
    Some(word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
}

fn is_verb(word: &str) -> bool {
    VERBS.contains(&word) || SYNONYMS.iter().any(|group| group[0] == word)
}

/// Exchanges some words of the first sentence, which is the part that asks; what follows it is material.
fn with_synonyms(text: &str, dice: &mut Dice) -> String {
    let end = text.find(['.', ':', '\n', '?']).unwrap_or(text.len());
    let (asking, material) = text.split_at(end);
    let words: Vec<String> = asking.split(' ').map(|word| synonym(word, dice)).collect();
    words.join(" ") + material
}

fn synonym(word: &str, dice: &mut Dice) -> String {
    let lower = word.to_lowercase();
    let Some(group) = SYNONYMS.iter().find(|group| group[0] == lower) else { return word.to_owned() };
    let chosen = dice.pick(group).copied().unwrap_or(group[0]);
    if word.starts_with(char::is_uppercase) { capitalised(chosen) } else { chosen.to_owned() }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Ends the first sentence with a question mark, when it ended with a full stop.
fn as_question(text: &str) -> String {
    match text.split_once('.') {
        Some((asking, rest)) => format!("{asking}?{rest}"),
        None => format!("{text}?"),
    }
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

//! What the demo gathers from a prompt: what it is about, how the answer is to look, and words that steer
//! the demo itself.

use std::collections::HashSet;

use crate::model::message::{Message, Role};

/// A prompt, read.
pub(super) struct Prompt {
    /// The last user turn, without words for the demo.
    pub(super) text: String,
    /// The system turns.
    pub(super) system: String,
    /// What it is about: short runs of words that carry meaning, each once, in their order.
    pub(super) topics: Vec<String>,
    /// Names and quoted passages.
    pub(super) names: Vec<String>,
    /// Numbers.
    pub(super) numbers: Vec<f64>,
    /// What the demo is told to do.
    pub(super) steering: Steering,
}

/// What words such as `demo:slow` ask for. They are found anywhere in the prompt.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Steering {
    pub(super) slow: bool,
    pub(super) fail: bool,
    pub(super) cut: bool,
}

const STEERING: [&str; 3] = ["demo:slow", "demo:fail", "demo:cut"];

/// Words that say nothing of what a text is about.
const EMPTY_WORDS: &str = " a an and any are as at be been but by can could do does each every for from had has have \
    her here him his how i if in into is it its just let like me more most must my no not of on one or our out \
    over please shall she should so some such than that the their them then there these they this those to too \
    under up us very was we were what when where which who whom whose why will with within without would you your \
    about above after again all also am because before being below between both did doing down during few further \
    he nor now off once only other own same through until while less end part well just even still yet ein eine \
    einem einen einer der die das den dem des es ist sind und oder was wer wie wo im in zu mit von für auf ";

/// That say what to do with it, and not what it is about.
const ASKING_WORDS: &str = " answer answers bullet bullets compose create describe draft explain formal friendly \
    generate give formally kindly list make need needs paragraph paragraphs points prompt reply respond response return \
    rewrite sentence sentences short show step steps summarise summarize tell text tone use using want words write \
    simple simply plain plainly warm concise brief briefly exactly json summary one two three four five six seven \
    eight nine ten ";

/// Longer runs of words are no topic but a sentence.
const LONGEST_TOPIC: usize = 3;

impl Prompt {
    /// Reads a conversation.
    pub(super) fn read(messages: &[Message]) -> Self {
        let all = || messages.iter().map(|m| m.content.as_str());
        let of = |role| messages.iter().filter(move |m| m.role == role).map(|m| m.content.as_str());
        let text = without_steering(of(Role::User).next_back().unwrap_or_default());
        let system = without_steering(&of(Role::System).collect::<Vec<_>>().join("\n"));
        let asks = |word| all().any(|text| text.contains(word));
        let [slow, fail, cut] = STEERING.map(asks);
        Self {
            topics: topics(&text),
            names: names(&text),
            numbers: numbers(&text),
            text,
            system,
            steering: Steering { slow, fail, cut },
        }
    }

    /// Whether one of the words, in lower case, stands in the system or user turn.
    pub(super) fn mentions(&self, words: &[&str]) -> bool {
        let both = format!("{}\n{}", self.system, self.text).to_lowercase();
        words.iter().any(|word| both.contains(word))
    }

    /// The number before a word that begins with `unit`, as in `in two short sentences`.
    pub(super) fn amount_of(&self, unit: &str) -> Option<usize> {
        let both = format!("{}\n{}", self.text, self.system).to_lowercase();
        let words: Vec<&str> = both.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let found = words.iter().position(|word| word.starts_with(unit))?;
        words[found.saturating_sub(3)..found].iter().rev().find_map(|word| amount(word))
    }
}

fn without_steering(text: &str) -> String {
    STEERING.iter().fold(text.to_owned(), |text, word| text.replace(word, "")).trim().to_owned()
}

fn amount(word: &str) -> Option<usize> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    word.parse().ok().or_else(|| WORDS.iter().position(|known| *known == word))
}

fn is_empty_word(word: &str) -> bool {
    let word = format!(" {} ", word.to_lowercase());
    EMPTY_WORDS.contains(&word) || ASKING_WORDS.contains(&word)
}

fn topics(text: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut topics = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    let mut end_run = |run: &mut Vec<&str>| {
        let topic = run.join(" ");
        let length = topic.chars().count();
        if (3..=40).contains(&length) && seen.insert(topic.to_lowercase()) {
            topics.push(topic);
        }
        run.clear();
    };
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let opens = word.starts_with(|c: char| !c.is_alphanumeric());
        if opens || bare.is_empty() || is_empty_word(bare) {
            end_run(&mut run);
        }
        if !bare.is_empty() && !is_empty_word_or_number(bare) {
            run.push(bare);
        }
        let closes = word.ends_with(|c: char| !c.is_alphanumeric());
        if closes || run.len() >= LONGEST_TOPIC {
            end_run(&mut run);
        }
    }
    end_run(&mut run);
    topics
}

fn is_empty_word_or_number(word: &str) -> bool {
    is_empty_word(word) || word.parse::<f64>().is_ok()
}

fn names(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if !name.is_empty() && name.chars().count() <= 60 && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    };
    for quoted in text.split(['"', '“', '”']).skip(1).step_by(2) {
        add(quoted.trim());
    }
    let mut begins_sentence = true;
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !begins_sentence && bare.chars().next().is_some_and(char::is_uppercase) && !is_empty_word(bare) {
            add(bare);
        }
        begins_sentence = word.ends_with(['.', '!', '?', ':']);
    }
    names
}

fn numbers(text: &str) -> Vec<f64> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.')
        .filter_map(|number| number.trim_matches('.').parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Prompt {
        Prompt::read(&[Message::new(Role::User, text)])
    }

    #[test]
    fn a_prompt_is_read_for_what_it_is_about() {
        let prompt = read("Explain to Grace: the security deposit is returned within 30 days. demo:slow");
        assert_eq!(prompt.topics, ["Grace", "security deposit", "returned", "days"]);
        assert_eq!(prompt.names, ["Grace"]);
        assert!((prompt.numbers[0] - 30.0).abs() < f64::EPSILON);
        assert!(prompt.steering.slow && !prompt.steering.fail);
        assert!(!prompt.text.contains("demo:"));
    }

    #[test]
    fn amounts_are_found_before_their_unit() {
        assert_eq!(read("Answer in two short sentences.").amount_of("sentence"), Some(2));
        assert_eq!(read("At most 100 words.").amount_of("word"), Some(100));
        assert_eq!(read("Give bullet points.").amount_of("bullet"), None);
    }
}

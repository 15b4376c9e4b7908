//! Text for any prompt: sentences around the prompt's own words, in the tone, shape and length it asks for.

use super::{dice::Dice, prompt::Prompt};

/// Begins every text of the demo, so that nobody takes one for a model's.
const LABEL: &str = "Demo answer:";

/// Sentences about one topic. `@` is where it goes; any word has to fit there.
const SENTENCES: &[&str] = &[
    "The part on @ is the one to read twice.",
    "When it comes to @, the wording leaves little room.",
    "In practice, @ decides what happens next.",
    "Start with @, because the rest depends on it.",
    "It helps to write down what was agreed on @.",
    "Most questions come up around @, and most have a short answer.",
    "Put plainly, @ means that both sides know where they stand.",
    "What is said on @ holds from the first day.",
    "Ask for an example if @ is still unclear.",
    "There is one exception, and it has to do with @.",
    "The dates around @ are worth a note in the calendar.",
    "Nobody has to guess about @, since the text spells it out.",
    "Compare @ with what was promised before.",
    "A good next step is to check @ against the papers at hand.",
    "Both the short and the long version agree on @.",
    "If @ changes, say so in writing.",
    "Think of @ as the frame around everything else.",
    "Without @, the remaining points would not hold together.",
    "It is fair to expect a clear answer on @.",
    "The usual mistake is to pass over @ too quickly.",
];

/// What to write about when the prompt has no words of its own.
const SPARE_TOPICS: &[&str] = &["the question", "the details", "the main point", "the next step"];

/// How a text sounds: words that ask for it, ways to begin, ways to end.
struct Tone {
    asked_by: &'static [&'static str],
    begin: &'static [&'static str],
    end: &'static [&'static str],
}

const TONES: &[Tone] = &[
    Tone {
        asked_by: &["friendly", "warm", "kind", "casual", "cheerful"],
        begin: &[
            "Good question, and an easy one to sort out.",
            "Happy to help with this.",
            "No need to worry about this one.",
        ],
        end: &["Feel free to ask again.", "You are on the right track.", "Take your time with it."],
    },
    Tone {
        asked_by: &["formal", "official", "legal", "professional", "polite"],
        begin: &[
            "Please find the explanation below.",
            "The following applies.",
            "With regard to your question, this is the position.",
        ],
        end: &[
            "Further details are available on request.",
            "This summary does not replace the full text.",
            "We remain at your disposal.",
        ],
    },
    Tone {
        asked_by: &["simple", "plain", "child", "beginner", "easy"],
        begin: &["Here is the idea in plain words.", "It is simpler than it looks.", "One thing at a time."],
        end: &["That is all there is to it.", "That is the whole idea.", "Nothing more is needed."],
    },
];

/// For a prompt that asks for no tone.
const NEUTRAL: Tone = Tone {
    asked_by: &[],
    begin: &[
        "Here is the short version.",
        "This is what it comes down to.",
        "A few things matter here.",
        "The answer has two sides.",
    ],
    end: &["That covers the essentials.", "The rest follows from this.", "Anything beyond that is detail."],
};

/// The shape that an answer is asked to have.
enum Shape {
    Paragraph(usize),
    List { items: usize, numbered: bool },
}

/// A text that answers the prompt as well as someone can who has not understood it.
pub(super) fn write(prompt: &Prompt, dice: &mut Dice) -> String {
    let tone = tone(prompt);
    match shape(prompt, dice) {
        Shape::Paragraph(1) => format!("{LABEL} {}", sentences(prompt, dice, 1).concat()),
        Shape::Paragraph(2) => format!("{LABEL} {}", sentences(prompt, dice, 2).join(" ")),
        Shape::Paragraph(count) => {
            let begin = dice.pick(tone.begin).copied().unwrap_or_default();
            let end = dice.pick(tone.end).copied().unwrap_or_default();
            let middle = paragraphs(&sentences(prompt, dice, count - 2));
            format!("{LABEL} {begin} {middle} {end}")
        }
        Shape::List { items, numbered } => {
            let begin = dice.pick(tone.begin).copied().unwrap_or_default();
            let lines: Vec<String> = sentences(prompt, dice, items)
                .into_iter()
                .enumerate()
                .map(
                    |(n, sentence)| {
                        if numbered { format!("{}. {sentence}", n + 1) } else { format!("- {sentence}") }
                    },
                )
                .collect();
            format!("{LABEL} {begin}\n\n{}", lines.join("\n"))
        }
    }
}

/// One sentence about the prompt.
pub(super) fn sentence(prompt: &Prompt, dice: &mut Dice) -> String {
    sentences(prompt, dice, 1).concat()
}

/// What the prompt is about, or something that fits any prompt.
pub(super) fn topic(prompt: &Prompt, dice: &mut Dice) -> String {
    match dice.pick(&prompt.topics) {
        Some(topic) => topic.clone(),
        None => dice.pick(SPARE_TOPICS).copied().unwrap_or_default().to_owned(),
    }
}

fn tone(prompt: &Prompt) -> &'static Tone {
    TONES.iter().find(|tone| prompt.mentions(tone.asked_by)).unwrap_or(&NEUTRAL)
}

fn shape(prompt: &Prompt, dice: &mut Dice) -> Shape {
    let numbered = prompt.mentions(&["numbered", "steps", "step by step"]);
    if numbered || prompt.mentions(&["bullet", "list ", "points"]) {
        let asked = ["bullet", "point", "step", "item"].iter().find_map(|unit| prompt.amount_of(unit));
        return Shape::List { items: asked.unwrap_or(3 + dice.below(3)).clamp(1, 20), numbered };
    }
    if let Some(count) = prompt.amount_of("sentence") {
        return Shape::Paragraph(count.clamp(1, 40));
    }
    if let Some(words) = prompt.amount_of("word") {
        return Shape::Paragraph((words / 10).clamp(1, 60));
    }
    if prompt.mentions(&["short", "brief", "concise"]) {
        return Shape::Paragraph(2 + dice.below(2));
    }
    Shape::Paragraph(5 + dice.below(4))
}

fn sentences(prompt: &Prompt, dice: &mut Dice, count: usize) -> Vec<String> {
    let spare: Vec<String> = SPARE_TOPICS.iter().map(|topic| (*topic).to_owned()).collect();
    let topics = dice.shuffled(if prompt.topics.is_empty() { &spare } else { &prompt.topics });
    let patterns = dice.shuffled(SENTENCES);
    let pairs = patterns.iter().cycle().zip(topics.iter().cycle());
    pairs.take(count).map(|(pattern, topic)| pattern.replace('@', &mentioned(topic))).collect()
}

/// A topic as it goes into a sentence. Words of another language, names and whole phrases are quoted, which
/// is right whatever kind of word they are.
fn mentioned(topic: &str) -> String {
    if topic.starts_with("the ") {
        topic.to_owned()
    } else if topic.chars().all(|c| c.is_ascii_lowercase() || " -'".contains(c)) && !topic.ends_with("ed") {
        format!("the {topic}")
    } else {
        format!("“{topic}”")
    }
}

/// Long texts have paragraphs.
fn paragraphs(sentences: &[String]) -> String {
    let paragraphs: Vec<String> = sentences.chunks(5).map(|few| few.join(" ")).collect();
    paragraphs.join("\n\n")
}

//! Other ways to ask the same thing.

use serde_json::{Value, json};

use super::asking::{Asker, Asking, Turn};
use crate::{
    llm::{ChatRequest, LlmError, Piece},
    model::{
        message::{Message, Role},
        options::{MAX_SEED, Options},
    },
};

/// How often a model is asked again when it repeats itself.
const ROUNDS: u32 = 3;

/// A wish for paraphrases.
#[derive(Clone, Copy)]
pub(super) struct Paraphrasing<'a> {
    /// Who asks.
    pub(super) asker: Asker<'a>,
    /// Who writes them.
    pub(super) model: &'a str,
    /// What is to be said differently.
    pub(super) text: &'a str,
    /// How many are wanted.
    pub(super) count: usize,
    /// The first round's seed.
    pub(super) seed: u32,
    /// Multiplies the timers.
    pub(super) wait_factor: u32,
}

/// At most `count` paraphrases, all different from the text and from each other. Fewer when the model finds
/// no more within three rounds, none included. `on_turn` is told what becomes of each question, `on_loading` that the
/// model has to be read into memory first.
pub(super) async fn ask(
    asking: &Asking,
    wanted: Paraphrasing<'_>,
    mut on_turn: impl FnMut(Turn<'_>) + Send,
    mut on_loading: impl FnMut() + Send,
) -> Result<Vec<String>, LlmError> {
    let mut on_piece = |piece| {
        if piece == Piece::Loading {
            on_loading();
        }
    };
    let mut found: Vec<String> = Vec::new();
    for round in 0..ROUNDS {
        let missing = wanted.count.saturating_sub(found.len());
        if missing == 0 {
            break;
        }
        let request = request(wanted, missing, &found, round);
        let answer = asking.ask(wanted.asker, wanted.model, request, &mut on_turn, &mut on_piece).await?;
        for text in read(&answer.output) {
            let is_new =
                fold(&text) != fold(wanted.text) && !found.iter().any(|known| fold(known) == fold(&text));
            if is_new && found.len() < wanted.count {
                found.push(text);
            }
        }
    }
    Ok(found)
}

fn request(wanted: Paraphrasing<'_>, missing: usize, found: &[String], round: u32) -> ChatRequest {
    let mut instruction = format!(
        "You rephrase requests. Write {missing} different ways to make the request that follows. Keep its meaning, \
         its language, every name, number, quotation and piece of code, and change the wording, the order and the \
         length. Do not answer the request. Reply with JSON: {{\"paraphrases\": [\"…\"]}}."
    );
    if !found.is_empty() {
        instruction.push_str(" Do not repeat any of these:");
        for text in found {
            instruction.push_str("\n- ");
            instruction.push_str(text);
        }
    }
    ChatRequest {
        messages: vec![Message::new(Role::System, instruction), Message::new(Role::User, wanted.text)],
        format: Some(json!({
            "type": "object",
            "properties": {"paraphrases": {
                "type": "array", "items": {"type": "string"}, "minItems": missing, "maxItems": missing
            }},
            "required": ["paraphrases"]
        })),
        options: Options { temperature: Some(1.0), ..Options::default() },
        seed: wanted.seed.wrapping_add(round * 7919) & MAX_SEED,
        wait_factor: wanted.wait_factor,
        ..ChatRequest::default()
    }
}

/// The paraphrases in an answer: the JSON that was asked for, else the lines of a list.
fn read(output: &str) -> Vec<String> {
    let json = output.find('{').zip(output.rfind('}')).and_then(|(from, to)| output.get(from..=to));
    let listed = json
        .and_then(|json| serde_json::from_str::<Value>(json).ok())
        .and_then(|value| value.get("paraphrases").and_then(Value::as_array).cloned());
    let texts: Vec<String> = match listed {
        Some(items) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        None => output.lines().map(without_bullet).map(str::to_owned).collect(),
    };
    texts.into_iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

/// A line of a list without its number, bullet or quotation marks.
fn without_bullet(line: &str) -> &str {
    let line = line.trim();
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let line = match rest.strip_prefix(['.', ')']) {
        Some(rest) if rest.len() < line.len() - 1 => rest,
        _ => line,
    };
    line.trim_start_matches(['-', '*', '•', ' ']).trim_matches('"')
}

/// What two texts have in common when they differ in case, spaces and punctuation alone.
fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paraphrases_are_read_from_json_and_from_lists() {
        let json = r#"Sure: {"paraphrases": ["Tell me what it means.", " "]}"#;
        assert_eq!(read(json), ["Tell me what it means."]);
        let list = "1. What does it mean?\n2) \"Explain it.\"\n- Put it simply.\n\n";
        assert_eq!(read(list), ["What does it mean?", "Explain it.", "Put it simply."]);
        assert_eq!(read("3 rooms are let."), ["3 rooms are let."]);
    }

    #[test]
    fn texts_that_differ_in_case_and_punctuation_are_the_same() {
        assert_eq!(fold("What does it mean?"), fold("what does it mean"));
        assert_ne!(fold("Was heißt das?"), fold("Was heisst das?"));
    }
}

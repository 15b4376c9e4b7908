//! How much context to ask a server for. Asking for another size than before makes Ollama load the model
//! anew, and asking for all that a model can take fills the memory with cache: so one size serves a whole run.

use crate::model::{message::Message, options::Options, tool::ToolDefinition};

/// What Ollama reserves when nobody asks, on the smallest machines.
pub const SERVER_DEFAULT: u32 = 4096;

/// Room for an answer of which nobody said how long it may be.
const USUAL_ANSWER: u64 = 1024;

/// What the roles and separators of one turn cost.
const TURN: u64 = 16;

/// The size to ask for, or none to leave the server at its default: the least power of two that holds
/// `needed` tokens, not above `limit`, the model's own. `server_default` is what the server takes unasked.
pub fn size(needed: u64, server_default: u32, limit: Option<u64>) -> Option<u32> {
    if needed <= u64::from(server_default) {
        return None;
    }
    let size = needed.checked_next_power_of_two()?;
    let size = limit.map_or(size, |limit| size.min(limit));
    u32::try_from(size).ok().filter(|size| *size > server_default)
}

/// Tokens that a prompt and its answer take, on the safe side: real tokenizers make fewer of most texts.
pub fn needed(messages: &[Message], tools: &[ToolDefinition], options: &Options) -> u64 {
    let turns: u64 = messages.iter().map(|m| tokens(m.content.len()) + TURN).sum();
    let tools: u64 =
        tools.iter().filter_map(|t| serde_json::to_string(t).ok()).map(|t| tokens(t.len())).sum();
    turns + tools + options.num_predict.map_or(USUAL_ANSWER, u64::from)
}

/// Three bytes to a token: more than English has, and what a Chinese character costs.
fn tokens(bytes: usize) -> u64 {
    (bytes as u64).div_ceil(3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::message::Role;

    #[test]
    fn a_short_prompt_leaves_the_server_at_its_default() {
        let prompt = [Message::new(Role::User, "Explain this clause to a tenant.")];
        assert_eq!(size(needed(&prompt, &[], &Options::default()), SERVER_DEFAULT, Some(131_072)), None);
    }

    #[test]
    fn a_long_prompt_takes_the_next_power_of_two() {
        assert_eq!(size(5_000, SERVER_DEFAULT, Some(131_072)), Some(8_192));
        assert_eq!(size(8_193, SERVER_DEFAULT, None), Some(16_384));
        assert_eq!(size(20_000, 32_768, Some(131_072)), None);
    }

    #[test]
    fn a_model_is_never_asked_for_more_than_it_was_made_for() {
        assert_eq!(size(50_000, SERVER_DEFAULT, Some(32_768)), Some(32_768));
        assert_eq!(size(5_000, SERVER_DEFAULT, Some(2_048)), None);
    }
}

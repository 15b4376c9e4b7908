//! What each reader asks for, as its own loader or its documentation has it.

use super::{Rule, Severity};

/// How a reader wants the arguments of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arguments {
    Object,
    Text,
    Either,
}

/// Who is to read the lines.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    pub(super) arguments: Arguments,
    /// Whether question and answer have to alternate strictly.
    pub(super) alternates: bool,
    /// Whether ids of calls have to be nine letters and digits.
    pub(super) nine_letter_ids: bool,
    /// Whether a tool without a description or parameters is refused.
    pub(super) needs_descriptions: bool,
    /// Lines that it asks for at least.
    pub(super) least_rows: u64,
    /// Members that a line may have at the top; empty takes any.
    pub(super) members: &'static [&'static str],
}

const ANY: Target = Target {
    arguments: Arguments::Either,
    alternates: false,
    nine_letter_ids: false,
    needs_descriptions: false,
    least_rows: 1,
    members: &[],
};

impl Target {
    /// The reader of a built-in format, or one of whom nothing is known.
    pub fn of(format: &str) -> Self {
        Self::known(format).unwrap_or(ANY)
    }

    /// The reader of a built-in format.
    pub fn known(format: &str) -> Option<Self> {
        let openai = Self { arguments: Arguments::Text, least_rows: 10, ..ANY };
        let object = Self { arguments: Arguments::Object, ..ANY };
        let alternating = Self { alternates: true, ..ANY };
        Some(match format {
            "openai_chat" | "openai_chatml" | "openai_tools" => {
                Self { members: &["messages", "tools", "parallel_tool_calls", "functions"], ..openai }
            }
            "openai_dpo" => {
                Self { members: &["input", "preferred_output", "non_preferred_output"], ..openai }
            }
            "together" => Self { members: &["messages"], ..alternating },
            "mlx_chat" | "mlx_tools" | "tool_calling" | "trl_tools" | "trl_dpo" | "trl_kto" => object,
            "trl_sft"
            | "trl_prompt_completion"
            | "axolotl_chat"
            | "axolotl_dpo"
            | "mlx_completions"
            | "mlx_instruct"
            | "alpaca"
            | "raw"
            | "csv"
            | "parquet"
            | "text_rendered"
            | "llama_mistral"
            | "sharegpt_axolotl" => ANY,
            "sharegpt" | "lf_dpo" | "lf_kto" => Self { arguments: Arguments::Object, ..alternating },
            "mistral_finetune" => {
                Self { arguments: Arguments::Text, nine_letter_ids: true, needs_descriptions: true, ..ANY }
            }
            "bedrock_claude" => Self { members: &["system", "messages"], ..alternating },
            "bedrock_converse" => Self { members: &["schemaVersion", "system", "messages"], ..alternating },
            "gemini" | "gemini_preference" => Self { least_rows: 100, ..object },
            _ => return None,
        })
    }

    /// How bad a rule's breach is for this reader.
    pub fn severity(&self, rule: Rule) -> Severity {
        match rule {
            Rule::MissingDescription if self.needs_descriptions => Severity::Error,
            Rule::WrongArguments
            | Rule::MissingDescription
            | Rule::Duplicate
            | Rule::SpecialTokens
            | Rule::TooLong
            | Rule::TooFewRows
            | Rule::OneSidedLabels => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

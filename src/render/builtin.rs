//! The formats that come with dsforge: what each is for, and its template, which is a file.

use super::export::Package;
use crate::model::export_template::Unit;

/// A format: everything about it but the rows.
#[derive(Debug)]
pub struct BuiltIn {
    /// Its name in the API; stays for ever.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// The group it is listed under.
    pub category: Category,
    /// What a row is made from.
    pub unit: Unit,
    /// The name of the file, see [`super::file_name`].
    pub file_name: &'static str,
    /// Who reads it and what a row looks like.
    pub description: &'static str,
    /// What goes wrong if one does not know it.
    pub warning: Option<&'static str>,
    /// The template.
    pub template: &'static str,
    /// The kind of file it is written as when nobody says otherwise.
    pub package: Package,
}

/// Groups of formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// Conversations and answers to learn from.
    Sft,
    /// The same with tool calls.
    Tools,
    /// Answers and what lost against them.
    Preference,
    /// Text as the model will see it.
    Text,
    /// Everything dsforge knows.
    Raw,
}

impl Category {
    /// As the API and the page write it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Sft => "SFT",
            Self::Tools => "Tools",
            Self::Preference => "Preference",
            Self::Text => "Text",
            Self::Raw => "Raw",
        }
    }
}

/// The format that holds everything.
pub const RAW: &str = "raw";

/// All formats, in the order in which they are offered.
pub fn built_ins() -> &'static [BuiltIn] {
    BUILT_INS
}

/// The format with this id or this older name.
pub fn find(id: &str) -> Option<&'static BuiltIn> {
    let id = if id == "openai_chatml" { "openai_chat" } else { id };
    BUILT_INS.iter().find(|format| format.id == id)
}

macro_rules! format {
    ($id:literal, $category:ident, $name:literal, $description:literal, $warning:expr) => {
        format!($id, $category, $name, $description, $warning, Example, Jsonl, "jsonl")
    };
    ($id:literal, $category:ident, $name:literal, $description:literal, $warning:expr, $unit:ident) => {
        format!($id, $category, $name, $description, $warning, $unit, Jsonl, "jsonl")
    };
    ($id:literal, $category:ident, $name:literal, $description:literal, $warning:expr, $unit:ident, $package:ident, $ending:literal) => {
        BuiltIn {
            id: $id,
            name: $name,
            category: Category::$category,
            unit: Unit::$unit,
            file_name: concat!("{dataset}.", $id, ".{date}.", $ending),
            description: $description,
            warning: $warning,
            template: include_str!(concat!("builtin/", $id, ".j2")),
            package: Package::$package,
        }
    };
}

static BUILT_INS: &[BuiltIn] = &[
    format!(
        "openai_chat",
        Sft,
        "OpenAI Chat (messages)",
        "One conversation a row under `messages`, with `tools` where the example has them. Read by OpenAI, Azure, Fireworks and most trainers.",
        Some("OpenAI wants at least 10 rows.")
    ),
    format!(
        "mlx_chat",
        Sft,
        "MLX Chat",
        "One conversation a row under `messages`, for mlx-lm. Arguments of calls are objects, as most chat templates want them.",
        Some(
            "mlx-lm reads a folder: save the file there as train.jsonl, and some of its rows as valid.jsonl."
        )
    ),
    format!(
        "mlx_completions",
        Sft,
        "MLX Completions (prompt, completion)",
        "One question and one answer a row, for mlx-lm.",
        Some("It has no place for a system prompt: leave system prompts out, or use MLX Chat.")
    ),
    format!(
        "mlx_instruct",
        Sft,
        "MLX Instruct (instruction, input, output)",
        "The system prompt as instruction, the question as input, the answer as output.",
        Some(
            "mlx-lm does not read it as it is: use MLX Chat or MLX Completions there. LLaMA-Factory and axolotl read it as Alpaca."
        )
    ),
    format!(
        "trl_sft",
        Sft,
        "TRL (messages)",
        "One conversation a row under `messages`, for TRL's SFTTrainer and Unsloth. Without tools.",
        None
    ),
    format!(
        "trl_prompt_completion",
        Sft,
        "TRL (prompt, completion)",
        "The conversation up to the answer, and the answer: TRL learns from the answer only.",
        None
    ),
    format!(
        "axolotl_chat",
        Sft,
        "Axolotl (chat_template)",
        "One conversation a row under `messages`, for axolotl's `type: chat_template`.",
        Some(
            "Where answers are marked as not to be learned from, its configuration has to say `message_field_training: train`."
        )
    ),
    format!(
        "alpaca",
        Sft,
        "Alpaca",
        "One question and one answer a row: instruction, input, output and system.",
        Some(
            "LLaMA-Factory reads `system` only when dataset_info.json names the column. Axolotl's alpaca type leaves it out."
        )
    ),
    format!(
        "sharegpt",
        Sft,
        "ShareGPT (LLaMA-Factory)",
        "Turns as from and value, with function calls, for LLaMA-Factory's sharegpt formatting.",
        Some(
            "dataset_info.json has to name the columns conversations, system and tools; LLaMA-Factory leaves out what it does not name."
        )
    ),
    format!(
        "sharegpt_axolotl",
        Sft,
        "ShareGPT (axolotl)",
        "Turns as from and value, for axolotl's chat_template type with its fields named. Without tools.",
        Some("Its configuration has to name the fields; the ZIP brings one that does.")
    ),
    format!(
        "together",
        Sft,
        "Together",
        "One conversation a row under `messages` and nothing else, which is what Together takes. Without tools.",
        None
    ),
    format!(
        "bedrock_claude",
        Sft,
        "Bedrock (Claude)",
        "`system` and alternating `messages`, by the documentation of Amazon Bedrock for Claude 3 Haiku. Without tools.",
        None
    ),
    format!(
        "bedrock_converse",
        Sft,
        "Bedrock (Converse, Nova)",
        "The conversation schema of Amazon Bedrock, by its documentation. Without tools.",
        None
    ),
    format!(
        "gemini",
        Sft,
        "Gemini (Vertex)",
        "`contents` with parts, function calls among them, by the documentation of Vertex AI.",
        Some("Vertex advises at least 100 rows.")
    ),
    format!(
        "tool_calling",
        Tools,
        "Tool Calling",
        "One conversation a row with the calls in the assistant's turn, where trainers look for them, and again under `tool_calls`.",
        None
    ),
    format!(
        "openai_tools",
        Tools,
        "OpenAI Tools",
        "As OpenAI Chat, with `tools` and `parallel_tool_calls` in every row. Only for examples with tools.",
        Some("OpenAI wants at least 10 rows.")
    ),
    format!(
        "mlx_tools",
        Tools,
        "MLX Tools",
        "As MLX Chat, with `tools` in every row.",
        Some(
            "mlx-lm reads a folder: save the file there as train.jsonl, and some of its rows as valid.jsonl."
        )
    ),
    format!(
        "trl_tools",
        Tools,
        "TRL Tools",
        "One conversation a row under `messages`, with `tools` as JSON text in every row, for TRL.",
        Some("Needs datasets 4.7 or newer: older ones fill in arguments that no call has.")
    ),
    format!(
        "mistral_finetune",
        Tools,
        "mistral-finetune",
        "One conversation a row as mistral-finetune reads it, with and without tools.",
        Some("Of a row with tools it learns only the last answer.")
    ),
    format!(
        "openai_dpo",
        Preference,
        "OpenAI preference (DPO)",
        "The question, the answer that was taken and one that lost. Fireworks reads it too, and so does Together where there are no tools.",
        Some("OpenAI wants at least 10 rows."),
        Pair
    ),
    format!(
        "trl_dpo",
        Preference,
        "TRL DPO",
        "`prompt`, `chosen` and `rejected` as turns, for DPOTrainer and Unsloth. Tools are JSON text.",
        Some("Needs datasets 4.7 or newer where there are tools."),
        Pair
    ),
    format!(
        "trl_kto",
        Preference,
        "TRL KTO",
        "Each answer with whether it was taken, for KTOTrainer. Tools are JSON text.",
        Some("Needs answers of both kinds."),
        Candidate
    ),
    format!(
        "lf_dpo",
        Preference,
        "LLaMA-Factory DPO",
        "ShareGPT turns with `chosen` and `rejected`, for LLaMA-Factory's `ranking: true`.",
        Some("dataset_info.json has to name the columns; the ZIP brings it."),
        Pair
    ),
    format!(
        "lf_kto",
        Preference,
        "LLaMA-Factory KTO",
        "ShareGPT turns, each answer with whether it was taken.",
        Some("dataset_info.json has to name the columns; the ZIP brings it."),
        Candidate
    ),
    format!(
        "axolotl_dpo",
        Preference,
        "Axolotl DPO",
        "`messages` with `chosen` and `rejected`, for axolotl's `chat_template.default`. Without tools.",
        None,
        Pair
    ),
    format!(
        "gemini_preference",
        Preference,
        "Gemini preference (Vertex)",
        "`contents` and two scored `completions`, by the documentation of Vertex AI. Without tools.",
        Some("Vertex advises at least 100 rows."),
        Pair
    ),
    format!(
        "llama_mistral",
        Text,
        "Llama/Mistral text ([INST])",
        "The text of Llama 2 and the first Mistral: [INST] question [/INST] answer.",
        Some(
            "Most tokenizers add <s> themselves: leave it out unless yours does not. Newer models want their own chat template, so prefer a format with messages."
        )
    ),
    format!(
        "text_rendered",
        Text,
        "Rendered text (ChatML)",
        "The text as a ChatML model sees it, without start and end tokens, which tokenizers add themselves.",
        Some("Prefer a format with messages where the trainer knows the model's chat template.")
    ),
    format!(
        "raw",
        Raw,
        "Raw",
        "Everything dsforge knows of each example. For backups and for coming back; trainers do not read it.",
        None
    ),
    format!(
        "csv",
        Raw,
        "CSV",
        "A table with a row for each example, for spreadsheets. What is no plain text stands there as JSON.",
        None,
        Example,
        Csv,
        "csv"
    ),
    format!(
        "parquet",
        Raw,
        "Parquet",
        "A table with a row for each example, for data tools and the Hub. What is no plain text stands there as JSON.",
        None,
        Example,
        Parquet,
        "parquet"
    ),
];

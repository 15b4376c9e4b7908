//! The formats that people have, and which one a row is in.

mod alpaca;
mod argilla;
mod chat;
mod chats;
pub(super) mod columns;
mod gemini;
mod kiln;
mod members;
mod pairs;
mod raw;
mod think;
mod tools;
mod turns;

use serde_json::{Map, Value};

use self::{
    columns::{Column, Mapping, Target},
    members::Members,
};
use super::{draft::Draft, fault::Fault};

/// What a row can be. The order is the order in which a row is tried: what is named more clearly comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// dsforge's own.
    Raw,
    /// Pairs as OpenAI takes them.
    OpenAiPreference,
    /// Pairs: chosen and rejected.
    Preference,
    /// Answers with a label.
    Kto,
    /// A chat of Open WebUI.
    OpenWebUi,
    /// A conversation of ChatGPT.
    ChatGpt,
    /// A run of a Kiln project.
    KilnRun,
    /// Gemini and Vertex.
    Gemini,
    /// Records of Argilla.
    Argilla,
    /// Bedrock's conversation schema.
    Bedrock,
    /// Turns with a role and content.
    Chat,
    /// Turns with from and value.
    ShareGpt,
    /// Instruction, input and output.
    Alpaca,
    /// Prompt and completion.
    PromptCompletion,
    /// Columns that a person maps.
    Columns,
}

/// Every format with its id and what it is called.
const FORMATS: [(Format, &str, &str); 15] = [
    (Format::Raw, "raw", "dsforge"),
    (Format::OpenAiPreference, "openai_preference", "OpenAI preference pairs"),
    (Format::Preference, "preference", "Preference pairs (chosen and rejected)"),
    (Format::Kto, "kto", "Answers with a label (KTO)"),
    (Format::OpenWebUi, "open_webui", "Open WebUI chats"),
    (Format::ChatGpt, "chatgpt", "ChatGPT export"),
    (Format::KilnRun, "kiln", "Kiln project"),
    (Format::Gemini, "gemini", "Gemini"),
    (Format::Argilla, "argilla", "Argilla records"),
    (Format::Bedrock, "bedrock", "Amazon Bedrock"),
    (Format::Chat, "chat", "Chat messages (OpenAI and most trainers)"),
    (Format::ShareGpt, "sharegpt", "ShareGPT"),
    (Format::Alpaca, "alpaca", "Alpaca"),
    (Format::PromptCompletion, "prompt_completion", "Prompt and completion"),
    (Format::Columns, "columns", "Columns"),
];

impl Format {
    /// Every format, in the order in which rows are tried.
    pub fn all() -> impl Iterator<Item = Self> {
        FORMATS.into_iter().map(|(format, ..)| format)
    }

    /// The format with an id.
    pub fn find(id: &str) -> Option<Self> {
        FORMATS.into_iter().find(|(_, known, _)| *known == id).map(|(format, ..)| format)
    }

    /// Its id.
    pub fn id(self) -> &'static str {
        FORMATS.into_iter().find(|(format, ..)| *format == self).map_or("", |(_, id, _)| id)
    }

    /// What it is called.
    pub fn label(self) -> &'static str {
        FORMATS.into_iter().find(|(format, ..)| *format == self).map_or("", |(.., label)| label)
    }

    /// The format of a row, if it looks like one.
    pub(super) fn of(row: &Map<String, Value>) -> Option<Self> {
        Self::all().filter(|format| *format != Self::Columns).find(|format| format.fits(row))
    }

    fn fits(self, row: &Map<String, Value>) -> bool {
        let has = |name: &str| row.get(name).is_some_and(|value| !value.is_null());
        let turns = |name: &str, member: &str| {
            let first = row.get(name).and_then(Value::as_array).and_then(|turns| turns.first());
            first.is_some_and(|turn| turn.get(member).is_some())
        };
        match self {
            Self::Raw => has("dsforge_version") || (has("system_prompt") && has("slots") && has("output")),
            Self::OpenAiPreference => has("preferred_output") && has("non_preferred_output"),
            Self::Preference => has("chosen") && has("rejected"),
            Self::Kto => {
                let labelled = row.get("label").is_some_and(Value::is_boolean);
                (has("completion") && labelled) || has("kto_tag")
            }
            Self::OpenWebUi => chats::is_open_webui(row),
            Self::ChatGpt => row.get("mapping").is_some_and(Value::is_object) && has("current_node"),
            Self::KilnRun => kiln::fits(row),
            Self::Gemini => turns("contents", "parts"),
            Self::Argilla => argilla::fits(row),
            Self::Bedrock => has("schemaVersion") && turns("messages", "role"),
            Self::Chat => turns("messages", "role") || turns("conversations", "role"),
            Self::ShareGpt => turns("conversations", "from") || turns("messages", "from"),
            Self::Alpaca => has("instruction") && has("output"),
            Self::PromptCompletion => has("prompt") && has("completion"),
            Self::Columns => false,
        }
    }

    /// What a row of this format becomes.
    pub(super) fn draft(self, row: Map<String, Value>, mapping: &Mapping) -> Result<Draft, Fault> {
        let row = Members(row);
        match self {
            Self::Raw => raw::draft(row),
            Self::OpenAiPreference => pairs::open_ai(row),
            Self::Preference => pairs::preference(row),
            Self::Kto => pairs::kto(row),
            Self::OpenWebUi => chats::open_webui(row),
            Self::ChatGpt => chats::chat_gpt(row),
            Self::KilnRun => kiln::draft(row),
            Self::Gemini => gemini::draft(row),
            Self::Argilla => columns::draft(argilla::flattened(row), mapping),
            Self::Bedrock | Self::Chat | Self::ShareGpt => chat::draft(row),
            Self::Alpaca => alpaca::draft(row),
            Self::PromptCompletion => pairs::prompt_completion(row),
            Self::Columns => columns::draft(row, mapping),
        }
    }

    /// Where the members go that this format knows.
    fn targets(self) -> &'static [(&'static str, Target)] {
        use Target::{
            Answer, Context, Conversation, Question, Rating, Reasoning, Rejected, System, Tags, Tools,
        };
        match self {
            Self::Raw => raw::TARGETS,
            Self::OpenAiPreference => {
                &[("input", Conversation), ("preferred_output", Answer), ("non_preferred_output", Rejected)]
            }
            Self::Preference => &[
                ("system", System),
                ("prompt", Question),
                ("messages", Conversation),
                ("conversations", Conversation),
                ("chosen", Answer),
                ("rejected", Rejected),
                ("tools", Tools),
            ],
            Self::Kto => &[
                ("system", System),
                ("prompt", Question),
                ("completion", Answer),
                ("messages", Conversation),
                ("conversations", Conversation),
                ("label", Rating),
                ("kto_tag", Rating),
                ("tools", Tools),
            ],
            Self::OpenWebUi => &[("chat", Conversation), ("history", Conversation)],
            Self::ChatGpt => &[("mapping", Conversation), ("current_node", Conversation)],
            Self::KilnRun => &[
                ("input", Question),
                ("output", Answer),
                ("repaired_output", Answer),
                ("trace", Conversation),
                ("intermediate_outputs", Reasoning),
                ("tags", Tags),
            ],
            Self::Gemini => &[
                ("systemInstruction", System),
                ("system_instruction", System),
                ("contents", Conversation),
                ("completions", Answer),
                ("tools", Tools),
            ],
            Self::Bedrock | Self::Chat | Self::ShareGpt => &[
                ("messages", Conversation),
                ("conversations", Conversation),
                ("system", System),
                ("tools", Tools),
                ("functions", Tools),
                ("tool_calls", Conversation),
            ],
            Self::Alpaca => &[
                ("system", System),
                ("instruction", Question),
                ("input", Context),
                ("output", Answer),
                ("history", Conversation),
            ],
            Self::PromptCompletion => {
                &[("system", System), ("prompt", Question), ("completion", Answer), ("tools", Tools)]
            }
            Self::Argilla | Self::Columns => &[],
        }
    }
}

/// Rows as columns, where a person may say where each of them goes.
pub(super) fn flat(format: Format, rows: &[Map<String, Value>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for row in rows {
        let row = match format {
            Format::Argilla => argilla::flattened(Members(row.clone())).0,
            _ => row.clone(),
        };
        for (name, _) in row {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The members of the first rows and where each goes.
pub(super) fn columns_of(format: Format, rows: &[Map<String, Value>], mapping: &Mapping) -> Vec<Column> {
    let notes = [
        ("tags", Target::Tags),
        ("rating", Target::Rating),
        ("note", Target::Note),
        ("split", Target::Split),
    ];
    let mapped = matches!(format, Format::Argilla | Format::Columns);
    let names = flat(format, rows).into_iter();
    let columns = names.map(|name| {
        let known = || {
            let known = format.targets().iter().chain(&notes).find(|(known, _)| *known == name);
            known.map(|(_, target)| *target)
        };
        let target = if mapped { mapping.target(&name) } else { known() };
        Column { name, target }
    });
    columns.collect()
}

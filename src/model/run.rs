//! Runs: batches of answers that the server works through, whoever is watching.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    example::TemplateRef,
    id::{DatasetId, ExampleId, RunId},
    message::Message,
    options::Options,
    slot::SlotValues,
    tool::{ToolChoice, ToolDefinition},
};

/// A run. It holds a copy of everything it needs, because it goes on when nobody is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Its id.
    pub id: RunId,
    /// Where it stands.
    pub status: RunStatus,
    /// The template version it was made from; none when it answers examples anew.
    pub template: Option<TemplateRef>,
    /// The dataset that the person had in mind.
    pub dataset: Option<DatasetId>,
    /// What is asked.
    pub plan: Plan,
    /// How many rows of the plan have their candidates.
    pub expanded: u64,
    /// How its items stand.
    pub items: ItemCounts,
    /// Why it failed as a whole, or what the person should know of it.
    pub notice: Option<String>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When its last item ended.
    pub finished_at: Option<Timestamp>,
}

/// What a run asks, complete.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The system prompt, slots unfilled.
    pub system_prompt: String,
    /// The user prompt, slots unfilled.
    pub user_prompt: String,
    /// The tools to offer; empty when none.
    pub tools: Vec<ToolDefinition>,
    /// Whether an answer has to call one of them.
    #[serde(default)]
    pub tool_choice: ToolChoice,
    /// The schema that answers have to fit.
    pub output_schema: Option<Value>,
    /// One entry for each set of slot values, or for each example to be answered anew.
    pub rows: Vec<Row>,
    /// Answers for each row: the filled prompt first, paraphrases of it after.
    pub count: u32,
    /// The model that answers.
    pub model: String,
    /// The model that paraphrases; none when `count` is 1.
    pub para_model: Option<String>,
    /// Sampling options.
    pub options: Options,
    /// The first item's seed; each further item has the next one.
    pub seed: u32,
    /// Multiplies every timer: a person who chose to wait longer.
    pub wait_factor: u32,
}

/// One question of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Row {
    /// Fill the prompts with these values.
    Slots(SlotValues),
    /// Ask these messages again, for an example that exists.
    Example {
        /// Which example.
        id: ExampleId,
        /// The conversation up to the answer.
        messages: Vec<Message>,
        /// The values its prompt was made with.
        slots: SlotValues,
    },
}

impl Row {
    /// The slot values behind the row.
    pub fn slots(&self) -> &SlotValues {
        match self {
            Self::Slots(slots) | Self::Example { slots, .. } => slots,
        }
    }
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RunStatus {
    /// Not begun.
    Queued,
    /// Being worked on, or to be gone on with at the next sign-in.
    Running,
    /// Held by a person, until they say otherwise.
    Paused,
    /// Every item has ended.
    Done,
    /// Ended by a person; what was done is kept.
    Cancelled,
    /// Every item failed.
    Failed,
}

impl RunStatus {
    /// Whether a fresh start of the program goes on with it.
    pub fn is_unfinished(self) -> bool {
        matches!(self, Self::Queued | Self::Running)
    }
}

/// How the items of a run stand. An item is one card: the newest candidate of its position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemCounts {
    /// All of them.
    pub total: u64,
    /// Answered.
    pub done: u64,
    /// Ended with an error.
    pub failed: u64,
    /// Ended by a person.
    pub stopped: u64,
}

impl ItemCounts {
    /// Those that have not ended.
    pub fn open(self) -> u64 {
        self.total.saturating_sub(self.done + self.failed + self.stopped)
    }
}

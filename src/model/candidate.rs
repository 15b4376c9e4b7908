//! Candidates: one answer in a run, and what the person thought of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    id::{CandidateId, DatasetId, ExampleId},
    message::Message,
    options::Options,
    slot::SlotValues,
    tool::ToolCall,
};

/// One answer. Nothing here is deleted by a verdict; an edit stands beside the original.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Its id, unique in the run.
    pub id: CandidateId,
    /// The card it belongs to, from 0. The newest candidate of a position is what the card shows.
    pub position: u64,
    /// Which row of the plan it answers, from 0.
    pub row: u64,
    /// The slot values of that row.
    pub slots: SlotValues,
    /// The candidate that it replaces.
    pub parent: Option<CandidateId>,
    /// The example that it answers anew.
    pub example: Option<ExampleId>,
    /// Where it stands.
    pub state: CandidateState,
    /// The user prompt it answers: the filled prompt or a paraphrase; none until that is known.
    pub variation: Option<String>,
    /// Which variation of its row, from 0; 0 is the filled prompt itself.
    pub variation_index: u32,
    /// How much the variation differs from the filled prompt, from 0 (the same) to 1; none for the prompt itself.
    #[serde(default)]
    pub variation_distance: Option<f64>,
    /// The conversation that it continues, its last question or tool result included; empty for the first answer
    /// to a row.
    #[serde(default)]
    pub turns: Vec<Message>,
    /// The prompt as sent; empty until it is sent.
    pub messages: Vec<Message>,
    /// How many turns at the end of `messages` were for the model alone and belong in no example.
    #[serde(default)]
    pub private_turns: u32,
    /// What the person wants different, handed to the model with the prompt.
    pub wish: Option<String>,
    /// The model that is to answer or has answered.
    pub model: String,
    /// Its own sampling options; none for the run's.
    #[serde(default)]
    pub options: Option<Options>,
    /// Its seed.
    pub seed: u32,
    /// Multiplies every timer for this item.
    pub wait_factor: u32,
    /// The answer's text.
    pub output: String,
    /// What the model thought first.
    pub reasoning: Option<String>,
    /// The calls it makes.
    pub tool_calls: Vec<ToolCall>,
    /// The text that calls were read from, when the server did not read them.
    pub raw_tool_text: Option<String>,
    /// Why the model stopped.
    pub finish_reason: Option<FinishReason>,
    /// What looks wrong with it.
    pub lints: Vec<Lint>,
    /// Why there is no answer.
    pub error: Option<CandidateError>,
    /// What the person decided.
    pub verdict: Verdict,
    /// Why they rejected it.
    pub reason: Option<String>,
    /// The person's version of the text.
    pub edited_output: Option<String>,
    /// The person's version of the calls.
    pub edited_tool_calls: Option<Vec<ToolCall>>,
    /// The example it became, the newest where it went into several datasets.
    pub added_to: Option<AddedTo>,
    /// The examples it became in other datasets before, oldest first.
    #[serde(default)]
    pub added_before: Vec<AddedTo>,
    /// Tokens of the answer.
    pub tokens: Option<u64>,
    /// Seconds the model wrote for.
    pub seconds: Option<f64>,
    /// Everything needed to ask again and to judge the answer's origin.
    pub provenance: Map<String, Value>,
    /// When it was asked for.
    pub created_at: Timestamp,
}

/// Where a candidate stands. That it is being written is known to the running program alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CandidateState {
    /// To be asked.
    Waiting,
    /// Answered.
    Done,
    /// Ended with an error.
    Failed,
    /// Ended by a person.
    Stopped,
}

/// Why a model stopped writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FinishReason {
    /// It was finished.
    Stop,
    /// It ran into a limit: the answer is cut off.
    Length,
}

/// What a person decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing yet.
    #[default]
    None,
    /// To be kept.
    Starred,
    /// Not good enough; kept as such.
    Rejected,
}

/// Something that looks wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lint {
    /// The rule's name, `snake_case`.
    pub rule: String,
    /// What is wrong, for the person.
    pub message: String,
    /// Where in the arguments, as a JSON pointer.
    pub path: Option<String>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CandidateError {
    /// The kind, by which the page offers a way on.
    pub kind: ErrorKind,
    /// What happened and what to do.
    pub message: String,
    /// How long was waited, when that was the reason.
    pub seconds: Option<f64>,
}

/// Kinds of failure, each with its own way on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// A timer ran out: try again or wait longer.
    TimedOut,
    /// The server did not answer: start it.
    Unreachable,
    /// The server lacks the model: get it.
    NoSuchModel,
    /// The server said no.
    Refused,
    /// The server is full: try again later.
    Busy,
    /// The answer could not be read.
    Garbled,
    /// dsforge itself failed.
    Internal,
}

/// The example that a candidate became.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedTo {
    /// In which dataset.
    pub dataset: DatasetId,
    /// As which example.
    pub example: ExampleId,
}

impl Candidate {
    /// A card's first question to `model`, not asked yet: position 0 of row 0, with nothing known of its prompt.
    pub fn unasked(model: String, seed: u32, wait_factor: u32, now: Timestamp) -> Self {
        Self {
            id: CandidateId(0),
            position: 0,
            row: 0,
            slots: SlotValues::new(),
            parent: None,
            example: None,
            state: CandidateState::Waiting,
            variation: None,
            variation_index: 0,
            variation_distance: None,
            turns: Vec::new(),
            messages: Vec::new(),
            private_turns: 0,
            wish: None,
            model,
            options: None,
            seed,
            wait_factor,
            output: String::new(),
            reasoning: None,
            tool_calls: Vec::new(),
            raw_tool_text: None,
            finish_reason: None,
            lints: Vec::new(),
            error: None,
            verdict: Verdict::None,
            reason: None,
            edited_output: None,
            edited_tool_calls: None,
            added_to: None,
            added_before: Vec::new(),
            tokens: None,
            seconds: None,
            provenance: Map::new(),
            created_at: now,
        }
    }

    /// The examples it became, the newest first, one for each dataset at most.
    pub fn places(&self) -> impl Iterator<Item = AddedTo> {
        self.added_to.into_iter().chain(self.added_before.iter().rev().copied())
    }

    /// It became an example. What it became in another dataset is not forgotten.
    pub fn note_place(&mut self, place: AddedTo) {
        self.added_before.extend(self.added_to.replace(place));
        self.added_before.retain(|before| before.dataset != place.dataset);
    }

    /// The text that counts: the person's version, else the model's.
    pub fn final_output(&self) -> &str {
        self.edited_output.as_deref().unwrap_or(&self.output)
    }

    /// The calls that count.
    pub fn final_tool_calls(&self) -> &[ToolCall] {
        self.edited_tool_calls.as_deref().unwrap_or(&self.tool_calls)
    }

    /// Tokens of the prompt, where the server counted them.
    pub fn prompt_tokens(&self) -> Option<u64> {
        self.provenance.get("prompt_tokens").and_then(Value::as_u64)
    }

    /// Whether there is something to keep: text or a call.
    pub fn has_answer(&self) -> bool {
        matches!(self.state, CandidateState::Done | CandidateState::Stopped)
            && !(self.final_output().is_empty() && self.final_tool_calls().is_empty())
    }

    /// The prompt without the turns that were for the model alone.
    pub fn conversation(&self) -> &[Message] {
        let private = usize::try_from(self.private_turns).unwrap_or(usize::MAX);
        &self.messages[..self.messages.len().saturating_sub(private)]
    }

    /// Whether a person changed the text or the calls.
    pub fn is_edited(&self) -> bool {
        self.edited_output.is_some() || self.edited_tool_calls.is_some()
    }
}

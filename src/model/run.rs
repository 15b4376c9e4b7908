//! Runs: batches of answers that the server works through, whoever is watching.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    candidate::{Candidate, CandidateState, ErrorKind},
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
    /// The same for each model, with what it cost.
    #[serde(default)]
    pub tallies: BTreeMap<String, Tally>,
    /// Seconds in which it was worked on.
    #[serde(default)]
    pub worked_seconds: f64,
    /// Why it failed as a whole, or what the person should know of it.
    pub notice: Option<String>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When its last item ended.
    pub finished_at: Option<Timestamp>,
    /// What is known of it while it is out as a batch file; none while dsforge asks by itself.
    #[serde(default)]
    pub batch: Option<Batch>,
}

/// A run that left as a batch file: others are asked, and dsforge does not ask.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    /// When it left.
    pub since: Timestamp,
    /// Questions in the file, as it was written last.
    pub questions: u64,
    /// Items that could not leave, because nobody has paraphrased their prompts yet.
    pub without_prompt: u64,
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
    /// The first set of slot values, or each example to be answered anew. Further sets of values are kept beside
    /// the run until their candidates are made.
    pub rows: Vec<Row>,
    /// How many rows there are in all; 0 means those in `rows`.
    #[serde(default)]
    pub row_count: u64,
    /// Answers for each row: the filled prompt first, paraphrases of it after.
    pub count: u32,
    /// The model that answers, the first when there are several.
    pub model: String,
    /// Every model that answers each row; empty means `model` alone.
    #[serde(default)]
    pub models: Vec<String>,
    /// Answers of each model to each variation; 0 means 1.
    #[serde(default)]
    pub samples: u32,
    /// The model that paraphrases; none when `count` is 1.
    pub para_model: Option<String>,
    /// Sampling options.
    pub options: Options,
    /// The first item's seed; each further item has the next one.
    pub seed: u32,
    /// Multiplies every timer: a person who chose to wait longer.
    pub wait_factor: u32,
}

impl Plan {
    /// Who answers each row.
    pub fn models(&self) -> &[String] {
        if self.models.is_empty() { std::slice::from_ref(&self.model) } else { &self.models }
    }

    /// Answers of each model to each variation.
    pub fn samples(&self) -> u32 {
        self.samples.max(1)
    }

    /// How many rows there are.
    pub fn row_count(&self) -> u64 {
        self.row_count.max(self.rows.len() as u64)
    }

    /// Items that one row makes.
    pub fn items_of_a_row(&self) -> u64 {
        u64::from(self.count) * self.models().len() as u64 * u64::from(self.samples())
    }
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

/// What became of one model's items.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// Items that it was or is to be asked for.
    pub total: u64,
    /// Answered.
    pub done: u64,
    /// Ended with an error.
    pub failed: u64,
    /// Ended by a person.
    pub stopped: u64,
    /// Tokens of its answers.
    pub tokens: u64,
    /// Tokens of the prompts it read.
    pub prompt_tokens: u64,
    /// Seconds it took, summed over its answers.
    pub seconds: f64,
    /// Why items failed.
    pub failures: BTreeMap<ErrorKind, Failures>,
}

/// Items that failed in one way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failures {
    /// How many cards show this.
    pub count: u64,
    /// What the last one said.
    pub message: String,
}

impl Run {
    /// Counts a candidate in, as it stands. Waiting is what remains, so it is not counted.
    pub fn count_in(&mut self, candidate: &Candidate) {
        self.items.count(candidate.state, 1);
        let tally = self.tallies.entry(candidate.model.clone()).or_default();
        tally.count(candidate.state, 1);
        if candidate.state == CandidateState::Done {
            tally.tokens += candidate.tokens.unwrap_or(0);
            tally.prompt_tokens += candidate.prompt_tokens().unwrap_or(0);
            tally.seconds += candidate.seconds.unwrap_or(0.0);
        }
        if let Some(error) = &candidate.error {
            let failures = tally.failures.entry(error.kind).or_default();
            failures.count += 1;
            failures.message.clone_from(&error.message);
        }
    }

    /// Takes a candidate out of the counts: its card shows another one from now on. What it cost stays.
    pub fn count_out(&mut self, candidate: &Candidate) {
        self.items.count(candidate.state, -1);
        let Some(tally) = self.tallies.get_mut(&candidate.model) else { return };
        tally.count(candidate.state, -1);
        if let Some(error) = &candidate.error
            && let Some(failures) = tally.failures.get_mut(&error.kind)
        {
            failures.count = failures.count.saturating_sub(1);
            if failures.count == 0 {
                tally.failures.remove(&error.kind);
            }
        }
    }

    /// Puts a card into the hands of a candidate that is yet to be asked.
    pub fn replace(&mut self, old: &Candidate, new: &Candidate) {
        self.count_out(old);
        if old.model != new.model {
            if let Some(tally) = self.tallies.get_mut(&old.model) {
                tally.total = tally.total.saturating_sub(1);
            }
            self.tallies.entry(new.model.clone()).or_default().total += 1;
        }
    }

    /// Every failure by its cause, whichever model it was.
    pub fn failures(&self) -> BTreeMap<ErrorKind, Failures> {
        let mut all: BTreeMap<ErrorKind, Failures> = BTreeMap::new();
        for (kind, failures) in self.tallies.values().flat_map(|tally| &tally.failures) {
            let sum = all.entry(*kind).or_default();
            sum.count += failures.count;
            sum.message.clone_from(&failures.message);
        }
        all
    }
}

impl Tally {
    fn count(&mut self, state: CandidateState, by: i64) {
        let counter = match state {
            CandidateState::Waiting => return,
            CandidateState::Done => &mut self.done,
            CandidateState::Failed => &mut self.failed,
            CandidateState::Stopped => &mut self.stopped,
        };
        *counter = counter.saturating_add_signed(by);
    }
}

impl ItemCounts {
    fn count(&mut self, state: CandidateState, by: i64) {
        let counter = match state {
            CandidateState::Waiting => return,
            CandidateState::Done => &mut self.done,
            CandidateState::Failed => &mut self.failed,
            CandidateState::Stopped => &mut self.stopped,
        };
        *counter = counter.saturating_add_signed(by);
    }

    /// Those that have not ended.
    pub fn open(self) -> u64 {
        self.total.saturating_sub(self.done + self.failed + self.stopped)
    }
}

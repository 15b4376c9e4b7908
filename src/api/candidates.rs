//! Candidates over HTTP: what came, what the person thinks of it, once more.

use std::{collections::BTreeMap, sync::Arc};

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use serde::Deserialize;

use super::{
    Tag,
    auth::SignedIn,
    body::{Body, OptionalBody},
    error::Result,
    json::{JsonObject, given},
    page::{Created, NoContent, PageOf},
    wire::{Message, Options, ToolCall, all, wire_enum},
};
use crate::{
    app::{
        Services,
        runs::{self, Again, Judgement, Wanted},
    },
    model::{
        self,
        id::{CandidateId, RunId},
    },
};

wire_enum! {
    /// What a person decided.
    Verdict from model::candidate::Verdict {
        /// Nothing yet.
        None,
        /// To be kept.
        Starred,
        /// Not good enough; kept as such.
        Rejected,
    }
}

wire_enum! {
    /// Why a model stopped writing.
    FinishReason from model::candidate::FinishReason {
        /// It was finished.
        Stop,
        /// It ran into a limit: the answer is cut off.
        Length,
    }
}

wire_enum! {
    /// Kinds of failure, each with its own way on.
    CandidateErrorKind from model::candidate::ErrorKind {
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
}

/// Where a candidate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, poem_openapi::Enum)]
#[oai(rename_all = "snake_case")]
enum CandidateState {
    /// To be asked.
    Waiting,
    /// A model is at it.
    Writing,
    /// Answered.
    Done,
    /// Ended with an error.
    Failed,
    /// Ended by a person.
    Stopped,
}

/// One answer in a run.
#[derive(Clone, Debug, Object)]
pub(super) struct Candidate {
    /// Its id, unique in the run.
    id: u64,
    /// The run.
    run_id: u64,
    /// The card it belongs to, from 0. The newest candidate of a position is what the card shows.
    position: u64,
    /// The row of the run that it answers, from 0.
    row: u64,
    /// The slot values of that row.
    slots: BTreeMap<String, String>,
    /// The candidate that it replaces.
    parent_id: Option<u64>,
    /// The example that it answers anew.
    example_id: Option<u64>,
    /// Where it stands.
    state: CandidateState,
    /// The user prompt it answers; null until a paraphrase is found.
    variation: Option<String>,
    /// Which variation of its row, from 0; 0 is the filled prompt itself.
    variation_index: u32,
    /// How far the variation is from the filled prompt, from 0 (the same) to 1; null for the prompt itself.
    variation_distance: Option<f64>,
    /// The turns before this answer, when it continues a conversation of its card; else empty.
    turns: Vec<Message>,
    /// The prompt as sent; empty until it is sent.
    messages: Vec<Message>,
    /// The model that answers.
    model: String,
    /// Its seed.
    seed: u32,
    /// The answer's text.
    output: String,
    /// What the model thought first.
    reasoning: Option<String>,
    /// The calls it makes.
    tool_calls: Vec<ToolCall>,
    /// The text that calls were read from, when the server did not read them.
    raw_tool_text: Option<String>,
    /// Why the model stopped.
    finish_reason: Option<FinishReason>,
    /// What looks wrong with it.
    lints: Vec<Lint>,
    /// Why there is no answer.
    error: Option<CandidateError>,
    /// What the person decided.
    verdict: Verdict,
    /// Why they rejected it.
    reason: Option<String>,
    /// The person's version of the text.
    edited_output: Option<String>,
    /// The person's version of the calls.
    edited_tool_calls: Option<Vec<ToolCall>>,
    /// The example it became.
    added_to: Option<AddedTo>,
    /// Tokens of the answer.
    tokens: Option<u64>,
    /// Tokens a second.
    tokens_per_second: Option<f64>,
    /// Seconds the model took.
    seconds: Option<f64>,
    /// Options, seed, digest and timings: what is needed to ask the same again.
    provenance: JsonObject,
    /// When it was asked for.
    created_at: String,
}

/// Something that looks wrong with an answer.
#[derive(Clone, Debug, Object)]
struct Lint {
    /// The rule's name.
    rule: String,
    /// What is wrong.
    message: String,
    /// Where, as a JSON pointer: into the candidate for calls, into the answer for its JSON.
    path: Option<String>,
}

/// Why there is no answer.
#[derive(Clone, Debug, Object)]
struct CandidateError {
    /// The kind, by which to go on.
    kind: CandidateErrorKind,
    /// What happened and what to do.
    message: String,
    /// How long was waited, when that was the reason.
    seconds: Option<f64>,
}

/// The example that a candidate became.
#[derive(Clone, Debug, Object)]
struct AddedTo {
    /// In which dataset.
    dataset_id: u64,
    /// As which example.
    example_id: u64,
}

/// A page of candidates.
#[derive(Object)]
struct CandidatePage {
    /// The candidates.
    items: Vec<Candidate>,
    /// How many there are on all pages.
    total: u64,
}

/// What a person says about a candidate. What is left out stays; null takes an edit or a reason back.
#[derive(Object, Deserialize)]
struct JudgementInput {
    /// Their verdict.
    verdict: Option<Verdict>,
    /// Why.
    #[serde(default, deserialize_with = "given")]
    #[oai(default)]
    reason: Option<Option<String>>,
    /// Their version of the text.
    #[serde(default, deserialize_with = "given")]
    #[oai(default)]
    edited_output: Option<Option<String>>,
    /// Their version of the calls.
    #[serde(default, deserialize_with = "given")]
    #[oai(default)]
    edited_tool_calls: Option<Option<Vec<ToolCall>>>,
}

/// How to ask again. All of it may be left out.
#[derive(Default, Object, Deserialize)]
struct RegenerateInput {
    /// What should be different; the model is told.
    reason: Option<String>,
    /// Tell the model what is wrong with the form of its answer: arguments that do not fit, JSON that is none.
    repair: Option<bool>,
    /// Answer another variation of the card's row.
    variation_index: Option<u32>,
    /// Answer a prompt in your own words.
    variation: Option<String>,
    /// Ask another model.
    model: Option<String>,
    /// Other sampling options, for this card from now on.
    options: Option<Options>,
    /// Wait this many times longer, 1 to 20.
    wait_factor: Option<u32>,
}

/// The answers of a run.
pub(super) struct CandidatesApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Runs")]
impl CandidatesApi {
    /// List a run's candidates
    ///
    /// Oldest first; several of one position are answers to the same card. With `newest`, only what each card
    /// shows, in the order of the cards.
    #[oai(path = "/runs/:id/candidates", method = "get", operation_id = "list_candidates")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn list(
        &self,
        who: SignedIn,
        id: Path<u64>,
        /// From 1.
        page: Query<Option<u64>>,
        /// Entries of a page, 1 to 1000; 50 when not said.
        size: Query<Option<u64>>,
        /// Only those that stand so.
        state: Query<Option<CandidateState>>,
        /// Only those judged so.
        verdict: Query<Option<Verdict>>,
        /// Only those that failed this way.
        cause: Query<Option<CandidateErrorKind>>,
        /// Only those of this row, counted from 0.
        row: Query<Option<u64>>,
        /// Only those of this model.
        model: Query<Option<String>>,
        /// Only the newest of each position.
        newest: Query<Option<bool>>,
    ) -> Result<Json<CandidatePage>> {
        let page = PageOf::new(page.0, size.0)?;
        let (state, writing) = CandidateState::wanted(state.0);
        let wanted = Wanted {
            state,
            writing,
            verdict: verdict.0.map(Into::into),
            cause: cause.0.map(Into::into),
            row: row.0,
            model: model.0,
            newest: newest.0.unwrap_or_default(),
            offset: page.offset,
            limit: page.limit,
        };
        let run = RunId(id.0);
        let (found, total) = runs::candidates(&self.0, who.session(), run, wanted).await?;
        let items = found.into_iter().map(|(candidate, writing)| Candidate::new(run, writing, candidate));
        Ok(Json(CandidatePage { items: items.collect(), total }))
    }

    /// Judge a candidate
    ///
    /// Star it, reject it, or write your own version. The model's answer is kept beside it.
    #[oai(path = "/runs/:id/candidates/:candidate_id", method = "put", operation_id = "judge_candidate")]
    async fn judge(
        &self,
        who: SignedIn,
        id: Path<u64>,
        candidate_id: Path<u64>,
        body: Body<JudgementInput>,
    ) -> Result<Json<Candidate>> {
        let JudgementInput { verdict, reason, edited_output, edited_tool_calls } = body.0;
        let judgement = Judgement {
            verdict: verdict.map(Into::into),
            reason,
            edited_output,
            edited_tool_calls: edited_tool_calls.map(|calls| calls.map(all)),
        };
        let (run, candidate) = (RunId(id.0), CandidateId(candidate_id.0));
        let (judged, writing) = runs::judge(&self.0, who.session(), run, candidate, judgement).await?;
        Ok(Json(Candidate::new(run, writing, judged)))
    }

    /// Ask for another answer
    ///
    /// On the same card; the answer given before is kept.
    #[oai(
        path = "/runs/:id/candidates/:candidate_id/regenerate",
        method = "post",
        operation_id = "regenerate_candidate"
    )]
    async fn regenerate(
        &self,
        who: SignedIn,
        id: Path<u64>,
        candidate_id: Path<u64>,
        body: OptionalBody<RegenerateInput>,
    ) -> Result<Created<Candidate>> {
        let RegenerateInput { reason, repair, variation_index, variation, model, options, wait_factor } =
            body.0.unwrap_or_default();
        let again = Again {
            reason,
            repair: repair.unwrap_or_default(),
            variation_index,
            variation,
            model,
            options: options.map(Into::into),
            wait_factor,
        };
        let run = RunId(id.0);
        let new = runs::regenerate(&self.0, who.session(), run, CandidateId(candidate_id.0), again).await?;
        Ok(Created::Created(Json(Candidate::new(run, false, new))))
    }

    /// Stop one card
    ///
    /// What it has written so far is kept.
    #[oai(path = "/runs/:id/candidates/:candidate_id/stop", method = "post", operation_id = "stop_candidate")]
    async fn stop(&self, who: SignedIn, id: Path<u64>, candidate_id: Path<u64>) -> Result<NoContent> {
        runs::stop_candidate(&self.0, who.session(), RunId(id.0), CandidateId(candidate_id.0)).await?;
        Ok(NoContent::Done)
    }
}

impl Candidate {
    /// A candidate of this run; whether a model is writing it is known to the running work alone.
    #[expect(clippy::too_many_lines, reason = "a line for each member, so that a new one breaks the build")]
    pub(super) fn new(run: RunId, writing: bool, candidate: model::candidate::Candidate) -> Self {
        let model::candidate::Candidate {
            id,
            position,
            row,
            slots,
            parent,
            example,
            state,
            variation,
            variation_index,
            variation_distance,
            turns,
            messages,
            private_turns: _,
            wish: _,
            model,
            options: _,
            seed,
            wait_factor: _,
            output,
            reasoning,
            tool_calls,
            raw_tool_text,
            finish_reason,
            lints,
            error,
            verdict,
            reason,
            edited_output,
            edited_tool_calls,
            added_to,
            added_before: _,
            tokens,
            seconds,
            provenance,
            created_at,
        } = candidate;
        Self {
            id: id.0,
            run_id: run.0,
            position,
            row,
            slots,
            parent_id: parent.map(|id| id.0),
            example_id: example.map(|id| id.0),
            state: CandidateState::new(state, writing),
            variation,
            variation_index,
            variation_distance,
            turns: all(turns),
            messages: all(messages),
            model,
            seed,
            output,
            reasoning,
            tool_calls: all(tool_calls),
            raw_tool_text,
            finish_reason: finish_reason.map(Into::into),
            lints: all(lints),
            error: error.map(Into::into),
            verdict: verdict.into(),
            reason,
            edited_output,
            edited_tool_calls: edited_tool_calls.map(all),
            added_to: added_to.map(Into::into),
            tokens,
            tokens_per_second: speed(tokens, seconds),
            seconds,
            provenance: JsonObject(provenance),
            created_at: created_at.to_string(),
        }
    }
}

impl CandidateState {
    /// What to look for: the state in the file, and whether it is being written, which the file does not know.
    fn wanted(state: Option<Self>) -> (Option<model::candidate::CandidateState>, Option<bool>) {
        match state {
            None => (None, None),
            Some(Self::Waiting) => (Some(model::candidate::CandidateState::Waiting), Some(false)),
            Some(Self::Writing) => (Some(model::candidate::CandidateState::Waiting), Some(true)),
            Some(Self::Done) => (Some(model::candidate::CandidateState::Done), None),
            Some(Self::Failed) => (Some(model::candidate::CandidateState::Failed), None),
            Some(Self::Stopped) => (Some(model::candidate::CandidateState::Stopped), None),
        }
    }

    fn new(state: model::candidate::CandidateState, writing: bool) -> Self {
        match state {
            model::candidate::CandidateState::Waiting if writing => Self::Writing,
            model::candidate::CandidateState::Waiting => Self::Waiting,
            model::candidate::CandidateState::Done => Self::Done,
            model::candidate::CandidateState::Failed => Self::Failed,
            model::candidate::CandidateState::Stopped => Self::Stopped,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "no answer has 2^52 tokens")]
fn speed(tokens: Option<u64>, seconds: Option<f64>) -> Option<f64> {
    let (tokens, seconds) = (tokens?, seconds?);
    (seconds > 0.0).then(|| tokens as f64 / seconds)
}

impl From<model::candidate::Lint> for Lint {
    fn from(lint: model::candidate::Lint) -> Self {
        let model::candidate::Lint { rule, message, path } = lint;
        Self { rule, message, path }
    }
}

impl From<model::candidate::CandidateError> for CandidateError {
    fn from(error: model::candidate::CandidateError) -> Self {
        let model::candidate::CandidateError { kind, message, seconds } = error;
        Self { kind: kind.into(), message, seconds }
    }
}

impl From<model::candidate::AddedTo> for AddedTo {
    fn from(added_to: model::candidate::AddedTo) -> Self {
        let model::candidate::AddedTo { dataset, example } = added_to;
        Self { dataset_id: dataset.0, example_id: example.0 }
    }
}

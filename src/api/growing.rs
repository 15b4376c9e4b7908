//! Conversations that grow over HTTP, and asking the same again.

use std::sync::Arc;

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};
use serde::Deserialize;

use super::{
    Tag,
    auth::SignedIn,
    body::{Body, OptionalBody},
    candidates::Candidate,
    error::Result,
    page::Created,
    run_state::Run,
    wire::{Role, ToolCall, all},
};
use crate::{
    app::{
        Services, examples,
        runs::{self, Replayed},
    },
    model::id::{CandidateId, DatasetId, ExampleId, RunId},
};

/// What is said after an answer.
#[derive(Object, Deserialize)]
struct Turn {
    /// `user`, or `tool` for the result of a call.
    role: Role,
    /// The text.
    content: String,
    /// Which tool it is the result of; by their order when left out.
    tool_name: Option<String>,
}

/// How to go on with a conversation.
#[derive(Object, Deserialize)]
struct ContinueInput {
    /// The result of each call of the answer, in their order, then at most one turn of the user. After an answer that
    /// calls nothing, one turn of the user.
    turns: Vec<Turn>,
}

/// Who writes the next turns.
#[derive(Default, Object, Deserialize)]
struct NextTurnsInput {
    /// The model; the answer's own when left out.
    model: Option<String>,
}

/// Who goes on with an example's conversation.
#[derive(Default, Object, Deserialize)]
struct ContinueExampleInput {
    /// The model that answers from here on; your preference when left out.
    model: Option<String>,
}

/// What came out when the same was asked again.
#[derive(Object)]
struct Replay {
    /// Whether text and calls are what they were.
    same: bool,
    /// How it differs and what may be the cause; empty when it is the same.
    differences: Vec<String>,
    /// The text now.
    output: String,
    /// The reasoning now.
    reasoning: Option<String>,
    /// The calls now.
    tool_calls: Vec<ToolCall>,
    /// Which build of the model answered now.
    digest: Option<String>,
}

/// What follows an answer.
pub(super) struct GrowingApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Runs")]
impl GrowingApi {
    /// Go on with a conversation
    ///
    /// The answer and what you say after it become a new candidate of the same card, which the model answers. Of an
    /// edited answer your version counts. Any earlier answer of the card can be gone on from.
    #[oai(
        path = "/runs/:id/candidates/:candidate_id/continue",
        method = "post",
        operation_id = "continue_candidate"
    )]
    async fn grow(
        &self,
        who: SignedIn,
        id: Path<u64>,
        candidate_id: Path<u64>,
        body: Body<ContinueInput>,
    ) -> Result<Created<Candidate>> {
        let turns = body.0.turns.into_iter().map(Into::into).collect();
        let run = RunId(id.0);
        let new = runs::grow(&self.0, who.session(), run, CandidateId(candidate_id.0), turns).await?;
        Ok(Created::Created(Json(Candidate::new(run, false, new))))
    }

    /// Go on with an example's conversation
    ///
    /// Makes a run of one card that holds the conversation, each of its answers as a candidate to go on from. Nobody is
    /// asked yet, and the example stays as it is until you put an answer of that card in its place, or add it as another
    /// example.
    #[oai(
        path = "/datasets/:id/examples/:example_id/continue",
        method = "post",
        operation_id = "continue_example"
    )]
    async fn reopen(
        &self,
        who: SignedIn,
        id: Path<u64>,
        example_id: Path<u64>,
        body: OptionalBody<ContinueExampleInput>,
    ) -> Result<Created<Run>> {
        let ContinueExampleInput { model } = body.0.unwrap_or_default();
        let (dataset, example) = (DatasetId(id.0), ExampleId(example_id.0));
        let seen = examples::reopen(&self.0, who.session(), dataset, example, model).await?;
        Ok(Created::Created(Json(seen.into())))
    }

    /// Have the next turns written
    ///
    /// By a model: the results of the answer's calls, or what the user says next. Nothing is kept; change them as you
    /// like and go on with the conversation.
    #[oai(
        path = "/runs/:id/candidates/:candidate_id/next_turns",
        method = "post",
        operation_id = "write_next_turns"
    )]
    async fn next_turns(
        &self,
        who: SignedIn,
        id: Path<u64>,
        candidate_id: Path<u64>,
        body: OptionalBody<NextTurnsInput>,
    ) -> Result<Json<Vec<Turn>>> {
        let NextTurnsInput { model } = body.0.unwrap_or_default();
        let (run, candidate) = (RunId(id.0), CandidateId(candidate_id.0));
        let turns = runs::next_turns(&self.0, who.session(), run, candidate, model).await?;
        Ok(Json(turns.into_iter().map(Into::into).collect()))
    }

    /// Replay a candidate
    ///
    /// Asks exactly the same again and compares. Nothing is kept; hanging up stops it.
    #[oai(
        path = "/runs/:id/candidates/:candidate_id/replay",
        method = "post",
        operation_id = "replay_candidate"
    )]
    async fn replay(&self, who: SignedIn, id: Path<u64>, candidate_id: Path<u64>) -> Result<Json<Replay>> {
        let (run, candidate) = (RunId(id.0), CandidateId(candidate_id.0));
        let Replayed { same, differences, output, reasoning, tool_calls, digest } =
            runs::replay(&self.0, who.session(), run, candidate).await?;
        Ok(Json(Replay { same, differences, output, reasoning, tool_calls: all(tool_calls), digest }))
    }
}

impl From<Turn> for runs::Turn {
    fn from(turn: Turn) -> Self {
        let Turn { role, content, tool_name } = turn;
        Self { role: role.into(), content, tool_name }
    }
}

impl From<runs::Turn> for Turn {
    fn from(turn: runs::Turn) -> Self {
        let runs::Turn { role, content, tool_name } = turn;
        Self { role: role.into(), content, tool_name }
    }
}

//! A batch and paraphrases in one request each.

use std::sync::Arc;

use poem_openapi::{Object, OpenApi, payload::Json};
use serde::Deserialize;

use super::{
    Tag,
    auth::SignedIn,
    body::Body,
    candidates::FinishReason,
    error::Result,
    runs::RunInput,
    wire::{ToolCall, all},
};
use crate::{
    app::{Services, generation},
    model::{self, id::RunId},
};

/// A text to say differently.
#[derive(Object, Deserialize)]
struct ParaphraseInput {
    /// The text.
    text: String,
    /// How many paraphrases, 1 to 50.
    count: u32,
    /// Who writes them; your preference when left out.
    model: Option<String>,
}

/// One answer of a batch.
#[derive(Object)]
struct Generated {
    /// The prompt it answers.
    variation: String,
    /// The answer's text; empty when the item failed.
    output: String,
    /// The calls it makes.
    tool_calls: Vec<ToolCall>,
    /// What the model thought first.
    reasoning: Option<String>,
    /// Why the model stopped.
    finish_reason: Option<FinishReason>,
    /// Why there is no answer.
    error: Option<String>,
    /// The run that it belongs to.
    run_id: u64,
    /// Its candidate in that run.
    candidate_id: u64,
    /// The model that answered.
    model: String,
}

/// Generation that is waited for.
pub(super) struct GenerateApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Generation")]
impl GenerateApi {
    /// Paraphrase a text
    ///
    /// Fewer come back when the model finds no more different ones.
    #[oai(path = "/paraphrase", method = "post", operation_id = "paraphrase")]
    async fn paraphrase(&self, who: SignedIn, body: Body<ParaphraseInput>) -> Result<Json<Vec<String>>> {
        let ParaphraseInput { text, count, model } = body.0;
        Ok(Json(generation::paraphrases(&self.0, who.session(), &text, count, model).await?))
    }

    /// Generate a batch and wait for it
    ///
    /// `count` answers: the first to the filled prompt, the others to paraphrases of it. An item that failed has
    /// `error`. Closing the connection cancels the batch. A run does the same without waiting.
    #[oai(path = "/generate", method = "post", operation_id = "generate")]
    async fn generate(&self, who: SignedIn, body: Body<RunInput>) -> Result<Json<Vec<Generated>>> {
        let (run, candidates) = generation::generate(&self.0, who.session(), body.0.try_into()?).await?;
        Ok(Json(candidates.into_iter().map(|candidate| Generated::new(run, candidate)).collect()))
    }
}

impl Generated {
    fn new(run: RunId, candidate: model::candidate::Candidate) -> Self {
        Self {
            variation: candidate.variation.unwrap_or_default(),
            output: if candidate.error.is_some() { String::new() } else { candidate.output },
            tool_calls: all(candidate.tool_calls),
            reasoning: candidate.reasoning,
            finish_reason: candidate.finish_reason.map(Into::into),
            error: candidate.error.map(|error| error.message),
            run_id: run.0,
            candidate_id: candidate.id.0,
            model: candidate.model,
        }
    }
}

//! Asking again exactly as before, to see whether the same comes out.

use serde_json::Value;

use super::{open, question};
use crate::{
    app::{Services, asking::Asker, auth::sessions::Session, error::AppError},
    model::{
        candidate::{Candidate, CandidateState},
        id::{CandidateId, RunId},
        tool::ToolCall,
    },
    store::candidates,
};

/// What came out this time.
#[derive(Clone, Debug)]
pub struct Replayed {
    /// Whether text and calls are what they were.
    pub same: bool,
    /// How it differs and what may be the cause, in sentences; empty when nothing does.
    pub differences: Vec<String>,
    /// The text now.
    pub output: String,
    /// The reasoning now.
    pub reasoning: Option<String>,
    /// The calls now.
    pub tool_calls: Vec<ToolCall>,
    /// Which build of the model answered.
    pub digest: Option<String>,
}

/// Asks a candidate's question again with the prompt, the options, the seed and the context of then. It is waited
/// for, and nothing is kept: whoever goes away stops it.
pub async fn replay(
    services: &Services,
    session: &Session,
    run: RunId,
    id: CandidateId,
) -> Result<Replayed, AppError> {
    let (run, keys) = open(services, session, run).await?;
    let then = services
        .store
        .read(move |r| candidates::get(r, &keys, id)?.ok_or_else(|| AppError::no_candidate(id)))
        .await?;
    if then.state != CandidateState::Done {
        return Err(AppError::Conflict(format!("candidate {id} has no whole answer to compare with")));
    }
    let mut question = question::question(&run.plan, &then, &then.messages);
    if let Some(options) = then.provenance.get("options").and_then(|o| serde_json::from_value(o.clone()).ok())
    {
        question.request.options = options;
    }
    if let Some(size) = then.provenance.get("num_ctx").and_then(Value::as_u64) {
        question.request.options.num_ctx = u32::try_from(size).ok();
    }
    let mut answer = services
        .asking
        .ask(Asker::person(session.user), &then.model, question.request.clone(), |_| {}, &mut |_| {})
        .await?;
    question.read(&mut answer, &run.plan);
    let calls_differ = !question::same_calls(&answer.tool_calls, &then.tool_calls);
    let same = answer.output == then.output && !calls_differ;
    let mut differences = Vec::new();
    if let Some(place) = first_difference(&then.output, &answer.output) {
        differences.push(format!("The text differs from character {} on.", place + 1));
    }
    if calls_differ {
        differences.push("The calls differ.".to_owned());
    }
    if !same {
        differences.extend(causes(&then, answer.digest.as_deref()));
    }
    Ok(Replayed {
        same,
        differences,
        output: answer.output,
        reasoning: answer.reasoning,
        tool_calls: answer.tool_calls.into_iter().map(|call| question::checked(call, &run.plan)).collect(),
        digest: answer.digest,
    })
}

/// What may have changed since.
fn causes(then: &Candidate, digest: Option<&str>) -> Vec<String> {
    let mut causes = Vec::new();
    let before = then.provenance.get("digest").and_then(Value::as_str);
    match (before, digest) {
        (Some(before), Some(now)) if before != now => {
            causes.push("The model is another build than then.".to_owned());
        }
        (Some(_), Some(_)) => causes.push(
            "The model is the same build, so the server or its hardware computes otherwise than then."
                .to_owned(),
        ),
        _ => causes.push("The server does not say which build of the model it runs.".to_owned()),
    }
    let attempts = then.provenance.get("attempts").and_then(Value::as_array);
    if attempts.is_some_and(|attempts| !attempts.is_empty()) {
        causes.push(
            "The answer was asked for more than once then; only the first question was replayed.".to_owned(),
        );
    }
    causes
}

/// The character at which two texts part; none when they are the same.
fn first_difference(before: &str, now: &str) -> Option<usize> {
    let (mut before, mut now) = (before.chars(), now.chars());
    (0..).find_map(|place| match (before.next(), now.next()) {
        (None, None) => Some(None),
        (some, other) if some == other => None,
        _ => Some(Some(place)),
    })?
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn the_place_where_texts_part_is_counted_in_characters() {
        assert_eq!(first_difference("§ 4 gilt", "§ 4 gilt"), None);
        assert_eq!(first_difference("§ 4 gilt", "§ 5 gilt"), Some(2));
        assert_eq!(first_difference("§ 4", "§ 4 gilt"), Some(3));
        assert_eq!(first_difference("", ""), None);
    }
}

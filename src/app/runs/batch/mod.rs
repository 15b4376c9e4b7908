//! Batch files: the questions of a run leave in a file, an engine or a service elsewhere answers them, and the file of
//! results comes back, in one piece or in several. While a run is out, dsforge itself asks none of its questions.

mod leave;
mod results;

use sha2::{Digest as _, Sha256};

pub use leave::{BatchFile, take_out};
pub use results::{Returned, take_in};

use super::{prompt, question, question::Question};
use crate::{
    model::{
        candidate::Candidate,
        id::{CandidateId, RunId},
        message::Message,
        run::{Plan, Run},
    },
    store::{Read, StoreError, candidates, runs::RunKeys},
};

/// How the questions of one run are named, so that results find them again. The tag tells runs of one number in two
/// data files apart.
struct Names {
    run: RunId,
    tag: String,
}

/// Whose result a line is.
#[derive(Debug, PartialEq, Eq)]
enum Named {
    Candidate(CandidateId),
    AnotherRun,
    Unknown,
}

impl Names {
    fn of(run: &Run) -> Self {
        let digest = Sha256::digest(format!("dsforge batch {} {}", run.id, run.created_at));
        let tag = digest.iter().take(4).fold(0_u32, |tag, byte| tag << 8 | u32::from(*byte));
        Self { run: run.id, tag: format!("{tag:08x}") }
    }

    fn name(&self, candidate: CandidateId) -> String {
        format!("dsforge-{}-{candidate}-{}", self.run, self.tag)
    }

    fn read(&self, name: &str) -> Named {
        let parts: Vec<&str> = name.split('-').collect();
        let ["dsforge", run, candidate, tag] = parts[..] else { return Named::Unknown };
        let (Ok(run), Ok(candidate)) = (run.parse(), candidate.parse()) else { return Named::Unknown };
        if RunId(run) == self.run && tag == self.tag {
            Named::Candidate(CandidateId(candidate))
        } else {
            Named::AnotherRun
        }
    }
}

/// What is asked for a candidate, as it leaves and as its answer is read.
struct Asked {
    messages: Vec<Message>,
    private_turns: usize,
    question: Question,
}

impl Asked {
    fn of(r: &impl Read, keys: &RunKeys, plan: &Plan, candidate: &Candidate) -> Result<Self, StoreError> {
        let conversation = prompt::messages(plan, candidate);
        let turns = conversation.len();
        let rejected = match (candidate.parent, &candidate.wish) {
            (Some(parent), Some(wish)) => candidates::get(r, keys, parent)?.map(|parent| (parent, wish)),
            _ => None,
        };
        let messages = match rejected {
            Some((rejected, wish)) => prompt::with_wish(conversation, &rejected, wish),
            None => conversation,
        };
        let question = question::question(plan, candidate, &messages);
        Ok(Self { private_turns: messages.len() - turns, messages, question })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_finds_its_candidate_again_and_no_other_run_takes_it() {
        let names = Names { run: RunId(3), tag: "9f3a21bc".to_owned() };
        assert_eq!(names.name(CandidateId(41)), "dsforge-3-41-9f3a21bc");
        assert_eq!(names.read("dsforge-3-41-9f3a21bc"), Named::Candidate(CandidateId(41)));
        for other in ["dsforge-4-41-9f3a21bc", "dsforge-3-41-00000000"] {
            assert_eq!(names.read(other), Named::AnotherRun, "{other}");
        }
        for unknown in ["request-1", "dsforge-3-41", "dsforge-3--9f3a21bc", ""] {
            assert_eq!(names.read(unknown), Named::Unknown, "{unknown}");
        }
    }
}

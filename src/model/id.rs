//! One type per kind of id, so that a dataset's cannot be handed over as an example's.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// A person who can unlock this file. Also the owner in the key of what is theirs.
    UserId,
    /// A prompt template.
    TemplateId,
    /// A chat template.
    ChatTemplateId,
    /// A batch of answers.
    RunId,
    /// One answer in a run. Unique in its run.
    CandidateId,
    /// A collection of examples.
    DatasetId,
    /// One example. Unique in its dataset; never used again after a delete.
    ExampleId,
    /// One mutation of a dataset. Unique in its dataset, rising.
    ChangeId,
    /// A model server that a person has set up.
    ProviderId,
}

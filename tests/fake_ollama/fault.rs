//! Ways in which a model server goes wrong.

/// A fault, for one request to a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Takes the request and never answers.
    Silent,
    /// Stops after some words and keeps the connection.
    Stall,
    /// Ends after some words without saying that it is done.
    CutOff,
    /// Says in the middle of an answer that something went wrong.
    ErrorLine,
    /// Refuses with another server's error inside its own.
    NestedError,
    /// Sends what is no JSON.
    Garbage,
    /// Sends what is no text.
    InvalidUtf8,
    /// Counts tokens that it does not pass on.
    Empty,
    /// Points elsewhere.
    Redirect,
    /// Sends a line of ten megabytes.
    LongLine,
    /// Does not have the model.
    NoModel,
    /// Has too many requests waiting.
    Busy,
    /// The same, and wants to be asked again at once.
    BusyForAMoment,
    /// Does not like the host's name.
    Forbidden,
    /// Closes the connection without a word.
    HangUp,
    /// Writes a tool call as fenced JSON into the text.
    TextCall,
    /// Writes its reasoning into the text.
    ThinkTags,
}

/// The words that ask for them in a prompt.
const WORDS: &[(&str, Fault)] = &[
    ("fault:silent", Fault::Silent),
    ("fault:stall", Fault::Stall),
    ("fault:cut-off", Fault::CutOff),
    ("fault:error-line", Fault::ErrorLine),
    ("fault:nested-error", Fault::NestedError),
    ("fault:garbage", Fault::Garbage),
    ("fault:invalid-utf8", Fault::InvalidUtf8),
    ("fault:empty", Fault::Empty),
    ("fault:redirect", Fault::Redirect),
    ("fault:long-line", Fault::LongLine),
    ("fault:no-model", Fault::NoModel),
    ("fault:busy", Fault::Busy),
    ("fault:moment", Fault::BusyForAMoment),
    ("fault:forbidden", Fault::Forbidden),
    ("fault:hang-up", Fault::HangUp),
    ("fault:text-call", Fault::TextCall),
    ("fault:think-tags", Fault::ThinkTags),
];

/// The fault that a text asks for.
pub(crate) fn asked_for(text: &str) -> Option<Fault> {
    WORDS.iter().find(|(word, _)| text.contains(word)).map(|(_, fault)| *fault)
}

//! What trainers take and what they refuse, or worse, take and lose. The same rules are used on the lines of an
//! export before it is downloaded and on any file that comes from elsewhere: a rule looks at lines as they are
//! written, not at what they were made from.

mod findings;
mod line;
mod read;
mod target;

pub use findings::{Finding, Findings};
pub use line::{Breach, Linter, Look};
pub use target::Target;

/// What can be wrong with a line or with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// A line is not one JSON object.
    NotJson,
    /// A line has none of the forms that its reader knows.
    UnknownForm,
    /// The template failed.
    Failed,
    /// The format has no place for something that the example has.
    NoPlace,
    /// Turns that do not take turns, or do not end with an answer.
    RoleOrder,
    /// An answer without text or calls.
    EmptyAnswer,
    /// Arguments of a call that are not a JSON object.
    BadArguments,
    /// Arguments that are text where an object is read, or the other way round.
    ArgumentForm,
    /// A call of a tool that the line does not declare.
    UndeclaredTool,
    /// Results that belong to no call, and ids that the reader refuses.
    CallIds,
    /// The answer that was taken is the one that lost.
    ChosenIsRejected,
    /// Arguments that are not what the tool asks for.
    WrongArguments,
    /// A tool without a description or parameters.
    MissingDescription,
    /// The same line twice.
    Duplicate,
    /// Text that a tokenizer may take for a control token.
    SpecialTokens,
    /// More than a model may be able to read at once.
    TooLong,
    /// Fewer lines than the reader asks for.
    TooFewRows,
    /// Labels that are all the same.
    OneSidedLabels,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The reader refuses the file or the line, or trains on something else.
    Error,
    /// It is read, and may not be what is wanted.
    Warning,
}

/// Every rule, the worst first.
pub const RULES: [Rule; 18] = [
    Rule::NotJson,
    Rule::UnknownForm,
    Rule::Failed,
    Rule::NoPlace,
    Rule::RoleOrder,
    Rule::EmptyAnswer,
    Rule::BadArguments,
    Rule::ArgumentForm,
    Rule::UndeclaredTool,
    Rule::CallIds,
    Rule::ChosenIsRejected,
    Rule::WrongArguments,
    Rule::MissingDescription,
    Rule::Duplicate,
    Rule::SpecialTokens,
    Rule::TooLong,
    Rule::TooFewRows,
    Rule::OneSidedLabels,
];

impl Rule {
    /// Its name in the API and at the terminal.
    pub fn id(self) -> &'static str {
        self.words().0
    }

    /// What it says, in a few words.
    pub fn title(self) -> &'static str {
        self.words().1
    }

    /// The rule of this name.
    pub fn find(id: &str) -> Option<Self> {
        RULES.into_iter().find(|rule| rule.id() == id)
    }

    /// Whether leaving lines out helps. What is wrong with a whole file stays.
    pub fn is_of_lines(self) -> bool {
        !matches!(self, Self::TooFewRows | Self::OneSidedLabels)
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::NotJson => ("not_json", "Not one JSON object"),
            Self::UnknownForm => ("unknown_form", "Not of a form this reader knows"),
            Self::Failed => ("failed", "The template fails"),
            Self::NoPlace => ("no_place", "No place for it in this format"),
            Self::RoleOrder => ("role_order", "Roles out of order, or no answer at the end"),
            Self::EmptyAnswer => ("empty_answer", "Empty answer"),
            Self::BadArguments => ("bad_arguments", "Arguments don't parse"),
            Self::ArgumentForm => ("argument_form", "Arguments in the wrong form"),
            Self::UndeclaredTool => ("undeclared_tool", "Call of an undeclared tool"),
            Self::CallIds => ("call_ids", "Call ids don't fit"),
            Self::ChosenIsRejected => ("chosen_is_rejected", "Chosen and rejected are the same"),
            Self::WrongArguments => ("wrong_arguments", "Arguments don't fit the tool"),
            Self::MissingDescription => ("missing_description", "Tool without a description"),
            Self::Duplicate => ("duplicate", "Same text twice"),
            Self::SpecialTokens => ("special_tokens", "Control tokens in text"),
            Self::TooLong => ("too_long", "Over-long row"),
            Self::TooFewRows => ("too_few_rows", "Too few rows"),
            Self::OneSidedLabels => ("one_sided_labels", "Labels all on one side"),
        }
    }
}

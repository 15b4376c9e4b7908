//! What can go wrong in a use case, in words for the person. Which HTTP status that is, only `api` knows.

use std::time::Duration;

use crate::{
    crypto::rng::NoRandomness,
    llm::LlmError,
    model::{
        candidate::CandidateError,
        example::Example,
        id::{CandidateId, DatasetId, ExampleId, RunId, TemplateId},
        slot::MissingSlot,
    },
    store::{StoreError, accounts::AccountError, changes::UndoError},
    update::UpdateError,
};

/// A use case that did not succeed. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no such thing, or it belongs to somebody else, which looks the same.
    #[error("{0} does not exist")]
    NotFound(String),
    /// The request cannot be meant.
    #[error("{0}")]
    BadInput(Box<BadInput>),
    /// It cannot be done in the present state.
    #[error("{0}")]
    Conflict(String),
    /// Somebody changed the example since the caller read it.
    #[error("this example was changed since you opened it; look at the newer one and save again")]
    Stale(DatasetId, Box<Example>),
    /// Name and password do not match.
    #[error("that username and password don't match")]
    WrongPassword {
        /// Attempts left in this minute.
        tries_left: u32,
    },
    /// Name and recovery code do not match.
    #[error("that username and recovery code don't match")]
    WrongCode {
        /// Attempts left in this minute.
        tries_left: u32,
    },
    /// What was typed at the terminal opens nothing.
    #[error("that is neither the password nor the recovery code")]
    WrongSecret,
    /// The old password given with a change is wrong.
    #[error("that is not your present password")]
    WrongOldPassword,
    /// Too many attempts to sign in.
    #[error("too many attempts to sign in; wait {} seconds", .0.as_secs())]
    TooManyAttempts(Duration),
    /// There is no session, or it has ended.
    #[error("you are not signed in, or your session has ended; sign in again")]
    Locked,
    /// The key material in the file does not open although the password is right.
    #[error("the key record of this account is damaged; use the recovery code")]
    DamagedKeys,
    /// The file does not know the secret salt that the account was made with.
    #[error("SECRET_SALT does not match this data; put the old value back or use the recovery code")]
    UnknownSalt,
    /// No item of a batch got an answer.
    #[error("{}", .0.message)]
    AllFailed(CandidateError),
    /// A model server failed.
    #[error(transparent)]
    Llm(#[from] LlmError),
    /// The releases of dsforge cannot be looked up.
    #[error(transparent)]
    Update(#[from] UpdateError),
    /// The file failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Input that cannot be meant, with where it stands.
#[derive(Debug, Default)]
pub struct BadInput {
    /// What is wrong and what to do, naming the field.
    pub message: String,
    /// The field.
    pub field: Option<String>,
    /// The place in a list, from 0.
    pub index: Option<usize>,
    /// The place inside a JSON value, as a JSON pointer.
    pub pointer: Option<String>,
    /// The example it is about.
    pub example: Option<ExampleId>,
    /// The line and column of a template, from 1.
    pub line_column: Option<(usize, usize)>,
}

impl std::fmt::Display for BadInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl AppError {
    /// Input that cannot be meant, in one field.
    pub fn bad(field: &str, message: impl Into<String>) -> Self {
        Self::from(BadInput { message: message.into(), field: Some(field.to_owned()), ..BadInput::default() })
    }

    /// A template that is not there.
    pub fn no_template(id: TemplateId) -> Self {
        Self::NotFound(format!("template {id}"))
    }

    /// A dataset that is not there.
    pub fn no_dataset(id: DatasetId) -> Self {
        Self::NotFound(format!("dataset {id}"))
    }

    /// An example that is not there.
    pub fn no_example(id: ExampleId) -> Self {
        Self::NotFound(format!("example {id}"))
    }

    /// A run that is not there.
    pub fn no_run(id: RunId) -> Self {
        Self::NotFound(format!("run {id}"))
    }

    /// A candidate that is not there.
    pub fn no_candidate(id: CandidateId) -> Self {
        Self::NotFound(format!("candidate {id}"))
    }
}

impl From<BadInput> for AppError {
    fn from(input: BadInput) -> Self {
        Self::BadInput(Box::new(input))
    }
}

impl From<NoRandomness> for AppError {
    fn from(error: NoRandomness) -> Self {
        Self::Store(error.into())
    }
}

impl From<AccountError> for AppError {
    fn from(error: AccountError) -> Self {
        let message = error.to_string();
        match error {
            AccountError::NameTaken => Self::Conflict(message),
            AccountError::Username(_) => Self::bad("username", message),
            AccountError::Store(error) => error.into(),
        }
    }
}

impl From<UndoError> for AppError {
    fn from(error: UndoError) -> Self {
        let message = error.to_string();
        match error {
            UndoError::Store(error) => error.into(),
            _ => Self::Conflict(message),
        }
    }
}

impl From<MissingSlot> for AppError {
    fn from(missing: MissingSlot) -> Self {
        Self::bad("slots", format!("{missing}; fill it in or give it a default in the template"))
    }
}

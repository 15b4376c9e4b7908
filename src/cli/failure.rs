//! Why a command failed, and with which exit code.

use std::{io, process::ExitCode};

use crate::{
    app::error::AppError, config::ConfigError, llm::SetUpError, store::StoreError, update::UpdateError,
};

/// A command that failed: one sentence for the person.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The command cannot be meant.
    #[error("{0}")]
    Usage(String),
    /// Somebody else has the data.
    #[error("{0}")]
    InUse(String),
    /// A setting.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A use case.
    #[error("{0}.")]
    App(#[from] AppError),
    /// The file.
    #[error("{0}.")]
    Store(#[from] StoreError),
    /// The client for model servers.
    #[error(transparent)]
    Models(#[from] SetUpError),
    /// A new version of the program.
    #[error("{0}.")]
    Update(#[from] UpdateError),
    /// The system.
    #[error("{0}")]
    System(String),
}

impl Failure {
    /// A call to the system that failed, in a sentence.
    pub(super) fn system(what: &str, error: &io::Error) -> Self {
        Self::System(format!("{what}: {error}."))
    }

    /// 0 done, 1 failed, 2 wrong usage, 75 the data is in use.
    pub(super) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Usage(_) | Self::Config(_) => 2,
            Self::InUse(_) => 75,
            Self::App(_) | Self::Store(_) | Self::Models(_) | Self::Update(_) | Self::System(_) => 1,
        })
    }
}

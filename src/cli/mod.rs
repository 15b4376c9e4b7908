//! The terminal face: one file for each command. What it prints and asks goes through [`terminal`].

mod account;
mod assemble;
mod backup;
mod doctor;
mod export;
mod failure;
mod health;
mod key;
mod logging;
mod new_file;
mod openapi;
mod password;
mod presence;
mod recovery;
mod serve;
mod terminal;
mod update;
mod user;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::config::{GlobalArgs, ServeArgs};

/// Build a fine-tuning dataset with language models that run on your own machine.
///
/// Without a command, dsforge starts and opens the browser. Your data stays in one encrypted file; nothing is
/// sent anywhere but to the model servers that you name.
#[derive(Debug, Parser)]
#[command(name = "dsforge", version, propagate_version = true)]
struct Cli {
    #[command(flatten)]
    global: GlobalArgs,
    #[command(flatten)]
    serve: ServeArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the server (what dsforge does without a command)
    Serve(ServeArgs),
    /// Add and list users, change and reset passwords
    #[command(subcommand)]
    User(user::UserCommand),
    /// List keys, and replace them
    #[command(subcommand)]
    Key(key::KeyCommand),
    /// Write a dataset to a file, in the format that a trainer reads
    Export(Box<export::ExportArgs>),
    /// Write everything to one file, while no server runs (`GET /api/backup` does it while one runs)
    Backup(backup::BackupArgs),
    /// Put a backup in place
    Restore(backup::RestoreArgs),
    /// Look for anything that is wrong, and say what to do
    Doctor(doctor::DoctorArgs),
    /// Ask a running dsforge whether it is well
    Health(ServeArgs),
    /// Write the OpenAPI document
    Openapi(openapi::OpenapiArgs),
    /// Take the newest release in the place of this program
    SelfUpdate(update::SelfUpdateArgs),
    /// Write the completion script of a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

/// Runs the command that was given.
pub fn run() -> ExitCode {
    terminal::report_panics_without_content();
    let Cli { global, serve, command } = Cli::parse();
    let outcome = match command {
        None => serve::run(&global, &serve),
        Some(Command::Serve(args)) => serve::run(&global, &args),
        Some(Command::User(command)) => user::run(&global, command),
        Some(Command::Key(command)) => key::run(&global, command),
        Some(Command::Export(args)) => export::run(&global, *args),
        Some(Command::Backup(args)) => backup::back_up(&global, args),
        Some(Command::Restore(args)) => backup::restore(&global, args),
        Some(Command::Doctor(args)) => doctor::run(&global, args),
        Some(Command::Health(args)) => health::run(&global, &args),
        Some(Command::Openapi(args)) => openapi::run(args),
        Some(Command::SelfUpdate(args)) => update::run(&args),
        Some(Command::Completions { shell }) => {
            terminal::completions(shell, &mut Cli::command());
            Ok(())
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            terminal::complain(&failure);
            failure.exit_code()
        }
    }
}

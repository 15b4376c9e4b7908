//! The terminal face: one file for each command. What it prints and asks goes through [`terminal`].

mod account;
mod assemble;
mod backup;
mod doctor;
mod export;
mod failure;
mod generate;
mod health;
mod import;
mod key;
mod lint;
mod logging;
mod manual;
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
/// Without a command, dsforge starts and opens the browser; started again, it opens the one that runs. Your data
/// stays in one encrypted file; nothing is sent anywhere but to the model servers that you name.
#[derive(Debug, Parser)]
#[command(
    name = "dsforge",
    version,
    propagate_version = true,
    after_help = "A script waits for the line `dsforge is ready at http://127.0.0.1:7411` on standard output; results \
        go there, remarks and progress to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage, 75 the data is \
        in use by another dsforge. Every setting: `.env.example`, or the README.",
    after_long_help = AFTER_LONG_HELP
)]
struct Cli {
    #[command(flatten)]
    global: GlobalArgs,
    #[command(flatten)]
    serve: ServeArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

const AFTER_LONG_HELP: &str = "\
EXAMPLES
  dsforge                                    start, and open the browser
  dsforge serve --no-open --port 0           start for a script, on any free port
  dsforge user add ada --password-stdin      add a user without a terminal
  dsforge import --dataset clauses chats.jsonl --dry-run
                                             see what a file would become
  dsforge backup monday.dsforge              one verified file, while no server runs
  dsforge doctor                             what is wrong, and what to do about it

OUTPUT
  Results go to standard output, remarks and progress to standard error; progress is shown on a
  terminal alone. A script waits for the line `dsforge is ready at http://127.0.0.1:7411`. With
  --json, `user list`, `key list`, `generate`, `import`, `lint`, `doctor`, `health` and
  `self-update --check` answer in JSON.

ENVIRONMENT
  Every flag that sets something has a twin named beside it. A flag outranks the environment, the
  environment a .env file in the working directory. `.env.example` lists all of them. NO_COLOR
  turns the colours of help and messages off.

EXIT CODES
  0   done
  1   failed; the reason is on standard error
  2   wrong usage, or a setting that cannot be
  75  the data is in use by another dsforge, which is named";

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
    /// Have models answer many prompts, and go on where it was broken off
    Generate(Box<generate::GenerateArgs>),
    /// Write a dataset to a file, in the format that a trainer reads
    Export(Box<export::ExportArgs>),
    /// Add the rows of files that you have to a dataset, all of them or none
    Import(Box<import::ImportArgs>),
    /// Look at a file as the trainer that is to read it would, and say what is wrong
    Lint(lint::LintArgs),
    /// Write everything to one file, while no server runs (`GET /api/backup` does it while one runs)
    Backup(backup::BackupArgs),
    /// Put a backup in place
    Restore(backup::RestoreArgs),
    /// Look for anything that is wrong, and say what to do
    Doctor(doctor::DoctorArgs),
    /// Ask a running dsforge whether it is well
    Health(health::HealthArgs),
    /// Write the OpenAPI document
    Openapi(openapi::OpenapiArgs),
    /// Take the newest release in the place of this program
    SelfUpdate(update::SelfUpdateArgs),
    /// Write the completion script of a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Write the manual, a page for each command, into a folder
    Man {
        /// The folder
        #[arg(value_name = "DIR")]
        folder: std::path::PathBuf,
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
        Some(Command::Generate(args)) => generate::run(&global, *args),
        Some(Command::Export(args)) => export::run(&global, *args),
        Some(Command::Import(args)) => import::run(&global, *args),
        Some(Command::Lint(args)) => lint::run(args),
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
        Some(Command::Man { folder }) => manual::write(Cli::command(), &folder),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            terminal::complain(&failure);
            failure.exit_code()
        }
    }
}

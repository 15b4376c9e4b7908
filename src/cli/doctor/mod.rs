//! `dsforge doctor`: looks at everything, says what is wrong and what to do.

mod data;
mod files;
mod surroundings;

use serde_json::{Value, json};

use super::{assemble, failure::Failure, serve, terminal};
use crate::config::{GlobalArgs, ServeArgs, Settings};

#[derive(Debug, clap::Args)]
pub(super) struct DoctorArgs {
    /// Also open every row of every user, which takes their passwords (or recovery codes)
    #[arg(long)]
    deep: bool,
    /// With --deep, read the passwords from standard input, a line for each user in the order of `user list`
    #[arg(long, requires = "deep")]
    password_stdin: bool,
    /// Answer with a line of JSON for each thing that was looked at: {"state", "what", "todo"}
    #[arg(long)]
    json: bool,
}

/// Something that was looked at.
enum Finding {
    /// It is as it should be.
    Well(String),
    /// It is worth knowing.
    Note(String),
    /// It is wrong, and this is to be done.
    Wrong(String, String),
}

impl Finding {
    fn wrong(what: impl Into<String>, todo: impl Into<String>) -> Self {
        Self::Wrong(what.into(), todo.into())
    }

    fn in_json(&self) -> Value {
        match self {
            Self::Well(what) => json!({"state": "ok", "what": what}),
            Self::Note(what) => json!({"state": "note", "what": what}),
            Self::Wrong(what, todo) => json!({"state": "wrong", "what": what, "todo": todo}),
        }
    }
}

pub(super) fn run(global: &GlobalArgs, args: DoctorArgs) -> Result<(), Failure> {
    let settings = assemble::settings(global, &ServeArgs::default())?;
    serve::harden();
    let runtime = serve::runtime()?;
    let wrong = runtime.block_on(look(&settings, &args))?;
    match wrong {
        0 if args.json => Ok(()),
        0 => {
            terminal::say("Nothing is wrong.");
            Ok(())
        }
        1 => Err(Failure::System("One thing is wrong; the line above says what to do.".to_owned())),
        many => Err(Failure::System(format!("{many} things are wrong; the lines above say what to do."))),
    }
}

/// Looks and tells, and counts what is wrong.
async fn look(settings: &Settings, args: &DoctorArgs) -> Result<usize, Failure> {
    let mut wrong = 0;
    let mut tell = |findings: Vec<Finding>| {
        for finding in findings {
            if matches!(finding, Finding::Wrong(..)) {
                wrong += 1;
            }
            if args.json {
                terminal::say_json(&finding.in_json());
                continue;
            }
            match finding {
                Finding::Well(what) => terminal::say(&format!("ok     {what}")),
                Finding::Note(what) => terminal::say(&format!("note   {what}")),
                Finding::Wrong(what, todo) => {
                    terminal::say(&format!("wrong  {what}"));
                    terminal::say(&format!("       {todo}"));
                }
            }
        }
    };
    tell(files::look(settings));
    tell(data::look(settings, args).await?);
    tell(surroundings::space(settings));
    tell(surroundings::models(settings).await?);
    Ok(wrong)
}

//! `dsforge self-update`: takes the newest release in the place of this program, or says whether there is one.

use std::{env, path::Path};

use serde_json::json;

use super::{failure::Failure, serve, terminal};
use crate::update::{self, Offer, Updates};

#[derive(Debug, clap::Args)]
pub(super) struct SelfUpdateArgs {
    /// Only say whether there is a newer version
    #[arg(long)]
    check: bool,
    /// With --check, answer with one line of JSON: {"current", "available"}
    #[arg(long, requires = "check")]
    json: bool,
}

pub(super) fn run(args: &SelfUpdateArgs) -> Result<(), Failure> {
    serve::harden();
    let updates = Updates::of_this_program()?;
    let offer = updates.newest()?;
    if args.check {
        terminal::say(&answer(&updates, offer.as_ref(), args.json));
        return Ok(());
    }
    let Some(offer) = offer else {
        terminal::say(&answer(&updates, None, false));
        return Ok(());
    };
    let program = env::current_exe()
        .map_err(|error| Failure::system("It cannot be found out where this program is", &error))?;
    let mut progress = terminal::Progress::new("Downloading");
    updates.install(&offer, &program, &mut |come, total| progress.show(come, total.unwrap_or(come)))?;
    drop(progress);
    let Offer { version, .. } = offer;
    terminal::say(&format!(
        "This is dsforge {version} now. A dsforge that is running stays what it is until it is started again."
    ));
    Ok(())
}

fn answer(updates: &Updates, offer: Option<&Offer>, as_json: bool) -> String {
    let (current, available) = (&updates.current, offer.map(|offer| &offer.version));
    match available {
        _ if as_json => {
            let available = available.map(ToString::to_string);
            json!({"current": current.to_string(), "available": available}).to_string()
        }
        Some(newer) => {
            format!("dsforge {newer} is there; this is {current}. `dsforge self-update` takes it.")
        }
        None => format!("dsforge {current} is the newest version."),
    }
}

/// Lets go of the program that an update replaced, now that its successor runs.
pub(super) fn forget_predecessor() {
    if let Ok(program) = env::current_exe() {
        update::forget_old(Path::new(&program));
    }
}

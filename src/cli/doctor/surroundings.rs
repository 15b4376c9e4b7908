//! What dsforge works with: room on the disk, and model servers.

use super::{super::assemble, Finding};
use crate::{
    cli::failure::Failure,
    config::Settings,
    llm::{Llm, ServerState, ServerStatus},
};

/// Less room than this is called little, whatever the data needs.
const LITTLE: u64 = 256 << 20;

/// A backup, a migration and a download of a backup each take as much room as the data.
#[cfg(unix)]
pub(super) fn space(settings: &Settings) -> Vec<Finding> {
    let Some(folder) = settings.db_path.ancestors().skip(1).find(|folder| folder.is_dir()) else {
        return Vec::new();
    };
    let Ok(found) = rustix::fs::statvfs(folder) else { return Vec::new() };
    let free = found.f_bavail.saturating_mul(found.f_frsize);
    let needed = std::fs::metadata(&settings.db_path).map_or(0, |data| data.len());
    let megabytes = free >> 20;
    vec![if free >= needed.saturating_mul(2).max(LITTLE) {
        Finding::Well(format!("There are {megabytes} MiB free where the data is."))
    } else {
        Finding::wrong(
            format!("There are only {megabytes} MiB free where the data is."),
            "Make room: a backup takes as much as the data itself. Nothing is lost when the disk is full, \
             but nothing can be saved either.",
        )
    }]
}

#[cfg(not(unix))]
pub(super) fn space(_: &Settings) -> Vec<Finding> {
    Vec::new()
}

/// A server that does not answer is nothing wrong with dsforge: the data can be worked on without.
pub(super) async fn models(settings: &Settings) -> Result<Vec<Finding>, Failure> {
    let servers = assemble::servers(settings)?;
    let mut findings = Vec::new();
    for server in servers.from_settings() {
        let ServerStatus { state, version, advice } = server.status().await;
        let name = describe(server.as_ref());
        let advice = advice.unwrap_or_default();
        findings.push(match state {
            ServerState::Ok => {
                Finding::Well(format!("{name} answers, version {}.", version.as_deref().unwrap_or("unknown")))
            }
            ServerState::NoModels => Finding::Note(format!("{name} answers and has no model. {advice}")),
            ServerState::Unreachable => Finding::Note(format!("{name} does not answer. {advice}")),
            ServerState::Loading => Finding::Note(format!("{name} is not ready. {advice}")),
            ServerState::Unauthorized => Finding::Note(format!("{name} lets nobody in. {advice}")),
            ServerState::TooOld => Finding::Note(format!("{name} is too old. {advice}")),
            ServerState::Unusable => Finding::Note(format!("{name} cannot be used. {advice}")),
        });
    }
    Ok(findings)
}

fn describe(server: &dyn Llm) -> String {
    format!("The model server {} at {}", server.name(), server.address().unwrap_or("an unknown address"))
}

//! Backups while the program runs.

use super::{Services, error::AppError};
use crate::store::backup::Snapshot;

/// A backup that was made for one reader.
pub struct Made {
    /// How the file is to be called.
    pub file_name: String,
    /// The file.
    pub snapshot: Snapshot,
}

/// Makes a backup of the data as it is now. It takes as much room on the disk as the data for as long as it is
/// read.
pub async fn make(services: &Services) -> Result<Made, AppError> {
    let snapshot = services.store.snapshot().await?;
    let today = services.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    Ok(Made { file_name: format!("dsforge-backup-{today}.db"), snapshot })
}

//! A backup over HTTP.

use std::sync::Arc;

use futures_util::StreamExt;
use poem::{Body as HttpBody, Request};
use poem_openapi::{ApiResponse, OpenApi, param::Query, payload::Binary};
use tokio_util::io::ReaderStream;

use super::{Tag, auth::admit, error::Result};
use crate::app::{Services, backup};

/// Bytes that are read at a time.
const CHUNK: usize = 64 << 10;

/// A backup as it is written.
#[derive(ApiResponse)]
enum BackupFile {
    /// The file, streamed. It is whole when it has as many bytes as `Content-Length` says.
    #[oai(status = 200, content_type = "application/octet-stream")]
    File(
        Binary<HttpBody>,
        /// The file's name.
        #[oai(header = "Content-Disposition")]
        String,
        /// The file's size in bytes.
        #[oai(header = "Content-Length")]
        u64,
    ),
}

/// Backups.
pub(super) struct BackupApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Program")]
impl BackupApi {
    /// Download a backup
    ///
    /// Everything that is stored, of every user, as it is at this moment and encrypted as it lies there.
    /// `dsforge restore` puts it back. The secret file is not in it: to open a backup elsewhere, set `SECRET_SALT`
    /// there or use the recovery code. A copy of the data file of a running dsforge is no backup.
    #[oai(path = "/backup", method = "get", operation_id = "download_backup")]
    async fn download(
        &self,
        request: &Request,
        /// A ticket, in place of a bearer token.
        ticket: Query<Option<String>>,
    ) -> Result<BackupFile> {
        admit(request, ticket.0.as_deref())?;
        let made = backup::make(&self.0).await?;
        let disposition = format!("attachment; filename=\"{}\"", made.file_name);
        let (file, bytes, vanishing) = made.snapshot.into_parts();
        let chunks = ReaderStream::with_capacity(tokio::fs::File::from_std(file), CHUNK);
        // The file is there until its last byte was sent, or nobody reads any more.
        let chunks = chunks.map(move |chunk| {
            let _kept = &vanishing;
            chunk
        });
        Ok(BackupFile::File(Binary(HttpBody::from_bytes_stream(chunks)), disposition, bytes))
    }
}

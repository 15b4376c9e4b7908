//! Files that are sent: taken in whole before anybody goes through them, so that a slow sender keeps nobody from
//! writing. They lie sealed beside the data until they are let go.

use std::{io, sync::Arc};

use futures_util::{Stream, StreamExt as _};
use tokio::sync::mpsc;

use super::{Services, error::AppError};
use crate::{import::Source, store::spool::Spool};

/// Pieces of a file that may wait to be taken in.
const PIECES_READY: usize = 16;

/// Takes a file in. `arrived` is told how many bytes each piece of it has.
pub async fn receive<B: AsRef<[u8]> + Send + 'static>(
    services: &Services,
    pieces: impl Stream<Item = io::Result<B>> + Send,
    arrived: impl Fn(u64) + Send + Sync,
) -> Result<Arc<dyn Source>, AppError> {
    let (sender, receiver) = mpsc::channel(PIECES_READY);
    let sent = async move {
        let mut pieces = std::pin::pin!(pieces);
        while let Some(piece) = pieces.next().await {
            let piece = piece
                .map_err(|_| AppError::bad("body", "the file broke off while it was sent; send it again"))?;
            arrived(piece.as_ref().len() as u64);
            if sender.send(piece).await.is_err() {
                break;
            }
        }
        Ok::<(), AppError>(())
    };
    let (sent, spool) = tokio::join!(sent, services.store.spool(receiver));
    let spool = spool?;
    sent?;
    Ok(Arc::new(spool))
}

impl Source for Spool {
    fn size(&self) -> u64 {
        self.size()
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        self.read_at(at, into)
    }
}

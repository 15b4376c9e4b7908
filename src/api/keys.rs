//! The key of everything a person has, over HTTP.

use std::sync::Arc;

use futures_util::{StreamExt, stream, stream::BoxStream};
use poem::web::sse::Event;
use poem_openapi::{
    Object, OpenApi, Union,
    payload::{EventStream, Json},
    types::ToJSON,
};
use serde::Deserialize;
use tokio::sync::broadcast::error::RecvError;
use zeroize::Zeroizing;

use super::{Tag, auth::SignedIn, body::Body, error::Result, run_events::KEEP_ALIVE};
use crate::app::{
    Services,
    keys::{self, Progress, RotationEvent},
};

/// The key that new data is sealed with.
#[derive(Object)]
struct KeyState {
    /// How many keys there have been: 1 at first, one more with each new key.
    epoch: u32,
    /// How far the present rotation is, while there is one.
    rotation: Option<RotationProgress>,
}

/// How far a rotation is.
#[derive(Object)]
struct RotationProgress {
    /// Rows that have their new key.
    done: u64,
    /// Rows that there are, those that are done among them.
    total: u64,
}

/// Asks for new keys.
#[derive(Object, Deserialize)]
struct RotateInput {
    /// The present password.
    password: String,
}

/// News of a rotation. The event's type says which.
#[derive(Union)]
enum RotationNews {
    /// `recovery_code`, first: the new code.
    RecoveryCode(NewRecoveryCode),
    /// `progress`: more rows have their new key.
    Progress(RotationProgress),
    /// `end`: nothing more will come.
    End(RotationEnd),
}

/// The new recovery code.
#[derive(Object)]
struct NewRecoveryCode {
    /// Opens everything when the password is forgotten. Shown once and kept nowhere. The one before is void.
    recovery_code: String,
}

/// Nothing more will come of a rotation.
#[derive(Object)]
struct RotationEnd {
    /// Whether everything has its new key. If not, it goes on at the next sign-in.
    finished: bool,
    /// Rows that are damaged. They stay under their old key.
    damaged: u64,
    /// Why it is not finished.
    detail: Option<String>,
}

type RotationEvents = EventStream<BoxStream<'static, RotationNews>>;

/// The key of everything a person has.
pub(super) struct KeysApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Account")]
impl KeysApi {
    /// Look at your key
    ///
    /// The key itself is never told.
    #[oai(path = "/key", method = "get", operation_id = "get_key")]
    #[expect(clippy::unused_async, reason = "operations are asynchronous, and this one waits for nothing")]
    async fn get(&self, who: SignedIn) -> Result<Json<KeyState>> {
        let epoch = who.session().keyring.current_epoch();
        let rotation = keys::progress(&self.0, who.session()).map(RotationProgress::from);
        Ok(Json(KeyState { epoch, rotation }))
    }

    /// Replace your key and your recovery code
    ///
    /// Answers with server-sent events: `recovery_code` with the new code, `progress` while every row is sealed
    /// with the new key, and `end`. Everything stays usable meanwhile. It goes on when nobody listens, and at the
    /// next sign-in when you sign out before the end. Asking again before the end gives another code and goes on.
    #[oai(path = "/key/rotate", method = "post", operation_id = "rotate_key")]
    async fn rotate(&self, who: SignedIn, body: Body<RotateInput>) -> Result<RotationEvents> {
        let password = Zeroizing::new(body.0.password);
        let (code, state, events) = keys::rotate(&self.0, who.session(), &password).await?;
        let mut first = vec![
            RotationNews::RecoveryCode(NewRecoveryCode { recovery_code: code.to_string() }),
            RotationNews::Progress(state.progress.into()),
        ];
        let events = state.last.is_none().then_some(events);
        first.extend(state.last.map(RotationNews::from));
        let later = stream::unfold(events, |events| async move {
            let mut events = events?;
            loop {
                return match events.recv().await {
                    Ok(event) => {
                        let is_last = !matches!(event, RotationEvent::Progress(_));
                        Some((event.into(), (!is_last).then_some(events)))
                    }
                    Err(RecvError::Lagged(_)) => continue,
                    Err(RecvError::Closed) => None,
                };
            }
        });
        let news: BoxStream<'static, RotationNews> = stream::iter(first).chain(later).boxed();
        Ok(EventStream::new(news).keep_alive(KEEP_ALIVE).to_event(|news| {
            let (kind, json) = match news {
                RotationNews::RecoveryCode(news) => ("recovery_code", news.to_json_string()),
                RotationNews::Progress(news) => ("progress", news.to_json_string()),
                RotationNews::End(news) => ("end", news.to_json_string()),
            };
            Event::message(json).event_type(kind)
        }))
    }
}

impl From<Progress> for RotationProgress {
    fn from(Progress { done, total }: Progress) -> Self {
        Self { done, total }
    }
}

impl From<RotationEvent> for RotationNews {
    fn from(event: RotationEvent) -> Self {
        match event {
            RotationEvent::Progress(progress) => Self::Progress(progress.into()),
            RotationEvent::Done { damaged } => {
                Self::End(RotationEnd { finished: true, damaged, detail: None })
            }
            RotationEvent::Stopped(detail) => {
                Self::End(RotationEnd { finished: false, damaged: 0, detail: Some(detail) })
            }
        }
    }
}

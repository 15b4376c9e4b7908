//! Getting a model: one JSON object to a line, for as long as the download takes. A failure is a line too,
//! whatever the status was.

use futures_util::StreamExt as _;
use serde_json::json;
use tokio_util::{
    codec::{FramedRead, LinesCodec},
    io::StreamReader,
};

use super::{Ollama, failure, wire::PullLine};
use crate::llm::{ChatRequest, LlmError, Phase, PullProgress, connection, timers::Watch};

/// Longest line of progress.
const LONGEST_LINE: usize = 64 << 10;

impl Ollama {
    /// Has the server get a model. It may be silent as long as a model that loads: it checks what it got, which
    /// takes a while and says nothing.
    pub(super) async fn fetch(
        &self,
        model: &str,
        on_progress: &mut (dyn FnMut(PullProgress) + Send),
    ) -> Result<(), LlmError> {
        let about = ChatRequest { model: model.to_owned(), ..ChatRequest::default() };
        let patience = self.line.to.timers.loading;
        let timers = crate::llm::timers::Timers {
            next_token: patience,
            whole: std::time::Duration::MAX,
            ..self.line.to.timers
        };
        let mut watch = Watch::start(timers, Phase::Loading);
        let sending = self.line.post(self.url("/api/pull"), &json!({"model": model, "stream": true})).send();
        let response = watch.wait(sending).await?.map_err(|e| self.unsent(&e))?;
        if !response.status().is_success() {
            return Err(watch.wait(self.refusal(response, &about)).await?);
        }
        let reader = StreamReader::new(connection::parts(response));
        let mut lines = FramedRead::new(reader, LinesCodec::new_with_max_length(LONGEST_LINE));
        while let Some(line) = watch.wait(lines.next()).await? {
            watch.progress();
            let line = line.map_err(|_| LlmError::garbled("the connection broke off"))?;
            if line.trim().is_empty() {
                continue;
            }
            let PullLine { status, total, completed, error } =
                serde_json::from_str(&line).map_err(|_| LlmError::garbled("a line of it is no JSON"))?;
            if let Some(error) = error {
                return Err(failure::of_pull(&error, &about));
            }
            let status = status.unwrap_or_default();
            if status == "success" {
                return Ok(());
            }
            on_progress(PullProgress { status, total, completed: total.and(completed.or(Some(0))) });
        }
        Err(LlmError::garbled("it broke off before its end"))
    }
}

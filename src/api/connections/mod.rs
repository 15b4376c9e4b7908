//! Who is let in: accepts connections and gives each a place, of which there are only so many.
//!
//! It is always somebody's turn on a connection: the client's to send a request or to take the next piece of an
//! answer, or ours to answer. When every place is taken, a newcomer gets that of the client who has kept us
//! waiting for longest, so that half a request holds up nobody, and an answer that is being worked on is never
//! cut off. A request that does not arrive is given up after a while in any case.

mod places;

use std::{
    convert::Infallible,
    future::Future,
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use futures_util::StreamExt as _;
use hyper::{
    body::{Body as HttpBody, Frame, Incoming, SizeHint},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use poem::{
    Body, Endpoint, Request, Response,
    http::uri::Scheme,
    web::{LocalAddr, RemoteAddr},
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time,
};
use tokio_util::sync::CancellationToken;

use self::places::{Places, Seat};

/// What connections may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many there are at once.
    pub places: usize,
    /// How long the head of a request may take, and each further piece of it. Also how long a connection may stay
    /// open between two requests.
    pub patience: Duration,
    /// How long answers that are under way may take when the program ends.
    pub grace: Duration,
}

impl Limits {
    /// Far more than a browser opens, and fewer than a system lets a program have by default.
    pub const USUAL: Self =
        Self { places: 256, patience: Duration::from_secs(30), grace: Duration::from_secs(3) };
}

/// How long to wait when the system has no connection to give, for others to be closed.
const BREATH: Duration = Duration::from_millis(50);

/// Answers whoever connects until `ended` resolves; then lets answers that are under way come to their end.
pub async fn serve(
    listener: TcpListener,
    application: impl Endpoint<Output = Response> + 'static,
    limits: Limits,
    ended: impl Future<Output = ()>,
) {
    let application = Arc::new(application);
    let places = Arc::new(Places::new(limits.places));
    let closing = CancellationToken::new();
    let mut connections = JoinSet::new();
    tokio::pin!(ended);
    loop {
        let (stream, seat) = tokio::select! {
            () = &mut ended => break,
            newcomer = admit(&listener, &places) => newcomer,
        };
        while connections.try_join_next().is_some() {}
        let (application, closing) = (Arc::clone(&application), closing.clone());
        connections.spawn(attend(stream, Arc::new(seat), application, limits.patience, closing));
    }
    drop(listener);
    closing.cancel();
    // Whoever has not come to an end by then is cut off with the last line.
    let _ = time::timeout(limits.grace, async { while connections.join_next().await.is_some() {} }).await;
}

async fn admit(listener: &TcpListener, places: &Arc<Places>) -> (TcpStream, Seat) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, places.take().await),
            Err(_) => time::sleep(BREATH).await,
        }
    }
}

/// Serves one connection to its end.
async fn attend<E: Endpoint<Output = Response> + 'static>(
    stream: TcpStream,
    seat: Arc<Seat>,
    application: Arc<E>,
    patience: Duration,
    closing: CancellationToken,
) {
    // Without it, small events of a stream wait for each other.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request: hyper::Request<Incoming>| {
        let (application, seat) = (Arc::clone(&application), Arc::clone(&seat));
        async move {
            let request = received(request, &seat, patience);
            let response: hyper::Response<_> = application.get_response(request).await.into();
            Ok::<_, Infallible>(response.map(|body| Answer { body, seat }))
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    tokio::select! {
        // How a connection ends is of no interest here: requests have been logged.
        _ = connection.as_mut() => return,
        () = seat.given_up() => return,
        () = closing.cancelled() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

/// The request, whose body may not keep us waiting for longer than `patience`.
fn received(request: hyper::Request<Incoming>, seat: &Arc<Seat>, patience: Duration) -> Request {
    let is_whole = request.body().is_end_stream();
    let mut request = Request::from((request, LocalAddr::default(), RemoteAddr::default(), Scheme::HTTP));
    if is_whole {
        seat.our_turn();
        return request;
    }
    let chunks = request.take_body().into_bytes_stream();
    let seat = Arc::clone(seat);
    let body = futures_util::stream::unfold(Some(chunks), move |chunks| {
        let seat = Arc::clone(&seat);
        async move {
            let mut chunks = chunks?;
            seat.clients_turn();
            match time::timeout(patience, chunks.next()).await {
                Ok(Some(chunk)) => Some((chunk, Some(chunks))),
                Ok(None) => {
                    seat.our_turn();
                    None
                }
                Err(_) => Some((Err(io::ErrorKind::TimedOut.into()), None)),
            }
        }
    });
    request.set_body(Body::from_bytes_stream(body));
    request
}

/// The body of an answer, which notes whose turn it is.
struct Answer<B> {
    body: B,
    seat: Arc<Seat>,
}

impl<B: HttpBody + Unpin> HttpBody for Answer<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        if frame.is_pending() {
            self.seat.our_turn();
        } else {
            self.seat.clients_turn();
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl<B> Drop for Answer<B> {
    fn drop(&mut self) {
        self.seat.clients_turn();
    }
}

#[cfg(test)]
mod tests;

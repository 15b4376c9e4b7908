//! Few places, many clients, and what becomes of whom.

use std::{
    net::SocketAddr,
    sync::atomic::{AtomicBool, Ordering},
};

use futures_util::stream;
use poem::{EndpointExt as _, Route, endpoint::make, get, post};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    sync::Notify,
};

use super::*;

/// Longer than any test takes, for what is not to happen.
const NEVER: Duration = Duration::from_secs(600);

/// What a test holds of a server with few places.
struct Server {
    address: SocketAddr,
    /// Somebody is waiting at `/wait`.
    asked: Arc<Notify>,
    /// Lets `/wait` answer, or `/events` send the second of its events.
    go: Arc<Notify>,
    end: CancellationToken,
    ended: Arc<AtomicBool>,
}

async fn server(places: usize, patience: Duration) -> Server {
    let (asked, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let wait = {
        let (asked, go) = (Arc::clone(&asked), Arc::clone(&go));
        make(move |_| {
            let (asked, go) = (Arc::clone(&asked), Arc::clone(&go));
            async move {
                asked.notify_one();
                go.notified().await;
                Ok::<_, poem::Error>("Rent is due on the first.")
            }
        })
    };
    let events = {
        let go = Arc::clone(&go);
        make(move |_| {
            let go = Arc::clone(&go);
            let pieces = stream::unfold(0, move |piece| {
                let go = Arc::clone(&go);
                async move {
                    match piece {
                        0 => Some((Ok::<_, io::Error>("first."), 1)),
                        1 => {
                            go.notified().await;
                            Some((Ok("second."), 2))
                        }
                        _ => None,
                    }
                }
            });
            async move { Ok::<_, poem::Error>(Body::from_bytes_stream(pieces)) }
        })
    };
    let count = make(|mut req: Request| async move {
        let body = req.take_body().into_bytes().await?;
        Ok::<_, poem::Error>(body.len().to_string())
    });
    let health = make(|_| async { Ok::<_, poem::Error>("ok") });
    let routes = Route::new()
        .at("/health", get(health))
        .at("/wait", get(wait))
        .at("/events", get(events))
        .at("/count", post(count));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let limits = Limits { places, patience, grace: NEVER };
    let (end, ended) = (CancellationToken::new(), Arc::new(AtomicBool::new(false)));
    let (told, done) = (end.clone(), Arc::clone(&ended));
    tokio::spawn(async move {
        serve(listener, routes.map_to_response(), limits, told.cancelled()).await;
        done.store(true, Ordering::Release);
    });
    Server { address, asked, go, end, ended }
}

impl Server {
    async fn send(&self, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.expect("a connection");
        stream.write_all(text.as_bytes()).await.expect("a server that reads");
        stream
    }

    async fn get(&self, path: &str) -> TcpStream {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")).await
    }
}

/// Everything until the server closes the connection, whichever way it does.
async fn rest(mut stream: TcpStream) -> String {
    let mut text = String::new();
    let mut buffer = [0; 4096];
    loop {
        match time::timeout(NEVER, stream.read(&mut buffer)).await.expect("an end") {
            Ok(0) | Err(_) => return text,
            Ok(count) => text.push_str(&String::from_utf8_lossy(&buffer[..count])),
        }
    }
}

async fn until(stream: &mut TcpStream, what: &str) {
    let mut text = String::new();
    while !text.contains(what) {
        let byte = time::timeout(NEVER, stream.read_u8()).await.expect("an answer").expect("a byte");
        text.push(char::from(byte));
    }
}

const HALF_A_HEAD: &str = "GET /health HTTP/1.1\r\nHost: he";
const HALF_A_BODY: &str = "POST /count HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\nRent is";

#[tokio::test]
async fn half_a_request_gives_its_place_to_a_newcomer() {
    let server = server(2, NEVER).await;
    let head = server.send(HALF_A_HEAD).await;
    let body = server.send(HALF_A_BODY).await;
    assert!(rest(server.get("/health").await).await.ends_with("ok"));
    assert_eq!(rest(head).await, "", "the one that waited for longest was sent away");
    assert!(rest(server.get("/health").await).await.ends_with("ok"), "its place is free again");
    drop(body);
}

#[tokio::test]
async fn however_many_requests_are_half_open_others_are_answered() {
    let server = server(8, NEVER).await;
    let mut half_open = Vec::new();
    for _ in 0..20 {
        half_open.push(server.send(HALF_A_HEAD).await);
        half_open.push(server.send(HALF_A_BODY).await);
        assert!(rest(server.get("/health").await).await.ends_with("ok"));
    }
}

#[tokio::test]
async fn an_answer_that_is_being_worked_on_keeps_its_place() {
    let server = server(1, NEVER).await;
    let first = server.get("/wait").await;
    server.asked.notified().await;
    let second = server.get("/health").await;
    server.go.notify_one();
    assert!(rest(first).await.ends_with("Rent is due on the first."));
    assert!(rest(second).await.ends_with("ok"), "after it");
}

#[tokio::test]
async fn who_does_not_take_an_answer_gives_the_place_to_a_newcomer() {
    let server = server(1, NEVER).await;
    let mut idle = server.send("GET /health HTTP/1.1\r\nHost: here\r\n\r\n").await;
    until(&mut idle, "ok").await;
    assert!(rest(server.get("/health").await).await.ends_with("ok"));
    assert_eq!(rest(idle).await, "");
}

#[tokio::test]
async fn half_a_request_is_given_up_after_a_while_and_a_silent_stream_is_not() {
    let server = server(8, Duration::from_millis(200)).await;
    let mut events = server.get("/events").await;
    until(&mut events, "first.").await;
    let between_two = server.send("GET /health HTTP/1.1\r\nHost: here\r\n\r\n").await;
    let (head, body) = (server.send(HALF_A_HEAD).await, server.send(HALF_A_BODY).await);
    assert!(rest(between_two).await.contains("ok"));
    assert!(!rest(head).await.contains("200 OK"));
    assert!(!rest(body).await.contains("200 OK"));
    server.go.notify_one();
    assert!(rest(events).await.contains("second."), "though it was silent for longer");
}

#[tokio::test]
async fn a_body_that_comes_piece_by_piece_is_whole() {
    let server = server(1, NEVER).await;
    let mut body = server.send(HALF_A_BODY).await;
    for _ in 0..9 {
        body.write_all(b" due soon.").await.expect("a server that reads");
        body.flush().await.expect("a server that reads");
    }
    body.write_all(b"So.").await.expect("a server that reads");
    until(&mut body, "100").await;
}

#[tokio::test]
async fn at_the_end_answers_come_to_their_end_and_nobody_new_is_let_in() {
    let server = server(8, NEVER).await;
    let first = server.get("/wait").await;
    server.asked.notified().await;
    server.end.cancel();
    while TcpStream::connect(server.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!server.ended.load(Ordering::Acquire), "it waits");
    server.go.notify_one();
    assert!(rest(first).await.ends_with("Rent is due on the first."));
}

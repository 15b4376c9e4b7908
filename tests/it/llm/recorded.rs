//! The fake server is only worth something while it answers as a real one did.

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::fake_ollama::{
    FakeOllama, SetUp,
    recorded::{Exchange, exchanges},
};

#[tokio::test]
async fn every_recorded_exchange_is_answered_byte_for_byte() {
    let set_up = SetUp { replays: true, ..SetUp::default() };
    let server = FakeOllama::start_as(set_up).await.expect("a free port on loopback");
    for exchange in exchanges() {
        let (head, body) = ask(&server.url(), exchange).await;
        let mut expected = format!("HTTP/1.1 {} {}", exchange.status, exchange.reason);
        for (name, value) in &exchange.headers {
            expected.push_str(&["\r\n", name, ": ", value].concat());
        }
        assert_eq!(head, expected, "{}", exchange.name);
        assert_eq!(body, exchange.reply, "{}", exchange.name);
    }
    assert_eq!(exchanges().len(), 51);
}

#[tokio::test]
async fn what_was_not_recorded_is_answered_in_the_same_form() {
    let server = FakeOllama::start().await;
    for exchange in exchanges() {
        let made_up =
            ["model is required", "missing request body", "unexpected EOF", "404 page", "405 method"];
        if made_up.iter().any(|answer| exchange.reply.contains(answer)) && exchange.path != "/api/generate" {
            let (_, body) = ask(&server.url(), exchange).await;
            assert_eq!(body, exchange.reply, "{}", exchange.name);
        }
    }
}

/// Head and body of the answer, the body without its chunks.
async fn ask(url: &str, exchange: &Exchange) -> (String, String) {
    let host = url.trim_start_matches("http://");
    let body = exchange.body();
    let mut head = format!("{} {} HTTP/1.1\r\n", exchange.method, exchange.path);
    if !exchange.sent.contains_key("Host") {
        head.push_str(&["Host: ", host, "\r\n"].concat());
    }
    for (name, value) in &exchange.sent {
        head.push_str(&[name, ": ", value, "\r\n"].concat());
    }
    let length = body.len().to_string();
    head.push_str(&["Content-Length: ", &length, "\r\nConnection: close\r\n\r\n"].concat());
    let mut connection = TcpStream::connect(host).await.expect("the server listens");
    connection.write_all((head + &body).as_bytes()).await.expect("the server reads");
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.expect("the server writes text");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let is_chunked = head.contains("Transfer-Encoding: chunked");
    (head.to_owned(), if is_chunked { without_chunks(body) } else { body.to_owned() })
}

fn without_chunks(mut rest: &str) -> String {
    let mut body = String::new();
    while let Some((length, after)) = rest.split_once("\r\n") {
        let length = usize::from_str_radix(length, 16).expect("a length");
        if length == 0 {
            break;
        }
        body.push_str(&after[..length]);
        rest = &after[length + 2..];
    }
    body
}

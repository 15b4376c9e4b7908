//! The real program among clients that begin requests and do not end them.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::{Duration, Instant},
};

use super::home::Home;

const CROWD: usize = 500;

/// Beginnings of requests, and a whole one whose answer nobody takes.
const BEGINNINGS: [&str; 4] = [
    "",
    "GET /api/datasets HTTP/1.1\r\nHost: ",
    "POST /api/login HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{",
    "GET /api/openapi.json HTTP/1.1\r\nHost: {host}\r\n\r\n",
];

#[test]
fn five_hundred_half_open_requests_keep_nobody_waiting() {
    let home = Home::new();
    let server = home.serve();
    let crowd: Vec<TcpStream> = (0..CROWD)
        .map(|number| {
            let mut stream = TcpStream::connect(server.address()).expect("a connection");
            let beginning = BEGINNINGS[number % BEGINNINGS.len()].replace("{host}", server.address());
            // Whoever was sent away already may be told so here.
            let _ = stream.write_all(beginning.as_bytes());
            stream
        })
        .collect();
    let mut waits: Vec<Duration> = (0..25)
        .map(|_| {
            let asked = Instant::now();
            let answer = server.ask("GET", "/health", None, None).expect("an answer");
            assert_eq!(answer.status, 200);
            asked.elapsed()
        })
        .collect();
    waits.sort_unstable();
    assert!(waits[waits.len() / 2] < Duration::from_millis(200), "{waits:?}");

    let sent_away = crowd.into_iter().filter(has_ended).count();
    assert!((CROWD - 256..CROWD).contains(&sent_away), "{sent_away}, and no more than was needed");
}

/// Whether the other side has closed the connection.
fn has_ended(mut stream: &TcpStream) -> bool {
    stream.set_nonblocking(true).expect("it is set");
    let mut buffer = vec![0; 1 << 16];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(error) => return error.kind() != std::io::ErrorKind::WouldBlock,
        }
    }
}

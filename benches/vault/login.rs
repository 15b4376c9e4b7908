//! What a login costs, what an unknown name costs, and whether others notice.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use dsforge::crypto::{
    kdf::{Kdf, derive_root},
    password::Password,
    pepper::Pepper,
};

use super::{
    PASSWORD,
    home::{Home, Server, serve_with},
    median, percentile, report, timed,
};

const TIMES: usize = 25;
const AT_ONCE: usize = 8;

fn login(server: &Server, username: &str, password: &str) -> (u16, Duration) {
    let basic = format!("Basic {}", BASE64_STANDARD.encode(format!("{username}:{password}")));
    let (answer, took) = timed(|| server.ask("POST", "/api/login", Some(&basic), None).expect("an answer"));
    (answer.status, took)
}

pub(super) fn measure() {
    let home = Home::new();
    home.add_ada(PASSWORD);
    let mut command = home.command(&["serve", "--port", "0", "--no-open", "--demo"]);
    command.env("LOGIN_RATE_LIMIT", "1000");
    let server = Arc::new(serve_with(command));
    let (password, pepper) =
        (Password::new(PASSWORD).expect("a password"), Pepper::generate().expect("a pepper"));
    let (mut bare, mut right, mut wrong, mut unknown) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TIMES {
        bare.push(timed(|| drop(derive_root(&password, Kdf::default(), &[7; 16], &pepper, 1))).1);
        let (status, took) = login(&server, "ada", PASSWORD);
        assert_eq!(status, 200);
        right.push(took);
        let (status, took) = login(&server, "ada", "wrong horse battery");
        assert_eq!(status, 401);
        wrong.push(took);
        let (status, took) = login(&server, "grace", "wrong horse battery");
        assert_eq!(status, 401);
        unknown.push(took);
    }
    report("login", median(&mut right), "the bare derivation", median(&mut bare), "≤ 1.15");
    report("an unknown name", median(&mut unknown), "a wrong password", median(&mut wrong), "0.6 to 1.67");
    measure_others(&server);
}

/// `/health`, while several log in at once.
fn measure_others(server: &Arc<Server>) {
    let done = Arc::new(AtomicBool::new(false));
    let logins: Vec<_> = (0..AT_ONCE)
        .map(|_| {
            let (server, done) = (Arc::clone(server), Arc::clone(&done));
            thread::spawn(move || {
                while !done.load(Ordering::Relaxed) {
                    assert_eq!(login(&server, "ada", PASSWORD).0, 200);
                }
            })
        })
        .collect();
    let ask = || timed(|| server.ask("GET", "/health", None, None).expect("an answer")).1;
    let mut busy: Vec<_> = (0..2_000).map(|_| ask()).collect();
    done.store(true, Ordering::Relaxed);
    for login in logins {
        login.join().expect("a login");
    }
    let mut idle: Vec<_> = (0..2_000).map(|_| ask()).collect();
    let (busy, idle) = (percentile(&mut busy, 99), percentile(&mut idle, 99));
    report("/health, p99 during 8 logins at once", busy, "with none", idle, "≤ 5 ms");
}

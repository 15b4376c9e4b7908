//! The plug is pulled while a program is being replaced: one of the two is always there and runs.
//!
//! The victim is this test program itself, started again for [`victim`] alone.

use std::{
    env,
    path::PathBuf,
    process::{Command, Stdio},
    time::Duration,
};

use super::releases::{Answer, INSTALLED, Installed, Server, place, release, says, updates};

/// Where the victim finds its server and its program.
const SERVER: &str = "DSFORGE_TEST_RELEASES";
const PROGRAM: &str = "DSFORGE_TEST_PROGRAM";

/// 200 with `DSFORGE_TORTURE`, which takes about a minute.
fn cycles() -> u32 {
    if env::var_os("DSFORGE_TORTURE").is_some() { 200 } else { 20 }
}

#[test]
fn one_of_the_two_programs_is_there_and_runs_after_every_pulled_plug() {
    let server = Server::start();
    server.offers("0.2.0", Answer::Bytes(release("0.2.0")));
    let installed = Installed::new(&server);
    let myself = env::current_exe().expect("this program");
    let start = || {
        Command::new(&myself)
            .args(["--exact", "updates::killed::victim", "--ignored", "--quiet"])
            .env(SERVER, &server.url)
            .env(PROGRAM, installed.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the victim")
    };
    let began = std::time::Instant::now();
    let whole = start().wait().expect("the victim's end");
    assert!(whole.success(), "the victim works when it is left alone");
    let lifetime = began.elapsed();
    let (mut old, mut new) = (0, 0);
    for cycle in 0..cycles() {
        place(&installed.path(), INSTALLED);
        let mut victim = start();
        // From its first moments to after its end, most of all late, where the exchange is.
        let share = f64::from((cycle * 37) % 100) / 100.0;
        std::thread::sleep(Duration::from_secs_f64(lifetime.as_secs_f64() * (0.3 + 0.8 * share)));
        drop(victim.kill());
        victim.wait().expect("the victim's end");
        match says(&installed.path()).as_str() {
            "dsforge 0.1.0" => old += 1,
            "dsforge 0.2.0" => new += 1,
            other => panic!("cycle {cycle}: {other:?}"),
        }
    }
    println!("killed before and after the exchange: {old} and {new}");
    // A few kills on a busy machine may all come early.
    assert!(cycles() < 200 || (old > 0 && new > 0), "the kills came too early or too late");
    // What the last victim left is cleared away by the next update.
    place(&installed.path(), INSTALLED);
    assert_eq!(installed.update(), Ok(true));
    assert_eq!(installed.files(), ["dsforge", "dsforge.old"]);
}

#[test]
#[ignore = "it is the victim of the test above"]
fn victim() {
    let (Some(url), Some(program)) = (env::var_os(SERVER), env::var_os(PROGRAM)) else { return };
    let server = Server::at(url.into_string().expect("an address"));
    let updates = updates(&server);
    let offer = updates.newest().expect("an answer").expect("an offer");
    updates.install(&offer, &PathBuf::from(program), &mut |_, _| ()).expect("an update");
}

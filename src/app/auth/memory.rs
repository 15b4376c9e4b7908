//! What the memory of this process holds of a key after its session has ended: nothing.
#![cfg(target_os = "linux")]

use std::{
    fs::{self, File},
    os::unix::fs::FileExt,
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;

use super::{Gate, SignUp, login, logout, sessions::Opened, set_up};
use crate::{
    app::{Parts, Services, datasets, keys, preferences},
    clock::{SharedClock, StillClock},
    crypto::{
        kdf::Kdf,
        keys::{Domain, Keyring, RecoveryKey},
        pepper::{Pepper, PepperRing},
    },
    llm::{
        Servers,
        demo::{DemoServer, Pace},
    },
    store::{Store, accounts},
};

const PASSWORD: &str = "correct horse battery";

/// A key with every bit turned over, so that looking for it is no copy of it.
type Inverted = [u8; 32];

/// How often a key lies in what this process can read of itself.
fn copies(key: &Inverted) -> usize {
    let memory = File::open("/proc/self/mem").unwrap();
    let mut page = vec![0_u8; 1 << 16];
    let own = page.as_ptr().addr()..page.as_ptr().addr() + page.len();
    let mut found = 0;
    for region in fs::read_to_string("/proc/self/maps").unwrap().lines() {
        let mut words = region.split_whitespace();
        let (range, rights) = (words.next().unwrap(), words.next().unwrap());
        if !rights.starts_with("rw") || region.ends_with("[vvar]") {
            continue;
        }
        let (start, end) = range.split_once('-').unwrap();
        let address = |text| usize::from_str_radix(text, 16).unwrap();
        let (mut at, end) = (address(start), address(end));
        while at < end {
            let length = page.len().min(end - at);
            page.fill(0);
            if memory.read_exact_at(&mut page[..length], at as u64).is_ok() {
                let is_key = |window: &[u8]| window.iter().zip(key).all(|(byte, turned)| *byte == !*turned);
                let places =
                    page[..length].windows(key.len()).enumerate().filter(|(_, window)| is_key(window));
                found += places.filter(|(place, _)| !own.contains(&(at + place))).count();
            }
            // Keys that lie across two pages are seen in the next one.
            at += if length == page.len() { length - key.len() } else { length };
        }
    }
    page.fill(0);
    found
}

struct Desk {
    _home: tempfile::TempDir,
    services: Arc<Services>,
    clock: Arc<StillClock>,
}

impl Desk {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let clock = StillClock::at(Timestamp::UNIX_EPOCH);
        let services = Services::new(Parts {
            store: Store::open(&home.path().join("app.db")).unwrap(),
            clock: Arc::clone(&clock) as SharedClock,
            servers: Servers::new(Vec::new(), Arc::new(DemoServer::new(Pace::NONE)), true),
            gate: Gate::new(PepperRing::new(Pepper::generate().unwrap()), Kdf::default()),
            session_lifetime: Duration::from_secs(1800),
            login_rate_limit: 100,
            suggested_username: "ada".to_owned(),
            updates: crate::update::Updates::of_this_program().expect("a version"),
        });
        Self { _home: home, services, clock }
    }

    async fn ada(&self) -> Opened {
        let wish = SignUp {
            username: "ada".to_owned(),
            name: None,
            password: PASSWORD.to_owned(),
            gen_model: None,
            para_model: None,
        };
        set_up(&self.services, wish).await.unwrap().1
    }

    /// The data keys of all epochs, the key of the recovery code, and some keys that are derived.
    async fn keys(&self, opened: &Opened) -> Vec<Inverted> {
        let mut keys: Vec<_> =
            opened.session.keyring.epochs().iter().map(|(_, key)| key.inverted()).collect();
        let (user, keyring) = (opened.session.user, Arc::clone(&opened.session.keyring));
        let recovery = self.services.store.read(move |r| accounts::recovery_key(r, user, &keyring));
        keys.push(RecoveryKey::inverted(&recovery.await.unwrap()));
        for (epoch, key) in opened.session.keyring.epochs() {
            keys.extend([Domain::Meta, Domain::Prefs].map(|domain| key.domain(domain, epoch).inverted()));
        }
        keys
    }

    /// What a person does in a session.
    async fn work(&self, Opened { session, .. }: &Opened) {
        datasets::list(&self.services, session, false).await.unwrap();
        let change = preferences::PreferencesChange { recovery_confirmed: Some(true), ..Default::default() };
        preferences::change(&self.services, session, change).await.unwrap();
        super::change_password(&self.services, session, "", PASSWORD, PASSWORD).await.unwrap();
    }
}

#[track_caller]
fn assert_gone(keys: &[Inverted]) {
    let left: Vec<_> = keys.iter().map(copies).collect();
    assert!(left.iter().all(|copies| *copies == 0), "copies of each key: {left:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_out_leaves_no_copy_of_a_key_in_memory() {
    let desk = Desk::new();
    desk.ada().await;
    let opened = login(&desk.services, "ada", PASSWORD).await.unwrap();
    let keys = desk.keys(&opened).await;
    assert!(copies(&keys[0]) > 0, "what is looked for is found while it is there");
    let keyring: Arc<Keyring> = Arc::clone(&opened.session.keyring);
    desk.services.sessions.close_all(opened.session.user, Some(&opened.token));
    desk.work(&opened).await;
    let opened = login(&desk.services, "ada", PASSWORD).await.unwrap();
    logout(&desk.services, &opened.session, &opened.token);
    assert_gone(&keys);
    assert_eq!(keyring.current_epoch(), 0, "although somebody still holds the keyring");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_runs_out_leaves_no_copy_of_a_key_in_memory_and_neither_does_a_rotation() {
    let desk = Desk::new();
    let opened = desk.ada().await;
    let mut keys = desk.keys(&opened).await;
    keys::rotate(&desk.services, &opened.session, PASSWORD).await.unwrap();
    while keys::progress(&desk.services, &opened.session).is_some() {
        tokio::task::yield_now().await;
    }
    keys.extend(desk.keys(&opened).await);
    desk.clock.advance(Duration::from_secs(1801));
    desk.services.sessions.sweep();
    assert_gone(&keys);
}
